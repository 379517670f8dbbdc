use crate::amount::Unit;
use crate::origin::CellRef;

use super::*;

fn column(letters: &str, header: &str, field: Option<&str>, note: Option<&str>) -> ColumnReading {
    ColumnReading {
        letters: letters.into(),
        header: header.into(),
        field: field.map(Into::into),
        note: note.map(Into::into),
    }
}

fn aside(row: u32, reason: &str, text: &str) -> RowAside {
    let origin = Origin::cell(&"支出.xlsx".into(), &"支出".into(), CellRef::zero_based(row - 1, 0));
    RowAside { origin, reason: reason.into(), text: text.into() }
}

fn reading() -> FileReading {
    let table = TableReading {
        origin: Origin::sheet(&"支出.xlsx".into(), &"支出".into()),
        kind: Some("支出预算明细".into()),
        profile: Some("全国统一上传表".into()),
        header_rows: Some((3, 4)),
        unit: Some((Unit::WanYuan, "第 2 行写着“单位：万元”".into())),
        fiscal_year: Some((2024, "“预算年度”列".into())),
        columns: vec![
            column("A", "预算单位", Some("预算单位"), None),
            column("AB", "预算金额·一般公共预算", Some("金额"), Some("一般公共预算")),
            column("AC", "一个非常非常非常非常非常长的表头连四十列也放不下", None, Some("没有对应的字段")),
        ],
        rows_read: 92,
        rows_used: 87,
        lines_made: 90,
        lines_are: "条明细",
        aside: (1..=4).map(|n| aside(10 * n, "小计行", "小计")).chain([aside(99, "合计行", "合计")]).collect(),
    };
    FileReading {
        file: "支出.xlsx".into(),
        format: "Excel 工作簿（.xlsx）".into(),
        format_id: "xlsx",
        evidence: vec!["开头是 ZIP 的标志，里面有 xl/workbook.xml".into(), "第二条依据".into()],
        unreadable: false,
        tables: vec![table],
    }
}

#[test]
fn the_page_says_how_a_file_was_understood() {
    let terminal = Terminal { language: Language::Chinese, colour: false, extent: Extent::Folded };
    let expected = "\
支出.xlsx
  格式      Excel 工作簿（.xlsx）
  依据      开头是 ZIP 的标志，里面有 xl/workbook.xml
            第二条依据

  工作表    支出
  种类      支出预算明细
  导出配置  全国统一上传表
  表头      第 3 行至第 4 行
  金额单位  万元（第 2 行写着“单位：万元”）
  预算年度  2024（“预算年度”列）
  数据行    读了 92 行，用了 87 行（做成 90 条明细），搁置 5 行
  列 → 字段
    A   预算单位                                  → 预算单位
    AB  预算金额·一般公共预算                     → 金额（一般公共预算）
  没有用到的列
    AC  一个非常非常非常非常非常长的表头连四十…   没有对应的字段
  搁置的行
    小计行 × 4：第 10 行“小计”，第 20 行“小计”，第 30 行“小计”……
    合计行 × 1：第 99 行“合计”

";
    assert_eq!(file(&reading(), &terminal), expected);
}

#[test]
fn every_line_fits_in_both_languages() {
    for language in [Language::Chinese, Language::English] {
        let terminal = Terminal { language, colour: false, extent: Extent::Full };
        let mut reading = reading();
        reading.evidence.push("很长的依据".repeat(40));
        reading.tables[0].columns[1].note = Some("很长的说明".repeat(20));
        let page = file(&reading, &terminal);
        for line in page.lines() {
            assert!(columns(line) <= WIDTH, "{line}");
        }
        assert!(page.contains("40"), "{page}");
    }
}
