//! Where files of a case go: a folder on disk that the binary makes, or one in memory.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// A file that is being written.
pub type Sink = Box<dyn Write + Send>;

/// Makes files by name: `truth/pay.csv`.
pub trait Folder {
    /// A new file.
    ///
    /// # Errors
    /// If it cannot be made.
    fn create(&mut self, path: &str) -> io::Result<Sink>;
}

/// A folder in memory.
#[derive(Debug, Clone, Default)]
pub struct InMemory {
    files: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
}

impl InMemory {
    /// Its files by name.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Folder for InMemory {
    fn create(&mut self, path: &str) -> io::Result<Sink> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), Vec::new());
        Ok(Box::new(Growing { path: path.to_owned(), files: Arc::clone(&self.files) }))
    }
}

struct Growing {
    path: String,
    files: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.entry(self.path.clone()).or_default().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file of CSV, written row by row through a buffer.
pub(crate) struct Rows {
    sink: Sink,
    pub(crate) buffer: Vec<u8>,
}

/// Rows are handed on in pieces of this many bytes.
const PIECE: usize = 1 << 16;

impl Rows {
    pub(crate) fn begin(folder: &mut dyn Folder, path: &str, header: &[&str]) -> io::Result<Self> {
        let mut rows = Rows { sink: folder.create(path)?, buffer: Vec::with_capacity(2 * PIECE) };
        crate::csv::row(&mut rows.buffer, header);
        Ok(rows)
    }

    pub(crate) fn row(&mut self, fields: &[&str]) -> io::Result<()> {
        crate::csv::row(&mut self.buffer, fields);
        self.pass()
    }

    /// Hands on what has gathered, if it is much.
    pub(crate) fn pass(&mut self) -> io::Result<()> {
        if self.buffer.len() >= PIECE {
            self.sink.write_all(&self.buffer)?;
            self.buffer.clear();
        }
        Ok(())
    }

    /// Bytes that others formatted, in order.
    pub(crate) fn pieces(&mut self, pieces: &[Vec<u8>]) -> io::Result<()> {
        self.sink.write_all(&self.buffer)?;
        self.buffer.clear();
        pieces.iter().try_for_each(|piece| self.sink.write_all(piece))
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.sink.write_all(&self.buffer)?;
        self.sink.flush()
    }
}
