//! One finding on the page.

use super::page::Page;
use crate::finding::render::{figure, follower, followers, message, place, remedy, title, unit_word};
use crate::finding::{Bound, Comparison, Finding, Severity};

/// Writes a finding: what, where, both figures, what to do, what follows from it, who answers for it.
pub(super) fn write(page: &mut Page, finding: &Finding) {
    let language = page.language();
    page.open("article", &format!("finding {}", class(finding)));
    page.open("h4", "");
    page.element("span", "mark", finding.standing().of(language));
    page.element("span", "", &title(finding, language));
    page.element("code", "", [finding.code.id, finding.rule.as_deref().unwrap_or("")].join(" ").trim_end());
    page.close("h4");
    let happened = message(finding, language);
    if !happened.is_empty() {
        page.paragraph("", &happened);
    }
    if let Some(comparison) = &finding.comparison {
        figures(page, comparison);
    }
    page.open("dl", "");
    places(page, finding);
    let todo = remedy(finding, language);
    if !todo.is_empty() {
        page.element("dt", "", page.pick("怎么办", "To do"));
        page.element("dd", "", &todo);
    }
    if let Some(waived) = &finding.waived {
        page.element("dt", "", page.pick("豁免", "Waived"));
        page.element("dd", "", &format!("{}（{}，{}）", waived.reason, waived.who, waived.until));
    }
    page.close("dl");
    follows(page, finding);
    page.close("article");
}

fn class(finding: &Finding) -> &'static str {
    match (&finding.waived, finding.severity) {
        (Some(_), _) => "waived",
        (None, Severity::Mandatory) => "mandatory",
        (None, Severity::Advisory) => "advisory",
        (None, Severity::Info) => "info",
    }
}

fn places(page: &mut Page, finding: &Finding) {
    let language = page.language();
    for (at, spot) in finding.places.iter().enumerate() {
        match at {
            0 => page.element("dt", "", page.pick("位置", "Where")),
            1 => page.element("dt", "", page.pick("相关", "Related")),
            _ => page.element("dt", "", ""),
        }
        page.element("dd", "", &place(spot, language));
    }
}

fn figures(page: &mut Page, comparison: &Comparison) {
    let unit = unit_word(comparison.unit, page.language());
    let wanted = match comparison.bound {
        Bound::Equal => page.pick("应为", "Expected"),
        bound => bound.words().of(page.language()),
    };
    let heads = [wanted, page.pick("实为", "Actual"), page.pick("相差", "Difference")];
    let heads = heads.map(|head| format!("{head}（{unit}）"));
    page.table("figures", &heads.each_ref().map(String::as_str));
    page.row("");
    for amount in [comparison.expected, comparison.actual, comparison.difference()] {
        page.cell("number", &figure(amount, comparison.unit));
    }
    page.end_row();
    page.end_table();
}

fn follows(page: &mut Page, finding: &Finding) {
    if finding.follows.is_empty() {
        return;
    }
    page.open("div", "follows");
    let words = followers(finding, page.language());
    page.paragraph("", &(words + page.pick("：", ":")));
    page.open("ul", "");
    for other in &finding.follows {
        page.element("li", "", &follower(other, page.language()));
    }
    page.close("ul");
    page.close("div");
}
