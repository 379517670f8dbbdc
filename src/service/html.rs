//! What the report page is made of.

use crate::check::{Outcome, Report, State};
use crate::disclosure::Disclosure;
use crate::export::{CheckReport, CheckedDepartment, RuleLine, RuleState, check_report};
use crate::finding::Finding;
use crate::finding::render::Language;
use crate::service::department::Department;
use crate::service::published::Examined;
use crate::service::report::GENERATOR;

/// The page of a check: what was found while reading, then each disclosure.
pub fn examined(findings: &[Finding], examined: &[Examined], language: Language) -> Vec<u8> {
    let departments = examined.iter().map(|one| CheckedDepartment {
        owner: &one.owner,
        file: one.file.as_deref(),
        fiscal_year: one.fiscal_year,
        edition: &one.edition,
        tables: one.tables.iter().map(|name| &**name).collect(),
        findings: &one.own,
        rules: rules(&one.report),
    });
    check_report(&CheckReport { language, generator: GENERATOR, findings, departments: departments.collect() })
}

/// The page that goes with a department's tables; its texts are Chinese, whatever the terminal speaks.
pub fn department(department: &Department) -> Vec<u8> {
    check_report(&CheckReport {
        language: Language::Chinese,
        generator: GENERATOR,
        findings: &department.background.findings,
        departments: vec![checked(&department.disclosure, &department.report, &department.own)],
    })
}

fn checked<'a>(disclosure: &'a Disclosure, report: &'a Report, own: &'a [Finding]) -> CheckedDepartment<'a> {
    CheckedDepartment {
        owner: &disclosure.owner,
        file: None,
        fiscal_year: disclosure.fiscal_year,
        edition: &disclosure.edition,
        tables: disclosure.tables.iter().map(|table| &*table.name).collect(),
        findings: own,
        rules: rules(report),
    }
}

fn rules(report: &Report) -> Vec<RuleLine<'_>> {
    report.outcomes.iter().map(rule).collect()
}

fn rule(outcome: &Outcome) -> RuleLine<'_> {
    RuleLine {
        code: outcome.code,
        rule: outcome.rule.as_deref(),
        title: &outcome.title,
        state: match &outcome.state {
            State::Held => RuleState::Held,
            State::Broken => RuleState::Broken,
            State::NotRun(reason) => RuleState::NotRun(reason),
        },
    }
}
