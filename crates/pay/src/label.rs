//! Labels of payslip lines, mapped to the codes of deduction.

use evidence::Taking;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The list: words, code. Its head says how it is matched.
const LABELS: &str = include_str!("../data/labels.tsv");

struct Entry {
    words: String,
    taking: Taking,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut entries: Vec<Entry> = lines(LABELS)
        .map(|(words, code)| Entry { words: plain(words), taking: code.parse().expect("a test reads every line of the list") })
        .collect();
    // the longest words first: “agent's tax” says more than “tax”
    entries.sort_by(|a, b| b.words.chars().count().cmp(&a.words.chars().count()).then_with(|| a.words.cmp(&b.words)));
    entries
});

static WHOLE: LazyLock<HashMap<&'static str, Taking>> =
    LazyLock::new(|| ENTRIES.iter().map(|entry| (entry.words.as_str(), entry.taking)).collect());

fn lines(list: &str) -> impl Iterator<Item = (&str, &str)> {
    list.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).filter_map(|line| line.split_once('\t'))
}

/// Words made comparable: lower case, marks and repeated spaces gone.
pub(crate) fn plain(words: &str) -> String {
    let letters: String = words
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ё' => 'е',
            '’' | '\'' => '\u{27}',
            c if c.is_alphanumeric() || c == '&' || c == '%' => c,
            _ => ' ',
        })
        .filter(|c| *c != '\u{27}')
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the script puts no spaces between words, so that a label is found inside others.
pub(crate) fn is_unspaced(words: &str) -> bool {
    words.chars().any(|c| matches!(u32::from(c), 0x1100..=0x11FF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF))
}

/// Whether `words` stand in `label`, both plain: as whole words, or anywhere in scripts without spaces.
pub(crate) fn stands_in(words: &str, label: &str) -> bool {
    if is_unspaced(words) {
        // one sign stands in too many words
        if words.chars().count() == 1 {
            return label == words;
        }
        return label.replace(' ', "").contains(&words.replace(' ', ""));
    }
    let bounded = |at: usize| {
        let before = label[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let after = label[at + words.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        before && after
    };
    label.match_indices(words).any(|(at, _)| bounded(at))
}

/// The category that `label` names: the longest entry of the list that stands in it. `None` if it names none: the line then is
/// counted as taken, under [`Taking::Unlabelled`].
pub fn taking(label: &str) -> Option<Taking> {
    let label = plain(label);
    if let Some(taking) = WHOLE.get(label.as_str()) {
        return Some(*taking);
    }
    ENTRIES.iter().find(|entry| stands_in(&entry.words, &label)).map(|entry| entry.taking)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_has_a_code_and_says_its_words_once() {
        let mut seen = std::collections::BTreeMap::new();
        for line in LABELS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (words, code) = line.split_once('\t').unwrap_or_else(|| panic!("{line:?} has no tab"));
            assert!(code.parse::<Taking>().is_ok(), "{line}");
            assert!(seen.insert(plain(words), code).is_none(), "{words} stands there twice");
        }
        for taking in Taking::ALL.into_iter().filter(|taking| *taking != Taking::Unlabelled) {
            let languages = seen.iter().filter(|(_, code)| **code == taking.code());
            assert!(languages.count() >= 6, "{taking} has too few labels");
        }
    }

    #[test]
    fn labels_of_several_languages_and_spellings() {
        for (label, taking) in [
            ("Income Tax (13%)", Taking::Tax),
            ("НДФЛ", Taking::Tax),
            ("个人所得税", Taking::Tax),
            ("소득세", Taking::Tax),
            ("Board & lodging", Taking::Board),
            ("питание и проживание", Taking::Board),
            ("숙식비 공제", Taking::Board),
            ("伙食费", Taking::Board),
            ("общежитие", Taking::Lodging),
            ("충성자금", Taking::Loyalty),
            ("忠诚资金", Taking::Loyalty),
            ("Loyalty fund", Taking::Loyalty),
            ("계획분", Taking::Quota),
            ("국가계획", Taking::Quota),
            ("план (государство)", Taking::Quota),
            ("당비", Taking::Party),
            ("партийные взносы", Taking::Party),
            ("штраф за прогул", Taking::Fine),
            ("罚款", Taking::Fine),
            ("withheld until return", Taking::Held),
            ("удержано до возвращения", Taking::Held),
            ("warehouse jacket & boots (PPE)", Taking::Tools),
            ("aviation ticket and visa", Taking::Travel),
            ("manager's share", Taking::Agent),
            ("지배인 몫", Taking::Agent),
            ("Аванс", Taking::Advance),
            ("профсоюз", Taking::Union),
            ("исполнительный лист", Taking::Attachment),
        ] {
            assert_eq!(super::taking(label), Some(taking), "{label}");
        }
        for label in ["", "other", "удержание", "扣款", "공제", "taxi driver"] {
            assert_eq!(super::taking(label), None, "{label}");
        }
    }
}
