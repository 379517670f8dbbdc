//! Codes about printed figures that do not add up, of the tables room.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[&NOT_CLOSING, &TIED, &FAR];

/// Printed parts do not come to the printed total.
pub static NOT_CLOSING: Code = Code {
    id: "GK-T101",
    severity: Severity::Info,
    title: Words { zh: "打印的合计与分项之和有尾差", en: "Printed figures do not add up by a little" },
    message: Words {
        zh: "{how}：打印的各分项之和与打印的合计不相等；精确数是相等的，差异只来自四舍五入。本表共 {count} 处。",
        en: "{how}: the printed parts do not come to the printed total; the exact ones do, the rest is rounding. \
             {count} in this table.",
    },
    remedy: Words {
        zh: "一般不必处理，表下已加说明。要使打印的数处处相加相等，加 --rounding tie 重新生成。",
        en: "Usually nothing to do: a note stands under the table. With --rounding tie every printed sum closes.",
    },
    page: "## 含义\n\n金额精确到分，公开表打印到 0.01 万元。每个数各自四舍五入以后，打印出来的分项加起来可能与打印出来的合计差 0.01 万元；\
           分项多时可能差得更多。“应为”是打印的各分项之和，“实为”是打印的合计。\n\n\
           ## 为什么\n\n单元格里存的是精确数，公式都成立；但看纸质表、PDF 或网页的人只看得到两位小数，拿计算器一加会发现不相等。\n\n\
           ## 例\n\n两项各 2.344 万元，打印 2.34 和 2.34，相加 4.68；合计 4.688，打印 4.69。\n\n\
           ## 怎么办\n\n默认方式（--rounding exact）不改动任何数，程序在表下加注“因四舍五入……”。\
           如果要求打印的数处处闭合，用 --rounding tie：把 0.01 万元的尾差一次分摊到明细，所有表再由分摊后的明细汇总，\
           调整了哪些数见底稿“尾差调整”。两种方式的区别见 docs/rounding.md。",
};

/// Figures were moved so that printed sums close.
pub static TIED: Code = Code {
    id: "GK-T102",
    severity: Severity::Info,
    title: Words { zh: "已调整尾差，打印的数处处闭合", en: "Figures moved so that printed sums close" },
    message: Words {
        zh: "有 {count} 个公开数不是自身四舍五入的结果，最多差 {largest}，使每张表打印的合计都等于分项之和。",
        en: "{count} published figures are not their own rounding, by {largest} at most, so that every printed sum closes.",
    },
    remedy: Words {
        zh: "核对底稿“尾差调整”页：每个调整过的数列有精确数、四舍五入数、公开数和调整额。不需要调整时用 --rounding exact。",
        en: "See the sheet 尾差调整 of the working paper; --rounding exact leaves every figure as it is.",
    },
    page: "## 含义\n\n用了 --rounding tie（或表样规定这样做）：0.01 万元的尾差一次分摊到明细，九张表都由分摊后的明细汇总，\
           所以打印出来的数在每张表里、各表之间都相加相等，总计等于精确总计的四舍五入。\n\n\
           ## 为什么\n\n各数各自四舍五入，打印的分项之和常与打印的合计差 0.01 万元。要让它们相等，总有一些数要进位或舍去。\n\n\
           ## 例\n\n两项各 2.344 万元，合计 4.688 万元打印 4.69；一项打印 2.34，另一项调整为 2.35。\n\n\
           ## 怎么办\n\n看底稿“尾差调整”页。budget.json 里仍是精确数。核对公开表与 budget.json 时加同样的 --rounding tie。",
};

/// A figure is more than one step from its own rounding.
pub static FAR: Code = Code {
    id: "GK-T103",
    severity: Severity::Advisory,
    title: Words { zh: "尾差调整超过一个打印单位", en: "A figure moved by more than one display step" },
    message: Words {
        zh: "有 {count} 个公开数与自身四舍五入的结果相差超过一个打印单位，最多差 {largest}：这些数同时受太多合计约束，没有更小的调整。",
        en: "{count} published figures are more than one display step from their own rounding, {largest} at most.",
    },
    remedy: Words {
        zh: "看底稿“尾差调整”页中这些数；不能接受时用 --rounding exact，由表下的说明交代尾差。",
        en: "See 尾差调整 in the working paper; where this cannot be, use --rounding exact and its note.",
    },
    page: "## 含义\n\n每个数最多只应进或舍一个打印单位（0.01 万元）。同一条明细同时进入按功能科目、按支出类别、按资金性质、\
           按经济科目的多张表，极少数时候没有一种分摊能让所有数都做到这一点，程序取偏离最小的一种并在这里列出。\n\n\
           ## 怎么办\n\n看底稿“尾差调整”页。确实不能接受时用 --rounding exact。",
};
