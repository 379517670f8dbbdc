//! The templates as files: those built in, and a folder that overrides them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::edition::{TemplateError, Templates};
use crate::finding::Finding;
use crate::finding::codes::run::UNREADABLE;
use crate::service::stop::{Stop, io_reason};
use crate::store::inputs;

/// Folders that templates are looked for in.
const KNOWN: &[&str] = &["charts/", "codes/", "editions/", "profiles/"];
/// How deep a template may lie.
const MAX_DEPTH: usize = 8;

/// The built-in templates with those of a folder in their place.
///
/// # Errors
/// Where the folder cannot be read, holds something that is no text, or nothing that a template is looked for as.
pub fn load(directory: Option<&Path>) -> Result<Templates, Stop> {
    let Some(directory) = directory else { return Ok(Templates::built_in()) };
    let mut files = BTreeMap::new();
    collect(directory, "", MAX_DEPTH, &mut files)?;
    if !files.keys().any(|path| KNOWN.iter().any(|folder| path.starts_with(folder))) {
        let shown = directory.display();
        return Err(Stop::usage(
            format!(
                "“{shown}”里没有模板：表样应在它的 editions 里，导出配置在 profiles 里，科目在 charts 里，资金等编码在 codes 里。"
            ),
            format!(
                "{shown} holds no template: forms belong into its editions, profiles into profiles, charts into charts"
            ),
        ));
    }
    Ok(Templates::built_in().overridden_by(files))
}

fn collect(folder: &Path, below: &str, depth: usize, files: &mut BTreeMap<String, String>) -> Result<(), Stop> {
    let unreadable = |path: &Path, error: &std::io::Error| {
        Stop::from(Finding::new(&UNREADABLE).with("path", path.display().to_string()).with("reason", io_reason(error)))
    };
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if inputs::why_skipped(&name).is_some() {
            continue;
        }
        let relative = format!("{below}{name}");
        if path.is_dir() {
            if depth > 0 {
                collect(&path, &format!("{relative}/"), depth - 1, files)?;
            }
            continue;
        }
        let bytes = fs::read(&path).map_err(|error| unreadable(&path, &error))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let line = error.as_bytes().iter().take(error.utf8_error().valid_up_to()).filter(|b| **b == b'\n').count();
            let problem = "不是 UTF-8 文本，请用 UTF-8 编码另存".to_owned();
            TemplateError { file: relative.clone(), line: Some(line + 1), problem }
        })?;
        files.insert(relative, text);
    }
    Ok(())
}
