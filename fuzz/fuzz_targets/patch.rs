//! Damaged workbooks given to the patching engine: it may refuse, but must not fail, and what it writes can be opened again.
//!
//! The first bytes choose the edits; the rest is a sheet, the workbook part, and what hangs on them, with `\0` between.
#![no_main]

mod reading;

use gongkai::origin::CellRef;
use gongkai::patch::{Limits, Package, PatternFormulas, RowInsertion, Totals, Value};

const TYPES: &[u8] = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>"#;
const ROOT: &[u8] = br#"<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &[u8] = br#"<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="s1"/><sheet name="B" sheetId="2" r:id="s2"/></sheets></workbook>"#;
const RELATIONS: &[u8] = br#"<Relationships><Relationship Id="s1" Type="http://x/worksheet" Target="a.xml"/><Relationship Id="s2" Type="http://x/worksheet" Target="b.xml"/><Relationship Id="t" Type="http://x/sharedStrings" Target="t.xml"/><Relationship Id="c" Type="http://x/calcChain" Target="calcChain.xml"/><Relationship Id="y" Type="http://x/styles" Target="y.xml"/></Relationships>"#;
const HANGING: &[u8] = br#"<Relationships><Relationship Id="d" Type="http://x/drawing" Target="d.xml"/><Relationship Id="v" Type="http://x/vmlDrawing" Target="v.xml"/><Relationship Id="n" Type="http://x/comments" Target="n.xml"/><Relationship Id="t" Type="http://x/table" Target="table.xml"/><Relationship Id="p" Type="http://x/pivotTable" Target="p.xml"/></Relationships>"#;
const OTHER: &[u8] = br#"<worksheet><sheetData><row r="1"><c r="A1"><f>SUM(A!A1:B9)-A!C3</f><v>1</v></c></row></sheetData></worksheet>"#;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first_chunk::<4>() else { return };
    let mut parts = rest.split(|byte| *byte == 0);
    let mut next = |default: &'static [u8]| parts.next().filter(|part| !part.is_empty()).unwrap_or(default).to_vec();
    let named = [("xl/a.xml", next(OTHER)), ("xl/workbook.xml", next(BOOK)), ("xl/d.xml", next(b"<d/>")), ("xl/v.xml", next(b"<v/>")),
        ("xl/n.xml", next(b"<n/>")), ("xl/table.xml", next(b"<table/>")), ("xl/t.xml", next(b"<sst/>")), ("xl/y.xml", next(b"<y/>")), ("xl/p.xml", next(b"<p/>"))];
    let fixed: [(&str, &[u8]); 6] = [("[Content_Types].xml", TYPES), ("_rels/.rels", ROOT), ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/_rels/a.xml.rels", HANGING), ("xl/b.xml", OTHER), ("xl/calcChain.xml", b"<calcChain/>")];
    let all: Vec<(&str, &[u8])> = fixed.into_iter().chain(named.iter().map(|(name, part)| (*name, part.as_slice()))).collect();
    edit(&reading::package(&all), *choice);
    // The bytes themselves, as a package that may be damaged anywhere.
    edit(rest, *choice);
});

fn edit(bytes: &[u8], [which, row, col, count]: [u8; 4]) {
    let limits = Limits { part: 4 << 20, package: 16 << 20, entries: 200 };
    let Ok(mut package) = Package::open_within(bytes, limits) else { return };
    let cell = CellRef::zero_based(u32::from(row % 32), u32::from(col % 16));
    let sheets: Vec<String> = package.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    let _ = package.number_formats();
    for sheet in &sheets {
        let _ = package.extent(sheet);
        let _ = package.read_cell(sheet, cell);
        let value = match which % 4 {
            0 => Value::Blank,
            1 => Value::Number("-1.5".to_owned()),
            2 => Value::Text("=<&_x000D_\u{1}字".to_owned()),
            _ => Value::Formula { formula: "SUM(A1:B2)-'B'!A1".to_owned(), cached: None },
        };
        let _ = package.set_cell(sheet, cell, &value);
        let _ = package.set_cached(sheet, cell, None);
        let rows = RowInsertion {
            pattern: (which & 4 == 0).then_some(u32::from(row % 32)),
            totals: if which & 8 == 0 { Totals::Grow } else { Totals::Stay },
            formulas: if which & 16 == 0 { PatternFormulas::Copy } else { PatternFormulas::Leave },
            ..RowInsertion::after(u32::from(row % 32), u32::from(count % 5))
        };
        let _ = package.insert_rows(sheet, &rows);
    }
    let changed = sheets.iter().map(|sheet| (sheet.clone(), cell)).collect();
    let _ = package.refresh_results(&changed);
    let _ = package.notes();
    if let Ok(saved) = package.save() {
        let again = Package::open_within(&saved, Limits { package: 64 << 20, part: 16 << 20, ..limits });
        assert!(again.is_ok(), "what was written cannot be opened: {:?}", again.err());
    }
}
