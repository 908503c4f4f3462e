//! Styles of a DOCX: what a paragraph is by its style, inherited.

use crate::office::headings;
use crate::office::writing::Role;
use crate::office::xml::{Step, Xml};
use std::collections::BTreeMap;

/// A style is not followed further than this.
const LONGEST_LINE: usize = 20;

/// One style as it is written down.
#[derive(Debug, Default, Clone)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    listed: Option<bool>,
    hidden: Option<bool>,
    strong: Option<bool>,
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(xml: &mut Xml) -> Self {
        let mut styles = Styles::default();
        let mut open: Option<(String, Style)> = None;
        while let Some(step) = xml.next() {
            match step {
                Step::Open(element) => match (element.name(), &mut open) {
                    ("style", _) => {
                        open = Some((element.attribute("styleId").unwrap_or_default(), Style::default()));
                    }
                    ("rPrChange" | "pPrChange" | "tblStylePr", _) => xml.skip(),
                    ("name", Some((_, style))) => style.name = element.attribute("val").unwrap_or_default(),
                    ("basedOn", Some((_, style))) => style.based_on = element.attribute("val"),
                    ("outlineLvl", Some((_, style))) => style.outline = element.number("val").map(|level| level.min(9) as u8),
                    ("numId", Some((_, style))) => style.listed = Some(element.attribute("val").as_deref() != Some("0")),
                    ("vanish", Some((_, style))) => style.hidden = Some(element.is_on()),
                    ("b", Some((_, style))) => style.strong = Some(element.is_on()),
                    _ => {}
                },
                Step::Close(name) if name.name() == "style" => {
                    if let Some((id, style)) = open.take() {
                        styles.0.entry(id).or_insert(style);
                    }
                }
                _ => {}
            }
        }
        styles
    }

    /// The style of this id and those it is based on, nearest first.
    fn line<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        let mut next = self.0.get(id);
        std::iter::from_fn(move || {
            let style = next?;
            next = style.based_on.as_ref().and_then(|id| self.0.get(id));
            Some(style)
        })
        .take(LONGEST_LINE)
    }

    /// What a paragraph in the style `id` is.
    pub(super) fn role(&self, id: &str) -> Role {
        for style in self.line(id) {
            match style.outline {
                Some(level @ 0..9) => return Role::Heading(level + 1),
                Some(_) => return Role::Text,
                None => {}
            }
            if let Some(role) = headings::role(&style.name) {
                return role;
            }
        }
        match headings::role(id).filter(|_| !self.0.contains_key(id)) {
            Some(role) => role,
            None if self.line(id).find_map(|style| style.listed) == Some(true) => Role::Item,
            None => Role::Text,
        }
    }

    /// Whether words in the style are hidden.
    pub(super) fn hides(&self, id: &str) -> bool {
        self.line(id).find_map(|style| style.hidden).unwrap_or(false)
    }

    /// Whether words in the style are strong.
    pub(super) fn is_strong(&self, id: &str) -> bool {
        self.line(id).find_map(|style| style.strong).unwrap_or(false)
    }
}
