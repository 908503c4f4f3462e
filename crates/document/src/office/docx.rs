//! DOCX: the main text, then text boxes, notes, comments, headers and footers, paragraph by paragraph.

mod styles;

use super::package::Package;
use super::symbols;
use super::tally::Tally;
use super::writing::{InCell, Paragraph, Part, Role, Writing};
use super::xml::{Element, Step, Xml, append_words};
use super::{Written, properties_of_core};
use evidence::Notice;
use styles::Styles;

/// The layer of a DOCX.
const READER: &str = "docx@1";

/// Reads a DOCX.
///
/// # Errors
/// A notice, if the package has no main text.
pub(super) fn read(package: &mut Package) -> Result<Written, Notice> {
    let main = package.main_part("word/document.xml");
    let relations = package.relations(&main);
    let styles = match relations.of_kind("styles").first() {
        Some(part) => package.read(part, Styles::read).unwrap_or_default(),
        None => Styles::default(),
    };
    let mut writing = Writing::default();
    let mut tally = Tally::default();
    let mut read = |package: &mut Package, part: &str, into: Part| {
        package.read(part, |xml| Story::new(&styles, &mut writing, &mut tally, into).read(xml))
    };
    if read(package, &main, Part::Main).is_none() {
        return Err(super::no_main_part(package.file()));
    }
    for (kind, into) in [
        ("footnotes", Part::Footnotes),
        ("endnotes", Part::Endnotes),
        ("comments", Part::Comments),
        ("header", Part::Headers),
        ("footer", Part::Footers),
    ] {
        for part in relations.of_kind(kind) {
            read(package, &part, into.clone());
        }
    }
    let title = properties_of_core(package);
    Ok(Written { reader: READER, writing, tally, title })
}

/// A paragraph in the making.
#[derive(Default)]
struct OpenParagraph {
    made: Paragraph,
    part: Option<Part>,
    styled_strong: bool,
    /// Letters that are not strong.
    weak: bool,
    /// Its own level of the outline; 9 is running text.
    outline: Option<u8>,
    listed: Option<bool>,
    /// What its style makes of it.
    styled: Role,
}

/// A run in the making.
#[derive(Default, Clone)]
struct Run {
    hidden: bool,
    strong: Option<bool>,
    font: String,
}

/// A table in the making.
struct Table {
    number: u32,
    row: u32,
    column: u32,
    span: u32,
    /// How many text boxes it stands in.
    depth: usize,
    in_cell: bool,
}

/// One part of a document as it is read.
struct Story<'s> {
    styles: &'s Styles,
    writing: &'s mut Writing,
    tally: &'s mut Tally,
    part: Part,
    /// Paragraphs that are open: the inner ones stand in text boxes.
    paragraphs: Vec<OpenParagraph>,
    tables: Vec<Table>,
    run: Run,
    /// Open fields, and whether each has come to its result.
    fields: Vec<bool>,
    in_paragraph_properties: bool,
    in_run_properties: bool,
    in_words: bool,
    in_boxes: usize,
    /// A content control shows its own prompt.
    prompts: bool,
    /// Words that were deleted or moved away are open so many times.
    deleted: usize,
}

impl<'s> Story<'s> {
    fn new(styles: &'s Styles, writing: &'s mut Writing, tally: &'s mut Tally, part: Part) -> Self {
        Story {
            styles,
            writing,
            tally,
            part,
            paragraphs: Vec::new(),
            tables: Vec::new(),
            run: Run::default(),
            fields: Vec::new(),
            in_paragraph_properties: false,
            in_run_properties: false,
            in_words: false,
            in_boxes: 0,
            prompts: false,
            deleted: 0,
        }
    }

    fn read(mut self, xml: &mut Xml) {
        while let Some(step) = xml.next() {
            match step {
                Step::Open(element) => {
                    if self.open(&element) {
                        xml.skip();
                    }
                }
                Step::Close(name) => {
                    let drawn = name.full_name() == "a:p";
                    let name = name.name().to_owned();
                    if !drawn {
                        self.close(&name);
                    }
                }
                Step::Text(words) if self.in_words => self.words(&words),
                Step::Text(_) | Step::Other => {}
            }
        }
        while !self.paragraphs.is_empty() {
            self.end_paragraph();
        }
    }

    /// Takes in the beginning of an element; tells whether to pass over it.
    fn open(&mut self, element: &Element) -> bool {
        let name = element.name();
        match name {
            "Fallback" | "rPrChange" | "pPrChange" | "tblPrChange" | "tcPrChange" | "trPrChange" | "sectPrChange" | "rt"
            | "tblGridChange" | "numberingChange" | "instrText" | "delInstrText" | "delText" => return true,
            "footnote" | "endnote" => {
                return matches!(
                    element.attribute("type").as_deref(),
                    Some("separator" | "continuationSeparator" | "continuationNotice")
                );
            }
            "p" if !element.full_name().starts_with("a:") => self.begin_paragraph(),
            "pPr" => self.in_paragraph_properties = true,
            "rPr" => self.in_run_properties = true,
            "r" if element.full_name() != "m:r" => self.run = Run::default(),
            "t" => self.in_words = self.is_shown(),
            "sdt" => self.prompts = false,
            "showingPlcHdr" => self.prompts = element.is_on(),
            "sdtContent" => return std::mem::take(&mut self.prompts),
            "txbxContent" => self.in_boxes += 1,
            "tbl" => self.begin_table(),
            "comment" => {
                self.tally.comments += 1;
                self.tally.author(element.attribute("author"));
            }
            "ins" | "moveTo" if !self.in_run_properties => self.changed(element, true),
            "del" | "moveFrom" if !self.in_run_properties => self.changed(element, false),
            "blip" | "imagedata" => self.tally.images += 1,
            "OLEObject" | "altChunk" | "chart" | "relIds" | "control" => self.tally.objects += 1,
            _ if self.in_run_properties && self.in_paragraph_properties => {}
            _ if self.in_run_properties => self.run_property(element),
            _ if self.in_paragraph_properties => self.paragraph_property(element),
            _ => self.inside(element),
        }
        false
    }

    fn inside(&mut self, element: &Element) {
        match element.name() {
            "tr" => self.begin_row(),
            "tc" => self.begin_cell(),
            "gridSpan" => {
                if let Some(table) = self.tables.last_mut() {
                    table.span = element.number("val").unwrap_or(1).clamp(1, 1000) as u32;
                }
            }
            "gridBefore" => {
                if let Some(table) = self.tables.last_mut() {
                    table.column = element.number("val").unwrap_or(0).min(1000) as u32;
                }
            }
            "tab" | "ptab" => self.sign("\t"),
            "br" | "cr" => {
                self.sign("\n");
                if let Some(open) = self.paragraphs.last_mut() {
                    open.made.breaks = true;
                }
            }
            "noBreakHyphen" => self.sign("-"),
            "sym" => {
                let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let font = element.attribute("font").unwrap_or_default();
                if let Some(code) = code {
                    self.sign(symbols::in_font(&font, code).encode_utf8(&mut [0; 4]));
                }
            }
            "fldChar" => match element.attribute("fldCharType").as_deref() {
                Some("begin") if self.fields.len() < 1000 => self.fields.push(false),
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut() {
                        *field = true;
                    }
                }
                Some("end") => {
                    self.fields.pop();
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.in_paragraph_properties = false,
            "rPr" => self.in_run_properties = false,
            "t" => self.in_words = false,
            "del" | "moveFrom" if !self.in_run_properties => self.deleted = self.deleted.saturating_sub(1),
            "txbxContent" => self.in_boxes = self.in_boxes.saturating_sub(1),
            "tbl" => {
                self.tables.pop();
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.column = table.column.saturating_add(table.span);
                    table.in_cell = false;
                }
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row += 1;
                }
            }
            _ => {}
        }
    }

    fn changed(&mut self, element: &Element, inserted: bool) {
        if inserted {
            self.tally.insertions += 1;
        } else {
            self.tally.deletions += 1;
            self.deleted += 1;
        }
        self.tally.author(element.attribute("author"));
    }

    fn run_property(&mut self, element: &Element) {
        match element.name() {
            "vanish" => self.run.hidden = element.is_on(),
            "b" => self.run.strong = Some(element.is_on()),
            "rStyle" => {
                let style = element.attribute("val").unwrap_or_default();
                self.run.hidden |= self.styles.hides(&style);
                self.run.strong = self.run.strong.or(self.styles.is_strong(&style).then_some(true));
            }
            "rFonts" => self.run.font = element.attribute("ascii").unwrap_or_default(),
            _ => {}
        }
    }

    fn paragraph_property(&mut self, element: &Element) {
        let Some(open) = self.paragraphs.last_mut() else { return };
        match element.name() {
            "pStyle" => {
                let style = element.attribute("val").unwrap_or_default();
                open.styled = self.styles.role(&style);
                open.styled_strong = self.styles.is_strong(&style);
            }
            "outlineLvl" => open.outline = element.number("val").map(|level| level.min(9) as u8),
            "numId" => open.listed = Some(element.attribute("val").as_deref() != Some("0")),
            _ => {}
        }
    }

    /// Whether words at this place can be seen.
    fn is_shown(&mut self) -> bool {
        self.deleted == 0 && self.fields.iter().all(|result| *result)
    }

    fn words(&mut self, words: &str) {
        let Some(open) = self.paragraphs.last_mut() else { return };
        if self.run.hidden {
            self.tally.hidden += words.trim().len();
            return;
        }
        open.weak |= !self.run.strong.unwrap_or(open.styled_strong) && !words.trim().is_empty();
        let symbolic = matches!(self.run.font.as_str(), "Symbol" | "Wingdings");
        if symbolic {
            let font = &self.run.font;
            open.made.text.extend(words.chars().map(|character| match character {
                '\u{f000}'..='\u{f0ff}' => symbols::in_font(font, u32::from(character)),
                character => character,
            }));
        } else {
            append_words(&mut open.made.text, words);
        }
    }

    fn sign(&mut self, sign: &str) {
        if self.in_paragraph_properties || !self.is_shown() || self.run.hidden {
            return;
        }
        if let Some(open) = self.paragraphs.last_mut() {
            open.made.text.push_str(sign);
        }
    }

    fn begin_paragraph(&mut self) {
        let part = if self.in_boxes > 0 && self.part == Part::Main { Part::TextBoxes } else { self.part.clone() };
        let boxes = self.in_boxes;
        let table = self.tables.last().filter(|table| table.in_cell && table.depth == boxes);
        let cell = table.map(|table| InCell { table: table.number, row: table.row, column: table.column });
        let made = Paragraph { cell, ..Paragraph::default() };
        self.run = Run::default();
        self.paragraphs.push(OpenParagraph { made, part: Some(part), ..OpenParagraph::default() });
    }

    fn end_paragraph(&mut self) {
        let Some(mut open) = self.paragraphs.pop() else { return };
        open.made.strong = !open.weak;
        open.made.role = match (open.outline, open.listed, open.styled) {
            (_, _, Role::Furniture) => Role::Furniture,
            (_, _, Role::Title) => Role::Title,
            (Some(level @ 0..9), _, _) => Role::Heading(level + 1),
            (None, _, Role::Heading(level)) => Role::Heading(level),
            (_, Some(true), _) => Role::Item,
            (_, Some(false), Role::Item) => Role::Text,
            (_, _, Role::Item) => Role::Item,
            _ => Role::Text,
        };
        let part = open.part.take().unwrap_or(Part::Main);
        self.writing.paragraph(&part, open.made);
    }

    fn begin_table(&mut self) {
        if self.tables.len() < 1000 {
            let number = self.writing.next_table();
            self.tables.push(Table { number, row: 0, column: 0, span: 1, depth: self.in_boxes, in_cell: false });
        }
    }

    fn begin_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.column = 0;
        }
    }

    fn begin_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.span = 1;
            table.in_cell = true;
        }
    }
}
