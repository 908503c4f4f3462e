//! A small dense linear programme: the simplex method with Bland's rule, which cannot cycle.

const TINY: f64 = 1e-9;

/// Maximises `objective · x` over `x >= 0` with `rows x <= bounds`, where every bound is zero or more, so that `x = 0` is a start.
/// `None` if there is no end to it.
pub(crate) fn maximise(objective: &[f64], rows: &[Vec<f64>], bounds: &[f64]) -> Option<(f64, Vec<f64>)> {
    let (variables, constraints) = (objective.len(), rows.len());
    let width = variables + constraints + 1;
    let mut tableau: Vec<Vec<f64>> = rows
        .iter()
        .zip(bounds)
        .enumerate()
        .map(|(index, (row, bound))| {
            let mut line = vec![0.0; width];
            line[..variables].copy_from_slice(row);
            line[variables + index] = 1.0;
            line[width - 1] = *bound;
            line
        })
        .collect();
    let mut gain = vec![0.0; width];
    gain[..variables].copy_from_slice(objective);
    let mut basis: Vec<usize> = (variables..variables + constraints).collect();
    while let Some(entering) = gain[..width - 1].iter().position(|gain| *gain > TINY) {
        let leaving = leaving(&tableau, &basis, entering)?;
        pivot(&mut tableau, &mut gain, leaving, entering);
        basis[leaving] = entering;
    }
    let mut solution = vec![0.0; variables];
    for (row, variable) in basis.iter().enumerate().filter(|(_, variable)| **variable < variables) {
        solution[*variable] = tableau[row][width - 1];
    }
    Some((-gain[width - 1], solution))
}

/// The row that bounds the entering variable first; among equals the one whose variable comes first.
fn leaving(tableau: &[Vec<f64>], basis: &[usize], entering: usize) -> Option<usize> {
    let ratio = |row: &Vec<f64>| row[row.len() - 1] / row[entering];
    let bounding = tableau.iter().enumerate().filter(|(_, row)| row[entering] > TINY);
    let first = |a: &(usize, &Vec<f64>), b: &(usize, &Vec<f64>)| {
        let (at, bt) = (ratio(a.1), ratio(b.1));
        if (at - bt).abs() <= TINY { basis[a.0].cmp(&basis[b.0]) } else { at.total_cmp(&bt) }
    };
    bounding.min_by(first).map(|(index, _)| index)
}

fn pivot(tableau: &mut [Vec<f64>], gain: &mut [f64], leaving: usize, entering: usize) {
    let by = tableau[leaving][entering];
    tableau[leaving].iter_mut().for_each(|value| *value /= by);
    let line = tableau[leaving].clone();
    let clear = |row: &mut [f64]| {
        let times = row[entering];
        if times != 0.0 {
            row.iter_mut().zip(&line).for_each(|(value, pivot)| *value -= times * pivot);
            row[entering] = 0.0;
        }
    };
    tableau.iter_mut().enumerate().filter(|(index, _)| *index != leaving).for_each(|(_, row)| clear(row));
    clear(gain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_programme_from_a_textbook() {
        // Chvátal 1983, chapter 2: 5x + 4y + 3z, optimum 13 at (2, 0, 1)
        let rows = [vec![2.0, 3.0, 1.0], vec![4.0, 1.0, 2.0], vec![3.0, 4.0, 2.0]];
        let (value, at) = maximise(&[5.0, 4.0, 3.0], &rows, &[5.0, 11.0, 8.0]).unwrap();
        assert!((value - 13.0).abs() < 1e-9);
        assert!(at.iter().zip([2.0, 0.0, 1.0]).all(|(a, b)| (a - b).abs() < 1e-9));
    }

    #[test]
    fn one_without_end_and_one_that_stays() {
        assert!(maximise(&[1.0], &[vec![-1.0]], &[0.0]).is_none());
        assert_eq!(maximise(&[1.0, 1.0], &[vec![1.0, 1.0]], &[0.0]).unwrap().0, 0.0);
    }
}
