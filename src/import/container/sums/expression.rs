//! Reads a formula of SUM, `+`, `-`, brackets, cells and numbers.

use rust_decimal::Decimal;

use crate::origin::CellRef;

/// Brackets inside one another beyond this are not read.
const DEPTH: usize = 32;

/// Terms with their sign.
pub(super) struct Sum {
    /// Whether it is subtracted, and what.
    pub terms: Vec<(bool, Term)>,
}

impl Sum {
    /// The first and the last row of the cells in it.
    pub fn reach(&self) -> Option<(u32, u32)> {
        self.terms.iter().filter_map(|(_, term)| term.reach()).reduce(joined)
    }
}

impl Term {
    fn reach(&self) -> Option<(u32, u32)> {
        match self {
            Term::Number(_) => None,
            Term::Cell((row, _)) => Some((*row, *row)),
            Term::Inner(sum) => sum.reach(),
            Term::Sum(areas, sums) => {
                let areas = areas.iter().map(|(first, last)| (first.indices().0, last.indices().0));
                areas.chain(sums.iter().filter_map(Sum::reach)).reduce(joined)
            }
        }
    }
}

fn joined(one: (u32, u32), other: (u32, u32)) -> (u32, u32) {
    (one.0.min(other.0), one.1.max(other.1))
}

/// One term.
pub(super) enum Term {
    /// A number.
    Number(Decimal),
    /// A cell: row and column from 0.
    Cell((u32, u32)),
    /// A sum in brackets.
    Inner(Sum),
    /// SUM of areas and of sums.
    Sum(Vec<(CellRef, CellRef)>, Vec<Sum>),
}

/// The formula without its `=`; `None` where it is anything else.
pub(super) fn parse(text: &str) -> Option<Sum> {
    let mut reading = Reading { rest: text.as_bytes(), depth: 0 };
    let sum = reading.sum()?;
    reading.blank();
    reading.rest.is_empty().then_some(sum)
}

struct Reading<'a> {
    rest: &'a [u8],
    depth: usize,
}

impl<'a> Reading<'a> {
    fn blank(&mut self) {
        self.rest = self.rest.trim_ascii_start();
    }

    fn take(&mut self, byte: u8) -> bool {
        self.blank();
        let found = self.rest.first() == Some(&byte);
        if found {
            self.rest = &self.rest[1..];
        }
        found
    }

    /// The longest run of bytes of a kind.
    fn run(&mut self, of: impl Fn(u8) -> bool) -> &'a str {
        self.blank();
        let end = self.rest.iter().position(|byte| !of(*byte)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at(end);
        self.rest = rest;
        std::str::from_utf8(run).unwrap_or_default()
    }

    fn sum(&mut self) -> Option<Sum> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut terms = Vec::new();
        let mut negative = !self.take(b'+') && self.take(b'-');
        loop {
            terms.push((negative, self.term()?));
            negative = if self.take(b'+') {
                false
            } else if self.take(b'-') {
                true
            } else {
                break;
            };
        }
        self.depth -= 1;
        Some(Sum { terms })
    }

    fn term(&mut self) -> Option<Term> {
        if self.take(b'(') {
            let inner = self.sum()?;
            return self.take(b')').then_some(Term::Inner(inner));
        }
        let word = self.run(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'$'));
        if word.eq_ignore_ascii_case("sum") {
            return self.arguments();
        }
        if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return Some(Term::Number(word.parse().ok()?));
        }
        Some(Term::Cell(cell(word)?.indices()))
    }

    fn arguments(&mut self) -> Option<Term> {
        if !self.take(b'(') {
            return None;
        }
        let (mut areas, mut sums) = (Vec::new(), Vec::new());
        loop {
            match self.area() {
                Some(area) => areas.push(area),
                None => sums.push(self.sum()?),
            }
            if self.take(b')') {
                return Some(Term::Sum(areas, sums));
            }
            if !self.take(b',') {
                return None;
            }
        }
    }

    /// An area or a single cell standing alone; leaves everything where it is otherwise.
    fn area(&mut self) -> Option<(CellRef, CellRef)> {
        let before = self.rest;
        let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'$';
        let first = cell(self.run(word));
        let last = if self.take(b':') { cell(self.run(word)) } else { first };
        self.blank();
        if let (Some(first), Some(last), Some(b',' | b')')) = (first, last, self.rest.first()) {
            let ((r0, c0), (r1, c1)) = (first.indices(), last.indices());
            let corner = CellRef::zero_based;
            return Some((corner(r0.min(r1), c0.min(c1)), corner(r0.max(r1), c0.max(c1))));
        }
        self.rest = before;
        None
    }
}

fn cell(word: &str) -> Option<CellRef> {
    CellRef::from_a1(&word.replace('$', ""))
}
