//! One run at a time on an output folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use crate::store::jobs::records::RECORDS;

/// The lock, held until it is dropped; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    /// `None` where nobody can be in the way.
    _file: Option<File>,
}

impl Lock {
    /// Takes the lock of a folder of records; `None` where another process has it.
    ///
    /// # Errors
    /// Where the file cannot be made.
    pub fn take(records: &Path) -> io::Result<Option<Lock>> {
        // The file stays: taking it away would let two runs lock two files of one name.
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(records.join("lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock { _file: Some(file) })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// The lock for who writes to an output folder by hand: that of the job whose folder it is, or none where no job has ever
    /// written there. `None` where another process has it.
    ///
    /// # Errors
    /// Where the file cannot be opened.
    pub fn beside_job(out: &Path) -> io::Result<Option<Lock>> {
        let records = out.join(RECORDS);
        if records.is_dir() { Lock::take(&records) } else { Ok(Some(Lock { _file: None })) }
    }

    /// Whether a process holds the lock of a folder of records, which is left as it is.
    pub fn is_held(records: &Path) -> bool {
        let file = OpenOptions::new().write(true).open(records.join("lock"));
        file.is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_again_afterwards() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!Lock::is_held(dir.path()));
        let first = Lock::take(dir.path()).unwrap();
        assert!(first.is_some() && Lock::is_held(dir.path()));
        assert!(Lock::take(dir.path()).unwrap().is_none());
        drop(first);
        assert!(!Lock::is_held(dir.path()));
        assert!(Lock::take(dir.path()).unwrap().is_some());
    }

    #[test]
    fn by_hand_only_a_jobs_folder_is_locked() {
        let out = tempfile::tempdir().unwrap();
        let both = (Lock::beside_job(out.path()).unwrap(), Lock::beside_job(out.path()).unwrap());
        assert!(both.0.is_some() && both.1.is_some());
        std::fs::create_dir(out.path().join(RECORDS)).unwrap();
        let first = Lock::beside_job(out.path()).unwrap();
        assert!(first.is_some() && Lock::is_held(&out.path().join(RECORDS)));
        assert!(Lock::beside_job(out.path()).unwrap().is_none());
    }
}
