//! A case holds nothing before what it rests on, and judgements add up without erasing.

mod support;

use evidence::{Basis, Case, CaseBuilder, Claim, ClaimId, Error, Judgement, Standing, Verdict};
use proptest::prelude::*;
use support::*;

fn built(claims: &[Claim], judgements: &[Judgement]) -> Case {
    let mut builder = CaseBuilder::new();
    builder.source(source("report", None, None));
    claims.iter().for_each(|claim| builder.claim(claim.clone()).unwrap());
    judgements.iter().for_each(|judgement| builder.judgement(judgement.clone()).unwrap());
    builder.finish()
}

fn standing(case: &Case) -> Vec<ClaimId> {
    case.standing_claims().map(Claim::id).collect()
}

/// Claims that each rest on some of those before them; those that rest on none were read.
fn net() -> impl Strategy<Value = Vec<Claim>> {
    let inputs = proptest::collection::vec(any::<proptest::sample::Index>(), 0..3);
    proptest::collection::vec(inputs, 1..12).prop_map(|inputs| {
        let mut claims: Vec<Claim> = Vec::new();
        for (index, inputs) in inputs.into_iter().enumerate() {
            let mut from: Vec<ClaimId> = Vec::new();
            if index > 0 {
                from.extend(inputs.iter().map(|input| claims[input.index(index)].id()));
            }
            claims.push(match from.is_empty() {
                true => read("report", index, index as u32, &[]),
                false => derived(index as u32, &from),
            });
        }
        claims
    })
}

proptest! {
    #[test]
    fn a_claim_never_precedes_its_inputs((claims, order) in net().prop_flat_map(|claims| {
        let order = Just((0..claims.len()).collect::<Vec<_>>()).prop_shuffle();
        (Just(claims), order)
    })) {
        let mut builder = CaseBuilder::new();
        builder.source(source("report", None, None));
        let mut held = std::collections::BTreeSet::new();
        for index in order {
            let claim = &claims[index];
            let ready = claim.inputs().iter().all(|input| held.contains(input));
            match builder.claim(claim.clone()) {
                Ok(()) => {
                    prop_assert!(ready);
                    held.insert(claim.id());
                }
                Err(Error::MissingInput { claim: named, missing }) => {
                    prop_assert!(!ready);
                    prop_assert_eq!(named, claim.id().to_string());
                    let absent = |input: &ClaimId| input.to_string() == missing && !held.contains(input);
                    prop_assert!(claim.inputs().iter().any(absent));
                }
                Err(error) => prop_assert!(false, "{error}"),
            }
        }
        let case = builder.finish();
        prop_assert_eq!(case.claims().len(), held.len());
        for (position, claim) in case.claims().iter().enumerate() {
            let before: Vec<_> = case.claims()[..position].iter().map(Claim::id).collect();
            prop_assert!(claim.inputs().iter().all(|input| before.contains(input)));
            prop_assert_eq!(case.sources_of(claim.id()), [source_id("report")].into());
        }
    }

    #[test]
    fn a_claim_goes_through_json_with_its_identity(claims in net()) {
        for claim in claims.iter().chain([&correction(&claims[0], 99)]) {
            let json = serde_json::to_string(claim).unwrap();
            let back: Claim = serde_json::from_str(&json).unwrap();
            prop_assert_eq!((back.id(), &back), (claim.id(), claim));
        }
    }

    /// Whatever was judged, taking back each judgement in turn leads through every former standing to none.
    #[test]
    fn an_undo_restores_the_former_standing(verdicts in proptest::collection::vec(0..4u8, 0..12)) {
        let claim = read("report", 0, 100, &[]);
        let (mut history, mut judgements) = (vec![Standing::Pending], Vec::new());
        for (index, verdict) in verdicts.into_iter().enumerate() {
            let by = correction(&claim, index as u32);
            let (judged, stands) = match verdict {
                0 => (judgement(&claim, Verdict::Accept), Some(Standing::Accepted)),
                1 => (judgement(&claim, Verdict::Reject), Some(Standing::Rejected)),
                2 => (correct(&claim, &by), Some(Standing::Corrected(by.id()))),
                _ => (judgement(&claim, Verdict::Undo), None),
            };
            judgements.push(judged);
            match stands {
                Some(standing) => history.push(standing),
                None => history.truncate(1.max(history.len() - 1)),
            }
            let case = built(std::slice::from_ref(&claim), &judgements);
            let now = history[history.len() - 1];
            prop_assert_eq!(case.standing(claim.id()), now);
            prop_assert_eq!(case.judgements(), &judgements, "nothing is erased");
            let expected = match now {
                Standing::Pending | Standing::Accepted => vec![claim.id()],
                Standing::Rejected | Standing::Proposed => vec![],
                Standing::Corrected(by) => vec![by],
            };
            prop_assert_eq!(standing(&case), expected);
        }
    }

    #[test]
    fn judgements_of_different_claims_do_not_disturb_each_other(
        order in Just(vec![0usize, 1, 2, 3, 4, 5]).prop_shuffle()
    ) {
        let claims: Vec<Claim> = (0..3).map(|index| read("report", index, 100, &[])).collect();
        let all = [
            judgement(&claims[0], Verdict::Accept),
            judgement(&claims[0], Verdict::Accept),
            judgement(&claims[1], Verdict::Reject),
            judgement(&claims[1], Verdict::Reject),
            correct(&claims[2], &correction(&claims[2], 7)),
            correct(&claims[2], &correction(&claims[2], 7)),
        ];
        let case = built(&claims, &order.iter().map(|&index| all[index].clone()).collect::<Vec<_>>());
        let by = correction(&claims[2], 7).id();
        prop_assert_eq!(case.standing(claims[0].id()), Standing::Accepted);
        prop_assert_eq!(case.standing(claims[1].id()), Standing::Rejected);
        prop_assert_eq!(case.standing(claims[2].id()), Standing::Corrected(by));
        prop_assert_eq!(standing(&case), vec![claims[0].id(), by]);
    }
}

#[test]
fn a_correction_of_a_correction_stands_only_with_the_one_it_corrects() {
    let first = read("report", 0, 100, &[]);
    let second = correction(&first, 200);
    let third = correction(&second, 300);
    let chain = [correct(&first, &second), correct(&second, &third)];
    let stands = |more: &[Judgement]| standing(&built(std::slice::from_ref(&first), &[&chain, more].concat()));
    assert_eq!(stands(&[]), [third.id()]);
    assert_eq!(stands(&[judgement(&second, Verdict::Undo)]), [second.id()]);
    assert_eq!(stands(&[judgement(&first, Verdict::Undo)]), [first.id()], "what corrected a correction goes with it");
    assert_eq!(stands(&[judgement(&first, Verdict::Reject)]), []);
    assert_eq!(stands(&[judgement(&third, Verdict::Reject)]), []);
}

#[test]
fn a_judgement_needs_its_claim_and_a_claim_its_source() {
    let (held, other) = (read("report", 0, 100, &[]), read("report", 1, 200, &[]));
    let mut builder = CaseBuilder::new();
    assert!(matches!(builder.claim(held.clone()), Err(Error::MissingInput { .. })), "no source yet");
    builder.source(source("report", None, None));
    builder.claim(held.clone()).unwrap();
    builder.claim(held.clone()).unwrap();
    for refused in
        [judgement(&other, Verdict::Accept), correct(&other, &correction(&other, 1)), correct(&held, &correction(&other, 1))]
    {
        assert!(matches!(builder.judgement(refused), Err(Error::MissingInput { .. })));
    }
    let case = builder.finish();
    assert_eq!((case.claims().len(), case.judgements().len()), (1, 0), "a refused judgement leaves nothing behind");
    assert_eq!(case.claim(other.id()), None);
    assert!(case.sources_of(other.id()).is_empty());
}

#[test]
fn a_judgement_goes_through_json() {
    let claim = read("report", 0, 100, &[]);
    for verdict in [Verdict::Accept, Verdict::Reject, Verdict::Undo, Verdict::Correct { claim: Box::new(correction(&claim, 1)) }]
    {
        for note in [None, Some("The table says otherwise.".to_owned())] {
            let judged = Judgement { note, ..judgement(&claim, verdict.clone()) };
            let json = serde_json::to_string(&judged).unwrap();
            assert_eq!(serde_json::from_str::<Judgement>(&json).unwrap(), judged, "{json}");
        }
    }
}

#[test]
fn a_claim_that_does_not_fit_its_kind_is_refused_from_storage_too() {
    let json = serde_json::to_value(read("report", 0, 100, &[])).unwrap();
    let with = |field: &str, value: serde_json::Value| {
        let mut json = json.clone();
        json[field] = value;
        serde_json::from_value::<Claim>(json).map_err(|error| error.to_string())
    };
    let refused = |field, value, why: &str| assert!(with(field, value).unwrap_err().contains(why), "{field}");
    refused("quantity", serde_json::Value::Null, "it needs a figure");
    refused("kind", "sanction".into(), "it takes no figure");
    refused("roles", serde_json::json!({"sector": "logging"}), "it does not know one of the roles");
    assert!(with("kind", "deaths".into()).is_ok_and(|claim| matches!(claim.basis(), Basis::Read { .. })));
}

#[test]
fn a_person_takes_back_what_that_person_judged() {
    let claim = read("report", 0, 100, &[]);
    let by = |name: &str, verdict| Judgement { by: name.to_owned(), ..judgement(&claim, verdict) };
    let standing_after = |judgements: &[Judgement]| built(std::slice::from_ref(&claim), judgements).standing(claim.id());
    let (first, second) = (by("Ana", Verdict::Accept), by("Ben", Verdict::Reject));
    let both = [first.clone(), second.clone(), by("Ana", Verdict::Undo)];
    assert_eq!(standing_after(&both), Standing::Rejected, "Ben's judgement stays");
    assert_eq!(standing_after(&[first.clone(), second.clone(), by("Ben", Verdict::Undo)]), Standing::Accepted);
    assert_eq!(
        standing_after(&[first, second, by("Cem", Verdict::Undo)]),
        Standing::Accepted,
        "who judged nothing, takes the last"
    );
}
