//! Which funds and kinds a template may name: those of `codes/`, and those that the edition adds.
//!
//! The model takes any name, so that a jurisdiction needs no program of its own; a slip of the pen in a template would
//! therefore select nothing without a word. Here it is refused.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::source::Source;
use super::{Annex, Form, Head, Select, TemplateError, Templates};

/// The names that a file in `codes/` gives meanings to.
#[derive(Default, Deserialize)]
struct Codes {
    #[serde(default)]
    fund: Vec<Named>,
    #[serde(default)]
    kind: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    fund: Option<String>,
    kind: Option<String>,
}

/// All names that may be used.
pub(super) struct Declared {
    funds: BTreeSet<String>,
    kinds: BTreeSet<String>,
}

impl Declared {
    /// Those that the files in `codes/` and the edition declare; a file that cannot be read is refused by who needs it.
    pub fn of(templates: &Templates, head: &Head) -> Declared {
        let read = |path| templates.get(path).and_then(|text| toml::from_str::<Codes>(text).ok()).unwrap_or_default();
        let funds = read("codes/funds.toml").fund.into_iter().filter_map(|named| named.fund);
        let kinds = read("codes/kinds.toml").kind.into_iter().filter_map(|named| named.kind);
        Declared {
            funds: funds.chain(head.funds.iter().cloned()).collect(),
            kinds: kinds.chain(head.kinds.iter().cloned()).collect(),
        }
    }

    /// Refuses a form that names something else, with the line where it does so.
    pub fn check(&self, source: &Source, form: &Form) -> Result<(), TemplateError> {
        let of_blocks = form.blocks.iter().flat_map(|block| {
            let of_rows = block.fixed_rows().filter_map(|row| row.select.as_ref());
            std::iter::once(&block.select).chain(of_rows)
        });
        for select in form.columns.iter().map(|column| &column.select).chain(of_blocks) {
            self.select(select).map_err(|(word, problem)| source.error_at_word(word, problem))?;
        }
        Ok(())
    }

    /// Likewise of a form beside the tables of figures.
    pub fn check_annex(&self, source: &Source, annex: &Annex) -> Result<(), TemplateError> {
        for fund in annex.columns.iter().filter_map(|column| column.fund.as_ref()).flatten() {
            if !self.funds.contains(fund.name()) {
                return Err(source.error_at_word(fund.name(), unknown("资金性质", fund.name(), &self.funds)));
            }
        }
        Ok(())
    }

    fn select(&self, select: &Select) -> Result<(), (&'static str, String)> {
        let funds = select.fund.iter().flatten().map(|fund| ("资金性质", fund.name(), &self.funds));
        let kinds = select.kind.iter().flatten().map(|kind| ("支出类别", kind.name(), &self.kinds));
        match funds.chain(kinds).find(|(_, name, known)| !known.contains(*name)) {
            Some((what, name, known)) => Err((name, unknown(what, name, known))),
            None => Ok(()),
        }
    }
}

fn unknown(what: &str, name: &str, known: &BTreeSet<String>) -> String {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let key = if what == "资金性质" { "funds" } else { "kinds" };
    format!("没有“{name}”这种{what}，应是其中之一：{}；表样另加的写在 edition.toml 的 {key} 里", known.join("、"))
}
