//! A tree of elements that escapes by construction: the only text that is written as it stands is the crate's own.

use std::fmt::{Display, Write};

/// An HTML or SVG element.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Node>,
}

#[derive(Debug, Clone)]
enum Node {
    Text(String),
    Raw(&'static str),
    Element(Element),
    /// An element written out already.
    Written(String),
}

/// An element with this name.
pub(crate) fn el(name: &'static str) -> Element {
    Element { name, attributes: Vec::new(), children: Vec::new() }
}

impl Element {
    /// With an attribute.
    pub(crate) fn attr(mut self, name: &'static str, value: impl Display) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// With its classes.
    pub(crate) fn class(self, names: impl Display) -> Self {
        self.attr("class", names)
    }

    /// With an attribute where there is a value.
    pub(crate) fn attr_if(self, name: &'static str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// With text, escaped when it is written.
    pub(crate) fn text(mut self, text: impl Display) -> Self {
        self.children.push(Node::Text(text.to_string()));
        self
    }

    /// With the crate's own text as it stands: a style sheet or a script. Never a value.
    pub(crate) fn raw(mut self, text: &'static str) -> Self {
        self.children.push(Node::Raw(text));
        self
    }

    /// With a child.
    pub(crate) fn child(mut self, child: Element) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// With children, or with none.
    pub(crate) fn children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    /// With a child that is written out at once: a large part of the page takes less room so than as a tree.
    pub(crate) fn written(mut self, child: &Element) -> Self {
        self.children.push(Node::Written(child.render()));
        self
    }

    /// With children that have `separator` between them.
    pub(crate) fn joined(mut self, children: impl IntoIterator<Item = Element>, separator: &str) -> Self {
        for (index, child) in children.into_iter().enumerate() {
            if index > 0 {
                self.children.push(Node::Text(separator.to_owned()));
            }
            self.children.push(Node::Element(child));
        }
        self
    }

    /// The element as HTML.
    pub(crate) fn render(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
        out.push('>');
        if matches!(self.name, "meta" | "br" | "input" | "col" | "wbr") {
            return;
        }
        for child in &self.children {
            match child {
                Node::Text(text) => escape(text, out),
                Node::Raw(text) => out.push_str(text),
                Node::Written(markup) => out.push_str(markup),
                Node::Element(element) => element.write(out),
            }
        }
        let _ = write!(out, "</{}>", self.name);
        if breaks_after(self.name) {
            out.push('\n');
        }
    }
}

/// Whether a line break may follow without a trace on the page; keeps the file's lines short enough to compare.
fn breaks_after(name: &str) -> bool {
    matches!(
        name,
        "p" | "div" | "section" | "tr" | "li" | "table" | "figure" | "article" | "svg" | "h2" | "h3" | "style" | "script" | "dd"
    )
}

/// Escapes for text and for attributes in double quotes; control characters become their visible pictures.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\r' => {}
            '\0'..='\x1f' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
            '\x7f' => out.push('\u{2421}'),
            '\u{80}'..='\u{9f}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

/// Whether `c` turns the direction of the text around it; dropped where a label cannot be isolated (SVG, attributes).
pub(crate) fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// At most `limit` characters of `text` on one line, without anything that turns its direction.
pub(crate) fn label(text: &str, limit: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut kept: String = flat.chars().filter(|c| !turns_text(*c) && !c.is_control()).collect();
    if kept.chars().count() > limit {
        kept = kept.chars().take(limit.saturating_sub(1)).collect::<String>().trim_end().to_owned();
        kept.push('…');
    }
    kept
}

/// A piece of foreign text that cannot disturb what stands around it.
pub(crate) fn isolated(text: &str) -> Element {
    el("bdi").text(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped_and_controls_become_visible() {
        let hostile = "</script><img onerror='x'> & \"\0\u{1b}\r";
        let html = el("p").attr("title", hostile).text(hostile).render();
        let safe = "&lt;/script&gt;&lt;img onerror='x'&gt; &amp; &quot;\u{2400}\u{241b}";
        assert_eq!(html, format!("<p title=\"{safe}\">{safe}</p>\n"));
    }

    #[test]
    fn a_label_is_one_line_and_does_not_turn_the_text() {
        assert_eq!(label("a\n\u{202e}b  c", 10), "a b c");
        assert_eq!(label("a long name of a place", 8), "a long…");
    }
}
