use super::*;
use crate::disclosure::Disclosure;
use crate::model::{Budget, Coded, DisclosureKind};

const TEN: Paging = Paging { rows_a_sheet: 10 };

fn with_pen(published_name: &str, see: impl Fn(&Pen<'_>, &Book)) {
    let owner = Coded::bare("434");
    let disclosure = Disclosure {
        edition: "x".into(),
        kind: DisclosureKind::Budget,
        fiscal_year: 2024,
        owner: owner.clone(),
        title: "x".into(),
        tables: Vec::new(),
        preface: crate::disclosure::Preface::default(),
        adjustments: Vec::new(),
    };
    let budget = Budget::empty(owner, 2024, DisclosureKind::Budget);
    let paper = WorkingPaper { disclosure: &disclosure, budget: &budget, findings: &[], readings: &[], published_name };
    let date = Stamp { year: 2024, month: 1, day: 1 };
    let book = Book::new(&default_font("宋体"), properties(&disclosure, "x", date).unwrap());
    see(&Pen::new(&paper, (TEN, &Texts::default())), &book);
}

#[test]
fn long_listings_go_on_in_another_sheet() {
    assert_eq!((TEN.sheets(0), TEN.sheets(10), TEN.sheets(11)), (1, 1, 2));
    assert_eq!((TEN.place(9), TEN.place(10)), ((0, 10), (1, 1)));
    assert_eq!(TEN.name(Id::Trail, 1), "追溯（2）");
}

#[test]
fn each_page_has_its_part_of_the_rows() {
    with_pen("公开表.xlsx", |pen, book| {
        let rows = (0..25).map(|row| vec![Field::Count(row)]).collect();
        let columns = &[super::super::listing::Column("行", 5)];
        let listing = Listing { id: Id::Lines, columns, rows, if_empty: "" };
        let sheets: Vec<Sheet> = (0..TEN.sheets(25)).map(|page| pen.sheet(book, &listing, page)).collect();
        let names: Vec<&str> = sheets.iter().map(Sheet::name).collect();
        assert_eq!(names, ["支出明细", "支出明细（2）", "支出明细（3）"]);
    });
}

#[test]
fn sums_follow_their_rows_over_sheets() {
    with_pen("公开表.xlsx", |pen, _| {
        assert_eq!(pen.sum(Id::Trail, 8, &(2..5)), "SUM(I4:I6)");
        let apart = "SUM('追溯'!I10:I11)+SUM('追溯（2）'!I2:I11)+SUM('追溯（3）'!I2:I2)";
        assert_eq!(pen.sum(Id::Trail, 8, &(8..21)), apart);
    });
}

#[test]
fn sums_and_numbers_of_rows_follow_them_over_sheets() {
    with_pen("公开表.xlsx", |pen, _| {
        let rows = Rows { id: Id::Lines, runs: [1..2, 4..6, 8..12].into() };
        let sum = "SUM('支出明细'!G3,'支出明细'!G6:G7,'支出明细'!G10:G11,'支出明细（2）'!G2:G3)";
        assert_eq!(pen.sum_of(&rows), sum);
        assert_eq!(pen.numbers(&rows), "支出明细 第3、6–7、10–11行；支出明细（2） 第2–3行");
    });
}

#[test]
fn links_follow_their_rows_over_sheets() {
    with_pen("公开表.xlsx", |pen, _| {
        assert_eq!(pen.link_text(&Field::Row(Id::Lines, 10)), "支出明细（2） 第2行");
        assert!(pen.place(&Field::Row(Id::Lines, 10)).is_some());
        assert!(pen.place(&Field::PublishedFile).is_some());
        assert_eq!(pen.link_text(&Field::Row(Id::Lines, 3)), "支出明细 第5行");
    });
}

#[test]
fn names_that_a_link_cannot_carry_stay_words() {
    for name in ["", "1#2.xlsx", "100%.xlsx"] {
        with_pen(name, |pen, _| assert!(pen.place(&Field::PublishedFile).is_none(), "{name}"));
    }
}

#[test]
fn differences_are_rounded_as_the_formula_does() {
    assert_eq!(excess((6, 4), 1, Unit::WanYuan), "ROUND(G2-E2*10000,4)");
    assert_eq!(excess((6, 4), 1, Unit::Yuan), "ROUND(G2-E2,4)");
    let value = Amount::of("-0.00005".parse().unwrap(), Unit::Yuan).unwrap();
    assert_eq!(rounded(value).to_string(), "-0.0001");
}
