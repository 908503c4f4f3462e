//! Characters of symbol fonts, which office programs store by their place in the font.

/// Places of the font Symbol, and what stands there.
#[rustfmt::skip] // a table reads better with several entries a line
const SYMBOL: &[(u8, char)] = &[
    (0x20, ' '), (0x22, '∀'), (0x24, '∃'), (0x2d, '−'), (0x40, '≅'), (0x7e, '∼'), (0xa0, '€'), (0xa2, '′'), (0xa3, '≤'), (0xa4, '⁄'),
    (0xa5, '∞'), (0xab, '↔'), (0xac, '←'), (0xad, '↑'), (0xae, '→'), (0xaf, '↓'), (0xb0, '°'), (0xb1, '±'), (0xb2, '″'), (0xb3, '≥'),
    (0xb4, '×'), (0xb5, '∝'), (0xb7, '•'), (0xb8, '÷'), (0xb9, '≠'), (0xba, '≡'), (0xbb, '≈'), (0xbc, '…'), (0xd2, '®'), (0xd3, '©'),
    (0xd4, '™'), (0xd5, '∏'), (0xd6, '√'), (0xde, '⇒'), (0xe2, '®'), (0xe3, '©'), (0xe4, '™'), (0xe5, '∑'),
];
/// Letters of the font Symbol from A and from a on.
const CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
/// Places of the font Wingdings, and what stands there.
#[rustfmt::skip] // a table reads better with several entries a line
const WINGDINGS: &[(u8, char)] = &[
    (0x20, ' '), (0x6c, '●'), (0x6e, '■'), (0x6f, '☐'), (0x71, '☐'), (0x72, '☐'), (0x75, '◆'), (0x76, '❖'), (0x9f, '•'), (0xa7, '▪'),
    (0xa8, '☐'), (0xd8, '➢'), (0xe0, '→'), (0xf0, '⇨'), (0xfb, '✗'), (0xfc, '✓'), (0xfd, '☒'), (0xfe, '☑'),
];

/// The character at place `code` of the font `font`.
pub(crate) fn in_font(font: &str, code: u32) -> char {
    let place = (code & 0xff) as u8;
    if font.to_ascii_lowercase().contains("wingdings") {
        return at(WINGDINGS, place).unwrap_or('▪');
    }
    match place {
        b'A'..=b'Z' => CAPITALS.chars().nth(usize::from(place - b'A')).unwrap_or('?'),
        b'a'..=b'z' => SMALL.chars().nth(usize::from(place - b'a')).unwrap_or('?'),
        _ => at(SYMBOL, place).unwrap_or(if (0x21..0x7f).contains(&place) { char::from(place) } else { '▪' }),
    }
}

/// A character of the private area that symbol fonts are laid in, of which the font is not known: most are marks of lists.
pub(crate) fn private(character: char) -> char {
    let place = (u32::from(character) & 0xff) as u8;
    at(SYMBOL, place).or_else(|| at(WINGDINGS, place)).unwrap_or('▪')
}

fn at(table: &[(u8, char)], place: u8) -> Option<char> {
    table.iter().find(|(known, _)| *known == place).map(|(_, character)| *character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_become_what_they_show() {
        assert_eq!(in_font("Symbol", 0xf0b7), '•');
        assert_eq!(in_font("Symbol", 0xf061), 'α');
        assert_eq!(in_font("Symbol", 0xf0b3), '≥');
        assert_eq!(in_font("Wingdings", 0xf0fe), '☑');
        assert_eq!(private('\u{f0b7}'), '•');
    }
}
