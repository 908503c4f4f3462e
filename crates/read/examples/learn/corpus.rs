//! Labelled texts: `# name [wrap]`, then a sentence a line, a blank line between paragraphs; below a sentence its labels:
//! `= kind low high unit modality [?] [| low high unit; …]`, `! what stands there that is no claim`, `+ indicators ? those that may be`.

use rust_decimal::Decimal;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What two careful readers find in a sentence.
#[derive(Debug, Clone)]
pub struct Label {
    pub kind: String,
    pub unit: String,
    /// All ends, of the label and of its alternatives.
    pub ends: Vec<Decimal>,
    /// Readers may differ.
    pub optional: bool,
}

#[derive(Debug, Clone)]
pub struct Sentence {
    pub bytes: Range<usize>,
    pub labels: Vec<Label>,
    /// The indicators it shows, by their short names, and those that a reader may see.
    pub shows: Vec<String>,
    pub may_show: Vec<String>,
}

/// A text with its labelled sentences in order.
#[derive(Debug, Clone)]
pub struct Text {
    /// The file of the corpus, without its ending.
    pub file: String,
    pub name: String,
    /// How much each of its examples counts.
    pub weight: f64,
    /// Whether its sentences are labelled with the indicators they show.
    pub shows_indicators: bool,
    pub text: String,
    pub sentences: Vec<Sentence>,
}

/// All texts of the files in `folder`, in order of their names. An error names file, line and cause.
pub fn all(folder: &Path) -> Result<Vec<Text>, String> {
    let unreadable = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let source = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
        texts.extend(read(&file, &source).map_err(|why| format!("{}: {why}", path.display()))?);
    }
    Ok(texts)
}

/// Reads a file of labelled texts.
fn read(file: &str, source: &str) -> Result<Vec<Text>, String> {
    let shows_indicators = source.lines().any(|line| line.starts_with('+'));
    let mut weight = 1.0;
    let mut texts: Vec<Text> = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let wrong = |why: &str| format!("line {}: {why}: {line:?}", number + 1);
        if let Some(stated) = line.strip_prefix("% weight ") {
            weight = stated.parse().map_err(|_| wrong("no weight"))?;
            continue;
        }
        if let Some(name) = line.strip_prefix("# ") {
            let name = name.split(' ').next().unwrap_or(name).to_owned();
            let (text, sentences) = (String::new(), Vec::new());
            texts.push(Text { file: file.to_owned(), name, weight, shows_indicators, text, sentences });
            continue;
        }
        if let Some(text) = texts.last_mut() {
            text.take_in(line).map_err(|why| wrong(&why))?;
        }
    }
    Ok(texts)
}

impl Text {
    /// Adds a line: a sentence, what is said of the last one, or the end of a paragraph.
    fn take_in(&mut self, line: &str) -> Result<(), String> {
        let no_sentence = || "a label before the first sentence".to_owned();
        if let Some(label) = line.strip_prefix("= ") {
            let sentence = self.sentences.last_mut().ok_or_else(no_sentence)?;
            sentence.labels.push(self::label(label).ok_or("no label")?);
        } else if let Some(shown) = line.strip_prefix('+') {
            let sentence = self.sentences.last_mut().ok_or_else(no_sentence)?;
            let (sure, may) = shown.split_once('?').unwrap_or((shown, ""));
            (sentence.shows, sentence.may_show) = (names(sure)?, names(may)?);
        } else if line.trim().is_empty() {
            if !self.text.is_empty() && !self.text.ends_with("\n\n") {
                self.text.push_str("\n\n");
            }
        } else if !line.starts_with("! ") {
            if !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            let start = self.text.len();
            self.text.push_str(line.trim());
            let bytes = start..self.text.len();
            self.sentences.push(Sentence { bytes, labels: Vec::new(), shows: Vec::new(), may_show: Vec::new() });
        }
        Ok(())
    }
}

/// The indicators by their short names: `wages,debt`.
fn names(list: &str) -> Result<Vec<String>, String> {
    let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| indicator(name).ok_or_else(|| format!("no indicator {name:?}"))).collect()
}

fn indicator(short: &str) -> Option<String> {
    let full = match short {
        "vuln" => "abuse_of_vulnerability",
        "decept" => "deception",
        "move" => "restriction_of_movement",
        "isol" => "isolation",
        "viol" => "physical_and_sexual_violence",
        "threat" => "intimidation_and_threats",
        "iddoc" => "retention_of_identity_documents",
        "wages" => "withholding_of_wages",
        "debt" => "debt_bondage",
        "cond" => "abusive_working_and_living_conditions",
        "ot" => "excessive_overtime",
        _ => return None,
    };
    Some(full.to_owned())
}

fn label(line: &str) -> Option<Label> {
    let (first, others) = line.split_once('|').unwrap_or((line, ""));
    let words: Vec<&str> = first.split_whitespace().collect();
    let [kind, low, high, unit, _modality, rest @ ..] = words.as_slice() else { return None };
    let mut ends: Vec<Decimal> = [*low, *high].iter().filter_map(|end| decimal(end)).collect();
    for other in others.split(';') {
        ends.extend(other.split_whitespace().take(2).filter_map(decimal));
    }
    Some(Label { kind: (*kind).to_owned(), unit: unit.replace('~', " "), ends, optional: rest.contains(&"?") })
}

fn decimal(end: &str) -> Option<Decimal> {
    end.parse().ok()
}
