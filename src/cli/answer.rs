//! Where an answer goes: to standard output, or to the file that was asked for.

use std::io;
use std::path::Path;

use serde::Serialize;

use crate::cli::console::Console;
use crate::service::stop::Stop;
use crate::store::marking::not_written;
use crate::store::outputs;

/// Gives an answer: to `file`, which is replaced as a whole, or to standard output.
///
/// # Errors
/// Where it cannot be written.
pub fn give(bytes: &[u8], file: Option<&Path>, console: &mut Console<'_>) -> Result<(), Stop> {
    let Some(path) = file else { return console.bytes(bytes) };
    outputs::replace(path, bytes).map_err(|failed| not_written(&failed))?;
    let shown = path.display();
    console.say(&format!("结果写在“{shown}”。"), &format!("the answer is in {shown}"))
}

/// Readable JSON that ends with a line break.
///
/// # Errors
/// Where the serialiser fails, which values in memory give no reason for.
pub fn json(value: &impl Serialize) -> Result<Vec<u8>, Stop> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| Stop::Stream(io::Error::other(error)))?;
    bytes.push(b'\n');
    Ok(bytes)
}
