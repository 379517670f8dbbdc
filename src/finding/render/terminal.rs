//! Findings on a terminal: worst first, at most 80 columns, each with place, figures and what to do.

use crate::finding::render::{Language, clean, columns, figure, message, place, remedy, title, unit_word, wrap};
use crate::finding::{Comparison, Finding, Severity};

/// Columns of a line.
pub const WIDTH: usize = 80;
/// How many findings of one code are shown before the rest is only counted.
const SHOWN_OF_A_CODE: usize = 5;
/// How many places of one finding are shown before the rest is only counted.
const SHOWN_PLACES: usize = 4;

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Everything of everything.
    Full,
    /// Many findings of one kind, and many places of one finding, are counted after the first few.
    Folded,
    /// Only what blocks publication.
    Blocking,
}

/// How findings are put on a terminal.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Language of the texts.
    pub language: Language,
    /// Whether severities are coloured.
    pub colour: bool,
    /// How much is shown.
    pub extent: Extent,
}

impl Terminal {
    /// All findings, worst first; empty where there is nothing to show. `findings` need not be sorted.
    pub fn findings(&self, findings: &[Finding]) -> String {
        let mut sorted = findings.to_vec();
        crate::finding::sort(&mut sorted);
        let mut text = String::new();
        for severity in [Severity::Mandatory, Severity::Advisory, Severity::Info] {
            if self.extent == Extent::Blocking && severity != Severity::Mandatory {
                continue;
            }
            let group: Vec<&Finding> = sorted.iter().filter(|f| f.open(severity)).collect();
            self.group(&group, &mut text);
        }
        if self.extent != Extent::Blocking {
            let waived: Vec<&Finding> = sorted.iter().filter(|f| f.waived.is_some()).collect();
            self.group(&waived, &mut text);
        }
        text
    }

    /// The last line: how many of each severity, or that there are none.
    pub fn summary(&self, findings: &[Finding]) -> String {
        let mut parts = Vec::new();
        for severity in [Severity::Mandatory, Severity::Advisory, Severity::Info] {
            let count = findings.iter().filter(|f| f.open(severity)).count();
            if count > 0 {
                let part = match self.language {
                    Language::Chinese => format!("{} {count} 项", severity.words().zh),
                    Language::English => format!("{} {count}", severity.words().en),
                };
                parts.push(self.painted(severity, &part));
            }
        }
        let waived = findings.iter().filter(|f| f.waived.is_some()).count();
        if waived > 0 {
            parts.push(match self.language {
                Language::Chinese => format!("已豁免 {waived} 项"),
                Language::English => format!("waived {waived}"),
            });
        }
        match (parts.is_empty(), self.language) {
            (true, Language::Chinese) => "没有发现问题".to_owned(),
            (true, Language::English) => "nothing found".to_owned(),
            (false, Language::Chinese) => parts.join("，"),
            (false, Language::English) => parts.join(", "),
        }
    }

    /// Findings of one severity in order; those of one code beyond the first few are counted at the last one shown.
    fn group(&self, group: &[&Finding], text: &mut String) {
        let mut codes: Vec<&str> = Vec::new();
        for finding in group {
            if !codes.contains(&finding.code.id) {
                codes.push(finding.code.id);
            }
        }
        for code in codes {
            let alike: Vec<&Finding> = group.iter().copied().filter(|f| f.code.id == code).collect();
            let shown = if self.extent == Extent::Full { alike.len() } else { SHOWN_OF_A_CODE };
            for finding in alike.iter().take(shown) {
                text.push_str(&self.finding(finding));
                text.push('\n');
            }
            if alike.len() > shown {
                let rest = alike.len() - shown;
                text.push_str(&match self.language {
                    Language::Chinese => format!("  还有 {rest} 项 {code} 同类问题，加 --verbose 全部列出\n\n"),
                    Language::English => format!("  {rest} more of {code}; --verbose lists them\n\n"),
                });
            }
        }
    }

    /// One finding, ending with a line break.
    pub fn finding(&self, finding: &Finding) -> String {
        let word = finding.standing().of(self.language);
        let head = match &finding.rule {
            Some(rule) => format!("[{word} {} {rule}]", finding.code.id),
            None => format!("[{word} {}]", finding.code.id),
        };
        let mut text = self.head(finding.severity, &head, &title(finding, self.language));
        for (label, words) in self.parts(finding) {
            text.push_str(&labelled(&label, &words));
        }
        text
    }

    /// The first line: the bracket, painted, and the title.
    fn head(&self, severity: Severity, bracket: &str, title: &str) -> String {
        let lines = wrap(&format!("{bracket} {}", clean(title)), WIDTH - 2).join("\n  ");
        let painted = self.painted(severity, bracket);
        format!("{}\n", lines.replacen(bracket, &painted, 1))
    }

    /// What follows the first line, each with its label.
    fn parts(&self, finding: &Finding) -> Vec<(String, String)> {
        let zh = self.language == Language::Chinese;
        let label = |chinese: &str, english: &str| if zh { chinese.to_owned() } else { english.to_owned() };
        let mut parts = Vec::new();
        let all = finding.places.len();
        let shown = if self.extent == Extent::Full { all } else { SHOWN_PLACES };
        for (index, at) in finding.places.iter().take(shown).enumerate() {
            let name = if index == 0 { label("位置：", "where: ") } else { label("相关：", "related: ") };
            parts.push((name, place(at, self.language)));
        }
        if all > shown {
            let rest = all - shown;
            parts.push((label("相关：", "related: "), label(&format!("等共 {all} 处"), &format!("and {rest} more"))));
        }
        let happened = message(finding, self.language);
        if !happened.is_empty() {
            parts.push((label("情况：", "what: "), happened));
        }
        if let Some(comparison) = &finding.comparison {
            parts.push((label("金额：", "figures: "), self.figures(comparison)));
        }
        let todo = remedy(finding, self.language);
        if !todo.is_empty() {
            parts.push((label("怎么办：", "to do: "), todo));
        }
        if !finding.follows.is_empty() {
            parts.push((label("随之：", "follows: "), followers(finding, self.language)));
        }
        if self.extent == Extent::Full {
            parts.extend(finding.follows.iter().map(|other| ("  · ".to_owned(), follower(other, self.language))));
        }
        if let Some(waived) = &finding.waived {
            let zh = format!("{}（{}，到 {}）", waived.reason, waived.who, waived.until);
            parts.push((label("豁免：", "waived: "), label(&zh, &zh)));
        }
        parts
    }

    fn figures(&self, comparison: &Comparison) -> String {
        let unit = unit_word(comparison.unit, self.language);
        let [expected, actual, difference] = [comparison.expected, comparison.actual, comparison.difference()]
            .map(|value| format!("{} {unit}", figure(value, comparison.unit)));
        let wanted = comparison.bound.words().of(self.language);
        match self.language {
            Language::Chinese => format!("{wanted} {expected}，实为 {actual}，相差 {difference}"),
            Language::English => format!("{wanted} {expected}, actual {actual}, difference {difference}"),
        }
    }

    /// The text in the colour of its severity.
    fn painted(&self, severity: Severity, text: &str) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let colour = match severity {
            Severity::Mandatory => "1;31",
            Severity::Advisory => "1;33",
            Severity::Info => "36",
        };
        format!("\u{1b}[{colour}m{text}\u{1b}[0m")
    }
}

/// How many findings stand under this one, and what that means: where all are of its own kind nothing is to be put right
/// for them to go away.
pub fn followers(finding: &Finding, language: Language) -> String {
    let count = finding.follows.len();
    let alike = finding.severity == Severity::Info && finding.follows.iter().all(|other| other.code == finding.code);
    match (alike, language) {
        (true, Language::Chinese) => format!("这里是差得最多的一处，同样的还有 {count} 处"),
        (true, Language::English) => format!("the largest of its kind; {count} more are like it"),
        (false, Language::Chinese) => format!("还有 {count} 处随之不符，改正这一处后一般随之消失"),
        (false, Language::English) => format!("{count} more that follow from this one and go away with it"),
    }
}

/// A finding that follows from another, in a line: code, what is wrong, primary place, difference.
pub fn follower(finding: &Finding, language: Language) -> String {
    // The title of an articulation is the same for all of them; what it says is in its message.
    let mut text = match &finding.rule {
        Some(rule) => format!("{} {rule} {}", finding.code.id, message(finding, language)),
        None => format!("{} {}", finding.code.id, title(finding, language)),
    };
    text.truncate(text.trim_end_matches(['。', '.']).len());
    if let Some(at) = finding.places.first() {
        let colon = if language == Language::Chinese { "：" } else { ": " };
        text.push_str(&format!("{colon}{}", place(at, language)));
    }
    if let Some(comparison) = &finding.comparison {
        let difference = figure(comparison.difference(), comparison.unit);
        let unit = unit_word(comparison.unit, language);
        text.push_str(&match language {
            Language::Chinese => format!("，相差 {difference} {unit}"),
            Language::English => format!(", difference {difference} {unit}"),
        });
    }
    text
}

/// A label and its words, the following lines indented to stand below the first.
fn labelled(label: &str, words: &str) -> String {
    let indent = 2 + columns(label);
    let lines = wrap(&clean(words), WIDTH - indent);
    let blanks = format!("\n{}", " ".repeat(indent));
    format!("  {label}{}\n", lines.join(&blanks))
}

#[cfg(test)]
mod tests;
