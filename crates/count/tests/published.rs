//! Published figures, each with its reference. The tables are published facts.

use count::{Criterion, Model, Status, Table, fit, rank, stepwise};

mod tables;
use tables::{artificial, australia, kosovo, netherlands_five, new_orleans_eight, new_orleans_five, uk_five, uk_six, western};

/// The total of a fit.
fn total(table: &Table, fit: &count::Fit) -> f64 {
    fit.total(table.observed() as f64)
}

#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected} ± {tolerance}");
}

/// Ball, Betts, Scheuren, Dudukovich & Asher 2002, Killings and Refugee Flow in Kosovo, March-June 1999 (report to the ICTY): 10,356.
#[test]
fn kosovo_by_all_hierarchical_models() {
    let table = kosovo();
    let ranking = rank(&table, 4, Criterion::Bic).unwrap();
    let best = ranking.best().unwrap();
    assert_eq!(best.model.named(&table), "[EXH×HRW] [OSCE×HRW] [EXH×ABA×OSCE]");
    close(total(&table, best), 10_356.5, 0.5);
    assert_eq!(ranking.fits.len(), 113);
}

/// Chan, Silverman & Vincent 2021, JASA 116:1297: 1,184 from eight lists, 997 without interactions; 1,034 from five lists.
#[test]
fn new_orleans_step_by_step() {
    let table = new_orleans_eight();
    close(total(&table, &stepwise(&table).unwrap()), 1_184.0, 0.5);
    close(total(&table, &fit(&table, &Model::independence()).unwrap()), 997.0, 10.0);
    let table = new_orleans_five();
    close(total(&table, &stepwise(&table).unwrap()), 1_034.0, 0.5);
    close(total(&table, rank(&table, 5, Criterion::Bic).unwrap().best().unwrap()), 1_034.0, 0.5);
}

/// Farrell et al. 2019 (NIJ); Chan, Silverman & Vincent 2021: 2,483, with the effect A×E.
#[test]
fn western_united_states() {
    let table = western();
    for fit in [stepwise(&table).unwrap(), rank(&table, 5, Criterion::Bic).unwrap().best().unwrap().clone()] {
        assert_eq!(fit.model.named(&table), "[A×E]");
        close(total(&table, &fit), 2_483.0, 0.5);
    }
}

/// Silverman 2014 (Home Office); Bales, Hesketh & Silverman 2015, Significance 12(3): 10,000 to 13,000.
#[test]
fn united_kingdom_step_by_step() {
    for table in [uk_six(), uk_five()] {
        let total = total(&table, &stepwise(&table).unwrap());
        assert!((10_000.0..13_000.0).contains(&total), "{total}");
    }
}

/// Chan, Silverman & Vincent 2021, table 2: which of the eight models of pairs have an estimate.
#[test]
fn the_eight_models_of_the_artificial_table() {
    let table = artificial();
    let status = |pairs: &[u32]| fit(&table, &Model::with(pairs.iter().copied())).unwrap().status;
    let (ab, ac, bc) = (0b011, 0b101, 0b110);
    assert_eq!(status(&[]), Status::Fine);
    for boundary in [&[ac][..], &[bc], &[ac, bc]] {
        assert_eq!(status(boundary), Status::Boundary);
    }
    for none in [&[ab][..], &[ab, ac], &[ab, bc]] {
        assert_eq!(status(none), Status::NoMaximum);
    }
    assert_eq!(status(&[ab, ac, bc]), Status::NotIdentifiable);
    // on the edge: A and B independent of each other, C of neither, so 40 · 30 / 6 unseen
    close(fit(&table, &Model::with([ac, bc])).unwrap().log_unseen.exp(), 200.0, 1e-6);
}

#[test]
fn others_as_measured_with_the_packages_of_their_authors() {
    for (table, independent, step) in [
        (kosovo(), 7_393.0, 14_342.0),
        (australia(), 825.0, 6_496.0),
        (netherlands_five(), 52_914.0, 121_522.0),
        (uk_six(), 12_209.0, 11_418.0),
        (uk_five(), 13_438.0, 11_313.0),
        (new_orleans_eight(), 990.0, 1183.7),
        (western(), 2_000.0, 2_483.4),
    ] {
        close(total(&table, &fit(&table, &Model::independence()).unwrap()), independent, 1.0);
        close(total(&table, &stepwise(&table).unwrap()), step, 1.0);
    }
}
