//! The options that commands share, as they are typed, and what is asked for by them.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::amount::Unit;
use crate::disclosure::Rounding;
use crate::finding::render::Language;
use crate::service::order::{By, Choice};
use crate::service::stop::Stop;
use crate::store::request::Request;
use crate::store::setting::{self, Setting, Wrong, one_of};

/// What every command understands.
#[derive(Clone, Debug, Default, Args)]
pub struct Global {
    /// 界面语言：zh 中文（默认），en 英文
    #[arg(long, global = true, value_name = "zh|en", default_value = "zh", hide_default_value = true)]
    #[arg(hide_possible_values = true)]
    pub(super) lang: Lang,
    /// 只说强制问题和失败
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// 详细：列出跳过的文件、全部问题和每条规则的结果
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// 用这个文件夹里的表样和导出配置，逐个文件替换内置的
    #[arg(long, global = true, value_name = "文件夹")]
    pub(super) templates: Option<PathBuf>,
    /// 颜色：auto 仅在终端上（默认），always 总是，never 从不；环境变量 NO_COLOR 关闭 auto
    #[arg(long, global = true, value_name = "auto|always|never", default_value = "auto", hide_default_value = true)]
    #[arg(hide_possible_values = true)]
    pub(super) color: Colour,
    /// 做完后等按回车键才结束（拖放脚本用；从图标启动时本来就等）
    #[arg(long, global = true, hide = true)]
    pub(super) wait: bool,
    /// The settings of files and the environment that nobody typed.
    #[arg(skip)]
    pub(super) settings: Vec<Setting>,
    /// 显示帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

/// `--lang`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Language {
        match lang {
            Lang::Zh => Language::Chinese,
            Lang::En => Language::English,
        }
    }
}

/// `--color`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal and without `NO_COLOR`.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How inputs are read: shared by the commands that read exports.
#[derive(Clone, Debug, Default, Args)]
pub struct Reading {
    /// 导出配置：内置的名称，或自己写的 .toml 文件（默认自动识别）
    #[arg(long, value_name = "名称|文件")]
    pub(super) profile: Option<OsString>,
    /// 文件没有写金额单位时，按这个单位理解
    #[arg(long, value_name = "元|万元", value_parser = unit)]
    pub(super) unit: Option<Unit>,
    /// 文件没有写预算年度时，按这个年度理解
    #[arg(long, value_name = "年度", value_parser = year)]
    pub(super) year: Option<u16>,
    /// Excel 类文件只由本程序读一遍，不再由另一个读取程序读一遍作比较
    #[arg(long)]
    pub(super) read_once: bool,
}

/// Which forms are filled and for whom: shared by the commands that make a disclosure.
#[derive(Clone, Debug, Default, Args)]
pub struct Forms {
    /// 公开表样的编号，见 gongkai edition list（默认按数据的预算年度选唯一合适的一套）
    #[arg(long, value_name = "编号")]
    pub(super) edition: Option<String>,
    /// 按什么出表：department 部门（默认），unit 预算单位
    #[arg(long, value_name = "department|unit", default_value = "department", hide_default_value = true)]
    #[arg(hide_possible_values = true, value_parser = choice::<By>())]
    pub(super) by: By,
    /// 尾差：exact 数保持精确，表下加注（默认）；tie 分摊尾差，使打印的合计处处等于分项之和
    #[arg(long, value_name = "exact|tie", hide_possible_values = true, value_parser = choice::<Rounding>())]
    pub(super) rounding: Option<Rounding>,
}

/// What the text is made with.
#[derive(Clone, Debug, Default, Args)]
pub struct TextOptions {
    /// 情况说明里由人写的内容（默认：输入旁边名称以“说明.toml”结尾的文件；用 gongkai narrative new 生成）
    #[arg(long, value_name = "说明.toml")]
    pub(super) narrative: Option<PathBuf>,
    /// 上年数据，用来写增减情况：上年的 budget.json、导出文件（夹）或公开表；可以写几次
    #[arg(long, value_name = "文件")]
    pub(super) prior: Vec<PathBuf>,
}

/// `--format` of the commands that answer on standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Answer {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// One of the words of a choice.
pub fn choice<T: Choice + Send + Sync>() -> impl TypedValueParser<Value = T> {
    // clap has looked the word up among these.
    PossibleValuesParser::new(T::WORDS.iter().map(|(word, _)| *word)).try_map(|word| T::of(&word).ok_or("no such word"))
}

impl Global {
    /// What is asked for of `inputs`, as far as the commands that read exports have it in common.
    ///
    /// # Errors
    /// Where a setting cannot be used.
    pub fn request(&self, inputs: &[PathBuf], reading: &Reading, forms: &Forms) -> Result<Request, Stop> {
        self.with_settings(Request {
            inputs: inputs.to_vec(),
            templates: self.templates.clone(),
            profile: reading.profile.clone(),
            unit: reading.unit,
            year: reading.year,
            read_once: reading.read_once,
            edition: forms.edition.clone(),
            by: forms.by,
            rounding: forms.rounding,
            ..Request::default()
        })
    }

    /// A request with the settings that nobody typed.
    ///
    /// # Errors
    /// Where one cannot be used.
    pub fn with_settings(&self, mut request: Request) -> Result<Request, Stop> {
        self.settings.iter().try_for_each(|setting| setting.put(&mut request))?;
        Ok(request)
    }

    /// Takes over a setting of how the program speaks, and where its templates are.
    ///
    /// # Errors
    /// Why its value cannot be used.
    pub fn set(&mut self, setting: &Setting) -> Result<(), Wrong> {
        let text = setting.text();
        match setting.key.name {
            "lang" => self.lang = Lang::from_str(&text, false).map_err(|_| one_of(["zh", "en"].into_iter()))?,
            "color" => {
                let words = ["auto", "always", "never"];
                self.color = Colour::from_str(&text, false).map_err(|_| one_of(words.into_iter()))?;
            }
            "templates" => self.templates = setting.paths().into_iter().next(),
            _ => {}
        }
        Ok(())
    }
}

fn unit(text: &str) -> Result<Unit, String> {
    setting::unit(text).map_err(|(zh, _)| zh.trim_start_matches('：').to_owned())
}

fn year(text: &str) -> Result<u16, String> {
    setting::year(text).map_err(|(zh, _)| zh.trim_start_matches('：').to_owned())
}
