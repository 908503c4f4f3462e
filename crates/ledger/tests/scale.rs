//! How long it takes, to be looked at and not asserted: `cargo test -p manumit-ledger --test scale -- --ignored --nocapture`.

mod support;

use ledger::{Ledger, Listing};
use std::time::Instant;
use support::*;

fn timed<T>(what: &str, count: usize, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let result = work();
    let seconds = begun.elapsed().as_secs_f64();
    println!("{what}: {seconds:.2} s, {:.1} us each", seconds * 1e6 / count as f64);
    result
}

/// Writes `sources` readings of `claims` claims each, `together` in one step.
fn measure(sources: usize, claims: usize, together: usize) {
    println!("{sources} sources of {claims} claims, {together} in one step");
    let folder = Folder::new("scale");
    let names: Vec<String> = (0..sources).map(|number| format!("s{number}")).collect();
    let readings: Vec<_> = names.iter().map(|name| reading(name, claims, 1)).collect();
    let count = sources * claims;
    let mut ledger = Ledger::create(&folder.ledger()).unwrap();
    timed("  append", count, || {
        for step in readings.chunks(together) {
            ledger.append_all(step, AT).unwrap();
        }
    });
    drop(readings);
    ledger
        .append_listing(Listing::new(names.iter().map(|name| source(name, claims)).collect(), vec![], Default::default()), AT)
        .unwrap();
    drop(ledger);
    let ledger = Ledger::open_read_only(&folder.ledger()).unwrap();
    let snapshot = timed("  snapshot", count, || ledger.case().unwrap());
    assert_eq!(snapshot.case.claims().len(), count);
    let sought: Vec<_> = snapshot.case.claims().iter().step_by(count / 100).map(|claim| claim.id().to_string()).collect();
    timed("  find", sought.len(), || sought.iter().for_each(|id| assert_eq!(ledger.find(&id[..13], 9).unwrap().len(), 1)));
    let verification = timed("  verify", count, || ledger.verify(None, |_, _| {}).unwrap());
    assert_eq!(verification.fault, None);
    println!("  file: {} MB", std::fs::metadata(folder.ledger()).unwrap().len() / 1_000_000);
}

#[test]
#[ignore = "takes long and asserts no time"]
fn a_hundred_thousand_claims() {
    measure(100, 1000, 1);
    measure(1, 100_000, 1);
    measure(2000, 5, 1);
    measure(2000, 5, 100);
}
