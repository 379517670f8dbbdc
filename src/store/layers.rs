//! Settings of the environment and of files, below what is typed or ordered.
//!
//! What counts is the first of: the command line, the environment (`GONGKAI_EDITION` …), the job file, `gongkai.toml` beside
//! the input, the user's `gongkai.toml`, what is built in.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::service::stop::Stop;
use crate::store::setting::{From, Setting};
use crate::store::settings::{KEYS, Key, Kind, Settings};
use crate::store::toml_words;

/// Name of the file of settings.
pub const FILE: &str = "gongkai.toml";

/// The variables of the environment.
pub type Variables = BTreeMap<String, OsString>;

/// Settings of one place.
#[derive(Clone, Debug, Default)]
pub struct Layer(Vec<Setting>);

impl Layer {
    /// The variables of the environment.
    ///
    /// # Errors
    /// [`Stop::Usage`] for a variable of ours that is no setting.
    pub fn environment(variables: &Variables) -> Result<Layer, Stop> {
        let mut settings = Vec::new();
        for (name, value) in variables.iter().filter(|(name, _)| is_ours(name)) {
            let key = KEYS.iter().find(|key| key.variable() == *name).ok_or_else(|| {
                let known = KEYS.iter().map(Key::variable).collect::<Vec<_>>().join("、");
                Stop::usage(
                    format!("没有“{name}”这个设置，可以用的环境变量有 {known}"),
                    format!("there is no setting `{name}`"),
                )
            })?;
            let value = match key.kind {
                Kind::Paths => std::env::split_paths(value).map(PathBuf::into_os_string).collect(),
                Kind::Words => value.to_string_lossy().split(',').map(OsString::from).collect(),
                _ => vec![value.clone()],
            };
            settings.push(Setting { key, value, from: From::Variable(name.clone()) });
        }
        Ok(Layer(settings))
    }

    /// The settings of a file; none where it is not there.
    ///
    /// # Errors
    /// [`Stop::Usage`] with file and line where it cannot be understood.
    pub fn file(path: &Path) -> Result<Layer, Stop> {
        if !path.is_file() {
            return Ok(Layer::default());
        }
        let (text, settings): (String, Settings) = toml_words::load(path)?;
        let lines: BTreeMap<String, toml::Spanned<toml::Value>> = toml::from_str(&text).unwrap_or_default();
        Ok(Layer::of(&settings, path, &|name| lines.get(name).map_or(1, |at| toml_words::line(&text, at.span().start))))
    }

    /// Settings that were read from a file; `line` tells where each stands.
    pub fn of(settings: &Settings, path: &Path, line: &dyn Fn(&str) -> usize) -> Layer {
        let of = |(key, value): (&'static Key, Vec<OsString>)| Setting {
            key,
            value,
            from: From::File(path.to_owned(), line(key.name)),
        };
        Layer(settings.values().into_iter().map(of).collect())
    }
}

/// Whether a variable is meant as a setting; what a run tells its notification program is none.
fn is_ours(name: &str) -> bool {
    name.starts_with("GONGKAI_") && !["GONGKAI_RUN", "GONGKAI_EXIT", "GONGKAI_MANIFEST"].contains(&name)
}

/// The layers that every command has, for this first input: environment, beside the input, the user's.
///
/// # Errors
/// See [`Layer`].
pub fn layers(variables: &Variables, input: Option<&Path>) -> Result<Vec<Layer>, Stop> {
    let mut layers = vec![Layer::environment(variables)?];
    layers.extend(input.and_then(beside).map(|path| Layer::file(&path)).transpose()?);
    layers.extend(users(variables).map(|path| Layer::file(&path)).transpose()?);
    Ok(layers)
}

/// Of each setting the first, in the order of [`KEYS`].
pub fn effective(layers: &[Layer]) -> Vec<&Setting> {
    let all = || layers.iter().flat_map(|layer| &layer.0);
    KEYS.iter().filter_map(|key| all().find(|setting| setting.key == key)).collect()
}

/// `gongkai.toml` in the folder that is the input, or that the input is in.
fn beside(input: &Path) -> Option<PathBuf> {
    let folder = match input {
        input if input.as_os_str() == "-" => return None,
        input if input.is_dir() => input,
        input => input.parent()?,
    };
    Some(folder.join(FILE))
}

/// The user's file.
pub fn users(variables: &Variables) -> Option<PathBuf> {
    let variable = |name: &str| variables.get(name).map(PathBuf::from);
    let folder =
        variable("APPDATA").or_else(|| variable("XDG_CONFIG_HOME")).or_else(|| Some(variable("HOME")?.join(".config")));
    Some(folder?.join("gongkai").join(FILE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::Unit;
    use crate::service::order::Format;
    use crate::store::request::Request;

    fn request(text: &str) -> Request {
        let settings: Settings = toml::from_str(text).unwrap();
        let layer = Layer::of(&settings, Path::new("夹/gongkai.toml"), &|_| 1);
        let mut request = Request::default();
        layer.0.iter().for_each(|setting| setting.put(&mut request).unwrap());
        request
    }

    #[test]
    fn settings_become_what_is_asked_for() {
        let request = request(
            "formats = [\"xlsx\", \"csv\"]\nworking_paper = false\nyear = 1999\nwaive = \"豁免.toml\"\nunit = \"万元\"\n\
             prior = [\"上年\", \"一,二.json\"]\nprofile = \"甲\"",
        );
        assert_eq!(request.formats, [Format::Xlsx, Format::Csv]);
        assert!(request.no_working_paper);
        assert_eq!((request.year, request.unit), (Some(1999), Some(Unit::WanYuan)));
        let [waive, last, one] = ["豁免.toml", "上年", "一,二.json"].map(|name| Path::new("夹").join(name));
        assert_eq!((request.waive, request.prior), (Some(waive), vec![last, one]));
        // There is no such file, so it is a name.
        assert_eq!(request.profile.as_deref(), Some(std::ffi::OsStr::new("甲")));
    }

    #[test]
    fn a_wrong_value_is_said_with_its_place() {
        let settings: Settings = toml::from_str("by = 'village'").unwrap();
        let layer = Layer::of(&settings, Path::new("夹/gongkai.toml"), &|_| 7);
        let Err(Stop::Usage { zh, .. }) = layer.0[0].put(&mut Request::default()) else { panic!() };
        assert!(zh.contains("“--by <department|unit>”的值“village”不对，可以是 department、unit"), "{zh}");
        assert!(zh.ends_with("这个值来自夹/gongkai.toml 第 7 行。"), "{zh}");
    }

    #[test]
    fn every_setting_is_described_and_taken_over() {
        let schema = serde_json::to_value(schemars::schema_for!(Settings)).unwrap();
        let described: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        assert_eq!(described, KEYS.iter().map(|key| key.name).collect::<Vec<_>>());
        let before = format!("{:?}", Request::default());
        for key in KEYS.iter().filter(|key| !["lang", "color"].contains(&key.name)) {
            let value = match key.name {
                "by" => "unit",
                "unit" => "元",
                "year" => "1999",
                "formats" => "csv",
                "working_paper" => "false",
                "date" => "1999-01-01",
                "rounding" => "tie",
                _ => "甲",
            };
            let mut request = Request::default();
            let setting = Setting { key, value: vec![value.into()], from: From::Variable(key.variable()) };
            setting.put(&mut request).unwrap();
            assert_ne!(format!("{request:?}"), before, "{}", key.name);
        }
    }
}
