//! The same seed gives the same world on any number of threads; another gives another.

use simulate::{Model, Scenario, Setup, World};

fn fingerprint(seed: u64, threads: usize) -> Vec<String> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let model = Model::shipped();
        let mut world =
            World::new(Setup { seed, workers: 1_200, first_year: 2016, last_year: 2018, model, scenario: Scenario::default() });
        std::iter::from_fn(|| world.step()).map(|record| format!("{record:?}")).collect()
    })
}

#[test]
fn threads_change_nothing() {
    let one = fingerprint(7, 1);
    assert_eq!(one.len(), 36);
    for threads in [2, 5] {
        assert!(one == fingerprint(7, threads), "{threads} threads give another world");
    }
    assert!(one != fingerprint(8, 2));
}
