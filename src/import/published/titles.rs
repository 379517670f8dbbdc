//! Where each form begins on a sheet, and what the lines under its title say.

use super::columns::Wanted;
use super::page::{Page, PageRow};
use crate::edition::{ColumnDef, Form};
use crate::import::cell::label::comparable;
use crate::import::cell::unit::{self, Stated};
use crate::model::Coded;

/// The longest cell that may be a title.
const LONGEST: usize = 60;

/// How far below a title its header may begin.
const REACH: usize = 12;

/// A form's title on a sheet.
pub(super) struct Title<'a> {
    /// Index into the page's rows.
    pub row: usize,
    pub form: &'a Form,
}

impl Title<'_> {
    /// The header that belongs to it.
    pub fn wanted(&self) -> Wanted<'_> {
        let printed = |words: &&String| !words.is_empty();
        let path = |column: &ColumnDef| {
            column.headers.words().iter().filter(printed).map(|words| without_fields(words)).collect()
        };
        let paths = self.form.columns.iter().map(path).collect();
        Wanted { title: self.row, paths, number_label: self.form.number_label.as_deref(), reach: REACH }
    }
}

/// Words of a form without what is filled in.
pub(super) fn without_fields(template: &str) -> String {
    let parts = template.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    parts.collect()
}

/// The titles on a page from top to bottom.
pub(super) fn find<'a>(page: &Page<'_>, forms: &'a [Form]) -> Vec<Title<'a>> {
    let names: Vec<(String, &Form)> = forms
        .iter()
        .flat_map(|form| form.names().map(move |name| (comparable(name), form)))
        .filter(|(name, _)| !name.is_empty())
        .collect();
    let titled = |(row, candidate): (usize, &PageRow<'_>)| {
        let mut words = candidate.own.values();
        let (first, second) = (words.next()?, words.next());
        // A title stands alone in its row; a note that names a table is longer.
        if second.is_some() || first.chars().count() > LONGEST || first.starts_with('注') {
            return None;
        }
        let matching = names.iter().filter(|(name, _)| first.contains(name.as_str()));
        let longest = matching.max_by_key(|(name, _)| name.chars().count())?;
        Some(Title { row, form: longest.1 })
    };
    page.rows.iter().enumerate().filter_map(titled).collect()
}

/// The department that the lines between title and header name: `434 平乡县人民政府办公室`.
pub(super) fn owner(page: &Page<'_>, title: usize, header: usize) -> Option<Coded> {
    let texts = page.rows.get(title + 1..header)?.iter().flat_map(|row| row.row.cells.iter());
    texts.map(|(_, cell)| cell.text.trim()).find_map(|text| {
        let text = text.rsplit_once(['：', ':']).map_or(text, |(_, after)| after.trim());
        let digits = text.find(|c: char| !c.is_ascii_digit())?;
        let (code, name) = text.split_at(digits);
        let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '－' | '_'));
        (code.len() >= 3 && !name.is_empty() && !name.starts_with('年')).then(|| Coded::named(code, name))
    })
}

/// The year that title or caption state: four digits from 2000 on.
pub(super) fn year(page: &Page<'_>, title: usize, header: usize) -> Option<u16> {
    let texts = page.rows.get(title..header)?.iter().flat_map(|row| row.own.values());
    texts.flat_map(|text| text.split(|c: char| !c.is_ascii_digit())).find_map(|digits| {
        let year = digits.parse().ok().filter(|year| (2000..2100).contains(year))?;
        (digits.len() == 4).then_some(year)
    })
}

/// The unit that the lines from the title to the body state: above the header, or in its words.
pub(super) fn unit(page: &Page<'_>, title: usize, body: usize) -> Option<Stated> {
    let texts = page.rows.get(title..body)?.iter().flat_map(|row| row.own.values());
    texts.filter_map(|text| unit::in_line(text)).next()
}
