//! What `gongkai` says without arguments.

use crate::cli::console::Console;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;

const CHINESE: &str = "\
gongkai（公开）把财政系统导出的预算数据变成依法公开的部门预算表。

三步：
  1. 把导出的文件（.xlsx、.xls、.csv 等）放进一个文件夹，或直接给出文件。
  2. 看看文件是怎样被理解的：
       gongkai inspect 支出预算明细.xlsx
  3. 生成公开表：
       gongkai convert 支出预算明细.xlsx 收入预算.xlsx
     结果在文件旁边的“公开”文件夹，每个部门一个子文件夹：公开表用于公开；
     底稿说明每个数字从哪里来，不公开。

其他命令：
  gongkai check 文件…       只检查，不写文件
  gongkai explain 编号      解释一个问题编号，如 GK-R001
  gongkai edition list      有哪些公开表样
  gongkai --help            全部命令和选项（gongkai convert --help 看一个命令）
";

const ENGLISH: &str = "\
gongkai turns what a Chinese finance system exports into the mandated budget
disclosure of a department.

Three steps:
  1. Put the exports (.xlsx, .xls, .csv ...) into a folder, or name them.
  2. See how a file is understood:
       gongkai inspect EXPORT.xlsx
  3. Make the disclosure:
       gongkai convert EXPORT.xlsx REVENUE.xlsx
     The results are in the folder 公开 beside the file, one folder a department:
     the workbook is to be published, the working paper (底稿) says where every
     figure comes from and is not.

Other commands:
  gongkai check FILE...     check without writing
  gongkai explain CODE      explain the code of a finding, as GK-R001
  gongkai edition list      the editions of the forms
  gongkai --help            all commands and options
";

/// Explains the program.
///
/// # Errors
/// [`Stop::Stream`] where it cannot be written.
pub fn run(console: &mut Console<'_>) -> Result<ExitStatus, Stop> {
    let text = console.pick(CHINESE, ENGLISH);
    console.data(text)?;
    Ok(ExitStatus::Done)
}
