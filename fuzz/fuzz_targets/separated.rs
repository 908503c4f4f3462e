//! Separated values.
#![no_main]

mod office;

use evidence::MediaType;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    office::check(MediaType::Csv, bytes);
    office::check(MediaType::Tsv, bytes);
});
