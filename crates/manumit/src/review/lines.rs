//! A review line by line, for terminals that cannot be drawn on, and for screen readers.

use super::page::{self, Row};
use super::screen::{Key, Next, Session};
use crate::outcome::{Outcome, Trouble, line};
use std::io::BufRead;

/// How wide lines are.
const COLUMNS: usize = 79;

/// Asks line by line on `input` until it ends or the person leaves.
///
/// Each line holds the keys of the screen: `a`, `r`, `s`, `u`, `?`, `o`, `q`; `n` with a note behind it, `f` with a filter, and `c`
/// with what it says instead (`c low=100 unit=USD/month`).
///
/// # Errors
/// Output that cannot be written, input that cannot be read.
pub fn run(session: &mut Session, input: impl BufRead) -> Result<Outcome, Trouble> {
    let mut out = std::io::stdout().lock();
    print(&mut out, &session.spoken(COLUMNS))?;
    for typed in input.lines() {
        let typed = typed.map_err(|error| {
            Trouble::file(std::path::Path::new("standard input"), error, "type one of the letters that are offered.")
        })?;
        match answer(session, typed.trim()) {
            Next::Stay => {}
            Next::Quit => return Ok(Outcome::Done),
            Next::Interrupted => return Ok(Outcome::Interrupted),
        }
        print(&mut out, &session.spoken(COLUMNS))?;
    }
    Ok(Outcome::Done)
}

fn print(out: &mut impl std::io::Write, rows: &[Row]) -> Result<(), Trouble> {
    rows.iter().try_for_each(|row| line(out, format_args!("{}", page::plain(row))))?;
    out.flush().map_err(|_| Trouble::ClosedPipe)
}

fn answer(session: &mut Session, typed: &str) -> Next {
    let mut characters = typed.chars();
    let Some(first) = characters.next() else { return session.press(Key::Escape) };
    let rest = characters.as_str().trim();
    match first {
        'n' | 'f' => {
            session.press(Key::Char(first));
            session.press(Key::Clear);
            for character in rest.chars() {
                session.press(Key::Char(character));
            }
            session.press(Key::Enter)
        }
        'c' => {
            session.correct_by_words(rest);
            Next::Stay
        }
        key => session.press(Key::Char(key)),
    }
}
