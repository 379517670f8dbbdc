//! Codes of what is not whole: rows and files whose values cannot be believed.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[&ROW_TWICE, &FILE_CUT, &MIXED_ENCODINGS, &FIELD_COUNT];

/// One row of a sheet stands in the file twice.
pub static ROW_TWICE: Code = Code {
    id: "GK-I024",
    severity: Severity::Mandatory,
    title: Words { zh: "同一行在文件里写了两遍", en: "a row stands in the file twice" },
    message: Words {
        zh: "工作表里有 {count} 行的行号重复（第 {rows} 行），内容不同：用不同的软件打开会看到不同的数；这些行没有采用",
        en: "{count} rows of the sheet stand in the file twice (rows {rows}) with different content; none of them was used",
    },
    remedy: Words {
        zh: "请从系统重新导出；或者用 Excel 打开，核对这几行以后另存为 .xlsx 再试",
        en: "export it again, or open it in Excel, look at these rows, save as .xlsx and try again",
    },
    page: "## 含义\n工作表的同一个行号在文件里出现了两次，两处的内容不一样。\n\n## 为什么\n多半是用程序拼接或修改过的文件。Excel 可能要求修复，WPS 可能显示后一个，别的软件可能显示前一个：没有一个说得准。\n\n## 怎么办\n重新导出。不能重新导出的，用 Excel 打开核对，另存一份。",
};

/// A file ends before its end.
pub static FILE_CUT: Code = Code {
    id: "GK-I025",
    severity: Severity::Mandatory,
    title: Words { zh: "文件在中途断了", en: "the file breaks off" },
    message: Words {
        zh: "文件没有传完：{why}；后面可能还有没读到的行",
        en: "the file breaks off: {why}; more may be missing",
    },
    remedy: Words {
        zh: "请重新导出或重新拷贝，看文件大小与原来的是否一样，再运行一次",
        en: "export or copy it again, compare its size with the original, and run again",
    },
    page: "## 含义\n文件的最后一行不完整，或者缺少应有的结尾。\n\n## 为什么\n导出或下载没有完成、磁盘已满、U 盘没有安全弹出，都会留下半个文件。断开的地方常常是数字的中间：620000.00 会变成 620。\n\n## 怎么办\n重新取得完整的文件。断开的那一行没有计入任何一张表。",
};

/// A text is written in two encodings.
pub static MIXED_ENCODINGS: Code = Code {
    id: "GK-I026",
    severity: Severity::Advisory,
    title: Words { zh: "一个文件里有两种文字编码", en: "two encodings in one file" },
    message: Words {
        zh: "文件不是用一种编码写的：{stretches}；已经按各行自己的编码读取",
        en: "the file is written in two encodings: {stretches}; every line was read in its own",
    },
    remedy: Words {
        zh: "请看一眼编码变化处前后的名称是否正常；这样的文件多半由两个文件拼成，请核对有没有拼多或拼少",
        en: "look at the names around the change; such a file is mostly joined of two: check that nothing is missing or doubled",
    },
    page: "## 含义\n文本文件的一部分行是 UTF-8，另一部分是 GBK（GB18030）。程序逐行判断，每一行都读得通。\n\n## 为什么\n多半是把两个导出文件拼在了一起，或者用不同的软件改过其中几行。\n\n## 怎么办\n核对编码变化处前后的行。更稳妥的做法是把各个文件分别作为输入，不要拼接。",
};

/// A record has more or fewer fields than the header.
pub static FIELD_COUNT: Code = Code {
    id: "GK-I027",
    severity: Severity::Mandatory,
    title: Words { zh: "行的列数与表头不同", en: "another number of fields than the header" },
    message: Words {
        zh: "有 {count} 行的列数与其他行不同：{what}；从多出或缺少的那一列起，数都错了位，这些行没有采用",
        en: "{count} rows have another number of fields than the others ({what}): their values have slid; they were not used",
    },
    remedy: Words {
        zh: "请看这些行：金额里有没有没加引号的逗号（376,214.40），名称里有没有逗号、分号或制表符；改正后再试，或者导出为 .xlsx",
        en: "look for an unquoted comma in an amount or a separator in a name on these rows; correct them, or export .xlsx",
    },
    page: "## 含义\n文本文件（CSV）靠逗号或制表符分列。这一行的分隔符比表头多或少，后面的值落到了别的列里。\n\n## 为什么\n金额写成 376,214.40 又没有加引号，就多出一列；手工删掉一个逗号，就少一列。\n\n## 怎么办\n改正这一行，或重新导出为 .xlsx。这一行没有计入任何一张表。",
};
