//! How much one input may ask for (上限).
//!
//! Files come from strangers: a few kilobytes can declare a terabyte. Every reader counts what it makes against these
//! limits and stops with a finding that names the limit; nothing here depends on the machine, so that the same file is
//! accepted or refused everywhere.

/// The limits of one input. The default is far above any export of a department or county and keeps memory below 1 GiB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the input itself.
    pub file_bytes: u64,
    /// Files inside one archive, or parts inside one workbook.
    pub entries: usize,
    /// Bytes of one part of a workbook or one file of an archive once unpacked.
    pub part_bytes: u64,
    /// The same of a part of which more is held than what is being looked at.
    pub held_bytes: u64,
    /// Bytes of all parts together once unpacked.
    pub unpacked_bytes: u64,
    /// How many times larger than packed a part of more than 16 MiB may be.
    pub ratio: u64,
    /// Bytes of a text, and of the shared texts of a workbook.
    pub text_bytes: u64,
    /// Bytes of the texts of all cells, a shared one counted in every cell: what everything after has to look through.
    pub shown_bytes: u64,
    /// Sheets of one workbook.
    pub sheets: usize,
    /// Cells that hold anything, over all sheets.
    pub cells: usize,
    /// Merged areas, over all sheets.
    pub merges: usize,
    /// Bytes of a workbook that a second reader reads too ([`super::second`]); 0 for none.
    pub read_twice: u64,
    /// Elements inside one another in XML and HTML.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        const MIB: u64 = 1024 * 1024;
        Limits {
            file_bytes: 256 * MIB,
            entries: 10_000,
            part_bytes: 512 * MIB,
            held_bytes: 512 * MIB,
            unpacked_bytes: 1024 * MIB,
            ratio: 400,
            text_bytes: 64 * MIB,
            shown_bytes: 512 * MIB,
            sheets: 1_000,
            cells: 4_000_000,
            merges: 200_000,
            read_twice: 32 * MIB,
            depth: 256,
        }
    }
}

impl Limits {
    /// The limits of a workbook whose rows are passed on one by one and not held. What is held stays as it was; what passes may
    /// be many times a province, and no more than a disk bears.
    pub fn passed_on() -> Limits {
        const GIB: u64 = 1024 * 1024 * 1024;
        Limits {
            file_bytes: 4 * GIB,
            part_bytes: 16 * GIB,
            unpacked_bytes: 32 * GIB,
            shown_bytes: 8 * GIB,
            cells: 1_000_000_000,
            ..Limits::default()
        }
    }
}
