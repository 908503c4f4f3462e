//! Ctrl-C: while documents are being read, what is finished is kept first; at any other moment the program ends at once, for
//! whatever it writes appears whole or not at all.

use std::sync::atomic::{AtomicBool, Ordering};

static WANTED: AtomicBool = AtomicBool::new(false);
static HAS_TO_FINISH: AtomicBool = AtomicBool::new(false);

/// The exit code of an interrupted run.
pub const EXIT: u8 = 130;

/// Listens from now on. A second Ctrl-C ends the program at once.
pub fn listen() {
    // where the system has no such signal, the program ends as other programs do
    let _ = ctrlc::set_handler(|| {
        let again = WANTED.swap(true, Ordering::SeqCst);
        if again || !HAS_TO_FINISH.load(Ordering::SeqCst) {
            std::process::exit(EXIT.into());
        }
    });
}

/// Whether somebody asked to stop.
pub fn wanted() -> bool {
    WANTED.load(Ordering::SeqCst)
}

/// While this is held, something has to be kept before the program ends.
pub struct Finishing;

impl Finishing {
    pub fn begin() -> Self {
        HAS_TO_FINISH.store(true, Ordering::SeqCst);
        Finishing
    }
}

impl Drop for Finishing {
    fn drop(&mut self) {
        HAS_TO_FINISH.store(false, Ordering::SeqCst);
    }
}
