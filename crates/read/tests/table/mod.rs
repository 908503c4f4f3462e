//! A table of sentences and the claims they state, as in `sentences.txt`, with relations and indicators too.

use evidence::{Claim, MediaType, Role, SourceId};

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

fn shown(claim: &Claim, bytes: &[u8]) -> String {
    let span = claim.span().expect("a claim that was read has a span");
    let place = span.bytes().expect("text has byte places");
    assert_eq!(&bytes[place.start as usize..place.end as usize], span.quote().as_bytes(), "a quote is the bytes of its place");
    let statement = claim.statement();
    let end = |end: Option<rust_decimal::Decimal>| end.map(|end| end.to_string()).unwrap_or_default();
    let code = statement.roles.get(&Role::Code).cloned();
    let figure = statement
        .quantity
        .as_ref()
        .map(|quantity| format!("{}..{} {}", end(quantity.range.low()), end(quantity.range.high()), quantity.unit));
    let value = code.into_iter().chain(figure).collect::<Vec<_>>().join(" ");
    format!("{} | {value} | {} | {}", statement.kind, statement.modality, span.quote())
}

/// Asserts that every text of the table states its claims and no others, and that the table holds enough of both sorts.
pub fn holds(table: &str, least_texts: usize, least_silent: usize) {
    let cases = cases(table);
    let silent = cases.iter().filter(|case| case.expected.is_empty()).count();
    assert!(cases.len() >= least_texts && silent >= least_silent, "{} texts, {silent} of them silent", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let bytes = case.text.as_bytes();
            let reading = read::read("sentence.txt", MediaType::PlainText, SourceId::of(bytes), bytes);
            let found: Vec<String> = reading.claims.iter().map(|claim| shown(claim, bytes)).collect();
            let differs = found != case.expected;
            differs.then(|| format!("line {}: {}\n  expected {:#?}\n  found {:#?}", case.line, case.text, case.expected, found))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} sentences are read otherwise:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
