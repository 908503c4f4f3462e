//! The screen of a review: keys in, rows out. What it is drawn on is somebody else's.

use super::context::{Texts, at_character, neighbours, words_of};
use super::decision;
use super::desk::Desk;
use super::doubt::{self, Doubts};
use super::form::{Filled, Form};
use super::page::{Ink, Piece, Row, cut, indented, row, single_spaced, visible, width, wrap};
use super::queue::{Filter, Item, Queue};
use crate::outcome::Trouble;
use crate::show;
use evidence::{Case, Claim, ClaimId, Standing, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// A key that a person pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Char(char),
    Enter,
    Escape,
    Backspace,
    /// The whole line away (Ctrl-U).
    Clear,
    Tab,
    Up,
    Down,
    PageUp,
    PageDown,
    /// Ctrl-C.
    Interrupt,
}

/// What comes after a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The review goes on.
    Stay,
    /// The person is done.
    Quit,
    /// The person stopped it.
    Interrupted,
}

/// A source is opened where the words of the claim stand.
const AT_THE_WORDS: usize = usize::MAX;

/// What the body of the screen shows.
enum Mode {
    Claim,
    /// Why the claim stands where it stands in the queue, and how it was read.
    Why,
    Note(String),
    Filter(String),
    Form(Box<Form>),
    Source,
    Help,
}

/// A review going on.
pub struct Session {
    desk: Desk,
    doubts: Doubts,
    queue: Queue,
    filter: Filter,
    texts: Texts,
    mode: Mode,
    /// The claim before the person.
    current: Option<ClaimId>,
    /// Claims put off until the others are done.
    skipped: BTreeSet<ClaimId>,
    /// Notes that wait for a decision.
    notes: BTreeMap<ClaimId, String>,
    message: String,
    scroll: usize,
    leaving: bool,
    /// Judgements written in this session.
    pub written: usize,
}

impl Session {
    /// Begins with the first claim of the queue.
    pub fn new(desk: Desk, filter: Filter) -> Self {
        let doubts = doubt::of_case(desk.case());
        let queue = Queue::of(&desk, &doubts, &filter);
        let texts = Texts::of(desk.folder());
        let mut session = Session {
            desk,
            doubts,
            queue,
            filter,
            texts,
            mode: Mode::Claim,
            current: None,
            skipped: BTreeSet::new(),
            notes: BTreeMap::new(),
            message: String::new(),
            scroll: 0,
            leaving: false,
            written: 0,
        };
        session.advance();
        session
    }

    /// How far the review is.
    pub fn progress(&self) -> String {
        self.queue.progress()
    }

    /// The claim before the person.
    fn claim(&self) -> Option<&Claim> {
        self.current.and_then(|id| self.desk.case().claim(id))
    }

    fn item(&self) -> Option<&Item> {
        self.queue.items.iter().find(|item| Some(item.claim) == self.current)
    }

    /// Goes to the first claim that is not put off; if all are, begins with them again.
    fn advance(&mut self) {
        let first = |skipped: &BTreeSet<ClaimId>, items: &[Item]| {
            items.iter().map(|item| item.claim).find(|claim| !skipped.contains(claim))
        };
        self.current = first(&self.skipped, &self.queue.items);
        if self.current.is_none() && !self.filter.all && !self.skipped.is_empty() {
            self.skipped.clear();
            self.current = first(&self.skipped, &self.queue.items);
            self.message.push_str(" What was put off comes again.");
        }
        self.scroll = 0;
    }

    fn recount(&mut self) {
        self.queue = Queue::of(&self.desk, &self.doubts, &self.filter);
    }

    // ---- keys -------------------------------------------------------------------------------------------------------------------

    /// Takes a key.
    pub fn press(&mut self, key: Key) -> Next {
        if key == Key::Interrupt {
            return Next::Interrupted;
        }
        let leaving = std::mem::take(&mut self.leaving);
        self.message.clear();
        match std::mem::replace(&mut self.mode, Mode::Claim) {
            Mode::Claim => return self.press_claim(key, leaving),
            Mode::Note(text) => self.press_note(key, text),
            Mode::Filter(text) => self.press_filter(key, text),
            Mode::Form(form) => self.press_form(key, form),
            mode @ (Mode::Why | Mode::Source | Mode::Help) => {
                if !matches!(key, Key::Escape | Key::Enter | Key::Char('?' | 'o' | 'h' | 'q')) {
                    self.mode = mode;
                    self.turn(key);
                } else {
                    self.scroll = 0;
                }
            }
        }
        Next::Stay
    }

    fn turn(&mut self, key: Key) {
        self.scroll = match key {
            Key::Up => self.scroll.saturating_sub(1),
            Key::Down => self.scroll.saturating_add(1),
            Key::PageUp => self.scroll.saturating_sub(10),
            Key::PageDown | Key::Char(' ') => self.scroll.saturating_add(10),
            _ => self.scroll,
        };
    }

    fn press_claim(&mut self, key: Key, leaving: bool) -> Next {
        match key {
            Key::Char('q') => return self.leave(leaving),
            Key::Char('u') => self.undo(),
            Key::Char('f') => self.mode = Mode::Filter(self.filter.to_string()),
            Key::Char('h') => self.open(Mode::Help),
            Key::Char('a' | 'r' | 'c' | 's' | 'n' | '?' | 'o') if self.current.is_none() => {
                self.message = "There is no claim to judge here.".into();
            }
            Key::Char('a') => self.decide(Verdict::Accept, "accepted"),
            Key::Char('r') => self.decide(Verdict::Reject, "rejected"),
            Key::Char('c') => {
                if let Some(claim) = self.claim() {
                    self.mode = Mode::Form(Box::new(Form::of(self.desk.case(), claim)));
                    self.scroll = 0;
                }
            }
            Key::Char('s') => {
                self.skipped.extend(self.current);
                self.message = "Put off.".into();
                self.advance();
            }
            Key::Char('n') => self.mode = Mode::Note(self.note().unwrap_or_default()),
            Key::Char('?') => self.open(Mode::Why),
            Key::Char('o') => self.open_source(),
            Key::Up | Key::Down | Key::PageUp | Key::PageDown => self.turn(key),
            _ => self.message = "Press h for help.".into(),
        }
        Next::Stay
    }

    fn open(&mut self, mode: Mode) {
        self.mode = mode;
        self.scroll = 0;
    }

    fn note(&self) -> Option<String> {
        self.current.and_then(|claim| self.notes.get(&claim).cloned())
    }

    fn leave(&mut self, leaving: bool) -> Next {
        if self.notes.is_empty() || leaving {
            return Next::Quit;
        }
        self.leaving = true;
        let notes = if self.notes.len() == 1 { "A note goes" } else { "Notes go" };
        self.message = format!("{notes} with no decision and would be lost. Press q again to leave all the same.");
        Next::Stay
    }

    fn decide(&mut self, verdict: Verdict, word: &str) {
        let Some(claim) = self.current else { return };
        let note = self.notes.get(&claim).cloned();
        let written = self.desk.judge(claim, |_, _, _| Ok(verdict), note);
        self.decided(claim, written, word);
    }

    /// Goes on after a judgement was written, or says why it was not.
    fn decided(&mut self, claim: ClaimId, written: Result<(), Trouble>, word: &str) {
        match written {
            Ok(()) => {
                self.written += 1;
                self.notes.remove(&claim);
                self.skipped.remove(&claim);
                let stands = match self.desk.case().standing(claim) {
                    Standing::Corrected(by) => by,
                    Standing::Pending | Standing::Proposed | Standing::Accepted | Standing::Rejected => claim,
                };
                let shown = self.desk.case().claim(stands).map(|claim| single_spaced(&show::headline(claim)));
                self.message = format!("{word} (u takes it back): {}", shown.unwrap_or_default());
                // what no headline figure rests on moves none
                let is_aside = self.queue.effects.supports(claim).is_empty() && stands == claim && !self.filter.all;
                if is_aside {
                    self.queue.remove(claim)
                } else {
                    self.recount()
                }
                if self.filter.all {
                    self.skipped.insert(claim);
                }
                self.advance();
            }
            Err(trouble) => self.message = told(&trouble),
        }
    }

    fn undo(&mut self) {
        match self.desk.undo() {
            Ok(Some(claim)) => {
                self.written += 1;
                self.message = "Your latest judgement is taken back; here is its claim again.".into();
                self.recount();
                self.skipped.remove(&claim);
                self.current = Some(claim);
                self.scroll = 0;
            }
            Ok(None) => self.message = "You have judged nothing here that could be taken back.".into(),
            Err(trouble) => self.message = told(&trouble),
        }
    }

    fn open_source(&mut self) {
        match self.source_text() {
            Some(_) => {
                self.open(Mode::Source);
                self.scroll = AT_THE_WORDS;
            }
            None => {
                self.message = "The text of this source is not at hand: the file is gone, was changed, or is too large.".into()
            }
        }
    }

    fn press_note(&mut self, key: Key, mut text: String) {
        if !edit(&mut text, key) {
            self.mode = Mode::Note(text);
            return;
        }
        let Some(claim) = self.current.filter(|_| key == Key::Enter) else { return };
        match text.trim() {
            "" => drop(self.notes.remove(&claim)),
            note => {
                self.notes.insert(claim, note.to_owned());
                self.message = "The note will be written with your decision on this claim.".into();
            }
        }
    }

    fn press_filter(&mut self, key: Key, mut text: String) {
        if !edit(&mut text, key) {
            self.mode = Mode::Filter(text);
            return;
        }
        if key != Key::Enter {
            return;
        }
        match Filter::parse(&text) {
            Ok(filter) => {
                self.filter = filter;
                self.skipped.clear();
                self.recount();
                self.message = match self.queue.items.len() {
                    1 => "One claim fits.".into(),
                    count => format!("{count} claims fit."),
                };
                self.advance();
            }
            Err(trouble) => {
                self.message = told(&trouble);
                self.mode = Mode::Filter(text);
            }
        }
    }

    fn press_form(&mut self, key: Key, mut form: Box<Form>) {
        match form.press(key) {
            Filled::Still => self.mode = Mode::Form(form),
            Filled::Left => self.message = "The claim is as it was.".into(),
            Filled::Done(correction) => {
                let (claim, note) = (form.claim, self.notes.get(&form.claim).cloned());
                let written = self.desk.judge(claim, |judged, by, at| decision::correct(judged, &correction, by, at), note);
                if let Err(trouble) = &written {
                    form.error = told(trouble);
                    self.mode = Mode::Form(form);
                } else {
                    self.decided(claim, written, "corrected");
                }
            }
        }
    }

    /// Corrects the claim by words such as `low=100 unit=USD/month "subject=the men"`.
    pub fn correct_by_words(&mut self, words: &str) {
        self.message.clear();
        let Some(claim) = self.current else {
            self.message = "There is no claim to judge here.".into();
            return;
        };
        let note = self.notes.get(&claim).cloned();
        let written = decision::correction_from(words)
            .and_then(|correction| self.desk.judge(claim, |judged, by, at| decision::correct(judged, &correction, by, at), note));
        self.decided(claim, written, "corrected");
    }

    // ---- looks ------------------------------------------------------------------------------------------------------------------

    /// What the screen would show, for somebody who reads line by line: the message, the claim, and what can be typed.
    pub fn spoken(&mut self, columns: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        if !self.message.is_empty() {
            rows.extend(wrap(&row(Ink::Plain, self.message.clone()), columns));
            rows.push(Row::new());
        }
        if let Mode::Filter(_) = self.mode {
            self.mode = Mode::Claim;
        }
        rows.extend(wrap(&row(Ink::Plain, self.queue.progress()), columns));
        let opened = matches!(self.mode, Mode::Source);
        let body = self.body(columns, 20);
        let from = if opened { self.scroll.min(body.len()) } else { 0 };
        rows.extend(body.into_iter().skip(from).take(if opened { 20 } else { usize::MAX }));
        self.mode = Mode::Claim;
        self.scroll = 0;
        rows.push(row(Ink::Plain, "a accept  r reject  c NAME=VALUE… correct  s put off  n WORDS note  u undo"));
        rows.push(row(Ink::Plain, "? why here, how read  o source  f WORDS filter  h help  q quit"));
        rows
    }

    /// The screen in `columns` by `lines` cells: exactly so many rows, none wider.
    pub fn rows(&mut self, columns: usize, lines: usize) -> Vec<Row> {
        let columns = columns.max(20);
        let (head, foot) = (self.head(columns), self.foot(columns));
        let room = lines.saturating_sub(head.len() + foot.len() + 1).max(1);
        let body = self.body(columns, room);
        self.scroll = self.scroll.min(body.len().saturating_sub(room));
        let below = body.len().saturating_sub(self.scroll + room);
        let mut rows = head;
        rows.extend(body.into_iter().skip(self.scroll).take(room));
        rows.resize(lines.saturating_sub(foot.len() + 1).max(rows.len()), Row::new());
        rows.push(rule(columns, if below > 0 { format!(" {below} more lines: ↓ ") } else { String::new() }));
        rows.extend(foot);
        rows.truncate(lines);
        rows
    }

    fn head(&self, columns: usize) -> Vec<Row> {
        let by = self.desk.by().map(single_spaced).unwrap_or_default();
        let blind = if self.desk.is_blind() { " · blind" } else { "" };
        let filter = self.filter.to_string();
        let filter = if filter.is_empty() { filter } else { format!(" · {}", single_spaced(&filter)) };
        vec![
            row(Ink::Strong, cut(&format!("{} · {by}{blind}{filter}", single_spaced(&self.desk.settings().title)), columns)),
            row(Ink::Plain, cut(&self.queue.progress(), columns)),
            rule(columns, String::new()),
        ]
    }

    fn foot(&self, columns: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        match &self.mode {
            Mode::Note(text) => rows.push(typed("note: ", text, columns)),
            Mode::Filter(text) => rows.push(typed("filter: ", text, columns)),
            Mode::Claim | Mode::Why | Mode::Form(_) | Mode::Source | Mode::Help => {
                rows.push(row(Ink::Strong, cut(&self.message, columns)));
            }
        }
        let (first, second) = match &self.mode {
            Mode::Claim => (
                "a accept   r reject   c correct   s put off   n note   u undo",
                "? why here, how read   o its place in the source   f filter   h help   q quit",
            ),
            Mode::Note(_) => ("Enter keeps the note; it is written with your decision.   Esc leaves it", &*self.message),
            Mode::Filter(_) => ("kind:wage   source:PART-OF-NAME   all (also judged)   nothing: every claim", &*self.message),
            Mode::Form(_) => ("↑ ↓ move   Enter or typing changes a field   Tab next choice", "Esc goes back without writing"),
            Mode::Why | Mode::Source | Mode::Help => ("↑ ↓ PgUp PgDn move", "Esc or Enter goes back to the claim"),
        };
        rows.extend([row(Ink::Faint, cut(first, columns)), row(Ink::Faint, cut(second, columns))]);
        rows
    }

    fn body(&mut self, columns: usize, room: usize) -> Vec<Row> {
        if matches!(self.mode, Mode::Source) {
            return self.source_rows(columns, room);
        }
        match &self.mode {
            Mode::Help => help(columns),
            Mode::Form(form) => {
                let mut rows = self.sentence_rows(columns);
                rows.push(Row::new());
                let (fields, seen) = form.rows(columns);
                let seen = rows.len() + seen;
                rows.extend(fields);
                if !form.error.is_empty() {
                    rows.extend(wrap(&row(Ink::Strong, form.error.clone()), columns));
                }
                // the field in hand, and its choices below it, must be seen
                let down = (seen + 9).min(rows.len()).saturating_sub(room).min(seen);
                rows.drain(..down);
                rows
            }
            Mode::Why => self.why_rows(columns),
            Mode::Claim | Mode::Note(_) | Mode::Filter(_) | Mode::Source => self.claim_rows(columns),
        }
    }

    fn claim_rows(&mut self, columns: usize) -> Vec<Row> {
        let Some(claim) = self.claim().cloned() else { return self.end_rows(columns) };
        let case = self.desk.case();
        let mut rows = source_lines(case, &claim, columns);
        rows.push(Row::new());
        let (before, after) = self.around(&claim);
        let case = self.desk.case();
        let faint = |text: Option<String>, last: bool| -> Vec<Row> {
            let rows = text.map(|text| wrap(&row(Ink::Faint, single_spaced(&text)), columns - 2)).unwrap_or_default();
            let (count, most) = (rows.len(), 3);
            // of the sentence before, its end is nearest; of the one after, its beginning
            if last { rows.into_iter().skip(count.saturating_sub(most)).collect() } else { rows.into_iter().take(most).collect() }
        };
        rows.extend(indented(faint(before, true), 2));
        rows.extend(self.sentence_rows(columns));
        rows.extend(indented(faint(after, false), 2));
        rows.push(Row::new());
        rows.extend(fields(case, &claim, columns));
        if let Some(item) = self.item() {
            rows.push(row(Ink::Faint, cut(&score_line(item), columns)));
        }
        if let Some(note) = self.note() {
            rows.extend(wrap(&row(Ink::Strong, format!("your note: {}", single_spaced(&note))), columns));
        }
        rows
    }

    fn sentence_rows(&self, columns: usize) -> Vec<Row> {
        let Some((quote, sentence)) = self.claim().and_then(|claim| words_of(self.desk.case(), claim)) else { return Vec::new() };
        indented(wrap(&marked(quote, sentence), columns - 2), 2)
    }

    fn around(&mut self, claim: &Claim) -> (Option<String>, Option<String>) {
        let case = self.desk.case();
        let Some((_, sentence)) = words_of(case, claim) else { return (None, None) };
        let place = sentence.in_layer();
        let source = case.source(sentence.source()).cloned();
        let text = source.and_then(|source| self.texts.get(&source));
        text.map_or((None, None), |text| neighbours(&text, place.start as usize, place.end as usize))
    }

    fn source_text(&mut self) -> Option<(std::rc::Rc<str>, std::ops::Range<usize>)> {
        let claim = self.claim()?.clone();
        let (quote, _) = words_of(self.desk.case(), &claim)?;
        let (place, id) = (quote.in_layer(), quote.source());
        let source = self.desk.case().source(id).cloned()?;
        let text = self.texts.get(&source)?;
        let place = place.start as usize..place.end as usize;
        text.get(place.clone())?;
        Some((text, place))
    }

    /// The source around the claim, with its words in the middle of the room when it is opened.
    fn source_rows(&mut self, columns: usize, room: usize) -> Vec<Row> {
        /// How much of a source is shown around a claim, in bytes.
        const SHOWN: usize = 40_000;
        let Some((text, place)) = self.source_text() else { return Vec::new() };
        let from = at_character(&text, place.start.saturating_sub(SHOWN / 2));
        let until = at_character(&text, (place.end + SHOWN / 2).min(text.len()));
        let mut rows: Vec<Row> = Vec::new();
        let mut lit = 0;
        let mut start = from;
        for line in text[from..until].split_inclusive('\n') {
            let end = start + line.len();
            let inside = |at: usize| at.clamp(start, end) - start;
            let (a, b) = (inside(place.start), inside(place.end));
            let pieces: Row = [(Ink::Plain, &line[..a]), (Ink::Marked, &line[a..b]), (Ink::Plain, &line[b..])]
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(ink, text)| Piece {
                    ink,
                    text: if ink == Ink::Marked { format!("[{}]", visible(text)) } else { visible(text) },
                })
                .collect();
            if a < b && lit == 0 {
                lit = rows.len();
            }
            let wrapped = wrap(&pieces, columns);
            rows.extend(if wrapped.is_empty() { vec![Row::new()] } else { wrapped });
            start = end;
        }
        let before = lit.saturating_sub(room / 3);
        if self.scroll == AT_THE_WORDS {
            self.scroll = before;
        }
        rows
    }

    fn end_rows(&self, columns: usize) -> Vec<Row> {
        let words = if self.queue.total == 0 {
            "No claim fits this filter. Press f to change it."
        } else {
            "Every claim of this filter is judged. f changes the filter, u takes your latest judgement back, q quits. `manumit run` tells the dossier anew."
        };
        wrap(&row(Ink::Strong, words), columns)
    }

    fn why_rows(&self, columns: usize) -> Vec<Row> {
        let (Some(claim), Some(item)) = (self.claim(), self.item()) else { return self.end_rows(columns) };
        let mut rows = Vec::new();
        let mut say = |ink: Ink, indent: usize, text: String| {
            rows.extend(indented(wrap(&row(ink, text), columns - indent), indent));
        };
        say(Ink::Strong, 0, format!("Why it comes here: {}", score_line(item)));
        say(Ink::Plain, 0, format!("effect {:.2}: if it were rejected,", item.effect));
        for one in self.queue.effects.moves(item.claim) {
            let with =
                if one.together > 1 { format!(", with {} more that hold the same end", one.together - 1) } else { String::new() };
            say(Ink::Plain, 2, format!("{:.2}  {}: {} → {}{with}", one.share, one.figure, one.now, one.then));
        }
        match (self.queue.effects.moves(item.claim), self.queue.effects.supports(item.claim)) {
            ([], []) => say(Ink::Plain, 2, "0  no headline figure rests on it".to_owned()),
            ([], supports) => say(Ink::Plain, 2, format!("0  {} would stay as they are", supports.join(", "))),
            _ => {}
        }
        say(Ink::Plain, 0, format!("doubt {}:", doubt::total(&item.doubts)));
        for doubt in &item.doubts {
            say(Ink::Plain, 2, format!("{}  {}", doubt.points, doubt.why));
        }
        say(Ink::Strong, 0, format!("How it was read: {}", show::made_by(claim)));
        for step in show::steps(claim) {
            say(Ink::Plain, 2, single_spaced(&step));
        }
        say(Ink::Strong, 0, format!("Claim {}", claim.id()));
        let judged: Vec<_> = self.desk.case().judgements().iter().filter(|judgement| judgement.claim == claim.id()).collect();
        for judgement in &judged {
            let note = judgement.note.as_deref().map(|note| format!(": {}", single_spaced(note))).unwrap_or_default();
            let word = crate::judge::word(&judgement.verdict);
            say(Ink::Plain, 2, format!("{word} by {} on {:.10}{note}", single_spaced(&judgement.by), judgement.at));
        }
        if judged.is_empty() {
            let hidden = if self.desk.is_blind() { " (judgements of others are hidden)" } else { "" };
            say(Ink::Plain, 2, format!("{}{hidden}", show::standing(self.desk.case().standing(claim.id()))));
        }
        rows
    }
}

/// Types a key into a line; tells whether the line is ended.
fn edit(text: &mut String, key: Key) -> bool {
    match key {
        Key::Char(character) => text.push(character),
        Key::Backspace => drop(text.pop()),
        Key::Clear => text.clear(),
        Key::Enter | Key::Escape => return true,
        _ => {}
    }
    false
}

fn typed(label: &str, text: &str, columns: usize) -> Row {
    let room = columns.saturating_sub(width(label) + 1);
    // the end of a long line is what is being typed
    let mut shown = visible(text);
    while width(&shown) > room {
        shown.remove(0);
    }
    vec![Piece { ink: Ink::Strong, text: label.to_owned() }, Piece { ink: Ink::Plain, text: format!("{shown}▏") }]
}

/// A line across, with words near its end.
fn rule(columns: usize, words: String) -> Row {
    let line = "─".repeat(columns.saturating_sub(width(&words) + 2));
    row(Ink::Faint, format!("{line}{words}──"))
}

/// What happened and what to do, in one line.
pub fn told(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Usage { what, remedy } => single_spaced(&format!("{}: {remedy}", what.trim_end_matches('.'))),
        Trouble::Locked(error) | Trouble::Ledger(error) => single_spaced(&format!("Not written: {error}.")),
        Trouble::File { path, error, remedy } => single_spaced(&format!("{}: {error}; {remedy}", path.display())),
        Trouble::NoCase { folder } => format!("There is no case at {} any more.", folder.display()),
        _ => "It was not written; press the key again.".to_owned(),
    }
}

/// Title, publisher, date and grade of the source, and the place in it.
pub fn source_lines(case: &Case, claim: &Claim, columns: usize) -> Vec<Row> {
    let Some((quote, _)) = words_of(case, claim) else { return Vec::new() };
    let Some(source) = case.source(quote.source()) else { return Vec::new() };
    let title = source.title.as_deref().map(|title| format!("“{}”", single_spaced(title)));
    let parts = [
        Some(title.unwrap_or_else(|| "without a title".to_owned())),
        Some(source.publisher.as_deref().map_or_else(|| "publisher not known".to_owned(), single_spaced)),
        Some(source.published.map_or_else(|| "undated".to_owned(), |published| published.to_string())),
        Some(format!("grade {}", source.grade)),
        source.derived_from.as_ref().map(|_| "repeats another".to_owned()),
    ];
    let first = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let mut rows: Vec<Row> = wrap(&row(Ink::Plain, first), columns).into_iter().take(2).collect();
    rows.push(row(Ink::Faint, cut(&format!("{} · {}", single_spaced(&source.name), quote.whereabouts()), columns)));
    rows
}

/// The sentence with the tight words set off by brackets.
pub fn marked(quote: &evidence::Span, sentence: &evidence::Span) -> Row {
    let (whole, part) = (sentence.in_layer(), quote.in_layer());
    let text = sentence.quote();
    let cut_at = |at: u64| at.checked_sub(whole.start).map(|at| at as usize).filter(|&at| text.is_char_boundary(at));
    let (before, words, after) = match (cut_at(part.start), cut_at(part.end)) {
        (Some(start), Some(end)) if start <= end && end <= text.len() && text[start..end] == *quote.quote() => {
            (&text[..start], &text[start..end], &text[end..])
        }
        _ => ("", quote.quote(), ""),
    };
    let piece = |ink, text: String| Piece { ink, text };
    let spaced = |text: &str| {
        let plain = visible(text);
        let mut single = String::with_capacity(plain.len());
        plain.chars().for_each(|c| {
            if c != ' ' || !single.ends_with(' ') {
                single.push(c)
            }
        });
        single
    };
    vec![piece(Ink::Plain, spaced(before)), piece(Ink::Marked, format!("[{}]", spaced(words))), piece(Ink::Plain, spaced(after))]
}

/// What was read, field by field, two beside each other where there is room.
pub fn fields(case: &Case, claim: &Claim, columns: usize) -> Vec<Row> {
    let statement = claim.statement();
    let or_dash = |text: Option<String>| text.map_or_else(|| "–".to_owned(), |text| single_spaced(&text));
    let place = statement.about.place.as_ref().map(|place| match &place.country {
        Some(country) => format!("{} ({country}), {}", place.name, place.rung),
        None => format!("{}, {}", place.name, place.rung),
    });
    let mut named = vec![
        ("kind", statement.kind.to_string()),
        ("figure", or_dash(statement.quantity.map(|quantity| quantity.to_string()))),
        ("whom", or_dash(statement.about.who.clone())),
        ("put as", statement.modality.to_string()),
        ("when", or_dash(statement.about.time.map(|time| time.to_string()))),
        ("says", or_dash(Some(statement.attribution.0.join(", citing ")).filter(|voices| !voices.is_empty()))),
        ("where", or_dash(place)),
    ];
    named.extend(statement.roles.iter().map(|(role, words)| (role.name(), single_spaced(words))));
    match case.standing(claim.id()) {
        Standing::Pending => {}
        standing => named.push(("stands", show::standing(standing))),
    }
    let half = columns / 2;
    let fits = |text: &str| width(text) + 10 <= half;
    let mut rows: Vec<Row> = Vec::new();
    let mut open = None;
    for (name, value) in named {
        let label = |name: &str| Piece { ink: Ink::Faint, text: format!("  {name:<7} ") };
        let words = Piece { ink: Ink::Strong, text: cut(&value, columns.saturating_sub(10)) };
        match open.take() {
            Some(left) if fits(&value) && columns >= 60 => {
                let row: &mut Row = &mut rows[left];
                let taken: usize = row.iter().map(|piece| width(&piece.text)).sum();
                row.push(Piece { ink: Ink::Plain, text: " ".repeat(half.saturating_sub(taken)) });
                row.extend([label(name), words]);
            }
            _ => {
                open = fits(&value).then_some(rows.len());
                rows.push(vec![label(name), words]);
            }
        }
    }
    rows
}

/// The score with what it is made of.
pub fn score_line(item: &Item) -> String {
    let doubt = doubt::total(&item.doubts);
    format!("score {:.2} = effect {:.2} on the headline × doubt {doubt}", item.score(), item.effect)
}

fn help(columns: usize) -> Vec<Row> {
    let lines = [
        "You see one claim at a time: what one source states at one place. The words between [ and ] are what was read; decide whether they say so.",
        "",
        "a  accept: it stands as read",
        "r  reject: it does not say so; the claim leaves every figure",
        "c  correct: it says something else; change field by field",
        "s  put off: it comes again when the others are done",
        "n  note: a few words why, written with your decision",
        "u  undo: takes back your own latest judgement; nothing is erased from the log",
        "?  why this claim comes now, and how it was read, step by step",
        "o  the source at this place",
        "f  filter: kind:wage, source:PART-OF-THE-NAME, all",
        "q  quit; the next review goes on with the first claim that is not judged",
        "",
        "Every decision is in the ledger before the next claim is shown. The order is effect times doubt: how far the headline of the dossier would move if the claim were rejected, times the reasons to doubt its reading. ? shows both in their parts.",
    ];
    let wrapped = lines.iter().map(|line| wrap(&row(Ink::Plain, *line), columns));
    wrapped.flat_map(|rows| if rows.is_empty() { vec![Row::new()] } else { rows }).collect()
}
