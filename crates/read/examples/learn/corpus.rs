//! Labelled texts: `# name [wrap]`, then a sentence a line, a blank line between paragraphs; below a sentence its labels:
//! `= kind low high unit modality [?] [| low high unit; …]`, `! what stands there that is no claim`, `+ indicators ? those that may be`.

use rust_decimal::Decimal;
use std::ops::Range;

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
#[derive(Debug, Clone, Default)]
pub struct Text {
    pub name: String,
    pub text: String,
    pub sentences: Vec<Sentence>,
}

/// Reads a file of labelled texts. An error names the line.
pub fn read(source: &str) -> Result<Vec<Text>, String> {
    let mut texts: Vec<Text> = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let wrong = |why: &str| format!("line {}: {why}: {line:?}", number + 1);
        if let Some(name) = line.strip_prefix("# ") {
            texts.push(Text { name: name.split(' ').next().unwrap_or(name).to_owned(), ..Text::default() });
            continue;
        }
        let Some(text) = texts.last_mut() else { continue };
        if let Some(label) = line.strip_prefix("= ") {
            let sentence = text.sentences.last_mut().ok_or_else(|| wrong("a label before the first sentence"))?;
            sentence.labels.push(self::label(label).ok_or_else(|| wrong("no label"))?);
        } else if line.trim().is_empty() {
            if !text.text.is_empty() && !text.text.ends_with("\n\n") {
                text.text.push_str("\n\n");
            }
        } else if let Some(shown) = line.strip_prefix('+') {
            let sentence = text.sentences.last_mut().ok_or_else(|| wrong("indicators before the first sentence"))?;
            let (sure, may) = shown.split_once('?').unwrap_or((shown, ""));
            sentence.shows = names(sure)?;
            sentence.may_show = names(may)?;
        } else if !line.starts_with("! ") {
            if !text.text.is_empty() && !text.text.ends_with('\n') {
                text.text.push(' ');
            }
            let start = text.text.len();
            text.text.push_str(line.trim());
            text.sentences.push(Sentence { bytes: start..text.text.len(), labels: Vec::new(), shows: Vec::new(), may_show: Vec::new() });
        }
    }
    Ok(texts)
}

/// The indicators by their short names: `wages,debt`.
fn names(list: &str) -> Result<Vec<String>, String> {
    list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(|name| indicator(name).ok_or_else(|| format!("no indicator {name:?}"))).collect()
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
