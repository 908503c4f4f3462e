//! Who witnesses apart from whom: reprints, echoes and shared studies are one voice.

mod support;

use evidence::{Case, CaseBuilder, Claim, ClaimId, Origin, Source, witnesses};
use proptest::prelude::*;
use std::collections::BTreeSet;
use support::*;

fn built(sources: &[Source], claims: &[Claim]) -> Case {
    let mut builder = CaseBuilder::new();
    sources.iter().for_each(|source| builder.source(source.clone()));
    claims.iter().for_each(|claim| builder.claim(claim.clone()).unwrap());
    builder.finish()
}

fn partition(case: &Case, claims: &[&Claim]) -> BTreeSet<BTreeSet<ClaimId>> {
    witnesses(case, claims).into_iter().map(|witness| witness.claims.into_iter().collect()).collect()
}

/// Checks how many independent witnesses there are for `claims`.
fn check(sources: &[Source], claims: &[Claim], expected: usize) {
    let case = built(sources, claims);
    let found = witnesses(&case, &claims.iter().collect::<Vec<_>>());
    assert_eq!(found.len(), expected, "{found:#?}");
    assert_eq!(found.iter().map(|witness| witness.claims.len()).sum::<usize>(), claims.len(), "each claim is in one witness");
}

fn plain(name: &str) -> Source {
    source(name, None, None)
}

fn echo(name: &str, of: &str) -> Source {
    source(name, None, Some(Origin::Source(source_id(of))))
}

fn reprint(name: &str, of: &str) -> Source {
    source(name, None, Some(Origin::Cited(of.to_owned())))
}

#[test]
fn sources_that_share_nothing() {
    check(&[plain("a"), plain("b")], &[read("a", 0, 100, &[]), read("b", 0, 100, &[])], 2);
    check(&[plain("a"), plain("b")], &[read("a", 0, 100, &["a worker"]), read("b", 0, 100, &["a manager"])], 2);
    check(&[], &[], 0);
}

#[test]
fn claims_of_one_source() {
    check(&[plain("a")], &[read("a", 0, 100, &[]), read("a", 1, 200, &["someone else"])], 1);
}

#[test]
fn an_echo() {
    check(&[plain("a"), echo("b", "a")], &[read("a", 0, 100, &[]), read("b", 0, 100, &[])], 1);
    check(&[plain("a"), echo("b", "a")], &[read("a", 0, 100, &[]), read("b", 0, 120, &[])], 1);
    let chain = [plain("a"), echo("b", "a"), echo("c", "b")];
    check(&chain, &[read("a", 0, 100, &[]), read("c", 0, 100, &[])], 1);
    check(&chain, &[read("b", 0, 100, &[]), read("c", 0, 100, &[])], 1);
}

#[test]
fn two_echoes_of_one_source_that_says_nothing_here() {
    check(&[plain("a"), echo("b", "a"), echo("c", "a")], &[read("b", 0, 100, &[]), read("c", 0, 100, &[])], 1);
    check(&[echo("b", "a"), echo("c", "a")], &[read("b", 0, 100, &[]), read("c", 0, 100, &[])], 1);
    check(&[echo("b", "a"), echo("c", "d")], &[read("b", 0, 100, &[]), read("c", 0, 100, &[])], 2);
}

#[test]
fn two_reprints_of_one_story_that_is_not_held() {
    let story = "Harbour Wire, 3 May 2015";
    check(&[reprint("a", story), reprint("b", "The Harbour Wire")], &[read("a", 0, 100, &[]), read("b", 0, 100, &[])], 1);
    check(&[reprint("a", story), reprint("b", "Mountain Wire")], &[read("a", 0, 100, &[]), read("b", 0, 100, &[])], 2);
}

#[test]
fn sources_that_are_said_to_repeat_each_other_in_a_circle() {
    let circle = [echo("a", "b"), echo("b", "c"), echo("c", "b"), plain("d")];
    let claims = ["a", "b", "c", "d"].map(|name| read(name, 0, 100, &[]));
    check(&circle, &claims, 2);
}

#[test]
fn one_study_cited_by_two() {
    let sources = [plain("a"), plain("b")];
    let cite = |source: &str, workers, study: &str| read(source, 0, workers, &["a researcher", study]);
    check(&sources, &[cite("a", 100, "the Northern Institute"), cite("b", 100, "a study by the Northern Institute")], 1);
    check(&sources, &[cite("a", 100, "the Northern Institute, 2014"), cite("b", 100, "Northern Institute for Labour")], 1);
    check(&sources, &[cite("a", 100, "the Northern Institute"), cite("b", 100, "the Southern Institute")], 2);
    check(&sources, &[cite("a", 100, "the Northern Institute"), cite("b", 200, "the Northern Institute")], 2);
}

#[test]
fn different_figures_from_one_study_in_one_source() {
    let claims = [read("a", 0, 100, &["the Northern Institute"]), read("a", 1, 200, &["the Northern Institute"])];
    check(&[plain("a")], &claims, 1);
}

#[test]
fn one_who_cites_the_publisher_of_the_other() {
    let sources = [source("a", Some("Northern Institute"), None), plain("b")];
    check(&sources, &[read("a", 0, 100, &[]), read("b", 0, 100, &["the Northern Institute"])], 1);
    check(&sources, &[read("a", 0, 100, &[]), read("b", 0, 200, &["the Northern Institute"])], 2);
    check(&sources, &[read("a", 0, 100, &[]), read("b", 0, 100, &["a ministry"])], 2);
    let same_publisher = [source("a", Some("Northern Institute"), None), source("b", Some("Northern Institute"), None)];
    check(&same_publisher, &[read("a", 0, 100, &[]), read("b", 0, 100, &[])], 2);
}

#[test]
fn the_origin_is_named_first() {
    let sources = [plain("a"), echo("b", "a")];
    let claims = [read("b", 0, 100, &[]), read("a", 0, 100, &[])];
    let case = built(&sources, &claims);
    let found = witnesses(&case, &[&claims[0], &claims[1]]);
    assert_eq!(found[0].claims, [claims[1].id(), claims[0].id()]);
    assert_eq!(found[0].origin, "a");
    let cited = [read("a", 0, 100, &["a worker", "the Northern Institute"])];
    let case = built(&sources, &cited);
    assert_eq!(witnesses(&case, &[&cited[0]])[0].origin, "the Northern Institute");
}

#[test]
fn what_was_derived_or_corrected_speaks_for_its_source() {
    let (a, b) = (read("a", 0, 100, &[]), read("b", 0, 100, &[]));
    let sum = derived(500, &[a.id()]);
    check(&[plain("a"), plain("b")], &[a.clone(), b.clone(), sum], 2);
    check(&[plain("a"), plain("b")], &[a.clone(), b, correction(&a, 90)], 2);
}

/// Sources by number: whom each repeats, who published it; claims: of which source, what figure, citing whom.
fn any_case() -> impl Strategy<Value = (Vec<Source>, Vec<Claim>)> {
    const VOICES: [&str; 4] = ["Northern Institute", "the Northern Institute, 2014", "Harbour Wire", "a ministry"];
    let voice = || proptest::option::of(proptest::sample::select(VOICES.to_vec()));
    let origin = proptest::option::weighted(
        0.3,
        prop_oneof![
            (0..5usize).prop_map(|of| Origin::Source(source_id(&of.to_string()))),
            proptest::sample::select(VOICES.to_vec()).prop_map(|words| Origin::Cited(words.to_owned())),
        ],
    );
    let sources = proptest::collection::vec((voice(), origin), 5);
    let claims = proptest::collection::vec((0..5usize, 1..4u32, voice()), 1..9);
    (sources, claims).prop_map(|(sources, claims)| {
        let sources = sources.into_iter().enumerate();
        let sources = sources.map(|(index, (publisher, origin))| source(&index.to_string(), publisher, origin)).collect();
        let claims = claims.into_iter().enumerate();
        let claims =
            claims.map(|(index, (of, workers, cited))| read(&of.to_string(), index, workers, cited.as_slice())).collect();
        (sources, claims)
    })
}

proptest! {
    #[test]
    fn the_order_of_claims_does_not_change_who_is_one_voice(
        ((sources, claims), order) in any_case().prop_flat_map(|(sources, claims)| {
            let order = Just((0..claims.len()).collect::<Vec<_>>()).prop_shuffle();
            (Just((sources, claims)), order)
        })
    ) {
        let case = built(&sources, &claims);
        let in_order: Vec<&Claim> = claims.iter().collect();
        let shuffled: Vec<&Claim> = order.iter().map(|&index| &claims[index]).collect();
        let found = partition(&case, &in_order);
        prop_assert_eq!(&found, &partition(&case, &shuffled));
        prop_assert_eq!(found.iter().map(BTreeSet::len).sum::<usize>(), claims.len());
        let sources_heard: BTreeSet<_> = claims.iter().flat_map(|claim| case.sources_of(claim.id())).collect();
        prop_assert!(found.len() <= sources_heard.len(), "never more witnesses than sources");
    }
}
