//! Blanks of other kinds than a plain .xlsx: with macros, signed, and in the formats that are not edited.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{Desk, FULL};
use crate::python::repository;

/// The parts of a package in their order.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let part = |index| {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    };
    (0..count).map(part).collect()
}

fn package(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Puts text before the end of a part's root element.
fn add(parts: &mut [(String, Vec<u8>)], name: &str, root: &str, text: &str) {
    let part = &mut parts.iter_mut().find(|(part, _)| part == name).unwrap().1;
    let changed = String::from_utf8(part.clone()).unwrap().replace(&format!("</{root}>"), &format!("{text}</{root}>"));
    assert!(changed.len() > part.len(), "{name} has no end of {root}");
    *part = changed.into_bytes();
}

/// What the project of macros is here; nobody looks into it.
const MACROS: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 a project of macros";
const OFFICE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The blank as an .xlsm that somebody signed.
fn signed_with_macros() -> Vec<u8> {
    let mut all = parts(&std::fs::read(repository(FULL)).unwrap());
    for (name, content) in &mut all {
        if name == "[Content_Types].xml" {
            let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
            let text = String::from_utf8(content.clone()).unwrap();
            assert!(text.contains(sheet));
            *content = text.replace(sheet, "application/vnd.ms-excel.sheet.macroEnabled.main+xml").into_bytes();
        }
    }
    let types = "<Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>\
        <Default Extension=\"sigs\" ContentType=\"application/vnd.openxmlformats-package.digital-signature-origin\"/>\
        <Override PartName=\"/_xmlsignatures/sig1.xml\" \
        ContentType=\"application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml\"/>";
    add(&mut all, "[Content_Types].xml", "Types", types);
    let macros = "<Relationship Id=\"rIdMacros\" Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" \
        Target=\"vbaProject.bin\"/>";
    add(&mut all, "xl/_rels/workbook.xml.rels", "Relationships", macros);
    let origin = format!(
        "<Relationship Id=\"rIdSigned\" Type=\"{OFFICE}/digital-signature/origin\" Target=\"_xmlsignatures/origin.sigs\"/>"
    );
    add(&mut all, "_rels/.rels", "Relationships", &origin);
    let signature = format!(
        "<Relationships xmlns=\"{OFFICE}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/digital-signature/signature\" \
         Target=\"sig1.xml\"/></Relationships>"
    );
    let signed = "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/>";
    for (name, content) in [
        ("xl/vbaProject.bin", MACROS),
        ("_xmlsignatures/origin.sigs", b""),
        ("_xmlsignatures/_rels/origin.sigs.rels", signature.as_bytes()),
        ("_xmlsignatures/sig1.xml", signed.as_bytes()),
    ] {
        all.push((name.to_owned(), content.to_vec()));
    }
    package(&all)
}

#[test]
fn a_signature_that_no_longer_holds_is_taken_out_and_said_and_macros_stay() {
    let desk = Desk::with(FULL, &[]);
    std::fs::write(desk.path("blank.xlsm"), signed_with_macros()).unwrap();
    let sample = repository("samples/pingxiang-2024/支出预算明细.csv");
    let output = desk.run(&["fill", "blank.xlsm", sample.to_str().unwrap(), "-o", "filled.xlsm"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(0) && said.contains("GK-F014"), "{said}");
    let before: BTreeMap<_, _> = parts(&std::fs::read(desk.path("blank.xlsm")).unwrap()).into_iter().collect();
    let after: BTreeMap<_, _> = parts(&std::fs::read(desk.path("filled.xlsm")).unwrap()).into_iter().collect();
    assert_eq!(after["xl/vbaProject.bin"], MACROS);
    let gone: Vec<&String> = before.keys().filter(|name| !after.contains_key(*name)).collect();
    assert!(gone.len() == 3 && gone.iter().all(|name| name.starts_with("_xmlsignatures/")), "{gone:?}");
    for (name, word) in [("_rels/.rels", "ignature"), ("[Content_Types].xml", "_xmlsignatures")] {
        let text = String::from_utf8(after[name].clone()).unwrap();
        assert!(!text.contains(word), "{name}: {text}");
    }
    let types = String::from_utf8(after["[Content_Types].xml"].clone()).unwrap();
    assert!(types.contains("macroEnabled") && types.contains("vbaProject"), "{types}");
    let touched =
        |name: &str| name.starts_with("xl/worksheets/") || ["_rels/.rels", "[Content_Types].xml"].contains(&name);
    let changed: Vec<&String> = after.keys().filter(|name| before[*name] != after[*name]).collect();
    assert!(changed.iter().all(|name| touched(name)), "{changed:?}");
}

#[test]
fn blanks_of_old_formats_are_answered_with_what_to_do() {
    let xls = std::fs::read(repository("samples/pingxiang-2024-forms/xls/支出预算明细.xls")).unwrap();
    let case = |name: &str| {
        let folder = repository(&format!("tests/containers/{name}"));
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        std::fs::read(files.into_iter().find(|path| path.file_stem().is_some_and(|stem| stem == "input")).unwrap())
            .unwrap()
    };
    for (name, bytes, words) in [
        ("空白.xls", xls, "旧格式"),
        ("空白.et", case("et-wps"), "旧格式"),
        ("空白.xlsb", case("xlsb-by-hand"), ".xlsb"),
        ("空白.xlsx", case("xlsx-encrypted"), "密码"),
    ] {
        let desk = Desk::with(FULL, &[]);
        std::fs::write(desk.path(name), bytes).unwrap();
        let sample = repository("samples/pingxiang-2024/支出预算明细.csv");
        let output = desk.run(&["fill", name, sample.to_str().unwrap(), "-o", "filled.xlsx"]);
        let said = String::from_utf8(output.stderr).unwrap();
        let plain: String = said.split_whitespace().collect();
        assert!(plain.contains("GK-F015") && plain.contains("另存为.xlsx") && plain.contains(words), "{name}: {said}");
        assert!(output.status.code() == Some(4) && !desk.path("filled.xlsx").exists(), "{name}");
    }
}
