//! Delimited texts: encodings, separators, quotation marks.
#![no_main]

mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    reading::read("input.csv", &[b"a,\"", bytes].concat());
});
