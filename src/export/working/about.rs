//! 说明: what this file is, what it holds, how much of each, how to read it.

use super::WorkingPaper;
use super::listing::{Column, Field, Id, Listing};
use super::texts::Texts;
use super::trail::{Uses, cells};
use super::writer::{LINKS_A_SHEET, PAGING};
use crate::amount::{Amount, Unit};
use crate::disclosure::{Cell, Disclosure};
use crate::export::Stamp;
use crate::export::text::too_long;
use crate::finding::{Finding, Severity};
use crate::model::DisclosureKind;

const COLUMNS: &[Column] = &[Column("项目", 30), Column("内容", 24), Column("说明", 76)];

/// The first sheet.
pub(super) fn listing(
    paper: &WorkingPaper<'_>,
    stamp: Stamp,
    (others, uses): (&[Listing], &Uses),
    texts: &Texts,
) -> Listing {
    let mut rows = identity(paper, stamp, texts);
    rows.extend(others.iter().map(|other| contents(other, texts)));
    rows.extend(figures(paper.disclosure, others, texts));
    rows.extend(amounts(paper, uses, texts));
    rows.extend(problems(paper.findings, texts));
    rows.extend(input(paper, texts));
    rows.extend(limits(others, texts));
    Listing { id: Id::About, columns: COLUMNS, rows, if_empty: "" }
}

impl Texts {
    fn row(&self, name: &str, content: Field, remark: &str) -> Vec<Field> {
        vec![self.text(name), content, self.text(remark)]
    }
}

fn identity(paper: &WorkingPaper<'_>, stamp: Stamp, texts: &Texts) -> Vec<Vec<Field>> {
    let disclosure = paper.disclosure;
    vec![
        texts.row(
            "这是什么",
            texts.text(format!("部门{}公开底稿", disclosure.kind.word())),
            "供内部核对和备查，不公开。公开的是下面的公开表文件。",
        ),
        texts.row("部门", texts.text(disclosure.owner.to_string()), ""),
        texts.row(
            if disclosure.kind == DisclosureKind::Final { "年度" } else { "预算年度" },
            texts.text(disclosure.fiscal_year.to_string()),
            "",
        ),
        texts.row("公开表样", texts.text(&*disclosure.edition), ""),
        texts.row("公开表文件", Field::PublishedFile, "与本文件放在同一文件夹时，各表中的单元格链接可以直接打开。"),
        texts.row("制作日期", texts.text(stamp.to_string()), ""),
    ]
}

fn contents(listing: &Listing, texts: &Texts) -> Vec<Field> {
    let remark = match listing.id {
        Id::About => "",
        Id::Trail => {
            "每个直接取自明细的公开数一组：公开数、明细合计、相差，以及组成它的明细所在的行，金额用公式相加；只有一条明细的写明出处。要只看某个数的明细，在“支出明细”的“进入的公开数”列按文字筛选，如“；3!D7；”是第 3 张公开表的 D7。"
        }
        Id::Totals => "每个由公式算出的公开数：公式和结果。公式引用的是公开表文件中的单元格。",
        Id::Moved => "为使打印的合计等于分项之和而调整的公开数：精确数、自身四舍五入的结果、公开数、调整了多少。",
        Id::Lines => {
            "读到的每条支出明细一行；“进入公开数的个数”为 0 的没有进入公开表。出处（文件、工作表、位置、原文）在这里。"
        }
        Id::Revenue => "读到的每条收入明细一行。",
        Id::Records => {
            "项目绩效目标、政府采购、固定资产的每个数一行；“进入公开数的个数”为 0 的没有印在公开表上（如填写为 0 的）。"
        }
        Id::Problems => "程序发现的全部问题：严重程度、位置、应为、实为、相差、怎么办。",
        Id::Tables => "每个输入文件和其中每张表：认作什么、为什么、用了多少行。",
        Id::Columns => "每张表的每一列用作什么，没有用的列为什么没有用。",
        Id::Aside => "没有采用的每一行和原因，例如合计行、小计行、页脚。",
    };
    vec![Field::Listing(listing.id), texts.text(format!("{} 行", listing.rows.len())), texts.text(remark)]
}

fn figures(disclosure: &Disclosure, others: &[Listing], texts: &Texts) -> Vec<Vec<Field>> {
    let all = || disclosure.tables.iter().flat_map(cells).map(|(_, _, cell)| cell);
    let leaves = all().filter(|cell| matches!(cell, Cell::Amount { .. })).count();
    let computed = all().filter(|cell| matches!(cell, Cell::Formula { .. })).count();
    let unlike = others
        .iter()
        .flat_map(|listing| &listing.rows)
        .flatten()
        .filter(|field| matches!(field, Field::Excess { value, .. } if !value.is_zero()));
    let unlike_remark = match disclosure.adjustments.is_empty() {
        true => "个；应为 0，不为 0 时请看“追溯”的“相差”列。",
        false => "个；公开数是打印的位数，尾差已分摊，见“尾差调整”；差多少见“追溯”的“相差”列。",
    };
    vec![
        texts.row("公开表", Field::Count(disclosure.tables.len()), "张，含空表。"),
        texts.row("直接取自明细的公开数", Field::Count(leaves), "个，逐个列在“追溯”中。"),
        texts.row("其中与明细合计不相等", Field::Count(unlike.count()), unlike_remark),
        texts.row("由公式算出的公开数", Field::Count(computed), "个，逐个列在“合计公式”中。"),
    ]
}

fn amounts(paper: &WorkingPaper<'_>, uses: &Uses, texts: &Texts) -> Vec<Vec<Field>> {
    let budget = paper.budget;
    let spent: Amount = budget.lines.iter().map(|line| line.amount).sum();
    let income: Amount = budget.revenue.iter().map(|line| line.amount).sum();
    let unused = || budget.lines.iter().enumerate().filter(|(index, _)| Uses::of(&uses.lines, *index).is_empty());
    let left: Amount = unused().map(|(_, line)| line.amount).sum();
    let remark = format!("元，共 {} 条；应为 0 条。", unused().count());
    vec![
        texts.row("支出明细合计", yuan(spent), &format!("元，共 {} 条。", budget.lines.len())),
        texts.row("收入明细合计", yuan(income), &format!("元，共 {} 条。", budget.revenue.len())),
        texts.row("没有进入公开表的支出明细", yuan(left), &remark),
    ]
}

fn yuan(amount: Amount) -> Field {
    Field::Money(amount, Unit::Yuan)
}

fn problems(findings: &[Finding], texts: &Texts) -> Vec<Vec<Field>> {
    let count = |severity| findings.iter().filter(|finding| finding.open(severity)).count();
    let waived = findings.iter().filter(|finding| finding.waived.is_some()).count();
    let mut rows = vec![
        texts.row("问题：强制", Field::Count(count(Severity::Mandatory)), "个；改正之前不应公开。"),
        texts.row("问题：提示", Field::Count(count(Severity::Advisory)), "个；请有关人员看一看。"),
        texts.row("问题：信息", Field::Count(count(Severity::Info)), "个；供了解。"),
    ];
    if waived > 0 {
        rows.push(texts.row("问题：已豁免", Field::Count(waived), "个；谁负责、到哪天为止，见“问题清单”。"));
    }
    rows
}

fn input(paper: &WorkingPaper<'_>, texts: &Texts) -> Vec<Vec<Field>> {
    let unreadable = paper.readings.iter().filter(|file| file.unreadable).count();
    let tables = || paper.readings.iter().flat_map(|file| &file.tables);
    let read: usize = tables().map(|table| table.rows_read).sum();
    let used: usize = tables().map(|table| table.rows_used).sum();
    let aside: usize = tables().map(|table| table.aside.len()).sum();
    let rows = format!("行；采用 {used} 行，未采用 {aside} 行（每行的原因见“未采用的行”）。");
    vec![
        texts.row("输入文件", Field::Count(paper.readings.len()), &format!("个，其中不能读取 {unreadable} 个。")),
        texts.row("读到的数据行", Field::Count(read), &rows),
    ]
}

/// What the workbook could not hold as it is; nothing where it could hold everything.
fn limits(others: &[Listing], texts: &Texts) -> Vec<Vec<Field>> {
    let mut rows = Vec::new();
    for listing in others {
        let sheets = PAGING.sheets(listing.rows.len());
        if sheets > 1 {
            let remark = format!("超过一张工作表的行数，分在 {sheets} 张工作表中。");
            rows.push(texts.row(listing.id.name(), texts.text("分表"), &remark));
        }
        let links = listing.rows.iter().flatten().filter(|field| field.is_link()).count();
        if links > LINKS_A_SHEET {
            let remark = format!("Excel 每张工作表最多约 {LINKS_A_SHEET} 个链接，超出的只写文字。");
            rows.push(texts.row(listing.id.name(), texts.text("链接"), &remark));
        }
        let cut = listing
            .rows
            .iter()
            .flatten()
            .filter(|field| matches!(field, Field::Text(text) if texts.see(*text, too_long)));
        let cut = cut.count();
        if cut > 0 {
            let remark = format!("有 {cut} 处文字超过单元格上限 32767 字，已截断并注明原文字数。");
            rows.push(texts.row(listing.id.name(), texts.text("截断"), &remark));
        }
    }
    rows
}
