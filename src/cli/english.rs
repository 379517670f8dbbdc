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
        "gongkai fill" => "Fill the bureau's own blank workbook, and change nothing else",
        "gongkai diff" => "What changed between two budgets, disclosures or exports",
        "gongkai inspect" => "What a file is and how it was read: header, columns, unit, rows",
        "gongkai explain" => "Explain the code of a finding, or an articulation",
        "gongkai narrative" => "The text of the disclosure: the questions that it asks",
        "gongkai narrative new" => "Make 说明.toml: the questions of the text, for convert to take",
        "gongkai edition" => "Editions of the mandated forms: list, show, check",
        "gongkai edition list" => "List all editions",
        "gongkai edition show" => "Show an edition: its tables and the regulations behind it",
        "gongkai edition check" => "Check all templates: a broken one is named with file and line",
        "gongkai run" => "Unattended: do what a job file says, and only what has changed",
        "gongkai config" => "Settings of files and the environment, and which of them count",
        "gongkai config show" => "List the settings that count",
        "gongkai doctor" => "Look at this machine: fonts, templates, write access, other runs",
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
    if let Some(help) = of_text(path, id).or_else(|| of_jobs(path, id)).or_else(|| of_command(path, id)) {
        return help;
    }
    match (path, id) {
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
             json the tables as data, docx the text with its tables, pdf the same as PDF (needs LibreOffice); html adds the \
             report of the checks as a page to print"
        }
        ("gongkai check", "format") => "text (default) for the terminal, html a page to print, json for programs",
        (_, "format") => "text (default) for people, json for programs, on standard output",
        (_, "annotate") => {
            "Mark the findings in a copy of each input: colours, comments, a list on the first sheet (default: beside the \
             input, under a name of its own)"
        }
        (_, "waive") => {
            "File of waivers (TOML): what it lists is shown but blocks nothing; expired and unused waivers are told"
        }
        (_, "no_working_paper") => "Do not make the working paper (底稿)",
        (_, "force") => "Overwrite outputs that somebody edited since (otherwise kept, the new one numbered)",
        (_, "date") => {
            "Date of creation for the outputs' properties (default: SOURCE_DATE_EPOCH, else 1 January of the fiscal year)"
        }
        (_, "profile") => "Profile of the exports: a built-in name or a .toml file of your own (default: recognised)",
        (_, "read_once") => "Read workbooks by this program alone, without a second reader to compare with",
        (_, "unit") => "Unit of amounts where the files do not say it: 元 (yuan) or 万元 (wanyuan)",
        (_, "year") => "Fiscal year where the files do not say it",
        (_, "code") => "The code, as GK-I001, or an articulation, as X-T1-T3; without it all codes are listed",
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

/// Help of what only one command has, or has in a sense of its own.
fn of_command(path: &str, id: &str) -> Option<&'static str> {
    Some(match (path, id) {
        ("gongkai profile new", "inputs") => "Files of one kind of export",
        ("gongkai profile new", "output") => "Write to this file (default: standard output); an existing one is kept",
        ("gongkai profile show", "id") => "Its name, as `gongkai profile list` gives it",
        ("gongkai profile check", "profiles") => "A built-in name or a .toml file of your own",
        ("gongkai inspect", "inputs") => "Files to look at; folders are walked, - is standard input",
        ("gongkai diff", "old") => "Old side: budget.json or its folder, a published workbook, exports",
        ("gongkai diff", "new") => "The new side, likewise; the two need not be of one kind",
        ("gongkai fill", "blank") => "The blank workbook that was handed down (.xlsx or .xlsm)",
        ("gongkai fill", "output") => "File for the filled workbook",
        ("gongkai fill", "plan") => {
            "Alone: print which cell is taken for which; --plan FILE.toml: fill by a plan that was edited"
        }
        ("gongkai fill", "plan_out") => "Write the plan into this file",
        ("gongkai fill", "department") => "Which department (code or name), where the exports hold several",
        ("gongkai fill", "force") => "Overwrite what the blank holds already, and an output that is there",
        ("gongkai check", "inputs") => {
            "Exports, published workbooks or texts (.docx): files, folders, or - for standard input"
        }
        ("gongkai check", "against") => {
            "Compare published workbooks with this budget.json too, figure by figure; texts are held against it, or against a \
             published workbook or exports"
        }
        _ => return None,
    })
}

/// Help of what concerns the text of the disclosure.
fn of_text(path: &str, id: &str) -> Option<&'static str> {
    Some(match (path, id) {
        ("gongkai narrative new", "inputs") => "Exports, to know the departments and the year: files or folders",
        ("gongkai narrative new", "output") => {
            "Write to this file (default: 说明.toml beside the first input; one each, with the code, for several departments)"
        }
        ("gongkai narrative new", "force") => "Overwrite a file that is there (otherwise it is kept)",
        (_, "narrative") => {
            "What people wrote for the text (default: files beside the inputs whose names end with 说明.toml; made by \
             `gongkai narrative new`)"
        }
        (_, "prior") => {
            "Last year's data for the changes: a budget.json, exports or a published workbook; may be given several times"
        }
        _ => return None,
    })
}

/// Help of the arguments of `run`, `config` and `doctor`.
fn of_jobs(path: &str, id: &str) -> Option<&'static str> {
    Some(match (path, id) {
        ("gongkai run", "job") => "The job file (.toml): inputs, output and settings; see docs/unattended.md",
        ("gongkai run", "check") => "Only look at the job file: what would be read and written",
        ("gongkai run", "watch") => "Go on until Ctrl-C: do it again whenever inputs change",
        ("gongkai run", "progress") => "Show departments on the terminal as they are done",
        ("gongkai config show", "input") => {
            "The settings for converting this input (is there a gongkai.toml beside it?); default: this folder"
        }
        (_, "origin") => "Where each setting comes from",
        ("gongkai config show", "job") => "The settings for running this job file",
        ("gongkai doctor", "directory") => {
            "Folder for outputs: can it be written to, does a run hold it (default: this folder)"
        }
        _ => return None,
    })
}

/// Name of an argument's value where the Chinese one is Chinese.
pub fn value(path: &str, id: &str) -> Option<&'static str> {
    Some(match (path, id) {
        ("gongkai inspect" | "gongkai profile new", "inputs") => "FILE",
        ("gongkai profile new", "output") => "FILE.toml",
        ("gongkai profile show", "id") => "NAME",
        (_, "profiles") => "NAME|FILE",
        ("gongkai fill", "blank") => "BLANK",
        ("gongkai fill", "output") => "FILE.xlsx",
        (_, "plan" | "plan_out") => "FILE.toml",
        (_, "department") => "DEPARTMENT",
        (_, "inputs" | "input") => "INPUT",
        (_, "job") => "JOB",
        (_, "old") => "OLD",
        (_, "new") => "NEW",
        ("gongkai check", "output") => "FILE",
        (_, "edition" | "id") => "ID",
        ("gongkai narrative new", "output") => "FILE",
        (_, "narrative" | "prior" | "against") => "FILE",
        (_, "output" | "templates" | "directory") => "DIR",
        (_, "profile") => "NAME|FILE",
        (_, "waive") => "FILE",
        (_, "annotate") => "DIR",
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
        ("gongkai fill", Language::Chinese) => {
            "表、栏、行按标题、表头文字和名称认，认出的位置用 --plan 看，改好后用 --plan 文件 交回。空白表的公式保留，结果算准写入；\
             已有内容的格子不覆盖。.xls 和 .et 请先在 Excel 或 WPS 里另存为 .xlsx。退出码同 convert。"
        }
        ("gongkai fill", Language::English) => {
            "Forms, columns and rows are found by title, header words and labels; --plan shows where, and takes an edited \
             plan back. Formulas of the blank stay and get exact results; cells that hold something are not overwritten. \
             Save .xls and .et as .xlsx first. Exit codes are those of convert."
        }
        ("gongkai diff", Language::Chinese) => "退出码：0 没有不同；1 有不同；2 有一边不能比较。",
        ("gongkai diff", Language::English) => {
            "Exit: 0 nothing differs; 1 something does; 2 a side cannot be compared."
        }
        ("gongkai", Language::Chinese) => "不写命令、直接给出文件：gongkai 文件…，在文件旁边的“公开”文件夹里生成结果。",
        ("gongkai", Language::English) => {
            "gongkai FILE... without a command converts into the folder 公开 beside the file."
        }
        _ => "",
    }
}
