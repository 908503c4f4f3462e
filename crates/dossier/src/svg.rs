//! Pieces of SVG that several pictures share.

use crate::markup::{Element, el, label};

/// A coordinate with one decimal.
pub(crate) fn at(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A percentage with two decimals.
pub(crate) fn percent(value: f64) -> String {
    format!("{value:.2}%")
}

/// A drawing that a screen reader can name: `id` makes its title and description findable. Its canvas is left, top, width, height.
pub(crate) fn drawing(id: &str, (left, top, width, height): (f64, f64, f64, f64), title: &str, description: &str) -> Element {
    el("svg")
        .attr("viewBox", format!("{} {} {} {}", at(left), at(top), at(width), at(height)))
        .attr("role", "img")
        .attr("aria-labelledby", format!("{id}-title {id}-desc"))
        .attr("class", "drawing")
        .attr("id", id)
        .child(el("title").attr("id", format!("{id}-title")).text(label(title, 300)))
        .child(el("desc").attr("id", format!("{id}-desc")).text(label(description, 1500)))
}

/// A line of text.
pub(crate) fn text(x: f64, y: f64, class: &str, words: &str) -> Element {
    el("text").attr("x", at(x)).attr("y", at(y)).class(class).text(label(words, 200))
}

/// Text broken into at most `lines` lines of about `width` characters; wide scripts count double.
pub(crate) fn wrapped(words: &str, width: usize, lines: usize) -> Vec<String> {
    let clean = label(words, 400);
    let mut rows: Vec<String> = vec![String::new()];
    for word in clean.split(' ') {
        let row = rows.last_mut().expect("there is always a row");
        if !row.is_empty() && columns(row) + 1 + columns(word) > width {
            rows.push(String::new());
        }
        let row = rows.last_mut().expect("there is always a row");
        if !row.is_empty() {
            row.push(' ');
        }
        row.push_str(word);
    }
    let is_cut = rows.len() > lines;
    rows.truncate(lines);
    let last = rows.len() - 1;
    for (index, row) in rows.iter_mut().enumerate() {
        let cut_here = is_cut && index == last;
        if columns(row) > width || cut_here {
            *row = clipped(row, width, cut_here);
        }
    }
    rows
}

fn clipped(row: &str, width: usize, cut_here: bool) -> String {
    let mut kept = String::new();
    for c in row.chars() {
        if columns(&kept) + columns(c.encode_utf8(&mut [0; 4])) + 1 > width {
            return kept.trim_end().to_owned() + "…";
        }
        kept.push(c);
    }
    if cut_here { kept.trim_end().to_owned() + "…" } else { kept }
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| if ('\u{1100}'..='\u{ffdc}').contains(&c) && c > '\u{2e80}' { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_and_cut() {
        assert_eq!(wrapped("security agents supervising a group", 16, 2), ["security agents", "supervising a…"]);
        assert_eq!(wrapped("short", 16, 2), ["short"]);
        assert_eq!(wrapped("averyveryverylongword", 10, 2), ["averyvery…"]);
    }
}
