//! Every quantity of a sentence, against a table of sentences: `quantities.txt` says how to read it and how to add to it.

use proptest::prelude::*;
use read::{Change, Measurement, UnitKind, quantities_of_text};

struct Case<'t> {
    line: usize,
    text: &'t str,
    expected: Vec<&'t str>,
}

fn cases(table: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case> = Vec::new();
    for (index, line) in table.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty()) {
        match line.strip_prefix("    ") {
            Some(expected) => cases.last_mut().expect("a text comes first").expected.push(expected.trim_end()),
            None => cases.push(Case { line: index + 1, text: line, expected: Vec::new() }),
        }
    }
    cases
}

/// `> 12000 people`, `= 3-4 percentage`: shares are shown to four decimals.
fn shown(found: &Measurement) -> String {
    let short = |value: rust_decimal::Decimal| value.trunc_with_scale(4).normalize().to_string();
    let value = if found.is_range() { format!("{}-{}", short(found.low), short(found.high)) } else { short(found.low) };
    format!("{} {value} {}", found.change.sign(), found.unit.normalised).trim_end().to_owned()
}

#[test]
fn every_sentence_states_its_quantities_and_no_others() {
    let cases = cases(include_str!("quantities.txt"));
    assert!(cases.len() > 250, "the table was read");
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let found: Vec<String> = quantities_of_text(case.text).iter().map(shown).collect();
            (found != case.expected)
                .then(|| format!("line {}: {}\n  expected {:#?}\n  found {found:#?}", case.line, case.text, case.expected))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} sentences are read otherwise:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// One sentence a line is how a benchmark is fed: no line borrows from its neighbours, punctuated or not.
#[test]
fn a_file_of_one_sentence_a_line_gives_what_its_sentences_give() {
    let table = include_str!("quantities.txt");
    let cases = cases(table);
    let file = cases.iter().map(|case| case.text).collect::<Vec<_>>().join("\n");
    let mut starts = Vec::new();
    let mut start = 0;
    for case in &cases {
        starts.push(start..start + case.text.len());
        start += case.text.len() + 1;
    }
    let together = quantities_of_text(&file);
    for (case, range) in cases.iter().zip(starts) {
        let alone: Vec<String> = quantities_of_text(case.text).iter().map(shown).collect();
        let here: Vec<String> = together.iter().filter(|found| range.contains(&found.span.start)).map(shown).collect();
        assert_eq!(here, alone, "line {}: {}", case.line, case.text);
        for found in together.iter().filter(|found| range.contains(&found.span.start)) {
            assert!(
                range.start <= found.sentence.start && found.sentence.end <= range.end,
                "a sentence leaves its line: {}",
                case.text
            );
        }
    }
}

#[test]
fn a_quantity_says_where_it_stands_and_what_it_is_of() {
    let text = "Oil fell to $58 a barrel, and more than 60 percent of the 40 farmers sold 3 to 4 new electric pumps.";
    let found = quantities_of_text(text);
    let spans: Vec<&str> = found.iter().map(|found| &text[found.span.clone()]).collect();
    assert_eq!(spans, ["$58 a barrel", "60 percent", "40 farmers", "3 to 4 new electric pumps"]);
    assert_eq!(found[0].unit.surface, "$ a barrel");
    assert_eq!((found[0].unit.kind, found[0].unit.per.as_deref()), (UnitKind::Currency, Some("barrel")));
    assert_eq!(found[1].change, Change::AtLeast);
    assert_eq!(found[1].bounds(), (Some(60.into()), None));
    assert_eq!(found[1].referred.clone().map(|range| &text[range]), Some("farmers"));
    assert_eq!(found[3].unit.surface, "new electric pumps");
    assert_eq!(found[3].unit.normalised, "pump");
    assert_eq!(found[3].unit.kind, UnitKind::Counted);
}

proptest! {
    /// Whatever the text, spans stand on characters, in order, inside their sentence.
    #[test]
    fn spans_stand_in_their_text(text in "([0-9]{1,4}|[$€£%.,/-]|percent|million|half|third|to|and|of|between|one|a|km|people| |\n|é|½|−){0,40}") {
        let mut last = 0;
        for found in quantities_of_text(&text) {
            prop_assert!(text.is_char_boundary(found.span.start) && text.is_char_boundary(found.span.end));
            prop_assert!(last <= found.span.start && found.span.start < found.span.end);
            prop_assert!(found.sentence.start <= found.span.start && found.span.end <= found.sentence.end);
            prop_assert!(found.low <= found.high);
            last = found.span.start;
        }
    }

    #[test]
    fn no_text_is_too_odd(text in "\\PC{0,80}") {
        let _ = quantities_of_text(&text);
    }
}
