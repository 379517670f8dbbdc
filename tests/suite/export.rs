//! What the export room writes, read back by programs that are not ours: openpyxl and LibreOffice.

#[path = "export/by_hand.rs"]
mod by_hand;
#[path = "export/data.rs"]
mod data;
#[path = "export/programs.rs"]
mod programs;
#[path = "export/published.rs"]
mod published;
#[path = "export/read_back.rs"]
mod read_back;
#[path = "export/working.rs"]
mod working;

use gongkai::export::Stamp;

const STAMP: Stamp = Stamp { year: 2024, month: 2, day: 6 };
