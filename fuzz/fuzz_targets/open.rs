//! Any bytes: detection, compound files, packages, and whatever they turn out to be.
#![no_main]

mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    reading::read("input", bytes);
});
