//! `manumit pay --confirm`: a person puts a name to how a file is understood. Kept in the ledger, for these bytes of the file alone.

use super::gather;
use crate::arguments::PayOptions;
use crate::outcome::{Outcome, Trouble, say};
use crate::show::one_line;
use ::pay::PLAN_FILE;
use evidence::SourceId;
use ledger::{Confirmation, Entry, Ledger};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Confirms `file`, or takes that back.
///
/// # Errors
/// No name, no such file, or what the ledger refuses.
pub fn confirm(options: &PayOptions, file: &str) -> Result<Outcome, Trouble> {
    let by = options.by.as_deref().map(str::trim).unwrap_or_default();
    if by.is_empty() {
        return Err(Trouble::usage("--by is missing or empty.", "give the name of the person who confirms."));
    }
    let folder = match options.inputs.as_slice() {
        [] => PathBuf::from("."),
        [folder] if folder.is_dir() => folder.clone(),
        _ => return Err(Trouble::usage("files are confirmed in their case.", "name the case folder, then --confirm FILE.")),
    };
    let stands = options.confirm.is_some();
    let (source, understood) = match file == PLAN_FILE {
        true => (source_of(&folder, file)?, BTreeMap::new()),
        false => understood(&folder, file, stands)?,
    };
    let at = jiff::Timestamp::now().to_string();
    let columns = understood.len();
    let confirmation = Confirmation { source, file: file.to_owned(), understood, stands, by: by.to_owned(), at: at.clone() };
    Ledger::open_or_create(&ledger::path_in(&folder))?.append(&Entry::Confirmation(confirmation), &at)?;
    let (word, file) = (if stands { "confirmed" } else { "no longer confirmed" }, one_line(file));
    if options.json {
        let object =
            serde_json::json!({"file": file, "sha256": source, "stands": stands, "columns": columns, "by": by, "at": at});
        say(format_args!("{object}"))?;
    } else {
        say(format_args!("{word} by {}: {file}, {columns} columns, as its bytes are now", one_line(by)))?;
        say(format_args!("`manumit run {}` tells the dossier anew.", folder.display()))?;
    }
    Ok(Outcome::Done)
}

fn source_of(folder: &Path, file: &str) -> Result<SourceId, Trouble> {
    let path = folder.join(file);
    let bytes = std::fs::read(&path)
        .map_err(|error| Trouble::file(&path, error, "give the path below the case folder, as in payrolls/march.xlsx."))?;
    Ok(SourceId::of(&bytes))
}

/// The bytes of a table, which may lie in an archive, and, if it is to be confirmed, what is understood of its titles now.
fn understood(folder: &Path, file: &str, is_wanted: bool) -> Result<(SourceId, BTreeMap<String, String>), Trouble> {
    let gathered = gather::gather(&[folder.to_owned()], None)?;
    let in_book = gathered.intake.registrar.book.files.iter().find(|known| known.name == file).map(|known| known.source);
    let source = in_book.map_or_else(|| source_of(folder, file), Ok)?;
    let of_file = gathered.intake.understood.iter().filter(|understood| understood.file == file && is_wanted);
    let mut columns = BTreeMap::new();
    for (title, role) in of_file.flat_map(|understood| &understood.columns) {
        if let (false, Some(role)) = (title.is_empty(), role) {
            columns.insert(title.clone(), role.name().to_owned());
        }
    }
    if columns.is_empty() && is_wanted {
        let remedy = "`manumit pay CASE --mapping` prints what was understood; name a table of pay, or pay.toml.";
        return Err(Trouble::usage(format!("nothing was understood of the titles of {:?}.", one_line(file)), remedy));
    }
    Ok((source, columns))
}
