//! What a document says of itself in its properties, as far as a person put it there.

use crate::masthead::{Authority, Masthead};

/// Titles that programs and templates fill in.
const FILLED_IN: &[&str] = &[
    "word document", "microsoft word", "document", "untitled", "powerpoint presentation", "presentation", "slide", "title",
    "new document", "template", "normal", "무제", "제목 없음", "문서", "без имени", "без названия", "документ", "未命名",
    "无标题", "文档", "新建", "sans titre", "sin título", "unbenannt",
];
/// So many bytes from the start must show words of the title.
const HEAD: usize = 6000;

/// Takes in the title from the properties, if a person put it there: most of its words stand in the head of the text.
pub(crate) fn title(masthead: &mut Masthead, title: &str, text: &str) {
    let head = text[..text.floor_char_boundary(HEAD)].to_lowercase();
    let lower = title.trim().to_lowercase();
    let stem =
        lower.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '_' | '(' | ')' | '.'));
    let file = [".doc", ".docx", ".odt", ".rtf", ".dot", ".dotx", ".ppt", ".pptx", ".odp", ".xls", ".xlsx"]
        .iter()
        .any(|end| lower.ends_with(end));
    let generic = FILLED_IN.contains(&stem) || lower.starts_with("microsoft word -");
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let in_head: std::collections::BTreeSet<&str> = head.split(|c: char| !c.is_alphanumeric()).collect();
    let shown = words.iter().filter(|word| in_head.contains(**word)).count();
    if words.concat().chars().count() < 3 || file || generic || stem.is_empty() || shown * 2 <= words.len() {
        return;
    }
    masthead.title(Authority::Metadata, title);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, text: &str, expected: Option<&str>) {
        let mut masthead = Masthead::default();
        title(&mut masthead, given, text);
        assert_eq!(masthead.finish().0.as_deref(), expected, "{given:?}");
    }

    #[test]
    fn a_title_that_nobody_wrote_is_none() {
        check("Inspection of site 26", "INSPECTION OF SITE 26\nOn 3 May", Some("Inspection of site 26"));
        check("Word Document", "This word document", None);
        check("Untitled 2", "Untitled 2", None);
        check("letter_head_v3.dotx", "letter_head_v3.dotx", None);
        check("Annual leave form", "The workers at the camp were not paid.", None);
        check("임금 보고서", "임금 보고서\n2015년 5월", Some("임금 보고서"));
    }
}
