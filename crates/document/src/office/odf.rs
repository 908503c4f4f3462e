//! OpenDocument: text and slides, paragraph by paragraph.

use super::package::{Package, protected};
use super::tally::Tally;
use super::writing::{InCell, Paragraph, Part, Role, Writing};
use super::xml::{Element, Step, Xml, append_words};
use super::{Written, headings, title_element};
use evidence::Notice;
use std::collections::BTreeMap;

/// The layer of an OpenDocument text, and of slides.
const READER: &str = "odf@1";
/// So many blanks at a time, at most.
const MOST_BLANKS: usize = 200;
/// So many columns of a table are told apart.
const MOST_COLUMNS: u32 = 10_000;
/// A style is not followed further than this.
const LONGEST_LINE: usize = 20;

/// Reads an OpenDocument text or slides.
///
/// # Errors
/// A notice, if the package is sealed, or has no content.
pub(super) fn read(package: &mut Package) -> Result<Written, Notice> {
    if is_sealed(package) {
        return Err(protected(package.file()));
    }
    let mut styles = Styles::default();
    let mut writing = Writing::default();
    let mut tally = Tally::default();
    // headers and footers stand among the styles; they are read once the styles are known
    package.read("styles.xml", |xml| styles.read(xml));
    package.read("content.xml", |xml| styles.read(xml));
    let content = package.read("content.xml", |xml| Story::new(&styles, &mut writing, &mut tally).read(xml));
    if content.is_none() {
        return Err(super::no_main_part(package.file()));
    }
    package.read("styles.xml", |xml| Story::new(&styles, &mut writing, &mut tally).read(xml));
    let title = package.read("meta.xml", title_element).flatten();
    Ok(Written { reader: READER, writing, tally, title })
}

/// Whether the manifest says that parts are encrypted.
pub(crate) fn is_sealed(package: &mut Package) -> bool {
    let sealed = package.read("META-INF/manifest.xml", |xml| {
        while let Some(step) = xml.next() {
            if matches!(&step, Step::Open(element) if element.name() == "encryption-data") {
                return true;
            }
        }
        false
    });
    sealed.unwrap_or(false)
}

#[derive(Debug, Default, Clone)]
struct Style {
    shown_as: Option<String>,
    parent: Option<String>,
    outline: Option<u8>,
    hidden: Option<bool>,
    strong: Option<bool>,
}

/// Styles by family and name.
#[derive(Debug, Default)]
struct Styles(BTreeMap<(String, String), Style>);

impl Styles {
    fn read(&mut self, xml: &mut Xml) {
        let mut open: Option<((String, String), Style)> = None;
        while let Some(step) = xml.next() {
            match step {
                Step::Open(element) => match (element.name(), &mut open) {
                    ("body" | "master-styles", _) => xml.skip(),
                    ("style", _) => {
                        let key = |name: &str| element.attribute(name).unwrap_or_default();
                        let style = Style {
                            shown_as: element.attribute("display-name"),
                            parent: element.attribute("parent-style-name"),
                            outline: element.number("default-outline-level").map(|level| level.min(10) as u8),
                            ..Style::default()
                        };
                        open = Some(((key("family"), element.prefixed("style:name").unwrap_or_default()), style));
                    }
                    ("text-properties", Some((_, style))) => {
                        style.hidden = element.attribute("display").map(|display| display == "none").or(style.hidden);
                        style.strong = element.prefixed("fo:font-weight").map(|weight| weight == "bold").or(style.strong);
                    }
                    _ => {}
                },
                Step::Close(name) if name.name() == "style" => {
                    if let Some((key, style)) = open.take() {
                        self.0.entry(key).or_insert(style);
                    }
                }
                _ => {}
            }
        }
    }

    fn line<'s>(&'s self, family: &'s str, name: &str) -> impl Iterator<Item = (String, &'s Style)> {
        let mut next = Some(name.to_owned());
        std::iter::from_fn(move || {
            let name = next.take()?;
            let style = self.0.get(&(family.to_owned(), name.clone()))?;
            next = style.parent.clone();
            Some((name, style))
        })
        .take(LONGEST_LINE)
    }

    fn role(&self, name: &str) -> Role {
        let mut last = name.to_owned();
        for (name, style) in self.line("paragraph", name) {
            last = style.parent.clone().unwrap_or(name.clone());
            if let Some(level @ 1..=9) = style.outline {
                return Role::Heading(level);
            }
            if let Some(role) = headings::role(style.shown_as.as_deref().unwrap_or(&name)) {
                return role;
            }
        }
        headings::role(&last).unwrap_or_default()
    }

    fn hides(&self, family: &str, name: &str) -> bool {
        self.line(family, name).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }

    fn strong(&self, family: &str, name: &str) -> Option<bool> {
        self.line(family, name).find_map(|(_, style)| style.strong)
    }
}

/// A paragraph in the making.
struct Open {
    made: Paragraph,
    part: Part,
    strong: bool,
    weak: bool,
    hidden: bool,
    /// It stands in an element that was open at this depth of spans.
    spans: usize,
}

struct Table {
    number: u32,
    row: u32,
    column: u32,
    /// How many paragraphs were open when it began.
    depth: usize,
    in_cell: bool,
}

/// A stretch of words in a style of its own.
#[derive(Clone, Copy)]
struct SpanOf {
    hidden: bool,
    strong: Option<bool>,
}

struct Story<'s> {
    styles: &'s Styles,
    writing: &'s mut Writing,
    tally: &'s mut Tally,
    /// Which part paragraphs belong to; the inner one last.
    parts: Vec<Part>,
    open: Vec<Open>,
    tables: Vec<Table>,
    spans: Vec<SpanOf>,
    /// Lists and indexes that are open.
    lists: usize,
    indexes: usize,
    slide: u64,
}

impl<'s> Story<'s> {
    fn new(styles: &'s Styles, writing: &'s mut Writing, tally: &'s mut Tally) -> Self {
        Story {
            styles,
            writing,
            tally,
            parts: Vec::new(),
            open: Vec::new(),
            tables: Vec::new(),
            spans: Vec::new(),
            lists: 0,
            indexes: 0,
            slide: 0,
        }
    }

    fn read(mut self, xml: &mut Xml) {
        while let Some(step) = xml.next() {
            match step {
                Step::Open(element) => match element.name() {
                    "tracked-changes" => self.changes(xml),
                    "automatic-styles"
                    | "font-face-decls"
                    | "scripts"
                    | "styles"
                    | "note-citation"
                    | "ruby-text"
                    | "forms"
                    | "creator"
                    | "date"
                    | "creator-initials"
                    | "annotation-end"
                    | "desc"
                    | "title"
                    | "index-title-template"
                    | "hidden-text"
                    | "hidden-paragraph"
                        if element.full_name() != "text:date" && element.full_name() != "text:title" =>
                    {
                        self.tally.hidden += usize::from(element.name().starts_with("hidden"));
                        xml.skip();
                    }
                    _ => {
                        if self.begin(&element) {
                            xml.skip();
                        }
                    }
                },
                Step::Close(name) => self.end(name.full_name()),
                Step::Text(words) => self.words(&words),
                Step::Other => {}
            }
        }
        while !self.open.is_empty() {
            self.end_paragraph();
        }
    }

    /// Takes in what was changed, without the words that were deleted.
    fn changes(&mut self, xml: &mut Xml) {
        let outside = xml.depth();
        while xml.depth() >= outside {
            let creator = match xml.next() {
                Some(Step::Open(element)) => match element.name() {
                    "insertion" => {
                        self.tally.insertions += 1;
                        false
                    }
                    "deletion" => {
                        self.tally.deletions += 1;
                        false
                    }
                    "creator" => true,
                    _ => false,
                },
                Some(_) => false,
                None => return,
            };
            if creator {
                let name = xml.words(200);
                self.tally.author(Some(name));
            }
        }
    }

    /// Takes in the beginning of an element; tells whether to pass over it.
    fn begin(&mut self, element: &Element) -> bool {
        match element.full_name() {
            "text:p" | "text:h" => self.begin_paragraph(element),
            "text:span" | "text:a" => {
                let style = element.attribute("style-name").unwrap_or_default();
                let styles = self.styles;
                self.spans.push(SpanOf { hidden: styles.hides("text", &style), strong: styles.strong("text", &style) });
            }
            "text:s" => {
                let count = element.number("c").unwrap_or(1).min(MOST_BLANKS);
                self.sign(&" ".repeat(count));
            }
            "text:tab" => self.sign("\t"),
            "text:line-break" => {
                self.sign("\n");
                if let Some(open) = self.open.last_mut() {
                    open.made.breaks = true;
                }
            }
            "text:section" if element.attribute("display").as_deref() == Some("none") => {
                self.tally.hidden += 1;
                return true;
            }
            "text:list" => self.lists += 1,
            "text:table-of-content" | "text:alphabetical-index" | "text:illustration-index" | "text:table-index" => {
                self.indexes += 1;
            }
            "text:note" => {
                let endnote = element.attribute("note-class").as_deref() == Some("endnote");
                self.parts.push(if endnote { Part::Endnotes } else { Part::Footnotes });
            }
            "office:annotation" => {
                self.tally.comments += 1;
                self.parts.push(Part::Comments);
            }
            "draw:text-box" if self.slide == 0 => self.parts.push(Part::TextBoxes),
            "style:header" | "style:header-left" | "style:header-first" => self.parts.push(Part::Headers),
            "style:footer" | "style:footer-left" | "style:footer-first" => self.parts.push(Part::Footers),
            "draw:page" => {
                self.slide += 1;
                self.parts.push(Part::Slide(self.slide));
            }
            "presentation:notes" => self.parts.push(Part::SlideNotes(self.slide)),
            "draw:image" => self.tally.images += 1,
            "draw:object" | "draw:object-ole" | "draw:plugin" => self.tally.objects += 1,
            "table:table" if self.tables.len() < 1000 => {
                let number = self.writing.next_table();
                let depth = self.open.len();
                self.tables.push(Table { number, row: 0, column: 0, depth, in_cell: false });
            }
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(table) = self.tables.last_mut() {
                    table.in_cell = true;
                }
            }
            _ => {}
        }
        false
    }

    fn end(&mut self, name: &str) {
        match name {
            "text:p" | "text:h" => self.end_paragraph(),
            "text:span" | "text:a" => {
                self.spans.pop();
            }
            "text:list" => self.lists = self.lists.saturating_sub(1),
            "text:table-of-content" | "text:alphabetical-index" | "text:illustration-index" | "text:table-index" => {
                self.indexes = self.indexes.saturating_sub(1);
            }
            "draw:text-box" if self.slide > 0 => {}
            "text:note" | "office:annotation" | "draw:text-box" | "style:header" | "style:header-left" | "style:header-first"
            | "style:footer" | "style:footer-left" | "style:footer-first" | "draw:page" | "presentation:notes" => {
                self.parts.pop();
            }
            "table:table" => {
                self.tables.pop();
            }
            "table:table-row" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row += 1;
                    table.column = 0;
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(table) = self.tables.last_mut() {
                    table.column = (table.column + 1).min(MOST_COLUMNS);
                    table.in_cell = false;
                }
            }
            _ => {}
        }
    }

    fn begin_paragraph(&mut self, element: &Element) {
        let style = element.attribute("style-name").unwrap_or_default();
        let styled = self.styles.role(&style);
        let heading = element.full_name() == "text:h";
        let level = element.number("outline-level").unwrap_or(1).clamp(1, 9) as u8;
        let depth = self.open.len();
        let table = self.tables.last().filter(|table| table.in_cell && table.depth == depth);
        let cell = table.map(|table| InCell { table: table.number, row: table.row, column: table.column });
        let role = match styled {
            _ if self.indexes > 0 => Role::Furniture,
            Role::Furniture | Role::Title => styled,
            _ if heading => Role::Heading(level),
            Role::Text if self.lists > 0 => Role::Item,
            styled => styled,
        };
        let part = self.parts.last().cloned().unwrap_or(Part::Main);
        self.open.push(Open {
            made: Paragraph { role, cell, ..Paragraph::default() },
            part,
            strong: self.styles.strong("paragraph", &style).unwrap_or(false),
            weak: false,
            hidden: self.styles.hides("paragraph", &style),
            spans: self.spans.len(),
        });
    }

    fn end_paragraph(&mut self) {
        if let Some(mut open) = self.open.pop() {
            self.spans.truncate(open.spans);
            open.made.strong = !open.weak;
            self.writing.paragraph(&open.part, open.made);
        }
    }

    fn words(&mut self, words: &str) {
        let Some(open) = self.open.last_mut() else { return };
        let spans = &self.spans[open.spans.min(self.spans.len())..];
        if open.hidden || spans.iter().any(|span| span.hidden) {
            self.tally.hidden += words.trim().len();
            return;
        }
        if !words.trim().is_empty() {
            open.weak |= !spans.iter().rev().find_map(|span| span.strong).unwrap_or(open.strong);
        }
        // white space counts once, and blanks have an element of their own
        let text = &mut open.made.text;
        let mut gap = false;
        for piece in words.split_inclusive([' ', '\t', '\n', '\r']) {
            let word = piece.trim_matches([' ', '\t', '\n', '\r']);
            if !word.is_empty() {
                if gap && !text.ends_with([' ', '\n', '\t']) {
                    text.push(' ');
                }
                append_words(text, word);
            }
            gap = piece.len() > word.len() || gap && word.is_empty();
        }
        if gap && !text.ends_with([' ', '\n', '\t']) {
            text.push(' ');
        }
    }

    fn sign(&mut self, sign: &str) {
        if let Some(open) = self.open.last_mut() {
            open.made.text.push_str(sign);
        }
    }
}
