//! Special functions: logarithms of factorials, the normal distribution, the Poisson and the chi-squared tail.

/// The natural logarithm of the gamma function for `x > 0`: Stirling's series, shifted up to 10 (Abramowitz & Stegun 6.1.41).
/// Relative error below 1e-13.
pub(crate) fn log_gamma(x: f64) -> f64 {
    let (mut shifted, mut product) = (x, 1.0f64);
    while shifted < 10.0 {
        product *= shifted;
        shifted += 1.0;
    }
    let inverse = 1.0 / shifted;
    let square = inverse * inverse;
    let series = inverse
        * (1.0 / 12.0
            + square
                * (-1.0 / 360.0
                    + square
                        * (1.0 / 1260.0 + square * (-1.0 / 1680.0 + square * (1.0 / 1188.0 - square * (691.0 / 360_360.0))))));
    (shifted - 0.5) * shifted.ln() - shifted + 0.5 * (2.0 * std::f64::consts::PI).ln() + series - product.ln()
}

/// The natural logarithm of `count!`.
pub(crate) fn log_factorial(count: f64) -> f64 {
    if count < 2.0 { 0.0 } else { log_gamma(count + 1.0) }
}

/// The normal distribution function: W. J. Cody 1969 by way of the complementary error function of Numerical Recipes' Chebyshev fit,
/// relative error below 1.2e-7, refined where it matters little.
pub(crate) fn normal_below(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// The complementary error function, by its continued fraction beyond 2 and its series before; relative error below 1e-12.
fn erfc(x: f64) -> f64 {
    if x < 0.0 {
        return 2.0 - erfc(-x);
    }
    let scale = (-x * x).exp() / std::f64::consts::PI.sqrt();
    if x < 2.0 {
        let (mut term, mut sum, mut n) = (x, x, 0.0);
        while term.abs() > 1e-17 * sum.abs() {
            n += 1.0;
            term *= 2.0 * x * x / (2.0 * n + 1.0);
            sum += term;
        }
        return 1.0 - 2.0 * scale * sum;
    }
    let mut fraction = 0.0;
    for n in (1..=60).rev() {
        fraction = f64::from(n) / 2.0 / (x + fraction);
    }
    scale / (x + fraction)
}

/// The value below which a standard normal variable falls with probability `p`, by bisection.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-40.0, 40.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if normal_below(middle) < p { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// The value below which a chi-squared variable with one degree of freedom falls with probability `p`.
pub(crate) fn chi_squared_quantile(p: f64) -> f64 {
    normal_quantile(0.5 + 0.5 * p).powi(2)
}

/// The regularised lower incomplete gamma function, by series or continued fraction.
fn gamma_below(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let scale = (shape * x.ln() - x - log_gamma(shape)).exp();
    if x < shape + 1.0 {
        let (mut term, mut sum, mut at) = (1.0 / shape, 1.0 / shape, shape);
        while term > sum * 1e-16 {
            at += 1.0;
            term *= x / at;
            sum += term;
        }
        return (sum * scale).min(1.0);
    }
    let tiny = 1e-300;
    let mut b = x + 1.0 - shape;
    let (mut c, mut d) = (1.0 / tiny, 1.0 / b);
    let mut fraction = d;
    for n in 1..100_000 {
        let a = -f64::from(n) * (f64::from(n) - shape);
        b += 2.0;
        d = 1.0 / {
            let v = a * d + b;
            if v.abs() < tiny { tiny } else { v }
        };
        c = {
            let v = b + a / c;
            if v.abs() < tiny { tiny } else { v }
        };
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-15 {
            break;
        }
    }
    (1.0 - scale * fraction).max(0.0)
}

/// The probability that a Poisson variable with this mean is at most `count`.
pub(crate) fn poisson_at_most(count: f64, mean: f64) -> f64 {
    if count < 0.0 { 0.0 } else { 1.0 - gamma_below(count + 1.0, mean) }
}

/// The probability that a Poisson variable with this mean is at least `count`.
pub(crate) fn poisson_at_least(count: f64, mean: f64) -> f64 {
    if count <= 0.0 { 1.0 } else { gamma_below(count, mean) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-11 * expected.abs().max(1e-3), "{found} is not {expected}");
    }

    #[test]
    fn values_from_tables() {
        close(log_gamma(0.5), std::f64::consts::PI.sqrt().ln());
        close(log_gamma(0.031_25), 3.448_489_127_797_955_6);
        close(log_gamma(123_456.789), 1_323_902.018_795_063_3);
        close(log_factorial(20.0), 2_432_902_008_176_640_000f64.ln());
        close(normal_below(1.959_963_984_540_054), 0.975);
        close(normal_below(-3.0), 0.001_349_898_031_630_094_5);
        close(normal_quantile(0.975), 1.959_963_984_540_054);
        close(chi_squared_quantile(0.95), 3.841_458_820_694_124);
        close(poisson_at_most(2.0, 3.0), 8.5 * (-3.0f64).exp());
        close(poisson_at_least(3.0, 3.0), 1.0 - 8.5 * (-3.0f64).exp());
    }
}
