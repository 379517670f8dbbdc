//! The pieces of a sentence that matter: names of indicators, amounts, percentages, years, and words of change.

use rust_decimal::Decimal;

use crate::amount::Unit;
use crate::edition::NarrativeHead;

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// An indicator, as an index into the edition's.
    Indicator(usize),
    /// An amount as printed: its number, its decimals, its unit in 元.
    Amount(Printed),
    /// A percentage as printed.
    Percent(Printed),
    /// A year.
    Year(u16),
    /// 增加, 减少 or 持平.
    Moved(Move),
    /// 占
    Share,
}

/// A number as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    pub number: Decimal,
    /// What one of its unit is in 元, or for percentages nothing.
    pub unit: Scale,
    /// Whether it is a level that something came to (减少到), or last year's (由, 从).
    pub relation: Relation,
}

/// Units of amounts in texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    Yuan,
    WanYuan,
    Yi,
    None,
}

impl Scale {
    /// What a figure prints in where it must be one of the model's units.
    pub fn unit(self) -> Unit {
        if self == Scale::Yuan { Unit::Yuan } else { Unit::WanYuan }
    }

    /// One of it in 元.
    pub fn yuan(self) -> Decimal {
        match self {
            Scale::Yuan | Scale::None => Decimal::ONE,
            Scale::WanYuan => Decimal::from(10_000),
            Scale::Yi => Decimal::from(100_000_000),
        }
    }
}

/// What stands right before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Plain,
    /// 到, 至: what it came to.
    To,
    /// 由, 从: what it was.
    From,
}

/// Which way something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    Up,
    Down,
    Level,
}

const MOVES: &[(&str, Option<Move>)] = &[
    // Words that contain the others and say nothing of a change.
    ("增减", None),
    ("新增", None),
    ("增加值", None),
    ("增加（减少）", None),
    ("增加", Some(Move::Up)),
    ("增长", Some(Move::Up)),
    ("减少", Some(Move::Down)),
    ("下降", Some(Move::Down)),
    ("降低", Some(Move::Down)),
    ("持平", Some(Move::Level)),
    ("无变化", Some(Move::Level)),
    ("无增减", Some(Move::Level)),
];

const UNITS: &[(&str, Scale)] = &[("万元", Scale::WanYuan), ("亿元", Scale::Yi), ("元", Scale::Yuan)];

/// The text without blanks, with digits and signs of full width as plain ones.
pub(super) fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' | '．' | '％' | '－' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '−' => '-',
        other => other,
    };
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{3000}').map(narrow).collect()
}

/// Every name of an indicator in [`plain`] form with the indicator's index, the longest first.
pub(super) fn names(head: &NarrativeHead) -> Vec<(String, usize)> {
    let all = head.indicators.iter().enumerate();
    let named = all.flat_map(|(index, indicator)| indicator.names.iter().map(move |name| (plain(name), index)));
    let mut names: Vec<(String, usize)> = named.collect();
    // Of two that are equally long the later one, as a list that is gone through to its end would have it.
    names.sort_by_key(|(name, index)| std::cmp::Reverse((name.len(), *index)));
    names
}

/// The tokens of a sentence in [`plain`] form; `names` are those of [`names`].
pub(super) fn tokens(sentence: &str, names: &[(String, usize)]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = sentence;
    let mut before = "";
    while let Some(c) = rest.chars().next() {
        let step = match token(rest, before, names) {
            Some((token, length)) => {
                tokens.extend(token);
                length
            }
            None => c.len_utf8(),
        };
        before = &sentence[..sentence.len() - rest.len() + step];
        rest = &rest[step..];
    }
    tokens
}

/// The token that a text begins with and its length in bytes; `None` for the token where the words are only to be passed.
fn token(rest: &str, before: &str, names: &[(String, usize)]) -> Option<(Option<Token>, usize)> {
    if let Some((name, index)) = names.iter().find(|(name, _)| rest.starts_with(name.as_str())) {
        return Some((Some(Token::Indicator(*index)), name.len()));
    }
    if let Some((word, moved)) = MOVES.iter().find(|(word, _)| rest.starts_with(word)) {
        return Some((moved.map(Token::Moved), word.len()));
    }
    if rest.starts_with('占') {
        return Some((Some(Token::Share), '占'.len_utf8()));
    }
    number(rest, before)
}

/// A number with what makes it an amount, a percentage or a year; a number alone is passed as a whole.
fn number(rest: &str, before: &str) -> Option<(Option<Token>, usize)> {
    let signed = rest.starts_with('-') && !before.ends_with(|c: char| c.is_ascii_digit());
    let digits = &rest[usize::from(signed)..];
    let length = digits.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(digits.len());
    let written = digits[..length].trim_end_matches(['.', ',']);
    if !written.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = usize::from(signed) + written.len();
    let after = &rest[end..];
    let number = written.replace(',', "").parse::<Decimal>().ok().map(|number| if signed { -number } else { number });
    let relation = match before.chars().next_back() {
        Some('到' | '至') => Relation::To,
        Some('由' | '从') => Relation::From,
        _ => Relation::Plain,
    };
    let Some(number) = number else { return Some((None, end)) };
    if let Some((word, unit)) = UNITS.iter().find(|(word, _)| after.starts_with(word)) {
        return Some((Some(Token::Amount(Printed { number, unit: *unit, relation })), end + word.len()));
    }
    if after.starts_with('%') {
        return Some((Some(Token::Percent(Printed { number, unit: Scale::None, relation })), end + 1));
    }
    let year = (written.len() == 4 && after.starts_with('年')).then(|| written.parse().ok()).flatten();
    Some((year.map(Token::Year), end))
}
