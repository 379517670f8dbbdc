//! `gongkai completions`: a script that teaches a shell the commands.

use clap::Args;
use clap_complete::Shell;

use crate::cli::console::Console;
use crate::cli::help;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// bash、zsh、fish、powershell 或 elvish
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub(super) shell: Shell,
}

/// Prints the script.
///
/// # Errors
/// [`Stop::Stream`] where it cannot be written.
pub fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitStatus, Stop> {
    let mut script = Vec::new();
    let mut command = help::unbroken(console.language);
    clap_complete::generate(arguments.shell, &mut command, "gongkai", &mut script);
    console.data(&String::from_utf8_lossy(&script))?;
    Ok(ExitStatus::Done)
}
