//! A review on a real terminal: what is drawn, what is written, and that the terminal is given back.
#![cfg(target_os = "linux")]

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};
use std::fs::File;
use std::io::{Read, Write};
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// A terminal with a program on it.
struct Terminal {
    keys: File,
    drawn: Receiver<Vec<u8>>,
    seen: String,
    program: Child,
    /// The side of the program, kept open so that its settings can be asked after the program's end.
    inside: File,
}

impl Terminal {
    fn of(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let outside = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&outside).expect("a terminal");
        unlockpt(&outside).expect("a terminal");
        let name = ptsname(&outside, Vec::new()).expect("its name").into_string().expect("a plain name");
        let inside = File::options().read(true).write(true).open(name).expect("its other side");
        tcsetwinsize(&inside, Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 }).expect("a size");
        let side = || inside.try_clone().expect("a copy");
        let program = Command::new(env!("CARGO_BIN_EXE_manumit"))
            .args(arguments)
            .env("TERM", "xterm")
            .envs(variables.iter().copied())
            .stdin(side())
            .stdout(side())
            .stderr(side())
            .spawn()
            .expect("the binary starts");
        let keys = File::from(outside);
        let mut reader = keys.try_clone().expect("a copy");
        let (sender, drawn) = channel();
        std::thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut piece) {
                if sender.send(piece[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Terminal { keys, drawn, seen: String::new(), program, inside }
    }

    /// Waits until `sought` is drawn, and forgets what was drawn before it.
    fn sees(&mut self, sought: &str) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while !self.seen.contains(sought) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.drawn.recv_timeout(left) {
                Ok(piece) => self.seen.push_str(&String::from_utf8_lossy(&piece)),
                Err(_) => panic!("{sought:?} was not drawn: {:?}", self.seen),
            }
        }
        let at = self.seen.find(sought).expect("it is there") + sought.len();
        self.seen.drain(..at);
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("a key");
    }

    /// Whether lines are echoed and edited by the terminal, as before a program takes it over.
    fn is_as_before(&self) -> bool {
        let modes = tcgetattr(&self.inside).expect("its settings").local_modes;
        modes.contains(LocalModes::ECHO | LocalModes::ICANON)
    }

    fn ends(&mut self) -> Option<i32> {
        self.program.wait().expect("it ends").code()
    }
}

fn case() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let words = "About 46,000 workers are employed abroad. They earn between 300 and 1,000 dollars a month.\n";
    std::fs::write(folder.path().join("report.txt"), words).expect("a document");
    let run = Command::new(env!("CARGO_BIN_EXE_manumit")).arg("run").arg(folder.path()).output().expect("the binary starts");
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    folder
}

fn log(case: &tempfile::TempDir) -> String {
    let log = Command::new(env!("CARGO_BIN_EXE_manumit")).arg("log").arg(case.path()).output().expect("the binary starts");
    String::from_utf8_lossy(&log.stdout).into_owned()
}

#[test]
fn a_person_reviews_and_the_terminal_is_given_back() {
    let case = case();
    let path = case.path().to_str().expect("a plain path");
    let mut terminal = Terminal::of(&["review", path, "--by", "Ana"], &[]);
    terminal.sees("\u{1b}[?1049h");
    terminal.sees("of 2 judged");
    terminal.sees("q quit");
    assert!(!terminal.is_as_before(), "keys come one by one");
    terminal.press("a");
    terminal.sees("1 of 2 judged");
    assert!(log(&case).contains("accepted by Ana"), "it is in the ledger at once");
    terminal.press("q");
    terminal.sees("\u{1b}[?1049l");
    assert_eq!(terminal.ends(), Some(0));
    assert!(terminal.is_as_before());
}

#[test]
fn ctrl_c_and_being_asked_to_end_give_the_terminal_back() {
    let case = case();
    let path = case.path().to_str().expect("a plain path");
    let mut terminal = Terminal::of(&["review", path, "--by", "Ana"], &[("NO_COLOR", "1")]);
    terminal.sees("q quit");
    terminal.press("\u{3}");
    terminal.sees("\u{1b}[?1049l");
    assert_eq!(terminal.ends(), Some(130));
    assert!(terminal.is_as_before());

    let mut terminal = Terminal::of(&["review", path, "--by", "Ana"], &[]);
    terminal.sees("q quit");
    let id = rustix::process::Pid::from_child(&terminal.program);
    rustix::process::kill_process(id, rustix::process::Signal::TERM).expect("it is asked");
    terminal.sees("\u{1b}[?1049l");
    assert_eq!(terminal.ends(), Some(130));
    assert!(terminal.is_as_before());
}

#[test]
fn what_was_judged_survives_a_kill() {
    let case = case();
    let path = case.path().to_str().expect("a plain path");
    let mut terminal = Terminal::of(&["review", path, "--by", "Ana"], &[]);
    terminal.sees("q quit");
    terminal.press("r");
    terminal.sees("1 of 2 judged");
    terminal.program.kill().expect("it can be killed");
    terminal.ends();
    assert!(log(&case).contains("rejected by Ana"), "{}", log(&case));
    let mut again = Terminal::of(&["review", path, "--by", "Ana"], &[]);
    again.sees("1 of 2 judged");
    again.press("q");
    assert_eq!(again.ends(), Some(0));
}

#[test]
fn a_dumb_terminal_is_spoken_to() {
    let case = case();
    let path = case.path().to_str().expect("a plain path");
    let mut terminal = Terminal::of(&["review", path, "--by", "Ana"], &[("TERM", "dumb")]);
    terminal.sees("a accept  r reject");
    terminal.press("a\n");
    terminal.sees("1 of 2 judged");
    assert!(!terminal.seen.contains('\u{1b}'), "nothing is drawn");
    terminal.press("q\n");
    assert_eq!(terminal.ends(), Some(0));
}
