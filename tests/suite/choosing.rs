//! Whatever is asked of the program, it chooses the same edition, or says which ones it would have to choose among.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{DEPARTMENT, gongkai};

/// What a command did: took this edition, or refused because of several.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Chose {
    Edition(String),
    Refused,
}

/// A folder with the sample and templates that hold one edition more than the built-in ones.
fn folder(edition: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("模板/editions/test");
    fs::create_dir_all(&there).unwrap();
    fs::write(there.join("edition.toml"), format!("id = \"test\"\nname = \"试\"\nextends = \"hebei-2024\"\n{edition}"))
        .unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingxiang-2024");
    for entry in fs::read_dir(sample).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let made = gongkai(&["convert", "支出预算明细.csv", "-o", "上", "--format", "xlsx,docx"], folder.path());
    assert!(made.status.code().is_some_and(|code| code <= 1), "{made:?}");
    folder
}

/// What every command chooses there.
fn all(folder: &Path) -> Vec<(String, Chose)> {
    let run = |line: &str| {
        let words: Vec<&str> = line.split(' ').chain(["--templates", "模板"]).collect();
        let output = gongkai(&words, folder);
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let chose = |said: &str, edition: Option<String>| match edition {
        Some(id) => Chose::Edition(id),
        None => {
            assert!(said.contains("GK-R005") && said.contains("hebei-2024") && said.contains("test"), "{said}");
            Chose::Refused
        }
    };
    let mut all = Vec::new();
    for format in ["xlsx", "docx"] {
        let (_, said) = run(&format!("convert 支出预算明细.csv -o 出-{format} --format {format}"));
        let record = fs::read(folder.join(format!("出-{format}")).join(DEPARTMENT).join("report.json")).ok();
        let record = record.map(|bytes| serde_json::from_slice::<Value>(&bytes).unwrap());
        all.push((
            format!("convert {format}"),
            chose(&said, record.map(|r| r["edition"].as_str().unwrap().to_owned())),
        ));
    }
    let (answer, said) = run("check 支出预算明细.csv --format json");
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let edition = answer["departments"][0]["edition"].as_str().map(str::to_owned);
    all.push(("check".into(), chose(&format!("{said}{answer}"), edition)));
    let (answer, said) = run("diff 支出预算明细.csv 支出预算明细.csv --format json");
    let edition = serde_json::from_str::<Value>(&answer).ok();
    let edition = edition.map(|answer| answer["departments"][0]["new"]["edition"].as_str().unwrap().to_owned());
    all.push(("diff".into(), chose(&said, edition)));
    let blank = format!("上/{DEPARTMENT}/2024年部门预算公开表.xlsx");
    let plan = |text: &str| {
        let line = text.lines().find(|line| line.starts_with("edition = "))?;
        Some(line.split('"').nth(1).unwrap().to_owned())
    };
    let (answer, said) = run(&format!("fill {blank} --plan"));
    all.push(("fill --plan".into(), chose(&said, plan(&answer))));
    let (_, said) = run(&format!("fill {blank} 支出预算明细.csv -o 填.xlsx --force --plan-out 计划.toml"));
    let text = fs::read_to_string(folder.join("计划.toml")).unwrap_or_default();
    all.push(("fill".into(), chose(&said, plan(&text))));
    let (answer, said) = run("narrative new 支出预算明细.csv -o 问题.toml");
    // The questions do not name the edition; that they are there is enough, since there is one way to them.
    all.push(("narrative".into(), chose(&said, (!answer.is_empty()).then(|| "hebei-2024".to_owned()))));
    all
}

#[test]
fn a_second_edition_of_the_same_year_and_place_is_never_guessed() {
    let folder = folder("");
    for (command, chose) in all(folder.path()) {
        assert_eq!(chose, Chose::Refused, "{command}");
    }
    // Asked for, it is taken.
    let words = ["check", "支出预算明细.csv", "--format", "json", "--templates", "模板", "--edition", "test"];
    let answer = gongkai(&words, folder.path());
    let answer: Value = serde_json::from_slice(&answer.stdout).unwrap();
    assert_eq!(answer["departments"][0]["edition"], "test");
}

#[test]
fn the_edition_of_another_place_is_left_alone() {
    let folder = folder("jurisdiction = \"别处\"\nregions = [\"82\"]\nplaces = [\"别处\"]\ndefault = false\n");
    for (command, chose) in all(folder.path()) {
        assert_eq!(chose, Chose::Edition("hebei-2024".to_owned()), "{command}");
    }
}

#[test]
fn the_edition_of_final_accounts_is_left_alone_for_a_budget() {
    let folder = folder("kind = \"final\"\n");
    for (command, chose) in all(folder.path()) {
        assert_eq!(chose, Chose::Edition("hebei-2024".to_owned()), "{command}");
    }
}
