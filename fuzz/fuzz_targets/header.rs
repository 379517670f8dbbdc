//! Finding the header and making lines: every byte is a cell, made of the words that exports are made of.
#![no_main]

use std::sync::OnceLock;

use gongkai::edition::Templates;
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, open};
use gongkai::import::{Options, understand};

const WORDS: &[&str] = &[
    "", "预算单位", "单位代码", "单位名称", "部门代码", "项目类别", "项目编码", "项目名称", "支出功能分类", "功能分类科目", "类", "款",
    "项", "编码", "名称", "部门预算经济分类", "政府预算经济分类", "资金性质", "资金来源", "收入项目", "预算金额（元）", "预算数", "金额",
    "年初批复数", "申报数", "合计", "小计", "上年结转", "本年收入", "一般公共预算", "政府性基金", "事业收入", "财政拨款", "预算年度",
    "单位：元", "单位：万元", "2024年部门预算", "编制部门：434-办公室", "备注", "续表", "栏次", "制表人：张三", "434001-办公室本级",
    "434001", "2024", "2023", "2010301-行政运行", "20103", "201", "01", "03", "30101-基本工资", "50101", "111-一般公共预算资金",
    "人员类", "公用经费", "特定目标类", "13053224R00273520101R", "1-本年预算安排", "100", "-50", "1166.60", "1166.60万元", "￥5", "—", "#REF!",
    "9999999999999999999999999999", "0", "约100",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    static TEMPLATES: OnceLock<Templates> = OnceLock::new();
    let templates = TEMPLATES.get_or_init(Templates::built_in);
    let cell = |byte: &u8| WORDS[usize::from(*byte) % WORDS.len()];
    let line = |line: &[u8]| line.iter().map(cell).collect::<Vec<_>>().join(",");
    let text = bytes.split(|byte| *byte == b'\n').map(line).collect::<Vec<_>>().join("\n");
    let opened = open(&Input { name: "input.csv".into(), bytes: text.as_bytes() }, &Limits::default());
    let options = Options { templates, profile: None, unit: None, fiscal_year: None };
    let read = understand(&opened.value, &options);
    for table in read.value.readings.iter().flat_map(|file| &file.tables) {
        assert_eq!(table.rows_read, table.rows_used + table.aside.len(), "{text}");
    }
});
