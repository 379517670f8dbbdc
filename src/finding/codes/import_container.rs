//! Codes of opening files: what a container is, and why it cannot be read.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[
    &EMPTY_FILE,
    &PASSWORD,
    &DAMAGED,
    &NOT_A_TABLE,
    &UNKNOWN_FORMAT,
    &READER_FAILED,
    &SHEET_UNREADABLE,
    &SHEET_SKIPPED,
    &BAD_BYTES,
    &ENCODING_DOUBTFUL,
    &NUL_BYTES,
    &OPEN_QUOTE,
    &CUT_CHARACTER,
    &HIDDEN,
    &TOO_LARGE,
    &NESTED_ARCHIVE,
    &MEMBER_SKIPPED,
    &NOTHING_INSIDE,
    &COMPUTED,
    &SUSPECT_QUOTE,
    &BROKEN_CELL,
    &LARGE_NOT_PLAIN,
    &LARGE_ASTRAY,
];

/// The file has no content.
pub static EMPTY_FILE: Code = Code {
    id: "GK-I001",
    severity: Severity::Mandatory,
    title: Words { zh: "文件是空的", en: "empty file" },
    message: Words { zh: "文件里没有任何内容", en: "the file holds nothing" },
    remedy: Words {
        zh: "请从财政系统重新导出；如果是下载或拷贝来的，请确认已经传完",
        en: "export it again, or check that the download or copy finished",
    },
    page: "## 含义\n文件大小为 0，或者只有空白。\n\n## 为什么\n导出被中断、磁盘已满、网盘只同步了文件名，都会留下空文件。\n\n## 怎么办\n重新导出，再运行一次。",
};

/// The file is protected by a password.
pub static PASSWORD: Code = Code {
    id: "GK-I002",
    severity: Severity::Mandatory,
    title: Words { zh: "文件有打开密码", en: "password-protected file" },
    message: Words {
        zh: "文件用密码加密（{how}），读不出内容", en: "the file is encrypted with a password ({how})"
    },
    remedy: Words {
        zh: "工作簿：请用 Excel 或 WPS 输入密码打开，在“文件—信息—保护工作簿”中去掉打开密码，另存后再用；压缩包：请输入密码解压，把解压出来的文件作为输入",
        en: "a workbook: open it with the password in Excel or WPS, remove the password to open, save and try again; an archive: unpack it with the password and take the files that come out",
    },
    page: "## 含义\n文件设有打开密码，内容是加密的。\n\n## 为什么\n本程序不接收密码，也不会尝试破解。\n\n## 怎么办\n工作簿：打开文件，去掉打开密码（文件—信息—保护工作簿—用密码进行加密，清空），另存一份。压缩包：输入密码解压，用解压出来的文件。",
};

/// The file is cut short or its structure is broken.
pub static DAMAGED: Code = Code {
    id: "GK-I003",
    severity: Severity::Mandatory,
    title: Words { zh: "文件不完整或已损坏", en: "damaged or truncated file" },
    message: Words {
        zh: "从开头看是“{format}”，但读不下去：{cause}",
        en: "it looks like {format} but cannot be read: {cause}",
    },
    remedy: Words {
        zh: "请重新导出或重新传输；如果用 Excel 或 WPS 能打开，请另存为 .xlsx 再试",
        en: "export or copy it again; if Excel or WPS can open it, save it as .xlsx and try that",
    },
    page: "## 含义\n文件开头说明了它的格式，但后面的内容缺失或自相矛盾。\n\n## 为什么\n多半是下载、拷贝没有完成，或者被其他软件改坏。\n\n## 怎么办\n重新取得文件；能用 Excel 或 WPS 打开的，另存为 .xlsx 再试。",
};

/// The file is known, but it is not a table.
pub static NOT_A_TABLE: Code = Code {
    id: "GK-I004",
    severity: Severity::Mandatory,
    title: Words { zh: "不是表格文件", en: "not a table" },
    message: Words {
        zh: "文件的内容是“{what}”，不是财政系统导出的表格", en: "this is {what}, not an exported table"
    },
    remedy: Words { zh: "{advice}", en: "{advice}" },
    page: "## 含义\n从内容看，文件是 PDF、图片、Word 文档之类，里面没有可以逐格读取的表格。\n\n## 怎么办\n请在财政系统里选择导出 Excel 或 CSV；扩展名改成 .xls 并不会把文件变成表格。",
};

/// The content is of no known format.
pub static UNKNOWN_FORMAT: Code = Code {
    id: "GK-I005",
    severity: Severity::Mandatory,
    title: Words { zh: "认不出的文件格式", en: "unknown format" },
    message: Words {
        zh: "从内容看不出是什么文件（开头的字节：{bytes}）",
        en: "the content is of no known format (first bytes: {bytes})",
    },
    remedy: Words {
        zh: "如果用 Excel 或 WPS 能打开，请另存为 .xlsx 再试",
        en: "if Excel or WPS can open it, save it as .xlsx and try that",
    },
    page: "## 含义\n文件既不是文本，也不是任何一种认得的表格格式。\n\n## 怎么办\n用 Excel 或 WPS 打开后另存为 .xlsx；打不开的，请重新导出。",
};

/// A reader ended by a fault of its own.
pub static READER_FAILED: Code = Code {
    id: "GK-I006",
    severity: Severity::Mandatory,
    title: Words { zh: "读取时出现程序错误", en: "the reader failed" },
    message: Words {
        zh: "读取这个文件时程序内部出错：{cause}",
        en: "an internal error while reading this file: {cause}",
    },
    remedy: Words {
        zh: "请用 Excel 或 WPS 打开并另存为 .xlsx 再试，并把原文件发给我们",
        en: "save it as .xlsx with Excel or WPS and try that, and send us the file",
    },
    page: "## 含义\n文件的结构很特殊，读取它的部件出了错。其他文件不受影响。\n\n## 怎么办\n另存为 .xlsx 通常可以绕开。",
};

/// One sheet of a workbook cannot be read, or only in part.
pub static SHEET_UNREADABLE: Code = Code {
    id: "GK-I007",
    severity: Severity::Mandatory,
    title: Words { zh: "工作表没有读完", en: "unreadable sheet" },
    message: Words {
        zh: "工作表读到{where}时中断：{cause}；后面的内容没有读到",
        en: "reading the sheet stopped at {where}: {cause}; what follows was not read",
    },
    remedy: Words {
        zh: "请用 Excel 或 WPS 打开，看这一处是否正常，另存为 .xlsx 再试",
        en: "look at the place in Excel or WPS, save as .xlsx and try again",
    },
    page: "## 含义\n工作簿里的其他工作表读到了，这一张没有读完。已经完整读到的行保留着，断开的那一行不采用，后面的行可能缺少。\n\n## 怎么办\n另存为 .xlsx 再试；在解决之前不要公开由它算出的数。",
};

/// A sheet is no worksheet.
pub static SHEET_SKIPPED: Code = Code {
    id: "GK-I008",
    severity: Severity::Info,
    title: Words { zh: "不是表格的工作表", en: "not a worksheet" },
    message: Words {
        zh: "这一张是{what}，里面没有表格，没有读取",
        en: "this is a {what} without cells; it was not read",
    },
    remedy: Words { zh: "不需要处理", en: "nothing to do" },
    page: "## 含义\n图表、宏表、对话框各占一张工作表，但没有表格数据。",
};

/// Bytes that are no character in the file's encoding.
pub static BAD_BYTES: Code = Code {
    id: "GK-I009",
    severity: Severity::Mandatory,
    title: Words { zh: "有读不出的字节", en: "bytes that are no character" },
    message: Words {
        zh: "第 {record} 条记录里有 {count} 处不是合法的 {encoding} 字符，显示为“�”：{text}",
        en: "record {record} has {count} spots that are no {encoding} characters, shown as “�”: {text}",
    },
    remedy: Words {
        zh: "请对照系统里的原文改正这一格，或重新导出；这一行仍保留在数据里",
        en: "correct the cell by the original, or export again; the row is kept",
    },
    page: "## 含义\n文件整体按某种编码读得通，但个别字节坏了，读不出原来的字。\n\n## 为什么\n传输出错，或者有软件按字节截断了汉字。\n\n## 怎么办\n看提示中的行和列，改正后重新运行，或重新导出。",
};

/// The encoding is a guess.
pub static ENCODING_DOUBTFUL: Code = Code {
    id: "GK-I010",
    severity: Severity::Advisory,
    title: Words { zh: "文字编码不能完全确定", en: "doubtful encoding" },
    message: Words { zh: "按 {encoding} 读取，但{why}", en: "read as {encoding}, although {why}" },
    remedy: Words {
        zh: "请看一眼读出的单位名称和科目名称是否正常；不正常时请用 Excel 打开后另存为“CSV UTF-8”",
        en: "look whether names read well; if not, save it as “CSV UTF-8” with Excel",
    },
    page: "## 含义\n文本文件不写明自己的编码，程序按内容判断。这个文件有两种读法都说得通。\n\n## 怎么办\n看读出的汉字是否正常；不正常时另存为“CSV UTF-8”。",
};

/// NUL characters were taken out.
pub static NUL_BYTES: Code = Code {
    id: "GK-I011",
    severity: Severity::Advisory,
    title: Words { zh: "文本里有空字符", en: "NUL characters" },
    message: Words {
        zh: "文本里有 {count} 个空字符（NUL），已经去掉，其余内容照读",
        en: "{count} NUL characters were taken out, the rest was read",
    },
    remedy: Words {
        zh: "一般不影响数据；如果金额或编码看上去缺位，请重新导出",
        en: "usually harmless; export again if amounts or codes look short",
    },
    page: "## 含义\n有的系统用定长字段导出，用空字符补位。\n\n## 怎么办\n对照几行金额；缺位时重新导出。",
};

/// A quotation mark is never closed.
pub static OPEN_QUOTE: Code = Code {
    id: "GK-I012",
    severity: Severity::Mandatory,
    title: Words { zh: "引号没有成对", en: "unclosed quotation mark" },
    message: Words {
        zh: "从这一行起有一个英文双引号一直没有配对；从这里起按没有引号的文本逐行读取",
        en: "a double quote that begins here is never closed; from here on lines were read without quoting",
    },
    remedy: Words {
        zh: "请在这一行补上或去掉双引号，或重新导出，再核对后面各行",
        en: "close or remove the quote in this line, or export again, and check the lines that follow",
    },
    page: "## 含义\nCSV 用英文双引号括住含逗号或换行的内容。少了一个引号，后面的行就会连成一格。\n\n## 怎么办\n程序已经改为逐行读取，行没有丢，但这一行的列可能错位，请改正原文件。",
};

/// The file ends inside a character.
pub static CUT_CHARACTER: Code = Code {
    id: "GK-I013",
    severity: Severity::Mandatory,
    title: Words { zh: "文件在一个字中间断掉", en: "the file ends inside a character" },
    message: Words {
        zh: "文件末尾只有半个字，后面的内容可能没有传完；最后一条记录：{text}",
        en: "the file ends inside a character, so what follows may be missing; last record: {text}",
    },
    remedy: Words {
        zh: "请重新导出或重新传输，并核对行数和合计",
        en: "export or copy it again, and compare the number of rows and the total",
    },
    page: "## 含义\n汉字占两个或三个字节，文件的最后一个字不完整。\n\n## 为什么\n下载中断、按固定字节数切割文件时会这样，后面很可能还有行。\n\n## 怎么办\n重新取得文件。",
};

/// Hidden sheets, rows or columns were read.
pub static HIDDEN: Code = Code {
    id: "GK-I014",
    severity: Severity::Info,
    title: Words { zh: "有隐藏内容", en: "hidden content" },
    message: Words {
        zh: "{what}是隐藏的，里面的内容照样读取", en: "{what} hidden; the content was read all the same"
    },
    remedy: Words {
        zh: "如果隐藏的内容不应计入，请在导出前删除", en: "delete hidden content that should not count"
    },
    page: "## 含义\n隐藏只影响显示，不影响数据。程序读取全部内容，避免漏数。\n\n## 怎么办\n打开文件，取消隐藏，看内容该不该计入。",
};

/// A limit was reached.
pub static TOO_LARGE: Code = Code {
    id: "GK-I015",
    severity: Severity::Mandatory,
    title: Words { zh: "超过上限", en: "limit exceeded" },
    message: Words {
        zh: "{what}超过上限（{limit}），没有读取", en: "{what} exceeds the limit ({limit}); not read"
    },
    remedy: Words {
        zh: "请确认这是财政系统导出的表格；确实很大的，请按单位或年度分成几个文件导出（每行都有单位编码的 CSV 和 .xlsx 可以整个交给 convert，其他命令不行）",
        en: "make sure that it is an export; split a really large one by unit or year (`convert`, and no other command, takes a CSV or .xlsx whole whose rows all give the code of their unit)",
    },
    page: "## 含义\n文件声明的大小或内容远远超出一个部门的预算数据。\n\n## 为什么\n损坏的文件和恶意构造的文件会占满内存，所以设有上限。\n\n## 怎么办\n打开文件看是否有大片无用的格式或重复内容，删去后另存；确实很大的分批导出。",
};

/// An archive inside an archive.
pub static NESTED_ARCHIVE: Code = Code {
    id: "GK-I016",
    severity: Severity::Mandatory,
    title: Words { zh: "压缩包里还有压缩包", en: "archive inside an archive" },
    message: Words {
        zh: "压缩包里的压缩包不再展开，里面的内容没有读取",
        en: "an archive inside an archive is not opened",
    },
    remedy: Words { zh: "请先把它解压出来，再作为输入", en: "unpack it first" },
    page: "## 含义\n程序只展开一层压缩包。\n\n## 怎么办\n把里层的压缩包解压，再把得到的文件或文件夹作为输入。",
};

/// A file of an archive was not read.
pub static MEMBER_SKIPPED: Code = Code {
    id: "GK-I017",
    severity: Severity::Info,
    title: Words { zh: "压缩包里没有读取的文件", en: "file of an archive not read" },
    message: Words { zh: "没有读取：{why}", en: "not read: {why}" },
    remedy: Words { zh: "不需要处理", en: "nothing to do" },
    page: "## 含义\n压缩包里有系统附带的文件（如 __MACOSX、~$ 开头的临时文件），它们不是导出的数据。",
};

/// Nothing to read in an archive or workbook.
pub static NOTHING_INSIDE: Code = Code {
    id: "GK-I018",
    severity: Severity::Mandatory,
    title: Words { zh: "里面没有表格", en: "no table inside" },
    message: Words { zh: "{what}里没有可以读取的表格", en: "{what} holds no table" },
    remedy: Words {
        zh: "请确认选对了文件，或重新导出", en: "make sure that it is the right file, or export again"
    },
    page: "## 含义\n压缩包或网页里没有任何表格。\n\n## 怎么办\n确认选对了文件。",
};

/// Formulas without a stored result were computed.
pub static COMPUTED: Code = Code {
    id: "GK-I019",
    severity: Severity::Info,
    title: Words { zh: "公式由程序计算", en: "formulas computed" },
    message: Words {
        zh: "有 {count} 个公式没有保存结果（或只存了 0），都是本表内的加减和求和，已精确计算",
        en: "{count} formulas without stored results (or with a stored 0) are sums of this sheet and were computed exactly",
    },
    remedy: Words {
        zh: "不需要处理；想要核对的，用 Excel 打开并保存一次，文件里就会有结果",
        en: "nothing to do; saving once in Excel stores the results",
    },
    page: "## 含义\n由程序生成、没有用 Excel 打开过的工作簿，公式没有结果。\n\n## 为什么\n只由本表单元格的 SUM、加、减构成的公式可以精确计算，其他公式不猜。",
};

/// A field swallowed several lines.
pub static SUSPECT_QUOTE: Code = Code {
    id: "GK-I020",
    severity: Severity::Advisory,
    title: Words { zh: "一格里有好几行", en: "a field of several lines" },
    message: Words {
        zh: "这一格用引号括住了 {lines} 行，里面还有分隔符，可能是引号没有成对，把几行连成了一格",
        en: "this field spans {lines} lines and holds separators; a stray quote may have joined rows",
    },
    remedy: Words {
        zh: "请看原文件的这一行，补上或去掉双引号", en: "look at the line and close or remove the quote"
    },
    page: "## 含义\n引号里的换行和逗号属于内容，这是合法的写法；但少了一个引号时也会这样。\n\n## 怎么办\n看原文件的这一行。",
};

/// A cell whose content the file lost.
pub static BROKEN_CELL: Code = Code {
    id: "GK-I021",
    severity: Severity::Mandatory,
    title: Words { zh: "有读不出的单元格", en: "unreadable cell" },
    message: Words {
        zh: "这一格读不出来：{why}；它所在的行仍保留着",
        en: "the cell cannot be read: {why}; its row is kept",
    },
    remedy: Words {
        zh: "请用 Excel 或 WPS 打开看这一格，补上内容后另存为 .xlsx",
        en: "look at the cell in Excel or WPS, fill it in and save as .xlsx",
    },
    page: "## 含义\n文件里这一格指向的内容不存在或不合规范。\n\n## 怎么办\n对照系统里的原数补上，另存后重新运行。",
};

/// A file too large to be held that cannot be read department by department.
pub static LARGE_NOT_PLAIN: Code = Code {
    id: "GK-I022",
    severity: Severity::Mandatory,
    title: Words { zh: "不能逐个部门读取", en: "cannot be read by department" },
    message: Words {
        zh: "输入里有很大的文件，要逐个部门读取，但是这个文件{why}；全部没有读取",
        en: "a large input is read by department, and of this file {why}; nothing was read",
    },
    remedy: Words {
        zh: "请按部门或单位分成几个小一些的文件导出，放在一个文件夹里一起转换；只有表头和明细、每行都写着单位编码的 CSV 或 .xlsx 可以整个给",
        en: "export it by departments or units as several smaller files, and convert the folder; a CSV or .xlsx of one header and lines that all give the code of their unit can be given whole",
    },
    page: "## 含义\n超过 64 MB 的文本文件和 400 万格以上的 .xlsx 工作簿（一个省的明细）不整个装进内存：先通读一遍，记下每个部门的行在哪里，再一个部门一个部门地读。这要求文件（工作簿的每张工作表）是一张表，而且每行都看得出是哪个部门的。工作簿里的行还要按行号排列；合并的单元格、没有保存结果的公式不能跨部门。\n\n## 为什么\n整个装进内存要几个 GB；只读一部分则会漏掉行。两样都不能要，所以不合要求的大文件一行也不读。\n\n## 怎么办\n按部门或单位分开导出，一个文本不超过 64 MB，一个工作簿不超过 400 万格；或者去掉中间多余的表头和别的表，只留一个表头。",
};

/// Rows of a large file turned out to be a department's that was made of others already.
pub static LARGE_ASTRAY: Code = Code {
    id: "GK-I023",
    severity: Severity::Mandatory,
    title: Words { zh: "一个部门的行没有放在一起", en: "rows of a department apart" },
    message: Words {
        zh: "从这一行起有 {owner} 的行，但是它们前面的编码写的是别的部门；这些行没有计入",
        en: "from here on stand rows of {owner} whose codes say another department; they were not counted",
    },
    remedy: Words {
        zh: "请核对这些行的部门编码和单位编码，改正后重新转换；或者按部门分成小一些的文件",
        en: "correct the codes of department and unit on these rows, or export the department apart",
    },
    page: "## 含义\n大文件先按部门编码（没有时按单位编码）把行分开，再一个部门一个部门地读。读出来以后，这些行却属于另一个已经做好的部门。\n\n## 怎么办\n多半是部门编码和单位编码互相矛盾。对照系统核对后改正。",
};
