//! Ctrl-C, SIGTERM and their like on Windows: the run ends after the departments that it is making.
//!
//! Rust's standard library hears no signals, and hearing them takes `unsafe`, which this program forbids; so the crate `ctrlc`
//! does it. Nothing depends on it: a run that is killed outright leaves nothing half-written either.

use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

static ASKED: AtomicBool = AtomicBool::new(false);
static LISTEN: Once = Once::new();
/// How soon a pause ends after a signal.
const SOON: Duration = Duration::from_millis(100);

/// Begins to listen. Where the system does not allow it, a signal ends the process at once, as ever.
pub fn listen() {
    LISTEN.call_once(|| {
        let _ = ctrlc::set_handler(|| ASKED.store(true, Ordering::Relaxed));
    });
}

/// Whether somebody asked for the end.
pub fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// Waits, but no longer than until somebody asks for the end.
pub fn pause(time: Duration) {
    let end = Instant::now() + time;
    while !asked() {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        sleep(left.min(SOON));
    }
}
