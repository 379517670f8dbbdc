//! Published workbooks read back and checked as an inspector would: `tests/audit/<case>/` with `published.tsv` beside the
//! nine tables that were really published, and our own workbook.

use std::path::Path;
use std::sync::Arc;

use gongkai::check::{self, Report, State};
use gongkai::disclosure::{Cell, Disclosure, Role};
use gongkai::edition::{Edition, Templates, Vocabulary};
use gongkai::finding::{Checked, Severity};
use gongkai::import::grid::{GridRow, Sheet, Value};
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, open};
use gongkai::import::published;
use gongkai::model::Budget;
use gongkai::origin::CellRef;

fn edition() -> Edition {
    Edition::load(&Templates::built_in(), "hebei-2024").unwrap()
}

fn words() -> Vocabulary {
    Vocabulary::load(&Templates::built_in()).unwrap()
}

fn sheets(path: &Path) -> Vec<Sheet> {
    let bytes = std::fs::read(path).unwrap();
    let opened = open(&Input { name: Arc::from("公开表.xlsx"), bytes: &bytes }, &Limits::default()).value;
    opened.into_iter().filter_map(|file| file.grid).flat_map(|grid| grid.sheets).collect()
}

/// Reads a workbook as a published disclosure.
fn read(path: &Path) -> Checked<Disclosure> {
    published::read(&sheets(path), (&edition(), &words())).expect("no form was recognised")
}

fn blocking(report: &Report) -> Vec<String> {
    let blocking = report.findings.iter().filter(|finding| finding.severity == Severity::Mandatory);
    blocking.map(|finding| format!("{} {:?} {:?}", finding.code.id, finding.rule, finding.places)).collect()
}

/// Every figure of the tables by role, row key and column key.
fn figures(disclosure: &Disclosure) -> Vec<(String, String, String, String)> {
    let mut all = Vec::new();
    for table in &disclosure.tables {
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(&row.cells).filter(|(c, _)| c.role == Role::Value) {
                let key = column.block.and_then(|block| row.keys[block].clone());
                if let (Some(key), Cell::Amount { value, .. } | Cell::Formula { value, .. }) = (key, cell)
                    && !value.is_zero()
                {
                    all.push((table.role.clone(), key, column.key.clone(), value.to_string()));
                }
            }
        }
    }
    all.sort();
    all
}

/// The nine tables alone.
fn nine(mut disclosure: Disclosure) -> Disclosure {
    let edition = edition();
    disclosure.tables.retain(|table| edition.forms.iter().any(|form| form.role == table.role));
    disclosure
}

#[test]
fn our_own_workbook_is_read_back_figure_by_figure() {
    let folder = tempfile::tempdir().unwrap();
    let own = super::from_lines::disclosure();
    let path = folder.path().join("公开表.xlsx");
    let stamp = gongkai::export::Stamp { year: 2024, month: 1, day: 1 };
    std::fs::write(&path, gongkai::export::workbook(&own, stamp).unwrap()).unwrap();
    let read = read(&path);
    assert!(read.findings.is_empty(), "{:#?}", read.findings);
    assert_eq!(figures(&read.value), figures(&own));
    assert_eq!(read.value.owner, own.owner);
    let report = check::run(&read.value, None, &edition());
    assert_eq!(blocking(&report), Vec::<String>::new());
    assert!(check::against(&read.value, (&own, &super::from_lines::budget())).is_empty());
}

#[test]
fn tables_typed_by_hand_are_read_wherever_they_stand() {
    let own = nine(super::from_lines::disclosure());
    let folder = tempfile::tempdir().unwrap();
    for way in ["plain", "one-sheet", "moved", "yuan", "gaps"] {
        let path = folder.path().join(format!("{way}.xlsx"));
        super::python::python("tests/audit/typed.py", &[way.as_ref(), path.as_os_str()]);
        let read = read(&path);
        assert!(read.findings.is_empty(), "{way}: {:#?}", read.findings);
        assert_eq!(figures(&read.value), figures(&own), "{way}");
        let report = check::run(&read.value, None, &edition());
        assert_eq!(blocking(&report), Vec::<String>::new(), "{way}");
        assert!(check::against(&read.value, (&own, &super::from_lines::budget())).is_empty(), "{way}");
    }
}

/// What inspections find year after year: exactly the rule that is about it speaks, and no other but for information.
#[test]
fn of_each_usual_defect_exactly_its_rule_speaks() {
    let folder = tempfile::tempdir().unwrap();
    let defects: [(&str, &[&str]); 12] = [
        ("no-table", &["GK-C006"]),
        ("silent-empty", &["GK-C006"]),
        // Five 款, each without its 项.
        ("no-items", &["GK-C007"; 5]),
        ("no-split", &["GK-C008"]),
        ("disagree", &["GK-C004"]),
        ("yuan-as-wan", &["GK-C009"]),
        ("copied-note", &["GK-C015"]),
        ("made-up-code", &["GK-C010"]),
        ("last-year-name", &["GK-C011"]),
        ("row-total", &["GK-C001"]),
        ("missing-item", &["GK-C003"]),
        // 0.01 万元 apart: printing explains it, so it is no defect.
        ("cent", &[]),
    ];
    let mut wrong = Vec::new();
    for (defect, codes) in defects {
        let path = folder.path().join(format!("{defect}.xlsx"));
        super::python::python("tests/audit/typed.py", &[defect.as_ref(), path.as_os_str()]);
        let read = read(&path);
        let report = check::run(&read.value, None, &edition());
        let all = || read.findings.iter().chain(&report.findings);
        let spoke: Vec<&str> =
            all().filter(|finding| finding.severity != Severity::Info).map(|finding| finding.code.id).collect();
        if spoke != codes {
            let said = all().map(|f| format!("{} {:?} {:?}", f.code.id, f.rule, f.places)).collect::<Vec<_>>();
            wrong.push(format!("{defect}: {spoke:?}, not {codes:?}\n{}", said.join("\n")));
        }
        if defect == "cent" {
            assert!(all().any(|finding| finding.severity == Severity::Info && finding.code.id.starts_with("GK-C00")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is published beside the nine tables, cell by cell: of each project's goals the fields and the indicators.
fn beside(disclosure: &Disclosure) -> Vec<String> {
    let edition = edition();
    let annexes = disclosure.tables.iter().filter(|table| edition.annexes.iter().any(|a| a.role == table.role));
    let shown = |cell: &Cell| match cell {
        Cell::Text(text) => text.split_whitespace().collect::<String>(),
        other => other.amount().filter(|amount| !amount.is_zero()).map(|amount| amount.to_string()).unwrap_or_default(),
    };
    let mut all = Vec::new();
    for table in annexes {
        let fields = table.fields.keys().map(|field| format!("{field}={}", shown(table.field(field).unwrap())));
        all.push(format!("{}: {}", table.role, fields.collect::<Vec<_>>().join("|")));
        // A goal has a row a paragraph.
        let goal = table.fields.get("goal").map_or(table.front, |(row, _)| *row);
        for row in &table.rows[goal..] {
            all.push(row.cells.iter().map(&shown).collect::<Vec<_>>().join("|"));
        }
    }
    all
}

/// The sheets' content on one sheet.
fn one_below_the_other(sheets: &[Sheet]) -> Sheet {
    let mut all = Sheet { rows: Vec::new(), merges: Vec::new(), ..sheets[0].clone() };
    let mut top = 0;
    for sheet in sheets {
        let down = |at: CellRef| CellRef::zero_based(at.indices().0 + top, at.indices().1);
        all.merges.extend(sheet.merges.iter().map(|(from, to)| (down(*from), down(*to))));
        all.rows.extend(sheet.rows.iter().cloned().map(|row| GridRow { index: row.index + top, ..row }));
        top = all.rows.last().unwrap().index + 3;
    }
    all
}

/// The whole sample as published by the program, and what its budget gives.
fn package() -> (Vec<Sheet>, Disclosure, Budget) {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingxiang-2024");
    let converted = super::program::convert(&[sample]);
    let budget = std::fs::read(converted.published().with_file_name("budget.json")).unwrap();
    let budget = Budget::from_json(&budget).unwrap();
    (sheets(&converted.published()), gongkai::tables::fill(&budget, &edition()).value, budget)
}

#[test]
fn what_is_published_beside_the_nine_tables_is_read_and_checked_too() {
    let (sheets, own, budget) = package();
    let read = |sheets: &[Sheet]| published::read(sheets, (&edition(), &words())).unwrap();
    let whole = read(&sheets);
    assert!(whole.findings.is_empty(), "{:#?}", whole.findings);
    let worth = whole.value.table("assets").map(|table| table.columns[2].words());
    assert_eq!(worth.as_deref(), Some("价值（金额单位：万元）"));
    assert_eq!(beside(&whole.value), beside(&own));
    assert!(beside(&own).len() > 50);
    let report = check::run(&whole.value, None, &edition());
    assert_eq!(blocking(&report), Vec::<String>::new());
    assert!(check::against(&whole.value, (&own, &budget)).is_empty());
    let held = |code: &str| report.outcomes.iter().filter(|o| o.code == code && o.state == State::Held).count();
    assert!(["GK-C060", "GK-C061", "GK-C062", "GK-C063"].map(held).iter().all(|count| *count > 0), "{report:#?}");

    // All of it below each other on one sheet.
    let below = [one_below_the_other(&sheets)];
    assert_eq!(beside(&read(&below).value), beside(&own));
    assert!(check::against(&read(&below).value, (&own, &budget)).is_empty());

    // Sheet by a word of its name, cell, what is typed over it, and the code that speaks at that cell.
    let defects =
        [("绩效1 ", "C4", "2.5", "GK-C060"), ("绩效1 ", "F7", "1.9", "GK-C061"), ("固定资产", "C4", "600", "GK-C063")];
    for (sheet, cell, typed, code) in defects {
        let mut sheets = sheets.clone();
        let found =
            sheets.iter_mut().find(|known| known.name.as_ref().is_some_and(|name| name.contains(sheet))).unwrap();
        let mut cells = found.rows.iter_mut().flat_map(|row| {
            let index = row.index;
            row.cells.iter_mut().map(move |(col, cell)| (CellRef::zero_based(index, *col), cell))
        });
        let (_, found) = cells.find(|(at, _)| at.to_string() == cell).unwrap();
        found.text = typed.into();
        found.value = Value::Number(typed.parse().unwrap());
        let findings = check::run(&read(&sheets).value, None, &edition()).findings;
        let spoke: Vec<&str> = findings.iter().filter(|f| f.blocks()).map(|f| f.code.id).collect();
        assert_eq!(spoke, [code], "{findings:#?}");
        assert!(findings[0].places[0].to_string().contains(cell), "{:?}", findings[0].places);
        let differing = check::against(&read(&sheets).value, (&own, &budget));
        assert_eq!(differing.len(), 1, "{differing:#?}");
        assert!(differing[0].places[0].to_string().contains(cell), "{:?}", differing[0].places);
        // The budget's own figure is named too, where it is one; the total of the assets is a sum.
        let stated = differing[0].places.iter().any(|place| place.to_string().contains("项目绩效目标.xls"));
        assert_eq!(stated, sheet.starts_with("绩效"), "{:?}", differing[0].places);
    }
}

/// A goal is all its paragraphs: in rows, in lines of one cell, and an edited one is found at its cell.
#[test]
fn a_goal_is_all_its_paragraphs() {
    let (sheets, own, budget) = package();
    let read = |sheets: &[Sheet]| published::read(sheets, (&edition(), &words())).unwrap().value;
    let of = |sheets: &[Sheet], words: &str| -> (usize, usize, usize) {
        let at = |cells: &[(u32, _)]| {
            cells.iter().position(|(_, cell): &(u32, gongkai::import::grid::GridCell)| cell.text.contains(words))
        };
        let mut found = sheets.iter().enumerate().flat_map(|(sheet, known)| {
            known.rows.iter().enumerate().filter_map(move |(row, line)| Some((sheet, row, at(&line.cells)?)))
        });
        found.next().unwrap()
    };
    let (sheet, row, cell) = of(&sheets, "2.持续提升“五率”");
    let mut edited = sheets.clone();
    edited[sheet].rows[row].cells[cell].1.text = "2.略有提升".into();
    let differing = check::against(&read(&edited), (&own, &budget));
    assert_eq!(differing.len(), 1, "{differing:#?}");
    let at = CellRef::zero_based(sheets[sheet].rows[row].index, sheets[sheet].rows[row].cells[cell].0).to_string();
    assert!(differing[0].places[0].to_string().contains(&at) && !differing[0].blocks(), "{differing:#?}");
    // Both paragraphs in the first cell, as a clerk may have typed them.
    let mut joined = sheets.clone();
    let second = joined[sheet].rows[row].cells[cell].1.text.to_string();
    joined[sheet].rows[row].cells[cell].1.text = "".into();
    let (_, above, first) = of(&sheets, "1.进一步完善12345政务服务热线");
    let both = format!("{}\n{second}", joined[sheet].rows[above].cells[first].1.text);
    joined[sheet].rows[above].cells[first].1.text = both.as_str().into();
    assert_eq!(check::against(&read(&joined), (&own, &budget)), Vec::new());
}

#[test]
fn what_is_still_to_be_filled_in_is_found() {
    let (mut sheets, ..) = package();
    let assets = sheets.iter_mut().find(|sheet| sheet.name.as_deref() == Some("部门固定资产占用情况表")).unwrap();
    let last = assets.rows.last().unwrap();
    let note = GridRow { index: last.index + 1, line: last.line + 1, ..last.clone() };
    assets.rows.push(note);
    let cell = &mut assets.rows.last_mut().unwrap().cells;
    cell.truncate(1);
    cell[0].1.text = "注：【待填写：上年末固定资产占用情况】".into();
    cell[0].1.value = Value::Text;
    let findings = published::read(&sheets, (&edition(), &words())).unwrap().findings;
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.id).collect();
    assert_eq!(codes, ["GK-I205"], "{findings:#?}");
}

#[test]
fn planted_defects_are_found_at_their_cells() {
    let own = super::from_lines::disclosure();
    let folder = tempfile::tempdir().unwrap();
    // What is planted, the code that must speak, and a word that the place of its finding must hold.
    let defects = [
        ("disagree", "GK-C004", "支出总表"),
        ("no-table", "GK-C006", ""),
        ("silent-empty", "GK-C006", "政府性基金"),
        ("row-total", "GK-C001", "行政运行"),
        ("missing-item", "GK-C003", "政府办公厅"),
        ("old-name", "GK-I203", ""),
        ("words", "GK-I204", ""),
        ("no-column", "GK-I202", ""),
    ];
    for (defect, code, word) in defects {
        let path = folder.path().join(format!("{defect}.xlsx"));
        super::python::python("tests/audit/typed.py", &[defect.as_ref(), path.as_os_str()]);
        let read = read(&path);
        let report = check::run(&read.value, None, &edition());
        let all: Vec<_> = read.findings.iter().chain(&report.findings).collect();
        let spoke = all.iter().any(|finding| {
            finding.code.id == code
                && (word.is_empty() || finding.places.iter().any(|place| place.to_string().contains(word)))
        });
        assert!(spoke, "{defect}: {code} did not speak: {all:#?}");
        if matches!(defect, "disagree" | "row-total") {
            assert!(!check::against(&read.value, (&own, &super::from_lines::budget())).is_empty(), "{defect}");
        }
    }
}
