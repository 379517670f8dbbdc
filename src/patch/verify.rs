//! Reading what the edits wrote once more before it leaves (复核): a part that no program opens must not replace one that
//! every program opened.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::text::PartText;
use super::{Package, PatchError};

impl Package {
    /// Reads every changed part again: it ends, its tags match, every prefix in it is declared.
    ///
    /// A part that was at fault before the edits may leave as it came: the edits did not make it so.
    ///
    /// # Errors
    /// [`PatchError::Malformed`] with the part and what is wrong in it.
    pub(super) fn verify_changes(&self) -> Result<(), PatchError> {
        for part in self.container.changed() {
            let Some(written) = self.container.replacement(part) else { continue };
            let Err(problem) = faultless(part, written) else { continue };
            let before = self.container.stored(part);
            if before.is_none_or(|bytes| faultless(part, &bytes).is_ok()) {
                return Err(PatchError::Malformed { part: part.to_owned(), problem });
            }
        }
        Ok(())
    }
}

/// Whether the bytes are XML with all prefixes declared; parts of other kinds are not looked at.
fn faultless(part: &str, bytes: &[u8]) -> Result<(), String> {
    let ending = part.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let lenient = match ending.as_str() {
        "xml" | "rels" => false,
        // Excel itself leaves tags open in legacy drawings.
        "vml" => true,
        _ => return Ok(()),
    };
    let text = PartText::decode(part, bytes).map_err(|error| error.to_string())?.text;
    let mut reader = NsReader::from_str(&text);
    let config = reader.config_mut();
    config.check_end_names = !lenient;
    config.allow_unmatched_ends = lenient;
    config.allow_dangling_amp = lenient;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) => {
                depth += 1;
                declared(&reader, &tag)?;
            }
            Event::Empty(tag) => declared(&reader, &tag)?,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof if depth == 0 || lenient => return Ok(()),
            Event::Eof => return Err("内容不完整".to_owned()),
            _ => {}
        }
    }
}

/// Whether the prefixes of a tag and of its attributes are declared, and no attribute stands twice.
fn declared(reader: &NsReader<&[u8]>, tag: &BytesStart<'_>) -> Result<(), String> {
    let unknown = |prefix: String| format!("前缀 {prefix} 没有声明");
    if let (ResolveResult::Unknown(prefix), _) = reader.resolver().resolve_element(tag.name()) {
        return Err(unknown(prefix));
    }
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if let (ResolveResult::Unknown(prefix), _) = reader.resolver().resolve_attribute(attribute.key) {
            return Err(unknown(prefix));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::faultless;

    #[test]
    fn what_no_program_opens_is_told() {
        for (text, right) in [
            ("<a xmlns:r='u'><b r:id='1'/></a>", true),
            ("<a><b xmlns:r='u' r:id='1'/></a>", true),
            ("<a xmlns:x='u'><x:b/></a>", true),
            ("<a><b xmlns:r='u'/><c r:id='1'/></a>", false),
            ("<a><x:b/></a>", false),
            ("<a><b></a>", false),
            ("<a><b/>", false),
            ("<a b='1' b='2'/>", false),
        ] {
            assert_eq!(faultless("xl/workbook.xml", text.as_bytes()).is_ok(), right, "{text}");
        }
        assert!(faultless("xl/drawings/v.vml", b"<xml xmlns:v='u'><v:shape><br></xml>").is_ok());
        assert!(faultless("xl/drawings/v.vml", b"<xml><v:shape/></xml>").is_err());
        assert!(faultless("xl/media/a.png", b"\x89PNG").is_ok());
    }
}
