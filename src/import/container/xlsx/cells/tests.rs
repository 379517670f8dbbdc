use std::collections::BTreeSet;
use std::io::BufReader;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::import::container::number_format::Style;
use crate::import::container::stored::Epoch;
use crate::import::container::{Notes, Source};
use crate::import::grid::Sheet;
use crate::import::limits::Limits;

/// What is read of a sheet's part that comes in pieces of some bytes, and whether it could be read to its end.
fn read(part: &str, pieces: usize) -> (Sheet, Notes, bool) {
    let (file, limits): (Arc<str>, _) = ("a.xlsx".into(), Limits::default());
    let source = Source { file: &file, bytes: &[], limits: &limits };
    let book = Book {
        epoch: Epoch::Of1900,
        sheets: Vec::new(),
        strings: vec!["甲".into(), "".into(), "乙".into()],
        struck: BTreeSet::new(),
        styles: ["0", "yyyy-mm-dd", "[h]:mm"].map(Style::of).to_vec(),
        depth: 5,
    };
    let (mut builder, mut used) = (SheetBuilder::new(source, "a", false), Used::default());
    let shared = Shared::default();
    let placing =
        Placing { book: &book, builder: &mut builder, used: &mut used, shared, row: 0, col: 0, recent: Recent::new() };
    let read = walk(Xml::new(BufReader::with_capacity(pieces, part.as_bytes()), book.depth), placing);
    let mut notes = Notes::default();
    (builder.finish(&mut notes), notes, read.is_ok())
}

/// The same part with a space more in the tag of every cell, so that none is plain.
fn by_steps(part: &str) -> String {
    part.replace("<c ", "<c  ").replace("<c>", "<c >").replace("<c/>", "<c />")
}

fn piece() -> impl Strategy<Value = String> {
    let address = prop_oneof![Just(String::new()), " r=\"([A-C][1-4]|[a-z]1|XFE1|A0|AAAA1|甲1)\""];
    let style = prop_oneof![4 => Just(""), 1 => Just(" s=\"1\""), 1 => Just(" s=\"2\""), 1 => Just(" s=\"99\"")];
    let content = prop_oneof![
        Just(""),
        Just(" t=\"s\""),
        Just(" t=\"str\""),
        Just(" t=\"inlineStr\""),
        Just(" t=\"b\""),
        Just(" t=\"e\""),
        Just(" t=\"d\""),
        Just(" t=\"n\""),
        Just(" t=\"x\""),
        Just(" t=\"s\" t=\"b\""),
        Just(" cm=\"1\""),
    ];
    let inside = prop_oneof![
        4 => "<v>(0|1|2|3|-0|1166[.]60|45322|0[.]5|1E5|007|TRUE|甲| 1 |1&lt;2|)</v>",
        1 => "<is><t>(甲|_x0041_| |)</t></is>",
        1 => Just("<is><t xml:space=\"preserve\"> 甲</t></is>".to_owned()),
        1 => Just("<is><r><t>甲</t></r><rPh><t>乙</t></rPh></is>".to_owned()),
        1 => Just("<f>A1+1</f><v>0</v>".to_owned()),
        1 => Just("<f t=\"shared\" si=\"0\">A1</f>".to_owned()),
        1 => Just("<v>1</v><v>2</v>".to_owned()),
        1 => Just("<v/>".to_owned()),
        1 => Just(String::new()),
    ];
    let cell = (address, style, content, inside).prop_map(|(address, style, content, inside)| {
        if inside.is_empty() {
            format!("<c{address}{style}{content}/>")
        } else {
            format!("<c{address}{style}{content}>{inside}</c>")
        }
    });
    prop_oneof![
        12 => cell,
        2 => Just("</row><row r=\"2\">".to_owned()),
        1 => Just("</row><row hidden=\"1\"/><row>".to_owned()),
        1 => Just("<a><b>".to_owned()),
        1 => Just("</b></a>".to_owned()),
        1 => Just("text".to_owned()),
        1 => Just("\r\n  ".to_owned()),
        1 => Just("<!-- <c/> -->".to_owned()),
        1 => Just("<mergeCell ref=\"A1:B2\"/>".to_owned()),
        1 => Just("</c>".to_owned()),
    ]
}

proptest! {
    /// Whether a cell is taken as plain or read step by step is of no consequence, wherever the pieces of the part end.
    #[test]
    fn plain_cells_say_what_they_say_step_by_step(
        pieces in prop::collection::vec(piece(), 0..24),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
        (size, other_size) in (1_usize..200, 1_usize..200),
    ) {
        let mut part = format!("<sheetData><row>{}</row></sheetData>", pieces.concat());
        if let Some(cut) = cut {
            let at = cut.index(part.len());
            part.truncate(part.floor_char_boundary(at));
        }
        let (plain, stepped) = (read(&part, size), read(&by_steps(&part), other_size));
        prop_assert_eq!(&plain.0, &stepped.0);
        prop_assert_eq!(plain.1.findings, stepped.1.findings);
        prop_assert_eq!(plain.2, stepped.2);
    }
}
