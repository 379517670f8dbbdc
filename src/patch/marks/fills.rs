//! The colour of marked cells: a conditional format that is always met, so that the cell's own style stays as it is.

use super::Tone;
use super::ordered::{WORKSHEET, inserted};
use super::styles::{Section, element_of};
use crate::origin::CellRef;
use crate::patch::splice::Splice;
use crate::patch::xml::{Node, Scan};
use crate::patch::{Package, PatchError};

/// A condition that is always met and names us; by it the format is known again.
const CONDITION: &str = "LEN(\"gongkai\")&gt;0";
/// Cells of one format; a longer list of places is more than Excel reads.
const CELLS_A_FORMAT: usize = 200;

/// Whether a formula is [`CONDITION`] as any program writes it.
fn is_ours(formula: &str) -> bool {
    formula.replace(' ', "").trim_start_matches("of:=").eq_ignore_ascii_case("LEN(\"gongkai\")>0")
}

impl Package {
    /// Colours cells of a sheet.
    pub(super) fn colour(&mut self, index: usize, cells: &[(CellRef, Tone, &str)]) -> Result<(), PatchError> {
        let part = self.places[index].part.clone();
        let stored = self.text(&part)?;
        let mut text = stored.text.clone();
        let mut priority = highest_priority(&text, &part)?;
        for (tone, colour) in [(Tone::Wrong, "FFFFC7CE"), (Tone::Doubtful, "FFFFEB9C")] {
            let of: Vec<CellRef> = cells.iter().filter(|(_, own, _)| *own == tone).map(|(cell, ..)| *cell).collect();
            for chunk in of.chunks(CELLS_A_FORMAT) {
                let format = self.style(Section::Conditional, |p| {
                    let colour = format!("<{p}bgColor rgb=\"{colour}\"/>");
                    element_of(p, "dxf", &element_of(p, "fill", &element_of(p, "patternFill", &colour)))
                })?;
                priority += 1;
                let places: Vec<String> = chunk.iter().map(CellRef::to_string).collect();
                let places = places.join(" ");
                text = inserted(&text, &part, (WORKSHEET, "conditionalFormatting"), |p| {
                    format!(
                        "<{p}conditionalFormatting sqref=\"{places}\"><{p}cfRule type=\"expression\" dxfId=\"{format}\" \
                         priority=\"{priority}\"><{p}formula>{CONDITION}</{p}formula></{p}cfRule></{p}conditionalFormatting>"
                    )
                })?;
            }
        }
        self.put(&part, &stored.with(text))
    }

    /// Takes our colours out of a sheet.
    pub(super) fn uncolour(&mut self, index: usize) -> Result<(), PatchError> {
        let part = self.places[index].part.clone();
        let stored = self.text(&part)?;
        if !stored.text.contains("gongkai") {
            return Ok(());
        }
        let text = without_colours(&stored.text, &part)?;
        self.put(&part, &stored.with(text))
    }
}

fn highest_priority(text: &str, part: &str) -> Result<u32, PatchError> {
    let mut scan = Scan::new(text, part);
    let mut highest = 0;
    while let Some(node) = scan.next()? {
        if let Node::Open(tag) = node
            && tag.local() == "cfRule"
        {
            highest = highest.max(tag.value("priority").and_then(|text| text.parse().ok()).unwrap_or(0));
        }
    }
    Ok(highest)
}

/// The text without our rules, and without formats that had no other.
fn without_colours(text: &str, part: &str) -> Result<String, PatchError> {
    let mut scan = Scan::new(text, part);
    let mut splice = Splice::default();
    let mut format: Option<usize> = None;
    let (mut ours, mut others) = (Vec::new(), 0);
    while let Some(node) = scan.next()? {
        match node {
            Node::Open(tag) if tag.local() == "conditionalFormatting" && !tag.empty => {
                (format, others) = (Some(tag.start), 0);
                ours.clear();
            }
            Node::Open(tag) if tag.local() == "cfRule" && format.is_some() => {
                let content = scan.content(&tag)?;
                if rule_is_ours(text.get(tag.start..content.end).unwrap_or_default(), part)? {
                    ours.push(tag.start..content.end);
                } else {
                    others += 1;
                }
            }
            Node::Close { local: "conditionalFormatting", span } => match format.take() {
                Some(start) if !ours.is_empty() && others == 0 => splice.replace(start..span.end, ""),
                _ => ours.drain(..).for_each(|range| splice.replace(range, "")),
            },
            _ => {}
        }
    }
    splice.apply(text, part)
}

fn rule_is_ours(rule: &str, part: &str) -> Result<bool, PatchError> {
    let mut scan = Scan::new(rule, part);
    while let Some(node) = scan.next()? {
        if let Node::Open(tag) = node
            && tag.local() == "formula"
        {
            return Ok(is_ours(&scan.content(&tag)?.text));
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_rules_go() {
        let ours = format!("<cfRule priority=\"1\"><formula>{CONDITION}</formula></cfRule>");
        let other = "<cfRule priority=\"2\"><formula>A1&gt;0</formula></cfRule>";
        let format = |rules: &str| format!("<conditionalFormatting sqref=\"A1\">{rules}</conditionalFormatting>");
        for (rules, left) in [
            (ours.clone(), String::new()),
            (format!("{ours}{other}"), format(other)),
            (other.to_owned(), format(other)),
        ] {
            let sheet = |inner: &str| format!("<worksheet><sheetData/>{inner}</worksheet>");
            assert_eq!(without_colours(&sheet(&format(&rules)), "p").unwrap(), sheet(&left));
        }
        assert_eq!(highest_priority(&format(other), "p").unwrap(), 2);
    }
}
