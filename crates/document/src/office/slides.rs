//! PPTX: slide by slide, with what the speaker noted.

use super::package::{Package, Relations};
use super::tally::Tally;
use super::writing::{InCell, Paragraph, Part, Role, Writing};
use super::xml::{Element, Step, Xml, append_words};
use super::{Written, properties_of_core};
use evidence::Notice;

/// The layer of slides.
const READER: &str = "pptx@1";
/// No more slides are read.
const MOST_SLIDES: usize = 5000;

/// Reads a PPTX.
///
/// # Errors
/// A notice, if the package has no slides.
pub(super) fn read(package: &mut Package) -> Result<Written, Notice> {
    let main = package.main_part("ppt/presentation.xml");
    let relations = package.relations(&main);
    let ids = package.read(&main, ids_of_slides).ok_or_else(|| super::no_main_part(package.file()))?;
    let mut writing = Writing::default();
    let mut tally = Tally::default();
    for (index, slide) in in_order(&ids, &relations).into_iter().take(MOST_SLIDES).enumerate() {
        let number = index as u64 + 1;
        package.read(&slide, |xml| Shapes::new(&mut writing, &mut tally, Part::Slide(number)).read(xml));
        for notes in package.relations(&slide).of_kind("notesSlide") {
            package.read(&notes, |xml| Shapes::new(&mut writing, &mut tally, Part::SlideNotes(number)).read(xml));
        }
    }
    let title = properties_of_core(package);
    Ok(Written { reader: READER, writing, tally, title })
}

fn ids_of_slides(xml: &mut Xml) -> Vec<String> {
    let mut ids = Vec::new();
    while let Some(step) = xml.next() {
        if let Step::Open(element) = step
            && element.name() == "sldId"
        {
            ids.extend(element.prefixed("r:id"));
        }
    }
    ids
}

/// The parts of the slides as they are shown; by name, where the presentation does not say.
fn in_order(ids: &[String], relations: &Relations) -> Vec<String> {
    let listed: Vec<String> = ids.iter().filter_map(|id| relations.target(id).map(str::to_owned)).collect();
    if listed.is_empty() { relations.of_kind("slide") } else { listed }
}

/// The shapes of one slide as they are read.
struct Shapes<'s> {
    writing: &'s mut Writing,
    tally: &'s mut Tally,
    part: Part,
    open: Option<Paragraph>,
    weak: bool,
    strong_run: bool,
    role: Role,
    in_words: bool,
    table: Option<InCell>,
    /// A placeholder for numbers and dates of slides.
    furniture: bool,
}

impl<'s> Shapes<'s> {
    fn new(writing: &'s mut Writing, tally: &'s mut Tally, part: Part) -> Self {
        Shapes {
            writing,
            tally,
            part,
            open: None,
            weak: false,
            strong_run: false,
            role: Role::Text,
            in_words: false,
            table: None,
            furniture: false,
        }
    }

    fn read(mut self, xml: &mut Xml) {
        while let Some(step) = xml.next() {
            match step {
                Step::Open(element) => {
                    if element.name() == "Fallback" {
                        xml.skip();
                    } else {
                        self.begin(&element);
                    }
                }
                Step::Close(name) => self.end(name.name()),
                Step::Text(words) if self.in_words => {
                    if let Some(open) = &mut self.open {
                        self.weak |= !self.strong_run && !words.trim().is_empty();
                        append_words(&mut open.text, &words);
                    }
                }
                Step::Text(_) | Step::Other => {}
            }
        }
    }

    fn begin(&mut self, element: &Element) {
        match element.name() {
            "sld" => self.tally.hidden_slides += usize::from(element.attribute("show").as_deref() == Some("0")),
            "sp" | "graphicFrame" => (self.role, self.furniture) = (Role::Text, false),
            "ph" => match element.attribute("type").as_deref() {
                Some("title" | "ctrTitle") => self.role = Role::Heading(1),
                Some("sldNum" | "dt" | "ftr" | "hdr" | "sldImg") => self.furniture = true,
                _ => {}
            },
            "tbl" => {
                let table = self.writing.next_table();
                self.table = Some(InCell { table, row: 0, column: 0 });
            }
            "p" => {
                self.weak = false;
                let role = if self.furniture { Role::Furniture } else { self.role };
                self.open = Some(Paragraph { role, cell: self.table, ..Paragraph::default() });
            }
            "rPr" => self.strong_run = matches!(element.attribute("b").as_deref(), Some("1" | "true")),
            "r" | "fld" => self.strong_run = false,
            "t" => self.in_words = true,
            "br" => {
                if let Some(open) = &mut self.open {
                    open.text.push('\n');
                    open.breaks = true;
                }
            }
            "blip" => self.tally.images += 1,
            "oleObj" | "chart" => self.tally.objects += 1,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => {
                if let Some(mut paragraph) = self.open.take() {
                    paragraph.strong = !self.weak;
                    self.writing.paragraph(&self.part, paragraph);
                }
            }
            "t" => self.in_words = false,
            "tc" => {
                if let Some(cell) = &mut self.table {
                    cell.column += 1;
                }
            }
            "tr" => {
                if let Some(cell) = &mut self.table {
                    (cell.row, cell.column) = (cell.row + 1, 0);
                }
            }
            "tbl" => self.table = None,
            _ => {}
        }
    }
}
