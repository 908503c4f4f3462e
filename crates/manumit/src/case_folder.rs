//! The files of a case folder, and what keeps a file from being one of its documents.

use crate::outcome::Trouble;
use evidence::{Notice, Severity};
use std::path::{Path, PathBuf};

/// Folders whose files are tables or lists. They are sources of the case; nothing in them is read as a statement.
const TABLES: [&str; 4] = ["rosters", "payrolls", "payments", "watchlists"];

/// Files and a folder in which a person says how a case is to be told: no documents.
const OWN: [&str; 5] = [
    crate::settings::FILE,
    crate::compared::MODEL_FILE,
    ::pay::PLAN_FILE,
    crate::pay::OVERLAPS_FILE,
    crate::count::in_case::FOLDER,
];

/// A file that may hold a document.
#[derive(Debug, Clone)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its name in the case: the path below the folder, with `/`.
    pub name: String,
    /// Whether it lies in a folder for tables.
    pub is_table: bool,
}

/// The files of the case in `folder`, by name, and what could not be one.
///
/// # Errors
/// [`Trouble::NoCase`] if there is no such folder.
pub fn files(folder: &Path) -> Result<(Vec<Found>, Vec<Notice>), Trouble> {
    if !folder.is_dir() {
        return Err(Trouble::NoCase { folder: folder.to_owned() });
    }
    let (mut found, mut notices) = (Vec::new(), Vec::new());
    let below = folder.join("documents");
    if below.is_dir() {
        walk(folder, &below, &mut found, &mut notices);
    } else {
        walk(folder, folder, &mut found, &mut notices);
    }
    for table in TABLES.map(|table| folder.join(table)).iter().filter(|table| table.is_dir()) {
        walk(folder, table, &mut found, &mut notices);
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((found, notices))
}

/// Whether a file of this name lies in a folder for tables.
pub fn is_table(name: &str) -> bool {
    name.split_once('/').is_some_and(|(top, _)| TABLES.contains(&top))
}

fn walk(folder: &Path, root: &Path, found: &mut Vec<Found>, notices: &mut Vec<Notice>) {
    let own = |entry: &walkdir::DirEntry| {
        let top = entry.path().parent() == Some(folder);
        let name = entry.file_name().to_string_lossy();
        let made_by_us = top && (name == "dossier" || OWN.contains(&name.as_ref()) || TABLES.contains(&name.as_ref()));
        entry.depth() == 0 || !made_by_us && !name.starts_with('.')
    };
    let home = folder.canonicalize().ok();
    let leads_back = |entry: &walkdir::DirEntry| {
        let target = || entry.path().canonicalize().ok();
        entry.path_is_symlink() && home.as_ref().zip(target()).is_some_and(|(home, target)| home.starts_with(target))
    };
    let mut entries = walkdir::WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        if let Ok(entry) = &entry
            && entry.file_type().is_dir()
            && (!own(entry) || leads_back(entry))
        {
            if leads_back(entry) {
                notices.push(leading_back(&name_in(folder, entry.path())));
            }
            entries.skip_current_dir();
            continue;
        }
        if entry.as_ref().is_ok_and(|entry| !own(entry)) {
            continue;
        }
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let name = name_in(folder, entry.path());
                found.push(Found { is_table: is_table(&name), name, path: entry.into_path() });
            }
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => notices.push(special(&name_in(folder, entry.path()))),
            Err(error) => notices.push(unreachable(folder, &error)),
        }
    }
}

/// The name of `path` below `folder`, with `/` on every system.
fn name_in(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn leading_back(name: &str) -> Notice {
    Notice {
        file: name.to_owned(),
        place: "whole folder".into(),
        cause: "a symbolic link leads back to the case that holds it.".into(),
        remedy: "Remove the link; what it leads to is read where it lies.".into(),
        severity: Severity::Unread,
    }
}

fn special(name: &str) -> Notice {
    Notice {
        file: name.to_owned(),
        place: "whole file".into(),
        cause: "it is not a regular file (a pipe, socket or device).".into(),
        remedy: "Copy its content into a file.".into(),
        severity: Severity::Unread,
    }
}

fn unreachable(folder: &Path, error: &walkdir::Error) -> Notice {
    let (cause, remedy) = match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => (
            format!("a symbolic link leads back to {}, which holds it.", name_in(folder, ancestor)),
            "Remove the link; what it leads to is read where it lies.",
        ),
        (None, Some(error)) => (format!("it cannot be reached ({error})."), "Make it readable, or remove the link to it."),
        (None, None) => ("it cannot be reached.".to_owned(), "Make it readable."),
    };
    Notice {
        file: error.path().map_or_else(|| folder.display().to_string(), |path| name_in(folder, path)),
        place: "whole file".into(),
        cause,
        remedy: remedy.into(),
        severity: Severity::Unread,
    }
}

/// The case folder that a command without one means: this folder, or the nearest above it that holds a ledger.
///
/// # Errors
/// [`Trouble::NoCase`] if there is none.
pub fn case_or_nearest(named: Option<&Path>) -> Result<PathBuf, Trouble> {
    let is_case = |folder: &Path| ledger::path_in(folder).exists();
    if let Some(folder) = named {
        return if is_case(folder) { Ok(folder.to_owned()) } else { Err(Trouble::NoCase { folder: folder.to_owned() }) };
    }
    let here =
        std::env::current_dir().map_err(|error| Trouble::file(Path::new("."), error, "change to a folder that exists."))?;
    here.ancestors().find(|folder| is_case(folder)).map(Path::to_owned).ok_or(Trouble::NoCase { folder: here.clone() })
}
