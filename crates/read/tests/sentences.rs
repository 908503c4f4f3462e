//! The figures grammar against a table of sentences: `sentences.txt` says how to read it and how to add to it.

use evidence::{Claim, Kind, MediaType, Role, SourceId};

struct Case<'t> {
    line: usize,
    text: &'t str,
    expected: Vec<String>,
}

fn cases(table: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case> = Vec::new();
    for (index, line) in table.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty()) {
        match line.strip_prefix("    ") {
            Some(expected) => cases.last_mut().expect("a text comes first").expected.push(expected.to_owned()),
            None => cases.push(Case { line: index + 1, text: line, expected: Vec::new() }),
        }
    }
    cases
}

fn figures(text: &str) -> Vec<String> {
    let bytes = text.as_bytes();
    let reading = read::read("sentence.txt", MediaType::PlainText, SourceId::of(bytes), bytes);
    reading.claims.iter().filter(|claim| is_figure(claim)).map(|claim| shown(claim, bytes)).collect()
}

fn is_figure(claim: &Claim) -> bool {
    !matches!(claim.statement().kind, Kind::Indicator(_) | Kind::Dispatch | Kind::Flow | Kind::Sanction)
}

fn shown(claim: &Claim, bytes: &[u8]) -> String {
    let span = claim.span().expect("a claim that was read has a span");
    let place = span.bytes().expect("text has byte places");
    assert_eq!(&bytes[place.start as usize..place.end as usize], span.quote().as_bytes(), "a quote is the bytes of its place");
    let statement = claim.statement();
    let end = |end: Option<rust_decimal::Decimal>| end.map(|end| end.to_string()).unwrap_or_default();
    let value = match &statement.quantity {
        Some(quantity) => format!("{}..{} {}", end(quantity.range.low()), end(quantity.range.high()), quantity.unit),
        None => statement.roles.get(&Role::Code).cloned().unwrap_or_default(),
    };
    let quote = span.quote().split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{} | {value} | {} | {quote}", statement.kind, statement.modality)
}

#[test]
fn every_sentence_states_its_figures_and_no_others() {
    let cases = cases(include_str!("sentences.txt"));
    assert!(cases.len() > 75, "the table was read");
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let found = figures(case.text);
            let differs = found != case.expected;
            differs.then(|| format!("line {}: {}\n  expected {:#?}\n  found {:#?}", case.line, case.text, case.expected, found))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} sentences are read otherwise:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn the_origin_of_the_case_is_read_in_full() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/origin/article.txt");
    let Ok(bytes) = std::fs::read(path) else {
        eprintln!("skipped: the article that the work started from is not beside this checkout");
        return;
    };
    let reading = read::read("article.txt", MediaType::PlainText, SourceId::of(&bytes), &bytes);
    let found: Vec<String> = reading
        .claims
        .iter()
        .filter(|claim| is_figure(claim) && claim.statement().quantity.is_some())
        .map(|claim| shown(claim, &bytes))
        .collect();
    let values: Vec<&str> = found.iter().map(|line| line.rsplit_once(" | ").expect("four columns").0).collect();
    assert_eq!(
        values,
        [
            "worker_count | 46000..46000 person | asserted",
            "worker_count | 10000..15000 person | estimated",
            "hours_or_rest | 2..2 rest day/year | reported",
            "deaths | 5..5 person | asserted",
            "share_taken | ..90 percent of pay | asserted",
            "wage | 300..1000 USD/month | asserted",
            "share_taken | 70..90 percent of pay | asserted",
            "remittance_quota | 10000..100000 USD | asserted",
            "take_home | 100..130 USD/month | asserted",
            "fee_or_bribe | 20..30 USD | reported",
            "fee_or_bribe | 10..100 USD | reported",
        ]
    );
}
