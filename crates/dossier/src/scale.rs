//! From a quantity to a place on an axis, in percent of its length.

use evidence::Range;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A linear axis from zero, or a logarithmic one where the figures lie too far apart to be seen on one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Scale {
    /// From zero to this end.
    Linear {
        /// The upper end.
        high: f64,
    },
    /// From one power of ten to another.
    Log {
        /// Exponent of the lower end.
        low: i32,
        /// Exponent of the upper end.
        high: i32,
    },
}

/// From here on up, the largest figure makes the smallest invisible on a linear axis.
const LINEAR_RATIO_MAX: f64 = 5_000.0;

impl Scale {
    /// An axis on which all of `ranges` can be seen.
    pub(crate) fn covering<'r>(ranges: impl IntoIterator<Item = &'r Range>) -> Scale {
        let ends: Vec<f64> = ranges
            .into_iter()
            .flat_map(|range| [range.low(), range.high()])
            .flatten()
            .map(as_float)
            .filter(|end| *end > 0.0)
            .collect();
        let high = ends.iter().copied().fold(0.0, f64::max);
        let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
        if high <= 0.0 {
            return Scale::Linear { high: 1.0 };
        }
        if high / low > LINEAR_RATIO_MAX {
            return Scale::Log { low: low.log10().floor() as i32, high: high.log10().ceil() as i32 };
        }
        let step = step_of(high);
        Scale::Linear { high: (high / step).ceil() * step }
    }

    /// Where `value` stands, in percent of the axis; clamped to it.
    pub(crate) fn percent(&self, value: Decimal) -> f64 {
        let value = as_float(value);
        let part = match *self {
            Scale::Linear { high } => value / high,
            Scale::Log { .. } if value <= 0.0 => 0.0,
            Scale::Log { low, high } => (value.log10() - f64::from(low)) / f64::from(high - low),
        };
        (part * 100.0).clamp(0.0, 100.0)
    }

    /// The values to be written at the axis.
    pub(crate) fn ticks(&self) -> Vec<Decimal> {
        match *self {
            Scale::Linear { high } => {
                let step = step_of(high);
                let count = (high / step).round() as u32;
                (0..=count).filter_map(|index| decimal(f64::from(index) * step)).collect()
            }
            Scale::Log { low, high } => {
                let every = ((high - low) / 5).max(1) as usize;
                (low..=high).step_by(every).filter_map(|exponent| decimal(10f64.powi(exponent))).collect()
            }
        }
    }

    /// Whether equal lengths mean equal ratios.
    pub(crate) fn is_log(&self) -> bool {
        matches!(self, Scale::Log { .. })
    }
}

/// A round step that cuts `high` into three to six pieces.
fn step_of(high: f64) -> f64 {
    let power = 10f64.powf(high.log10().floor());
    [0.2, 0.25, 0.5, 1.0, 2.0].into_iter().map(|part| part * power).find(|step| high / step <= 5.01).unwrap_or(power * 2.0)
}

fn as_float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

fn decimal(value: f64) -> Option<Decimal> {
    Decimal::from_f64_retain(value).map(|value| value.round_dp(6).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low: i64, high: i64) -> Range {
        Range::new(Some(low.into()), Some(high.into())).unwrap()
    }

    #[test]
    fn a_linear_axis_begins_at_zero_and_ends_round() {
        let scale = Scale::covering(&[range(300, 1000)]);
        assert_eq!(scale, Scale::Linear { high: 1000.0 });
        assert_eq!(scale.percent(300.into()), 30.0);
        let ticks: Vec<String> = scale.ticks().iter().map(Decimal::to_string).collect();
        assert_eq!(ticks, ["0", "200", "400", "600", "800", "1000"]);
    }

    #[test]
    fn figures_far_apart_get_a_logarithmic_axis() {
        let scale = Scale::covering(&[range(10, 100_000)]);
        assert_eq!(scale, Scale::Log { low: 1, high: 5 });
        assert_eq!(scale.percent(1000.into()), 50.0);
        assert_eq!(scale.percent(0.into()), 0.0);
    }

    #[test]
    fn nothing_and_zero_have_an_axis_too() {
        assert_eq!(Scale::covering(&[]), Scale::Linear { high: 1.0 });
        assert_eq!(Scale::covering(&[range(0, 0)]).percent(0.into()), 0.0);
    }
}
