//! The settings that files and the environment may hold, and which option of the command line each one is.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::finding::Words;

/// How a value is given to its option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As it is.
    Word,
    /// A path, which counts from the folder of the file that states it.
    Path,
    /// A path where such a file is there, else a name.
    NameOrPath,
    /// Several words, separated by commas.
    Words,
    /// Several paths, each given with the option; [`BETWEEN_PATHS`] separates them.
    Paths,
    /// Given where it is `false`.
    Unless,
}

/// Stands between the paths of one value: no name that anybody types holds it.
pub const BETWEEN_PATHS: &str = "\n";

/// One setting.
#[derive(Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name in files; `GONGKAI_` and the same in capitals in the environment.
    pub name: &'static str,
    /// The long option.
    pub option: &'static str,
    /// How it is given.
    pub kind: Kind,
    /// The commands that it is for; every one with the option where empty.
    pub commands: &'static [&'static str],
    /// What counts where nobody says anything.
    pub built_in: Words,
}

const fn key(name: &'static str, option: &'static str, kind: Kind, built_in: Words) -> Key {
    Key { name, option, kind, commands: &[], built_in }
}

const AUTOMATIC: Words = Words { zh: "自动", en: "automatic" };

const NONE: Words = Words { zh: "没有", en: "none" };

const fn same(word: &'static str) -> Words {
    Words { zh: word, en: word }
}

/// All settings, in the order that they are shown in.
pub const KEYS: &[Key] = &[
    key("edition", "edition", Kind::Word, AUTOMATIC),
    key("profile", "profile", Kind::NameOrPath, AUTOMATIC),
    key("by", "by", Kind::Word, same("department")),
    key("unit", "unit", Kind::Word, AUTOMATIC),
    key("year", "year", Kind::Word, AUTOMATIC),
    Key { name: "formats", option: "format", kind: Kind::Words, commands: &["convert"], built_in: same("xlsx") },
    key("working_paper", "no-working-paper", Kind::Unless, same("true")),
    key("waive", "waive", Kind::Path, NONE),
    key("narrative", "narrative", Kind::Path, AUTOMATIC),
    key("prior", "prior", Kind::Paths, NONE),
    key("date", "date", Kind::Word, AUTOMATIC),
    key("templates", "templates", Kind::Path, Words { zh: "内置", en: "built in" }),
    key("lang", "lang", Kind::Word, same("zh")),
    key("color", "color", Kind::Word, same("auto")),
    key("rounding", "rounding", Kind::Word, AUTOMATIC),
];

/// 设置：和命令行的同名选项是一回事；文件里的路径从文件所在的文件夹算起。
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "gongkai.toml")]
pub struct Settings {
    /// 公开表样的编号，见 gongkai edition list；不写时按数据的预算年度选唯一合适的一套。
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// 导出配置：内置的名称，或 .toml 文件；不写时自动识别。
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// 按什么出表：department 部门，unit 预算单位。
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["department", "unit"]))]
    pub by: Option<String>,
    /// 文件没有写金额单位时，按这个单位理解。
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["元", "万元"]))]
    pub unit: Option<String>,
    /// 文件没有写预算年度时，按这个年度理解。
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// 做哪些：xlsx、csv、json 是公开表，docx、pdf 是情况说明，html 是检查报告。
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formats: Option<Vec<String>>,
    /// 是否做底稿。
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_paper: Option<bool>,
    /// 豁免清单。
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waive: Option<PathBuf>,
    /// 情况说明里由人写的内容；不写时用输入旁边名称以“说明.toml”结尾的文件。
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<PathBuf>,
    /// 上年数据，用来写增减情况：budget.json、导出文件（夹）或公开表。
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prior: Option<Vec<PathBuf>>,
    /// 文件属性里的制作日期：2024-02-06。
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// 代替内置表样和导出配置的文件夹。
    #[serde(skip_serializing_if = "Option::is_none")]
    pub templates: Option<PathBuf>,
    /// 界面语言：zh、en。
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["zh", "en"]))]
    pub lang: Option<String>,
    /// 颜色：auto、always、never。
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["auto", "always", "never"]))]
    pub color: Option<String>,
    /// 打印的数怎样舍入：exact 各自舍入并加注，tie 调到处处相等。
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["exact", "tie"]))]
    pub rounding: Option<String>,
}

impl Settings {
    /// What is set, as it would be typed, in the order of [`KEYS`].
    pub fn values(&self) -> Vec<(&'static Key, String)> {
        let Ok(Value::Object(set)) = serde_json::to_value(self) else { return Vec::new() };
        let between = |key: &Key| if key.kind == Kind::Paths { BETWEEN_PATHS } else { "," };
        KEYS.iter().filter_map(|key| Some((key, words(set.get(key.name)?, between(key))))).collect()
    }
}

fn words(value: &Value, between: &str) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(|value| words(value, between)).collect::<Vec<_>>().join(between),
        other => other.to_string(),
    }
}

impl Key {
    /// The variable of the environment.
    pub fn variable(&self) -> String {
        format!("GONGKAI_{}", self.name.to_uppercase())
    }

    /// Whether it is one of a command's settings.
    pub fn is_for(&self, command: &clap::Command) -> bool {
        let has = command.get_arguments().any(|arg| arg.get_long() == Some(self.option));
        has && (self.commands.is_empty() || self.commands.contains(&command.get_name()))
    }

    /// The arguments that give the option this value, which stood in a file of `folder`.
    pub fn arguments(&self, value: &OsStr, folder: &Path) -> Vec<OsString> {
        let path = folder.join(value);
        let option = |given: OsString| {
            let mut argument = OsString::from(format!("--{}=", self.option));
            argument.push(given);
            argument
        };
        let given = match self.kind {
            Kind::Paths => {
                let paths =
                    value.to_str().map(|value| value.split(BETWEEN_PATHS).map(|path| folder.join(path)).collect());
                return paths.unwrap_or(vec![path]).into_iter().map(|path| option(path.into_os_string())).collect();
            }
            Kind::Unless if value == "false" => return vec![format!("--{}", self.option).into()],
            Kind::Unless => return Vec::new(),
            Kind::Path => path.into_os_string(),
            Kind::NameOrPath if path.is_file() => path.into_os_string(),
            _ => value.to_owned(),
        };
        vec![option(given)]
    }

    /// A value of the environment in the form that [`Key::arguments`] takes: several paths are separated as in `PATH`.
    pub fn value_of_variable(&self, value: &OsStr) -> OsString {
        if self.kind != Kind::Paths {
            return value.to_owned();
        }
        let paths: Vec<OsString> = std::env::split_paths(value).map(PathBuf::into_os_string).collect();
        paths.join(OsStr::new(BETWEEN_PATHS))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::arguments::Arguments;

    #[test]
    fn every_setting_is_described_and_is_an_option() {
        let schema = serde_json::to_value(schemars::schema_for!(Settings)).unwrap();
        let described: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        assert_eq!(described, KEYS.iter().map(|key| key.name).collect::<Vec<_>>());
        let mut program = Arguments::command();
        program.build();
        let convert = program.find_subcommand("convert").unwrap();
        let none: Vec<_> = KEYS.iter().filter(|key| !key.is_for(convert)).collect();
        assert!(none.is_empty(), "{none:?}");
    }

    #[test]
    fn values_become_options() {
        let text = "formats = [\"xlsx\", \"csv\"]\nworking_paper = false\nyear = 1999\nwaive = \"豁免.toml\"\nprior = [\"上年\", \"一,二.json\"]";
        let settings: Settings = toml::from_str(text).unwrap();
        let given = settings.values();
        let given: Vec<OsString> =
            given.iter().flat_map(|(key, value)| key.arguments(OsStr::new(value), Path::new("夹"))).collect();
        let [waive, last, one] = ["豁免.toml", "上年", "一,二.json"].map(|name| Path::new("夹").join(name));
        let [waive, last, one] = [
            format!("--waive={}", waive.display()),
            format!("--prior={}", last.display()),
            format!("--prior={}", one.display()),
        ];
        assert_eq!(given, ["--year=1999", "--format=xlsx,csv", "--no-working-paper", &waive, &last, &one]);
    }
}
