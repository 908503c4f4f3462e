//! What the program says of published tables, of strata, of draws of a linkage, and of input that does not fit.

use count::{
    Analysis, Error, Method, Outcome, Sampling, Settings, Standing, Table, Verdict, VerdictKind, across_draws, average,
    count_draws, latent_classes, read_csv, read_entries, read_pairs, roll_up,
};
use proptest::prelude::*;

mod tables;

/// Every method, with as few draws as leave the verdict alone.
fn settings() -> Settings {
    Settings { replicates: 100, sweeps: 1500, ..Settings::default() }
}

fn judged(table: &Table) -> (Vec<Outcome>, Verdict) {
    let mut analysis = Analysis::new(table, settings()).unwrap();
    let outcomes: Vec<Outcome> = Method::ALL.into_iter().map(|method| analysis.run(method)).collect();
    let verdict = Verdict::of(&analysis, &outcomes);
    (outcomes, verdict)
}

#[track_caller]
fn near(found: f64, expected: f64, share: f64) {
    assert!((found / expected - 1.0).abs() <= share, "{found} is not {expected}");
}

#[test]
fn methods_disagree_on_the_united_kingdom_the_netherlands_and_australia() {
    for table in [tables::uk_five(), tables::netherlands_five(), tables::australia()] {
        let (_, verdict) = judged(&table);
        assert_eq!(verdict.kind, VerdictKind::Disagreement, "{}", verdict.sentence);
        assert!(verdict.sentence.contains("no single number"));
    }
}

/// What a sentence calls a lower bound never lies above the low end that it prints beside it.
#[test]
fn no_sentence_contradicts_itself() {
    for table in [tables::kosovo(), tables::western(), tables::palembang(), tables::australia()] {
        let (_, verdict) = judged(&table);
        let printed = match verdict.kind {
            VerdictKind::Agreement => verdict.range,
            VerdictKind::LowerBound if !verdict.heterogeneity_suspected => verdict.range_if_alike,
            _ => None,
        };
        assert!(printed.is_none_or(|(low, _)| verdict.lower_bound <= low), "{}", verdict.sentence);
    }
}

#[test]
fn methods_agree_on_kosovo_and_the_range_allows_for_a_shared_tendency() {
    let (outcomes, verdict) = judged(&tables::kosovo());
    assert_eq!(verdict.kind, VerdictKind::Agreement, "{}", verdict.sentence);
    let differing = verdict.differing.unwrap().interval(4_400.0, 0.95);
    let (low, high) = verdict.range.unwrap();
    assert!(low <= differing.0 && high >= differing.1 && outcomes.iter().any(|outcome| outcome.interval.is_some()));
    assert!(verdict.reasons.iter().any(|reason| reason.contains("no list could reach")));
}

/// Few are on two of its lists, so people who differ fit as well as those who do not, with many times the total.
#[test]
fn the_western_site_cannot_exclude_people_who_differ() {
    let (_, verdict) = judged(&tables::western());
    assert_eq!(verdict.kind, VerdictKind::LowerBound, "{}", verdict.sentence);
    assert!(!verdict.heterogeneity_suspected && verdict.sentence.contains("cannot be told"), "{}", verdict.sentence);
    near(verdict.middle.unwrap(), 2_483.0, 0.001);
}

#[test]
fn the_hares_differ_and_perhaps_the_victims_of_new_orleans() {
    for table in [tables::hares(), tables::new_orleans_five()] {
        let (_, verdict) = judged(&table);
        assert_eq!(verdict.kind, VerdictKind::LowerBound, "{}", verdict.sentence);
        assert!(verdict.sentence.contains("at least"));
    }
}

/// Medians and 95 % intervals as dga 2.0.2 gives them, with numbers of unseen from 1 to twenty for each one seen.
#[test]
fn averages_over_graphs_as_dga() {
    for (table, median, low, high) in [
        (tables::kosovo(), 12_595.0, 9_827.0, 16_544.0),
        (tables::uk_five(), 22_990.0, 10_387.0, 33_508.0),
        (tables::western(), 2_132.0, 1_343.0, 3_848.0),
        (tables::new_orleans_five(), 869.0, 511.0, 1_758.0),
        (tables::australia(), 2_238.0, 1_187.0, 6_463.0),
        (tables::palembang(), 163.0, 127.0, 445.0),
    ] {
        let found = average(&table, 0.95, None).unwrap();
        near(found.median, median, 0.002);
        near(found.interval.0, low, 0.002);
        near(found.interval.1, high, 0.002);
    }
}

/// Ball, Shin & Yang 2018 (HRDAG): 137 (124 to 198), by the program of Manrique-Vallier 2016.
#[test]
fn latent_classes_of_palembang() {
    let found = latent_classes(&tables::palembang(), 0.95, Sampling { chains: 8, sweeps: 20_000, seed: 1 });
    assert!(found.has_converged(), "R-hat {} of {} draws", found.r_hat, found.effective_draws);
    near(found.median, 137.0, 0.01);
    near(found.interval.0, 124.0, 0.01);
    near(found.interval.1, 198.0, 0.06);
}

#[test]
fn chains_that_are_too_short_give_no_estimate() {
    let table = tables::kosovo();
    let mut analysis = Analysis::new(&table, Settings { sweeps: 200, ..settings() }).unwrap();
    let outcome = analysis.run(Method::LatentClass);
    assert_eq!((outcome.standing, outcome.estimate), (Standing::NotConverged, None));
}

#[test]
fn the_same_seed_gives_the_same_whatever_the_threads() {
    let table = tables::australia();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| format!("{:?}", judged(&table)))
    };
    assert_eq!(on(1), on(2));
    assert_eq!(on(1), on(3));
    let mut analysis = Analysis::new(&table, Settings { seed: 2, ..settings() }).unwrap();
    let other = analysis.run(Method::Stepwise);
    let same = judged(&table).0.into_iter().find(|outcome| outcome.method == Method::Stepwise).unwrap();
    assert!(other.estimate == same.estimate && other.interval != same.interval);
}

#[test]
fn an_outcome_becomes_an_estimate_of_the_vocabulary() {
    let table = tables::western();
    let estimate = Analysis::new(&table, settings()).unwrap().run(Method::Stepwise).in_vocabulary().unwrap();
    assert_eq!(
        (estimate.point().to_string(), estimate.method(), estimate.seed()),
        ("2483".to_owned(), "count.stepwise@1", Some(1))
    );
}

/// Lists that cannot overlap: without saying so, their empty overlap looks like evidence.
#[test]
fn lists_apart_are_left_out_of_the_evidence() {
    let table = tables::western();
    let pair = |table: &Table| table.names().iter().position(|name| name == "B").unwrap();
    assert_eq!(table.on_all(0b11), 0, "A and B do not overlap");
    let apart = table.clone().with_apart([("A", "B")]).unwrap();
    assert!(!apart.is_possible(0b111) && apart.is_possible(0b101) && pair(&apart) == 1);
    let total = |table: &Table| Analysis::new(table, settings()).unwrap().run(Method::Independence).estimate.unwrap();
    // the overlap that could not be was expected by independence, so without it the total falls
    assert!(total(&apart) < total(&table));
    assert!(matches!(table.with_apart([("A", "C")]), Err(Error::ApartButOverlapping { count: 5, .. })));
}

#[test]
fn strata_are_added_up_and_the_poor_ones_named() {
    let mut text = "place,A,B,C,count\n".to_owned();
    for place in ["north", "south"] {
        for (pattern, count) in
            [("1,0,0", 80), ("0,1,0", 60), ("0,0,1", 70), ("1,1,0", 20), ("1,0,1", 25), ("0,1,1", 18), ("1,1,1", 6)]
        {
            text += &format!("{place},{pattern},{count}\n");
        }
    }
    text += "west,1,0,0,7\nwest,0,1,0,4\n";
    let sheet = read_csv("t.csv", &text).unwrap();
    assert_eq!((sheet.by.as_slice(), sheet.strata.len()), (&["place".to_owned()][..], 3));
    let sum = roll_up(&sheet.strata, &settings());
    let one = sum.strata[0].estimate.unwrap();
    assert_eq!((sum.observed, sum.not_estimated, sum.strata[2].estimate), (569, 1, None));
    assert!((sum.estimate - (2.0 * one + 11.0)).abs() < 0.1 * sum.estimate, "{} of two times {one}", sum.estimate);
    assert!(sum.sentence().contains("lower bound"));
}

#[test]
fn what_linkage_adds_to_an_interval_is_told() {
    let table = tables::western();
    let outcome = |shift: f64| {
        let outcome = Analysis::new(&table, settings()).unwrap().run(Method::Independence);
        let times = |value: f64| value * shift;
        Outcome {
            estimate: outcome.estimate.map(times),
            interval: outcome.interval.map(|(low, high)| (times(low), times(high))),
            ..outcome
        }
    };
    let certain = across_draws(&[outcome(1.0), outcome(1.0), outcome(1.0)]).unwrap();
    let torn = across_draws(&[outcome(0.5), outcome(1.0), outcome(2.0)]).unwrap();
    assert!(certain.share_from_linkage < 1e-9 && torn.share_from_linkage > 0.8);
    near(certain.interval.0, certain.interval_if_certain.0, 1e-9);
    assert!(torn.interval.1 > 1.5 * torn.interval_if_certain.1);
    assert_eq!(across_draws(&[outcome(1.0)]), None);
}

/// Three lists of 60 people each, drawn from 150; each person's entries are joined by pairs of this probability.
fn entries_and_pairs(probability: f64) -> (String, String) {
    let (mut people, mut pairs) = ("id,list\n".to_owned(), "unique_id_l,unique_id_r,match_probability\n".to_owned());
    for person in 0..150u32 {
        let on: Vec<u32> = (0..3).filter(|list| (person * 7 + list * 53) * 2_654_435 / 1000 % 10 < 4).collect();
        on.iter().for_each(|list| people += &format!("{person}-{list},L{list}\n"));
        on.windows(2).for_each(|two| pairs += &format!("{person}-{},{person}-{},{probability}\n", two[0], two[1]));
    }
    (people, pairs)
}

#[test]
fn uncertain_pairs_widen_the_interval_and_certain_ones_do_not() {
    let counted = |probability: f64| {
        let (people, pairs) = entries_and_pairs(probability);
        let (linkage, notices) = read_pairs("p.csv", &pairs, &read_entries(&people).unwrap()).unwrap();
        assert!(notices.is_empty(), "{notices:?}");
        let tables: Vec<Table> = (0..12).map(|index| linkage.drawn(1, index).unwrap()).collect();
        count_draws(&tables, &settings(), &[Method::Independence, Method::Stepwise, Method::Decomposable]).unwrap()
    };
    let (certain, torn) = (counted(1.0), counted(0.8));
    assert!(certain.share_from_linkage.unwrap() < 1e-9 && certain.observed.0 == certain.observed.1);
    assert!(torn.share_from_linkage.unwrap() > 0.05 && torn.observed.0 < torn.observed.1, "{torn:?}");
    assert!(torn.sentence.contains("which entries are the same person"), "{}", torn.sentence);
    // fewer links, more people
    assert!(torn.observed.1 > certain.observed.1);
}

#[test]
fn entries_and_pairs_that_do_not_fit_are_refused_or_told() {
    let told = |people: &str| read_entries(people).unwrap_err().to_string();
    assert!(told("id,place\n1,A\n").contains("no column is called list"));
    assert!(told("id,list\n1,A\n1,B\n").contains("line 3: the id \"1\" is given twice"));
    assert!(told("id,list\n1,\n").contains("line 2"));
    assert!(told("id,list\n").contains("nobody"));
    let entries = read_entries("id,list\n1,A\n2,B\n").unwrap();
    let pairs = |text: &str| read_pairs("p.csv", text, &entries);
    assert!(pairs("a,b,probability\n1,2,1.5\n").unwrap_err().to_string().contains("line 2: the probability \"1.5\""));
    assert_eq!(pairs("a,b,probability\n1,9,0.5\n1,1,0.5\n").unwrap().1.len(), 1);
}

#[test]
fn strata_take_lists_that_cannot_overlap() {
    let mut text = "place,A,B,C,count\n".to_owned();
    for place in ["north", "south"] {
        for (pattern, count) in [("1,0,0", 80), ("0,1,0", 60), ("0,0,1", 70), ("1,0,1", 25), ("0,1,1", 18)] {
            text += &format!("{place},{pattern},{count}\n");
        }
    }
    let sheet = read_csv("t.csv", &text).unwrap().with_apart(&[("A", "B")]).unwrap();
    let sum = roll_up(&sheet.strata, &settings());
    assert_eq!(sum.not_estimated, 0, "{sum:?}");
    // of each stratum: 80 · 70 / 25 beside A, 60 · 70 / 18 beside B, both wanting of C's 70; more than the 253 who were seen
    assert!(sum.estimate > 2.0 * 253.0 && sum.interval.0 < sum.estimate && sum.estimate < sum.interval.1, "{sum:?}");
}

#[track_caller]
fn refused(text: &str, says: &str) {
    let told = match read_csv("t.csv", text) {
        Err(error) => error.to_string(),
        Ok(sheet) => Analysis::new(&sheet.table, settings()).map(|_| ()).unwrap_err().to_string(),
    };
    assert!(told.contains(says), "{told:?} does not say {says:?}");
}

#[test]
fn input_that_does_not_fit_is_refused_with_its_place_and_a_remedy() {
    refused("", "counts nobody");
    refused("A,B,count\n", "counts nobody");
    refused("A,count\n1,5\n", "need two");
    refused("A,B,count\n1,0,5\n0,1,7\n", "nobody is on two lists");
    refused("A,B,count\n1,1,5\n", "everybody is on every list");
    refused("A,B,count\n1,0,5\n1,1,-2\n", "line 3: the count \"-2\" is negative");
    refused("A,B,count\n1,0,2.5\n", "line 2: the count \"2.5\" is not a whole number");
    refused("A,B,count\n1,0,many\n", "not a number of people");
    refused("A,B,count\n1,2,4\n0,1,3\n", "line 2: column \"B\" holds \"2\"");
    refused("A,B,count\n1,0\n", "line 2: 2 fields where the head has 3");
    refused("A,B,count\n1,0,99999999999999\n", "million million");
    refused("A,A,count\n1,0,4\n0,1,3\n", "two lists are called \"A\"");
    refused("name,place\nKim,Vladivostok\n", "no column holds only 0 and 1");
    refused("A,B,count\n1,0,\0\n", "no plain text");
    let each: String = (0..1_200).map(|person| format!("p{person},1,0,1\n")).collect();
    refused(&format!("name,A,B,count\n{each}"), "more than 1000 different values");
    let many: Vec<String> = (0..30).map(|list| format!("L{list}")).collect();
    refused(&format!("{},count\n{},4\n", many.join(","), vec!["1"; 30].join(",")), "30 lists are more than 24");
}

#[test]
fn a_row_of_nobody_and_an_empty_list_are_told_and_left_out() {
    let sheet = read_csv("t.csv", "A;B;C;n\n0;0;0;12\n1;0;0;5\n0;1;0;6\n1;1;0;3.0\n").unwrap();
    assert_eq!((sheet.table.lists(), sheet.table.observed(), sheet.notices.len()), (2, 14, 2));
}

#[test]
fn two_lists_give_one_answer_and_say_what_it_rests_on() {
    let table = Table::new(["A", "B"].map(str::to_owned).to_vec(), [(0b01, 50), (0b10, 40), (0b11, 10)]).unwrap();
    let (outcomes, verdict) = judged(&table);
    // Petersen 1896: 60 times 50 over 10
    near(outcomes[0].estimate.unwrap(), 300.0, 1e-9);
    // one way to count cannot agree with others, and nothing shows whether people differ
    assert_eq!(verdict.kind, VerdictKind::LowerBound, "{}", verdict.sentence);
    assert!(verdict.reasons.iter().any(|reason| reason.contains("independence is assumed")));
}

#[test]
fn many_lists_and_huge_counts_end() {
    let names: Vec<String> = (0..20).map(|list| format!("L{list}")).collect();
    let pairs = (0..20u32).flat_map(|list| [(1 << list, 50), (1 << list | 1 << ((list + 1) % 20), 5)]);
    let wide = Table::new(names, pairs).unwrap();
    let (outcomes, verdict) = judged(&wide);
    assert!(outcomes.iter().any(|outcome| outcome.method == Method::Chao && outcome.estimate.is_some()));
    assert!(outcomes.iter().any(|outcome| outcome.standing == Standing::NotApplicable));
    assert!(verdict.lower_bound >= wide.observed() as f64);
    let huge = Table::new(["A", "B", "C"].map(str::to_owned).to_vec(), (1..8).map(|pattern| (pattern, 1_000_000_000))).unwrap();
    let (outcomes, _) = judged(&huge);
    assert!(outcomes.iter().filter_map(|outcome| outcome.estimate).all(|total| total.is_finite() && total >= 7e9));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_table_panics_and_every_interval_holds_its_estimate(counts in prop::collection::vec(prop_oneof![Just(0u64), 0u64..4, 0u64..3000], 15)) {
        let names = ["A", "B", "C", "D"].map(str::to_owned).to_vec();
        let cells = counts.iter().enumerate().map(|(index, count)| (index as u32 + 1, *count));
        if let Ok(table) = Table::new(names, cells) && let Ok(mut analysis) = Analysis::new(&table, Settings { replicates: 20, sweeps: 120, chains: 2, ..settings() }) {
            let outcomes: Vec<Outcome> = Method::ALL.into_iter().map(|method| analysis.run(method)).collect();
            for outcome in &outcomes {
                prop_assert!(outcome.estimate.is_none_or(|total| total.is_finite() && total >= table.observed() as f64 - 1e-6), "{outcome:?}");
                if let (Some(total), Some((low, high))) = (outcome.estimate, outcome.interval) {
                    prop_assert!(low <= total + 1e-6 && total <= high + 1e-6, "{outcome:?}");
                }
            }
            let verdict = Verdict::of(&analysis, &outcomes);
            prop_assert!(verdict.lower_bound >= table.observed() as f64 && !verdict.sentence.is_empty());
        }
    }

    #[test]
    fn no_text_panics(text in "[A-C01,;.\n\"-]{0,80}") {
        let _ = read_csv("t.csv", &text);
    }
}
