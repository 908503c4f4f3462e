//! What is attached to a mail: files, and mails that are handed on whole.

use super::{one_line, parsed};
use crate::notices;
use evidence::Notice;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

/// A name longer than this many characters is cut.
const LONGEST_NAME: usize = 120;

/// Gives each attachment with its name, and says what is attached but cannot be opened.
pub(crate) fn members(name: &str, bytes: &[u8], each: &mut dyn FnMut(String, Vec<u8>)) -> Vec<Notice> {
    let Some(message) = parsed(bytes) else { return Vec::new() };
    let mut notices = Vec::new();
    if is_sealed(&message) {
        notices.push(sealed(name));
    }
    for (index, id) in message.attachments.iter().enumerate() {
        let Some(part) = message.part(*id) else { continue };
        let content = content(part, bytes);
        if content.is_empty() {
            continue;
        }
        let called = called(part, index + 1, &content);
        if is_rich_envelope(part, &content) {
            notices.push(rich_envelope(&format!("{name}!/{called}")));
        } else if part.is_encoding_problem && !part.is_text() {
            notices.push(torn(&format!("{name}!/{called}")));
            each(called, content);
        } else {
            each(called, content);
        }
    }
    notices
}

/// The bytes that a mail program would save. A text whose encoding the mail alone names is given in UTF-8.
fn content(part: &MessagePart<'_>, mail: &[u8]) -> Vec<u8> {
    let raw = || mail.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    match &part.body {
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes.to_vec(),
        PartType::Message(_) => decoded(part.encoding, raw()),
        PartType::Text(words) | PartType::Html(words) => {
            let bytes = decoded(part.encoding, raw());
            let plain = matches!(part.body, PartType::Text(_));
            if plain && std::str::from_utf8(&bytes).is_err() { words.as_bytes().to_vec() } else { bytes }
        }
        PartType::Multipart(_) => Vec::new(),
    }
}

fn decoded(encoding: Encoding, raw: &[u8]) -> Vec<u8> {
    match encoding {
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::None => None,
    }
    .unwrap_or_else(|| raw.to_vec())
}

/// The name of an attachment; without one, its number and an ending that fits.
fn called(part: &MessagePart<'_>, number: usize, content: &[u8]) -> String {
    let stated = part.attachment_name().map(one_line).filter(|name| !name.is_empty());
    if let Some(name) = stated {
        return name.chars().take(LONGEST_NAME).collect();
    }
    let subject = part.message().and_then(Message::subject).map(one_line).filter(|subject| !subject.is_empty());
    match (&part.body, subject) {
        (PartType::Message(_), Some(subject)) => format!("{}.eml", subject.chars().take(60).collect::<String>()),
        (PartType::Message(_), None) => format!("part-{number}.eml"),
        (PartType::Html(_), _) => format!("part-{number}.html"),
        (PartType::Text(_), _) => format!("part-{number}.txt"),
        _ => format!("part-{number}{}", ending(content)),
    }
}

fn ending(content: &[u8]) -> &'static str {
    const ENDINGS: [(&[u8], &str); 5] =
        [(b"%PDF-", ".pdf"), (b"\x89PNG", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"), (b"PK\x03\x04", ".zip")];
    ENDINGS.iter().find(|(start, _)| content.starts_with(start)).map_or("", |(_, ending)| ending)
}

fn is_rich_envelope(part: &MessagePart<'_>, content: &[u8]) -> bool {
    part.is_content_type("application", "ms-tnef") || content.starts_with(b"\x78\x9f\x3e\x22")
}

fn is_sealed(message: &Message<'_>) -> bool {
    let root = message.root_part();
    let enveloped =
        || root.content_type().and_then(|kind| kind.attribute("smime-type")).is_some_and(|kind| kind.contains("enveloped"));
    root.is_content_type("multipart", "encrypted") || root.is_content_type("application", "pkcs7-mime") && enveloped()
}

fn sealed(name: &str) -> Notice {
    let cause = "this mail is encrypted.".to_owned();
    notices::unread(name, cause, "Open it in the mail program of its receiver, and save its words and attachments.")
}

fn rich_envelope(name: &str) -> Notice {
    let cause = "this is an envelope of Outlook (winmail.dat), with attachments inside.".to_owned();
    notices::unread(name, cause, "Unpack it (tnef FILE), and add the files inside.")
}

fn torn(name: &str) -> Notice {
    let cause = "its encoding in the mail is damaged; what could be decoded was taken.";
    notices::partly(name, "whole file", cause, "Save the attachment from the mail program, and add it.")
}
