//! The rules of the house that the compiler cannot hold. Each failure is a sentence that says what is wrong, why, and what to do.
//!
//! Each rule is a function from text to complaints, so that the tests at the end can try it on text that breaks it.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// All files under `folder`, in order of name, without what a build leaves.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let is_built = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("target"));
    let below = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    paths.into_iter().filter(|path| !is_built(path)).flat_map(below).collect()
}

/// The path as the repository names it.
fn name_of(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

/// Each crate: the name of its folder, and its manifest.
fn crates() -> Vec<(String, String)> {
    let folders = std::fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<(String, String)> = folders
        .filter_map(|folder| {
            let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).ok()?;
            Some((folder.file_name()?.to_string_lossy().into_owned(), manifest))
        })
        .collect();
    found.sort();
    assert!(found.len() >= 5, "the crates were not found: {found:?}");
    found
}

/// Rust sources, and the pages that a reader sees: those of `docs` and those beside the workspace's manifest.
fn texts() -> Vec<(String, String)> {
    let beside = std::fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let sources = files(&root().join("crates")).into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
    let pages =
        files(&root().join("docs")).into_iter().chain(beside).filter(|path| path.extension().is_some_and(|end| end == "md"));
    sources.chain(pages).map(|path| (name_of(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

fn check(complaints: impl IntoIterator<Item = String>) {
    let complaints: Vec<String> = complaints.into_iter().collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// A dependency as its manifest states it.
#[derive(Debug, PartialEq)]
struct Dependency {
    name: String,
    /// The whole statement, without its comment.
    stated: String,
    /// What it is for: the comment behind it, or the lines of comment right above it.
    purpose: String,
}

/// The line up to a comment, and the comment without its sign. A `#` in quotes begins none.
fn split_comment(line: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, character) in line.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '#' if !quoted => return (line[..at].trim(), line[at + 1..].trim()),
            _ => {}
        }
    }
    (line.trim(), "")
}

/// The dependencies of a manifest, of every section that states some.
fn dependencies(manifest: &str) -> Vec<Dependency> {
    let (mut found, mut above, mut inside, mut open) = (Vec::<Dependency>::new(), String::new(), false, 0);
    for line in manifest.lines() {
        let (stated, comment) = split_comment(line);
        let depth = |brackets: [char; 2]| stated.matches(brackets).count() as i32;
        if open == 0 && stated.starts_with('[') {
            inside = stated.trim_end_matches(']').ends_with("dependencies");
        } else if inside && open > 0 {
            let last = found.last_mut().unwrap();
            last.stated += stated;
            last.purpose += comment;
            open += depth(['{', '[']) - depth(['}', ']']);
        } else if inside && let Some((name, _)) = stated.split_once('=') {
            let name = name.trim().trim_end_matches(".workspace").trim_matches('"').to_owned();
            found.push(Dependency { name, stated: stated.to_owned(), purpose: std::mem::take(&mut above) + comment });
            open = depth(['{', '[']) - depth(['}', ']']);
        }
        above = if stated.is_empty() { above + comment } else { String::new() };
        if line.trim().is_empty() {
            above.clear();
        }
    }
    found
}

/// The crates of the house that a dependency names: by its own name, or by `package` under another.
fn house_crates(dependency: &Dependency) -> Vec<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let words = dependency.stated.split(|c| !is_name(c)).filter(|word| *word == "manumit" || word.starts_with("manumit-"));
    words.map(|word| word.trim_start_matches("manumit-").to_owned()).collect()
}

/// The crate that joins the others.
const FACE: &str = "manumit";
/// The crate that all others stand on.
const GROUND: &str = "evidence";
/// What pillars look down to: the vocabulary, and how bytes become documents.
const FLOOR: [&str; 2] = [GROUND, "document"];

/// Which arrows of crate `name` lead where none may lead.
fn wrong_arrows(name: &str, manifest: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for dependency in dependencies(manifest) {
        if ["path =", "path="].iter().any(|key| dependency.stated.contains(key)) {
            complaints.push(format!(
                "crates/{name} names {} by a path: write `{{ workspace = true }}`, so that the arrows can be read in one place.",
                dependency.name
            ));
        }
        for target in house_crates(&dependency) {
            let why = match (name, target.as_str()) {
                (FACE, _) => continue,
                (GROUND, _) => "the ground floor stands on nothing of the house; what it needs from above is an argument",
                (_, GROUND) => continue,
                (above, "document") if !FLOOR.contains(&above) => continue,
                (_, FACE) => "nothing rests on the binary; move what is needed down to a crate",
                (_, _) => {
                    "a pillar looks down to the ground floor, never sideways; only manumit joins pillars and hands on what one found"
                }
            };
            complaints.push(format!("crates/{name} may not depend on {target}: {why}."));
        }
    }
    complaints
}

/// Dependencies of crate `name` that do not say what they are for.
fn unexplained(name: &str, manifest: &str) -> Vec<String> {
    let silent = dependencies(manifest).into_iter().filter(|dependency| dependency.purpose.trim().is_empty());
    silent
        .map(|dependency| {
            format!("crates/{name} does not say what {} is for: add a comment behind it, or leave it out.", dependency.name)
        })
        .collect()
}

/// Crates that only one crate of the house may use, and why.
const FENCED: [(&str, &str, &str); 7] = [
    ("rusqlite", "ledger", "the ledger alone opens the case file"),
    ("httparse", CONNECTS, SPEAKS),
    ("ureq", CONNECTS, SPEAKS),
    ("reqwest", CONNECTS, SPEAKS),
    ("hyper", CONNECTS, SPEAKS),
    ("tokio", CONNECTS, SPEAKS),
    ("socket2", CONNECTS, SPEAKS),
];
const SPEAKS: &str = "one crate alone speaks to a server";

fn broken_fences(name: &str, manifest: &str) -> Vec<String> {
    let dependencies = dependencies(manifest);
    let uses =
        |fenced: &str| dependencies.iter().any(|dependency| dependency.name == fenced || dependency.stated.contains(fenced));
    FENCED
        .into_iter()
        .filter(|(fenced, within, _)| name != *within && uses(fenced))
        .map(|(fenced, within, why)| {
            format!("crates/{name} may not use {fenced}: {why}; ask crates/{within} for what is needed.")
        })
        .collect()
}

/// Where `sought` stands in `text` as a word of its own: the numbers of the lines.
fn lines_with(text: &str, sought: &str) -> Vec<usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let (begins, ends) = (sought.starts_with(is_word), sought.ends_with(is_word));
    let alone = |line: &str, at: usize| {
        let (before, after) = (line[..at].chars().next_back(), line[at + sought.len()..].chars().next());
        let joined = begins && before.is_some_and(is_word) || ends && after.is_some_and(is_word);
        !joined
    };
    let has = |line: &str| line.match_indices(sought).any(|(at, _)| alone(line, at));
    text.lines().enumerate().filter(|(_, line)| has(line)).map(|(index, _)| index + 1).collect()
}

/// Words that say that something is not done. Put together here so that this file does not hold them.
const UNDONE: [&str; 6] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("X", "XX"),
    concat!("HA", "CK"),
    concat!("unimple", "mented!"),
    concat!("to", "do!"),
];

fn undone(name: &str, text: &str) -> Vec<String> {
    let complain = |word: &str| {
        lines_with(text, word)
            .into_iter()
            .map(|line| format!("{name}:{line} says {word}: do it now, or write what is missing where a reader looks for it."))
            .collect::<Vec<_>>()
    };
    UNDONE.into_iter().flat_map(complain).collect()
}

/// What a crate other than the binary does not know, and where it comes from instead.
const OUTSIDE: [(&str, &str); 8] = [
    ("println!", "return what is to be said; the binary says it"),
    ("eprintln!", "return what is to be said; the binary says it"),
    ("std::env", "take it as an argument"),
    ("SystemTime::now", "take the time as an argument"),
    ("Instant::now", "take the time as an argument"),
    ("Timestamp::now", "take the time as an argument"),
    ("Zoned::now", "take the time as an argument"),
    ("process::exit", "return an error; the binary chooses the exit code"),
];

fn reaches_outside(name: &str, text: &str) -> Vec<String> {
    let complain = |(word, instead): (&str, &str)| {
        lines_with(text, word)
            .into_iter()
            .map(|line| format!("{name}:{line} uses {word}, but a crate knows no terminal, clock or environment: {instead}."))
            .collect::<Vec<_>>()
    };
    OUTSIDE.into_iter().flat_map(complain).collect()
}

fn floats(name: &str, text: &str) -> Vec<String> {
    ["f32", "f64"]
        .into_iter()
        .flat_map(|float| lines_with(text, float).into_iter().map(move |line| (float, line)))
        .map(|(float, line)| format!("{name}:{line} uses {float}: money and figures are exact decimals, never floats."))
        .collect()
}

/// The one crate that can open a connection. The binary holds it only if it is built with the feature `model`.
const CONNECTS: &str = "propose";

/// Where a file reaches for the network, other than in the crate for it.
fn connects(name: &str, text: &str) -> Vec<String> {
    let within = name.starts_with(&format!("crates/{CONNECTS}/")) || name == "crates/manumit/tests/propose.rs";
    let lines = if within { Vec::new() } else { lines_with(text, concat!("std::", "net")) };
    lines
        .into_iter()
        .map(|line| format!("{name}:{line} opens a connection: only crates/{CONNECTS} may, and only to a model's server."))
        .collect()
}

/// What would put the network into the binary that is built without asking for it.
fn connects_by_default(manifest: &str) -> Vec<String> {
    let crate_name = format!("manumit-{CONNECTS}");
    let always = dependencies(manifest)
        .into_iter()
        .filter(|dependency| dependency.name == crate_name && !dependency.stated.replace(' ', "").contains("optional=true"))
        .map(|_| {
            format!("crates/{FACE} always holds {crate_name}: say `optional = true`, so that only the feature `model` brings it.")
        });
    let by_default = manifest
        .lines()
        .filter(|line| line.trim_start().starts_with("default") && (line.contains("model") || line.contains(CONNECTS)))
        .map(|_| format!("crates/{FACE} has the feature `model` by default: the README promises a binary without network code."));
    always.chain(by_default).collect()
}

/// Names that do not say what is inside.
const EMPTY_NAMES: [&str; 7] = ["util", "utils", "helper", "helpers", "common", "misc", "types"];

fn empty_names(name: &str) -> Vec<String> {
    let parts = name.split('/').map(|part| part.split('.').next().unwrap_or_default());
    parts
        .filter(|part| EMPTY_NAMES.contains(part))
        .map(|part| format!("{name}: {part:?} does not say what is inside; name it after the concept it holds."))
        .collect()
}

#[test]
fn every_arrow_leads_down() {
    check(crates().iter().flat_map(|(name, manifest)| wrong_arrows(name, manifest)));
}

#[test]
fn every_dependency_says_what_it_is_for() {
    check(crates().iter().flat_map(|(name, manifest)| unexplained(name, manifest)));
}

#[test]
fn every_fence_holds() {
    check(crates().iter().flat_map(|(name, manifest)| broken_fences(name, manifest)));
}

#[test]
fn every_crate_takes_the_lints_of_the_house() {
    let without = |manifest: &str| !manifest.contains("[lints]\nworkspace = true");
    let complain = |name: &str| format!("crates/{name} does not take the lints: add `[lints]` and `workspace = true`.");
    check(crates().iter().filter(|(_, manifest)| without(manifest)).map(|(name, _)| complain(name)));
}

#[test]
fn nothing_is_left_undone() {
    check(texts().iter().flat_map(|(name, text)| undone(name, text)));
}

#[test]
fn the_crates_know_no_outside() {
    let source = |name: &str| name.contains("/src/") && !name.starts_with("crates/manumit/");
    // how long it has waited for a server, only a clock can tell it
    let waits = |name: &str, complaint: &String| name.starts_with("crates/propose/") && complaint.contains("Instant::now");
    check(texts().iter().filter(|(name, _)| source(name)).flat_map(|(name, text)| {
        let complaints = reaches_outside(name, text);
        complaints.into_iter().filter(|complaint| !waits(name, complaint)).collect::<Vec<_>>()
    }));
}

#[test]
fn nothing_is_sent_anywhere() {
    let is_source = |name: &str| name.ends_with(".rs");
    check(texts().iter().filter(|(name, _)| is_source(name)).flat_map(|(name, text)| connects(name, text)));
    check(crates().iter().filter(|(name, _)| name == FACE).flat_map(|(_, manifest)| connects_by_default(manifest)));
}

#[test]
fn money_is_exact() {
    let exact = |name: &str| name.starts_with("crates/evidence/src/");
    assert!(texts().iter().any(|(name, _)| name == "crates/evidence/src/money.rs"));
    check(texts().iter().filter(|(name, _)| exact(name)).flat_map(|(name, text)| floats(name, text)));
}

#[test]
fn every_file_is_named_after_what_it_holds() {
    let sources = files(&root().join("crates")).into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
    check(sources.flat_map(|path| empty_names(&name_of(&path))));
}

/// Each rule, tried on what it forbids and on what looks like it.
mod tried {
    use super::*;

    fn manifest(lines: &str) -> String {
        format!("[package]\nname = \"manumit-x\"\n\n[dependencies]\n{lines}\n\n[lints]\nworkspace = true\n")
    }

    #[track_caller]
    fn complains(complaints: Vec<String>, expected: &[&str]) {
        assert_eq!(complaints.len(), expected.len(), "{complaints:#?}");
        for (complaint, expected) in complaints.iter().zip(expected) {
            assert!(complaint.contains(expected), "{complaint:?} does not say {expected:?}");
        }
    }

    #[test]
    fn arrows() {
        let arrow = |from: &str, line: &str| wrong_arrows(from, &manifest(line));
        let to = |target: &str| format!("manumit-{target} = {{ workspace = true }} # why");
        complains(
            arrow("evidence", &to("read")),
            &["crates/evidence may not depend on read: the ground floor stands on nothing"],
        );
        complains(
            arrow("read", &to("ledger")),
            &["crates/read may not depend on ledger: a pillar looks down to the ground floor"],
        );
        complains(arrow("ledger", &to("dossier")), &["never sideways"]);
        complains(arrow("dossier", &to("read")), &["never sideways"]);
        complains(arrow("pay", &to("link")), &["crates/pay may not depend on link"]);
        complains(arrow("read", "manumit = { workspace = true }"), &["nothing rests on the binary"]);
        for (from, target) in
            [("read", "evidence"), ("ledger", "evidence"), ("pay", "document"), ("document", "evidence"), ("manumit", "read")]
        {
            complains(arrow(from, &to(target)), &[]);
        }
        complains(arrow("read", "words = { package = \"manumit-ledger\", workspace = true }"), &["may not depend on ledger"]);
        complains(arrow("read", "manumit-ledger.workspace = true"), &["may not depend on ledger"]);
        complains(arrow("read", "sideways = { path = \"../ledger\" }"), &["names sideways by a path"]);
        complains(arrow("read", "memchr = \"2\" # not manumit-ledger"), &[]);
        let sections = "
            [dev-dependencies]
            manumit-dossier = { workspace = true }
            [target.'cfg(unix)'.dependencies]
            manumit-ledger = { workspace = true }";
        complains(wrong_arrows("read", sections), &["depend on dossier", "depend on ledger"]);
    }

    #[test]
    fn purposes() {
        complains(unexplained("read", &manifest("memchr = \"2\"")), &["crates/read does not say what memchr is for"]);
        complains(unexplained("read", &manifest("memchr = \"2\" #")), &["memchr"]);
        complains(unexplained("read", &manifest("memchr = \"2\" # line ends")), &[]);
        complains(unexplained("read", &manifest("# line ends\nmemchr = \"2\"\nregex = \"1\"")), &["regex"]);
        complains(unexplained("read", &manifest("# about all of them\n\nmemchr = \"2\"")), &["memchr"]);
        complains(
            unexplained("read", &manifest("a = { version = \"1\", features = [\n  \"x#y\",\n] } # the thing\nb = \"1\"")),
            &["say what b is"],
        );
        assert_eq!(
            dependencies(&manifest("a = \"1\" # x")),
            [Dependency { name: "a".into(), stated: "a = \"1\"".into(), purpose: "x".into() }]
        );
    }

    #[test]
    fn fences() {
        complains(broken_fences("dossier", &manifest("rusqlite = \"0.41\"")), &["the ledger alone opens the case file"]);
        complains(broken_fences("ledger", &manifest("rusqlite = \"0.41\"")), &[]);
        complains(
            broken_fences("manumit", &manifest("ureq = \"3\"")),
            &["one crate alone speaks to a server; ask crates/propose"],
        );
        complains(broken_fences("propose", &manifest("httparse = \"1\"")), &[]);
    }

    #[test]
    fn network() {
        let reaching = format!("use {}::TcpStream;", concat!("std::", "net"));
        complains(connects("crates/manumit/src/run.rs", &reaching), &["run.rs:1 opens a connection"]);
        complains(connects("crates/read/src/lib.rs", &reaching), &["only crates/propose may"]);
        complains(connects("crates/propose/src/exchange.rs", &reaching), &[]);
        let with = |line: &str| connects_by_default(&manifest(line));
        complains(with("manumit-propose = { workspace = true } # why"), &["say `optional = true`"]);
        complains(with("manumit-propose = { workspace = true, optional = true } # why"), &[]);
        complains(connects_by_default("[features]\ndefault = [\"model\"]"), &["by default"]);
    }

    #[test]
    fn words() {
        let word = UNDONE[0];
        complains(undone("a.rs", &format!("fine\n// {word}: later")), &["a.rs:2 says"]);
        complains(undone("a.rs", &format!("un{word} {word}S {}", word.to_lowercase())), &[]);
        complains(undone("a.rs", &format!("{}(){}();", UNDONE[4], UNDONE[5])), &["a.rs:1", "a.rs:1"]);
        complains(reaches_outside("a.rs", "print(1);\n    println!(\"1\");"), &["a.rs:2 uses println!"]);
        complains(reaches_outside("a.rs", "eprintln!(\"1\")"), &["uses eprintln!"]);
        complains(reaches_outside("a.rs", "let now = jiff::Zoned::now();"), &["take the time as an argument"]);
        complains(floats("money.rs", "fn half(x: f64) -> i64 {}"), &["money.rs:1 uses f64"]);
        complains(floats("money.rs", "let buf32 = \"f640\";"), &[]);
    }

    #[test]
    fn names() {
        complains(empty_names("crates/read/src/utils.rs"), &["does not say what is inside"]);
        complains(empty_names("crates/read/tests/common/mod.rs"), &["\"common\""]);
        complains(empty_names("crates/read/src/common_words.rs"), &[]);
    }
}
