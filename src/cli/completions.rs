//! `gongkai completions`: a script that teaches a shell the commands.

use clap::Args;
use clap_complete::Shell;

use crate::cli::console::Console;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// bash、zsh、fish、powershell 或 elvish
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub(super) shell: Shell,
}

/// Prints the script for the program.
///
/// # Errors
/// [`Stop::Stream`] where it cannot be written.
pub fn run(arguments: &Arguments, mut program: clap::Command, console: &mut Console<'_>) -> Result<ExitStatus, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "gongkai", &mut script);
    console.data(&String::from_utf8_lossy(&script))?;
    Ok(ExitStatus::Done)
}
