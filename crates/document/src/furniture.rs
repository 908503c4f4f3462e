//! Page furniture by its words: lines that were put round a document and state nothing of its matter.
//!
//! A line of furniture is short. A short line that has a verb of a statement and a figure, or is a sentence with one of them, is kept,
//! unless its words can belong to nothing but a page (`All rights reserved`).

use super::dates::stated;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// How a line of furniture begins, in lower case; each string lists phrases, divided by commas.
const OPENINGS: &[&str] = &[
    // dates and counts of a page
    "published:, published on, published at, posted on, posted by, posted at, updated:, last updated, last modified, last reviewed",
    "date published, reading time, time to read",
    // sharing
    "share this, share on, share via, tweet this, like us, follow us, follow @, find us on, join us on, email this",
    "e-mail this, print this, save this, send to a friend, copy link, bookmark this",
    // asking the reader
    "click here, click to, tap here, comment via, comment on this, comment now, post a comment, post your comment",
    "add a comment, add your comment, leave a comment, leave a reply, leave your comment, write a comment, view comments",
    "show comments, hide comments, no comments, comments are closed, comments off, comments (, report abuse",
    "report this comment, report a typo, join the conversation, join the discussion, user's feedback, user’s feedback",
    "users' feedback, users’ feedback, user feedback, reader feedback, readers' feedback, your feedback, send feedback",
    "was this helpful, was this page helpful, rate this, have your say, what do you think, don't have facebook",
    "don’t have facebook, don't have a facebook, don’t have a facebook, don't have an account, don’t have an account",
    "use this form, fill in this form, sign in, sign up, log in, log out, login, logout, register to, register now",
    "subscribe, unsubscribe, newsletter, get our newsletter, donate, support us, become a member, forgot your password",
    "remember me, captcha, required fields, your email address will not be published",
    "your e-mail address will not be published",
    // leading elsewhere
    "read more, read also, read next, read the full, see also, see more, also read, learn more, find out more, more from",
    "more on this, more stories, more news, related stories, related articles, related news, related content",
    "related links, related topics, related posts, related:, you may also like, you might also like, recommended for you",
    "most read, most popular, most viewed, trending, top stories, latest news, latest stories, breaking news",
    "next article, previous article, next post, previous post, next page, previous page, next story, previous story",
    "older posts, newer posts, back to top, return to top, skip to, jump to, go to page, view all, show all, load more",
    "show more, view the original, view in browser, download pdf, download the pdf, download as pdf, listen to this",
    "site map, sitemap, table of contents, tags:, filed under, topics:, keywords:, categories:, category:, labels:",
    // rights and addresses
    "copyright, ©, (c) 19, (c) 20, all rights reserved, terms of use, terms and conditions, privacy policy, disclaimer",
    "cookie policy, contact us, about us, advertise with us, tel:, tel., telephone:, phone:, mobile:, fax:, fax., e-mail:",
    "email:, website:, web:, www., http://, https://, po box, p.o. box, isbn, issn, doi:, photo:, photo by, photo credit",
    "photograph:, photograph by, photographs by, photos:, image:, image credit, image source, images:, picture:",
    "file photo, credit:, video:, watch:, listen:, getty images, reporting by, (reporting by, editing by, (editing by",
    "writing by, (writing by, additional reporting, (additional reporting",
    // adverts
    "advertisement, advertorial, sponsored, promoted, paid content, article continues, story continues, continue reading",
    // letters
    "our ref, your ref, ref., ref:, encl., encl:, enclosure:, enclosures:, enclosures, enc:, cc:, copy:, [signed]",
    "(signed), dear sir, dear madam, yours sincerely, yours faithfully, yours truly, sincerely, kind regards",
];

/// A line that is this and nothing else is furniture.
const WHOLE: &[&str] = &[
    "home, menu, search, share, print, tweet, email, e-mail, reply, like, save, close, next, previous, prev, back, top",
    "more, comments, comment, feedback, related, loading, loading..., facebook, twitter, whatsapp, telegram, linkedin",
    "pinterest, instagram, youtube, rss, a- a+, a+ a-, contents, archive, archives, gallery, video, photos, news, world",
    "opinion, sport, sports, business, contact, about, help, faq, copy, ad, blank page",
    "this page intentionally left blank, for the office",
];

/// Words that belong to nothing but a page, wherever they stand in a short line.
const OF_A_PAGE: &[&str] = &[
    "all rights reserved, characters left, min read, minutes to read, minute read, report abuse, share on social, privacy policy, best viewed, your email address will not be published",
    "unsubscribe, skip to content, use this form to comment, comment via facebook",
];

/// What makes the lines under it part of a list of other stories.
const LISTS_OTHERS: &[&str] = &[
    "related, related stories, related articles, related news, related content, related links, related posts",
    "related topics, most read, most popular, most viewed, trending, top stories, latest news, latest stories, see also",
    "read more, read also, more stories, more news, more on this story, you may also like, you might also like",
    "recommended for you, recommended, other news, in other news",
];

/// What opens the readers' comments.
const OPENS_COMMENTS: &[&str] = &[
    "user's feedback, user’s feedback, users' feedback, users’ feedback, user feedback, reader feedback",
    "readers' feedback, reader comments, readers' comments, readers’ comments, user comments, leave a comment",
    "leave a reply, post a comment, add a comment, join the conversation, join the discussion, have your say",
];

/// What announces an advertisement below it.
const OPENS_ADVERTISEMENT: &[&str] = &["advertisement", "advert", "sponsored", "sponsored content", "promoted"];

/// Verbs of a statement; with a figure beside them, or in a whole sentence, a line is kept.
const VERBS: &[&str] = &[
    "is, are, was, were, be, been, has, have, had, will, would, must, pays, paid, pay, earn, earns, earned, receive",
    "receives, received, take, takes, took, taken, keep, keeps, kept, send, sends, sent, work, works, worked, live, lived",
    "die, died, killed, withheld, deducted, remit, remits, remitted, owe, owed, owes, charged, collected, employ, employs",
    "employed, hired, found, said, says, told, cost, costs, made, gets, got, left, gave, give, gives, held, holds, rose",
    "fell",
];

/// Lines longer than this are not asked.
const LONGEST: usize = 200;

/// Phrases by their first byte.
struct Phrases(Vec<Vec<&'static str>>);

impl Phrases {
    fn new(lines: &[&'static str]) -> Self {
        let mut buckets = vec![Vec::new(); 256];
        for phrase in lines.iter().flat_map(|line| line.split(", ")) {
            buckets[usize::from(phrase.as_bytes()[0])].push(phrase);
        }
        Phrases(buckets)
    }

    fn beginning_as<'l>(&self, line: &'l str) -> impl Iterator<Item = (&'static str, &'l str)> {
        let bucket = line.bytes().next().map_or(&[][..], |first| &self.0[usize::from(first)]);
        bucket.iter().filter_map(move |phrase| Some((*phrase, line.strip_prefix(phrase)?)))
    }

    /// Whether `line` is one of them.
    fn have(&self, line: &str) -> bool {
        self.beginning_as(line).any(|(_, rest)| rest.is_empty())
    }

    /// Whether `line` begins with one of them, and not inside a word.
    fn begin(&self, line: &str) -> bool {
        let inside = |phrase: &str, rest: &str| phrase.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphanumeric);
        self.beginning_as(line).any(|(phrase, rest)| !inside(phrase, rest))
    }

    /// Whether one of them stands in `line`, from the beginning of a word on.
    fn stand_in(&self, line: &str) -> bool {
        let bytes = line.as_bytes();
        let begins_word = |at: usize| bytes[at].is_ascii_alphanumeric() && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
        (0..bytes.len()).any(|at| begins_word(at) && self.beginning_as(&line[at..]).next().is_some())
    }
}

static OPENING_PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(OPENINGS));
static WHOLE_LINES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WHOLE));
static PAGE_PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(OF_A_PAGE));
static COMMENT_HEADS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(OPENS_COMMENTS));
static LIST_HEADS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(LISTS_OTHERS));
static STATING_VERBS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(VERBS));

/// Whether a line, as a person sees it, is furniture.
pub(super) fn is_furniture(line: &str) -> bool {
    if is_cookie_text(line) {
        return true;
    }
    if line.is_empty() || line.len() > LONGEST {
        return false;
    }
    let plain = lower(bare(line));
    if WHOLE_LINES.have(&plain) || is_page_number(&plain) || is_navigation(line) || PAGE_PHRASES.stand_in(&plain) {
        return true;
    }
    let opens = OPENING_PHRASES.begin(&plain) || is_remark(line) || is_comment_count(&plain);
    opens && !is_statement(line) || stated(line).is_some_and(|date| date.whole)
}

/// What a line makes of the lines under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Readers' comments.
    Comments,
    /// A list of other stories.
    OtherStories,
    /// An advertisement.
    Advertisement,
}

/// The section of furniture that a line opens.
pub(super) fn opened_section(line: &str) -> Option<Section> {
    if line.len() > 60 {
        return None;
    }
    let plain = lower(bare(line));
    let (name, count) = plain.split_once('(').unwrap_or((&plain, ""));
    let name = name.trim().trim_end_matches(':');
    if COMMENT_HEADS.have(name) || name == "comments" && count.starts_with(|c: char| c.is_ascii_digit()) {
        Some(Section::Comments)
    } else if LIST_HEADS.have(plain.trim_end_matches(':')) {
        Some(Section::OtherStories)
    } else {
        OPENS_ADVERTISEMENT.contains(&plain.as_str()).then_some(Section::Advertisement)
    }
}

/// Whether a line has a verb of a statement and a figure, or is a sentence with one of them.
pub(super) fn is_statement(line: &str) -> bool {
    let words = || line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let figure = line.bytes().any(|byte| byte.is_ascii_digit());
    let sentence = line.trim_end_matches(['"', '”', '’']).ends_with(['.', '!']) && words().nth(5).is_some();
    figure && sentence || (figure || sentence) && words().any(|word| STATING_VERBS.have(&word.to_ascii_lowercase()))
}

/// Whether a line leads to other pages: `Home | World | Asia`, `World > Asia`.
pub(super) fn is_navigation(line: &str) -> bool {
    if line.len() > LONGEST || line.is_ascii() && memchr::memchr2(b'|', b'>', line.as_bytes()).is_none() {
        return false;
    }
    let Some(mark) = ['|', '·', '•', '>', '»', '›'].into_iter().find(|mark| line.contains(*mark)) else { return false };
    let parts: Vec<&str> = line.split(mark).map(str::trim).filter(|part| !part.is_empty()).collect();
    let fewest = if matches!(mark, '|' | '·' | '•') { 3 } else { 2 };
    let name = |part: &&str| {
        part.len() <= 40 && part.starts_with(char::is_alphabetic) && part.split(' ').count() <= 4 && !part.ends_with(['.', '?'])
    };
    parts.len() >= fewest && parts.iter().all(name) && !is_statement(line)
}

/// The line without the signs round it.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | '*' | '=' | '_' | '~' | '#' | '>' | '»' | '▼' | '•')
    })
}

/// The line in lower case as far as ASCII goes, without double spaces.
fn lower(line: &str) -> String {
    let mut lower = line.to_ascii_lowercase();
    let mut after_space = false;
    lower.retain(|c| !(std::mem::replace(&mut after_space, c == ' ') && c == ' '));
    lower
}

/// `Page 3 of 10`, `page 3`, `- 3 -`, `3 / 10`.
fn is_page_number(plain: &str) -> bool {
    let digits = plain.strip_prefix("page ").unwrap_or(plain).trim_end_matches('.');
    let digits = digits.split_once(" of ").or_else(|| digits.split_once('/')).map_or(digits, |(first, last)| {
        if last.trim().bytes().all(|byte| byte.is_ascii_digit()) { first.trim() } else { digits }
    });
    !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `12 comments`, `3 Comments`, `1,318 views`, `reader feedback (2 comments)`.
fn is_comment_count(plain: &str) -> bool {
    let counted = plain.split_once(' ').filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b','));
    let what = |what: &str| ["comment", "comments", "views", "view", "shares", "likes", "replies", "reply"].contains(&what);
    counted.is_some_and(|(_, rest)| rest.split(' ').next().is_some_and(what)) || plain.len() < 50 && plain.ends_with("comments)")
}

/// A short remark in brackets: `[signed]`, `[00:02:10]`, `[End of tape 3.]`.
fn is_remark(line: &str) -> bool {
    line.len() <= 100 && line.starts_with('[') && line.ends_with(']') && line[1..].find('[').is_none()
}

/// A notice about cookies may be longer than a line.
fn is_cookie_text(text: &str) -> bool {
    static OOKIES: LazyLock<Finder> = LazyLock::new(|| Finder::new(b"ookies"));
    if text.len() > 600 || OOKIES.find(text.as_bytes()).is_none() {
        return false;
    }
    let plain = text.to_ascii_lowercase();
    plain.contains("cookies")
        && ["we use", "site uses", "website uses", "accept", "consent"].iter().any(|words| plain.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: bool) {
        assert_eq!(is_furniture(line), expected, "{line:?}");
    }

    #[test]
    fn page_furniture_is_known_by_its_words() {
        for line in [
            "Published: 11-06-2014 15:17",
            "User's Feedback",
            "Click here for your comments",
            "Comment via Facebook",
            "Don't have facebook account? Use this form to comment",
            "Updated: 11 June 2014",
            "Share this",
            "SHARE ON FACEBOOK (214)",
            "Read more: Ten years of coal in 40 pictures",
            "- - - ADVERTISEMENT - - -",
            "Copyright 2014 Meridian",
            "(c) 2014 Meridian News Agency. All rights reserved.",
            "© 2014 Meridian",
            "Page 3 of 10",
            "- 12 -",
            "Tel: 555 0142",
            "Tel. 555 0163 ext. 12",
            "E-mail: desk@example.org",
            "Photo: A. Person / Agency",
            "Home | World | Asia | Business | Weather 24°C | Log in",
            "World > Asia",
            "1,318 views   Share on social media (214)   Print   A- A+",
            "12 comments",
            "READER FEEDBACK (2 comments)",
            "Add a comment. 1,000 characters left.",
            "This site uses 4 cookies. They are kept for 12 months.",
            "[00:02:10]",
            "[signed]",
            "11 June 2014",
            "(Reporting by Meridian staff; 3 contributors)",
            "Our ref. 15/3-1184",
        ] {
            check(line, true);
        }
    }

    #[test]
    fn a_line_that_states_something_is_kept() {
        for line in [
            "",
            "Published wages run from 300 to 1,000 dollars a month.",
            "Updated figures from 14 camps",
            "They carried a log in pairs, 3 men died.",
            "The women baked cookies for 300 dollars a month.",
            "Those who sign up for 3 years are paid 200 dollars.",
            "Related companies paid 300 workers $50 a month.",
            "Tel Aviv has 300 workers from abroad",
            "Telephones were taken away.",
            "Photographs were taken of all 46 workers.",
            "Donated food was sold to 200 workers.",
            "Shared rooms: 12 men have one window",
            "Workers | 46,000 | 46,000",
            "Up to 90% of Pay Extorted",
            "The move comes amid sanctions.",
            "Home is far, he said.",
            "Watch: the minders live with us and report on us.",
            "Back to the camp they took us every night.",
            "Page 3 of the contract says 300 dollars are paid.",
            "Copy machines were sold for 40 dollars",
            "[We paid 300 dollars each.]",
            "On 11 June 2014 they left.",
        ] {
            check(line, false);
        }
    }

    #[test]
    fn sections_of_furniture_are_known_by_their_heads() {
        for line in ["User's Feedback", "Comments (12)", "READER FEEDBACK (2 comments)"] {
            assert_eq!(opened_section(line), Some(Section::Comments), "{line}");
        }
        for line in ["RELATED", "Most read:"] {
            assert_eq!(opened_section(line), Some(Section::OtherStories), "{line}");
        }
        assert_eq!(opened_section("- - - ADVERTISEMENT - - -"), Some(Section::Advertisement));
        for line in [
            "Comments",
            "Comments by the government",
            "Click here for your comments",
            "Related parties",
            "Advertisements promised 800 dollars",
        ] {
            assert_eq!(opened_section(line), None, "{line}");
        }
    }
}
