//! `gongkai inspect`: what files are and how they were understood.

mod page;

use std::io::Read;
use std::path::PathBuf;

use clap::Args;

use crate::cli::console::Console;
use crate::cli::options::{Answer, Forms, Global, Reading};
use crate::service::report::InspectReport;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::store::intake;

/// Arguments of `inspect`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 要查看的文件；文件夹逐个查看，- 是标准输入
    #[arg(required = true, value_name = "文件")]
    pub(super) inputs: Vec<PathBuf>,
    /// text 给人看（默认），json 给程序读
    #[arg(long, value_name = "text|json", default_value = "text", hide_default_value = true)]
    #[arg(hide_possible_values = true)]
    pub(super) format: Answer,
    /// 按这个表样认公开表（gongkai edition list 列出全部）；不写则在全部表样中找最契合的
    #[arg(long, value_name = "表样")]
    pub(super) edition: Option<String>,
    #[command(flatten)]
    pub(super) reading: Reading,
}

/// Shows how the files were understood, and what was found, on standard output.
///
/// # Errors
/// Where a template is broken or the output cannot be written.
pub fn run(
    arguments: &Arguments,
    global: &Global,
    console: &mut Console<'_>,
    stdin: &mut dyn Read,
) -> Result<ExitStatus, Stop> {
    let forms = Forms { edition: arguments.edition.clone(), ..Forms::default() };
    let mut order = global.request(&arguments.inputs, &arguments.reading, &forms)?.order(console.today)?;
    order.audit = true;
    let intake = intake::read(&arguments.inputs, None, &order, (stdin, console))?;
    let (readings, findings) = (&intake.understood.readings, &intake.understood.findings);
    match arguments.format {
        Answer::Json => console.json(&InspectReport::new(readings, findings, console.language))?,
        Answer::Text => {
            let terminal = console.terminal(console.out_colour);
            let mut text: String = readings.iter().map(|reading| page::file(reading, &terminal)).collect();
            text.push_str(&terminal.findings(findings));
            text.push_str(&terminal.summary(findings));
            text.push('\n');
            console.data(&text)?;
        }
    }
    Ok(intake.status)
}
