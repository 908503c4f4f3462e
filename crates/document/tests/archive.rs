//! Archives: what comes out of them, under which names, and what they cannot do.

use document::Member;
use evidence::{MediaType, SourceId};
use std::io::{Cursor, Write};
use zip::unstable::write::FileOptionsExt as _;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The members of an archive as lines: name, kind, bytes as text; and the notices.
fn members(media_type: MediaType, name: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let mut found = Vec::new();
    let notices = document::members(media_type, name, SourceId::of(bytes), &mut Cursor::new(bytes), &mut |member: Member| {
        found.push(format!("{} {}: {}", member.name, member.media_type.name(), String::from_utf8_lossy(member.bytes)));
    });
    (found, notices.iter().map(|notice| format!("{}: {}", notice.file, notice.cause)).collect())
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a place in the archive");
        archive.write_all(bytes).expect("room in memory");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn files_come_out_under_plain_names() {
    let bytes = zipped(&[
        ("a/b.txt", b"one"),
        ("../../up.txt", b"two"),
        ("/root.md", b"three"),
        (".DS_Store", b"\0\0\0\x01Bud1"),
        ("__MACOSX/a/._b.txt", b"\0\x05\x16\x07"),
        ("up.txt", b"four"),
        ("empty/", b""),
    ]);
    let (found, notices) = members(MediaType::Zip, "z.zip", &bytes);
    assert_eq!(
        found,
        [
            "z.zip!/a/b.txt text/plain: one",
            "z.zip!/up.txt text/plain: two",
            "z.zip!/root.md text/markdown: three",
            "z.zip!/up (2).txt text/plain: four",
        ]
    );
    assert!(notices.is_empty(), "{notices:?}");
}

#[test]
fn archives_in_archives_are_opened_to_a_bound() {
    let mut bytes = zipped(&[("note.txt", b"deep")]);
    for _ in 0..3 {
        bytes = zipped(&[("in.zip", &bytes)]);
    }
    let (found, notices) = members(MediaType::Zip, "z", &bytes);
    assert_eq!(found.last().map(String::as_str), Some("z!/in.zip!/in.zip!/in.zip!/note.txt text/plain: deep"));
    assert!(notices.is_empty());
    for _ in 0..20 {
        bytes = zipped(&[("in.zip", &bytes)]);
    }
    let (_, notices) = members(MediaType::Zip, "z", &bytes);
    assert!(notices.len() == 1 && notices[0].contains("containers deep"), "{notices:?}");
}

#[test]
fn links_and_locked_files_are_passed_over_with_a_word() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.add_symlink("link.txt", "/etc/passwd", SimpleFileOptions::default()).expect("a link");
    archive
        .start_file("locked.txt", SimpleFileOptions::default().with_deprecated_encryption(b"secret").expect("a key"))
        .expect("a place");
    archive.write_all(b"The 300 men.").expect("room");
    archive.start_file("good.txt", SimpleFileOptions::default()).expect("a place");
    archive.write_all(b"fine").expect("room");
    let bytes = archive.finish().expect("an archive").into_inner();
    let (found, notices) = members(MediaType::Zip, "z", &bytes);
    assert_eq!(found, ["z!/good.txt text/plain: fine"]);
    assert_eq!(
        notices,
        ["z!/link.txt: it is a link, not a file; it was passed over.", "z!/locked.txt: it is locked with a password."]
    );
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = vec![b' '; 40 << 20];
    let (found, notices) = members(MediaType::Zip, "z", &zipped(&[("zeros.txt", &zeros), ("good.txt", b"fine")]));
    assert_eq!(found, ["z!/good.txt text/plain: fine"]);
    assert!(notices.len() == 1 && notices[0].contains("times its size"), "{notices:?}");
}

#[test]
fn office_documents_are_told_from_archives() {
    let kind = |files: &[(&str, &[u8])]| document::told_apart(MediaType::Zip, Cursor::new(zipped(files)));
    assert_eq!(kind(&[("word/numbering.xml", b""), ("[Content_Types].xml", b""), ("word/document.xml", b"")]), MediaType::Docx);
    assert_eq!(kind(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b"")]), MediaType::Xlsx);
    assert_eq!(kind(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"")]), MediaType::Odt);
    assert_eq!(kind(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]), MediaType::Ods);
    assert_eq!(kind(&[("word/notes.txt", b""), ("xl.txt", b"")]), MediaType::Zip);
    assert_eq!(document::told_apart(MediaType::Zip, Cursor::new(b"PK\x03\x04torn")), MediaType::Zip);
}

#[test]
fn tar_and_gzip_are_opened() {
    let mut tape = tar::Builder::new(Vec::new());
    let mut head = tar::Header::new_gnu();
    head.set_size(4);
    head.set_cksum();
    tape.append_data(&mut head, "a/note.txt", &b"fine"[..]).expect("room");
    let mut link = tar::Header::new_gnu();
    link.set_entry_type(tar::EntryType::Symlink);
    link.set_size(0);
    tape.append_link(&mut link, "link", "/etc/passwd").expect("room");
    let tape = tape.into_inner().expect("an archive");
    let packed = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).expect("room");
        packer.finish().expect("a file")
    };
    for (media_type, name, bytes) in [
        (MediaType::Tar, "t.tar", tape.clone()),
        (MediaType::Gzip, "t.tar.gz", packed(&tape)),
        (MediaType::Gzip, "t", packed(&tape)),
    ] {
        let (found, notices) = members(media_type, name, &bytes);
        assert_eq!(found, [format!("{name}!/a/note.txt text/plain: fine")]);
        assert!(notices.len() == 1 && notices[0].contains("it is a link"), "{notices:?}");
    }
    assert_eq!(
        members(MediaType::Gzip, "x/page.html.gz", &packed(b"<html>one")).0,
        ["x/page.html.gz!/page.html text/html: <html>one"]
    );
    let (found, notices) = members(MediaType::Gzip, "torn.gz", &packed(b"fine")[..12]);
    assert!(found.is_empty() && notices.len() == 1, "{notices:?}");
}

#[test]
fn whatever_the_bytes_nothing_panics() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    archive.start_file("a.txt", stored).expect("a place");
    archive.write_all(b"fine").expect("room");
    let whole = archive.finish().expect("an archive").into_inner();
    for at in 0..whole.len() {
        for change in [0x00, 0xff, whole[at] ^ 1] {
            let mut bytes = whole.clone();
            bytes[at] = change;
            let _ = members(MediaType::Zip, "z", &bytes);
        }
        let _ = members(MediaType::Zip, "z", &whole[..at]);
        let _ = members(MediaType::Tar, "z", &whole[..at]);
    }
}
