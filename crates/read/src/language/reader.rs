//! From a sentence of one of these languages to its claims, each bound to whom, where, when and who says so.

use super::draft::Draft;
use super::figure::Measure;
use super::item::{Case, Item};
use super::meaning::{self, Context};
use super::modality::modality;
use super::relation::relations;
use super::script::{Tongue, is_foreign};
use super::sentence::Sentence;
use super::signs::{self, Hit};
use super::tags::Tags;
use super::takings::heads;
use document::BlockKind;
use evidence::{
    About, Attribution, Basis, Claim, Currency, Indicator, Kind, Modality, PartialDate, Per, Period, Place, PlaceRung, Role,
    Rule, Span, Statement, Step, TextLayer, Unit,
};
use std::ops::Range;

/// What earlier text of a document lends to later text, whatever its language.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    /// ISO 639-1 code of the main language, where recognised.
    pub language: Option<&'static str>,
    of_labour: bool,
    currency: Option<Currency>,
    of_taiwan: bool,
    asked_of_pay: bool,
    title_place: Option<Place>,
    heading_place: Option<Place>,
}

/// What a block lends to its sentences.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paragraph {
    of_pay: bool,
    after_takings: bool,
    pay_period: Option<Per>,
    place: Option<(Place, u8)>,
    who: Option<String>,
}

impl Paragraph {
    /// The state at the beginning of a block.
    pub(crate) fn open(kind: BlockKind, memory: &Memory) -> Self {
        Paragraph { of_pay: kind == BlockKind::Answer && memory.asked_of_pay, ..Paragraph::default() }
    }
}

impl Memory {
    /// Notes at the head of a document whether it is about people at work: a word for it twice, or two words, of any of these languages.
    pub(crate) fn look_ahead(&mut self, text: &str) {
        const WORDS: [&str; 36] = [
            "смен", "удержив", "патент", "копейк", "이주노동", "체불", "선주", "работник", "заработн", "трудов", "мигрант",
            "农民工", "雇主", "船员", "노동자", "근로자", "로동자", "월급", "임금", "사장", "일당", "선원", "рабоч", "зарплат",
            "бригад", "хозя", "вербов", "цех", "зарабат", "工人", "工钱", "工资", "打工", "老板", "劳工", "干活",
        ];
        let head = &text[..text.floor_char_boundary(HEAD)];
        let seen = WORDS.iter().flat_map(|word| head.matches(word).take(2));
        self.of_labour |= is_foreign(head) && seen.take(2).count() == 2;
    }
}

/// So many bytes at the head of a document tell what it is about.
const HEAD: usize = 6000;

/// A sentence and where it stands.
pub(crate) struct Passage<'a> {
    pub layer: &'a TextLayer,
    pub range: Range<usize>,
    pub markup: &'a [Range<usize>],
    pub kind: BlockKind,
    pub tongue: Tongue,
    pub published: Option<PartialDate>,
}

/// Reads a sentence into `found`.
pub(crate) fn read(passage: &Passage, memory: &mut Memory, paragraph: &mut Paragraph, found: &mut Vec<Claim>) {
    let text = passage.layer.text();
    let mut sentence = Sentence::of(text, passage.range.clone(), passage.markup, passage.tongue);
    name_money(&mut sentence, memory);
    if passage.kind == BlockKind::Question {
        memory.asked_of_pay = sentence.has(sentence.all(), Tags::PAY.or(Tags::TAKE));
        return;
    }
    memory.of_labour |= sentence.has(sentence.all(), Tags::WORKER.or(Tags::TOIL).or(Tags::OVERTIME));
    let before = found.len();
    let reader = SentenceReader { passage, sentence: &sentence, memory, paragraph };
    if !asks(&sentence) {
        reader.read(found);
    }
    let place = reader.own_place();
    remember(&sentence, text, &found[before..], place, passage.kind, memory, paragraph);
}

/// Notes whose money the document speaks of, and takes a bare 元 or 块 for that of Taiwan where the document is about it.
fn name_money(sentence: &mut Sentence, memory: &mut Memory) {
    let taiwan = |value: &str| matches!(value, "TW" | "TWD");
    let at_home = |item: &Item| item.is(Tags::PLACE) && item.value == "CN";
    if sentence.tongue == Tongue::Chinese && !sentence.items.iter().any(at_home) {
        memory.of_taiwan |= sentence.items.iter().any(|item| item.is(Tags::PLACE.or(Tags::CURRENCY)) && taiwan(item.value));
        if let Some(currency) = "TWD".parse().ok().filter(|_| memory.of_taiwan) {
            super::figure::bare_yuan_is(&sentence.items, &sentence.letters, currency, &mut sentence.figures);
        }
    }
    let named = sentence.figures.iter().rev().find_map(|figure| figure.currency());
    let of_taiwan = if memory.of_taiwan { "TWD".parse().ok() } else { None };
    memory.currency = named.or(memory.currency).or(of_taiwan);
}

/// A question states nothing.
fn asks(sentence: &Sentence) -> bool {
    let last = sentence.letters.len().saturating_sub(3)..sentence.letters.len();
    last.into_iter().any(|at| matches!(sentence.letters.at(at), '?' | '？'))
}

fn remember(
    sentence: &Sentence,
    text: &str,
    made: &[Claim],
    place: Option<Place>,
    kind: BlockKind,
    memory: &mut Memory,
    paragraph: &mut Paragraph,
) {
    paragraph.of_pay |= sentence.has(sentence.all(), Tags::PAY);
    memory.of_labour |= made.iter().any(|claim| matches!(claim.statement().kind, Kind::Wage | Kind::WorkerCount));
    paragraph.after_takings = sentence.has(sentence.all(), Tags::TAKE.or(Tags::REMIT));
    for claim in made {
        if let (Kind::Wage, Some(Unit::Money(_, Some(per)))) =
            (claim.statement().kind, claim.statement().quantity.map(|quantity| quantity.unit))
        {
            paragraph.pay_period = Some(per);
        }
    }
    if let Some(at) = sentence.last(sentence.all(), Tags::WORKER)
        && let Some(name) = sentence.bytes(meaning::phrase(sentence, at)).and_then(|bytes| text.get(bytes))
    {
        paragraph.who = Some(name.to_owned());
    }
    match (kind, place) {
        (BlockKind::Heading(1), Some(place)) => memory.title_place = Some(Place { rung: PlaceRung::Document, ..place }),
        (BlockKind::Heading(_), place) => memory.heading_place = place.map(|place| Place { rung: PlaceRung::Heading, ..place }),
        (_, Some(place)) => paragraph.place = Some((Place { rung: PlaceRung::Paragraph, ..place }, 0)),
        (_, None) => paragraph.place = paragraph.place.take().filter(|(_, ago)| *ago < 2).map(|(place, ago)| (place, ago + 1)),
    }
}

struct SentenceReader<'a> {
    passage: &'a Passage<'a>,
    sentence: &'a Sentence,
    memory: &'a Memory,
    paragraph: &'a Paragraph,
}

impl SentenceReader<'_> {
    fn read(&self, found: &mut Vec<Claim>) {
        let sentence = self.sentence;
        let context = Context {
            of_labour: self.memory.of_labour,
            of_pay: self.paragraph.of_pay,
            after_takings: self.paragraph.after_takings,
            pay_period: self.paragraph.pay_period,
            currency: self.memory.currency,
        };
        let mut used = vec![false; sentence.figures.len()];
        let mut drafts = heads(sentence, &context, &mut used);
        drafts.extend(relations(sentence, &mut used));
        drafts.extend(meaning::rest_in_weeks(sentence, &mut used));
        for (index, figure) in sentence.figures.iter().enumerate() {
            if !used[index] && !converted(sentence, index) {
                drafts.extend(meaning::meaning(sentence, figure, &context));
            }
        }
        if !drafts.iter().any(|draft| matches!(draft.quantity.map(|quantity| quantity.unit), Some(Unit::RestDay(_)))) {
            drafts.extend(meaning::rest_at_times(sentence));
        }
        drafts.extend(meaning::working_day(sentence));
        drafts.extend(meaning::overlong(&drafts));
        let speaker = !self.voices().is_empty();
        let put = |draft| (draft, self.put(draft, speaker).0);
        let short = meaning::short_of_promise(
            sentence,
            &drafts.iter().filter(|draft| draft.quantity.is_some()).map(put).collect::<Vec<_>>(),
        );
        let hits = signs::signs(sentence.tongue).hits(&sentence.letters, sentence.tongue);
        let hits = if self.is_another_scene() {
            drafts.retain(|draft| !matches!(draft.kind, Kind::Wage | Kind::TakeHome | Kind::HoursOrRest | Kind::Indicator(_)));
            Vec::new()
        } else {
            hits
        };
        let deceived = |hit: &Hit| hit.indicator == Indicator::Deception;
        drafts.extend(short.filter(|_| !hits.iter().any(deceived)));
        if drafts.is_empty() && hits.is_empty() {
            return;
        }
        let Ok(whole) = self.passage.layer.span(self.passage.range.clone()) else { return };
        let voices = self.voices();
        let mut made: Vec<(Range<usize>, Claim)> = Vec::new();
        for draft in drafts {
            made.extend(self.bound(draft, &voices, &whole));
        }
        for hit in hits {
            if made.iter().any(|(_, claim)| claim.statement().kind == Kind::Indicator(hit.indicator)) {
                continue;
            }
            made.extend(self.indicated(&hit, &voices, &whole));
        }
        made.sort_by_key(|(bytes, _)| (bytes.start, bytes.end));
        for (_, claim) in made {
            if !found.iter().rev().take(64).any(|known| known.id() == claim.id()) {
                found.push(claim);
            }
        }
    }

    /// "被告人辩称": what the accused says of it.
    fn defends_itself(&self) -> bool {
        let says = |at: usize| {
            ["辩", "声辩", "항변"].iter().any(|word| self.sentence.letters.says(self.sentence.items[at].at.start, word))
        };
        self.sentence.all().any(|at| self.sentence.is(at, Tags::ALLEGE) && says(at))
    }

    /// A sentence about passengers, pupils or sportsmen, with no word of work in it or in the document so far.
    fn is_another_scene(&self) -> bool {
        let labour = Tags::WORKER.or(Tags::WORK).or(Tags::DISPATCH).or(Tags::SECTOR).or(Tags::AGENT).or(Tags::STATE);
        let sentence = self.sentence;
        !self.memory.of_labour && sentence.has(sentence.all(), Tags::OUTSIDER) && !sentence.has(sentence.all(), labour)
    }

    fn words(&self, items: Range<usize>) -> Option<String> {
        let words = self.passage.layer.text().get(self.sentence.bytes(items)?)?;
        Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// How a draft is put forward, and the item that decides it.
    fn put(&self, draft: &Draft, speaker: bool) -> (Modality, Option<usize>) {
        match (draft.modality, draft.kind) {
            (Some(modality), _) => (modality, None),
            (None, Kind::Indicator(_)) => {
                let (put, cue) = modality(self.sentence, &draft.items, draft.kind, speaker);
                if put == Modality::Promised { (Modality::Asserted, None) } else { (put, cue) }
            }
            (None, kind) => modality(self.sentence, &draft.items, kind, speaker),
        }
    }

    fn bound(&self, draft: Draft, voices: &[String], whole: &Span) -> Option<(Range<usize>, Claim)> {
        let bytes = self.sentence.bytes(draft.items.clone())?;
        let (modality, cue) = self.put(&draft, !voices.is_empty());
        let mut steps = Vec::new();
        if let Some(cue) = draft.cue {
            steps.push(self.step(draft.rule.clone(), Some(cue..cue + 1), format!("makes it {}", draft.kind)));
        }
        steps.extend(draft.note.clone().map(|note| self.step(Rule::new("unit.period", 1), None, note)));
        steps.extend(cue.map(|cue| self.step(Rule::new("modality.cue", 1), Some(cue..cue + 1), format!("makes it {modality}"))));
        let place = match draft.place {
            Some(at) => self.named_place(at, PlaceRung::Clause),
            None => self.place(draft.items.start),
        };
        let who = draft.who.clone().and_then(|items| self.words(items)).or_else(|| self.who_near(draft.items.start));
        let statement = Statement {
            kind: draft.kind,
            quantity: draft.quantity,
            roles: draft.named_roles(self.sentence, self.passage.layer.text()),
            about: About { who: who.filter(|_| draft.kind != Kind::Sanction), place, time: None },
            attribution: Attribution(voices.to_vec()),
            modality,
        };
        self.claim(statement, bytes, whole, draft.rule, steps, draft.items.start)
    }

    fn indicated(&self, hit: &Hit, voices: &[String], whole: &Span) -> Option<(Range<usize>, Claim)> {
        let bytes = self.sentence.letters.bytes(hit.letters.clone())?;
        let items = self.items_of(&hit.letters)?;
        let (put, _) = modality(self.sentence, &items, Kind::Indicator(hit.indicator), !voices.is_empty());
        let modality = match put {
            _ if hit.negated || put == Modality::Alleged && self.defends_itself() => Modality::Denied,
            Modality::Promised | Modality::Planned | Modality::Conditional => Modality::Asserted,
            put => put,
        };
        let strength = if hit.strong { "strong" } else { "weak" };
        let rule = Rule::new("indicator.words", 1);
        let span = self.passage.layer.span(bytes.clone()).ok();
        let steps = vec![Step { rule: rule.clone(), span, note: format!("a {strength} sign of {}", hit.indicator) }];
        let quantifier = self.sentence.last(0..items.start + 1, Tags::QUANTIFIER).and_then(|at| self.words(at..at + 1));
        let statement = Statement {
            kind: Kind::Indicator(hit.indicator),
            quantity: None,
            roles: quantifier.map(|words| (Role::Quantifier, words)).into_iter().collect(),
            about: About { who: self.who_near(items.start), place: self.place(items.start), time: None },
            attribution: Attribution(voices.to_vec()),
            modality,
        };
        self.claim(statement, bytes, whole, rule, steps, items.start)
    }

    fn claim(
        &self,
        mut statement: Statement,
        bytes: Range<usize>,
        whole: &Span,
        rule: Rule,
        mut steps: Vec<Step>,
        at: usize,
    ) -> Option<(Range<usize>, Claim)> {
        let span = self.passage.layer.span(bytes.clone()).ok()?;
        if let Some(place) = &statement.about.place {
            steps.push(self.step(Rule::new("bind.place", 1), None, format!("place: {}, named {}", place.name, place.rung)));
        }
        let (time, words) = self.time(at);
        if let Some(time) = time {
            let note = if words.is_some() { format!("time: {time}") } else { format!("time: {time}, the date of publication") };
            steps.push(self.step(Rule::new("bind.time", 1), words, note));
        }
        statement.about.time = time;
        let basis = Basis::Read { span, sentence: whole.clone(), rule, steps };
        Claim::new(statement, basis).ok().map(|claim| (bytes, claim))
    }

    fn step(&self, rule: Rule, items: Option<Range<usize>>, note: String) -> Step {
        let span = items.and_then(|items| self.sentence.bytes(items)).and_then(|bytes| self.passage.layer.span(bytes).ok());
        Step { rule, span, note }
    }

    /// The items that letters stand in.
    fn items_of(&self, letters: &Range<usize>) -> Option<Range<usize>> {
        let items = &self.sentence.items;
        let start = items.iter().position(|item| item.end > letters.start)?;
        let end = items.iter().rposition(|item| item.at.start < letters.end)? + 1;
        (start < end).then_some(start..end)
    }

    fn who_near(&self, at: usize) -> Option<String> {
        let sentence = self.sentence;
        let nearest = sentence.all().filter(|&other| sentence.is(other, Tags::WORKER)).min_by_key(|other| other.abs_diff(at));
        nearest.and_then(|at| self.words(meaning::phrase(sentence, at))).or_else(|| self.paragraph.who.clone())
    }

    // ---- when -------------------------------------------------------------------------------------------------------------------

    fn time(&self, at: usize) -> (Option<Period>, Option<Range<usize>>) {
        let clause = self.sentence.clause(at);
        let nearest = |within: &Range<usize>| {
            let dates = self.sentence.dates.iter().filter(|date| within.contains(&date.items.start));
            dates.min_by_key(|date| date.items.start.abs_diff(at))
        };
        match nearest(&clause).or_else(|| nearest(&self.sentence.all())) {
            Some(date) => (Some(date.period), Some(date.items.clone())),
            None => (self.passage.published.map(Period::at), None),
        }
    }

    // ---- where ------------------------------------------------------------------------------------------------------------------

    fn named_place(&self, at: usize, rung: PlaceRung) -> Option<Place> {
        let code = self.sentence.items.get(at)?.value;
        let further = at + 1;
        let joined = self.sentence.case(at) == Case::None
            && self.sentence.is(further, Tags::PLACE)
            && (self.sentence.items[further].value == code || self.sentence.items[further].value.is_empty());
        let name = self.words(at..if joined { further + 1 } else { further })?;
        Some(Place { name, country: Some(code).filter(|code| code.len() == 2).map(str::to_owned), rung })
    }

    fn place(&self, at: usize) -> Option<Place> {
        let clause = self.sentence.clause(at);
        let places = |within: &Range<usize>| {
            let fit = within.clone().filter(|&place| self.holds(place));
            fit.min_by_key(|place| place.abs_diff(at))
        };
        if let Some(place) = places(&clause) {
            return self.named_place(place, PlaceRung::Clause);
        }
        if let Some(place) = places(&self.sentence.all()) {
            return self.named_place(place, PlaceRung::Sentence);
        }
        let carried = self.paragraph.place.as_ref().map(|(place, _)| place.clone());
        carried.or_else(|| self.memory.heading_place.clone()).or_else(|| self.memory.title_place.clone())
    }

    fn own_place(&self) -> Option<Place> {
        let heading = matches!(self.passage.kind, BlockKind::Heading(_));
        let place = self.sentence.all().rfind(|&at| self.holds(at) || heading && self.is_abroad(at))?;
        self.named_place(place, PlaceRung::Sentence)
    }

    fn is_abroad(&self, at: usize) -> bool {
        self.sentence.is(at, Tags::PLACE) && self.sentence.items[at].value != "KP"
    }

    /// Whether a place is where something is, by its case or the word before it.
    fn holds(&self, at: usize) -> bool {
        let sentence = self.sentence;
        if !sentence.is(at, Tags::PLACE) {
            return false;
        }
        match sentence.tongue {
            Tongue::Korean => {
                let last = (at..at + 4).find(|&here| sentence.case(here) != Case::None).unwrap_or(at);
                let inside = sentence.is(at + 1, Tags::IN);
                let stands = matches!(sentence.case(last), Case::At | Case::To)
                    || matches!(sentence.case(last), Case::Of | Case::And) && self.is_abroad(at);
                let counted = (at + 1..=last).any(|here| sentence.is(here, Tags::WORKER.or(Tags::OTHERS)));
                inside || stands && !counted
            }
            Tongue::Russian => {
                at > 0
                    && (sentence.is(at - 1, Tags::IN)
                        || at > 1 && sentence.is(at - 2, Tags::IN) && sentence.items[at - 1].unknown)
            }
            Tongue::Chinese => {
                let before = at > 0
                    && (sentence.is(at - 1, Tags::IN.or(Tags::TO))
                        || at > 1 && sentence.is(at - 2, Tags::IN) && sentence.is(at - 1, Tags::PLACE));
                before || self.is_abroad(at) && at > 0 && sentence.is(at - 1, Tags::DISPATCH)
            }
        }
    }

    // ---- who says so ------------------------------------------------------------------------------------------------------------

    fn voices(&self) -> Vec<String> {
        let sentence = self.sentence;
        let cue = sentence.first(sentence.all(), Tags::ACCORDING);
        let voice = cue.and_then(|cue| self.according(cue)).or_else(|| {
            let said = sentence.last(sentence.all(), Tags::SAY)?;
            self.says(said)
        });
        let answers = (self.passage.kind == BlockKind::Answer).then(|| "person interviewed".to_owned());
        voice.and_then(|items| self.words(items)).or(answers).into_iter().collect()
    }

    fn according(&self, cue: usize) -> Option<Range<usize>> {
        let sentence = self.sentence;
        if sentence.tongue == Tongue::Korean {
            let start = sentence.clause(cue).start.max(cue.saturating_sub(8));
            return (start < cue).then_some(start..cue);
        }
        let end = (cue + 1..sentence.items.len().min(cue + 9))
            .find(|&at| {
                sentence.is(at, Tags::BREAK.or(Tags::SAY)) || sentence.items[at].number.is_some_and(|number| !number.words)
            })
            .unwrap_or(sentence.items.len().min(cue + 9));
        (cue + 1 < end).then_some(cue + 1..end)
    }

    fn says(&self, cue: usize) -> Option<Range<usize>> {
        let sentence = self.sentence;
        match sentence.tongue {
            Tongue::Korean => {
                let end = (0..cue.min(8)).find(|&at| matches!(sentence.case(at), Case::Topic | Case::Subject))?;
                Some(0..end + 1).filter(|items| sentence.items[items.clone()].iter().all(|item| item.number.is_none()))
            }
            Tongue::Russian => {
                let clause = sentence.clause(cue);
                let end =
                    (cue + 1..sentence.items.len()).find(|&at| sentence.is(at, Tags::BREAK)).unwrap_or(sentence.items.len());
                let behind = cue + 1..end.min(cue + 7);
                let before = clause.start..cue;
                if !before.is_empty() && before.len() < 7 { Some(before) } else { Some(behind).filter(|items| !items.is_empty()) }
            }
            Tongue::Chinese => {
                let clause = sentence.clause(cue);
                Some(clause.start..cue).filter(|items| !items.is_empty() && items.len() < 8)
            }
        }
    }
}

/// "1,000 рублей (около 30 долларов)": the second sum says the first again.
fn converted(sentence: &Sentence, index: usize) -> bool {
    let figure = &sentence.figures[index];
    let Some(previous) = index.checked_sub(1).map(|index| &sentence.figures[index]) else { return false };
    let opens = (previous.items.end..figure.items.start).any(|at| sentence.letters.at(sentence.items[at].at.start) == '(');
    let money = |measure: Measure| matches!(measure, Measure::Money(_));
    opens
        && figure.items.start - previous.items.end <= 3
        && money(figure.measure)
        && money(previous.measure)
        && figure.measure != previous.measure
}
