//! Waivers (豁免): findings that somebody has looked at and answers for, until a day.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::edition::TemplateError;
use crate::finding::{Code, Finding, Place, Severity, Waived, Words};
use crate::model::Coded;

/// Codes about waivers themselves, in order of id.
pub(super) const CODES: &[&Code] = &[&EXPIRED, &UNUSED];

/// A waiver whose day has passed.
pub static EXPIRED: Code = Code {
    id: "GK-C901",
    severity: Severity::Advisory,
    title: Words { zh: "豁免已过期", en: "A waiver has expired" },
    message: Words {
        zh: "{who} 对 {code} 的豁免（{reason}）只到 {until}，不再有效。",
        en: "The waiver of {code} by {who} ({reason}) ended on {until} and no longer counts.",
    },
    remedy: Words {
        zh: "改正问题后删去这一条；确需继续豁免的，重新核实后改写 until。",
        en: "Mend what it waived and delete it, or look again and set a later day.",
    },
    page: "## 含义\n\n豁免文件中的一条，`until` 早于今天。它不再起作用，原来的问题照常显示。\n\n## 为什么\n\n\
           豁免是有期限的承诺；不设期限，例外就成了惯例。\n\n## 怎么办\n\n改正问题后删去这一条；确需继续的，重新核实后改写 `until`。",
};

/// A waiver that nothing needed.
pub static UNUSED: Code = Code {
    id: "GK-C902",
    severity: Severity::Advisory,
    title: Words { zh: "豁免没有用到", en: "A waiver that nothing needed" },
    message: Words {
        zh: "{who} 对 {code} 的豁免（{reason}）没有对应的问题。",
        en: "The waiver of {code} by {who} ({reason}) matches no finding.",
    },
    remedy: Words {
        zh: "问题已经改正的，删去这一条；仍有问题的，核对 code、rule、place、department 是否写对。",
        en: "Delete it where the problem is gone; else check code, rule, place and department.",
    },
    page: "## 含义\n\n豁免文件中的一条没有对应的问题：问题已经改正，或者 `code`、`rule`、`place`、`department` 写错了。\n\n## 为什么\n\n\
           留着用不到的豁免，以后同样的问题会被悄悄放过。\n\n## 怎么办\n\n问题已改正的删去；写错的改正。",
};

/// One waiver.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Code of the finding: `GK-C004`.
    pub code: String,
    /// The edition's id of the articulation (`X-PENSION`), where only that one is meant.
    pub rule: Option<String>,
    /// Words that one of the finding's places contains, as messages print it; anywhere where not given.
    pub place: Option<String>,
    /// Code or name of the department (or unit) whose tables are meant; every one where not given.
    pub department: Option<String>,
    /// Why it may stay.
    pub reason: String,
    /// Who answers for it.
    pub who: String,
    /// The last day on which it counts: `2025-12-31`.
    pub until: String,
}

/// The waivers of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waivers {
    file: String,
    today: String,
    /// Each with its line, counted from 1.
    waivers: Vec<(usize, Waiver)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    waiver: Vec<Spanned<Waiver>>,
}

impl Waivers {
    /// Reads a file of waivers; `today` as `2025-12-31` decides which are still in force.
    ///
    /// ```
    /// use gongkai::check::Waivers;
    /// let text = r#"
    /// [[waiver]]
    /// code = "GK-C004"
    /// rule = "X-PENSION"
    /// reason = "离休人员养老金按原渠道列支"
    /// who = "张三"
    /// until = "2025-12-31"
    /// "#;
    /// assert!(Waivers::parse("waivers.toml", text, "2025-06-30").is_ok());
    /// assert!(Waivers::parse("waivers.toml", &text.replace("2025-12-31", "年底"), "2025-06-30").is_err());
    /// ```
    ///
    /// # Errors
    /// Names the line that cannot be understood, lacks a reason or a name, or has no date as `2025-12-31`.
    pub fn parse(path: &str, text: &str, today: &str) -> Result<Waivers, TemplateError> {
        let file: File = toml::from_str(text).map_err(|error| TemplateError::from_toml(path, text, &error))?;
        let mut waivers = Vec::new();
        for spanned in file.waiver {
            let start = spanned.span().start;
            let waiver = spanned.into_inner();
            if let Some(problem) = problem(&waiver) {
                return Err(TemplateError::at(path, text, start, problem));
            }
            waivers.push((text.get(..start).map_or(1, |before| before.matches('\n').count() + 1), waiver));
        }
        Ok(Waivers { file: path.to_owned(), today: today.to_owned(), waivers })
    }

    /// Marks the findings that a waiver covers; `owner` is the department whose tables they are about, where they are.
    ///
    /// An expired waiver covers nothing. What follows from a waived finding is waived with it.
    pub fn mark(&self, findings: &mut [Finding], owner: Option<&Coded>) {
        for finding in findings {
            let covering =
                self.waivers.iter().find(|(_, waiver)| self.in_force(waiver) && waiver.covers(finding, owner));
            finding.waived = covering.map(|(line, waiver)| {
                let (who, reason, until) = (waiver.who.clone(), waiver.reason.clone(), waiver.until.clone());
                Arc::new(Waived { who, reason, until, line: *line })
            });
        }
    }

    /// What is to be said of the waivers themselves after all `findings` were marked: expired and unused ones, in the
    /// order of the file.
    pub fn about<'a>(&self, findings: impl IntoIterator<Item = &'a Finding>) -> Vec<Finding> {
        let used: BTreeSet<usize> =
            findings.into_iter().filter_map(|finding| Some(finding.waived.as_ref()?.line)).collect();
        let said = |(line, waiver): &(usize, Waiver)| {
            let code = match (self.in_force(waiver), used.contains(line)) {
                (false, _) => &EXPIRED,
                (true, false) => &UNUSED,
                (true, true) => return None,
            };
            Some(self.said(code, *line, waiver))
        };
        self.waivers.iter().filter_map(said).collect()
    }

    /// What is to be said of the waivers where not all findings are known: the expired ones, in the order of the file.
    pub fn about_expired(&self) -> Vec<Finding> {
        let expired = self.waivers.iter().filter(|(_, waiver)| !self.in_force(waiver));
        expired.map(|(line, waiver)| self.said(&EXPIRED, *line, waiver)).collect()
    }

    /// The lines of the expired ones, counted from 1: all that today's date decides.
    pub fn expired(&self) -> Vec<usize> {
        self.waivers.iter().filter(|(_, waiver)| !self.in_force(waiver)).map(|(line, _)| *line).collect()
    }

    fn in_force(&self, waiver: &Waiver) -> bool {
        waiver.until >= self.today
    }

    fn said(&self, code: &'static Code, line: usize, waiver: &Waiver) -> Finding {
        Finding::new(code)
            .at(Place::Template { file: self.file.as_str().into(), line: Some(line) })
            .with("code", waiver.code.as_str())
            .with("who", waiver.who.as_str())
            .with("reason", waiver.reason.as_str())
            .with("until", waiver.until.as_str())
    }
}

impl Waiver {
    fn covers(&self, finding: &Finding, owner: Option<&Coded>) -> bool {
        let its = |wanted: &String| {
            owner.is_some_and(|owner| {
                *owner.code == **wanted || owner.name.as_deref() == Some(wanted) || owner.to_string() == *wanted
            })
        };
        let rule = self.rule.as_ref().is_none_or(|rule| finding.rule.as_deref() == Some(rule));
        let said = |place: &String| finding.places.iter().any(|known| known.to_string().contains(place.as_str()));
        let department = self.department.as_ref().is_none_or(its);
        self.code == finding.code.id && rule && department && self.place.as_ref().is_none_or(said)
    }
}

/// What is wrong with a waiver.
fn problem(waiver: &Waiver) -> Option<String> {
    let blank = [("code", &waiver.code), ("reason", &waiver.reason), ("who", &waiver.who)];
    if let Some((key, _)) = blank.iter().find(|(_, text)| text.trim().is_empty()) {
        return Some(format!("豁免的 {key} 不能为空：应写明豁免什么、为什么、谁负责"));
    }
    let optional = [("rule", &waiver.rule), ("place", &waiver.place), ("department", &waiver.department)];
    if let Some((key, _)) = optional.iter().find(|(_, said)| said.as_ref().is_some_and(|s| s.trim().is_empty())) {
        return Some(format!("{key} 不能为空；不限的，不写 {key} 这一行"));
    }
    (!is_date(&waiver.until)).then(|| format!("until 是“{}”，应是写成 2025-12-31 的日期", waiver.until))
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let number = |text: &str, digits: usize| {
        let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse::<u16>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}
