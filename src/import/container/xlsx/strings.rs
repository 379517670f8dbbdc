//! Texts: the shared strings, and what `_x000D_` in a text means.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::BufRead;
use std::sync::Arc;

use super::styles::crosses_out;
use super::too_much_text;
use crate::import::container::package::Package;
use crate::import::container::pieces::append;
use crate::import::container::xml::{Step, Xml};
use crate::import::container::{Source, Stop, part};

/// Reads the shared strings, and which of them are crossed out in part; none where the workbook has no such part.
///
/// # Errors
/// The part is broken or too large.
pub(super) fn read(
    source: Source<'_>,
    package: &mut Package<'_>,
    name: &str,
) -> Result<(Vec<Arc<str>>, BTreeSet<usize>), Stop> {
    let limit = usize::try_from(source.limits.text_bytes).unwrap_or(usize::MAX);
    let Some(mut xml) = part::open(package, (name, "sst"), source.limits.depth)? else {
        return Ok(Default::default());
    };
    let (mut strings, mut struck): (Vec<Arc<str>>, BTreeSet<usize>) = Default::default();
    let mut bytes = 0_usize;
    loop {
        match xml.step()? {
            Step::Open if xml.name() == "si" => {
                let (text, crossed) = text(&mut xml)?;
                if crossed {
                    struck.insert(strings.len());
                }
                // The place of an empty string costs as well.
                bytes = bytes.saturating_add(text.len()).saturating_add(16);
                if bytes > limit {
                    return Err(too_much_text(source).into());
                }
                strings.push(text.into());
            }
            Step::End => return Ok((strings, struck)),
            _ => {}
        }
    }
}

/// The text of the element that just opened: all its runs, without the readings (注音) above them; and whether one of them is
/// crossed out.
///
/// # Errors
/// The part is broken.
pub(super) fn text<R: BufRead>(xml: &mut Xml<R>) -> Result<(String, bool), String> {
    let depth = xml.depth();
    let (mut text, mut struck) = (String::new(), false);
    // Depth of the element whose text counts, and of a reading, whose text does not.
    let (mut counts, mut reading) = (None, None);
    loop {
        match xml.step()? {
            Step::Open if xml.name() == "strike" => struck |= crosses_out(xml),
            Step::Open if xml.name() == "rPh" => reading = Some(xml.depth()),
            Step::Open if xml.name() == "t" && reading.is_none() => counts = Some(xml.depth()),
            Step::Text if counts.is_some() => append(&mut text, xml.text())?,
            Step::Close if xml.depth() < depth => break,
            Step::Close => {
                counts = counts.filter(|counts| xml.depth() >= *counts);
                reading = reading.filter(|reading| xml.depth() >= *reading);
            }
            Step::End => break,
            _ => {}
        }
    }
    let text = match unescaped(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(unescaped) => unescaped,
    };
    Ok((text, struck))
}

/// Characters that XML cannot hold are written `_xHHHH_` (ECMA-376 22.9.2.19).
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let c = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        match c {
            Some(c) => {
                plain.push_str(&rest[..at]);
                plain.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_are_characters() {
        for (stored, means) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x_xyz_", "_x_xyz_"),
            ("_x00", "_x00"),
            ("_x4E2D_", "中"),
        ] {
            assert_eq!(unescaped(stored), means);
        }
    }
}
