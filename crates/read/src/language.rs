//! The main language of a text. Figures and indicators are read in English; other languages are told apart so that nobody takes their
//! silence for an absence.

/// So much of a text tells its language.
const SAMPLE: usize = 600;

/// ISO 639-1 code of the language of `text`, if it is long and plain enough to tell.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    let end = (0..=text.len().min(SAMPLE)).rev().find(|&end| text.is_char_boundary(end))?;
    let sample = &text[..end];
    if plainly_english(sample) {
        return Some("en");
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
