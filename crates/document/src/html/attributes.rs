//! The attributes of a tag that matter: what hides it, what it is for, and what it says of the page.

/// The attributes of one tag.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    kept: Vec<(Name, String)>,
    current: Option<Name>,
    name: Vec<u8>,
    spare: Vec<String>,
}

/// Defines the attributes that are kept.
macro_rules! names {
    ($($name:ident $text:literal),* $(,)?) => {
        /// An attribute that is kept.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Name { $($name,)* }

        fn name_of(text: &[u8]) -> Option<Name> {
            $(if text == $text.as_bytes() { return Some(Name::$name); })*
            None
        }
    };
}

names! {
    AriaHidden "aria-hidden", Charset "charset", Class "class", Content "content", Datetime "datetime", Hidden "hidden", Href "href",
    HttpEquiv "http-equiv", Id "id", Itemprop "itemprop", Named "name", Property "property", Role "role", Style "style",
}

/// A longer value is no word that is looked for.
const LONGEST: usize = 2000;

/// Words in a class or an id of page furniture.
const FURNITURE_WORDS: &[&str] = &[
    "nav", "navbar", "navigation", "menu", "submenu", "topmenu", "mainmenu", "sidebar", "sidenav", "aside", "cookie", "cookies",
    "consent", "gdpr", "banner", "masthead", "share", "sharing", "sharebar", "sharethis", "addthis", "social", "socials",
    "comment", "comments", "disqus", "respond", "related", "recommended", "recirc", "breadcrumb", "breadcrumbs", "advert",
    "advertisement", "ads", "adsense", "sponsor", "sponsored", "promo", "promotion", "newsletter", "footer", "footbar",
    "subscribe", "subscription", "signup", "login", "popup", "modal", "overlay", "toolbar", "pagination", "pager", "paging",
    "widget", "skip", "skiplink", "mostread", "trending", "outbrain", "taboola", "toc", "feedback", "copyright", "topbar",
];

/// Words beside which those say how the page is laid out, not what this element is: `has-sidebar`, `content-with-menu`.
const LAYOUT_WORDS: &[&str] = &["has", "with", "no", "without", "not", "layout"];

/// Classes of words that only a screen reader speaks.
const UNSEEN_CLASSES: &[&str] =
    &["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "element-invisible"];

/// Roles of page furniture.
const FURNITURE_ROLES: &[&str] = &[
    "navigation", "complementary", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar", "tablist", "contentinfo",
    "button",
];

impl Attributes {
    /// Forgets the attributes of the tag before.
    pub(super) fn clear(&mut self) {
        self.spare.extend(self.kept.drain(..).map(|(_, value)| value));
        self.current = None;
        self.name.clear();
    }

    /// Begins the next attribute.
    pub(super) fn begin(&mut self) {
        self.current = None;
        self.name.clear();
    }

    /// Takes in a part of its name.
    pub(super) fn name(&mut self, part: &[u8]) {
        if self.name.len() + part.len() <= 16 {
            self.name.extend_from_slice(part);
        } else {
            self.name = b"?".repeat(16);
        }
        self.current = None;
    }

    /// Ends its name.
    pub(super) fn settle(&mut self) {
        let Some(name) = name_of(&self.name) else { return };
        self.name.clear();
        if self.get(name).is_none() {
            let mut value = self.spare.pop().unwrap_or_default();
            value.clear();
            self.kept.push((name, value));
            self.current = Some(name);
        }
    }

    /// Takes in a part of its value.
    pub(super) fn value(&mut self, part: &[u8]) {
        self.settle();
        let Some((_, value)) = self.kept.last_mut().filter(|(name, _)| self.current == Some(*name)) else { return };
        if value.len() + part.len() <= LONGEST {
            value.push_str(&String::from_utf8_lossy(part));
        }
    }

    /// The value of an attribute; empty if it has none.
    pub(super) fn get(&self, name: Name) -> Option<&str> {
        self.kept.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the element is not shown.
    pub(super) fn hide(&self) -> bool {
        let hidden = self.get(Name::Hidden).is_some_and(|value| !value.eq_ignore_ascii_case("until-found"));
        let aria = self.get(Name::AriaHidden).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let unseen = |class: &str| UNSEEN_CLASSES.iter().any(|known| known.eq_ignore_ascii_case(class));
        let by_class = self.get(Name::Class).is_some_and(|classes| classes.split_whitespace().any(unseen));
        hidden || aria || by_class || self.get(Name::Style).is_some_and(is_hiding_style)
    }

    /// Whether the role of the element is that of page furniture.
    pub(super) fn furniture_role(&self) -> bool {
        self.role(FURNITURE_ROLES)
    }

    /// Whether the element has one of these roles.
    pub(super) fn role(&self, roles: &[&str]) -> bool {
        self.get(Name::Role).is_some_and(|role| roles.iter().any(|known| role.trim().eq_ignore_ascii_case(known)))
    }

    /// Whether its class or its id has a word of page furniture.
    pub(super) fn furniture_class(&self) -> bool {
        [Name::Class, Name::Id]
            .into_iter()
            .filter_map(|name| self.get(name))
            .flat_map(str::split_whitespace)
            .any(is_furniture_class)
    }
}

fn is_hiding_style(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(property, value)| {
        let (property, value) = (property.trim(), value.trim().trim_end_matches("!important").trim());
        property.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none")
            || property.eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden")
    })
}

/// Whether one class has a word of furniture and none of layout.
fn is_furniture_class(class: &str) -> bool {
    let mut furniture = false;
    for word in words(class) {
        let is = |known: &&str| known.eq_ignore_ascii_case(word);
        if LAYOUT_WORDS.iter().any(is) {
            return false;
        }
        furniture |= FURNITURE_WORDS.iter().any(is);
    }
    furniture
}

/// The words of a class: `site-nav_main` and `siteNavMain` have three.
fn words(class: &str) -> impl Iterator<Item = &str> {
    class.split(|c: char| !c.is_alphabetic()).flat_map(|part| {
        let starts = part
            .match_indices(char::is_uppercase)
            .map(|(at, _)| at)
            .filter(|at| *at > 0 && part.as_bytes()[at - 1].is_ascii_lowercase());
        let mut from = 0;
        let cuts: Vec<usize> = starts.chain([part.len()]).collect();
        cuts.into_iter().map(move |to| &part[std::mem::replace(&mut from, to)..to])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_class(class: &str, expected: bool) {
        let mut attributes = Attributes::default();
        attributes.begin();
        attributes.name(b"class");
        attributes.value(class.as_bytes());
        assert_eq!(attributes.furniture_class(), expected, "{class:?}");
    }

    #[test]
    fn classes_of_furniture() {
        for class in
            ["nav", "site-nav", "mainNavMenu", "cookie", "social-share", "x related", "post_comments", "Footer", "breadcrumbs"]
        {
            check_class(class, true);
        }
        for class in ["", "has-sidebar", "content-with-sidebar", "navy", "unavailable", "commentary", "sidebar-layout", "lead"] {
            check_class(class, false);
        }
    }

    fn check_hidden(name: &str, value: &str, expected: bool) {
        let mut attributes = Attributes::default();
        attributes.begin();
        attributes.name(name.as_bytes());
        attributes.settle();
        attributes.value(value.as_bytes());
        assert_eq!(attributes.hide(), expected, "{name}={value:?}");
    }

    #[test]
    fn what_hides_an_element() {
        check_hidden("hidden", "", true);
        check_hidden("aria-hidden", "true", true);
        check_hidden("aria-hidden", "false", false);
        check_hidden("style", "color: red; display:none", true);
        check_hidden("style", "display: NONE !important", true);
        check_hidden("style", "display: block", false);
        check_hidden("class", "x sr-only", true);
        check_hidden("class", "hidden-truth", false);
        check_hidden("title", "hidden", false);
    }
}
