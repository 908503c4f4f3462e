//! The words of a mail: of each part in turn, plain text before markup.

use super::quoted::{Run, runs};
use crate::block::{Block, BlockKind};
use crate::{html, text};
use evidence::{Notice, SourceId};
use mail_parser::{Message, PartType};

/// A stretch of a part of the message.
pub(super) struct Piece {
    /// The part, as a person calls it: `text`, `text 2`.
    pub part: String,
    /// Its words.
    pub text: String,
    /// What they are made of; places in `text`.
    pub blocks: Vec<Block>,
    /// Whether an earlier mail is quoted.
    pub quoted: bool,
}

/// All that a mail says, in order.
pub(super) fn pieces(name: &str, message: &Message<'_>) -> (Vec<Piece>, Vec<Notice>) {
    let subject = message.subject().unwrap_or_default();
    let plain_is_empty = message.text_bodies().all(|part| part.text_contents().is_none_or(|text| text.trim().is_empty()));
    let bodies = if plain_is_empty { &message.html_body } else { &message.text_body };
    let (mut pieces, mut notices) = (Vec::new(), Vec::new());
    for (index, part) in bodies.iter().filter_map(|id| message.part(*id)).enumerate() {
        let called = if index == 0 { "text".to_owned() } else { format!("text {}", index + 1) };
        match &part.body {
            PartType::Html(markup) => html_pieces(name, &called, markup, subject, &mut pieces, &mut notices),
            PartType::Text(words) => text_pieces(&called, words, subject, &mut pieces),
            PartType::Binary(_) | PartType::InlineBinary(_) | PartType::Message(_) | PartType::Multipart(_) => {}
        }
    }
    (pieces, notices)
}

fn text_pieces(part: &str, words: &str, subject: &str, pieces: &mut Vec<Piece>) {
    let words = words.replace("\r\n", "\n");
    for (run, range) in runs(&words, subject) {
        let text = words[range].to_owned();
        let blocks = match run {
            Run::Own => own_blocks(&text),
            Run::Quoted | Run::Furniture => furniture(&text),
        };
        pieces.push(Piece { part: part.to_owned(), text, blocks, quoted: run == Run::Quoted });
    }
}

fn own_blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    text::cut(text, 0..text.len(), text::Place::Middle, &mut blocks);
    blocks
}

fn furniture(text: &str) -> Vec<Block> {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    if start < end { vec![Block { range: start..end, kind: BlockKind::Furniture, markup: Vec::new() }] } else { Vec::new() }
}

fn html_pieces(name: &str, part: &str, markup: &str, subject: &str, pieces: &mut Vec<Piece>, notices: &mut Vec<Notice>) {
    for (quoted, fragment) in fragments(markup) {
        // the layer of a mail is placed by its parts, so the way back into the markup is not kept
        let page = html::document(name, SourceId::of(b""), fragment.as_bytes());
        let costly = |notice: &Notice| notice.severity == evidence::Severity::Partly;
        notices.extend(page.notices.into_iter().filter(costly));
        let mut text = page.layer.text().to_owned();
        let mut blocks = page.blocks;
        let from = blocks.iter().position(|block| begins_quotation(&text[block.range.clone()], subject));
        let kept = if quoted { 0 } else { from.unwrap_or(blocks.len()) };
        let quotes = kept < blocks.len();
        blocks[kept..].iter_mut().for_each(|block| block.kind = BlockKind::Furniture);
        text.push('\n');
        pieces.push(Piece { part: part.to_owned(), text, blocks, quoted: quotes });
    }
}

/// Whether a block of a page introduces the mail that is answered: what follows is quoted.
fn begins_quotation(block: &str, subject: &str) -> bool {
    let words = format!("{}\n", block.trim());
    let quoted = runs(&words, subject).first().is_some_and(|(run, _)| *run == Run::Quoted);
    quoted && !words.starts_with('>')
}

/// The markup of a mail, cut at the quotations that mail programs mark; each with whether it is one.
fn fragments(markup: &str) -> Vec<(bool, &str)> {
    let lower = markup.to_ascii_lowercase();
    let mut found = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(open) = lower[at..].find("<blockquote").map(|open| at + open) {
        let end = closing(&lower, open);
        if is_reply(&lower, open) {
            found.push((false, &markup[from..open]));
            found.push((true, &markup[open..end]));
            from = end;
        }
        at = end;
    }
    found.push((false, &markup[from..]));
    found.retain(|(_, fragment)| !fragment.trim().is_empty());
    found
}

/// Whether the quotation that opens at `open` is of an earlier mail, and not of one that is handed on.
fn is_reply(lower: &str, open: usize) -> bool {
    let tag = &lower[open..lower[open..].find('>').map_or(lower.len(), |end| open + end)];
    let before = &lower[lower.floor_char_boundary(open.saturating_sub(600))..open];
    let marked = tag.contains("cite") || tag.contains("gmail_quote") || before.contains("wrote:") || before.contains("написал");
    marked && !before.contains("forwarded message")
}

/// The byte after the end of the quotation that opens at `open`, quotations inside it included.
fn closing(lower: &str, open: usize) -> usize {
    let (mut depth, mut at) = (0usize, open);
    loop {
        let next_open = lower[at..].find("<blockquote").map(|next| at + next);
        let Some(close) = lower[at..].find("</blockquote").map(|next| at + next) else { return lower.len() };
        match next_open.filter(|next| *next < close) {
            Some(next) => {
                depth += 1;
                at = next + "<blockquote".len();
            }
            None => {
                depth = depth.saturating_sub(1);
                at = close + "</blockquote".len();
                if depth == 0 {
                    return lower[at..].find('>').map_or(lower.len(), |end| at + end + 1);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_of_earlier_mails_are_cut_out() {
        let shown = |markup: &str| -> Vec<String> {
            fragments(markup).into_iter().map(|(quoted, text)| format!("{quoted} {text}")).collect()
        };
        assert_eq!(shown("<p>a</p>"), ["false <p>a</p>"]);
        assert_eq!(
            shown("a<blockquote type=cite>b<blockquote>c</blockquote></blockquote>d"),
            ["false a", "true <blockquote type=cite>b<blockquote>c</blockquote></blockquote>", "false d"]
        );
        assert_eq!(shown("a<blockquote>words of a report</blockquote>d").len(), 1);
        assert_eq!(shown("a<blockquote type=cite>b"), ["false a", "true <blockquote type=cite>b"]);
        assert_eq!(shown("Forwarded message <blockquote type=cite>b</blockquote>").len(), 1);
    }
}
