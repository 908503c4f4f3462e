//! The main language of a text, and the grammars of Korean, Russian and Chinese beside that of English. Other languages are told apart
//! so that nobody takes their silence for an absence.

mod chinese;
mod date;
mod draft;
mod figure;
mod item;
mod korean;
mod letters;
mod lexicon;
mod meaning;
mod measured;
mod modality;
mod numeral;
mod other;
mod reader;
mod relation;
mod russian;
pub(crate) mod script;
mod sentence;
mod signs;
mod tags;
mod takings;

pub(crate) use measured::measured;
pub(crate) use reader::Memory;

use document::Block;
use evidence::{Claim, PartialDate, TextLayer};
use script::Reader;

/// The languages whose figures and indicators are read.
pub(crate) const READ: [&str; 4] = ["en", "ko", "ru", "zh"];

/// Reads a block that holds sentences which are not English, as far as it does; what is English is handed to `english` as a block of its
/// own. `false` if nothing in it is for these grammars.
pub(crate) fn read_block(
    layer: &TextLayer,
    block: &Block,
    published: Option<PartialDate>,
    memory: &mut Memory,
    found: &mut Vec<Claim>,
    mut english: impl FnMut(&Block, &mut Vec<Claim>),
) -> bool {
    let text = &layer.text()[block.range.clone()];
    let latin = latin_reader(text, memory);
    if !script::is_foreign(text) && latin == Reader::English {
        return false;
    }
    let mut paragraph = reader::Paragraph::open(block.kind, memory);
    for passage in script::passages(layer.text(), block.range.clone(), latin) {
        match passage.reader {
            Reader::English => {
                let markup = block.markup.iter().filter(|skip| skip.start < passage.range.end && skip.end > passage.range.start);
                let part = Block { range: passage.range.clone(), kind: block.kind, markup: markup.cloned().collect() };
                english(&part, found);
            }
            Reader::Of(tongue) => {
                let (range, markup, kind) = (passage.range, &block.markup[..], block.kind);
                let passage = reader::Passage { layer, range, markup, kind, tongue, published };
                reader::read(&passage, memory, &mut paragraph, found);
            }
            Reader::Nobody => other::amounts(layer, passage.range, published, found),
        }
    }
    true
}

/// Who reads Latin letters in a block: English, unless the document is in another language and the block is not plainly English.
fn latin_reader(text: &str, memory: &Memory) -> Reader {
    let other = memory.language.is_some_and(|language| !READ.contains(&language));
    if other && !some_english(text) { Reader::Nobody } else { Reader::English }
}

/// Whether a short text holds the commonest words of English rather than none.
fn some_english(text: &str) -> bool {
    let words = text.split_ascii_whitespace().take(60);
    let (common, all) = words.fold((0, 0), |(common, all), word| (common + usize::from(is_common(word)), all + 1));
    common * 8 >= all && common > 0
}

fn is_common(word: &str) -> bool {
    matches!(word, "the" | "of" | "and" | "to" | "that" | "were" | "was" | "they" | "for" | "is" | "are" | "with")
}

/// So much of a text tells its language.
const SAMPLE: usize = 600;

/// ISO 639-1 code of the language of `text`, if it is long and plain enough to tell.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    let end = (0..=text.len().min(SAMPLE)).rev().find(|&end| text.is_char_boundary(end))?;
    let sample = &text[..end];
    if plainly_english(sample) {
        return Some("en");
    }
    if let Some(language) = script::by_letters(sample) {
        return Some(language);
    }
    let info = whatlang::detect(sample)?;
    let sure = info.is_reliable() || info.confidence() > 0.8;
    sure.then(|| two_letters(info.lang())).flatten()
}

/// Whether the commonest words of English stand close together: most sources are in it, and the look is cheap.
fn plainly_english(sample: &str) -> bool {
    let common = |word: &&str| matches!(*word, "the" | "of" | "and" | "to" | "in" | "that" | "were" | "was" | "they" | "for");
    let words = sample.split_ascii_whitespace();
    let (common, all) = words.fold((0, 0), |(common_so_far, all), word| (common_so_far + usize::from(common(&word)), all + 1));
    common >= 8 && common * 6 >= all
}

fn two_letters(lang: whatlang::Lang) -> Option<&'static str> {
    use whatlang::Lang;
    Some(match lang {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Kor => "ko",
        Lang::Jpn => "ja",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ita => "it",
        Lang::Pol => "pl",
        Lang::Ukr => "uk",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        Lang::Ind => "id",
        Lang::Pes => "fa",
        Lang::Nep => "ne",
        Lang::Uzb => "uz",
        Lang::Nld => "nl",
        _ => return None,
    })
}
