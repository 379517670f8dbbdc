//! The page of one file, at most 80 columns wide.

use crate::finding::render::{Extent, Language, Terminal, WIDTH, clean, clip, columns, pad, unit_word, wrap};
use crate::origin::{Origin, Spot};
use crate::reading::{ColumnReading, FileReading, RowAside, TableReading};

/// Widest header in the table of columns.
const HEADER: usize = 40;
/// How many rows set aside for one reason are named.
const NAMED_ROWS: usize = 3;

/// A page in one language.
struct Page<'a> {
    terminal: &'a Terminal,
    text: String,
}

/// What was understood of a file.
pub fn file(reading: &FileReading, terminal: &Terminal) -> String {
    let mut page = Page { terminal, text: String::new() };
    page.line(&clean(&reading.file));
    page.entry("格式", "format", &reading.format);
    for (index, evidence) in reading.evidence.iter().enumerate() {
        let (zh, en) = if index == 0 { ("依据", "why") } else { ("", "") };
        page.entry(zh, en, evidence);
    }
    if reading.unreadable {
        page.entry("结果", "result", page.pick("读不了，原因见下面的问题", "unreadable; the findings below say why"));
    }
    for table in &reading.tables {
        page.text.push('\n');
        page.table(table);
    }
    page.text.push('\n');
    page.text
}

impl Page<'_> {
    fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.terminal.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(&wrap(text, WIDTH).join("\n"));
        self.text.push('\n');
    }

    /// `  标签      words`, the following lines below the first.
    fn entry(&mut self, zh: &str, en: &str, words: &str) {
        let label = pad(self.pick(zh, en), 10);
        let lines = wrap(&clean(words), WIDTH - 12).join(&format!("\n{}", " ".repeat(12)));
        self.text.push_str(&format!("  {label}{lines}\n"));
    }

    fn table(&mut self, table: &TableReading) {
        match &table.origin.spot {
            Spot::Sheet(sheet) | Spot::Cell(sheet, _) => self.entry("工作表", "sheet", sheet),
            _ => {}
        }
        let unknown = self.pick("没有认出是哪一种导出", "not recognised as any export").to_owned();
        self.entry("种类", "kind", table.kind.as_deref().unwrap_or(&unknown));
        if let Some(profile) = &table.profile {
            self.entry("导出配置", "profile", profile);
        }
        self.facts(table);
        self.counts(table);
        self.columns(table);
        self.aside(&table.aside);
    }

    fn facts(&mut self, table: &TableReading) {
        let language = self.terminal.language;
        if let Some((first, last)) = table.header_rows {
            let rows = match (language, first == last) {
                (Language::Chinese, true) => format!("第 {first} 行"),
                (Language::Chinese, false) => format!("第 {first} 行至第 {last} 行"),
                (Language::English, true) => format!("row {first}"),
                (Language::English, false) => format!("rows {first} to {last}"),
            };
            self.entry("表头", "header", &rows);
        }
        if let Some((unit, why)) = &table.unit {
            self.entry("金额单位", "unit", &with_reason(unit_word(*unit, language), why));
        }
        if let Some((year, why)) = &table.fiscal_year {
            self.entry("预算年度", "year", &with_reason(&year.to_string(), why));
        }
    }

    fn counts(&mut self, table: &TableReading) {
        let (read, used, made, aside) = (table.rows_read, table.rows_used, table.lines_made, table.aside.len());
        let lines = table.lines_are;
        let zh = format!("读了 {read} 行，用了 {used} 行（做成 {made} {lines}），搁置 {aside} 行");
        let en = format!("{read} read, {used} used ({made} records made), {aside} set aside");
        self.entry("数据行", "rows", self.pick(&zh, &en).to_owned().as_str());
    }

    /// The columns that are used with their fields, then those that are not.
    fn columns(&mut self, table: &TableReading) {
        let widest = |column: &ColumnReading| columns(&clean(&column.header)).min(HEADER);
        let width = table.columns.iter().map(widest).max().unwrap_or(0);
        let letters = table.columns.iter().map(|column| column.letters.len()).max().unwrap_or(1);
        for (used, zh, en) in [(true, "列 → 字段", "column → field"), (false, "没有用到的列", "columns not used")]
        {
            let group: Vec<&ColumnReading> = table.columns.iter().filter(|c| c.field.is_some() == used).collect();
            if group.is_empty() {
                continue;
            }
            self.text.push_str(&format!("  {}\n", self.pick(zh, en)));
            for column in group {
                self.column(column, letters, width);
            }
        }
    }

    fn column(&mut self, column: &ColumnReading, letters: usize, width: usize) {
        let header = clean(&column.header);
        let mut start = format!("    {}  {}", pad(&column.letters, letters), pad(&clip(&header, HEADER), width));
        let note = column.note.as_deref().unwrap_or_default();
        let words = match (&column.field, note.is_empty()) {
            (Some(field), true) => format!("→ {field}"),
            (Some(field), false) => format!("→ {field}（{note}）"),
            (None, _) => note.to_owned(),
        };
        let indent = columns(&start) + 2;
        let lines = wrap(&clean(&words), WIDTH.saturating_sub(indent).max(16));
        start.push_str("  ");
        start.push_str(&lines.join(&format!("\n{}", " ".repeat(indent))));
        self.text.push_str(start.trim_end());
        self.text.push('\n');
    }

    /// Rows set aside, by reason in the order in which they first come.
    fn aside(&mut self, aside: &[RowAside]) {
        let mut reasons: Vec<&str> = Vec::new();
        for row in aside {
            if !reasons.contains(&&*row.reason) {
                reasons.push(&row.reason);
            }
        }
        if reasons.is_empty() {
            return;
        }
        self.text.push_str(&format!("  {}\n", self.pick("搁置的行", "rows set aside")));
        for reason in reasons {
            let rows: Vec<&RowAside> = aside.iter().filter(|row| row.reason == reason).collect();
            let shown = if self.terminal.extent == Extent::Full { rows.len() } else { NAMED_ROWS };
            let named: Vec<String> = rows.iter().take(shown).map(|row| self.row(row)).collect();
            let more = if rows.len() > shown { self.pick("……", " ...") } else { "" };
            let words = format!(
                "{reason} × {}{}{}{more}",
                rows.len(),
                self.pick("：", ": "),
                named.join(self.pick("，", ", "))
            );
            let lines = wrap(&clean(&words), WIDTH - 6).join("\n      ");
            self.text.push_str(&format!("    {lines}\n"));
        }
    }

    fn row(&self, row: &RowAside) -> String {
        let number = line_of(&row.origin).map(|line| line.to_string()).unwrap_or_default();
        let text = clip(row.text.trim(), 24);
        match self.terminal.language {
            Language::Chinese => format!("第 {number} 行“{text}”"),
            Language::English => format!("row {number} `{text}`"),
        }
    }
}

fn with_reason(value: &str, why: &str) -> String {
    if why.is_empty() { value.to_owned() } else { format!("{value}（{why}）") }
}

/// The row or line that a place is on, counted from 1.
fn line_of(origin: &Origin) -> Option<u32> {
    match &origin.spot {
        Spot::Cell(_, cell) => Some(cell.indices().0 + 1),
        Spot::Field { line, .. } => Some(line + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
