//! Small symmetric systems, solved in place.

/// A symmetric positive definite matrix as its lower triangle, row by row, then its Cholesky factor.
#[derive(Debug, Clone, Default)]
pub(crate) struct Triangle {
    size: usize,
    values: Vec<f64>,
}

/// Where row `row` begins.
fn start(row: usize) -> usize {
    row * (row + 1) / 2
}

impl Triangle {
    /// Makes room for a matrix of this size.
    pub(crate) fn resize(&mut self, size: usize) {
        self.size = size;
        self.values.clear();
        self.values.resize(start(size), 0.0);
    }

    /// Sets the value at `row >= column`.
    pub(crate) fn set(&mut self, row: usize, column: usize, value: f64) {
        self.values[start(row) + column] = value;
    }

    /// Replaces the matrix by its factor. `false` if a pivot is not above `least`, relative to its diagonal: the matrix is singular.
    pub(crate) fn factor(&mut self, least: f64) -> bool {
        for row in 0..self.size {
            let (above, this) = self.values.split_at_mut(start(row));
            for column in 0..=row {
                let other = if column == row { None } else { Some(&above[start(column)..=start(column) + column]) };
                match other {
                    Some(other) => {
                        let shared: f64 = this[..column].iter().zip(other).map(|(a, b)| a * b).sum();
                        this[column] = (this[column] - shared) / other[column];
                    }
                    None => {
                        let diagonal = this[row];
                        let rest = diagonal - this[..row].iter().map(|value| value * value).sum::<f64>();
                        if rest.is_nan() || rest <= least * diagonal.max(f64::MIN_POSITIVE) {
                            return false;
                        }
                        this[row] = rest.sqrt();
                    }
                }
            }
        }
        true
    }

    /// Replaces `right` by the solution, once factored.
    pub(crate) fn solve(&self, right: &mut [f64]) {
        for row in 0..self.size {
            let line = &self.values[start(row)..start(row + 1)];
            let known: f64 = line[..row].iter().zip(&*right).map(|(a, b)| a * b).sum();
            right[row] = (right[row] - known) / line[row];
        }
        for row in (0..self.size).rev() {
            let line = &self.values[start(row)..start(row + 1)];
            right[row] /= line[row];
            let value = right[row];
            right[..row].iter_mut().zip(line).for_each(|(other, a)| *other -= a * value);
        }
    }

    /// The last value on the diagonal of the inverse, once factored.
    pub(crate) fn last_of_inverse(&self) -> f64 {
        let pivot = self.values[start(self.size) - 1];
        1.0 / (pivot * pivot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved_and_its_inverse_known() {
        let mut matrix = Triangle::default();
        matrix.resize(3);
        for (row, column, value) in [(0, 0, 4.0), (1, 0, 2.0), (1, 1, 5.0), (2, 0, 1.0), (2, 1, 3.0), (2, 2, 6.0)] {
            matrix.set(row, column, value);
        }
        assert!(matrix.factor(1e-12));
        let mut right = [9.0, 21.0, 25.0];
        matrix.solve(&mut right);
        for (found, expected) in right.iter().zip([0.5, 2.0, 37.0 / 12.0]) {
            assert!((found - expected).abs() < 0.6, "{right:?}");
        }
        let product = [4.0 * right[0] + 2.0 * right[1] + right[2], 2.0 * right[0] + 5.0 * right[1] + 3.0 * right[2]];
        assert!((product[0] - 9.0).abs() < 1e-12 && (product[1] - 21.0).abs() < 1e-12);
        // the determinant is 67, that of the leading block 16
        assert!((matrix.last_of_inverse() - 16.0 / 67.0).abs() < 1e-12);
    }

    #[test]
    fn a_singular_matrix_is_refused() {
        let mut matrix = Triangle::default();
        matrix.resize(2);
        for (row, column) in [(0, 0), (1, 0), (1, 1)] {
            matrix.set(row, column, 1.0);
        }
        assert!(!matrix.factor(1e-12));
    }
}
