//! The text of the disclosure: as the source has it, sentence by sentence; and what is planted in it is found.

#[path = "narrative/nothing.rs"]
mod nothing;
#[path = "narrative/package.rs"]
mod package;
#[path = "narrative/word_tables.rs"]
mod word_tables;

use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output};

use gongkai::check::document::{Against, document as held};
use gongkai::disclosure::Disclosure;
use gongkai::document::Text;
use gongkai::edition::{Edition, Templates};
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, open};
use gongkai::import::{Options, document, understand};
use gongkai::model::{Budget, split};
use gongkai::tables::fill;
use tempfile::TempDir;

use super::program::{DEPARTMENT, gongkai};
use super::python::{python, repository};

const NAME: &str = "2024年部门预算信息公开情况说明.docx";

/// Where the document differs from the source: a full stop and a semicolon that the source lacks, brackets of one width.
const OTHERWISE: &[(&str, &str)] = &[
    ("主要为人员工资、社保调整项目支出增加", "主要为人员工资、社保调整；项目支出增加"),
    ("公务用车运维费16.00万元)；", "公务用车运维费16.00万元）；"),
    ("县级数据汇聚子节点建设运营等项目支出", "县级数据汇聚子节点建设运营等项目支出。"),
];

struct Made {
    folder: TempDir,
    output: Output,
}

impl Made {
    fn said(&self) -> String {
        [&self.output.stdout, &self.output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("out").join(DEPARTMENT).join(name)
    }

    fn document(&self) -> Vec<u8> {
        std::fs::read(self.path(NAME)).unwrap_or_else(|_| panic!("no document; it said:\n{}", self.said()))
    }
}

/// The sample with its answers and last year's lines.
fn made(more: &[&str]) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let (inputs, prior) = (repository("samples/pingxiang-2024"), repository("samples/pingxiang-2023"));
    let mut arguments = vec!["convert", inputs.to_str().unwrap(), "-o", "out"];
    if !more.contains(&"--format") {
        arguments.extend(["--format", "xlsx,docx"]);
    }
    if !more.contains(&"--prior") {
        arguments.extend(["--prior", prior.to_str().unwrap()]);
    }
    arguments.extend(more);
    let output = gongkai(&arguments, folder.path());
    Made { folder, output }
}

fn read(bytes: &[u8]) -> Text {
    document::read(&Input { name: "说明.docx".into(), bytes }, &Limits::default()).unwrap().unwrap()
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Sentences and headings of running text, in order.
fn sentences(paragraphs: impl Iterator<Item = String>) -> Vec<String> {
    paragraphs
        .flat_map(|paragraph| paragraph.split_inclusive('。').map(plain).collect::<Vec<_>>())
        .filter(|sentence| !sentence.is_empty())
        .collect()
}

#[test]
fn the_document_says_what_the_source_says_sentence_by_sentence() {
    let made = made(&[]);
    let text = read(&made.document());
    let running = text.paragraphs.iter().filter(|p| !p.in_table && !p.in_contents).map(|p| plain(&p.text));
    let begins = "按照《中华人民共和国预算法》";
    let ours = sentences(running.skip_while(|paragraph| !paragraph.starts_with(begins)));
    let source = std::fs::read_to_string(repository("tests/narrative/source.txt")).unwrap();
    let source = OTHERWISE.iter().fold(source, |source, (theirs, ours)| {
        assert_eq!(source.matches(theirs).count(), 1, "{theirs}");
        source.replacen(theirs, ours, 1)
    });
    let theirs = sentences(source.lines().map(str::to_owned));
    let printed_as_tables = |sentence: &String| {
        [
            "机构设置：",
            "绩效目标表",
            "单位：万元",
            "空表列示",
            "涉密采购",
            "注：",
            "部门机构设置情况",
            "部门政府采购预算",
            "部门固定资产占用情况表",
            "无政府采购预算",
        ]
        .iter()
        .any(|words| sentence.contains(words))
    };
    let ours: Vec<String> = ours.into_iter().filter(|sentence| !printed_as_tables(sentence)).collect();
    let theirs: Vec<String> = theirs.into_iter().filter(|sentence| !printed_as_tables(sentence)).collect();
    for (index, sentence) in theirs.iter().enumerate() {
        assert_eq!(ours.get(index), Some(sentence), "sentence {index}");
    }
    assert_eq!(ours.len(), theirs.len(), "{:?}", ours.get(theirs.len()..));
    assert!(theirs.len() > 100, "{}", theirs.len());
}

#[test]
fn the_same_inputs_give_the_same_document() {
    assert!(made(&[]).document() == made(&[]).document());
}

/// Last year's budget.json, its exports and its published workbook give the same changes.
#[test]
fn last_year_is_known_in_three_ways() {
    let folder = tempfile::tempdir().unwrap();
    let exports = repository("samples/pingxiang-2023");
    let arguments = ["convert", exports.to_str().unwrap(), "-o", "last", "--edition", "hebei-2024"];
    let output = gongkai(&arguments, folder.path());
    let last = folder.path().join("last").join(DEPARTMENT);
    assert!(last.is_dir(), "{}", String::from_utf8_lossy(&output.stderr));
    let expected = made(&[]).document();
    for name in ["budget.json", "2023年部门预算公开表.xlsx"] {
        let path = last.join(name);
        assert!(path.is_file(), "{name}");
        let made = made(&["--prior", path.to_str().unwrap()]);
        assert!(made.document() == expected, "{name}: {}", made.said());
        // What a published workbook cannot give is said.
        assert_eq!(made.said().contains("GK-N019"), name.ends_with(".xlsx"), "{name}: {}", made.said());
    }
}

#[test]
fn without_last_year_the_text_says_what_is_to_be_filled_in() {
    let folder = tempfile::tempdir().unwrap();
    let input = repository("samples/pingxiang-2024/支出预算明细.csv");
    std::fs::copy(&input, folder.path().join("支出预算明细.csv")).unwrap();
    let output = gongkai(&["convert", "支出预算明细.csv", "-o", "out", "--format", "docx"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    for code in ["GK-N001", "GK-N002", "GK-N008"] {
        assert!(said.contains(code), "{code}: {said}");
    }
    let text = read(&std::fs::read(folder.path().join("out").join(DEPARTMENT).join(NAME)).unwrap());
    let all: String = text.paragraphs.iter().map(|paragraph| plain(&paragraph.text)).collect();
    assert!(all.contains("【待填写：部门职责】"), "{all}");
    assert!(all.contains("较2023年预算【待填写：支出预算比上年增加（减少）多少】"), "{all}");
}

/// Each word document that an office program or a clerk could make of it is read back by a program that is not ours.
#[test]
fn the_package_is_whole() {
    let made = made(&[]);
    python("tests/narrative/whole.py", &[made.path(NAME).as_os_str()]);
}

// --- What is planted is found -------------------------------------------------------------------------------------------

/// The document with a text in its main part replaced wherever it stands.
fn edited(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        let name = entry.name().unwrap().to_string();
        if name == "word/document.xml" {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains(old), "the document does not hold {old}");
            content = text.replace(old, new).into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The tables that documents are held against: this year's and last year's.
struct Tables {
    edition: Edition,
    this: Disclosure,
    last: Disclosure,
}

fn tables(made: &Made) -> Tables {
    let edition = Edition::load(&Templates::built_in(), "hebei-2024").unwrap();
    let budget: Budget = serde_json::from_slice(&std::fs::read(made.path("budget.json")).unwrap()).unwrap();
    let csv = std::fs::read(repository("samples/pingxiang-2023/支出预算明细.csv")).unwrap();
    let opened = open(&Input { name: "支出预算明细.csv".into(), bytes: &csv }, &Limits::default()).value;
    let templates = Templates::built_in();
    let options = Options { templates: &templates, profile: None, unit: None, fiscal_year: None };
    let last = split(understand(&opened, &options).value.batch).remove(0);
    Tables { this: fill(&budget, &edition).value, last: fill(&last, &edition).value, edition }
}

/// Codes of what is found in a document.
fn found(tables: &Tables, bytes: &[u8]) -> Vec<&'static str> {
    let against = Against {
        head: &tables.edition.narrative.as_ref().unwrap().head,
        owner: tables.this.owner.name.as_deref(),
        year: tables.this.fiscal_year,
        this: Some(&tables.this),
        last: Some(&tables.last),
        binding: true,
    };
    held(&read(bytes), &against).findings.iter().map(|finding| finding.code.id).collect()
}

/// The same by the program: its answer as JSON, without the tables where they are not given.
fn checked(made: &Made, bytes: &[u8], against: bool) -> (Vec<String>, String) {
    let path = made.folder.path().join("改过.docx");
    std::fs::write(&path, bytes).unwrap();
    let budget = made.path("budget.json");
    let prior = repository("samples/pingxiang-2023");
    let mut arguments = vec!["check", "改过.docx", "--format", "json"];
    if against {
        arguments.extend(["--against", budget.to_str().unwrap(), "--prior", prior.to_str().unwrap()]);
    }
    let output = gongkai(&arguments, made.folder.path());
    let text = String::from_utf8(output.stdout).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let own = json["departments"].as_array().unwrap().iter().flat_map(|d| d["findings"].as_array().unwrap());
    let codes = own.chain(json["findings"].as_array().unwrap()).map(|f| f["code"].as_str().unwrap().to_owned());
    (codes.collect(), text)
}

#[test]
fn the_unedited_document_has_no_finding() {
    let made = made(&[]);
    let (codes, text) = checked(&made, &made.document(), true);
    assert!(codes.is_empty(), "{text}");
}

/// What a clerk does to a document, and the code that says so; with the tables at hand.
const PLANTED: &[(&str, &str, &str)] = &[
    ("基本支出673.24万元", "基本支出673.42万元", "GK-C301"),
    ("机关运行经费共计安排47.64万元", "机关运行经费共计安排47.46万元", "GK-C301"),
    ("公务接待费2.00万元", "公务接待费3.00万元", "GK-C301"),
    ("拟购置固定资产总额为0.00万元", "拟购置固定资产总额为5.00万元", "GK-C314"),
    ("单位资金收入0.00万元", "单位资金收入12.00万元", "GK-C301"),
    ("基本支出增加19.42万元", "基本支出增加19.24万元", "GK-C302"),
    ("较2023年预算增加26.27万元", "较2023年预算增加62.27万元", "GK-C302"),
    ("相比减少8.00万元", "相比增加8.00万元", "GK-C303"),
    ("相比减少8.00万元", "相比持平", "GK-C303"),
    ("较2023年预算增加26.27万元", "较2023年预算增加-26.27万元", "GK-C303"),
    ("2024年预算收入1166.60万元", "2024年预算收入1166.60元", "GK-C304"),
    ("较2023年预算增加26.27万元", "较2022年预算增加26.27万元", "GK-C305"),
    (
        "平乡县人民政府办公室2024年部门预算信息公开情况说明",
        "平乡县人民政府办公室2023年部门预算信息公开情况说明",
        "GK-C305",
    ),
    ("2024年支出预算", "2022年支出预算", "GK-C305"),
    ("现将平乡县人民政府办公室2024年", "现将平乡县审计局2024年", "GK-C306"),
    ("反映平乡县人民政府办公室年度", "反映平乡县人民政府办公厅年度", "GK-C306"),
    ("2024年，我部门机关运行", "2024年，我单位机关运行", "GK-C306"),
    ("我部门无其他需要说明的事项", "XX局无其他需要说明的事项", "GK-C307"),
    ("我部门无其他需要说明的事项", "××局无其他需要说明的事项", "GK-C307"),
    ("我部门无其他需要说明的事项", "TODO", "GK-C307"),
    ("我部门无其他需要说明的事项", "【单位名称】无其他事项", "GK-C307"),
    ("主要原因是积极相应国家政策，厉行节约，严格公车、公务接待管理。", "主要原因是。", "GK-C307"),
    ("项目支出493.36万元，", "项目支出493.36万元，占支出预算的52.29%，", "GK-C309"),
    ("相比减少8.00万元", "相比减少8.00万元，下降20.77%", "GK-C309"),
    ("因公出国（境）费0.00万元；", "因公出国（境）费0.00万元，比上年增长5%；", "GK-C309"),
    ("（其中：公务用车购置费为0.00万元，公务用车运维费16.00万元）", "", "GK-C310"),
    ("，增减变化的主要原因是积极相应国家政策，厉行节约，严格公车、公务接待管理。", "。", "GK-C311"),
    ("八、国有资产信息", "八、有关信息", "GK-C312"),
    ("项目支出493.36万元，主要为", "项目支出493.36万元，其中甲2.00万元、乙11.16万元，主要为", "GK-C313"),
];

#[test]
fn each_planted_defect_is_found() {
    let made = made(&[]);
    let document = made.document();
    let tables = tables(&made);
    let mut missed = Vec::new();
    for (old, new, code) in PLANTED {
        let codes = found(&tables, &edited(&document, old, new));
        if !codes.contains(code) {
            missed.push(format!("{old} → {new}: {code} not among {codes:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// What is true stays without a finding, however it is put.
const FINE: &[(&str, &str)] = &[
    ("2024年预算收入1166.60万元", "2024年预算收入1,166.6万元"),
    ("2024年预算收入1166.60万元", "2024年预算收入11666000元"),
    ("2024年预算收入1166.60万元", "２０２４年预算收入 1166.60 万元"),
    ("相比减少8.00万元", "相比由26.00万元减少到18.00万元，减少8.00万元，下降30.77%"),
    ("项目支出493.36万元，", "项目支出493.36万元，占支出预算的42.29%，"),
    ("我部门无其他需要说明的事项", "我部门去年共办理建议12件，投入3.5万元"),
];

#[test]
fn what_is_true_is_not_found_fault_with() {
    let made = made(&[]);
    let document = made.document();
    let tables = tables(&made);
    for (old, new) in FINE {
        let codes = found(&tables, &edited(&document, old, new));
        assert!(codes.is_empty(), "{new}: {codes:?}");
    }
}

/// Without any tables the text is still held against itself.
#[test]
fn a_text_alone_is_held_against_itself() {
    let made = made(&[]);
    let document = made.document();
    for (old, new, code) in [
        ("基本支出增加19.42万元", "基本支出增加19.24万元", "GK-C302"),
        ("机关运行经费共计安排47.64万元", "机关运行经费共计安排47.46万元", "GK-C308"),
        ("我部门无其他需要说明的事项", "XX局无其他需要说明的事项", "GK-C307"),
    ] {
        let (codes, text) = checked(&made, &edited(&document, old, new), false);
        assert!(codes.iter().any(|found| found == code), "{code}: {text}");
    }
    let (codes, text) = checked(&made, &document, false);
    // The tables inside it are looked at by themselves; a text does not repeat the unit over each.
    assert!(codes.iter().any(|code| code == "GK-N016"), "{text}");
    assert!(codes.iter().all(|code| ["GK-N016", "GK-I201"].contains(&code.as_str())), "{text}");
    assert!(text.contains("\"mandatory\": 0"), "{text}");
}

/// What is damaged or no document ends in a finding, whatever stands in it.
#[test]
fn damaged_documents_are_refused() {
    let made = made(&[]);
    let document = made.document();
    for broken in [document[..document.len() / 2].to_vec(), edited(&document, "</w:body>", "<"), b"PK\x03\x04".to_vec()]
    {
        let path = made.folder.path().join("坏.docx");
        std::fs::write(&path, broken).unwrap();
        let output = gongkai(&["check", "坏.docx"], made.folder.path());
        assert!([Some(2), Some(4)].contains(&output.status.code()), "{output:?}");
    }
}

/// A PDF where there is an office program, and a finding where there is none; the other files come either way.
#[test]
fn a_pdf_is_made_where_it_can_be() {
    let with = made(&["--format", "docx,pdf"]);
    let pdf =
        std::fs::read(with.path("2024年部门预算信息公开情况说明.pdf")).unwrap_or_else(|_| panic!("{}", with.said()));
    assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 50_000, "{}", pdf.len());
    let folder = tempfile::tempdir().unwrap();
    let input = repository("samples/pingxiang-2024");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(["convert", input.to_str().unwrap(), "-o", "out", "--format", "pdf"]).current_dir(folder.path());
    let output = command.env("SOFFICE", folder.path().join("没有")).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("GK-N014"), "{said}");
    assert!(folder.path().join("out").join(DEPARTMENT).join(NAME).is_file());
}
