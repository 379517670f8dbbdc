//! The sheets as XML of our own: what every workbook has in common is written as it is.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::Outcome;
use crate::plan::{Content, Sheet, Workbook};

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STYLES: &str = r#"<fonts count="3"><font><sz val="10"/><name val="宋体"/></font><font><sz val="18"/><name val="方正小标宋简体"/></font><font><sz val="10"/><name val="黑体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/><xf fontId="1" applyFont="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf><xf><alignment vertical="center" wrapText="1"/></xf><xf fontId="2" borderId="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf><xf numFmtId="164" borderId="1" applyNumberFormat="1"><alignment horizontal="right"/></xf><xf borderId="1"><alignment horizontal="left" vertical="center" wrapText="1"/></xf></cellXfs></styleSheet>"#;

/// The bytes of a workbook.
pub fn workbook(plan: &Workbook<'_>) -> Outcome<Vec<u8>> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, content: &str| -> Outcome {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(1));
        package.start_file(name, options)?;
        package.write_all(content.as_bytes())?;
        Ok(())
    };
    let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut types = format!(
        r#"{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{sheet}.styles+xml"/>"#
    );
    let mut book = format!(r#"{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>"#);
    let relations = format!(r#"{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#);
    let mut of_book = relations.clone();
    let mut titles = String::new();
    for (number, table) in (1..).zip(&plan.sheets) {
        write!(types, r#"<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{sheet}.worksheet+xml"/>"#)?;
        write!(book, r#"<sheet name="{}" sheetId="{number}" r:id="rId{number}"/>"#, table.name)?;
        write!(of_book, r#"<Relationship Id="rId{number}" Type="{RELATED}/worksheet" Target="worksheets/sheet{number}.xml"/>"#)?;
        write!(titles, r#"<definedName name="_xlnm.Print_Titles" localSheetId="{}">'{}'!$1:$5</definedName>"#, number - 1, table.name)?;
        part(&format!("xl/worksheets/sheet{number}.xml"), &self::sheet(table)?)?;
    }
    part("[Content_Types].xml", &(types + "</Types>"))?;
    part("_rels/.rels", &format!(r#"{relations}<Relationship Id="rId1" Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#))?;
    part("xl/workbook.xml", &format!("{book}</sheets><definedNames>{titles}</definedNames></workbook>"))?;
    part("xl/_rels/workbook.xml.rels", &format!(r#"{of_book}<Relationship Id="rId100" Type="{RELATED}/styles" Target="styles.xml"/></Relationships>"#))?;
    part("xl/styles.xml", &format!(r#"{XML}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.00;-0.00;;@"/></numFmts>{STYLES}"#))?;
    Ok(package.finish()?.into_inner())
}

fn sheet(table: &Sheet<'_>) -> Outcome<String> {
    let mut out = String::with_capacity(table.cells.len() * 60);
    write!(out, r#"{XML}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="5" topLeftCell="A6" state="frozen"/></sheetView></sheetViews><cols>"#)?;
    for (number, width) in (1..).zip(&table.widths) {
        write!(out, r#"<col min="{number}" max="{number}" width="{width}" customWidth="1"/>"#)?;
    }
    out.push_str("</cols><sheetData>");
    let mut current = None;
    for (row, column, look, content) in &table.cells {
        if current != Some(*row) {
            out.push_str(if current.is_some() { "</row>" } else { "" });
            write!(out, r#"<row r="{}">"#, row + 1)?;
            current = Some(*row);
        }
        let letter = char::from(b'A' + u8::try_from(*column)?);
        write!(out, r#"<c r="{letter}{}" s="{look}""#, row + 1)?;
        match content {
            Content::Nothing => out.push_str("/>"),
            Content::Number(number) => write!(out, "><v>{number}</v></c>")?,
            Content::Text(text) => {
                out.push_str(r#" t="inlineStr"><is><t>"#);
                escape(&mut out, text);
                out.push_str("</t></is></c>");
            }
            Content::Formula(formula, result) => {
                out.push_str("><f>");
                escape(&mut out, formula.trim_start_matches('='));
                write!(out, "</f><v>{result}</v></c>")?;
            }
        }
    }
    out.push_str(if current.is_some() { "</row></sheetData>" } else { "</sheetData>" });
    if !table.merged.is_empty() {
        out.push_str("<mergeCells>");
        for [row, column, last_row, last_column] in &table.merged {
            let letter = |column: &u32| char::from(b'A' + u8::try_from(*column).unwrap_or(0));
            write!(out, r#"<mergeCell ref="{}{}:{}{}"/>"#, letter(column), row + 1, letter(last_column), last_row + 1)?;
        }
        out.push_str("</mergeCells>");
    }
    out.push_str(r#"<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/></worksheet>"#);
    Ok(out)
}

fn escape(out: &mut String, text: &str) {
    for part in text.split_inclusive(['&', '<', '>']) {
        let (before, last) = part.split_at(part.len() - usize::from(part.ends_with(['&', '<', '>'])));
        out.push_str(before);
        out.push_str(match last {
            "&" => "&amp;",
            "<" => "&lt;",
            ">" => "&gt;",
            _ => "",
        });
    }
}
