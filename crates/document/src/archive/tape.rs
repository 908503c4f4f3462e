//! tar, and gzip around a file.

use super::names::{NamesEncoding, is_left_by_a_program};
use super::{Namer, Unpacked, damaged, link, refused, too_long, unpacked};
use evidence::Notice;
use flate2::read::MultiGzDecoder;
use std::io::Read;

/// Gives each file of the tar archive with its name, and says which could not be read. `name` is the archive's.
pub(crate) fn tar_members(name: &str, input: impl Read, each: &mut dyn FnMut(String, Vec<u8>)) -> Vec<Notice> {
    let mut notices = Vec::new();
    let mut namer = Namer::default();
    let mut archive = tar::Archive::new(input);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return vec![damaged(name, &error.to_string())],
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                notices.push(damaged(name, &error.to_string()));
                break;
            }
        };
        let kind = entry.header().entry_type();
        let raw = entry.path_bytes().into_owned();
        let path = NamesEncoding::of(std::iter::once(raw.as_slice())).decode(&raw);
        if kind.is_dir() || is_left_by_a_program(&path) {
            continue;
        }
        let called = namer.name(&path);
        let full = format!("{name}!/{called}");
        if !kind.is_file() {
            notices.push(link(&full));
            continue;
        }
        if entry.size() > super::LONGEST_MEMBER {
            notices.push(too_long(&full));
            continue;
        }
        let taken = unpacked(entry, None);
        notices.extend(refused(&full, &taken));
        if let Unpacked::Whole(bytes) = taken {
            each(called, bytes);
        }
    }
    notices
}

/// A reader of what is packed in `input`.
pub(crate) fn gunzip<R: Read>(input: R) -> MultiGzDecoder<R> {
    MultiGzDecoder::new(input)
}
