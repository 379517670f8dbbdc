//! Which cell styles show numbers as dates.

use std::collections::BTreeMap;

use crate::import::container::number_format::{Kind, built_in, kind};
use crate::import::container::package::Package;
use crate::import::container::xml::Step;
use crate::import::container::{Stop, part};

/// For every cell style in order, what its number format makes of a number.
///
/// # Errors
/// The part is broken.
pub(super) fn read(package: &mut Package<'_>, name: &str, depth: usize) -> Result<Vec<Kind>, Stop> {
    let Some(mut xml) = part::open(package, (name, "styleSheet"), depth)? else { return Ok(Vec::new()) };
    let mut codes = BTreeMap::new();
    let mut ids = Vec::new();
    // Conditional formats hold formats with the same numbers and other codes.
    let mut list = "";
    loop {
        match xml.step()? {
            Step::Open => match xml.name() {
                "numFmts" => list = "formats",
                "numFmt" if list == "formats" => {
                    if let (Some(id), Some(code)) = (xml.number("numFmtId"), xml.attribute("formatCode")) {
                        codes.insert(id, kind(code));
                    }
                }
                "cellXfs" => list = "styles",
                "xf" if list == "styles" => ids.push(xml.number("numFmtId").unwrap_or(0)),
                _ => {}
            },
            Step::Close if matches!(xml.name(), "numFmts" | "cellXfs") => list = "",
            Step::End => break,
            _ => {}
        }
    }
    let means = |id: &u32| codes.get(id).copied().unwrap_or_else(|| u16::try_from(*id).map_or(Kind::Number, built_in));
    Ok(ids.iter().map(means).collect())
}
