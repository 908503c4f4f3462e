//! Rows of CSV as bytes, without a formatter in between: there are millions.

/// A whole number in digits.
pub fn number(out: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// A whole number in at least `width` digits.
pub fn padded(out: &mut Vec<u8>, value: u64, width: usize) {
    let mut digits = Vec::with_capacity(20);
    number(&mut digits, value);
    out.extend(std::iter::repeat_n(b'0', width.saturating_sub(digits.len())));
    out.extend_from_slice(&digits);
}

/// A field of text, in quotes where it must be.
pub fn text(out: &mut Vec<u8>, field: &str) {
    if field.contains(['"', ',', '\n', '\r', ';']) {
        out.push(b'"');
        out.extend(field.replace('"', "\"\"").bytes());
        out.push(b'"');
    } else {
        out.extend(field.bytes());
    }
}

/// A whole row of text.
pub fn row(out: &mut Vec<u8>, fields: &[&str]) {
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        text(out, field);
    }
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_quoted_where_they_must_be() {
        let mut out = Vec::new();
        row(&mut out, &["a", "b,c", "d\"e", ""]);
        padded(&mut out, 42, 5);
        assert_eq!(String::from_utf8(out).unwrap(), "a,\"b,c\",\"d\"\"e\",\n00042");
    }
}
