//! Does the program find what is really there? Cases whose truth is known are made, read, and compared with the truth.

mod count;
mod pay;
mod read;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn manumit(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_manumit")).args(arguments).output().unwrap()
}

/// A simulated case in a folder that lasts as long as this.
struct Case {
    _folder: tempfile::TempDir,
    place: PathBuf,
}

impl Case {
    fn made(seed: u32, workers: u32, scenario: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (place, file) = (folder.path().join("case"), folder.path().join("scenario.toml"));
        std::fs::write(&file, scenario).unwrap();
        let [seed, workers] = [seed, workers].map(|number| number.to_string());
        let arguments =
            ["simulate", place.to_str().unwrap(), "--seed", &seed, "--workers", &workers, "--scenario", file.to_str().unwrap()];
        let hide = ["--hide", "payslips", "--hide", "payments"];
        let made = manumit(&[&arguments[..], &hide[..]].concat());
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Case { _folder: folder, place }
    }

    fn path(&self, below: &str) -> PathBuf {
        self.place.join(below)
    }

    fn text(&self, below: &str) -> String {
        std::fs::read_to_string(self.path(below)).unwrap()
    }
}

fn words(path: &Path) -> &str {
    path.to_str().unwrap()
}
