//! The terminal under a review: raw while it lasts, and as it was before whatever happens.

use super::page::{Ink, Row};
use super::screen::{Key, Next, Session};
use crate::outcome::{Outcome, Trouble};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute, queue, style, terminal};
use std::io::{Stdout, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long to wait for a key before looking whether somebody asked the program to end.
const PATIENCE: Duration = Duration::from_millis(200);

/// Raw mode and the second screen, given back when this goes.
struct Screen {
    out: Stdout,
    /// Whether words may be bold, faint or reversed.
    inked: bool,
}

impl Screen {
    fn enter() -> std::io::Result<Self> {
        terminal::enable_raw_mode()?;
        let mut screen = Screen { out: std::io::stdout(), inked: std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty()) };
        execute!(screen.out, EnterAlternateScreen, cursor::Hide)?;
        Ok(screen)
    }

    fn draw(&mut self, rows: &[Row]) -> std::io::Result<()> {
        for (index, row) in rows.iter().enumerate() {
            // cleared first: behind a full row, some terminals would clear its last cell
            let line = u16::try_from(index).unwrap_or(u16::MAX);
            queue!(self.out, cursor::MoveTo(0, line), Clear(ClearType::UntilNewLine))?;
            for piece in row {
                if self.inked {
                    queue!(self.out, SetAttribute(attribute(piece.ink)))?;
                }
                queue!(self.out, style::Print(&piece.text))?;
                if self.inked {
                    queue!(self.out, SetAttribute(Attribute::Reset))?;
                }
            }
        }
        self.out.flush()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back. What fails here cannot be told to anybody.
fn restore() {
    let _ = execute!(std::io::stdout(), LeaveAlternateScreen, cursor::Show);
    let _ = terminal::disable_raw_mode();
}

fn attribute(ink: Ink) -> Attribute {
    match ink {
        Ink::Plain => Attribute::Reset,
        Ink::Strong => Attribute::Bold,
        Ink::Faint => Attribute::Dim,
        Ink::Marked => Attribute::Reverse,
    }
}

/// Lets a person review until they leave.
///
/// # Errors
/// A terminal that cannot be drawn on.
pub fn run(session: &mut Session) -> Result<Outcome, Trouble> {
    let ending = asked_to_end();
    let before = std::sync::Arc::new(std::panic::take_hook());
    let told = Arc::clone(&before);
    std::panic::set_hook(Box::new(move |panic| {
        restore();
        told(panic);
    }));
    let ended = in_screen(session, &ending);
    drop(std::panic::take_hook());
    std::panic::set_hook(Box::new(move |panic| before(panic)));
    ended.map_err(|error| Trouble::file(Path::new("the terminal"), error, "add --lines to be asked line by line."))
}

fn in_screen(session: &mut Session, ending: &AtomicBool) -> std::io::Result<Outcome> {
    let mut screen = Screen::enter()?;
    loop {
        let (columns, lines) = terminal::size()?;
        screen.draw(&session.rows(columns.max(1).into(), lines.max(1).into()))?;
        let next = loop {
            if ending.load(Ordering::Relaxed) {
                break Next::Interrupted;
            }
            if event::poll(PATIENCE)? {
                match event::read()? {
                    Event::Key(key) if key.kind != KeyEventKind::Release => match pressed(key) {
                        Some(key) => break session.press(key),
                        None => continue,
                    },
                    Event::Resize(..) => break Next::Stay,
                    _ => continue,
                }
            }
        };
        match next {
            Next::Stay => {}
            Next::Quit => return Ok(Outcome::Done),
            Next::Interrupted => return Ok(Outcome::Interrupted),
        }
    }
}

fn pressed(key: KeyEvent) -> Option<Key> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    Some(match key.code {
        KeyCode::Char('c' | 'd') if control => Key::Interrupt,
        KeyCode::Char('u') if control => Key::Clear,
        KeyCode::Char(_) if control || key.modifiers.contains(KeyModifiers::ALT) => return None,
        KeyCode::Char(character) => Key::Char(character),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Backspace | KeyCode::Delete => Key::Backspace,
        KeyCode::Tab => Key::Tab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return None,
    })
}

/// A flag that is raised when the system or a closed window asks the program to end.
fn asked_to_end() -> Arc<AtomicBool> {
    let ending = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    for signal in [signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        // without it such a signal ends the program as it always did
        let _ = signal_hook::flag::register(signal, Arc::clone(&ending));
    }
    ending
}
