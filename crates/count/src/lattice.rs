//! Sums over the sets of lists. A term of a log-linear model reaches every pattern that holds it, so predictors, margins and
//! information matrices are sums over subsets and supersets, each `k 2^k` additions for `k` lists.

/// Replaces each value by the sum over all subsets of its index.
pub(crate) fn sum_over_subsets(values: &mut [f64]) {
    let mut step = 1;
    while step < values.len() {
        for block in values.chunks_exact_mut(2 * step) {
            let (without, with) = block.split_at_mut(step);
            for (with, without) in with.iter_mut().zip(without) {
                *with += *without;
            }
        }
        step *= 2;
    }
}

/// Replaces each value by the sum over all supersets of its index.
pub(crate) fn sum_over_supersets(values: &mut [f64]) {
    let mut step = 1;
    while step < values.len() {
        for block in values.chunks_exact_mut(2 * step) {
            let (without, with) = block.split_at_mut(step);
            for (without, with) in without.iter_mut().zip(with) {
                *without += *with;
            }
        }
        step *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_run_over_subsets_and_supersets() {
        let values: Vec<f64> = (0..16).map(f64::from).collect();
        let (mut below, mut above) = (values.clone(), values.clone());
        sum_over_subsets(&mut below);
        sum_over_supersets(&mut above);
        for set in 0..16usize {
            let subsets: f64 = (0..16).filter(|other| other & !set == 0).map(|other| values[other]).sum();
            let supersets: f64 = (0..16).filter(|other| set & !other == 0).map(|other| values[other]).sum();
            assert_eq!((below[set], above[set]), (subsets, supersets));
        }
    }
}
