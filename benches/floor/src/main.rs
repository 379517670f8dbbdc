//! The floor: reads an export, sums it by department, writes the nine sheets of each. No findings, no origins, no checks.
//!
//! ```text
//! floor rust_xlsxwriter|xml EXPORT PLAN FOLDER
//! ```
//!
//! What the sheets hold is given (`benches/plan.py`), as it is to the peers; the export is read all the same, and the run
//! stops where it does not come to a department's total. Floats, panics and hash order are fine here: it is measured,
//! never used.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;

mod library;
mod plan;
mod read;
mod xml;

use plan::Workbook;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    let words: Vec<String> = std::env::args().collect();
    let [_, writer, export, plan, folder] = words.as_slice() else {
        return Err("floor rust_xlsxwriter|xml EXPORT PLAN FOLDER".into());
    };
    let sums = if export.ends_with(".csv") { read::csv(Path::new(export))? } else { read::xlsx(Path::new(export))? };
    fs::create_dir_all(folder)?;
    for line in BufReader::new(fs::File::open(plan)?).lines() {
        let line = line?;
        let workbook: Workbook = serde_json::from_str(&line)?;
        check(&sums, &workbook)?;
        let path = Path::new(folder).join(format!("{}.xlsx", workbook.code));
        match writer.as_str() {
            "xml" => fs::write(path, xml::workbook(&workbook)?)?,
            _ => library::write(&path, &workbook)?,
        }
    }
    Ok(())
}

/// That what was read of a department comes to its total.
fn check(sums: &HashMap<String, f64>, workbook: &Workbook) -> Outcome {
    let shown = workbook.total * 10_000.0;
    let read = sums.get(&*workbook.code).copied().unwrap_or(0.0);
    if (shown - read).abs() > 100.0 { Err(format!("{}: {shown} {read}", workbook.code).into()) } else { Ok(()) }
}
