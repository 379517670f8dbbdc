//! A case of the patching engine is one file of sections:
//!
//! ```text
//! Why the case exists, in words.
//! ## part xl/worksheets/sheet1.xml bom
//! <worksheet>…</worksheet>
//! ## edits
//! set 表1 B2 number 12.5
//! ## expect xl/worksheets/sheet1.xml
//! <worksheet>…</worksheet>
//! ```
//!
//! Parts that a case does not give are those of a small workbook with the sheets 表1 and 表2. Every part for which the
//! case expects nothing must leave byte for byte as it came.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use gongkai::origin::CellRef;
use gongkai::patch::{Package, PatchError, PatternFormulas, RowInsertion, Totals, Value};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// One case, read from its file.
#[derive(Default)]
pub struct Case {
    pub parts: Vec<(String, Vec<u8>)>,
    pub edits: Vec<String>,
    pub expected: Vec<(String, Expected)>,
}

/// What becomes of a part.
pub enum Expected {
    Bytes(Vec<u8>),
    Removed,
}

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="表1" sheetId="1" r:id="rId1"/><sheet name="表2" sheetId="2" r:id="rId2"/></sheets></workbook>"#;
const WORKBOOK_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#;
const SHEET: &str =
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>"#;

impl Case {
    pub fn read(path: &Path) -> Case {
        let text = std::fs::read_to_string(path).unwrap();
        let mut case = Case::default();
        for (name, default) in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", ROOT),
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS),
            ("xl/worksheets/sheet1.xml", SHEET),
            ("xl/worksheets/sheet2.xml", SHEET),
        ] {
            case.parts.push((name.to_owned(), default.as_bytes().to_vec()));
        }
        for section in text.split("\n## ").skip(1) {
            let (head, body) = section.split_once('\n').unwrap_or((section, ""));
            case.section(head, body.trim_end_matches('\n'));
        }
        assert!(!case.edits.is_empty(), "{}: a case without edits", path.display());
        case
    }

    fn section(&mut self, head: &str, body: &str) {
        let words: Vec<&str> = head.split(' ').collect();
        let (name, encoding) = (words.get(1).copied().unwrap_or_default(), words.get(2).copied());
        match words[0] {
            "part" if encoding == Some("missing") => self.parts.retain(|(part, _)| part != name),
            "part" => match self.parts.iter_mut().find(|(part, _)| part == name) {
                Some(part) => part.1 = encoded(body, encoding),
                None => self.parts.push((name.to_owned(), encoded(body, encoding))),
            },
            "edits" => self.edits.extend(body.lines().map(str::to_owned)),
            "expect" if encoding == Some("removed") => self.expected.push((name.to_owned(), Expected::Removed)),
            "expect" => self.expected.push((name.to_owned(), Expected::Bytes(encoded(body, encoding)))),
            other => panic!("unknown section {other}"),
        }
    }

    /// The package as a zip archive; a first part is stored without compression, as some programs do.
    pub fn package(&self) -> Vec<u8> {
        zipped(&self.parts)
    }
}

/// Parts as a zip archive, the first of them stored without compression.
pub fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, bytes)) in parts.iter().enumerate() {
        let method = if at == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn encoded(text: &str, encoding: Option<&str>) -> Vec<u8> {
    let utf16 = || format!("\u{FEFF}{text}").encode_utf16().collect::<Vec<u16>>();
    match encoding {
        None => text.as_bytes().to_vec(),
        Some("bom") => format!("\u{FEFF}{text}").into_bytes(),
        Some("utf16le") => utf16().into_iter().flat_map(u16::to_le_bytes).collect(),
        Some("utf16be") => utf16().into_iter().flat_map(u16::to_be_bytes).collect(),
        Some(other) => panic!("unknown encoding {other}"),
    }
}

/// Makes the edits of a case; a line `error …` says what the line before it must be refused with.
pub fn edit(bytes: &[u8], edits: &[String]) -> Vec<u8> {
    let opened = Package::open(bytes);
    if let [only] = edits
        && let Some(words) = only.strip_prefix("error ")
    {
        let error = opened.map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(words), "expected `{words}`, got `{error}`");
        return bytes.to_vec();
    }
    let mut package = opened.unwrap();
    let mut refused: Result<(), PatchError> = Ok(());
    for line in edits {
        if let Some(words) = line.strip_prefix("error ") {
            let error = std::mem::replace(&mut refused, Ok(())).expect_err(line).to_string();
            assert!(error.contains(words), "expected `{words}`, got `{error}`");
        } else if let Some(note) = line.strip_prefix("note ") {
            let notes = format!("{:?}", package.notes());
            assert!(notes.contains(note), "expected `{note}` in {notes}");
        } else {
            refused.unwrap();
            refused = one_edit(&mut package, line);
        }
    }
    refused.unwrap();
    package.save().unwrap()
}

fn one_edit(package: &mut Package, line: &str) -> Result<(), PatchError> {
    let words: Vec<&str> = line.splitn(5, ' ').collect();
    let cell = || CellRef::from_a1(words[2]).unwrap();
    match words[0] {
        "set" => package.set_cell(words[1], cell(), &value(&words)),
        "cached" => package.set_cached(words[1], cell(), Some(words[3]).filter(|text| *text != "none")),
        "style" => package.set_style(words[1], cell(), words[3].parse().unwrap()),
        "insert" => package.insert_rows(words[1], &insertion(line)),
        "results" => package.refresh_results(&[(words[1].to_owned(), cell())].into()).map(drop),
        "recalculate" => package.request_recalculation(),
        "read" => {
            let content = package.read_cell(words[1], cell())?;
            assert_eq!(format!("{content:?}"), line.splitn(4, ' ').nth(3).unwrap());
            Ok(())
        }
        other => panic!("unknown edit {other}"),
    }
}

/// `insert 表1 after 5 count 3 pattern 4 grow copy`; rows count from 1 as the user sees them.
fn insertion(line: &str) -> RowInsertion {
    let words: Vec<&str> = line.split(' ').collect();
    let number = |name: &str| {
        let at = words.iter().position(|word| *word == name)?;
        words[at + 1].parse::<u32>().ok()
    };
    let mut rows = RowInsertion::after(number("after").unwrap() - 1, number("count").unwrap());
    if words.contains(&"pattern") {
        rows.pattern = number("pattern").map(|row| row - 1);
    }
    if words.contains(&"grow") {
        rows.totals = Totals::Grow;
    }
    if words.contains(&"copy") {
        rows.formulas = PatternFormulas::Copy;
    }
    rows
}

fn value(words: &[&str]) -> Value {
    let text = || words.get(4).copied().unwrap_or_default().replace("\\n", "\n");
    match words[3] {
        "blank" => Value::Blank,
        "number" => Value::Number(text()),
        "text" => Value::Text(text()),
        "formula" => match text().split_once(" = ") {
            Some((formula, cached)) => Value::Formula { formula: formula.into(), cached: Some(cached.into()) },
            None => Value::Formula { formula: text(), cached: None },
        },
        other => panic!("unknown value {other}"),
    }
}

/// The parts of an archive in order: name, bytes as stored, bytes.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let (mut raw, mut inflated) = (Vec::new(), Vec::new());
        archive.by_index_raw(index).unwrap().read_to_end(&mut raw).unwrap();
        let mut file = archive.by_index(index).unwrap();
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        file.read_to_end(&mut inflated).unwrap();
        parts.push((name, raw, inflated));
    }
    parts
}

/// Everything in which the result is not as the case says.
pub fn differences(case: &Case, before: &[u8], after: &[u8]) -> Vec<String> {
    let mut wrong = Vec::new();
    let expected: BTreeMap<&str, &Expected> = case.expected.iter().map(|(name, e)| (name.as_str(), e)).collect();
    let (old, new) = (parts(before), parts(after));
    let names = |parts: &[(String, Vec<u8>, Vec<u8>)]| parts.iter().map(|(n, ..)| n.clone()).collect::<Vec<_>>();
    let mut order = names(&old);
    order.retain(|name| !matches!(expected.get(name.as_str()), Some(Expected::Removed)));
    order.extend(case.expected.iter().map(|(name, _)| name.clone()).filter(|name| !names(&old).contains(name)));
    if names(&new) != order {
        wrong.push(format!("parts: expected {order:?}, got {:?}", names(&new)));
    }
    for (name, raw, bytes) in &new {
        match expected.get(name.as_str()) {
            Some(Expected::Bytes(expected)) if expected != bytes => {
                let show = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                wrong.push(format!("{name}\n  expected {}\n  got      {}", show(expected), show(bytes)));
            }
            Some(_) => {}
            None if old.iter().any(|(n, r, b)| n == name && r == raw && b == bytes) => {}
            None => wrong.push(format!("{name} changed\n  {}", String::from_utf8_lossy(bytes))),
        }
    }
    wrong
}
