//! `gongkai doctor`: whether this machine has what the program needs, and what is unusual about it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;

use crate::cli::Environment;
use crate::cli::console::Console;
use crate::cli::edition;
use crate::cli::options::Global;
use crate::edition::{Edition, LookDef, Templates, list};
use crate::finding::render::Language;
use crate::service::status::ExitStatus;
use crate::service::stop::{Stop, io_words};
use crate::service::understand;
use crate::store::jobs::{Lock, RECORDS};
use crate::store::layers;
use crate::store::templates;
use crate::store::{office, outputs};

/// Arguments of `doctor`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 结果要放到的文件夹：看能不能写，有没有别的运行占用（默认是现在的文件夹）
    #[arg(value_name = "文件夹")]
    pub(super) directory: Option<PathBuf>,
}

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Good,
    Note,
    Bad,
}

/// One line of the answer in both languages.
struct Remark {
    state: State,
    zh: String,
    en: String,
}

impl Remark {
    fn new(state: State, zh: impl Into<String>, en: impl Into<String>) -> Remark {
        Remark { state, zh: zh.into(), en: en.into() }
    }
}

/// Looks at the machine and says what it sees, on standard output.
///
/// # Errors
/// Where the templates cannot be read at all.
pub fn run(
    arguments: &Arguments,
    global: &Global,
    environment: &Environment,
    console: &mut Console<'_>,
) -> Result<ExitStatus, Stop> {
    let version = env!("CARGO_PKG_VERSION");
    let mut remarks =
        vec![Remark::new(State::Good, format!("程序：gongkai {version}"), format!("program: gongkai {version}"))];
    let templates = templates::load(global.templates.as_deref())?;
    remarks.extend(overridden(&templates));
    remarks.extend(editions(&templates)?);
    remarks.extend(fonts(&templates, environment)?);
    let here = PathBuf::from(".");
    remarks.extend(folder(arguments.directory.as_ref().unwrap_or(&here)));
    remarks.push(settings(environment, arguments.directory.as_ref().unwrap_or(&here)));
    remarks.push(office(environment));
    remarks.push(language(environment));
    for remark in &remarks {
        let mark = match remark.state {
            State::Good => console.pick("好", "ok  "),
            State::Note => console.pick("看", "note"),
            State::Bad => console.pick("坏", "bad "),
        };
        console.data(&format!("[{mark}] {}\n", console.pick(&remark.zh, &remark.en)))?;
    }
    let bad = remarks.iter().any(|remark| remark.state == State::Bad);
    Ok(if bad { ExitStatus::NotRun } else { ExitStatus::Done })
}

fn overridden(templates: &Templates) -> Option<Remark> {
    let paths = templates.overridden();
    let names = paths.join("、");
    (!paths.is_empty()).then(|| {
        Remark::new(
            State::Note,
            format!("模板：{} 个文件代替或补充了内置的：{names}", paths.len()),
            format!("templates: {} files in place of, or beside, those built in: {names}", paths.len()),
        )
    })
}

fn editions(templates: &Templates) -> Result<Vec<Remark>, Stop> {
    let mut remarks = Vec::new();
    for error in understand::broken_profiles(templates) {
        remarks.push(Remark::new(State::Bad, error.to_string(), error.to_string()));
    }
    for head in list(templates)? {
        let remark = match Edition::load(templates, &head.id) {
            Ok(edition) => Remark::new(
                State::Good,
                format!("表样：{}（{}，{} 张表）", head.id, head.name, edition.forms.len()),
                format!("edition: {} ({} forms)", head.id, edition.forms.len()),
            ),
            Err(error) => Remark::new(
                State::Bad,
                edition::error_text(&error, Language::Chinese),
                edition::error_text(&error, Language::English),
            ),
        };
        remarks.push(remark);
    }
    Ok(remarks)
}

/// Whether the fonts that the editions name are installed: without them tables look different on this machine, no more.
fn fonts(templates: &Templates, environment: &Environment) -> Result<Vec<Remark>, Stop> {
    let mut wanted = BTreeSet::new();
    for head in list(templates)? {
        let LookDef { title, caption, header, body, .. } = head.look;
        wanted.extend([title, caption, header, body].map(|font| font.name));
    }
    let Some(known) = installed(environment) else {
        return Ok(vec![Remark::new(
            State::Note,
            "字体：看不出装了哪些（没有 fc-list）",
            "fonts: cannot tell which are installed (no fc-list)",
        )]);
    };
    let remark = |name: String| {
        if known(&name) {
            Remark::new(State::Good, format!("字体：{name} 已安装"), format!("font: {name} is installed"))
        } else {
            Remark::new(
                State::Note,
                format!("字体：{name} 没有安装，在这台电脑上看和打印时用别的字体代替，文件本身不受影响"),
                format!("font: {name} is not installed; this machine shows and prints another in its place"),
            )
        }
    };
    Ok(wanted.into_iter().map(remark).collect())
}

/// Files of fonts on Windows, by the names that documents use.
const WINDOWS_FONTS: &[(&str, &[&str])] = &[
    ("宋体", &["simsun.ttc", "simsun.ttf"]),
    ("黑体", &["simhei.ttf"]),
    ("仿宋", &["simfang.ttf"]),
    ("楷体", &["simkai.ttf"]),
    ("方正小标宋简体", &["fzxbsjw.ttf", "方正小标宋简体.ttf", "fzxbsk.ttf"]),
];

type IsInstalled = Box<dyn Fn(&str) -> bool>;

fn installed(environment: &Environment) -> Option<IsInstalled> {
    if cfg!(windows) {
        let variable = |name: &str| environment.variables.get(name).map(PathBuf::from);
        let own = variable("LOCALAPPDATA").map(|folder| folder.join("Microsoft/Windows/Fonts"));
        let folders: Vec<PathBuf> =
            variable("WINDIR").map(|folder| folder.join("Fonts")).into_iter().chain(own).collect();
        return Some(Box::new(move |name| {
            let files = WINDOWS_FONTS.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, files)| *files);
            files.iter().any(|file| folders.iter().any(|folder| folder.join(file).exists()))
        }));
    }
    let listed = Command::new("fc-list").args([":", "family"]).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&listed.stdout).into_owned();
    let names: BTreeSet<String> = text.split(['\n', ',']).map(|name| name.trim().to_owned()).collect();
    Some(Box::new(move |name| names.contains(name)))
}

/// Whether outputs can be written to a folder, and whether a run is under way there.
fn folder(folder: &Path) -> Vec<Remark> {
    let shown = folder.display();
    let mut remarks = vec![match outputs::refuses(folder) {
        None => {
            Remark::new(State::Good, format!("文件夹：“{shown}”可以写"), format!("folder: {shown} can be written to"))
        }
        Some(error) => {
            let (zh, en) = io_words(&error);
            Remark::new(
                State::Bad,
                format!("文件夹：“{shown}”不能写：{zh}"),
                format!("folder: cannot write to {shown}: {en}"),
            )
        }
    }];
    if Lock::is_held(&folder.join(RECORDS)) {
        remarks.push(Remark::new(
            State::Note,
            "锁：一次 gongkai run 正在这个文件夹里运行",
            "lock: a run is under way in this folder",
        ));
    }
    remarks
}

fn settings(environment: &Environment, folder: &Path) -> Remark {
    match layers::layers(&environment.variables, Some(folder)) {
        Ok(layers) => {
            let used: Vec<&str> = layers::effective(&layers).iter().map(|setting| setting.key.name).collect();
            if used.is_empty() {
                return Remark::new(State::Good, "设置：全是内置的", "settings: all built in");
            }
            Remark::new(
                State::Note,
                format!("设置：{} 来自文件或环境变量，见 gongkai config show --origin", used.join("、")),
                format!("settings: {} are set, see gongkai config show --origin", used.join(", ")),
            )
        }
        Err(Stop::Usage { zh, en }) => Remark::new(State::Bad, format!("设置：{zh}"), format!("settings: {en}")),
        Err(_) => Remark::new(State::Bad, "设置：读不了", "settings: unreadable"),
    }
}

/// LibreOffice is needed for PDF only, so its absence is no fault.
fn office(environment: &Environment) -> Remark {
    match office::program(&|name| environment.variables.get(name).cloned()) {
        Some(program) => Remark::new(
            State::Good,
            format!("LibreOffice：{}", program.display()),
            format!("LibreOffice: {}", program.display()),
        ),
        None => Remark::new(
            State::Note,
            "LibreOffice：没有找到；只有转 PDF 需要它",
            "LibreOffice: not found; only PDF needs it",
        ),
    }
}

/// Whether the terminal shows Chinese; on Windows the console is written to in Unicode, whatever its code page.
fn language(environment: &Environment) -> Remark {
    let of = |name: &str| environment.variables.get(name).map(|value| value.to_string_lossy().into_owned());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| of(name)).unwrap_or_default();
    let lower = locale.to_lowercase();
    if cfg!(windows) || lower.contains("utf-8") || lower.contains("utf8") {
        return Remark::new(
            State::Good,
            format!("语言环境：{locale} 能显示中文").replace("： 能", "：能"),
            format!("locale: {locale} shows Chinese"),
        );
    }
    let locale = if locale.is_empty() { "C".to_owned() } else { locale };
    Remark::new(
        State::Note,
        format!("语言环境：{locale} 不是 UTF-8，终端上的中文可能显示不对（文件不受影响）；可以用 --lang en"),
        format!("locale: {locale} is not UTF-8, a terminal may not show Chinese (files are not affected)"),
    )
}
