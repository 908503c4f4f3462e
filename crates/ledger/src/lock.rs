use crate::Error;
use std::fs::{File, TryLockError};
use std::path::Path;

/// The right to append, held by one process. The operating system takes it back when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _held: File,
}

impl Lock {
    /// Takes the lock of the ledger at `path`: the file `lock` beside it, which stays where it is and says nothing.
    pub(crate) fn take(ledger: &Path) -> Result<Self, Error> {
        let path = ledger.with_file_name("lock");
        let opened = File::options().create(true).write(true).truncate(false).open(&path);
        let file = opened.map_err(|source| Error::File { path: path.clone(), source })?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _held: file }),
            Err(TryLockError::WouldBlock) => Err(Error::Locked { path }),
            Err(TryLockError::Error(source)) => Err(Error::File { path, source }),
        }
    }
}
