//! A folder that appears whole or not at all, whenever the program is ended.

use std::io;
use std::path::{Path, PathBuf};

/// A folder in the making, beside its place.
pub struct Staged {
    place: PathBuf,
    making: PathBuf,
    /// The folder that was there before, while the new one is put in its place.
    before: PathBuf,
    names: Vec<String>,
}

fn beside(place: &Path, ending: &str) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    place.with_file_name(name)
}

impl Staged {
    /// Begins the folder that shall stand at `place`. What an earlier run left half-made beside it is removed; what it had put aside is put back.
    ///
    /// # Errors
    /// A folder that cannot be made.
    pub fn of(place: &Path) -> io::Result<Self> {
        let place = std::path::absolute(place)?;
        let (making, before) = (beside(&place, ".unfinished"), beside(&place, ".before"));
        if before.is_dir() && !place.exists() {
            std::fs::rename(&before, &place)?;
        }
        if making.is_dir() {
            std::fs::remove_dir_all(&making)?;
        }
        std::fs::create_dir_all(&making)?;
        Ok(Staged { place, making, before, names: Vec::new() })
    }

    /// Writes one of its files.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        std::fs::write(self.making.join(name), bytes)?;
        self.names.push(name.to_owned());
        Ok(())
    }

    /// Puts the folder in its place. Files of other names that are there stay there.
    ///
    /// # Errors
    /// A folder that cannot be moved.
    pub fn put_in_place(mut self) -> io::Result<()> {
        if !self.place.exists() {
            return std::fs::rename(&self.making, &self.place);
        }
        self.keep_others()?;
        if self.before.is_dir() {
            std::fs::remove_dir_all(&self.before)?;
        }
        std::fs::rename(&self.place, &self.before)?;
        std::fs::rename(&self.making, &self.place)?;
        std::fs::remove_dir_all(&self.before)
    }

    /// Takes files that somebody else put into the folder along.
    fn keep_others(&mut self) -> io::Result<()> {
        for entry in std::fs::read_dir(&self.place)? {
            let entry = entry?;
            if self.names.iter().any(|name| entry.file_name() == name.as_str()) {
                continue;
            }
            match entry.file_type()?.is_file() {
                true => std::fs::copy(entry.path(), self.making.join(entry.file_name())).map(drop)?,
                false => {
                    let told = format!(
                        "{} holds a folder {:?}, and a schedule is put into a folder of its own",
                        self.place.display(),
                        entry.file_name()
                    );
                    return Err(io::Error::other(told));
                }
            }
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // nothing is left of one that was not put in its place
        let _ = std::fs::remove_dir_all(&self.making);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(place: &Path) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = std::fs::read_dir(place)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap()))
            .collect();
        found.sort();
        found
    }

    fn written(place: &Path, words: &str) -> io::Result<()> {
        let mut staged = Staged::of(place)?;
        staged.write("a", words.as_bytes())?;
        staged.write("b", words.as_bytes())?;
        staged.put_in_place()
    }

    #[test]
    fn a_folder_is_put_in_its_place_whole() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("schedule");
        written(&place, "one").unwrap();
        std::fs::write(place.join("note"), "mine").unwrap();
        written(&place, "two").unwrap();
        let pair = |name: &str, words: &str| (name.to_owned(), words.to_owned());
        let two = [pair("a", "two"), pair("b", "two"), pair("note", "mine")];
        assert_eq!(words(&place), two);
        // ended before it was whole: nothing changed, and the next run clears up
        let mut half = Staged::of(&place).unwrap();
        half.write("a", b"three").unwrap();
        std::mem::forget(half);
        assert_eq!(words(&place), two);
        written(&place, "four").unwrap();
        assert_eq!(words(&place)[0].1, "four");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        // ended between the two moves: what was there is put back
        std::fs::rename(&place, folder.path().join("schedule.before")).unwrap();
        drop(Staged::of(&place).unwrap());
        assert_eq!(words(&place)[0].1, "four");
    }
}
