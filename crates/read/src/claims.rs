//! From a document to its claims: every sentence is read for figures, relations and indicators, and each is bound to whom, where, when
//! and who says so.

mod listed;

use self::listed::another_share;

use crate::attribution;
use crate::clause::{clause_of, clauses};
use crate::currency;
use crate::date::{self, Dated};
use crate::deduction::{self, Head};
use crate::figure::{self, Figure, Measure, MeasuredBy};
use crate::indicator;
use crate::key::{Keys, any};
use crate::kinds::{self, Context, Meaning};
use crate::language;
use crate::learned::{
    self, Around,
    lesson::{Lesson, Lessons, SentenceLesson},
};
use crate::lexicon::Classes;
use crate::modality;
use crate::norm;
use crate::people;
use crate::place::{self, PlaceName};
use crate::relation::{self, Relation};
use crate::sentence::sentences;
use crate::token::{Class, Token, tokenize};
use crate::topic::{Topic, asked};
use crate::words::Words;
use document::{Block, BlockKind, Document};
use evidence::{
    About, Attribution, Basis, Claim, Kind, Modality, PartialDate, Per, PerUnit, Period, Place, PlaceRung, Quantity,
    Range as Bounds, Role, Roles, Rule, Span, Statement, Step, Taking, TextLayer, Unit,
};
use rust_decimal::Decimal;
use std::cell::RefCell;
use std::ops::Range;

/// What earlier text lends to later text of one document. Carried from window to window of a large file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    /// When the document was published, as far as its head says.
    pub published: Option<PartialDate>,
    /// The place in its title.
    title_place: Option<Place>,
    heading_place: Option<Place>,
    /// Countries named so far in the current block, nearest last.
    countries: Vec<&'static str>,
    of_labour: bool,
    of_workers: bool,
    of_takings: bool,
    /// The question before spoke of pay.
    asked_of_pay: bool,
    /// What the question before asked for.
    asked: Option<Topic>,
    /// The last sum of the document that is no million: in what money later sentences count that name none.
    money: Option<Figure>,
    /// Where that sum stands.
    money_at: Option<Span>,
    /// The document is a complaint to a court: what it states is alleged.
    of_complaint: bool,
    /// The figures as a learner sees them, where somebody learns.
    pub lessons: Option<RefCell<Lessons>>,
    /// What the grammars of other languages remember.
    pub tongues: language::Memory,
}

/// All claims of a document, in order of their places.
pub(crate) fn claims(document: &Document, memory: &mut Memory) -> Vec<Claim> {
    let mut found = Vec::new();
    let mut tokens = Tokens::default();
    memory.of_takings |= speaks_of_takings(document.layer.text());
    memory.of_complaint |= is_complaint(document.layer.text());
    memory.of_labour |= speaks_of_work(document.layer.text());
    if currency::shares_a_name(document.layer.text()) {
        remember_countries(document, &mut tokens, memory);
    }
    for (index, block) in document.blocks.iter().enumerate() {
        if block.kind == BlockKind::Furniture {
            continue;
        }
        if in_other_words(document, block, memory, &mut found) {
            continue;
        }
        let tokens = tokens.of(document, index);
        if block.kind == BlockKind::Question {
            memory.asked_of_pay = tokens.iter().any(|token| token.is(Classes::PAY.or(Classes::TAKE)));
            memory.asked = asked(&Words { text: document.layer.text(), tokens });
            continue;
        }
        read_block(&document.layer, block, tokens, memory, &mut found);
    }
    found
}

/// The tokens of a document's blocks; those of a block that was looked at ahead are kept, up to [`Tokens::MOST_KEPT`].
#[derive(Default)]
struct Tokens {
    kept: Vec<Token>,
    /// For each of the first blocks, where its tokens are among those kept; empty where it was passed over.
    places: Vec<Range<usize>>,
    /// The tokens of the one block that is read, where they were not kept.
    one: Vec<Token>,
}

impl Tokens {
    /// So many tokens are kept at most, with those of a block more: some two megabytes.
    const MOST_KEPT: usize = 1 << 16;

    /// The tokens of block `index`.
    fn of(&mut self, document: &Document, index: usize) -> &[Token] {
        match self.places.get(index) {
            Some(place) => &self.kept[place.clone()],
            None => {
                let block = &document.blocks[index];
                self.one.clear();
                tokenize(document.layer.text(), block.range.clone(), &block.markup, &mut self.one);
                &self.one
            }
        }
    }

    /// The tokens of block `index`, which follows the last one that this was asked of; kept as long as there is room.
    fn ahead(&mut self, document: &Document, index: usize) -> &[Token] {
        if self.places.len() == index && self.kept.len() < Self::MOST_KEPT {
            let (block, from) = (&document.blocks[index], self.kept.len());
            if block.kind != BlockKind::Furniture {
                tokenize(document.layer.text(), block.range.clone(), &block.markup, &mut self.kept);
            }
            self.places.push(from..self.kept.len());
        }
        self.of(document, index)
    }
}

/// Whether a block is read by the grammars of other languages; sentences of English in it are read as English.
fn in_other_words(document: &Document, block: &Block, memory: &mut Memory, found: &mut Vec<Claim>) -> bool {
    let mut tongues = std::mem::take(&mut memory.tongues);
    let published = memory.published;
    let read = language::read_block(&document.layer, block, published, &mut tongues, found, |part, found| {
        let mut tokens = Vec::new();
        tokenize(document.layer.text(), part.range.clone(), &part.markup, &mut tokens);
        if part.kind != BlockKind::Question {
            read_block(&document.layer, part, &tokens, memory, found);
        }
    });
    memory.tongues = tongues;
    read
}

/// What a paragraph lends to its sentences.
#[derive(Default, Clone)]
struct Paragraph {
    voice: Vec<String>,
    /// A place that the sentences just before named, and how many ago.
    place: Option<(Place, u8)>,
    pay_period: Option<Per>,
    /// The last sum of pay.
    sum: Option<Figure>,
    /// What the last figure of the paragraph, or the question before it, was about.
    topic: Option<Topic>,
    of_pay: bool,
    /// The sentence before asked something.
    answering: bool,
    of_revenue: bool,
    people: Option<String>,
}

fn read_block(layer: &TextLayer, block: &Block, tokens: &[Token], memory: &mut Memory, found: &mut Vec<Claim>) {
    let mut paragraph = Paragraph::default();
    if block.kind == BlockKind::Answer {
        paragraph.voice = vec!["person interviewed".to_owned()];
        paragraph.of_pay = memory.asked_of_pay;
        paragraph.topic = memory.asked;
        paragraph.answering = true;
    }
    let mut previous: &[Token] = &[];
    let ranges = sentences(layer.text(), tokens);
    for (index, range) in ranges.iter().enumerate() {
        let words = Words { text: layer.text(), tokens: &tokens[range.clone()] };
        let mut reader = SentenceReader::new(layer, words, block.kind, memory, &paragraph);
        reader.rejected = ranges
            .get(index + 1)
            .is_some_and(|next| modality::rejects_what_precedes(&Words { text: layer.text(), tokens: &tokens[next.clone()] }));
        let before = found.len();
        let sums = reader.read(previous, found);
        let mut next = reader.remembered(&found[before..]);
        next.sum = sums.of_pay.or(next.sum);
        let places = reader.places;
        paragraph = next;
        if let Some(sum) = sums.last.or_else(|| paid_in(&words, memory)) {
            memory.money_at = words.bytes(sum.core.clone()).and_then(|bytes| layer.span(bytes).ok());
            memory.money = Some(sum);
        }
        paragraph.answering = is_question(&words);
        if paragraph.answering {
            paragraph.topic = asked(&words).or(paragraph.topic);
            paragraph.of_pay |= words.has(0..words.len(), Classes::PAY);
        }
        for place in &places {
            remember_country(memory, place);
        }
        let named = names_workers(&words);
        memory.of_workers |= named;
        memory.of_labour |= named;
        if let (BlockKind::Heading(level), Some(place)) = (block.kind, places.iter().find(|place| stands_in(&words, place))) {
            let named = named_place(&words, place, PlaceRung::Heading);
            if level == 1 {
                memory.title_place = Some(Place { rung: PlaceRung::Document, ..named });
            } else {
                memory.heading_place = Some(named);
            }
        } else if matches!(block.kind, BlockKind::Heading(2..)) {
            memory.heading_place = None;
        }
        previous = words.tokens;
    }
}

/// "Wages are paid in baht": the money that a sentence says sums are of, as a sum without a size.
fn paid_in(words: &Words, memory: &Memory) -> Option<Figure> {
    let at = (1..words.len()).find(|&at| {
        words.is(at, Classes::CURRENCY)
            && words.is_any(at - 1, any!["in"])
            && (at.saturating_sub(6)..at).any(|cue| {
                words.is(cue, Classes::PAY)
                    || words.is_any(
                        cue,
                        any!["paid", "pays", "counted", "reckoned", "given", "quoted", "sums", "amounts", "figures", "settled"],
                    )
            })
    })?;
    let near: Vec<&str> = memory.countries.iter().rev().copied().collect();
    let (named, _) = currency::after_number(words, at, &near)?;
    Some(Figure { core: at..at + 1, ..Figure::of_money(named) })
}

/// Whether a sentence of a paragraph asks something: the next one answers.
fn is_question(words: &Words) -> bool {
    (0..words.len()).rev().take(12).any(|at| words.word(at) == "?")
}

/// Whether a document speaks of people at work and of their pay: two different signs are enough.
fn speaks_of_work(text: &str) -> bool {
    const SIGNS: [&str; 24] = [
        "labour", "labor ", "migrant", "wage", "salar", "overtime", "recruit", "employer", "passport", "shifts", "deduct",
        "worker", "the boss", "foreman", "captain", "logger", "pickers", "miners", "trawler", "factory", "contract", "the agent",
        "broker", "Madam",
    ];
    SIGNS.iter().filter(|sign| text.contains(**sign)).take(3).count() == 3
}

/// Whether somebody is named who can only be a worker.
fn names_workers(words: &Words) -> bool {
    words.tokens.iter().any(|token| token.is(Classes::WORKER) && !token.is(Classes::ANYBODY))
}

/// Whether a heading names a place as where something is: "in Qatar", or by itself ("Qatar", "Qatar: the stadiums").
fn stands_in(words: &Words, place: &PlaceName) -> bool {
    let alone = place.words.start == 0
        && (place.words.end == words.len() || matches!(words.word(place.words.end), ":" | "," | "-" | "–" | "—" | "("));
    alone || place.words.start > 0 && words.is_any(place.words.start - 1, any!["in", "at", "near", "across"])
}

/// Whether a document is a complaint of plaintiffs against defendants, and not what a court found.
fn is_complaint(text: &str) -> bool {
    let opening = text.char_indices().nth(1500).map_or(text, |(end, _)| &text[..end]);
    let indicted = [
        "THE GRAND JURY CHARGES",
        "The Grand Jury charges",
        "the Grand Jury charges",
        "The Grand Jury further charges",
        "INDICTMENT",
        "I N D I C T M E N T",
    ];
    if indicted.iter().any(|sign| opening.contains(sign)) {
        return true;
    }
    let head = text.char_indices().nth(1500).map_or(text, |(end, _)| &text[..end]);
    let filed = ["COMPLAINT", "Complaint", "complaint", "PETITION", "Petition", "Plaintiffs allege", "STATEMENT OF CLAIM"];
    (text.contains("Plaintiff") || text.contains("PLAINTIFF"))
        && (text.contains("Defendant") || text.contains("DEFENDANT"))
        && filed.iter().any(|sign| head.contains(sign))
        && !["JUDGMENT", "Judgment", "OPINION", "FINDINGS OF FACT"].iter().any(|sign| head.contains(sign))
}

/// Whether a document speaks of parts of pay that a State, an agency or a manager takes.
fn speaks_of_takings(text: &str) -> bool {
    const SIGNS: [&str; 9] = [
        "deduct", "loyalty fund", "withheld", "confiscat", "remit", "employers pay", "kept by the", "retained by",
        "keeps between",
    ];
    SIGNS.iter().any(|sign| text.contains(sign))
}

/// Looks ahead for the countries of a document whose currency names several countries share.
fn remember_countries(document: &Document, tokens: &mut Tokens, memory: &mut Memory) {
    for (index, block) in document.blocks.iter().enumerate() {
        let tokens = tokens.ahead(document, index);
        if block.kind == BlockKind::Furniture {
            continue;
        }
        let words = Words { text: document.layer.text(), tokens };
        for people in currency::peoples(&words) {
            if !memory.countries.contains(&people) {
                memory.countries.insert(0, people);
            }
        }
        place::places(&words).iter().for_each(|place| remember_country(memory, place));
    }
}

fn remember_country(memory: &mut Memory, place: &PlaceName) {
    if let Some(country) = place.country
        && memory.countries.last() != Some(&country)
    {
        memory.countries.retain(|known| *known != country);
        memory.countries.push(country);
    }
}

fn named_place(words: &Words, place: &PlaceName, rung: PlaceRung) -> Place {
    let name = words.name(place.words.clone());
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(&name).to_owned();
    Place { name, country: place.country.map(str::to_owned), rung }
}

/// How people put that their day's work begins.
const BEGINS_WORK: Keys = any!["started", "start", "starts", "began", "begin", "begins"];

/// What a sentence can hold at all, from one look at its tokens.
struct Signs {
    figures: bool,
    money: bool,
    work: bool,
    relations: bool,
    takings: bool,
    measures: bool,
}

impl Signs {
    fn of(words: &Words) -> Self {
        let mut all = Classes::NONE;
        let (mut digits, mut symbols, mut letters, mut letter) = (false, false, false, false);
        for token in words.tokens {
            all = all.or(token.words);
            digits |= token.class == Class::Number;
            letters |= letter && token.class == Class::Number;
            letter = token.capital && token.end - token.start <= 2;
            symbols |= token.class == Class::Sign && currency::may_be_sign(words.text.as_bytes()[token.start as usize]);
        }
        Signs {
            figures: digits
                || all.meets(Classes::PERIOD) && words.any_within(0..words.len(), any!["rest", "off", "free"]).is_some()
                || all.meets(Classes::NUMBER.or(Classes::FRACTION).or(Classes::MAGNITUDE)),
            money: symbols || letters || all.meets(Classes::CURRENCY.or(Classes::MAGNITUDE)),
            work: (digits || all.meets(Classes::NUMBER.or(Classes::DAYTIME)))
                && (all.meets(Classes::WORKTIME) || words.any_within(0..words.len(), BEGINS_WORK).is_some()),
            relations: all.meets(Classes::DISPATCH.or(Classes::MOVE).or(Classes::WORKTIME)),
            measures: all.meets(Classes::SANCTION.or(Classes::INSTRUMENT)),
            takings: all.meets(Classes::TAKE.or(Classes::FEE).or(Classes::OTHER_FEE).or(Classes::REMIT)),
        }
    }
}

/// The sums of a sentence that later ones may go on about.
struct Sums {
    /// The last of pay, fees or deductions.
    of_pay: Option<Figure>,
    /// The last that is no million.
    last: Option<Figure>,
}

struct SentenceReader<'a> {
    layer: &'a TextLayer,
    words: Words<'a>,
    kind: BlockKind,
    memory: &'a Memory,
    paragraph: &'a Paragraph,
    clauses: Vec<Range<usize>>,
    places: Vec<PlaceName>,
    dates: Vec<Dated>,
    /// The next sentence says that it is not so.
    rejected: bool,
}

/// What one claim is made of before it is bound.
struct Draft {
    kind: Kind,
    quantity: Option<Quantity>,
    roles: Roles,
    /// Tokens of the quote.
    quote: Range<usize>,
    rule: Rule,
    who: Option<String>,
    place: Option<Place>,
    modality: Option<Modality>,
    steps: Vec<Step>,
}

impl<'a> SentenceReader<'a> {
    fn new(layer: &'a TextLayer, words: Words<'a>, kind: BlockKind, memory: &'a Memory, paragraph: &'a Paragraph) -> Self {
        SentenceReader {
            layer,
            words,
            kind,
            memory,
            paragraph,
            clauses: clauses(&words),
            places: place::places(&words),
            dates: date::dates(&words),
            rejected: false,
        }
    }

    fn read(&self, previous: &[Token], found: &mut Vec<Claim>) -> Sums {
        let signs = Signs::of(&self.words);
        let figures = if signs.figures { self.figures(signs.money, previous) } else { Vec::new() };
        let small = |figure: &&Figure| {
            figure.currency.is_some()
                && figure.bounds.high().or(figure.bounds.low()).is_some_and(|size| size < Decimal::from(5_000_000))
        };
        let last = figures.iter().rev().map(|(figure, _)| figure).find(small).cloned();
        let of_pay = figures
            .iter()
            .rev()
            .find(|(figure, meaning)| {
                figure.currency.is_some()
                    && meaning
                        .as_ref()
                        .is_some_and(|meaning| matches!(meaning.kind, Kind::Wage | Kind::FeeOrBribe | Kind::Deduction))
            })
            .map(|(figure, _)| figure.clone());
        let mut drafts = Vec::new();
        let heads = if signs.takings { deduction::heads(&self.words, &self.clauses, self.paragraph.of_pay) } else { Vec::new() };
        let mut used = vec![false; figures.len()];
        for head in heads.iter().filter(|head| !self.head_of_a_fee(head, &figures) && !self.set_by_law(head, &figures)) {
            drafts.push(self.taken_under(head, &figures, &mut used));
        }
        if signs.relations {
            let dispatches = relation::dispatches(&self.words, &self.clauses, &self.places);
            for relation in dispatches.into_iter().chain(relation::flows(&self.words, &self.places)) {
                drafts.push(self.related(relation, &figures, &mut used));
            }
        }
        if signs.measures {
            drafts
                .extend(relation::sanctions(&self.words).into_iter().map(|relation| self.related(relation, &figures, &mut used)));
        }
        let mut last_norm: Option<usize> = None;
        for (index, (figure, meaning)) in figures.iter().enumerate() {
            let norm =
                |meaning: &Meaning| norm::is_norm(&self.words, &self.clauses, &figure.words, meaning.kind, Some(meaning.unit));
            let unread = meaning.is_none()
                && matches!(figure.measure, Measure::Time(PerUnit::Hour))
                && norm::is_norm(&self.words, &self.clauses, &figure.words, Kind::HoursOrRest, None);
            if unread {
                last_norm = Some(figure.words.end);
                continue;
            }
            let goes_on = last_norm.is_some_and(|end| self.same_norm(end, figure));
            if goes_on || meaning.as_ref().is_some_and(norm) {
                last_norm = Some(figure.words.end);
                continue;
            }
            if let (Some(meaning), false) = (meaning, used[index] || self.asks()) {
                drafts.extend(self.counted(figure, meaning));
            }
        }
        if signs.work {
            drafts.extend(self.working_day(&figures));
        }
        for hit in self.indicators(previous) {
            let bounds = hit.indicator == evidence::Indicator::WithholdingOfWages && self.bounds_a_figure(&hit.words);
            let overtime = hit.indicator == evidence::Indicator::ExcessiveOvertime;
            let kind = Kind::Indicator(hit.indicator);
            if bounds || overtime && norm::is_norm(&self.words, &self.clauses, &hit.words, kind, None) {
                continue;
            }
            drafts.push(self.indicated(hit));
        }
        drafts.sort_by_key(|draft| (draft.quote.start, draft.quote.end));
        if !drafts.is_empty() {
            self.bind(drafts, found);
        }
        Sums { of_pay, last }
    }

    /// The indicators that the sentence shows, by patterns and by the weights of its words.
    fn indicators(&self, previous: &[Token]) -> Vec<indicator::Hit> {
        let mut hits = indicator::indicators(self.words.text, self.words.tokens, self.kind, previous);
        if matches!(self.kind, BlockKind::Question | BlockKind::Heading(_) | BlockKind::Furniture) || is_question(&self.words) {
            return hits;
        }
        if let Some(lessons) = &self.memory.lessons {
            lessons.borrow_mut().sentences.extend(SentenceLesson::of(&self.words, previous, &hits));
            return hits;
        }
        learned::shown::judged(self.words.text, self.words.tokens, previous, &mut hits);
        hits
    }

    /// "45 hours, or nine a day", "900 dinars ($1,270)": another wording of the norm that ends at `end`.
    fn same_norm(&self, end: usize, figure: &Figure) -> bool {
        let joint = if self.words.word(end) == "," { end + 1 } else { end };
        (self.words.word(joint) == "(" || self.words.is_any(joint, any!["or", "nor"])) && figure.words.start <= joint + 3
    }

    /// "Did you receive 900?": a question that its verb or its question word opens states nothing.
    fn asks(&self) -> bool {
        let opens = any![
            "did", "do", "does", "was", "were", "is", "are", "have", "has", "had", "how", "what", "why", "when", "who", "where",
            "which", "can", "could", "will", "would",
        ];
        is_question(&self.words) && self.words.any_within(0..4.min(self.words.len()), opens).is_some()
    }

    fn figures(&self, money: bool, previous: &[Token]) -> Vec<(Figure, Option<Meaning>)> {
        let peoples = currency::peoples(&self.words).into_iter();
        let placed = self.places.iter().filter_map(|place| place.country);
        let named = placed.chain(peoples).chain(self.memory.countries.iter().rev().copied());
        let near: Vec<&str> = if money { named.collect() } else { Vec::new() };
        let context = Context {
            of_labour: self.memory.of_labour || names_workers(&self.words),
            of_workers: self.memory.of_workers || names_workers(&self.words),
            pay_period: self.paragraph.pay_period,
            of_pay: self.paragraph.of_pay,
            of_people: self.paragraph.people.is_some(),
            of_revenue: self.paragraph.of_revenue,
            of_takings: self.memory.of_takings,
            topic: self.paragraph.topic,
        };
        let contracted = || {
            self.words.any_within(0..self.words.len(), any!["contract", "contracts", "got", "gave", "received", "paid"]).is_some()
        };
        let contracted =
            || contracted() && self.words.any_within(0..self.words.len(), any!["says", "said", "reads", "states"]).is_none();
        let another = self.paragraph.topic.is_some_and(|topic| matches!(topic.unit, Unit::Money(..)))
            && self.words.any_within(0..self.words.len(), any!["another", "further"]).is_some();
        let taken_up = self.paragraph.topic.is_some()
            && (0..self.words.len()).any(|at| {
                self.words.is_any(at, any!["it", "that"])
                    && self.words.is_any(at + 1, any!["was", "is", "became"])
                    && self.words.is_number(at + 2)
            });
        let goes_on = another
            || taken_up
            || self.paragraph.sum.is_some() && contracted()
            || self.paragraph.of_pay && self.words.has(0..self.words.len(), Classes::TAKE.or(Classes::KEEP));
        let carried = figure::Carried {
            sum: self.paragraph.sum.as_ref().filter(|_| goes_on),
            money: self.memory.money.as_ref(),
            of_money: self.paragraph.topic.is_some_and(|topic| matches!(topic.unit, Unit::Money(..))),
        };
        let mut found: Vec<(Figure, Option<Meaning>)> = Vec::new();
        let mut before = None;
        for mut figure in figure::figures(&self.words, &near, &carried) {
            let stretch = found.last().filter(|before| self.same_stretch(&figure, before)).cloned();
            if let Some((earlier, _)) = &stretch {
                figure.measure = earlier.measure;
            }
            let counted = found.iter().rev().find(|(_, meaning)| meaning.is_some());
            let meaning = self
                .some_of_the_dead(&figure, counted)
                .or_else(|| if taken_up && self.becomes(&figure) { self.fragment(&figure) } else { None })
                .or_else(|| kinds::meaning(&self.words, &self.clauses, &figure, &context))
                .or_else(|| self.of_the_same_people(&figure, counted))
                .or_else(|| self.gapped_hours(&figure, found.last()))
                .or_else(|| self.coordinated(&figure, found.last()))
                .or_else(|| another_share(&figure, found.last()))
                .or_else(|| self.at_other_pay(&figure, found.last()))
                .or_else(|| stretch.and_then(|(_, meaning)| meaning).map(|meaning| Meaning { end: figure.words.end, ..meaning }))
                .or_else(|| self.fragment(&figure))
                .or_else(|| self.answered(&figure, found.last()));
            let meaning = self.converted(&figure, found.last()).unwrap_or(meaning);
            let around = Around { words: &self.words, figure: &figure, context: &context, previous, before };
            before = meaning.as_ref().map(|meaning| meaning.kind);
            if let Some(lessons) = &self.memory.lessons {
                lessons.borrow_mut().figures.extend(Lesson::of(&around, meaning.as_ref()));
            }
            let meaning = if self.memory.lessons.is_some() { meaning } else { learned::judged(&around, meaning) };
            found.push((figure, meaning));
        }
        self.fill_suspended(&mut found);
        found
    }

    // ---- drafts ---------------------------------------------------------------------------------------------------------------

    fn counted(&self, figure: &Figure, meaning: &Meaning) -> Option<Draft> {
        let mut steps = vec![self.step(Rule::new("figure.read", 1), figure.core.clone(), format!("read as {}", figure.bounds))];
        if let Some(cue) = meaning.cue {
            steps.push(self.step(meaning.rule.clone(), cue..cue + 1, format!("makes it {}", meaning.kind)));
        }
        if let Measure::Money(named) = figure.measure
            && named.assumed
        {
            steps.push(Step {
                rule: Rule::new("currency.assumed", 1),
                span: None,
                note: format!("{} assumed: several countries share the name", named.currency),
            });
        }
        if let (MeasuredBy::Before, Measure::Money(named)) = (figure.measured_by, figure.measure) {
            steps.push(Step {
                rule: Rule::new("currency.carried", 1),
                span: self.memory.money_at.clone(),
                note: format!("in {}, the money that was spoken of before", named.currency),
            });
        }
        if let Some(reasons) = &meaning.weighed {
            steps.push(Step { rule: Rule::new("words.weighed", 1), span: None, note: reasons.clone() });
        }
        if let Some(note) = meaning.note {
            steps.push(Step { rule: Rule::new("unit.period", 1), span: None, note: note.to_owned() });
        }
        let mut roles = Roles::new();
        if meaning.kind == Kind::Deduction {
            roles.insert(Role::Head, "not labelled".to_owned());
            roles.insert(Role::Code, Taking::Unlabelled.code().to_owned());
        }
        if let (Kind::FeeOrBribe, Some(purpose)) = (meaning.kind, self.purpose(figure)) {
            roles.insert(Role::Purpose, purpose);
        }
        let (first, last) = (figure.words.start.min(figure.core.start), meaning.end.max(figure.words.end));
        Some(Draft {
            kind: meaning.kind,
            quantity: Some(quantity(figure, meaning)?),
            roles,
            quote: first..last,
            rule: meaning.rule.clone(),
            who: self.who(meaning, figure.core.start),
            place: None,
            modality: None,
            steps,
        })
    }

    /// What a fee or bribe is for: the words after "for" or "to" that follow it.
    fn purpose(&self, figure: &Figure) -> Option<String> {
        let words = &self.words;
        let from = figure.words.end;
        let at =
            (from..(from + 8).min(words.len())).find(|&at| words.is_any(at, any!["for", "to"]) && !words.is_number(at + 1))?;
        let end = (at + 1..words.len().min(at + 9))
            .find(|&here| {
                !words.is_word(here) && !words.is_hyphen(here) || words.is_any(here, any!["and", "while", "which", "but", "they"])
            })
            .unwrap_or(words.len().min(at + 9));
        (end > at + 1).then(|| words.name(at..end))
    }

    /// Whether a law sets what is taken under a head.
    fn set_by_law(&self, head: &Head, figures: &[(Figure, Option<Meaning>)]) -> bool {
        figures.iter().any(|(figure, meaning)| {
            amount_of_head(&self.words, head, figure, meaning.as_ref())
                && norm::is_norm(&self.words, &self.clauses, &figure.words, Kind::ShareTaken, None)
        })
    }

    fn taken_under(&self, head: &Head, figures: &[(Figure, Option<Meaning>)], used: &mut [bool]) -> Draft {
        let beside = figures
            .iter()
            .enumerate()
            .find(|(index, (figure, meaning))| !used[*index] && amount_of_head(&self.words, head, figure, meaning.as_ref()));
        let mut quote = head.words.clone();
        let mut amount = None;
        if let Some((index, (figure, meaning))) = beside {
            used[index] = true;
            let once = matches!(head.taking, Taking::Fine | Taking::Travel)
                || self.words.any_within(head.words.clone(), any!["deposit", "bond", "ticket", "penalty"]).is_some();
            let carried = self.paragraph.pay_period.filter(|per| !once && per.unit() != PerUnit::Hour);
            let period = figure::period_behind(&self.words, figure).or(carried);
            amount = deducted_amount(figure, meaning.as_ref().filter(|_| !once), period);
            let end = meaning.as_ref().map_or(figure.words.end, |meaning| meaning.end);
            quote = quote.start.min(figure.words.start)..quote.end.max(end);
        }
        let roles = Roles::from([(Role::Head, self.words.name(head.words.clone())), (Role::Code, head.taking.code().to_owned())]);
        Draft {
            kind: Kind::Deduction,
            quantity: amount,
            roles,
            quote,
            rule: Rule::new("deduction.head", 1),
            who: self.people_near(head.words.start),
            place: None,
            modality: None,
            steps: vec![self.step(
                Rule::new("deduction.head", 1),
                head.words.clone(),
                format!("a head of deduction: {}", head.taking.code()),
            )],
        }
    }

    /// "had paid an agency fee of 90 dinars", "and a further $60 for the blood test": what a worker pays to be sent is no deduction.
    fn head_of_a_fee(&self, head: &Head, figures: &[(Figure, Option<Meaning>)]) -> bool {
        const OF_PAY: Keys =
            any!["deduct", "deducted", "deducts", "deducting", "deductions", "withheld", "docked", "wages", "pay", "salary"];
        let fee = figures.iter().any(|(figure, meaning)| {
            meaning.as_ref().is_some_and(|meaning| meaning.kind == Kind::FeeOrBribe)
                && amount_of_head(&self.words, head, figure, meaning.as_ref())
        });
        let by_worker = self.words.any_within(0..head.words.start, any!["paid", "gave", "borrowed"]).is_some();
        let penal =
            head.taking == Taking::Fine && kinds::fined_for_an_offence(&self.words, (head.words.end + 2).min(self.words.len()));
        let ordered = figures.iter().any(|(figure, meaning)| {
            amount_of_head(&self.words, head, figure, meaning.as_ref()) && kinds::fixed_by_an_order(&self.words, figure)
        });
        let given_back = self
            .words
            .any_within(0..head.words.start, any!["repay", "repaid", "refund", "refunded", "reimburse", "reimbursed", "repays"])
            .is_some()
            && self.words.any_within(head.words.clone(), any!["fee", "fees", "recruitment"]).is_some();
        penal || ordered || given_back || fee && by_worker && self.words.any_within(0..self.words.len(), OF_PAY).is_none()
    }

    fn related(&self, relation: Relation, figures: &[(Figure, Option<Meaning>)], used: &mut [bool]) -> Draft {
        let takes_amount = relation.kind == Kind::Flow;
        let inside = figures.iter().enumerate().find(|(index, (figure, meaning))| {
            let flows = meaning.as_ref().is_none_or(|meaning| matches!(meaning.kind, Kind::Flow));
            takes_amount
                && !used[*index]
                && flows
                && matches!(figure.measure, Measure::Money(_))
                && near(&relation.words, &figure.words)
        });
        let mut quote = relation.words.clone();
        let mut amount = None;
        if let Some((index, (figure, _))) = inside {
            used[index] = true;
            let Measure::Money(named) = figure.measure else { unreachable!("only sums of money are taken") };
            amount = Some(Quantity {
                range: figure.bounds,
                unit: Unit::Money(named.currency, figure.per),
                approximate: figure.approximate,
            });
            quote = quote.start.min(figure.words.start)..quote.end.max(figure.words.end);
        }
        let place = relation.place.as_ref().and_then(|range| self.places.iter().find(|place| place.words == *range));
        Draft {
            kind: relation.kind,
            quantity: amount,
            who: relation
                .roles
                .get(&Role::Who)
                .cloned()
                .or_else(|| if relation.kind == Kind::Sanction { None } else { self.people_near(quote.start) }),
            place: place.map(|place| named_place(&self.words, place, PlaceRung::Clause)),
            steps: vec![self.step(relation.rule.clone(), quote.clone(), format!("states a {}", relation.kind))],
            roles: relation.roles,
            quote,
            rule: relation.rule,
            modality: None,
        }
    }

    /// Clock times that bound a working day, where no hours are stated.
    fn working_day(&self, figures: &[(Figure, Option<Meaning>)]) -> Option<Draft> {
        let stated = figures.iter().any(|(_, meaning)| {
            meaning.as_ref().is_some_and(|meaning| meaning.kind == Kind::HoursOrRest && matches!(meaning.unit, Unit::Hour(_)))
        });
        let at_work = self
            .words
            .any_within(
                0..self.words.len(),
                any!["work", "worked", "working", "works", "shift", "shifts", "toiled", "toil", "labour", "labored", "laboured"],
            )
            .is_some()
            || self.words.any_within(0..3.min(self.words.len()), any!["i", "we", "they", "he", "she", "workers"]).is_some()
                && self.words.any_within(0..self.words.len(), BEGINS_WORK).is_some();
        if stated || !at_work {
            return None;
        }
        let (hours, times) = figure::working_day(&self.words)?;
        let unit = Unit::Hour(Per::each(PerUnit::Day));
        Some(Draft {
            kind: Kind::HoursOrRest,
            quantity: Some(Quantity { range: Bounds::exactly(hours), unit, approximate: false }),
            roles: Roles::new(),
            quote: times.clone(),
            rule: Rule::new("hours.between_clock_times", 1),
            who: self.people_near(times.start),
            place: None,
            modality: None,
            steps: vec![self.step(
                Rule::new("hours.between_clock_times", 1),
                times,
                format!("{hours} hours lie between the two times"),
            )],
        })
    }

    fn indicated(&self, hit: indicator::Hit) -> Draft {
        let mut roles = Roles::new();
        if let Some(quantifier) = &hit.quantifier {
            roles.insert(Role::Quantifier, self.words.name(quantifier.clone()));
        }
        let strength = if hit.strong { "strong" } else { "weak" };
        Draft {
            kind: Kind::Indicator(hit.indicator),
            quantity: None,
            roles,
            who: self.people_near(hit.words.start),
            place: None,
            modality: hit.modality,
            steps: vec![self.step(
                Rule::new(hit.rule, 1),
                hit.words.clone(),
                format!("a {strength} sign of {}{}", hit.indicator, hit.weighed),
            )],
            quote: hit.words,
            rule: Rule::new(hit.rule, 1),
        }
    }

    /// "receive no more than 300 yuan": the "no" bounds a figure, it withholds nothing.
    fn bounds_a_figure(&self, hit: &Range<usize>) -> bool {
        hit.clone().any(|at| self.words.says(at, "no") && self.words.is_any(at + 1, any!["more", "less", "fewer"]))
    }

    // ---- binding --------------------------------------------------------------------------------------------------------------

    fn who(&self, meaning: &Meaning, at: usize) -> Option<String> {
        if let Some(head) = meaning.head {
            let phrase = people::phrase_around(&self.words, head);
            return Some(self.words.name(phrase));
        }
        if meaning.kind == Kind::RemittanceQuota {
            let agents = people::nearest_agents(&self.words, 0..self.words.len(), at);
            if let Some(agents) = agents {
                return Some(self.words.name(agents));
            }
        }
        self.people_near(at)
    }

    fn people_near(&self, at: usize) -> Option<String> {
        let clause = clause_of(&self.clauses, at);
        people::nearest_people(&self.words, clause, at)
            .or_else(|| people::nearest_people(&self.words, 0..self.words.len(), at))
            .map(|people| self.words.name(people))
            .or_else(|| self.paragraph.people.clone())
    }

    fn place(&self, draft: &Draft) -> Option<Place> {
        let at = draft.quote.start;
        let clause = clause_of(&self.clauses, at);
        let fit = |place: &&PlaceName| self.holds(draft, place);
        // what follows the figure is nearer than what precedes it: "5,000 in Kuwait, 2,800 in Qatar"
        let distance = |place: &&PlaceName| match place.words.start.checked_sub(draft.quote.end) {
            Some(behind) => behind,
            None => at.saturating_sub(place.words.end) + 3,
        };
        let within = |range: &Range<usize>| {
            self.places.iter().filter(|place| range.contains(&place.words.start)).filter(fit).min_by_key(distance)
        };
        if let Some(place) = within(&clause) {
            return Some(named_place(&self.words, place, PlaceRung::Clause));
        }
        if let Some(place) = within(&(0..self.words.len())) {
            return Some(named_place(&self.words, place, PlaceRung::Sentence));
        }
        let carried = self.paragraph.place.as_ref().map(|(place, _)| place.clone());
        carried.or_else(|| self.memory.heading_place.clone()).or_else(|| self.memory.title_place.clone())
    }

    /// Whether a place is where a claim holds: named with "in", "at" or the like, and not where people or money come from or go to.
    fn holds(&self, draft: &Draft, place: &PlaceName) -> bool {
        let words = &self.words;
        let mut before = place.words.start;
        while before > 0
            && (words.is_any(
                before - 1,
                any!["the", "neighbouring", "neighboring", "eastern", "western", "northern", "southern", "rural"],
            ) || words.is(before - 1, Classes::SECTOR))
        {
            before -= 1;
        }
        let Some(preposition) = before.checked_sub(1) else { return self.kind != BlockKind::Paragraph };
        let goes_there = words.says(preposition, "to") && matches!(draft.kind, Kind::WorkerCount | Kind::Dispatch);
        if words.is_any(preposition, any!["and", "or"]) || words.word(preposition) == "," {
            return self.listed_after(place).is_some_and(|first| self.holds(draft, first));
        }
        let stands = words.is_any(
            preposition,
            any!["in", "at", "near", "on", "within", "across", "throughout", "around", "inside", "outside", "for", "off"],
        ) || goes_there;
        let host = words.word(place.words.end - 1).ends_with(['s'])
            && (words.word(place.words.end - 1).ends_with("'s") || words.word(place.words.end - 1).ends_with("’s"));
        let family = preposition.checked_sub(1).is_some_and(|at| {
            words.is_any(
                at,
                any![
                    "relatives", "family", "families", "parents", "home", "back", "wife", "wives", "children", "loved", "kin",
                    "households",
                ],
            )
        });
        stands && !family && !(host && place.country == Some("KP"))
    }

    /// The place before this one in the same list.
    fn listed_after(&self, place: &PlaceName) -> Option<&PlaceName> {
        let before = self.places.iter().rev().find(|other| other.words.end < place.words.start)?;
        let linked = (before.words.end..place.words.start)
            .all(|at| self.words.is_any(at, any!["and", "or", "the", "to", "as", "well"]) || self.words.word(at) == ",");
        linked.then_some(before)
    }

    fn time(&self, at: usize) -> (Option<Period>, Option<Range<usize>>) {
        let clause = clause_of(&self.clauses, at);
        let nearest = |range: &Range<usize>| {
            self.dates
                .iter()
                .filter(|date| range.contains(&date.words.end.saturating_sub(1)) && self.tells_when(date))
                .min_by_key(|date| date.words.start.abs_diff(at))
        };
        match nearest(&clause).or_else(|| nearest(&(0..self.words.len()))) {
            Some(date) => (Some(date.period), Some(date.words.clone())),
            None => (self.memory.published.map(Period::at), None),
        }
    }

    /// Whether a date tells when, not which study, law or resolution.
    fn tells_when(&self, date: &Dated) -> bool {
        !["study", "report", "survey", "resolution", "law", "act", "convention", "protocol", "agreement"]
            .iter()
            .any(|work| self.words.says(date.words.end, work))
    }

    fn voices(&self) -> Vec<String> {
        let own: Vec<String> = attribution::voices(&self.words).into_iter().map(|voice| self.words.name(voice)).collect();
        if own.is_empty() { self.paragraph.voice.clone() } else { own }
    }

    fn bind(&self, drafts: Vec<Draft>, found: &mut Vec<Claim>) {
        let voices = self.voices();
        let Some(sentence) = self.words.bytes(0..self.words.len()).and_then(|bytes| self.layer.span(bytes).ok()) else { return };
        for draft in drafts {
            if let Some(claim) = self.bound(draft, &voices, &sentence)
                && !found.iter().rev().take(64).any(|known| known.id() == claim.id())
            {
                found.push(claim);
            }
        }
    }

    fn bound(&self, draft: Draft, voices: &[String], sentence: &Span) -> Option<Claim> {
        let span = self.layer.span(self.words.bytes(draft.quote.clone())?).ok()?;
        let place = draft.place.clone().or_else(|| if draft.kind == Kind::Dispatch { None } else { self.place(&draft) });
        let (time, time_words) = self.time(draft.quote.start);
        let put = modality::modality(&self.words, &self.clauses, &draft.quote, !voices.is_empty(), draft.kind);
        let modality = self.in_its_document(draft.modality.unwrap_or(put.modality));
        let mut steps = draft.steps;
        if let Some(place) = &place {
            steps.push(Step {
                rule: Rule::new("bind.place", 1),
                span: None,
                note: format!("place: {}, named {}", place.name, place.rung),
            });
        }
        match (&time, time_words) {
            (Some(time), Some(words)) => steps.push(self.step(Rule::new("bind.time", 1), words, format!("time: {time}"))),
            (Some(time), None) => steps.push(Step {
                rule: Rule::new("bind.time", 1),
                span: None,
                note: format!("time: {time}, the date of publication"),
            }),
            (None, _) => {}
        }
        if let (None, Some(cue)) = (draft.modality, put.cue) {
            steps.push(self.step(Rule::new("modality.cue", 1), cue, format!("makes it {modality}")));
        }
        let statement = Statement {
            kind: draft.kind,
            quantity: draft.quantity,
            roles: draft.roles,
            about: About { who: draft.who, place, time },
            attribution: Attribution(voices.to_vec()),
            modality,
        };
        let basis = Basis::Read { span, sentence: sentence.clone(), rule: draft.rule, steps };
        Claim::new(statement, basis).ok()
    }

    /// A complaint only alleges; what the next sentence rejects is denied.
    fn in_its_document(&self, modality: Modality) -> Modality {
        match modality {
            Modality::Asserted | Modality::Reported | Modality::Estimated if self.rejected => Modality::Denied,
            Modality::Asserted | Modality::Reported if self.memory.of_complaint => Modality::Alleged,
            other => other,
        }
    }

    fn step(&self, rule: Rule, words: Range<usize>, note: String) -> Step {
        let span = self.words.bytes(words).and_then(|bytes| self.layer.span(bytes).ok());
        Step { rule, span, note }
    }

    /// What this sentence lends to the next ones of its paragraph.
    fn remembered(&self, made: &[Claim]) -> Paragraph {
        let mut paragraph = self.paragraph.clone();
        let opens_with_voice = self.words.says(0, "according") || self.words.is_any(0, any!["“", "\""]);
        if opens_with_voice {
            paragraph.voice = self.voices();
        } else if !attribution::voices(&self.words).is_empty() && self.kind != BlockKind::Answer {
            paragraph.voice.clear();
        }
        let probe = |place: &&PlaceName| {
            let before = place.words.start.checked_sub(1);
            before.is_some_and(|at| self.words.is_any(at, any!["in", "at", "near", "the", "of", "across", "around"]))
        };
        if let Some(place) = self.places.iter().rfind(probe).filter(|place| place.country != Some("KP")) {
            paragraph.place = Some((named_place(&self.words, place, PlaceRung::Paragraph), 0));
        } else {
            paragraph.place = paragraph.place.take().filter(|(_, ago)| *ago < 2).map(|(place, ago)| (place, ago + 1));
        }
        for claim in made {
            paragraph.topic = claim
                .statement()
                .quantity
                .map(|quantity| Topic { kind: claim.statement().kind, unit: quantity.unit })
                .or(paragraph.topic);
            if let (Kind::Wage, Some(Unit::Money(_, Some(per)))) =
                (claim.statement().kind, claim.statement().quantity.map(|quantity| quantity.unit))
            {
                paragraph.pay_period = Some(per);
            }
        }
        paragraph.of_revenue |= self
            .words
            .any_within(0..self.words.len(), any!["revenue", "revenues", "income", "earns", "earnings", "proceeds"])
            .is_some();
        paragraph.of_pay |= self.words.has(0..self.words.len(), Classes::PAY)
            || made.iter().any(|claim| matches!(claim.statement().kind, Kind::Wage | Kind::TakeHome | Kind::Deduction));
        if let Some(people) = people::nearest_people(&self.words, 0..self.words.len(), self.words.len()) {
            paragraph.people = Some(self.words.name(people));
        }
        paragraph
    }
}

fn near(a: &Range<usize>, b: &Range<usize>) -> bool {
    b.start < a.end + 4 && a.start < b.end + 4
}

/// Whether a figure is the amount of a head: "$60 for food", "loyalty fund of 40 dollars", "tax 20".
fn amount_of_head(words: &Words, head: &Head, figure: &Figure, meaning: Option<&Meaning>) -> bool {
    let fits = match figure.measure {
        Measure::Money(_) => meaning.is_none_or(|meaning| {
            matches!(
                meaning.kind,
                Kind::Deduction | Kind::Wage | Kind::Flow | Kind::TakeHome | Kind::FeeOrBribe | Kind::RemittanceQuota
            )
        }),
        Measure::Percent => {
            figure.words.end < head.words.start && words.says(figure.words.end, "for") || words.is_any(head.words.end, any!["of"])
        }
        Measure::Count => meaning.is_none(),
        Measure::Time(_) => false,
    };
    let end = figure.words.end;
    let before = end <= head.words.start
        && head.words.start - end <= 4
        && (end..head.words.start).any(|at| words.is_any(at, any!["for", "as", "in", "to", "towards", "toward", "into"]))
        && !(end..head.words.start).any(|at| words.word(at) == "," || words.is_number(at));
    let after = figure.words.start >= head.words.end
        && figure.words.start - head.words.end <= 3
        && (head.words.end..figure.words.start).all(|at| {
            words.is_any(at, any!["of", "at", "was", "is", "cost", "costs", "took", "takes", "about", "some"])
                || matches!(words.word(at), ":" | "(" | "-" | "–" | "$" | ",")
        });
    fits && (before || after)
}

fn deducted_amount(figure: &Figure, meaning: Option<&Meaning>, pay_period: Option<Per>) -> Option<Quantity> {
    let unit = match figure.measure {
        Measure::Money(named) => {
            let carried = meaning.and_then(|meaning| if let Unit::Money(_, per) = meaning.unit { per } else { None });
            Unit::Money(named.currency, figure.per.or(carried).or(pay_period))
        }
        Measure::Percent => Unit::PercentOfPay,
        Measure::Count | Measure::Time(_) => return None,
    };
    Some(Quantity { range: figure.bounds, unit, approximate: figure.approximate })
}

/// The quantity of a figure in the unit of its meaning; months of a contract become parts of a year.
fn quantity(figure: &Figure, meaning: &Meaning) -> Option<Quantity> {
    let months = matches!((meaning.unit, figure.measure), (Unit::Year, Measure::Time(PerUnit::Month)));
    let range = if months {
        let twelfth = |end: Option<Decimal>| end.map(|end| (end / Decimal::from(12)).round_dp(2));
        Bounds::new(twelfth(figure.bounds.low()), twelfth(figure.bounds.high())).ok()?
    } else {
        figure.bounds
    };
    Some(Quantity { range, unit: meaning.unit, approximate: figure.approximate })
}
