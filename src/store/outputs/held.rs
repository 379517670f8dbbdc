//! Whether a program has an output open: Excel, WPS or LibreOffice would lose, or overwrite, what is put in its place.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// How often a file that another program holds is tried: a virus scanner lets go of it in a moment, Excel does not.
const TRIES: u32 = 5;
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(200);
/// `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION` of Windows.
const SHARING: [i32; 2] = [32, 33];

/// Whether a file that exists is open in a program that edits it.
pub fn is_open(path: &Path) -> bool {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return false };
    let name = name.to_string_lossy();
    // Excel and WPS, and LibreOffice, put such a file beside one that they have open, also over a network.
    let marks = [format!("~${name}"), format!(".~lock.{name}#")];
    marks.iter().any(|mark| folder.join(mark).exists()) || refuses(path)
}

/// Whether the system says that another program holds the file.
pub fn is_sharing(error: &io::Error) -> bool {
    cfg!(windows) && error.raw_os_error().is_some_and(|code| SHARING.contains(&code))
}

fn refuses(path: &Path) -> bool {
    for attempt in 0..TRIES {
        if attempt > 0 {
            sleep(PAUSE);
        }
        match OpenOptions::new().append(true).open(path) {
            Err(error) if is_sharing(&error) => {}
            _ => return false,
        }
    }
    true
}
