//! Adding parts to a package: the part, what it is, and who refers to it.

use super::super::relations::{relations_part, with_last_child};
use super::super::text::PartText;
use super::super::xml::escape_attribute;
use super::super::{Package, PatchError};

/// Namespaces of one flavour of the format.
#[derive(Clone, Copy, Debug)]
pub(super) struct Namespaces {
    /// Of spreadsheet elements.
    pub main: &'static str,
    /// Of relations, as attributes and as the beginning of their types.
    pub relations: &'static str,
}

const TRANSITIONAL: Namespaces = Namespaces {
    main: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    relations: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
};
const STRICT: Namespaces = Namespaces {
    main: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    relations: "http://purl.oclc.org/ooxml/officeDocument/relationships",
};

const PACKAGE_RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

impl Package {
    /// The namespaces that this package uses.
    pub(super) fn namespaces(&self) -> Result<Namespaces, PatchError> {
        let strict = self.text(&self.workbook)?.text.contains(STRICT.main);
        Ok(if strict { STRICT } else { TRANSITIONAL })
    }

    /// A name that no part has: `xl/comments{}.xml` with the lowest number that is free.
    pub(super) fn free_name(&self, before: &str, after: &str) -> String {
        let mut number = 1_u32;
        loop {
            let name = format!("{before}{number}{after}");
            if self.container.find(&name).is_none() {
                return name;
            }
            number += 1;
        }
    }

    /// Adds a part with an XML declaration; `content_type` is what the package's list calls it.
    pub(super) fn add_part(&mut self, part: &str, text: &str, content_type: &str) -> Result<(), PatchError> {
        self.put(part, &PartText::new(format!("{DECLARATION}{text}")))?;
        let types = self.content_types()?;
        let stored = self.text(&types)?;
        let name = escape_attribute(part, '"');
        let entry = |prefix: &str| format!("<{prefix}Override PartName=\"/{name}\" ContentType=\"{content_type}\"/>");
        let text = with_last_child(&stored.text, &types, entry)?;
        self.put(&types, &stored.with(text))
    }

    /// Adds a relation from a part to another; gives its id.
    pub(super) fn add_relation(&mut self, part: &str, kind: &str, target: &str) -> Result<String, PatchError> {
        let known: Vec<String> = self.related(part)?.into_iter().map(|(relation, _)| relation.id).collect();
        let free = (1_u32..).map(|number| format!("rId{number}")).find(|id| !known.contains(id));
        let id = free.unwrap_or_default();
        let (base, target) = (self.namespaces()?.relations, escape_attribute(target, '"'));
        let entry =
            |prefix: &str| format!("<{prefix}Relationship Id=\"{id}\" Type=\"{base}/{kind}\" Target=\"/{target}\"/>");
        match self.container.find(&relations_part(part)) {
            Some(holder) => {
                let stored = self.text(&holder)?;
                let text = with_last_child(&stored.text, &holder, entry)?;
                self.put(&holder, &stored.with(text))?;
            }
            None => {
                let text =
                    format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE_RELATIONS}\">{}</Relationships>", entry(""));
                self.put(&relations_part(part), &PartText::new(text))?;
            }
        }
        Ok(id)
    }

    /// The part that `part` has a relation of this kind to.
    pub(super) fn related_part(&self, part: &str, kind: &str) -> Result<Option<String>, PatchError> {
        let related = self.related(part)?;
        Ok(related.into_iter().find(|(relation, _)| relation.kind == kind).and_then(|(_, part)| part))
    }
}
