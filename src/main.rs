//! The program `gongkai`: hands arguments, environment and streams to [`gongkai::cli::run`].

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use gongkai::cli::{self, Environment, Streams};

fn main() -> ExitCode {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let environment = Environment {
        out_is_terminal: io::stdout().is_terminal(),
        err_is_terminal: io::stderr().is_terminal(),
        no_colour: set("NO_COLOR").is_some() || set("TERM").is_some_and(|term| term == "dumb"),
        source_date_epoch: set("SOURCE_DATE_EPOCH").map(|value| value.to_string_lossy().into_owned()),
        console_closes: own_console::is_own(),
    };
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let streams = Streams { stdin: &mut io::stdin(), out: &mut io::stdout(), err: &mut io::stderr() };
    cli::run(&arguments, &environment, streams).into()
}
