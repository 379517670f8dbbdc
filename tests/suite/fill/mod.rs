//! Filling blanks that LibreOffice made: judged by programs that are not ours, and by what is said where a blank is odd.

mod kinds;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gongkai::origin::CellRef;
use gongkai::patch::{Held, Package, Value};
use tempfile::TempDir;

use crate::python::{python, repository};

/// A folder with a blank, and the program run in it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    /// With a copy of a blank, after these changes to it: sheet, cell, value.
    fn with(blank: &str, changes: &[(&str, &str, Value)]) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let mut package = Package::open(&std::fs::read(repository(blank)).unwrap()).unwrap();
        for (sheet, cell, value) in changes {
            package.set_cell(sheet, CellRef::from_a1(cell).unwrap(), value).unwrap();
        }
        std::fs::write(folder.path().join("blank.xlsx"), package.save().unwrap()).unwrap();
        Desk { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.args(arguments).env("NO_COLOR", "1").current_dir(self.folder.path()).output().unwrap()
    }

    /// Fills the blank from the sample with more options; gives the codes of what was said.
    fn fill(&self, options: &[&str]) -> (i32, String) {
        let [lines, revenue] =
            ["支出预算明细.csv", "收入预算.xlsx"].map(|name| repository(&format!("samples/pingxiang-2024/{name}")));
        let inputs = [lines.to_str().unwrap(), revenue.to_str().unwrap()];
        let arguments = [&["fill", "blank.xlsx"], &inputs[..], &["-o", "filled.xlsx"], options].concat();
        let output = self.run(&arguments);
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    fn filled(&self, sheet: &str, cell: &str) -> gongkai::patch::CellContent {
        let mut package = Package::open(&std::fs::read(self.path("filled.xlsx")).unwrap()).unwrap();
        package.read_cell(sheet, CellRef::from_a1(cell).unwrap()).unwrap()
    }
}

const FULL: &str = "tests/fill/空白表.xlsx";
const SINGLE: &str = "tests/fill/空白表-单行.xlsx";

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn number(text: &str) -> Value {
    Value::Number(text.to_owned())
}

fn formula(text: &str) -> Value {
    Value::Formula { formula: text.to_owned(), cached: Some("7".to_owned()) }
}

#[test]
fn a_filled_blank_holds_the_published_tables_and_is_otherwise_as_it_was() {
    for (kind, blank) in [("full", FULL), ("single", SINGLE)] {
        let desk = Desk::with(blank, &[]);
        let (code, said) = desk.fill(&[]);
        assert_eq!(code, 0, "{said}");
        let files = [desk.path("blank.xlsx"), desk.path("filled.xlsx")];
        python("tests/fill/judge.py", &[kind.as_ref(), files[0].as_os_str(), files[1].as_os_str()]);
    }
}

#[test]
fn a_plan_that_is_printed_and_given_back_fills_the_same() {
    let desk = Desk::with(SINGLE, &[]);
    let plan = desk.run(&["fill", "blank.xlsx", "--plan"]).stdout;
    std::fs::write(desk.path("plan.toml"), &plan).unwrap();
    assert_eq!(desk.fill(&[]).0, 0);
    let recognised = std::fs::read(desk.path("filled.xlsx")).unwrap();
    let (code, said) = desk.fill(&["--plan", "plan.toml", "--plan-out", "again.toml", "--force"]);
    assert_eq!(code, 0, "{said}");
    assert!(std::fs::read(desk.path("filled.xlsx")).unwrap() == recognised, "the plan fills another way");
    assert_eq!(String::from_utf8(std::fs::read(desk.path("again.toml")).unwrap()), String::from_utf8(plan));
}

#[test]
fn an_edited_plan_moves_figures() {
    let desk = Desk::with(FULL, &[]);
    let plan = String::from_utf8(desk.run(&["fill", "blank.xlsx", "--plan"]).stdout).unwrap();
    assert!(plan.contains("\"three_public\" = 7"), "{plan}");
    let edited = plan.replace("\"three_public\" = 7", "\"three_public\" = 18");
    std::fs::write(desk.path("plan.toml"), edited).unwrap();
    let (code, said) = desk.fill(&["--plan", "plan.toml"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(desk.filled("表9", "D18").held, Held::Number("18".to_owned()));
    assert_eq!(desk.filled("表9", "D7").held, Held::Nothing);
}

/// Odd blanks: what was changed in the blank, options, the exit code, and what must be said.
type Odd =
    (&'static str, Vec<(&'static str, &'static str, Value)>, &'static [&'static str], i32, &'static [&'static str]);

#[test]
fn odd_blanks_are_told() {
    let cases: Vec<Odd> = vec![
        ("occupied", vec![("表9", "D6", number("26.5"))], &[], 1, &["GK-F008", "已有“26.5”", "27.00", "0.50"]),
        ("forced", vec![("表9", "D6", number("26.5"))], &["--force"], 0, &["GK-F009", "原有“26.5”"]),
        ("words", vec![("表3", "C7", text("合计数"))], &[], 0, &["GK-F003", "合计数"]),
        ("no column", vec![("表5", "F3", text("专项"))], &[], 1, &["GK-F006", "项目支出"]),
        ("no row", vec![("表9", "B14", text("接待"))], &[], 1, &["GK-F007", "三、公务接待费", "2.00"]),
        ("no form", vec![("表9", "A1", text("其他情况"))], &[], 1, &["GK-F001", "“三公”经费支出表", "GK-F002"]),
        ("formula", vec![("表9", "C7", formula("D6+D7"))], &[], 1, &["GK-F011", "=D6+D7", "45.00", "18.00"]),
        ("other function", vec![("表9", "C20", formula("AVERAGE(D6:D17)"))], &[], 0, &["GK-F012", "表9!C20"]),
    ];
    for (name, changes, options, exit, words) in cases {
        let desk = Desk::with(FULL, &changes);
        let (code, said) = desk.fill(options);
        let plain: String = said.split_whitespace().collect();
        for word in words {
            assert!(plain.contains(&word.replace(' ', "")), "{name}: {word} is not in\n{said}");
        }
        assert_eq!(code, exit, "{name}:\n{said}");
    }
}

#[test]
fn what_stands_in_the_blank_is_kept_or_overwritten_as_asked() {
    let desk = Desk::with(FULL, &[("表9", "D6", number("26.5")), ("表9", "C7", formula("D6+D7"))]);
    desk.fill(&[]);
    assert_eq!(desk.filled("表9", "D6").held, Held::Number("26.5".to_owned()));
    let sum = desk.filled("表9", "C7");
    assert_eq!((sum.formula.as_deref(), sum.held), (Some("D6+D7"), Held::Number("44.5".to_owned())));
    desk.fill(&["--force"]);
    assert_eq!(desk.filled("表9", "D6").held, Held::Number("27".to_owned()));
    assert_eq!(desk.filled("表9", "C7").formula.as_deref(), Some("D6+D7"), "formulas stay, forced or not");
}

#[test]
fn units_and_formats_of_the_blank_decide_what_is_stored() {
    let yuan = Desk::with(FULL, &[("表9", "E2", text("单位：元"))]);
    let (code, said) = yuan.fill(&[]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(yuan.filled("表9", "D6").held, Held::Number("270000".to_owned()));
}

#[test]
fn results_that_are_not_known_are_taken_out_and_asked_for() {
    let desk = Desk::with(FULL, &[("表9", "C20", formula("AVERAGE(D6:D17)")), ("表9", "C21", formula("1+1"))]);
    desk.fill(&[]);
    assert_eq!(desk.filled("表9", "C20").held, Held::Nothing);
    assert_eq!(desk.filled("表9", "C21").held, Held::Number("7".to_owned()), "nothing that it reads was changed");
    let bytes = std::fs::read(desk.path("filled.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let workbook = std::io::read_to_string(archive.by_name("xl/workbook.xml").unwrap()).unwrap();
    assert!(workbook.contains("fullCalcOnLoad=\"1\""), "{workbook}");
}

#[test]
fn a_figure_below_a_merged_cell_is_refused() {
    let desk = Desk::with(FULL, &[]);
    let plan = String::from_utf8(desk.run(&["fill", "blank.xlsx", "--plan"]).stdout).unwrap();
    std::fs::write(desk.path("plan.toml"), plan.replace("\"three_public\" = 7", "\"three_public\" = 19")).unwrap();
    let (code, said) = desk.fill(&["--plan", "plan.toml"]);
    assert!(code == 1 && said.contains("GK-F010") && said.contains("合并单元格"), "{said}");
}

#[test]
fn wrong_usage_is_explained() {
    let desk = Desk::with(FULL, &[]);
    for (arguments, words) in [
        (&["fill", "blank.xlsx"][..], "-o"),
        (&["fill", "blank.xlsx", "-o", "x.xlsx"], "导出文件"),
        (&["fill", "blank.xlsx", "x.csv", "-o", "blank.xlsx"], "空白表本身"),
        (&["fill", "--plan", "blank.xlsx", "x.csv"], ".toml"),
    ] {
        let output = desk.run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(words), "{arguments:?}: {said}");
    }
}

#[test]
fn the_blank_itself_is_never_touched() {
    let desk = Desk::with(SINGLE, &[]);
    let before = std::fs::read(desk.path("blank.xlsx")).unwrap();
    desk.fill(&[]);
    assert!(std::fs::read(desk.path("blank.xlsx")).unwrap() == before);
    assert!(Path::new(&desk.path("filled.xlsx")).exists());
}

const ANNEXES: &str = "tests/fill/空白表-附表.xlsx";

impl Desk {
    /// Fills the blank from the whole sample and more inputs beside it.
    fn fill_all(&self, more: &[(&str, &str)]) -> (i32, String) {
        let sample = repository("samples/pingxiang-2024");
        let mut arguments = vec!["fill", "blank.xlsx", sample.to_str().unwrap()];
        for (name, content) in more {
            std::fs::write(self.path(name), content).unwrap();
            arguments.push(name);
        }
        arguments.extend(["-o", "filled.xlsx"]);
        let output = self.run(&arguments);
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }
}

#[test]
fn forms_beside_the_tables_of_figures_grow_and_are_filled() {
    let desk = Desk::with(ANNEXES, &[]);
    let (code, said) = desk.fill_all(&[]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(said.matches("GK-F017").count(), 1, "the tables of figures are in another workbook\n{said}");
    let files = [desk.path("blank.xlsx"), desk.path("filled.xlsx")];
    python("tests/fill/judge_annexes.py", &[files[0].as_os_str(), files[1].as_os_str()]);
}

#[test]
fn purchases_get_a_row_each_with_the_formulas_of_the_pattern_row() {
    let desk = Desk::with(ANNEXES, &[]);
    let purchases = "单位编码,项目名称,采购目录序号,采购物品名称,计量单位,采购数量,单价（元）,采购金额（元）,资金性质,预留中小微企业份额（元）\n\
        434001,12345热线平台,A02010105,台式计算机,台,4,5000,20000,111-一般公共预算资金,20000\n\
        434001,12345热线平台,A02010201,服务器,台,1,30000.50,30000.50,111-一般公共预算资金,\n\
        434001,12345热线平台,A05010301,办公椅,把,10,300,3000,111-一般公共预算资金,3000\n";
    let (code, said) = desk.fill_all(&[("采购.csv", purchases)]);
    assert_eq!(code, 0, "{said}");
    let held = |cell: &str| desk.filled("采购", cell).held;
    let text = |text: &str| Held::Text(text.to_owned());
    let number = |text: &str| Held::Number(text.to_owned());
    assert_eq!([held("C5"), held("C6"), held("C7")], ["台式计算机", "服务器", "办公椅"].map(text));
    // This blank is in 元, and numbers that are no money are numbers.
    assert_eq!([held("F5"), held("G6"), held("I6")], ["4", "30000.5", "30000.5"].map(number));
    let sum = desk.filled("采购", "H6");
    assert_eq!((sum.formula.as_deref(), sum.held), (Some("SUM(I6:N6)"), number("30000.5")));
    let total = desk.filled("采购", "H8");
    assert_eq!((total.formula.as_deref(), total.held), (Some("SUM(H5:H7)"), number("53000.5")));
    assert_eq!([held("C8"), held("O8")], [text("合计"), number("23000")]);
}

#[test]
fn what_the_blank_has_no_place_for_is_told_once() {
    let codes = |said: &str, code: &str| said.matches(code).count();
    // None of the annexes is in it: nothing blocks.
    let (exit, said) = Desk::with(FULL, &[]).fill_all(&[]);
    assert_eq!((exit, codes(&said, "GK-F017"), codes(&said, "GK-F001")), (0, 1, 0), "{said}");
    assert!(said.contains("《项目绩效目标表》11 张"), "{said}");
    // One form of a project too few, and one whose rows are all taken.
    let taken = [("绩效3", "A1", text("其他")), ("资产和机构", "A15", text("某单位"))];
    let (exit, said) = Desk::with(ANNEXES, &taken).fill_all(&[]);
    assert_eq!((exit, codes(&said, "GK-F018"), codes(&said, "GK-F019")), (1, 1, 1), "{said}");
    assert!(said.contains("11、") && said.contains("平乡县大数据发展中心"), "{said}");
}

#[test]
fn a_plan_says_which_form_takes_which_project() {
    let desk = Desk::with(ANNEXES, &[]);
    let plan = String::from_utf8(desk.run(&["fill", "blank.xlsx", "--plan"]).stdout).unwrap();
    let third = plan.replacen("# project = \"\"", "project = \"金融综合业务管理\"", 1);
    std::fs::write(desk.path("plan.toml"), third).unwrap();
    let sample = repository("samples/pingxiang-2024");
    let output =
        desk.run(&["fill", "blank.xlsx", sample.to_str().unwrap(), "-o", "filled.xlsx", "--plan", "plan.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let name = |sheet: &str| desk.filled(sheet, "B3").held;
    let [third, first] = ["金融综合业务管理", "12345热线分中心保障经费"].map(|name| Held::Text(name.to_owned()));
    assert_eq!([name("绩效1"), name("绩效2")], [third, first]);
}

#[test]
fn a_formula_that_differs_because_of_a_kept_cell_is_told_under_it() {
    let desk = Desk::with(FULL, &[("表9", "D6", number("26.5")), ("表9", "C7", formula("D6"))]);
    let (code, said) = desk.fill(&[]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("强制 1 项"), "one root:\n{said}");
    assert!(said.contains("GK-F008"), "{said}");
}
