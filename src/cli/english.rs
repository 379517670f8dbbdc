//! The English help.

use crate::finding::render::Language;

/// What a command does; empty where there is none of this path.
pub fn about(path: &str) -> &'static str {
    match path {
        "gongkai" => {
            "Turns what a Chinese finance system exports into the mandated budget disclosure: formulas that can be \
             recalculated, figures that can be traced, tables that tie out."
        }
        "gongkai convert" => "Make disclosure, working paper and data files from exports",
        "gongkai check" => "Check without writing: are the exports sound, do tables tie out",
        "gongkai inspect" => "What a file is and how it was read: header, columns, unit, rows",
        "gongkai explain" => "Explain the code of a finding",
        "gongkai edition" => "Editions of the mandated forms: list, show, check",
        "gongkai edition list" => "List all editions",
        "gongkai edition show" => "Show an edition: its tables and the regulations behind it",
        "gongkai edition check" => "Check all templates: a broken one is named with file and line",
        "gongkai profile" => "Profiles of exports: draft one, list, show, check",
        "gongkai profile new" => "Draft a profile from exports, with marks where you must finish it",
        "gongkai profile list" => "List all profiles",
        "gongkai profile show" => "Print a profile, as a start for one of your own",
        "gongkai profile check" => "Check profiles: a broken one is named with file and line",
        "gongkai completions" => "Print a completion script for a shell",
        "gongkai man" => "Print a manual page",
        "gongkai sendto" => "Put the program into the menu `Send to` of Windows",
        _ => "",
    }
}

/// Help of an argument; empty where there is none of this id.
pub fn help(path: &str, id: &str) -> &'static str {
    match (path, id) {
        ("gongkai profile new", "inputs") => "Files of one kind of export",
        ("gongkai profile new", "output") => "Write to this file (default: standard output); an existing one is kept",
        ("gongkai profile show", "id") => "Its name, as `gongkai profile list` gives it",
        ("gongkai profile check", "profiles") => "A built-in name or a .toml file of your own",
        ("gongkai inspect", "inputs") => "Files to look at; folders are walked, - is standard input",
        ("gongkai check", "inputs") => "Exports or published workbooks: files, folders, or - for standard input",
        ("gongkai check", "against") => "Compare published workbooks with this budget.json too, figure by figure",
        (_, "inputs") => "Exports: files, folders (walked, temporary files skipped), or - for standard input",
        ("gongkai check", "output") => "File for the answer (default: standard output)",
        (_, "output") => {
            "Folder for the outputs (default: 公开 beside the first input, or inside it where it is a folder)"
        }
        (_, "edition") => {
            "Edition of the forms, as `gongkai edition list` names it (default: the only one of the data's fiscal year)"
        }
        (_, "rounding") => {
            "Printed figures that do not add up: exact (default) keeps them and adds a note, tie shares the rest out so that \
             every printed sum closes"
        }
        (_, "by") => "Whom tables are made for: department (default), unit",
        ("gongkai convert", "format") => {
            "Forms of the published tables, separated by commas: xlsx (default) the workbook, csv one text file a table, \
             json the tables as data; html adds the report of the checks as a page to print"
        }
        ("gongkai check", "format") => "text (default) for the terminal, html a page to print, json for programs",
        (_, "format") => "text (default) for people, json for programs, on standard output",
        (_, "waive") => {
            "File of waivers (TOML): what it lists is shown but blocks nothing; expired and unused waivers are told"
        }
        (_, "no_working_paper") => "Do not make the working paper (底稿)",
        (_, "force") => "Overwrite outputs that somebody edited since (otherwise kept, the new one numbered)",
        (_, "date") => {
            "Date of creation for the outputs' properties (default: SOURCE_DATE_EPOCH, else 1 January of the fiscal year)"
        }
        (_, "profile") => "Profile of the exports: a built-in name or a .toml file of your own (default: recognised)",
        (_, "unit") => "Unit of amounts where the files do not say it: 元 (yuan) or 万元 (wanyuan)",
        (_, "year") => "Fiscal year where the files do not say it",
        (_, "code") => "The code, as GK-I001; without it all codes are listed",
        (_, "id") => "Id of the edition",
        (_, "directory") => "Folder that overrides the built-in templates (default: the one of --templates)",
        (_, "remove") => "Take it out of the menu",
        (_, "shell") => "bash, zsh, fish, powershell or elvish",
        (_, "command") => "The command to describe (default: the program)",
        (_, "lang") => "Language: zh Chinese (default), en English",
        (_, "wait") => "Wait for Enter at the end, for scripts that files are dropped on",
        (_, "quiet") => "Say only what blocks or fails",
        (_, "verbose") => "Say all: skipped files, every finding, the result of each rule",
        (_, "templates") => "Take forms and profiles from this folder, file by file instead of the built-in ones",
        (_, "color") => "auto on terminals only (default), always, never; NO_COLOR turns auto off",
        (_, "help") => "Print help",
        (_, "version") => "Print the version",
        _ => "",
    }
}

/// Name of an argument's value where the Chinese one is Chinese.
pub fn value(path: &str, id: &str) -> Option<&'static str> {
    Some(match (path, id) {
        ("gongkai inspect" | "gongkai profile new", "inputs") => "FILE",
        ("gongkai profile new", "output") => "FILE.toml",
        ("gongkai profile show", "id") => "NAME",
        (_, "profiles") => "NAME|FILE",
        (_, "inputs") => "INPUT",
        ("gongkai check", "output") => "FILE",
        (_, "output" | "templates" | "directory") => "DIR",
        (_, "edition" | "id") => "ID",
        (_, "profile") => "NAME|FILE",
        (_, "waive") => "FILE",
        (_, "year") => "YEAR",
        (_, "date") => "YYYY-MM-DD",
        (_, "code") => "CODE",
        (_, "command") => "COMMAND",
        _ => return None,
    })
}

/// What stands below the options.
pub fn after(path: &str, language: Language) -> &'static str {
    match (path, language) {
        ("gongkai convert", Language::Chinese) => {
            "每个部门一个文件夹，内有公开表（公开用）、底稿（每个数字的出处，不公开）、budget.json（规范数据）和 report.json（检查结果）。\n\
             退出码：0 完成，没有强制问题；1 完成，有强制问题；2 没有运行或用法不对；3 部分部门失败；4 有输入读不了。"
        }
        ("gongkai convert", Language::English) => {
            "One folder a department: the workbook to publish, the working paper (not published) with the origin of every \
             figure, budget.json (the data) and report.json (the checks).\n\
             Exit: 0 done, nothing blocks; 1 done, mandatory findings; 2 not run or wrong usage; 3 some departments \
             failed; 4 an input is unreadable."
        }
        ("gongkai check", Language::Chinese) => {
            "问题写到标准错误，规则结果写到标准输出；--format html 或 json 时标准输出只有网页或 JSON。退出码同 convert。"
        }
        ("gongkai check", Language::English) => {
            "Findings go to standard error, the rules' results to standard output; with --format html or json standard output \
             holds the page or JSON only. Exit codes are those of convert."
        }
        ("gongkai", Language::Chinese) => "不写命令、直接给出文件：gongkai 文件…，在文件旁边的“公开”文件夹里生成结果。",
        ("gongkai", Language::English) => {
            "gongkai FILE... without a command converts into the folder 公开 beside the file."
        }
        _ => "",
    }
}
