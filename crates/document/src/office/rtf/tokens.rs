//! Rich text token by token: groups, control words, bytes.

/// A token of rich text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// A control word and its number: `\par`, `\u1044`.
    Word(&'b str, Option<i32>),
    /// A control symbol: `\~`, `\*`.
    Symbol(u8),
    /// A byte in hexadecimal: `\'e9`.
    Hex(u8),
    /// Bytes as they stand.
    Bytes(&'b [u8]),
}

/// The tokens of a file.
pub(super) struct Tokens<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Tokens<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Tokens { bytes, at: 0 }
    }

    fn run(&self, from: usize, member: impl Fn(u8) -> bool) -> usize {
        self.bytes[from..].iter().take_while(|byte| member(**byte)).count()
    }

    fn control(&mut self) -> Option<Token<'b>> {
        let first = *self.bytes.get(self.at + 1)?;
        if first == b'\'' {
            let digits = self.bytes.get(self.at + 2..self.at + 4)?;
            self.at += 4;
            let value = std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok());
            return Some(value.map_or(Token::Symbol(b'\''), Token::Hex));
        }
        if !first.is_ascii_alphabetic() {
            self.at += 2;
            return Some(Token::Symbol(first));
        }
        let start = self.at + 1;
        let len = self.run(start, |byte| byte.is_ascii_alphabetic());
        let word = std::str::from_utf8(&self.bytes[start..start + len]).unwrap_or_default();
        let mut end = start + len;
        let sign = usize::from(self.bytes.get(end) == Some(&b'-'));
        let digits = self.run((end + sign).min(self.bytes.len()), |byte| byte.is_ascii_digit());
        let mut number = None;
        if digits > 0 {
            number = std::str::from_utf8(&self.bytes[end..end + sign + digits]).ok().and_then(|digits| digits.parse().ok());
            end += sign + digits;
        }
        end += usize::from(self.bytes.get(end) == Some(&b' '));
        self.at = end;
        if word == "bin" {
            self.at = self.at.saturating_add(number.unwrap_or(0).max(0) as usize).min(self.bytes.len());
        }
        Some(Token::Word(word, number))
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            match *self.bytes.get(self.at)? {
                b'{' => {
                    self.at += 1;
                    return Some(Token::Open);
                }
                b'}' => {
                    self.at += 1;
                    return Some(Token::Close);
                }
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => self.at += 1,
                _ => {
                    let start = self.at;
                    self.at += self.run(start, |byte| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0));
                    return Some(Token::Bytes(&self.bytes[start..self.at]));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_rich_text() {
        let found: Vec<Token> = Tokens::new(br"{\rtf1\u-10 ?\'e9 a\~\bin3 {{{b\par}").collect();
        use Token::{Bytes, Close, Hex, Open, Symbol, Word};
        assert_eq!(
            found,
            [
                Open,
                Word("rtf", Some(1)),
                Word("u", Some(-10)),
                Bytes(b"?"),
                Hex(0xe9),
                Bytes(b" a"),
                Symbol(b'~'),
                Word("bin", Some(3)),
                Bytes(b"b"),
                Word("par", None),
                Close
            ]
        );
        assert_eq!(Tokens::new(b"a\\").collect::<Vec<_>>(), [Bytes(b"a")]);
    }
}
