//! Plain text: paragraphs, interviews, furniture, and the head of a document.

mod support;

use document::BlockKind;
use evidence::{MediaType, Severity, SourceId};
use std::path::{Path, PathBuf};
use support::{head, lines, original, read, words};

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(lines(&read(MediaType::PlainText, text.as_bytes())), expected, "{text}");
}

#[test]
fn paragraphs_end_at_blank_lines() {
    check("One.\n\nTwo.\r\n\r\n\r\nThree.", &["p: One.", "p: Two.", "p: Three."]);
    check("", &[]);
    check(" \n\t\n", &[]);
    check("\u{feff}One.", &["p: One."]);
}

#[test]
fn lines_wrapped_by_hand_are_one_paragraph() {
    check(
        "The number of workers sent abroad stood at about\n46,000 in that year, as the Democratic People's\nRepublic said.\n\nNext one.",
        &[
            "p: The number of workers sent abroad stood at about 46,000 in that year, as the Democratic People's Republic said.",
            "p: Next one.",
        ],
    );
    check(
        "Each worker pays the state 100 dollars of his wage\nand keeps what is left of it, he said.\n(a) food is deducted from his wage every month;\n(b) lodging too.",
        &[
            "p: Each worker pays the state 100 dollars of his wage and keeps what is left of it, he said.",
            "li: food is deducted from his wage every month;",
            "li: lodging too.",
        ],
    );
}

#[test]
fn a_line_may_be_a_paragraph() {
    let long = "The company paid three hundred dollars a month for each of its workers, and the workers saw nothing of it until they were home again.";
    check(&format!("{long}\n{long}\n{long}"), &[&format!("p: {long}"), &format!("p: {long}"), &format!("p: {long}")]);
    check(
        &format!("Where the pay goes\n{long}\nWho keeps it\n{long}"),
        &["h1: Where the pay goes", &format!("p: {long}"), "h2: Who keeps it", &format!("p: {long}")],
    );
}

#[test]
fn headings_stand_alone() {
    check(
        "A title\n\nText begins here.\n\nUp to 90% of Pay Extorted\n\nMore text.",
        &["h1: A title", "p: Text begins here.", "h2: Up to 90% of Pay Extorted", "p: More text."],
    );
    check(
        "The country sends more of its workers abroad as\nother income dries up\n\nText.",
        &["h1: The country sends more of its workers abroad as other income dries up", "p: Text."],
    );
    check(
        "Title\n=====\n\nText.\n\nPart\n----\nMore.",
        &["h1: Title", "-: =====", "p: Text.", "h2: Part", "-: ----", "p: More."],
    );
    check(
        "Text.\n\nIn 2014 the state sent 46,000 workers who were paid 300 dollars",
        &["p: Text.", "p: In 2014 the state sent 46,000 workers who were paid 300 dollars"],
    );
    check("Text.\n\nTHE QUOTA\nEach manager is given a sum.", &["p: Text.", "h2: THE QUOTA", "p: Each manager is given a sum."]);
}

#[test]
fn lists_rows_and_turns() {
    check("They take:\n- tax\n• dues\n12) food", &["p: They take:", "li: tax", "li: dues", "li: food"]);
    check("Workers\t46,000\nWage      300 USD", &["row: Workers 46,000", "row: Wage 300 USD"]);
    check(
        "Q: Why?\nA: To eat.\nWe were 180 men.\n\nQ: And?\n\nA: So.",
        &["q: Why?", "a: To eat.", "p: We were 180 men.", "q: And?", "a: So."],
    );
    check("Interviewer: Why?\n\nWitness: To eat.", &["q: Why?", "a: To eat."]);
    check("HOST: Why?\nMR KIM: To eat.\nHOST: And?\nMR KIM: So.", &["q: Why?", "a: To eat.", "q: And?", "a: So."]);
    check("NOTE: We were paid.", &["p: NOTE: We were paid."]);
}

#[test]
fn furniture_is_kept_apart() {
    check(
        "Text one.\n\nText two.\n\nUser's Feedback\n\nI was there: 900 men.\n\nComment via Facebook",
        &["p: Text one.", "p: Text two.", "-: User's Feedback", "-: I was there: 900 men.", "-: Comment via Facebook"],
    );
    check(
        "Text.\n\nRELATED\n  * 12 dead in ferry accident\n\nMore text.",
        &["p: Text.", "-: RELATED", "-: * 12 dead in ferry accident", "p: More text."],
    );
    check(
        "Text.\n\n--- ADVERTISEMENT ---\n5 nights from $399.\n\nMore text.",
        &["p: Text.", "-: --- ADVERTISEMENT ---", "-: 5 nights from $399.", "p: More text."],
    );
}

#[track_caller]
fn check_head(text: &str, expected: &str) {
    assert_eq!(head(&read(MediaType::PlainText, text.as_bytes())), expected, "{text}");
}

#[test]
fn the_head_is_read() {
    check_head("A title\n\n- Agencies, PYONGYANG\n\nJun 11, 2014-\n\nText.", "A title / Agencies / 2014-06-11");
    check_head("A title\n\nText.\n\nPublished: 11-06-2014 15:17", "A title / ? / ?");
    check_head("A title\n\nText.\n\nPublished: 25-06-2014 15:17", "A title / ? / 2014-06-25");
    check_head("A title\n\n(Seoul, 12 May 2015) – They said so.", "A title / ? / 2015-05-12");
    check_head("# source: The Book, June 2014, \"A country\" (x)\ntext", "A country / The Book / 2014-06");
    check_head("Just one sentence.", "? / ? / ?");
}

#[test]
fn bytes_that_are_not_text_cost_one_notice_and_no_place() {
    let bytes = b"Wages were 300\ndollars \xe9 a month.\n\xff";
    let document = read(MediaType::PlainText, bytes);
    assert_eq!(document.notices.len(), 1);
    assert_eq!((document.notices[0].severity, document.notices[0].place.as_str()), (Severity::Partly, "byte 23 (line 2)"));
    assert_eq!(original(&document, "300", bytes), b"300");
    assert_eq!(original(&document, " a month", bytes), b" a month");
}

#[test]
fn a_later_window_knows_where_it_begins() {
    let document = document::open(MediaType::PlainText, "a", SourceId::of(b""), 1000, b"Heading\n\nWages: 300 \xff");
    let at = document.layer.text().find("300").expect("a figure");
    assert_eq!(document.layer.span(at..at + 3).expect("a place").bytes(), Some(1016..1019));
    assert_eq!((document.title, document.notices[0].place.as_str()), (None, "byte 1020"));
}

#[test]
fn text_in_utf16_is_read() {
    let bytes: Vec<u8> = [0xfe, 0xff].into_iter().chain("Wages: 300".encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let document = read(MediaType::PlainText, &bytes);
    assert_eq!(original(&document, "300", &bytes), b"\x003\x000\x000");
    assert!(document.notices.is_empty());
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/overseas-labour/documents")
}

fn example(name: &str) -> document::Document {
    let bytes = std::fs::read(examples().join(name)).expect("the example case has this document");
    let media_type = document::sniff(name, &bytes).expect("it is text");
    read(media_type, &bytes)
}

#[test]
fn the_documents_of_the_example_case_say_who_and_when() {
    for (name, expected) in [
        ("2012-network-report.md", "Earning for the State / Network for Overseas Labour Rights / 2012-11-20"),
        ("2013-logger-testimony.txt", "RECORD OF INTERVIEW / ? / 2013-07-09"),
        ("2014-agency-story.txt", "North Korea sends more workers abroad as other income dries up / MERIDIAN NEWS / 2014-06-11"),
        ("2014-construction-testimony.md", "Interview with Mr B, construction worker in the Gulf / ? / 2014-03-22"),
        (
            "2014-ministry-statement.html",
            "Statement of the Press Department on so-called “forced labour” / Ministry of External Labour Cooperation / 2014-11-18",
        ),
        ("2015-policy-brief.md", "What can labour abroad really earn? / Harbour Street Institute / 2015-02-12"),
        (
            "2015-rights-centre-report.html",
            "Hidden hands: a report on North Korean workers overseas / Open Door Human Rights Centre / 2015-05-14",
        ),
        ("2015-rapporteur-summary.txt", "? / LAKESIDE HUMAN RIGHTS DIGEST / 2015-10-30"),
        (
            "2015-site-inspection-letter.txt",
            "Inspection of construction site No. 26, Riverside Housing, blocks 4 to 9 / ? / 2015-08-21",
        ),
        (
            "2016-returned-manager-testimony.txt",
            "STATEMENT OF A FORMER SITE MANAGER / Network for Overseas Labour Rights / 2016-03-04",
        ),
        (
            "2016-sanctions-briefing.md",
            "Briefing: sanctions and North Korean labour abroad / Clearwater Sanctions Monitor / 2016-12-20",
        ),
    ] {
        assert_eq!(head(&example(name)), expected, "{name}");
    }
}

/// Whether a block of `kind` has `part` in its words.
fn has(document: &document::Document, kind: BlockKind, part: &str) -> bool {
    document.blocks.iter().any(|block| block.kind == kind && words(document, block).contains(part))
}

#[test]
fn the_furniture_of_the_example_case_is_furniture_and_its_statements_are_not() {
    let story = example("2014-agency-story.txt");
    for part in [
        "Home | World",
        "1,318 views",
        "5 nights in Da Nang",
        "12 dead in ferry",
        "100,000 at least if you ask me",
        "All rights reserved",
    ] {
        assert!(has(&story, BlockKind::Furniture, part), "{part}");
    }
    assert!(
        has(&story, BlockKind::Paragraph, "About 46,000 North Koreans")
            && has(&story, BlockKind::Heading(2), "WHERE THE PAY GOES")
    );
    let statement = example("2014-ministry-statement.html");
    for part in ["4 cookies", "12,000 workers spent", "Driver, 450 USD", "Agreements with 40", "Page 47 of 248"] {
        assert!(has(&statement, BlockKind::Furniture, part), "{part}");
    }
    assert!(has(&statement, BlockKind::Paragraph, "The figure of 46,000 workers") && !statement.layer.text().contains("120461"));
    let interview = example("2013-logger-testimony.txt");
    assert!(
        has(&interview, BlockKind::Question, "That leaves 120.")
            && has(&interview, BlockKind::Answer, "120 dollars a month, yes.")
    );
    let talk = example("2014-construction-testimony.md");
    assert!(
        has(&talk, BlockKind::Question, "Who held your passport?")
            && has(&talk, BlockKind::Answer, "They took it at the airport")
    );
}

#[test]
fn a_news_article_as_saved_from_the_web_is_cut_as_a_person_would() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/origin/article.txt");
    let Ok(bytes) = std::fs::read(&path) else {
        return eprintln!("skipped: the article is not on this machine");
    };
    let document = read(MediaType::PlainText, &bytes);
    assert_eq!(head(&document), "Overseas North Koreans work like slaves / Agencies / 2014-06-11");
    assert!(has(&document, BlockKind::Heading(2), "Up to 90% of Pay Extorted"));
    for part in [
        "Published: 11-06-2014", "User's Feedback", "Click here for your comments", "Comment via Facebook", "Use this form",
        "Jun 11, 2014-",
    ] {
        assert!(has(&document, BlockKind::Furniture, part), "{part}");
    }
    let paragraphs: Vec<String> =
        document.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).map(|block| words(&document, block)).collect();
    assert_eq!(paragraphs.len(), 17);
    assert!(paragraphs.iter().all(|paragraph| paragraph.len() > 100));
}
