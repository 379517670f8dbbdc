//! Files that are known and are no tables, with what to do instead.

use crate::finding::Words;

/// A file that holds no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// PDF.
    Pdf,
    /// A picture.
    Image,
    /// Word, WPS writer or RTF.
    Word,
    /// Slides.
    Slides,
    /// OpenDocument text or slides.
    OpenDocument,
    /// An archive other than zip.
    Archive,
    /// A compound file without workbook.
    Compound,
    /// Excel 2–4, a bare stream of records.
    OldExcel,
    /// XML of some other kind.
    Xml,
    /// JSON.
    Json,
    /// A database file.
    Database,
    /// A program.
    Program,
}

const EXPORT_AGAIN: Words = Words {
    zh: "请在财政系统里选择导出 Excel 或 CSV，用导出的文件",
    en: "export Excel or CSV from the finance system and give that file",
};

impl Foreign {
    /// By the first bytes.
    pub(super) fn by_signature(bytes: &[u8]) -> Option<Foreign> {
        const SIGNATURES: &[(&[u8], Foreign)] = &[
            (b"\x89PNG", Foreign::Image),
            (b"\xFF\xD8\xFF", Foreign::Image),
            (b"GIF8", Foreign::Image),
            (b"II*\0", Foreign::Image),
            (b"MM\0*", Foreign::Image),
            (b"Rar!\x1A\x07", Foreign::Archive),
            (b"7z\xBC\xAF\x27\x1C", Foreign::Archive),
            (b"\x1F\x8B\x08", Foreign::Archive),
            (b"\x09\x00\x04\x00", Foreign::OldExcel),
            (b"\x09\x02\x06\x00", Foreign::OldExcel),
            (b"\x09\x04\x06\x00", Foreign::OldExcel),
            (b"SQLite format 3\0", Foreign::Database),
            (b"\x00\x01\x00\x00Standard Jet DB", Foreign::Database),
            (b"\x00\x01\x00\x00Standard ACE DB", Foreign::Database),
            (b"MZ\x90\x00", Foreign::Program),
            (b"\x7FELF", Foreign::Program),
        ];
        if bytes[..bytes.len().min(1024)].windows(5).any(|five| five == b"%PDF-") {
            return Some(Foreign::Pdf);
        }
        let image = bytes.get(8..12) == Some(b"WEBP")
            || matches!(bytes.get(4..12), Some(b"ftypheic" | b"ftypmif1" | b"ftypavif"))
            || bitmap(bytes);
        if image {
            return Some(Foreign::Image);
        }
        SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, foreign)| *foreign)
    }

    /// What people call it.
    pub fn name(self) -> Words {
        match self {
            Foreign::Pdf => Words { zh: "PDF 文件", en: "a PDF file" },
            Foreign::Image => Words { zh: "图片", en: "a picture" },
            Foreign::Word => Words { zh: "Word 文档", en: "a Word document" },
            Foreign::Slides => Words { zh: "演示文稿", en: "slides" },
            Foreign::OpenDocument => Words { zh: "OpenDocument 文档", en: "an OpenDocument document" },
            Foreign::Archive => Words { zh: "RAR、7z 或 gzip 压缩包", en: "a RAR, 7z or gzip archive" },
            Foreign::Compound => {
                Words { zh: "Office 97-2003 格式的其他文件", en: "another file of Office 97-2003" }
            }
            Foreign::OldExcel => Words { zh: "Excel 4.0 以前的老式工作表", en: "a sheet older than Excel 5" },
            Foreign::Xml => Words { zh: "XML 文件（不是电子表格）", en: "an XML file, no spreadsheet" },
            Foreign::Json => Words { zh: "JSON 文件", en: "a JSON file" },
            Foreign::Database => Words { zh: "数据库文件", en: "a database" },
            Foreign::Program => Words { zh: "程序文件", en: "a program" },
        }
    }

    /// Short stable name for programs.
    pub fn id(self) -> &'static str {
        match self {
            Foreign::Pdf => "pdf",
            Foreign::Image => "image",
            Foreign::Word => "word",
            Foreign::Slides => "slides",
            Foreign::OpenDocument => "opendocument",
            Foreign::Archive => "archive",
            Foreign::Compound => "compound",
            Foreign::OldExcel => "excel4",
            Foreign::Xml => "xml",
            Foreign::Json => "json",
            Foreign::Database => "database",
            Foreign::Program => "program",
        }
    }

    /// What to do instead.
    pub fn advice(self) -> Words {
        match self {
            Foreign::Pdf => Words {
                zh: "公开表的 PDF 用 gongkai check 检查；要生成公开表，请在财政系统里选择导出 Excel 或 CSV",
                en: "audit a disclosure in PDF with `gongkai check`; to convert, export Excel or CSV from the finance system",
            },
            Foreign::Image => Words {
                zh: "图片里的字读不出来；请在财政系统里选择导出 Excel 或 CSV，不要截图",
                en: "a picture cannot be read; export Excel or CSV from the finance system",
            },
            Foreign::Word => Words {
                zh: "请在财政系统里选择导出 Excel 或 CSV；只有 Word 的，把表格粘贴到 Excel 另存为 .xlsx",
                en: "export Excel or CSV; where there is only Word, paste the table into Excel and save it as .xlsx",
            },
            Foreign::Archive => Words {
                zh: "请先解压，再把得到的文件作为输入；或者改用 .zip",
                en: "unpack it and give the files, or use .zip",
            },
            Foreign::OldExcel => Words {
                zh: "请用 Excel 或 WPS 打开，另存为 .xlsx 后再用",
                en: "open it with Excel or WPS and save it as .xlsx",
            },
            Foreign::Program => Words {
                zh: "请不要运行它；确认选对了文件，再从财政系统导出 Excel 或 CSV",
                en: "do not run it; export Excel or CSV from the finance system",
            },
            _ => EXPORT_AGAIN,
        }
    }
}

/// A bitmap; two letters alone could begin a table, so its declared size must be right.
fn bitmap(bytes: &[u8]) -> bool {
    let size = bytes.get(2..6).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
    bytes.starts_with(b"BM")
        && bytes.get(6..10) == Some(&[0; 4])
        && size.and_then(|size| usize::try_from(size).ok()).is_some_and(|size| size.abs_diff(bytes.len()) < 4)
}
