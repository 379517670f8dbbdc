//! Formulas that are nothing but sums and differences, rounded or not.

use rust_decimal::Decimal;

use super::area_of;
use crate::patch::Area;
use crate::patch::formula::{Reference, references};

/// Brackets inside one another beyond this are not read.
const DEPTH: usize = 32;

/// Terms, each with whether it is taken away.
pub(super) type Sum = Vec<(bool, Term)>;

/// One term.
pub(super) enum Term {
    Number(Decimal),
    /// One cell of a sheet.
    Cell(usize, Area),
    Inner(Sum),
    /// SUM of areas and of sums.
    Total(Vec<(usize, Area)>, Vec<Sum>),
    /// ROUND to so many decimals.
    Rounded(Sum, u32),
}

/// Reads a formula without its `=`; `None` where it is anything else than SUM, ROUND, `+`, `-`, brackets, cells and numbers.
pub(super) fn parse(formula: &str, home: usize, sheets: &[String]) -> Option<Sum> {
    let mut reading =
        Reading { formula, at: 0, depth: 0, references: references(formula).into_iter().peekable(), home, sheets };
    let sum = reading.sum()?;
    reading.blank();
    (reading.at == formula.len()).then_some(sum)
}

struct Reading<'a> {
    formula: &'a str,
    at: usize,
    depth: usize,
    references: std::iter::Peekable<std::vec::IntoIter<Reference<'a>>>,
    home: usize,
    sheets: &'a [String],
}

impl<'a> Reading<'a> {
    fn rest(&self) -> &'a str {
        self.formula.get(self.at..).unwrap_or_default()
    }

    fn blank(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\n', '\r', '\t']).len();
    }

    fn take(&mut self, word: &str) -> bool {
        self.blank();
        let found = self.rest().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if found {
            self.at += word.len();
        }
        found
    }

    fn sum(&mut self) -> Option<Sum> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut terms = Vec::new();
        let mut negative = !self.take("+") && self.take("-");
        loop {
            terms.push((negative, self.term()?));
            negative = if self.take("+") {
                false
            } else if self.take("-") {
                true
            } else {
                break;
            };
        }
        self.depth -= 1;
        Some(terms)
    }

    fn term(&mut self) -> Option<Term> {
        if self.take("(") {
            let inner = self.sum()?;
            return self.take(")").then_some(Term::Inner(inner));
        }
        if self.take("SUM(") {
            return self.total();
        }
        if self.take("ROUND(") {
            let inner = self.sum()?;
            let decimals = if self.take(",") { self.number()? } else { return None };
            let decimals = u32::try_from(decimals).ok().filter(|_| decimals.is_integer())?;
            return self.take(")").then_some(Term::Rounded(inner, decimals));
        }
        if let Some((sheet, area)) = self.area() {
            return (area.first == area.last).then_some(Term::Cell(sheet, area));
        }
        self.number().map(Term::Number)
    }

    fn total(&mut self) -> Option<Term> {
        let (mut areas, mut sums) = (Vec::new(), Vec::new());
        loop {
            let before = (self.at, self.references.clone());
            let alone = |reading: &mut Self| {
                let area = reading.area()?;
                reading.blank();
                reading.rest().starts_with([',', ')']).then_some(area)
            };
            match alone(self) {
                Some(area) => areas.push(area),
                None => {
                    (self.at, self.references) = before;
                    sums.push(self.sum()?);
                }
            }
            if self.take(")") {
                return Some(Term::Total(areas, sums));
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    /// The reference that begins here with its sheet, if one does.
    fn area(&mut self) -> Option<(usize, Area)> {
        self.blank();
        while self.references.peek().is_some_and(|reference| reference.span.start < self.at) {
            self.references.next();
        }
        let reference = self.references.peek()?;
        let sheet = self.formula.get(self.at..reference.span.start)?;
        let quoted = sheet.starts_with('\'');
        // Between here and the reference there may be the name of its sheet and nothing else.
        if !sheet.is_empty() && (!sheet.ends_with('!') || (!quoted && sheet.contains(['+', '-', '(', ',', ' ']))) {
            return None;
        }
        let area = area_of(reference, self.home, self.sheets)?;
        self.at = reference.span.end;
        self.references.next();
        Some(area)
    }

    fn number(&mut self) -> Option<Decimal> {
        self.blank();
        let rest = self.rest();
        let len = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let number = rest.get(..len)?.parse().ok()?;
        self.at += len;
        Some(number)
    }
}
