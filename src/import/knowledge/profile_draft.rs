//! A first version of a profile for an export: what was recognised is filled in, the rest is left to the user.

use crate::import::knowledge::profile::{ExportKind, UNFINISHED};
use crate::reading::{ColumnReading, TableReading};

/// A profile as TOML for the table that was read, to be finished by hand.
///
/// Columns that were recognised need no entry and are listed as comments. What was not stands behind the mark 〔请填写…〕,
/// with which [`crate::import::Profile::parse`] refuses the file: nothing is taken for settled that nobody has looked at.
pub fn draft_profile(table: &TableReading, id: &str) -> String {
    let mut draft = Draft::default();
    let kind = table.kind.as_deref().and_then(ExportKind::from_name);
    draft.line(&format!("id = {}", quoted(id)));
    draft.line(&format!("name = {}", quoted(&format!("{id} 的导出"))));
    draft.kind(kind);
    let mut headers: Vec<&str> = Vec::new();
    for header in table.columns.iter().filter_map(|c| c.header.rsplit('·').next()) {
        if !headers.contains(&header) {
            headers.push(header);
        }
    }
    draft.line("\n# 表头里有其中六成以上就用这份配置；别的导出也有的列名可以删掉");
    draft.line(&format!("distinguishing = [{}]\n", list(headers.into_iter())));
    let reads_amounts = kind.is_none_or(ExportKind::makes_lines);
    if reads_amounts {
        draft.amounts(table);
        draft.unit(table);
        draft.line("# 只在一组的第一行填写的列（下面的空格取上一行的），有的话去掉行首的 # 并改成实际的：");
        draft.line("# fill_down = [\"预算单位\", \"项目\"]\n");
    }
    draft.names(table);
    if reads_amounts {
        draft.constants(table, kind);
    }
    draft.finish(table)
}

#[derive(Default)]
struct Draft {
    text: String,
    /// How many lines are left to the user.
    open: usize,
}

impl Draft {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// The mark of what is left to the user, with what is asked.
    fn mark(&mut self, question: &str) -> String {
        self.open += 1;
        quoted(&format!("{UNFINISHED}：{question}〕"))
    }

    fn kind(&mut self, kind: Option<ExportKind>) {
        match kind {
            Some(kind) => self.line(&format!("kind = {}", quoted(kind.name()))),
            None => {
                let all = ExportKind::ALL.map(ExportKind::name).join("、");
                self.line(&format!("# 没有看出是哪一种导出，可以写：{all}"));
                let mark = self.mark("哪一种导出");
                self.line(&format!("kind = {mark}"));
            }
        }
    }

    /// The amount columns: the one taken first.
    fn amounts(&mut self, table: &TableReading) {
        let is = |column: &&ColumnReading, word: &str| column.field.as_deref().is_some_and(|f| f.starts_with(word));
        let taken: Vec<&str> = table.columns.iter().filter(|c| is(c, "金额")).map(|c| c.header.as_str()).collect();
        let funds = table.columns.iter().any(|c| FUNDS.iter().any(|fund| is(&c, fund)));
        let left = table.columns.iter().filter(|c| c.note.as_deref().is_some_and(|n| n.starts_with("未采用")));
        let left: Vec<String> = left.map(|c| one_line(&c.header)).collect();
        if !left.is_empty() {
            self.line(&format!("# 没有采用的金额列：{}；要用其中一列时写在前面", left.join("、")));
        }
        // A header of several rows is known by one of its words; writing another one down would take the knowledge away.
        if taken.iter().any(|header| header.contains('·')) {
            self.line(&format!("# 金额取“{}”", one_line(&taken.join("、"))));
        } else if !taken.is_empty() {
            self.line(&format!("amount_order = [{}]", list(taken.into_iter())));
        } else if !funds {
            self.line("# 没有看出哪一列是批复的金额：写那一列的列名");
            let mark = self.mark("金额列的列名");
            self.line(&format!("amount_order = [{mark}]"));
        }
    }

    fn unit(&mut self, table: &TableReading) {
        match &table.unit {
            Some((unit, said)) => {
                self.line(&format!(
                    "# 金额单位：{}，来自{said}；文件里没有写时按下面一行",
                    unit.word(),
                    said = one_line(said)
                ));
                self.line(&format!("unit = {}", quoted(unit.word())));
            }
            None => {
                self.line("# 没有看出金额单位：单元格、表头、表上方都没有写的，按下面一行");
                let mark = self.mark("元 或 万元");
                self.line(&format!("unit = {mark}"));
            }
        }
    }

    fn names(&mut self, table: &TableReading) {
        self.line("[names]");
        let unknown =
            |c: &&ColumnReading| c.field.is_none() && c.note.as_deref().is_none_or(|n| n.starts_with("不认识"));
        if table.columns.iter().any(|c| unknown(&c)) {
            self.line("# 左边写字段（见 docs/profiles.md），右边是列名；金额列写“金额”，用不到的列写“其他”；");
            self.line("# 几列是同一个字段时合并成一行：\"其他\" = [\"列名一\", \"列名二\"]");
        }
        for column in &table.columns {
            let header = one_line(&column.header);
            match (&column.field, &column.note) {
                (Some(field), _) => self.line(&format!("# {} 列“{header}”：已认出是 {field}", column.letters)),
                _ if unknown(&column) => {
                    let mark = self.mark(&format!("{} 列是什么字段", column.letters));
                    let last = column.header.rsplit('·').next().unwrap_or_default();
                    self.line(&format!("{mark} = [{}]", quoted(&one_line(last))));
                }
                (None, note) => {
                    let note = note.as_deref().map(one_line).unwrap_or_default();
                    self.line(&format!("# {} 列“{header}”：{note}", column.letters));
                }
            }
        }
    }

    /// What no line can do without and no column gives.
    fn constants(&mut self, table: &TableReading, kind: Option<ExportKind>) {
        let has = |word: &&str| table.columns.iter().any(|c| c.field.as_deref().is_some_and(|f| f.starts_with(*word)));
        let wide = FUNDS.iter().any(has);
        let needed: &[&str] = match kind {
            Some(ExportKind::Revenue) => &["资金性质"],
            _ => &["功能分类", "项目类别", "资金性质"],
        };
        let missing: Vec<&str> =
            needed.iter().filter(|word| !(has(word) || wide && **word == "资金性质")).copied().collect();
        if missing.is_empty() {
            return;
        }
        self.line(&format!("\n# 没有认出这些必需的内容：{}。", missing.join("、")));
        self.line(
            "# 上面某一列就是的，在 [names] 里写明；没有这样的列、整份导出都一样的，去掉下面各行开头的 # 并填写：",
        );
        self.line("# [constants]");
        for word in missing {
            self.line(&format!("# {} = \"\"", quoted(word)));
        }
    }

    /// The text with its head, which says how much is left.
    fn finish(self, table: &TableReading) -> String {
        let what = one_line(&table.origin.to_string());
        let left = match self.open {
            0 => "# 没有要填写的；核对以后用 --profile 指定这个文件。".to_owned(),
            open => format!("# 有 {open} 处要填写：找“{UNFINISHED}”。填完以后用 --profile 指定这个文件。"),
        };
        format!("# 导出配置初稿，根据“{what}”写出；格式见 docs/profiles.md\n{left}\n\n{}", self.text)
    }
}

/// How a column of one fund is named in a reading.
const FUNDS: &[&str] = &[
    "一般公共预算",
    "政府性基金预算",
    "国有资本经营预算",
    "财政专户管理资金",
    "事业收入",
    "经营收入",
    "上级补助收入",
    "附属单位上缴收入",
    "其他收入",
];

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| quoted(&one_line(word))).collect::<Vec<_>>().join(", ")
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Words from a file in one line of a comment.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
