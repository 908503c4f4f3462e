//! Published figures, each with its reference. The tables are published facts.

use count::{Criterion, Heterogeneity, Model, Status, Table, fit, fit_heterogeneity, rank, search, stepwise};

mod tables;
use tables::{
    artificial, australia, hares, kosovo, netherlands_five, netherlands_six, new_orleans_eight, new_orleans_five, palembang,
    uk_five, uk_six, western,
};

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

/// Independent lists as `glm` of R 4.2.2 fits them (`glm(count ~ ., poisson)` over all patterns): total, deviance and AIC.
#[test]
fn independent_lists_as_in_r() {
    for (table, expected, deviance, aic) in [
        (kosovo(), 7394.587, 245.9387, 357.3627),
        (australia(), 827.1672, 171.3645, 233.2327),
        (netherlands_five(), 52923.89, 398.1871, 505.6346),
        (uk_six(), 12214.00, 179.3548, 305.02),
        (uk_five(), 13444.13, 118.5316, 217.7789),
        (new_orleans_eight(), 996.6643, 41.29174, 118.3539),
        (western(), 2007.142, 40.96313, 104.2184),
        (hares(), 75.0662, 58.31416, 154.5046),
    ] {
        let fit = fit(&table, &Model::independence()).unwrap();
        close(total(&table, &fit), expected, expected * 1e-5);
        close(fit.deviance, deviance, deviance * 1e-5);
        close(fit.aic, aic, aic * 1e-5);
    }
}

/// The stepwise search of Chan, Silverman & Vincent 2021 as their own program runs it (version 1.2.0).
#[test]
fn stepwise_as_its_authors_run_it() {
    for (table, expected) in [
        (kosovo(), 14_342.0),
        (australia(), 6_496.0),
        (netherlands_five(), 121_522.0),
        (netherlands_six(), 111_139.0),
        (uk_six(), 11_418.0),
        (uk_five(), 11_313.0),
        (palembang(), 269.0),
    ] {
        close(total(&table, &stepwise(&table).unwrap()), expected, 1.0);
    }
}

/// All models with interactions of pairs by BIC, as Rcapture 1.4-4 ranks them (`closedpMS`).
#[test]
fn models_of_pairs_as_rcapture_ranks_them() {
    for (table, expected) in [(uk_five(), 22_991.0), (netherlands_five(), 48_013.0), (australia(), 6_496.0), (palembang(), 157.0)]
    {
        let ranking = rank(&table, 2, Criterion::Bic).unwrap();
        close(total(&table, ranking.best().unwrap()), expected, 1.0);
    }
}

/// Baillargeon & Rivest 2007, J. Stat. Softw. 19(5): 81.1 for the Poisson model. The other figures are those of `glm` of R 4.2.2 with the
/// same column.
#[test]
fn hares_that_differ() {
    let table = hares();
    for (kind, expected, error, deviance, aic) in [
        (Heterogeneity::Poisson, 81.079_281, 5.573_559_1, 48.136_513, 146.326_93),
        (Heterogeneity::Darroch, 90.464_102, 11.657_900, 50.705_762, 148.896_18),
        (Heterogeneity::Gamma, 101.553_87, 22.404_871, 51.956_338, 150.146_76),
    ] {
        let fit = fit_heterogeneity(&table, kind, 0.95).unwrap().unwrap();
        close(fit.total, expected, 1e-4);
        close(fit.total_error, error, 1e-4);
        close(fit.deviance, deviance, 1e-4);
        close(fit.aic, aic, 1e-4);
    }
}

/// The search meets the model that fitting all of them finds, at five lists where both can be done.
#[test]
fn the_search_finds_the_best_of_all_models() {
    for table in [kosovo(), western(), uk_five(), australia(), new_orleans_five()] {
        let order = table.lists().min(3);
        let all = rank(&table, order, Criterion::Bic).unwrap();
        let found = search(&table, order, &[]).unwrap();
        assert!(all.is_complete && !found.is_complete);
        assert_eq!(found.best().unwrap().model, all.best().unwrap().model);
        assert!(found.fits.len() < all.fits.len() || all.fits.len() < 150);
    }
}

/// Beyond six lists there is a search too: it is no worse than the model grown step by step.
#[test]
fn eight_lists_are_searched() {
    let table = new_orleans_eight();
    let found = search(&table, 3, &[]).unwrap();
    assert!(found.best().unwrap().bic <= stepwise(&table).unwrap().bic);
}
