//! 读取情况, 列的对应 and 未采用的行: what was understood of the input files.

use super::lines::place_of;
use super::listing::{Column, Field, Id, Listing};
use super::texts::Texts;
use crate::reading::{FileReading, TableReading};

const TABLES: &[Column] = &[
    Column("文件", 24),
    Column("格式", 20),
    Column("识别依据", 30),
    Column("工作表", 16),
    Column("内容", 14),
    Column("导出配置", 14),
    Column("表头行", 8),
    Column("金额单位", 22),
    Column("预算年度", 18),
    Column("数据行", 8),
    Column("采用的行", 8),
    Column("未采用的行", 8),
    Column("生成的明细", 8),
];

const COLUMNS: &[Column] = &[
    Column("文件", 26),
    Column("工作表", 18),
    Column("列", 6),
    Column("表头", 30),
    Column("用作", 24),
    Column("说明", 44),
];

const ASIDE: &[Column] =
    &[Column("文件", 26), Column("工作表", 18), Column("位置", 14), Column("原因", 30), Column("行首文字", 60)];

/// One row a table of a file, or one for a file without any.
pub(super) fn tables(readings: &[FileReading], texts: &Texts) -> Listing {
    let rows = readings.iter().flat_map(|file| match file.tables.as_slice() {
        [] => vec![file_only(file, texts)],
        tables => tables.iter().map(|table| [file_fields(file, texts), table_fields(table, texts)].concat()).collect(),
    });
    Listing { id: Id::Tables, columns: TABLES, rows: rows.collect(), if_empty: "没有读取文件。" }
}

fn file_only(file: &FileReading, texts: &Texts) -> Vec<Field> {
    let mut fields = file_fields(file, texts);
    let words = if file.unreadable { "不能读取，原因见问题清单" } else { "没有表格" };
    fields.extend([Field::Blank, texts.text(words)]);
    fields
}

fn file_fields(file: &FileReading, texts: &Texts) -> Vec<Field> {
    vec![texts.text(&*file.file), texts.text(&*file.format), texts.text(file.evidence.join("；"))]
}

fn table_fields(table: &TableReading, texts: &Texts) -> Vec<Field> {
    let [_, sheet, _] = place_of(Some(&table.origin), texts);
    let header = table.header_rows.map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    });
    let because = |word: String, why: &str| if why.is_empty() { word } else { format!("{word}（{why}）") };
    vec![
        sheet,
        texts.text(table.kind.as_deref().unwrap_or("没有认出")),
        texts.maybe(table.profile.as_deref()),
        texts.maybe(header),
        texts.maybe(table.unit.as_ref().map(|(unit, why)| because(unit.word().to_owned(), why))),
        texts.maybe(table.fiscal_year.as_ref().map(|(year, why)| because(year.to_string(), why))),
        Field::Count(table.rows_read),
        Field::Count(table.rows_used),
        Field::Count(table.aside.len()),
        Field::Count(table.lines_made),
    ]
}

/// One row a column of a table.
pub(super) fn columns(readings: &[FileReading], texts: &Texts) -> Listing {
    let mut rows = Vec::new();
    for table in readings.iter().flat_map(|file| &file.tables) {
        let [file, sheet, _] = place_of(Some(&table.origin), texts);
        rows.extend(table.columns.iter().map(|column| {
            vec![
                file.clone(),
                sheet.clone(),
                texts.text(&*column.letters),
                texts.text(&*column.header),
                texts.text(column.field.as_deref().unwrap_or("（未使用）")),
                texts.maybe(column.note.as_deref()),
            ]
        }));
    }
    Listing { id: Id::Columns, columns: COLUMNS, rows, if_empty: "没有读取表格。" }
}

/// One row a row that was set aside.
pub(super) fn aside(readings: &[FileReading], texts: &Texts) -> Listing {
    let tables = readings.iter().flat_map(|file| &file.tables);
    let rows = tables.flat_map(|table| &table.aside).map(|aside| {
        let mut fields = place_of(Some(&aside.origin), texts).to_vec();
        fields.extend([texts.text(&*aside.reason), texts.text(&*aside.text)]);
        fields
    });
    Listing { id: Id::Aside, columns: ASIDE, rows: rows.collect(), if_empty: "所有数据行都已采用。" }
}
