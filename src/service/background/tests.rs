use super::*;
use crate::finding::Severity;
use crate::finding::codes::run::{NOTHING_TO_CONVERT, UNREADABLE};
use crate::model::{Coded, DisclosureKind};
use crate::origin::Origin;

/// A budget with a line in each of `files`.
fn budget(files: &[&str]) -> Budget {
    let json = |file: &&str| {
        serde_json::json!({
            "fiscal_year": 2024, "entity": {"code": "1"}, "department": {"code": "1"}, "function": {"code": "2010301"},
            "fund": "一般公共预算", "kind": "人员经费", "amount": "1", "stated": {"text": "1", "unit": "元"},
            "origin": {"file": file}
        })
    };
    let mut budget = Budget::empty(Coded::bare("1"), 2024, DisclosureKind::Budget);
    budget.lines = files.iter().map(|file| serde_json::from_value(json(file)).unwrap()).collect();
    budget
}

fn reading(file: &str) -> FileReading {
    FileReading {
        file: file.into(),
        format: String::new(),
        format_id: "csv",
        evidence: Vec::new(),
        unreadable: false,
        tables: Vec::new(),
    }
}

fn known(name: &str) -> Known {
    Known { name: name.into(), path: None, sha256: String::new() }
}

#[test]
fn a_department_is_told_of_its_files_and_of_nobodys() {
    let budgets = [budget(&["a.csv", "x.zip!b.csv"]), budget(&["c.csv"]), budget(&["c.csv"])];
    let readings = ["a.csv", "x.zip!b.csv", "c.csv", "nobody's.csv"].map(reading);
    let inputs = ["a.csv", "x.zip", "c.csv", "nobody's.csv"].map(known);
    let at = |file: &str| Finding::new(&UNREADABLE).at(Origin::file(&file.into()));
    let findings = [
        at("c.csv"),
        at("nobody's.csv"),
        at("a.csv").at(Origin::file(&"c.csv".into())),
        Finding::new(&NOTHING_TO_CONVERT),
    ];
    let backgrounds = Backgrounds::of(&budgets, (&readings, &findings), &inputs);
    let told = |index: usize| {
        let background = backgrounds.get(index);
        let inputs: Vec<String> = background.inputs.iter().map(|input| input.file.clone()).collect();
        (inputs.join(" "), background.readings.len(), background.findings.len())
    };
    assert_eq!(told(0), ("a.csv x.zip nobody's.csv".to_owned(), 3, 3));
    assert_eq!(told(1), ("c.csv nobody's.csv".to_owned(), 2, 4));
    assert_eq!(backgrounds.get(1).findings[0].severity, Severity::Mandatory);
    assert!(Arc::ptr_eq(&backgrounds.get(1), &backgrounds.get(2)), "made once for all that share their files");
}
