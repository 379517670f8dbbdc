//! The files besides its inputs that a job's outputs depend on: profile, waivers, last year's data, and what people wrote for the
//! text of the disclosure.

use std::path::PathBuf;

use crate::finding::Finding;
use crate::service::stop::Stop;
use crate::store::answers;
use crate::store::inputs;
use crate::store::jobs::expand;
use crate::store::jobs::manifest::Input;
use crate::store::request::Request;

/// The files, by whom they concern; with the names that people know them by.
#[derive(Debug, Default)]
pub struct Others {
    /// Those that every department depends on.
    shared: Vec<(String, PathBuf)>,
    /// What people wrote.
    answers: Vec<(String, PathBuf)>,
}

/// The same with the hashes of their contents.
#[derive(Debug, Default)]
pub struct Known {
    /// Those that every department depends on.
    pub shared: Vec<Input>,
    /// What people wrote, with the code of the department that it is for, where the file says one.
    pub answers: Vec<(Option<String>, Input)>,
}

impl Others {
    /// The files of an order, as they are now.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn of(request: &Request) -> Result<Others, Vec<Finding>> {
        let named = |path: PathBuf| (path.display().to_string(), path);
        let profile = request.profile.iter().map(PathBuf::from).filter(|path| path.is_file());
        let mut shared: Vec<_> = request.waive.iter().cloned().chain(profile).map(named).collect();
        let mut answers = Vec::new();
        if request.formats.iter().any(|format| format.is_text()) {
            let prior = inputs::list(&request.prior, None)?;
            shared.extend(prior.into_iter().map(|(_, path)| named(path)));
            answers.extend(answers::paths(request.narrative.as_deref(), &request.inputs).into_iter().map(named));
        }
        Ok(Others { shared, answers })
    }

    /// All of them.
    pub fn files(&self) -> Vec<(String, PathBuf)> {
        self.shared.iter().chain(&self.answers).cloned().collect()
    }

    /// Reads them.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn known(&self) -> Result<Known, Vec<Finding>> {
        let shared = expand::hashed(&self.shared)?;
        let hashed = expand::hashed(&self.answers)?;
        let department = |path: &PathBuf| match answers::read(path) {
            Ok(file) => Ok(file.department),
            Err(Stop::Finding(finding)) => Err(vec![*finding]),
            // Nothing else stops the reading of one file; were it so, the file would count for every department.
            Err(_) => Ok(None),
        };
        let departments = self.answers.iter().map(|(_, path)| department(path)).collect::<Result<Vec<_>, _>>()?;
        Ok(Known { shared, answers: departments.into_iter().zip(hashed).collect() })
    }
}

impl Known {
    /// All of them, as a manifest lists them.
    pub fn files(&self) -> Vec<Input> {
        self.shared.iter().chain(self.answers.iter().map(|(_, file)| file)).cloned().collect()
    }

    /// Hashes of what people wrote for a department, and of what names none and so may be for it.
    pub fn answers_for(&self, code: &str) -> Vec<&str> {
        let is_for = |department: &Option<String>| department.as_deref().is_none_or(|department| department == code);
        self.answers.iter().filter(|(department, _)| is_for(department)).map(|(_, file)| &*file.sha256).collect()
    }
}
