//! Writes the page of the sample case to the file named on the command line: `cargo run --example sample -- page.html`.

#[path = "../tests/sample/mod.rs"]
mod sample;

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "sample.html".to_owned());
    let reading = sample::sample();
    let dossier = dossier::tell(&reading.case(false), &reading.texts, &sample::settings(), dossier::Joined::default());
    std::fs::write(path, dossier.html)
}
