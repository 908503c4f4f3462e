//! What kind of bytes a file holds: by content first, by name second.

use super::decode::{UTF8_MARK, utf16_mark};
use super::html::declared_encoding;
use super::notices::unread;
use evidence::{MediaType, Notice};

/// How files begin that hold no plain text: the first bytes, what that is, and what to do.
const NOT_TEXT: &[(&[u8], &str, &str)] = &[
    (b"%!PS", "a PostScript file", "Convert it to text (ps2ascii FILE) and add that."),
    (b"SQLite format 3\0", "an SQLite database", "Export the tables you need as CSV or text."),
    (b"PAR1", "a Parquet table", "Put it beside the rosters, payrolls or payments; documents are text."),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xfd7zXZ\0", "an xz archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"!BDN", "a mailbox of Outlook (PST)", "Export it as MBOX (readpst FILE) or as EML files, and add those."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", UNPACK),
    (b"\x7fELF", "a program", PROGRAM),
    (b"MZ\x90\0", "a program", PROGRAM),
    (b"RIFF", "an image, a sound or a film", MEDIA),
    (b"OggS", "a sound or a film", MEDIA),
    (b"ID3", "a sound", MEDIA),
    (b"\0\0\0\x18ftyp", "a film", MEDIA),
    (b"\0\0\0\x20ftyp", "a film", MEDIA),
    (b"\xff\xfe\0\0", "text in UTF-32", ENCODING),
    (b"\0\0\xfe\xff", "text in UTF-32", ENCODING),
];

const UNPACK: &str = "Unpack it and add the files inside.";
const PROGRAM: &str = "Remove it from the documents.";
const MEDIA: &str = "Write down what is said, save it as a text file and add that beside the recording.";
const ENCODING: &str = "Save it as UTF-8: iconv -f ENCODING -t UTF-8 FILE, with the encoding it was written in.";
const OTHER: &str = "Save what it says as plain text, Markdown or HTML and add that.";

/// What kind of bytes the file called `name` holds, told from `head`, its first bytes (some thousands are enough), and only then from
/// its name.
///
/// # Errors
/// A notice that none of it can be read: an empty file, or bytes that are not text, with what they look like and what to do.
pub fn sniff(name: &str, head: &[u8]) -> Result<MediaType, Notice> {
    if head.is_empty() {
        return Err(unread(name, "this file is empty.".to_owned(), "Look for the file it was copied from."));
    }
    if let Some(pages) = pages(name, head) {
        return Ok(pages);
    }
    if let Some((_, what, remedy)) = NOT_TEXT.iter().find(|(start, ..)| head.starts_with(start)) {
        return Err(unread(name, format!("this is {what}, not text."), remedy));
    }
    if let Some(office) = crate::office::sniff(name, head) {
        return office;
    }
    if let Some(container) = container(name, head) {
        return Ok(container);
    }
    if utf16_mark(head).is_some() {
        let narrow: Vec<u8> = head.iter().copied().filter(|byte| !matches!(byte, 0 | 0xfe | 0xff)).collect();
        return Ok(media_type(name, &narrow));
    }
    let media_type = media_type(name, head);
    refuse_binary(name, head, media_type)?;
    Ok(media_type)
}

/// Which kind of drawn pages this is, if it is one: a PDF or an image.
fn pages(name: &str, head: &[u8]) -> Option<MediaType> {
    let starts = |start: &[u8]| head.starts_with(start);
    let late = || memchr::memmem::find(&head[..head.len().min(1024)], b"%PDF-").is_some();
    match () {
        () if starts(b"%PDF-") || name.to_ascii_lowercase().ends_with(".pdf") && late() => Some(MediaType::Pdf),
        () if starts(b"\x89PNG") => Some(MediaType::Png),
        () if starts(b"\xff\xd8\xff") => Some(MediaType::Jpeg),
        () if starts(b"GIF8") => Some(MediaType::Gif),
        () if starts(b"II*\0") || starts(b"MM\0*") => Some(MediaType::Tiff),
        () if starts(b"RIFF") && head.get(8..12) == Some(b"WEBP") => Some(MediaType::Webp),
        () if starts(b"BM") && matches!(head.get(14..18), Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0])) => {
            Some(MediaType::Bmp)
        }
        () => None,
    }
}

/// Which kind of container of files or mails this is, if it is one.
fn container(name: &str, head: &[u8]) -> Option<MediaType> {
    let starts = |start: &[u8]| head.starts_with(start);
    match () {
        () if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") => Some(MediaType::Zip),
        () if starts(b"\x1f\x8b") => Some(MediaType::Gzip),
        () if head.get(257..262) == Some(b"ustar") => Some(MediaType::Tar),
        () => crate::mail::kind(name, head),
    }
}

fn refuse_binary(name: &str, head: &[u8], media_type: MediaType) -> Result<(), Notice> {
    let tenth = head.len() / 10;
    if head.contains(&0) || head.iter().filter(|byte| is_control(**byte)).count() > tenth {
        return Err(unread(name, "this is a binary file of an unknown kind, not text.".to_owned(), OTHER));
    }
    let table = matches!(media_type, MediaType::Csv | MediaType::Tsv);
    let decodable = table || media_type == MediaType::Html && declared_encoding(head).is_some();
    if !decodable && invalid_bytes(head) > tenth {
        return Err(unread(
            name,
            "this is a binary file, or text in an encoding that it does not name, not text in UTF-8.".to_owned(),
            ENCODING,
        ));
    }
    Ok(())
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b) || byte == 0x7f
}

/// How many bytes are not UTF-8; a character cut by the end of `head` does not count.
fn invalid_bytes(mut head: &[u8]) -> usize {
    let mut invalid = 0;
    while let Err(error) = std::str::from_utf8(head) {
        let Some(len) = error.error_len() else { break };
        invalid += len;
        head = &head[error.valid_up_to() + len..];
    }
    invalid
}

fn media_type(name: &str, head: &[u8]) -> MediaType {
    let name = name.to_ascii_lowercase();
    let named = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if begins_as_html(head) || named(&[".html", ".htm", ".xhtml"]) {
        MediaType::Html
    } else if named(&[".md", ".markdown"]) {
        MediaType::Markdown
    } else if named(&[".csv"]) {
        MediaType::Csv
    } else if named(&[".tsv", ".tab"]) {
        MediaType::Tsv
    } else {
        MediaType::PlainText
    }
}

/// Whether the text begins with markup, and that markup is of a web page.
fn begins_as_html(head: &[u8]) -> bool {
    const TAGS: [&[u8]; 4] = [b"<!doctype html", b"<html", b"<head", b"<body"];
    let head = head.strip_prefix(UTF8_MARK).unwrap_or(head).trim_ascii_start();
    let head = &head[..head.len().min(1024)];
    head.starts_with(b"<") && TAGS.iter().any(|tag| head.windows(tag.len()).any(|window| window.eq_ignore_ascii_case(tag)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, head: &[u8], expected: Result<MediaType, &str>) {
        match (sniff(name, head), expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{name}"),
            (Err(notice), Err(cause)) => {
                assert!(notice.cause.contains(cause), "{name}: {notice}");
                assert!(!notice.remedy.is_empty() && notice.severity == evidence::Severity::Unread);
            }
            (found, _) => panic!("{name}: {found:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn text_is_told_by_its_bytes() {
        check("a.txt", b"46,000 workers", Ok(MediaType::PlainText));
        check("a.csv", b"name,wage\nA,300\n", Ok(MediaType::Csv));
        check("A.TSV", b"name\twage\nA\t300\n", Ok(MediaType::Tsv));
        check("a.csv", b"\xb0\xa1\xb3\xaa\xb4\xd9,300", Ok(MediaType::Csv));
        check("a.rtf", b"{\\rtf1\\ansi", Ok(MediaType::Rtf));
        check("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Ok(MediaType::Xls));
        check("a", "로동자 46,000".as_bytes(), Ok(MediaType::PlainText));
        check("a.md", b"# Heading", Ok(MediaType::Markdown));
        check("A.MARKDOWN", b"text", Ok(MediaType::Markdown));
        check("a.txt", b"\xff\xfea\0b\0", Ok(MediaType::PlainText));
        check("a.txt", b"\xff\xfe<\0h\0t\0m\0l\0>\0", Ok(MediaType::Html));
        check("page", b"\n<!-- saved -->\n<!DOCTYPE HTML PUBLIC '-//W3C'>", Ok(MediaType::Html));
        check("page.txt", b"\xef\xbb\xbf<html><p>", Ok(MediaType::Html));
        check("fragment.htm", b"<p>No doctype", Ok(MediaType::Html));
        check("notes.txt", b"The tag <html> begins a page.", Ok(MediaType::PlainText));
        check("cut.txt", &"임금은 매달 300달러".as_bytes()[..22], Ok(MediaType::PlainText));
        check("some.txt", b"a caf\xe9 where they worked in the evenings", Ok(MediaType::PlainText));
    }

    #[test]
    fn containers_are_told() {
        check("a.zip", b"PK\x03\x04\x14\0", Ok(MediaType::Zip));
        check("a.gz", b"\x1f\x8b\x08\0", Ok(MediaType::Gzip));
        check("a", b"From a@b.example Mon Jun  2 10:11:12 2014\nReceived: x\n", Ok(MediaType::Mbox));
        check("a.mbox", b"From the field, 300 men.\n", Ok(MediaType::PlainText));
        check("a.eml", b"Subject: pay\r\nFrom: a@b.example\r\n\r\n300", Ok(MediaType::Eml));
        check("a", b"Received: from x\n by y\nMessage-ID: <1@x>\nFrom: \xea\n\n300", Ok(MediaType::Eml));
        check("a.txt", b"Subject: pay of workers\nDate: 2014-06-02\nFrom: the field\n\n300 men", Ok(MediaType::PlainText));
        check("a.eml", b"The 300 men.\n", Ok(MediaType::PlainText));
    }

    #[test]
    fn drawn_pages_are_told_by_their_bytes() {
        check("a.txt", b"%PDF-1.4\n%\xe2\xe3", Ok(MediaType::Pdf));
        check("a.pdf", b"\0\x01junk\n%PDF-1.4\n", Ok(MediaType::Pdf));
        check("a.html", b"\x89PNG\r\n\x1a\n", Ok(MediaType::Png));
        check("a.jpg", b"\xff\xd8\xff\xe0", Ok(MediaType::Jpeg));
        check("a.tif", b"MM\0*", Ok(MediaType::Tiff));
        check("a", b"RIFF\0\0\0\0WEBPVP8 ", Ok(MediaType::Webp));
        check("a.wav", b"RIFF\0\0\0\0WAVE", Err("a sound"));
    }

    #[test]
    fn what_is_not_text_is_named() {
        check("a.txt", b"", Err("empty"));
        check("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Err("before 2007"));
        check("a.db", b"SQLite format 3\0", Err("SQLite"));
        check("a", b"\x7fELF\x02", Err("a program"));
        check("a.txt", b"abc\0def", Err("binary"));
        check("a.txt", &[1, 2, 3, b'a', b'b'], Err("binary"));
        check("a.txt", b"\xb0\xa1\xb3\xaa\xb4\xd9 300", Err("encoding"));
        check("a.html", b"<html><p>\xb0\xa1\xb3\xaa\xb4\xd9\xb0\xa1\xb3\xaa", Err("encoding"));
    }

    #[test]
    fn a_page_that_names_its_encoding_is_read() {
        check(
            "a.html",
            b"<html><meta charset=euc-kr><p>\xb0\xa1\xb3\xaa\xb4\xd9\xb0\xa1\xb3\xaa\xb0\xa1\xb3\xaa",
            Ok(MediaType::Html),
        );
    }
}
