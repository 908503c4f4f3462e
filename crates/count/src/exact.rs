//! Linear algebra over whole numbers, where a rank is a fact and not a matter of tolerance. Entries are minors of tables of 0 and 1, divided
//! by what they share; they stay far below what 128 bits hold.

/// A basis of the vectors that every row sends to zero, in whole numbers.
pub(crate) fn null_space(rows: Vec<Vec<i128>>, width: usize) -> Vec<Vec<i128>> {
    let reduced = reduce(rows, width);
    let is_pivot = |column: usize| reduced.iter().any(|(pivot, _)| *pivot == column);
    (0..width).filter(|column| !is_pivot(*column)).map(|column| vector_of(&reduced, column, width)).collect()
}

/// The basis vector in which the free `column` moves and the other free ones stay.
fn vector_of(reduced: &[(usize, Vec<i128>)], column: usize, width: usize) -> Vec<i128> {
    let scale = reduced.iter().filter(|(_, row)| row[column] != 0).fold(1, |scale: i128, (pivot, row)| {
        let needed = row[*pivot].wrapping_abs() / common_divisor(row[*pivot], row[column]);
        (scale / common_divisor(scale, needed)).wrapping_mul(needed)
    });
    let mut vector = vec![0; width];
    vector[column] = scale;
    for (pivot, row) in reduced {
        vector[*pivot] = scale.wrapping_mul(row[column]).wrapping_neg() / row[*pivot];
    }
    vector
}

/// Which rows are independent of those before them.
pub(crate) fn independent_rows(rows: Vec<Vec<i128>>) -> Vec<usize> {
    let mut reduced: Vec<(usize, Vec<i128>)> = Vec::new();
    let mut kept = Vec::new();
    for (index, mut row) in rows.into_iter().enumerate() {
        for (pivot, line) in &reduced {
            clear(&mut row, line, *pivot);
        }
        if let Some(pivot) = row.iter().position(|value| *value != 0) {
            reduced.push((pivot, row));
            kept.push(index);
        }
    }
    kept
}

/// Each product of `row` with a vector.
pub(crate) fn products(row: &[i128], vectors: &[Vec<i128>]) -> Vec<i128> {
    vectors.iter().map(|vector| row.iter().zip(vector).fold(0i128, |sum, (a, b)| sum.wrapping_add(a.wrapping_mul(*b)))).collect()
}

/// Rows that hold the same equations, each with a column in which no other row stands.
fn reduce(rows: Vec<Vec<i128>>, width: usize) -> Vec<(usize, Vec<i128>)> {
    let mut reduced: Vec<(usize, Vec<i128>)> = Vec::new();
    for mut row in rows {
        for (pivot, line) in &reduced {
            clear(&mut row, line, *pivot);
        }
        let Some(pivot) = row.iter().position(|value| *value != 0) else { continue };
        for (_, line) in &mut reduced {
            clear(line, &row, pivot);
        }
        reduced.push((pivot, row));
        if reduced.len() == width {
            break;
        }
    }
    reduced
}

/// Takes as much of `line` from `row` as makes it zero at `column`, and divides by what all its values share.
fn clear(row: &mut [i128], line: &[i128], column: usize) {
    if row[column] == 0 {
        return;
    }
    let (by, times) = (line[column], row[column]);
    row.iter_mut().zip(line).for_each(|(value, other)| *value = value.wrapping_mul(by).wrapping_sub(other.wrapping_mul(times)));
    let shared = row.iter().fold(0, |shared, value| common_divisor(shared, *value));
    if shared > 1 {
        row.iter_mut().for_each(|value| *value /= shared);
    }
}

fn common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.wrapping_abs(), b.wrapping_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_null_space_is_what_the_rows_send_to_zero() {
        let rows = vec![vec![1, 2, 3, 4], vec![2, 4, 6, 9]];
        let basis = null_space(rows.clone(), 4);
        assert_eq!(basis.len(), 2);
        assert!(rows.iter().all(|row| products(row, &basis).iter().all(|product| *product == 0)));
        assert!(basis.iter().all(|vector| vector.iter().any(|value| *value != 0)));
        assert_eq!(null_space(vec![vec![1, 1], vec![1, -1]], 2), Vec::<Vec<i128>>::new());
        assert_eq!(null_space(vec![], 1), [[1]]);
    }

    #[test]
    fn rows_that_repeat_add_nothing() {
        assert_eq!(independent_rows(vec![vec![1, 1], vec![2, 2], vec![0, 1], vec![5, 7]]), [0, 2]);
    }
}
