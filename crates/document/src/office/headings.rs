//! Names that programs give to styles, in the languages they speak.

use super::writing::Role;

/// Names of the styles of headings before their number.
const HEADINGS: &[&str] = &[
    "heading", "überschrift", "ueberschrift", "berschrift", "titre", "título", "titulo", "titolo", "заголовок", "제목", "标题",
    "標題", "見出し", "kop", "rubrik", "overskrift", "nagłówek", "nadpis", "naslov", "başlık", "titlu", "otsikko", "cím",
    "título",
];
/// Names of the style of the title.
const TITLES: &[&str] = &["title", "titel", "title of document", "название", "제목", "标题", "標題", "表題", "titre", "titolo"];
/// How names of styles begin that hold no statement.
const FURNITURE: &[&str] =
    &["toc ", "contents ", "table of figures", "index ", "header", "footer", "toc heading", "оглавление", "목차", "目录"];
/// How names of styles of lists begin.
const LISTS: &[&str] = &["list ", "list_20_", "numbering ", "liste ", "список", "목록", "列表"];

/// What a paragraph is by the name of its style; `None` if the name does not say.
pub(crate) fn role(name: &str) -> Option<Role> {
    let name = name.replace("_20_", " ").to_lowercase();
    let name = name.trim();
    if FURNITURE.iter().any(|known| name.starts_with(known)) {
        return Some(Role::Furniture);
    }
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let level: Option<u8> = name[stem.len()..].parse().ok();
    let stem = stem.trim();
    match level {
        Some(level @ 1..=9) if HEADINGS.contains(&stem) => Some(Role::Heading(level)),
        None if TITLES.contains(&name) => Some(Role::Title),
        None if name == "subtitle" || name == "subtitel" || name == "подзаголовок" => Some(Role::Heading(1)),
        _ if name == "list" || LISTS.iter().any(|known| name.starts_with(known)) && !name.contains("paragraph") => {
            Some(Role::Item)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_known_by_their_names() {
        assert_eq!(role("heading 2"), Some(Role::Heading(2)));
        assert_eq!(role("Heading_20_3"), Some(Role::Heading(3)));
        assert_eq!(role("Заголовок 1"), Some(Role::Heading(1)));
        assert_eq!(role("제목 1"), Some(Role::Heading(1)));
        assert_eq!(role("标题 4"), Some(Role::Heading(4)));
        assert_eq!(role("Title"), Some(Role::Title));
        assert_eq!(role("TOC 1"), Some(Role::Furniture));
        assert_eq!(role("List Bullet"), Some(Role::Item));
        assert_eq!(role("List Paragraph"), None);
        assert_eq!(role("Normal"), None);
    }
}
