//! What a document says of itself in its head, its foot and its metadata: title, publisher, date.

use super::dates::{DateOf, Stated, dateline, publication, stated};
use super::furniture::is_statement;
use crate::block::{Block, BlockKind};
use evidence::PartialDate;

/// How well a place of a document knows its title or its publisher; the best one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Authority {
    /// Metadata that was put in for the purpose.
    Metadata,
    /// A line with a label: `Title:`, `Source:`.
    Labelled,
    /// The first heading; the name over the date.
    Shown,
    /// A guess from the foot of the page.
    Foot,
}

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Masthead {
    title: Option<(Authority, String)>,
    publisher: Option<(Authority, String)>,
    dates: Vec<Stated>,
}

/// Labels before the name of a publisher.
const PUBLISHER_LABELS: &[&str] = &[
    "source:", "sources:", "publisher:", "published by", "issued by", "taken by:", "agency:", "organisation:", "organization:",
    "from:",
];
/// Labels before a title.
const TITLE_LABELS: &[&str] = &["title:", "headline:", "subject:", "re:", "report:"];
/// A word that the name of a publisher of news has.
const NEWS_WORDS: &[&str] =
    &["news", "agency", "agencies", "press", "times", "post", "daily", "herald", "gazette", "reuters", "afp", "ap", "yonhap"];
/// A publisher's or an author's name is not longer than this.
const LONGEST_NAME: usize = 90;
const LONGEST_TITLE: usize = 300;

impl Masthead {
    /// Takes in a title; the better-known one stays, the first of equals.
    pub(super) fn title(&mut self, authority: Authority, title: &str) {
        keep(&mut self.title, authority, title, LONGEST_TITLE);
    }

    /// Takes in the name of a publisher; the better-known one stays, the first of equals.
    pub(super) fn publisher(&mut self, authority: Authority, name: &str) {
        keep(&mut self.publisher, authority, name, LONGEST_NAME);
    }

    /// Takes in a date from metadata, such as `2014-06-11T15:17:00Z`.
    pub(super) fn metadata_date(&mut self, value: &str) {
        let date = stated(value).or_else(|| stated(value.get(..10)?)).map(|date| Stated { of: DateOf::Publication, ..date });
        self.dates.extend(date.or_else(|| value.trim().parse().ok().map(Stated::published)));
    }

    /// Takes in lines of the head of the document that stand together.
    pub(super) fn head(&mut self, lines: &str) {
        if lines.len() > 600 {
            return self.dateline(lines);
        }
        let before = self.dates.len();
        self.dates.extend(cells(lines).filter_map(stated));
        for line in unfolded(lines) {
            self.labelled(&line);
            if let Some(name) = byline(&line) {
                self.publisher(Authority::Labelled, name);
            }
        }
        if self.dates.len() > before {
            self.name_over_date(lines);
        } else {
            self.dateline(lines);
        }
    }

    /// Reads the first blocks of `text` that are no headings as its head, and the furniture among the last ones as its foot.
    pub(super) fn blocks(&mut self, text: &str, blocks: &[Block], head: usize, foot: usize) {
        let shown = |block: &&Block| !matches!(block.kind, BlockKind::Heading(_));
        for block in blocks.iter().filter(shown).take(head) {
            self.head(&text[block.range.clone()]);
        }
        for block in blocks.iter().rev().take(foot).filter(|block| block.kind == BlockKind::Furniture) {
            self.foot_line(&text[block.range.clone()]);
        }
    }

    /// Takes in a line of furniture from anywhere in the document: labelled dates, and who holds the rights.
    pub(super) fn foot_line(&mut self, line: &str) {
        if line.len() > 400 {
            return;
        }
        self.dates.extend(cells(line).filter_map(stated).filter(|date| date.of != DateOf::Unsaid));
        if let Some(name) = copyright_holder(line) {
            self.publisher(Authority::Foot, name);
        }
    }

    /// Takes in a `# source: PUBLISHER, DATE, "TITLE" (…)` line.
    pub(super) fn source_line(&mut self, line: &str) {
        let parts: Vec<&str> = line.split(", ").collect();
        self.publisher(Authority::Labelled, parts[0]);
        let date = parts.iter().find_map(|part| stated(part.trim_end_matches(" edition")));
        self.dates.extend(date.filter(|date| date.whole));
        if let Some(title) = between(line, '"', '"').or_else(|| between(line, '“', '”')) {
            self.title(Authority::Labelled, title);
        }
    }

    /// Title, publisher, date of publication.
    pub(super) fn finish(self) -> (Option<String>, Option<String>, Option<PartialDate>) {
        let name = |kept: Option<(Authority, String)>| kept.map(|(_, text)| text);
        (name(self.title), name(self.publisher), publication(self.dates))
    }

    fn dateline(&mut self, line: &str) {
        if let Some(date) = dateline(line) {
            self.dates.push(date);
            let head = &line[..line.floor_char_boundary(100)];
            if let Some(agency) = between(head, '(', ')').filter(|inside| is_news(inside)) {
                self.publisher(Authority::Labelled, agency);
            }
        }
    }

    /// A labelled title or publisher.
    fn labelled(&mut self, line: &str) {
        if let Some(title) = after_label(line, TITLE_LABELS) {
            self.title(Authority::Labelled, title);
        }
        if let Some(name) = after_label(line, PUBLISHER_LABELS).filter(|name| is_name(name)) {
            self.publisher(Authority::Labelled, name);
        }
    }

    /// The name that stands first among lines with a date.
    fn name_over_date(&mut self, lines: &str) {
        let first = cells(lines).next().unwrap_or_default();
        let name = first.split(',').next().unwrap_or_default();
        if stated(first).is_none() && !first.ends_with(':') && is_name(name) && name.split(' ').count() >= 2 {
            self.publisher(Authority::Shown, name);
        }
    }
}

/// Whether a line of the head holds nothing but who, when and where.
pub(super) fn is_head_matter(line: &str) -> bool {
    if line.len() > 200 {
        return false;
    }
    if cells(line).next().and_then(stated).is_some_and(|date| date.of != DateOf::Unsaid) && !line.ends_with('.') {
        return true;
    }
    if is_statement(line) && cells(line).any(is_statement) {
        return false;
    }
    let dated = || cells(line).any(|cell| stated(cell).is_some());
    let publisher = || after_label(line, PUBLISHER_LABELS).is_some_and(is_name);
    dated() || publisher() || byline(line).is_some() || is_author_line(line)
}

/// The publisher in `- Agencies, PYONGYANG`, `MERIDIAN NEWS, SEOUL`, `(Reuters)`.
fn byline(line: &str) -> Option<&str> {
    if line.len() > LONGEST_NAME || line.ends_with(['.', '?', '!', ':']) {
        return None;
    }
    if let Some(name) = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return Some(name).filter(|name| is_news(name));
    }
    let dashed = line.strip_prefix(['-', '–', '—']).map(str::trim_start);
    let place = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '-' | '.'));
    let (name, last) = dashed.unwrap_or(line).rsplit_once(", ")?;
    (place(last) && is_name(name) && (dashed.is_some() || is_news(name))).then_some(name)
}

/// `By A. Person`, `By Our Correspondent`.
fn is_author_line(line: &str) -> bool {
    let by = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "));
    by.is_some_and(|names| names.len() <= 60 && is_name(names))
}

fn keep(kept: &mut Option<(Authority, String)>, authority: Authority, text: &str, longest: usize) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.is_empty() && text.len() <= longest && kept.as_ref().is_none_or(|(known, _)| authority < *known) {
        *kept = Some((authority, text));
    }
}

/// The parts of a line that stand apart: by wide gaps, bars or dots.
pub(super) fn cells(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split(['|', '·', '•', '\t', '\n', '*']);
    parts.flat_map(apart).map(str::trim).filter(|cell| !cell.is_empty())
}

/// The pieces between wide gaps; a label stays with what stands after it.
fn apart(part: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, gap) in part.match_indices("   ") {
        let piece = part[start..at].trim();
        if !piece.is_empty() && !piece.ends_with(':') {
            pieces.push(piece);
            start = at + gap.len();
        }
    }
    pieces.push(&part[start..]);
    pieces
}

/// Lines, with those that hang below a line joined to it.
fn unfolded(lines: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in lines.lines() {
        match found.last_mut().filter(|_| line.starts_with("    ")) {
            Some(last) => {
                last.push(' ');
                last.push_str(line.trim());
            }
            None => found.push(line.trim().to_owned()),
        }
    }
    found
}

fn between(text: &str, open: char, close: char) -> Option<&str> {
    text.split_once(open)?.1.split_once(close).map(|(inside, _)| inside)
}

fn after_label<'a>(line: &'a str, labels: &[&str]) -> Option<&'a str> {
    let after = |label: &&str| {
        let start = line.get(..label.len())?;
        start.eq_ignore_ascii_case(label).then(|| line[label.len()..].trim()).filter(|value| !value.is_empty())
    };
    labels.iter().find_map(after)
}

/// Whether every word of weight is capitalised and none is a figure.
fn is_name(text: &str) -> bool {
    const SMALL: &[&str] = &["of", "for", "and", "the", "in", "on", "de", "la", "le", "du", "des", "el", "y", "et", "und", "&"];
    let word = |word: &str| SMALL.contains(&word) || word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    !text.is_empty()
        && text.len() <= LONGEST_NAME
        && !text.bytes().any(|byte| byte.is_ascii_digit())
        && text.split_whitespace().all(word)
}

fn is_news(text: &str) -> bool {
    is_name(text) && text.split_whitespace().any(|word| NEWS_WORDS.contains(&word.to_lowercase().as_str()))
}

/// `Meridian News Agency` of `(c) 2014 Meridian News Agency. All rights reserved.`
fn copyright_holder(line: &str) -> Option<&str> {
    let start = ["©", "(c)", "(C)", "Copyright"].iter().find_map(|mark| line.trim_start().strip_prefix(mark))?;
    let start = start.trim_start_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '©' | ',' | '-' | '–' | 'c' | '(' | ')')
    });
    let end = start.find(['.', ',', ';', '|', '·']).unwrap_or(start.len());
    Some(start[..end].trim()).filter(|name| is_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Shown<'a> = (Option<&'a str>, Option<&'a str>, Option<&'a str>);

    fn check(head: &[&str], foot: &[&str], expected: Shown) {
        let mut masthead = Masthead::default();
        for lines in head {
            masthead.head(lines);
        }
        for line in foot {
            masthead.foot_line(line);
        }
        let (title, publisher, published) = masthead.finish();
        let published = published.map(|date| date.to_string());
        assert_eq!((title.as_deref(), publisher.as_deref(), published.as_deref()), expected, "{head:?} {foot:?}");
    }

    #[test]
    fn the_head_says_who_and_when() {
        check(&["- Agencies, PYONGYANG"], &[], (None, Some("Agencies"), None));
        check(&["MERIDIAN NEWS, SEOUL"], &[], (None, Some("MERIDIAN NEWS"), None));
        check(&["KATHMANDU, NEPAL"], &[], (None, None, None));
        check(&["(Reuters)"], &[], (None, Some("Reuters"), None));
        check(&["Source: Network for Labour Rights"], &[], (None, Some("Network for Labour Rights"), None));
        check(&["Source: the 46,000 figure is from a diplomat"], &[], (None, None, None));
        check(&["Subject: Inspection of site No. 26"], &[], (Some("Inspection of site No. 26"), None, None));
        check(&["Subject: Inspection of site\n         No. 26"], &[], (Some("Inspection of site No. 26"), None, None));
        check(&["Reference:     RFE-0713\nHeld:          9 July 2013, two sittings"], &[], (None, None, Some("2013-07-09")));
        check(
            &["Harbour Street Institute, Policy Brief 15-02\n12 February 2015"],
            &[],
            (None, Some("Harbour Street Institute"), Some("2015-02-12")),
        );
        check(
            &["Clearwater Sanctions Monitor · Briefing 31 · 20 December 2016"],
            &[],
            (None, Some("Clearwater Sanctions Monitor"), Some("2016-12-20")),
        );
        check(
            &["Session of the Assembly                 30 October 2015"],
            &[],
            (None, Some("Session of the Assembly"), Some("2015-10-30")),
        );
        check(&["SEOUL, 12 May 2015 (Reuters) - Workers said they were paid"], &[], (None, Some("Reuters"), Some("2015-05-12")));
    }

    fn check_matter(line: &str, expected: bool) {
        assert_eq!(is_head_matter(line), expected, "{line:?}");
    }

    #[test]
    fn a_line_of_the_head_may_hold_nothing_but_who_and_when() {
        check_matter("- Agencies, PYONGYANG", true);
        check_matter("By Our Correspondent", true);
        check_matter("18 November 2014 · No. 47/2014", true);
        check_matter("Published 14 May 2015 • 7 minutes to read • Report no. 22", true);
        check_matter("Source: Network for Labour Rights", true);
        check_matter("Released 4 May 2014 after three years of forced labour.", false);
        check_matter("12 May 2015 | 46,000 workers are abroad", false);
        check_matter("By 2014 there were 46,000 workers.", false);
        check_matter("Overseas workers, unpaid", false);
        check_matter("Held:          9 July 2013, two sittings, 3 hours 40 minutes in all", true);
    }

    #[test]
    fn the_foot_says_who_holds_the_rights() {
        check(&[], &["(c) 2014 Meridian News Agency. All rights reserved."], (None, Some("Meridian News Agency"), None));
        check(&[], &["© 2014 by whoever wrote it"], (None, None, None));
        check(&[], &["Published: 2014-06-11", "12 May 2015"], (None, None, Some("2014-06-11")));
    }

    #[test]
    fn a_source_line_says_all_three() {
        let mut masthead = Masthead::default();
        masthead.source_line(
            "CIA World Factbook, March 2017 edition, \"Gabon: Trafficking in persons\" (data repository x); public domain",
        );
        let (title, publisher, published) = masthead.finish();
        assert_eq!(title.as_deref(), Some("Gabon: Trafficking in persons"));
        assert_eq!(publisher.as_deref(), Some("CIA World Factbook"));
        assert_eq!(published.map(|date| date.to_string()).as_deref(), Some("2017-03"));
    }
}
