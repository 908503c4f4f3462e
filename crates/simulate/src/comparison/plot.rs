//! The comparison as a picture: how often each difference came out.

use super::{Compared, Measure};
use crate::parameters::Bounds;
use std::fmt::Write as _;

const WIDTH: i64 = 640;
const ROW: i64 = 120;
const LEFT: i64 = 20;
const BINS: i64 = 40;

/// An SVG with one row a measure; `first` and `second` name the scenarios.
pub fn drawn(compared: &[Compared], first: &str, second: &str, runs: u32) -> String {
    let height = 70 + ROW * compared.len() as i64;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {height}\" font-family=\"serif\" font-size=\"13\" role=\"img\">\n",
        WIDTH + 2 * LEFT
    );
    let title = format!("“{}” beside “{}”: what differs in {runs} simulated worlds", escaped(second), escaped(first));
    let _ = writeln!(out, "<title>{title}</title>\n<text x=\"{LEFT}\" y=\"26\" font-size=\"16\">{title}</text>");
    let words = "Each bar: how many worlds came out so. Dashed: no difference. The model is a model: no forecast.";
    let _ = writeln!(out, "<text x=\"{LEFT}\" y=\"46\" fill=\"#555\">{words}</text>");
    for (at, one) in compared.iter().enumerate() {
        row(&mut out, one, 64 + ROW * at as i64);
    }
    out + "</svg>\n"
}

fn row(out: &mut String, one: &Compared, top: i64) {
    let (low, high) = (one.quantile(0).min(0), one.quantile(100).max(0));
    let across = (high - low).max(1);
    let place = |value: i64| LEFT + (i128::from(value - low) * i128::from(WIDTH) / i128::from(across)) as i64;
    let said = format!(
        "{}, {}: {} (90 % of worlds: {} to {})",
        one.measure.words(),
        one.measure.unit(),
        signed(one.measure, one.quantile(50)),
        signed(one.measure, one.quantile(5)),
        signed(one.measure, one.quantile(95))
    );
    let _ = writeln!(out, "<text x=\"{LEFT}\" y=\"{}\">{said}</text>", top + 16);
    let mut counts = vec![0i64; BINS as usize];
    for value in &one.differences {
        let bin = (i128::from(value - low) * i128::from(BINS) / i128::from(across)).clamp(0, i128::from(BINS - 1));
        counts[bin as usize] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(1).max(1);
    let base = top + ROW - 24;
    for (bin, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let tall = (count * 64 / most).max(1);
        let (x, y) = (LEFT + bin as i64 * WIDTH / BINS, base - tall);
        let _ = writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{tall}\" fill=\"#36648b\"/>", WIDTH / BINS - 1);
    }
    let end = LEFT + WIDTH;
    let _ = writeln!(out, "<line x1=\"{LEFT}\" y1=\"{base}\" x2=\"{end}\" y2=\"{base}\" stroke=\"#333\"/>");
    let zero = place(0);
    let _ = writeln!(
        out,
        "<line x1=\"{zero}\" y1=\"{}\" x2=\"{zero}\" y2=\"{base}\" stroke=\"#333\" stroke-dasharray=\"4 3\"/>",
        top + 24
    );
    for (x, anchor, value) in [(LEFT, "start", low), (end, "end", high)] {
        let words = signed(one.measure, value);
        let _ = writeln!(out, "<text x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\" fill=\"#555\">{words}</text>", base + 15);
    }
}

/// A difference with its sign; cents are left out of large sums.
pub(super) fn signed(measure: Measure, hundredths: i64) -> String {
    let rounded = match measure {
        Measure::Revenue | Measure::Arrears => hundredths / 100 * 100,
        Measure::Workers | Measure::TakeHome | Measure::ShareTaken => hundredths,
    };
    let magnitude = Bounds::of(rounded.abs());
    match rounded {
        0 => "0".to_owned(),
        1.. => format!("+{magnitude}"),
        _ => format!("-{magnitude}"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
