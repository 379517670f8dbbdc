//! What the cell styles make of what cells hold.

use std::collections::BTreeMap;
use std::io::BufRead;

use crate::import::container::number_format::Style;
use crate::import::container::package::Package;
use crate::import::container::xml::{Step, Xml};
use crate::import::container::{Stop, part};

/// The lists of the part.
#[derive(Default)]
struct Lists {
    formats: BTreeMap<u32, Style>,
    /// Whether each font crosses out.
    fonts: Vec<bool>,
    /// Number format and font of every cell style.
    styles: Vec<(u32, u32)>,
    /// The list that is open.
    open: &'static str,
}

/// For every cell style in order, what it makes of a cell.
///
/// # Errors
/// The part is broken.
pub(super) fn read(package: &mut Package<'_>, name: &str, depth: usize) -> Result<Vec<Style>, Stop> {
    let Some(mut xml) = part::open(package, (name, "styleSheet"), depth)? else { return Ok(Vec::new()) };
    let mut lists = Lists::default();
    loop {
        match xml.step()? {
            Step::Open => lists.open(&xml),
            Step::Close if matches!(xml.name(), "numFmts" | "fonts" | "cellXfs") => lists.open = "",
            Step::End => break,
            _ => {}
        }
    }
    Ok(lists.styles.iter().map(|style| lists.style(*style)).collect())
}

impl Lists {
    /// Conditional formats hold formats with the same numbers and other codes: only what stands in its list counts.
    fn open<R: BufRead>(&mut self, xml: &Xml<R>) {
        match (xml.name(), self.open) {
            ("numFmts", _) => self.open = "formats",
            ("fonts", _) => self.open = "fonts",
            ("cellXfs", _) => self.open = "styles",
            ("numFmt", "formats") => {
                if let (Some(id), Some(code)) = (xml.number("numFmtId"), xml.attribute("formatCode")) {
                    self.formats.insert(id, Style::of(code));
                }
            }
            ("font", "fonts") => self.fonts.push(false),
            ("strike", "fonts") => {
                if let Some(font) = self.fonts.last_mut() {
                    *font = crosses_out(xml);
                }
            }
            ("xf", "styles") => {
                let said = |name| xml.number(name).unwrap_or(0);
                self.styles.push((said("numFmtId"), said("fontId")));
            }
            _ => {}
        }
    }

    fn style(&self, (format, font): (u32, u32)) -> Style {
        let own = self.formats.get(&format).copied();
        let style = own.unwrap_or_else(|| Style::built_in(u16::try_from(format).unwrap_or(0)));
        let struck = usize::try_from(font).is_ok_and(|font| self.fonts.get(font).copied().unwrap_or(false));
        Style { struck, ..style }
    }
}

/// Whether the element `strike` that just opened crosses out.
pub(super) fn crosses_out<R: BufRead>(xml: &Xml<R>) -> bool {
    !matches!(xml.attribute("val"), Some("0" | "false"))
}
