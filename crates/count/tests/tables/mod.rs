//! Published tables of overlaps. In each, names of the lists, then patterns in the order of the names with the people that have exactly these.

#![allow(dead_code, reason = "each test file takes the tables it needs")]

use count::Table;

fn table(names: &[&str], cells: &[(&str, u64)]) -> Table {
    let pattern =
        |marks: &str| marks.chars().enumerate().fold(0, |pattern, (list, mark)| pattern | u32::from(mark == '1') << list);
    Table::new(names.iter().map(|name| (*name).to_owned()).collect(), cells.iter().map(|(marks, count)| (pattern(marks), *count)))
        .unwrap()
}

/// Killings in Kosovo, March to June 1999: Ball, Betts, Scheuren, Dudukovich & Asher 2002, report to the ICTY.
#[rustfmt::skip]
pub fn kosovo() -> Table {
    table(&["EXH", "ABA", "OSCE", "HRW"], &[
        ("1000", 1131), ("0100", 845), ("0010", 936), ("0001", 306), ("1100", 177), ("1010", 228), ("1001", 106), ("0110", 217),
        ("0101", 31), ("0011", 123), ("1110", 181), ("1101", 18), ("1011", 42), ("0111", 32), ("1111", 27),
    ])
}

/// Trafficking victims, Greater New Orleans, eight lists, 185 people: Bales, Murphy & Silverman 2020; Chan, Silverman & Vincent 2021.
#[rustfmt::skip]
pub fn new_orleans_eight() -> Table {
    table(&["A", "B", "C", "D", "E", "F", "G", "H"], &[
        ("10000000", 25), ("10100000", 1), ("10010000", 2), ("10001000", 1), ("10100010", 1), ("10011000", 1), ("01000000", 5),
        ("01000100", 1), ("00100000", 70), ("00110000", 1), ("00101000", 1), ("00100010", 1), ("00010000", 33), ("00011000", 2),
        ("00001000", 6), ("00001001", 1), ("00000100", 6), ("00000010", 6), ("00000001", 21),
    ])
}

/// The same with four small lists merged: Chan, Silverman & Vincent 2021.
#[rustfmt::skip]
pub fn new_orleans_five() -> Table {
    table(&["A", "BEFG", "C", "D", "H"], &[
        ("10000", 25), ("01000", 24), ("00100", 70), ("00010", 33), ("00001", 21), ("11000", 1), ("10100", 1), ("10010", 2),
        ("01100", 2), ("01010", 2), ("01001", 1), ("00110", 1), ("11100", 1), ("11010", 1),
    ])
}

/// Sex trafficking, a site in the western United States: Farrell et al. 2019 (NIJ); Chan, Silverman & Vincent 2021.
#[rustfmt::skip]
pub fn western() -> Table {
    table(&["A", "B", "C", "D", "E"], &[
        ("10000", 52), ("01000", 90), ("00100", 114), ("00010", 45), ("00001", 21), ("10100", 4), ("10010", 2), ("10001", 5),
        ("01100", 6), ("01010", 1), ("00011", 3), ("10101", 1), ("01110", 1),
    ])
}

/// Potential victims of trafficking, United Kingdom, 2013: Silverman 2014 (Home Office); Bales, Hesketh & Silverman 2015.
#[rustfmt::skip]
pub fn uk_six() -> Table {
    table(&["LA", "NG", "PF", "GO", "GP", "NCA"], &[
        ("100000", 54), ("010000", 463), ("001000", 907), ("000100", 695), ("000010", 316), ("000001", 57), ("110000", 15),
        ("101000", 19), ("100100", 3), ("011000", 56), ("010100", 19), ("010010", 1), ("010001", 3), ("001100", 69),
        ("001010", 10), ("001001", 31), ("000110", 8), ("000101", 6), ("000011", 1), ("111000", 1), ("110100", 1),
        ("011100", 4), ("011001", 3), ("001101", 1), ("111100", 1),
    ])
}

/// The same with police and National Crime Agency merged: Bales, Hesketh & Silverman 2015.
#[rustfmt::skip]
pub fn uk_five() -> Table {
    table(&["LA", "NG", "PFNCA", "GO", "GP"], &[
        ("10000", 54), ("01000", 463), ("00100", 995), ("00010", 695), ("00001", 316), ("11000", 15), ("10100", 19),
        ("10010", 3), ("01100", 62), ("01010", 19), ("01001", 1), ("00110", 76), ("00101", 11), ("00011", 8), ("11100", 1),
        ("11010", 1), ("01110", 4), ("11110", 1),
    ])
}

/// Victims of trafficking, Netherlands: Cruyff, van Dijk & van der Heijden 2017; Silverman 2020, JRSS A 183:691.
#[rustfmt::skip]
pub fn netherlands_six() -> Table {
    table(&["I", "K", "O", "P", "R", "Z"], &[
        ("101100", 4), ("101000", 1), ("100101", 4), ("100100", 18), ("100010", 3), ("100001", 16), ("100000", 352),
        ("011000", 1), ("010100", 44), ("010001", 4), ("010000", 1299), ("001110", 2), ("001101", 7), ("001100", 59),
        ("001010", 2), ("001001", 57), ("001000", 403), ("000111", 1), ("000110", 82), ("000101", 125), ("000100", 4466),
        ("000011", 2), ("000010", 650), ("000001", 632),
    ])
}

/// The same with two lists merged: Silverman 2020.
#[rustfmt::skip]
pub fn netherlands_five() -> Table {
    table(&["IO", "K", "P", "R", "Z"], &[
        ("10000", 756), ("01000", 1299), ("00100", 4466), ("00010", 650), ("00001", 632), ("11000", 1), ("10100", 81),
        ("10010", 5), ("10001", 73), ("01100", 44), ("01001", 4), ("00110", 82), ("00101", 125), ("00011", 2), ("10110", 2),
        ("10101", 11), ("00111", 1),
    ])
}

/// Victims of trafficking and slavery, Australia, 2015 to 2017: Lyneham, Dowling & Bricknell 2019 (AIC).
#[rustfmt::skip]
pub fn australia() -> Table {
    table(&["A", "B", "C", "D"], &[
        ("1000", 34), ("0100", 13), ("0010", 198), ("0001", 100), ("1100", 3), ("1010", 4), ("1001", 1), ("0110", 36),
        ("0101", 2), ("1110", 6), ("1101", 1), ("0111", 15), ("1111", 1),
    ])
}

/// Korean women held in sexual slavery, Palembang: Ball, Shin & Yang 2018 (HRDAG).
#[rustfmt::skip]
pub fn palembang() -> Table {
    table(&["b", "c", "d"], &[
        ("001", 41), ("010", 5), ("100", 5), ("110", 54), ("101", 6), ("111", 12),
    ])
}

/// A table without people on A and C or on B and C: Chan, Silverman & Vincent 2021, table 2.
#[rustfmt::skip]
pub fn artificial() -> Table {
    table(&["A", "B", "C"], &[
        ("100", 40), ("010", 30), ("001", 20), ("110", 6),
    ])
}

/// Snowshoe hares, six nights: Cormack 1989, Biometrics 45:395; Agresti 1994, Biometrics 50:494.
#[rustfmt::skip]
pub fn hares() -> Table {
    table(&["c1", "c2", "c3", "c4", "c5", "c6"], &[
        ("100000", 3), ("010000", 6), ("001000", 5), ("101000", 1), ("000100", 3), ("100100", 2), ("010100", 3), ("101100", 1),
        ("000010", 4), ("100010", 2), ("010010", 3), ("110010", 1), ("101010", 1), ("000110", 1), ("000001", 4), ("100001", 1),
        ("010001", 1), ("110001", 1), ("001001", 2), ("011001", 2), ("000101", 4), ("010101", 3), ("001101", 1), ("011101", 2),
        ("000011", 2), ("010011", 1), ("001011", 1), ("011011", 1), ("000111", 1), ("100111", 1), ("010111", 1), ("011111", 1),
        ("111111", 2),
    ])
}
