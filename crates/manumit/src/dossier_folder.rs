//! The folder a dossier is told into. A file appears whole or not at all, and is left alone if it would be the same.

use crate::outcome::Trouble;
use evidence::{SourceHasher, SourceId};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// A dossier as it is written, piece by piece, one file after the other.
pub struct DossierFolder {
    folder: PathBuf,
    open: Option<Half>,
    written: Result<Written, std::io::Error>,
}

/// What was written.
#[derive(Default)]
pub struct Written {
    /// The hash of each file.
    pub hashes: BTreeMap<String, SourceId>,
    /// Whether any file differs from what was there.
    pub is_new: bool,
}

/// A file that is not whole yet.
struct Half {
    name: String,
    path: PathBuf,
    file: BufWriter<File>,
    hasher: SourceHasher,
}

impl DossierFolder {
    /// The folder `dossier` of a case.
    pub fn of(case: &Path) -> Result<Self, Trouble> {
        let folder = case.join("dossier");
        std::fs::create_dir_all(&folder).map_err(|error| trouble(&folder, error))?;
        Ok(DossierFolder { folder, open: None, written: Ok(Written::default()) })
    }

    /// Takes in what comes next in the file `name`. A failure is told by [`DossierFolder::finish`].
    pub fn piece(&mut self, name: &str, text: &str) {
        if let Ok(written) = &mut self.written {
            let taken = take(&self.folder, &mut self.open, written, name, text);
            if let Err(error) = taken {
                self.written = Err(error);
            }
        }
    }

    /// Puts the last file in its place.
    pub fn finish(self) -> Result<Written, Trouble> {
        let DossierFolder { folder, open, written } = self;
        let close = |mut written: Written| {
            if let Some(half) = open {
                half.close(&folder, &mut written)?;
            }
            written.is_new |= without_old_pages(&folder.join(WORKERS), &written)?;
            Ok(written)
        };
        written.and_then(close).map_err(|error| trouble(&folder, error))
    }
}

/// The folder of pages of workers.
const WORKERS: &str = "workers";

/// Removes pages of workers that an earlier dossier told and this one does not. Tells whether there were any.
fn without_old_pages(folder: &Path, written: &Written) -> std::io::Result<bool> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(false) };
    let mut any = false;
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let is_page = name.starts_with('W') && name.ends_with(".html") || name.starts_with(".W") && name.ends_with(".part");
        if is_page && !written.hashes.contains_key(&format!("{WORKERS}/{name}")) {
            std::fs::remove_file(folder.join(&name))?;
            any = true;
        }
    }
    Ok(any)
}

fn trouble(folder: &Path, error: std::io::Error) -> Trouble {
    Trouble::file(folder, error, "make the folder writable, make room on the disk, or copy the case elsewhere.")
}

fn take(folder: &Path, open: &mut Option<Half>, written: &mut Written, name: &str, text: &str) -> std::io::Result<()> {
    if let Some(before) = open.take_if(|half| half.name != name) {
        before.close(folder, written)?;
    }
    let half = match open {
        Some(half) => half,
        None => open.insert(Half::new(folder, name)?),
    };
    half.hasher.update(text.as_bytes());
    half.file.write_all(text.as_bytes())
}

impl Half {
    fn new(folder: &Path, name: &str) -> std::io::Result<Self> {
        let path = match name.rsplit_once('/') {
            Some((below, name)) => {
                std::fs::create_dir_all(folder.join(below))?;
                folder.join(below).join(format!(".{name}.part"))
            }
            None => folder.join(format!(".{name}.part")),
        };
        Ok(Half { name: name.to_owned(), file: BufWriter::new(File::create(&path)?), path, hasher: SourceHasher::default() })
    }

    fn close(self, folder: &Path, written: &mut Written) -> std::io::Result<()> {
        let (hash, place) = (self.hasher.finish(), folder.join(&self.name));
        self.file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        if hash_of(&place) == Some(hash) {
            std::fs::remove_file(&self.path)?;
        } else {
            std::fs::rename(&self.path, place)?;
            written.is_new = true;
        }
        written.hashes.insert(self.name, hash);
        Ok(())
    }
}

/// The hash of a file, if it can be read.
pub fn hash_of(path: &Path) -> Option<SourceId> {
    let mut file = File::open(path).ok()?;
    let (mut hasher, mut piece) = (SourceHasher::default(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut piece).ok()? {
            0 => return Some(hasher.finish()),
            count => hasher.update(&piece[..count]),
        }
    }
}
