//! The content of an .ods document.
#![no_main]

mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    reading::read("input.ods", &reading::package(&[("mimetype", kind), ("content.xml", bytes)]));
});
