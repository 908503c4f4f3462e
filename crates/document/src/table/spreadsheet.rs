//! What the readers of workbooks share: names of cells.

/// Row and column of a cell called as `BC12`; both counted from 1.
pub(super) fn place(name: &str) -> Option<(u32, u32)> {
    let name = name.trim();
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(1..=3).contains(&letters) {
        return None;
    }
    let column =
        name.bytes().take(letters).fold(0, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = name[letters..].parse().ok()?;
    (row > 0 && column <= 16_384).then_some((row, column))
}

/// First row and column, last row and column of `B2:D5`.
pub(super) fn stretch(name: &str) -> Option<[u32; 4]> {
    let (first, last) = name.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    Some([top, left, bottom, right])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells() {
        assert_eq!(place("A1"), Some((1, 1)));
        assert_eq!(place("XFD1048576"), Some((1_048_576, 16_384)));
        assert_eq!(place("XFE1"), None);
        assert_eq!(place("1A"), None);
        assert_eq!(stretch("B2:D5"), Some([2, 2, 5, 4]));
    }
}
