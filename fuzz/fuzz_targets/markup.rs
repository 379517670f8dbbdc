//! Pages, web archives and XML Spreadsheet 2003: the first byte chooses.
#![no_main]

mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let head: &[u8] = match first % 3 {
        0 => b"<table>",
        1 => b"<Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">",
        _ => b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html\n\n<table>",
    };
    reading::read("input.xls", &[head, rest].concat());
});
