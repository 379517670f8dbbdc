//! What the sentences say: which indicator came to what, changed by what, or is what share of another.

use super::tokens::{Move, Printed, Relation, Token, names, plain, tokens};
use crate::document::{Paragraph, Text};
use crate::edition::NarrativeHead;

/// One thing that a sentence says of an indicator.
#[derive(Clone, Debug)]
pub(super) struct Claim<'a> {
    /// Index into the edition's indicators.
    pub indicator: usize,
    pub says: Says,
    /// The paragraph, as an index into the text's.
    pub paragraph: usize,
    pub place: &'a Paragraph,
    /// The sentence, for messages.
    pub sentence: String,
}

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// This year's figure.
    Level(Printed),
    /// Last year's figure.
    Before(Printed),
    /// The change against last year; no number for 持平.
    Changed(Move, Option<Printed>),
    /// The change in percent of last year's figure.
    Rate(Move, Printed),
    /// Its share, in percent, of the indicator with this index.
    Share(usize, Printed),
}

/// What a text says, and what of it could not be understood.
#[derive(Debug, Default)]
pub(super) struct Said<'a> {
    pub claims: Vec<Claim<'a>>,
    /// Sentences with amounts that belong to no indicator for certain though they name some: paragraph and sentence.
    pub unclear: Vec<(&'a Paragraph, String)>,
    /// Years that are neither this one nor the one before: paragraph, sentence, year, what it should be.
    pub years: Vec<(&'a Paragraph, String, u16, u16)>,
}

/// Reads the running text; tables and the list of contents are left out.
pub(super) fn read<'a>(text: &'a Text, head: &NarrativeHead, year: u16) -> Said<'a> {
    let mut said = Said::default();
    let names = names(head);
    for (index, paragraph) in text.paragraphs.iter().enumerate() {
        if paragraph.in_table || paragraph.in_contents {
            continue;
        }
        let mut reader = Reader { index, paragraph, year, subject: None, said: &mut said };
        for sentence in plain(&paragraph.text).split_inclusive(['。', '！', '？']) {
            reader.sentence(sentence, &tokens(sentence, &names));
        }
    }
    said
}

struct Reader<'a, 's> {
    index: usize,
    paragraph: &'a Paragraph,
    year: u16,
    /// The first indicator of the paragraph: what later sentences without one are about.
    subject: Option<usize>,
    said: &'s mut Said<'a>,
}

/// What was met since the last number.
#[derive(Default)]
struct State {
    current: Option<usize>,
    /// Whether the current indicator has had no number yet.
    fresh: bool,
    moved: Option<Move>,
    year: Option<u16>,
    share_of: Option<usize>,
}

impl Reader<'_, '_> {
    fn sentence(&mut self, sentence: &str, tokens: &[Token]) {
        let mut state = State::default();
        let names = tokens.iter().any(|token| matches!(token, Token::Indicator(_)));
        for token in tokens {
            match *token {
                Token::Indicator(index) => {
                    self.subject = self.subject.or(Some(index));
                    if state.share_of.is_none() {
                        state.moved = None;
                    }
                    state.current = Some(index);
                    state.fresh = true;
                }
                Token::Year(year) => state.year = Some(year),
                Token::Share => state.share_of = state.current,
                Token::Moved(Move::Level) => self.level(sentence, &mut state),
                Token::Moved(moved) => state.moved = Some(moved),
                Token::Amount(printed) => self.amount(sentence, &mut state, printed, names),
                Token::Percent(printed) => self.percent(sentence, &mut state, printed),
            }
        }
    }

    fn level(&mut self, sentence: &str, state: &mut State) {
        self.compared_year(sentence, state);
        if let Some(indicator) = state.current.or(self.subject) {
            self.claim(indicator, Says::Changed(Move::Level, None), sentence);
        }
        state.fresh = false;
        state.moved = None;
    }

    fn amount(&mut self, sentence: &str, state: &mut State, printed: Printed, names: bool) {
        let moved = state.moved.take();
        match (moved, printed.relation) {
            (Some(moved), Relation::Plain) => {
                self.compared_year(sentence, state);
                match state.current.or(self.subject) {
                    Some(indicator) => self.claim(indicator, Says::Changed(moved, Some(printed)), sentence),
                    None if names => self.unclear(sentence),
                    None => {}
                }
            }
            (_, Relation::From) => {
                if let Some(indicator) = state.current {
                    self.claim(indicator, Says::Before(printed), sentence);
                }
                state.moved = moved;
            }
            _ => match state.current.filter(|_| state.fresh || printed.relation == Relation::To) {
                Some(indicator) => self.figure(indicator, sentence, state, printed),
                None if names => self.unclear(sentence),
                None => {}
            },
        }
        state.fresh = false;
        state.year = None;
    }

    /// An amount that stands for an indicator itself: this year's, or that of the year that was named.
    fn figure(&mut self, indicator: usize, sentence: &str, state: &State, printed: Printed) {
        match state.year {
            Some(year) if year + 1 == self.year => self.claim(indicator, Says::Before(printed), sentence),
            Some(year) if year != self.year => {
                self.said.years.push((self.paragraph, sentence.to_owned(), year, self.year));
            }
            _ => self.claim(indicator, Says::Level(printed), sentence),
        }
    }

    fn percent(&mut self, sentence: &str, state: &mut State, printed: Printed) {
        let base = state.current;
        match (state.share_of.take(), state.moved.take()) {
            (Some(part), _) if base.is_some_and(|base| base != part) => {
                if let Some(base) = base {
                    self.claim(part, Says::Share(base, printed), sentence);
                }
                state.current = Some(part);
                state.fresh = false;
            }
            (None, Some(moved)) => {
                if let Some(indicator) = state.current.or(self.subject) {
                    self.claim(indicator, Says::Rate(moved, printed), sentence);
                }
            }
            (Some(_), _) => self.unclear(sentence),
            // A rate of something else, as 完成率达到95%.
            (None, None) => {}
        }
    }

    /// A change is against last year; another year that is named with it is wrong.
    fn compared_year(&mut self, sentence: &str, state: &mut State) {
        let last = self.year.saturating_sub(1);
        if let Some(year) = state.year.take().filter(|year| *year != last) {
            self.said.years.push((self.paragraph, sentence.to_owned(), year, last));
        }
    }

    fn claim(&mut self, indicator: usize, says: Says, sentence: &str) {
        let (paragraph, place) = (self.index, self.paragraph);
        self.said.claims.push(Claim { indicator, says, paragraph, place, sentence: sentence.to_owned() });
    }

    fn unclear(&mut self, sentence: &str) {
        let known = self.said.unclear.last().is_some_and(|(_, before)| before == sentence);
        if !known {
            self.said.unclear.push((self.paragraph, sentence.to_owned()));
        }
    }
}
