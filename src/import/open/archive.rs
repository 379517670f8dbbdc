//! An archive of exports: each file inside is opened as if it had been given by itself.

use std::sync::Arc;

use super::{Opened, file, unread};
use crate::finding::codes::import_container::{MEMBER_SKIPPED, NESTED_ARCHIVE, NOTHING_INSIDE};
use crate::finding::{Finding, Severity, Words};
use crate::import::container::Source;
use crate::import::container::detect::{Format, detect};
use crate::import::container::package::Package;
use crate::origin::Origin;

/// Why one of two files is not read.
const SAME_NAME: Words =
    Words { zh: "有同名的文件，只读到其中一个", en: "several files have the same name; one was read" };

/// Opens every file inside.
pub(super) fn open(source: Source<'_>, findings: &mut Vec<Finding>) -> Vec<Opened> {
    let mut package = match Package::open(source) {
        Ok(package) => package,
        Err(refusal) => {
            findings.push(*refusal);
            return vec![unread(source, Format::Zip)];
        }
    };
    if package.has_duplicates() {
        let mut finding = Finding::new(&MEMBER_SKIPPED).at(source.whole()).with("why", SAME_NAME);
        finding.severity = Severity::Mandatory;
        findings.push(finding);
    }
    let mut limits = source.limits.clone();
    let mut opened = Vec::new();
    for (index, inner) in package.files() {
        let name: Arc<str> = format!("{}!{inner}", source.file).into();
        if let Some(why) = by_the_way(&inner) {
            findings.push(Finding::new(&MEMBER_SKIPPED).at(Origin::file(&name)).with("why", why));
            continue;
        }
        let unpacked = package.unpack(index);
        let bytes = unpacked.as_deref().unwrap_or_default();
        let member = Source { file: &name, bytes, limits: &limits };
        match &unpacked {
            Ok(_) => opened.extend(open_member(member, findings)),
            Err(refusal) => {
                let mut finding = (**refusal).clone();
                finding.places = vec![member.whole().into()];
                findings.push(finding);
                opened.push(unread(member, Format::Unknown));
            }
        }
        // The limits of cells and texts hold for the archive as a whole.
        let sheets = opened.last().and_then(|last| last.grid.as_ref()).map_or(&[][..], |grid| &grid.sheets);
        let cells: usize = sheets.iter().flat_map(|sheet| &sheet.rows).map(|row| row.cells.len()).sum();
        limits.cells = limits.cells.saturating_sub(cells);
        let texts = sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
        let bytes: u64 = texts.map(|(_, cell)| cell.text.len() as u64).sum();
        limits.shown_bytes = limits.shown_bytes.saturating_sub(bytes);
    }
    if opened.is_empty() {
        findings.push(Finding::new(&NOTHING_INSIDE).at(source.whole()).with("what", "压缩包"));
        opened.push(unread(source, Format::Zip));
    }
    opened
}

/// Opens one file; `None` where it is no table and only named.
fn open_member(member: Source<'_>, findings: &mut Vec<Finding>) -> Option<Opened> {
    match detect(member) {
        Ok(Format::Zip) => {
            findings.push(Finding::new(&NESTED_ARCHIVE).at(member.whole()));
            Some(unread(member, Format::Zip))
        }
        Ok(Format::Foreign(foreign)) => {
            let why = format!("内容是“{}”，不是表格", foreign.name().zh);
            let mut finding = Finding::new(&MEMBER_SKIPPED).at(member.whole()).with("why", why);
            finding.severity = Severity::Advisory;
            findings.push(finding);
            None
        }
        Ok(format) => Some(file(member, format, findings)),
        Err(refusal) => {
            findings.push(*refusal);
            Some(unread(member, Format::by_first_bytes(member.bytes)))
        }
    }
}

/// Why a file that systems put beside the data is not read.
fn by_the_way(name: &str) -> Option<Words> {
    let file = name.rsplit('/').next().unwrap_or(name);
    if name.starts_with("__MACOSX/") || matches!(file, ".DS_Store" | "Thumbs.db" | "desktop.ini") {
        return Some(Words { zh: "系统附带的文件", en: "a file of the system" });
    }
    file.starts_with("~$").then_some(Words { zh: "Office 打开时的临时文件", en: "left by an office program" })
}
