//! Texts that are read by department say the same as when they are read whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Read, Seek};
use std::sync::Arc;

use encoding_rs::GBK;
use gongkai::edition::Templates;
use gongkai::finding::Finding;
use gongkai::import::large::{Large, NotTaken, Others};
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, open};
use gongkai::import::{Imported, Importer, Options};
use gongkai::model::{Budget, split};

const HEADER: &str = "预算年度,单位代码,单位名称,部门代码,项目类别名称,项目名称,支出功能分类科目代码,部门支出经济分类代码,\
                      资金性质代码,年初批复数（元）";

fn line(department: &str, unit: &str, amount: &str) -> String {
    format!(
        "2024,{department}{unit},{department}局本级,{department}-{department}局,人员类项目,基本工资,\
         2010301-行政运行,30101-基本工资,111-一般公共预算资金,{amount}"
    )
}

/// Three departments that take turns, with sums, a repeated header, signatures and one more amount.
fn rows(amount: &str, total: &str) -> Vec<String> {
    vec![
        HEADER.to_owned(),
        line("101", "001", "100.10"),
        line("101", "002", "200.20"),
        ",,小计,101-101局,,,,,,300.30".to_owned(),
        line("102", "001", "\"1,000.00\""),
        line("103", "001", amount),
        String::new(),
        HEADER.to_owned(),
        line("101", "001", "5"),
        ",,,,,,,,,".to_owned(),
        line("103", "001", "7.07"),
        line("102", "001", "0"),
        "2024,,某单位,,人员类项目,基本工资,2010301-行政运行,30101-基本工资,111-一般公共预算资金,9".to_owned(),
        format!(",,合计,,,,,,,{total}"),
        "制表人：某某,,,,,,,,,".to_owned(),
    ]
}

pub(super) fn importer(templates: &Templates) -> Importer<'_> {
    Importer::new(Options { templates, profile: None, unit: None, fiscal_year: None }).unwrap()
}

pub(super) fn whole(importer: &Importer<'_>, name: &str, bytes: &[u8]) -> (Imported, Vec<Finding>) {
    let opened = open(&Input { name: name.into(), bytes }, &Limits::default());
    let mut findings = opened.findings;
    let imported = importer.understand(&opened.value).collect(&mut findings);
    (imported, findings)
}

fn scanned(importer: &Importer<'_>, text: &[u8]) -> Result<Large, NotTaken> {
    Large::scan(&"支出.csv".into(), text, importer)
}

/// What parts say one after the other: budgets by department, findings, rows read and used.
pub(super) type InParts = (Vec<Budget>, Vec<Finding>, [usize; 2]);

/// What the parts of a file say that are read from `from`.
pub(super) fn by_department(importer: &Importer<'_>, large: Large, mut from: impl Read + Seek) -> InParts {
    let codes: BTreeSet<Arc<str>> = large.departments().cloned().collect();
    let mut others = Others::new([&large]);
    let (mut budgets, mut findings, mut rows) = (Vec::new(), large.findings().to_vec(), [0, 0]);
    let mut note = |imported: &Imported| {
        for table in imported.readings.iter().flat_map(|file| &file.tables) {
            assert_eq!(table.rows_read, table.rows_used + table.aside.len(), "{table:?}");
            rows[0] += table.rows_read;
            rows[1] += table.rows_used;
        }
    };
    for code in codes {
        let part = large.department(&code, &mut from).unwrap().unwrap().collect(&mut findings);
        let (imported, seen) = others.department(importer, &[part]);
        let imported = imported.collect(&mut findings);
        others.add(seen);
        note(&imported);
        let of_it = split(imported.batch);
        assert!(of_it.iter().all(|budget| budget.department.code == code), "{code}: {of_it:?}");
        budgets.extend(of_it);
    }
    if let Some(rest) = large.rest(&mut from).unwrap() {
        let imported = others.rest(importer, &[rest.collect(&mut findings)]).collect(&mut findings);
        note(&imported);
        assert_eq!(split(imported.batch), []);
    }
    (budgets, findings, rows)
}

/// Findings by what they say and where, whatever their order.
pub(super) fn told(findings: &[Finding]) -> BTreeMap<String, usize> {
    let mut told = BTreeMap::new();
    for finding in findings {
        let places: Vec<String> = finding.places.iter().map(ToString::to_string).collect();
        let figures = finding.comparison.as_ref().map(|c| (c.expected, c.actual));
        *told.entry(format!("{} {places:?} {figures:?}", finding.code.id)).or_default() += 1;
    }
    told
}

#[test]
fn parts_say_what_the_whole_says() {
    let templates = Templates::built_in();
    let importer = importer(&templates);
    for (amount, total, ends, end) in [
        ("没有", "1312.37", "\n", true),
        ("1", "1322.37", "\r\n", false),
        ("1", "1322.37", "\n", true),
        ("1", "1322.38", "\r\n", true),
    ] {
        let mut text = rows(amount, total).join(ends);
        if end {
            text.push_str(ends);
        }
        for bytes in
            [GBK.encode(&text).0.into_owned(), text.clone().into_bytes(), format!("\u{FEFF}{text}").into_bytes()]
        {
            let (imported, findings) = whole(&importer, "支出.csv", &bytes);
            let large = scanned(&importer, &bytes).unwrap();
            let (budgets, by_part, [read, used]) = by_department(&importer, large, Cursor::new(&bytes));
            let table = &imported.readings[0].tables[0];
            assert_eq!(budgets, split(imported.batch));
            assert_eq!(told(&by_part), told(&findings), "{amount} {total} {ends:?}");
            assert_eq!((read, used), (table.rows_read, table.rows_used));
            let wrong = by_part.iter().filter(|finding| finding.code.id == "GK-I130").count();
            assert_eq!(wrong, usize::from(total == "1322.38"), "{:#?}", told(&by_part));
        }
    }
}

#[test]
fn what_cannot_be_told_apart_is_refused_with_its_reason() {
    let templates = Templates::built_in();
    let importer = importer(&templates);
    let other = "预算年度,单位编码,单位名称,收入项目,资金性质,金额（元）";
    let unclosed = format!("{HEADER}\n{}\n\"{}", line("101", "001", "1"), "某".repeat(500_000));
    let units = HEADER.replace("单位代码", "序号").replace("部门代码", "部门名称");
    for (text, said) in [
        (format!("{HEADER}\n{}{other}\n", line("101", "001", "1\n").repeat(4_000)), "GK-I022 支出.csv 第 4002 行"),
        (
            format!("{units}\n{}\n", line("101", "001", "1").replace("101001", "1").replace("101-101局", "某局")),
            "GK-I022 支出.csv",
        ),
        ("一封信，没有表格\n没有\n".to_owned(), "GK-I022 支出.csv"),
        (unclosed, "GK-I012 支出.csv 第 3 行"),
    ] {
        let Err(NotTaken::Findings(findings)) = scanned(&importer, text.as_bytes()) else { panic!("{said} is taken") };
        let places = |finding: &Finding| finding.places.iter().map(ToString::to_string).collect::<String>();
        let all: Vec<String> =
            findings.iter().map(|finding| format!("{} {}", finding.code.id, places(finding))).collect();
        assert_eq!(all, [said], "{}", &text[..200.min(text.len())].chars().take(60).collect::<String>());
    }
}

/// A file above the limit of what is held, most of it remarks that no table shows.
#[cfg(target_os = "linux")]
#[test]
fn a_file_too_large_to_be_held_gives_what_a_small_one_gives() {
    use std::fs;
    use std::process::Command;

    const LIMIT_KIB: usize = 176 * 1_024;
    let remark = "说明".repeat(150_000);
    let export = |remark: &str| {
        let mut text = format!("{HEADER},备注\n");
        for unit in 0..120 {
            let row = line(&format!("{}", 101 + unit % 4), &format!("{unit:03}"), &format!("{unit}.10"));
            writeln!(text, "{row},{remark}").unwrap();
        }
        text
    };
    let convert = |remark: &str| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("支出.csv"), export(remark)).unwrap();
        let limited = format!(r#"ulimit -d {LIMIT_KIB} && exec "$0" convert 支出.csv -o out --no-working-paper"#);
        let mut run = Command::new("sh");
        run.current_dir(folder.path()).env("RAYON_NUM_THREADS", "2").env("MALLOC_ARENA_MAX", "2");
        run.env("RUST_BACKTRACE", "0");
        let run = run.args(["-c", &limited, env!("CARGO_BIN_EXE_gongkai")]).output().unwrap();
        let mut files = BTreeMap::new();
        for department in fs::read_dir(folder.path().join("out")).unwrap() {
            let department = department.unwrap().path();
            let book = department.join("2024年部门预算公开表.xlsx");
            files.insert(department.file_name().unwrap().to_owned(), fs::read(book).unwrap());
        }
        (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned(), files)
    };
    let (small, large) = (convert(""), convert(&remark));
    assert_eq!((large.0, large.2.len()), (small.0, 4), "{}", large.1);
    assert!(large.2 == small.2, "the published workbooks differ");
}
