//! Loading an edition and refusing a broken one.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use super::declared::Declared;
use super::inherit::Chain;
use super::narrative::{self, reference_check};
use super::sound::{self, Sourced};
use super::{
    Annex, BlockDef, Chart, Edition, Equality, Form, Head, Preface, Reference, RowDef, TemplateError, Templates,
};

/// The file of articulations; an edition may have none.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Equalities {
    #[serde(default)]
    equality: Vec<Equality>,
}

/// The heads of all editions, in order of id.
///
/// # Errors
/// The first `edition.toml` that cannot be read.
pub fn list(templates: &Templates) -> Result<Vec<Head>, TemplateError> {
    let ids = templates.under("editions/").filter_map(|(path, _)| id_of(path));
    ids.map(|id| head(&Chain::of(templates, id)?)).collect()
}

/// The id of the edition whose head a path is.
fn id_of(path: &str) -> Option<&str> {
    path.strip_prefix("editions/")?.strip_suffix("/edition.toml")
}

impl Edition {
    /// Loads the edition with this id and checks it.
    ///
    /// # Errors
    /// The first thing that is wrong: file, line, and what would be right.
    ///
    /// ```
    /// use gongkai::edition::{Edition, Templates};
    /// let edition = Edition::load(&Templates::built_in(), "hebei-2024")?;
    /// assert_eq!(edition.forms.len(), 9);
    /// # Ok::<(), gongkai::edition::TemplateError>(())
    /// ```
    pub fn load(templates: &Templates, id: &str) -> Result<Edition, TemplateError> {
        let chain = Chain::of(templates, id)?;
        let head = head(&chain)?;
        if head.id != id {
            let problem = format!("id 是“{}”，应与文件夹名“{id}”相同", head.id);
            return Err(TemplateError { file: format!("{}/edition.toml", chain.own()), line: None, problem });
        }
        let mut forms = Vec::new();
        for name in &head.forms {
            let source = chain.form(name, "edition.toml 的 forms 列了它，但没有这个文件")?;
            forms.push(Sourced { form: source.read()?, source });
        }
        sound::check(&forms)?;
        let declared = Declared::of(templates, &head);
        for sourced in &forms {
            declared.check(&sourced.source, &sourced.form)?;
        }
        let forms: Vec<Form> = forms.into_iter().map(|sourced| sourced.form).collect();
        let annexes = annexes((&chain, &declared), &head, &forms)?;
        let preface = Preface {
            cover: before(&chain, ("cover", head.cover.as_ref()))?,
            contents: before(&chain, ("contents", head.contents.as_ref()))?,
        };
        let equalities = equalities(&chain, &forms)?;
        let narrative = match head.narrative {
            true => narrative::load(&chain, reference_check(&forms, &annexes))?,
            false => None,
        };
        let function = chart(templates, &head.charts.function)?;
        let economic = chart(templates, &head.charts.economic)?;
        Ok(Edition { head, preface, forms, annexes, equalities, narrative, function, economic })
    }
}

fn head(chain: &Chain<'_>) -> Result<Head, TemplateError> {
    let missing = || TemplateError {
        file: format!("{}/edition.toml", chain.own()),
        line: None,
        problem: "没有这个表样".to_owned(),
    };
    chain.file("edition.toml")?.ok_or_else(missing)?.read()
}

/// What stands before the tables: the file that a key of `edition.toml` names.
fn before<T: DeserializeOwned>(
    chain: &Chain<'_>,
    (key, name): (&str, Option<&String>),
) -> Result<Option<T>, TemplateError> {
    let Some(name) = name else { return Ok(None) };
    let file = format!("{name}.toml");
    let missing = || TemplateError {
        file: format!("{}/{file}", chain.own()),
        line: None,
        problem: format!("edition.toml 的 {key} 写了它，但没有这个文件"),
    };
    chain.file(&file)?.ok_or_else(missing)?.read().map(Some)
}

/// The forms beside the tables of figures.
fn annexes(
    (chain, declared): (&Chain<'_>, &Declared),
    head: &Head,
    forms: &[Form],
) -> Result<Vec<Annex>, TemplateError> {
    let mut annexes: Vec<Annex> = Vec::new();
    for name in &head.annexes {
        let source = chain.form(name, "edition.toml 的 annexes 列了它，但没有这个文件")?;
        let annex: Annex = source.read()?;
        declared.check_annex(&source, &annex)?;
        let others = forms.iter().map(|form| &form.role).chain(annexes.iter().map(|other| &other.role));
        if others.into_iter().any(|role| *role == annex.role) {
            return Err(source.whole(format!("role “{}”与另一张表相同，应各不相同", annex.role)));
        }
        match annex.problem() {
            Some((Some(at), problem)) => return Err(source.error_at(at, problem)),
            Some((None, problem)) => return Err(source.whole(problem)),
            None => annexes.push(annex),
        }
    }
    Ok(annexes)
}

fn text_of<'a>(templates: &'a Templates, path: &str, problem: &str) -> Result<&'a str, TemplateError> {
    templates.get(path).ok_or_else(|| TemplateError { file: path.to_owned(), line: None, problem: problem.to_owned() })
}

fn chart(templates: &Templates, path: &str) -> Result<Chart, TemplateError> {
    Chart::parse(path, text_of(templates, path, "edition.toml 的 charts 列了它，但没有这个文件")?)
}

/// The articulations; one that is taken over from another edition and names what this one does not print falls away.
fn equalities(chain: &Chain<'_>, forms: &[Form]) -> Result<Vec<Equality>, TemplateError> {
    let Some(source) = chain.file("equalities.toml")? else { return Ok(Vec::new()) };
    let list: Equalities = source.read()?;
    let mut ids = BTreeSet::new();
    let mut equalities = Vec::new();
    for equality in list.equality {
        if !ids.insert(equality.id.clone()) {
            let problem = format!("勾稽关系 {} 写了两次，每条的 id 应各不相同", equality.id);
            return Err(source.error(&equality.left, problem));
        }
        match unknown_figure(&equality, forms) {
            None => equalities.push(equality),
            Some((at, _)) if !source.file_of(at).starts_with(&format!("{}/", chain.own())) => {}
            Some((at, problem)) => return Err(source.error_at(at, problem)),
        }
    }
    Ok(equalities)
}

/// The first figure of an articulation that the forms do not have: where it is named, and what is wrong.
fn unknown_figure(equality: &Equality, forms: &[Form]) -> Option<(usize, String)> {
    let references = [&equality.left].into_iter().chain(&equality.right).chain(&equality.when_zero);
    references.into_iter().find_map(|reference| {
        let problem = check_reference(reference.get_ref(), forms).err()?;
        Some((reference.span().start, problem))
    })
}

/// A reference must name a form and a column that exist, and a row that is fixed, a code, or `*`.
pub(super) fn check_reference(text: &str, forms: &[Form]) -> Result<(), String> {
    let reference = Reference::parse(text)?;
    let form = forms.iter().find(|form| form.role == reference.form).ok_or_else(|| {
        let roles: Vec<&str> = forms.iter().map(|form| form.role.as_str()).collect();
        format!("没有“{}”这张表，应是其中之一：{}", reference.form, roles.join("、"))
    })?;
    if !form.columns.iter().any(|column| column.key == reference.column) {
        let keys: Vec<&str> = form.columns.iter().map(|column| column.key.as_str()).collect();
        return Err(format!("《{}》没有“{}”列，应是其中之一：{}", form.name, reference.column, keys.join("、")));
    }
    let code = reference.row.bytes().all(|b| b.is_ascii_digit());
    let total = reference.row == "total" && form.blocks.iter().any(|block| block.classification.is_some());
    let fixed = form.blocks.iter().flat_map(BlockDef::fixed_rows).any(|row| row.key() == Some(&reference.row));
    if reference.row == "*" || code || total || fixed {
        return Ok(());
    }
    Err(format!("《{}》没有“{}”行，应是行的 key、科目编码、total 或 *", form.name, reference.row))
}

/// 序号 of each fixed row of a block.
pub(crate) fn row_numbers(rows: &[RowDef]) -> Vec<u32> {
    let mut last = 0;
    rows.iter()
        .map(|row| {
            last = row.at.unwrap_or(last + 1);
            last
        })
        .collect()
}
