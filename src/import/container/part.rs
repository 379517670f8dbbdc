//! A part of the package as XML, in UTF-8 or UTF-16.

use std::io::{BufRead, Cursor};

use super::Stop;
use super::encoding::decode;
use super::package::Package;
use super::xml::{Step, Xml};
use super::xml2003::without_declaration;

/// Opens a part whose outermost element must be `root`; `None` where the package has none of that name.
pub(super) fn open<'p>(
    package: &'p mut Package<'_>,
    (name, root): (&str, &'static str),
    depth: usize,
) -> Result<Option<Xml<Box<dyn BufRead + 'p>>>, Stop> {
    let Some(index) = package.find(name) else { return Ok(None) };
    let wide =
        package.begins(index).is_some_and(|two| matches!(two, [0xFF, 0xFE] | [0xFE, 0xFF] | [0, b'<'] | [b'<', 0]));
    let stream: Box<dyn BufRead + 'p> = if wide {
        let text = decode(&package.unpack(index)?).text;
        Box::new(Cursor::new(without_declaration(&text).to_owned()))
    } else {
        Box::new(package.stream(index)?)
    };
    Ok(Some(Xml::new(stream, depth).rooted(root)))
}

/// Calls `see` for every element that opens in a part with its outermost element; a part that is not there has none.
pub(super) fn each(
    package: &mut Package<'_>,
    part: (&str, &'static str),
    depth: usize,
    mut see: impl FnMut(&Xml<Box<dyn BufRead + '_>>),
) -> Result<(), Stop> {
    let Some(mut xml) = open(package, part, depth)? else { return Ok(()) };
    loop {
        match xml.step()? {
            Step::Open => see(&xml),
            Step::End => return Ok(()),
            _ => {}
        }
    }
}
