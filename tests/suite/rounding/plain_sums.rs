//! The sums of the nine forms as a person with a calculator knows them, written down without the edition or the check room.

use gongkai::disclosure::{Disclosure, Table};
use gongkai::model::Coded;

/// Across: role, total column, part columns.
const ACROSS: &[(&str, &str, &[&str])] = &[
    ("revenue", "total", &["year", "carry_over"]),
    (
        "revenue",
        "year",
        &["appropriation", "special", "institutional", "operating", "superior", "subordinate", "other"],
    ),
    ("expenditure", "total", &["basic", "project", "business", "to_superior", "to_subordinate"]),
    ("appropriation", "total", &["general", "fund", "capital"]),
    ("general", "total", &["basic", "project"]),
    ("basic", "total", &["personnel", "operation"]),
    ("fund", "total", &["basic", "project"]),
    ("capital", "total", &["basic", "project"]),
    ("three_public", "total", &["general", "fund", "capital"]),
];
/// Down, in tables with fixed rows: role, columns, total row, part rows; `类` stands for every functional class.
const DOWN: &[(&str, &[&str], &str, &[&str])] = &[
    (
        "balance",
        &["income"],
        "income_year",
        &["income_general", "income_fund", "income_capital", "income_special", "income_unit"],
    ),
    ("balance", &["income"], "income_total", &["income_year", "carry_over"]),
    ("balance", &["expenditure"], "expenditure_year", &["类", "central_bank"]),
    ("balance", &["expenditure"], "expenditure_total", &["expenditure_year", "carried_forward"]),
    ("appropriation", &["income"], "income_year", &["income_general", "income_fund", "income_capital"]),
    ("appropriation", &["income"], "carry_over", &["carry_over_general", "carry_over_fund", "carry_over_capital"]),
    ("appropriation", &["income"], "income_total", &["income_year", "carry_over"]),
    ("appropriation", GRANTS, "expenditure_year", &["类", "central_bank"]),
    ("appropriation", GRANTS, "expenditure_total", &["expenditure_year", "carried_forward"]),
    ("three_public", GRANTS, "total", &["three_public", "meeting", "training"]),
    ("three_public", GRANTS, "three_public", &["abroad", "vehicle", "reception"]),
    ("three_public", GRANTS, "abroad", &["abroad_academic", "abroad_other"]),
    ("three_public", GRANTS, "vehicle", &["vehicle_purchase", "vehicle_running"]),
    ("three_public", GRANTS, "meeting", &["meeting_other"]),
];
const GRANTS: &[&str] = &["total", "general", "fund", "capital"];
/// Tables by codes.
const CODED: &[&str] = &["revenue", "expenditure", "general", "basic", "fund", "capital"];
/// The same figure in two places, or a sum of figures of others.
const BETWEEN: &[(Figure, &[Figure])] = &[
    (("balance", "income_total", "income"), &[("balance", "expenditure_total", "expenditure")]),
    (("balance", "income_total", "income"), &[("revenue", "total", "total")]),
    (("balance", "carry_over", "income"), &[("revenue", "total", "carry_over")]),
    (("balance", "income_special", "income"), &[("revenue", "total", "special")]),
    (
        ("revenue", "total", "appropriation"),
        &[
            ("balance", "income_general", "income"),
            ("balance", "income_fund", "income"),
            ("balance", "income_capital", "income"),
        ],
    ),
    (("balance", "expenditure_year", "expenditure"), &[("expenditure", "total", "total")]),
    (("appropriation", "income_total", "income"), &[("appropriation", "expenditure_total", "total")]),
    (("appropriation", "expenditure_year", "general"), &[("general", "total", "total")]),
    (("appropriation", "expenditure_year", "fund"), &[("fund", "total", "total")]),
    (("appropriation", "expenditure_year", "capital"), &[("capital", "total", "total")]),
    (("general", "total", "basic"), &[("basic", "total", "total")]),
];

/// Form, row and column.
type Figure = (&'static str, &'static str, &'static str);

/// The printed figure in hundredths; nothing where there is no such row.
fn cents(disclosure: &Disclosure, role: &str, row: &str, column: &str) -> i128 {
    let table = disclosure.table(role).unwrap();
    let col = table.column(column).unwrap();
    let block = table.columns[col].block.unwrap();
    let row = table.rows.iter().position(|own| own.keys[block].as_deref() == Some(row));
    row.map_or(0, |row| at(table, row, col))
}

fn at(table: &Table, row: usize, col: usize) -> i128 {
    let printed = table.rows[row].cells[col].amount().unwrap().printed(table.unit, table.decimals);
    printed.replace('.', "").parse().unwrap()
}

fn codes(table: &Table) -> Vec<String> {
    let keys = table.rows.iter().flat_map(|row| row.keys.iter().flatten());
    keys.filter(|key| key.bytes().all(|byte| byte.is_ascii_digit())).cloned().collect()
}

/// Every printed sum of all nine tables.
pub fn assert_all(disclosure: &Disclosure, who: &Coded) {
    // Behind the nine stand the other forms of the package.
    assert_eq!(disclosure.tables.get(8).map(|table| table.role.as_str()), Some("three_public"));
    for (role, total, parts) in ACROSS {
        let table = disclosure.table(role).unwrap();
        for row in 0..table.rows.len() {
            let figure = |column: &str| at(table, row, table.column(column).unwrap());
            let sum: i128 = parts.iter().map(|part| figure(part)).sum();
            assert_eq!(figure(total), sum, "{who} {role} row {row}: {total}");
        }
    }
    for (role, columns, total, parts) in DOWN {
        let classes = codes(disclosure.table(role).unwrap());
        for column in *columns {
            let figure = |row: &str| cents(disclosure, role, row, column);
            let part = |part: &&str| match *part {
                "类" => classes.iter().map(|class| figure(class)).sum(),
                row => figure(row),
            };
            assert_eq!(figure(total), parts.iter().map(part).sum::<i128>(), "{who} {role}[{total}].{column}");
        }
    }
    for role in CODED {
        assert_levels(disclosure.table(role).unwrap(), who);
    }
    for ((role, row, column), parts) in BETWEEN {
        let sum: i128 = parts.iter().map(|(role, row, column)| cents(disclosure, role, row, column)).sum();
        assert_eq!(cents(disclosure, role, row, column), sum, "{who} {role}[{row}].{column}");
    }
}

/// 合计 ⊃ 类 ⊃ 款 ⊃ 项 in every column.
fn assert_levels(table: &Table, who: &Coded) {
    let codes = codes(table);
    for col in (0..table.columns.len()).filter(|&col| table.columns[col].role == gongkai::disclosure::Role::Value) {
        let figure = |key: &str| at(table, table.row(key).unwrap(), col);
        let below = |code: &str, length: usize| -> Vec<&String> {
            codes.iter().filter(|other| other.len() == length && other.starts_with(code)).collect()
        };
        for (code, length) in codes.iter().map(|code| (code.as_str(), code.len() + 2)) {
            let children = below(code, length);
            let sum: i128 = children.iter().map(|child| figure(child)).sum();
            assert!(children.is_empty() || figure(code) == sum, "{who} {} {code} column {col}", table.name);
        }
        if !codes.is_empty() {
            let sum: i128 = below("", 3).iter().map(|class| figure(class)).sum();
            assert_eq!(figure("total"), sum, "{who} {} 合计 column {col}", table.name);
        }
    }
}
