//! XML element by element: names without prefixes, no entity but the five of the language, nothing fetched, never an error.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::io::BufRead;

/// Elements are not followed deeper than this.
const DEEPEST: usize = 1024;

/// A stream of XML.
pub(crate) struct Xml<'a> {
    reader: Reader<Box<dyn BufRead + 'a>>,
    held: Vec<u8>,
    depth: usize,
    ended: bool,
    broken: Option<String>,
}

/// One step through the stream.
pub(crate) enum Step<'x> {
    /// An element begins.
    Open(Element<'x>),
    /// An element ends.
    Close(Name<'x>),
    /// Words.
    Text(Cow<'x, str>),
    /// A comment, a declaration.
    Other,
}

/// The name of an element that ends, without its prefix.
pub(crate) struct Name<'x>(Cow<'x, str>);

impl Name<'_> {
    /// The name.
    pub(crate) fn name(&self) -> &str {
        local(&self.0)
    }

    /// The name with its prefix.
    pub(crate) fn full_name(&self) -> &str {
        &self.0
    }
}

/// An element that begins.
pub(crate) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// The name without its prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The name with its prefix.
    pub(crate) fn full_name(&self) -> &str {
        self.0.name().into_inner()
    }

    /// The value of the attribute of this name, whatever its prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().into_inner() == name)?;
        Some(unescaped(&found.value))
    }

    /// The value of the attribute with this name and prefix.
    pub(crate) fn prefixed(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.into_inner() == name)?;
        Some(unescaped(&found.value))
    }

    /// Gives each attribute, by its name without prefix, as it is written.
    pub(crate) fn each(&self, mut take: impl FnMut(&str, &str)) {
        for attribute in self.0.attributes().with_checks(false).flatten() {
            take(attribute.key.local_name().into_inner(), &attribute.value);
        }
    }

    /// The value of an attribute that is a number.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether a switch such as `<w:b/>`, `<w:b w:val="0"/>` is on.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

fn unescaped(raw: &str) -> String {
    quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), Cow::into_owned)
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

impl<'a> Xml<'a> {
    /// The XML that `source` gives.
    pub(crate) fn new(source: impl BufRead + 'a) -> Self {
        let mut reader = Reader::from_reader(Box::new(source) as Box<dyn BufRead + 'a>);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Xml { reader, held: Vec::new(), depth: 0, ended: false, broken: None }
    }

    /// Why the stream ended before its end.
    pub(crate) fn broken(&self) -> Option<&str> {
        self.broken.as_deref()
    }

    /// The next step; `None` at the end, and where the XML breaks off.
    pub(crate) fn next(&mut self) -> Option<Step<'_>> {
        if self.ended {
            return None;
        }
        self.held.clear();
        let event = match self.reader.read_event_into(&mut self.held) {
            Ok(event) => event,
            Err(error) => {
                self.ended = true;
                self.broken = Some(error.to_string());
                return None;
            }
        };
        Some(match event {
            Event::Eof => {
                self.ended = true;
                if self.depth > 0 {
                    self.broken = Some("it is cut off".to_owned());
                }
                return None;
            }
            Event::Start(element) | Event::Empty(element) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    self.ended = true;
                    self.broken = Some("its elements are nested too deep".to_owned());
                    return None;
                }
                Step::Open(Element(element))
            }
            Event::End(element) => {
                self.depth = self.depth.saturating_sub(1);
                Step::Close(Name(Cow::Owned(element.name().into_inner().to_owned())))
            }
            Event::Text(text) => Step::Text(text.into_inner()),
            Event::CData(text) => Step::Text(text.into_inner()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(character)) => Step::Text(Cow::Owned(character.to_string())),
                _ => Step::Text(Cow::Borrowed(predefined(&reference))),
            },
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Step::Other,
        })
    }

    /// Passes over the rest of the element that was begun last.
    pub(crate) fn skip(&mut self) {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside && self.next().is_some() {}
    }

    /// The words of the element that was begun last, to its end.
    pub(crate) fn words(&mut self, most: usize) -> String {
        let outside = self.depth.saturating_sub(1);
        let mut words = String::new();
        while self.depth > outside {
            match self.next() {
                Some(Step::Text(text)) if words.len() + text.len() <= most => words.push_str(&text),
                Some(_) => {}
                None => break,
            }
        }
        words
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }
}

/// The five entities of the language; any other stands for nothing.
fn predefined(name: &str) -> &'static str {
    match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "apos" => "'",
        "quot" => "\"",
        _ => "",
    }
}

/// Appends words of XML as an office program shows them: line ends are spaces, what marks a place for a hyphen is nothing.
pub(crate) fn append_words(into: &mut String, words: &str) {
    for character in words.chars() {
        match character {
            '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
            '\n' | '\r' => into.push(' '),
            '\u{2011}' => into.push('-'),
            '\u{f020}'..='\u{f0ff}' => into.push(super::symbols::private(character)),
            character if character.is_control() && character != '\t' => {}
            character => into.push(character),
        }
    }
}
