//! Files inside files: that each is a source of its own, is found again, and costs no more than itself when it is hostile.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;

fn manumit(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the binary starts")
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_manumit"));
    command.args(arguments);
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).expect("one JSON object")
}

/// A case in a folder of its own.
struct Case(tempfile::TempDir);

impl Case {
    fn of(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, bytes) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
        Case(folder)
    }

    fn path(&self) -> &str {
        self.0.path().to_str().expect("a plain path")
    }

    fn run(&self) -> Output {
        manumit(&["run", self.path(), "--json"])
    }

    /// All files of the dossier with their bytes, in order.
    fn dossier(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let folder = std::fs::read_dir(self.0.path().join("dossier")).expect("a dossier");
        let mut files: Vec<_> =
            folder.flatten().map(|file| (file.file_name().into(), std::fs::read(file.path()).expect("a file"))).collect();
        files.sort();
        files
    }

    /// The claims as `read` gives them, by the name of their source.
    fn claims(&self) -> Vec<(String, String)> {
        let listed = manumit(&["claims", self.path(), "--json"]);
        let claims = text(&listed.stdout);
        let word = |claim: &serde_json::Value, key: &str| claim[key].as_str().expect("a text").to_owned();
        claims.lines().map(|line| json(line.as_bytes())).map(|claim| (word(&claim, "source"), word(&claim, "quote"))).collect()
    }
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a place in the archive");
        archive.write_all(bytes).expect("room in memory");
    }
    archive.finish().expect("an archive").into_inner()
}

/// A mail with one text attached, if it is given.
fn mail(number: usize, body: &str, attached: Option<&str>) -> String {
    let head = format!(
        "From: A. Clerk <clerk@office.example>\nTo: b@site.example\nSubject: Pay {number}\nDate: Mon, 2 Jun 2014 10:11:12 +0300\n\
         Message-ID: <{number}@office.example>\nMIME-Version: 1.0\n"
    );
    match attached {
        None => format!("{head}Content-Type: text/plain\n\n{body}\n"),
        Some(attached) => format!(
            "{head}Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\n{body}\n--b\nContent-Type: text/plain\n\
             Content-Disposition: attachment; filename=\"slip.txt\"\n\n{attached}\n--b--\n"
        ),
    }
}

fn mailbox(count: usize, body: impl Fn(usize) -> String, attached: impl Fn(usize) -> Option<&'static str>) -> Vec<u8> {
    let mut mailbox = String::new();
    for number in 1..=count {
        let mail = mail(number, &body(number), attached(number));
        writeln!(mailbox, "From clerk@office.example Mon Jun  2 10:11:12 2014\n{mail}").expect("room in memory");
    }
    mailbox.into_bytes()
}

fn pay(number: usize) -> String {
    format!("The {} workers in camp {number} earned ${} a month in 2014.", 20 + number, 100 + number)
}

const SLIP: &str = "Each of the 70 workers earned $90 a month in 2014.";

/// Archives in archives, mails with attachments, a mailbox.
fn nested() -> Case {
    let inner = zipped(&[("deep/note.txt", b"The 12 loggers earn $77 a month.")]);
    let letter = mail(
        1,
        "The 40 welders earned $120 a month.\n\nOn Mon, 2 June 2014, B <b@site.example> wrote:\n> The 90 welders earned $500 a month.",
        Some(SLIP),
    );
    let leak = zipped(&[
        ("mails/1.eml", letter.as_bytes()),
        ("inner.zip", &inner),
        ("page.html", b"<html><p>Site managers must hand over $3,500 every month.</p></html>"),
        ("__MACOSX/._page.html", b"\0\x05\x16\x07"),
        ("../../picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0"),
    ]);
    let box_ = mailbox(20, pay, |number| (number % 2 == 0).then_some(SLIP));
    Case::of(&[
        ("documents/leak.zip", &leak),
        ("documents/mail.mbox", &box_),
        ("documents/plain.txt", b"The 300 workers earn $200 a month."),
    ])
}

#[test]
fn what_lies_inside_is_a_source_of_its_own() {
    let case = nested();
    let run = case.run();
    assert_eq!(run.status.code(), Some(3), "{}", text(&run.stderr));
    let claims = case.claims();
    for (source, quote) in [
        ("documents/leak.zip!/mails/1.eml", "$120 a month"),
        ("documents/leak.zip!/mails/1.eml!/slip.txt", "$90 a month"),
        ("documents/leak.zip!/inner.zip!/deep/note.txt", "12 loggers"),
        ("documents/leak.zip!/page.html", "$3,500 every month"),
        ("documents/mail.mbox!/20.eml", "$120 a month"),
        ("documents/plain.txt", "$200 a month"),
    ] {
        assert!(claims.iter().any(|claim| claim.0 == source && claim.1 == quote), "{source} {quote}: {claims:#?}");
    }
    assert!(!claims.iter().any(|(_, quote)| quote == "$500 a month"), "what a mail quotes is not read again");
    let unread = &json(&run.stdout)["unreadable"];
    assert_eq!(unread.as_array().map(Vec::len), Some(1), "{unread}");
    assert_eq!(unread[0]["file"], "documents/leak.zip!/picture.png");
}

#[test]
fn the_same_attachment_of_ten_mails_counts_once() {
    let case = Case::of(&[("documents/mail.mbox", &mailbox(10, pay, |_| Some(SLIP)))]);
    let run = case.run();
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let slips: Vec<_> = case.claims().into_iter().filter(|(source, _)| source.ends_with("slip.txt")).collect();
    assert_eq!(slips.len(), 2, "a count and a wage: {slips:?}");
    assert!(text(&run.stderr).contains("it holds 9 files that are in the case already"), "{}", text(&run.stderr));
    assert_eq!(json(&run.stdout)["sources"], 12, "the mailbox, ten mails, one slip");
}

#[test]
fn a_mailbox_of_three_hundred_mails_is_three_hundred_mails() {
    let case = Case::of(&[("documents/mail.mbox", &mailbox(300, pay, |_| None))]);
    let run = case.run();
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert_eq!(json(&run.stdout)["sources"], 301);
    let wages = case.claims().into_iter().filter(|(_, quote)| quote.contains("a month")).count();
    assert_eq!(wages, 300);
    let before = case.dossier();
    let second = manumit(&["run", case.path()]);
    assert!(text(&second.stdout).contains("(0 read now)"), "{}", text(&second.stdout));
    assert_eq!(case.dossier(), before);
}

#[test]
fn verify_and_why_find_members_again() {
    let case = nested();
    case.run();
    let verified = manumit(&["verify", case.path()]);
    assert_eq!(verified.status.code(), Some(0), "{}", text(&verified.stdout));
    let listed = manumit(&["claims", case.path(), "--source", "mails/1.eml", "--kind", "wage", "--json"]);
    let id = json(text(&listed.stdout).lines().next().expect("a wage").as_bytes())["id"].as_str().expect("an id").to_owned();
    let why = text(&manumit(&["why", &id, "--case", case.path()]).stdout);
    assert!(why.contains("documents/leak.zip!/mails/1.eml text, characters "), "{why}");
    let path = case.0.path().join("documents/mail.mbox");
    let changed = text(&std::fs::read(&path).expect("the mailbox")).replace("earned $105", "earned $999");
    std::fs::write(&path, changed).expect("a change");
    let differing = manumit(&["verify", case.path()]);
    assert_eq!(differing.status.code(), Some(20));
    assert!(text(&differing.stdout).contains("documents/mail.mbox: its bytes have the hash"), "{}", text(&differing.stdout));
}

#[test]
fn read_names_the_members_of_a_file() {
    let case = nested();
    let leak = case.0.path().join("documents/leak.zip");
    let leak = leak.to_str().expect("a plain path");
    let read = manumit(&["read", leak]);
    let printed = text(&read.stdout);
    assert!(printed.contains("leak.zip!/mails/1.eml text, characters "), "{printed}");
    assert!(printed.contains("leak.zip!/inner.zip!/deep/note.txt:4-14"), "{printed}");
    assert!(text(&read.stderr).contains("leak.zip!/picture.png"), "{}", text(&read.stderr));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let told = |threads: &str| {
        let case = nested();
        std::fs::write(case.0.path().join("manumit.toml"), "title = \"the same\"").expect("settings");
        let run = command(&["run", case.path()]).env("RAYON_NUM_THREADS", threads).output().expect("the binary starts");
        assert_eq!(run.status.code(), Some(3), "{}", text(&run.stderr));
        case.dossier()
    };
    let one = told("1");
    assert!(one == told("2") && one == told("7"));
}

#[test]
fn a_bomb_costs_itself_and_nothing_else() {
    let zeros = vec![0u8; 60 << 20];
    let bomb = zipped(&[("zeros.txt", &zeros), ("good.txt", b"The 300 workers earn $200 a month.")]);
    assert!(bomb.len() < 1 << 20);
    let case = Case::of(&[("documents/bomb.zip", &bomb), ("documents/good.txt", b"The 40 welders earn $120 a month.")]);
    let run = case.run();
    assert_eq!(run.status.code(), Some(3), "{}", text(&run.stderr));
    let unread = &json(&run.stdout)["unreadable"];
    assert_eq!(unread.as_array().map(Vec::len), Some(1), "{unread}");
    assert_eq!(unread[0]["file"], "documents/bomb.zip!/zeros.txt");
    assert!(unread[0]["cause"].as_str().is_some_and(|cause| cause.contains("times its size")), "{unread}");
    assert_eq!(case.claims().len(), 4);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_eats_memory_ends_its_process_and_not_the_run() {
    let words = "It was cold and the road was long. ";
    let letter = |number: usize, mebibytes: usize| mail(number, &words.repeat((mebibytes << 20) / words.len()), None);
    let case = Case::of(&[
        ("documents/big.eml", letter(1, 32).as_bytes()),
        ("documents/bigger.eml", letter(2, 120).as_bytes()),
        ("documents/good.eml", mail(3, &pay(1), None).as_bytes()),
    ]);
    let run = command(&["run", case.path(), "--json"]).env("MANUMIT_READER_MEMORY", "256").output().expect("the binary starts");
    assert_eq!(run.status.code(), Some(3), "{}", text(&run.stderr));
    let unread = text(&run.stderr);
    assert!(unread.contains("documents/big.eml: whole file: reading it takes more than the 256 MiB of memory"), "{unread}");
    assert!(unread.lines().any(|line| line.starts_with("documents/bigger.eml") && line.contains("memory")), "{unread}");
    assert_eq!(case.claims().len(), 2);
}

#[test]
fn what_is_damaged_or_locked_is_named() {
    let mut torn = zipped(&[("a.txt", b"The 300 workers earn $200 a month.")]);
    torn.truncate(torn.len() - 30);
    let case = Case::of(&[
        ("documents/torn.zip", &torn),
        ("documents/seven.7z", b"7z\xbc\xaf\x27\x1c\0\x04"),
        ("documents/gone.eml", b"Subject: nothing\nFrom: a@b.example\n\n"),
    ]);
    let run = case.run();
    assert_eq!(run.status.code(), Some(3), "{}", text(&run.stderr));
    let told = json(&run.stdout);
    let files: Vec<_> = told["unreadable"].as_array().expect("a list").iter().map(|notice| notice["file"].as_str()).collect();
    assert_eq!(files, [Some("documents/seven.7z"), Some("documents/torn.zip")], "{told}");
}

#[test]
fn tables_are_sources_and_nothing_in_them_is_a_statement() {
    let case = Case::of(&[
        ("documents/plain.txt", b"The 300 workers earn $200 a month."),
        ("payrolls/may.csv", b"name,pay\nA,300 USD a month\nB,400 USD a month\n"),
    ]);
    let run = case.run();
    // a payroll that no account can be drawn up from is told
    assert_eq!(run.status.code(), Some(3), "{}", text(&run.stderr));
    assert_eq!(json(&run.stdout)["sources"], 2);
    let said = text(&run.stderr);
    assert!(said.contains("payrolls/may.csv: whole file: it holds 1 table: 2 rows of 2 columns."), "{said}");
    assert!(case.claims().iter().all(|(source, _)| source == "documents/plain.txt"));
    assert_eq!(manumit(&["verify", case.path()]).status.code(), Some(0));
}

// ---- interrupted ----------------------------------------------------------------------------------------------------------------

/// A case that takes a while in a process of its own.
fn long_case() -> Case {
    let case = Case::of(&[("documents/mail.mbox", &mailbox(200, pay, |_| None)), ("documents/plain.txt", pay(1000).as_bytes())]);
    std::fs::write(case.0.path().join("manumit.toml"), "title = \"the same\"").expect("settings");
    case
}

fn begun(case: &Case) -> Child {
    command(&["run", case.path()]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary starts")
}

/// The processes whose parent is `parent`.
#[cfg(target_os = "linux")]
fn children_of(parent: u32) -> Vec<u32> {
    let processes = std::fs::read_dir("/proc").expect("the list of processes").flatten();
    let ids = processes.filter_map(|process| process.file_name().to_str()?.parse().ok());
    ids.filter(|id| parent_of(*id) == Some(parent)).collect()
}

#[cfg(target_os = "linux")]
fn parent_of(process: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit(") ").next()?.split(' ').nth(1)?.parse().ok()
}

#[cfg(target_os = "linux")]
fn until(what: &str, is_so: impl Fn() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < Duration::from_secs(30), "{what} within half a minute");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(target_os = "linux")]
fn signal(process: u32, name: &str) {
    // it may have ended meanwhile
    let _ = Command::new("kill").args([name, &process.to_string()]).stderr(Stdio::null()).status();
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_run_leaves_no_process_behind_and_goes_on_later() {
    let undisturbed = long_case();
    undisturbed.run();
    for delay_milliseconds in [0, 150] {
        let case = long_case();
        let mut run = begun(&case);
        until("a process that reads", || !children_of(run.id()).is_empty());
        let readers = children_of(run.id());
        std::thread::sleep(Duration::from_millis(delay_milliseconds));
        run.kill().expect("it can be killed");
        run.wait().expect("it ends");
        until("the end of its readers", || {
            readers.iter().all(|id| std::fs::read_to_string(format!("/proc/{id}/cmdline")).map_or(true, |words| words.is_empty()))
        });
        assert_eq!(case.run().status.code(), Some(0));
        assert!(case.dossier() == undisturbed.dossier(), "after {delay_milliseconds} ms");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_reader_costs_at_most_what_it_was_reading_and_the_next_run_reads_it() {
    let undisturbed = long_case();
    undisturbed.run();
    for delay_milliseconds in [0, 120] {
        let case = long_case();
        let mut run = begun(&case);
        until("a process that reads", || !children_of(run.id()).is_empty());
        std::thread::sleep(Duration::from_millis(delay_milliseconds));
        children_of(run.id()).iter().for_each(|reader| signal(*reader, "-KILL"));
        let code = run.wait().expect("it ends").code();
        assert!(matches!(code, Some(0 | 3)), "{code:?}");
        assert_eq!(case.run().status.code(), Some(0), "after {delay_milliseconds} ms");
        assert!(case.dossier() == undisturbed.dossier(), "after {delay_milliseconds} ms");
        assert_eq!(manumit(&["verify", case.path()]).status.code(), Some(0));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_run_keeps_what_it_finished() {
    let undisturbed = long_case();
    undisturbed.run();
    for delay_milliseconds in [0, 100] {
        let case = long_case();
        let run = begun(&case);
        until("a process that reads", || !children_of(run.id()).is_empty());
        std::thread::sleep(Duration::from_millis(delay_milliseconds));
        signal(run.id(), "-INT");
        let ended = run.wait_with_output().expect("it ends");
        assert!(matches!(ended.status.code(), Some(130 | 0)), "{:?} {}", ended.status, text(&ended.stderr));
        let log = manumit(&["log", case.path()]);
        assert_eq!(log.status.code(), Some(0), "the ledger is readable: {}", text(&log.stderr));
        assert_eq!(case.run().status.code(), Some(0));
        assert!(case.dossier() == undisturbed.dossier(), "after {delay_milliseconds} ms");
    }
}

#[test]
fn names_from_archives_stay_names() {
    let case = Case::of(&[("documents/a.zip", &zipped(&[("/etc/x\u{1b}[2J.txt", b"The 300 workers earn $200 a month.")]))]);
    case.run();
    let sources: Vec<String> = case.claims().into_iter().map(|(source, _)| source).collect();
    assert!(sources.iter().all(|source| source == "documents/a.zip!/etc/x\u{fffd}[2J.txt"), "{sources:?}");
    assert!(!Path::new("/etc/x\u{1b}[2J.txt").exists());
}
