//! Progress on stderr: bytes, items, rate and time left; nothing where stderr is not a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;

/// A bar over `bytes` bytes that appears once there is something to wait for.
pub fn over_bytes(bytes: u64, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(bytes), target());
    let style = ProgressStyle::with_template("{prefix} {bytes}/{total_bytes} · {binary_bytes_per_sec} · {eta} left · {msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_prefix(what);
    bar
}

/// A bar over `files` files.
pub fn over_files(files: u64, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(files), target());
    let style = ProgressStyle::with_template("{prefix} {human_pos}/{human_len} files · {per_sec} · {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_prefix(what);
    bar
}

/// A bar over `steps` steps of one kind, such as months.
pub fn over_steps(steps: u64, what: &'static str, unit: &'static str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(steps), target());
    let template = format!("{{prefix}} {{human_pos}}/{{human_len}} {unit} · {{per_sec}} · {{eta}} left · {{msg}}");
    bar.set_style(ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_prefix(what);
    bar
}

/// A line that says what is being done, where nobody can say how long it takes.
pub fn busy(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, target());
    let style = ProgressStyle::with_template("{msg} · {elapsed}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar.set_message(what);
    bar.enable_steady_tick(std::time::Duration::from_millis(250));
    bar
}

fn target() -> ProgressDrawTarget {
    if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr_with_hz(4) } else { ProgressDrawTarget::hidden() }
}
