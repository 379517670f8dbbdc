//! What a job asks for: the same typed request that a command line makes.

use std::path::Path;

use crate::check::Waivers;
use crate::service::hash::hash;
use crate::service::order::{Format, Order};
use crate::service::stop::Stop;
use crate::store::jobs::Machine;
use crate::store::jobs::expand;
use crate::store::jobs::file::JobFile;
use crate::store::jobs::others::Known;
use crate::store::layers;
use crate::store::request::Request;

/// What a job asks for.
#[derive(Debug)]
pub struct JobOrder {
    /// As a conversion understands it.
    pub request: Request,
    /// The settings among it, as the options that say the same, for people and records.
    pub settings: Vec<String>,
}

impl JobOrder {
    /// The order of a job: what was asked for when it was started, then the environment, the job, and the files of settings.
    ///
    /// # Errors
    /// Where a setting is wrong, with the place where it stands.
    pub fn of(job: &JobFile, machine: &Machine<'_>) -> Result<JobOrder, Stop> {
        let mut request = Request {
            inputs: expand::paths(job),
            output: Some(job.output()),
            formats: vec![Format::Xlsx],
            date: machine.date,
            ..Request::default()
        };
        let layers = job.layers(machine.variables)?;
        let mut settings = Vec::new();
        if let Some(folder) = machine.templates {
            settings.extend(["--templates".to_owned(), folder.display().to_string()]);
        }
        for setting in layers::effective(&layers) {
            if setting.key.name == "templates" && machine.templates.is_some() {
                continue;
            }
            setting.put(&mut request)?;
            settings.extend(setting.options());
        }
        request.templates = machine.templates.map(Path::to_owned).or(request.templates);
        Ok(JobOrder { request, settings })
    }

    /// Hash of everything that all departments depend on besides inputs: the program, the settings, templates, the files that
    /// settings name, and which waivers have expired.
    pub fn fingerprint(&self, order: &Order, others: &Known) -> String {
        let mut text = String::from(env!("CARGO_PKG_VERSION"));
        let mut add = |part: &str| {
            text.push('\0');
            text.push_str(part);
        };
        let speaks = |word: &&String| ["--lang=", "--color="].iter().any(|option| word.starts_with(option));
        self.settings.iter().filter(|word| !speaks(word)).for_each(|word| add(word));
        for (path, content) in order.templates.under("") {
            add(path);
            add(content);
        }
        others.shared.iter().for_each(|file| add(&file.sha256));
        let expired = order.waivers.iter().flat_map(Waivers::expired);
        expired.for_each(|line| add(&line.to_string()));
        hash(text.as_bytes())
    }
}
