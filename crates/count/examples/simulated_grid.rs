//! Counts thousands of simulated tables whose truth is known, over a grid of ways in which people differ and lists depend on each other, and
//! writes one CSV row a table: what the verdict was, and whether it was right. `bench/count_grid.py` makes the table of the handbook from it.
//!
//! `simulated_grid TABLES SEED [REPLICATES] [SWEEPS] [KIND...] [DENSITY...]`: so many tables of each kind; without sweeps, latent classes
//! are left out.

use count::{Analysis, Method, Outcome, Settings, Table, Verdict, VerdictKind};
use rand::{RngExt, SeedableRng};
use rand_distr::{Binomial, Distribution};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;
use std::io::Write;

/// How people come to be listed.
#[derive(Clone, Copy)]
enum Kind {
    /// Each list by itself, people alike.
    Independent,
    /// Those on the first list are so many times as likely to be on the second.
    Referral(f64),
    /// The first leads to the second, and the second to the third.
    Chain(f64),
    /// Nobody can be on both the first and the second list.
    Forbidden,
    /// Being on the first list divides the odds of the second.
    Avoid(f64),
    /// Any two lists share this odds ratio, and no three more than that.
    CommonOdds(f64),
    /// Those on the first two lists are so many times as likely to be on the third.
    Triple(f64),
    /// A share of people is so many times as easy to find, the others so many times.
    TwoClasses(f64, f64, f64),
    /// Log-odds of all lists move together, by a normal variable of this spread.
    Continuous(f64),
    /// Half the lists find one half of people more easily, the other lists the other half.
    Opposed(f64),
    /// Two classes and a referral.
    ClassesAndReferral,
    /// A share that no list can reach.
    OutOfReach(f64),
}

const KINDS: [(&str, Kind); 20] = [
    ("independent", Kind::Independent),
    ("referral x5", Kind::Referral(5.0)),
    ("referral x2", Kind::Referral(2.0)),
    ("chain of referrals x3", Kind::Chain(3.0)),
    ("forbidden pair", Kind::Forbidden),
    ("avoiding pair", Kind::Avoid(0.3)),
    ("all pairs odds 1.5", Kind::CommonOdds(1.5)),
    ("all pairs odds 0.7", Kind::CommonOdds(0.7)),
    ("three lists together x4", Kind::Triple(4.0)),
    ("two classes x2", Kind::TwoClasses(0.3, 2.0, 0.571)),
    ("two classes x3", Kind::TwoClasses(0.35, 3.0, 0.6)),
    ("two classes x5", Kind::TwoClasses(0.2, 5.0, 0.5)),
    ("few easily found x3", Kind::TwoClasses(0.1, 3.0, 1.0)),
    ("continuous 0.5", Kind::Continuous(0.5)),
    ("continuous 1.0", Kind::Continuous(1.0)),
    ("continuous 1.5", Kind::Continuous(1.5)),
    ("opposed x2", Kind::Opposed(2.0)),
    ("two classes and referral", Kind::ClassesAndReferral),
    ("a tenth out of reach", Kind::OutOfReach(0.1)),
    ("a third out of reach", Kind::OutOfReach(0.33)),
];

/// The chances of lists lie between these.
const DENSITIES: [(&str, f64, f64); 4] =
    [("sparse", 0.02, 0.06), ("middling", 0.06, 0.16), ("dense", 0.2, 0.45), ("mixed", 0.03, 0.5)];

/// The chance of each pattern, if the chance of a list may depend on the lists before it.
fn in_turn(lists: usize, chance: impl Fn(usize, u32) -> f64) -> Vec<f64> {
    let mut patterns = vec![1.0];
    for list in 0..lists {
        let on: Vec<f64> =
            patterns.iter().enumerate().map(|(before, p)| p * chance(list, before as u32).clamp(0.0, 0.97)).collect();
        patterns.iter_mut().zip(&on).for_each(|(p, on)| *p -= on);
        patterns.extend(on);
    }
    patterns
}

fn mixture(parts: impl IntoIterator<Item = (f64, Vec<f64>)>, lists: usize) -> Vec<f64> {
    let mut mixed = vec![0.0; 1 << lists];
    for (share, part) in parts {
        mixed.iter_mut().zip(part).for_each(|(sum, p)| *sum += share * p);
    }
    mixed
}

fn odds(p: f64) -> f64 {
    p / (1.0 - p)
}

fn chance_of(odds: f64) -> f64 {
    odds / (1.0 + odds)
}

fn patterns(kind: Kind, chances: &[f64]) -> Vec<f64> {
    let lists = chances.len();
    let plain = |times: f64| in_turn(lists, move |list, _| chances[list] * times);
    let referred = |times: f64, by: f64| {
        in_turn(lists, move |list, before| chances[list] * times * if list == 1 && before & 1 == 1 { by } else { 1.0 })
    };
    match kind {
        Kind::Independent => plain(1.0),
        Kind::Referral(by) => referred(1.0, by),
        Kind::Chain(by) => in_turn(lists, |list, before| {
            let led = (list == 1 || list == 2) && before >> (list - 1) & 1 == 1;
            chances[list] * if led { by } else { 1.0 }
        }),
        Kind::Forbidden => referred(1.0, 0.0),
        Kind::Avoid(by) => {
            in_turn(
                lists,
                |list, before| {
                    if list == 1 && before & 1 == 1 { chance_of(odds(chances[1]) * by) } else { chances[list] }
                },
            )
        }
        Kind::CommonOdds(ratio) => {
            let weight = |pattern: u32| {
                let k = f64::from(pattern.count_ones());
                let own: f64 = (0..lists).filter(|list| pattern >> list & 1 == 1).map(|list| odds(chances[list])).product();
                own * ratio.powf(k * (k - 1.0) / 2.0)
            };
            let weights: Vec<f64> = (0..1u32 << lists).map(weight).collect();
            let sum: f64 = weights.iter().sum();
            weights.into_iter().map(|weight| weight / sum).collect()
        }
        Kind::Triple(by) => in_turn(lists, |list, before| chances[list] * if list == 2 && before & 3 == 3 { by } else { 1.0 }),
        Kind::TwoClasses(share, easy, hard) => mixture([(share, plain(easy)), (1.0 - share, plain(hard))], lists),
        Kind::Continuous(spread) => {
            let steps = (-40..=40).map(|step| f64::from(step) / 10.0);
            let sum: f64 = steps.clone().map(|z| (-z * z / 2.0).exp()).sum();
            let part = |z: f64| {
                let moved = (spread * z).exp();
                ((-z * z / 2.0).exp() / sum, in_turn(lists, |list, _| chance_of(odds(chances[list]) * moved)))
            };
            mixture(steps.map(part), lists)
        }
        Kind::Opposed(by) => {
            let half =
                |even: bool| in_turn(lists, move |list, _| chances[list] * if (list % 2 == 0) == even { by } else { 1.0 / by });
            mixture([(0.5, half(true)), (0.5, half(false))], lists)
        }
        Kind::ClassesAndReferral => mixture([(0.35, referred(3.0, 3.0)), (0.65, referred(0.6, 3.0))], lists),
        Kind::OutOfReach(share) => mixture([(1.0 - share, plain(1.0)), (share, plain(0.0))], lists),
    }
}

/// A table and how many people there are.
fn listed(kind: Kind, lists: usize, density: (f64, f64), draws: &mut Xoshiro256PlusPlus) -> Option<(Table, f64)> {
    let people = (800.0 * (60.0f64).powf(draws.random::<f64>())).round();
    let chances: Vec<f64> = (0..lists).map(|_| density.0 + (density.1 - density.0) * draws.random::<f64>()).collect();
    let (mut left, mut rest) = (people as u64, 1.0);
    let mut cells = Vec::new();
    for (pattern, p) in patterns(kind, &chances).into_iter().enumerate() {
        let drawn = Binomial::new(left, (p / rest).clamp(0.0, 1.0)).map_or(0, |law| law.sample(draws));
        cells.push((pattern as u32, drawn));
        left -= drawn;
        rest = (rest - p).max(1e-15);
    }
    Table::new((0..lists).map(|list| format!("L{list}")).collect(), cells).ok().map(|table| (table, people))
}

fn row(name: &str, density: usize, lists: usize, seed: u64, settings: Settings) -> Option<String> {
    let kind = KINDS.iter().find(|(known, _)| *known == name)?.1;
    let (word, low, high) = DENSITIES[density];
    let mut draws = Xoshiro256PlusPlus::seed_from_u64(seed);
    let (table, people) = listed(kind, lists, (low, high), &mut draws)?;
    let mut analysis = Analysis::new(&table, settings).ok()?;
    let methods = Method::ALL.into_iter().filter(|method| *method != Method::LatentClass || settings.sweeps > 0);
    let outcomes: Vec<Outcome> = methods.map(|method| analysis.run(method)).collect();
    let verdict = Verdict::of(&analysis, &outcomes);
    let (from, to) = verdict.range.unwrap_or((f64::NAN, f64::NAN));
    let curve = verdict.sensitivity.as_ref().map(count::Sensitivity::curve).unwrap_or_default();
    let ends = (curve.first().map_or(f64::NAN, |point| point.1), curve.last().map_or(f64::NAN, |point| point.1));
    let by = |method: Method| {
        let outcome = outcomes.iter().find(|outcome| outcome.method == method);
        let (low, high) = outcome.and_then(|outcome| outcome.interval).unwrap_or((f64::NAN, f64::NAN));
        format!("{:.1},{low:.1},{high:.1}", outcome.and_then(|outcome| outcome.estimate).unwrap_or(f64::NAN))
    };
    let kind = match verdict.kind {
        VerdictKind::Refused => "refused",
        other => other.name(),
    };
    let figures: Vec<String> = Method::ALL.into_iter().map(by).collect();
    Some(format!(
        "{name},{word},{lists},{seed},{people},{},{kind},{from:.1},{to:.1},{:.1},{:.1},{:.1},{:.1},{}",
        table.observed(),
        verdict.middle.unwrap_or(f64::NAN),
        verdict.lower_bound,
        ends.0,
        ends.1,
        figures.join(",")
    ))
}

fn main() -> std::io::Result<()> {
    let is_figure = |argument: &String| argument.parse::<u64>().is_ok();
    let (figures, named): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(is_figure);
    let mut arguments = figures.into_iter().filter_map(|argument| argument.parse::<u64>().ok());
    let tables = arguments.next().unwrap_or(200);
    let seed = arguments.next().unwrap_or(1);
    let replicates = arguments.next().unwrap_or(200) as usize;
    let sweeps = arguments.next().unwrap_or(0) as usize;
    let settings = Settings { replicates, sweeps, ..Settings::default() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let methods = Method::ALL.map(|method| format!("{0},{0}_lo,{0}_hi", method.name())).join(",");
    writeln!(out, "kind,density,lists,seed,people,observed,verdict,from,to,middle,lower_bound,curve_from,curve_to,{methods}")?;
    let chosen = |known: &[&str]| -> Vec<usize> {
        let all = 0..known.len();
        let some: Vec<usize> = all.clone().filter(|index| named.iter().any(|named| named == known[*index])).collect();
        if some.is_empty() { all.collect() } else { some }
    };
    let densities = chosen(&DENSITIES.map(|(word, ..)| word));
    for name in chosen(&KINDS.map(|(name, _)| name)).into_iter().map(|index| KINDS[index].0) {
        let rows: Vec<Option<String>> = (0..tables)
            .into_par_iter()
            .map(|index| {
                // each density and each number of lists in turn; six lists are slower and come one time in seven
                let (round, density) = (index as usize / densities.len(), densities[index as usize % densities.len()]);
                let lists = [3, 4, 5, 3, 4, 5, 6][round % 7];
                row(name, density, lists, seed * 1_000_003 + index, settings)
            })
            .collect();
        rows.into_iter().flatten().try_for_each(|row| writeln!(out, "{row}"))?;
        out.flush()?;
    }
    Ok(())
}
