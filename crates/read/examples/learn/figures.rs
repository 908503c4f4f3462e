//! Learning what figures mean.

use crate::corpus::{Label, Text};
use crate::regression::{Example, Model};
use crate::score::Score;
use read::{Lesson, MARGINS, MEANINGS};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A figure with what it means by its label.
pub struct Labelled {
    file: String,
    lesson: Lesson,
    meaning: &'static str,
    /// The period of a sum that is written without one.
    period: Option<&'static str>,
    /// Two careful readers may differ.
    optional: bool,
    weight: f64,
}

/// Adds the figures of a text with their labels; returns how many labels no figure fits.
pub fn label(text: &Text, lessons: &[Lesson], labelled: &mut Vec<Labelled>) -> usize {
    let mut missed = 0;
    for sentence in &text.sentences {
        let mut labels: Vec<&Label> = sentence.labels.iter().filter(|label| !label.ends.is_empty()).collect();
        labels.sort_by_key(|label| label.optional);
        let mut used = vec![false; labels.len()];
        for lesson in lessons.iter().filter(|lesson| sentence.bytes.contains(&lesson.bytes.start)) {
            let fitting = |at: &usize| fits(labels[*at], lesson) && meaning_of(labels[*at], lesson).is_some();
            let found = (0..labels.len()).filter(fitting).min_by_key(|at| used[*at]);
            let label = found.map(|at| labels[at]);
            if let Some(at) = found {
                used[at] = true;
            }
            let optional = label.is_some_and(|label| label.optional);
            labelled.push(Labelled {
                file: text.file.clone(),
                lesson: lesson.clone(),
                meaning: label.and_then(|label| meaning_of(label, lesson)).unwrap_or("none"),
                period: label.filter(|_| !lesson.has_period).map(period_of),
                optional,
                weight: if optional { text.weight / 2.0 } else { text.weight },
            });
        }
        missed += (0..labels.len()).filter(|&at| !used[at] && !labels[at].optional).count();
    }
    missed
}

fn fits(label: &Label, lesson: &Lesson) -> bool {
    let in_its_unit = |end: Decimal| if lesson.months { end / Decimal::from(12) } else { end };
    let near = |a: Decimal, b: Decimal| (a - b).abs() <= b.abs() / Decimal::ONE_HUNDRED;
    [lesson.low, lesson.high].into_iter().flatten().any(|end| label.ends.iter().any(|known| near(in_its_unit(end), *known)))
}

/// The name of a label's meaning among those weighed for the measure of the lesson.
fn meaning_of(label: &Label, lesson: &Lesson) -> Option<&'static str> {
    let named = if label.kind == "hours_or_rest" { label.unit.as_str() } else { label.kind.as_str() };
    names(lesson.measure).into_iter().find(|name| *name == named)
}

fn period_of(label: &Label) -> &'static str {
    let per = label.unit.split_once('/').map_or("none", |(_, per)| per);
    names("period").into_iter().find(|name| *name == per).unwrap_or("none")
}

fn names(measure: &str) -> Vec<&'static str> {
    MEANINGS().into_iter().find(|(known, _)| *known == measure).map(|(_, names)| names).unwrap_or_default()
}

/// A model for each measure, and one for periods, from the figures that `of` takes.
fn learned(labelled: &[Labelled], of: impl Fn(&Labelled) -> bool) -> BTreeMap<&'static str, Model> {
    let mut models = BTreeMap::new();
    for (measure, names) in MEANINGS() {
        let example = |one: &'_ Labelled| {
            let wanted = match measure {
                "period" => one.period?,
                _ => (one.lesson.measure == measure).then_some(one.meaning)?,
            };
            names.iter().position(|known| *known == wanted).map(|wanted| (wanted, one.weight))
        };
        let examples: Vec<Example> = labelled
            .iter()
            .filter(|one| of(one))
            .filter_map(|one| example(one).map(|(wanted, weight)| Example { told: &one.lesson.told, wanted, weight }))
            .collect();
        models.insert(measure, Model::learned(&examples, names.len()));
    }
    models
}

/// The lines of the file of weights.
pub fn weights(labelled: &[Labelled]) -> Vec<String> {
    let mut lines = vec![
        "# what is asked of a figure, what is told of it, and by how much (in hundredths) that speaks for each meaning"
            .to_owned(),
    ];
    for (measure, model) in learned(labelled, |_| true) {
        let names = names(measure);
        for (told, row) in model.rows() {
            let hundredths = row.iter().map(|weight| (weight * 100.0).round() as i64);
            let weights: Vec<String> = names
                .iter()
                .zip(hundredths)
                .filter(|(_, weight)| *weight != 0)
                .map(|(name, weight)| format!("{name}={weight}"))
                .collect();
            if !weights.is_empty() {
                lines.push(format!("{measure}\t{told}\t{}", weights.join("\t")));
            }
        }
    }
    lines
}

/// Prints how the figures of each file are read: by rules, by weights from the other files, and by both.
pub fn across(files: &[String], labelled: &[Labelled]) {
    let mut sums = [Score::default(); 3];
    for file in files {
        let models = learned(labelled, |one| one.file != *file);
        let mut here = [Score::default(); 3];
        for one in labelled.iter().filter(|one| one.file == *file) {
            let names = names(one.lesson.measure);
            let weighed = models[one.lesson.measure].sums(&one.lesson.told);
            let best = (0..names.len()).max_by(|&a, &b| weighed[a].total_cmp(&weighed[b])).unwrap_or(0);
            let ruled = one.lesson.ruled.unwrap_or("another");
            for (score, read) in here.iter_mut().zip([ruled, names[best], both(ruled, &names, &weighed, best)]) {
                *score += scored(one, read);
            }
        }
        println!("{file:26} rules {} | weights {} | both {}", here[0], here[1], here[2]);
        sums.iter_mut().zip(here).for_each(|(sum, here)| *sum += here);
    }
    println!("{:26} rules {} | weights {} | both {}", "figures, all", sums[0], sums[1], sums[2]);
}

fn both(ruled: &'static str, names: &[&'static str], weighed: &[f64], best: usize) -> &'static str {
    let [fill, change, refuse] = MARGINS;
    let Some(at) = names.iter().position(|name| *name == ruled) else { return ruled };
    let needed = match (at, best) {
        (0, _) => fill,
        (_, 0) => refuse,
        _ => change,
    };
    if weighed[best] - weighed[at] >= needed { names[best] } else { ruled }
}

fn scored(one: &Labelled, read: &str) -> Score {
    let right = one.meaning == read && read != "none" && !one.optional;
    let missed = one.meaning != "none" && !one.optional && !right;
    let invented = read != "none" && read != one.meaning;
    let count = |so: bool| f64::from(u8::from(so));
    Score { right: count(right), invented: count(invented), missed: count(missed) }
}
