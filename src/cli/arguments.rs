//! The arguments as they are typed; what they mean is made of them in the file of each command.
//!
//! The Chinese help is the documentation comment of each argument; [`super::help`] holds the English one and breaks lines.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::amount::Unit;
use crate::cli::{
    check, completions, config, convert, diff, doctor, edition, explain, fill, inspect, job, man, narrative, profile,
    sendto,
};
use crate::disclosure::Rounding;
use crate::finding::render::Language;
use crate::service::order::{By, Choice};
use crate::store::request::Request;

/// 把财政系统导出的预算数据变成依法公开的部门预算表：公式可核、来源可查、勾稽可验。
#[derive(Debug, Parser)]
#[command(name = "gongkai", version, disable_help_subcommand = true, disable_help_flag = true)]
#[command(disable_version_flag = true)]
pub struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// Whether files were given without a command, as when they are dropped on the program.
    #[arg(skip)]
    pub(super) dropped: bool,
}

/// What every command understands.
#[derive(Clone, Debug, Args)]
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
    /// 显示帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

/// `--lang`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// 中文
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal and without `NO_COLOR`.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 把导出文件变成公开表、底稿和数据文件
    Convert(convert::Arguments),
    /// 只检查，不写文件：导出数据有什么问题，各表勾稽是否成立
    Check(check::Arguments),
    /// 把数填进财政部门发的空白工作簿，别的什么都不动
    Fill(fill::Arguments),
    /// 对比两份预算、公开表或导出文件：哪些数变了，变在哪些明细
    Diff(diff::Arguments),
    /// 这个文件是什么、是怎样被理解的：编码、表头、列、单位、用了哪些行
    Inspect(inspect::Arguments),
    /// 解释一个问题编号：含义、为什么、怎么办
    Explain(explain::Arguments),
    /// 情况说明里需要人写的内容：生成要回答的问题
    Narrative(narrative::Arguments),
    /// 公开表样：列出、查看、检查
    Edition(edition::Arguments),
    /// 无人值守：按任务文件生成，只重做有变化的部门
    Run(job::Arguments),
    /// 设置：环境变量、设置文件里写了什么，哪个起作用
    Config(config::Arguments),
    /// 看看这台电脑：字体、模板、能不能写、有没有别的运行
    Doctor(doctor::Arguments),
    /// 导出配置：为一种导出写初稿，列出、查看、检查
    Profile(profile::Arguments),
    /// 输出命令补全脚本
    Completions(completions::Arguments),
    /// 输出 man 手册页
    Man(man::Arguments),
    /// 放进 Windows 的“发送到”菜单
    Sendto(sendto::Arguments),
    /// Files without a command: dropped on the program.
    #[command(external_subcommand)]
    Files(Vec<OsString>),
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
    /// What is asked for of `inputs`, as far as every command understands it.
    pub fn request(&self, inputs: &[PathBuf], reading: &Reading, forms: &Forms) -> Request {
        Request {
            inputs: inputs.to_vec(),
            templates: self.templates.clone(),
            profile: reading.profile.clone(),
            unit: reading.unit,
            year: reading.year,
            edition: forms.edition.clone(),
            by: forms.by,
            rounding: forms.rounding,
            ..Request::default()
        }
    }
}

fn unit(text: &str) -> Result<Unit, String> {
    match text {
        "元" | "yuan" => Ok(Unit::Yuan),
        "万元" | "wanyuan" => Ok(Unit::WanYuan),
        _ => Err("只能是 元 或 万元（yuan, wanyuan）".to_owned()),
    }
}

fn year(text: &str) -> Result<u16, String> {
    text.parse().ok().filter(|year| (1990..=2100).contains(year)).ok_or_else(|| "应是四位年份，如 2024".to_owned())
}
