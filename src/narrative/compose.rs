//! The templates rendered, and what was missing.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::Value;
use minijinja::{Environment, Error, UndefinedBehavior, context};

use super::Answers;
use super::figures::Figures;
use super::markup::{blocks, literal};
use super::values::{Figure, Moved, moved, unanswered, wan, wrong, yuan};
use crate::disclosure::Disclosure;
use crate::document::{Document, DocumentLook};
use crate::edition::{Annex, Edition, FontDef, Narrative, Question, TemplateError};
use crate::finding::codes::narrative::{ANSWERS_UNUSED, FIGURE_UNKNOWN, LAST_YEAR_UNKNOWN, UNANSWERED};
use crate::finding::{Checked, Finding, Place};
use crate::model::Budget;
use crate::origin::Origin;

/// What a text is made of besides this year's disclosure.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// The budget behind the disclosure, for the names of projects.
    pub budget: Option<&'a Budget>,
    /// Last year's disclosure.
    pub last: Option<&'a Disclosure>,
    /// The department's answers.
    pub answers: Option<&'a Answers>,
    /// Whether the disclosure is that of a unit, not of a department.
    pub of_unit: bool,
}

/// What was asked for and not there, in the order of first use, and which answers were asked for at all.
#[derive(Debug, Default)]
struct Missing {
    asked: Vec<String>,
    answers: Vec<String>,
    changes: Vec<String>,
    figures: Vec<String>,
}

type Shared = Arc<Mutex<Missing>>;

/// The texts of an edition, compiled once for all departments.
#[derive(Debug)]
pub struct Composer {
    environment: Environment<'static>,
    /// The texts in their order, by path below `templates/`.
    paths: Vec<String>,
}

/// Steps of one text; the longest one takes some ten thousand. A template of others that loops without end stops here.
const MOST_STEPS: u64 = 10_000_000;

impl Composer {
    /// Compiles an edition's texts.
    ///
    /// # Errors
    /// The first text that is no template: file, line and what is wrong.
    pub fn new(narrative: &Narrative) -> Result<Composer, TemplateError> {
        let mut environment = Environment::new();
        environment.set_fuel(Some(MOST_STEPS));
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.add_filter("wan", |value: Value| wan(&value));
        environment.add_filter("yuan", |value: Value| yuan(&value));
        environment.add_filter("moved", |value: Value| moved(&value));
        for (path, text) in &narrative.texts {
            environment.add_template_owned(path.clone(), text.clone()).map_err(|error| broken(path, &error))?;
        }
        Ok(Composer { environment, paths: narrative.texts.iter().map(|(path, _)| path.clone()).collect() })
    }

    /// Makes the text of a disclosure; `None` where its edition has none.
    ///
    /// # Errors
    /// Where a template is broken: file, line and what is wrong.
    pub fn compose(
        &self,
        disclosure: &Disclosure,
        edition: &Edition,
        given: Given<'_>,
    ) -> Result<Option<Checked<Document>>, TemplateError> {
        let Some(narrative) = &edition.narrative else { return Ok(None) };
        let missing = Shared::default();
        let figures = Figures { head: &narrative.head, this: disclosure, last: given.last, answers: given.answers };
        let environment = self.knowing(narrative, figures, &missing);
        let context = context(disclosure, edition, given);
        let mut all = Vec::new();
        for path in &self.paths {
            let template = environment.get_template(path).map_err(|error| broken(path, &error))?;
            let text = template.render(&context).map_err(|error| broken(path, &error))?;
            let wrong = |problem| TemplateError { file: path.clone(), line: None, problem };
            all.extend(blocks(&text, disclosure).map_err(wrong)?);
        }
        let named = |template: &str| {
            let name = disclosure.owner.name.as_deref().unwrap_or_default();
            let text = template.replace("{year}", &disclosure.fiscal_year.to_string());
            text.replace("{owner_code}", &disclosure.owner.code).replace("{owner_name}", name)
        };
        let value = Document {
            file: named(&narrative.head.file),
            title: named(&narrative.head.title),
            owner: disclosure.owner.name.as_deref().unwrap_or_default().to_owned(),
            look: look(narrative),
            blocks: all,
        };
        let missing = missing.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Some(Checked { value, findings: findings(&missing, narrative, disclosure, given) }))
    }
}

fn broken(path: &str, error: &Error) -> TemplateError {
    let problem = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    TemplateError { file: error.name().unwrap_or(path).to_owned(), line: error.line(), problem }
}

impl Composer {
    /// The compiled texts with what they may ask of one department.
    fn knowing(&self, narrative: &Narrative, figures: Figures<'_>, missing: &Shared) -> Environment<'static> {
        let mut environment = self.environment.clone();
        let head = &narrative.head;
        // Everything that templates ask is computed before: their functions may not borrow.
        let amounts: Vec<Computed> = head
            .indicators
            .iter()
            .map(|indicator| {
                let unknown = || Moved::Unknown(format!("{}比上年增加（减少）多少", indicator.name()));
                let change = figures.change(&indicator.key).map_or_else(unknown, Moved::Known);
                (indicator.key.clone(), figures.this_year(&indicator.key), change)
            })
            .collect();
        let amounts = Arc::new(amounts);
        let names: Vec<(String, String)> =
            head.indicators.iter().map(|indicator| (indicator.key.clone(), indicator.name().to_owned())).collect();
        let (known, noted) = (Arc::clone(&amounts), Arc::clone(missing));
        environment.add_function("figure", move |key: &str| -> Result<Value, Error> {
            let (_, amount, _) = find(&known, key)?;
            let name = names.iter().find(|(known, _)| known == key).map_or(key, |(_, name)| name);
            Ok(match amount {
                Some(amount) => Value::from_object(Figure(*amount)),
                None => {
                    note(&noted, |missing| &mut missing.figures, key);
                    Value::from(unanswered(&format!("{name}多少万元")))
                }
            })
        });
        let (known, noted) = (amounts, Arc::clone(missing));
        environment.add_function("change", move |key: &str| -> Result<Value, Error> {
            let (_, _, change) = find(&known, key)?;
            if matches!(change, Moved::Unknown(_)) {
                note(&noted, |missing| &mut missing.changes, key);
            }
            Ok(Value::from_object(change.clone()))
        });
        questions(&mut environment, narrative, figures.answers, missing);
        environment
    }
}

type Computed = (String, Option<crate::amount::Amount>, Moved);

fn find<'a>(known: &'a [Computed], key: &str) -> Result<&'a Computed, Error> {
    let found = known.iter().find(|(name, _, _)| name == key);
    found.ok_or_else(|| wrong(format!("narrative.toml 没有“{key}”这个 indicator")))
}

/// `answer("duties")` is the answer or what is to be filled in; `given("duties")` is the answer or nothing.
fn questions(environment: &mut Environment<'_>, narrative: &Narrative, answers: Option<&Answers>, missing: &Shared) {
    let all: Vec<(String, String, Option<String>)> = narrative
        .head
        .questions
        .iter()
        .map(|question| {
            let text = answers.and_then(|answers| answers.text(&question.key)).map(literal);
            (question.key.clone(), question.ask.clone(), text)
        })
        .collect();
    let all = Arc::new(all);
    let look_up = |all: &[(String, String, Option<String>)], key: &str| {
        let found = all.iter().find(|(known, _, _)| known == key).cloned();
        found.ok_or_else(|| wrong(format!("narrative.toml 没有“{key}”这个 question")))
    };
    let (known, noted) = (Arc::clone(&all), Arc::clone(missing));
    environment.add_function("answer", move |key: &str| -> Result<String, Error> {
        let (_, ask, text) = look_up(&known, key)?;
        note(&noted, |missing| &mut missing.asked, key);
        Ok(text.unwrap_or_else(|| {
            note(&noted, |missing| &mut missing.answers, key);
            unanswered(&ask)
        }))
    });
    let noted = Arc::clone(missing);
    environment.add_function("given", move |key: &str| -> Result<Option<String>, Error> {
        note(&noted, |missing| &mut missing.asked, key);
        Ok(look_up(&all, key)?.2)
    });
}

fn note(missing: &Shared, list: impl Fn(&mut Missing) -> &mut Vec<String>, key: &str) {
    let mut missing = missing.lock().unwrap_or_else(PoisonError::into_inner);
    let list = list(&mut missing);
    if !list.iter().any(|known| known == key) {
        list.push(key.to_owned());
    }
}

fn context(disclosure: &Disclosure, edition: &Edition, given: Given<'_>) -> Value {
    let roles: BTreeSet<&str> = disclosure.tables.iter().map(|table| table.role.as_str()).collect();
    let held = |annex: &&Annex| given.budget.is_some_and(|budget| annex.records.given(budget));
    let exported = edition.annexes.iter().filter(held).map(|annex| Value::from(annex.role.as_str()));
    context! {
        year => disclosure.fiscal_year,
        last_year => disclosure.fiscal_year.saturating_sub(1),
        owner => literal(disclosure.owner.name.as_deref().unwrap_or(&disclosure.owner.code)),
        whose => if given.of_unit { "单位" } else { "部门" },
        exported => Value::from_iter(exported),
        tables => Value::from_iter(roles.into_iter().map(Value::from)),
        projects => Value::from_iter(given.budget.map(projects).unwrap_or_default().into_iter().map(Value::from)),
    }
}

/// Names of the projects of 项目支出, in order of first appearance.
fn projects(budget: &Budget) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in &budget.lines {
        let name = line.project.as_ref().and_then(|known| known.name.as_deref());
        if let Some(name) = name.filter(|_| line.kind.is_project())
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

fn look(narrative: &Narrative) -> DocumentLook {
    let look = &narrative.head.look;
    DocumentLook {
        title: look.title.font(),
        headings: look.headings.each_ref().map(FontDef::font),
        body: look.body.font(),
        page_number: look.page_number.font(),
        latin: look.latin.clone(),
        line_twips: look.line_twips,
        margins_mm: look.margins_mm,
    }
}

/// One finding a question without answer, one for all answers that nothing asked for, one for all figures of last year that are not known.
fn findings(missing: &Missing, narrative: &Narrative, disclosure: &Disclosure, given: Given<'_>) -> Vec<Finding> {
    let owner = disclosure.owner.to_string();
    let place = |finding: Finding| match given.answers {
        Some(answers) => finding.at(Place::Input(Origin::file(&answers.file))),
        None => finding,
    };
    let name =
        |key: &String| narrative.head.indicator(key).map_or(key.as_str(), |indicator| indicator.name()).to_owned();
    let mut findings: Vec<Finding> = missing
        .answers
        .iter()
        .map(|key| {
            let ask = narrative.head.question(key).map_or(key.as_str(), |question| question.ask.as_str());
            place(Finding::new(&UNANSWERED).with("owner", owner.as_str()).with("key", key.as_str()).with("ask", ask))
        })
        .collect();
    let unused = |question: &&Question| {
        let answered = given.answers.is_some_and(|answers| answers.text(&question.key).is_some());
        answered && !missing.asked.contains(&question.key)
    };
    let unused: Vec<&str> = narrative.head.questions.iter().filter(unused).map(|question| &*question.ask).collect();
    if !unused.is_empty() {
        findings
            .push(place(Finding::new(&ANSWERS_UNUSED).with("owner", owner.as_str()).with("asks", unused.join("”“"))));
    }
    for (keys, code) in [(&missing.changes, &LAST_YEAR_UNKNOWN), (&missing.figures, &FIGURE_UNKNOWN)] {
        if !keys.is_empty() {
            let names: Vec<String> = keys.iter().map(name).collect();
            findings.push(place(Finding::new(code).with("owner", owner.as_str()).with("names", names.join("、"))));
        }
    }
    findings
}
