//! Codes of reading tables that are already summed (决算汇总表).

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[
    &MEASURE_BY_EXPENDITURE,
    &WRONG_SUM,
    &TABLES_DISAGREE,
    &COLUMN_UNKNOWN,
    &ROW_TWICE,
    &TABLE_MISSING,
    &YEAR_MISSING,
    &UNIT_TWICE,
    &LINES_WIN,
    &NOT_PLACED,
    &CLOSING_DERIVED,
    &OVERSPENT,
];

/// A table of revenue goes with the expenditure.
pub static MEASURE_BY_EXPENDITURE: Code = Code {
    id: "GK-I250",
    severity: Severity::Info,
    title: Words {
        zh: "收入表没有写是预算还是决算", en: "revenue of which nothing says whether it is a budget"
    },
    message: Words {
        zh: "{rows} 行收入没有写是预算还是决算；同一部门同一年度的支出是决算，因此作为决算收入",
        en: "{rows} rows of revenue are taken for final accounts, as the expenditure is",
    },
    remedy: Words {
        zh: "如果不是，请在表题、工作表名或文件名里写明“预算”",
        en: "say 预算 in the title, the sheet's or the file's name where that is wrong",
    },
    page: "## 含义\n表题、列名、工作表名、文件名都没有写“预算”或“决算”。\n\n## 为什么\n部门每年公开两次，收入要归到其中一次。\n\n## 怎么办\n核对；不对就在文件名里写明。",
};

/// A sum of the table is not that of its parts.
pub static WRONG_SUM: Code = Code {
    id: "GK-I251",
    severity: Severity::Mandatory,
    title: Words { zh: "汇总表自己加不起来", en: "a summed table does not add up" },
    message: Words {
        zh: "“{row}”的“{column}”与它的各部分之和不等", en: "{row}, {column} is not the sum of its parts"
    },
    remedy: Words {
        zh: "请在决算系统里核对这张表，重新导出；公开表取最末一级科目的数",
        en: "check the table where it comes from; the deepest rows are used",
    },
    page: "## 含义\n决算汇总表的合计行、类、款，或由其他列相加的列，与它的组成部分加起来不等。\n\n## 为什么\n这样的表被改动过，或者导出不全；公开出去两处就对不上。\n\n## 怎么办\n在决算系统里核对后重新导出。",
};

/// The same figure differs in two tables.
pub static TABLES_DISAGREE: Code = Code {
    id: "GK-I252",
    severity: Severity::Mandatory,
    title: Words { zh: "同一个数在两张汇总表里不同", en: "two summed tables disagree" },
    message: Words { zh: "{what}", en: "{what}" },
    remedy: Words {
        zh: "请核对两张表，看哪一张是旧的或被改过，重新导出",
        en: "check both tables and export them again",
    },
    page: "## 含义\n一个单位的几张决算汇总表里，同一个数应当一样（例如收入支出决算总表的本年支出合计，就是支出决算表的合计）。\n\n## 为什么\n不一样说明几张表不是同一次导出的，或者有一张被改动过。\n\n## 怎么办\n从同一次上报的数据重新导出全套表。",
};

/// A column of money that is none of the table's.
pub static COLUMN_UNKNOWN: Code = Code {
    id: "GK-I253",
    severity: Severity::Advisory,
    title: Words { zh: "汇总表里不认识的金额列", en: "an unknown column in a summed table" },
    message: Words {
        zh: "“{what}”列有金额，但不认识，没有采用", en: "column {what} holds money and is not known"
    },
    remedy: Words {
        zh: "如果它是公开表要用的，请在 codes/summed.toml 里给相应的列加上这个名称",
        en: "add the name to codes/summed.toml where the column matters",
    },
    page: "## 含义\n汇总表里有一列金额，名称不在已知的列名里。\n\n## 为什么\n各地决算系统的列名略有不同；不认识的列不猜。\n\n## 怎么办\n核对是否影响公开表；需要时在 codes/summed.toml 里加名称。",
};

/// A code stands twice.
pub static ROW_TWICE: Code = Code {
    id: "GK-I254",
    severity: Severity::Mandatory,
    title: Words { zh: "汇总表里同一科目有两行", en: "a code twice in a summed table" },
    message: Words {
        zh: "科目 {what} 有两行以上，只用了第一行",
        en: "code {what} stands twice; the first row is used",
    },
    remedy: Words { zh: "请核对这张表是不是拼接过", en: "check whether the table was put together" },
    page: "## 含义\n汇总表一个科目只应有一行。\n\n## 为什么\n两个单位的表拼在一起、或者粘贴重复，都会这样。\n\n## 怎么办\n按单位分开，或者用汇总后的表。",
};

/// A table without which money cannot be placed.
pub static TABLE_MISSING: Code = Code {
    id: "GK-I255",
    severity: Severity::Mandatory,
    title: Words { zh: "缺少需要的汇总表", en: "a summed table is missing" },
    message: Words {
        zh: "{unit} 没有给《{table}》，分不出哪些是财政拨款；这一列没有采用：{column}",
        en: "{unit}: {table} is missing, {column} is not used",
    },
    remedy: Words { zh: "请把这张表一起给出", en: "give this table too" },
    page: "## 含义\n支出决算表只有合计，财政拨款的部分在另一张表里。\n\n## 为什么\n缺了它，公开 04、05 表没有依据。\n\n## 怎么办\n导出全套决算报表。",
};

/// No year is known.
pub static YEAR_MISSING: Code = Code {
    id: "GK-I256",
    severity: Severity::Mandatory,
    title: Words { zh: "汇总表没有写年度", en: "a summed table without a year" },
    message: Words { zh: "{unit} 的表没有写年度，没有采用", en: "{unit}: no fiscal year is given" },
    remedy: Words { zh: "请用 --year 写明年度", en: "name it with --year" },
    page: "## 含义\n表上方没有“2025年度”这样的字。\n\n## 怎么办\n用 --year 2025 写明。",
};

/// Two tables of one kind for a unit and year.
pub static UNIT_TWICE: Code = Code {
    id: "GK-I257",
    severity: Severity::Mandatory,
    title: Words { zh: "同一单位的同一张汇总表给了两次", en: "a summed table given twice" },
    message: Words {
        zh: "{unit} 的《{table}》给了两份，内容{same}，只用了第一份",
        en: "{unit}: {table} was given twice, {same}; the first is used",
    },
    remedy: Words { zh: "请只保留最新的一份", en: "keep the latest one" },
    page: "## 含义\n一个单位一个年度的每张表只应有一份。\n\n## 怎么办\n只给最新导出的一份。",
};

/// Lines of the same unit are there too.
pub static LINES_WIN: Code = Code {
    id: "GK-I258",
    severity: Severity::Info,
    title: Words { zh: "另有明细，汇总表只用来核对", en: "lines are given too" },
    message: Words {
        zh: "{unit} 另有决算明细；汇总表用来核对，并补充明细里没有的机构运行信息和结转结余",
        en: "{unit}: lines are given too; the summed tables verify them",
    },
    remedy: Words { zh: "不用处理", en: "nothing to do" },
    page: "## 含义\n同一单位既给了明细，又给了汇总表。\n\n## 为什么\n两样都计入会重复；明细更细，所以取明细。\n\n## 怎么办\n不用处理；两者的合计不等时另有一条强制问题。",
};

/// What was made of a column is not what the column comes to.
pub static NOT_PLACED: Code = Code {
    id: "GK-I259",
    severity: Severity::Mandatory,
    title: Words { zh: "两张汇总表的科目行对不上", en: "the rows of two summed tables do not match" },
    message: Words {
        zh: "{unit} 的{column}，按科目逐行扣除已取得的部分后，与合计扣除的结果不等",
        en: "{unit}: {column} does not come out row by row as in total",
    },
    remedy: Words {
        zh: "请核对两张表的科目是不是都到了同一级（款或项）",
        en: "check whether both tables go down to the same level",
    },
    page: "## 含义\n财政拨款以外的支出是支出决算表减去财政拨款各表得出的；两张表的科目深浅不一时，逐行相减会多出或少掉。\n\n## 怎么办\n从决算系统导出都到“项”级的表。",
};

/// The balance at the end of the year is computed.
pub static CLOSING_DERIVED: Code = Code {
    id: "GK-I260",
    severity: Severity::Info,
    title: Words { zh: "年末结转和结余由收支算出", en: "the balance at the end of the year is computed" },
    message: Words {
        zh: "{what} 没有给出年末结转和结余、使用非财政拨款结余和结余分配：年末按“年初＋本年收入－本年支出”算出，共 {amount}（{figures} 个科目或资金）",
        en: "{what}: the balance at the end of the year is what it began with and received less what it spent, {amount} ({figures} codes or funds)",
    },
    remedy: Words {
        zh: "请与决算报表核对；有使用非财政拨款结余或结余分配的，请给出收入支出决算总表（财决01表）",
        en: "check it; give the table of totals where surplus was used or distributed",
    },
    page: "## 含义\n明细和收入表里没有年末结转和结余。\n\n## 为什么\n年初＋收入－支出＝年末是恒等式；但用了非财政拨款结余、分配了结余的，另有一笔，明细里看不出。\n\n## 怎么办\n与决算报表核对。",
};

/// More was spent than there was.
pub static OVERSPENT: Code = Code {
    id: "GK-I261",
    severity: Severity::Advisory,
    title: Words { zh: "支出大于年初结转与本年收入之和", en: "more was spent than there was" },
    message: Words {
        zh: "{unit} 的{fund} {function}：支出大于年初结转和结余与本年收入之和，年末成了负数",
        en: "{unit}, {fund} {function}: more was spent than there was",
    },
    remedy: Words {
        zh: "请核对收入和年初结转是否导出齐全；用非财政拨款结余弥补的，请给出收入支出决算总表（财决01表）",
        en: "check that all income was exported",
    },
    page: "## 含义\n按科目（非财政拨款按合计）算出的年末结转和结余是负数。\n\n## 怎么办\n多半是收入表缺行，或年初结转没有导出。",
};
