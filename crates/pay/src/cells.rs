//! The cells of an account: worker × month × component, each with all that is said of it.

use crate::book::{Book, Component, Line, Settings, Slip, Spot, Voice, Whom};
use crate::exchange::ConversionDay;
use crate::month::Month;
use crate::sum::Bounds;
use evidence::Taking;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where a claim stands in its book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// A line of a slip.
    Slip {
        /// The slip, by its place in [`Book::slips`].
        slip: usize,
        /// The line, by its place in the slip.
        line: usize,
    },
    /// A sum that holds for a time, by its place in [`Book::lasting`].
    Lasting(usize),
}

/// One statement about a cell, in the currency of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Where it stands.
    pub said: Said,
    /// Who says so.
    pub voice: Voice,
    /// The lower end.
    pub low: Decimal,
    /// The upper end.
    pub high: Decimal,
}

/// How the figures of a cell came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Sources state it; the point is that of the voice to believe first.
    Stated,
    /// It follows from the same row: gross pay less what was taken.
    Follows,
    /// No source states it; taken from so many of the same crew and month.
    Imputed(usize),
    /// No source states it, nor for anybody of the crew: anything from nought to all.
    Open,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it is.
    pub component: Component,
    /// What every source concedes, the best source's figure, the highest stated.
    pub sum: Bounds,
    /// How it came about.
    pub how: How,
    /// All that is said of it.
    pub claims: Vec<Claim>,
    /// Whether two claims cannot both be true.
    pub is_contradicted: bool,
}

/// A worker's month, as its sources tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthCells {
    /// The month.
    pub month: Month,
    /// The crew, where one is known.
    pub crew: Option<u32>,
    /// Days on which it was paid, where told.
    pub paid_on: Option<Date>,
    /// The cells, in the order of their components.
    pub cells: Vec<Cell>,
}

impl MonthCells {
    /// The cell of a component.
    pub fn cell(&self, component: Component) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.component == component)
    }
}

/// What is wrong with rows, found while cells are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A row says the same as another: it counts once.
    Duplicate {
        /// The row that counts, by its place in [`Book::slips`].
        kept: usize,
        /// The other.
        passed_over: usize,
    },
    /// A sum has no rate into the currency of the account: it is left out.
    NoRate {
        /// Where it stands.
        said: Said,
    },
}

/// What indexes of a book make quick.
pub struct Index {
    slips: Vec<Range<usize>>,
    posts: Vec<Range<usize>>,
    of_worker: BTreeMap<u32, Vec<usize>>,
    of_crew: BTreeMap<u32, Vec<usize>>,
    of_all: Vec<usize>,
}

fn ranges(count: usize, workers: impl Iterator<Item = u32>) -> Vec<Range<usize>> {
    let mut ranges = vec![0..0; count];
    for (at, worker) in workers.enumerate() {
        let Some(range) = ranges.get_mut(worker as usize) else { continue };
        *range = if range.start == range.end { at..at + 1 } else { range.start..at + 1 };
    }
    ranges
}

impl Index {
    /// Of a book that was settled.
    pub fn of(book: &Book) -> Self {
        let count = book.workers.len();
        let mut index = Index {
            slips: ranges(count, book.slips.iter().map(|slip| slip.worker)),
            posts: ranges(count, book.posts.iter().map(|post| post.worker)),
            of_worker: BTreeMap::new(),
            of_crew: BTreeMap::new(),
            of_all: Vec::new(),
        };
        for (at, lasting) in book.lasting.iter().enumerate() {
            match lasting.whom {
                Whom::Worker(worker) => index.of_worker.entry(worker).or_default().push(at),
                Whom::Crew(crew) => index.of_crew.entry(crew).or_default().push(at),
                Whom::All => index.of_all.push(at),
            }
        }
        index
    }
}

impl Index {
    /// The slips of a worker, by their places in [`Book::slips`].
    pub(crate) fn slips_of(&self, worker: u32) -> Range<usize> {
        self.slips[worker as usize].clone()
    }

    /// The posts of a worker, by their places in [`Book::posts`].
    pub(crate) fn posts_of(&self, worker: u32) -> Range<usize> {
        self.posts[worker as usize].clone()
    }

    /// The sums that hold for `whom` for a time, by their places in [`Book::lasting`].
    pub(crate) fn lasting_about(&self, whom: Whom) -> &[usize] {
        match whom {
            Whom::Worker(worker) => self.of_worker.get(&worker).map_or(&[], Vec::as_slice),
            Whom::Crew(crew) => self.of_crew.get(&crew).map_or(&[], Vec::as_slice),
            Whom::All => &self.of_all,
        }
    }
}

/// The months of `worker`, from the first to the last of which any row, post or sum speaks.
pub fn months(book: &Book, index: &Index, worker: u32, settings: &Settings) -> (Vec<MonthCells>, Vec<Remark>) {
    let slips = index.slips[worker as usize].clone();
    let posts = &book.posts[index.posts[worker as usize].clone()];
    let mut of_month: BTreeMap<Month, Range<usize>> = BTreeMap::new();
    for at in slips {
        of_month.entry(book.slips[at].month).or_insert(at..at).end = at + 1;
    }
    let last = Month::of(settings.as_of).map(Month::previous);
    let mut named: Vec<Month> = of_month.keys().copied().collect();
    for post in posts {
        let to = post.to.or(last).unwrap_or(post.from);
        named.extend(span(post.from, to));
    }
    for at in index.of_worker.get(&worker).into_iter().flatten() {
        let lasting = &book.lasting[*at];
        if let (Some(from), Some(to)) = (lasting.from, lasting.to.or(last)) {
            named.extend(span(from, to));
        }
    }
    named.sort();
    named.dedup();
    let mut remarks = Vec::new();
    let mut crew = None;
    let months = named
        .into_iter()
        .map(|month| {
            let holds = |post: &&crate::book::Post| post.from <= month && post.to.is_none_or(|to| month <= to);
            crew = posts.iter().rev().find(holds).map(|post| post.crew).or(crew);
            let slips = of_month.get(&month).cloned().unwrap_or(0..0);
            month_cells(book, index, worker, (month, crew), slips, settings, &mut remarks)
        })
        .collect();
    (months, remarks)
}

/// At most two hundred years of months.
fn span(from: Month, to: Month) -> impl Iterator<Item = Month> {
    std::iter::successors(Some(from), |month| Some(month.next())).take_while(move |month| *month <= to).take(2400)
}

fn month_cells(
    book: &Book,
    index: &Index,
    worker: u32,
    (month, crew): (Month, Option<u32>),
    slips: Range<usize>,
    settings: &Settings,
    remarks: &mut Vec<Remark>,
) -> MonthCells {
    let kept = without_duplicates(book, slips, remarks);
    let paid_on = kept.iter().filter_map(|at| book.slips[*at].paid_on).max();
    let due = month.due_on(settings.pay_day);
    let on = match settings.conversion {
        ConversionDay::Due => due,
        ConversionDay::Payment => paid_on.unwrap_or(due),
        ConversionDay::Judgment => settings.as_of,
    };
    let mut claims: Vec<(Component, Claim)> = Vec::with_capacity(12);
    let mut take = |said: Said, line: &Line, voice: Voice| {
        let convert = |amount| match line.component.is_money() && line.currency != settings.currency {
            true => settings.exchange.converted(amount, line.currency, settings.currency, on),
            false => Some(amount),
        };
        match (convert(line.low), convert(line.high)) {
            (Some(low), Some(high)) => claims.push((line.component, Claim { said, voice, low, high })),
            _ => remarks.push(Remark::NoRate { said }),
        }
    };
    for &slip in &kept {
        let row = &book.slips[slip];
        let voice = book.voice(&row.spot);
        row.lines.iter().enumerate().for_each(|(line, sum)| take(Said::Slip { slip, line }, sum, voice));
    }
    let lasting = index.of_worker.get(&worker).into_iter().flatten();
    let lasting = lasting.chain(crew.and_then(|crew| index.of_crew.get(&crew)).into_iter().flatten()).chain(&index.of_all);
    for &at in lasting {
        let lasting = &book.lasting[at];
        if lasting.from.is_none_or(|from| from <= month) && lasting.to.is_none_or(|to| month <= to) {
            take(Said::Lasting(at), &lasting.line, book.voice(&lasting.spot));
        }
    }
    claims.sort_by_key(|(component, claim)| (*component, claim.voice == Voice::Publication));
    let mut cells: Vec<Cell> = Vec::with_capacity(claims.len());
    for group in claims.chunk_by(|(a, _), (b, _)| a == b) {
        cells.push(cell(book, group, settings));
    }
    MonthCells { month, crew, paid_on, cells }
}

/// The slips of a month without those that say again what another says.
fn without_duplicates(book: &Book, slips: Range<usize>, remarks: &mut Vec<Remark>) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::with_capacity(slips.len());
    for at in slips {
        let twin = kept.iter().copied().find(|other| repeats(book, &book.slips[*other], &book.slips[at]));
        match twin {
            Some(kept) => remarks.push(Remark::Duplicate { kept, passed_over: at }),
            None => kept.push(at),
        }
    }
    kept
}

/// Whether two rows are one: the same sums by the same voice. Two like transfers in one bank file are two.
fn repeats(book: &Book, one: &Slip, other: &Slip) -> bool {
    let voice = book.voice(&one.spot);
    let same_file = one.spot.file == other.spot.file;
    let like = |a: &Line, b: &Line| (a.component, a.low, a.high, a.currency) == (b.component, b.low, b.high, b.currency);
    voice == book.voice(&other.spot)
        && !(voice == Voice::Bank && same_file)
        && one.paid_on == other.paid_on
        && one.lines.len() == other.lines.len()
        && one.lines.iter().zip(&other.lines).all(|(a, b)| like(a, b))
}

/// What is said of one component. What is published of workers in general fills a cell that nobody nearer speaks of; beside a nearer voice it is
/// listed and has no say: it contradicts nobody.
fn cell(book: &Book, group: &[(Component, Claim)], settings: &Settings) -> Cell {
    let nearer = group.partition_point(|(_, claim)| claim.voice != Voice::Publication);
    if nearer == 0 || nearer == group.len() {
        return cell_of_equals(book, group, settings);
    }
    let mut cell = cell_of_equals(book, &group[..nearer], settings);
    cell.claims.extend(group[nearer..].iter().map(|(_, claim)| *claim));
    cell
}

/// What is said of one component, brought together: lines of one row add up, and so do payments on different days of one source; all
/// else are rival statements about the same.
fn cell_of_equals(book: &Book, group: &[(Component, Claim)], settings: &Settings) -> Cell {
    let component = group[0].0;
    if let [(_, claim)] = group {
        let sum = Bounds { low: claim.low, point: middle(claim), high: claim.high };
        return Cell { component, sum, how: How::Stated, claims: vec![*claim], is_contradicted: false };
    }
    let mut statements: Vec<Claim> = Vec::with_capacity(group.len());
    let mut days: Vec<(usize, Option<Date>)> = Vec::with_capacity(group.len());
    for (_, claim) in group {
        let same = days.iter().position(|(slip, _)| matches!(claim.said, Said::Slip { slip: of, .. } if of == *slip));
        let adds = same.or_else(|| {
            days.iter().zip(&statements).position(|((slip, on), before)| goes_on(book, component, claim, before, *slip, *on))
        });
        match adds {
            Some(at) => {
                let statement = &mut statements[at];
                statement.low = statement.low.saturating_add(claim.low);
                statement.high = statement.high.saturating_add(claim.high);
            }
            None => {
                statements.push(*claim);
                days.push(match claim.said {
                    Said::Slip { slip, .. } => (slip, book.slips[slip].paid_on),
                    Said::Lasting(_) => (usize::MAX, None),
                });
            }
        }
    }
    let low = statements.iter().map(|claim| claim.low).min().unwrap_or_default();
    let high = statements.iter().map(|claim| claim.high).max().unwrap_or_default();
    let is_contradicted =
        statements.iter().enumerate().any(|(at, a)| statements[at + 1..].iter().any(|b| a.high < b.low || b.high < a.low));
    let best = statements.iter().map(|claim| settings.rank(claim.voice)).min();
    let first = statements.iter().filter(|claim| Some(settings.rank(claim.voice)) == best).map(middle);
    // of equals that differ, the one by which less is owed
    let point = if is_taken(component) { first.max() } else { first.min() };
    let sum = Bounds::between(low, point.unwrap_or(low), high);
    Cell { component, sum, how: How::Stated, claims: group.iter().map(|(_, claim)| *claim).collect(), is_contradicted }
}

/// Whether more of it means that less is owed.
fn is_taken(component: Component) -> bool {
    matches!(component, Component::Taken(_) | Component::Paid)
}

/// Whether `claim` is another payment, or what was taken at another payment, of the same source: a second half, not a second opinion.
fn goes_on(book: &Book, component: Component, claim: &Claim, before: &Claim, slip: usize, on: Option<Date>) -> bool {
    let Said::Slip { slip: own, .. } = claim.said else { return false };
    if slip == usize::MAX || before.voice != claim.voice {
        return false;
    }
    let (one, other) = (&book.slips[slip], &book.slips[own]);
    let transfers = claim.voice == Voice::Bank && component == Component::Paid;
    let halves = one.spot.file == other.spot.file && on.is_some() && other.paid_on.is_some() && on != other.paid_on;
    // a wage that both halves name alike is named twice, not earned twice
    let halves = halves && (is_taken(component) || (before.low, before.high) != (claim.low, claim.high));
    transfers || halves
}

fn middle(claim: &Claim) -> Decimal {
    if claim.low == claim.high {
        return claim.low;
    }
    (claim.low + claim.high) / Decimal::TWO
}

/// The row or term that says so.
pub fn spot_of(book: &Book, said: Said) -> &Spot {
    match said {
        Said::Slip { slip, .. } => &book.slips[slip].spot,
        Said::Lasting(at) => &book.lasting[at].spot,
    }
}

/// The line that says so.
pub fn line_of(book: &Book, said: Said) -> &Line {
    match said {
        Said::Slip { slip, line } => &book.slips[slip].lines[line],
        Said::Lasting(at) => &book.lasting[at].line,
    }
}

/// Whether anything of what was taken is in these cells.
pub(crate) fn takings(cells: &MonthCells) -> impl Iterator<Item = (Taking, &Cell)> {
    cells.cells.iter().filter_map(|cell| match cell.component {
        Component::Taken(taking) => Some((taking, cell)),
        _ => None,
    })
}
