//! Published workbooks among the inputs: recognised, checked, compared with the budget.

use std::sync::Arc;

use crate::check::{self, Report};
use crate::disclosure::{Disclosure, Found, Table};
use crate::edition::{Edition, Vocabulary};
use crate::finding::codes::run::PUBLISHED_GIVEN;
use crate::finding::{self, Checked, Finding};
use crate::import::open::Opened;
use crate::model::{Budget, Coded};
use crate::origin::Origin;
use crate::reading::{FileReading, TableReading};
use crate::service::behind::Behind;
use crate::service::fit::Fit;
use crate::service::judge::differences;

/// A published disclosure with what it is judged by.
#[derive(Debug)]
pub struct Published {
    /// The file as the user named it, or the folder of the files that it is made of.
    pub name: Arc<str>,
    /// What it is judged by.
    pub basis: Basis,
    /// Its tables, and what was found while reading them.
    pub read: Checked<Disclosure>,
    /// Its tables as they are known without an edition.
    pub found: Option<Found>,
    /// The words by which they are known.
    pub vocabulary: Arc<Vocabulary>,
}

/// What a disclosure is judged by.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The edition whose forms it holds; `None` where none fits well enough, and only what needs no form is looked at.
    pub edition: Option<Edition>,
    /// How well that edition fits, or the one that comes nearest.
    pub fit: Option<Fit>,
}

impl Basis {
    /// Why it is judged so, in Chinese: `按表样 … 检查：9 张表中认出 9 张，契合 100%`.
    pub fn words(&self) -> String {
        let misfits = |fit: &Fit| match fit.misfits.as_slice() {
            [] => String::new(),
            some => format!("；{}", some.join("，")),
        };
        match (&self.edition, &self.fit) {
            (Some(_), Some(fit)) => format!(
                "按表样 {} 检查：{} 张表中认出 {} 张，契合 {}%{}",
                fit.edition,
                fit.of,
                fit.forms,
                fit.percent,
                misfits(fit)
            ),
            (None, Some(fit)) => format!(
                "没有契合的表样（最接近的是 {}，{} 张表中认出 {} 张，契合 {}%{}），只做不需要表样的检查",
                fit.edition,
                fit.of,
                fit.forms,
                fit.percent,
                misfits(fit)
            ),
            _ => "没有契合的表样，只做不需要表样的检查".to_owned(),
        }
    }
}

/// What the rules said of a disclosure, whose figures are no longer held: there may be thousands.
#[derive(Debug)]
pub struct Examined {
    /// The published workbook or the text that it was read from; `None` for one that was made of exports.
    pub file: Option<Arc<str>>,
    /// The exports that its tables were made of; none for a published workbook.
    pub inputs: Vec<Arc<str>>,
    /// Whose it is.
    pub owner: Coded,
    /// 预算年度
    pub fiscal_year: u16,
    /// Id of the edition; empty where a published disclosure fits none.
    pub edition: String,
    /// What a published disclosure is judged by and why, in Chinese.
    pub basis: Option<String>,
    /// Names of its tables, in order.
    pub tables: Vec<Arc<str>>,
    /// What each rule said.
    pub report: Report,
    /// What was found in it, worst first.
    pub own: Vec<Finding>,
    /// For each of these the lines behind its figures, where the tables were made of exports; none for others.
    pub behind: Vec<Option<Behind>>,
}

impl Examined {
    /// What is kept of a disclosure that the rules were run on.
    pub fn of(file: Option<Arc<str>>, disclosure: Disclosure, report: Report, own: Vec<Finding>) -> Examined {
        let Disclosure { owner, fiscal_year, edition, tables, .. } = disclosure;
        let tables = tables.into_iter().map(|table| table.name).collect();
        let (inputs, behind) = (Vec::new(), Vec::new());
        Examined { file, inputs, owner, fiscal_year, edition, basis: None, tables, report, own, behind }
    }
}

impl Published {
    /// What was understood of the files, for `inspect`; the first says what all are judged by.
    pub fn readings(&self, files: &[Opened]) -> Vec<FileReading> {
        let several = files.len() > 1;
        let reading = |(index, opened): (usize, &Opened)| {
            let short = opened.name.rsplit(['/', '\\']).next().unwrap_or(&opened.name);
            let own = |table: &&Table| !several || table.sheet.starts_with(short);
            let mut evidence = opened.evidence.clone();
            if index == 0 {
                evidence.push(self.basis.words());
            }
            FileReading {
                file: Arc::clone(&opened.name),
                format: opened.format.clone(),
                format_id: opened.format_id,
                evidence,
                unreadable: false,
                tables: self.read.value.tables.iter().filter(own).map(|table| self.table(table)).collect(),
            }
        };
        files.iter().enumerate().map(reading).collect()
    }

    fn table(&self, table: &Table) -> TableReading {
        TableReading {
            origin: Origin::sheet(&self.name, &table.sheet),
            kind: Some(format!("公开表《{}》", table.name)),
            profile: Some(self.basis.edition.as_ref().map_or_else(String::new, |edition| edition.head.id.clone())),
            header_rows: None,
            unit: Some((table.unit, "公开表".to_owned())),
            fiscal_year: Some((self.read.value.fiscal_year, "公开表".to_owned())),
            columns: Vec::new(),
            rows_read: table.rows.len(),
            rows_used: table.rows.len(),
            lines_made: 0,
            lines_are: "条明细",
            aside: Vec::new(),
        }
    }

    /// Runs the rules on it, and compares it with the budget where one is given.
    pub fn examine(self, budget: Option<&Budget>) -> Examined {
        let basis = self.basis.words();
        let mut own = self.read.findings;
        let disclosure = self.read.value;
        let report = match (&self.basis.edition, &self.found) {
            (Some(edition), found) => {
                let mut report = check::run(&disclosure, None, edition);
                let around = found.as_ref().map(|found| check::around(found, &self.vocabulary)).unwrap_or_default();
                report.outcomes.extend(around.outcomes);
                report.findings.extend(around.findings);
                report
            }
            (None, Some(found)) => check::general(found, &self.vocabulary),
            (None, None) => Report::default(),
        };
        own.extend(report.findings.iter().cloned());
        if let (Some(budget), Some(edition)) = (budget, &self.basis.edition) {
            own.extend(differences(&disclosure, budget, edition));
        }
        finding::sort(&mut own);
        Examined { basis: Some(basis), ..Examined::of(Some(self.name), disclosure, report, own) }
    }
}

/// What a conversion says of a published workbook among its inputs.
pub fn given_for_conversion(published: &Published) -> Finding {
    Finding::new(&PUBLISHED_GIVEN).at(Origin::file(&published.name)).with("path", &*published.name)
}
