//! The small parts of the package: what there is, how it hangs together, who made it.

use std::fmt::Write;

use super::escape::escaped;
use super::sheet::Sheet;
use super::sheet_xml::printed;
use crate::disclosure::layout::quoted_sheet;
use crate::export::Stamp;
use crate::origin::{CellRef, column_letters};

/// How every part begins.
pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespace of SpreadsheetML.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// The namespace of relations between parts.
pub(super) const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// What the file says of itself.
#[derive(Clone, Debug)]
pub(in crate::export) struct Properties {
    /// 标题
    pub title: String,
    /// 主题
    pub subject: String,
    /// 作者 and 单位
    pub author: String,
    /// 创建日期
    pub date: Stamp,
}

/// `[Content_Types].xml`
pub(super) fn content_types(sheets: usize) -> String {
    let mut out = format!(
        r#"{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"#
    );
    let mut part = |name: &str, kind: &str| {
        let _ = write!(out, r#"<Override PartName="{name}" ContentType="{kind}"/>"#);
    };
    part("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    part("/xl/styles.xml", &format!("{CONTENT}.styles+xml"));
    part("/xl/workbook.xml", &format!("{CONTENT}.sheet.main+xml"));
    for number in 1..=sheets {
        part(&format!("/xl/worksheets/sheet{number}.xml"), &format!("{CONTENT}.worksheet+xml"));
    }
    part("/xl/sharedStrings.xml", &format!("{CONTENT}.sharedStrings+xml"));
    out.push_str("</Types>");
    out
}

/// A part of relations: kind and target of each, numbered from 1.
fn relations(items: &[(String, String)], beside: bool) -> String {
    let mut out = format!(r#"{XML}<Relationships xmlns="{RELATIONS}">"#);
    let mode = if beside { r#" TargetMode="External""# } else { "" };
    for (number, (kind, target)) in (1..).zip(items) {
        let _ = write!(out, r#"<Relationship Id="rId{number}" Type="{kind}" Target="{}"{mode}/>"#, escaped(target));
    }
    out.push_str("</Relationships>");
    out
}

/// `_rels/.rels`
pub(super) fn root_relations() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let items = [
        (format!("{RELATED}/officeDocument"), "xl/workbook.xml"),
        (core.to_owned(), "docProps/core.xml"),
        (format!("{RELATED}/extended-properties"), "docProps/app.xml"),
    ];
    relations(&items.map(|(kind, target)| (kind, target.to_owned())), false)
}

/// `xl/_rels/workbook.xml.rels`
pub(super) fn workbook_relations(sheets: usize) -> String {
    let mut items: Vec<(String, String)> =
        (1..=sheets).map(|number| (format!("{RELATED}/worksheet"), format!("worksheets/sheet{number}.xml"))).collect();
    items.push((format!("{RELATED}/styles"), "styles.xml".to_owned()));
    items.push((format!("{RELATED}/sharedStrings"), "sharedStrings.xml".to_owned()));
    relations(&items, false)
}

/// `xl/worksheets/_rels/sheet1.xml.rels`: one relation a file, however many links lead there; `None` without any.
pub(super) fn sheet_relations(sheet: &Sheet) -> Option<String> {
    let files = sheet.files();
    let items: Vec<(String, String)> =
        files.iter().map(|file| (format!("{RELATED}/hyperlink"), file.clone())).collect();
    (!items.is_empty()).then(|| relations(&items, true))
}

/// `xl/workbook.xml`
pub(super) fn workbook(sheets: &[Sheet]) -> String {
    let mut out = format!(
        r#"{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><fileVersion appName="xl" lastEdited="4" lowestEdited="4" rupBuild="4505"/><workbookPr/><bookViews><workbookView xWindow="240" yWindow="15" windowWidth="16095" windowHeight="9660"/></bookViews><sheets>"#
    );
    for (number, sheet) in (1..).zip(sheets) {
        let name = escaped(sheet.name());
        let _ = write!(out, r#"<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>"#);
    }
    out.push_str("</sheets>");
    let names = defined_names(sheets);
    if !names.is_empty() {
        let _ = write!(out, "<definedNames>{names}</definedNames>");
    }
    // Programs that can calculate do so on opening; the stored results are for those that cannot.
    out.push_str(r#"<calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>"#);
    out
}

/// Filters, areas that print and rows that are repeated, which a workbook keeps as hidden names.
fn defined_names(sheets: &[Sheet]) -> String {
    let mut out = String::new();
    let pages = || sheets.iter().enumerate().filter_map(|(index, sheet)| Some((index, sheet, sheet.page.as_ref()?)));
    let mut name = |name: &str, index: usize, hidden: bool, refers: String| {
        let hidden = if hidden { r#" hidden="1""# } else { "" };
        let _ = write!(
            out,
            r#"<definedName name="_xlnm.{name}" localSheetId="{index}"{hidden}>{}</definedName>"#,
            escaped(&refers)
        );
    };
    let area = |sheet: &Sheet, page| {
        let area = printed(page);
        let absolute = |row: u32, col: u32| format!("${}${}", column_letters(col), row + 1);
        let first = absolute(area.row, area.col);
        let last = absolute(area.last_row, area.last_col);
        let one = CellRef::zero_based(area.row, area.col) == CellRef::zero_based(area.last_row, area.last_col);
        let range = if one { first } else { format!("{first}:{last}") };
        format!("{}!{range}", quoted_sheet(sheet.name()))
    };
    for (index, sheet, page) in pages().filter(|(_, _, page)| page.filter) {
        name("_FilterDatabase", index, true, area(sheet, page));
    }
    for (index, sheet, page) in pages() {
        name("Print_Area", index, false, area(sheet, page));
    }
    for (index, sheet, page) in pages().filter(|(_, _, page)| page.repeated > 0) {
        name(
            "Print_Titles",
            index,
            false,
            format!("{}!${}:${}", quoted_sheet(sheet.name()), page.once + 1, page.repeated),
        );
    }
    out
}

/// `docProps/core.xml`
pub(super) fn core(properties: &Properties) -> String {
    let Properties { title, subject, author, date } = properties;
    let (title, subject, author) = (escaped(title), escaped(subject), escaped(author));
    let date = format!("{:04}-{:02}-{:02}T00:00:00Z", date.year, date.month, date.day);
    format!(
        r#"{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified></cp:coreProperties>"#
    )
}

/// `docProps/app.xml`
pub(super) fn app(properties: &Properties, sheets: &[Sheet]) -> String {
    let count = sheets.len();
    let titles: String = sheets.iter().map(|sheet| format!("<vt:lpstr>{}</vt:lpstr>", escaped(sheet.name()))).collect();
    let company = escaped(&properties.author);
    format!(
        r#"{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><Application>Microsoft Excel</Application><DocSecurity>0</DocSecurity><ScaleCrop>false</ScaleCrop><HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Worksheets</vt:lpstr></vt:variant><vt:variant><vt:i4>{count}</vt:i4></vt:variant></vt:vector></HeadingPairs><TitlesOfParts><vt:vector size="{count}" baseType="lpstr">{titles}</vt:vector></TitlesOfParts><Company>{company}</Company><LinksUpToDate>false</LinksUpToDate><SharedDoc>false</SharedDoc><HyperlinksChanged>false</HyperlinksChanged><AppVersion>12.0000</AppVersion></Properties>"#
    )
}
