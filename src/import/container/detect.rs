//! What a file is, by its content. The name is never asked: systems save HTML and XML as `.xls`, people rename.

use super::compound::{Compound, SIGNATURE};
use super::encoding::decode;
use super::package::Package;
use super::{Refusal, Source};
use crate::finding::codes::import_container::{DAMAGED, EMPTY_FILE, NOT_A_TABLE, PASSWORD, UNKNOWN_FORMAT};
use crate::finding::{Finding, Words};
use crate::import::open::not_a_table;

mod foreign;

/// How a workbook is locked.
pub(super) const WORKBOOK: Words = Words { zh: "工作簿打开密码", en: "password of the workbook" };

pub use foreign::Foreign;

/// How much of a text is looked at.
const HEAD: usize = 64 * 1024;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Nothing in it.
    Empty,
    /// Office Open XML workbook.
    Xlsx,
    /// The same with macros.
    Xlsm,
    /// Binary workbook in a package.
    Xlsb,
    /// OpenDocument spreadsheet.
    Ods,
    /// The same as one XML document.
    FlatOds,
    /// Compound file with a BIFF workbook: .xls, and .et of WPS.
    Xls,
    /// XML Spreadsheet 2003.
    Xml2003,
    /// Page with tables.
    Html,
    /// Web archive.
    Mhtml,
    /// Records of fields.
    Text,
    /// Archive of files.
    Zip,
    /// Workbook or document that only a password opens.
    Encrypted,
    /// Known, and no table.
    Foreign(Foreign),
    /// Nothing known.
    Unknown,
}

impl Format {
    /// What people call it, in Chinese.
    pub fn name(self) -> &'static str {
        match self {
            Format::Empty => "空文件",
            Format::Xlsx => "Excel 工作簿（.xlsx）",
            Format::Xlsm => "启用宏的 Excel 工作簿（.xlsm）",
            Format::Xlsb => "Excel 二进制工作簿（.xlsb）",
            Format::Ods => "OpenDocument 电子表格（.ods）",
            Format::FlatOds => "OpenDocument 单文件电子表格（.fods）",
            Format::Xls => "Excel 97-2003 工作簿（.xls）",
            Format::Xml2003 => "XML 电子表格 2003",
            Format::Html => "网页表格（HTML）",
            Format::Mhtml => "网页归档（MHTML）",
            Format::Text => "分隔文本（CSV）",
            Format::Zip => "压缩包（.zip）",
            Format::Encrypted => "加密的工作簿",
            Format::Foreign(foreign) => foreign.name().zh,
            Format::Unknown => "未知格式",
        }
    }

    /// Short stable name for programs.
    pub fn id(self) -> &'static str {
        match self {
            Format::Empty => "empty",
            Format::Xlsx => "xlsx",
            Format::Xlsm => "xlsm",
            Format::Xlsb => "xlsb",
            Format::Ods => "ods",
            Format::FlatOds => "fods",
            Format::Xls => "xls",
            Format::Xml2003 => "xml2003",
            Format::Html => "html",
            Format::Mhtml => "mhtml",
            Format::Text => "csv",
            Format::Zip => "zip",
            Format::Encrypted => "encrypted",
            Format::Foreign(foreign) => foreign.id(),
            Format::Unknown => "unknown",
        }
    }

    /// The extensions that people expect of it; empty where the name says nothing.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Format::Xlsx => &["xlsx", "xltx"],
            Format::Xlsm => &["xlsm", "xltm"],
            Format::Xlsb => &["xlsb"],
            Format::Ods => &["ods", "ots"],
            Format::FlatOds => &["fods"],
            Format::Xls => &["xls", "xlt", "et", "ett"],
            Format::Xml2003 => &["xml"],
            Format::Html => &["html", "htm"],
            Format::Mhtml => &["mht", "mhtml"],
            Format::Text => &["csv", "tsv", "txt"],
            Format::Zip => &["zip"],
            Format::Foreign(Foreign::Pdf) => &["pdf"],
            Format::Empty | Format::Encrypted | Format::Foreign(_) | Format::Unknown => &[],
        }
    }

    /// What a file that cannot be opened was meant to be.
    pub fn by_first_bytes(bytes: &[u8]) -> Format {
        if bytes.starts_with(&SIGNATURE) {
            Format::Xls
        } else if bytes.starts_with(b"PK") {
            Format::Zip
        } else {
            Format::Unknown
        }
    }

    /// Why a file of this format gives no table.
    pub(super) fn refusal(self, source: Source<'_>) -> Refusal {
        let finding = match self {
            Format::Empty => Finding::new(&EMPTY_FILE),
            Format::Encrypted => Finding::new(&PASSWORD).with("how", WORKBOOK),
            Format::Foreign(foreign) => return Box::new(not_a_table(source.file, foreign)),
            Format::Unknown => {
                let head: Vec<String> = source.bytes.iter().take(8).map(|byte| format!("{byte:02X}")).collect();
                Finding::new(&UNKNOWN_FORMAT).with("bytes", head.join(" "))
            }
            other => {
                let advice = Foreign::OldExcel.advice();
                Finding::new(&NOT_A_TABLE).with("what", format!("{}，还不能读取", other.name())).with("advice", advice)
            }
        };
        Box::new(finding.at(source.whole()))
    }
}

/// Recognises a file by its content.
///
/// # Errors
/// It begins like a known container that cannot be opened.
pub(in crate::import) fn detect(source: Source<'_>) -> Result<Format, Refusal> {
    let bytes = source.bytes;
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0)
        || matches!(bytes, b"\xEF\xBB\xBF" | b"\xFF\xFE")
    {
        return Ok(Format::Empty);
    }
    if bytes.starts_with(&SIGNATURE) {
        return compound(source);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return package(source);
    }
    if matches!(bytes, [0x09, 0x08, 0x08 | 0x10, 0x00, 0x00, 0x05 | 0x06, ..]) {
        // A workbook's records without a compound file around them.
        return Ok(Format::Xls);
    }
    if let Some(foreign) = Foreign::by_signature(bytes) {
        return Ok(Format::Foreign(foreign));
    }
    Ok(text(bytes))
}

fn compound(source: Source<'_>) -> Result<Format, Refusal> {
    let file = Compound::open(source.bytes).map_err(|cause| {
        let finding = Finding::new(&DAMAGED).at(source.whole()).with("format", "Excel 97-2003 工作簿（.xls）");
        Box::new(finding.with("cause", cause))
    })?;
    let has = |name: &str| file.has(name);
    Ok(if has("EncryptedPackage") {
        Format::Encrypted
    } else if has("Workbook") || has("Book") {
        Format::Xls
    } else if has("WordDocument") {
        Format::Foreign(Foreign::Word)
    } else if has("PowerPoint Document") {
        Format::Foreign(Foreign::Slides)
    } else {
        Format::Foreign(Foreign::Compound)
    })
}

fn package(source: Source<'_>) -> Result<Format, Refusal> {
    packed(&mut Package::open(source)?)
}

/// What a package is by its parts.
///
/// # Errors
/// A part that says so is broken.
pub(super) fn packed(package: &mut Package<'_>) -> Result<Format, Refusal> {
    if let Some(kind) = package.part("mimetype").transpose()? {
        let kind = String::from_utf8_lossy(&kind);
        if let Some(kind) = kind.trim().strip_prefix("application/vnd.oasis.opendocument.") {
            let table = kind.starts_with("spreadsheet");
            return Ok(if table { Format::Ods } else { Format::Foreign(Foreign::OpenDocument) });
        }
    }
    if let Some(types) = package.part("[Content_Types].xml").transpose()? {
        return Ok(office(&decode(&types).text, package));
    }
    Ok(if package.find("xl/workbook.xml").is_some() {
        Format::Xlsx
    } else if package.find("content.xml").is_some() && package.find("META-INF/manifest.xml").is_some() {
        Format::Ods
    } else {
        Format::Zip
    })
}

/// Which Office document the list of content types declares.
fn office(types: &str, package: &Package<'_>) -> Format {
    let declares = |kind: &str| types.contains(kind);
    let has_part = |end: &str| package.names().any(|name| name.to_ascii_lowercase().ends_with(end));
    // Some writers name the binary type as the default of every .bin part, and there is none.
    if declares("ms-excel.sheet.binary.macroEnabled.main") && !has_part("workbook.xml") {
        Format::Xlsb
    } else if declares("ms-excel.sheet.macroEnabled.main+xml") || declares("ms-excel.template.macroEnabled.main+xml") {
        Format::Xlsm
    } else if declares("spreadsheetml.sheet.main+xml") || declares("spreadsheetml.template.main+xml") {
        Format::Xlsx
    } else if declares("wordprocessingml.") && package.find("word/document.xml").is_some() {
        Format::Foreign(Foreign::Word)
    } else if declares("presentationml.") {
        Format::Foreign(Foreign::Slides)
    } else if has_part("workbook.xml") {
        Format::Xlsx
    } else {
        Format::Zip
    }
}

/// Text of some kind, or bytes that are none.
fn text(bytes: &[u8]) -> Format {
    let decoded = decode(&bytes[..bytes.len().min(HEAD)]);
    let head = decoded.text.trim_start_matches(['\u{FEFF}', '\0']).trim_start();
    if let Some(markup) = markup(head) {
        return markup;
    }
    let all = head.chars().count().max(1);
    let strange = |c: &char| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\0' | '\u{1A}' | '\u{C}');
    let (controls, nuls) = (head.chars().filter(strange).count(), head.matches('\0').count());
    if (controls + decoded.malformed) * 20 > all || nuls * 2 > all {
        return Format::Unknown;
    }
    Format::Text
}

/// What the beginning of a text says that it is.
fn markup(head: &str) -> Option<Format> {
    let start: String = head.chars().take(4096).collect::<String>().to_ascii_lowercase();
    if start.starts_with("{\\rtf") {
        return Some(Format::Foreign(Foreign::Word));
    }
    if start.starts_with("mime-version:")
        || (start.contains("content-type: multipart/related") && start.contains("boundary="))
    {
        return Some(Format::Mhtml);
    }
    let opens = |tag: &str| {
        let ends = |rest: &str| rest.starts_with([' ', '\t', '\r', '\n', '>', '/']);
        start.match_indices(tag).any(|(at, _)| ends(&start[at + tag.len()..]))
    };
    if start.starts_with('<') {
        if head.contains("urn:schemas-microsoft-com:office:spreadsheet") && !opens("<html") {
            return Some(Format::Xml2003);
        }
        if start.contains("<office:document") && start.contains("opendocument.spreadsheet") {
            return Some(Format::FlatOds);
        }
        if ["<html", "<table", "<!doctype html", "<body", "<meta", "<head"].iter().any(|tag| opens(tag)) {
            return Some(Format::Html);
        }
        let whole = head.to_ascii_lowercase();
        if whole.contains("<table") && whole.contains("<td") {
            return Some(Format::Html);
        }
        return start.starts_with("<?xml").then_some(Format::Foreign(Foreign::Xml));
    }
    (start.starts_with("{\"") || start.starts_with("[{")).then_some(Format::Foreign(Foreign::Json))
}
