//! Links between figures, claims and words, and the words themselves.

use crate::figures::Figure;
use crate::markup::{Element, el, label};
use crate::source_text;
use crate::view::View;
use crate::words;
use evidence::{Claim, ClaimId, Source, Span};

/// A figure as a link to what it rests on.
pub(crate) fn figure(figure: &Figure, text: impl std::fmt::Display) -> Element {
    let anchor = format!("#{}", figure.anchor());
    el("a").class("fig").attr("href", anchor).attr("data-no", format!("F{}", figure.number)).text(text)
}

/// A claim by its number, as a link where the page lists it.
pub(crate) fn claim(view: &View, id: ClaimId) -> Element {
    let number = view.claim_number(id);
    if view.is_listed(id) {
        el("a").class("no").attr("href", format!("#{id}")).text(number)
    } else {
        el("span").class("no").text(number)
    }
}

/// Claims by their numbers, at most `limit` of them.
pub(crate) fn claims(view: &View, ids: &[ClaimId], limit: usize) -> Element {
    let list = el("span").class("nos").joined(ids.iter().take(limit).map(|id| claim(view, *id)), ", ");
    match ids.len().checked_sub(limit) {
        Some(more @ 1..) => list.text(format!(" and {more} more")),
        _ => list,
    }
}

/// A source by its code, as a link.
pub(crate) fn source(view: &View, source: &Source) -> Element {
    let code = view.source_code(source.id);
    el("a").class("src").attr("href", format!("#{code}")).attr("title", label(&source_name(source), 160)).text(code)
}

/// The title of a source, or its name in the case.
pub(crate) fn source_name(source: &Source) -> String {
    source.title.clone().unwrap_or_else(|| source.name.clone())
}

/// The publisher and the date of a source, as far as they are known.
pub(crate) fn publication(source: &Source) -> String {
    let parts: Vec<String> =
        [source.publisher.clone(), source.published.map(|period| period.to_string())].into_iter().flatten().collect();
    if parts.is_empty() { label(&source.name, 80) } else { label(&parts.join(", "), 120) }
}

/// Who says so: the voices, nearest first, then the source.
pub(crate) fn says_so(view: &View, by: &Claim) -> Element {
    let Some(source) = view.source_of(by) else {
        return el("span").text("computed from other claims");
    };
    let voices = &by.statement().attribution.0;
    let mut line = el("span");
    if !voices.is_empty() {
        let names: Vec<String> = voices.iter().map(|voice| label(voice, 80)).collect();
        line = line.child(el("bdi").text(names.join(", citing "))).text(" in ");
    }
    line.child(self::source(view, source)).text(" ").child(el("bdi").text(publication(source)))
}

/// A sentence with the words of the claim marked in it, at most about `limit` characters of it.
pub(crate) fn sentence(view: &View, of: &Claim, limit: usize) -> Element {
    let Some((span, sentence)) = view.span_of(of) else {
        return el("span").text("no words: computed");
    };
    let language = view.case.source(span.source()).and_then(|source| source.language.clone());
    let (before, quote, after) = around(span, sentence);
    let room = limit.saturating_sub(quote.chars().count()) / 2;
    el("bdi")
        .attr_if("lang", language)
        .attr("dir", "auto")
        .text(tail(before, room))
        .child(el("b").text(head(quote, limit)))
        .text(head(after, room))
}

/// A claim's words as a quotation with a link into the source.
pub(crate) fn quotation(view: &View, of: &Claim, limit: usize) -> Element {
    let reservation = words::reservation(of.statement().modality);
    let mut foot = el("footer").child(claim(view, of.id())).text(" ");
    if let Some(word) = reservation {
        foot = foot.child(el("span").class("tag").text(word)).text(" ");
    }
    foot = foot.child(says_so(view, of)).children(in_text(view, of));
    el("blockquote").child(el("p").child(sentence(view, of, limit))).child(foot)
}

/// The link from a claim to its words in the source.
pub(crate) fn in_text(view: &View, of: &Claim) -> Option<Element> {
    let anchor = source_text::anchor(view, of)?;
    Some(el("a").class("into").attr("href", format!("#{anchor}")).text("in the text"))
}

/// The sentence before the claim's words, the words, and the sentence after them.
fn around<'s>(span: &'s Span, sentence: &'s Span) -> (&'s str, &'s str, &'s str) {
    let whole = sentence.quote();
    let offset = source_text::layer_range(span)
        .zip(source_text::layer_range(sentence))
        .and_then(|(inner, outer)| inner.start.checked_sub(outer.start))
        .filter(|offset| whole.get(*offset..).is_some_and(|rest| rest.starts_with(span.quote())))
        .or_else(|| whole.find(span.quote()));
    match offset {
        Some(offset) => (&whole[..offset], span.quote(), &whole[offset + span.quote().len()..]),
        None => ("", span.quote(), ""),
    }
}

/// The last `room` characters, from a word's beginning on.
fn tail(text: &str, room: usize) -> String {
    let count = text.chars().count();
    if count <= room {
        return text.to_owned();
    }
    let kept: String = text.chars().skip(count - room).collect();
    let from = kept.find(char::is_whitespace).unwrap_or(0);
    format!("…{}", &kept[from..])
}

/// The first `room` characters, up to a word's end.
fn head(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let kept: String = text.chars().take(room).collect();
    let to = kept.rfind(char::is_whitespace).unwrap_or(kept.len());
    format!("{}…", &kept[..to])
}
