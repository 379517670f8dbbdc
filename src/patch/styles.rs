//! How the workbook's styles show numbers.

use std::collections::BTreeMap;

use super::xml::{Node, Scan};
use super::{Package, PatchError};

impl Package {
    /// The number format of each style (`cellXfs`), in order: `General`, `@`, `#,##0.00`. A cell's
    /// [`style`](super::CellContent::style) is a position in this list.
    ///
    /// # Errors
    /// Where the part with the styles is damaged.
    pub fn number_formats(&self) -> Result<Vec<String>, PatchError> {
        let related = self.related(&self.workbook)?;
        let part = related.into_iter().find(|(relation, _)| relation.kind == "styles").and_then(|(_, part)| part);
        match part {
            Some(part) => formats(&self.text(&part)?.text, &part),
            None => Ok(Vec::new()),
        }
    }
}

fn formats(text: &str, part: &str) -> Result<Vec<String>, PatchError> {
    let mut scan = Scan::new(text, part);
    let mut own: BTreeMap<u32, String> = BTreeMap::new();
    let mut ids = Vec::new();
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        let id = || tag.value("numFmtId").and_then(|id| id.trim().parse::<u32>().ok());
        match (scan.parent(), tag.local()) {
            ("numFmts", "numFmt") => own.extend(id().zip(tag.value("formatCode"))),
            ("cellXfs", "xf") => ids.push(id().unwrap_or(0)),
            _ => {}
        }
    }
    let code = |id: u32| own.get(&id).cloned().unwrap_or_else(|| built_in(id).to_owned());
    Ok(ids.into_iter().map(code).collect())
}

/// The formats that every workbook has without saying so (ECMA-376 part 1, 18.8.30).
fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14..=17 | 27..=36 | 50..=58 => "yyyy/m/d",
        18..=22 | 45..=47 => "h:mm:ss",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 | 42 => "#,##0",
        43 | 44 => "#,##0.00",
        48 => "##0.0E+0",
        49 => "@",
        _ => "General",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_formats_stand_before_built_in_ones() {
        let text = "<styleSheet><numFmts><numFmt numFmtId='4' formatCode='0.0'/></numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs><xf/><xf numFmtId='4'/><xf numFmtId='49'/></cellXfs></styleSheet>";
        assert_eq!(formats(text, "p").unwrap(), ["General", "0.0", "@"]);
    }
}
