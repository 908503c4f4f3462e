//! Mail: one message is a document of its head and its words, and a container of what is attached to it.
//!
//! What a mail quotes from an earlier one is kept in the layer and never read: in a thread of ten mails a figure is stated once,
//! not ten times. What it forwards is read.

mod attachments;
mod body;
mod mbox;
mod quoted;

pub(crate) use attachments::members;
pub(crate) use mbox::mails;

use super::notices;
use crate::block::{Block, BlockKind, Document};
use evidence::{MediaType, Notice, PartialDate, Placing, SourceId, Spot, TextLayer};
use mail_parser::{Address, Message, MessageParser};

/// The layer of a mail.
const READER: &str = "mail@1";
/// A mail longer than this is not read.
pub(crate) const LIMIT: usize = 128 << 20;
/// So many addresses of one line are shown.
const ADDRESSES: usize = 50;

/// Fields that only programs write at the head of a mail.
const WRITTEN_BY_PROGRAMS: [&str; 9] = [
    "received", "message-id", "mime-version", "return-path", "delivered-to", "x-mailer", "x-originating-ip", "dkim-signature",
    "content-type",
];
/// Fields that a person knows.
const SHOWN: [&str; 5] = ["from", "to", "subject", "date", "cc"];

/// Whether a file that begins so is a mailbox or a mail. A mail is told by its ending or by fields that only programs write: a
/// memorandum begins with "From:" too.
pub(super) fn kind(name: &str, head: &[u8]) -> Option<MediaType> {
    if mbox::begins_mail(head.split(|byte| *byte == b'\n').next().unwrap_or_default()) {
        return Some(MediaType::Mbox);
    }
    let fields = field_names(head);
    let known = |names: &[&str]| fields.iter().filter(|field| names.contains(&field.as_str())).count();
    let named = [".eml", ".mht", ".mhtml"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
    let written = known(&WRITTEN_BY_PROGRAMS);
    (named && written + known(&SHOWN) >= 2 || written >= 2 && known(&SHOWN) >= 1).then_some(MediaType::Eml)
}

/// The names of the fields at the head, in lower case; none if it does not begin as a mail does.
fn field_names(head: &[u8]) -> Vec<String> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let mut names = Vec::new();
    for line in head.split(|byte| *byte == b'\n').take_while(|line| !line.trim_ascii().is_empty()) {
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
        let is_field = name.len() < line.len() && !name.is_empty() && name.iter().all(|byte| byte.is_ascii_graphic());
        if !is_field {
            break;
        }
        names.push(String::from_utf8_lossy(name).to_ascii_lowercase());
    }
    names
}

/// One mail.
pub(super) fn document(name: &str, source: SourceId, bytes: &[u8]) -> Document {
    let Some(message) = parsed(bytes) else { return super::empty(source, not_a_mail(name)) };
    let mut letter = Letter::default();
    letter.head(&message);
    let (pieces, mut notices) = body::pieces(name, &message);
    let quoted = pieces.iter().any(|piece| piece.quoted && piece.text.contains(|c: char| c.is_ascii_digit()));
    pieces.iter().for_each(|piece| letter.piece(piece));
    if quoted {
        notices.push(quotes(name));
    }
    let published = message.date().and_then(day);
    let publisher = message.from().and_then(Address::first).and_then(sender);
    let title = message.subject().map(one_line).filter(|subject| !subject.is_empty());
    let Letter { text, placings, blocks } = letter;
    Document {
        layer: TextLayer::placed(source, READER, text, placings),
        blocks,
        tables: Vec::new(),
        title,
        publisher,
        published,
        notices,
    }
}

/// The parts of a mail; `None` if there is not even a head.
fn parsed(bytes: &[u8]) -> Option<Message<'_>> {
    MessageParser::default().parse(bytes)
}

/// A layer in the making.
#[derive(Default)]
struct Letter {
    text: String,
    placings: Vec<Placing>,
    blocks: Vec<Block>,
}

impl Letter {
    /// The lines of the head that a person sees.
    fn head(&mut self, message: &Message<'_>) {
        self.line("From", &addresses(message.from()), BlockKind::Furniture);
        self.line("To", &addresses(message.to()), BlockKind::Furniture);
        self.line("Cc", &addresses(message.cc()), BlockKind::Furniture);
        let date = message.date().map(mail_parser::DateTime::to_rfc3339).unwrap_or_default();
        self.line("Date", &date, BlockKind::Furniture);
        self.line("Subject", &message.subject().map(one_line).unwrap_or_default(), BlockKind::Heading(1));
    }

    fn line(&mut self, part: &str, words: &str, kind: BlockKind) {
        if words.is_empty() {
            return;
        }
        self.text.push_str(part);
        self.text.push_str(": ");
        let start = self.text.len();
        self.text.push_str(words);
        let range = start..self.text.len();
        self.text.push('\n');
        self.placings.push(Placing { range: range.clone(), spot: Spot::Part { name: part.to_owned() } });
        self.blocks.push(Block { range, kind, markup: Vec::new() });
    }

    /// A stretch of the body. A part of the message is one place, however many stretches it has.
    fn piece(&mut self, piece: &body::Piece) {
        if piece.text.is_empty() {
            return;
        }
        let spot = Spot::Part { name: piece.part.clone() };
        let continued = self.placings.last().is_some_and(|last| last.spot == spot);
        if !continued {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(&piece.text);
        let end = self.text.len();
        let shifted = |range: &std::ops::Range<usize>| range.start + start..range.end + start;
        self.blocks.extend(piece.blocks.iter().map(|block| Block {
            range: shifted(&block.range),
            kind: block.kind,
            markup: block.markup.iter().map(shifted).collect(),
        }));
        match self.placings.last_mut().filter(|_| continued) {
            Some(last) => last.range.end = end,
            None => self.placings.push(Placing { range: start..end, spot }),
        }
    }
}

fn addresses(list: Option<&Address<'_>>) -> String {
    let Some(list) = list else { return String::new() };
    let shown = list.iter().take(ADDRESSES).filter_map(|each| match (each.name(), each.address()) {
        (Some(name), Some(address)) => Some(format!("{} <{}>", one_line(name), one_line(address))),
        (Some(name), None) => Some(one_line(name)),
        (None, Some(address)) => Some(one_line(address)),
        (None, None) => None,
    });
    let mut shown: Vec<String> = shown.collect();
    let left_out = list.iter().count().saturating_sub(ADDRESSES);
    if left_out > 0 {
        shown.push(format!("and {left_out} more"));
    }
    shown.join(", ")
}

/// Who sent the mail, as the mail says: a name or, without one, an address.
fn sender(from: &mail_parser::Addr<'_>) -> Option<String> {
    let words = from.name().map(one_line).filter(|name| !name.is_empty());
    words.or_else(|| from.address().map(one_line)).filter(|words| !words.is_empty())
}

/// The day on which it was sent, where the sender was.
fn day(date: &mail_parser::DateTime) -> Option<PartialDate> {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day).parse().ok()
}

fn one_line(words: &str) -> String {
    let plain: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn not_a_mail(name: &str) -> Notice {
    notices::unread(
        name,
        "this is no mail: it has no head.".to_owned(),
        "Save it again from the mail program (as EML), or its words as text.",
    )
}

fn quotes(name: &str) -> Notice {
    notices::note(
        name,
        "text",
        "it quotes earlier mails; figures in the quotation were not read again.",
        "If the case does not hold the mails it answers, add them.",
    )
}
