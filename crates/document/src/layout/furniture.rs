//! Running heads, running feet and page numbers: lines at the edge of pages that come again and again.

use super::{Line, Page, Piece, Shape};
use std::collections::HashMap;

/// The edge of a page, in parts of its height.
const EDGE: f64 = 0.13;
/// So many rows from the top and the bottom may be furniture.
const DEPTH: usize = 3;

/// Parts the furniture of all pages from what they tell: such lines become pieces of their own.
pub(super) fn part_furniture(pages: &mut [Page]) {
    let mut seen: HashMap<(bool, String), u64> = HashMap::new();
    let mut numbered = 0;
    for page in pages.iter() {
        let mut keys: Vec<(bool, String)> =
            edge_lines(page).map(|(top, line)| (top, likeness(&line.text))).filter(|(_, key)| !key.is_empty()).collect();
        numbered += u64::from(edge_lines(page).any(|(_, line)| is_page_number(&line.text)));
        keys.sort();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    let least = if pages.len() <= 4 { 2 } else { 3 };
    for page in pages.iter_mut() {
        let furniture: Vec<(f64, f64)> = edge_lines(page)
            .filter(|(top, line)| {
                let repeated = seen.get(&(*top, likeness(&line.text))).is_some_and(|count| *count >= least);
                let number = is_page_number(&line.text) && (numbered >= 2 || line.text.trim() == page.number.to_string());
                repeated || number || line.artifact
            })
            .map(|(_, line)| (line.y, line.x0))
            .collect();
        part(page, &furniture);
    }
}

/// The lines nearest to the upper (`true`) and lower edge of a page.
fn edge_lines(page: &Page) -> impl Iterator<Item = (bool, &Line)> {
    let mut lines: Vec<&Line> = page.pieces.iter().flat_map(|piece| &piece.lines).collect();
    lines.sort_by(|one, other| one.y.total_cmp(&other.y));
    let rows = |lines: &[&Line]| -> Vec<f64> {
        let mut rows: Vec<f64> = lines.iter().map(|line| line.y).collect();
        rows.dedup_by(|one, other| (*one - *other).abs() < 2.0);
        rows
    };
    let all = rows(&lines);
    let depth = DEPTH.min(all.len());
    let (high, low) = (all[..depth].last().copied(), all[all.len() - depth..].first().copied());
    let (upper, lower) = (page.height * EDGE, page.height * (1.0 - EDGE));
    let near = move |line: &&Line| -> Option<bool> {
        if line.y <= upper && high.is_some_and(|high| line.y <= high + 2.0) {
            Some(true)
        } else if line.y >= lower && low.is_some_and(|low| line.y >= low - 2.0) {
            Some(false)
        } else {
            None
        }
    };
    lines.into_iter().filter_map(move |line| near(&line).map(|top| (top, line)))
}

/// A line with all its figures alike.
fn likeness(text: &str) -> String {
    let mut key = String::new();
    for character in text.chars().take(120) {
        if character.is_ascii_digit() {
            if !key.ends_with('#') {
                key.push('#');
            }
        } else if !character.is_whitespace() {
            key.extend(character.to_lowercase());
        }
    }
    // a figure alone may be anything; page numbers are known otherwise
    if key.chars().any(char::is_alphabetic) { key } else { String::new() }
}

/// `12`, `- 12 -`, `Page 3 of 10`, `3/10`, `xiv`.
pub(super) fn is_page_number(text: &str) -> bool {
    let text = text.to_lowercase();
    let text =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | '[' | ']' | '(' | ')' | '.' | '•'));
    let text =
        ["page", "p.", "seite", "стр.", "страница", "쪽"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text).trim();
    let is_number = |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_roman = !text.is_empty() && text.len() <= 7 && text.bytes().all(|byte| b"ivxlc".contains(&byte));
    let of = text.split_once(" of ").or_else(|| text.split_once('/')).or_else(|| text.split_once(" из "));
    is_number(text) || is_roman || of.is_some_and(|(page, pages)| is_number(page.trim()) && is_number(pages.trim()))
}

fn part(page: &mut Page, furniture: &[(f64, f64)]) {
    if furniture.is_empty() {
        return;
    }
    let is_furniture = |line: &Line| furniture.iter().any(|(y, x0)| line.y == *y && line.x0 == *x0);
    let mut pieces = Vec::with_capacity(page.pieces.len());
    for piece in std::mem::take(&mut page.pieces) {
        let (out, kept): (Vec<Line>, Vec<Line>) = piece.lines.iter().cloned().partition(is_furniture);
        pieces.extend(out.into_iter().map(|line| Piece { shape: Shape::Furniture, lines: vec![line], ..piece.clone() }));
        if !kept.is_empty() {
            pieces.push(Piece { lines: kept, ..piece });
        }
    }
    page.pieces = pieces;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers() {
        for text in ["12", "- 12 -", "Page 3 of 10", "3/10", "xiv", "стр. 4", "(7)"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["12,000", "12 workers", "page", "", "12345", "Section 3 of the law"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
