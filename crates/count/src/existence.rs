//! Whether a model has an estimate at all, before anybody ranks it.
//!
//! A log-linear model has a maximum of its likelihood only if its margins lie inside the cone of margins it can produce (Fienberg &
//! Rinaldo 2012, Ann. Statist. 40:996). If they lie on the edge, the likelihood still rises to its bound as some effects go to minus
//! infinity: the extended maximum. Whether the number of unseen people has a value there is what matters here (Chan, Silverman & Vincent
//! 2021, JASA 116:1297).
//!
//! Directions in which the likelihood never falls are `δ` with `a·δ = 0` for each pattern that was seen and `a·δ <= 0` for each that was
//! not, where `a` is the pattern's row of the model. Patterns with `a·δ < 0` for some such direction get an expectation of zero. The number
//! of unseen people is the exponential of the intercept: it has a value if no such direction moves the intercept.

use crate::exact;
use crate::simplex::maximise;
use crate::table::Lists;

/// Whether a model has an estimate of the unseen on a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A maximum inside.
    Fine,
    /// A maximum on the edge: some effects are at minus infinity, the number of unseen people has a value.
    Boundary,
    /// No maximum: the number of unseen people runs to infinity, or to none, as the likelihood rises.
    NoMaximum,
    /// Every number of unseen people fits equally well.
    NotIdentifiable,
}

impl Status {
    /// The word in output.
    pub fn name(self) -> &'static str {
        match self {
            Status::Fine => "ok",
            Status::Boundary => "boundary",
            Status::NoMaximum => "no_mle",
            Status::NotIdentifiable => "not_identifiable",
        }
    }

    /// Whether the number of unseen people has a value.
    pub fn has_estimate(self) -> bool {
        matches!(self, Status::Fine | Status::Boundary)
    }
}

/// What of a model can be fitted to a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Footing {
    pub(crate) status: Status,
    /// Terms that stay, the intercept last.
    pub(crate) terms: Vec<Lists>,
    /// Patterns with an expectation of zero although they are possible.
    pub(crate) void: Vec<Lists>,
    /// Terms at minus infinity.
    pub(crate) at_minus_infinity: Vec<Lists>,
}

/// What of the model with `terms` can be fitted, by the exact way. `seen` and `unseen` are the possible patterns with and without people.
pub(crate) fn footing(terms: &[Lists], seen: &[Lists], unseen: &[Lists]) -> Footing {
    let row = |pattern: &Lists| terms.iter().map(|term| i128::from(pattern & term == *term)).collect::<Vec<i128>>();
    let free = exact::null_space(seen.iter().map(row).collect(), terms.len());
    let along: Vec<Vec<i128>> = unseen.iter().map(|pattern| exact::products(&row(pattern), &free)).collect();
    let fading = fading(&along, free.len());
    let kept: Vec<Vec<i128>> = along.iter().zip(&fading).filter(|(_, fades)| !**fades).map(|(row, _)| row.clone()).collect();
    // what can still move once the fading patterns are gone
    let loose = exact::null_space(kept, free.len());
    let intercept = terms.len() - 1;
    let moves = |direction: &Vec<i128>| {
        direction.iter().zip(&free).fold(0i128, |sum, (by, basis)| sum.wrapping_add(by.wrapping_mul(basis[intercept]))) != 0
    };
    let status = if !loose.iter().any(moves) {
        if fading.contains(&true) { Status::Boundary } else { Status::Fine }
    } else if runs_one_way(&along, &fading, &free, intercept) {
        Status::NoMaximum
    } else {
        Status::NotIdentifiable
    };
    let void: Vec<Lists> = unseen.iter().zip(&fading).filter(|(_, fades)| **fades).map(|(pattern, _)| *pattern).collect();
    let left: Vec<Lists> = seen.iter().chain(unseen.iter().filter(|pattern| !void.contains(pattern))).copied().collect();
    let at_minus_infinity: Vec<Lists> =
        terms.iter().copied().filter(|term| !left.iter().any(|pattern| pattern & term == *term)).collect();
    Footing { status, terms: independent(terms, &left), void, at_minus_infinity }
}

/// Terms that are linearly independent over `patterns`: the intercept always, then each that adds something; the intercept last.
fn independent(terms: &[Lists], patterns: &[Lists]) -> Vec<Lists> {
    let order: Vec<Lists> = terms.iter().rev().take(1).chain(&terms[..terms.len() - 1]).copied().collect();
    let columns = order.iter().map(|term| patterns.iter().map(|pattern| i128::from(pattern & term == *term)).collect()).collect();
    let mut kept: Vec<Lists> = exact::independent_rows(columns).into_iter().map(|index| order[index]).collect();
    kept.rotate_left(1);
    kept
}

/// Which rows can fall below zero while none rises above it, over all combinations of `free` directions.
///
/// Such combinations form a cone, so one linear programme finds all rows at once: each row has a credit of at most one that its fall must
/// cover, and the sum of credits is made as large as possible; each credit is then exactly one or nothing.
fn fading(along: &[Vec<i128>], free: usize) -> Vec<bool> {
    let count = along.len();
    if free == 0 || count == 0 {
        return vec![false; count];
    }
    let credit = |index: usize| (0..count).map(move |other| f64::from(other == index));
    let covered = along.iter().enumerate().map(|(index, row)| both_ways(row, 1.0).chain(credit(index)).collect());
    let capped = (0..count).map(|index| std::iter::repeat_n(0.0, 2 * free).chain(credit(index)).collect());
    let rows: Vec<Vec<f64>> = covered.chain(capped).collect();
    let bounds: Vec<f64> = (0..2 * count).map(|index| if index < count { 0.0 } else { 1.0 }).collect();
    let objective: Vec<f64> = (0..2 * free + count).map(|variable| f64::from(variable >= 2 * free)).collect();
    let Some((_, solution)) = maximise(&objective, &rows, &bounds) else { return vec![false; count] };
    solution[2 * free..].iter().map(|credit| *credit > 0.5).collect()
}

/// A row over free variables, each as a difference of two.
fn both_ways(row: &[i128], sign: f64) -> impl Iterator<Item = f64> {
    row.iter().map(move |value| sign * *value as f64).chain(row.iter().map(move |value| -sign * *value as f64))
}

/// Whether every direction in which the likelihood never falls moves the intercept to the same side.
fn runs_one_way(along: &[Vec<i128>], fading: &[bool], free: &[Vec<i128>], intercept: usize) -> bool {
    let mut rows: Vec<Vec<f64>> = along.iter().map(|row| both_ways(row, 1.0).collect()).collect();
    rows.extend(along.iter().zip(fading).filter(|(_, fades)| !**fades).map(|(row, _)| both_ways(row, -1.0).collect()));
    let mut bounds = vec![0.0; rows.len()];
    for variable in 0..2 * free.len() {
        rows.push((0..2 * free.len()).map(|other| f64::from(other == variable)).collect());
        bounds.push(1.0);
    }
    let moved: Vec<i128> = free.iter().map(|basis| basis[intercept]).collect();
    let reach = |sign: f64| {
        let objective: Vec<f64> = both_ways(&moved, sign).collect();
        maximise(&objective, &rows, &bounds).is_none_or(|(value, _)| value > 1e-6)
    };
    reach(1.0) != reach(-1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Model;

    /// A of 40, B of 30, C of 20, A and B of 6: Chan, Silverman & Vincent 2021, table 2.
    fn status(generators: &[Lists]) -> (Status, Vec<Lists>) {
        let (seen, unseen) = ([0b001, 0b010, 0b100, 0b011], [0b101, 0b110, 0b111]);
        let footing = footing(&Model::with(generators.iter().copied()).terms(3), &seen, &unseen);
        (footing.status, footing.at_minus_infinity)
    }

    #[test]
    fn the_eight_models_of_the_artificial_table() {
        let (ab, ac, bc) = (0b011, 0b101, 0b110);
        assert_eq!(status(&[]), (Status::Fine, vec![]));
        assert_eq!(status(&[ac]), (Status::Boundary, vec![ac]));
        assert_eq!(status(&[bc]), (Status::Boundary, vec![bc]));
        assert_eq!(status(&[ac, bc]), (Status::Boundary, vec![ac, bc]));
        assert_eq!(status(&[ab]).0, Status::NoMaximum);
        assert_eq!(status(&[ab, ac]).0, Status::NoMaximum);
        assert_eq!(status(&[ab, bc]).0, Status::NoMaximum);
        assert_eq!(status(&[ab, ac, bc]).0, Status::NotIdentifiable);
    }

    #[test]
    fn a_full_table_is_fine_and_a_saturated_one_is_not() {
        let all: Vec<Lists> = (1..8).collect();
        assert_eq!(footing(&Model::with([0b011, 0b101, 0b110]).terms(3), &all, &[]).status, Status::Fine);
        assert_eq!(footing(&Model::with([0b111]).terms(3), &all, &[]).status, Status::NotIdentifiable);
    }
}
