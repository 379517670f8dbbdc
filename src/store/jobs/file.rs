//! The job file (任务文件): what `gongkai run` makes of what, where, and how it behaves.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::service::stop::Stop;
use crate::store::layers::{self, Layer, Variables};
use crate::store::settings::Settings;
use crate::store::toml_words;

/// 任务文件：`gongkai run 任务.toml` 按它无人值守地生成公开表。路径从任务文件所在的文件夹算起。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "job.toml")]
pub struct Job {
    /// 输入：文件、文件夹，或带 * 和 ? 的名称（`**` 表示任意层文件夹）。
    pub inputs: Vec<String>,
    /// 结果放到这个文件夹；锁、清单和日志在它里面的 .gongkai。
    pub output: PathBuf,
    /// 怎样生成，和命令行的同名选项是一回事。
    #[serde(default)]
    pub settings: Settings,
    /// 等输入复制完。
    #[serde(default)]
    pub wait: Wait,
    /// 保留多少记录。
    #[serde(default)]
    pub keep: Keep,
    /// 结束后通知。
    pub notify: Option<Notify>,
    /// 监视（--watch）。
    #[serde(default)]
    pub watch: Watch,
}

/// 等输入复制完：大小和修改时间都不再变、没有被别的程序锁住，才开始读。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Wait {
    /// 刚改过的文件要有这么多秒不变，才算写完。
    pub still_seconds: u32,
    /// 最多等这么多秒；还在变，这次就不运行。
    pub most_seconds: u32,
}

/// 保留多少记录。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Keep {
    /// 最近多少次运行的清单。
    pub runs: u32,
    /// 一个日志文件写到这么多 KiB 就换一个。
    pub log_kib: u32,
    /// 换下来的日志保留几个。
    pub logs: u32,
}

/// 结束后通知：运行一个程序，不经过 shell；标准输入是这次运行的清单，环境变量 GONGKAI_RUN、GONGKAI_EXIT、
/// GONGKAI_MANIFEST 是编号、退出码和清单的位置。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notify {
    /// 程序和它的参数。
    pub command: Vec<String>,
    /// problem（默认）：退出码不是 0 才通知；change：还有新做了部门的；always：每次。
    #[serde(default)]
    pub when: When,
    /// 最多等它这么多秒。
    #[serde(default = "a_minute")]
    pub most_seconds: u32,
}

/// 什么时候通知。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// 退出码不是 0。
    #[default]
    Problem,
    /// 退出码不是 0，或者做了至少一个部门。
    Change,
    /// 每次。
    Always,
}

/// 监视输入（--watch）。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Watch {
    /// 有变化以后，安静这么多秒才运行。
    pub quiet_seconds: u32,
    /// 每隔这么多秒看一遍；0 表示由系统告知变化（网络盘通常不告知，要写一个数）。
    pub poll_seconds: u32,
}

impl Default for Wait {
    fn default() -> Wait {
        Wait { still_seconds: 3, most_seconds: 600 }
    }
}

impl Default for Keep {
    fn default() -> Keep {
        Keep { runs: 100, log_kib: 1024, logs: 5 }
    }
}

impl Default for Watch {
    fn default() -> Watch {
        Watch { quiet_seconds: 3, poll_seconds: 0 }
    }
}

fn a_minute() -> u32 {
    60
}

/// Seconds of a job file.
pub fn seconds(seconds: u32) -> Duration {
    Duration::from_secs(u64::from(seconds))
}

/// A job file that has been read.
#[derive(Debug)]
pub struct JobFile {
    /// What it says.
    pub job: Job,
    /// Its path.
    pub path: PathBuf,
    settings: Layer,
}

/// The same file with the places of its settings.
#[derive(Deserialize)]
struct Places {
    #[serde(default)]
    settings: BTreeMap<String, toml::Spanned<toml::Value>>,
}

impl JobFile {
    /// Reads a job file.
    ///
    /// # Errors
    /// [`Stop::Usage`] with file and line where it cannot be understood.
    pub fn load(path: &Path) -> Result<JobFile, Stop> {
        let (text, job): (String, Job) = toml_words::load(path)?;
        let wrong = |zh: &str, en: &str| Err(toml_words::wrong_in(path, None, (zh, en)));
        if job.inputs.is_empty() {
            return wrong("inputs 是空的，至少要有一个输入", "inputs is empty");
        }
        if job.inputs.iter().any(|input| input == "-" || input.trim().is_empty()) {
            return wrong("inputs 里不能有空的名称，也不能是标准输入", "inputs cannot be empty or standard input");
        }
        if job.output.as_os_str().is_empty() {
            return wrong("output 是空的", "output is empty");
        }
        if job.notify.as_ref().is_some_and(|notify| notify.command.is_empty()) {
            return wrong("notify 的 command 是空的", "the command of notify is empty");
        }
        let places = toml::from_str::<Places>(&text).map(|places| places.settings).unwrap_or_default();
        let line = |name: &str| places.get(name).map_or(1, |at| toml_words::line(&text, at.span().start));
        let settings = Layer::of(&job.settings, path, &line);
        Ok(JobFile { job, path: path.to_owned(), settings })
    }

    /// The folder that its paths count from.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Where outputs go.
    pub fn output(&self) -> PathBuf {
        self.folder().join(&self.job.output)
    }

    /// The layers of settings: environment, this file, beside the first input, the user's.
    ///
    /// # Errors
    /// Where a file of settings is broken.
    pub fn layers(&self, variables: &Variables) -> Result<Vec<Layer>, Stop> {
        let first = self.job.inputs.first().map(|input| self.folder().join(input));
        let mut layers = layers::layers(variables, first.as_deref())?;
        layers.insert(1, self.settings.clone());
        Ok(layers)
    }
}

/// The JSON Schema of job files, as `docs/job.schema.json` holds it.
///
/// # Errors
/// Never in practice: a schema is always JSON.
pub fn schema() -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&schemars::schema_for!(Job)).map(|text| text + "\n")
}
