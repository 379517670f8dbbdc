//! A `budget.json` on disk.

use std::path::Path;

use crate::model::{Budget, NotABudget, SCHEMA_VERSION};
use crate::service::stop::Stop;
use crate::store::file;

/// The budget in a `budget.json`.
///
/// # Errors
/// Where the file cannot be read or is no budget, with the line.
pub fn read(path: &Path) -> Result<Budget, Stop> {
    let shown = path.display().to_string();
    Budget::from_json(&file::read(path)?).map_err(|error| match error {
        NotABudget::Form(error) => Stop::usage(
            format!("{shown} 不是 budget.json：{error}。应是 gongkai convert 写出的 budget.json"),
            format!("{shown} is no budget.json: {error}"),
        ),
        NotABudget::Later(version) => Stop::usage(
            format!("{shown} {}", later(version)),
            format!("{shown}: a later version of gongkai wrote it, in form {version}; update this program"),
        ),
    })
}

/// What is said of a `budget.json` that a later program wrote.
pub fn later(version: u32) -> String {
    format!(
        "是更新版本的 gongkai 写出的（第 {version} 版格式），本程序只认得到第 {SCHEMA_VERSION} 版。请升级 gongkai，或用原始导出数据"
    )
}
