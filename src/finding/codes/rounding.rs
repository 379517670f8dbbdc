//! Codes about printed figures that do not add up, of the tables room.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[&NOT_CLOSING];

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
