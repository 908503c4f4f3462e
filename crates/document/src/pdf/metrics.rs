//! Widths of the standard fonts, which a PDF may use without stating them.

/// Helvetica, from the space on, in thousandths of the font size.
const SANS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778,
    722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222,
    500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// Times, likewise.
const SERIF: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500,
    500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722,
    667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278,
    500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
/// A letter of Courier, and what other letters are about as wide as.
const FIXED: f64 = 0.6;
const OTHER: f64 = 0.556;

/// The widths of the 256 codes in units of the font size; those of a font of an unknown name are a guess.
pub(super) fn standard(base_font: &str) -> [f64; 256] {
    if base_font.contains("Courier") || base_font.contains("Mono") {
        return [FIXED; 256];
    }
    let table = if base_font.contains("Times") || base_font.contains("Serif") { &SERIF } else { &SANS };
    let bold = if base_font.contains("Bold") { 1.05 } else { 1.0 };
    let mut widths = [OTHER; 256];
    for (index, width) in table.iter().enumerate() {
        widths[index + 32] = f64::from(*width) / 1000.0 * bold;
    }
    widths
}
