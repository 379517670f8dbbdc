//! The file of questions (说明.toml) before anybody answered.

use std::fmt::Write;

use crate::edition::{Edition, NarrativeHead};
use crate::model::Coded;

/// The file with every question as a comment and an empty answer; `None` where the edition has no text.
///
/// Lines end as Windows wants them, since its old editor shows no others.
pub fn blank(owner: &Coded, year: u16, edition: &Edition) -> Option<String> {
    let head = &edition.narrative.as_ref()?.head;
    let mut text = String::new();
    let name = owner.name.as_deref().unwrap_or_default();
    let code = &owner.code;
    let title = head.title.replace("{year}", &year.to_string()).replace("{owner_name}", name);
    let title = title.replace("{owner_code}", code);
    let last = year.saturating_sub(1);
    // Writing to a string cannot fail.
    let _ = writeln!(text, "# {title}：导出数据里没有、需要人来写的内容。");
    text.push_str(
        "# 以 # 开头的行是说明，不会出现在文档里。答案写在引号里；三个引号之间可以写多段，一段一行。\n\
         # 没有回答的，文档里会写成【待填写：……】，并提示为强制问题。用记事本编辑，保存为 UTF-8。\n\
         # 每个答案头尾的三个单引号 ''' 不要删。\n\n",
    );
    let _ = writeln!(
        text,
        "# 部门编码和预算年度：用来核对这份文件是谁的，一般不用改。\ndepartment = '{code}'\nyear = {year}"
    );
    for question in &head.questions {
        let optional = if question.optional { "（可以不写）" } else { "" };
        let _ = writeln!(text, "\n# {}{optional}", question.ask);
        for line in question.hint.lines().filter(|line| !line.trim().is_empty()) {
            let _ = writeln!(text, "# {line}");
        }
        let _ = writeln!(text, "{} = '''\n'''", question.key);
    }
    if head.reasons {
        text.push_str("\n# 各项级科目决算数与年初预算数不同的原因，左边是科目编码，如 2080501 = '人员变动'；没有写的列为【待填写】。\n[reasons]\n");
    }
    last_year(&mut text, (edition, head), last);
    Some(text.replace('\n', "\r\n"))
}

fn last_year(text: &mut String, (edition, head): (&Edition, &NarrativeHead), last: u16) {
    let kind = edition.head.kind.word();
    let _ = writeln!(
        text,
        "\n# {last}年{kind}数，单位万元，如 '1140.33'；只在没有上年数据（convert 的 --prior）时填写，有 --prior 时以它为准。\n[last_year]"
    );
    for indicator in head.indicators.iter().filter(|indicator| indicator.change) {
        let _ = writeln!(text, "{} = '' # {}", indicator.key, indicator.name());
    }
}
