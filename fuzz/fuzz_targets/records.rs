//! BIFF records: the first byte chooses the generation.
#![no_main]

mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let version = if first % 2 == 0 { 6 } else { 5 };
    // The first sheet begins where the stream does, so that its cells are read with the workbook's own records.
    let kind = if first % 4 < 2 { 0x05 } else { 0x10 };
    let begin = [0x09, 0x08, 0x08, 0x00, 0x00, version, kind, 0x00, 0, 0, 0, 0];
    reading::read("input.xls", &[&begin, rest].concat());
});
