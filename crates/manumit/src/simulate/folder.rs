//! A case that is being written: beside its place, under a name that says so, until it is whole.

use crate::outcome::Trouble;
use simulate::folder::{Folder, Sink};
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// What marks a folder as the beginning of a case, which may be removed.
const MARK: &str = "UNFINISHED.txt";

/// A folder that becomes `place` once it is finished.
pub struct Unfinished {
    place: PathBuf,
    beside: PathBuf,
}

impl Unfinished {
    /// Refuses a place where something is.
    pub fn begin(place: &Path) -> Result<Self, Trouble> {
        let remedy = "name a folder that can be made.";
        let is_taken = match fs::read_dir(place) {
            Ok(mut entries) => entries.next().is_some(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(Trouble::file(place, error, remedy)),
        };
        if is_taken {
            return Err(Trouble::usage(
                format!("{} is not empty.", place.display()),
                "name a folder that does not exist; a case is never overwritten.",
            ));
        }
        let beside = beside(place)?;
        if beside.exists() {
            remove_marked(&beside)?;
        }
        fs::create_dir_all(&beside).map_err(|error| Trouble::file(&beside, error, remedy))?;
        let words = "This is the beginning of a simulated case that was not finished. It may be deleted.\n";
        fs::write(beside.join(MARK), words).map_err(|error| Trouble::file(&beside, error, remedy))?;
        Ok(Unfinished { place: place.to_owned(), beside })
    }

    /// The case is whole: it takes its place.
    pub fn finish(self) -> Result<(), Trouble> {
        let remedy = "the case is whole under its other name: move it yourself.";
        fs::remove_file(self.beside.join(MARK)).map_err(|error| Trouble::file(&self.beside, error, remedy))?;
        if self.place.exists() {
            fs::remove_dir(&self.place).map_err(|error| Trouble::file(&self.place, error, remedy))?;
        }
        fs::rename(&self.beside, &self.place).map_err(|error| Trouble::file(&self.beside, error, remedy))
    }

    /// Nothing of it is kept.
    pub fn discard(self) {
        // what cannot be removed says itself that it is unfinished
        let _ = fs::remove_dir_all(&self.beside);
    }
}

/// `OUT.unfinished`.
fn beside(place: &Path) -> Result<PathBuf, Trouble> {
    let Some(name) = place.file_name() else {
        return Err(Trouble::usage(format!("{} has no name of its own.", place.display()), "name a new folder."));
    };
    let mut name = name.to_owned();
    name.push(".unfinished");
    Ok(place.with_file_name(name))
}

/// Removes what an earlier run left, and nothing else.
fn remove_marked(beside: &Path) -> Result<(), Trouble> {
    if !beside.join(MARK).is_file() {
        return Err(Trouble::usage(
            format!("{} is in the way and was not made by this program.", beside.display()),
            "move it away, or name another folder.",
        ));
    }
    fs::remove_dir_all(beside).map_err(|error| Trouble::file(beside, error, "remove it yourself and run again."))
}

impl Folder for Unfinished {
    fn create(&mut self, path: &str) -> io::Result<Sink> {
        let path = self.beside.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(Box::new(BufWriter::with_capacity(1 << 18, File::create(path)?)))
    }
}
