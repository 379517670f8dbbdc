//! An edition with those that it extends, and the files that they make together.

use super::merge;
use super::tree::Section;
use crate::edition::source::Source;
use crate::edition::{TemplateError, Templates};

/// An edition's folder with those of the editions that it extends, its own first.
pub(in crate::edition) struct Chain<'a> {
    templates: &'a Templates,
    folders: Vec<String>,
}

impl<'a> Chain<'a> {
    /// That of the edition with this id.
    ///
    /// # Errors
    /// Where one of them is missing or extends itself.
    pub fn of(templates: &'a Templates, id: &str) -> Result<Chain<'a>, TemplateError> {
        let mut chain = Chain { templates, folders: vec![folder(id)] };
        loop {
            let last = chain.folders.last().cloned().unwrap_or_default();
            let path = format!("{last}/edition.toml");
            let Some(text) = templates.get(&path) else {
                return Err(TemplateError { file: path, line: None, problem: "没有这个表样".to_owned() });
            };
            let tree = Section::parse(&path, text)?;
            let Some(leaf) = tree.leaf("extends") else { return Ok(chain) };
            let parent: String = leaf.read().ok_or_else(|| leaf.error("extends 应是引号里的表样编号"))?;
            if templates.get(&format!("{}/edition.toml", folder(&parent))).is_none() {
                return Err(leaf.error(format!("沿用的表样“{parent}”不存在")));
            }
            if chain.folders.contains(&folder(&parent)) {
                return Err(leaf.error(format!("表样互相沿用，绕了一圈：又回到“{parent}”")));
            }
            chain.folders.push(folder(&parent));
        }
    }

    /// The edition's own folder.
    pub fn own(&self) -> &str {
        self.folders.first().map_or("", String::as_str)
    }

    /// The text of a file in the nearest folder that has it, with its path.
    pub fn nearest(&self, file: &str) -> Option<(String, &'a str)> {
        self.folders.iter().find_map(|folder| {
            let path = format!("{folder}/{file}");
            self.templates.get(&path).map(|text| (path, text))
        })
    }

    /// A file with what it takes over from the same file of the editions below; `None` where none has it.
    ///
    /// # Errors
    /// Where one of them cannot be read or merged.
    pub fn file(&self, file: &str) -> Result<Option<Source>, TemplateError> {
        let Some((path, text)) = self.nearest(file) else { return Ok(None) };
        if self.folders.len() == 1 {
            return Ok(Some(Source::own(&path, text)));
        }
        Ok(self.tree(0, file)?.map(|tree| tree.source(&path)))
    }

    fn tree(&self, level: usize, file: &str) -> Result<Option<Section>, TemplateError> {
        let Some(folder) = self.folders.get(level) else { return Ok(None) };
        let path = format!("{folder}/{file}");
        let Some(text) = self.templates.get(&path) else { return self.tree(level + 1, file) };
        let own = Section::parse(&path, text)?;
        match self.tree(level + 1, file)? {
            // The chain is the head's own affair; its id and name are never taken over.
            Some(below) => merge::over(below, own).map(Some),
            None => Ok(Some(merge::alone(own))),
        }
    }

    /// The form in the file of this name with all that it takes over: from the form of the same role below, or from the one
    /// that its `extends` names.
    ///
    /// # Errors
    /// Where the file is missing or cannot be read or merged; `problem` says what a missing one means.
    pub fn form(&self, name: &str, problem: &str) -> Result<Source, TemplateError> {
        let file = format!("forms/{name}.toml");
        let missing =
            || TemplateError { file: format!("{}/{file}", self.own()), line: None, problem: problem.to_owned() };
        let (path, text) = self.nearest(&file).ok_or_else(missing)?;
        let plain = Section::parse(&path, text)?;
        if self.folders.len() == 1 && plain.leaf("extends").is_none() {
            return Ok(Source::own(&path, text));
        }
        let form = self.resolve(0, name, &mut Vec::new())?.ok_or_else(missing)?;
        Ok(form.source(&path))
    }

    /// The form of this name as the edition at `level` of the chain has it.
    fn resolve(&self, level: usize, name: &str, open: &mut Vec<String>) -> Result<Option<Section>, TemplateError> {
        let Some(folder) = self.folders.get(level) else { return Ok(None) };
        let path = format!("{folder}/forms/{name}.toml");
        let Some(text) = self.templates.get(&path) else { return self.resolve(level + 1, name, open) };
        let tree = Section::parse(&path, text)?;
        if open.contains(&path) {
            let place = tree.leaf("extends").map_or(&tree.place, |leaf| &leaf.place);
            return Err(place.error("表互相沿用，绕了一圈"));
        }
        open.push(path);
        let role = tree.word("role");
        let below = match tree.leaf("extends") {
            Some(leaf) if leaf.raw == "false" => None,
            Some(leaf) => {
                let wanted: String =
                    leaf.read().ok_or_else(|| leaf.error("extends 应是另一张表的 role，或者 false"))?;
                let found = self.with_role(level, &wanted, name, open)?;
                Some(found.ok_or_else(|| leaf.error(format!("没有“{wanted}”这张表可以沿用")))?)
            }
            None => match &role {
                Some(role) => self.with_role(level + 1, role, "", open)?,
                None => self.resolve(level + 1, name, open)?,
            },
        };
        open.pop();
        let tree = match below {
            Some(below) => merge::over(below, tree)?,
            None => merge::alone(tree),
        };
        Ok(Some(tree))
    }

    /// The form with this role in the edition at `level` or the nearest below it, other than the file `except`.
    fn with_role(
        &self,
        level: usize,
        role: &str,
        except: &str,
        open: &mut Vec<String>,
    ) -> Result<Option<Section>, TemplateError> {
        for at in level..self.folders.len() {
            let folder = format!("{}/forms/", self.folders[at]);
            let names: Vec<String> =
                self.templates.under(&folder).filter_map(|(path, _)| name_of(path, &folder)).collect();
            for name in names.iter().filter(|name| at != level || *name != except) {
                let path = format!("{folder}{name}.toml");
                let own = self.templates.get(&path).map(|text| Section::parse(&path, text)).transpose()?;
                let stated = own.as_ref().and_then(|tree| tree.word("role"));
                if stated.as_deref() == Some(role) {
                    return self.resolve(at, name, open);
                }
            }
        }
        Ok(None)
    }
}

fn folder(id: &str) -> String {
    format!("editions/{id}")
}

fn name_of(path: &str, folder: &str) -> Option<String> {
    path.strip_prefix(folder)?.strip_suffix(".toml").map(str::to_owned)
}
