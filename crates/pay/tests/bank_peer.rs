//! Prints what is read of statements that others collected, one entry a line (file, day, signed sum), so that it can be laid beside what another program
//! reads: `BANK_FILES=DIR cargo test -p manumit-pay --test bank_peer -- --ignored --nocapture`.

use pay::import::{BankFormat, statement};
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => files(&path, found),
            path => found.push(path),
        }
    }
}

#[test]
#[ignore = "needs a folder of statements"]
fn what_is_read_of_a_folder_of_statements() {
    let Some(folder) = std::env::var_os("BANK_FILES") else { return eprintln!("BANK_FILES names no folder") };
    let mut found = Vec::new();
    files(Path::new(&folder), &mut found);
    found.sort();
    for path in found {
        let bytes = std::fs::read(&path).expect("a file that can be read");
        let Some(format) = BankFormat::sniff(&bytes) else { continue };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let read = statement(format, &bytes);
        for entry in &read.entries {
            let on = entry.on.map(|on| on.to_string()).unwrap_or_default();
            println!("{name}\t{on}\t{}{}", if entry.is_credit { "" } else { "-" }, entry.sum);
        }
        for (line, cause) in &read.doubts {
            println!("{name}\tline {line}\t{cause}");
        }
    }
}
