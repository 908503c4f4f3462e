//! The published figures on North Korean workers abroad: what is known of them from other solvers.

use reconcile::{Model, Options, Reconciliation, Verdict, figures, parse_claims, reconcile};

const FILE: &str = include_str!("../../../examples/reconcile/overseas-labour.toml");

fn answered(options: Options) -> Reconciliation {
    let model = Model::parse(FILE, &[]).unwrap_or_else(|mistake| panic!("{mistake}"));
    let (claims, set_aside) = parse_claims(FILE, &model).unwrap_or_else(|mistake| panic!("{mistake}"));
    reconcile(model, figures(claims), set_aside, options)
}

fn ids(found: &Reconciliation, places: &[usize]) -> Vec<String> {
    places.iter().map(|place| found.figures[*place].lead().id.clone()).collect()
}

#[test]
fn the_eight_minimal_conflicts_are_found() {
    let found = answered(Options { draw_count: 0, ..Options::default() });
    assert_eq!(found.verdict, Verdict::Infeasible);
    assert!(found.complete);
    let mut sets: Vec<Vec<String>> = found.conflicts.iter().map(|conflict| ids(&found, &conflict.figures)).collect();
    sets.sort();
    let (n46, n50, bn) = ("workers 46,000", "workers 50,000 to 60,000", "1.2 billion");
    let mut expected = vec![vec![n46, n50], vec!["Asan", bn]];
    for count in [n46, n50] {
        expected.extend([
            vec![count, "wage", bn],
            vec![count, "share", "take-home", bn],
            vec![count, "share", "take-home, UN", bn],
        ]);
    }
    expected.sort();
    assert_eq!(sets, expected);
}

#[test]
fn two_figures_have_to_go_and_the_wage_is_narrowed() {
    let found = answered(Options { draw_count: 0, ..Options::default() });
    let smallest: Vec<Vec<String>> =
        found.repairs.iter().filter(|repair| repair.drop.len() == 2).map(|repair| ids(&found, &repair.drop)).collect();
    assert_eq!(smallest.len(), 2, "{smallest:?}");
    assert!(found.repairs.iter().all(|repair| repair.drop.len() >= 2));
    let without = ["workers 50,000 to 60,000", "1.2 billion"];
    let repair = found.repairs.iter().find(|repair| ids(&found, &repair.drop) == without).expect("a repair of these two");
    let bounds = |name: &str| {
        let bounds = repair.bounds[found.model.position(name).expect("a quantity")];
        (bounds.low, bounds.high)
    };
    let near = |(low, high): (f64, f64), (a, b): (f64, f64)| (low - a).abs() < 1e-3 * a && (high - b).abs() < 1e-3 * b;
    assert!(near(bounds("wage"), (430.559, 549.542)), "{:?}", bounds("wage"));
    assert!(near(bounds("workers"), (43_700.0, 48_300.0)), "{:?}", bounds("workers"));
    assert!(near(bounds("share"), (0.704_92, 0.777_58)), "{:?}", bounds("share"));
    assert!(near(bounds("take_home"), (120.0, 130.0)), "{:?}", bounds("take_home"));
    assert!(near(bounds("revenue"), (180e6, 220e6)), "{:?}", bounds("revenue"));
    assert!(repair.point.is_some());
}

#[test]
fn a_conflict_is_a_sentence_that_names_the_quantity_in_which_it_shows() {
    let found = answered(Options { draw_count: 0, ..Options::default() });
    let sentence = |members: &[&str]| {
        found
            .conflicts
            .iter()
            .find(|conflict| ids(&found, &conflict.figures) == members)
            .map(|conflict| conflict.sentence.clone())
            .expect("the conflict")
    };
    assert_eq!(
        sentence(&["workers 46,000", "wage", "1.2 billion"]),
        "46,000 workers and 1.2 to 2.3 billion dollars a year need at least 2,174 dollars taken per worker and month; a wage of 300 \
         to 1,000 dollars a month allows at most 1,000. That is as stated; with every figure that is only about right off as far as it \
         may be, it is still 2,070 against 1,000."
    );
}

#[test]
fn echoes_are_one_vote() {
    let found = answered(Options { draw_count: 0, ..Options::default() });
    assert_eq!(found.figures.len(), 8);
    let repeated = found.figures.iter().find(|figure| figure.lead().id == "1.2 billion").expect("the figure");
    assert_eq!(repeated.claims.len(), 3);
}

#[test]
fn the_posterior_is_that_of_the_reference_prototype() {
    let found = answered(Options::default());
    let posterior = found.posterior.as_ref().unwrap_or_else(|| panic!("a posterior: {:?}", found.statements));
    let revenue = posterior.quantiles[found.model.position("revenue").expect("revenue")].expect("drawn");
    let near = |value: f64, expected: f64, part: f64| (value / expected - 1.0).abs() < part;
    assert!(near(revenue[0], 152e6, 0.1) && near(revenue[1], 200e6, 0.03) && near(revenue[2], 375e6, 0.25), "{revenue:?}");
    let probability = |id: &str| {
        posterior
            .origins
            .iter()
            .find(|origin| ids(&found, &origin.figures).contains(&id.to_owned()))
            .expect("an origin")
            .probability
    };
    assert!(probability("1.2 billion") < 0.05, "{}", probability("1.2 billion"));
    assert!(probability("Asan") > 0.75, "{}", probability("Asan"));
    assert!(posterior.effective > 10_000.0, "{}", posterior.effective);
}

#[test]
fn the_same_seed_gives_the_same_posterior_on_any_number_of_threads() {
    let options = Options { draw_count: 200_000, ..Options::default() };
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| format!("{:?}", answered(options).posterior))
    };
    assert_eq!(on(1), on(3));
    assert_eq!(on(1), on(8));
    let other = Options { seed: 2, ..options };
    assert_ne!(on(1), format!("{:?}", answered(other).posterior));
}
