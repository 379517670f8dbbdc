//! Codes of what is read from print.

use crate::finding::{Code, Severity, Words};

/// All of them.
pub const CODES: &[&Code] = &[&PDF_NO_TEXT, &PDF_READ, &PDF_UNRULED];

/// Pages of a PDF without text.
pub static PDF_NO_TEXT: Code = Code {
    id: "GK-I028",
    severity: Severity::Advisory,
    title: Words { zh: "PDF 有的页没有文字", en: "pages of a PDF without text" },
    message: Words {
        zh: "第 {pages} 页没有文字：是扫描图片或者空白页，上面的表格没有读取",
        en: "page {pages} has no text: a scan, or blank; a table on it was not read",
    },
    remedy: Words {
        zh: "请打开 PDF 看这几页；是扫描图片的，请换成由 Word、Excel 或 WPS 直接导出的 PDF，或者用原来的工作簿",
        en: "look at these pages; use a PDF exported by Word, Excel or WPS, or the workbook, where they are scans",
    },
    page: "## 含义\n程序读 PDF 里的文字，不辨认图片。\n\n## 怎么办\n扫描页上如果有公开表，请换成直接导出的 PDF。预算公开的规定也要求公开的文件能够查询、复制。",
};

/// Figures come from a PDF.
pub static PDF_READ: Code = Code {
    id: "GK-I029",
    severity: Severity::Info,
    title: Words { zh: "从 PDF 读出", en: "read from a PDF" },
    message: Words {
        zh: "从 PDF 的文字和表格线读出 {tables} 张表；数字是印出来的样子，按印出的位数核对",
        en: "{tables} tables were read from the text and ruled lines of a PDF; figures are as printed and judged as such",
    },
    remedy: Words {
        zh: "不需要处理；有原来的工作簿的，用工作簿核对更准",
        en: "nothing to do; the workbook, where there is one, is the better input",
    },
    page: "## 含义\nPDF 里没有单元格，只有字和线的位置。程序用表格线认出单元格：线围起来的是一格，中间没有线的是合并格，跨页的表连成一张，重复的表头只算一次。出处写第几页和表里的位置。\n\n## 为什么\nPDF 上的数是四舍五入以后印出来的，各项相加与合计可能差末位；这样的差额只提示，不算强制问题。\n\n## 怎么办\n对某一格有疑问时，打开 PDF 对照那一页。",
};

/// A table of a PDF without ruled lines.
pub static PDF_UNRULED: Code = Code {
    id: "GK-I030",
    severity: Severity::Advisory,
    title: Words { zh: "PDF 里的表没有表格线", en: "a table of a PDF without ruled lines" },
    message: Words {
        zh: "这张表没有把各栏分开的表格线，各栏是按字的位置分的，可能分错",
        en: "no lines part the columns of this table; they were told by where the words stand, which may be wrong",
    },
    remedy: Words {
        zh: "请对照 PDF 看各栏的数有没有放错；有原来的工作簿的，请用工作簿",
        en: "compare the columns with the PDF; use the workbook, where there is one",
    },
    page: "## 含义\n程序先用表格线认单元格；没有竖线的表，上下对齐的字算一栏，同一行的字算一行。换行的名称会分成两行，空着的栏看不出来。\n\n## 怎么办\n对照 PDF 看一遍，或者改用工作簿。",
};
