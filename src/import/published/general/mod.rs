//! Tables of anybody's disclosure, read without an edition: known by title, header and row vocabulary.
//!
//! What a table holds is kept as it stands; what a column or row means is said by the vocabulary where it knows, and left
//! open where it does not.

mod around;
mod body;
mod columns;
mod heads;
mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::page::Page;
use crate::disclosure::{Disclosure, Found, Preface};
use crate::edition::{TableWords, Vocabulary};
use crate::finding::Checked;
use crate::import::cell::label::comparable;
use crate::import::grid::Sheet;
use crate::model::{Coded, DisclosureKind};
use heads::{Head, Title};

/// A table in one or several parts.
struct Assembled<'v> {
    pub role: Option<&'v TableWords>,
    /// The title in comparable form, or the name of the sheet.
    pub title: String,
    pub titled: bool,
    /// Page and head of each part.
    pub parts: Vec<(usize, Head)>,
    /// The rows around the first part's title.
    pub around: Range<usize>,
}

/// Reads whatever tables the sheets hold; `None` where no table is known by its title.
pub fn read(sheets: &[Sheet], vocabulary: &Vocabulary) -> Option<Checked<Found>> {
    let pages: Vec<Page<'_>> = sheets.iter().map(Page::of).collect();
    let (mut tables, mut lone): (Vec<Assembled<'_>>, Vec<(usize, Title)>) = (Vec::new(), Vec::new());
    for (index, page) in pages.iter().enumerate() {
        let (heads, titles) = heads::find(page, vocabulary);
        let listed = is_list(&titles);
        lone.extend(titles.into_iter().filter(|_| !listed).map(|title| (index, title)));
        let mut above = 0;
        for head in heads {
            let around =
                head.title.as_ref().map_or(above.max(head.first.saturating_sub(4)), |title| title.row)..head.first;
            above = head.end;
            place(&mut tables, (index, &pages), (head, around), vocabulary);
        }
    }
    tables.retain(|table| table.role.is_some() || table.titled);
    tables.iter().any(|table| table.role.is_some()).then(|| finish(&pages, tables, lone, vocabulary))
}

/// The title that stands in a row, in comparable form.
pub(super) fn title(page: &Page<'_>, row: usize, vocabulary: &Vocabulary) -> Option<String> {
    heads::title(page, row, vocabulary).map(|title| heads::bare(&title.text))
}

/// The first header within some rows: its first row and the first row of the body.
pub(super) fn header(page: &Page<'_>, rows: Range<usize>, vocabulary: &Vocabulary) -> Option<(usize, usize)> {
    heads::header(page, rows, vocabulary)
}

/// Many titles right below one another are a list of contents.
fn is_list(titles: &[Title]) -> bool {
    titles.len() > 2 && titles.windows(2).filter(|pair| pair[1].row - pair[0].row <= 2).count() + 2 >= titles.len()
}

/// Puts a table behind those before it: as one of its own, or as the part of one that goes on.
fn place<'v>(
    tables: &mut Vec<Assembled<'v>>,
    (index, pages): (usize, &[Page<'_>]),
    (head, around): (Head, Range<usize>),
    vocabulary: &'v Vocabulary,
) {
    let page = &pages[index];
    let sheet = comparable(page.sheet.name.as_deref().unwrap_or_default());
    let title = head.title.as_ref().map(|title| title.text.clone());
    let continued = &vocabulary.words.title.continued;
    let is_continued = |text: &str| continued.iter().any(|word| text.contains(word.as_str()));
    let goes_on = title.as_deref().is_some_and(is_continued) || (title.is_none() && is_continued(&sheet));
    let own = words(page, &head);
    let same = |table: &Assembled<'_>| table.parts.first().is_some_and(|(at, first)| words(&pages[*at], first) == own);
    let known = title.as_deref().and_then(|title| vocabulary.table(title));
    let known = known.or_else(|| vocabulary.table(&sheet)).or_else(|| vocabulary.table(&file(page)));
    let before = match goes_on {
        true => tables.iter_mut().rev().find(|table| {
            same(table) && (title.is_none() || table.role.map(|role| &role.role) == known.map(|role| &role.role))
        }),
        // A header again without a title: the next page of the same table.
        false if title.is_none() => tables.last_mut().filter(|table| {
            let (at, _) = table.parts[table.parts.len() - 1];
            same(table) && (at == index || (at + 1 == index && vocabulary.table(&sheet).is_none()))
        }),
        false => None,
    };
    match before {
        Some(table) => table.parts.push((index, head)),
        None => {
            let titled = title.is_some();
            let named = if sheet.is_empty() { file(page) } else { sheet };
            let title = title.unwrap_or(named);
            tables.push(Assembled { role: known, title, titled, parts: vec![(index, head)], around });
        }
    }
}

/// The words of a header.
fn words(page: &Page<'_>, head: &Head) -> BTreeSet<String> {
    page.rows[head.first..head.below].iter().flat_map(|row| row.own.values().cloned()).collect()
}

/// The file's name without folder and ending, in comparable form.
fn file(page: &Page<'_>) -> String {
    let name = page.sheet.file.rsplit(['/', '\\', '!']).next().unwrap_or_default();
    comparable(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

fn finish(
    pages: &[Page<'_>],
    tables: Vec<Assembled<'_>>,
    lone: Vec<(usize, Title)>,
    vocabulary: &Vocabulary,
) -> Checked<Found> {
    let years = tables.iter().filter_map(|table| {
        let (page, head) = table.parts.first()?;
        around::year(&pages[*page], table.around.start..head.first)
    });
    let year = most(years.map(|(year, _)| year)).or_else(|| most(pages.iter().flat_map(spoken_years)));
    let mut findings = Vec::new();
    let (mut read, mut about) = (Vec::new(), Vec::new());
    for table in &tables {
        let Some((table, around)) = tables::read(pages, table, (vocabulary, year), &mut findings) else { continue };
        read.push(table);
        about.push(around);
    }
    tables::same_decimals(&mut read);
    let owner = most(about.iter().filter_map(|around| around.owner.as_ref().map(|(name, _)| name.clone())));
    let owner = owner.unwrap_or_default();
    let roles: BTreeSet<String> = read.iter().map(|table| table.role.clone()).collect();
    let headless = lone.into_iter().filter_map(|(page, title)| {
        let role =
            vocabulary.table(&heads::bare(&title.text)).filter(|role| role.main && !roles.contains(&role.role))?;
        let place = pages[page].place(pages[page].rows[title.row].row, title.col);
        Some((role.role.clone(), title.text, place))
    });
    findings.extend(pages.iter().flat_map(|page| super::not_filled(page.sheet)));
    let disclosure = Disclosure {
        edition: String::new(),
        kind: kind(&tables),
        fiscal_year: year.unwrap_or_default(),
        title: owner.clone(),
        owner: Coded { code: Arc::from(""), name: (!owner.is_empty()).then(|| Arc::from(owner.as_str())) },
        preface: Preface::default(),
        tables: read,
        adjustments: Vec::new(),
    };
    Checked { value: Found { disclosure, around: about, headless: headless.collect() }, findings }
}

/// Whether the titles speak of actual figures or of a budget.
fn kind(tables: &[Assembled<'_>]) -> DisclosureKind {
    let actual = |table: &Assembled<'_>| table.title.contains(DisclosureKind::Final.word());
    if tables.iter().any(actual) { DisclosureKind::Final } else { DisclosureKind::Budget }
}

/// Every year that a page speaks of.
fn spoken_years<'p>(page: &'p Page<'_>) -> impl Iterator<Item = u16> + 'p {
    page.rows.iter().flat_map(|row| row.own.values()).filter_map(|text| around::year_in(text))
}

/// The value that comes most often; of several the greatest.
fn most<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}
