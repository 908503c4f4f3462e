//! Who says so: how many sources there are, and how many of them only repeat another.

use super::{Figures, because, figure};
use crate::view::View;
use crate::words;
use evidence::{Claim, Finding, FindingValue, Source};
use std::collections::BTreeSet;

pub(super) fn add(view: &View, figures: &mut Figures) {
    let mut seen = BTreeSet::new();
    let first_of_each: Vec<&Claim> =
        view.stated().filter(|claim| view.source_of(claim).is_some_and(|source| seen.insert(source.id))).collect();
    if first_of_each.is_empty() {
        return;
    }
    let sources: Vec<&Source> = view.sources.iter().copied().filter(|source| !source.media_type.is_wrapper()).collect();
    let echoes = sources.iter().filter(|source| source.derived_from.is_some()).count();
    let first_hand = sources.len() - echoes;
    let mut sentence = words::count(sources.len(), "source");
    if echoes > 0 {
        sentence.push_str(&format!(", {echoes} of them repeating another, which adds no witness"));
    }
    sentence.push('.');
    let mut caveats =
        vec!["Two claims count as one witness if they stand in one source, or if one repeats or cites the other.".to_owned()];
    if view.left_out_count > 0 {
        caveats.push(format!("{} published after the as-of date left out.", words::count(view.left_out_count, "source")));
    }
    let undated = sources.iter().filter(|source| source.published.is_none()).count();
    if undated > 0 {
        caveats.push(format!("{} without a date kept, whatever the as-of date.", words::count(undated, "source")));
    }
    let value = FindingValue::Count(first_hand as u64);
    let finding = Finding::new("sources.independent", sentence, value, because(&first_of_each), caveats);
    figures.push(figure(view, finding, "Sources that repeat no other".to_owned(), &first_of_each, &[]));
}
