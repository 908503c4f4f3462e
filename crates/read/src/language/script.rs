//! Which grammar reads which sentence: told by its letters, not by the document.

use crate::token::is_letter;
use std::ops::Range;

/// A language with a grammar of its own beside English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Tongue {
    Korean,
    Russian,
    Chinese,
}

/// Who reads a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// The grammar of English.
    English,
    /// One of the grammars of this folder.
    Of(Tongue),
    /// A language without a grammar.
    Nobody,
}

/// A run of this many bytes without an end is cut all the same.
const LONGEST: usize = 3000;

/// Letters by script.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    latin: usize,
    hangul: usize,
    han: usize,
    kana: usize,
    cyrillic: usize,
    /// Cyrillic letters that Russian does not have.
    other_cyrillic: usize,
    other: usize,
}

fn count(text: &str) -> Count {
    let mut count = Count::default();
    for letter in text.chars() {
        let kind = match letter {
            'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' => &mut count.latin,
            '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}' => &mut count.hangul,
            'А'..='я' | 'ё' | 'Ё' => &mut count.cyrillic,
            '\u{400}'..='\u{52f}' => &mut count.other_cyrillic,
            '\u{3041}'..='\u{30ff}' => &mut count.kana,
            _ if super::letters::is_han(letter) => &mut count.han,
            '\0'..='\u{bf}' => continue,
            _ if is_letter(letter) => &mut count.other,
            _ => continue,
        };
        *kind += 1;
    }
    count
}

/// Whether a stretch can hold a sentence that is not for the grammar of English: a look at its bytes, no more.
pub(crate) fn is_foreign(text: &str) -> bool {
    // first bytes of Cyrillic, of conjoining Hangul, and of the scripts of East Asia; quotation marks and dashes begin with 0xe2
    let foreign = |byte: &u8| matches!(byte, 0xd0..=0xd4 | 0xe1 | 0xe3..=0xed | 0xf0);
    !text.is_ascii() && text.as_bytes().iter().any(foreign)
}

/// Who reads a sentence. `latin` reads what is written in Latin letters.
fn reader(sentence: &str, latin: Reader) -> Reader {
    if !is_foreign(sentence) {
        return latin;
    }
    let count = count(sentence);
    let cyrillic = count.cyrillic + count.other_cyrillic;
    let wide = 3 * (count.hangul + count.han + count.kana);
    if wide + cyrillic + count.other <= count.latin {
        return latin;
    }
    if count.hangul > 0 && 4 * count.hangul >= count.han && wide >= cyrillic {
        return Reader::Of(Tongue::Korean);
    }
    if count.kana > 0 && 8 * count.kana >= count.han {
        return Reader::Nobody;
    }
    if count.han > 0 && wide >= cyrillic {
        return Reader::Of(Tongue::Chinese);
    }
    if count.cyrillic > count.other && count.other_cyrillic == 0 && !is_bulgarian(sentence) {
        return Reader::Of(Tongue::Russian);
    }
    Reader::Nobody
}

/// ISO 639-1 code of the language that the letters of a sample are most likely of; `None` if they do not tell.
pub(crate) fn by_letters(sample: &str) -> Option<&'static str> {
    if !is_foreign(sample) {
        return None;
    }
    let count = count(sample);
    let wide = 3 * (count.hangul + count.han + count.kana);
    if wide <= count.latin || wide <= count.cyrillic {
        let russian = count.cyrillic > count.latin + count.other && count.other_cyrillic == 0;
        return (russian && sample.contains(['ы', 'э', 'ё'])).then_some("ru");
    }
    Some(match () {
        () if 4 * count.hangul >= count.han && count.hangul > 0 => "ko",
        () if 8 * count.kana >= count.han && count.kana > 0 => "ja",
        () => "zh",
    })
}

impl Tongue {
    pub(crate) fn scanner(self) -> &'static super::item::Scanner {
        match self {
            Tongue::Korean => &super::korean::SCANNER,
            Tongue::Russian => &super::russian::SCANNER,
            Tongue::Chinese => &super::chinese::SCANNER,
        }
    }
}

/// No ы, э or ё in a long sentence, and words that Russian does not have.
fn is_bulgarian(sentence: &str) -> bool {
    let russian = sentence.contains(['ы', 'э', 'ё', 'Ы', 'Э']);
    !russian
        && sentence.split([' ', ',', '.']).any(|word| matches!(word, "са" | "се" | "който" | "които" | "бяха" | "със" | "през"))
}

/// A stretch of a block in sentences of one reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    pub range: Range<usize>,
    pub reader: Reader,
}

/// Cuts a block into passages: one for each sentence that is not English, one for each run of English sentences.
pub(crate) fn passages(text: &str, block: Range<usize>, latin: Reader) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    for range in sentences(text, block) {
        let reader = reader(&text[range.clone()], latin);
        match found.last_mut() {
            Some(last) if reader == Reader::English && last.reader == reader => last.range.end = range.end,
            _ => found.push(Passage { range, reader }),
        }
    }
    found
}

/// The sentences of a stretch, by marks that all these scripts share.
fn sentences(text: &str, block: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = block.start;
    let mut skip_until = block.start;
    for (offset, letter) in text[block.clone()].char_indices() {
        let at = block.start + offset;
        if at < skip_until {
            continue;
        }
        let after = at + letter.len_utf8();
        let ends = match letter {
            '。' | '！' | '？' | '；' | '!' | '?' | ';' | '．' | '\u{2029}' => true,
            '…' => text[after..block.end].starts_with([' ', '\n']),
            '.' => ends_with_dot(&text[from..at], &text[after..block.end]),
            _ => after - from >= LONGEST,
        };
        if ends {
            let end = after + closing(&text[after..block.end]);
            push(text, from..end, &mut found);
            from = end;
            skip_until = end;
        }
    }
    push(text, from..block.end, &mut found);
    found
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    let end = range.end - (words.len() - words.trim_end().len());
    if start < end {
        found.push(start..end);
    }
}

/// Bytes of quotation marks and brackets that close right after the end of a sentence.
fn closing(rest: &str) -> usize {
    let quotes = |letter: &char| {
        matches!(letter, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '」' | '』' | '）' | '!' | '?' | '.' | '！' | '？')
    };
    rest.chars().take_while(quotes).map(char::len_utf8).sum()
}

/// Shortened words that a dot follows without ending a sentence.
const SHORTENED: &[&str] = &[
    "г", "гг", "в", "вв", "тыс", "млн", "млрд", "трлн", "долл", "руб", "коп", "чел", "ул", "д", "кв", "стр", "ст", "п", "пп",
    "им", "др", "т", "е", "см", "напр", "ок", "мес", "ч", "р", "проц", "ср", "mr", "mrs", "dr", "st", "no", "u.s", "vs", "jr",
    "co", "ltd", "corp", "inc",
];

fn ends_with_dot(before: &str, after: &str) -> bool {
    let Some(next) = after.chars().next() else { return true };
    if matches!(next, '"' | '”' | '’' | ')' | '»' | '」' | '』' | '\n') {
        return true;
    }
    if !next.is_whitespace() {
        // "받는다.그리고": no space after the dot of a Korean or Chinese sentence
        let before_wide = before.chars().next_back().is_some_and(|last| last as u32 > 0x2e80);
        return before_wide && next as u32 > 0x2e80;
    }
    let word = before.rsplit(|letter: char| !letter.is_alphanumeric() && letter != '.').next().unwrap_or("");
    let word = word.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.').to_lowercase();
    let begins = after.trim_start().chars().next();
    if word.is_empty() && (begins.is_some_and(|first| first.is_ascii_digit()) || ends_a_date(before)) {
        return false;
    }
    let low = begins.is_some_and(|first| first.is_lowercase() || first.is_ascii_digit() || matches!(first, '–' | '—' | ','));
    let initial = word.chars().count() == 1 && before.chars().next_back().is_some_and(char::is_uppercase);
    let date = matches!(word.as_str(), "г" | "гг") && !low;
    let amount = matches!(word.as_str(), "долл" | "руб" | "чел" | "др" | "т.д" | "т.п") && !low;
    if date || amount {
        return true;
    }
    let mark = word.is_empty() && before.trim_start().len() <= 3 && before.trim().bytes().all(|byte| byte.is_ascii_digit());
    !(initial || mark || SHORTENED.contains(&word.as_str()) || low && word.contains('.'))
}

/// `2014. 5. 3`: the dot behind the day ends no sentence.
fn ends_a_date(before: &str) -> bool {
    let rest = before.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let parted = rest.trim_end().strip_suffix('.');
    rest.len() < before.len() && parted.is_some_and(|rest| rest.ends_with(|letter: char| letter.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text, 0..text.len()).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_at_their_marks_only() {
        assert_eq!(cut("월급은 300.5달러다. 2014. 5. 3. 떠났다."), ["월급은 300.5달러다.", "2014. 5. 3. 떠났다."]);
        assert_eq!(
            cut("Около 3 тыс. чел. работали там в 2014 г. в лесу. Им не платили."),
            ["Около 3 тыс. чел. работали там в 2014 г. в лесу.", "Им не платили."]
        );
        assert_eq!(cut("工人被打。“没有护照。”他说！"), ["工人被打。", "“没有护照。”", "他说！"]);
    }

    #[test]
    fn the_letters_choose_the_grammar() {
        let told = |text| reader(text, Reader::English);
        assert_eq!(told("Workers were sent to Россия in 2014."), Reader::English);
        assert_eq!(told("북한 로동자 300명"), Reader::Of(Tongue::Korean));
        assert_eq!(told("북한은 UN Security Council 결의를 어겼다"), Reader::Of(Tongue::Korean));
        assert_eq!(told("北韓 勞動者 300名이 있다"), Reader::Of(Tongue::Korean));
        assert_eq!(told("朝鲜工人 300 名"), Reader::Of(Tongue::Chinese));
        assert_eq!(told("北朝鮮の労働者は三百人です"), Reader::Nobody);
        assert_eq!(told("300 рабочих из КНДР"), Reader::Of(Tongue::Russian));
        assert_eq!(told("300 робітників із КНДР працювали в Польщі"), Reader::Nobody);
    }
}
