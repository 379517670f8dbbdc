//! The arguments as they are typed; what they mean is made of them in the file of each command.
//!
//! The Chinese help is the documentation comment of each argument; [`super::help`] holds the English one and breaks lines.

use std::ffi::OsString;

use clap::{Parser, Subcommand};

use crate::cli::options::Global;
use crate::cli::{
    check, completions, config, convert, diff, doctor, edition, explain, fill, inspect, job, man, narrative, profile,
    sendto,
};

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
