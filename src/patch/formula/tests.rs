//! Formulas as they must read after an insertion or in another cell.

use super::*;
use crate::origin::CellRef;

/// Three rows after row 5 of `表1`, made after row 5.
fn three_after_five(grow: Grow) -> Insertion {
    Insertion { sheet: "表1".into(), at: 5, count: 3, pattern: Some(4), grow }
}

fn moved(formula: &str, home: Home<'_>) -> String {
    moved_formula(formula, &three_after_five(Grow::No), home).unwrap_or_else(|| formula.to_owned())
}

#[test]
fn references_below_move_and_nothing_else_does() {
    for (before, after) in [
        ("A5+A6", "A5+A9"),
        ("SUM($A$1:$A$10)", "SUM($A$1:$A$13)"),
        ("sum(a6:b$7)*$C8", "sum(a9:b$10)*$C11"),
        ("A10:A1", "A13:A1"),
        ("A:C+SUM(3:9)+$6:$6", "A:C+SUM(3:12)+$9:$9"),
        ("A6:A1048576", "A9:A1048576"),
        ("A1048576", "#REF!"),
        ("A1048574:A1048575", "#REF!"),
        ("\"A6\"&A6&\"say \"\"A6\"\"\"", "\"A6\"&A9&\"say \"\"A6\"\"\""),
        ("LOG10(A6)+LOG10 (6)+ATAN2(1,A6)", "LOG10(A9)+LOG10 (6)+ATAN2(1,A9)"),
        ("R6C1+A6.B+A6_x+_A6+\\A6+AAAA6+XFE6+税A6", "R6C1+A6.B+A6_x+_A6+\\A6+AAAA6+XFE6+税A6"),
        ("1E6+1.5E6+A6%", "1E6+1.5E6+A9%"),
        ("表1!A6+'表1'!$A$6+表2!A6+'a''b'!A6", "表1!A9+'表1'!$A$9+表2!A6+'a''b'!A6"),
        ("'表1'!$D$4:$H$116", "'表1'!$D$4:$H$119"),
        ("表1!A6:B7:C8", "表1!A9:B10:C11"),
        ("表2!A6:B7:C8", "表2!A6:B7:C8"),
        ("表1!A6:表1!B7", "表1!A9:表1!B10"),
        ("[1]表1!A6+'[1]表1'!A6+'C:\\x\\[b.xlsx]表1'!A6", "[1]表1!A6+'[1]表1'!A6+'C:\\x\\[b.xlsx]表1'!A6"),
        ("SUM(表1:表2!A6)+SUM('表1:表2'!A6)+'表1':'表2'!A6", "SUM(表1:表2!A6)+SUM('表1:表2'!A6)+'表1':'表2'!A6"),
        ("T[[#This Row],[A6]]+T[A6]+T['[A6]+[A6]", "T[[#This Row],[A6]]+T[A6]+T['[A6]+[A6]"),
        ("#REF!+表1!#REF!+#REF!A6+A6#", "#REF!+表1!#REF!+#REF!A6+A9#"),
        ("{1,2;3,4}+A6", "{1,2;3,4}+A9"),
        ("INDEX(A6:B7,1):A8", "INDEX(A9:B10,1):A11"),
        ("A6:INDEX(A7:A8,2)", "A9:INDEX(A10:A11,2)"),
        ("A6 : B7", "A9 : B10"),
        ("A6 B6", "A9 B9"),
        ("IF(A6<>\"\",表1!名称,TRUE)", "IF(A9<>\"\",表1!名称,TRUE)"),
        ("A06+A0+A10485760", "A06+A0+A10485760"),
        ("_xlfn.SINGLE(A6)+@A6", "_xlfn.SINGLE(A9)+@A9"),
    ] {
        assert_eq!(moved(before, Home::cell("表1", 0)), after, "{before}");
    }
}

#[test]
fn other_homes_mean_other_sheets() {
    assert_eq!(moved("A6+表1!A6", Home::cell("表2", 0)), "A6+表1!A9");
    assert_eq!(moved("A6+表1!A6", Home::nowhere()), "A6+表1!A9");
    assert_eq!(moved("表1!$A$6:$A6+表1!A6", Home::name()), "表1!$A$9:$A6+表1!A6");
    let before_and_above = "表1!XFD1048576+表1!A1048575";
    assert_eq!(moved(before_and_above, Home::name()), before_and_above);
    let ascii = Insertion { sheet: "Sheet One".into(), ..three_after_five(Grow::No) };
    assert_eq!(moved_formula("'sheet ONE'!A6", &ascii, Home::nowhere()).as_deref(), Some("'sheet ONE'!A9"));
}

#[test]
fn sums_grow_only_when_asked_and_only_downwards() {
    let insertion = three_after_five(Grow::Yes);
    let grown = |formula: &str, row| {
        moved_formula(formula, &insertion, Home::cell("表1", row)).unwrap_or_else(|| formula.to_owned())
    };
    assert_eq!(grown("SUM(C3:C5)", 9), "SUM(C3:C8)");
    assert_eq!(grown("SUM(C5:C5)+C5", 9), "SUM(C5:C8)+C5");
    assert_eq!(grown("SUM(C5:C3)", 9), "SUM(C8:C3)");
    assert_eq!(grown("SUM(C3:C4)", 9), "SUM(C3:C4)", "does not hold the pattern row");
    assert_eq!(grown("SUM(C5:F5)", 4), "SUM(C5:F5)", "a sum across its own row");
    assert_eq!(grown("SUM(5:5)", 9), "SUM(5:5)", "whole rows, as in print titles");
    assert_eq!(grown("SUM(C3:C6)", 9), "SUM(C3:C9)", "spans the place anyway");
}

#[test]
fn lists_of_areas_move_and_spread() {
    let insertion = three_after_five(Grow::No);
    for (list, spread, expected) in [
        ("B2:B5 D6", false, Moved::To("B2:B5 D9".into())),
        ("B2:B5 D6", true, Moved::To("B2:B8 D9".into())),
        ("B2:B4", true, Moved::Same),
        ("B5:B6", true, Moved::To("B5:B9".into())),
        ("A:B 5:6", true, Moved::To("A:B 5:9".into())),
        ("A1048575", true, Moved::Gone),
        ("A1:XFD1048576", true, Moved::Same),
    ] {
        assert_eq!(moved_areas(list, &insertion, spread), expected, "{list}");
    }
    let apart = Insertion { pattern: Some(2), ..insertion };
    assert_eq!(moved_areas("B3:C4", &apart, true), Moved::To("B3:C4 B6:C8".into()));
}

#[test]
fn copies_take_relative_parts_along() {
    let cell = |a1| CellRef::from_a1(a1).unwrap();
    for (formula, from, to, expected) in [
        ("A1+$A1+A$1+$A$1", "B2", "C4", "B3+$A3+B$1+$A$1"),
        ("SUM(A:A)+SUM($2:3)", "B2", "C4", "SUM(B:B)+SUM($2:5)"),
        ("'x!A1'!A1&\"A1\"", "A1", "A2", "'x!A1'!A2&\"A1\""),
        ("A1", "B2", "A1", "XFD1048576"),
        ("[1]x!A1", "A1", "B2", "[1]x!B2"),
        ("a1", "A1", "A1", "a1"),
    ] {
        assert_eq!(translated(formula, cell(from), cell(to)), expected, "{formula}");
    }
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// References and what may stand between them, with how each reads after the insertion.
    fn piece() -> impl Strategy<Value = (String, Option<(u32, &'static str)>)> {
        prop_oneof![
            (0_u32..40, prop_oneof!["", "表1!", "'表1'!"].prop_map(|q: String| q))
                .prop_map(|(row, q)| (q, Some((row, "A$")))),
            Just(("表2!".to_owned(), None)),
            prop_oneof!["\"[A-Z0-9]{0,6}\"", "[a-z]{2}_[A-Z][0-9]", "T\\[[A-Z][0-9]\\]", "LOG10\\(7\\)", "[0-9]{1,3}"]
                .prop_map(|text: String| (text, None)),
        ]
    }

    proptest! {
        /// A formula put together from known pieces reads as the pieces do, each moved on its own.
        #[test]
        fn pieces_move_one_by_one(pieces in prop::collection::vec(piece(), 1..8), at in 1_u32..30, count in 1_u32..20) {
            let insertion = Insertion { sheet: "表1".into(), at, count, pattern: None, grow: Grow::No };
            let written = |moved: bool| {
                let texts: Vec<String> = pieces.iter().map(|(text, row)| match row {
                    Some((row, col)) => {
                        let row = if moved { moved_row(*row, &insertion) } else { *row };
                        format!("{text}{col}{}", row + 1)
                    }
                    None if text.ends_with('!') => format!("{text}B7"),
                    None => text.clone(),
                }).collect();
                texts.join("+")
            };
            let before = written(false);
            let after = moved_formula(&before, &insertion, Home::cell("表1", 0)).unwrap_or_else(|| before.clone());
            prop_assert_eq!(after, written(true));
        }

        /// Two insertions at one place are one insertion of both.
        #[test]
        fn insertions_add_up(row in 0_u32..100, last in 0_u32..100, at in 1_u32..50, a in 1_u32..9, b in 1_u32..9) {
            let insertion = |count| Insertion { sheet: "S".into(), at, count, pattern: None, grow: Grow::No };
            let home = Home::sheet("S");
            let formula = format!("SUM(B{}:$C${})", row + 1, last + 1);
            let step = |formula: String, count| moved_formula(&formula, &insertion(count), home).unwrap_or(formula);
            prop_assert_eq!(step(step(formula.clone(), a), b), step(formula, a + b));
        }

        /// There and back gives the same formula.
        #[test]
        fn copies_come_back(row in 0_u32..200, col in 0_u32..200, text in "[A-Z]{1,2}[1-9][0-9]{0,2}(:\\$?[A-Z]\\$?[1-9])?") {
            let (home, away) = (CellRef::zero_based(3, 3), CellRef::zero_based(row, col));
            prop_assert_eq!(translated(&translated(&text, home, away), away, home), text);
        }

        /// Whatever the text is, nothing panics and spans lie in it.
        #[test]
        fn any_text_is_survived(text in "[A-C$:!'\"\\[\\]#{}()0-9 .表😀]{0,40}") {
            for reference in references(&text) {
                prop_assert!(text.get(reference.span.clone()).is_some());
            }
            let insertion = three_after_five(Grow::Yes);
            moved_formula(&text, &insertion, Home::cell("表1", 3));
            translated(&text, CellRef::zero_based(1, 1), CellRef::zero_based(9, 9));
        }
    }
}
