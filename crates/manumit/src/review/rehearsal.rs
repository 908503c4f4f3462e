//! A small case made by hand, and reviews of it: keys in, screens out.

use super::desk::Desk;
use super::effect::Effects;
use super::page::{plain, width};
use super::queue::Filter;
use super::screen::{Key, Next, Session};
use evidence::{
    About, Basis, Case, CaseBuilder, Claim, ClaimId, FindingValue, Judgement, Kind, MediaType, Modality, Place, PlaceRung,
    Quantity, Roles, Rule, Source, SourceId, Standing, Statement, Step, TextLayer, Verdict,
};
use ledger::{Entry, Facts, Ledger, Listing, Reading};
use std::collections::BTreeSet;

const AT: &str = "2024-06-11T08:30:00Z";
const NAME: &str = "documents/report.txt";
const TEXT: &str = "Workers in Doha\n\nThe men came in 2014. About 4,000 workers were sent. Each earned 300 dollars a month. \
                    Of that, 90 percent was taken.\n\n카타르에서 노동자 6000명이 일했다.\u{1b}[2J Two died.\u{202e}\n";

fn quantity(low: i64, high: i64, unit: &str) -> Quantity {
    let range = evidence::Range::new(Some(low.into()), Some(high.into())).unwrap();
    Quantity { range, unit: unit.parse().unwrap(), approximate: false }
}

fn claim(kind: Kind, quantity: Quantity, quote: &str, sentence: &str) -> Claim {
    let layer = TextLayer::identity(SourceId::of(TEXT.as_bytes()), 0, TEXT.to_owned());
    let place = |words: &str| {
        let start = TEXT.find(words).unwrap();
        layer.span(start..start + words.len()).unwrap()
    };
    let place_name = Place { name: "Doha".into(), country: Some("QA".into()), rung: PlaceRung::Document };
    let statement = Statement {
        kind,
        quantity: Some(quantity),
        roles: Roles::new(),
        about: About { who: Some("workers".into()), place: Some(place_name), time: Some("2014".parse().unwrap()) },
        attribution: Default::default(),
        modality: Modality::Asserted,
    };
    let steps = vec![Step { rule: Rule::new("figure.read", 1), span: Some(place(quote)), note: "read as it stands".into() }];
    let basis = Basis::Read { span: place(quote), sentence: place(sentence), rule: Rule::new("by.hand", 1), steps };
    Claim::new(statement, basis).unwrap()
}

fn claims() -> Vec<Claim> {
    let month = "Each earned 300 dollars a month.";
    vec![
        claim(Kind::WorkerCount, quantity(4000, 4000, "person"), "About 4,000 workers", "About 4,000 workers were sent."),
        claim(Kind::Wage, quantity(300, 300, "USD/month"), "300 dollars a month", month),
        claim(Kind::ShareTaken, quantity(90, 90, "percent of pay"), "90 percent", "Of that, 90 percent was taken."),
        claim(Kind::WorkerCount, quantity(6000, 6000, "person"), "6000명", "카타르에서 노동자 6000명이 일했다.\u{1b}[2J"),
    ]
}

fn source() -> Source {
    Source {
        id: SourceId::of(TEXT.as_bytes()),
        byte_count: TEXT.len() as u64,
        name: NAME.into(),
        media_type: MediaType::PlainText,
        title: Some("Workers in\u{9b} Doha".into()),
        publisher: Some("Harbour Institute".into()),
        published: Some("2015-02".parse().unwrap()),
        language: Some("en".into()),
        grade: "C3".parse().unwrap(),
        derived_from: None,
        part_of: None,
    }
}

/// A case folder with the document and its ledger.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("documents")).unwrap();
    std::fs::write(folder.path().join(NAME), TEXT).unwrap();
    let mut ledger = Ledger::create(&ledger::path_in(folder.path())).unwrap();
    let reading = Reading::whole(source().id, "hand@1", Facts::default(), claims(), Vec::new());
    ledger.append(&Entry::Reading(reading), AT).unwrap();
    let settings = [("title".to_owned(), "A rehearsal".to_owned())].into();
    ledger.append_listing(Listing::new(vec![source()], Vec::new(), settings), AT).unwrap();
    folder
}

fn session(folder: &tempfile::TempDir, by: &str) -> Session {
    Session::new(Desk::open(folder.path(), Some(by), false).unwrap(), Filter::default())
}

fn case(folder: &tempfile::TempDir) -> Case {
    Ledger::open_read_only(&ledger::path_in(folder.path())).unwrap().case().unwrap().case
}

fn screen(session: &mut Session) -> String {
    session.rows(80, 24).iter().map(|row| plain(row) + "\n").collect()
}

fn keys(session: &mut Session, keys: impl IntoIterator<Item = Key>) {
    keys.into_iter().for_each(|key| assert_eq!(session.press(key), Next::Stay));
}

fn typed(text: &str) -> impl Iterator<Item = Key> {
    text.chars().map(Key::Char)
}

/// The claim of `kind` that the case was made with.
fn made(index: usize) -> ClaimId {
    claims()[index].id()
}

#[test]
fn a_claim_is_shown_in_its_context() {
    let folder = folder();
    let shown = screen(&mut session(&folder, "Ana"));
    let expected = "\
A rehearsal · Ana
0 of 4 judged; the rest moves the headline by at most 100 % (workers.abroad)
────────────────────────────────────────────────────────────────────────────────
“Workers in\\u{9b} Doha” · Harbour Institute · 2015-02 · grade C3
documents/report.txt · bytes 112–122

  Each earned 300 dollars a month.
  Of that, [90 percent] was taken.
  카타르에서 노동자 6000명이 일했다.\\u{1b}[2J Two died.\\u{202e}

  kind    share_taken                     figure  90 percent of pay
  whom    workers                         put as  asserted
  when    2014                            says    –
  where   Doha (QA), in the title
score 21.00 = effect 3.00 on the headline × doubt 7





────────────────────────────────────────────────────────────────────────────────

a accept   r reject   c correct   s put off   n note   u undo
? why here, how read   o its place in the source   f filter   h help   q quit
";
    assert_eq!(shown, expected, "\n{shown}");
}

#[test]
fn every_decision_is_in_the_ledger_before_the_next_claim_is_shown() {
    let folder = folder();
    let mut first = session(&folder, "Ana");
    keys(&mut first, typed("a"));
    assert_eq!(case(&folder).standing(made(2)), Standing::Accepted);
    assert!(screen(&mut first).contains("1 of 4 judged"), "{}", screen(&mut first));
    assert!(!screen(&mut first).contains("[90 percent]"));
    // as if killed: the next review goes on with what is not judged
    drop(first);
    let mut next = session(&folder, "Ana");
    assert!(screen(&mut next).contains("1 of 4 judged"));
    assert!(!screen(&mut next).contains("[90 percent]"));
    keys(&mut next, typed("rrr"));
    assert!(screen(&mut next).contains("Every claim of this filter is judged."), "{}", screen(&mut next));
    keys(&mut next, typed("a?ocsn"));
    assert_eq!(case(&folder).judgements().len(), 4, "there is nothing left to judge");
}

#[test]
fn a_person_takes_back_their_own_latest_judgement() {
    let folder = folder();
    let (mut ana, mut ben) = (session(&folder, "Ana"), session(&folder, "Ben"));
    keys(&mut ana, typed("a"));
    keys(&mut ben, typed("sr"));
    keys(&mut ana, typed("u"));
    assert_eq!(case(&folder).standing(made(2)), Standing::Pending);
    let ben_judged = case(&folder).judgements()[1].claim;
    assert_eq!(case(&folder).standing(ben_judged), Standing::Rejected, "Ben's stays");
    let shown = screen(&mut ana);
    assert!(shown.contains("[90 percent]") && shown.contains("taken back"), "{shown}");
    keys(&mut ana, typed("u"));
    assert!(screen(&mut ana).contains("You have judged nothing here that could be taken back."));
    assert_eq!(case(&folder).judgements().len(), 3, "nothing is erased");
}

#[test]
fn a_correction_is_made_field_by_field_and_checked() {
    let folder = folder();
    let mut session = session(&folder, "Ana");
    keys(&mut session, typed("c"));
    keys(&mut session, [Key::Down, Key::Char('1'), Key::Char('9'), Key::Char('0'), Key::Enter]);
    let shown = screen(&mut session);
    assert!(shown.contains("lower end   190   (was read as 90)"), "{shown}");
    assert!(shown.contains("upper end   190   (was read as 90)"), "one figure stays one: {shown}");
    // to "put as", whose list is opened, narrowed and chosen from
    keys(&mut session, [Key::Down, Key::Down, Key::Enter]);
    assert!(screen(&mut session).contains("… 2 more; type to narrow"), "{}", screen(&mut session));
    keys(&mut session, typed("nonsense"));
    keys(&mut session, [Key::Enter]);
    assert!(screen(&mut session).contains("\"nonsense\" is not on the list"), "{}", screen(&mut session));
    keys(&mut session, [Key::Clear]);
    keys(&mut session, typed("repo"));
    keys(&mut session, [Key::Enter]);
    assert!(screen(&mut session).contains("put as      reported   (was read as asserted)"), "{}", screen(&mut session));
    // a unit that is none: the correction is not written, and the form stays
    keys(&mut session, [Key::Up, Key::Up]);
    keys(&mut session, typed("pounds of flesh"));
    keys(&mut session, [Key::Enter]);
    let to_the_end = [Key::Down; 5];
    keys(&mut session, to_the_end);
    keys(&mut session, [Key::Enter]);
    assert!(screen(&mut session).contains("a unit such as person"), "{}", screen(&mut session));
    assert!(case(&folder).judgements().is_empty());
    keys(&mut session, [Key::Up; 6]);
    keys(&mut session, typed("percent of pay"));
    keys(&mut session, [Key::Enter]);
    keys(&mut session, to_the_end);
    keys(&mut session, [Key::Enter]);
    let case = case(&folder);
    let Standing::Corrected(by) = case.standing(made(2)) else { panic!("{}", screen(&mut session)) };
    let statement = case.claim(by).unwrap().statement();
    assert_eq!((statement.quantity, statement.modality), (Some(quantity(190, 190, "percent of pay")), Modality::Reported));
}

#[test]
fn a_note_goes_with_its_decision() {
    let folder = folder();
    let mut session = session(&folder, "Ana");
    keys(&mut session, typed("nseen in the table"));
    keys(&mut session, [Key::Enter]);
    assert!(screen(&mut session).contains("your note: seen in the table"));
    assert_eq!(session.press(Key::Char('q')), Next::Stay, "a note would be lost");
    assert!(screen(&mut session).contains("Press q again"));
    keys(&mut session, typed("r"));
    assert_eq!(case(&folder).judgements()[0].note.as_deref(), Some("seen in the table"));
    assert_eq!(session.press(Key::Char('q')), Next::Quit);
    assert_eq!(session.press(Key::Interrupt), Next::Interrupted);
}

#[test]
fn a_filter_narrows_the_queue() {
    let folder = folder();
    let mut session = session(&folder, "Ana");
    keys(&mut session, typed("fkind:worker_count"));
    keys(&mut session, [Key::Enter]);
    let shown = screen(&mut session);
    assert!(shown.contains("2 claims fit.") && shown.contains("0 of 2 judged") && shown.contains("worker_count"), "{shown}");
    keys(&mut session, typed("f"));
    keys(&mut session, [Key::Clear]);
    keys(&mut session, typed("kind:slavery"));
    keys(&mut session, [Key::Enter]);
    assert!(screen(&mut session).contains("a kind of claim"), "{}", screen(&mut session));
    keys(&mut session, [Key::Clear]);
    keys(&mut session, typed("source:elsewhere"));
    keys(&mut session, [Key::Enter]);
    assert!(screen(&mut session).contains("No claim fits this filter."), "{}", screen(&mut session));
}

#[test]
fn the_source_is_opened_where_the_words_stand_and_why_adds_up() {
    let folder = folder();
    let mut session = session(&folder, "Ana");
    keys(&mut session, typed("o"));
    let shown = screen(&mut session);
    assert!(shown.contains("[90 percent]") && shown.contains("Workers in Doha"), "{shown}");
    keys(&mut session, [Key::Escape]);
    keys(&mut session, typed("?"));
    let shown = screen(&mut session);
    for part in [
        "pay.share_taken: 90 percent of pay → nothing",
        "3  the place is from the title",
        "1  its source is graded C",
        "by.hand@1",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    std::fs::remove_file(folder.path().join(NAME)).unwrap();
    let mut without = self::session(&folder, "Ana");
    keys(&mut without, typed("o"));
    assert!(screen(&mut without).contains("The text of this source is not at hand"), "{}", screen(&mut without));
}

#[test]
fn no_screen_is_wider_or_longer_than_its_terminal_and_none_steers_it() {
    let folder = folder();
    let mut session = session(&folder, "Ana");
    for opening in ["", "?", "\u{1b}", "o", "\u{1b}", "h", "\u{1b}", "c", "\u{1b}", "f", "\u{1b}", "n", "\u{1b}", "ss", "s"] {
        for key in opening.chars() {
            session.press(if key == '\u{1b}' { Key::Escape } else { Key::Char(key) });
        }
        for (columns, lines) in [(80, 24), (40, 10), (20, 8), (200, 60), (61, 24)] {
            let rows = session.rows(columns, lines);
            assert_eq!(rows.len(), lines, "{opening:?} at {columns}×{lines}");
            for row in &rows {
                let text = plain(row);
                assert!(width(&text) <= columns, "{opening:?} at {columns}×{lines}: {text:?}");
                assert!(!text.chars().any(|c| c.is_control() || c == '\u{202e}'), "{text:?}");
            }
        }
    }
}

#[test]
fn a_blind_reviewer_sees_only_their_own_judgements() {
    let folder = folder();
    keys(&mut session(&folder, "Ana"), typed("aa"));
    let blind = Desk::open(folder.path(), Some("Ben"), true).unwrap();
    assert_eq!(blind.case().judgements(), []);
    let mut session = Session::new(blind, Filter::default());
    assert!(screen(&mut session).contains("A rehearsal · Ben · blind\n0 of 4 judged"), "{}", screen(&mut session));
    keys(&mut session, typed("r"));
    assert!(screen(&mut session).contains("1 of 4 judged"));
}

/// What the effects say a rejection does is what it does.
#[test]
fn an_effect_is_what_a_rejection_does_to_the_findings() {
    let build = |rejected: Option<ClaimId>| {
        let mut builder = CaseBuilder::new();
        builder.source(source());
        claims().into_iter().for_each(|claim| builder.claim(claim).unwrap());
        if let Some(claim) = rejected {
            let verdict = Verdict::Reject;
            builder.judgement(Judgement { claim, verdict, by: "Ana".into(), at: AT.into(), note: None }).unwrap();
        }
        builder.finish()
    };
    let settings = crate::settings::dossier_settings(&Default::default());
    let case = build(None);
    let waiting: BTreeSet<ClaimId> = case.claims().iter().map(Claim::id).collect();
    let effects = Effects::of(&case, &settings, &waiting);
    let mut moved = 0;
    for claim in &waiting {
        let then = dossier::findings(&build(Some(*claim)), &settings, dossier::Joined::default());
        for one in effects.moves(*claim).iter().filter(|one| one.together == 1) {
            let found = then.iter().find(|finding| finding.name == one.figure).map(|finding| &finding.value);
            let shown = match found {
                Some(FindingValue::Quantity(quantity)) => quantity.to_string(),
                Some(FindingValue::Gap) | None => "nothing".to_owned(),
                Some(other) => panic!("{other:?}"),
            };
            assert_eq!(one.then, shown, "{}", one.figure);
            moved += 1;
        }
    }
    assert!(moved >= 5, "{moved} moves were compared");
}
