//! Whether the console window closes when this process ends.
//!
//! Windows opens a console for a program that is started from the Explorer, by a click or by files dropped on it, and closes it
//! with the program. The standard library cannot tell that case, and the program itself forbids unsafe code; so the one system
//! call that can tell stands here, alone.

/// Whether this process is the only one in its console, so that the window closes with it. `false` on other systems, and where
/// there is no console.
///
/// Source: `GetConsoleProcessList`, Windows Console documentation: the number of processes attached to the console, 0 on failure.
pub fn is_own() -> bool {
    #[cfg(windows)]
    {
        #[link(name = "kernel32")]
        unsafe extern "system" {
            fn GetConsoleProcessList(process_ids: *mut u32, capacity: u32) -> u32;
        }
        let mut ids = [0_u32; 2];
        // SAFETY: the buffer holds the two entries that the call is told it may write.
        let attached = unsafe { GetConsoleProcessList(ids.as_mut_ptr(), 2) };
        attached == 1
    }
    #[cfg(not(windows))]
    {
        false
    }
}
