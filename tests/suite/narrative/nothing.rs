//! A department without projects, purchases and 三公: every section and table is there and says that there is nothing.

use super::{gongkai, plain, read};
use crate::python::repository;

/// What must stand in the text, in this order.
const SAID: &[&str] = &[
    "一、部门职责及机构设置情况",
    "部门机构设置情况",
    "二、部门预算安排的总体情况",
    "包括人员经费47.83万元和日常公用经费2.36万元；项目支出0.00万元。",
    "较2023年预算增加1.23万元，其中：基本支出增加1.23万元，主要为人员工资调整；项目支出持平。",
    "三、机关运行经费安排情况",
    "四、财政拨款“三公”经费预算情况及增减变化原因",
    "财政拨款“三公”经费预算安排0.00万元，其中因公出国（境）费0.00万元；公务用车购置及运维费0.00万元（其中：公务用车购置费为0.00万元，公务用车运维费0.00万元）；公务接待费0.00万元。与2023年相比持平，两年均未安排“三公”经费。",
    "五、部门整体绩效目标",
    "六、部门项目预算安排情况及绩效目标",
    "2024年，我部门没有安排项目支出，无项目绩效目标。",
    "项目绩效目标表",
    "注：无部门预算项目，空表列示。",
    "七、政府采购预算情况",
    "部门政府采购预算",
    "注：无政府采购预算，空表列示。",
    "八、国有资产信息",
    "样例县档案馆（含所属单位）上年末固定资产金额为3.20万元（详见下表）。本年度拟购置固定资产总额为0.00万元，已按要求列入政府采购预算，详见政府采购预算表。",
    "部门固定资产占用情况表",
    "九、名词解释",
    "十、其他需要说明的事项",
    "我部门无其他需要说明的事项。",
];

/// Sheets of the workbook, and the note that those published empty carry.
const SHEETS: &[(&str, &str)] = &[
    ("封面", ""),
    ("目录", ""),
    ("1部门预算收支总表", ""),
    ("2部门预算收入总表", ""),
    ("3部门预算支出总表", ""),
    ("4部门预算财政拨款收支总表", ""),
    ("5一般公共预算财政拨款支出表", ""),
    ("6一般公共预算财政拨款基本支出表", ""),
    ("7政府性基金预算财政拨款支出表", "注：无政府基金预算财政拨款预算，空表列示。"),
    ("8国有资本经营预算财政拨款支出表", "注：无国有资本经营预算财政拨款预算，空表列示。"),
    ("9财政拨款“三公”经费支出表", "注：无财政拨款“三公”经费预算，空表列示。"),
    ("项目绩效目标表", "注：无部门预算项目，空表列示。"),
    ("部门政府采购预算", "注：无政府采购预算，空表列示。"),
    ("部门固定资产占用情况表", ""),
    ("部门机构设置情况", ""),
];

#[test]
fn every_section_and_table_says_that_there_is_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let case = |year: &str| repository("tests/narrative/nothing").join(year);
    let (this, last) = (case("2024"), case("2023"));
    let (this, last) = (this.to_str().unwrap(), last.to_str().unwrap());
    let made = gongkai(&["convert", this, "--prior", last, "-o", "out", "--format", "xlsx,docx"], folder.path());
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    let out = folder.path().join("out/362-样例县档案馆");
    let text = read(&std::fs::read(out.join("2024年部门预算信息公开情况说明.docx")).unwrap());
    let running = text.paragraphs.iter().filter(|p| !p.in_table && !p.in_contents).map(|p| plain(&p.text));
    let running: String = running.skip_while(|words| !words.starts_with("按照《中华人民共和国预算法》")).collect();
    let mut rest = running.as_str();
    for words in SAID {
        let Some(at) = rest.find(words) else { panic!("{words} does not follow in\n{rest}") };
        rest = &rest[at + words.len()..];
    }
    assert!(!running.contains("【待填写"), "{running}");
    let workbook = std::fs::read(out.join("2024年部门预算公开表.xlsx")).unwrap();
    let input = gongkai::import::open::Input { name: "公开表.xlsx".into(), bytes: &workbook };
    let opened = gongkai::import::open::open(&input, &gongkai::import::limits::Limits::default()).value;
    let grid = opened[0].grid.as_ref().unwrap();
    let names: Vec<&str> = grid.sheets.iter().map(|sheet| sheet.name.as_deref().unwrap()).collect();
    assert_eq!(names, SHEETS.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    for (sheet, (name, note)) in grid.sheets.iter().zip(SHEETS) {
        let cells = || sheet.rows.iter().flat_map(|row| &row.cells).map(|(_, cell)| &*cell.text);
        assert_eq!(cells().any(|text| text.contains("空表列示")), !note.is_empty(), "{name}");
        assert!(note.is_empty() || cells().any(|text| text == *note), "{name}: {note}");
    }
    every_table_is_listed(&workbook);
    let document = out.join("2024年部门预算信息公开情况说明.docx");
    let budget = out.join("budget.json");
    let arguments = ["check", document.to_str().unwrap(), "--against", budget.to_str().unwrap(), "--prior", last];
    let checked = gongkai(&arguments, folder.path());
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(checked.status.success() && said.contains("不通过 0 条"), "{said}");
}

/// The list of contents has a link to each sheet behind it, in order.
fn every_table_is_listed(workbook: &[u8]) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let contents = std::io::read_to_string(archive.by_name("xl/worksheets/sheet2.xml").unwrap()).unwrap();
    let links = contents.split("<hyperlink ").skip(1).map(|link| link.split("location=\"").nth(1).unwrap());
    let links: Vec<String> = links.map(|link| link.split('"').next().unwrap().replace("&apos;", "'")).collect();
    let expected: Vec<String> = SHEETS.iter().skip(2).map(|(name, _)| format!("'{name}'!A1")).collect();
    assert_eq!(links, expected);
}

/// A department that spends money on projects without goals, and owns what no export says, is not said to have nothing.
#[test]
fn what_is_not_known_is_not_called_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let input = repository("samples/pingxiang-2024/支出预算明细.csv");
    std::fs::copy(&input, folder.path().join("支出预算明细.csv")).unwrap();
    let made = gongkai(&["convert", "支出预算明细.csv", "-o", "out", "--format", "xlsx,docx"], folder.path());
    let said = String::from_utf8_lossy(&made.stderr).into_owned();
    assert!(said.contains("GK-T031") && said.contains("《项目绩效目标表》《部门固定资产占用情况表》"), "{said}");
    let document = folder.path().join("out").join(crate::program::DEPARTMENT).join(super::NAME);
    let text = read(&std::fs::read(document).unwrap());
    let all: String = text.paragraphs.iter().map(|paragraph| plain(&paragraph.text)).collect();
    assert!(all.contains("【待填写：项目绩效目标】"), "{all}");
    assert!(all.contains("【待填写：上年末固定资产金额和占用情况】"), "{all}");
    assert!(!all.contains("无部门预算项目") && !all.contains("无固定资产"), "{all}");
}
