//! Follows the tags of a page: what is open, what is seen, what is said of the page in its head.

use super::super::masthead::{Authority, Masthead};
use super::attributes::{Attributes, Name};
use super::layer::{Layer, Words};
use super::stack::{Inherited, Kind, Stack, walls_of};
use super::tags::Tag;

/// Names of metadata for the date, the publisher and the title, in lower case.
const DATES: &[&str] = &[
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dc.date.created",
    "dcterms.date", "dcterms.issued", "dcterms.created", "pubdate", "publishdate", "publish-date", "publication_date",
    "parsely-pub-date", "sailthru.date", "citation_date", "citation_publication_date", "rnews:datepublished",
];
const PUBLISHERS: &[&str] =
    &["og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "citation_publisher", "application-name"];
const AUTHORS: &[&str] = &["author", "dc.creator", "article:author", "byl"];
const TITLES: &[&str] = &["og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title"];

const HEADINGS: &[Tag] = &[Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];

/// A page in the making.
pub(super) struct Page {
    stack: Stack,
    /// What a person sees.
    pub layer: Layer,
    /// What the page says of itself.
    pub masthead: Masthead,
    title: Vec<u8>,
    site_name: String,
    link: bool,
    timed: bool,
    /// Tags that close themselves do so: the page is XML.
    pub xml: bool,
}

impl Page {
    pub(super) fn new(xml: bool) -> Self {
        Page {
            stack: Stack::new(),
            layer: Layer::default(),
            masthead: Masthead::default(),
            title: Vec::new(),
            site_name: String::new(),
            link: false,
            timed: false,
            xml,
        }
    }

    /// Words of the page: `bytes`, which `len` bytes of the markup from `at` on stand for.
    pub(super) fn words(&mut self, bytes: &[u8], at: usize, len: usize) {
        let inherited = self.stack.inherited();
        if self.stack.has(Tag::Title) && !self.stack.has(Tag::Svg) && self.title.len() < 2000 {
            self.title.extend_from_slice(bytes);
        } else if !inherited.hidden {
            self.layer.words(Words { bytes, at, len, link: self.link }, inherited);
        }
    }

    /// Whether a tag that closes itself has no content.
    pub(super) fn closes_itself(&self) -> bool {
        self.xml || self.stack.has(Tag::Svg)
    }

    /// A start tag.
    pub(super) fn start(&mut self, tag: Tag, attributes: &Attributes, self_closing: bool) {
        self.say(tag, attributes);
        if tag.is_block() {
            self.layer.end_piece();
        }
        self.imply_ends(tag);
        if tag == Tag::Br {
            self.layer.line_break();
        }
        if tag.is_void() || self_closing && self.closes_itself() {
            return;
        }
        match tag {
            Tag::Table => self.layer.begin_table(),
            Tag::Tr => self.layer.begin_row(),
            Tag::Td | Tag::Th => self.layer.begin_cell(),
            Tag::A => self.link = attributes.get(Name::Href).is_some(),
            _ => {}
        }
        let inherited = handed_down(self.stack.inherited(), tag, attributes, self.stack.has(Tag::Blockquote));
        self.stack.push(tag, inherited);
    }

    /// Ends what an element of this tag cannot stand in.
    fn imply_ends(&mut self, tag: Tag) {
        let layer = &mut self.layer;
        let mut ended = |tag: Tag| end_in_layer(layer, tag);
        if tag.ends_paragraph() {
            self.stack.end(&[Tag::P], &[Tag::Button, Tag::Td, Tag::Th, Tag::Caption, Tag::Table], &mut ended);
        }
        let (ends, walls) = tag.ends();
        if !ends.is_empty() {
            self.stack.end(ends, walls, &mut ended);
        }
    }

    /// An end tag.
    pub(super) fn end(&mut self, tag: Tag) {
        match tag {
            Tag::Br => return self.layer.line_break(),
            Tag::A => self.link = false,
            _ => {}
        }
        if !tag.is_block() && tag != Tag::Other && !tag.is_wall() {
            return self.stack.end_inline(tag);
        }
        if tag.is_block() {
            self.layer.end_piece();
        }
        let layer = &mut self.layer;
        let tags = if tag.heading().is_some() { HEADINGS } else { &[tag] };
        self.stack.end(tags, walls_of(tag), |tag| end_in_layer(layer, tag));
    }

    /// What a tag says of the page.
    fn say(&mut self, tag: Tag, attributes: &Attributes) {
        match tag {
            Tag::Meta => self.metadata(attributes),
            Tag::Time if !self.timed => {
                let inherited = self.stack.inherited();
                let shown = !inherited.hidden && !inherited.furniture && !inherited.by_class;
                if let Some(value) = attributes.get(Name::Datetime).filter(|_| shown) {
                    self.masthead.metadata_date(value);
                    self.timed = true;
                }
            }
            _ => {}
        }
    }

    fn metadata(&mut self, attributes: &Attributes) {
        let Some(content) = attributes.get(Name::Content).map(str::trim) else { return };
        for name in [Name::Property, Name::Named, Name::Itemprop].into_iter().filter_map(|name| attributes.get(name)) {
            let name = name.trim().to_ascii_lowercase();
            let is = |names: &[&str]| names.contains(&name.as_str());
            if is(DATES) {
                self.masthead.metadata_date(content);
            } else if is(TITLES) {
                self.masthead.title(Authority::Metadata, content);
            } else if is(PUBLISHERS) && !content.contains("://") {
                self.masthead.publisher(Authority::Metadata, content);
                self.site_name = content.to_owned();
            } else if is(AUTHORS) && !content.contains("://") {
                self.masthead.publisher(Authority::Foot, content);
            }
        }
    }

    /// Takes in the title of the window, without the name of the site.
    pub(super) fn settle_title(&mut self) {
        let title = String::from_utf8_lossy(&self.title);
        let (title, site) = without_site(title.trim(), &self.site_name);
        self.masthead.title(Authority::Labelled, title);
        self.masthead.publisher(Authority::Shown, site);
    }
}

fn end_in_layer(layer: &mut Layer, tag: Tag) {
    if tag.is_block() {
        layer.end_piece();
    }
    if tag == Tag::Tr {
        layer.end_row();
    }
}

/// What an element hands down, given what was handed to it.
fn handed_down(outer: Inherited, tag: Tag, attributes: &Attributes, quoted: bool) -> Inherited {
    let mut inner = outer;
    let frame = matches!(tag, Tag::Html | Tag::Body | Tag::Head);
    inner.hidden |= tag.is_unseen() || !frame && attributes.hide();
    inner.preformatted |= tag == Tag::Pre;
    inner.raised |= tag == Tag::Sup;
    inner.strong |= matches!(tag, Tag::B | Tag::Strong) || tag.heading().is_some();
    inner.form |= tag == Tag::Form;
    inner.kind = kind_within(outer.kind, tag);
    let main = tag == Tag::Main
        || attributes.role(&["main"])
        || !outer.in_main && (tag == Tag::Article || attributes.role(&["article"]));
    if main {
        return Inherited { in_main: true, by_class: false, form: false, ..inner };
    }
    if !frame && tag != Tag::Article {
        inner.furniture |= tag.is_furniture() || attributes.furniture_role() || tag == Tag::Footer && !quoted;
        inner.header |= !outer.in_main && (tag == Tag::Header || attributes.role(&["banner"]));
        inner.by_class |= attributes.furniture_class();
    }
    inner
}

fn kind_within(outer: Kind, tag: Tag) -> Kind {
    match tag {
        Tag::Li => Kind::Item,
        Tag::Dt => Kind::Term,
        Tag::Dd => Kind::Definition,
        Tag::Table => Kind::Text,
        tag => tag.heading().map_or(outer, Kind::Heading),
    }
}

/// A window title and the name of the site after it: `Hidden hands | Open Door Centre`.
fn without_site<'t>(title: &'t str, site_name: &str) -> (&'t str, &'t str) {
    if title.eq_ignore_ascii_case(site_name) {
        return ("", "");
    }
    let clear = [" | ", " :: ", " » "].iter().filter_map(|mark| title.rsplit_once(mark)).next();
    let known = || {
        let parts = [" - ", " – ", " — ", ": "].iter().filter_map(|mark| title.rsplit_once(mark));
        parts.into_iter().find(|(_, site)| !site_name.is_empty() && site.eq_ignore_ascii_case(site_name))
    };
    clear.or_else(known).unwrap_or((title, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_title_ends_with_the_name_of_the_site() {
        assert_eq!(without_site("Hidden hands | Open Door", ""), ("Hidden hands", "Open Door"));
        assert_eq!(without_site("Hidden hands - Open Door", "open door"), ("Hidden hands", "Open Door"));
        assert_eq!(without_site("Hidden hands - a report", ""), ("Hidden hands - a report", ""));
        assert_eq!(without_site("Open Door", "Open Door"), ("", ""));
    }
}
