//! The elements of a web page, as far as they matter to what a person reads.

/// Defines the tags that are told apart.
macro_rules! tags {
    ($($tag:ident $name:literal),* $(,)?) => {
        /// An element by its name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Tag {
            $($tag,)*
            /// Any other element: runs with the text round it.
            Other,
        }

        impl Tag {
            /// How many tags are told apart.
            pub(super) const COUNT: usize = Tag::Other as usize + 1;

            /// The element called `name`, in lower case.
            #[allow(non_upper_case_globals)]
            pub(super) fn of(name: &[u8]) -> Self {
                $(const $tag: &[u8] = $name.as_bytes();)*
                match name {
                    $($tag => Tag::$tag,)*
                    _ => Tag::Other,
                }
            }
        }
    };
}

tags! {
        A "a", Abbr "abbr", Address "address", Area "area", Article "article", Aside "aside", Audio "audio", B "b", Base "base", Big "big",
        Blockquote "blockquote", Body "body", Br "br", Button "button", Canvas "canvas", Caption "caption", Center "center", Cite "cite",
        Code "code", Col "col", Datalist "datalist", Dd "dd", Del "del", Details "details", Dialog "dialog", Dir "dir", Div "div", Dl "dl",
        Dt "dt", Em "em", Embed "embed", Fieldset "fieldset", Figcaption "figcaption", Figure "figure", Font "font", Footer "footer",
        Form "form", Frameset "frameset", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header",
        Hgroup "hgroup", Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Input "input", Ins "ins", Label "label", Legend "legend",
        Li "li", Link "link", Main "main", Map "map", Mark "mark", Menu "menu", Meta "meta", Nav "nav", Noscript "noscript",
        Object "object", Ol "ol", Option "option", P "p", Param "param", Pre "pre", Q "q", Rp "rp", Rt "rt", Ruby "ruby", S "s",
        Script "script", Search "search", Section "section", Select "select", Small "small", Source "source", Span "span", Strike "strike",
        Strong "strong", Style "style", Sub "sub", Summary "summary", Sup "sup", Svg "svg", Table "table", Tbody "tbody", Td "td",
        Template "template", Textarea "textarea", Tfoot "tfoot", Th "th", Thead "thead", Time "time", Title "title", Tr "tr",
        Track "track", Tt "tt", U "u", Ul "ul", Video "video", Wbr "wbr",
}

impl Tag {
    /// An element that holds nothing and has no end tag.
    pub(super) fn is_void(self) -> bool {
        use Tag::*;
        matches!(self, Area | Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr)
    }

    /// An element whose content nobody reads on the page.
    pub(super) fn is_unseen(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Script
                | Style
                | Template
                | Noscript
                | Iframe
                | Svg
                | Canvas
                | Audio
                | Video
                | Object
                | Textarea
                | Datalist
                | Map
                | Rp
                | Rt
                | Title
        )
    }

    /// An element that stands apart from the text before and after it.
    pub(super) fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Button
                | Caption
                | Center
                | Dd
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | Frameset
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Head
                | Header
                | Hgroup
                | Hr
                | Html
                | Legend
                | Li
                | Main
                | Menu
                | Nav
                | Ol
                | Option
                | P
                | Pre
                | Search
                | Section
                | Select
                | Summary
                | Table
                | Tbody
                | Td
                | Tfoot
                | Th
                | Thead
                | Tr
                | Ul
        )
    }

    /// A block that ends an open paragraph.
    pub(super) fn ends_paragraph(self) -> bool {
        use Tag::*;
        self.is_block()
            && !matches!(
                self,
                Button | Caption | Legend | Option | Select | Tbody | Td | Tfoot | Th | Thead | Tr | Body | Html | Head
            )
    }

    /// An element that no end tag inside it can reach beyond.
    pub(super) fn is_wall(self) -> bool {
        use Tag::*;
        matches!(self, Td | Th | Caption | Table | Template | Button | Object)
    }

    /// Page furniture wherever it stands.
    pub(super) fn is_furniture(self) -> bool {
        use Tag::*;
        matches!(self, Nav | Aside | Button | Dialog | Menu | Search | Select | Option | Datalist)
    }

    /// The rung of a heading.
    pub(super) fn heading(self) -> Option<u8> {
        match self {
            Tag::H1 => Some(1),
            Tag::H2 => Some(2),
            Tag::H3 => Some(3),
            Tag::H4 => Some(4),
            Tag::H5 => Some(5),
            Tag::H6 => Some(6),
            _ => None,
        }
    }

    /// Open elements that a start tag of this one ends, and the elements that keep it from looking further out.
    pub(super) fn ends(self) -> (&'static [Tag], &'static [Tag]) {
        use Tag::*;
        match self {
            Li => (&[Li], &[Ul, Ol, Menu, Dir, Table, Td, Th]),
            Dt | Dd => (&[Dt, Dd], &[Dl, Table, Td, Th]),
            Td | Th => (&[Td, Th], &[Tr, Table]),
            Tr => (&[Tr], &[Table]),
            Tbody | Thead | Tfoot => (&[Tbody, Thead, Tfoot], &[Table]),
            Option => (&[Option], &[Select]),
            H1 | H2 | H3 | H4 | H5 | H6 => (&[H1, H2, H3, H4, H5, H6], &[Table, Td, Th, Section, Article, Div]),
            _ => (&[], &[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_finds_its_tag() {
        assert_eq!(Tag::of(b"h3"), Tag::H3);
        assert_eq!(Tag::of(b"blockquote"), Tag::Blockquote);
        assert_eq!(Tag::of(b"x-card"), Tag::Other);
        assert_eq!(Tag::of(b""), Tag::Other);
        assert_eq!(Tag::H3.heading(), Some(3));
        assert!(Tag::P.is_block() && !Tag::Span.is_block() && Tag::Br.is_void());
    }
}
