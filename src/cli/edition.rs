//! `gongkai edition`: which forms there are, and whether templates are sound.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::console::Console;
use crate::cli::options::Global;
use crate::edition::{Edition, TemplateError, Templates, list};
use crate::finding::render::{Language, WIDTH, columns, pad, wrap};
use crate::service::editions;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::service::understand;
use crate::store::templates;

/// Arguments of `edition`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    pub(super) action: Action,
}

/// What to do with editions.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// 列出全部表样
    List,
    /// 查看一套表样：有哪些表，依据什么文件
    Show {
        /// 表样编号，见 gongkai edition list
        #[arg(value_name = "编号")]
        id: String,
    },
    /// 检查全部模板，有错的指出文件和行
    Check {
        /// 替换内置模板的文件夹（默认是 --templates 给的）
        #[arg(value_name = "文件夹")]
        directory: Option<PathBuf>,
    },
}

/// Lists, shows or checks.
///
/// # Errors
/// Where a template is broken or an edition does not exist.
pub fn run(arguments: &Arguments, global: &Global, console: &mut Console<'_>) -> Result<ExitStatus, Stop> {
    let directory = match &arguments.action {
        Action::Check { directory: Some(directory) } => Some(directory.as_path()),
        _ => global.templates.as_deref(),
    };
    let templates = templates::load(directory)?;
    match &arguments.action {
        Action::List => {
            console.data(&listed(&templates)?)?;
            Ok(ExitStatus::Done)
        }
        Action::Show { id } => {
            console.data(&shown(&editions::named(&templates, id)?, console.language))?;
            Ok(ExitStatus::Done)
        }
        Action::Check { .. } => check(&templates, console),
    }
}

fn listed(templates: &Templates) -> Result<String, TemplateError> {
    let heads = list(templates)?;
    let widest = heads.iter().map(|head| columns(&head.id)).max().unwrap_or(0);
    Ok(heads.iter().map(|head| format!("{}  {}  {}\n", pad(&head.id, widest), head.years(), head.name)).collect())
}

fn shown(edition: &Edition, language: Language) -> String {
    let head = &edition.head;
    let mut text = match language {
        Language::Chinese => {
            format!("{}  {}\n地区：{}　预算年度：{}\n", head.id, head.name, head.jurisdiction, head.years())
        }
        Language::English => {
            format!("{}  {}\njurisdiction: {}, fiscal year: {}\n", head.id, head.name, head.jurisdiction, head.years())
        }
    };
    let [tables, basis] = match language {
        Language::Chinese => ["公开表：", "依据："],
        Language::English => ["Tables:", "Basis:"],
    };
    text.push_str(&format!("\n{tables}\n"));
    for (index, form) in edition.forms.iter().enumerate() {
        text.push_str(&format!("  {:>2}  {}（{}）\n", index + 1, form.name, form.unit.word()));
    }
    text.push_str(&format!("\n{basis}\n"));
    for regulation in &head.basis {
        text.push_str(&format!("  {}\n", wrap(regulation, WIDTH - 2).join("\n  ")));
    }
    text
}

/// Every template is loaded; what is broken is said, and the rest is still looked at.
fn check(templates: &Templates, console: &mut Console<'_>) -> Result<ExitStatus, Stop> {
    let mut errors = 0;
    let editions: Vec<&str> = editions::ids(templates).collect();
    let broken = editions.iter().filter_map(|id| Edition::load(templates, id).err());
    for error in broken.chain(understand::broken_profiles(templates)) {
        console.data(&format!("{}\n", error_text(&error, console.language)))?;
        errors += 1;
    }
    let overridden = templates.overridden().len();
    let all = editions.join("、");
    console.say(
        &format!("检查了表样 {all} 和全部导出配置（其中 {overridden} 个文件来自外部文件夹）：{errors} 处错误。"),
        &format!("checked editions {all} and all profiles ({overridden} files are not built in): {errors} errors"),
    )?;
    Ok(if errors == 0 { ExitStatus::Done } else { ExitStatus::Blocked })
}

/// A broken template in words, on lines of at most 80 columns.
pub fn error_text(error: &TemplateError, language: Language) -> String {
    let text = match language {
        Language::Chinese => error.to_string(),
        Language::English => {
            let line = error.line.map(|line| format!(" line {line}")).unwrap_or_default();
            format!("template {}{line}: {}", error.file, error.problem)
        }
    };
    wrap(&text, WIDTH).join("\n")
}
