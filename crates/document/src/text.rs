//! Plain text: the layer is the bytes, and blocks are told by blank lines, marks and the shape of lines.

use super::decode::{self, UTF8_MARK};
use super::dialogue::label;
use super::furniture::{Section, is_furniture, is_navigation, is_statement, opened_section};
use super::lines::{Line, is_capitals, is_heading, is_row, is_rule, lines, list_mark};
use super::masthead::{Authority, Masthead, is_head_matter};
use super::profile::Profile;
use super::{TRANSCODED_LIMIT, empty, notices};
use crate::block::{Block, BlockKind, Document};
use evidence::{Notice, PartialDate, SourceId, TextLayer};
use std::ops::Range;

/// The layer of a plain text that is not the bytes themselves.
const READER: &str = "text@1";
/// So many blocks from the start are the head of a document; so many from the end its foot.
const HEAD_BLOCKS: usize = 16;
const FOOT_BLOCKS: usize = 24;
/// So many bytes from the start are asked who published the text, and when.
const HEAD_BYTES: usize = 4096;
/// A longer paragraph is no comment of a reader and no line of a list of stories.
const LONGEST_COMMENT: usize = 400;

/// A text layer, where its words begin, and what could not be read.
pub(super) struct Layered {
    pub layer: TextLayer,
    pub start: usize,
    pub notices: Vec<Notice>,
}

/// A plain text, or a later stretch of one that begins at byte `base`.
pub(super) fn document(name: &str, source: SourceId, base: usize, bytes: &[u8]) -> Document {
    let Layered { layer, start, notices } = match layered(name, source, base, bytes) {
        Ok(layered) => layered,
        Err(notice) => return empty(source, notice),
    };
    let text = layer.text();
    let mut blocks = Vec::new();
    let place = if base == 0 { Place::Document } else { Place::Middle };
    cut(text, start..text.len(), place, &mut blocks);
    let (title, publisher, published) = masthead(text, start, &blocks);
    Document { layer, blocks, tables: Vec::new(), title, publisher, published, notices }
}

/// The layer of a text: the bytes themselves, unless they are UTF-16.
pub(super) fn layered(name: &str, source: SourceId, base: usize, bytes: &[u8]) -> Result<Layered, Notice> {
    match decode::utf16_mark(bytes).filter(|_| base == 0) {
        Some(_) if bytes.len() > TRANSCODED_LIMIT => Err(notices::too_large(name, "text in UTF-16", TRANSCODED_LIMIT)),
        Some(high_first) => Ok(transcoded(name, source, bytes, high_first)),
        None => Ok(as_it_stands(name, source, base, bytes)),
    }
}

fn transcoded(name: &str, source: SourceId, bytes: &[u8], high_first: bool) -> Layered {
    let decoded = decode::utf16(bytes, high_first);
    let notice = decoded.damage.map(|damage| notices::damaged(name, "UTF-16", &damage, 0));
    let layer = TextLayer::made(source, READER, decoded.text.into_owned(), decoded.segments.unwrap_or_default());
    Layered { layer, start: 0, notices: notice.into_iter().collect() }
}

fn as_it_stands(name: &str, source: SourceId, base: usize, bytes: &[u8]) -> Layered {
    let decoded = decode::utf8(bytes);
    let notice = decoded.damage.map(|damage| notices::damaged(name, "UTF-8", &damage, base));
    let start = if base == 0 && bytes.starts_with(UTF8_MARK) { UTF8_MARK.len() } else { 0 };
    let layer = TextLayer::identity(source, base, decoded.text.into_owned());
    Layered { layer, start, notices: notice.into_iter().collect() }
}

/// What the head and the foot of a text say of it.
fn masthead(text: &str, start: usize, blocks: &[Block]) -> (Option<String>, Option<String>, Option<PartialDate>) {
    let mut masthead = Masthead::default();
    let head = &text[start..text.floor_char_boundary(start + HEAD_BYTES)];
    let mut head_groups = groups(head);
    match head_groups.next() {
        Some(first) if source_line(first).is_some() => masthead.source_line(source_line(first).unwrap_or_default()),
        Some(first) => masthead.head(first),
        None => {}
    }
    for lines in head_groups.take(HEAD_BLOCKS) {
        masthead.head(lines);
    }
    let feet = blocks.iter().rev().take(FOOT_BLOCKS).chain(blocks.iter().take(HEAD_BLOCKS));
    for block in feet.filter(|block| block.kind == BlockKind::Furniture) {
        masthead.foot_line(&text[block.range.clone()]);
    }
    if let Some(title) = blocks.iter().take(HEAD_BLOCKS).find(|block| block.kind == BlockKind::Heading(1)) {
        masthead.title(Authority::Shown, words_of(text, title).as_str());
    }
    masthead.finish()
}

/// The text of a block without its markup.
fn words_of(text: &str, block: &Block) -> String {
    let mut words = String::new();
    let mut from = block.range.start;
    for markup in &block.markup {
        words.push_str(&text[from..markup.start]);
        from = markup.end;
    }
    words + &text[from..block.range.end]
}

/// Lines that stand together, without blank lines between them.
fn groups(text: &str) -> impl Iterator<Item = &str> {
    let mut all = lines(text, 0..text.len());
    std::iter::from_fn(move || {
        let first = all.find(|line| !line.is_blank())?;
        let last = all.by_ref().take_while(|line| !line.is_blank()).last().unwrap_or(first);
        Some(&text[first.start..last.end()])
    })
}

/// What stands after `# source:` in a first line that tells where a text was taken from.
fn source_line(line: &str) -> Option<&str> {
    let line = line.lines().next()?;
    line.strip_prefix("# source:").or_else(|| line.strip_prefix("#source:")).map(str::trim)
}

/// What a stretch of text is of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// All of it, or its beginning.
    Document,
    /// A later part, with headings of its own.
    Middle,
    /// Lines inside a block that a format with marks of its own has set apart: no headings.
    Inside,
}

/// Cuts `text[range]` into blocks.
pub(super) fn cut(text: &str, range: Range<usize>, place: Place, blocks: &mut Vec<Block>) {
    let profile = Profile::of(text, range.clone());
    let mut cutter = Cutter { text, profile, place, first: blocks.len(), blocks, open: None, section: None, apart: true };
    for line in lines(text, range) {
        cutter.line(line);
    }
    cutter.close(None);
}

/// A block in the making.
#[derive(Debug, Clone, Copy)]
struct Open<'t> {
    start: usize,
    end: usize,
    kind: BlockKind,
    /// Bytes of a label or list mark at its start.
    mark: usize,
    /// How many lines.
    lines: usize,
    first: Line<'t>,
    last: Line<'t>,
    /// Nothing that belongs to it stands in the line before.
    apart: bool,
}

struct Cutter<'t, 'b> {
    text: &'t str,
    profile: Profile,
    place: Place,
    /// How many blocks were there before.
    first: usize,
    blocks: &'b mut Vec<Block>,
    open: Option<Open<'t>>,
    /// The section of furniture that the lines belong to.
    section: Option<Section>,
    /// The line before is blank, a rule or furniture.
    apart: bool,
}

impl<'t> Cutter<'t, '_> {
    fn line(&mut self, line: Line<'t>) {
        if line.is_blank() {
            return self.blank();
        }
        match self.open {
            Some(open) if self.joins(&open, &line) => {
                self.open = Some(Open { end: line.end(), lines: open.lines + 1, last: line, ..open });
            }
            _ => {
                self.underline(&line);
                self.close(Some(&line));
                self.begin(line);
            }
        }
    }

    fn blank(&mut self) {
        self.close(None);
        self.apart = true;
        if self.section == Some(Section::Advertisement) {
            self.section = None;
        }
    }

    /// Whether the line goes on with the open block.
    fn joins(&self, open: &Open, line: &Line) -> bool {
        if open.kind == BlockKind::Furniture || self.blocks.is_empty() && source_line(open.first.text).is_some() {
            return false;
        }
        let hangs = line.indent >= 4 && line.indent > open.first.indent && is_field(open.first.text);
        if hangs && !is_row(line.text) {
            return true;
        }
        if open.kind == BlockKind::TableRow || self.begins_anew(open, line) {
            return false;
        }
        let hanging = open.kind != BlockKind::Paragraph && line.indent > open.first.indent;
        let indented = open.kind == BlockKind::Paragraph && line.indent > open.last.indent + 1;
        hanging || !indented && self.profile.continues(open.last.text, line.text)
    }

    /// Whether the line opens a block by its own marks.
    fn begins_anew(&self, open: &Open, line: &Line) -> bool {
        let marked = list_mark(line.text).is_some() && !self.profile.was_wrapped(open.last.text, line.text);
        marked || is_rule(line.text) || is_row(line.text) || self.turn(line.text).is_some()
    }

    fn turn(&self, line: &str) -> Option<(BlockKind, usize)> {
        let label = label(line)?;
        Some((self.profile.speakers.kind(label)?, label.len))
    }

    fn begin(&mut self, line: Line<'t>) {
        let (kind, mark) = self.kind(line.text);
        let (start, end) = (line.start, line.end());
        self.open = Some(Open { start, end, kind, mark, lines: 1, first: line, last: line, apart: self.apart });
        self.apart = false;
    }

    fn kind(&self, line: &str) -> (BlockKind, usize) {
        if is_rule(line) {
            return (BlockKind::Furniture, 0);
        }
        if let Some(turn) = self.turn(line) {
            return turn;
        }
        let head = self.in_head();
        match list_mark(line) {
            Some(_) if head && is_head_matter(line) => (BlockKind::Paragraph, 0),
            Some(mark) => (BlockKind::ListItem, mark),
            None if is_row(line) => (BlockKind::TableRow, 0),
            None => (BlockKind::Paragraph, 0),
        }
    }

    fn in_head(&self) -> bool {
        self.place == Place::Document && self.blocks.len() - self.first < HEAD_BLOCKS
    }

    /// A line of `===` or `---` under a single line makes that line a heading.
    fn underline(&mut self, rule: &Line) {
        let level = match rule.text.as_bytes() {
            [b'=', rest @ ..] if rest.iter().all(|byte| *byte == b'=') => 1,
            [b'-', rest @ ..] if rest.iter().all(|byte| *byte == b'-') => 2,
            _ => return,
        };
        let long_enough = |open: &Open| rule.text.len() >= 3 && rule.text.len() * 2 >= open.first.text.len();
        if let Some(open) =
            self.open.as_mut().filter(|open| open.lines == 1 && open.kind == BlockKind::Paragraph && long_enough(open))
        {
            open.kind = BlockKind::Heading(level);
        }
    }

    /// Ends the open block; `next` is the line that follows it without a blank line.
    fn close(&mut self, next: Option<&Line>) {
        let Some(open) = self.open.take() else { return };
        let kind = self.settled(&open, next);
        let mark = if kind == BlockKind::Furniture { 0 } else { open.mark };
        let markup = (mark > 0).then_some(open.start..open.start + mark).into_iter().collect();
        self.blocks.push(Block { range: open.start..open.end, kind, markup });
        self.apart = kind == BlockKind::Furniture;
    }

    fn settled(&mut self, open: &Open, next: Option<&Line>) -> BlockKind {
        let text = &self.text[open.start..open.end];
        if matches!(open.kind, BlockKind::Heading(_) | BlockKind::Question | BlockKind::Answer) {
            self.section = None;
            return open.kind;
        }
        if self.opens_section(text) || self.in_section(open, text) || self.is_furniture(open, text, next) {
            return BlockKind::Furniture;
        }
        match self.is_heading(open, text, next) {
            true => BlockKind::Heading(self.level()),
            false => open.kind,
        }
    }

    fn opens_section(&mut self, text: &str) -> bool {
        let opened = opened_section(text).filter(|section| *section != Section::Comments || self.has_body());
        self.section = opened.or(self.section);
        opened.is_some()
    }

    /// Whether there is something to comment on.
    fn has_body(&self) -> bool {
        let body = |block: &&Block| !matches!(block.kind, BlockKind::Furniture | BlockKind::Heading(_) | BlockKind::TableRow);
        self.blocks[self.first..].iter().filter(body).take(2).count() == 2
    }

    /// Whether the block belongs to the section of furniture; if not, the section is at its end. Comments go on to the end of the text,
    /// an advertisement to a blank line, a list of other stories to the first block that is none of it.
    fn in_section(&mut self, open: &Open, text: &str) -> bool {
        let inside = match self.section {
            None => return false,
            Some(Section::Comments) => text.len() <= LONGEST_COMMENT,
            Some(Section::Advertisement) => open.lines <= 3 && text.len() <= LONGEST_COMMENT,
            Some(Section::OtherStories) => (open.kind == BlockKind::ListItem || !open.apart) && text.len() <= LONGEST_COMMENT / 2,
        };
        if !inside {
            self.section = None;
        }
        inside
    }

    fn is_furniture(&self, open: &Open, text: &str, next: Option<&Line>) -> bool {
        if open.kind == BlockKind::Furniture {
            return true;
        }
        if open.lines > 2 || text.len() > LONGEST_COMMENT {
            return is_furniture(text);
        }
        let words = &text[open.mark..];
        let site_name = self.in_head() && is_heading(text) && next.is_some_and(|next| is_navigation(next.text));
        let source = self.blocks.is_empty() && source_line(text).is_some();
        let rows = open.kind == BlockKind::TableRow
            && text.split("   ").map(str::trim).all(|cell| cell.is_empty() || is_furniture(cell));
        site_name || source || rows || is_furniture(words) || self.in_head() && is_head_matter(text)
    }

    fn is_heading(&self, open: &Open, text: &str, next: Option<&Line>) -> bool {
        let words = &text[open.mark..];
        let title =
            open.lines == 2 && open.apart && next.is_none() && self.level() == 1 && is_heading(words) && !is_statement(words);
        if title && open.kind == BlockKind::Paragraph {
            return true;
        }
        if open.lines > 1 || self.place == Place::Inside || !is_heading(words) {
            return false;
        }
        if open.kind == BlockKind::ListItem {
            return is_capitals(words) && next.is_none();
        }
        let alone = open.apart && next.is_none();
        let over_text = self.profile.width.is_none() && next.is_some_and(|next| next.text.len() >= 80.max(2 * text.len()));
        let stated = is_statement(words) && words.split(' ').count() >= 9;
        open.kind == BlockKind::Paragraph && !stated && (alone || over_text || is_capitals(words))
    }

    /// The first heading is the title, if no text stands before it.
    fn level(&self) -> u8 {
        let before = |block: &Block| !matches!(block.kind, BlockKind::Furniture | BlockKind::TableRow);
        if self.place == Place::Document && !self.blocks.iter().any(before) { 1 } else { 2 }
    }
}

/// `Subject: …`: a line that begins with a short label.
fn is_field(line: &str) -> bool {
    let head = &line[..line.floor_char_boundary(30)];
    head.find(':').is_some_and(|at| at > 0 && line[at + 1..].starts_with(' '))
}
