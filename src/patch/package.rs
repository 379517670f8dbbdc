//! An opened workbook package.

use std::collections::{BTreeMap, BTreeSet};

use super::container::{Container, Limits};
use super::relations::{Relation, relations, relations_part, resolve, without};
use super::sheet::OpenSheet;
use super::text::PartText;
use super::workbook::{self, SheetInfo, SheetKind, SheetPlace};
use super::{Note, PatchError};

/// An opened `.xlsx` or `.xlsm`: every part as it is stored, and the edits to some of them.
///
/// ```no_run
/// use gongkai::origin::CellRef;
/// use gongkai::patch::{Package, PatchError, Value};
///
/// fn fill(blank: &[u8]) -> Result<Vec<u8>, PatchError> {
///     let mut package = Package::open(blank)?;
///     package.set_cell("收入总表", CellRef::zero_based(6, 2), &Value::Number("120.5".into()))?;
///     package.request_recalculation()?;
///     package.save()
/// }
/// ```
#[derive(Debug)]
pub struct Package {
    pub(super) container: Container,
    pub(super) workbook: String,
    pub(super) sheets: Vec<SheetInfo>,
    pub(super) places: Vec<SheetPlace>,
    pub(super) open: BTreeMap<usize, OpenSheet>,
    pub(super) strings: Option<Vec<String>>,
    pub(super) chain_stale: bool,
    pub(super) notes: BTreeSet<Note>,
}

/// A saved package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The file.
    pub bytes: Vec<u8>,
    /// Names of the parts that were changed, taken out or added; every other one is byte for byte as it came.
    pub changed: Vec<String>,
    /// How many parts the package had.
    pub parts: usize,
}

const CONTENT_TYPES: &str = "[Content_Types].xml";

impl Package {
    /// Opens a package within the usual limits.
    ///
    /// # Errors
    /// Where it is no workbook that can be edited in place, or is damaged.
    pub fn open(bytes: &[u8]) -> Result<Package, PatchError> {
        Package::open_within(bytes, Limits::default())
    }

    /// Opens a package within other limits.
    ///
    /// # Errors
    /// As [`Package::open`].
    pub fn open_within(bytes: &[u8], limits: Limits) -> Result<Package, PatchError> {
        let container = Container::open(bytes, limits)?;
        let mut package = Package {
            container,
            workbook: String::new(),
            sheets: Vec::new(),
            places: Vec::new(),
            open: BTreeMap::new(),
            strings: None,
            chain_stale: false,
            notes: BTreeSet::new(),
        };
        package.workbook = package.find_workbook()?;
        let related = package.related(&package.workbook)?;
        let text = package.text(&package.workbook)?;
        for (info, id) in workbook::sheets(&text.text, &package.workbook)? {
            package.add_sheet(info, &id, &related);
        }
        Ok(package)
    }

    fn find_workbook(&self) -> Result<String, PatchError> {
        let no_workbook = |problem: &str| PatchError::NotAWorkbook { problem: problem.to_owned() };
        let main = self.related("")?.into_iter().find(|(relation, _)| relation.kind == "officeDocument");
        let (_, part) = main.ok_or_else(|| no_workbook("压缩包内没有工作簿"))?;
        let part = part.ok_or_else(|| no_workbook("压缩包内缺少工作簿部件"))?;
        if part.to_ascii_lowercase().ends_with(".bin") {
            return Err(PatchError::Binary);
        }
        let root = workbook::root(&self.text(&part)?.text, &part)?;
        if root == "workbook" {
            Ok(part)
        } else {
            Err(no_workbook(&format!("主部件是 {root}，可能是别的 Office 文件")))
        }
    }

    fn add_sheet(&mut self, mut info: SheetInfo, id: &str, related: &[(Relation, Option<String>)]) {
        let relation = related.iter().find(|(relation, _)| relation.id == id);
        let part = relation.and_then(|(_, part)| part.clone());
        info.kind = match relation.map(|(relation, _)| relation.kind.as_str()) {
            Some("worksheet") if part.is_some() => SheetKind::Worksheet,
            Some("xlMacrosheet" | "xlIntlMacrosheet") if part.is_some() => SheetKind::Macros,
            Some("chartsheet") => SheetKind::Chart,
            Some("dialogsheet") => SheetKind::Dialog,
            _ => SheetKind::Missing,
        };
        self.sheets.push(info);
        self.places.push(SheetPlace { part: part.unwrap_or_default() });
    }

    /// The sheets in the order of their tabs.
    pub fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    /// What the user should know of the edits so far, in a fixed order. What is only known on writing is among them
    /// already: a signature is reported as dropped with the first edit.
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = self.notes.clone();
        let edited = self.container.is_changed() || self.open.values().any(OpenSheet::is_edited);
        if edited && self.is_signed() {
            notes.insert(Note::SignatureDropped);
        }
        if self.chain_stale && self.calc_chain().is_ok_and(|chain| chain.is_some()) {
            notes.insert(Note::CalcChainDropped);
        }
        notes.into_iter().collect()
    }

    /// The bytes of the edited package. Without an edit they are the bytes that were opened.
    ///
    /// # Errors
    /// Where a part that an edit touches is damaged, or would grow beyond the limits.
    pub fn save(self) -> Result<Vec<u8>, PatchError> {
        self.save_listing().map(|saved| saved.bytes)
    }

    /// Like [`Package::save`], and says which parts are no longer as they came.
    ///
    /// # Errors
    /// As [`Package::save`].
    pub fn save_listing(mut self) -> Result<Saved, PatchError> {
        self.flush()?;
        if self.chain_stale {
            self.drop_calc_chain()?;
        }
        let parts = self.container.count();
        if !self.container.is_changed() {
            return Ok(Saved { bytes: self.container.original().to_vec(), changed: Vec::new(), parts });
        }
        self.drop_signatures()?;
        self.verify_changes()?;
        let changed = self.container.changed().map(str::to_owned).collect();
        Ok(Saved { bytes: self.container.write()?, changed, parts })
    }

    /// Asks for all formulas to be calculated when the workbook is next opened.
    ///
    /// # Errors
    /// Where the workbook part is damaged.
    pub fn request_recalculation(&mut self) -> Result<(), PatchError> {
        let part = self.workbook.clone();
        let stored = self.text(&part)?;
        let text = workbook::with_full_calculation(&stored.text, &part)?;
        self.put(&part, &stored.with(text))
    }

    /// Writes what is pending on opened sheets into their parts.
    pub(super) fn flush(&mut self) -> Result<(), PatchError> {
        for (index, sheet) in std::mem::take(&mut self.open) {
            let part = self.places[index].part.clone();
            if let Some(text) = sheet.edited(&part)? {
                self.put(&part, &text)?;
            }
        }
        Ok(())
    }

    /// The text of a part.
    pub(super) fn text(&self, part: &str) -> Result<PartText, PatchError> {
        PartText::decode(part, &self.container.read(part)?)
    }

    /// Puts a text in the place of a part's.
    pub(super) fn put(&mut self, part: &str, text: &PartText) -> Result<(), PatchError> {
        self.container.put(part, text.encode())
    }

    /// The relations of a part with the parts that they mean; `None` for one outside or missing.
    pub(super) fn related(&self, part: &str) -> Result<Vec<(Relation, Option<String>)>, PatchError> {
        let Some(holder) = self.container.find(&relations_part(part)) else { return Ok(Vec::new()) };
        let text = self.text(&holder)?;
        let with_part = |relation: Relation| {
            let target = (!relation.external).then(|| self.container.find(&resolve(part, &relation.target))).flatten();
            (relation, target)
        };
        Ok(relations(&text.text, &holder)?.into_iter().map(with_part).collect())
    }

    /// Position of the sheet of this name: exactly, else without regard to case, as the format compares names.
    pub(super) fn sheet_index(&self, name: &str) -> Result<usize, PatchError> {
        let exact = self.sheets.iter().position(|sheet| sheet.name == name);
        let folded = || self.sheets.iter().position(|sheet| same_name(&sheet.name, name));
        let index = exact.or_else(folded).ok_or_else(|| PatchError::NoSheet { sheet: name.to_owned() })?;
        match self.sheets[index].kind {
            SheetKind::Worksheet | SheetKind::Macros => Ok(index),
            _ => Err(PatchError::NotAWorksheet { sheet: name.to_owned() }),
        }
    }

    fn calc_chain(&self) -> Result<Option<String>, PatchError> {
        let related = self.related(&self.workbook)?;
        Ok(related.into_iter().find(|(relation, _)| relation.kind == "calcChain").and_then(|(_, part)| part))
    }

    fn drop_calc_chain(&mut self) -> Result<(), PatchError> {
        let Some(part) = self.calc_chain()? else { return Ok(()) };
        let workbook = self.workbook.clone();
        self.drop_relations(&workbook, |relation| relation.kind == "calcChain")?;
        self.drop_part(&part)
    }

    fn is_signed(&self) -> bool {
        self.related("").is_ok_and(|related| related.iter().any(|(relation, _)| is_signature(relation)))
    }

    /// A signature covers the bytes of the parts; with any of them changed it says that the file was tampered with.
    fn drop_signatures(&mut self) -> Result<(), PatchError> {
        if !self.is_signed() {
            return Ok(());
        }
        let origins = self.related("")?.into_iter().filter(|(relation, _)| is_signature(relation));
        let origins: Vec<String> = origins.filter_map(|(_, part)| part).collect();
        self.drop_relations("", is_signature)?;
        for origin in origins {
            for (_, signature) in self.related(&origin)? {
                if let Some(signature) = signature {
                    self.drop_part(&signature)?;
                }
            }
            self.drop_part(&origin)?;
        }
        Ok(())
    }

    /// Takes the relations out for which `unwanted` says so.
    pub(super) fn drop_relations(
        &mut self,
        part: &str,
        unwanted: impl Fn(&Relation) -> bool,
    ) -> Result<(), PatchError> {
        let Some(holder) = self.container.find(&relations_part(part)) else { return Ok(()) };
        let stored = self.text(&holder)?;
        let all = relations(&stored.text, &holder)?;
        let ids: BTreeSet<&str> = all.iter().filter(|r| unwanted(r)).map(|r| r.id.as_str()).collect();
        let gone = |tag: &super::xml::Tag<'_>| tag.value("Id").is_some_and(|id| ids.contains(id.as_str()));
        let text = without(&stored.text, &holder, "Relationship", gone)?;
        self.put(&holder, &stored.with(text))
    }

    /// Takes a part out with its own relations and its content type.
    pub(super) fn drop_part(&mut self, part: &str) -> Result<(), PatchError> {
        self.container.remove(part);
        if let Some(holder) = self.container.find(&relations_part(part)) {
            self.container.remove(&holder);
        }
        let types = self.content_types()?;
        let stored = self.text(&types)?;
        let named = |tag: &super::xml::Tag<'_>| {
            tag.value("PartName").is_some_and(|name| resolve("", &name).eq_ignore_ascii_case(part))
        };
        let text = without(&stored.text, &types, "Override", named)?;
        self.put(&types, &stored.with(text))
    }

    /// The part that lists the content types.
    pub(super) fn content_types(&self) -> Result<String, PatchError> {
        let missing =
            || PatchError::Damaged { part: CONTENT_TYPES.to_owned(), problem: "缺少这个部件".to_owned() };
        self.container.find(CONTENT_TYPES).ok_or_else(missing)
    }
}

fn is_signature(relation: &Relation) -> bool {
    // …/relationships/digital-signature/origin
    relation.kind == "origin"
}

/// Whether two names mean the same sheet.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}
