//! What only the desktop's system can tell or do.
//!
//! The program itself forbids unsafe code, and the standard library knows neither whether a console window closes with the
//! process nor how the user opens a document; so the few system calls for that stand here, alone.

use std::path::Path;

/// Whether this process is the only one in its console, so that the window closes with it: Windows opens a console for a
/// program that is started from the Explorer, by a click or by files dropped on it. `false` on other systems, and where there
/// is no console.
///
/// Source: `GetConsoleProcessList`, Windows Console documentation: the number of processes attached to the console, 0 on failure.
pub fn console_is_own() -> bool {
    #[cfg(windows)]
    {
        windows::attached_to_console() == 1
    }
    #[cfg(not(windows))]
    {
        false
    }
}

/// Opens a document, or a folder, in the program that the user opens its kind with; whether the system began to.
/// It does not wait for that program. `false` where there is no desktop.
pub fn open(path: &Path) -> bool {
    #[cfg(windows)]
    {
        windows::open(path)
    }
    #[cfg(not(windows))]
    {
        others::open(path)
    }
}

#[cfg(windows)]
mod windows {
    use std::ffi::c_void;
    use std::os::windows::ffi::OsStrExt;
    use std::path::Path;
    use std::ptr::{null, null_mut};

    /// `COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE`
    const COINIT: u32 = 0x2 | 0x4;
    /// `SW_SHOWNORMAL`
    const SHOW_NORMAL: i32 = 1;
    /// What `ShellExecuteW` gives where it did its work is greater.
    const HIGHEST_ERROR: isize = 32;

    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn GetConsoleProcessList(process_ids: *mut u32, capacity: u32) -> u32;
    }

    #[link(name = "ole32")]
    unsafe extern "system" {
        fn CoInitializeEx(reserved: *mut c_void, how: u32) -> i32;
    }

    #[link(name = "shell32")]
    unsafe extern "system" {
        fn ShellExecuteW(
            window: *mut c_void,
            verb: *const u16,
            file: *const u16,
            parameters: *const u16,
            directory: *const u16,
            show: i32,
        ) -> isize;
    }

    pub fn attached_to_console() -> u32 {
        let mut ids = [0_u32; 2];
        // SAFETY: the buffer holds the two entries that the call is told it may write.
        unsafe { GetConsoleProcessList(ids.as_mut_ptr(), 2) }
    }

    /// No command line is made of the path, so no character of it can mean anything.
    ///
    /// Source: `ShellExecuteW`, Windows Shell documentation, which also asks for COM to be initialised.
    pub fn open(path: &Path) -> bool {
        let file: Vec<u16> = path.as_os_str().encode_wide().chain([0]).collect();
        let verb: Vec<u16> = "open".encode_utf16().chain([0]).collect();
        // SAFETY: both texts end with a zero and outlive the calls; null is allowed for everything else. That COM stays
        // initialised on this thread harms nothing: the process is at its end, and failing is no reason not to try.
        unsafe {
            CoInitializeEx(null_mut(), COINIT);
            ShellExecuteW(null_mut(), verb.as_ptr(), file.as_ptr(), null(), null(), SHOW_NORMAL) > HIGHEST_ERROR
        }
    }
}

#[cfg(not(windows))]
mod others {
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    /// Some of these programs end when the document is open, some when it is closed again: only an early end tells anything.
    const PATIENCE: Duration = Duration::from_secs(2);
    const LOOK: Duration = Duration::from_millis(50);

    pub fn open(path: &Path) -> bool {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
        if !cfg!(target_os = "macos") && !set("DISPLAY") && !set("WAYLAND_DISPLAY") {
            return false;
        }
        let Ok(path) = std::path::absolute(path) else { return false };
        let mut command = Command::new(program);
        command.arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // In a group of its own it outlives the terminal window that this program was started in.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let Ok(mut child) = command.spawn() else { return false };
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            match child.try_wait() {
                Ok(None) => sleep(LOOK),
                Ok(Some(status)) => return status.success(),
                Err(_) => return false,
            }
        }
        true
    }
}
