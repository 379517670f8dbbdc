//! Codes of filling a blank workbook.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[
    &NO_FORM,
    &OTHER_SHEET,
    &OTHER_ROWS,
    &TWICE,
    &NO_SHEET,
    &NO_COLUMN,
    &NO_ROW,
    &OCCUPIED,
    &OVERWRITTEN,
    &REFUSED,
    &FORMULA_DIFFERS,
    &NOT_COMPUTED,
    &FORMAT,
    &SIGNATURE,
    &NOT_EDITABLE,
    &NOTHING_FOUND,
    &NO_ANNEX,
    &TOO_FEW_FORMS,
    &NO_ROOM,
];

/// A form with figures that the blank lacks.
pub static NO_FORM: Code = Code {
    id: "GK-F001",
    severity: Severity::Mandatory,
    title: Words { zh: "空白表里没有这张表", en: "The blank lacks a form" },
    message: Words {
        zh: "空白工作簿里没有找到《{table}》，这张表有 {figures} 个数没有地方填。",
        en: "{table} was not found in the blank workbook; its {figures} figures have no place.",
    },
    remedy: Words {
        zh: "核对空白表是否完整、标题和表头文字是否与表样一致；位置特殊的，用 --plan 写出计划，改好后用 --plan 文件 交回。",
        en: "Check that the blank is complete and its title and header say what the form says, or give a plan with --plan FILE.",
    },
    page: "## 含义\n表样规定的表，在发下来的空白工作簿里没有认出来。\n\n## 为什么\n表按标题认，栏按表头文字认，行按名称或科目编码认。标题改了名、表头少了一行，都可能认不出来。少一张表，公开就不完整。\n\n## 怎么办\n1. 打开空白表看看有没有这张表。\n2. 没有的，问发表的部门。\n3. 有而没有认出来的，运行 `gongkai fill 空白表.xlsx --plan > 计划.toml`，照别的表补上这一张，再用 `--plan 计划.toml` 填写。",
};

/// A sheet of the blank on which no form was found.
pub static OTHER_SHEET: Code = Code {
    id: "GK-F002",
    severity: Severity::Info,
    title: Words { zh: "空白表里有不认识的工作表", en: "A sheet of the blank holds no known form" },
    message: Words {
        zh: "工作表“{sheet}”里没有表样中的表，原样保留，没有填写。",
        en: "Sheet “{sheet}” holds none of the edition's forms; it stays as it is.",
    },
    remedy: Words {
        zh: "封面、目录、填表说明不用处理；需要填数的，请手工填写。",
        en: "Nothing for covers and instructions; figures are to be filled in by hand.",
    },
    page: "## 含义\n这张工作表不是表样中的任何一张，可能是封面、目录、说明，也可能是本地增加的表。\n\n## 为什么\n程序只填认识的表，其余原样不动，也不假装填过。\n\n## 怎么办\n看一眼这张工作表；是本地增加的表，就手工填写。",
};

/// Rows of the blank that are none of the form's.
pub static OTHER_ROWS: Code = Code {
    id: "GK-F003",
    severity: Severity::Info,
    title: Words { zh: "空白表里有表样以外的行", en: "Rows of the blank that the form lacks" },
    message: Words {
        zh: "空白《{table}》有 {count} 行不是表样中的行（第一处在第 {row} 行），没有填写：{rows}。",
        en: "The blank of {table} has {count} rows that the form lacks (the first is row {row}); they were not filled: {rows}.",
    },
    remedy: Words {
        zh: "需要填数的，请手工填写；名称写法不同的，用 --plan 指明是哪一行。",
        en: "Fill them in by hand, or say with --plan which rows they are.",
    },
    page: "## 含义\n空白表的这些行，名称或科目编码与表样中的任何一行都对不上。\n\n## 为什么\n可能是本地增加的行，也可能只是名称写法不同。程序不猜，原样保留。\n\n## 怎么办\n名称写法不同的，在计划文件的 `[form.rows.…]` 里写上这一行的行号；本地增加的行手工填写。",
};

/// A form that stands twice in the blank.
pub static TWICE: Code = Code {
    id: "GK-F004",
    severity: Severity::Advisory,
    title: Words { zh: "空白表里同一张表出现两次", en: "A form stands twice in the blank" },
    message: Words {
        zh: "《{table}》在工作表“{sheet}”和“{other}”都有，只填了前一处。",
        en: "{table} stands on “{sheet}” and on “{other}”; the first was filled.",
    },
    remedy: Words {
        zh: "要填后一处的，用 --plan 改变位置。", en: "Say with --plan which one is to be filled."
    },
    page: "## 含义\n两处的标题和表头都像同一张表。\n\n## 为什么\n常见于留有上年表样的空白表。填错一处，公开的就是另一张表。\n\n## 怎么办\n用 `--plan` 看认出的位置；不对就修改计划里的 `sheet` 和行列，再用 `--plan 文件` 交回。",
};

/// A plan names a sheet that the blank lacks.
pub static NO_SHEET: Code = Code {
    id: "GK-F005",
    severity: Severity::Mandatory,
    title: Words { zh: "计划里的工作表不存在", en: "The plan names a sheet that is not there" },
    message: Words {
        zh: "计划要把《{table}》填到工作表“{sheet}”，空白表里没有它。",
        en: "The plan puts {table} on sheet “{sheet}”, which the blank lacks.",
    },
    remedy: Words {
        zh: "核对计划文件里的 sheet，或者换成配套的空白表。",
        en: "Correct `sheet` in the plan, or use the blank that it was made for.",
    },
    page: "## 含义\n计划文件和空白表不是一套。\n\n## 为什么\n空白表每年会变，旧计划不一定适用。\n\n## 怎么办\n对现在这份空白表重新运行 `--plan`，或改正计划里的工作表名。",
};

/// A column with figures that the blank lacks.
pub static NO_COLUMN: Code = Code {
    id: "GK-F006",
    severity: Severity::Mandatory,
    title: Words { zh: "空白表缺少一栏", en: "The blank lacks a column" },
    message: Words {
        zh: "空白《{table}》没有找到“{column}”栏，这一栏的 {count} 格没有填。",
        en: "The blank of {table} has no column “{column}”; {count} cells were not filled.",
    },
    remedy: Words {
        zh: "这一栏换了名称的，用 --plan 写明是哪一列；确实没有的，问发表的部门。",
        en: "Say with --plan which column it is, or ask who made the blank.",
    },
    page: "## 含义\n按表头文字找不到表样规定的这一栏，而数据里这一栏有内容。\n\n## 为什么\n栏目的长短写法（如“财政拨款”和“财政拨款收入”）只在不会弄混时才对应，弄不清的不猜。\n\n## 怎么办\n在计划文件的 `[form.columns]` 里写上这一栏的列字母，再用 `--plan 文件` 填写。",
};

/// A row with figures that the blank lacks.
pub static NO_ROW: Code = Code {
    id: "GK-F007",
    severity: Severity::Mandatory,
    title: Words { zh: "空白表缺少一行", en: "The blank lacks a row" },
    message: Words {
        zh: "空白《{table}》没有“{row}”这一行，下列数没有填（{unit}）：{figures}。",
        en: "The blank of {table} has no row “{row}”; not filled ({unit}): {figures}.",
    },
    remedy: Words {
        zh: "名称写法不同的，用 --plan 写明是哪一行；确实没有的，问发表的部门。",
        en: "Say with --plan which row it is, or ask who made the blank.",
    },
    page: "## 含义\n表样规定的这一行，空白表里按名称没有找到，而这一行有金额。\n\n## 为什么\n行数固定的表不自行加行：加了行就不是发下来的表样了。\n\n## 怎么办\n在计划文件的 `[form.rows.…]` 里写上这一行的行号；空白表真的没有这一行的，先问清楚再公开。",
};

/// A cell that holds something else already.
pub static OCCUPIED: Code = Code {
    id: "GK-F008",
    severity: Severity::Mandatory,
    title: Words { zh: "空白表的这一格已有内容", en: "A cell of the blank holds something already" },
    message: Words {
        zh: "这一格已有“{held}”，应填“{wanted}”，没有覆盖。",
        en: "The cell holds “{held}”; “{wanted}” was not written over it.",
    },
    remedy: Words {
        zh: "核对哪个是对的；要一律按数据覆盖，加 --force。",
        en: "See which is right; --force overwrites.",
    },
    page: "## 含义\n空白表的这一格不空，内容与要填的不同。空格、0、横线不算有内容。\n\n## 为什么\n可能是有人已经填过，也可能是去年的数没有清掉。程序不擅自覆盖别人的内容。\n\n## 怎么办\n核对两个数。以数据为准的，加 `--force` 重新填写；以表里为准的，检查导出数据为什么不同。",
};

/// A cell that was overwritten because that was asked for.
pub static OVERWRITTEN: Code = Code {
    id: "GK-F009",
    severity: Severity::Info,
    title: Words { zh: "已覆盖空白表原有内容", en: "Overwritten as asked" },
    message: Words {
        zh: "这一格原有“{held}”，已按 --force 改为“{wanted}”。",
        en: "The cell held “{held}”; with --force it is “{wanted}” now.",
    },
    remedy: Words { zh: "核对改得对不对。", en: "Check that this was meant." },
    page: "## 含义\n加了 `--force`，原有内容被换掉。\n\n## 为什么\n换掉了什么要留下记录。\n\n## 怎么办\n逐格看一遍。",
};

/// A cell that cannot be written.
pub static REFUSED: Code = Code {
    id: "GK-F010",
    severity: Severity::Mandatory,
    title: Words { zh: "这一格写不进去", en: "A cell cannot be written" },
    message: Words {
        zh: "应填“{wanted}”，没有写入：{reason}。", en: "“{wanted}” was not written: {reason}."
    },
    remedy: Words {
        zh: "用 --plan 换一个格子，或者在空白表里取消合并后再填。",
        en: "Choose another cell with --plan, or unmerge the cells in the blank.",
    },
    page: "## 含义\n被合并单元格盖住的格子写了也看不见；数组公式和表格对象的标题不能单独改。\n\n## 为什么\n写进看不见的地方等于没写，还会让合计多出一笔。\n\n## 怎么办\n在计划文件里把位置改到合并区域左上角的格子，或在空白表里取消合并。",
};

/// A formula of the blank that gives another figure than ours.
pub static FORMULA_DIFFERS: Code = Code {
    id: "GK-F011",
    severity: Severity::Mandatory,
    title: Words { zh: "空白表的公式与我们的数不同", en: "A formula of the blank gives another figure" },
    message: Words {
        zh: "这一格的公式 {formula} 得 {theirs}，按数据应为 {ours}（{unit}）。公式没有动。",
        en: "The formula {formula} gives {theirs}, by the data it should be {ours} ({unit}). The formula was left.",
    },
    remedy: Words {
        zh: "看公式加的是哪些格：加重了（类、款、项都加）、漏了行，还是有的格没有填进去；改公式或补上缺的数。",
        en: "See which cells the formula adds: some twice, some left out, or some not filled; correct the formula or fill them.",
    },
    page: "## 含义\n空白表自带的公式，用填进去的数算出来，与按预算数据算出的数不同。差额见下。\n\n## 为什么\n公式是发表的部门写的，程序不改；但公开出去的是公式的结果，它不对，公开数就不对。\n\n## 怎么办\n1. 先处理同一张表里“缺少一行”“已有内容”之类的问题。\n2. 再看公式的范围：插入的行在不在里面，类、款、项是不是重复相加。\n3. 公式确实不对的，报告发表的部门。",
};

/// Formulas whose results are not known until a spreadsheet program opens the file.
pub static NOT_COMPUTED: Code = Code {
    id: "GK-F012",
    severity: Severity::Advisory,
    title: Words {
        zh: "有公式要等打开时才有结果", en: "Formulas without a result until the file is opened"
    },
    message: Words {
        zh: "空白表有 {count} 个公式不是简单的加减，旧结果已经去掉，用 Excel 或 WPS 打开时会重新计算：{cells}。",
        en: "{count} formulas are no plain sums; their old results were taken out and are computed anew on opening: {cells}.",
    },
    remedy: Words {
        zh: "用 Excel 或 WPS 打开，看过结果，保存一次再上报。",
        en: "Open the file in Excel or WPS, look at the results, and save it once.",
    },
    page: "## 含义\n加减、SUM 和 ROUND 的结果由程序精确算好写进文件；别的函数只有表格软件会算。\n\n## 为什么\n留着旧结果，预览时看到的是过时的数。\n\n## 怎么办\n打开一次并保存，结果就在文件里了。",
};

/// A number format that is not for money.
pub static FORMAT: Code = Code {
    id: "GK-F013",
    severity: Severity::Advisory,
    title: Words { zh: "单元格格式不适合金额", en: "A number format that is not for money" },
    message: Words {
        zh: "空白《{table}》放金额的格子是“{format}”格式，填进去的数显示出来可能不对。",
        en: "Cells for figures of {table} have the format “{format}”; figures may not look as they should.",
    },
    remedy: Words {
        zh: "打开看显示的数；不对的，把这些格子改成数值格式、两位小数。",
        en: "Look at the figures; if they are wrong, give the cells a number format with two decimals.",
    },
    page: "## 含义\n文本、日期、百分比格式，或者按千缩放的格式，放不好金额。\n\n## 为什么\n格式是空白表的，程序不改；数按单位写进去了，显示成什么样由格式决定。\n\n## 怎么办\n在 Excel 或 WPS 里选中这些格子，格式改为“数值”、两位小数。",
};

/// A signature that no longer holds.
pub static SIGNATURE: Code = Code {
    id: "GK-F014",
    severity: Severity::Advisory,
    title: Words { zh: "空白表的数字签名已失效", en: "The blank's digital signature no longer holds" },
    message: Words {
        zh: "空白表带有数字签名；内容改动后签名不再成立，已经去掉。",
        en: "The blank was signed; with its content changed the signature no longer holds and was taken out.",
    },
    remedy: Words {
        zh: "需要签名的，填好后由有权的人重新签。", en: "Have it signed again by whom it may concern."
    },
    page: "## 含义\n签名证明文件没有被改过；填表就是改动。\n\n## 为什么\n留着失效的签名，打开时会提示文件被篡改。\n\n## 怎么办\n问清楚上报的文件是否需要签名。",
};

/// A blank that cannot be edited in place.
pub static NOT_EDITABLE: Code = Code {
    id: "GK-F015",
    severity: Severity::Mandatory,
    title: Words { zh: "空白表不能就地填写", en: "The blank cannot be edited in place" },
    message: Words { zh: "不能填写“{path}”：{reason}。", en: "{path} cannot be filled: {reason}." },
    remedy: Words {
        zh: "用 Excel 或 WPS 打开这份空白表，另存为 .xlsx，再用另存的文件填写。",
        en: "Open the blank in Excel or WPS, save it as .xlsx, and fill that file.",
    },
    page: "## 含义\n只有 .xlsx 和 .xlsm 能原样修改。.xls 和 .et 是旧的二进制格式，.xlsb 是二进制格式，加密的文件看不到内容。\n\n## 为什么\n转换格式会丢掉样式、图形或校验，填出来的就不是发下来的那份表了，所以程序不代为转换。\n\n## 怎么办\n在 Excel 或 WPS 里打开，选“文件 → 另存为”，类型选 .xlsx。有打开密码的先取消密码。文件已损坏的，重新下载或请发表的部门再发一份。",
};

/// A blank in which no form was recognised.
pub static NOTHING_FOUND: Code = Code {
    id: "GK-F016",
    severity: Severity::Mandatory,
    title: Words { zh: "空白表里没有认出任何一张表", en: "No form was recognised in the blank" },
    message: Words {
        zh: "工作簿里没有认出表样 {edition} 中的任何一张表，什么也没有填。",
        en: "None of the forms of {edition} was recognised in the workbook; nothing was filled.",
    },
    remedy: Words {
        zh: "核对给的是不是空白表、年度和地区的表样对不对（--edition）；标题或表头改了说法的，用 --plan 文件 指明位置。",
        en: "Check that this is the blank, and the edition (--edition); say with --plan FILE where the forms stand.",
    },
    page: "## 含义\n表按标题认，栏按表头文字认；一张也没有对上。\n\n## 为什么\n常见的是给错了文件（导出数据、说明文档），或者空白表是别的年度、别的地方的。\n\n## 怎么办\n1. 打开文件看看。\n2. 用 `gongkai edition list` 看有哪些表样，用 `--edition` 指定。\n3. 都没有错而仍然认不出的，自己写一份计划文件，用 `--plan 文件.toml` 交给程序。",
};

/// Forms that belong to another workbook than this blank: those beside the tables of figures, or the other way round.
pub static NO_ANNEX: Code = Code {
    id: "GK-F017",
    severity: Severity::Advisory,
    title: Words { zh: "空白表里不收这些表", en: "Forms that this blank does not hold" },
    message: Words {
        zh: "数据里有内容、这份空白工作簿里没有的表：{tables}。没有填。",
        en: "The data have content for forms that this blank does not hold: {tables}. They were not filled.",
    },
    remedy: Words {
        zh: "另有一份空白工作簿的，对那一份再运行一次；不要求填的，不用处理；也可以用 gongkai convert 生成。",
        en: "Fill the other blank too where there is one; nothing where they are not asked for; `gongkai convert` makes them.",
    },
    page: "## 含义\n九张预算表和附表（项目绩效目标表、政府采购预算、固定资产占用情况表、机构设置情况）常分成两份工作簿发下来。这份空白表里只有其中一种，另一种没有地方填。\n\n## 为什么\n不是这份空白表缺了什么，所以只说一次，不挡住上报；真的漏了也能从这里看出来。同一种里缺一张，另行报强制问题。\n\n## 怎么办\n1. 另有一份空白工作簿的，对那一份再运行一次 `gongkai fill`。\n2. 应当在同一份工作簿里的，问发表的部门。\n3. 有而没有认出来的，看标题和表头文字是否与表样一致，或用 `--plan` 指明位置。",
};

/// Fewer forms of a project in the blank than there are projects.
pub static TOO_FEW_FORMS: Code = Code {
    id: "GK-F018",
    severity: Severity::Mandatory,
    title: Words {
        zh: "空白表里一个项目一张的表不够", en: "The blank has fewer forms than there are projects"
    },
    message: Words {
        zh: "《{table}》一个项目一张，空白工作簿里有 {there} 张，还差 {count} 张，没有填的从“{first}”起。",
        en: "{table} is made once a project; the blank has {there}, {count} more are needed, from “{first}” on.",
    },
    remedy: Words {
        zh: "在 Excel 或 WPS 里右键空白的这张工作表，“移动或复制 → 建立副本”，复制够张数后重新填写；--plan 可以指明哪一张填哪个项目。",
        en: "Copy that sheet of the blank in Excel or WPS as often as needed and fill again; --plan says which takes which project.",
    },
    page: "## 含义\n项目绩效目标表一个项目一张。空白工作簿里的张数少于项目数，多出来的项目没有地方填。\n\n## 为什么\n程序不自己增加工作表：加了就不是发下来的那份文件了，打印设置、图章也不一定跟得上。\n\n## 怎么办\n1. 在 Excel 或 WPS 里右键工作表标签，选“移动或复制”，勾“建立副本”，重复到够数。\n2. 重新运行。各张依次填各个项目；要指定的，在计划里写 `project = \"项目编码\"`。",
};

/// Records for which the blank has no empty row.
pub static NO_ROOM: Code = Code {
    id: "GK-F019",
    severity: Severity::Mandatory,
    title: Words { zh: "空白表没有空行可填", en: "The blank has no empty rows" },
    message: Words {
        zh: "空白《{table}》里没有空行，下列 {count} 行没有填：{rows}。",
        en: "The blank of {table} has no empty row; {count} rows were not filled: {rows}.",
    },
    remedy: Words {
        zh: "在表头下面留一个空行作样板（有边框和格式），其余由程序插入；或用 --plan 在 [form.grow.body] 里写明样板行。",
        en: "Leave one empty row below the header as a pattern, or name it with --plan in [form.grow.body].",
    },
    page: "## 含义\n这张表一条记录一行，行数随数据增加。空白表的表头下面没有空行，每一行都已有内容。\n\n## 为什么\n已有内容的行不覆盖；新行要照一个空的样板行来做，没有样板就不知道照什么样子插。\n\n## 怎么办\n清掉不要的旧内容，留一个有边框和格式的空行，再填一次。",
};
