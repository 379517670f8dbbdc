//! Where each form begins on a sheet, and what the lines under its title say.

use super::columns::Wanted;
use super::general;
use super::page::{Page, PageRow};
use crate::edition::{ColumnDef, Form, Vocabulary};
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
    /// The first row in which its header may begin.
    pub below: usize,
    pub form: &'a Form,
    /// Whether the table goes on from an earlier one.
    pub continued: bool,
}

impl Title<'_> {
    /// The header that belongs to it.
    pub fn wanted<'w>(&'w self, vocabulary: Option<&'w Vocabulary>) -> Wanted<'w> {
        let printed = |words: &&String| !words.is_empty();
        let path = |column: &ColumnDef| {
            column.headers.words().iter().filter(printed).map(|words| without_fields(words)).collect()
        };
        let paths = self.form.columns.iter().map(path).collect();
        let number_label = self.form.number_label.as_deref();
        Wanted { from: self.below, paths, number_label, reach: REACH, vocabulary }
    }
}

/// Words of a form without what is filled in.
pub(super) fn without_fields(template: &str) -> String {
    let parts = template.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    parts.collect()
}

/// The titles on a page from top to bottom; with a vocabulary also such as other places give to the same tables, with a
/// table number beside them, or in the name of the sheet alone.
pub(super) fn find<'a>(page: &Page<'_>, forms: &'a [Form], vocabulary: Option<&Vocabulary>) -> Vec<Title<'a>> {
    let names: Vec<(String, &Form)> = forms
        .iter()
        .flat_map(|form| form.names().map(move |name| (comparable(name), form)))
        .filter(|(name, _)| !name.is_empty())
        .collect();
    let named = |text: &str| {
        let matching = names.iter().filter(|(name, _)| text.contains(name.as_str()));
        matching.max_by_key(|(name, _)| name.chars().count()).map(|(_, form)| *form)
    };
    let by_role = |text: &str| {
        let role = &vocabulary?.table(text)?.role;
        let mut own = forms.iter().filter(|form| form.role == *role);
        own.next().filter(|_| own.next().is_none())
    };
    let is_continued = |text: &str| {
        vocabulary.is_some_and(|known| known.words.title.continued.iter().any(|word| text.contains(word.as_str())))
    };
    let titled = |(row, candidate): (usize, &PageRow<'_>)| {
        let text = alone(candidate).or_else(|| general::title(page, row, vocabulary?))?;
        let form = named(&text).or_else(|| general::title(page, row, vocabulary?).and_then(|text| by_role(&text)))?;
        Some(Title { row, below: row + 1, form, continued: is_continued(&text) })
    };
    let found: Vec<Title<'a>> = page.rows.iter().enumerate().filter_map(titled).collect();
    let sheet = comparable(page.sheet.name.as_deref().unwrap_or_default());
    if !found.is_empty() || vocabulary.is_none() || sheet.is_empty() {
        return found;
    }
    let form = named(&sheet).or_else(|| by_role(&sheet));
    form.map(|form| Title { row: 0, below: 0, form, continued: is_continued(&sheet) }).into_iter().collect()
}

/// The words of a row that holds nothing else: a title stands alone; a note that names a table is longer.
fn alone(row: &PageRow<'_>) -> Option<String> {
    let mut words = row.own.values();
    let (first, second) = (words.next()?, words.next());
    let title = second.is_none() && first.chars().count() <= LONGEST && !first.starts_with('注');
    title.then(|| first.clone())
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
