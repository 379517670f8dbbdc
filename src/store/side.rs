//! One side of a comparison, from whatever it is given as.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::service::order::Order;
use crate::service::progress::Progress;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::service::understand::Understood;
use crate::store::intake::{self, Intake};
use crate::store::{budget, outputs};

/// The canonical budget in a department's folder.
const BUDGET: &str = "budget.json";

/// Reads a side: a budget.json or the folder that holds one, else inputs as ever.
///
/// # Errors
/// Where a template is broken or nothing can be said.
pub fn read(path: &Path, order: &Order, talk: (&mut dyn Read, &mut dyn Progress)) -> Result<Intake, Stop> {
    match budget_in(path) {
        Some(file) => {
            let understood = Understood::of(budget::read(&file)?);
            Ok(Intake { understood, status: ExitStatus::Done })
        }
        None => intake::read(&[path.to_owned()], None, order, talk),
    }
}

/// The budget file that a path means: itself, or the one in the folder of a department that a conversion made.
fn budget_in(path: &Path) -> Option<PathBuf> {
    let is_budget = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let inside = path.join(BUDGET);
    if is_budget {
        Some(path.to_owned())
    } else if inside.is_file() && path.join(outputs::RECORD).is_file() {
        Some(inside)
    } else {
        None
    }
}
