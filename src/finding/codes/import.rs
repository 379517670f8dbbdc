//! Codes of the import room about tables: headers, columns, units, years, amounts.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[
    &NO_HEADER,
    &UNKNOWN_KIND,
    &MISSING_COLUMN,
    &DOUBLED_COLUMN,
    &UNIT_UNKNOWN,
    &UNIT_DISAGREES,
    &UNIT_UNSUPPORTED,
    &UNIT_FROM_OPTION,
    &UNIT_IMPLAUSIBLE,
    &UNIT_ABSURD,
    &FORMAT_DISAGREES,
    &FORMAT_MIXED,
    &UNIT_TOO_FINE,
    &UNIT_CONTRADICTED,
    &YEAR_UNKNOWN,
    &YEAR_FROM_OPTION,
    &YEAR_UNREADABLE,
    &NO_NUMBER,
    &UNCALCULATED,
    &ERROR_VALUE,
    &DATE_AS_AMOUNT,
    &ROUNDED,
    &TOO_LARGE,
];

/// No header was found on a sheet.
pub static NO_HEADER: Code = Code {
    id: "GK-I050",
    severity: Severity::Mandatory,
    title: Words { zh: "没有认出表头", en: "no header found" },
    message: Words {
        zh: "没有找到表头：至少要有三列的列名是认识的，才能确定数据从哪里开始（{rows} 行未使用）",
        en: "no header found: at least three known column names are needed to tell where the data begins ({rows} rows not used)",
    },
    remedy: Words {
        zh: "请确认这是财政系统的导出，并且带有列名；列名特殊的，用 gongkai profile new 写一份配置，再用 --profile 指定",
        en: "check that it is an export with its column names; for unusual names write a profile and give it with --profile",
    },
    page: "## 含义\n工作表有内容，但没有一行像表头。\n\n## 为什么\n同一个文件别的表用上了时，这只是提示；整个文件没有一张表用上时是强制问题，因为这份文件里的钱一分也没有计入。\n\n## 怎么办\n补上列名，或者为这种导出写一份配置。",
};

/// A table that is no known kind of export.
pub static UNKNOWN_KIND: Code = Code {
    id: "GK-I052",
    severity: Severity::Mandatory,
    title: Words { zh: "看不出是哪一种导出", en: "unknown kind of export" },
    message: Words {
        zh: "认出了表头（{header}），但看不出是哪一种导出，{rows} 行未使用",
        en: "a header was found ({header}), but it fits no known kind of export; {rows} rows not used",
    },
    remedy: Words {
        zh: "支出明细要有功能分类和金额，以及项目或经济分类；收入预算要有资金性质（或收入项目）和金额；政府采购要有采购品目、数量、单价，资产要有资产项目、数量、价值，绩效指标要有项目名称、三级指标、指标值。请核对列名，或用 --profile 指定配置",
        en: "expenditure needs function, amount, and project or economic class; revenue needs fund and amount; purchases need item, quantity and price, assets need kind, quantity and value, goals need project, 三级指标 and 指标值; check the names or give --profile",
    },
    page: "## 含义\n表头里有认识的列，但凑不成任何一种导出。\n\n## 为什么\n猜错一张表的用途，整份公开表就错了，所以不猜。\n\n## 怎么办\n核对列名；列名特殊的写一份配置。",
};

/// A column that is needed is not there.
pub static MISSING_COLUMN: Code = Code {
    id: "GK-I053",
    severity: Severity::Mandatory,
    title: Words { zh: "缺少必需的列", en: "missing column" },
    message: Words {
        zh: "{kind}缺少“{field}”列。表头在第 {header_rows} 行：{header}。按这些名称找过：{names}",
        en: "{kind} lacks the column “{field}”. Header in row {header_rows}: {header}. Looked for under: {names}",
    },
    remedy: Words {
        zh: "请在导出时带上这一列，或把列名改成上面的名称之一；列名不能改的，写一份配置用 --profile 指定",
        en: "export it with this column, rename it to one of these names, or give a profile with --profile",
    },
    page: "## 含义\n没有这一列，就无法把金额放进公开表的正确位置。\n\n## 为什么\n程序按列名辨认列，不按位置猜。\n\n## 怎么办\n补上这一列或改列名；整张表在此之前不使用。",
};

/// Two columns of one name.
pub static DOUBLED_COLUMN: Code = Code {
    id: "GK-I054",
    severity: Severity::Mandatory,
    title: Words { zh: "两列同名", en: "two columns of one name" },
    message: Words {
        zh: "{first} 列和 {second} 列都叫“{header}”，不能确定取哪一列",
        en: "columns {first} and {second} are both “{header}”",
    },
    remedy: Words { zh: "请删去不用的一列，或给它改名", en: "delete one or rename it" },
    page: "## 含义\n金额列有两列同名。\n\n## 为什么\n取错一列，全表的数就错了。\n\n## 怎么办\n删去或改名后重新运行。",
};

/// Nothing says the unit of the amounts.
pub static UNIT_UNKNOWN: Code = Code {
    id: "GK-I060",
    severity: Severity::Mandatory,
    title: Words { zh: "不知道金额单位", en: "unit unknown" },
    message: Words {
        zh: "“{header}”列没有写明是元还是万元，表上方、导出配置里也没有",
        en: "column “{header}” does not say 元 or 万元, nor do the lines above it or the profile",
    },
    remedy: Words {
        zh: "请在表上方写“单位：元”或“单位：万元”，或用 --unit 元、--unit 万元 指定",
        en: "state it above the table (单位：元) or give --unit",
    },
    page: "## 含义\n金额单位没有任何依据。\n\n## 为什么\n差一万倍的错误不能靠猜来避免。\n\n## 怎么办\n写明单位，或用 --unit 指定。",
};

/// Two places state different units.
pub static UNIT_DISAGREES: Code = Code {
    id: "GK-I061",
    severity: Severity::Mandatory,
    title: Words { zh: "金额单位前后不一致", en: "units disagree" },
    message: Words {
        zh: "“{header}”列写的是{column}，表上方写的是{line}",
        en: "column “{header}” says {column}, the line above the table says {line}",
    },
    remedy: Words {
        zh: "请改成一致，或用 --unit 指定以哪个为准", en: "make them agree or decide with --unit"
    },
    page: "## 含义\n表头和表上方的单位不同。\n\n## 为什么\n不能确定以哪个为准。\n\n## 怎么办\n改正其中一处，或用 --unit 指定。",
};

/// A unit other than 元 and 万元.
pub static UNIT_UNSUPPORTED: Code = Code {
    id: "GK-I062",
    severity: Severity::Mandatory,
    title: Words { zh: "金额单位不是元或万元", en: "unsupported unit" },
    message: Words {
        zh: "金额单位是“{unit}”，程序只接受元和万元",
        en: "the unit is “{unit}”; only 元 and 万元 are read",
    },
    remedy: Words { zh: "请改用元或万元导出", en: "export it in 元 or 万元" },
    page: "## 含义\n表里写的是千元、亿元等单位。\n\n## 为什么\n部门预算导出只用元和万元，其他单位多半是写错了。\n\n## 怎么办\n改用元或万元重新导出。",
};

/// The unit comes from the command line.
pub static UNIT_FROM_OPTION: Code = Code {
    id: "GK-I063",
    severity: Severity::Info,
    title: Words { zh: "金额单位按命令行指定", en: "unit from the command line" },
    message: Words {
        zh: "“{header}”列按 --unit 当作{unit}",
        en: "column “{header}” was read in {unit} as --unit says",
    },
    remedy: Words { zh: "请核对总额", en: "check the total" },
    page: "## 含义\n表里没有写明单位，或前后不一致，用了 --unit 给的。\n\n## 怎么办\n核对总额是否合理。",
};

/// The amounts make the stated unit doubtful.
pub static UNIT_IMPLAUSIBLE: Code = Code {
    id: "GK-I064",
    severity: Severity::Advisory,
    title: Words { zh: "按所写的单位，金额不合常理", en: "implausible unit" },
    message: Words {
        zh: "按{unit}读，{what}，请核对单位是否写错", en: "read in {unit}, {what}; check the unit"
    },
    remedy: Words {
        zh: "请核对单位；确实无误的不用处理", en: "check the unit; ignore this if it is right"
    },
    page: "## 含义\n金额的大小和所写的单位不相称。\n\n## 为什么\n元当成万元会大一万倍，反之小一万倍。\n\n## 怎么办\n核对导出文件的单位。",
};

/// A department hardly has so much.
pub static UNIT_ABSURD: Code = Code {
    id: "GK-I065",
    severity: Severity::Mandatory,
    title: Words { zh: "金额大得不可能", en: "impossible total" },
    message: Words {
        zh: "按{unit}读，部门 {department} 合计 {total}：没有一个部门有这么多钱，多半是把元当成了万元",
        en: "read in {unit}, department {department} comes to {total}: no department has as much; 元 were probably taken for 万元",
    },
    remedy: Words {
        zh: "请核对导出文件的金额单位，写错的在文件里改正；确实无误的，加 --unit {unit} 重新运行",
        en: "check the unit of the export and correct it in the file; if it is right, run again with --unit {unit}",
    },
    page: "## 含义\n合计超过了一个部门可能有的收支（界限写在 templates/codes/plausible.toml，可用 --templates 改）。\n\n## 为什么\n元当成万元会大一万倍。\n\n## 怎么办\n核对单位，用 --unit 写明。",
};

/// Number formats show another unit than the one that is stated.
pub static FORMAT_DISAGREES: Code = Code {
    id: "GK-I066",
    severity: Severity::Mandatory,
    title: Words { zh: "数字格式与金额单位不一致", en: "number format against unit" },
    message: Words {
        zh: "“{header}”列的数字格式把数缩小后显示（小数点左移 {shift} 位，如把元显示成万元），而{said}写的单位是{unit}：看到的数与单位对不上",
        en: "the number format of column “{header}” divides what it shows (by {shift} digits), while {said} says {unit}",
    },
    remedy: Words {
        zh: "请在 Excel 里选中这一列，把单元格格式改为“常规”，看真正的数是元还是万元，改正单位后再试；或者用 --unit 写明看到的数的单位",
        en: "set the column's format to General in Excel, see what the numbers really are and correct the unit, or give the unit of what is shown with --unit",
    },
    page: "## 含义\n单元格里存的是一个数，自定义格式（如 0!.0000、0!.0, 、0.00,,）显示的是它的一部分。读的人看到的是显示的数。\n\n## 为什么\n显示的数和写明的单位合不上，就不知道哪一个是对的。\n\n## 怎么办\n改掉格式，写对单位。",
};

/// Some numbers of a column are shown divided and some not.
pub static FORMAT_MIXED: Code = Code {
    id: "GK-I067",
    severity: Severity::Mandatory,
    title: Words { zh: "同一列的数字格式不一样", en: "mixed number formats in a column" },
    message: Words {
        zh: "“{header}”列里有的数按原样显示，有的数缩小一万倍（或千倍、百万倍）显示：同一列里有两种单位",
        en: "some numbers of column “{header}” are shown as they are and some divided: two units in one column",
    },
    remedy: Words {
        zh: "请在 Excel 里选中这一列，把单元格格式改为“常规”，核对所列的格，再试",
        en: "set the column's format to General in Excel, look at these cells and try again",
    },
    page: "## 含义\n一列金额里，一部分单元格用了把元显示成万元的自定义格式，另一部分没有。\n\n## 怎么办\n统一格式，核对这些格里真正的数。",
};

/// Amounts of 元 with more decimals than 元 has.
pub static UNIT_TOO_FINE: Code = Code {
    id: "GK-I068",
    severity: Severity::Mandatory,
    title: Words { zh: "按元读，小数太多", en: "too many decimals for 元" },
    message: Words {
        zh: "“{header}”列按元读（{said}），但 {all} 个金额里有 {fine} 个多于两位小数：元没有这样的小数，多半是万元",
        en: "column “{header}” is read in 元 ({said}), but {fine} of {all} amounts have more than two decimals: probably 万元",
    },
    remedy: Words {
        zh: "请核对这一列的单位：是万元的，改正表头或“单位：”一行；确实是元的，加 --unit 元 重新运行",
        en: "check the unit of the column and correct it in the file; give --unit 元 if it really is 元",
    },
    page: "## 含义\n元最多有两位小数（分）。大量金额有三到六位小数，说明数是万元。\n\n## 怎么办\n核对单位，改正文件或用 --unit 写明。",
};

/// Another place of the file states another unit.
pub static UNIT_CONTRADICTED: Code = Code {
    id: "GK-I069",
    severity: Severity::Mandatory,
    title: Words { zh: "两处写的金额单位不一样", en: "two units are stated" },
    message: Words {
        zh: "“{header}”列：{said}写的是{unit}，{elsewhere}写的是{other}",
        en: "column “{header}”: {said} says {unit}, {elsewhere} says {other}",
    },
    remedy: Words {
        zh: "请核对哪一处是对的，改成一致；或者用 --unit 指定以哪个为准",
        en: "make them agree or decide with --unit",
    },
    page: "## 含义\n表头、表上方、导出配置说的单位，与工作表名称、文件名、页眉页脚或表下方写的不一样。\n\n## 为什么\n差一万倍，不能猜。\n\n## 怎么办\n改成一致，或用 --unit 指定。",
};

/// Nothing says the fiscal year.
pub static YEAR_UNKNOWN: Code = Code {
    id: "GK-I070",
    severity: Severity::Mandatory,
    title: Words { zh: "不知道预算年度", en: "fiscal year unknown" },
    message: Words {
        zh: "没有“预算年度”列，标题里也没有年份{why}",
        en: "there is no year column and no year in the title{why}",
    },
    remedy: Words {
        zh: "请在标题里写明年度，或用 --year 指定", en: "name it in the title or give --year"
    },
    page: "## 含义\n不知道是哪一年的预算。\n\n## 为什么\n年度决定公开表的标题和科目表。\n\n## 怎么办\n写明年度，或用 --year 指定。",
};

/// The fiscal year comes from the command line.
pub static YEAR_FROM_OPTION: Code = Code {
    id: "GK-I071",
    severity: Severity::Info,
    title: Words { zh: "预算年度按命令行指定", en: "year from the command line" },
    message: Words {
        zh: "文件没有写明预算年度，按指定的 {year} 年处理",
        en: "the file names no fiscal year; {year} was given",
    },
    remedy: Words { zh: "请核对", en: "check it" },
    page: "## 含义\n文件没有写年度，用了指定的年度。\n\n## 怎么办\n核对年度。",
};

/// A year cell holds no year.
pub static YEAR_UNREADABLE: Code = Code {
    id: "GK-I072",
    severity: Severity::Mandatory,
    title: Words { zh: "预算年度不是年份", en: "unreadable year" },
    message: Words {
        zh: "预算年度写的是“{what}”（{count} 处）", en: "the fiscal year reads “{what}” ({count} times)"
    },
    remedy: Words { zh: "请改成四位年份", en: "write four digits" },
    page: "## 含义\n年度列里不是年份。\n\n## 为什么\n不知道这一行属于哪一年，未计入。\n\n## 怎么办\n改成 2024 这样的年份。",
};

/// An amount cell holds no number.
pub static NO_NUMBER: Code = Code {
    id: "GK-I080",
    severity: Severity::Mandatory,
    title: Words { zh: "金额不是数字", en: "no number" },
    message: Words {
        zh: "“{what}”不能当作金额：{why}（{count} 处，所在的行未计入）",
        en: "“{what}” is no amount: {why} ({count} times; the rows are not counted)",
    },
    remedy: Words {
        zh: "请在导出文件里改成数字，没有金额的留空", en: "write a number, or leave it empty"
    },
    page: "## 含义\n金额单元格里的内容读不成数字。\n\n## 为什么\n不是数字的绝不当作零，否则会悄悄少一笔钱。\n\n## 怎么办\n改成数字；没有金额的留空或写“-”。",
};

/// An amount is a formula without a result.
pub static UNCALCULATED: Code = Code {
    id: "GK-I081",
    severity: Severity::Mandatory,
    title: Words { zh: "公式没有计算结果", en: "formula without a result" },
    message: Words {
        zh: "金额是公式“{what}”，文件里没有它的结果（{count} 处，所在的行未计入）",
        en: "the amount is the formula “{what}” without a result ({count} times)",
    },
    remedy: Words {
        zh: "请用 Excel 或 WPS 打开，等计算完成后保存，再用",
        en: "open it in Excel or WPS, let it calculate, save",
    },
    page: "## 含义\n文件由程序生成，没有保存过公式的结果。\n\n## 为什么\n没有结果就没有金额。\n\n## 怎么办\n用 Excel 或 WPS 打开保存一次。",
};

/// A cell holds an error.
pub static ERROR_VALUE: Code = Code {
    id: "GK-I082",
    severity: Severity::Mandatory,
    title: Words { zh: "单元格是错误值", en: "error value" },
    message: Words {
        zh: "单元格是错误值 {what}（{count} 处，所在的行未计入）",
        en: "the cell holds the error {what} ({count} times)",
    },
    remedy: Words { zh: "请在原表中改正公式", en: "mend the formula" },
    page: "## 含义\n公式出错（#REF!、#N/A 等）。\n\n## 为什么\n错误值不是金额，也不是零。\n\n## 怎么办\n改正公式后重新保存。",
};

/// An amount cell holds a date.
pub static DATE_AS_AMOUNT: Code = Code {
    id: "GK-I083",
    severity: Severity::Mandatory,
    title: Words { zh: "金额单元格是日期", en: "date as an amount" },
    message: Words {
        zh: "金额单元格的格式是日期（{what}，{count} 处，所在的行未计入）",
        en: "the amount cell is formatted as a date ({what}, {count} times)",
    },
    remedy: Words { zh: "请把单元格格式改为数值并核对金额", en: "format it as a number and check it" },
    page: "## 含义\n数字被设成了日期格式。\n\n## 为什么\n不能确定原来是金额还是日期。\n\n## 怎么办\n改格式，核对金额。",
};

/// An amount was rounded to eight decimals of 元.
pub static ROUNDED: Code = Code {
    id: "GK-I084",
    severity: Severity::Advisory,
    title: Words { zh: "金额的小数位太多，已四舍五入", en: "amount rounded" },
    message: Words {
        zh: "“{what}”换算成元后超过 8 位小数，已四舍五入（{count} 处）",
        en: "“{what}” has more than 8 decimals of 元 and was rounded ({count} times)",
    },
    remedy: Words {
        zh: "请核对金额；一般是计算留下的尾数", en: "check it; usually the rest of a calculation"
    },
    page: "## 含义\n金额带有计算产生的尾数。\n\n## 怎么办\n核对即可。",
};

/// An amount is too large to be one.
pub static TOO_LARGE: Code = Code {
    id: "GK-I085",
    severity: Severity::Mandatory,
    title: Words { zh: "金额大得不可能", en: "amount too large" },
    message: Words {
        zh: "“{what}”换算成元有 10 万亿以上（{count} 处，所在的行未计入）",
        en: "“{what}” is 10 trillion 元 or more ({count} times)",
    },
    remedy: Words {
        zh: "请核对是不是编码放进了金额列，或者单位写错",
        en: "check whether it is a code, or the unit is wrong",
    },
    page: "## 含义\n金额超过 10 万亿元。\n\n## 为什么\n多半是编码错放在金额列，或者单位写错。\n\n## 怎么办\n核对这一列。",
};
