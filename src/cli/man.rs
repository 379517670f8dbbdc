//! `gongkai man`: the manual pages.

use clap::Args;

use crate::cli::console::Console;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 哪个命令的手册页（默认是程序本身的）
    #[arg(value_name = "命令")]
    pub(super) command: Option<String>,
}

/// Prints the page of the program, or of one of its commands, as roff.
///
/// # Errors
/// [`Stop::Usage`] for an unknown command.
pub fn run(arguments: &Arguments, mut program: clap::Command, console: &mut Console<'_>) -> Result<ExitStatus, Stop> {
    program.build();
    let described = match &arguments.command {
        None => program,
        Some(name) => program
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Stop::usage(format!("没有“{name}”这个命令"), format!("there is no command `{name}`")))?,
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(described).render(&mut page).map_err(Stop::Stream)?;
    // Chinese has few blanks: stretching them to fill a line tears it apart.
    let page = String::from_utf8_lossy(&page).replacen("\n.SH", "\n.ad l\n.SH", 1);
    console.data(&page)?;
    Ok(ExitStatus::Done)
}
