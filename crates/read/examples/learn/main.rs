//! Learns the weights by which figures and indicators are read beside the rules, from the labelled texts in `corpus/`.
//!
//! `cargo run --release -p manumit-read --example learn` writes `data/weights.tsv` and `data/indicator_weights.tsv`; with `-- --across` it
//! writes nothing and prints how well each file of the corpus is read by the rules alone, by weights learned from the other files, and by both.

mod corpus;
mod figures;
mod indicators;
mod regression;
mod score;

use corpus::Text;
use read::lessons;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn main() -> Result<(), String> {
    let texts = corpus::all(&Path::new(ROOT).join("corpus"))?;
    let (mut labelled, mut shown, mut missed) = (Vec::new(), Vec::new(), 0);
    for text in &texts {
        let lessons = lessons(&text.name, text.text.as_bytes());
        missed += figures::label(text, &lessons.figures, &mut labelled);
        indicators::label(text, &lessons.sentences, &mut shown);
    }
    println!("{} texts, {} figures, {missed} labels that fit none", texts.len(), labelled.len());
    if std::env::args().any(|argument| argument == "--across") {
        let files = names_of_files(&texts);
        figures::across(&files, &labelled);
        indicators::across(&files, &shown);
        return Ok(());
    }
    let write = |name: &str, lines: Vec<String>| {
        let path = Path::new(ROOT).join("data").join(name);
        std::fs::write(&path, lines.join("\n") + "\n").map_err(|error| format!("{}: {error}", path.display()))
    };
    write("weights.tsv", figures::weights(&labelled))?;
    write("indicator_weights.tsv", indicators::weights(&shown))
}

fn names_of_files(texts: &[Text]) -> Vec<String> {
    let mut files: Vec<String> = texts.iter().map(|text| text.file.clone()).collect();
    files.dedup();
    files
}
