//! Help in Chinese and English, broken to 80 columns.
//!
//! clap knows neither Chinese headings nor where a Chinese line may break, so both are given to it here. The Chinese words
//! are the documentation comments of the arguments; the English ones are [`super::english`].

use clap::{Arg, Command, CommandFactory};

use crate::cli::arguments::Arguments;
use crate::cli::english;
use crate::finding::render::{Language, WIDTH, wrap};

/// Columns before the help of an option, as clap indents it.
const INDENT: usize = 10;
/// Options that every command has.
const GLOBAL: &[&str] = &["lang", "quiet", "verbose", "templates", "color", "help", "version"];

/// The headings.
struct Headings {
    usage: &'static str,
    commands: &'static str,
    arguments: &'static str,
    options: &'static str,
    global: &'static str,
    some_options: &'static str,
    a_command: &'static str,
}

const CHINESE: Headings = Headings {
    usage: "用法：",
    commands: "命令",
    arguments: "参数",
    options: "选项",
    global: "通用选项",
    some_options: "[选项]",
    a_command: "<命令>",
};
const ENGLISH: Headings = Headings {
    usage: "Usage: ",
    commands: "Commands",
    arguments: "Arguments",
    options: "Options",
    global: "Options of every command",
    some_options: "[OPTIONS]",
    a_command: "<COMMAND>",
};

/// The command line with all its help in `language`, broken to lines for a terminal.
pub fn command(language: Language) -> Command {
    dressed(Arguments::command(), "", Manner { language, broken: true }).term_width(usize::from(u8::MAX))
}

/// The same for pages and shells that break lines themselves.
pub fn unbroken(language: Language) -> Command {
    dressed(Arguments::command(), "", Manner { language, broken: false })
}

/// How help is put.
#[derive(Clone, Copy)]
struct Manner {
    language: Language,
    /// Whether lines are broken here.
    broken: bool,
}

impl Manner {
    fn lines(self, text: &str, width: usize) -> String {
        if self.broken { wrap(text, width).join("\n") } else { text.to_owned() }
    }
}

fn dressed(command: Command, above: &str, manner: Manner) -> Command {
    let language = manner.language;
    let headings = if language == Language::English { &ENGLISH } else { &CHINESE };
    let path = format!("{above} {}", command.get_name()).trim().to_owned();
    let about = match language {
        Language::Chinese => command.get_about().map(ToString::to_string).unwrap_or_default(),
        Language::English => english::about(&path).to_owned(),
    };
    let mut command = command;
    for name in command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect::<Vec<_>>() {
        command = command.mut_subcommand(name, |sub| dressed(sub, &path, manner));
    }
    let command = command.mut_args(|arg| dressed_argument(arg, &path, manner, headings));
    let usage = usage(&command, &path, headings);
    let template = format!("{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}\n", headings.usage);
    command
        .about(manner.lines(&about, WIDTH))
        .after_help(manner.lines(english::after(&path, language), WIDTH))
        .subcommand_help_heading(headings.commands)
        .override_usage(usage)
        .help_template(template)
}

fn dressed_argument(arg: Arg, path: &str, manner: Manner, headings: &Headings) -> Arg {
    let language = manner.language;
    let id = arg.get_id().as_str().to_owned();
    let help = match language {
        Language::Chinese => arg.get_help().map(ToString::to_string).unwrap_or_default(),
        Language::English => english::help(path, &id).to_owned(),
    };
    let heading = match (arg.is_positional(), GLOBAL.contains(&id.as_str())) {
        (true, _) => headings.arguments,
        (false, true) => headings.global,
        (false, false) => headings.options,
    };
    let arg = match (language, english::value(path, &id)) {
        (Language::English, Some(name)) => arg.value_name(name),
        _ => arg,
    };
    arg.help(manner.lines(&help, WIDTH - INDENT)).next_line_help(true).help_heading(heading)
}

/// `gongkai convert [选项] <输入>...`
fn usage(command: &Command, path: &str, headings: &Headings) -> String {
    let mut usage = path.to_owned();
    if command.has_subcommands() {
        return format!("{usage} {}", headings.a_command);
    }
    let options = command.get_arguments().any(|arg| !arg.is_positional());
    if options {
        usage.push_str(&format!(" {}", headings.some_options));
    }
    for arg in command.get_positionals() {
        let name = arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string).unwrap_or_default();
        let many = if arg.get_num_args().is_some_and(|range| range.max_values() > 1) { "..." } else { "" };
        usage.push_str(&if arg.is_required_set() { format!(" <{name}>{many}") } else { format!(" [{name}]{many}") });
    }
    usage
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::render::columns;

    fn every(command: &Command, visit: &mut dyn FnMut(&Command)) {
        visit(command);
        for sub in command.get_subcommands() {
            every(sub, visit);
        }
    }

    #[test]
    fn every_page_is_whole_in_both_languages_and_fits_80_columns() {
        for language in [Language::Chinese, Language::English] {
            let mut built = command(language);
            built.build();
            every(&built, &mut |command| {
                let page = command.clone().render_help().to_string();
                assert!(!page.trim().is_empty());
                for line in page.lines() {
                    assert!(columns(line) <= WIDTH, "{line}");
                }
                assert!(!command.get_about().map(ToString::to_string).unwrap_or_default().is_empty(), "{command:?}");
                for arg in command.get_arguments() {
                    assert!(arg.get_help().is_some_and(|help| !help.to_string().is_empty()), "{page}\n{arg:?}");
                }
                if language == Language::English {
                    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
                    let said = page
                        .replace("公开", "")
                        .replace("说明.toml", "")
                        .replace("万元", "")
                        .replace("元", "")
                        .replace("底稿", "");
                    assert!(!said.contains(chinese), "{page}");
                }
            });
        }
    }

    #[test]
    fn clap_finds_no_fault_with_the_arguments() {
        command(Language::Chinese).debug_assert();
    }
}
