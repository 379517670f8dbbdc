//! The rules on cases in files: `tests/checks/<code>-<name>/{valid,invalid}-*.txt`.
//!
//! A case is the sample's tables as printed, or those of `base = <folder of tests/tables>`, changed line by line, and below
//! `---` what the rules find, which `BLESS=1` rewrites. A valid case has no finding of the folder's code, an invalid one has
//! one. Edits: `表[行].列 = 数或文字`, `add 表[行].列 + 数`, `drop 表[行]`, `drop 表`, `clear 表`, `note 表 = 说明`,
//! `unit 表 = 单位行`, `scale 表` (元 printed as 万元), `project 旧 = 新` (with `budget`: the lines are known to the rules),
//! `purchase 物品 = 项目编码 数量 单价 金额` (likewise).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use gongkai::amount::{Amount, Unit};
use gongkai::check::{self, Waivers, rules};
use gongkai::disclosure::{At, Cell, Disclosure};
use gongkai::edition::{Edition, Templates};
use gongkai::finding::{Finding, render};
use gongkai::model::{Budget, Coded, Count, Figure, Fund, Purchase, PurchaseAmount, Quantity, Stated};

use crate::mutation::printed;
use crate::{from_lines, tables};

fn edition() -> Edition {
    Edition::load(&Templates::built_in(), "hebei-2024").unwrap()
}

fn cases() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks");
    let mut cases = Vec::new();
    for folder in std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let code = format!("GK-{}", folder.file_name().unwrap().to_str().unwrap().split('-').next().unwrap());
        let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        cases.extend(files.map(|file| (code.clone(), file)));
    }
    cases.sort();
    cases
}

fn amount(text: &str) -> Option<Amount> {
    Amount::of(text.parse().ok()?, Unit::WanYuan)
}

/// `表[行].列` as a cell.
fn place(disclosure: &Disclosure, text: &str) -> At {
    let (role, rest) = text.split_once('[').unwrap_or_else(|| panic!("{text}"));
    let (key, column) = rest.split_once("].").unwrap_or_else(|| panic!("{text}"));
    let table = disclosure.tables.iter().position(|table| table.role == role).unwrap_or_else(|| panic!("{text}"));
    let body = &disclosure.tables[table];
    let col = body.column(column).unwrap_or_else(|| panic!("{text}"));
    let block = body.columns[col].block.unwrap();
    let row = body.rows.iter().position(|row| row.keys[block].as_deref() == Some(key));
    At { table, row: row.unwrap_or_else(|| panic!("{text}")), col }
}

fn edit(disclosure: &mut Disclosure, budget: &mut Option<Budget>, line: &str) {
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    let pair = || rest.split_once(" = ").unwrap_or_else(|| panic!("{line}"));
    let index = |disclosure: &Disclosure, role: &str| {
        disclosure.tables.iter().position(|table| table.role == role).unwrap_or_else(|| panic!("{line}"))
    };
    match verb {
        "add" => {
            let (target, by) = rest.split_once(" + ").unwrap();
            let at = place(disclosure, target);
            let cell = &mut disclosure.tables[at.table].rows[at.row].cells[at.col];
            *cell = Cell::Amount { value: cell.amount().unwrap() + amount(by).unwrap(), sources: Vec::new() };
        }
        "drop" if rest.contains('[') => {
            let (role, key) = rest.trim_end_matches(']').split_once('[').unwrap();
            let table = index(disclosure, role);
            let rows = &mut disclosure.tables[table].rows;
            let before = rows.len();
            rows.retain(|row| !row.keys.iter().flatten().any(|known| known == key));
            assert!(rows.len() < before, "{line}");
        }
        "drop" => drop(disclosure.tables.remove(index(disclosure, rest))),
        "clear" => {
            let table = index(disclosure, rest);
            disclosure.tables[table].rows.clear();
        }
        "note" => {
            let (role, note) = pair();
            let table = index(disclosure, role);
            disclosure.tables[table].notes = if note == "-" { Vec::new() } else { vec![note.to_owned()] };
        }
        "unit" => {
            let (role, words) = pair();
            let table = index(disclosure, role);
            words.clone_into(&mut disclosure.tables[table].caption[2]);
        }
        "scale" => {
            let table = index(disclosure, rest);
            for cell in disclosure.tables[table].rows.iter_mut().flat_map(|row| &mut row.cells) {
                if let Cell::Amount { value, .. } = cell {
                    *value = Amount::of(value.yuan(), Unit::WanYuan).unwrap();
                }
            }
        }
        "purchase" => {
            let (item, said) = pair();
            buy(budget.as_mut().unwrap(), item, said);
        }
        "project" => {
            let (old, new) = pair();
            rename(budget.as_mut().unwrap(), old, new);
        }
        _ => {
            let (target, value) = line.split_once(" = ").unwrap_or_else(|| panic!("{line}"));
            let at = place(disclosure, target);
            disclosure.tables[at.table].rows[at.row].cells[at.col] = match amount(value) {
                Some(value) => Cell::Amount { value, sources: Vec::new() },
                None => Cell::Text(value.to_owned()),
            };
        }
    }
}

/// Gives the lines of a project another one; `-` stands for none.
fn rename(budget: &mut Budget, old: &str, new: &str) {
    let lines = budget.lines.iter_mut().filter(|line| {
        let code = line.project.as_ref().map(|project| &*project.code);
        code.unwrap_or("-") == old
    });
    assert!(lines.map(|line| line.project = Some(Coded::bare(new))).count() > 0, "{old}");
}

/// Adds a purchase: project, quantity, price and amount in 万元.
fn buy(budget: &mut Budget, item: &str, said: &str) {
    let said: Vec<&str> = said.split(' ').collect();
    let [project, quantity, price, paid] = said[..] else { panic!("{item}") };
    let stated = Stated { text: paid.into(), unit: Unit::WanYuan };
    let origin = budget.lines[0].origin.clone();
    let figure = |amount| Figure { amount, stated: stated.clone(), origin: origin.in_column(6) };
    let count = |number| Count { number: Quantity::of(number), text: quantity.into(), origin: origin.in_column(7) };
    let (price, quantity) = (amount(price).map(figure), quantity.parse().ok().map(count));
    let (fund, carry_over, paid) = (Fund::GENERAL_BUDGET, false, amount(paid).unwrap());
    budget.purchases.push(Purchase {
        fiscal_year: budget.fiscal_year,
        department: budget.department.clone(),
        entity: None,
        project: Some(Coded::bare(project)),
        item: item.into(),
        catalogue: None,
        measure: None,
        quantity,
        price,
        amounts: vec![PurchaseAmount { fund, carry_over, amount: paid, stated, origin: origin.in_column(8) }],
        reserved: None,
        origin,
    });
}

/// The findings of a case.
fn findings(edits: &str) -> Vec<Finding> {
    let lines: Vec<&str> =
        edits.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let base = lines.iter().find_map(|line| line.strip_prefix("base = "));
    let edition = edition();
    let (filled, budget) = match base {
        None => (from_lines::disclosure(), None),
        Some(folder) => {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables").join(folder);
            let budget = tables::budgets(&path).remove(0);
            (gongkai::tables::fill(&budget, &edition).value, Some(budget))
        }
    };
    let mut disclosure = printed(filled);
    let mut budget = budget.filter(|_| lines.contains(&"budget"));
    for line in lines.iter().filter(|line| **line != "budget" && !line.starts_with("base = ")) {
        edit(&mut disclosure, &mut budget, line);
    }
    if let Some(budget) = budget.as_ref().filter(|budget| !budget.purchases.is_empty()) {
        // What was bought is published too.
        let made = printed(gongkai::tables::fill(budget, &edition).value);
        let bought = made.tables.into_iter().find(|table| table.role == "purchases").unwrap();
        *disclosure.tables.iter_mut().find(|table| table.role == "purchases").unwrap() = bought;
    }
    check::run(&disclosure, budget.as_ref(), &edition).findings
}

fn show(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let rule = finding.rule.as_deref().map(|rule| format!(" {rule}")).unwrap_or_default();
        let message = render::message(finding, render::Language::Chinese);
        writeln!(text, "{} {}{rule} {message}", finding.severity.words().zh, finding.code.id).unwrap();
        for place in &finding.places {
            writeln!(text, "  {place}").unwrap();
        }
        if let Some(comparison) = finding.comparison {
            let shown = |amount: Amount| amount.in_unit(comparison.unit);
            let (expected, actual) = (shown(comparison.expected), shown(comparison.actual));
            let difference = shown(comparison.difference());
            writeln!(
                text,
                "  {} {expected} 实为 {actual} 相差 {difference} {}",
                comparison.bound.words().zh,
                comparison.unit.word()
            )
            .unwrap();
        }
        let follows = finding.follows.iter().map(|f| format!("{} {}", f.code.id, f.rule.as_deref().unwrap_or("")));
        let follows: Vec<String> = follows.map(|name| name.trim().to_owned()).collect();
        if !follows.is_empty() {
            writeln!(text, "  随之：{}", follows.join("、")).unwrap();
        }
    }
    text
}

/// Ids of the findings and of what follows from them.
fn named(findings: &[Finding]) -> BTreeSet<String> {
    let all = findings.iter().flat_map(|finding| std::iter::once(finding).chain(&finding.follows));
    all.flat_map(|finding| {
        std::iter::once(finding.code.id.to_owned()).chain(finding.rule.as_deref().map(str::to_owned))
    })
    .collect()
}

#[test]
fn every_case_gives_its_findings_and_every_rule_has_cases() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut failed = Vec::new();
    let mut seen: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut broken: BTreeSet<String> = BTreeSet::new();
    for (code, file) in cases() {
        let text = std::fs::read_to_string(&file).unwrap();
        let (edits, expected) = text.split_once("---\n").unwrap_or((&text, ""));
        let found = findings(edits);
        let ids = named(&found);
        let kind = if file.file_name().unwrap().to_str().unwrap().starts_with("valid-") { "valid" } else { "invalid" };
        if ids.contains(&code) != (kind == "invalid") {
            failed.push(format!("{}: is {kind}, but found {ids:?}", file.display()));
        }
        seen.entry(code).or_default().insert(kind);
        if kind == "invalid" {
            let stem = file.file_stem().unwrap().to_str().unwrap().trim_start_matches("invalid-").to_owned();
            broken.extend(ids.contains(&stem).then_some(stem));
        }
        let shown = show(&found);
        if bless {
            std::fs::write(&file, format!("{edits}---\n{shown}")).unwrap();
        } else if shown != expected {
            failed.push(format!("{}:\n- {expected}\n+ {shown}", file.display()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    for rule in rules::ALL {
        let kinds = seen.get(rule.code.id).cloned().unwrap_or_default();
        assert_eq!(kinds, BTreeSet::from(["invalid", "valid"]), "{} lacks cases", rule.code.id);
    }
    let lacking: Vec<String> =
        edition().equalities.into_iter().map(|e| e.id).filter(|id| !broken.contains(id)).collect();
    assert!(lacking.is_empty(), "no invalid-<id>.txt breaks {lacking:?}");
}

#[test]
fn a_department_with_own_income_gives_no_alarm() {
    let found = findings("base = own-income\nbudget");
    assert!(found.is_empty(), "{found:#?}");
    let found = findings("base = own-income");
    assert!(!found.iter().any(|finding| finding.severity != gongkai::finding::Severity::Info), "{found:#?}");
}

#[test]
fn waivers_cover_expire_and_are_missed() {
    let found = || findings("add general[2080505].basic + 1");
    let pension = found().iter().position(|finding| finding.code.id == "GK-C004").unwrap();
    let waiver = |code: &str, place: &str, until: &str| {
        let place = if place.is_empty() { String::new() } else { format!("place = \"{place}\"\n") };
        format!("[[waiver]]\ncode = \"{code}\"\n{place}reason = \"已核实\"\nwho = \"张三\"\nuntil = \"{until}\"\n")
    };
    let apply = |text: &str| {
        let waivers = Waivers::parse("waivers.toml", text, "2024-06-30").unwrap();
        let mut marked = found();
        waivers.mark(&mut marked, Some(&Coded::named("434", "平乡县人民政府办公室")));
        let about: Vec<&str> = waivers.about(&marked).iter().map(|finding| finding.code.id).collect();
        (marked, about)
    };
    let about = |text: &str| apply(text).1;

    let covered = apply(&waiver("GK-C004", "一般公共预算财政拨款支出表", "2024-06-30"));
    let marked: Vec<usize> = (0..covered.0.len()).filter(|at| covered.0[*at].waived.is_some()).collect();
    assert_eq!((marked, covered.1), (vec![pension], Vec::new()));
    assert!(!covered.0[pension].blocks() && !covered.0[pension].open(covered.0[pension].severity));
    assert_eq!(about(&waiver("GK-C004", "", "2024-06-29")), ["GK-C901"]);
    assert_eq!(apply(&waiver("GK-C004", "", "2024-06-29")).0, found());
    let department = |name: &str| format!("{}department = \"{name}\"\n", waiver("GK-C004", "", "2024-06-30"));
    assert_eq!(about(&department("434")), Vec::<&str>::new());
    assert_eq!(about(&department("平乡县人民政府办公室")), Vec::<&str>::new());
    assert_eq!(about(&department("435")), ["GK-C902"]);
    assert_eq!(about(&waiver("GK-C004", "收入总表", "2025-01-01")), ["GK-C902"]);
    for (text, line) in [
        (waiver("GK-C004", "", "2024-02-30"), 1),
        (waiver("", "", "2024-02-28"), 1),
        (format!("{}{}", waiver("GK-C004", "", "2024-02-28"), waiver("GK-C001", " ", "2024-02-28")), 6),
        ("[[waiver]]\ncode = \"GK-C004\"\nwhoo = 1".to_owned(), 3),
    ] {
        assert_eq!(Waivers::parse("waivers.toml", &text, "2024-06-30").unwrap_err().line, Some(line), "{text}");
    }
}
