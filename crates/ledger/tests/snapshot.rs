//! The case as it stands depends on the files, their readings and the judgements, and on nothing else.

mod support;

use evidence::{Basis, Claim, Rule, Standing, Verdict};
use ledger::{Counts, Entry, Facts, Ledger, Listing, Proposals, Reading, Refusal, RunFinished, RunStarted, Snapshot};
use support::*;

const NAMES: [&str; 4] = ["alpha", "beta", "gamma", "delta"];

fn listing() -> Listing {
    Listing::new(NAMES.iter().map(|name| source(name, 3)).collect(), vec![], [("title".to_owned(), "A case".to_owned())].into())
}

/// Everything that the snapshot says, in words.
fn told(snapshot: &Snapshot) -> String {
    let sources: Vec<_> = snapshot.case.sources().collect();
    let standing: Vec<_> = snapshot.case.standing_claims().map(Claim::id).collect();
    let judgements = snapshot.case.judgements();
    format!(
        "{:#?}",
        (sources, snapshot.case.claims(), judgements, standing, &snapshot.settings, &snapshot.notices, &snapshot.stale)
    )
}

fn judge(ledger: &mut Ledger) {
    let claims = claims("beta", 3, 1);
    let verdict = Verdict::Correct { claim: Box::new(correction(&claims[1], 20)) };
    for judgement in
        [judgement(&claims[0], Verdict::Accept), judgement(&claims[1], verdict), judgement(&claims[2], Verdict::Reject)]
    {
        ledger.append(&Entry::Judgement(judgement), AT).unwrap();
    }
}

fn whole_run(order: [usize; 4]) -> String {
    let folder = Folder::new(&format!("run-{order:?}"));
    let mut ledger = Ledger::create(&folder.ledger()).unwrap();
    for index in order {
        ledger.append(&reading(NAMES[index], 3, 1), AT).unwrap();
    }
    judge(&mut ledger);
    ledger.append_listing(listing(), AT).unwrap();
    told(&ledger.case().unwrap())
}

#[test]
fn the_order_of_reading_does_not_matter() {
    let expected = whole_run([0, 1, 2, 3]);
    for order in [[3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
        assert_eq!(whole_run(order), expected);
    }
}

#[test]
fn being_interrupted_does_not_matter() {
    let expected = whole_run([0, 1, 2, 3]);
    let folder = Folder::new("interrupted");
    let path = folder.ledger();
    for interrupted_after in [0, 1, 1, 2, 3, 4, 4] {
        let mut ledger = Ledger::open_or_create(&path).unwrap();
        ledger.append(&Entry::RunStarted(RunStarted { version: "0".into(), arguments: vec![] }), AT).unwrap();
        for name in &NAMES[..interrupted_after] {
            if ledger.has_reading(source(name, 3).id, "text@1").unwrap() {
                continue;
            }
            // a first part that nothing follows
            let Entry::Reading(whole) = reading(name, 3, 1) else { unreachable!() };
            let begun = Reading { last: false, claims: whole.claims[..1].to_vec(), ..whole.clone() };
            ledger.append(&Entry::Reading(begun), AT).unwrap();
            assert!(!ledger.has_reading(whole.source, "text@1").unwrap());
            ledger.append(&Entry::Reading(whole), AT).unwrap();
        }
    }
    let mut ledger = Ledger::open(&path).unwrap();
    judge(&mut ledger);
    assert!(ledger.append_listing(listing(), AT).unwrap().is_some());
    assert!(ledger.append_listing(listing(), AT).unwrap().is_none(), "the same listing is not written twice");
    ledger.append(&Entry::RunFinished(RunFinished { counts: Counts::default() }), AT).unwrap();
    assert_eq!(told(&ledger.case().unwrap()), expected);
    assert_eq!(ledger.verify(None, |_, _| {}).unwrap().fault, None);
}

#[test]
fn claims_stand_by_name_of_source_and_facts_fill_the_listing() {
    let folder = Folder::new("facts");
    let mut ledger = Ledger::create(&folder.ledger()).unwrap();
    for name in NAMES {
        ledger.append(&reading(name, 3, 1), AT).unwrap();
    }
    let mut stated = listing();
    stated.sources[0].title = Some("As set up".into());
    ledger.append_listing(stated, AT).unwrap();
    let case = ledger.case().unwrap().case;
    let expected: Vec<_> = ["alpha", "beta", "delta", "gamma"].iter().flat_map(|name| claims(name, 3, 1)).collect();
    assert_eq!(case.claims(), expected);
    let title = |name: &str| case.source(source(name, 3).id).unwrap().title.clone().unwrap();
    assert_eq!((title("alpha"), title("beta")), ("As set up".to_owned(), "On beta".to_owned()));
}

#[test]
fn the_newest_reader_stands_whenever_it_read() {
    for order in [[9, 10], [10, 9]] {
        let folder = Folder::new(&format!("newest-{order:?}"));
        let mut ledger = Ledger::create(&folder.ledger()).unwrap();
        for version in order {
            ledger.append(&reading("alpha", 2, version), AT).unwrap();
        }
        ledger.append_listing(Listing::new(vec![source("alpha", 2)], vec![], Default::default()), AT).unwrap();
        assert_eq!(ledger.case().unwrap().case.claims(), claims("alpha", 2, 10));
    }
}

#[test]
fn a_judgement_of_a_claim_that_is_no_longer_made_waits() {
    let folder = Folder::new("stale");
    let mut ledger = Ledger::create(&folder.ledger()).unwrap();
    ledger.append(&reading("alpha", 2, 1), AT).unwrap();
    ledger.append_listing(Listing::new(vec![source("alpha", 2)], vec![], Default::default()), AT).unwrap();
    let (old, new) = (claims("alpha", 2, 1), claims("alpha", 2, 2));
    let rejected = judgement(&old[0], Verdict::Reject);
    ledger.append(&Entry::Judgement(rejected.clone()), AT).unwrap();
    assert_eq!(ledger.case().unwrap().case.standing(old[0].id()), Standing::Rejected);
    ledger.append(&reading("alpha", 2, 2), AT).unwrap();
    let snapshot = ledger.case().unwrap();
    assert_eq!(snapshot.stale, [rejected]);
    assert_eq!(snapshot.case.judgements(), []);
    assert_eq!(snapshot.case.standing_claims().cloned().collect::<Vec<_>>(), new);
}

#[test]
fn files_come_and_go_and_change_their_names() {
    let folder = Folder::new("files");
    let mut ledger = Ledger::create(&folder.ledger()).unwrap();
    assert!(ledger.case().unwrap().case.claims().is_empty(), "nothing is listed yet");
    ledger.append(&reading("alpha", 2, 1), AT).unwrap();
    let list = |sources| Listing::new(sources, vec![notice("z.doc")], Default::default());
    let renamed = |name: &str| evidence::Source { name: name.to_owned(), ..source("alpha", 2) };
    ledger.append_listing(list(vec![renamed("b.txt"), renamed("a.txt"), source("unread", 1)]), AT).unwrap();
    let snapshot = ledger.case().unwrap();
    assert_eq!(snapshot.case.claims(), claims("alpha", 2, 1), "one source under two names is read once");
    assert_eq!(snapshot.case.source(renamed("").id).unwrap().name, "a.txt");
    assert_eq!(snapshot.notices, [notice("z.doc"), notice("a.txt")]);
    assert_eq!(snapshot.awaiting, [source("unread", 1).id]);
    ledger.append_listing(list(vec![]), AT).unwrap();
    assert!(ledger.case().unwrap().case.claims().is_empty(), "the file is gone");
    ledger.append_listing(list(vec![renamed("c.txt")]), AT).unwrap();
    assert_eq!(ledger.case().unwrap().case.claims(), claims("alpha", 2, 1), "and back");
}

#[test]
fn a_long_reading_is_stored_in_parts_and_reads_as_one() {
    let folder = Folder::new("long");
    let mut ledger = Ledger::create(&folder.ledger()).unwrap();
    let Entry::Reading(mut long) = reading("alpha", 2500, 1) else { unreachable!() };
    let basis = Basis::Derived { method: Rule::new("sum", 1), from: vec![long.claims[0].id(), long.claims[2499].id()] };
    long.claims.push(Claim::new(statement(2501), basis).unwrap());
    let expected = long.claims.clone();
    assert_eq!(ledger.append(&Entry::Reading(long.clone()), AT).unwrap(), 1);
    assert_eq!(ledger.append(&Entry::RunStarted(RunStarted::default()), AT).unwrap(), 12);
    ledger.append_listing(Listing::new(vec![source("alpha", 2500)], vec![], Default::default()), AT).unwrap();
    let snapshot = ledger.case().unwrap();
    assert_eq!(snapshot.case.claims(), expected);
    assert_eq!(snapshot.notices.len(), 1);
    let verification = ledger.verify(None, |_, _| {}).unwrap();
    assert_eq!((verification.fault, verification.entries, verification.claims), (None, 13, 2501));
}

#[test]
fn a_reading_in_parts_counts_once_its_last_part_is_there() {
    let folder = Folder::new("parts");
    let mut ledger = Ledger::create(&folder.ledger()).unwrap();
    let Entry::Reading(whole) = reading("alpha", 3, 1) else { unreachable!() };
    ledger.append_listing(Listing::new(vec![source("alpha", 3)], vec![], Default::default()), AT).unwrap();
    let titled = |title: &str| Facts { title: Some(title.to_owned()), ..Facts::default() };
    let part = |continues, from: usize, facts: Facts| {
        let (claims, last) = (whole.claims[from..=from].to_vec(), from == 2);
        Entry::Reading(Reading { continues, last, claims, facts, notices: vec![], ..whole.clone() })
    };
    let abandoned = ledger.append(&part(None, 0, titled("abandoned")), AT).unwrap();
    let number = ledger.append(&part(None, 0, titled("begun")), AT).unwrap();
    ledger.append(&part(Some(number), 1, Facts { language: Some("en".into()), ..Facts::default() }), AT).unwrap();
    assert_eq!(ledger.case().unwrap().awaiting, [whole.source]);
    ledger.append(&part(Some(number), 2, titled("ended")), AT).unwrap();
    assert_ne!(abandoned, number);
    let snapshot = ledger.case().unwrap();
    assert_eq!(snapshot.case.claims(), whole.claims);
    let source = snapshot.case.source(whole.source).unwrap();
    assert_eq!((source.title.as_deref(), source.language.as_deref()), (Some("ended"), Some("en")));
}

/// What a model proposes of the source `alpha`: the claims of its reading, signed by the rule `rule`.
fn proposals(rule: &str) -> Entry {
    let signed = |claim: &Claim| {
        let Basis::Read { span, sentence, .. } = claim.basis() else { unreachable!() };
        let rule: Rule = rule.parse().unwrap();
        let basis = Basis::Read { span: span.clone(), sentence: sentence.clone(), rule, steps: vec![] };
        Claim::new(claim.statement().clone(), basis).unwrap()
    };
    Entry::Proposals(Proposals {
        source: source("alpha", 2).id,
        model: "small".into(),
        asker: "propose@1".into(),
        passage: "0..40".into(),
        claims: claims("alpha", 2, 1).iter().map(signed).collect(),
        refused: vec![Refusal { what: "a figure".into(), cause: "it is not there".into() }],
        refused_count: 1,
    })
}

#[test]
fn a_proposal_stands_only_once_a_person_accepts_it() {
    let folder = Folder::new("proposals");
    let mut ledger = Ledger::create(&folder.ledger()).unwrap();
    let entry = proposals("propose.small@1");
    assert!(ledger.append(&entry, AT).unwrap_err().to_string().contains("no reader has read this source"));
    ledger.append(&reading("alpha", 2, 1), AT).unwrap();
    ledger.append_listing(Listing::new(vec![source("alpha", 2)], vec![], Default::default()), AT).unwrap();
    let unsigned = ledger.append(&proposals("test.workers@1"), AT).unwrap_err().to_string();
    assert!(unsigned.contains("signed by a rule that begins with `propose.`"), "{unsigned}");
    ledger.append(&entry, AT).unwrap();

    let (read, proposed) = (claims("alpha", 2, 1), entry.claims());
    let case = ledger.case().unwrap().case;
    assert_eq!(case.claims().len(), 4, "proposals are kept beside what was read");
    assert_eq!(case.standing(proposed[0].id()), Standing::Proposed);
    assert_eq!(case.standing_claims().cloned().collect::<Vec<_>>(), read);
    ledger.append(&Entry::Judgement(judgement(&proposed[1], Verdict::Accept)), AT).unwrap();
    let case = ledger.case().unwrap().case;
    assert_eq!(case.standing_claims().count(), 3);
    assert!(case.is_proposed(proposed[1].id()), "it is known where it came from even so");

    let asked = ledger.asked("small", "propose@1").unwrap();
    assert_eq!(asked.into_iter().collect::<Vec<_>>(), [(source("alpha", 2).id, "0..40".to_owned())]);
    assert!(ledger.asked("other", "propose@1").unwrap().is_empty());
    assert_eq!(ledger.verify(None, |_, _| {}).unwrap().fault, None);
    ledger.append_listing(Listing::default(), AT).unwrap();
    assert!(ledger.case().unwrap().case.claims().is_empty(), "proposals go with the file");
}
