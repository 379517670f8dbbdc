//! Marks: what changes, what stays, and that a second run replaces the first.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use gongkai::origin::CellRef;
use gongkai::patch::{List, ListCell, Marks, NOTICE, Package, RowInsertion, Tone, Value};
use quick_xml::NsReader;
use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A workbook as people have them: a comment, a threaded comment, a control, a conditional format, a name of one sheet.
#[expect(clippy::too_many_lines, reason = "the parts of a package")]
fn workbook() -> Vec<u8> {
    let relation = |id: u32, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inner: &str| format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>");
    let sheet = |inner: &str| format!("<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{inner}</worksheet>");
    let rows = "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>1.5</v></c><c r=\"B1\"><f>A1*2</f><v>3</v></c></row></sheetData>";
    let rule = "<conditionalFormatting sqref=\"A1\"><cfRule type=\"expression\" priority=\"7\"><formula>A1&gt;0</formula></cfRule></conditionalFormatting>";
    let vml = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\
               <v:shape id=\"_x0000_s1025\"><x:ClientData ObjectType=\"Note\"><x:Row>4</x:Row><x:Column>0</x:Column></x:ClientData></v:shape>\
               <v:shape id=\"_x0000_s1026\"><x:ClientData ObjectType=\"Button\"/></v:shape></xml>";
    let types = format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"VML\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/></Types>"
    );
    let parts = [
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations(&relation(1, "officeDocument", "xl/workbook.xml"))),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView/></bookViews><sheets><sheet name=\"表1\" sheetId=\"3\" r:id=\"rId1\"/>\
                 <sheet name=\"表'2\" sheetId=\"5\" r:id=\"rId2\"/></sheets><definedNames><definedName name=\"n\" localSheetId=\"0\">表1!$A$1</definedName></definedNames></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(
                &[
                    relation(1, "worksheet", "worksheets/sheet1.xml"),
                    relation(2, "worksheet", "worksheets/sheet2.xml"),
                    relation(3, "styles", "styles.xml"),
                ]
                .concat(),
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            sheet(&format!(
                "{rows}{rule}<pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"0\" footer=\"0\"/><legacyDrawing r:id=\"rId2\"/>"
            )),
        ),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            relations(
                &[
                    relation(1, "comments", "../comments1.xml"),
                    relation(2, "vmlDrawing", "../drawings/vmlDrawing1.vml"),
                    relation(3, "threadedComment", "../threadedComments/threadedComment1.xml"),
                ]
                .concat(),
            ),
        ),
        (
            "xl/comments1.xml",
            format!(
                "<comments xmlns=\"{MAIN}\"><authors><author>tc={{1}}</author></authors><commentList><comment ref=\"A5\" authorId=\"0\"><text><t>[线程批注] 已核对</t></text></comment></commentList></comments>"
            ),
        ),
        ("xl/threadedComments/threadedComment1.xml", "<ThreadedComments/>".to_owned()),
        ("xl/drawings/vmlDrawing1.vml", vml.to_owned()),
        ("xl/worksheets/sheet2.xml", sheet(rows)),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellXfs count=\"2\"><xf/><xf/></cellXfs></styleSheet>"
            ),
        ),
        ("docProps/app.xml", "<Properties/>".to_owned()),
    ];
    packed(parts.iter().map(|(name, text)| (*name, text.as_str())))
}

fn packed<'a>(parts: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (String::from_utf8_lossy(file.name_raw()).into_owned(), text)
        })
        .collect()
}

fn marks(cells: &[(&str, u32, u32)]) -> Marks {
    let mark = |&(sheet, row, col): &(&str, u32, u32)| {
        ((sheet.to_owned(), CellRef::zero_based(row, col)), (Tone::Wrong, format!("第 {row} 行 <错>")))
    };
    let links = cells.iter().map(|(sheet, row, col)| {
        vec![
            ListCell::Text("强制".into()),
            ListCell::Link { sheet: (*sheet).into(), cell: CellRef::zero_based(*row, *col) },
        ]
    });
    let list =
        List {
            name: "问题清单".into(), columns: vec![("程度".into(), 8), ("格子".into(), 8)], rows: links.collect()
        };
    Marks { cells: cells.iter().map(mark).collect(), list }
}

fn annotated(bytes: &[u8], cells: &[(&str, u32, u32)]) -> Vec<u8> {
    let mut package = Package::open(bytes).unwrap();
    package.annotate(&marks(cells)).unwrap();
    package.save().unwrap()
}

#[test]
fn only_what_must_change_changes() {
    let before = workbook();
    let (old, new) = (parts(&before), parts(&annotated(&before, &[("表'2", 0, 0), ("表1", 0, 1)])));
    let changed: Vec<&str> =
        old.iter().filter(|(name, text)| new.get(*name) != Some(text)).map(|(name, _)| name.as_str()).collect();
    let expected = [
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    ];
    assert_eq!(changed, expected);
    // A sheet's cells stay as they are: the colour is a conditional format, the comment stands elsewhere.
    let body = |text: &str| text[text.find("<sheetData>").unwrap()..text.find("</sheetData>").unwrap()].to_owned();
    for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
        assert_eq!(body(&old[sheet]), body(&new[sheet]));
    }
    assert!(new["xl/comments1.xml"].contains("[线程批注] 已核对"));
    assert!(
        new["xl/workbook.xml"].contains("localSheetId=\"1\"") && new["xl/workbook.xml"].contains("activeTab=\"1\"")
    );
    assert!(new["xl/worksheets/sheet1.xml"].contains("priority=\"8\""), "{}", new["xl/worksheets/sheet1.xml"]);
    assert!(new["xl/worksheets/sheet3.xml"].contains("location=\"'表''2'!A1\""), "{}", new["xl/worksheets/sheet3.xml"]);
}

#[test]
fn a_second_run_replaces_the_marks_of_the_first() {
    let before = workbook();
    let cells = [("表1", 0, 1), ("表'2", 0, 0)];
    let once = annotated(&before, &cells);
    assert_eq!(annotated(&once, &cells), once, "the same marks again");
    // Other marks: those of the first run are gone.
    let other = parts(&annotated(&once, &[("表1", 7, 7)]));
    assert!(other["xl/comments1.xml"].contains("H8") && !other["xl/comments1.xml"].contains("B1"));
    assert!(!other["xl/drawings/vmlDrawing1.vml"].contains("<x:Row>0</x:Row>"));
    assert!(!other["xl/worksheets/sheet2.xml"].contains("gongkai"));
    assert!(!other.contains_key("xl/comments2.xml") && !other.contains_key("xl/drawings/vmlDrawing2.vml"));
    // No mark at all: the sheets are as they were before the first run.
    let none = parts(&annotated(&once, &[]));
    let old = parts(&before);
    for part in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
        assert_eq!(none[part], old[part], "{part}");
    }
    // The kind of shape stays defined; the boxes are gone.
    let drawing = |parts: &BTreeMap<String, String>| parts["xl/drawings/vmlDrawing1.vml"].matches("<v:shape ").count();
    assert_eq!(drawing(&none), drawing(&old));
    assert!(Package::open(&once).unwrap().is_annotated().unwrap());
    assert!(!Package::open(&before).unwrap().is_annotated().unwrap());
}

#[test]
fn what_others_wrote_survives() {
    // A cell that has a comment keeps it and is told of.
    let mut package = Package::open(&workbook()).unwrap();
    let unmarked = package.annotate(&marks(&[("表1", 4, 0)])).unwrap();
    assert_eq!(unmarked.commented, [("表1".to_owned(), CellRef::zero_based(4, 0))]);
    let new = parts(&package.save().unwrap());
    assert_eq!(new["xl/comments1.xml"], parts(&workbook())["xl/comments1.xml"]);
    // A sheet of the same name that is not ours stays, and ours takes another name.
    let mut package = Package::open(&annotated(&workbook(), &[])).unwrap();
    package.set_cell("问题清单", CellRef::zero_based(0, 0), &Value::Text("我的清单".into())).unwrap();
    let mut package = Package::open(&package.save().unwrap()).unwrap();
    package.annotate(&marks(&[])).unwrap();
    let names: Vec<&str> = package.sheets().iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["问题清单（2）", "问题清单", "表1", "表'2"]);
}

#[test]
fn an_edit_between_two_runs_is_kept() {
    let once = annotated(&workbook(), &[("表1", 0, 0)]);
    let mut package = Package::open(&once).unwrap();
    package.set_cell("表1", CellRef::zero_based(0, 0), &Value::Number("2.5".into())).unwrap();
    let again = annotated(&package.save().unwrap(), &[]);
    assert!(parts(&again)["xl/worksheets/sheet1.xml"].contains("<v>2.5</v>"));
    assert!(parts(&again)["xl/worksheets/sheet3.xml"].contains(NOTICE));
}

/// Ways in which writers declare the same namespaces, as replacements in one part of [`workbook`].
const DECLARED_ELSEWHERE: &[(&str, &[(&str, &str)])] = &[
    // openpyxl with lxml: on each sheet, not on the workbook.
    ("xl/workbook.xml", &[(" xmlns:r=\"OFFICE\"", ""), (" r:id", " xmlns:r=\"OFFICE\" r:id")]),
    ("xl/workbook.xml", &[(" xmlns:r=\"OFFICE\"", ""), (" r:id", " xmlns:ns0=\"OFFICE\" ns0:id")]),
    ("xl/workbook.xml", &[("xmlns:r=", "xmlns:rel="), (" r:id", " rel:id")]),
    // `r` means something else around, and the relations on each sheet.
    ("xl/workbook.xml", &[("xmlns:r=\"OFFICE\"", "xmlns:r=\"urn:other\""), (" r:id", " xmlns:r=\"OFFICE\" r:id")]),
    // The elements of one level under a prefix that each of them declares.
    ("xl/workbook.xml", &[("<sheet ", "<m:sheet xmlns:m=\"MAIN\" ")]),
    ("xl/workbook.xml", &[("<sheets>", "<m:sheets xmlns:m=\"MAIN\">"), ("</sheets>", "</m:sheets>")]),
    (
        "xl/worksheets/sheet1.xml",
        &[("<sheetData>", "<m:sheetData xmlns:m=\"MAIN\">"), ("</sheetData>", "</m:sheetData>")],
    ),
    ("xl/worksheets/sheet1.xml", &[("<row ", "<m:row xmlns:m=\"MAIN\" "), ("</row>", "</m:row>")]),
    (
        "xl/worksheets/sheet1.xml",
        &[("<c r=\"A1\" s=\"1\"><v>1.5</v></c>", "<m:c xmlns:m=\"MAIN\" r=\"A1\" s=\"1\"><m:v>1.5</m:v></m:c>")],
    ),
    ("xl/worksheets/sheet1.xml", &[(" xmlns:r=\"OFFICE\"", ""), (" r:id", " xmlns:q=\"OFFICE\" q:id")]),
    (
        "xl/worksheets/sheet1.xml",
        &[("<worksheet xmlns=", "<m:worksheet xmlns:m=\"MAIN\" xmlns="), ("</worksheet>", "</m:worksheet>")],
    ),
    ("xl/comments1.xml", &[("<authors>", "<m:authors xmlns:m=\"MAIN\">"), ("</authors>", "</m:authors>")]),
    (
        "xl/comments1.xml",
        &[("<commentList>", "<m:commentList xmlns:m=\"MAIN\">"), ("</commentList>", "</m:commentList>")],
    ),
    (
        "xl/comments1.xml",
        &[("<comments xmlns=", "<m:comments xmlns:m=\"MAIN\" xmlns="), ("</comments>", "</m:comments>")],
    ),
    ("xl/styles.xml", &[("<fonts count=\"1\">", "<m:fonts xmlns:m=\"MAIN\" count=\"1\">"), ("</fonts>", "</m:fonts>")]),
    (
        "xl/styles.xml",
        &[
            ("<cellXfs count=\"2\"><xf/><xf/>", "<m:cellXfs xmlns:m=\"MAIN\" count=\"2\"><m:xf/><m:xf/>"),
            ("</cellXfs>", "</m:cellXfs>"),
        ],
    ),
    (
        "xl/styles.xml",
        &[("<styleSheet xmlns=", "<m:styleSheet xmlns:m=\"MAIN\" xmlns="), ("</styleSheet>", "</m:styleSheet>")],
    ),
    (
        "xl/drawings/vmlDrawing1.vml",
        &[
            ("xmlns:x=\"urn:schemas-microsoft-com:office:excel\"", ""),
            ("<x:ClientData", "<x:ClientData xmlns:x=\"urn:schemas-microsoft-com:office:excel\""),
        ],
    ),
    (
        "[Content_Types].xml",
        &[("<Types xmlns=", "<p:Types xmlns:p="), ("<Default", "<p:Default"), ("</Types>", "</p:Types>")],
    ),
    (
        "xl/_rels/workbook.xml.rels",
        &[
            ("<Relationships xmlns=", "<p:Relationships xmlns:p="),
            ("<Relationship ", "<p:Relationship "),
            ("</Relationships>", "</p:Relationships>"),
        ],
    ),
];

#[test]
fn however_namespaces_are_declared_the_parts_open_again() {
    for (part, replacements) in DECLARED_ELSEWHERE {
        let mut written = parts(&workbook());
        let text = written.get_mut(*part).unwrap();
        for (from, to) in *replacements {
            let [from, to] = [from, to].map(|text| text.replace("OFFICE", OFFICE).replace("MAIN", MAIN));
            assert!(text.contains(&from), "{part}: {from}");
            *text = text.replace(&from, &to);
        }
        let bytes = packed(written.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        for (name, text) in &written {
            opens(name, text);
        }
        let mut package = Package::open(&bytes).unwrap();
        package.set_cell("表1", CellRef::zero_based(0, 0), &Value::Number("2.5".into())).unwrap();
        package.set_cell("表1", CellRef::zero_based(9, 3), &Value::Text("新".into())).unwrap();
        package.insert_rows("表1", &RowInsertion { pattern: Some(0), ..RowInsertion::after(0, 2) }).unwrap();
        package.request_recalculation().unwrap();
        package.annotate(&marks(&[("表1", 0, 1), ("表'2", 0, 0)])).unwrap();
        let saved = package.save().unwrap_or_else(|error| panic!("{part} {replacements:?}: {error}"));
        for (name, text) in &parts(&saved) {
            opens(name, text);
        }
        let names: Vec<String> = Package::open(&saved).unwrap().sheets().iter().map(|s| s.name.clone()).collect();
        assert_eq!(names, ["问题清单", "表1", "表'2"], "{part} {replacements:?}");
    }
}

/// Fails where a part is not XML or has a prefix that nothing declares.
fn opens(name: &str, text: &str) {
    let mut reader = NsReader::from_str(text);
    loop {
        let tag = match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}\n{text}")) {
            Event::Start(tag) | Event::Empty(tag) => tag,
            Event::Eof => return,
            _ => continue,
        };
        let attributes: Vec<_> = tag.attributes().map(|attribute| attribute.unwrap().key).collect();
        let known = |result: ResolveResult<'_>| !matches!(result, ResolveResult::Unknown(_));
        assert!(known(reader.resolver().resolve_element(tag.name()).0), "{name}: {tag:?}\n{text}");
        assert!(
            attributes.iter().all(|key| known(reader.resolver().resolve_attribute(*key).0)),
            "{name}: {tag:?}\n{text}"
        );
    }
}
