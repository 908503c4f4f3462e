//! Figures that were compared, as a chapter of the dossier: every conflict and bound leads to its claims, and hostile words do no harm.

mod sample;

use dossier::{
    ComparedConflict, ComparedFigure, ComparedOrigin, ComparedQuantity, Comparison, DatedPublication, Dossier, Joined, Likely,
    WayOut, comparison_page, tell,
};
use evidence::{Because, Case, FindingValue, Kind, Witness};
use sample::{sample, settings};
use std::collections::BTreeSet;

fn figure(case: &Case, words: &str, ends: (&str, &str), skip: usize) -> ComparedFigure {
    let claim = case.claims().iter().filter(|claim| claim.statement().kind == Kind::WorkerCount).nth(skip).expect("a count");
    ComparedFigure {
        words: words.to_owned(),
        sources: vec![words.to_owned()],
        quote: words.to_owned(),
        low: Some(ends.0.to_owned()),
        high: Some(ends.1.to_owned()),
        witnesses: vec![Witness { origin: words.to_owned(), claims: vec![claim.id()] }],
    }
}

/// Two figures of one quantity that cannot both be true; `word` stands wherever words of a document or a model may stand.
fn comparison(case: &Case, word: &str) -> Comparison {
    let quantity = ComparedQuantity {
        name: "workers".to_owned(),
        label: word.to_owned(),
        unit: "person".to_owned(),
        figures: vec![figure(case, word, ("43700", "48300"), 0), figure(case, word, ("50000", "60000"), 1)],
        feasible: (Some("50000".to_owned()), None),
        feasible_words: word.to_owned(),
        by_way: vec![word.to_owned()],
        weighed: vec![0, 1],
        likely: Some(Likely { points: ["44000", "50500", "58000"].map(str::to_owned), words: word.to_owned() }),
    };
    let year = |year, figure, repeats| DatedPublication { year, source: word.to_owned(), figure, repeats };
    Comparison {
        title: word.to_owned(),
        about: word.to_owned(),
        lead: word.to_owned(),
        assumptions: vec![word.to_owned()],
        verdict_name: "infeasible".to_owned(),
        verdict: word.to_owned(),
        quantities: vec![quantity],
        conflicts: vec![ComparedConflict { members: vec![0, 1], sentence: word.to_owned(), remarks: vec![word.to_owned()] }],
        ways_out: vec![WayOut { given_up: vec![0], without: word.to_owned(), remains: word.to_owned() }],
        origins: vec![ComparedOrigin {
            origin: word.to_owned(),
            says: word.to_owned(),
            before: "70 %".to_owned(),
            after: "90 %".to_owned(),
            borne_out: "well".to_owned(),
            figures: vec![0],
        }],
        moves: word.to_owned(),
        publications: vec![year(2012.5, 0, None), year(2014.0, 0, Some(0))],
        set_aside: vec![word.to_owned()],
        limits: vec![word.to_owned()],
        method: word.to_owned(),
        seed: 1,
    }
}

fn told(word: &str) -> (Case, Dossier) {
    let reading = sample();
    let case = reading.case(false);
    let dossier =
        tell(&case, &reading.texts, &settings(), Joined { comparison: Some(&comparison(&case, word)), ..Joined::default() });
    (case, dossier)
}

fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    html.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_conflict_and_bound_is_a_finding_that_rests_on_claims() {
    let (case, dossier) = told("plain words");
    let finding = |name: &str| dossier.findings.iter().find(|finding| finding.name == name).unwrap_or_else(|| panic!("{name}"));
    for name in [
        "reconcile.conflict.1", "reconcile.way_out.1", "reconcile.bounds.workers", "reconcile.likely.workers",
        "reconcile.origin.1",
    ] {
        let because = &finding(name).because;
        assert!(!because.is_empty(), "{name}");
        assert!(because.iter().all(|one| matches!(one, Because::Claim(id) if case.claim(*id).is_some())), "{name}: {because:?}");
    }
    assert_eq!(finding("reconcile.conflict.1").because.len(), 2);
    // the figure that is given up bounds nothing any more
    assert_eq!(finding("reconcile.bounds.workers").because.len(), 1);
    assert_eq!(finding("reconcile.verdict").because, [Because::Finding(finding("reconcile.conflict.1").id())]);
    let FindingValue::Estimate(estimate) = &finding("reconcile.likely.workers").value else { panic!("no estimate") };
    assert_eq!((estimate.point().to_string(), estimate.seed()), ("50500".to_owned(), Some(1)));
    assert!(finding("reconcile.likely.workers").caveats.iter().any(|caveat| caveat.contains("dissolves no contradiction")));
}

#[test]
fn page_document_and_table_carry_it() {
    let (_, dossier) = told("plain words");
    let ids: BTreeSet<&str> = attributes(&dossier.html, "id").into_iter().collect();
    for link in attributes(&dossier.html[dossier.html.find("<body>").expect("a body")..], "href") {
        assert!(ids.contains(link.trim_start_matches('#')), "{link} leads nowhere");
    }
    for drawn in ["id=\"reconcile\"", "class=\"bracket\"", "class=\"band\"", "class=\"arc\"", "href=\"#f-reconcile.conflict.1\""]
    {
        assert!(dossier.html.contains(drawn), "{drawn}");
    }
    let document: serde_json::Value = serde_json::from_str(&dossier.json).expect("JSON");
    let compared = &document["reconcile"];
    assert_eq!(compared["verdict"], "infeasible");
    assert_eq!(compared["quantities"][0]["bounds"], serde_json::json!(["50000", null]));
    assert_eq!(compared["quantities"][0]["likely"]["p95"], "58000");
    assert_eq!(compared["figures"].as_array().map(Vec::len), Some(2));
    let (_, table) = dossier.tables.iter().find(|(name, _)| name == "reconcile.csv").expect("a table");
    assert_eq!(table.lines().count(), 5, "{table}");
    assert!(table.contains("figure,workers,person,43700,,48300,plain words,1,"), "{table}");
    let (_, again) = told("plain words");
    assert_eq!((again.html, again.json), (dossier.html, dossier.json));
}

#[test]
fn without_a_comparison_there_is_no_chapter() {
    let reading = sample();
    let dossier = tell(&reading.case(false), &reading.texts, &settings(), Joined::default());
    assert!(!dossier.html.contains("id=\"reconcile\"") && !dossier.html.contains("#reconcile"));
    assert!(dossier.findings.iter().all(|finding| !finding.name.starts_with("reconcile.")));
}

#[test]
fn hostile_words_do_no_harm() {
    let hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \"'\u{202e}evil\u{0}=cmd|' /C calc'!A0";
    let (case, dossier) = told(hostile);
    assert_eq!(dossier.html.matches("<script").count(), 1);
    assert!(!dossier.html.contains("<img") && !dossier.html.contains('\0'));
    assert!(serde_json::from_str::<serde_json::Value>(&dossier.json).is_ok());
    assert!(dossier.tables.iter().all(|(_, table)| !table.contains('\0')));
    let page = comparison_page(&comparison(&case, hostile));
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains('\0'));
}
