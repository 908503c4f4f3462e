//! An account as findings: each with what it rests on, down to rows of tables and claims of a case.
//!
//! `pay.owed` rests on `pay.crew.1`, …; these on `pay.W001`, …; a worker rests on rows and claims, and so does each `pay.W001:2015-03` and
//! `pay.W001:2015-03:paid`.

mod interest;
mod stated;

pub use interest::interest_in_words;
pub use stated::stated_findings;

use crate::account::{Account, Accounts, MonthSums, Reckoning, Verdicts, by_code, taken};
use crate::book::{Component, Spot, Whom};
use crate::cells::{Cell, How, Index, MonthCells, Remark, months, spot_of};
use crate::class_total::ClassTotal;
use crate::costs::{Cost, Debt};
use crate::flags::Flag;
use crate::rules::Finding as Verdict;
use crate::stated::{Ends, StatedAccount};
use crate::sum::{Bounds, in_words, rounded};
use evidence::{Because, ClaimId, Currency, Estimate, Finding, FindingValue, Per, PerUnit, Quantity, Range, Taking, Unit};
use rust_decimal::prelude::FromPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::{BTreeMap, BTreeSet};

/// A finding of an account.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// What it says, and because of what.
    pub finding: Finding,
    /// A few words for a row of a table.
    pub label: String,
    /// Whether sources contradict each other about it.
    pub is_disputed: bool,
}

impl Told {
    fn new(name: &str, label: &str, sentence: String, value: FindingValue, because: Vec<Because>, caveats: Vec<String>) -> Self {
        let finding = Finding::new(name, sentence, value, because, caveats);
        Told { finding, label: label.to_owned(), is_disputed: false }
    }

    fn disputed(mut self, is_disputed: bool) -> Self {
        self.is_disputed = is_disputed;
        self
    }

    fn because(&self) -> Because {
        Because::Finding(self.finding.id())
    }

    /// The claims that it rests on itself.
    pub fn claims(&self) -> Vec<ClaimId> {
        let claim = |because: &Because| match because {
            Because::Claim(id) => Some(*id),
            Because::Record(_) | Because::Finding(_) => None,
        };
        self.finding.because.iter().filter_map(claim).collect()
    }
}

/// A sum or a range of it; what no coin can pay is rounded outwards to the hundredth.
fn money(ends: Ends, currency: Currency, per: Option<PerUnit>) -> FindingValue {
    let ends = outwards(ends);
    let unit = Unit::Money(currency, per.map(Per::each));
    match Range::new(Some(ends.0), Some(ends.1)) {
        Ok(range) => FindingValue::Quantity(Quantity { range, unit, approximate: false }),
        Err(_) => FindingValue::Gap,
    }
}

/// To the hundredth, the lower end down and the upper end up.
fn outwards((low, high): Ends) -> Ends {
    let down = |end: Decimal| end.round_dp_with_strategy(2, RoundingStrategy::ToNegativeInfinity);
    let up = |end: Decimal| end.round_dp_with_strategy(2, RoundingStrategy::ToPositiveInfinity);
    if low == high && low.scale() <= 3 { (low, high) } else { (down(low), up(high)) }
}

// ---- accounts -------------------------------------------------------------------------------------------------------------------

/// An account with all that was drawn from it.
pub struct Whole<'w> {
    /// How it was reckoned.
    pub reckoning: &'w Reckoning<'w>,
    /// Who is owed what.
    pub accounts: &'w Accounts,
    /// What all are owed.
    pub total: &'w ClassTotal,
    /// What workers paid for the work.
    pub debts: &'w [Debt],
    /// Row by row.
    pub costs: &'w [Cost],
    /// Red flags.
    pub flags: &'w [Flag],
    /// What documents state in general.
    pub stated: &'w [StatedAccount],
    /// The table behind what is unlisted.
    pub unlisted: Option<Because>,
    /// How many no file names, and how that is known, in words.
    pub said_of_unlisted: Option<String>,
}

impl Whole<'_> {
    fn currency(&self) -> Currency {
        self.reckoning.settings.currency
    }

    fn alias(&self, worker: u32) -> &str {
        &self.reckoning.book.workers[worker as usize].alias
    }

    fn bounds(&self, sum: Bounds) -> FindingValue {
        money((sum.low, sum.high), self.currency(), None)
    }

    /// The rows and claims at these spots, each once, in order.
    fn supports<'s>(&self, spots: impl Iterator<Item = &'s Spot>) -> Vec<Because> {
        let mut seen = BTreeSet::new();
        spots.filter_map(|spot| self.reckoning.book.support(spot)).filter(|because| seen.insert(because.clone())).collect()
    }

    /// `pay.W001`: what a worker is owed, because of every row and claim about the worker.
    pub fn worker(&self, index: &Index, worker: u32) -> Told {
        let book = self.reckoning.book;
        let account = &self.accounts.accounts[worker as usize];
        let crews: BTreeSet<u32> = account.months.iter().filter_map(|month| month.crew).collect();
        let slips = book.slips[index.slips_of(worker)].iter().map(|slip| &slip.spot);
        let posts = book.posts[index.posts_of(worker)].iter().map(|post| &post.spot);
        let first = book.lumps.partition_point(|lump| lump.worker < worker);
        let lumps = book.lumps[first..].iter().take_while(|lump| lump.worker == worker).map(|lump| &lump.spot);
        let lasting = index.lasting_of(worker, &crews).into_iter().map(|at| &book.lasting[at].spot);
        let because = self.supports(slips.chain(posts).chain(lumps).chain(lasting));
        let (sum, unit, alias) = (account.totals().sum(), self.currency(), self.alias(worker));
        let sentence = format!(
            "{alias} is owed at least {} {unit} for {} months, interest included; best supported {}, at most {}.",
            in_words(sum.low),
            account.months.len(),
            in_words(sum.point),
            in_words(sum.high)
        );
        let filled = account.months.iter().filter(|month| matches!(month.paid_how, How::Imputed(_))).count();
        let disputed = account.months.iter().filter(|month| month.is_contradicted).count();
        let mut caveats = Vec::new();
        let interest = account.totals().interest;
        if !interest.high.is_zero() {
            caveats.push(format!(
                "Interest in it: at least {} {unit}, best supported {}, at most {}; `pay.{alias}:MONTH` tells its days and rates.",
                in_words(interest.low),
                in_words(interest.point),
                in_words(interest.high)
            ));
        }
        if filled > 0 {
            caveats.push(format!("{filled} months without papers are filled from others of the crew."));
        }
        if disputed > 0 {
            caveats.push(format!("Sources contradict each other in {disputed} months."));
        }
        Told::new(&format!("pay.{alias}"), &format!("Owed to {alias}"), sentence, self.bounds(sum), because, caveats)
            .disputed(disputed > 0)
    }

    /// The workers by the crew of their first month; those without one come last.
    fn by_crew(&self) -> BTreeMap<u32, Vec<u32>> {
        let mut by_crew: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for account in &self.accounts.accounts {
            let crew = account.months.iter().find_map(|month| month.crew).unwrap_or(u32::MAX);
            by_crew.entry(crew).or_default().push(account.worker);
        }
        by_crew
    }

    /// `pay.crew.1`, …: what the workers of each crew are owed, because of what each is.
    fn crews(&self, index: &Index) -> Vec<Told> {
        use rayon::prelude::*;
        let unit = self.currency();
        let crew = |(crew, workers): (u32, Vec<u32>)| {
            let sum: Bounds = workers.iter().map(|worker| self.accounts.accounts[*worker as usize].totals().sum()).sum();
            let because: Vec<Because> = workers.par_iter().map(|worker| self.worker(index, *worker).because()).collect();
            let named = self.reckoning.book.crews.get(crew as usize);
            let (name, words) = match named {
                Some(crew_words) => (format!("pay.crew.{}", crew + 1), crew_words.to_string()),
                None => ("pay.crew.none".to_owned(), "no crew named".to_owned()),
            };
            let sentence = format!(
                "At least {} {unit} are owed to {} workers of: {words}; best supported {}, at most {}.",
                in_words(sum.low),
                workers.len(),
                in_words(sum.point),
                in_words(sum.high)
            );
            let disputed = workers
                .iter()
                .any(|worker| self.accounts.accounts[*worker as usize].months.iter().any(|month| month.is_contradicted));
            Told::new(&name, &format!("Owed at {words}"), sentence, self.bounds(sum), because, Vec::new()).disputed(disputed)
        };
        self.by_crew().into_iter().map(crew).collect()
    }

    fn total(&self, crews: &[Told]) -> Told {
        let (total, unit) = (self.total, self.currency());
        let sentence = format!(
            "At least {} {unit} are owed to {} workers, interest included; best supported by the sources {}, the most that sources leave open {}.",
            in_words(total.least),
            total.workers,
            in_words(total.point),
            in_words(total.most)
        );
        let terms = self.reckoning.terms;
        let caveats = vec![
            format!("As of {}.", self.reckoning.settings.as_of),
            format!(
                "Interest: {}; days {}; payments settle {}.",
                terms.interest.model.name(),
                terms.interest.days.name(),
                terms.allocation.name()
            ),
            "What is under review or unlabelled is not in the figure; what is prohibited or withheld stays owed.".to_owned(),
        ];
        let mut caveats = caveats;
        let without_rate = self.accounts.remarks.iter().filter(|remark| matches!(remark, Remark::NoRate { .. })).count();
        if without_rate > 0 {
            caveats.push(format!(
                "Not whole: {without_rate} sums have no rate of exchange to {unit} and are in no figure, so even the most is too low."
            ));
        }
        let because = crews.iter().map(Told::because).collect();
        let value = money((total.least, total.most), unit, None);
        Told::new("pay.owed", "Owed to all workers in the files", sentence, value, because, caveats)
            .disputed(crews.iter().any(|crew| crew.is_disputed))
    }

    fn drawn(&self, owed: &Told) -> Vec<Told> {
        let (total, unit) = (self.total, self.currency());
        let decimals = |drawn: [f64; 3]| drawn.map(|value| rounded(Decimal::from_f64(value).unwrap_or_default(), unit));
        let level = Decimal::from_f64(total.draws.level * 100.0).unwrap_or_default().round_dp(1).normalize();
        let estimate =
            |name: &str, label: &str, drawn: [f64; 3], sentence: String, because: Vec<Because>, caveats: Vec<String>| {
                let [low, middle, high] = decimals(drawn);
                let value = Estimate::new(middle, (low, high), level, "pay.class_total@1", Some(total.draws.seed));
                let value = value.map_or(FindingValue::Words(in_words(middle)), FindingValue::Estimate);
                Told::new(name, label, sentence, value, because, caveats)
            };
        let words = |drawn: [f64; 3]| decimals(drawn).map(in_words);
        let [low, middle, high] = words(total.drawn);
        let mut caveats = vec![format!("A worker errs as the crew does with the chance {}.", total.draws.shared)];
        if total.unshown > 0.0 {
            let [_, _, unshown] = words([0.0, 0.0, total.unshown]);
            caveats.push(format!(
                "Of the upper end, {unshown} {unit} is tax, insurance and the like that nobody showed to be lawful, or stands under no title: the lower end is drawn as if all of it stood, the upper as if none of it did."
            ));
        }
        let mut all = vec![estimate(
            "pay.owed.drawn",
            "Owed to all, drawn",
            total.drawn,
            format!("Of {} draws, {level} % lie between {low} and {high} {unit}; the middle is {middle}.", total.draws.count),
            vec![owed.because()],
            caveats,
        )];
        if let Some(unlisted) = total.unlisted {
            let [low, middle, high] = words(unlisted);
            let because = std::iter::once(owed.because()).chain(self.unlisted.clone()).collect();
            all.push(estimate(
                "pay.unlisted",
                "Owed to those whom no file names, if treated alike",
                unlisted,
                format!("Not in any total: if those whom no file names were treated alike, they are owed {middle} {unit} more ({low} to {high})."),
                because,
                std::iter::once("How many they are is an estimate; that they were treated alike is assumed.".to_owned())
                    .chain(self.said_of_unlisted.clone())
                    .collect(),
            ));
        }
        all
    }

    fn parts(&self, crews: &[Told]) -> Vec<Told> {
        let sums = taken(self.accounts.accounts.iter().flat_map(|account| &account.months));
        let because: Vec<Because> = crews.iter().map(Told::because).collect();
        let unit = self.currency();
        let part = |(name, words, sum): (&str, &str, Bounds)| {
            let sentence = format!("{words}: {} {unit} ({} to {}).", in_words(sum.point), in_words(sum.low), in_words(sum.high));
            let caveats = match name {
                "lawful" | "review" | "prohibited" | "unknown" => {
                    vec!["The four sums of what was taken are never added to each other.".to_owned()]
                }
                _ => Vec::new(),
            };
            Told::new(&format!("pay.part.{name}"), words, sentence, self.bounds(sum), because.clone(), caveats)
        };
        [
            ("due", "Due to the workers", sums.due),
            ("lawful", "Taken, lawful by rule or default", sums.lawful),
            ("review", "Taken, to be examined", sums.review),
            ("prohibited", "Taken, prohibited by rule or default", sums.prohibited),
            ("unknown", "Taken, nobody says what for", sums.unknown),
            ("held", "Withheld until return", sums.held),
            ("paid", "Reached the workers", sums.paid),
        ]
        .into_iter()
        .map(part)
        .collect()
    }

    fn codes(&self, crews: &[Told]) -> Vec<Told> {
        let because: Vec<Because> = crews.iter().map(Told::because).collect();
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let code = |((code, words), (sum, count)): ((Taking, String), (Bounds, u64))| {
            let number = numbers.entry(code.code()).or_default();
            *number += 1;
            let name = format!("pay.code.{}.{number}", code.code());
            let sentence = format!("{}: {} {} in {count} months; {words}", code.code(), in_words(sum.point), self.currency());
            Told::new(&name, code.code(), sentence, self.bounds(sum), because.clone(), Vec::new())
        };
        by_code(self.reckoning).into_iter().map(code).collect()
    }

    fn flags(&self) -> Vec<Told> {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let flag = |flag: &Flag| {
            let rule = flag.rule.split('@').next().unwrap_or(flag.rule);
            let number = numbers.entry(flag.rule).or_default();
            *number += 1;
            let sentence = format!("{}: {} of {} — {}", flag.about, flag.hit, flag.tested, flag.test);
            let caveats = vec![
                format!("A question about an employer, agent or site ({}); no proof. Supports {}.", flag.rule, flag.supports),
                format!("May also be: {}.", flag.innocent),
            ];
            let because = self.supports(flag.rows.iter());
            Told::new(
                &format!("pay.flag.{rule}.{number}"),
                rule,
                sentence,
                FindingValue::Count(flag.hit as u64),
                because,
                caveats,
            )
        };
        let with_rows = |flag: &&Flag| flag.hit > 0 && !flag.rows.is_empty();
        self.flags.iter().filter(with_rows).map(flag).collect()
    }

    fn recruitment(&self) -> Option<Told> {
        let sum: Decimal = self.debts.iter().map(|debt| debt.sum).sum();
        let mut months: Vec<Decimal> = self.debts.iter().filter_map(|debt| debt.months).collect();
        months.sort();
        let unit = self.currency();
        let mut sentence = format!("{} workers paid {} {unit} to get or keep the work.", self.debts.len(), in_words(sum));
        if let (Some(first), Some(middle), Some(last)) = (months.first(), months.get(months.len() / 2), months.last()) {
            sentence.push_str(&format!(" To earn it back takes {first} to {last} months of take-home, the middle {middle}."));
        }
        let because = self.supports(self.costs.iter().map(|cost| &cost.spot));
        let caveats = vec!["A ledger of its own: never netted against wages.".to_owned()];
        let value = money((sum, sum), unit, None);
        (!self.debts.is_empty())
            .then(|| Told::new("pay.costs", "Paid by workers for the work", sentence, value, because, caveats))
    }

    /// All findings but those of single workers, and those of the workers in `named`.
    pub fn findings(&self, index: &Index, named: &[u32]) -> Vec<Told> {
        let mut all: Vec<Told> = self.stated.iter().flat_map(stated_findings).collect();
        if self.accounts.accounts.is_empty() {
            return all;
        }
        let crews = self.crews(index);
        let owed = self.total(&crews);
        let drawn = self.drawn(&owed);
        let (parts, codes) = (self.parts(&crews), self.codes(&crews));
        let mut of_accounts = vec![owed];
        of_accounts.extend(drawn);
        of_accounts.extend(parts);
        of_accounts.extend(codes);
        of_accounts.extend(self.recruitment());
        of_accounts.extend(self.flags());
        of_accounts.extend(crews);
        of_accounts.extend(named.iter().map(|worker| self.worker(index, *worker)));
        of_accounts.append(&mut all);
        of_accounts
    }

    /// The finding of a month of a worker, or of a cell of it, with what it rests on after it; `None` if there is no such thing.
    pub fn cell(&self, index: &Index, worker: u32, month: crate::Month, component: Option<&str>) -> Option<Vec<Told>> {
        let (cells, _) = months(self.reckoning.book, index, worker, self.reckoning.settings);
        let account = &self.accounts.accounts[worker as usize];
        let (cells, sums) = cells.iter().zip(&account.months).find(|(cells, _)| cells.month == month)?;
        let told: Vec<Told> = cells.cells.iter().map(|cell| self.component(worker, cells, cell)).collect();
        match component {
            Some(name) => {
                let at = cells.cells.iter().position(|cell| cell.component.name() == name)?;
                told.into_iter().nth(at).map(|cell| vec![cell])
            }
            None => {
                let mut all = vec![self.month(index, account, cells, sums, &told)];
                all.extend(told);
                Some(all)
            }
        }
    }

    fn component(&self, worker: u32, cells: &MonthCells, cell: &Cell) -> Told {
        let name = format!("pay.{}:{}:{}", self.alias(worker), cells.month, cell.component.name());
        let unit = match cell.component {
            Component::Hours => "hours".to_owned(),
            Component::WorkDays => "days".to_owned(),
            _ => self.currency().to_string(),
        };
        let sum = cell.sum;
        let mut sentence =
            format!("{} in {}, {}: {} {unit}", self.alias(worker), cells.month, cell.component.name(), in_words(sum.point));
        if !sum.is_exact() {
            sentence.push_str(&format!(" (from {} to {})", in_words(sum.low), in_words(sum.high)));
        }
        sentence.push_str(if cell.is_contradicted { ". Sources contradict each other." } else { "." });
        let because = self.supports(cell.claims.iter().map(|claim| spot_of(self.reckoning.book, claim.said)));
        let value = match cell.component.is_money() {
            true => self.bounds(sum),
            false => FindingValue::Words(format!("{} {unit}", sum.point)),
        };
        let gross = cells.cell(Component::Gross).map_or(Decimal::ZERO, |cell| cell.sum.point);
        let caveats = match cell.component {
            Component::Taken(code) => vec![self.verdict(code, cells, gross)],
            _ => Vec::new(),
        };
        Told::new(&name, cell.component.name(), sentence, value, because, caveats).disputed(cell.is_contradicted)
    }

    /// What a rule says of it, in words.
    fn verdict(&self, code: Taking, cells: &MonthCells, gross: Decimal) -> String {
        let mut verdicts = Verdicts::default();
        let verdict = verdicts.of(self.reckoning, code, cells.crew, cells.month, gross);
        let found = match verdict.finding {
            Verdict::LawfulUpTo(most) => format!("lawful up to {}", in_words(most)),
            finding => finding.name().to_owned(),
        };
        let rule = verdict.rule.as_ref().map(|(at, force)| {
            let rule = &self.reckoning.rules.all()[*at];
            format!(" [{} {}, {}]", rule.instrument, rule.name(), force.name())
        });
        format!("{found}{}: {}", rule.unwrap_or_default(), verdict.because)
    }

    fn month(&self, index: &Index, account: &Account, cells: &MonthCells, sums: &MonthSums, told: &[Told]) -> Told {
        let alias = self.alias(account.worker);
        let unit = self.currency();
        let sentence = format!(
            "{alias} in {}: of {} {unit} due, {} was paid and {} is owed ({} to {}).",
            sums.month,
            in_words(sums.due.point),
            in_words(sums.paid.point),
            in_words(sums.owed.point),
            in_words(sums.owed.low),
            in_words(sums.owed.high)
        );
        let how = |what: &str, how: How| match how {
            How::Stated => None,
            How::Follows => Some(format!("What was {what} follows from the same row; nobody says it was paid.")),
            How::Imputed(count) => Some(format!("What was {what} is taken from {count} others of the crew in that month.")),
            How::Open => Some(format!("What was {what}, no source says.")),
        };
        let mut caveats = vec![format!(
            "Taken: lawful {}, under review {}, prohibited {}, unlabelled {}; withheld {}.",
            in_words(sums.lawful.point),
            in_words(sums.review.point),
            in_words(sums.prohibited.point),
            in_words(sums.unknown.point),
            in_words(sums.held.point)
        )];
        caveats.extend([how("due", sums.due_how), how("paid", sums.paid_how)].into_iter().flatten());
        caveats.extend(interest_in_words(self.reckoning, account, sums.month));
        let mut because: Vec<Because> = told.iter().map(Told::because).collect();
        if because.is_empty() {
            let posts = &self.reckoning.book.posts[index.posts_of(account.worker)];
            because = self.supports(posts.iter().map(|post| &post.spot));
        }
        let name = format!("pay.{alias}:{}", cells.month);
        Told::new(&name, &format!("{alias}, {}", cells.month), sentence, self.bounds(sums.owed), because, caveats)
            .disputed(sums.is_contradicted)
    }
}

/// Sums that hold for somebody, by their places among [`crate::Book::lasting`].
impl Index {
    fn lasting_of(&self, worker: u32, crews: &BTreeSet<u32>) -> Vec<usize> {
        let mut all: Vec<usize> = self.lasting_about(Whom::Worker(worker)).to_vec();
        crews.iter().for_each(|crew| all.extend(self.lasting_about(Whom::Crew(*crew))));
        all.extend(self.lasting_about(Whom::All));
        all
    }
}
