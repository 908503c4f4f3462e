//! Learning which indicators sentences show.

use crate::corpus::Text;
use crate::regression::{Example, Model};
use crate::score::Score;
use read::{INDICATOR_MARGINS, INDICATORS, SentenceLesson};
use std::collections::BTreeMap;

/// A sentence with the indicators that it shows, and those that a reader may see in it.
pub struct Shown {
    file: String,
    lesson: SentenceLesson,
    shows: Vec<String>,
    may_show: Vec<String>,
}

/// Adds the sentences of a text with their labels.
pub fn label(text: &Text, lessons: &[SentenceLesson], shown: &mut Vec<Shown>) {
    if !text.shows_indicators {
        return;
    }
    for sentence in &text.sentences {
        for lesson in lessons.iter().filter(|lesson| sentence.bytes.contains(&lesson.bytes.start)) {
            shown.push(Shown {
                file: text.file.clone(),
                lesson: lesson.clone(),
                shows: sentence.shows.clone(),
                may_show: sentence.may_show.clone(),
            });
        }
    }
}

/// A model for each indicator: whether a sentence shows it.
fn learned(shown: &[Shown], of: impl Fn(&Shown) -> bool) -> BTreeMap<String, Model> {
    let model = |indicator: &String| {
        let examples: Vec<Example> = shown
            .iter()
            .filter(|one| of(one) && !one.may_show.contains(indicator))
            .map(|one| Example { told: &one.lesson.told, wanted: usize::from(one.shows.contains(indicator)), weight: 1.0 })
            .collect();
        Model::learned(&examples, 2)
    };
    INDICATORS().into_iter().map(|indicator| (indicator.clone(), model(&indicator))).collect()
}

/// The lines of the file of weights.
pub fn weights(shown: &[Shown]) -> Vec<String> {
    let models = learned(shown, |_| true);
    let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (indicator, model) in &models {
        for (told, row) in model.rows() {
            let weight = ((row[1] - row[0]) * 100.0).round() as i64;
            if weight != 0 {
                rows.entry(told).or_default().push(format!("{indicator}={weight}"));
            }
        }
    }
    let mut lines =
        vec!["# what is told of a sentence, and by how much (in hundredths) that speaks for each indicator".to_owned()];
    lines.extend(rows.iter().map(|(told, weights)| format!("{told}\t{}", weights.join("\t"))));
    lines
}

/// Prints how the indicators of all files are read: by patterns, and by patterns and weights from the other files.
pub fn across(files: &[String], shown: &[Shown]) {
    let [show, refuse] = INDICATOR_MARGINS;
    let mut sums = [Score::default(); 2];
    for file in files.iter().filter(|file| shown.iter().any(|one| one.file == **file)) {
        let models = learned(shown, |one| one.file != *file);
        let mut here = [Score::default(); 2];
        for one in shown.iter().filter(|one| one.file == *file) {
            for indicator in INDICATORS() {
                let weighed = models[&indicator].sums(&one.lesson.told);
                let sum = weighed[1] - weighed[0];
                let hit = one.lesson.hits.contains(&indicator);
                for (score, found) in here.iter_mut().zip([hit, if hit { sum > refuse } else { sum >= show }]) {
                    *score += scored(one, &indicator, found);
                }
            }
        }
        println!("{file:26} patterns {} | both {}", here[0], here[1]);
        sums.iter_mut().zip(here).for_each(|(sum, here)| *sum += here);
    }
    println!("{:26} patterns {} | both {}", "indicators, all", sums[0], sums[1]);
}

fn scored(one: &Shown, indicator: &String, found: bool) -> Score {
    let shows = one.shows.contains(indicator);
    let count = |so: bool| f64::from(u8::from(so));
    Score {
        right: count(shows && found),
        invented: count(found && !shows && !one.may_show.contains(indicator)),
        missed: count(shows && !found),
    }
}
