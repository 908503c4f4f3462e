//! Letters in their places become pieces of lines: what stands on one baseline without a wide gap.

use super::marks::{Direction, Glyph, Marks};
use crate::layout::Segment;

/// In parts of the font size: the gap between two words, the gap between two cells or columns, and that across a written space.
const WORD_GAP: f64 = 0.13;
const CELL_GAP: f64 = 0.75;
const SPACED_CELL_GAP: f64 = 1.3;
/// Baselines that lie closer, in parts of the font size, are one.
const SAME_LINE: f64 = 0.24;
/// A note mark is no larger than this, beside the letters it stands at.
const SMALL: f64 = 0.82;

/// The pieces of lines that are written in `direction`.
pub(super) fn segments(marks: &Marks<'_>, direction: Direction) -> Vec<Segment> {
    let mut glyphs: Vec<Placed> = marks.glyphs.iter().filter(|glyph| glyph.direction == direction).map(Placed::new).collect();
    if direction == Direction::Askew {
        return askew(marks, &glyphs).into_iter().collect();
    }
    glyphs.sort_by(|one, other| one.glyph.y.total_cmp(&other.glyph.y));
    let mut baselines = baselines(glyphs);
    attach_marks(&mut baselines);
    baselines.iter().flat_map(|baseline| cut(marks, baseline)).collect()
}

/// A glyph, and whether it is raised above the line it belongs to.
#[derive(Clone, Copy)]
struct Placed {
    glyph: Glyph,
    raised: bool,
}

impl Placed {
    fn new(glyph: &Glyph) -> Self {
        Placed { glyph: *glyph, raised: false }
    }

    fn end(&self) -> f64 {
        self.glyph.x + self.glyph.width
    }
}

/// All words of a stamp that lies across the page.
fn askew(marks: &Marks<'_>, glyphs: &[Placed]) -> Option<Segment> {
    let first = glyphs.first()?.glyph;
    let text: String = glyphs.iter().map(|placed| letters(marks, placed)).collect();
    let (x0, x1) = (first.x, first.x + first.width);
    Some(Segment { text: text.trim().to_owned(), x0, x1, y: first.y, size: first.size, bold: first.bold, artifact: true })
        .filter(|segment| !segment.text.is_empty())
}

fn letters(marks: &Marks<'_>, placed: &Placed) -> String {
    let (start, end) = placed.glyph.text;
    let text = &marks.letters[start as usize..end as usize];
    if placed.raised { text.chars().map(raised).collect() } else { text.to_owned() }
}

/// A figure as a note mark shows it; anything else as it is.
fn raised(character: char) -> char {
    match character {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => char::from_u32('⁰' as u32 + character as u32 - '0' as u32).unwrap_or(character),
        other => other,
    }
}

/// Glyphs on one baseline, from left to right.
struct Baseline {
    y: f64,
    size: f64,
    glyphs: Vec<Placed>,
}

fn baselines(glyphs: Vec<Placed>) -> Vec<Baseline> {
    let mut baselines: Vec<Baseline> = Vec::new();
    let mut first = 0;
    for placed in glyphs {
        let glyph = placed.glyph;
        // a line of another size may lie between the beginnings of two lines, so the last few are asked
        while first < baselines.len() && glyph.y - baselines[first].y > 0.5 * baselines[first].size.max(glyph.size) {
            first += 1;
        }
        let fits = |baseline: &&mut Baseline| {
            let (small, large) = (baseline.size.min(glyph.size), baseline.size.max(glyph.size));
            glyph.y - baseline.y <= SAME_LINE * small && (small > SMALL * large || glyph.y - baseline.y <= 0.02 * large)
        };
        let recent = first.max(baselines.len().saturating_sub(16));
        match baselines[recent..].iter_mut().find(fits) {
            Some(baseline) => baseline.glyphs.push(placed),
            None => baselines.push(Baseline { y: glyph.y, size: glyph.size, glyphs: vec![placed] }),
        }
    }
    for baseline in &mut baselines {
        baseline.glyphs.sort_by(|one, other| one.glyph.x.total_cmp(&other.glyph.x));
    }
    baselines
}

/// Moves small letters that stand close above or below others to the line of those.
fn attach_marks(baselines: &mut Vec<Baseline>) {
    for small in 0..baselines.len() {
        for host in small.saturating_sub(8)..(small + 9).min(baselines.len()) {
            let (size, rise) = (baselines[host].size, baselines[host].y - baselines[small].y);
            if host != small && baselines[small].size <= SMALL * size && rise > -0.35 * size && rise < 0.7 * size {
                attach(baselines, small, host, rise >= 0.15 * size);
            }
        }
    }
    baselines.retain(|baseline| !baseline.glyphs.is_empty());
}

fn attach(baselines: &mut [Baseline], small: usize, host: usize, raised: bool) {
    let size = baselines[host].size;
    let mut staying = Vec::new();
    let mut moved: Vec<Placed> = Vec::new();
    for placed in std::mem::take(&mut baselines[small].glyphs) {
        let line = &baselines[host].glyphs;
        let after = line.partition_point(|other| other.glyph.x <= placed.glyph.x);
        let close = |gap: f64| (-0.4 * size..=0.35 * size).contains(&gap);
        let before = after.checked_sub(1).is_some_and(|at| close(placed.glyph.x - line[at].end()));
        let behind = line.get(after).is_some_and(|next| close(next.glyph.x - placed.end()));
        let with_last = moved.last().is_some_and(|last| close(placed.glyph.x - last.end()));
        if before || behind || with_last {
            moved.push(Placed { raised, ..placed });
        } else {
            staying.push(placed);
        }
    }
    baselines[small].glyphs = staying;
    if !moved.is_empty() {
        let line = &mut baselines[host].glyphs;
        line.extend(moved);
        line.sort_by(|one, other| one.glyph.x.total_cmp(&other.glyph.x));
    }
}

/// Cuts a baseline at wide gaps.
fn cut(marks: &Marks<'_>, baseline: &Baseline) -> Vec<Segment> {
    let loose = looseness(marks, &baseline.glyphs);
    let mut segments = Vec::new();
    let mut open: Option<Open> = None;
    let mut space = false;
    for placed in &baseline.glyphs {
        let text = letters(marks, placed);
        if text.trim().is_empty() {
            space = true;
            continue;
        }
        let current = match open.take() {
            Some(current) if current.overprints(placed, &text) => {
                open = Some(current);
                continue;
            }
            Some(mut current) => {
                let size = current.last.glyph.size.max(placed.glyph.size);
                let gap = placed.glyph.x - current.end;
                if gap > (if space { SPACED_CELL_GAP } else { CELL_GAP }) * size + loose {
                    segments.push(current.close());
                    Open::new(placed, &text)
                } else {
                    let mark_in_gap = placed.raised != current.last.raised;
                    let apart = space || gap > WORD_GAP * size + loose && !(mark_in_gap && gap < 0.3 * size);
                    current.add(placed, &text, apart);
                    current
                }
            }
            None => Open::new(placed, &text),
        };
        space = false;
        open = Some(current);
    }
    segments.extend(open.map(Open::close));
    segments
}

/// How far the letters of a line stand apart beyond the usual: spaced titles.
fn looseness(marks: &Marks<'_>, glyphs: &[Placed]) -> f64 {
    let is_letter = |placed: &Placed| letters(marks, placed).chars().all(char::is_alphanumeric);
    let pairs = glyphs.windows(2).filter(|pair| is_letter(&pair[0]) && is_letter(&pair[1]));
    let mut gaps: Vec<f64> = pairs.map(|pair| pair[1].glyph.x - pair[0].end()).take(2000).collect();
    if gaps.len() < 4 {
        return 0.0;
    }
    gaps.sort_by(f64::total_cmp);
    let (median, size) = (gaps[gaps.len() / 2], glyphs[0].glyph.size);
    if median > 0.06 * size && median < 2.0 * size { median } else { 0.0 }
}

/// A segment that is being put together.
struct Open {
    text: String,
    first: Placed,
    last: Placed,
    last_text: String,
    end: f64,
    largest: f64,
    bold: usize,
    artifacts: usize,
    count: usize,
}

impl Open {
    fn new(placed: &Placed, text: &str) -> Self {
        let text = text.to_owned();
        Open {
            last_text: text.clone(),
            text,
            first: *placed,
            last: *placed,
            end: placed.end(),
            largest: placed.glyph.size,
            bold: usize::from(placed.glyph.bold),
            artifacts: usize::from(placed.glyph.artifact),
            count: 1,
        }
    }

    /// The same letter again in the same place: how bold type is imitated.
    fn overprints(&self, placed: &Placed, text: &str) -> bool {
        self.last_text == text && (placed.glyph.x - self.last.glyph.x).abs() < 0.12 * placed.glyph.size
    }

    fn add(&mut self, placed: &Placed, text: &str, apart: bool) {
        if apart {
            self.text.push(' ');
        }
        if !accented(&mut self.text, &self.last, placed, text) {
            self.text.push_str(text);
        }
        self.last = *placed;
        text.clone_into(&mut self.last_text);
        self.end = self.end.max(placed.end());
        self.largest = self.largest.max(placed.glyph.size);
        self.bold += usize::from(placed.glyph.bold);
        self.artifacts += usize::from(placed.glyph.artifact);
        self.count += 1;
    }

    fn close(self) -> Segment {
        Segment {
            text: self.text.split_whitespace().collect::<Vec<_>>().join(" "),
            x0: self.first.glyph.x,
            x1: self.end,
            y: if self.first.raised { self.last.glyph.y } else { self.first.glyph.y },
            size: self.largest,
            bold: self.bold * 10 > self.count * 8,
            artifact: self.artifacts * 10 > self.count * 8,
        }
    }
}

/// An accent of its own, set over a letter: the two become one letter. `true` if `text` was taken in so.
fn accented(line: &mut String, last: &Placed, placed: &Placed, text: &str) -> bool {
    let overlap = last.end() - placed.glyph.x;
    if overlap < 0.5 * last.glyph.width.min(placed.glyph.width) {
        return false;
    }
    let (Some(before), Some(after)) = (line.chars().next_back(), text.chars().next()) else { return false };
    let (accent, letter) = if is_accent(before) { (before, after) } else { (after, before) };
    match composed(accent, letter) {
        Some(letter) => {
            line.pop();
            line.push(letter);
            true
        }
        None => false,
    }
}

fn is_accent(character: char) -> bool {
    matches!(character, '´' | '`' | '¨' | 'ˆ' | '˜' | '¸' | 'ˇ' | '˚')
}

fn composed(accent: char, letter: char) -> Option<char> {
    let (letters, with_accent) = match accent {
        '´' => ("aeiouyncszAEIOUYNCSZı", "áéíóúýńćśźÁÉÍÓÚÝŃĆŚŹí"),
        '`' => ("aeiouAEIOUı", "àèìòùÀÈÌÒÙì"),
        '¨' => ("aeiouyAEIOUı", "äëïöüÿÄËÏÖÜï"),
        'ˆ' => ("aeiouAEIOUı", "âêîôûÂÊÎÔÛî"),
        '˜' => ("anoANO", "ãñõÃÑÕ"),
        '¸' => ("csCS", "çşÇŞ"),
        'ˇ' => ("cszerndtCSZERNDT", "čšžěřňďťČŠŽĚŘŇĎŤ"),
        '˚' => ("auAU", "åůÅŮ"),
        _ => return None,
    };
    let at = letters.chars().position(|known| known == letter)?;
    with_accent.chars().nth(at)
}
