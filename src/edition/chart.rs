//! A year's chart of a classification (科目表): code and name.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::TemplateError;

/// Names by code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    names: BTreeMap<Arc<str>, ChartName>,
}

/// A name with its standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartName {
    /// 科目名称
    pub name: Arc<str>,
    /// Whether the name was seen in print, so that another name is worth a word; a hint serves only where no name is given.
    pub attested: bool,
}

impl Chart {
    /// Reads a chart: TSV with a header row and the columns code, name and standing (`attested` or anything else).
    ///
    /// # Errors
    /// Names the line that has no code or no name.
    pub fn parse(file: &str, text: &str) -> Result<Chart, TemplateError> {
        let mut names = BTreeMap::new();
        for (index, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
            let mut fields = line.split('\t').map(str::trim);
            let (code, name) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
            let digits = !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit());
            if !digits || name.is_empty() {
                let problem = "每行应为：科目编码（数字）、制表符、科目名称、制表符、attested 或 hint".to_owned();
                return Err(TemplateError { file: file.to_owned(), line: Some(index + 1), problem });
            }
            let attested = fields.next() == Some("attested");
            names.insert(Arc::from(code), ChartName { name: Arc::from(name), attested });
        }
        Ok(Chart { names })
    }

    /// All codes with their names, in order.
    pub fn names(&self) -> impl Iterator<Item = (&Arc<str>, &ChartName)> {
        self.names.iter()
    }

    /// The code of this length with a name, where one only has it; names are compared without blanks.
    pub fn code_of(&self, name: &str, length: usize) -> Option<&str> {
        let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let wanted = plain(name);
        let mut fitting =
            self.names.iter().filter(|(code, known)| code.len() == length && plain(&known.name) == wanted);
        match (fitting.next(), fitting.next()) {
            (Some((code, _)), None) => Some(code),
            _ => None,
        }
    }

    /// The name of a code.
    pub fn name(&self, code: &str) -> Option<&ChartName> {
        self.names.get(code)
    }
}
