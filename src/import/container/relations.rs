//! What the parts of an Office package refer to.

use super::Stop;
use super::package::Package;
use super::part::each;

/// One relation of a part.
pub(super) struct Relation {
    /// Its name in the part.
    pub id: String,
    kind: String,
    /// The part in the package.
    pub target: String,
}

impl Relation {
    /// Whether it is of a kind, in the transitional or the strict namespace.
    pub fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }

    /// What a sheet of this kind is, in Chinese, where it is no worksheet.
    pub fn skipped(&self) -> Option<&'static str> {
        match self.kind.rsplit('/').next().unwrap_or_default() {
            "chartsheet" => Some("图表工作表"),
            "dialogsheet" => Some("对话框工作表"),
            "xlMacrosheet" | "xlIntlMacrosheet" => Some("宏工作表"),
            _ => None,
        }
    }
}

/// The part that the package is about: the workbook.
///
/// # Errors
/// The list of relations is broken.
pub(super) fn main_part(package: &mut Package<'_>, depth: usize) -> Result<Option<String>, Stop> {
    let relations = listed(package, "", "_rels/.rels", depth)?;
    Ok(relations.into_iter().find(|relation| relation.is("officeDocument")).map(|relation| relation.target))
}

/// What a part refers to.
///
/// # Errors
/// The list of relations is broken.
pub(super) fn relations(package: &mut Package<'_>, part: &str, depth: usize) -> Result<Vec<Relation>, Stop> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    listed(package, folder, &joined(folder, &format!("_rels/{file}.rels")), depth)
}

fn listed(package: &mut Package<'_>, folder: &str, part: &str, depth: usize) -> Result<Vec<Relation>, Stop> {
    let mut relations = Vec::new();
    each(package, (part, "Relationships"), depth, |xml| {
        let said = |name| xml.attribute(name).unwrap_or_default();
        if xml.name() == "Relationship" {
            let target = joined(folder, said("Target"));
            relations.push(Relation { id: said("Id").to_owned(), kind: said("Type").to_owned(), target });
        }
    })?;
    Ok(relations)
}

/// A target seen from the folder of the part that names it; `/xl/…` counts from the package.
pub(super) fn joined(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => _ = steps.pop(),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn targets_are_found_from_the_part_that_names_them() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("xl", "../docProps/app.xml", "docProps/app.xml"),
            ("xl", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("", "./workbook.xml", "workbook.xml"),
            ("", "../../a.xml", "a.xml"),
        ] {
            assert_eq!(joined(folder, target), part);
        }
    }
}
