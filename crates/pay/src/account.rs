//! A worker's account: what was due, what was taken under which rule, what was paid, what is owed.
//!
//! `owed = max(0, due − lawful − under review − unlabelled − paid)` for each month: what stays owed even if everything that is under review or
//! unlabelled turns out to be right. What is added if it does not is told beside it and never inside it.

use crate::book::{Book, Component, Settings, Voice};
use crate::cells::{Cell, How, Index, MonthCells, Remark, months, takings};
use crate::interest::{Accruals, NoRate};
use crate::month::Month;
use crate::owed::{Due, Owed, Settlement, Terms, owed};
use crate::rules::{Finding, Rules, Verdict};
use crate::sum::{Bounds, rounded};
use evidence::{Taking, Treatment};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap};

/// The sums of one month. The four sums of what was taken are never added to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthSums {
    /// The month.
    pub month: Month,
    /// The crew, where one is known.
    pub crew: Option<u32>,
    /// The day it was due.
    pub due_on: Date,
    /// The day it was paid, where told.
    pub paid_on: Option<Date>,
    /// What was due: the largest of contract, promise, legal minimum and what was billed, with overtime; or gross pay, if that is more.
    pub due: Bounds,
    /// How that is known.
    pub due_how: How,
    /// Taken, and lawful by rule or default. Its low end is what was shown to be.
    pub lawful: Bounds,
    /// Taken, and to be examined.
    pub review: Bounds,
    /// Taken, and prohibited by rule or default; what is over a limit is here.
    pub prohibited: Bounds,
    /// Taken under no label that says what for.
    pub unknown: Bounds,
    /// Withheld until return: no deduction, still due.
    pub held: Bounds,
    /// What reached the worker.
    pub paid: Bounds,
    /// How that is known.
    pub paid_how: How,
    /// Whether a row states a payment: what somebody says was paid each month for a time shows none that could settle another month.
    pub is_paid_by_row: bool,
    /// What is owed: the least, the best supported, the claimant's best case.
    pub owed: Bounds,
    /// The most that is owed if all stands that is under review, and all that nobody showed to be lawful: what sources leave open, not the law.
    pub most_by_sources: Decimal,
    /// The same if neither tax, insurance nor attachment that nobody showed to be lawful stands, nor what no title explains: whose it was is a question of
    /// fact that sources leave open.
    pub most_if_unshown_falls: Decimal,
    /// The least that is owed in the same reading.
    pub least_if_unshown_falls: Decimal,
    /// What is owed besides, if nothing under review stands.
    pub if_review_falls: Decimal,
    /// What is owed besides, if nothing unlabelled stands either.
    pub if_unknown_falls: Decimal,
    /// What was paid beyond what was due for the month: it settles older months.
    pub beyond: Bounds,
    /// Whether sources contradict each other about it.
    pub is_contradicted: bool,
    /// Whether the employer says that more was paid than a bank or a worker says.
    pub employer_is_denied: bool,
    /// Whether a paper, not only a witness, tells gross pay or what was taken.
    pub has_papers: bool,
    /// Whether nothing settles it: no paper tells what was paid, or the list that does is denied by a bank or a witness of the crew. Sources err here as
    /// all such sources do, not each by itself.
    pub is_unsettled: bool,
    /// Whether it fell due before the limitation day: listed, not claimed.
    pub is_barred: bool,
}

/// Three ways to see one account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThreeOwed {
    /// At least.
    pub least: Owed,
    /// Best supported.
    pub point: Owed,
    /// The claimant's best case.
    pub most: Owed,
}

/// A worker's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The worker, by the place in [`Book::workers`].
    pub worker: u32,
    /// The months in order.
    pub months: Vec<MonthSums>,
    /// Payments without a month, and what was paid beyond a month's due: they settle the oldest.
    pub settlements: Vec<Settlement>,
    /// What is owed of the months that are not barred, by their places among them, with interest.
    pub owed: ThreeOwed,
}

/// What a worker is owed in the end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Wages.
    pub wages: Bounds,
    /// Interest.
    pub interest: Bounds,
}

impl Totals {
    /// Both.
    pub fn sum(&self) -> Bounds {
        self.wages + self.interest
    }
}

impl Account {
    /// What is owed in the end.
    pub fn totals(&self) -> Totals {
        let ThreeOwed { least, point, most } = &self.owed;
        let three = |of: fn(&Owed) -> Decimal| {
            let point = of(point);
            Bounds { low: of(least).min(point), point, high: of(most).max(point) }
        };
        Totals { wages: three(Owed::principal_sum), interest: three(Owed::interest_sum) }
    }

    /// The months that are claimed, in order.
    pub fn claimed(&self) -> impl Iterator<Item = &MonthSums> {
        self.months.iter().filter(|month| !month.is_barred)
    }
}

/// All accounts of a book.
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    /// One a worker, in order.
    pub accounts: Vec<Account>,
    /// What is wrong with rows.
    pub remarks: Vec<Remark>,
    /// Days without a rate of interest, with the worker.
    pub without_rate: Vec<(u32, NoRate)>,
}

/// What sums are known of a crew's month, for those of whom nothing is known.
#[derive(Debug, Default, Clone, Copy)]
struct CrewMonth {
    /// What was due, of how many.
    due: Option<(Bounds, usize)>,
    /// What was paid, of how many.
    paid: Option<(Bounds, usize)>,
    /// Lawful, under review, prohibited, unlabelled, of those of whom a paper tells it.
    papers: Option<[Bounds; 4]>,
    /// What workers or banks say was paid, where the employer's ledger says more.
    denied: Option<Decimal>,
}

/// The most that papers of a crew show to have been taken in any month, where the employer may claim it for a month without papers too.
#[derive(Debug, Default, Clone, Copy)]
struct MostTaken {
    lawful: Decimal,
    review: Decimal,
    unknown: Decimal,
}

/// What is known of crews.
#[derive(Debug, Default)]
struct Crews {
    months: HashMap<(u32, Month), CrewMonth>,
    most: HashMap<u32, MostTaken>,
    /// The least that workers or banks say was paid in any month, of crews whose list is denied.
    denied: HashMap<u32, Decimal>,
}

/// What every step needs to know.
pub struct Reckoning<'b> {
    /// What sources say.
    pub book: &'b Book,
    /// How the account is drawn up.
    pub settings: &'b Settings,
    /// The rules.
    pub rules: &'b Rules,
    /// Interest and allocation.
    pub terms: &'b Terms,
}

/// The accounts of all workers in `book`, which was settled.
pub fn accounts(reckoning: &Reckoning) -> Accounts {
    use rayon::prelude::*;
    let index = Index::of(reckoning.book);
    let count = reckoning.book.workers.len() as u32;
    let first: Vec<(Vec<MonthSums>, Vec<Remark>)> = (0..count)
        .into_par_iter()
        .map_init(Verdicts::default, |verdicts, worker| {
            let (cells, remarks) = months(reckoning.book, &index, worker, reckoning.settings);
            (cells.iter().map(|month| sums(reckoning, month, verdicts)).collect(), remarks)
        })
        .collect();
    let crews = crews(&first);
    let (months, remarks): (Vec<_>, Vec<_>) = first.into_iter().unzip();
    let done: Vec<(Account, Option<NoRate>)> = months
        .into_par_iter()
        .enumerate()
        .map_init(Accruals::default, |accruals, (worker, months)| settled(reckoning, &crews, worker as u32, months, accruals))
        .collect();
    let without_rate = done.iter().filter_map(|(account, no_rate)| no_rate.map(|no_rate| (account.worker, no_rate))).collect();
    let accounts = done.into_iter().map(|(account, _)| account).collect();
    Accounts { accounts, remarks: remarks.into_iter().flatten().collect(), without_rate }
}

/// Verdicts that were found before: they hang on code, place, day and, if there is a limit, on gross pay.
#[derive(Default)]
pub struct Verdicts {
    places: HashMap<(Option<u32>, Month), usize>,
    of_months: Vec<Vec<(Taking, Found)>>,
    /// Where the last one was found: those of one month are asked for one after another.
    last: Option<((Option<u32>, Month), usize)>,
}

/// What was found of a code in a month.
enum Found {
    /// Whatever gross pay is.
    Always(Verdict),
    /// By gross pay.
    Capped(HashMap<Decimal, Verdict>),
}

impl Verdicts {
    /// As [`Rules::verdict`], on the last day of `month`.
    pub fn of(&mut self, reckoning: &Reckoning, code: Taking, crew: Option<u32>, month: Month, gross: Decimal) -> &Verdict {
        let place = crew.and_then(|crew| reckoning.book.crews[crew as usize].country.as_deref());
        let on = month.last_day();
        let found = self.of_month((crew, month));
        let at = found.iter().position(|(known, _)| *known == code).unwrap_or_else(|| {
            let verdict = reckoning.rules.verdict(code, place, on, Decimal::ONE);
            found.push((
                code,
                match verdict.finding {
                    Finding::LawfulUpTo(_) => Found::Capped(HashMap::new()),
                    _ => Found::Always(verdict),
                },
            ));
            found.len() - 1
        });
        match &mut found[at].1 {
            Found::Always(verdict) => verdict,
            Found::Capped(by_gross) => by_gross.entry(gross).or_insert_with(|| reckoning.rules.verdict(code, place, on, gross)),
        }
    }

    fn of_month(&mut self, key: (Option<u32>, Month)) -> &mut Vec<(Taking, Found)> {
        let at = match self.last {
            Some((last, at)) if last == key => at,
            _ => *self.places.entry(key).or_insert_with(|| {
                self.of_months.push(Vec::new());
                self.of_months.len() - 1
            }),
        };
        self.last = Some((key, at));
        &mut self.of_months[at]
    }
}

/// The sums of a month from its cells alone.
fn sums(reckoning: &Reckoning, cells: &MonthCells, verdicts: &mut Verdicts) -> MonthSums {
    let (due, due_how) = due(cells);
    let gross = cells.cell(Component::Gross).map_or(due, |cell| cell.sum);
    let zero = Bounds::default();
    let mut sums = MonthSums {
        month: cells.month,
        crew: cells.crew,
        due_on: cells.month.due_on(reckoning.settings.pay_day),
        paid_on: cells.paid_on,
        due,
        due_how,
        lawful: zero,
        review: zero,
        prohibited: zero,
        unknown: zero,
        held: zero,
        paid: zero,
        paid_how: How::Open,
        is_paid_by_row: cells.cell(Component::Paid).is_some_and(|cell| cell.claims.iter().any(|claim| claim.is_of_row())),
        owed: zero,
        most_by_sources: Decimal::ZERO,
        most_if_unshown_falls: Decimal::ZERO,
        least_if_unshown_falls: Decimal::ZERO,
        if_review_falls: Decimal::ZERO,
        if_unknown_falls: Decimal::ZERO,
        beyond: zero,
        is_contradicted: cells.cells.iter().any(|cell| cell.is_contradicted),
        employer_is_denied: is_denied(cells),
        has_papers: has_papers(cells),
        is_unsettled: is_denied(cells),
        is_barred: false,
    };
    sums.is_barred = reckoning.settings.limitation.is_some_and(|limit| sums.due_on < limit);
    for (code, cell) in takings(cells) {
        let verdict = verdicts.of(reckoning, code, cells.crew, cells.month, gross.point);
        take(&mut sums, code, verdict, cell.sum, reckoning.settings);
    }
    let (paid, how) = paid(cells, gross, &sums);
    sums.paid = paid;
    sums.paid_how = how;
    sums
}

fn take(sums: &mut MonthSums, code: Taking, verdict: &Verdict, sum: Bounds, settings: &Settings) {
    if code == Taking::Held {
        sums.held = sums.held + sum;
        return;
    }
    match (verdict.treatment, verdict.finding) {
        (Treatment::Lawful, Finding::LawfulUpTo(most)) => {
            let most = rounded(most, settings.currency);
            let within = |amount: Decimal| amount.min(most);
            let over = |amount: Decimal| (amount - most).max(Decimal::ZERO);
            sums.lawful = sums.lawful + Bounds { low: within(sum.low), point: within(sum.point), high: within(sum.high) };
            sums.prohibited = sums.prohibited + Bounds { low: over(sum.low), point: over(sum.point), high: over(sum.high) };
        }
        (Treatment::Lawful, Finding::Lawful) => sums.lawful = sums.lawful + sum,
        // nobody has shown it: in the claimant's best case it falls
        (Treatment::Lawful, _) => sums.lawful = sums.lawful + Bounds { low: Decimal::ZERO, ..sum },
        (Treatment::Review, _) => sums.review = sums.review + sum,
        (Treatment::Prohibited, _) => sums.prohibited = sums.prohibited + sum,
        (Treatment::Unknown, _) => sums.unknown = sums.unknown + sum,
    }
}

/// What was due, as the cells tell it.
fn due(cells: &MonthCells) -> (Bounds, How) {
    let of = |component| cells.cell(component);
    let wages = [Component::Contract, Component::Promised, Component::Minimum, Component::Billed].map(of);
    // what only a witness says raises the best case and the point, never the least, where anything else is known
    let conceded = |cell: &Cell| cell.claims.iter().any(|claim| claim.voice.concedes());
    let any_conceded = wages.into_iter().flatten().chain(of(Component::Gross)).any(conceded);
    let least = |cell: &Cell| if any_conceded && !conceded(cell) { Decimal::ZERO } else { conceded_low(cell, any_conceded) };
    let larger = |a: Bounds, b: Bounds| Bounds { low: a.low.max(b.low), point: a.point.max(b.point), high: a.high.max(b.high) };
    let of_worker = |cell: &Cell| cell.claims.iter().any(|claim| claim.voice != Voice::Publication);
    let any_of_worker = wages.into_iter().flatten().chain(of(Component::Gross)).any(of_worker);
    // what is published of workers in general raises the best case alone, where anything is known of this one
    let point = |cell: &Cell| if any_of_worker && !of_worker(cell) { Decimal::ZERO } else { cell.sum.point };
    let seen = |cell: &Cell| Bounds { low: least(cell), point: point(cell), ..cell.sum };
    let wage = wages.into_iter().flatten().map(seen).fold(Bounds::default(), larger);
    let overtime = of(Component::Overtime).map(seen).unwrap_or_default();
    let gross = of(Component::Gross).map(seen).unwrap_or_default();
    let known = wages.iter().any(Option::is_some) || of(Component::Gross).is_some();
    (larger(wage + overtime, gross), if known { How::Stated } else { How::Open })
}

/// The least that those concede who are no witnesses.
fn conceded_low(cell: &Cell, any_conceded: bool) -> Decimal {
    let counts = |voice: Voice| !any_conceded || voice.concedes();
    cell.claims.iter().filter(|claim| counts(claim.voice)).map(|claim| claim.low).min().unwrap_or(cell.sum.low).max(cell.sum.low)
}

/// What reached the worker, as the cells tell it.
fn paid(cells: &MonthCells, gross: Bounds, sums: &MonthSums) -> (Bounds, How) {
    if let Some(cell) = cells.cell(Component::Paid) {
        return (cell.sum, How::Stated);
    }
    if cells.cell(Component::Gross).is_none() {
        return (Bounds::default(), How::Open);
    }
    let taken: Decimal = [sums.lawful, sums.review, sums.prohibited, sums.unknown, sums.held].iter().map(|sum| sum.point).sum();
    let left = (gross.point - taken).max(Decimal::ZERO);
    // that it was paid at all, nobody says
    (Bounds { low: Decimal::ZERO, point: left, high: left.max(gross.high - taken) }, How::Follows)
}

fn crews(first: &[(Vec<MonthSums>, Vec<Remark>)]) -> Crews {
    use rayon::prelude::*;
    let mut crews = Crews::default();
    // where each month of a crew stands: of which worker, at which place among the worker's months
    let mut places: HashMap<(u32, Month), Vec<(u32, u32)>> = HashMap::new();
    for (worker, (months, _)) in first.iter().enumerate() {
        for (at, month) in months.iter().enumerate() {
            let Some(crew) = month.crew else { continue };
            crews.see(crew, month);
            places.entry((crew, month.month)).or_default().push((worker as u32, at as u32));
        }
    }
    let month = |(worker, at): &(u32, u32)| &first[*worker as usize].0[*at as usize];
    let of_crew = |(key, places): ((u32, Month), Vec<(u32, u32)>)| (key, CrewMonth::of(&mut || places.iter().map(month)));
    crews.months = places.into_par_iter().map(of_crew).collect();
    crews
}

impl Crews {
    /// What a month of one worker says of the crew in all its months.
    fn see(&mut self, crew: u32, month: &MonthSums) {
        if month.has_papers {
            let most = self.most.entry(crew).or_default();
            most.lawful = most.lawful.max(month.lawful.high);
            most.review = most.review.max(month.review.high);
            most.unknown = most.unknown.max(month.unknown.high);
        }
        if month.paid_how == How::Stated && month.employer_is_denied {
            let ever = self.denied.entry(crew).or_insert(month.paid.low);
            *ever = month.paid.low.min(*ever);
        }
    }
}

impl CrewMonth {
    /// Of the months of all workers of the crew; only what somebody needs of whom nothing is known is brought together.
    fn of<'m, I: Iterator<Item = &'m MonthSums>>(months: &mut dyn FnMut() -> I) -> Self {
        let stated = |month: &&MonthSums| month.paid_how == How::Stated;
        let denied = months().filter(stated).filter(|month| month.employer_is_denied).map(|month| month.paid.low).min();
        let (no_due, no_paid) = (|month: &MonthSums| month.due_how == How::Open, |month: &MonthSums| month.paid_how == How::Open);
        let (mut needs_due, mut needs_paid, mut has_papers) = (false, false, false);
        for month in months() {
            needs_due |= no_due(month);
            needs_paid |= no_paid(month);
            has_papers |= stated(&month) && month.has_papers;
        }
        let mut like = |sum: fn(&MonthSums) -> Bounds, counts: fn(&MonthSums) -> bool| {
            let sums: Vec<Bounds> = months().filter(|month| counts(month)).map(sum).collect();
            like_others(&sums).map(|like| (like, sums.len()))
        };
        let on_paper = |month: &MonthSums| month.paid_how == How::Stated && month.has_papers;
        let heads: [fn(&MonthSums) -> Bounds; 4] =
            [|month| month.lawful, |month| month.review, |month| month.prohibited, |month| month.unknown];
        CrewMonth {
            due: if needs_due { like(|month| month.due, |month| month.due_how == How::Stated) } else { None },
            paid: if needs_paid { like(|month| month.paid, |month| month.paid_how == How::Stated) } else { None },
            papers: has_papers.then(|| match needs_paid {
                true => heads.map(|head| like(head, on_paper).map(|(like, _)| like).unwrap_or_default()),
                false => [Bounds::default(); 4],
            }),
            denied,
        }
    }
}

/// Whether anybody but a witness tells gross pay or what was taken.
fn has_papers(cells: &MonthCells) -> bool {
    let told = cells.cells.iter().filter(|cell| matches!(cell.component, Component::Gross | Component::Taken(_)));
    told.flat_map(|cell| &cell.claims).any(|claim| claim.voice != Voice::Testimony)
}

/// Whether the employer says that more was paid than a bank or a worker says.
fn is_denied(cells: &MonthCells) -> bool {
    let Some(paid) = cells.cell(Component::Paid).filter(|cell| cell.is_contradicted) else { return false };
    // a signature stands on the employer's own paper; what is published is of workers in general
    let is_paper = |claim: &&crate::cells::Claim| claim.voice.is_employers() || claim.voice == Voice::SignedPayslip;
    let denies = |claim: &&crate::cells::Claim| !is_paper(claim) && claim.voice != Voice::Publication;
    let most_of_others = paid.claims.iter().filter(denies).map(|claim| claim.high).max();
    let most_of_employer = paid.claims.iter().filter(is_paper).map(|claim| claim.low).max();
    most_of_others.zip(most_of_employer).is_some_and(|(others, employer)| others < employer)
}

/// From the sums known of others: the least that any source of any of them concedes, the middle, the most.
fn like_others(sums: &[Bounds]) -> Option<Bounds> {
    let low = sums.iter().map(|sum| sum.low).min()?;
    let high = sums.iter().map(|sum| sum.high).max()?;
    let mut points: Vec<Decimal> = sums.iter().map(|sum| sum.point).collect();
    points.sort();
    Some(Bounds { low, point: points[(points.len() - 1) / 2], high })
}

/// Fills what no source states from others of the same crew and month.
fn impute(month: &mut MonthSums, crews: &Crews) {
    let others = month.crew.and_then(|crew| crews.months.get(&(crew, month.month)));
    if month.due_how == How::Open
        && let Some((sum, count)) = others.and_then(|others| others.due)
    {
        month.due = sum;
        month.due_how = How::Imputed(count);
    }
    match (month.paid_how, others) {
        (How::Open, Some(CrewMonth { paid: Some((paid, count)), papers, .. })) => {
            month.paid = *paid;
            let [lawful, review, prohibited, unknown] = papers.unwrap_or_default();
            // a lawful deduction that nobody showed for this worker falls in the best case
            month.lawful = Bounds { low: Decimal::ZERO, ..lawful };
            (month.review, month.prohibited, month.unknown) = (review, prohibited, unknown);
            month.paid_how = How::Imputed(*count);
            month.is_unsettled |= papers.is_none();
        }
        (How::Open, _) => {
            month.is_unsettled = true;
            let most = month.due.high;
            month.paid = Bounds { low: Decimal::ZERO, point: month.due.point, high: most };
        }
        // what the employer alone says was paid is doubtful where others of the crew were paid less than it says of them
        (How::Stated | How::Follows, Some(others)) if month.paid.is_exact() && !month.is_contradicted => {
            // nobody who denies it need have been there in each month of the list
            let ever = month.crew.and_then(|crew| crews.denied.get(&crew).copied());
            if let Some(denied) = others.denied.or(ever) {
                month.paid.low = month.paid.low.min(denied);
                month.is_unsettled = true;
            }
        }
        _ => {}
    }
    // a witness says what was left, no paper what was taken: at least so much may have been taken with right as papers of the crew show elsewhere
    let papers_of_crew = others.is_some_and(|others| others.papers.is_some());
    let has_papers = month.has_papers || matches!(month.paid_how, How::Imputed(_)) && papers_of_crew;
    if !has_papers
        && month.paid_how != How::Open
        && let Some(most) = month.crew.and_then(|crew| crews.most.get(&crew))
    {
        month.lawful.high = month.lawful.high.max(most.lawful);
        month.review.high = month.review.high.max(most.review);
        month.unknown.high = month.unknown.high.max(most.unknown);
    }
}

/// What is owed of a month, once all its sums are there.
fn reckon(month: &mut MonthSums) {
    let zero = Decimal::ZERO;
    let left = |due: Decimal, sums: [Decimal; 4]| sums.iter().fold(due, |left, sum| left.saturating_sub(*sum));
    let MonthSums { due, lawful, review, unknown, paid, .. } = month;
    let least = left(due.low, [lawful.high, review.high, unknown.high, paid.high]);
    let point = left(due.point, [lawful.point, review.point, unknown.point, paid.point]);
    let most = left(due.high, [lawful.low, zero, zero, paid.low]);
    month.owed = Bounds::between(least.max(zero).min(point.max(zero)), point.max(zero), most.max(zero).max(point.max(zero)));
    // a list that is denied proves no tax either
    let lawful_at_least = if month.is_unsettled { lawful.low } else { lawful.point };
    let most_by_sources = left(due.high, [lawful_at_least, review.low, unknown.low, paid.low]);
    month.most_by_sources = most_by_sources.clamp(month.owed.point, month.owed.high);
    let none_unshown = left(due.high, [lawful.low, review.low, zero, paid.low]);
    month.most_if_unshown_falls = none_unshown.clamp(month.most_by_sources, month.owed.high);
    let least_of_none = left(due.low, [lawful.low, review.high, zero, paid.high]);
    month.least_if_unshown_falls = least_of_none.clamp(month.owed.low, month.most_if_unshown_falls);
    let no_review = left(due.point, [lawful.point, zero, unknown.point, paid.point]).max(zero);
    let neither = left(due.point, [lawful.point, zero, zero, paid.point]).max(zero);
    month.if_review_falls = no_review - month.owed.point;
    month.if_unknown_falls = neither - no_review;
    let beyond = |due: Decimal, paid: Decimal| paid.saturating_sub(due).max(zero);
    // against the claimant everything that was paid counts; for the claimant only what every source concedes
    let stated = month.paid_how == How::Stated && month.is_paid_by_row;
    month.beyond = match stated {
        true => {
            let net = left(due.point, [lawful.point, review.point, unknown.point, zero]).max(zero);
            let net_low = left(due.low, [lawful.high, review.high, unknown.high, zero]).max(zero);
            Bounds { low: beyond(due.high, paid.low), point: beyond(net, paid.point), high: beyond(net_low, paid.high) }
        }
        false => Bounds::default(),
    };
}

fn settled(
    reckoning: &Reckoning,
    crews: &Crews,
    worker: u32,
    mut months: Vec<MonthSums>,
    accruals: &mut Accruals,
) -> (Account, Option<NoRate>) {
    for month in &mut months {
        impute(month, crews);
        reckon(month);
    }
    let lumps = lumps(reckoning, worker);
    let mut no_rate = None;
    let mut see = |sum: fn(&Bounds) -> Decimal, beyond: fn(&Bounds) -> Decimal| {
        let claimed = months.iter().filter(|month| !month.is_barred);
        let dues: Vec<Due> =
            claimed.clone().map(|month| Due { month: month.month, on: month.due_on, sum: sum(&month.owed) }).collect();
        let mut settlements = lumps.clone();
        settlements.extend(
            claimed
                .filter(|month| !beyond(&month.beyond).is_zero())
                .map(|month| Settlement { on: month.paid_on.unwrap_or(month.due_on), sum: beyond(&month.beyond) }),
        );
        settlements.sort_by_key(|settlement| settlement.on);
        let found = owed(&dues, &settlements, reckoning.terms, reckoning.settings.as_of, reckoning.settings.currency, accruals);
        let found = found.unwrap_or_else(|missing| {
            no_rate = Some(missing);
            let without = Terms { interest: Default::default(), allocation: reckoning.terms.allocation };
            let currency = reckoning.settings.currency;
            owed(&dues, &settlements, &without, reckoning.settings.as_of, currency, &mut Accruals::default()).unwrap_or_default()
        });
        (found, settlements)
    };
    let (point, settlements) = see(|sum| sum.point, |sum| sum.point);
    let exact = lumps.is_empty() && months.iter().all(|month| month.owed.is_exact() && month.beyond.is_exact());
    let (least, most) = match exact {
        true => (point.clone(), point.clone()),
        false => (see(|sum| sum.low, |sum| sum.high).0, see(|sum| sum.high, |sum| sum.low).0),
    };
    (Account { worker, months, settlements, owed: ThreeOwed { least, point, most } }, no_rate)
}

/// Payments without a month, in the currency of the account.
fn lumps(reckoning: &Reckoning, worker: u32) -> Vec<Settlement> {
    let lumps = &reckoning.book.lumps;
    let first = lumps.partition_point(|lump| lump.worker < worker);
    let own = lumps[first..].iter().take_while(|lump| lump.worker == worker);
    let settings = reckoning.settings;
    own.filter_map(|lump| {
        let on = lump.settlement.on;
        let sum = settings.exchange.converted(lump.settlement.sum, lump.currency, settings.currency, on)?;
        Some(Settlement { on, sum })
    })
    .collect()
}

/// The sums of what was taken, over accounts: four that are never added up, and what is withheld.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// What was due.
    pub due: Bounds,
    /// Lawful.
    pub lawful: Bounds,
    /// To be examined.
    pub review: Bounds,
    /// Prohibited.
    pub prohibited: Bounds,
    /// Unlabelled.
    pub unknown: Bounds,
    /// Withheld until return.
    pub held: Bounds,
    /// What reached the workers.
    pub paid: Bounds,
    /// Owed besides, if nothing under review stands.
    pub if_review_falls: Decimal,
    /// Owed besides, if nothing unlabelled stands either.
    pub if_unknown_falls: Decimal,
}

/// Over months.
pub fn taken<'m>(months: impl Iterator<Item = &'m MonthSums>) -> Taken {
    months.fold(Taken::default(), |taken, month| Taken {
        due: taken.due + month.due,
        lawful: taken.lawful + month.lawful,
        review: taken.review + month.review,
        prohibited: taken.prohibited + month.prohibited,
        unknown: taken.unknown + month.unknown,
        held: taken.held + month.held,
        paid: taken.paid + month.paid,
        if_review_falls: taken.if_review_falls + month.if_review_falls,
        if_unknown_falls: taken.if_unknown_falls + month.if_unknown_falls,
    })
}

/// What is said of one code over all accounts: the rule and how much.
pub fn by_code(reckoning: &Reckoning) -> BTreeMap<(Taking, String), (Bounds, u64)> {
    let index = Index::of(reckoning.book);
    let mut verdicts = Verdicts::default();
    let mut found: BTreeMap<(Taking, String), (Bounds, u64)> = BTreeMap::new();
    for worker in 0..reckoning.book.workers.len() as u32 {
        let (cells, _) = months(reckoning.book, &index, worker, reckoning.settings);
        for month in &cells {
            let gross = month.cell(Component::Gross).map_or(Decimal::ZERO, |cell| cell.sum.point);
            for (code, cell) in takings(month) {
                let verdict = verdicts.of(reckoning, code, month.crew, month.month, gross);
                let words = match verdict.finding {
                    Finding::LawfulUpTo(_) => format!("lawful up to a limit: {}", verdict.because),
                    finding => format!("{}: {}", finding.name(), verdict.because),
                };
                let (sum, count) = found.entry((code, words)).or_default();
                *sum = *sum + cell.sum;
                *count += 1;
            }
        }
    }
    found
}
