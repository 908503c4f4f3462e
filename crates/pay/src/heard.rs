//! What the documents of a case state of pay, as voices in its account: bound to a worker, a site, an employer or a country where the words
//! name one that the tables know. Everything else says something of pay in general, and feeds the account of stated figures.

use crate::book::{Book, Component, Line, Spot, Voice, Whom};
use crate::costs::{Cost, CostCode, cost_code};
use crate::import::Intake;
use crate::label::{is_unspaced, plain};
use crate::month::Month;
use crate::{Lasting, sum};
use evidence::{Basis, Case, Claim, ClaimId, Kind, Modality, PerUnit, Period, PlaceRung, Quantity, Role, Taking, Unit};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// How far a figure that is said to be “about” something may lie to either side: a tenth.
const ABOUT: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
/// Weeks of a month: 52 / 12, to four decimals.
const WEEKS_OF_MONTH: Decimal = Decimal::from_parts(43_333, 0, 0, false, 4);

/// What became of the claims about pay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// Claims that speak in the account of a worker or of a crew.
    pub bound: BTreeSet<ClaimId>,
    /// Claims that name nobody whom the tables know, or that have no cell: they speak of pay in general.
    pub general: Vec<ClaimId>,
    /// Claims that name somebody and could not be taken in, with the reason.
    pub set_aside: Vec<(ClaimId, &'static str)>,
}

/// Whether a claim may speak in an account at all: in force, stated by a source, in scope, and put forward as a fact, or as a promise of a wage.
fn counts(claim: &Claim) -> bool {
    let statement = claim.statement();
    let promised = statement.kind == Kind::Wage && statement.modality == Modality::Promised;
    let of_pay = match statement.kind {
        Kind::Wage | Kind::ShareTaken | Kind::TakeHome | Kind::Deduction | Kind::FeeOrBribe | Kind::HoursOrRest => true,
        Kind::WorkerCount
        | Kind::Dispatch
        | Kind::RemittanceQuota
        | Kind::Revenue
        | Kind::Flow
        | Kind::ContractLength
        | Kind::Deaths
        | Kind::Sanction
        | Kind::Indicator(_) => false,
    };
    of_pay && (statement.modality.states_a_fact() || promised) && !matches!(claim.basis(), Basis::Derived { .. })
}

/// The claims of a case that bear on pay and count.
pub fn of_pay<'c>(case: &'c Case, is_in_scope: &'c dyn Fn(&Claim) -> bool) -> impl Iterator<Item = &'c Claim> {
    case.standing_claims().filter(|claim| counts(claim)).filter(move |claim| is_in_scope(claim))
}

/// Takes the claims about pay of `case` into `intake`, whose tables were read.
pub fn hear(case: &Case, is_in_scope: &dyn Fn(&Claim) -> bool, intake: &mut Intake) -> Heard {
    let names = Names::of(&intake.registrar.book);
    let mut heard = Heard::default();
    let mut rows: BTreeMap<u32, u64> = BTreeMap::new();
    for claim in of_pay(case, is_in_scope) {
        let words = Words::of(case, claim);
        match names.bound(claim, &words) {
            Bound::General => heard.general.push(claim.id()),
            Bound::Unclear(why) => heard.set_aside.push((claim.id(), why)),
            Bound::To(whom, voice) => match sums(claim) {
                Ok(sum) => {
                    let source = case.sources_of(claim.id()).into_iter().next().and_then(|id| case.source(id));
                    let (Some(source), Some(label)) = (source, Some(words.quote)) else { continue };
                    let file = intake.registrar.file(source.id, &source.name, voice);
                    let row = rows.entry(file).or_default();
                    *row += 1;
                    let spot = Spot { file, sheet: None, row: *row };
                    intake.registrar.book.claimed.insert((file, *row), claim.id());
                    take(intake, claim, sum, &whom, (spot, label), own_time(claim, source.published));
                    heard.bound.insert(claim.id());
                }
                Err(why) => {
                    heard.set_aside.push((claim.id(), why));
                    heard.general.push(claim.id());
                }
            },
        }
    }
    heard
}

fn take(
    intake: &mut Intake,
    claim: &Claim,
    sum: Sum,
    whom: &[Whom],
    (spot, label): (Spot, &str),
    (from, to): (Option<Month>, Option<Month>),
) {
    let Sum { component, low, high, currency } = sum;
    for whom in whom {
        match (component, whom) {
            (Some(component), whom) => {
                let line = Line { component, low, high, currency, column: 0, label: Arc::from(label) };
                intake.registrar.book.lasting.push(Lasting { whom: *whom, from, to, line, spot: spot.clone() });
            }
            (None, Whom::Worker(worker)) => {
                let purpose = claim.statement().roles.get(&Role::Purpose).map_or(label, String::as_str);
                intake.costs.push(Cost {
                    worker: *worker,
                    code: cost_code(purpose).unwrap_or(CostCode::Hidden),
                    words: purpose.to_owned(),
                    sum: low,
                    currency,
                    on: None,
                    payee: String::new(),
                    spot: spot.clone(),
                });
            }
            (None, Whom::Crew(_) | Whom::All) => {}
        }
    }
}

/// The months that the words themselves speak of; if they name none, all up to the publication: nobody tells of what is to come.
fn own_time(claim: &Claim, published: Option<Period>) -> (Option<Month>, Option<Month>) {
    let month = |day: Option<Date>| day.and_then(Month::of);
    let last = |period: Period| month(period.last().or(period.first()).map(|date| date.last_day()));
    match claim.statement().about.time.filter(|time| Some(*time) != published) {
        Some(time) => (month(time.first().map(|date| date.first_day())), last(time)),
        None => (None, published.and_then(last)),
    }
}

/// A sum of a claim: a component of a month, or, without one, a cost of recruitment.
struct Sum {
    component: Option<Component>,
    low: Decimal,
    high: Decimal,
    currency: evidence::Currency,
}

/// The ends of a quantity, an “about” widened, an open lower end nought; the upper end is `None` where it is open.
pub(crate) fn ends(quantity: &Quantity) -> (Decimal, Option<Decimal>) {
    let (low, high) = (quantity.range.low(), quantity.range.high());
    match (quantity.approximate && quantity.range.is_point(), low) {
        (true, Some(point)) => (point - point * ABOUT, Some(point + point * ABOUT)),
        _ => (low.unwrap_or_default(), high),
    }
}

fn sums(claim: &Claim) -> Result<Sum, &'static str> {
    let statement = claim.statement();
    let quantity = statement.quantity.as_ref().ok_or("it states no sum.")?;
    let (low, high) = ends(quantity);
    let too_large = |end: &Decimal| end.is_sign_negative() || *end > sum::largest();
    if too_large(&low) || high.as_ref().is_some_and(too_large) {
        return Err("it is no sum of one worker's month.");
    }
    let component = match statement.kind {
        Kind::Wage if statement.modality == Modality::Promised => Component::Promised,
        Kind::Wage => Component::Gross,
        Kind::TakeHome => Component::Paid,
        Kind::Deduction => {
            let code = statement.roles.get(&Role::Code).and_then(|code| code.parse().ok());
            Component::Taken(code.unwrap_or(Taking::Unlabelled))
        }
        Kind::HoursOrRest => return hours(quantity),
        Kind::FeeOrBribe => {
            let Unit::Money(currency, None) = quantity.unit else { return Err("it is no single sum.") };
            return Ok(Sum { component: None, low, high: high.unwrap_or(low), currency });
        }
        _ => return Err("a share of pay is no sum: it bears on pay in general."),
    };
    let Unit::Money(currency, Some(per)) = quantity.unit else { return Err("it does not say for how long the sum is.") };
    if (per.count(), per.unit()) != (1, PerUnit::Month) {
        return Err("it is not a sum by the month.");
    }
    let is_wage = matches!(component, Component::Gross | Component::Promised);
    match high {
        Some(high) => Ok(Sum { component: Some(component), low, high, currency }),
        // at least so much was earned: no more is said
        None if is_wage => Ok(Sum { component: Some(component), low, high: low, currency }),
        None => Err("it leaves open how much at most was taken or paid."),
    }
}

fn hours(quantity: &Quantity) -> Result<Sum, &'static str> {
    let (low, high) = ends(quantity);
    let Unit::Hour(per) = quantity.unit else { return Err("it counts days, and no hours.") };
    let times = match (per.count(), per.unit()) {
        (1, PerUnit::Month) => Decimal::ONE,
        (1, PerUnit::Week) => WEEKS_OF_MONTH,
        _ => return Err("how many days a month were worked, it does not say."),
    };
    let high = high.unwrap_or(low);
    // an hour has no currency; a line has one
    let currency = evidence::Currency::USD;
    Ok(Sum { component: Some(Component::Hours), low: low * times, high: high * times, currency })
}

// ---- who is meant ---------------------------------------------------------------------------------------------------------------

/// The words of a claim: its own and its sentence's, or those of the claim that it corrects.
struct Words<'c> {
    quote: &'c str,
    sentence: &'c str,
}

impl<'c> Words<'c> {
    fn of(case: &'c Case, claim: &'c Claim) -> Self {
        match claim.basis() {
            Basis::Read { span, sentence, .. } => Words { quote: span.quote(), sentence: sentence.quote() },
            Basis::Judged { on, .. } => {
                case.claim(*on).map_or(Words { quote: "", sentence: "" }, |corrected| Words::of(case, corrected))
            }
            Basis::Derived { .. } => Words { quote: "", sentence: "" },
        }
    }
}

/// Whom a claim is about.
enum Bound {
    /// Nobody whom the tables know.
    General,
    /// Somebody, and it is not clear who.
    Unclear(&'static str),
    /// These.
    To(Vec<Whom>, Voice),
}

/// The names that the tables know, made ready to be found in sentences.
struct Names {
    /// The country of each crew.
    countries: Vec<Option<String>>,
    /// By the first word of a name: the words, and who bears it.
    spaced: HashMap<String, Vec<(Vec<String>, Whom)>>,
    /// By the first letter of a name in a script without spaces.
    unspaced: HashMap<char, Vec<(String, Whom)>>,
}

/// A name of one word is found by chance too often; in scripts without spaces, one of two letters.
fn is_telling(name: &str) -> bool {
    if is_unspaced(name) { name.chars().filter(|c| !c.is_whitespace()).count() >= 3 } else { name.contains(' ') }
}

impl Names {
    fn of(book: &Book) -> Self {
        let countries = book.crews.iter().map(|crew| crew.country.clone()).collect();
        let mut names = Names { countries, spaced: HashMap::new(), unspaced: HashMap::new() };
        for (at, worker) in (0..).zip(&book.workers) {
            worker.names.iter().for_each(|name| names.add(name, Whom::Worker(at)));
        }
        for (at, crew) in (0..).zip(&book.crews) {
            [&crew.employer, &crew.site].into_iter().flatten().for_each(|name| names.add(name, Whom::Crew(at)));
        }
        names
    }

    fn add(&mut self, name: &str, whom: Whom) {
        let name = plain(name);
        if !is_telling(&name) {
            return;
        }
        if is_unspaced(&name) {
            let name = name.replace(' ', "");
            if let Some(first) = name.chars().next() {
                self.unspaced.entry(first).or_default().push((name, whom));
            }
            return;
        }
        let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
        self.spaced.entry(words[0].clone()).or_default().push((words, whom));
    }

    /// Everybody whom `text` names.
    fn named(&self, text: &str) -> BTreeSet<Whom> {
        let text = plain(text);
        let mut found = BTreeSet::new();
        let words: Vec<&str> = text.split(' ').collect();
        for (at, word) in words.iter().enumerate() {
            for (name, whom) in self.spaced.get(*word).into_iter().flatten() {
                if words.len() - at >= name.len() && words[at..].iter().zip(name).all(|(word, own)| word == own) {
                    found.insert(*whom);
                }
            }
        }
        if !self.unspaced.is_empty() {
            let joined = text.replace(' ', "");
            for (at, letter) in joined.char_indices() {
                let bearers = self.unspaced.get(&letter).into_iter().flatten();
                found.extend(bearers.filter(|(name, _)| joined[at..].starts_with(name.as_str())).map(|(_, whom)| *whom));
            }
        }
        found
    }

    fn bound(&self, claim: &Claim, words: &Words) -> Bound {
        let statement = claim.statement();
        let who = statement.about.who.as_deref().unwrap_or_default();
        let place = statement.about.place.as_ref();
        let of_who = self.named(who);
        let of_sentence = self.named(words.sentence);
        let workers = |found: &BTreeSet<Whom>| -> Vec<Whom> {
            found.iter().copied().filter(|whom| matches!(whom, Whom::Worker(_))).collect()
        };
        // a sentence that names somebody and counts others does not speak of the one it names
        let named = if who.is_empty() { workers(&of_sentence) } else { workers(&of_who) };
        match named.len() {
            0 => {}
            1 => return Bound::To(named, Voice::Testimony),
            _ => return Bound::Unclear("its sentence names several workers."),
        }
        let voice = match statement.attribution.0.is_empty() {
            true => Voice::Publication,
            false => Voice::Testimony,
        };
        let of_place = place.map(|place| self.named(&place.name)).unwrap_or_default();
        let crews: BTreeSet<Whom> =
            of_who.union(&of_sentence).chain(&of_place).copied().filter(|whom| matches!(whom, Whom::Crew(_))).collect();
        if !crews.is_empty() {
            return Bound::To(crews.into_iter().collect(), voice);
        }
        let in_words = |rung: PlaceRung| matches!(rung, PlaceRung::Clause | PlaceRung::Sentence);
        let country = place.filter(|place| in_words(place.rung)).and_then(|place| place.country.as_deref());
        let of_country = |country: &str| -> Vec<Whom> {
            let crews = (0..).zip(&self.countries).filter(|(_, of)| of.as_deref() == Some(country));
            crews.map(|(at, _)| Whom::Crew(at)).collect()
        };
        match country.map(of_country).filter(|crews| !crews.is_empty()) {
            Some(crews) => Bound::To(crews, Voice::Publication),
            None => Bound::General,
        }
    }
}
