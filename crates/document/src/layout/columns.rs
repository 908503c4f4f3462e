//! Columns: which pieces of lines are read one below the other, and which side by side.

use super::Segment;

/// A column holds so many lines at least.
const FEWEST_LINES: usize = 3;
/// So many gutters are tried.
const MOST_GUTTERS: usize = 24;
/// Columns inside columns inside columns.
const DEEPEST: usize = 6;

/// The segments of a page, parted into regions that are read one after the other. Each region is sorted from top to bottom.
pub(super) fn regions(mut segments: Vec<Segment>) -> Vec<Vec<Segment>> {
    segments.sort_by(|one, other| one.y.total_cmp(&other.y).then(one.x0.total_cmp(&other.x0)));
    let mut regions = Vec::new();
    part(segments, 0, &mut regions);
    regions
}

fn part(segments: Vec<Segment>, depth: usize, regions: &mut Vec<Vec<Segment>>) {
    if segments.is_empty() {
        return;
    }
    let gutter = if depth < DEEPEST && segments.len() >= 2 * FEWEST_LINES { best_gutter(&segments) } else { None };
    let Some(gutter) = gutter else {
        regions.push(segments);
        return;
    };
    for (columns, band) in bands(segments, gutter) {
        if columns {
            let (band, tail) = without_tail(band, gutter);
            let (left, right) = band.into_iter().partition(|segment| middle(segment) < gutter);
            part(left, depth + 1, regions);
            part(right, depth + 1, regions);
            part(tail, depth + 1, regions);
        } else {
            // there may be columns at another gutter
            part(band, depth + 1, regions);
        }
    }
}

fn middle(segment: &Segment) -> f64 {
    (segment.x0 + segment.x1) / 2.0
}

/// The gutter that parts most lines into columns.
fn best_gutter(segments: &[Segment]) -> Option<f64> {
    let counted = candidates(segments).into_iter().map(|gutter| (parted(segments, gutter), gutter));
    let best = counted.filter(|(lines, _)| *lines > 0).max_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
    best.map(|(_, gutter)| gutter)
}

/// Places where many segments begin or end, right before or behind which a gutter may run.
fn candidates(segments: &[Segment]) -> Vec<f64> {
    let mut starts: Vec<f64> = segments.iter().map(|segment| segment.x0).collect();
    starts.sort_by(f64::total_cmp);
    let mut groups: Vec<(usize, f64)> = Vec::new();
    for start in starts {
        match groups.last_mut() {
            Some((count, first)) if start - *first < 4.0 => *count += 1,
            _ => groups.push((1, start)),
        }
    }
    groups.retain(|(count, _)| *count >= FEWEST_LINES);
    groups.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.total_cmp(&other.1)));
    groups.into_iter().take(MOST_GUTTERS).map(|(_, start)| start - 3.0).collect()
}

/// How many segments stand in columns if the gutter runs there.
fn parted(segments: &[Segment], gutter: f64) -> usize {
    let mut count = 0;
    let mut start = 0;
    for at in 0..=segments.len() {
        if at == segments.len() || crosses(&segments[at], gutter) {
            if is_columns(&segments[start..at], gutter) {
                count += at - start;
            }
            start = at + 1;
        }
    }
    count
}

fn crosses(segment: &Segment, gutter: f64) -> bool {
    segment.x0 < gutter - 1.0 && segment.x1 > gutter + 1.0
}

/// From top to bottom: stretches that stand in columns at the gutter, and those between them.
fn bands(segments: Vec<Segment>, gutter: f64) -> Vec<(bool, Vec<Segment>)> {
    let mut runs: Vec<(bool, Vec<Segment>)> = Vec::new();
    for segment in segments {
        let crossing = crosses(&segment, gutter);
        match runs.last_mut() {
            Some((kind, run)) if *kind == crossing => run.push(segment),
            _ => runs.push((crossing, vec![segment])),
        }
    }
    let mut bands: Vec<(bool, Vec<Segment>)> = Vec::new();
    for (crossing, run) in runs {
        let columns = !crossing && is_columns(&run, gutter);
        match bands.last_mut() {
            Some((false, band)) if !columns => band.extend(run),
            _ => bands.push((columns, run)),
        }
    }
    bands
}

/// Whether what stands on either side of the gutter is running text.
fn is_columns(band: &[Segment], gutter: f64) -> bool {
    let (left, right): (Vec<&Segment>, Vec<&Segment>) = band.iter().partition(|segment| middle(segment) < gutter);
    left.len() >= FEWEST_LINES
        && right.len() >= FEWEST_LINES
        && share_height(&left, &right)
        && is_prose(&left)
        && is_prose(&right)
}

fn share_height(left: &[&Segment], right: &[&Segment]) -> bool {
    let ends = |side: &[&Segment]| (side[0].y, side[side.len() - 1].y);
    let ((left_top, left_end), (right_top, right_end)) = (ends(left), ends(right));
    let shared = left_end.min(right_end) - left_top.max(right_top);
    shared > 0.4 * (left_end - left_top).min(right_end - right_top)
}

/// Lines that mostly fill their column, one to a line.
fn is_prose(side: &[&Segment]) -> bool {
    let (left, right) = side.iter().fold((f64::MAX, f64::MIN), |(left, right), s| (left.min(s.x0), right.max(s.x1)));
    let width = right - left;
    let size = side.iter().map(|segment| segment.size).sum::<f64>() / side.len() as f64;
    let full = side.iter().filter(|segment| segment.x1 - segment.x0 > 0.55 * width).count();
    let letters: usize = side.iter().map(|segment| segment.text.chars().filter(|c| c.is_alphabetic()).count()).sum();
    let all: usize = side.iter().map(|segment| segment.text.chars().filter(|c| !c.is_whitespace()).count()).sum();
    let rows = 1 + side.windows(2).filter(|pair| pair[1].y - pair[0].y > 0.35 * pair[0].size).count();
    let long = all >= 16 * side.len() || side.len() >= 12 && all >= 10 * side.len();
    width > 7.0 * size && long && letters * 10 > all * 6 && full * 2 >= side.len() && rows * 4 >= side.len() * 3
}

/// Parts off what stands below a column after a wide gap, on one side only: it is read after both.
fn without_tail(band: Vec<Segment>, gutter: f64) -> (Vec<Segment>, Vec<Segment>) {
    let last =
        |left: bool| band.iter().rev().find(|segment| (middle(segment) < gutter) == left).map_or(f64::MIN, |segment| segment.y);
    let end = last(true).min(last(false));
    let tail = band.windows(2).position(|pair| {
        pair[1].y > end + 1.0 && pair[1].y - pair[0].y > 2.2 * pair[1].size.max(pair[0].size) && pair[0].y >= end - 1.0
    });
    let Some(at) = tail else { return (band, Vec::new()) };
    let mut band = band;
    let tail = band.split_off(at + 1);
    (band, tail)
}
