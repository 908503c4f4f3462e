//! Mailboxes: mails one after another, each begun by a line `From SENDER DATE`.

use std::io::{BufRead, BufReader, Read};

/// Gives each mail of the mailbox in turn, with its number from 1 on; one mail is in memory at a time. `None` stands for a mail of
/// more than `most` bytes.
///
/// A line of a mail that would look like the beginning of one was escaped by a `>` when the mailbox was written, and is given back
/// without it.
///
/// # Errors
/// What the disk says.
pub(crate) fn mails(input: impl Read, most: usize, each: &mut dyn FnMut(usize, Option<&[u8]>)) -> std::io::Result<()> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut mail = Mail { number: 0, bytes: Vec::new(), too_long: false };
    let (mut line, mut after_blank) = (Vec::new(), true);
    loop {
        line.clear();
        let count = input.by_ref().take(1 << 20).read_until(b'\n', &mut line)?;
        if count == 0 {
            break;
        }
        if after_blank && begins_mail(&line) {
            mail.give(each);
            mail = Mail { number: mail.number + 1, bytes: Vec::new(), too_long: false };
            after_blank = false;
            continue;
        }
        after_blank = line.trim_ascii().is_empty();
        if mail.number > 0 {
            mail.add(unescaped(&line), most);
        }
    }
    mail.give(each);
    Ok(())
}

struct Mail {
    number: usize,
    bytes: Vec<u8>,
    too_long: bool,
}

impl Mail {
    fn add(&mut self, line: &[u8], most: usize) {
        self.too_long |= self.bytes.len() + line.len() > most;
        if self.too_long {
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(line);
        }
    }

    /// The blank line before the next mail belongs to the mailbox.
    fn give(&self, each: &mut dyn FnMut(usize, Option<&[u8]>)) {
        if self.number == 0 || self.bytes.is_empty() && !self.too_long {
            return;
        }
        let bytes = self.bytes.strip_suffix(b"\n").unwrap_or(&self.bytes);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let whole = if bytes.ends_with(b"\n") { bytes } else { &self.bytes[..] };
        each(self.number, (!self.too_long).then_some(whole));
    }
}

/// Whether the line is `From `, a sender, and a date that ends in a year, perhaps with a zone.
pub(crate) fn begins_mail(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let words = || rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let is_year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit) && (word[0] == b'1' || word[0] == b'2');
    let is_clock = |word: &[u8]| word.contains(&b':') && word.iter().all(|byte| byte.is_ascii_digit() || *byte == b':');
    words().count() <= 12 && words().any(is_year) && words().any(is_clock)
}

/// A line as it stood in the mail.
fn unescaped(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    if marks > 0 && line[marks..].starts_with(b"From ") { &line[1..] } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(mailbox: &str, expected: &[&str]) {
        let mut found = Vec::new();
        mails(mailbox.as_bytes(), 100, &mut |number, bytes| {
            let words = bytes.map_or("too long".into(), |bytes| String::from_utf8_lossy(bytes).into_owned());
            found.push(format!("{number} {words}"));
        })
        .unwrap();
        assert_eq!(found, expected, "{mailbox}");
    }

    const FROM: &str = "From a@b.example Mon Jun  2 10:11:12 2014";

    #[test]
    fn a_mailbox_is_cut_at_its_from_lines() {
        check("", &[]);
        check("no mailbox at all\n", &[]);
        check(
            &format!("{FROM}\nSubject: x\n\none\n\n{FROM}\nSubject: y\n\ntwo\n"),
            &["1 Subject: x\n\none\n", "2 Subject: y\n\ntwo\n"],
        );
        check(&format!("{FROM}\r\nA: x\r\n\r\none\r\n\r\n{FROM}\r\nA: y\r\n"), &["1 A: x\r\n\r\none\r\n", "2 A: y\r\n"]);
        let long = format!("{FROM}\n{}\n\n{FROM}\nA: b\n", "x".repeat(200));
        check(&long, &["1 too long", "2 A: b\n"]);
    }

    #[test]
    fn words_that_begin_with_from_are_words() {
        check(&format!("{FROM}\nA: x\n\nFrom Monday on, 300 men.\n"), &["1 A: x\n\nFrom Monday on, 300 men.\n"]);
        check(
            &format!("{FROM}\nA: x\n\n>From here\n>>From there\n> From x\n"),
            &["1 A: x\n\nFrom here\n>From there\n> From x\n"],
        );
        check(&format!("{FROM}\nA: x\n\ntext\n{FROM}\n"), &[&format!("1 A: x\n\ntext\n{FROM}\n")]);
    }
}
