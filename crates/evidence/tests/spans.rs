//! A span always leads back: to the words it holds, and to the bytes of the original that they stand for.

use evidence::{Error, Locator, Placing, Segment, SourceId, Span, Spot, TextLayer};
use proptest::collection::vec;
use proptest::prelude::*;
use std::ops::Range;

fn source() -> SourceId {
    SourceId::of(b"a source")
}

/// Text with characters of one to four bytes.
fn words() -> impl Strategy<Value = String> {
    vec(prop_oneof!["[a-z ]{1,6}", "[é충성ж]{1,3}", "[🧱𝔸]{1,2}", "\n"], 1..8).prop_map(|pieces| pieces.concat())
}

/// Any two numbers about as large as a text is long.
fn ends() -> impl Strategy<Value = (usize, usize)> {
    (0..40usize, 0..40usize)
}

fn nearest(text: &str, (a, b): (usize, usize)) -> Range<usize> {
    text.floor_char_boundary(a.min(b))..text.floor_char_boundary(a.max(b))
}

/// A piece of a page: what it is in the markup, and what a person sees of it.
#[derive(Debug, Clone)]
enum Piece {
    /// Words that stand there as they are seen.
    Plain(String),
    /// Markup that nobody sees.
    Hidden(String),
    /// Markup that stands for other text, such as an entity.
    Atom(String, String),
    /// Text that stands nowhere in the markup, such as a line break between blocks.
    Added(String),
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let atom = prop_oneof![Just(("&amp;", "&")), Just(("&hellip;", "...")), Just(("&#x1F9F1;", "🧱")), Just(("\u{e9}", "e"))];
    let piece = prop_oneof![
        words().prop_map(Piece::Plain),
        "<[a-z]{1,5}>".prop_map(Piece::Hidden),
        atom.prop_map(|(markup, seen)| Piece::Atom(markup.to_owned(), seen.to_owned())),
        Just(Piece::Added("\n\n".to_owned())),
    ];
    vec(piece, 0..12)
}

/// A page as it was received and as it is read.
struct Page {
    markup: String,
    layer: TextLayer,
    /// For each byte of the layer, the bytes of the markup that it stands for.
    way_back: Vec<Option<Range<usize>>>,
}

impl Page {
    fn of(pieces: &[Piece]) -> Page {
        let (mut markup, mut text, mut segments, mut way_back) = (String::new(), String::new(), Vec::new(), Vec::new());
        for piece in pieces {
            let (hidden, seen) = match piece {
                Piece::Plain(words) => (words.as_str(), words.as_str()),
                Piece::Hidden(hidden) => (hidden.as_str(), ""),
                Piece::Atom(hidden, seen) => (hidden.as_str(), seen.as_str()),
                Piece::Added(seen) => ("", seen.as_str()),
            };
            let (layer_start, original_start) = (text.len(), markup.len());
            let segment = Segment { layer_start, original_start, layer_len: seen.len(), original_len: hidden.len() };
            let back = |at: usize| match piece {
                Piece::Plain(_) => Some(original_start + at..original_start + at + 1),
                Piece::Atom(..) => Some(original_start..original_start + hidden.len()),
                Piece::Hidden(_) | Piece::Added(_) => None,
            };
            way_back.extend((0..seen.len()).map(back));
            if matches!(piece, Piece::Plain(_) | Piece::Atom(..)) {
                segments.push(segment);
            }
            markup.push_str(hidden);
            text.push_str(seen);
        }
        Page { markup, layer: TextLayer::made(source(), "html@1", text, segments), way_back }
    }
}

/// A span that went to storage and came back.
fn stored(span: &Span) -> Span {
    serde_json::from_str(&serde_json::to_string(span).unwrap()).unwrap()
}

proptest! {
    #[test]
    fn a_span_of_plain_text_is_those_bytes(before in words(), text in words(), ends in ends()) {
        let base = before.len();
        let (original, layer) = (before + &text, TextLayer::identity(source(), base, text.clone()));
        let range = nearest(&text, ends);
        if range.is_empty() {
            return Ok(());
        }
        let span = layer.span(range.clone()).unwrap();
        let bytes = span.bytes().unwrap();
        prop_assert_eq!(span.quote(), &text[range]);
        prop_assert_eq!(span.quote(), &original[bytes.start as usize..bytes.end as usize]);
        prop_assert_eq!(span.source(), source());
        prop_assert!(stored(&span).resolves_in(&layer));
        prop_assert!(span.resolves_in(&TextLayer::identity(source(), 0, original)), "in the whole as in a window");
    }

    #[test]
    fn a_span_resolves_nowhere_else(text in words(), other in words(), ends in ends()) {
        let layer = TextLayer::identity(source(), 0, text.clone());
        let range = nearest(&text, ends);
        if range.is_empty() {
            return Ok(());
        }
        let span = layer.span(range.clone()).unwrap();
        let same_words = other.get(range.clone()) == Some(&text[range.clone()]);
        prop_assert_eq!(span.resolves_in(&TextLayer::identity(source(), 0, other)), same_words);
        prop_assert!(!span.resolves_in(&TextLayer::identity(SourceId::of(b"another"), 0, text.clone())));
        prop_assert!(!span.resolves_in(&TextLayer::identity(source(), range.end, text.clone())));
        let whole = Segment { layer_start: 0, original_start: 0, layer_len: text.len(), original_len: text.len() };
        prop_assert!(!span.resolves_in(&TextLayer::made(source(), "html@1", text, vec![whole])));
    }

    #[test]
    fn a_span_is_refused_unless_it_is_a_piece_of_the_text(text in words(), start in 0..50usize, end in 0..50usize) {
        let layer = TextLayer::identity(source(), 7, text.clone());
        let good = start < end && end <= text.len() && text.is_char_boundary(start) && text.is_char_boundary(end);
        match layer.span(start..end) {
            Ok(span) => prop_assert!(good && span.quote() == &text[start..end]),
            Err(error) => {
                prop_assert!(!good);
                prop_assert_eq!(error, Error::NoSuchPlace { start, end });
            }
        }
    }

    #[test]
    fn no_span_covers_a_byte_that_is_not_text(text in words(), at in 0..40usize, ends in ends()) {
        let mut text = text;
        let at = text.floor_char_boundary(at);
        text.insert(at, TextLayer::SUBSTITUTE);
        let layer = TextLayer::identity(source(), 0, text.clone());
        let range = nearest(&text, ends);
        prop_assert_eq!(layer.span(range.clone()).is_ok(), !range.is_empty() && !range.contains(&at));
    }

    #[test]
    fn a_span_of_a_made_layer_leads_back_to_its_markup(pieces in pieces(), ends in ends()) {
        let page = Page::of(&pieces);
        let text = page.layer.text();
        let range = nearest(text, ends);
        let back: Vec<Range<usize>> = page.way_back[range.clone()].iter().flatten().cloned().collect();
        let expected = back.iter().map(|range| range.start).min().zip(back.iter().map(|range| range.end).max());
        let Some((start, end)) = expected else {
            prop_assert!(page.layer.span(range).is_err(), "nothing of it stands in the markup");
            return Ok(());
        };
        let span = page.layer.span(range.clone()).unwrap();
        prop_assert_eq!(span.quote(), &text[range.clone()]);
        prop_assert_eq!(span.bytes(), Some(start as u64..end as u64));
        prop_assert!(page.markup.is_char_boundary(start) && page.markup.is_char_boundary(end));
        prop_assert!(stored(&span).resolves_in(&page.layer));
        let Locator::Bytes { layer: Some(layer), .. } = span.locator() else { panic!("a made layer names itself") };
        prop_assert_eq!((layer.start, layer.end), (range.start as u64, range.end as u64));
        prop_assert_eq!((layer.reader.as_str(), layer.hash), ("html@1", SourceId::of(text.as_bytes())));
    }

    #[test]
    fn a_span_of_another_reading_of_the_page_does_not_resolve(pieces in pieces(), ends in ends()) {
        let (page, longer) = (Page::of(&pieces), Page::of(&[pieces.as_slice(), &[Piece::Plain("more".into())]].concat()));
        let Ok(span) = page.layer.span(nearest(page.layer.text(), ends)) else { return Ok(()) };
        prop_assert!(!span.resolves_in(&longer.layer));
        prop_assert!(!span.resolves_in(&TextLayer::identity(source(), 0, page.markup)));
    }
}

#[test]
#[should_panic(expected = "segments of a layer lie in order inside its text")]
fn segments_out_of_order_are_refused() {
    let segment = |layer_start| Segment { layer_start, original_start: 0, layer_len: 2, original_len: 2 };
    TextLayer::made(source(), "html@1", "abcd".into(), vec![segment(2), segment(0)]);
}

#[test]
#[should_panic(expected = "segments of a layer lie in order inside its text")]
fn segments_beyond_the_text_are_refused() {
    let segment = Segment { layer_start: 3, original_start: 0, layer_len: 2, original_len: 2 };
    TextLayer::made(source(), "html@1", "abcd".into(), vec![segment]);
}

fn pages(texts: &[&str]) -> TextLayer {
    let mut text = String::new();
    let mut placings = Vec::new();
    for (index, page) in texts.iter().enumerate() {
        let start = text.len();
        text.push_str(page);
        placings.push(Placing { range: start..text.len(), spot: Spot::Page { number: index as u64 + 1 } });
        text.push('\n');
    }
    TextLayer::placed(source(), "pdf@1", text, placings)
}

#[test]
fn a_placed_span_says_where_a_person_finds_it() {
    let layer = pages(&["Zarplata – 300", "", "US$ of 로동자"]);
    let find = |words: &str| {
        let start = layer.text().find(words).unwrap();
        layer.span(start..start + words.len()).unwrap()
    };
    assert_eq!(find("300").whereabouts(), "page 1, characters 11–14");
    assert_eq!(find("로동자").whereabouts(), "page 3, characters 7–10");
    assert_eq!(find("300\n\nUS$").whereabouts(), "page 1, character 11, to page 3, character 3");
    assert_eq!(find("300").bytes(), None);
    assert!(find("로동자").resolves_in(&layer));
    let moved = pages(&["Zarplata - 300", "", "US$ of 로동자"]);
    assert!(!find("로동자").resolves_in(&moved), "another layer is another place");
    let outside = TextLayer::placed(source(), "pdf@1", "no page".into(), vec![]);
    assert!(matches!(outside.span(0..2), Err(Error::NoSuchPlace { .. })));
}

#[test]
fn a_spot_is_named_as_a_person_names_it() {
    let cell = |sheet: Option<&str>, row, column| Spot::Cell { sheet: sheet.map(str::to_owned), row, column };
    let named = [
        (Spot::Page { number: 3 }, "page 3"),
        (Spot::Paragraph { part: None, number: 12 }, "paragraph 12"),
        (Spot::Paragraph { part: Some("footnotes".into()), number: 2 }, "footnotes, paragraph 2"),
        (Spot::Part { name: "Subject".into() }, "Subject"),
        (cell(Some("May 2015"), 12, 4), "May 2015!D12"),
        (cell(None, 1, 26), "Z1"),
        (cell(None, 1, 27), "AA1"),
        (cell(None, 1, 16_384), "XFD1"),
    ];
    for (spot, name) in named {
        assert_eq!(spot.to_string(), name);
    }
}
