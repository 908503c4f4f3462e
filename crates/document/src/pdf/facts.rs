//! What a PDF says of itself: in its table of facts, and in the XML beside it.

use super::encodings::text_string;
use super::stream::unpacked;
use evidence::PartialDate;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Stream};

/// Title, publisher, date.
pub(super) type Heads = (Option<String>, Option<String>, Option<PartialDate>);

/// The XML is read up to this size.
const XML_LIMIT: usize = 1 << 20;
/// Titles that programs put in by themselves.
const NO_TITLE: [&str; 8] =
    ["untitled", "document", "document1", "presentation", "powerpoint presentation", "no title", "title", "slide 1"];
const FILE_ENDINGS: [&str; 17] = [
    ".doc", ".docx", ".odt", ".pdf", ".dvi", ".tex", ".indd", ".qxd", ".fm", ".rtf", ".ps", ".ppt", ".pptx", ".xls", ".html",
    ".htm", ".txt",
];

pub(super) struct Facts {
    pub title: Option<String>,
    pub publisher: Option<String>,
}

pub(super) fn facts(pdf: &Pdf) -> Facts {
    let xml = xml(pdf).unwrap_or_default();
    let metadata = pdf.metadata();
    let stated = metadata.title.as_deref().map(text_string);
    Facts {
        title: stated.and_then(|title| sound(&title)).or_else(|| element(&xml, "dc:title").and_then(|title| sound(&title))),
        publisher: element(&xml, "dc:publisher").and_then(|name| sound(&name)),
    }
}

fn xml(pdf: &Pdf) -> Option<String> {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    let stream = root.get::<Stream<'_>>("Metadata")?;
    Some(String::from_utf8_lossy(&unpacked(&stream, XML_LIMIT)?.bytes).into_owned())
}

/// The words of the first element of this name, without the marks inside.
fn element(xml: &str, name: &str) -> Option<String> {
    let after = &xml[xml.find(&format!("<{name}"))?..];
    let inside = &after[after.find('>')? + 1..];
    let inside = &inside[..inside.find(&format!("</{name}"))?];
    let mut words = String::new();
    let mut depth = 0;
    for character in inside.chars().take(2000) {
        match character {
            '<' => depth = 1,
            '>' => depth = 0,
            other if depth == 0 => words.push(other),
            _ => {}
        }
    }
    let words =
        words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&");
    Some(words)
}

/// A title that a person gave.
fn sound(title: &str) -> Option<String> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = title.strip_prefix("Microsoft Word - ").unwrap_or(&title);
    let low = title.to_lowercase();
    let good = title.chars().any(char::is_alphabetic)
        && title.chars().count() > 2
        && !title.contains(['\u{fffd}', '/', '\\'])
        && !NO_TITLE.contains(&low.as_str())
        && !FILE_ENDINGS.iter().any(|ending| low.ends_with(ending));
    good.then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_persons_gave() {
        assert_eq!(sound("Microsoft Word - Workers  abroad").as_deref(), Some("Workers abroad"));
        for title in ["report_final.doc", "Untitled", "12", "", "C:\\a\\b"] {
            assert_eq!(sound(title), None, "{title}");
        }
        let xml = "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Pay &amp; quota</rdf:li></rdf:Alt></dc:title>";
        assert_eq!(element(xml, "dc:title").as_deref(), Some("Pay & quota"));
    }
}
