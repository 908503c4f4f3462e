//! Every quantity that a text states: value or range, what the words around say of it, unit, and what it counts or measures.
//!
//! This is wider and simpler than claims: it asks of each number in a sentence only whether it measures something. Dates, times of day,
//! ordinals, scores and numbers in names do not. The way: numerals ([`numeral`]) → what they measure ([`units`], [`nouns`]) → ranges and
//! shared units ([`joined`]) → bounds and trends ([`bounds`]).

mod bounds;
mod item;
mod joined;
mod lines;
mod nouns;
mod numeral;
mod refused;
mod units;
mod vocabulary;

use crate::language::{self, script};
use crate::sentence::sentences;
use crate::token::{Token, tokenize};
use crate::words::Words;
use document::Document;
use rust_decimal::Decimal;
use std::ops::Range;

/// What the words around a number say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is the number, plainly.
    Is,
    /// About the number.
    About,
    /// The number or less.
    AtMost,
    /// The number or more.
    AtLeast,
    /// It went up by the number.
    Up,
    /// It went down by the number.
    Down,
}

impl Change {
    /// `=`, `~`, `<`, `>`, `up` or `down`.
    pub fn sign(self) -> &'static str {
        match self {
            Change::Is => "=",
            Change::About => "~",
            Change::AtMost => "<",
            Change::AtLeast => ">",
            Change::Up => "up",
            Change::Down => "down",
        }
    }
}

/// What a quantity is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// A sum of money.
    Currency,
    /// Length, time, mass, energy, data …
    Physical,
    /// Percentages, percentage points, basis points.
    Percent,
    /// The noun that is counted.
    Counted,
    /// Nothing says what it measures.
    None,
}

impl UnitKind {
    /// `currency`, `physical`, `percent`, `counted` or `none`.
    pub fn name(self) -> &'static str {
        match self {
            UnitKind::Currency => "currency",
            UnitKind::Physical => "physical",
            UnitKind::Percent => "percent",
            UnitKind::Counted => "counted",
            UnitKind::None => "none",
        }
    }
}

/// The unit of a quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredUnit {
    /// As the text writes it, white space made single: `$`, `miles per hour`, `new police officers`. Empty without a unit.
    pub surface: String,
    /// By name, in the singular and in lower case, with what it is stated for: `dollar per barrel`, `police officer`.
    pub normalised: String,
    /// What kind of unit.
    pub kind: UnitKind,
    /// What it is stated for, where the text says so: `barrel`, `year`.
    pub per: Option<String>,
    /// The ISO 4217 code, where the words settle it; a bare `$` does not.
    pub currency: Option<&'static str>,
}

/// One quantity. Ranges of bytes are those of the text it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// The sentence it stands in.
    pub sentence: Range<usize>,
    /// Its words: from a currency sign or the number to the end of the unit.
    pub span: Range<usize>,
    /// The number as stated, magnitude multiplied out; the lower end of a range.
    pub low: Decimal,
    /// The upper end of a range; the same as `low` otherwise.
    pub high: Decimal,
    /// Bound, hedge or trend.
    pub change: Change,
    /// What it is measured in.
    pub unit: MeasuredUnit,
    /// The noun phrase that it counts, or that it is a share or a measure of.
    pub referred: Option<Range<usize>>,
}

impl Measurement {
    /// Whether it states two ends.
    pub fn is_range(&self) -> bool {
        self.low != self.high
    }

    /// What the words say of its size: an end that they leave open is `None`.
    pub fn bounds(&self) -> (Option<Decimal>, Option<Decimal>) {
        match self.change {
            Change::AtLeast => (Some(self.low), None),
            Change::AtMost => (None, Some(self.high)),
            Change::Is | Change::About | Change::Up | Change::Down => (Some(self.low), Some(self.high)),
        }
    }
}

/// All quantities of a document, in order; ranges are bytes of its layer.
pub fn quantities(document: &Document) -> Vec<Measurement> {
    let text = document.layer.text();
    let mut found = Vec::new();
    let mut tokens = Vec::new();
    for block in &document.blocks {
        for piece in lines::pieces(text, block.range.clone()) {
            let markup: Vec<Range<usize>> =
                block.markup.iter().filter(|mark| mark.end > piece.start && mark.start < piece.end).cloned().collect();
            read_piece(text, piece, &markup, &mut tokens, &mut found);
        }
    }
    found
}

/// All quantities of a plain text, in order. A line that ends like a sentence, or is no line of a wrapped paragraph, is read by itself.
pub fn quantities_of_text(text: &str) -> Vec<Measurement> {
    let mut found = Vec::new();
    let mut tokens = Vec::new();
    for piece in lines::pieces(text, 0..text.len()) {
        read_piece(text, piece, &[], &mut tokens, &mut found);
    }
    found
}

/// Each sentence by the grammar that its letters call for.
fn read_piece(text: &str, piece: Range<usize>, markup: &[Range<usize>], tokens: &mut Vec<Token>, found: &mut Vec<Measurement>) {
    let english = |range: Range<usize>, tokens: &mut Vec<Token>, found: &mut Vec<Measurement>| {
        tokens.clear();
        tokenize(text, range, markup, tokens);
        read_tokens(text, tokens, found);
    };
    if !script::is_foreign(&text[piece.clone()]) {
        return english(piece, tokens, found);
    }
    for passage in script::passages(text, piece, script::Reader::English) {
        match passage.reader {
            script::Reader::Of(tongue) => found.extend(language::measured(text, passage.range, markup, tongue)),
            script::Reader::English | script::Reader::Nobody => english(passage.range, tokens, found),
        }
    }
}

fn read_tokens(text: &str, tokens: &[Token], found: &mut Vec<Measurement>) {
    for range in sentences(text, tokens) {
        let words = Words { text, tokens: &tokens[range] };
        read_sentence(&words, found);
    }
}

fn read_sentence(words: &Words, found: &mut Vec<Measurement>) {
    let items = item::items(words);
    if items.is_empty() {
        return;
    }
    let Some(sentence) = words.bytes(0..words.len()) else { return };
    let first = found.len();
    found.extend(joined::joined(words, items).into_iter().filter_map(|item| item.measured(words, sentence.clone())));
    share_trends(words.text, &mut found[first..]);
}

/// `gained 15 points, or 0.6 percent`: the same step in other words.
fn share_trends(text: &str, found: &mut [Measurement]) {
    for index in 1..found.len() {
        let before = &found[index - 1];
        let (change, gap) = (before.change, text[before.span.end..found[index].span.start].trim());
        let again = matches!(gap, ", or" | "or" | "(" | ", or about" | ", or nearly");
        if again && matches!(change, Change::Up | Change::Down) && found[index].change == Change::Is {
            found[index].change = change;
        }
    }
}
