//! Telling somebody how a run ended, by a program of theirs.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::store::jobs::file::{Notify, seconds};

/// Between two looks at whether the program has ended.
const LOOK: Duration = Duration::from_millis(50);

/// What is told.
pub struct News<'a> {
    /// The run.
    pub run: &'a str,
    /// Its exit code.
    pub exit: u8,
    /// Its manifest.
    pub manifest: &'a Path,
}

/// Runs the program, without a shell, and waits for it, though not for ever.
///
/// # Errors
/// Why it did not do its work, in Chinese and English.
pub fn tell(notify: &Notify, news: &News<'_>) -> Result<(), (String, String)> {
    let Some((program, arguments)) = notify.command.split_first() else { return Ok(()) };
    let failed = |error: std::io::Error| {
        (format!("通知程序“{program}”没有运行：{error}"), format!("cannot run {program}: {error}"))
    };
    let mut child = Command::new(program)
        .args(arguments)
        .env("GONGKAI_RUN", news.run)
        .env("GONGKAI_EXIT", news.exit.to_string())
        .env("GONGKAI_MANIFEST", news.manifest)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .map_err(failed)?;
    let text = std::fs::read(news.manifest).unwrap_or_default();
    if let Some(mut stdin) = child.stdin.take() {
        // A program that does not read must not hold up the run; one that ends early is no failure.
        thread::spawn(move || stdin.write_all(&text));
    }
    wait(&mut child, seconds(notify.most_seconds))
        .map_err(|(zh, en)| (format!("通知程序“{program}”{zh}"), format!("{program} {en}")))
}

fn wait(child: &mut Child, most: Duration) -> Result<(), (String, String)> {
    let end = Instant::now() + most;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err((format!("没有成功：{status}"), format!("failed: {status}"))),
            Ok(None) if Instant::now() < end => thread::sleep(LOOK),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                let most = most.as_secs();
                return Err((
                    format!("{most} 秒还没有结束，已停止"),
                    format!("did not end within {most} s and was stopped"),
                ));
            }
            Err(error) => return Err((format!("看不到结果：{error}"), format!("cannot be waited for: {error}"))),
        }
    }
}
