//! Codes of the cli room: what stands between the files and the run.

use crate::finding::{Code, Severity, Words};

/// An input that cannot be opened or read.
pub static UNREADABLE: Code = Code {
    id: "GK-R001",
    severity: Severity::Mandatory,
    title: Words { zh: "读不到输入文件", en: "an input cannot be read" },
    message: Words { zh: "打不开“{path}”：{reason}。", en: "cannot read {path}: {reason}" },
    remedy: Words {
        zh: "核对文件名和所在文件夹；文件若正被别的程序打开，先关闭；没有权限的，请把文件复制到自己的文件夹再试。",
        en: "check the name and the folder, close other programs that hold the file, or copy it to a folder of your own",
    },
    page: "\
## 含义
命令里写的文件或文件夹不存在，或者没有权限读取，或者读到一半中断（网络盘断开、U 盘拔出）。

## 为什么重要
少读一个文件，公开表就少一部分数字。因此程序不会跳过它继续装作没事，退出码为 4。

## 怎么办
1. 核对文件名，文件名里有空格时用引号括起来。
2. 关闭正在打开它的 Excel 或 WPS。
3. 在网络盘上的，先复制到本机。
",
};

/// A folder in which nothing can be an input.
pub static EMPTY_FOLDER: Code = Code {
    id: "GK-R002",
    severity: Severity::Mandatory,
    title: Words { zh: "文件夹里没有可读的文件", en: "nothing to read in the folder" },
    message: Words {
        zh: "“{path}”里没有可以作为输入的文件（跳过了 {skipped} 个临时文件、隐藏文件或本程序的输出）。",
        en: "{path} holds no input ({skipped} temporary, hidden or output files were skipped)",
    },
    remedy: Words {
        zh: "把财政系统导出的文件放进这个文件夹，或直接给出文件名。",
        en: "put the exports there, or name the files",
    },
    page: "\
## 含义
给的是文件夹，但里面除了临时文件（如 `~$支出.xlsx`）、隐藏文件和本程序自己的输出以外，什么也没有。

## 怎么办
确认导出文件放对了地方。加 `--verbose` 可以看到每个跳过的文件和原因。
",
};

/// Inputs were read, but no line of a budget was made of them.
pub static NOTHING_TO_CONVERT: Code = Code {
    id: "GK-R003",
    severity: Severity::Mandatory,
    title: Words { zh: "没有得到任何预算明细", en: "no budget lines" },
    message: Words {
        zh: "读了 {files} 个文件，但没有一行可以作为预算明细，无法生成公开表。",
        en: "{files} files were read, but no line of a budget could be made of them",
    },
    remedy: Words {
        zh: "用 gongkai inspect 查看每个文件是怎样被理解的：表头、列和单位是否认对；列名与常见导出不同的，用 --profile 指定导出配置。",
        en: "see with gongkai inspect how each file was understood; name the columns with --profile where they differ",
    },
    page: "\
## 含义
文件都打开了，但没有认出支出预算明细或收入预算，或者认出了表而每一行都被搁置（如全是合计行）。

## 怎么办
1. 运行 `gongkai inspect 文件`，看“表头行”“列”“搁置的行”。
2. 确认导出的是明细表，不是已经汇总好的公开表。
3. 列名特殊的，写一份导出配置，用 `--profile 文件.toml` 指定。
",
};

/// No edition for the year of the data.
pub static NO_EDITION: Code = Code {
    id: "GK-R004",
    severity: Severity::Mandatory,
    title: Words { zh: "没有这一年度的公开表样", en: "no edition for this year" },
    message: Words {
        zh: "{owner}的数据是 {year} 年度的，现有表样（{known}）都不是这一年度，无法自动选择。",
        en: "the data of {owner} is of {year}; none of the editions ({known}) is",
    },
    remedy: Words {
        zh: "用 --edition 指定一个表样（gongkai edition list 列出全部）；导出文件没有写年度而认错的，用 --year 指定。",
        en: "choose one with --edition (gongkai edition list), or give the year with --year where it was misread",
    },
    page: "\
## 含义
公开表的样式每年、每地不同。不指定 `--edition` 时，程序按数据的预算年度找唯一合适的一套；这里一套也没有。

## 怎么办
1. 年度认错了：用 `--year 2024` 指定，`gongkai inspect` 会说年度是从哪里看出来的。
2. 年度没错：用 `--edition` 指定沿用哪一套表样，或用 `--templates 文件夹` 提供新的表样。
",
};

/// More than one edition for the year of the data.
pub static MANY_EDITIONS: Code = Code {
    id: "GK-R005",
    severity: Severity::Mandatory,
    title: Words { zh: "有多套公开表样可用", en: "several editions fit" },
    message: Words {
        zh: "{owner}的数据是 {year} 年度的，这一年度有多套表样（{known}），程序不替您猜。",
        en: "the data of {owner} is of {year}, for which there are several editions ({known})",
    },
    remedy: Words { zh: "用 --edition 指定其中一套。", en: "choose one with --edition" },
    page: "\
## 含义
同一年度有几个地区的表样，程序无法从数据判断该用哪一套。

## 怎么办
运行 `gongkai edition list` 查看各套表样适用的地区，再用 `--edition` 指定。
",
};

/// An output that could not be written.
pub static NOT_WRITTEN: Code = Code {
    id: "GK-R006",
    severity: Severity::Mandatory,
    title: Words { zh: "输出没有写成", en: "outputs could not be written" },
    message: Words {
        zh: "{owner}的输出没有写成：“{path}”，{reason}。原有文件保持不动，其他部门不受影响。",
        en: "the outputs of {owner} were not written: {path}: {reason}; what was there is untouched",
    },
    remedy: Words {
        zh: "关闭正在打开输出文件的程序，确认磁盘有空间、文件夹可写，再运行一次；或用 -o 换一个文件夹。",
        en: "close programs that hold the file, see to space and permission, and run again; or choose another folder with -o",
    },
    page: "\
## 含义
一个部门的文件要么全部写成，要么一个也不换：先写成临时文件，全部成功后才改名到位。这里中途失败，所以保留了原来的文件。

## 怎么办
常见原因：公开表正在 Excel 或 WPS 里打开；磁盘满；文件夹只读或网络盘断开。处理后再运行一次即可，不需要清理。
",
};

/// An output that somebody edited is kept; the new one stands beside it.
pub static KEPT_EDITED: Code = Code {
    id: "GK-R007",
    severity: Severity::Advisory,
    title: Words { zh: "保留了改动过的文件", en: "an edited file was kept" },
    message: Words {
        zh: "“{path}”已存在，并且不是本程序上次写成的样子（有人改过，或是别处来的），没有覆盖；新的写在“{other}”。",
        en: "{path} is not as this program last wrote it and was kept; the new one is {other}",
    },
    remedy: Words {
        zh: "比较两份文件；确认旧的不要了，删掉它再运行，或加 --force 直接覆盖。",
        en: "compare both; delete the old one, or overwrite with --force",
    },
    page: "\
## 含义
程序在 report.json 里记下自己写的每个文件的校验值（SHA-256）。再次运行时，文件与校验值相符才会替换；不符，说明有人动过，就不覆盖。

## 怎么办
手工改过的公开表，数字可能已经与导出数据不一致。请把改动的原因改回到导出数据里，再重新生成。
",
};

/// A department whose forms could not be made or exported.
pub static NOT_MADE: Code = Code {
    id: "GK-R008",
    severity: Severity::Mandatory,
    title: Words { zh: "公开表没有做成", en: "the disclosure could not be made" },
    message: Words {
        zh: "{owner}的公开表没有做成：{reason}。其他部门不受影响。",
        en: "the disclosure of {owner} could not be made: {reason}; others are not affected",
    },
    remedy: Words { zh: "按所说的原因处理后再运行一次。", en: "see to the reason and run again" },
    page: "\
## 含义
这个部门的表在填写或写成文件时遇到了无法继续的情况，没有写任何文件；其他部门照常完成，退出码为 3。

## 怎么办
原因写在“情况”里。表样有误的，用 `gongkai edition check` 检查。
",
};

/// A published workbook among the inputs of a conversion.
pub static PUBLISHED_GIVEN: Code = Code {
    id: "GK-R009",
    severity: Severity::Advisory,
    title: Words { zh: "这是公开表，不是导出文件", en: "a published workbook, not an export" },
    message: Words {
        zh: "{path} 已经是公开表，没有当作导出文件使用；同一部门的，已经与明细生成的公开表互相核对。",
        en: "{path} is a published workbook already; it was not used as an export, but held against the tables made of the lines where it is of the same department",
    },
    remedy: Words {
        zh: "要检查它，用 gongkai check；要生成公开表，请给财政系统导出的明细文件。",
        en: "check it with gongkai check; give the finance system's exports to convert",
    },
    page: "\
## 含义
输入里有一份公开表（按标题和表头认出了两张以上），里面是汇总数。输入里还有预算明细时，公开表由明细生成，与这一份逐格核对。
只有这一份、没有明细时，公开表由它的末级数重新汇总（见 GK-T035）。PDF 上是四舍五入以后的数，不用来生成。

## 怎么办
`gongkai check 公开表.xlsx` 检查它；加 `--against budget.json` 与预算数据逐格比较。
",
};

/// An output that a program has open is left to it; the new one stands beside it.
pub static KEPT_OPEN: Code = Code {
    id: "GK-R020",
    severity: Severity::Advisory,
    title: Words { zh: "输出文件正打开着", en: "an output is open in a program" },
    message: Words {
        zh: "“{path}”正在 Excel、WPS 或别的程序里打开，没有替换；新的写在“{other}”。",
        en: "{path} is open in a program and was not replaced; the new one is {other}",
    },
    remedy: Words {
        zh: "以新的为准。关闭打开的文件（不要保存旧的），再运行一次，就会写回原来的名称。",
        en: "use the new one; close the old one without saving and run again to have the usual name",
    },
    page: "\
## 含义
要替换的输出正在别的程序里打开：Excel 不让别的程序改它；WPS 和 LibreOffice 让改，但它们之后一保存，就会用旧内容盖掉新的。所以新的另起编号。

程序看两样：文件被占用（试几次，约一秒）；文件旁边有 `~$文件名` 或 `.~lock.文件名#`（办公软件打开文件时留下的）。

## 怎么办
1. 打开带编号的那一份，它是新的。
2. 关闭旧的，不要保存，再运行一次。
3. 办公软件已经关闭、上面说的标记文件还在的（例如它中途崩溃），删掉标记文件。
",
};

/// An input that somebody was still writing when the time for waiting was over.
pub static STILL_CHANGING: Code = Code {
    id: "GK-R021",
    severity: Severity::Mandatory,
    title: Words { zh: "输入还在变化", en: "an input is still being written" },
    message: Words {
        zh: "“{path}”一直在变化，或者被别的程序锁住，等到时限也没有停，这次没有运行。原来的结果保持不动。",
        en: "{path} kept changing, or was locked, until the time for waiting was over; nothing was made",
    },
    remedy: Words {
        zh: "等复制完成再运行；文件很大或网络很慢的，把任务文件里 [wait] 的 most_seconds 写大。",
        en: "run again when it is copied; where that takes long, raise most_seconds in [wait] of the job file",
    },
    page: "\
## 含义
无人值守运行前，刚改过的文件要有几秒不变（任务文件里 `[wait]` 的 `still_seconds`），才算复制完。这个文件等到时限（`most_seconds`）还在变，或一直被别的程序锁住。

## 为什么重要
读了半个文件，公开表就少一半数字。所以宁可不做，留着上次的结果，退出码为 4。

## 怎么办
1. 看是谁在写它：复制是否卡住，是否在 Excel 里打开着。
2. 下次运行会再试，不需要清理。
",
};

/// The rows of a workbook too large to be held could not be kept in a temporary file.
pub static NOT_KEPT: Code = Code {
    id: "GK-R022",
    severity: Severity::Mandatory,
    title: Words { zh: "临时文件没有写成", en: "a temporary file could not be written" },
    message: Words {
        zh: "“{path}”很大，要先把各行写到“{folder}”里的一个临时文件，再逐个部门读取，但是没有写成：{reason}；全部没有读取，原有的结果保持不动。",
        en: "the rows of {path}, a large workbook, could not be kept in a temporary file in {folder}: {reason}; nothing was read, earlier outputs are untouched",
    },
    remedy: Words {
        zh: "请腾出磁盘空间（大约是这个工作簿的 10 倍，另加结果要占的空间），或用 -o 把结果放到别的磁盘，再运行一次；不需要清理。",
        en: "make room (about ten times the workbook, besides the outputs), or choose a folder on another disk with -o, and run again; there is nothing to clean up",
    },
    page: "\
## 含义
四百万格以上的工作簿（一个省的明细）不整个装进内存：通读一遍，把每一行写进输出文件夹旁的临时文件，再一个部门一个部门地读。临时文件没有名字，运行结束或中断时由系统收回。

## 怎么办
常见原因是磁盘满，或者文件夹只读。腾出空间，或者用 -o 换一个磁盘上的文件夹，再运行一次。
",
};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[
    &UNREADABLE,
    &EMPTY_FOLDER,
    &NOTHING_TO_CONVERT,
    &NO_EDITION,
    &MANY_EDITIONS,
    &NOT_WRITTEN,
    &KEPT_EDITED,
    &NOT_MADE,
    &PUBLISHED_GIVEN,
    &KEPT_OPEN,
    &STILL_CHANGING,
    &NOT_KEPT,
];
