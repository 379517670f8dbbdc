//! The settings that files and the environment may hold.

use std::ffi::OsString;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::finding::Words;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word.
    Word,
    /// A path, which counts from the folder of the file that states it.
    Path,
    /// A path where such a file is there, else a name.
    NameOrPath,
    /// Several words, separated by commas in the environment.
    Words,
    /// Several paths, separated in the environment as in `PATH`.
    Paths,
    /// An option that is given where it is `false`.
    Unless,
}

/// One setting.
#[derive(Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name in files; `GONGKAI_` and the same in capitals in the environment.
    pub name: &'static str,
    /// The long option that says the same.
    pub option: &'static str,
    /// What stands for its value in the help.
    pub stands_for: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// The commands that it is for; every one with the option where empty.
    pub commands: &'static [&'static str],
    /// What counts where nobody says anything.
    pub built_in: Words,
}

const fn key(
    (name, option, stands_for): (&'static str, &'static str, &'static str),
    kind: Kind,
    built_in: Words,
) -> Key {
    Key { name, option, stands_for, kind, commands: &[], built_in }
}

const AUTOMATIC: Words = Words { zh: "自动", en: "automatic" };

const NONE: Words = Words { zh: "没有", en: "none" };

const fn same(word: &'static str) -> Words {
    Words { zh: word, en: word }
}

/// All settings, in the order that they are shown in.
pub const KEYS: &[Key] = &[
    key(("edition", "edition", "编号"), Kind::Word, AUTOMATIC),
    key(("profile", "profile", "名称|文件"), Kind::NameOrPath, AUTOMATIC),
    key(("by", "by", "department|unit"), Kind::Word, same("department")),
    key(("unit", "unit", "元|万元"), Kind::Word, AUTOMATIC),
    key(("year", "year", "年度"), Kind::Word, AUTOMATIC),
    Key {
        commands: &["convert"],
        ..key(("formats", "format", "xlsx,csv,json,docx,pdf,html"), Kind::Words, same("xlsx"))
    },
    key(("working_paper", "no-working-paper", ""), Kind::Unless, same("true")),
    key(("waive", "waive", "文件"), Kind::Path, NONE),
    key(("narrative", "narrative", "说明.toml"), Kind::Path, AUTOMATIC),
    key(("prior", "prior", "文件"), Kind::Paths, NONE),
    key(("date", "date", "年-月-日"), Kind::Word, AUTOMATIC),
    key(("templates", "templates", "文件夹"), Kind::Path, Words { zh: "内置", en: "built in" }),
    key(("lang", "lang", "zh|en"), Kind::Word, same("zh")),
    key(("color", "color", "auto|always|never"), Kind::Word, same("auto")),
    key(("rounding", "rounding", "exact|tie"), Kind::Word, AUTOMATIC),
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
    /// What is set, in the order of [`KEYS`].
    pub fn values(&self) -> Vec<(&'static Key, Vec<OsString>)> {
        let Ok(Value::Object(set)) = serde_json::to_value(self) else { return Vec::new() };
        KEYS.iter().filter_map(|key| Some((key, words(set.get(key.name)?)))).collect()
    }
}

fn words(value: &Value) -> Vec<OsString> {
    match value {
        Value::String(text) => vec![text.into()],
        Value::Array(values) => values.iter().flat_map(words).collect(),
        other => vec![other.to_string().into()],
    }
}

impl Key {
    /// The variable of the environment.
    pub fn variable(&self) -> String {
        format!("GONGKAI_{}", self.name.to_uppercase())
    }

    /// The option with what stands for its value.
    pub fn typed(&self) -> String {
        if self.stands_for.is_empty() {
            format!("--{}", self.option)
        } else {
            format!("--{} <{}>", self.option, self.stands_for)
        }
    }
}
