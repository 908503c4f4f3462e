//! The table that Tesseract writes of the words it recognised.

use crate::layout::{Line, Page, Piece, Shape};
use crate::lines::list_mark;
use crate::pdf::Area;
use evidence::{Notice, Severity};
use std::collections::BTreeMap;

/// A word of less confidence, in percent, is uncertain.
const UNCERTAIN: f64 = 60.0;
/// A word of less is noise.
const NOISE: f64 = 5.0;
/// So many words of a page are taken in.
const MOST_WORDS: usize = 200_000;
/// Words of scripts without spaces that stand closer, in parts of the line's height, are one.
const CLOSE: f64 = 0.25;

/// How many words were recognised, and how many of them without certainty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RecognisedWords {
    pub all: u64,
    pub uncertain: u64,
}

impl RecognisedWords {
    pub(crate) fn add(&mut self, other: RecognisedWords) {
        self.all += other.all;
        self.uncertain += other.uncertain;
    }
}

/// A row of the table.
struct Row<'t> {
    level: u32,
    page: u64,
    /// Block, paragraph, line.
    place: [u32; 3],
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    confidence: f64,
    text: &'t str,
}

impl<'t> Row<'t> {
    fn of(line: &'t str) -> Option<Self> {
        let mut cells = line.splitn(12, '\t');
        let mut number = || cells.next()?.parse::<f64>().ok().filter(|number| number.is_finite());
        let (level, page) = (number()? as u32, number()? as u64);
        let place = [number()? as u32, number()? as u32, number()? as u32];
        number()?;
        let (left, top, width, height) = (number()?, number()?, number()?, number()?);
        let confidence = number()?;
        Some(Row { level, page, place, left, top, width, height, confidence, text: cells.next().unwrap_or("").trim() })
    }
}

/// The rows of each page, by its number.
pub(super) fn by_page(table: &str) -> BTreeMap<u64, String> {
    let mut pages: BTreeMap<u64, String> = BTreeMap::new();
    for line in table.lines() {
        if let Some(row) = Row::of(line) {
            let rows = pages.entry(row.page.max(1)).or_default();
            rows.push_str(line);
            rows.push('\n');
        }
    }
    pages
}

/// A page from the rows of its words. `area`: where the image stands on a page of this `height`; without it, it is the page.
pub(crate) fn recognised_page(number: u64, table: &str, area: Option<Area>, height: f64) -> (Page, RecognisedWords) {
    let rows: Vec<Row<'_>> = table.lines().filter_map(Row::of).take(MOST_WORDS).collect();
    let whole = rows.iter().find(|row| row.level == 1).map_or((0.0, 0.0), |row| (row.width, row.height));
    let farthest = rows.iter().map(|row| row.top + row.height).fold(1.0, f64::max);
    let dots_high = if whole.1 > 0.0 { whole.1 } else { farthest };
    let (x0, y0, scale) = match area {
        Some(area) => (area.x0, area.y0, (area.y1 - area.y0).max(1.0) / dots_high),
        None => (0.0, 0.0, height / dots_high),
    };
    let mut words = RecognisedWords::default();
    let mut lines: Vec<([u32; 3], Line, Vec<f64>)> = Vec::new();
    for row in rows.iter().filter(|row| row.level == 5 && !row.text.is_empty()) {
        if row.confidence < NOISE && !row.text.chars().any(char::is_alphanumeric) {
            continue;
        }
        words.all += 1;
        words.uncertain += u64::from(row.confidence < UNCERTAIN);
        let (left, right) = (x0 + row.left * scale, x0 + (row.left + row.width) * scale);
        let bottom = y0 + (row.top + row.height) * scale;
        let text: String = row.text.chars().filter(|c| !c.is_control()).collect();
        match lines.last_mut() {
            Some((place, line, heights)) if *place == row.place => {
                let close = left - line.x1 < CLOSE * row.height * scale;
                let unspaced = |c: Option<char>| c.is_some_and(|c| ('\u{2e80}'..='\u{d7af}').contains(&c));
                if !(close && unspaced(line.text.chars().next_back()) && unspaced(text.chars().next())) {
                    line.text.push(' ');
                }
                line.text.push_str(&text);
                line.x1 = line.x1.max(right);
                line.y = line.y.max(bottom);
                heights.push(row.height * scale);
            }
            _ => {
                let size = row.height * scale;
                let line = Line { text, x0: left, x1: right, y: bottom, size, bold: false, artifact: false };
                lines.push((row.place, line, vec![size]));
            }
        }
    }
    (Page { number, height, pieces: pieces(evened_out(lines)) }, words)
}

/// The height of a word depends on its letters: a line has that of its middling word, and all lines that are not far larger the
/// usual one.
fn evened_out(lines: Vec<([u32; 3], Line, Vec<f64>)>) -> Vec<([u32; 3], Line)> {
    let middling = |mut heights: Vec<f64>| {
        heights.sort_by(f64::total_cmp);
        heights.get(heights.len() / 2).copied().unwrap_or(10.0)
    };
    let mut lines: Vec<([u32; 3], Line)> =
        lines.into_iter().map(|(place, line, heights)| (place, Line { size: middling(heights), ..line })).collect();
    let usual = middling(lines.iter().map(|(_, line)| line.size).collect());
    for (_, line) in &mut lines {
        if line.size < 1.6 * usual {
            line.size = usual;
        }
    }
    lines
}

/// Lines of one paragraph become one piece.
fn pieces(lines: Vec<([u32; 3], Line)>) -> Vec<Piece> {
    let mut pieces: Vec<([u32; 2], Piece)> = Vec::new();
    for ([block, paragraph, _], line) in lines {
        match pieces.last_mut() {
            Some((place, piece)) if *place == [block, paragraph] && list_mark(&line.text).is_none() => {
                piece.left = piece.left.min(line.x0);
                piece.right = piece.right.max(line.x1);
                piece.lines.push(line);
            }
            _ => {
                let shape = if list_mark(&line.text).is_some() { Shape::Item } else { Shape::Text };
                pieces.push(([block, paragraph], Piece { shape, left: line.x0, right: line.x1, lines: vec![line] }));
            }
        }
    }
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

/// What is told of words that were recognised without certainty.
pub(crate) fn uncertain(name: &str, pages: &[(u64, RecognisedWords)]) -> Vec<Notice> {
    let mut sum = RecognisedWords::default();
    for (_, words) in pages {
        sum.add(*words);
    }
    let Some((first, _)) = pages.iter().find(|(_, words)| words.uncertain > 0) else { return Vec::new() };
    let cause = format!("of {} words that were recognised, {} are uncertain; the first on page {first}.", sum.all, sum.uncertain);
    let remedy = "Compare figures and names with the page before you rely on them.".to_owned();
    vec![Notice { file: name.to_owned(), place: format!("page {first}"), cause, remedy, severity: Severity::Partly }]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
1\t1\t0\t0\t0\t0\t0\t0\t1000\t1400\t-1\t
5\t1\t1\t1\t1\t1\t100\t100\t200\t20\t96.5\tThe
5\t1\t1\t1\t1\t2\t320\t100\t200\t20\t41\tworkers
5\t1\t1\t1\t2\t1\t100\t130\t200\t20\t90\twere
5\t1\t1\t2\t1\t1\t100\t200\t20\t20\t90\t임
5\t1\t1\t2\t1\t2\t121\t200\t20\t20\t90\t금
";

    #[test]
    fn words_become_lines_and_paragraphs() {
        let (page, words) = recognised_page(1, TABLE, None, 700.0);
        assert_eq!(words, RecognisedWords { all: 5, uncertain: 1 });
        let texts: Vec<Vec<&str>> =
            page.pieces.iter().map(|piece| piece.lines.iter().map(|line| line.text.as_str()).collect()).collect();
        assert_eq!(texts, [vec!["The workers", "were"], vec!["임금"]]);
        assert!((page.pieces[0].lines[0].y - 60.0).abs() < 0.01);
        let notices = uncertain("a.png", &[(1, words)]);
        assert!(notices[0].cause.starts_with("of 5 words that were recognised, 1 are uncertain"));
    }

    #[test]
    fn what_is_no_table_gives_nothing() {
        let (page, words) = recognised_page(1, "no\ttable\n5\tx\n\n5\t1\t1\t1\t1\t1\tNaN\t0\t0\t0\t1\ta", None, 842.0);
        assert!(page.pieces.is_empty() && words.all == 0);
    }
}
