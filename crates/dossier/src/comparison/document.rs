//! A comparison as an object of the JSON document, and as rows of a table.

use super::{ComparedFigure, ComparedQuantity, Comparison, findings};
use serde_json::{Value, json};

fn ids(figure: &ComparedFigure) -> Vec<String> {
    figure.claims().iter().map(ToString::to_string).collect()
}

/// The object: figures are named by their place in `figures`, numbers are decimal strings, an open end is null.
pub(crate) fn comparison_json(comparison: &Comparison) -> Value {
    let figures: Vec<Value> = comparison
        .quantities
        .iter()
        .flat_map(|quantity| quantity.figures.iter().map(move |figure| (quantity, figure)))
        .map(|(quantity, figure)| {
            json!({
                "quantity": quantity.name, "words": figure.words, "low": figure.low, "high": figure.high, "sources": figure.sources,
                "quote": figure.quote, "claims": ids(figure),
                "origins": figure.witnesses.iter().map(|witness| &witness.origin).collect::<Vec<_>>(),
            })
        })
        .collect();
    let conflicts: Vec<Value> = comparison
        .conflicts
        .iter()
        .enumerate()
        .map(|(index, conflict)| {
            json!({
                "finding": findings::conflict_name(index), "figures": conflict.members, "sentence": conflict.sentence,
                "remarks": conflict.remarks,
            })
        })
        .collect();
    let ways_out: Vec<Value> = comparison
        .ways_out
        .iter()
        .enumerate()
        .map(|(index, way)| json!({"finding": findings::way_out_name(index), "given_up": way.given_up, "sentence": way.sentence()}))
        .collect();
    json!({
        "verdict": comparison.verdict_name, "sentence": comparison.verdict, "lead": comparison.lead,
        "taken_for_granted": comparison.assumptions, "figures": figures, "conflicts": conflicts,
        "ways_out": ways_out, "quantities": comparison.quantities.iter().map(quantity).collect::<Vec<_>>(),
        "not_compared": comparison.set_aside, "limits": comparison.limits, "method": comparison.method,
        "seed": comparison.seed.to_string(),
    })
}

fn quantity(quantity: &ComparedQuantity) -> Value {
    let likely = quantity.likely.as_ref().map(|likely| {
        let [p05, p50, p95] = &likely.points;
        json!({"p05": p05, "p50": p50, "p95": p95})
    });
    json!({
        "name": quantity.name, "label": quantity.label, "unit": quantity.unit, "bounds": [quantity.feasible.0, quantity.feasible.1],
        "likely": likely, "figures": quantity.weighed,
    })
}

/// The head of the table.
pub(crate) const HEAD: [&str; 11] =
    ["what", "quantity", "unit", "low", "middle", "high", "words", "conflicts", "sources", "claims", "quote"];

/// Its rows: each figure, then how far each quantity can run and likely runs.
pub(crate) fn comparison_table(comparison: &Comparison) -> Vec<[String; 11]> {
    let mut rows = Vec::new();
    let mut number = 0;
    let end = |end: &Option<String>| end.clone().unwrap_or_default();
    for quantity in &comparison.quantities {
        let row = |what: &str, [low, middle, high]: [String; 3], words: &str| -> [String; 11] {
            let mut row: [String; 11] = Default::default();
            let cells = [what.to_owned(), quantity.name.clone(), quantity.unit.clone(), low, middle, high, words.to_owned()];
            row.iter_mut().zip(cells).for_each(|(place, cell)| *place = cell);
            row
        };
        for figure in &quantity.figures {
            let mut cells = row("figure", [end(&figure.low), String::new(), end(&figure.high)], &figure.words);
            let within = |(index, conflict): (usize, &super::ComparedConflict)| {
                conflict.members.contains(&number).then(|| (index + 1).to_string())
            };
            let conflicts: Vec<String> = comparison.conflicts.iter().enumerate().filter_map(within).collect();
            let more = [conflicts.join(" "), figure.sources.join("; "), ids(figure).join(" "), figure.quote.clone()];
            cells[7..].iter_mut().zip(more).for_each(|(place, cell)| *place = cell);
            rows.push(cells);
            number += 1;
        }
        let (low, high) = &quantity.feasible;
        rows.push(row("bounds", [end(low), String::new(), end(high)], &quantity.feasible_words));
        rows.extend(quantity.likely.as_ref().map(|likely| {
            let [p05, p50, p95] = likely.points.clone();
            row("likely", [p05, p50, p95], &likely.words)
        }));
    }
    rows
}
