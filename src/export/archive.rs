//! The zip archive that workbooks and documents are.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::ExportError;

/// How hard the parts are compressed, 1 to 9: by measurement (`docs/performance.md`).
const COMPRESSION: i64 = 1;

/// An archive on its way, whose parts come in the order in which they are added.
pub(super) struct Archive(ZipWriter<Cursor<Vec<u8>>>);

impl Archive {
    /// An archive without parts.
    pub fn new() -> Archive {
        Archive(ZipWriter::new(Cursor::new(Vec::new())))
    }

    /// Adds a part.
    ///
    /// # Errors
    /// [`ExportError::Refused`] where it is too large for the format.
    pub fn part(&mut self, name: &str, content: &[u8]) -> Result<(), ExportError> {
        // The time of every part is that of the format's beginning, so that the clock is in no byte.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(COMPRESSION))
            .last_modified_time(zip::DateTime::DEFAULT)
            // Or each part would say on which system it was written.
            .system(zip::System::Unix);
        self.0.start_file(name, options).map_err(|error| refused(&error))?;
        self.0.write_all(content).map_err(|error| refused(&error))
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// [`ExportError::Refused`] where it is too large for the format.
    pub fn finish(self) -> Result<Vec<u8>, ExportError> {
        Ok(self.0.finish().map_err(|error| refused(&error))?.into_inner())
    }
}

/// Writing to memory fails only where a part is too large for the format.
fn refused(error: &impl std::fmt::Display) -> ExportError {
    ExportError::Refused { sheet: String::new(), reason: error.to_string() }
}
