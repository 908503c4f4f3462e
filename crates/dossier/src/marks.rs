//! The one language of marks: solid documented, dashed stated only, hatched disputed, hollow gap; and what is denied.

use crate::figures::Certainty;
use crate::markup::{Element, el};

/// Patterns and gradients that the pictures refer to.
pub(crate) fn definitions() -> Element {
    let hatch = el("pattern")
        .attr("id", "hatch")
        .attr("width", 5)
        .attr("height", 5)
        .attr("patternUnits", "userSpaceOnUse")
        .attr("patternTransform", "rotate(45)")
        .child(el("rect").attr("width", 5).attr("height", 5).class("hatch-ground"))
        .child(el("rect").attr("width", 2).attr("height", 5).class("hatch-line"));
    el("svg")
        .attr("width", 0)
        .attr("height", 0)
        .attr("aria-hidden", "true")
        .class("definitions")
        .child(el("defs").child(hatch).children([fade("fade-right", 1, 0), fade("fade-left", 0, 1)]))
}

fn fade(id: &str, from: u8, to: u8) -> Element {
    let stop = |offset, opacity| el("stop").attr("offset", offset).attr("stop-opacity", opacity).class("fade-stop");
    el("linearGradient").attr("id", id).child(stop("0%", from)).child(stop("100%", to))
}

/// The small square that says how sure a figure is.
pub(crate) fn glyph(certainty: Certainty) -> Element {
    let square = el("rect").attr("x", 1).attr("y", 1).attr("width", 10).attr("height", 10).class(mark_class(certainty));
    icon(certainty.words()).child(square)
}

/// The sign of a denial.
pub(crate) fn denial() -> Element {
    icon("denied")
        .child(el("circle").attr("cx", 6).attr("cy", 6).attr("r", 4.6).class("m-denied"))
        .child(el("line").attr("x1", 2.8).attr("y1", 9.2).attr("x2", 9.2).attr("y2", 2.8).class("m-denied"))
}

fn icon(words: &str) -> Element {
    el("svg")
        .class("glyph")
        .attr("viewBox", "0 0 12 12")
        .attr("width", 12)
        .attr("height", 12)
        .attr("role", "img")
        .attr("aria-label", words)
}

/// The class of a shape that is drawn with this certainty.
pub(crate) fn mark_class(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Documented => "m-documented",
        Certainty::Stated => "m-stated",
        Certainty::Disputed => "m-disputed",
        Certainty::Gap => "m-gap",
    }
}

/// What the marks mean, on one line.
pub(crate) fn legend() -> Element {
    let entry = |mark: Element, word: &str, meaning: &str| {
        el("li").child(mark).text(" ").child(el("b").text(word)).text(" ").child(el("span").text(meaning))
    };
    el("ul").class("legend").attr("aria-label", "How to read the marks").children([
        entry(glyph(Certainty::Documented), "documented", "by two or more independent witnesses"),
        entry(glyph(Certainty::Stated), "stated only", "one witness"),
        entry(glyph(Certainty::Disputed), "disputed", "claims that cannot both be true"),
        entry(glyph(Certainty::Gap), "gap", "the documents do not say"),
        entry(denial(), "denied", "a source says it is not so"),
    ])
}
