//! The program `gongkai`: hands arguments, environment and streams to [`gongkai::cli::run`].

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use gongkai::cli::{self, Environment, Streams};

/// Strings and cells are made on one thread and dropped on another, by the million. An unoptimised build is for tests, of
/// which some run under a limit of memory that counts what mimalloc sets apart as if it were used.
#[cfg(all(target_os = "linux", not(debug_assertions)))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let environment = Environment {
        out_is_terminal: io::stdout().is_terminal(),
        err_is_terminal: io::stderr().is_terminal(),
        no_colour: set("NO_COLOR").is_some() || set("TERM").is_some_and(|term| term == "dumb") || !takes_colour(),
        clock: clock(),
        // A variable whose name is no text is none that this program knows.
        variables: std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value))).collect(),
        source_date_epoch: set("SOURCE_DATE_EPOCH").map(|value| value.to_string_lossy().into_owned()),
        console_closes: desktop::console_is_own(),
        open: Some(desktop::open),
    };
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let streams = Streams { stdin: &mut io::stdin(), out: &mut io::stdout(), err: &mut io::stderr() };
    cli::run(&arguments, &environment, streams).into()
}

/// The console window of Windows shows the codes of colours as they are, unless a program turns them on; terminals that take
/// them set one of these variables.
fn takes_colour() -> bool {
    !cfg!(windows) || ["WT_SESSION", "ConEmuANSI", "TERM"].iter().any(|name| std::env::var_os(name).is_some())
}

/// Seconds since 1970-01-01 UTC.
#[expect(clippy::disallowed_methods, reason = "whether a waiver has expired depends on today; no output's bytes do")]
fn clock() -> Option<u64> {
    SystemTime::now().duration_since(UNIX_EPOCH).ok().map(|passed| passed.as_secs())
}
