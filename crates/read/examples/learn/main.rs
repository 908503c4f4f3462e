//! Learns the weights by which figures are read where no rule decides: `learn [--across] FILE…` prints, of the labelled texts given, how well
//! their figures are read by rules, by weights learned from the other files, and by both; without `--across` it writes `data/weights.tsv`.

mod corpus;
mod regression;

use corpus::{Label, Text};
use read::{INDICATOR_MARGINS, INDICATORS, Lesson, Lessons, MARGINS, MEANINGS, SentenceLesson, lessons};
use regression::{Example, Model};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A figure with what it means by its label; the weight that it has among the examples.
struct Labelled {
    file: usize,
    lesson: Lesson,
    /// Its meaning; `None` where a label says what is not weighed.
    meaning: &'static str,
    period: Option<&'static str>,
    optional: bool,
    sentence: String,
}

fn main() -> Result<(), String> {
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut across = false;
    for argument in std::env::args().skip(1) {
        if argument == "--across" { across = true } else { paths.push(argument.into()) }
    }
    let mut labelled = Vec::new();
    let mut shown = Vec::new();
    let mut missed = 0;
    for (file, path) in paths.iter().enumerate() {
        let source = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        for text in corpus::read(&source).map_err(|why| format!("{}: {why}", path.display()))? {
            missed += label(file, &text, &mut labelled, &mut shown);
        }
    }
    eprintln!("{} figures, {missed} labels at none", labelled.len());
    if across {
        compare(&paths, &labelled);
        compare_shown(&paths, &shown);
    } else {
        let models = learn(&labelled, |_| true);
        write(&models, Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/weights.tsv")))?;
        write_shown(&learn_shown(&shown, |_| true), Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/indicator_weights.tsv")))?;
    }
    Ok(())
}

/// Adds the figures of a text with their labels; returns how many labels no figure fits.
fn label(file: usize, text: &Text, labelled: &mut Vec<Labelled>, shown: &mut Vec<Shown>) -> usize {
    let Lessons { figures: lessons, sentences: heard } = lessons(&text.name, text.text.as_bytes());
    for sentence in &text.sentences {
        for lesson in heard.iter().filter(|lesson| sentence.bytes.contains(&lesson.bytes.start)) {
            shown.push(Shown { file, lesson: lesson.clone(), shows: sentence.shows.clone(), may: sentence.may_show.clone() });
        }
    }
    let mut missed = 0;
    for sentence in &text.sentences {
        let mut labels: Vec<&Label> = sentence.labels.iter().filter(|label| !label.ends.is_empty()).collect();
        labels.sort_by_key(|label| label.optional);
        let mut used = vec![false; labels.len()];
        for lesson in lessons.iter().filter(|lesson| sentence.bytes.contains(&lesson.bytes.start)) {
            let fits = |label: &Label| fits(label, lesson) && meaning_of(label, lesson).is_some();
            let found = (0..labels.len()).find(|&at| !used[at] && fits(labels[at])).or_else(|| {
                (0..labels.len()).find(|&at| fits(labels[at]))
            });
            let label = found.map(|at| { used[at] = true; labels[at] });
            let meaning = label.and_then(|label| meaning_of(label, lesson)).unwrap_or("none");
            let period = label.filter(|_| !lesson.has_period).map(|label| period_of(label));
            labelled.push(Labelled { file, lesson: lesson.clone(), meaning, period, optional: label.is_some_and(|label| label.optional), sentence: { let b = &sentence.bytes; let l = &lesson.bytes; format!("{}[[{}]]{}", &text.text[b.start..l.start], &text.text[l.clone()], &text.text[l.end.min(b.end)..b.end]) } });
        }
        missed += (0..labels.len()).filter(|&at| !used[at] && !labels[at].optional).count();
        if std::env::var_os("SHOW").is_some() {
            for at in (0..labels.len()).filter(|&at| !used[at] && !labels[at].optional) {
                eprintln!("{} {:?} {}", text.name, labels[at], &text.text[sentence.bytes.clone()]);
            }
        }
    }
    missed
}

/// A sentence with the indicators that it shows.
struct Shown {
    file: usize,
    lesson: SentenceLesson,
    shows: Vec<String>,
    may: Vec<String>,
}

/// A model for each indicator: whether a sentence shows it.
fn learn_shown(shown: &[Shown], of: impl Fn(&Shown) -> bool) -> BTreeMap<String, Model> {
    let model = |indicator: &String| {
        let examples: Vec<Example> = shown
            .iter()
            .filter(|one| of(one) && !one.may.contains(indicator))
            .map(|one| Example { told: &one.lesson.told, wanted: usize::from(one.shows.contains(indicator)), weight: 1.0 })
            .collect();
        Model::learned(&examples, 2)
    };
    INDICATORS().into_iter().map(|indicator| (indicator.clone(), model(&indicator))).collect()
}

fn compare_shown(paths: &[PathBuf], shown: &[Shown]) {
    let chosen: Vec<usize> = match std::env::var("ON") {
        Ok(on) => (0..paths.len()).filter(|&at| on.split(',').any(|name| paths[at].to_string_lossy().contains(name))).collect(),
        Err(_) => (0..paths.len()).collect(),
    };
    let mut grid = vec![(0, INDICATOR_MARGINS)];
    for show in [-0.5, 0.0, 0.5, 1.0, 1.5, 99.0] { for refuse in [-99.0, -5.0, -4.0, -3.0, -2.0] { grid.push((1, [show, refuse])) } }
    let mut counts = vec![[0.0f64; 3]; grid.len()];
    for &file in &chosen {
        let models = learn_shown(shown, |one| one.file != file);
        for one in shown.iter().filter(|one| one.file == file) {
            for indicator in INDICATORS() {
                let sums = models[&indicator].sums(&one.lesson.told);
                let sum = sums[1] - sums[0];
                for ((_, [show, refuse]), count) in grid.iter().zip(&mut counts) {
                    let found = if one.lesson.hits.contains(&indicator) { sum > *refuse } else { sum >= *show };
                    match (one.shows.contains(&indicator), found) {
                        (true, true) => count[0] += 1.0,
                        (false, true) if !one.may.contains(&indicator) => count[1] += 1.0,
                        (true, false) => count[2] += 1.0,
                        _ => {}
                    }
                }
            }
        }
    }
    let f1 = |[tp, fp, missed]: [f64; 3]| 2.0 * tp / (2.0 * tp + fp + missed).max(1.0);
    let mut order: Vec<usize> = (0..grid.len()).collect();
    order.sort_by(|a, b| f1(counts[*b]).total_cmp(&f1(counts[*a])));
    println!("indicators by margins {:?} {:.3}; by patterns alone {:.3}", grid[0].1, f1(counts[0]), f1(counts[grid.iter().position(|(_, m)| *m == [99.0, -99.0]).unwrap()]));
    for at in order.into_iter().take(6) { let [tp, fp, missed] = counts[at]; println!("indicators {:?} P {:.3} R {:.3} F1 {:.3}", grid[at].1, tp / (tp + fp), tp / (tp + missed), f1(counts[at])); }
}

fn write_shown(models: &BTreeMap<String, Model>, path: &Path) -> Result<(), String> {
    let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (indicator, model) in models {
        for (told, row) in model.rows() {
            let weight = ((row[1] - row[0]) * 100.0).round() as i64;
            if weight != 0 { rows.entry(told).or_default().push(format!("{indicator}={weight}")) }
        }
    }
    let mut lines = vec!["# what is told of a sentence, and by how much (in hundredths) that speaks for each indicator".to_owned()];
    lines.extend(rows.iter().map(|(told, weights)| format!("{told}\t{}", weights.join("\t"))));
    std::fs::write(path, lines.join("\n") + "\n").map_err(|error| format!("{}: {error}", path.display()))
}

fn fits(label: &Label, lesson: &Lesson) -> bool {
    let twelfth = |end: rust_decimal::Decimal| if lesson.months { end / rust_decimal::Decimal::from(12) } else { end };
    let near = |a: rust_decimal::Decimal, b: rust_decimal::Decimal| (a - b).abs() <= b.abs() / rust_decimal::Decimal::from(100);
    [lesson.low, lesson.high].into_iter().flatten().any(|end| label.ends.iter().any(|known| near(twelfth(end), *known)))
}

/// The name of a label's meaning among those weighed for the measure of the lesson.
fn meaning_of(label: &Label, lesson: &Lesson) -> Option<&'static str> {
    let named = if label.kind == "hours_or_rest" { label.unit.as_str() } else { label.kind.as_str() };
    names(lesson.measure).into_iter().find(|name| *name == named)
}

fn names(measure: &str) -> Vec<&'static str> {
    MEANINGS().into_iter().find(|(known, _)| *known == measure).map(|(_, names)| names).unwrap_or_default()
}

fn period_of(label: &Label) -> &'static str {
    let per = label.unit.split_once('/').map_or("none", |(_, per)| per);
    names("period").into_iter().find(|name| *name == per).unwrap_or("none")
}

/// A model for each measure, and one for periods, from the figures that `of` takes.
fn learn(labelled: &[Labelled], of: impl Fn(&Labelled) -> bool) -> BTreeMap<&'static str, Model> {
    let mut models = BTreeMap::new();
    for (measure, names) in MEANINGS() {
        let place = |name: &str| names.iter().position(|known| *known == name);
        let examples: Vec<Example> = labelled
            .iter()
            .filter(|one| of(one))
            .filter_map(|one| {
                let wanted = if measure == "period" { one.period? } else { (one.lesson.measure == measure).then_some(one.meaning)? };
                let weight = if one.optional { 0.5 } else { 1.0 };
                Some(Example { told: &one.lesson.told, wanted: place(wanted)?, weight })
            })
            .collect();
        models.insert(measure, Model::learned(&examples, names.len()));
    }
    models
}

#[derive(Default, Clone, Copy)]
struct Score { right: f64, wrong: f64, missed: f64 }

impl Score {
    fn add(&mut self, one: &Labelled, read: &str) {
        match (one.meaning, read) {
            (wanted, read) if wanted != "none" && !one.optional => {
                if wanted == read { self.right += 1.0 } else { self.missed += 1.0; self.wrong += f64::from(u8::from(read != "none")); }
            }
            (wanted, read) if read != "none" && wanted != read => self.wrong += 1.0,
            _ => {}
        }
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let precision = self.right / (self.right + self.wrong).max(1.0);
        let recall = self.right / (self.right + self.missed).max(1.0);
        write!(f, "P {precision:.3} R {recall:.3} F1 {:.3}", 2.0 * precision * recall / (precision + recall).max(1e-9))
    }
}

fn compare(paths: &[PathBuf], labelled: &[Labelled]) {
    let chosen: Vec<usize> = match std::env::var("ON") {
        Ok(on) => (0..paths.len()).filter(|&at| on.split(',').any(|name| paths[at].to_string_lossy().contains(name))).collect(),
        Err(_) => (0..paths.len()).collect(),
    };
    let margins: Vec<[f64; 3]> = match std::env::var("GRID") {
        Ok(_) => {
            let mut all = Vec::new();
            for fill in [0.4, 0.8, 1.2, 1.6, 2.0] { for change in [1.0, 2.0, 3.0, 4.0, 99.0] { for refuse in [1.0, 2.0, 3.0, 4.0, 99.0] { all.push([fill, change, refuse]) } } }
            all
        }
        Err(_) => vec![MARGINS],
    };
    let mut sums: Vec<Score> = vec![Score::default(); margins.len() + 2];
    let mut by_measure: BTreeMap<&str, [Score; 3]> = BTreeMap::new();
    for &file in &chosen {
        let models = learn(labelled, |one| one.file != file);
        let mut here = vec![Score::default(); 3];
        for one in labelled.iter().filter(|one| one.file == file) {
            let names = names(one.lesson.measure);
            let sums_of = models[one.lesson.measure].sums(&one.lesson.told);
            let best = (0..names.len()).max_by(|&a, &b| sums_of[a].total_cmp(&sums_of[b])).unwrap_or(0);
            let ruled = one.lesson.ruled.unwrap_or("other");
            for to in [&mut sums[0], &mut here[0], &mut by_measure.entry(one.lesson.measure).or_default()[0]] { to.add(one, ruled) }
            for to in [&mut sums[1], &mut here[1], &mut by_measure.entry(one.lesson.measure).or_default()[1]] { to.add(one, names[best]) }
            for (at, [fill, change, refuse]) in margins.iter().enumerate() {
                let read = match names.iter().position(|name| *name == ruled) {
                    None => ruled,
                    Some(ruled_at) => {
                        let needed = match (ruled_at, best) { (0, _) => fill, (_, 0) => refuse, _ => change };
                        if sums_of[best] - sums_of[ruled_at] >= *needed { names[best] } else { ruled }
                    }
                };
                sums[at + 2].add(one, read);
                if std::env::var_os("ERR").is_some() && at == 0 && read != one.meaning && (!one.optional || read != "none") {
                    println!("{} ruled {ruled} read {read} ({:.1}) wanted {}{} | {}", one.lesson.measure, sums_of[best] - sums_of[0], one.meaning, if one.optional { "?" } else { "" }, one.lesson.told.iter().filter(|(n, _)| n.starts_with("around_pair")|| n.starts_with("verb=")||n.starts_with("head=")||n.starts_with("aim_pair")||n.starts_with("digits")).map(|(n, _)| n.as_str()).collect::<Vec<_>>().join(" ") + " ## " + &one.sentence);
                }
                if at == 0 { here[2].add(one, read); by_measure.entry(one.lesson.measure).or_default()[2].add(one, read) }
            }
        }
        println!("{:40} rules {} | weights {} | both {}", paths[file].display(), here[0], here[1], here[2]);
    }
    for (measure, scores) in by_measure { println!("{measure:10} rules {} | weights {} | both {}", scores[0], scores[1], scores[2]); }
    println!("all rules {}\nall weights {}", sums[0], sums[1]);
    let mut ranked: Vec<(String, [f64; 3])> = margins.iter().enumerate().map(|(at, m)| (sums[at + 2].to_string(), *m)).collect();
    ranked.sort_by(|a, b| b.0[16..].cmp(&a.0[16..]));
    for (score, margin) in ranked.iter().take(40) { println!("all both {margin:?} {score}"); }
}

fn write(models: &BTreeMap<&'static str, Model>, path: &Path) -> Result<(), String> {
    let mut lines = vec!["# what is asked of a figure, what is told of it, and by how much (in hundredths) that speaks for each meaning".to_owned()];
    for (measure, model) in models {
        let names = names(measure);
        for (told, row) in model.rows() {
            let weights: Vec<String> = names.iter().zip(row).map(|(name, weight)| (name, (weight * 100.0).round() as i64)).filter(|(_, weight)| *weight != 0).map(|(name, weight)| format!("{name}={weight}")).collect();
            if !weights.is_empty() { lines.push(format!("{measure}\t{told}\t{}", weights.join("\t"))) }
        }
    }
    std::fs::write(path, lines.join("\n") + "\n").map_err(|error| format!("{}: {error}", path.display()))
}
