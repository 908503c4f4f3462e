//! ZIP: archives of files, and the office documents that are ZIPs too.

use super::names::{NamesEncoding, is_left_by_a_program};
use super::{Namer, link, refused, too_long, unpacked};
use crate::notices;
use evidence::{MediaType, Notice};
use std::io::{Read, Seek};
use zip::ZipArchive;
use zip::result::ZipError;

/// The name of the file in an OpenDocument that says what it is, and how many bytes of it are looked at.
const MIME_TYPE: &str = "mimetype";
const MIME_TYPE_BYTES: u64 = 200;

/// What a ZIP is: an office document, by what lies in it, or an archive.
pub(crate) fn kind_of_zip<R: Read + Seek>(input: R) -> MediaType {
    let Ok(mut archive) = ZipArchive::new(input) else { return MediaType::Zip };
    if let Some(kind) = open_document(&mut archive) {
        return kind;
    }
    let has = |name: &str| archive.index_for_name(name).is_some();
    if !has("[Content_Types].xml") {
        return MediaType::Zip;
    }
    match () {
        () if has("word/document.xml") => MediaType::Docx,
        () if has("xl/workbook.xml") || has("xl/workbook.bin") => MediaType::Xlsx,
        () if has("ppt/presentation.xml") => MediaType::Pptx,
        () if archive.file_names_raw().any(|name| name.starts_with(b"word/document")) => MediaType::Docx,
        () => MediaType::Zip,
    }
}

fn open_document<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Option<MediaType> {
    let mut stated = String::new();
    archive.by_name(MIME_TYPE).ok()?.take(MIME_TYPE_BYTES).read_to_string(&mut stated).ok()?;
    [MediaType::Odt, MediaType::Ods, MediaType::Odp].into_iter().find(|kind| stated.trim().starts_with(kind.name()))
}

/// Gives each file of the archive with its name, and says which could not be read. `name` is the archive's.
pub(crate) fn zip_members<R: Read + Seek>(name: &str, input: R, each: &mut dyn FnMut(String, Vec<u8>)) -> Vec<Notice> {
    let mut archive = match ZipArchive::new(input) {
        Ok(archive) => archive,
        Err(error) => return vec![torn(name, &error)],
    };
    let mut notices = Vec::new();
    if archive.has_duplicate_names() {
        notices.push(doubled(name));
    }
    let encoding = NamesEncoding::of(archive.file_names_raw());
    let mut namer = Namer::default();
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index_data(index) else { continue };
        let path = encoding.decode(entry.name_raw());
        if entry.is_dir() || is_left_by_a_program(&path) {
            continue;
        }
        let called = namer.name(&path);
        let full = format!("{name}!/{called}");
        if entry.is_symlink() {
            notices.push(link(&full));
            continue;
        }
        if entry.encrypted() {
            notices.push(locked(&full));
            continue;
        }
        if entry.size() > super::LONGEST_MEMBER {
            notices.push(too_long(&full));
            continue;
        }
        let packed = entry.compressed_size();
        let taken = match archive.by_index(index) {
            Ok(file) => unpacked(file, Some(packed)),
            Err(ZipError::UnsupportedArchive(what)) => {
                notices.push(unsupported(&full, what));
                continue;
            }
            Err(error) => super::Unpacked::Damaged(error.to_string()),
        };
        notices.extend(refused(&full, &taken));
        if let super::Unpacked::Whole(bytes) = taken {
            each(called, bytes);
        }
    }
    notices
}

fn torn(name: &str, error: &ZipError) -> Notice {
    let cause = format!("this ZIP archive cannot be opened ({error}).");
    notices::unread(name, cause, "Copy or download it again, or repair it (zip -FF) and add the files inside.")
}

fn doubled(name: &str) -> Notice {
    notices::partly(
        name,
        "whole file",
        "it holds several files under one name; the last of each was read.",
        "Unpack it by hand if the others matter.",
    )
}

fn locked(name: &str) -> Notice {
    notices::unread(name, "it is locked with a password.".to_owned(), "Unpack the archive with its password, and add the files.")
}

fn unsupported(name: &str, what: &str) -> Notice {
    let cause = format!("it is packed in a way that is not read ({what}).");
    notices::unread(name, cause, "Unpack the archive, and add the files.")
}
