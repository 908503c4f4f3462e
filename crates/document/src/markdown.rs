//! Markdown: the layer is the bytes, and whatever is not words is marked as markup.

use super::dialogue::Interview;
use super::furniture::is_furniture;
use super::masthead::{Authority, Masthead, is_head_matter};
use super::text::{self, Layered, Place};
use crate::block::{Block, BlockKind, Document};
use evidence::SourceId;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// So many blocks from the start are the head of a document.
const HEAD_BLOCKS: usize = 8;
/// A longer block is neither furniture nor part of a head.
const LONGEST_SHORT: usize = 600;
/// Keys of front matter that name a date, and those that name a publisher.
const DATE_KEYS: &[&str] = &["date", "published", "publish_date", "date_published", "pubdate", "issued"];
const PUBLISHER_KEYS: &[&str] = &["publisher", "site", "site_name", "organization", "organisation", "source", "author"];

/// A Markdown file.
pub(super) fn document(name: &str, source: SourceId, bytes: &[u8]) -> Document {
    let Layered { layer, start, notices } = match text::layered(name, source, 0, bytes) {
        Ok(layered) => layered,
        Err(notice) => return super::empty(source, notice),
    };
    let mut cutter = Cutter::new(layer.text(), start);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for (event, range) in Parser::new_ext(&layer.text()[start..], options).into_offset_iter() {
        cutter.event(event, start + range.start..start + range.end);
    }
    let (blocks, masthead) = cutter.finish();
    let (title, publisher, published) = masthead.finish();
    Document { layer, blocks, tables: Vec::new(), title, publisher, published, notices }
}

/// A block in the making.
#[derive(Debug, Clone)]
struct Leaf {
    range: Range<usize>,
    kind: BlockKind,
    /// Bytes that are words, in order.
    words: Vec<Range<usize>>,
    /// All its words are strong.
    strong: bool,
}

struct Cutter<'t> {
    text: &'t str,
    leaves: Vec<Leaf>,
    open: Option<Leaf>,
    /// Where a list item begins that has no block yet.
    item: Option<usize>,
    /// How many list items, strong stretches, and stretches that are no words are open.
    items: usize,
    strong: usize,
    silent: usize,
    /// Numbers of the leaves that a drawn line stands before.
    rules: Vec<usize>,
    masthead: Masthead,
}

impl<'t> Cutter<'t> {
    fn new(text: &'t str, start: usize) -> Self {
        Cutter {
            text,
            leaves: Vec::with_capacity((text.len() - start) / 256),
            open: None,
            item: None,
            items: 0,
            strong: 0,
            silent: 0,
            rules: Vec::new(),
            masthead: Masthead::default(),
        }
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(words) => self.words(&words, range),
            Event::Code(_) => self.code(range),
            Event::Rule => self.rules.push(self.leaves.len()),
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => self.extend(&range),
            Event::SoftBreak | Event::HardBreak | Event::Html(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Paragraph if self.items > 0 => self.begin(BlockKind::ListItem, range),
            Tag::Paragraph => self.begin(BlockKind::Paragraph, range),
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(level as u8), range),
            Tag::TableHead | Tag::TableRow => self.begin(BlockKind::TableRow, range),
            Tag::CodeBlock(kind) => self.code_block(&kind, range),
            Tag::HtmlBlock => self.html_block(range),
            Tag::MetadataBlock(_) => self.front_matter(range),
            Tag::Item => {
                self.close();
                self.items += 1;
                self.item = Some(range.start);
            }
            Tag::Strong | Tag::Emphasis => self.strong += 1,
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => self.silent += 1,
            Tag::List(_) | Tag::BlockQuote(_) | Tag::Table(_) | Tag::FootnoteDefinition(_) => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableHead | TagEnd::TableRow => self.close(),
            TagEnd::Item => {
                self.close();
                self.items = self.items.saturating_sub(1);
                self.item = None;
            }
            TagEnd::Strong | TagEnd::Emphasis => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link if self.is_autolink(&range) => self.silent = self.silent.saturating_sub(1),
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.silent = self.silent.saturating_sub(1),
            _ => {}
        }
    }

    fn is_autolink(&self, range: &Range<usize>) -> bool {
        self.silent > 0 && self.text[range.clone()].starts_with('<')
    }

    fn begin(&mut self, kind: BlockKind, range: Range<usize>) {
        self.close();
        let start = self.item.take().unwrap_or(range.start);
        self.open = Some(Leaf { range: start..range.end, kind, words: Vec::new(), strong: true });
    }

    /// Words outside any block are those of a list item without paragraphs.
    fn extend(&mut self, range: &Range<usize>) {
        if self.silent > 0 && self.open.is_none() {
            return;
        }
        if self.open.is_none() {
            self.begin(BlockKind::ListItem, range.clone());
        }
        if let Some(open) = self.open.as_mut() {
            open.range.end = open.range.end.max(range.end);
        }
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        let is_space = self.text[range.clone()].starts_with('&') && words.trim().is_empty();
        if is_space || self.silent > 0 {
            return self.extend(&range);
        }
        self.add(range);
    }

    fn add(&mut self, range: Range<usize>) {
        self.extend(&range);
        let strong = self.strong > 0 || self.text[range.clone()].trim().is_empty();
        let Some(open) = self.open.as_mut() else { return };
        open.strong &= strong;
        match open.words.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            Some(last) if last.end > range.start => {}
            _ => open.words.push(range),
        }
    }

    fn code(&mut self, range: Range<usize>) {
        let ticks = self.text[range.clone()].bytes().take_while(|byte| *byte == b'`').count();
        match 2 * ticks < range.len() {
            true => self.add(range.start + ticks..range.end - ticks),
            false => self.extend(&range),
        }
    }

    /// A fenced block is code. An indented one may be a letter.
    fn code_block(&mut self, kind: &CodeBlockKind, range: Range<usize>) {
        self.close();
        self.silent += 1;
        self.item = None;
        if matches!(kind, CodeBlockKind::Fenced(_)) {
            return self.furniture(range);
        }
        let mut blocks = Vec::new();
        text::cut(self.text, range, Place::Inside, &mut blocks);
        self.leaves.extend(blocks.into_iter().map(|block| Leaf {
            words: complement(&block.range, &block.markup),
            range: block.range,
            kind: block.kind,
            strong: false,
        }));
    }

    fn html_block(&mut self, range: Range<usize>) {
        self.close();
        self.silent += 1;
        self.item = None;
        let words = outside_tags(self.text, range.clone());
        let kind = if words.is_empty() { BlockKind::Furniture } else { BlockKind::Paragraph };
        self.leaves.push(Leaf { range, kind, words, strong: false });
    }

    fn furniture(&mut self, range: Range<usize>) {
        self.leaves.push(Leaf { words: vec![range.clone()], range, kind: BlockKind::Furniture, strong: false });
    }

    fn front_matter(&mut self, range: Range<usize>) {
        self.silent += 1;
        for line in self.text[range.clone()].lines() {
            let Some((key, value)) = line.split_once(':') else { continue };
            let key = key.trim().to_ascii_lowercase();
            let value = value.trim().trim_matches(['"', '\'']).trim();
            if key == "title" {
                self.masthead.title(Authority::Metadata, value);
            } else if DATE_KEYS.contains(&key.as_str()) {
                self.masthead.metadata_date(value);
            } else if PUBLISHER_KEYS.contains(&key.as_str()) && !value.contains("://") {
                self.masthead.publisher(if key == "author" { Authority::Foot } else { Authority::Metadata }, value);
            }
        }
        self.furniture(range);
    }

    fn close(&mut self) {
        self.leaves.extend(self.open.take());
    }

    fn finish(mut self) -> (Vec<Block>, Masthead) {
        self.close();
        let shorts: Vec<Option<Short>> = self.leaves.iter().map(|leaf| Short::of(self.text, leaf)).collect();
        let mut interview = Interview::default();
        for (leaf, short) in self.leaves.iter().zip(&shorts) {
            if let Some(short) = short {
                interview.hear(&short.text, is_strong(leaf), ends_as_question(self.text, leaf));
            }
        }
        let mut settling = Settling { text: self.text, interview, masthead: self.masthead };
        let mut blocks = Vec::with_capacity(self.leaves.len());
        let mut rules = self.rules.into_iter().peekable();
        for (at, (leaf, short)) in self.leaves.into_iter().zip(shorts).enumerate() {
            while rules.next_if(|rule| *rule <= at).is_some() {
                settling.interview.interrupt();
            }
            blocks.extend(settling.settle(leaf, short, at < HEAD_BLOCKS));
        }
        (blocks, settling.masthead)
    }
}

/// The words of a short block as a person sees them.
struct Short {
    text: String,
    /// Where each run of words begins in `text`, and in the layer.
    starts: Vec<(usize, usize)>,
}

impl Short {
    /// The words of a short block, or the first words of a long one that a label may stand before.
    fn of(text: &str, leaf: &Leaf) -> Option<Short> {
        if !matches!(leaf.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading(_)) {
            return None;
        }
        let mut short = Short { text: String::new(), starts: Vec::new() };
        for words in &leaf.words {
            let before = short.starts.last().map_or(leaf.range.start, |(seen, at)| at + (short.text.len() - seen));
            let gap = text.get(before..words.start).unwrap_or_default();
            if !short.text.is_empty() && gap.contains(char::is_whitespace) {
                short.text.push(if gap.contains('\n') { '\n' } else { ' ' });
            }
            let room = LONGEST_SHORT.saturating_sub(short.text.len()) + 1;
            short.starts.push((short.text.len(), words.start));
            short.text.push_str(&text[words.start..text.floor_char_boundary(words.end.min(words.start + room))]);
            if short.text.len() > LONGEST_SHORT {
                break;
            }
        }
        Some(short)
    }

    fn is_whole(&self) -> bool {
        self.text.len() <= LONGEST_SHORT
    }

    /// The place in the layer of the byte `at` of the words.
    fn place(&self, at: usize) -> usize {
        let run = self.starts.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.starts.get(run).map_or(0, |(start, place)| place + (at - start))
    }
}

fn ends_as_question(text: &str, leaf: &Leaf) -> bool {
    leaf.words.last().is_some_and(|last| text[last.clone()].trim_end().ends_with(['?', '？']))
}

fn is_strong(leaf: &Leaf) -> bool {
    leaf.kind == BlockKind::Paragraph && leaf.strong
}

/// Tells what each block is, now that all are known.
struct Settling<'t> {
    text: &'t str,
    interview: Interview,
    masthead: Masthead,
}

impl Settling<'_> {
    fn settle(&mut self, mut leaf: Leaf, short: Option<Short>, in_head: bool) -> Option<Block> {
        if let Some(short) = &short {
            self.head(&leaf, short, in_head);
            self.classify(&mut leaf, short, in_head);
        }
        block(self.text, leaf)
    }

    fn head(&mut self, leaf: &Leaf, short: &Short, in_head: bool) {
        match leaf.kind {
            BlockKind::Heading(1) => self.masthead.title(Authority::Shown, &short.text),
            BlockKind::Heading(_) if in_head => self.masthead.title(Authority::Foot, &short.text),
            BlockKind::Paragraph if in_head => self.masthead.head(&short.text),
            _ => {}
        }
    }

    fn classify(&mut self, leaf: &mut Leaf, short: &Short, in_head: bool) {
        if matches!(leaf.kind, BlockKind::Heading(_)) {
            self.interview.interrupt();
            return;
        }
        if short.is_whole() && (is_furniture(&short.text) || in_head && is_head_matter(&short.text)) {
            self.masthead.foot_line(&short.text);
            leaf.kind = BlockKind::Furniture;
            return;
        }
        if let Some((kind, len)) = self.interview.turn(&short.text, is_strong(leaf), ends_as_question(self.text, leaf)) {
            leaf.kind = kind;
            if len > 0 {
                begin_words_at(&mut leaf.words, short.place(len));
            }
        }
    }
}

/// Drops the words before `place`.
fn begin_words_at(words: &mut Vec<Range<usize>>, place: usize) {
    words.retain(|words| words.end > place);
    if let Some(first) = words.first_mut() {
        first.start = first.start.max(place);
    }
}

/// The block of a leaf: without the white space round it, everything but words marked.
fn block(text: &str, leaf: Leaf) -> Option<Block> {
    let whole = &text[leaf.range.clone()];
    let start = leaf.range.start + (whole.len() - whole.trim_start().len());
    let range = start..start + whole.trim().len();
    if range.is_empty() {
        return None;
    }
    let mut markup = Vec::new();
    for gap in complement(&range, &leaf.words) {
        let outer = gap.start == range.start || gap.end == range.end;
        match leaf.kind == BlockKind::TableRow && !outer {
            true => between_cells(text, gap, &mut markup),
            false => mark(text, gap, &mut markup),
        }
    }
    Some(Block { range, kind: leaf.kind, markup })
}

/// The bar between two cells stays, so that their figures stand apart.
fn between_cells(text: &str, gap: Range<usize>, markup: &mut Vec<Range<usize>>) {
    let mut from = gap.start;
    for (bar, _) in text[gap.clone()].match_indices('|') {
        mark(text, from..gap.start + bar, markup);
        from = gap.start + bar + 1;
    }
    mark(text, from..gap.end, markup);
}

/// Marks what is not white space.
fn mark(text: &str, gap: Range<usize>, markup: &mut Vec<Range<usize>>) {
    let inside = &text[gap.clone()];
    let start = gap.start + (inside.len() - inside.trim_start().len());
    let len = inside.trim().len();
    if len > 0 {
        markup.push(start..start + len);
    }
}

/// What of `range` no part covers; `parts` are in order.
fn complement(range: &Range<usize>, parts: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut gaps = Vec::with_capacity(parts.len() + 1);
    let mut from = range.start;
    for part in parts {
        let start = part.start.clamp(from, range.end);
        if start > from {
            gaps.push(from..start);
        }
        from = part.end.clamp(from, range.end);
    }
    if from < range.end {
        gaps.push(from..range.end);
    }
    gaps
}

/// The words of a block of HTML: what stands outside tags, comments, scripts and styles.
fn outside_tags(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut from = range.start;
    while let Some(open) = text[from..range.end].find('<').map(|at| from + at) {
        push_words(text, from..open, &mut words);
        let rest = &text[open..range.end];
        let close = ["<!--", "<script", "<style"]
            .iter()
            .zip(["-->", "</script>", "</style>"])
            .find(|(start, _)| begins_with(rest, start));
        let end = close.map_or(">", |(_, end)| end);
        from = rest.find(end).map_or(range.end, |at| open + at + end.len());
    }
    push_words(text, from..range.end, &mut words);
    words
}

fn begins_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

fn push_words(text: &str, range: Range<usize>, words: &mut Vec<Range<usize>>) {
    if !text[range.clone()].trim().is_empty() {
        words.push(range);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Answer, Furniture, Heading, ListItem, Paragraph, Question, TableRow};

    fn read(markdown: &str) -> Document {
        document("a.md", SourceId::of(markdown.as_bytes()), markdown.as_bytes())
    }

    /// Each block as its kind and its words, markup left out.
    fn check(markdown: &str, expected: &[(BlockKind, &str)]) {
        let document = read(markdown);
        let shown: Vec<(BlockKind, String)> = document.blocks.iter().map(|block| (block.kind, words(&document, block))).collect();
        let shown: Vec<(BlockKind, &str)> = shown.iter().map(|(kind, words)| (*kind, words.as_str())).collect();
        assert_eq!(shown, expected, "{markdown:?}");
    }

    fn words(document: &Document, block: &Block) -> String {
        let words = complement(&block.range, &block.markup);
        let text: String = words.into_iter().map(|words| &document.layer.text()[words]).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_stay_and_marks_go() {
        check("Up to **90 per cent** of _pay_.", &[(Paragraph, "Up to 90 per cent of pay.")]);
        check("See [the *study*](http://x.org/1200 \"9\") of `2012`.", &[(Paragraph, "See the study of 2012.")]);
        check("![46 men](men.jpg) and <http://x.org/9>", &[(Paragraph, "46 men and")]);
        check("A \\* and <b>B</b> <!-- 300 --> C&nbsp;D", &[(Paragraph, "A * and B CD")]);
        check("Wage[^1] of 300.\n\n[^1]: As of 2012.", &[(Paragraph, "Wage of 300."), (Paragraph, "As of 2012.")]);
        check("two\nlines  \nthree", &[(Paragraph, "two lines three")]);
        check("", &[]);
    }

    #[test]
    fn blocks_know_what_they_are() {
        check("# One #\n\nTwo\n===\n\n### Three", &[(Heading(1), "One"), (Heading(1), "Two"), (Heading(3), "Three")]);
        check("- a\n- b\n  more\n  - c\n\n1. d", &[(ListItem, "a"), (ListItem, "b more"), (ListItem, "c"), (ListItem, "d")]);
        check("- a\n\n  still a\n- [ ] b", &[(ListItem, "a"), (ListItem, "still a"), (ListItem, "b")]);
        check("> quoted\n> on", &[(Paragraph, "quoted on")]);
        check("| Step | Low |\n|---|--:|\n| Workers | **46,000** |", &[(TableRow, "Step | Low"), (TableRow, "Workers | 46,000")]);
        check("```\nlet x = 300;\n```\ntext", &[(Furniture, "``` let x = 300; ```"), (Paragraph, "text")]);
        check("<div>\n<p>300 workers</p>\n</div>", &[(Paragraph, "300 workers")]);
        check("<!-- 300 -->\n\ntext", &[(Furniture, ""), (Paragraph, "text")]);
        check("a\n\n---\n\nb", &[(Paragraph, "a"), (Paragraph, "b")]);
    }

    #[test]
    fn an_interview_is_told_by_labels_or_strong_questions() {
        check("**Q:** Why?\n\n**A:** To eat.", &[(Question, "Why?"), (Answer, "To eat.")]);
        check("Q: stands for question", &[(Paragraph, "Q: stands for question")]);
        let strong = "**Why?**\n\nTo eat.\n\nAnd more.\n\n**How?**\n\nBy train.\n\n---\n\nEnd";
        let answers = [(Question, "Why?"), (Answer, "To eat."), (Answer, "And more."), (Question, "How?"), (Answer, "By train.")];
        check(strong, &[&answers[..], &[(Paragraph, "End")]].concat());
    }

    fn check_head(markdown: &str, title: Option<&str>, publisher: Option<&str>, published: Option<&str>) {
        let document = read(markdown);
        let date = document.published.map(|date| date.to_string());
        assert_eq!(
            (document.title.as_deref(), document.publisher.as_deref(), date.as_deref()),
            (title, publisher, published),
            "{markdown}"
        );
    }

    #[test]
    fn the_head_is_read() {
        check_head("---\ntitle: \"A\"\ndate: 2014-06-11\nauthor: B C\n---\n# D", Some("A"), Some("B C"), Some("2014-06-11"));
        check_head("## E\n\n# D", Some("D"), None, None);
        check_head(
            "# D\n\n**Some Institute · Brief 3 · 20 December 2016**\n\nText.",
            Some("D"),
            Some("Some Institute"),
            Some("2016-12-20"),
        );
        check_head("text", None, None, None);
    }

    #[test]
    fn every_span_is_the_bytes() {
        let markdown = "\u{feff}# Ünïcode **heading**\r\n\r\n- a *b*\r\n";
        let document = read(markdown);
        for block in &document.blocks {
            let span = document.layer.span(block.range.clone()).expect("a block has a place");
            assert_eq!(span.quote(), &markdown[block.range.clone()]);
        }
        assert_eq!(words(&document, &document.blocks[0]), "Ünïcode heading");
    }
}
