//! The sources: what is known of each, and its text with every span marked where it stands.

use crate::Report;
use crate::links;
use crate::markup::{Element, el, label};
use crate::view::View;
use crate::words;
use evidence::{Claim, Origin, Source, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Up to this many bytes a text is shown whole.
const WHOLE_TEXT_MAX: usize = 200_000;
/// How many bytes stay on either side of a span in a longer text.
const CONTEXT: usize = 600;

/// The address of a claim's words on the page; `None` if it has no words of its own, or is not listed.
pub(crate) fn anchor(view: &View, claim: &Claim) -> Option<String> {
    let listed = view.is_listed(claim.id()) && view.span_of(claim).is_some_and(|(span, _)| view.has_source(span.source()));
    listed.then(|| format!("w-{}", claim.id()))
}

/// Where a span lies in its text layer.
pub(crate) fn layer_range(span: &Span) -> Option<Range<usize>> {
    let place = span.in_layer();
    Some(usize::try_from(place.start).ok()?..usize::try_from(place.end).ok()?)
}

/// The section of all sources.
pub(crate) fn section(report: &Report) -> Element {
    let view = &report.view;
    let mut by_source: BTreeMap<_, Vec<&Claim>> = BTreeMap::new();
    for claim in view.listed() {
        if let Some((span, _)) = view.span_of(claim) {
            by_source.entry(span.source()).or_default().push(claim);
        }
    }
    let none = Vec::new();
    view.sources.iter().fold(el("div"), |sources, source| {
        let claims = by_source.get(&source.id).unwrap_or(&none);
        sources.written(&one(report, source, claims))
    })
}

fn one(report: &Report, source: &Source, claims: &[&Claim]) -> Element {
    let view = &report.view;
    let code = view.source_code(source.id);
    let heading = el("h3")
        .child(el("span").class("code").text(&code))
        .text(" ")
        .child(el("bdi").text(label(&links::source_name(source), 200)));
    let body = match report.texts.get(&source.id) {
        Some(text) => with_text(view, source, text, claims),
        None => {
            let note = "The text is not at hand here; these are the sentences that the claims keep.";
            el("div").child(el("p").class("note").text(note)).child(kept_sentences(view, claims))
        }
    };
    let summary = format!("Text, with {} marked", words::count(claims.len(), "claim"));
    el("article")
        .class("source")
        .attr("id", &code)
        .child(heading)
        .child(metadata(view, source))
        .child(el("details").attr("open", "").child(el("summary").text(summary)).child(body))
}

fn metadata(view: &View, source: &Source) -> Element {
    let row = |term: &str, value: Element| el("div").child(el("dt").text(term)).child(el("dd").child(value));
    let words = |text: String| el("bdi").text(label(&text, 300));
    let unknown = || el("span").class("absent").text("not known");
    let or_unknown = |text: Option<String>| text.map_or_else(unknown, words);
    let origin = match &source.derived_from {
        None => el("span").text("no other source, as far as is known"),
        Some(Origin::Cited(cited)) => words(format!("{cited} (cited, not held)")),
        Some(Origin::Source(id)) => match view.case.source(*id).filter(|_| view.has_source(*id)) {
            Some(origin) => el("span").child(links::source(view, origin)).text(" ").child(words(links::source_name(origin))),
            None => el("span").text("a source that is not in scope"),
        },
    };
    el("dl").class("metadata").children([
        row("Publisher", or_unknown(source.publisher.clone())),
        row("Published", or_unknown(source.published.map(|period| period.to_string()))),
        row("Repeats", origin),
        row("Grade", words(format!("{}: {}", source.grade, words::grade(source.grade)))),
        row("Language", or_unknown(source.language.clone())),
        row(
            "File",
            words(format!("{}, {} bytes, {}", source.name, words::number(source.byte_count.into()), source.media_type.name())),
        ),
        row("SHA-256", el("code").class("hash").text(source.id)),
    ])
}

/// Claims whose words are where they should be are marked in the text; the others keep their sentence below it.
fn with_text(view: &View, source: &Source, text: &str, claims: &[&Claim]) -> Element {
    let mut placed: Vec<(Range<usize>, &Claim)> = Vec::new();
    let mut astray: Vec<&Claim> = Vec::new();
    for claim in claims {
        let span = view.span_of(claim).map(|(span, _)| span);
        match span.and_then(|span| layer_range(span).filter(|range| text.get(range.clone()) == Some(span.quote()))) {
            Some(range) => placed.push((range, claim)),
            None => astray.push(claim),
        }
    }
    let mut body = marked_text(view, source, text, &placed);
    if !astray.is_empty() {
        let note = "These words were not found at their place in this text; the claims keep their sentences.";
        body = body.child(el("p").class("note").text(note)).child(kept_sentences(view, &astray));
    }
    el("div").child(body)
}

fn kept_sentences(view: &View, claims: &[&Claim]) -> Element {
    el("ol").class("kept").children(claims.iter().map(|claim| {
        let item = el("li").attr_if("id", anchor(view, claim));
        item.child(links::sentence(view, claim, 600)).text(" ").child(el("sup").child(links::claim(view, claim.id())))
    }))
}

fn marked_text(view: &View, source: &Source, text: &str, placed: &[(Range<usize>, &Claim)]) -> Element {
    let spans: Vec<Range<usize>> = placed.iter().map(|(range, _)| range.clone()).collect();
    let passages = passages(text, &spans);
    let mut body = el("div").class("text").attr_if("lang", source.language.clone()).attr("dir", "auto");
    let mut shown_until = 0;
    for passage in passages {
        body = body.children(left_out(&text[shown_until..passage.start]));
        body = body.children(paragraphs(text, &passage).into_iter().map(|range| paragraph(view, text, range, placed)));
        shown_until = passage.end;
    }
    body.children(left_out(&text[shown_until..]))
}

fn left_out(skipped: &str) -> Option<Element> {
    let count = skipped.chars().count();
    (count > 0).then(|| el("p").class("left-out").text(format!("… {} left out", words::count(count, "character"))))
}

/// The whole of a short text; of a longer one the stretches around its spans, joined where they touch.
fn passages(text: &str, spans: &[Range<usize>]) -> Vec<Range<usize>> {
    if text.len() <= WHOLE_TEXT_MAX {
        return std::iter::once(0..text.len()).collect();
    }
    let mut grown: Vec<Range<usize>> = spans
        .iter()
        .map(|span| {
            text.floor_char_boundary(span.start.saturating_sub(CONTEXT))
                ..text.ceil_char_boundary((span.end + CONTEXT).min(text.len()))
        })
        .collect();
    grown.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in grown {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// The paragraphs of a passage: runs of lines without an empty one.
fn paragraphs(text: &str, passage: &Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = passage.start;
    let mut open: Option<Range<usize>> = None;
    for line in text[passage.clone()].split_inclusive('\n') {
        let end = start + line.len();
        if line.trim().is_empty() {
            found.extend(open.take());
        } else {
            open = Some(open.map_or(start, |range| range.start)..end);
        }
        start = end;
    }
    found.extend(open);
    found
}

/// Whether the line breaks of a paragraph are only those of a narrow column, so that it may flow.
fn is_prose(paragraph: &str) -> bool {
    let lines: Vec<&str> = paragraph.lines().collect();
    let has_structure = |line: &&str| line.starts_with(['|', '-', '*', '>', '#', '+', ' ', '\t']);
    let full = lines.split_last().is_none_or(|(_, most)| most.iter().all(|line| line.chars().count() >= 45));
    full && !lines.iter().any(has_structure)
}

fn paragraph(view: &View, text: &str, range: Range<usize>, placed: &[(Range<usize>, &Claim)]) -> Element {
    let here: Vec<&(Range<usize>, &Claim)> =
        placed.iter().filter(|(span, _)| span.start < range.end && range.start < span.end).collect();
    let class = match &text[range.clone()] {
        table if table.starts_with('|') => "lines columns",
        prose if is_prose(prose) => "flow",
        _ => "lines",
    };
    let mut edges = BTreeSet::from([range.start, range.end]);
    for (span, _) in &here {
        edges.extend([span.start, span.end].into_iter().filter(|edge| range.contains(edge)));
    }
    let edges: Vec<usize> = edges.into_iter().collect();
    let mut out = el("p").class(class).attr("dir", "auto");
    for pair in edges.windows(2) {
        let covering: Vec<&&(Range<usize>, &Claim)> =
            here.iter().filter(|(span, _)| span.start < pair[1] && pair[0] < span.end).collect();
        let piece = &text[pair[0]..pair[1]];
        if covering.is_empty() {
            out = out.text(piece);
            continue;
        }
        out = out.child(marked_piece(view, piece, pair[0], &covering));
        for (_, claim) in covering.iter().filter(|(span, _)| span.end == pair[1]) {
            out = out.child(el("sup").child(links::claim(view, claim.id())));
        }
    }
    out
}

/// A piece of text under one or more claims. The claims that begin here get their address here.
fn marked_piece(view: &View, piece: &str, start: usize, covering: &[&&(Range<usize>, &Claim)]) -> Element {
    let beginning: Vec<String> =
        covering.iter().filter(|(span, _)| span.start == start).filter_map(|(_, claim)| anchor(view, claim)).collect();
    let all_set_aside = covering.iter().all(|(_, claim)| view.is_set_aside(claim.id()));
    let class = if all_set_aside { Some("aside") } else { (covering.len() > 1).then_some("deep") };
    let mut mark = el("mark").attr_if("class", class).attr_if("id", beginning.first());
    mark = mark.children(beginning.iter().skip(1).map(|id| el("span").attr("id", id)));
    mark.text(piece)
}
