//! Words on a grid of character cells: what a terminal shows, as rows that can be compared in a test.

use unicode_width::UnicodeWidthChar;

/// How a stretch of words is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// As it is.
    Plain,
    /// What the eye should meet.
    Strong,
    /// What stands around it.
    Faint,
    /// The words that make the claim.
    Marked,
}

/// A stretch of words in one ink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// How it is set.
    pub ink: Ink,
    /// The words; no control characters.
    pub text: String,
}

/// One row of the screen.
pub type Row = Vec<Piece>;

/// A row of one ink.
pub fn row(ink: Ink, text: impl Into<String>) -> Row {
    vec![Piece { ink, text: text.into() }]
}

/// Words as they may be shown: white space made plain, and what would steer a terminal or turn the order of letters written out,
/// such as `\u{1b}`.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | '\n' | '\r' | '\t' => shown.push(' '),
            steering if steers(steering) => shown.extend(steering.escape_unicode()),
            white if white.is_whitespace() => shown.push(' '),
            plain => shown.push(plain),
        }
    }
    shown
}

/// Whether a character does something other than being seen.
fn steers(character: char) -> bool {
    let turns =
        matches!(character, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    character.is_control() || turns || matches!(character, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Words as they may be shown, with every run of white space made one.
pub fn single_spaced(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many cells a text takes.
pub fn width(text: &str) -> usize {
    text.chars().map(cells).sum()
}

fn cells(character: char) -> usize {
    character.width().unwrap_or(0)
}

/// A text cut to at most `most` cells, with `…` where something is left out.
pub fn cut(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut shown = String::new();
    let mut taken = 1;
    for character in text.chars() {
        taken += cells(character);
        if taken > most {
            break;
        }
        shown.push(character);
    }
    if most > 0 {
        shown.push('…');
    }
    shown
}

/// Breaks pieces into rows of at most `most` cells, between words, or between letters where scripts write no spaces or a word is
/// too long.
pub fn wrap(pieces: &[Piece], most: usize) -> Vec<Row> {
    let most = most.max(2);
    let mut rows = Vec::new();
    let mut line: Vec<(char, Ink)> = Vec::new();
    let (mut taken, mut may_break) = (0, None);
    for (character, ink) in pieces.iter().flat_map(|piece| piece.text.chars().map(|character| (character, piece.ink))) {
        let cell_count = cells(character);
        if taken + cell_count > most {
            let rest = may_break.map_or_else(Vec::new, |at| line.split_off(at));
            rows.push(gathered(&line));
            line = rest.into_iter().skip_while(|(character, _)| *character == ' ').collect();
            taken = line.iter().map(|(character, _)| cells(*character)).sum();
            may_break = None;
            if line.is_empty() && character == ' ' {
                continue;
            }
        }
        line.push((character, ink));
        taken += cell_count;
        if character == ' ' || cell_count == 2 {
            may_break = Some(line.len());
        }
    }
    if !line.is_empty() {
        rows.push(gathered(&line));
    }
    rows
}

fn gathered(line: &[(char, Ink)]) -> Row {
    let end = line.iter().rposition(|(character, _)| *character != ' ').map_or(0, |last| last + 1);
    let mut row: Row = Vec::new();
    for (character, ink) in &line[..end] {
        match row.last_mut() {
            Some(piece) if piece.ink == *ink => piece.text.push(*character),
            Some(_) | None => row.push(Piece { ink: *ink, text: character.to_string() }),
        }
    }
    row
}

/// `rows` moved in from the left.
pub fn indented(rows: Vec<Row>, by: usize) -> Vec<Row> {
    let space = || Piece { ink: Ink::Plain, text: " ".repeat(by) };
    rows.into_iter().map(|row| std::iter::once(space()).chain(row).collect()).collect()
}

/// The words of a row without their ink.
pub fn plain(row: &Row) -> String {
    row.iter().map(|piece| piece.text.as_str()).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, most: usize) -> Vec<String> {
        wrap(&row(Ink::Plain, text), most).iter().map(plain).collect()
    }

    #[test]
    fn rows_are_never_wider_than_asked() {
        assert_eq!(wrapped("they keep the men indoors", 10), ["they keep", "the men", "indoors"]);
        assert_eq!(wrapped("incomprehensibilities", 8), ["incompre", "hensibil", "ities"]);
        assert_eq!(wrapped("노동자들은 공장에서 일했다", 9), ["노동자들", "은 공장에", "서 일했다"]);
        assert_eq!(wrapped("工人每天工作十二小时", 7), ["工人每", "天工作", "十二小", "时"]);
        assert_eq!(wrapped("", 5), Vec::<String>::new());
        for most in 2..40 {
            let text = "Eighty 노동자들은 men (工人) signed for 9,000,000,000 roubles each.";
            assert!(wrapped(text, most).iter().all(|row| width(row) <= most), "{most}");
        }
    }

    #[test]
    fn words_of_a_source_steer_nothing() {
        assert_eq!(visible("a\u{1b}[2Jb\u{7}\u{202e}c\u{9b}"), "a\\u{1b}[2Jb\\u{7}\\u{202e}c\\u{9b}");
        assert_eq!(single_spaced(" two\n\t lines\u{a0}here "), "two lines here");
        assert!(visible(&(0..0x300u32).filter_map(char::from_u32).collect::<String>()).chars().all(|shown| !shown.is_control()));
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(cut("노동자들은", 6), "노동…");
        assert_eq!(cut("short", 5), "short");
        assert_eq!(cut("longer", 5), "long…");
        assert_eq!(cut("longer", 0), "");
    }
}
