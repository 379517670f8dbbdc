//! A small department's disclosure made by hand, so that the export room is tested without the rooms before it: a form of
//! two blocks, one with 类/款/项, one published empty, and the 三公 table.

use std::sync::Arc;

use gongkai::amount::{Amount, Unit};
use gongkai::disclosure::{
    At, Block, Cell, Column, Disclosure, Font, Formula, HeaderCell, Look, Orientation, Role, Row, Source, Table,
};
use gongkai::model::{Budget, Coded, DisclosureKind, Fund, Kind, Line, Measure, Revenue, Stated};
use gongkai::origin::{CellRef, Origin, Spot};

/// The disclosure and the budget that its sources point into.
pub struct ByHand {
    pub disclosure: Disclosure,
    pub budget: Budget,
}

/// Index of 支出总表 among the tables.
pub const EXPENDITURE: usize = 1;

const LAW: &[&str] = &[
    "一、一般公共服务支出",
    "二、外交支出",
    "三、国防支出",
    "四、公共安全支出",
    "五、教育支出",
    "六、科学技术支出",
    "七、文化旅游体育与传媒支出",
    "八、社会保障和就业支出",
    "九、社会保险基金支出",
    "十、卫生健康支出",
    "十一、节能环保支出",
    "十二、城乡社区支出",
    "十三、农林水支出",
    "十四、交通运输支出",
    "十五、资源勘探工业信息等支出",
    "十六、商业服务业等支出",
    "十七、金融支出",
    "十八、援助其他地区支出",
    "十九、自然资源海洋气象等支出",
    "二十、住房保障支出",
    "二十一、粮油物资储备支出",
    "二十二、国有资本经营预算支出",
    "二十三、灾害防治及应急管理支出",
    "二十四、预备费",
    "二十五、其他支出",
    "二十六、转移性支出",
    "二十七、债务还本支出",
    "二十八、债务付息支出",
    "二十九、债务发行费用支出",
    "三十、抗疫特别国债安排的支出",
    "三十一、人行科目",
];

/// Code, name, 基本支出 and 项目支出 of the items, in 元.
type Item = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const ITEMS: &[Item] = &[
    ("201", "一般公共服务支出", &[], &[]),
    ("20103", "政府办公厅（室）及相关机构事务", &[], &[]),
    ("2010301", "行政运行", &["2509300", "603700.50", "1379999.50"], &[]),
    ("2010302", "一般行政管理事务", &[], &["2510000", "470000", "430000", "401600"]),
    ("2010350", "事业运行", &["479400"], &[]),
    ("2010399", "其他政府办公厅（室）及相关机构事务支出", &[], &["717000"]),
    ("206", "科学技术支出", &[], &[]),
    ("20601", "科学技术管理事务", &[], &[]),
    ("2060102", "一般行政管理事务", &[], &["215000", "160000", "30000"]),
    ("208", "社会保障和就业支出", &[], &[]),
    ("20805", "行政事业单位养老支出", &[], &[]),
    ("2080505", "机关事业单位基本养老保险缴费支出", &["615000"], &[]),
    ("2080506", "机关事业单位职业年金缴费支出", &["210000"], &[]),
    ("221", "住房保障支出", &[], &[]),
    ("22102", "住房改革支出", &[], &[]),
    ("2210201", "住房公积金", &["530000"], &[]),
];

pub fn by_hand() -> ByHand {
    let mut budget = empty_budget();
    let expenditure = expenditure(&mut budget);
    let balance = balance(&mut budget, &expenditure);
    let mut disclosure = Disclosure {
        edition: "hebei-2024".into(),
        kind: DisclosureKind::Budget,
        fiscal_year: 2024,
        owner: budget.department.clone(),
        title: "平乡县人民政府办公室2024年部门预算公开表".into(),
        tables: vec![balance, expenditure, empty_fund(), three_public(&mut budget)],
        preface: gongkai::disclosure::Preface::default(),
        adjustments: Vec::new(),
    };
    settle(&mut disclosure);
    ByHand { disclosure, budget }
}

/// Gives every formula its value.
pub fn settle(disclosure: &mut Disclosure) {
    loop {
        let before = disclosure.clone();
        for table in &mut disclosure.tables {
            for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                if let Cell::Formula { formula, value } = cell {
                    *value = formula.compute(&before);
                }
            }
        }
        if *disclosure == before {
            return;
        }
    }
}

pub fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

fn sum(cells: impl IntoIterator<Item = (usize, usize, usize)>) -> Cell {
    let places = cells.into_iter().map(|(table, row, col)| At { table, row, col });
    Cell::Formula { formula: Formula::sum(places), value: Amount::ZERO }
}

fn empty_budget() -> Budget {
    Budget {
        entities: vec![Coded::named("434001", "平乡县人民政府办公室本级").into()],
        ..Budget::empty(Coded::named("434", "平乡县人民政府办公室"), 2024, DisclosureKind::Budget)
    }
}

fn yuan(text: &str) -> Amount {
    Amount::of(text.parse().unwrap(), Unit::Yuan).unwrap()
}

/// A leaf whose lines have these amounts, added to the budget; blank without any.
fn leaf(budget: &mut Budget, function: &Coded, kind: Kind, amounts: &[&str]) -> Cell {
    if amounts.is_empty() {
        return Cell::Blank;
    }
    let mut sources = Vec::new();
    for amount in amounts {
        sources.push(Source::Line(budget.lines.len()));
        let record = u32::try_from(budget.lines.len()).unwrap() + 1;
        let (project, economic) = match kind {
            Kind::OTHER_OPERATION => (Some(Coded::named("13053224P002735128676", "综合业务事务管理")), "30299"),
            _ => (None, "30101"),
        };
        budget.lines.push(Line {
            fiscal_year: 2024,
            entity: budget.entities[0].coded(),
            department: budget.department.clone(),
            project,
            function: function.clone(),
            economic: Some(Coded::bare(economic)),
            government_economic: Some(Coded::named("50101", "工资奖金津补贴")),
            fund: Fund::GENERAL_BUDGET,
            carry_over: false,
            kind,
            academic_travel: false,
            measure: Measure::Initial,
            beside: Vec::new(),
            amount: yuan(amount),
            stated: Stated { text: (*amount).into(), unit: Unit::Yuan },
            origin: Origin {
                file: "支出预算明细.csv".into(),
                spot: Spot::Field { record, line: record, field: Some(11) },
            },
        });
    }
    let value = amounts.iter().map(|amount| yuan(amount)).sum();
    Cell::Amount { value, sources }
}

fn expenditure(budget: &mut Budget) -> Table {
    let mut rows = vec![("total", "", "合计", 0)];
    rows.extend(
        ITEMS.iter().map(|(code, name, _, _)| (*code, *code, *name, u8::try_from(code.len() / 2).unwrap() - 1)),
    );
    let children = |parent: usize| -> Vec<usize> {
        let code = rows[parent].1;
        let length = if code.is_empty() { 3 } else { code.len() + 2 };
        (1..rows.len()).filter(|&row| rows[row].1.len() == length && rows[row].1.starts_with(code)).collect()
    };
    let made = rows.iter().enumerate().map(|(row, (key, code, name, level))| {
        let mut cells = vec![text(&(row + 1).to_string()), if code.is_empty() { Cell::Blank } else { text(code) }];
        cells.push(text(name));
        cells.push(sum((4..9).map(|col| (EXPENDITURE, row, col))));
        let below = children(row);
        for col in 4..9 {
            let item = ITEMS.iter().find(|item| item.0 == *code && item.0.len() == 7);
            let coded = Coded::named(code, name);
            cells.push(match (col, item) {
                (4, Some(item)) => leaf(budget, &coded, Kind::PERSONNEL, item.2),
                (5, Some(item)) => leaf(budget, &coded, Kind::OTHER_OPERATION, item.3),
                (_, Some(_)) => Cell::Blank,
                (_, None) => sum(below.iter().map(|&child| (EXPENDITURE, child, col))),
            });
        }
        row_of(&[key], *level, cells)
    });
    let rows = made.collect();
    let header = [
        (0, 0, 2, 1, "序号"),
        (0, 1, 1, 2, "功能分类科目"),
        (0, 3, 2, 1, "合计"),
        (0, 4, 2, 1, "基本支出"),
        (0, 5, 2, 1, "项目支出"),
        (0, 6, 2, 1, "经营支出"),
        (0, 7, 2, 1, "上解上级支出"),
        (0, 8, 2, 1, "对附属单位补助支出"),
        (1, 1, 1, 1, "科目编码"),
        (1, 2, 1, 1, "科目名称"),
    ];
    let columns = [
        (Role::Sequence, 5),
        (Role::Code, 10),
        (Role::Label, 26),
        (Role::Value, 12),
        (Role::Value, 12),
        (Role::Value, 12),
        (Role::Value, 10),
        (Role::Value, 10),
        (Role::Value, 10),
    ];
    let mut table = table("expenditure", "部门预算支出总表", "3部门预算支出总表", &header, &columns);
    table.rows = rows;
    table.look.orientation = Orientation::Landscape;
    table
}

fn balance(budget: &mut Budget, expenditure: &Table) -> Table {
    let income = [
        "一、一般公共预算拨款收入",
        "二、政府性基金预算拨款收入",
        "三、国有资本经营预算拨款收入",
        "四、财政专户管理资金收入",
        "五、单位资金",
    ];
    let mut rows: Vec<Row> = LAW
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let (label, amount) = match income.get(index) {
                Some(label) if index == 0 => (text(label), revenue(budget)),
                Some(label) => (text(label), Cell::Blank),
                None => (Cell::Blank, Cell::Blank),
            };
            let words = name.split_once('、').unwrap().1;
            let found = ITEMS.iter().find(|item| item.0.len() == 3 && item.1 == words);
            let spent = found.map_or(Cell::Blank, |item| sum([(EXPENDITURE, expenditure.row(item.0).unwrap(), 3)]));
            row_of(&["", ""], 0, vec![text(&(index + 1).to_string()), label, amount, text(name), spent])
        })
        .collect();
    let totals = [("本年收入合计", "本年支出合计"), ("上年结转结余", "年终结转结余"), ("收入总计", "支出总计")];
    for (index, (left, right)) in totals.iter().enumerate() {
        let row = rows.len();
        let figure = |col: usize| match index {
            0 => sum((0..LAW.len()).map(|row| (0, row, col))),
            1 => Cell::Blank,
            _ => sum([(0, row - 2, col), (0, row - 1, col)]),
        };
        rows.push(row_of(
            &["", ""],
            0,
            vec![text(&(row + 1).to_string()), text(left), figure(2), text(right), figure(4)],
        ));
    }
    let header = [
        (0, 0, 2, 1, "序号"),
        (0, 1, 1, 2, "收入"),
        (0, 3, 1, 2, "支出"),
        (1, 1, 1, 1, "项 目"),
        (1, 2, 1, 1, "预算数"),
        (1, 3, 1, 1, "项 目"),
        (1, 4, 1, 1, "预算数"),
    ];
    let columns = [(Role::Sequence, 5), (Role::Label, 28), (Role::Value, 14), (Role::Label, 30), (Role::Value, 14)];
    let mut table = table("balance", "部门预算收支总表", "1部门预算收支总表", &header, &columns);
    table.blocks =
        vec![Block { key: "income".into(), label_column: 1 }, Block { key: "expenditure".into(), label_column: 3 }];
    for (column, block) in table.columns.iter_mut().zip([None, Some(0), Some(0), Some(1), Some(1)]) {
        column.block = block;
    }
    table.rows = rows;
    table.notes = vec!["注：因四舍五入产生的0.01万元以内差异，未作机械调整。".into()];
    table
}

fn revenue(budget: &mut Budget) -> Cell {
    let value = budget.lines.iter().map(|line| line.amount).sum();
    let source = Source::Revenue(budget.revenue.len());
    budget.revenue.push(Revenue {
        fiscal_year: 2024,
        entity: budget.entities[0].coded(),
        department: budget.department.clone(),
        function: None,
        fund: Fund::GENERAL_BUDGET,
        carry_over: false,
        measure: Measure::Initial,
        beside: Vec::new(),
        amount: value,
        stated: Stated { text: value.in_unit(Unit::WanYuan).to_string().into(), unit: Unit::WanYuan },
        origin: Origin::cell(&"收入预算.xlsx".into(), &"收入预算".into(), CellRef::zero_based(6, 2)),
    });
    Cell::Amount { value, sources: vec![source] }
}

fn empty_fund() -> Table {
    let header = [
        (0, 0, 2, 1, "序号"),
        (0, 1, 1, 2, "功能分类科目"),
        (0, 3, 2, 1, "合计"),
        (0, 4, 2, 1, "基本支出"),
        (0, 5, 2, 1, "项目支出"),
        (1, 1, 1, 1, "科目编码"),
        (1, 2, 1, 1, "科目名称"),
    ];
    let columns = [
        (Role::Sequence, 5),
        (Role::Code, 12),
        (Role::Label, 28),
        (Role::Value, 14),
        (Role::Value, 14),
        (Role::Value, 14),
    ];
    let mut table =
        table("fund", "部门预算政府性基金预算财政拨款支出表", "7政府性基金预算财政拨款支出表", &header, &columns);
    table.notes = vec!["注：无政府基金预算财政拨款预算，空表列示。".into()];
    table
}

fn three_public(budget: &mut Budget) -> Table {
    let labels: &[(&str, u8, &[&str])] = &[
        ("合计", 0, &[]),
        ("“三公”经费小计", 0, &[]),
        ("一、因公出国（境）费", 0, &[]),
        ("其中：教学科研人员因公出国（境）费", 1, &[]),
        ("其他因公出国（境）费", 1, &[]),
        ("二、公务用车购置及运维费", 0, &[]),
        ("其中：公务用车购置费", 1, &[]),
        ("公务用车运行维护费", 1, &["160000"]),
        ("三、公务接待费", 0, &["20000"]),
        ("四、会议费", 0, &["60000"]),
    ];
    let below: &[(usize, &[usize])] = &[(0, &[1, 9]), (1, &[2, 5, 8]), (2, &[3, 4]), (5, &[6, 7])];
    let rows = labels.iter().enumerate().map(|(row, (name, level, amounts))| {
        let mut cells = vec![text(&(row + 1).to_string()), text(name), sum((3..6).map(|col| (3, row, col)))];
        for col in 3..6 {
            cells.push(match below.iter().find(|(total, _)| *total == row) {
                Some((_, parts)) => sum(parts.iter().map(|&part| (3, part, col))),
                None if col == 3 => leaf(budget, &Coded::bare("2010301"), Kind::OPERATION, amounts),
                None => Cell::Blank,
            });
        }
        row_of(&["body"], *level, cells)
    });
    let rows = rows.collect();
    let header = [
        (0, 0, 2, 1, "序号"),
        (0, 1, 2, 1, "项 目"),
        (0, 2, 1, 4, "资 金 性 质"),
        (1, 2, 1, 1, "合计"),
        (1, 3, 1, 1, "一般公共预算财政拨款"),
        (1, 4, 1, 1, "政府性基金预算拨款"),
        (1, 5, 1, 1, "国有资本经营预算财政拨款"),
    ];
    let columns = [
        (Role::Sequence, 5),
        (Role::Label, 34),
        (Role::Value, 12),
        (Role::Value, 14),
        (Role::Value, 14),
        (Role::Value, 16),
    ];
    let mut table =
        table("three_public", "部门预算财政拨款“三公”经费支出表", "9财政拨款“三公”经费支出表", &header, &columns);
    table.rows = rows;
    table
}

fn row_of(keys: &[&str], level: u8, cells: Vec<Cell>) -> Row {
    Row {
        keys: keys.iter().map(|key| Some((*key).to_owned())).collect(),
        levels: vec![level; keys.len()],
        cells,
        found_in: None,
    }
}

type Head = (u32, u32, u32, u32, &'static str);

fn table(role: &str, name: &str, sheet: &str, header: &[Head], columns: &[(Role, u16)]) -> Table {
    let header: Vec<HeaderCell> = header
        .iter()
        .map(|&(row, col, rows, cols, text)| HeaderCell { row, col, rows, cols, text: text.into() })
        .collect();
    let columns = columns.iter().enumerate().map(|(index, (role, width))| {
        let over = |cell: &&HeaderCell| (cell.col..cell.col + cell.cols).contains(&u32::try_from(index).unwrap());
        Column {
            figures: Default::default(),
            key: format!("c{index}"),
            role: *role,
            number: (index > 0).then(|| u32::try_from(index).unwrap()),
            headers: header.iter().filter(over).map(|cell| cell.text.clone()).collect(),
            block: (index > 0).then_some(0),
            width: *width,
            found_in: None,
        }
    });
    Table {
        mark: None,
        role: role.into(),
        name: name.into(),
        title: name.into(),
        sheet: Arc::from(sheet),
        caption: ["434 平乡县人民政府办公室".into(), "预算年度：2024".into(), "单位：万元".into()],
        unit: Unit::WanYuan,
        decimals: 2,
        columns: columns.collect(),
        header,
        number_label: Some("栏次".into()),
        blocks: vec![Block { key: "body".into(), label_column: if role == "three_public" { 1 } else { 2 } }],
        rows: Vec::new(),
        notes: Vec::new(),
        front: 0,
        fields: std::collections::BTreeMap::new(),
        fields_found: std::collections::BTreeMap::new(),
        counted: std::collections::BTreeMap::new(),
        continued: Vec::new(),
        spans: Vec::new(),
        look: look(),
    }
}

fn look() -> Look {
    let font = |name: &str, half_points| Font { name: name.into(), half_points, bold: false };
    Look {
        title: font("方正小标宋简体", 36),
        caption: font("宋体", 21),
        header: Font { bold: true, ..font("宋体", 21) },
        body: font("宋体", 21),
        orientation: Orientation::Portrait,
        row_points: 20,
        margins_mm: [15, 15, 20, 18],
    }
}

#[test]
fn leaves_are_the_sums_of_their_lines() {
    let ByHand { disclosure, budget } = by_hand();
    let cells = disclosure.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    for cell in cells {
        let Cell::Amount { value, sources } = cell else { continue };
        let amounts = sources.iter().map(|source| match source {
            Source::Line(index) => budget.lines[*index].amount,
            Source::Revenue(index) => budget.revenue[*index].amount,
            record => panic!("{record:?}: made of lines alone"),
        });
        assert_eq!(amounts.sum::<Amount>(), *value);
    }
}
