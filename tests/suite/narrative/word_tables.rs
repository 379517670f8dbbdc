//! The Word tables of a document against the tables of the disclosure.

use gongkai::check::document::{Against, document as held};
use gongkai::finding::{Finding, Place};

use super::{Tables, edited, made, plain, read, tables};

fn findings(tables: &Tables, text: &gongkai::document::Text) -> Vec<Finding> {
    let against = Against {
        head: &tables.edition.narrative.as_ref().unwrap().head,
        owner: tables.this.owner.name.as_deref(),
        year: tables.this.fiscal_year,
        this: Some(&tables.this),
        last: Some(&tables.last),
        binding: true,
    };
    held(text, &against).findings
}

/// What a clerk does to the XML of a table, and the code that says so, alone.
const PLANTED: &[(&str, &str, &str)] = &[
    (">449.30<", ">449.03<", "GK-C320"),
    (">行政运行<", ">行政运营<", "GK-C320"),
    (">13053224P00273512885N<", ">13053224P00273512885M<", "GK-C320"),
    (">维护办公电脑、话机数量<", ">维护办公电脑数量<", "GK-C320"),
    (">118.12<", ">118.21<", "GK-C320"),
    (">正科级<", ">副科级<", "GK-C320"),
    (">截止时间：2023-12-31<", ">截止时间：2022-12-31<", "GK-C320"),
    (">注：无国有资本经营预算财政拨款预算，空表列示。<", ">注：无政府基金预算财政拨款预算，空表列示。<", "GK-C317"),
    (">部门固定资产占用情况表<", ">固定资产情况<", "GK-C318"),
];

#[test]
fn an_edited_table_is_found() {
    let made = made(&[]);
    let (document, tables) = (made.document(), tables(&made));
    for (old, new, code) in PLANTED {
        let found = findings(&tables, &read(&edited(&document, old, new)));
        let codes: Vec<&str> = found.iter().map(|finding| finding.code.id).collect();
        assert!(!codes.is_empty() && codes.iter().all(|found| found == code), "{old} → {new}: {codes:?}");
    }
}

/// Rows and whole tables that are cut out or put in, by the words that stand in them.
#[test]
fn a_row_or_a_table_that_is_gone_is_found() {
    let made = made(&[]);
    let (text, tables) = (read(&made.document()), tables(&made));
    let holds = |row: &Vec<gongkai::document::WordCell>, words: &str| row.iter().any(|cell| plain(&cell.text) == words);
    for words in ["公务接待费", "三、公务接待费", "网络正常运转保障时间", "办公费"] {
        let mut text = text.clone();
        let Some(table) = text.tables.iter_mut().find(|table| table.rows.iter().any(|row| holds(row, words))) else {
            assert_eq!(words, "公务接待费");
            continue;
        };
        table.rows.retain(|row| !holds(row, words));
        let found = findings(&tables, &text);
        assert_eq!(found.iter().map(|finding| finding.code.id).collect::<Vec<_>>(), ["GK-C315"], "{words}: {found:?}");
    }
    for at in [0, 7, 9] {
        let mut text = text.clone();
        text.tables.remove(at);
        let found = findings(&tables, &text);
        assert!(found.iter().any(|finding| finding.code.id == "GK-C316"), "table {at}: {found:?}");
    }
    let mut doubled = text.clone();
    let row = doubled.tables[2].rows[6].clone();
    doubled.tables[2].rows.insert(6, row);
    let found = findings(&tables, &doubled);
    assert_eq!(found.iter().map(|finding| finding.code.id).collect::<Vec<_>>(), ["GK-C315"], "{found:?}");
    let mut narrower = text.clone();
    narrower.tables[2].rows.iter_mut().for_each(|row| drop(row.pop()));
    let found = findings(&tables, &narrower);
    assert_eq!(found.iter().map(|finding| finding.code.id).collect::<Vec<_>>(), ["GK-C319"], "{found:?}");
}

/// Of all cells that say something, every thirteenth is changed, one at a time: each is found, and the finding names it.
#[test]
fn a_changed_cell_is_found_wherever_it_stands() {
    let made = made(&[]);
    let (text, tables) = (read(&made.document()), tables(&made));
    let mut tried = 0;
    for (table, grid) in text.tables.iter().enumerate() {
        let cells = grid.rows.iter().enumerate().flat_map(|(row, cells)| (0..cells.len()).map(move |cell| (row, cell)));
        let says = |(row, cell): &(usize, usize)| !grid.rows[*row][*cell].text.trim().is_empty();
        for (row, cell) in cells.filter(says).step_by(13) {
            tried += 1;
            let mut changed = text.clone();
            changed.tables[table].rows[row][cell].text.push('9');
            let found = findings(&tables, &changed);
            let [one] = found.as_slice() else { panic!("table {table}, row {row}, cell {cell}: {found:?}") };
            assert_eq!(one.code.id, "GK-C320");
            let place = format!("第 {} 个表格第 {} 行第", table + 1, row + 1);
            let Some(Place::Input(origin)) = one.places.first() else { panic!("{one:?}") };
            assert!(origin.to_string().contains(&place), "{origin} is not {place}");
        }
    }
    assert!(tried > 150, "{tried}");
}

/// What is written otherwise and means the same is no difference.
#[test]
fn other_ways_of_writing_the_same_are_fine() {
    let made = made(&[]);
    let (document, tables) = (made.document(), tables(&made));
    for (old, new) in [(">1166.60<", ">1,166.60<"), (">449.30<", ">４４９.３０<"), (">行政运行<", ">行政 运行<")]
    {
        let found = findings(&tables, &read(&edited(&document, old, new)));
        assert!(found.is_empty(), "{new}: {found:?}");
    }
    let mut text = read(&document);
    for cell in
        text.tables.iter_mut().take(1).flat_map(|table| &mut table.rows).skip(4).flat_map(|row| row.iter_mut().skip(4))
    {
        if cell.text.is_empty() {
            cell.text = "0.00".to_owned();
        }
    }
    assert!(findings(&tables, &text).is_empty());
}
