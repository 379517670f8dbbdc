//! The two streams: data to standard output, talk to standard error.

use std::io::{self, Write};

use crate::cli::journal::{self, Level};
use crate::finding::render::{Extent, Language, Terminal, WIDTH, clean, wrap};
use crate::finding::{Finding, Severity};
use crate::service::date::Date;
use crate::service::stop::Stop;

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loudness {
    /// `--quiet`: only what blocks or fails.
    Quiet,
    /// What a clerk needs.
    Normal,
    /// `--verbose`: also what was skipped and everything that is otherwise folded.
    Verbose,
}

/// The streams with the manner of speaking.
pub struct Console<'a> {
    /// Standard output, for data.
    pub out: &'a mut dyn Write,
    /// Standard error, for talk.
    pub err: &'a mut dyn Write,
    /// Language of all texts.
    pub language: Language,
    /// How much is said.
    pub loudness: Loudness,
    /// Whether standard output takes colour.
    pub out_colour: bool,
    /// Whether standard error takes colour.
    pub err_colour: bool,
    /// Whether standard error goes to systemd's journal.
    pub journal: bool,
    /// The date of creation that the environment asks for.
    pub date: Option<Date>,
    /// Today, where a clock or the environment says so.
    pub today: Option<Date>,
}

impl Console<'_> {
    /// Writes data to standard output.
    ///
    /// # Errors
    /// [`Stop::Stream`] where it cannot be written.
    pub fn data(&mut self, text: &str) -> Result<(), Stop> {
        self.bytes(text.as_bytes())
    }

    /// Writes data that may be no text to standard output.
    ///
    /// # Errors
    /// [`Stop::Stream`] where it cannot be written.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        self.out.write_all(bytes).and_then(|()| self.out.flush()).map_err(Stop::Stream)
    }

    /// Writes a value as JSON to standard output.
    ///
    /// # Errors
    /// [`Stop::Stream`] where it cannot be written.
    pub fn json(&mut self, value: &impl serde::Serialize) -> Result<(), Stop> {
        let text = serde_json::to_string_pretty(value).map_err(|error| Stop::Stream(io::Error::other(error)))?;
        self.data(&text)?;
        self.data("\n")
    }

    /// Says something unless `--quiet`.
    ///
    /// # Errors
    /// [`Stop::Stream`] where it cannot be written.
    pub fn say(&mut self, zh: &str, en: &str) -> Result<(), Stop> {
        if self.loudness >= Loudness::Normal { self.speak(Level::Info, zh, en) } else { Ok(()) }
    }

    /// Says something with `--verbose`.
    ///
    /// # Errors
    /// [`Stop::Stream`] where it cannot be written.
    pub fn note(&mut self, zh: &str, en: &str) -> Result<(), Stop> {
        if self.loudness >= Loudness::Verbose { self.speak(Level::Debug, zh, en) } else { Ok(()) }
    }

    /// Says something always.
    ///
    /// # Errors
    /// [`Stop::Stream`] where it cannot be written.
    pub fn warn(&mut self, zh: &str, en: &str) -> Result<(), Stop> {
        self.speak(Level::Warning, zh, en)
    }

    /// Says always that something was not done.
    ///
    /// # Errors
    /// [`Stop::Stream`] where it cannot be written.
    pub fn fail(&mut self, zh: &str, en: &str) -> Result<(), Stop> {
        self.speak(Level::Error, zh, en)
    }

    fn speak(&mut self, level: Level, zh: &str, en: &str) -> Result<(), Stop> {
        let mut text = String::new();
        for line in self.pick(zh, en).lines() {
            // The journal breaks lines itself, and each line would be an entry.
            let parts = if self.journal { vec![clean(line)] } else { wrap(&clean(line), WIDTH) };
            for part in parts {
                text.push_str(&part);
                text.push('\n');
            }
        }
        self.talk(&text, level)
    }

    /// Shows findings, worst first.
    ///
    /// # Errors
    /// [`Stop::Stream`] where it cannot be written.
    pub fn findings(&mut self, findings: &[Finding]) -> Result<(), Stop> {
        if !self.journal {
            let text = self.terminal(self.err_colour).findings(findings);
            return self.talk(&text, Level::Info);
        }
        for (severity, level) in
            [(Severity::Mandatory, Level::Error), (Severity::Advisory, Level::Warning), (Severity::Info, Level::Info)]
        {
            // What is waived blocks nothing, whatever it would be otherwise.
            let of_it = |finding: &&Finding| match finding.waived {
                Some(_) => severity == Severity::Info,
                None => finding.severity == severity,
            };
            let some: Vec<Finding> = findings.iter().filter(of_it).cloned().collect();
            let text = self.terminal(self.err_colour).findings(&some);
            self.talk(&text, level)?;
        }
        Ok(())
    }

    /// Shows how many findings there are, unless `--quiet`.
    ///
    /// # Errors
    /// [`Stop::Stream`] where it cannot be written.
    pub fn summary(&mut self, findings: &[Finding]) -> Result<(), Stop> {
        if self.loudness == Loudness::Quiet {
            return Ok(());
        }
        let text = self.terminal(self.err_colour).summary(findings);
        self.talk(&format!("{text}\n"), Level::Info)
    }

    /// The renderer in this manner of speaking.
    pub fn terminal(&self, colour: bool) -> Terminal {
        let extent = match self.loudness {
            Loudness::Quiet => Extent::Blocking,
            Loudness::Normal => Extent::Folded,
            Loudness::Verbose => Extent::Full,
        };
        Terminal { language: self.language, colour, extent }
    }

    /// The text in the language spoken.
    pub fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    fn talk(&mut self, text: &str, level: Level) -> Result<(), Stop> {
        let text = if self.journal { journal::lines(text, level) } else { text.to_owned() };
        self.err.write_all(text.as_bytes()).and_then(|()| self.err.flush()).map_err(Stop::Stream)
    }
}
