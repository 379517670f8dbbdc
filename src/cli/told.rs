//! What is told on the way, in words.

use std::path::Path;

use crate::cli::console::Console;
use crate::service::annotate::Marked;
use crate::service::progress::{Note, Progress};
use crate::service::stop::Stop;

impl Progress for Console<'_> {
    fn tell(&mut self, note: Note<'_>) -> Result<(), Stop> {
        match note {
            Note::Skipped(path, why) => {
                let path = path.display();
                self.note(&format!("跳过 {path}：{}", why.zh), &format!("skipped {path}: {}", why.en))
            }
            Note::NoTable(name, format, id) => {
                self.say(&format!("跳过 {name}：{format}，不是表格"), &format!("skipped {name}: no table ({id})"))
            }
            Note::Prior(path, years) => {
                let years: Vec<String> = years.iter().map(ToString::to_string).collect();
                let path = path.display();
                self.note(
                    &format!("上年数据 {path}：{} 年", years.join("、")),
                    &format!("last year's data {path}: {}", years.join(", ")),
                )
            }
            Note::Found(findings) => self.findings(findings),
            Note::StandardInputNotMarked => {
                self.warn("标准输入不能标注：请给文件名", "standard input cannot be annotated: name the file")
            }
            Note::ChangedMeanwhile(path) => {
                let shown = path.display();
                self.warn(
                    &format!("{shown} 在检查之后被改动或移走，没有标注；请再运行一次"),
                    &format!("{shown} was changed or moved after it was checked, and is not annotated; run once more"),
                )
            }
            Note::NotMarked(name, reason) => {
                self.warn(&format!("{name} 不能标注：{reason}"), &format!("{name} cannot be annotated: {reason}"))
            }
            Note::Marked(target, marked) => said(target, marked, self),
            Note::ByDepartment(count) => self
                .note(&format!("逐个部门读取：{count} 个部门"), &format!("reading by department: {count} departments")),
        }
    }
}

fn said(target: &Path, marked: &Marked, console: &mut Console<'_>) -> Result<(), Stop> {
    let (shown, cells) = (target.display(), marked.cells);
    console.say(
        &format!("标注了 {cells} 个格子，写在“{shown}”，问题清单在第一页。"),
        &format!("{cells} cells are marked in {shown}; its first sheet lists the findings"),
    )?;
    if !marked.unmarked.commented.is_empty() {
        let others = marked.unmarked.commented.iter().map(|(sheet, cell)| format!("{sheet} 的 {cell}"));
        let others: Vec<String> = others.take(5).collect();
        let count = marked.unmarked.commented.len();
        console.say(
            &format!("有 {count} 个格子本来就有批注，保留原批注，只填色并列入清单：{}。", others.join("、")),
            &format!("{count} cells keep the comment they had; they are coloured and listed"),
        )?;
    }
    if marked.unmarked.beyond > 0 {
        let beyond = marked.unmarked.beyond;
        console.say(
            &format!("问题太多：另有 {beyond} 个格子只填色并列入清单，没有加批注。"),
            &format!("{beyond} more cells are coloured and listed without a comment"),
        )?;
    }
    Ok(())
}
