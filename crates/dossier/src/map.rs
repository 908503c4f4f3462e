//! The countries of the world, and which of them the claims are about.

use crate::Report;
use crate::markup::{Element, el};
use std::collections::BTreeMap;
use std::sync::LazyLock;

struct Outline {
    name: &'static str,
    path: &'static str,
}

static OUTLINES: LazyLock<BTreeMap<&'static str, Outline>> = LazyLock::new(|| {
    let lines = include_str!("../data/outlines.tsv").lines().skip(1);
    let cells = lines.filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, Outline { name: cells.next()?, path: cells.next().unwrap_or_default() }))
    });
    cells.filter(|(code, _)| *code != "-").collect()
});

/// The English name of a country.
pub(crate) fn country_name(code: &str) -> Option<&'static str> {
    OUTLINES.get(code).map(|outline| outline.name)
}

pub(crate) fn section(_report: &Report) -> Element {
    let _ = OUTLINES.values().map(|outline| outline.path).count();
    el("div")
}
