//! What a dossier promises: every link leads somewhere, hostile words do no harm, nothing is counted that nobody states.

mod sample;

use dossier::{Dossier, Joined, Settings, tell};
use evidence::{Basis, FindingValue, Indicator, Judgement, Kind, Modality, Origin, PlaceRung, SourceId, Verdict};
use sample::{Reading, said, sample, settings};
use std::collections::{BTreeMap, BTreeSet};

fn told(reading: &Reading) -> Dossier {
    tell(&reading.case(false), &reading.texts, &settings(), Joined::default())
}

/// The values of an attribute, in order.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    html.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The page without its style and its script.
fn body(dossier: &Dossier) -> &str {
    let html = &dossier.html;
    let start = html.find("<body>").expect("a body");
    &html[start..html.rfind("<script>").expect("a script")]
}

fn check_links(dossier: &Dossier) {
    let ids: Vec<&str> = attributes(&dossier.html, "id");
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(
        ids.len(),
        known.len(),
        "an id stands twice: {:?}",
        ids.iter().find(|id| ids.iter().filter(|other| other == id).count() > 1)
    );
    for link in attributes(body(dossier), "href") {
        let target = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leaves the page"));
        assert!(known.contains(target), "{link} leads nowhere");
    }
    for named in attributes(&dossier.html, "aria-labelledby") {
        assert!(named.split(' ').all(|id| known.contains(id)), "{named} names nothing");
    }
}

fn value<'d>(dossier: &'d Dossier, name: &str) -> &'d FindingValue {
    &finding(dossier, name).value
}

fn finding<'d>(dossier: &'d Dossier, name: &str) -> &'d evidence::Finding {
    dossier.findings.iter().find(|finding| finding.name == name).unwrap_or_else(|| panic!("no finding {name}"))
}

fn quantity(dossier: &Dossier, name: &str) -> String {
    match value(dossier, name) {
        FindingValue::Quantity(quantity) => quantity.to_string(),
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn every_link_and_every_figure_of_the_headline_leads_somewhere() {
    let dossier = told(&sample());
    check_links(&dossier);
    let html = body(&dossier);
    let headline = &html[html.find("id=\"headline\"").unwrap()..html.find("id=\"workers\"").unwrap()];
    let numbers = headline.matches("<strong>").count();
    assert!(numbers >= 8, "only {numbers} figures");
    assert_eq!(headline.matches("<p class=\"number\"><a class=\"fig\" href=\"#f-").count(), numbers);
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    let dossier = told(&sample());
    assert!(!dossier.html.contains("http:") && !dossier.html.contains("https:"));
    for attribute in ["src", "srcset", "action", "data", "xlink:href", "poster"] {
        assert!(attributes(&dossier.html, attribute).is_empty(), "{attribute}");
    }
    assert!(!dossier.html.contains("@import") && !dossier.html.contains("<link"));
    assert!(dossier.html.contains("default-src 'none'"), "the policy forbids loading, written with plain quotes or escaped")
}

#[test]
fn the_findings_of_the_sample_case() {
    let dossier = told(&sample());
    let lines: Vec<String> = dossier
        .findings
        .iter()
        .map(|finding| {
            format!("{} | {} | because {} | {}", finding.name, finding.sentence, finding.because.len(), finding.caveats.join(" "))
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn pay_is_computed_end_by_end() {
    let dossier = told(&sample());
    assert_eq!(quantity(&dossier, "pay.wage"), "300-1000 USD/month");
    assert_eq!(quantity(&dossier, "pay.share_taken"), "70-90 percent of pay");
    assert_eq!(quantity(&dossier, "pay.take_home.computed"), "about 30-300 USD/month");
    assert_eq!(quantity(&dossier, "pay.taken.computed"), "about 210-900 USD/month");
    assert_eq!(quantity(&dossier, "taken.yearly.computed"), "about 115000000-1080000000 USD/year");
}

#[test]
fn the_same_case_gives_the_same_bytes_in_whatever_order_its_sources_came() {
    let reading = sample();
    let (one, two) = (
        tell(&reading.case(false), &reading.texts, &settings(), Joined::default()),
        tell(&reading.case(true), &reading.texts, &settings(), Joined::default()),
    );
    assert_eq!(one.html, two.html);
    assert_eq!(one.json, two.json);
    assert_eq!(one.tables, two.tables);
}

#[test]
fn an_empty_case_has_a_sensible_page_and_says_what_is_missing() {
    let dossier = told(&Reading::default());
    check_links(&dossier);
    assert!(dossier.html.contains("This case holds no claims yet"));
    assert_eq!(*value(&dossier, "gap.workers"), FindingValue::Gap);
    assert!(dossier.html.contains("not stated"));
    assert!(!dossier.findings.iter().any(|finding| finding.value == FindingValue::Count(0)));
}

#[test]
fn what_is_denied_promised_or_planned_is_shown_but_never_counted() {
    let text = "There are 5,000 workers abroad. We pay 900 USD a month. Nobody is locked in. We plan to send 70,000.";
    let mut reading = Reading::default();
    let denied = said(Kind::WorkerCount, "5,000 workers").figure("5000 person").put(Modality::Denied);
    let promised = said(Kind::Wage, "900 USD a month").figure("900 USD/month").put(Modality::Promised);
    let sign = said(Kind::Indicator(Indicator::RestrictionOfMovement), "Nobody is locked in").put(Modality::Denied);
    let planned = said(Kind::WorkerCount, "70,000").figure("70000 person").put(Modality::Planned);
    reading.document("a", text, None, None, vec![denied, promised, sign, planned]);
    let dossier = told(&reading);
    check_links(&dossier);
    assert_eq!(*value(&dossier, "workers.abroad"), FindingValue::Gap);
    assert_eq!(*value(&dossier, "pay.wage"), FindingValue::Gap);
    assert_eq!(*value(&dossier, "indicator.restriction_of_movement"), FindingValue::Count(0));
    assert!(!dossier.findings.iter().any(|finding| finding.name == "indicators.asserted"));
    assert!(dossier.html.contains("class=\"cell denied\"") && dossier.html.contains("5,000 workers"));
}

#[test]
fn figures_that_lie_apart_are_disputed_not_averaged_and_an_echo_is_no_second_witness() {
    let dossier = told(&sample());
    let json = &dossier.json;
    let entry = |name: &str| {
        let start = json.find(&format!("\"name\":\"{name}\"")).unwrap_or_else(|| panic!("no {name}"));
        &json[start..start + json[start..].find("\"beside\"").unwrap()]
    };
    assert!(entry("workers.abroad").contains("\"certainty\":\"disputed\""));
    assert!(entry("workers.abroad").contains("\"independent_witnesses\":3"), "{}", entry("workers.abroad"));
    assert!(entry("pay.wage").contains("\"certainty\":\"stated\""), "the daily only repeats the agency");
    assert_eq!(quantity(&dossier, "workers.abroad"), "46000-100000 person");
}

#[test]
fn hostile_words_do_no_harm() {
    let hostile =
        "</script><script>alert(1)</script><img src=x onerror=alert(2)> \"'\u{202e}evil\u{0}\u{7}=cmd|' /C calc'!A0 10 workers";
    let mut reading = Reading::default();
    let claim = said(Kind::WorkerCount, "10 workers")
        .figure("10 person")
        .who(hostile)
        .at(hostile, None, PlaceRung::Clause)
        .voice(hostile);
    reading.document(hostile, hostile, Some(hostile), None, vec![claim]);
    reading.last().title = Some(hostile.to_owned());
    reading.last().derived_from = Some(Origin::Cited(hostile.to_owned()));
    let mut told_with = settings();
    told_with.title = hostile.to_owned();
    let dossier = tell(&reading.case(false), &reading.texts, &told_with, Joined::default());
    check_links(&dossier);
    assert_eq!(dossier.html.matches("<script").count(), 1);
    assert_eq!(dossier.html.matches("</script>").count(), 1);
    assert!(!dossier.html.contains("<img") && !dossier.html.contains('\0') && !dossier.html.contains('\u{7}'));
    for (name, table) in &dossier.tables {
        assert!(!table.contains('\0'), "{name}");
        assert!(table.split(['\n', ',']).all(|cell| !cell.trim_start_matches('"').starts_with(['=', '@'])), "{name}");
    }
    assert!(serde_json::from_str::<serde_json::Value>(&dossier.json).is_ok());
}

#[test]
fn overlapping_spans_and_many_scripts_stay_in_their_text() {
    let dossier = told(&sample());
    let html = body(&dossier);
    assert!(html.contains("<mark class=\"deep\""), "overlapping spans are marked as such");
    assert!(html.contains("lang=\"ko\"") && html.contains("여권은 지배인이 보관한다"));
    let plain: String = html[html.find("id=\"sources\"").unwrap()..].replace("<mark", "\u{1}<mark");
    assert!(plain.matches('\u{1}').count() >= 100);
}

#[test]
fn a_long_text_shows_the_passages_around_its_spans() {
    let filler = "Nothing is stated in this line of the text.\n\n".repeat(9_000);
    let text: &'static str = Box::leak(format!("{filler}There are 7 workers abroad.\n\n{filler}").into_boxed_str());
    let mut reading = Reading::default();
    reading.document("long", text, None, None, vec![said(Kind::WorkerCount, "7 workers").figure("7 person")]);
    let dossier = told(&reading);
    check_links(&dossier);
    assert!(dossier.html.contains("characters left out"));
    assert!(dossier.html.len() < 300_000, "{}", dossier.html.len());
}

#[test]
fn a_text_that_is_absent_or_other_than_read_is_replaced_by_the_sentences_kept() {
    let reading = sample();
    let without = tell(&reading.case(false), &BTreeMap::new(), &settings(), Joined::default());
    check_links(&without);
    assert!(without.html.contains("The text is not at hand here"));
    let other: BTreeMap<SourceId, String> = reading.texts.keys().map(|id| (*id, "something else".to_owned())).collect();
    let moved = tell(&reading.case(false), &other, &settings(), Joined::default());
    check_links(&moved);
    assert!(moved.html.contains("were not found at their place"));
}

#[test]
fn sources_after_the_as_of_date_are_left_out_and_counted() {
    let reading = sample();
    let early = Settings { as_of: Some("2014-12-31".parse().unwrap()), ..settings() };
    let dossier = tell(&reading.case(false), &reading.texts, &early, Joined::default());
    check_links(&dossier);
    assert!(!dossier.findings.iter().any(|finding| finding.name == "revenue.yearly"));
    let caveats = finding(&dossier, "sources.independent").caveats.join(" ");
    assert!(caveats.contains("5 sources published after the as-of date left out"), "{caveats}");
    assert!(caveats.contains("1 source without a date kept"), "{caveats}");
}

#[test]
fn a_rejected_claim_leaves_its_figure_and_a_corrected_one_takes_its_place() {
    let mut reading = Reading::default();
    let count = |quote, figure: &str| said(Kind::WorkerCount, quote).figure(figure);
    reading.document(
        "a",
        "There are 400 or 500 workers abroad.",
        None,
        None,
        vec![count("400", "400 person"), count("500", "500 person")],
    );
    let judged =
        |claim, verdict| Judgement { claim, verdict, by: "Ada".to_owned(), at: "2026-01-01T00:00:00Z".to_owned(), note: None };
    let (first, second) = (reading.claims[0].clone(), reading.claims[1].clone());
    let mut statement = second.statement().clone();
    statement.quantity = Some(evidence::Quantity { range: evidence::Range::exactly(450.into()), ..statement.quantity.unwrap() });
    let basis = Basis::Judged { by: "Ada".to_owned(), at: "2026-01-01T00:00:00Z".to_owned(), on: second.id() };
    let corrected = evidence::Claim::new(statement, basis).unwrap();
    let mut builder = evidence::CaseBuilder::new();
    reading.case(false).sources().for_each(|source| builder.source(source.clone()));
    [first.clone(), second.clone()].into_iter().for_each(|claim| builder.claim(claim).unwrap());
    builder.judgement(judged(first.id(), Verdict::Reject)).unwrap();
    builder.judgement(judged(second.id(), Verdict::Correct { claim: Box::new(corrected) })).unwrap();
    let dossier = tell(&builder.finish(), &reading.texts, &settings(), Joined::default());
    check_links(&dossier);
    assert_eq!(quantity(&dossier, "workers.abroad"), "450 person");
    assert!(dossier.html.contains("rejected") && dossier.html.contains("corrected by Ada"));
}

#[test]
fn odd_figures_are_drawn_without_harm() {
    let text = "0 workers, 79228162514264337593543950335 dollars, up to 3 hours, at least 1 worker, 100 percent, 250 percent";
    let mut reading = Reading::default();
    let mut claims = vec![
        said(Kind::WorkerCount, "0 workers").figure("0 person"),
        said(Kind::Wage, "0").figure("0 USD/month"),
        said(Kind::Wage, "79228162514264337593543950335 dollars").figure("79228162514264337593543950335 USD/month"),
        said(Kind::Revenue, "79228162514264337593543950335").figure("1..79228162514264337593543950335 USD/year"),
        said(Kind::HoursOrRest, "up to 3 hours").figure("..3 hour/day"),
        said(Kind::WorkerCount, "at least 1 worker").figure("1.. person"),
        said(Kind::ShareTaken, "100 percent").figure("100 percent of pay"),
        said(Kind::ShareTaken, "250 percent").figure("..250 percent of pay"),
    ];
    for index in 0..70 {
        let place = format!("Place {index} with a name that is much longer than any label of a column ought to be");
        claims.push(said(Kind::WorkerCount, "at least 1 worker").figure("5 person").at(&place, None, PlaceRung::Clause));
        claims.push(said(Kind::Indicator(Indicator::Deception), "dollars").at(&place, None, PlaceRung::Clause));
        claims.push(said(Kind::Dispatch, "workers").role(evidence::Role::To, &place).role(evidence::Role::From, &place));
        claims.push(said(Kind::Flow, "dollars").role(evidence::Role::To, &place).role(evidence::Role::Via, &place));
    }
    reading.document("odd", text, None, Some("2014"), claims);
    let dossier = told(&reading);
    check_links(&dossier);
    assert!(!dossier.html.contains("NaN") && !dossier.html.contains("inf"));
}

#[test]
fn a_thousand_claims_stay_below_three_megabytes_and_ten_thousand_are_listed_in_part() {
    let mut reading = Reading::default();
    let document = |copy: usize, reading: &mut Reading| {
        let text: &'static str = Box::leak(format!("{}\n\nCopy {copy}.", include_str!("sample/logger.txt")).into_boxed_str());
        let mut claims = sample().claims;
        let id = SourceId::of(include_str!("sample/logger.txt").as_bytes());
        claims.retain(|claim| claim.span().is_some_and(|span| span.source() == id));
        let says = claims.iter().map(sample::again).collect();
        reading.document(&format!("copy-{copy}"), text, Some("A publisher"), Some("2013"), says);
    };
    (0..44).for_each(|copy| document(copy, &mut reading));
    let dossier = told(&reading);
    check_links(&dossier);
    assert!(reading.claims.len() > 1_000);
    assert!(dossier.html.len() < 3_000_000, "{} bytes", dossier.html.len());
    (44..240).for_each(|copy| document(copy, &mut reading));
    let dossier = told(&reading);
    check_links(&dossier);
    assert!(dossier.html.contains("claims.csv holds all of them"));
    let table = &dossier.tables.iter().find(|(name, _)| name == "claims.csv").unwrap().1;
    assert_eq!(table.matches("sample.read@1").count(), reading.claims.len());
}
