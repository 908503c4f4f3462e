//! The year 2014 of the model beside the figures that were published, and what of these cannot hold together.

use crate::cents::Cents;
use crate::parameters::Bounds;
use crate::world::{Setup, Totals, World};
use std::fmt::Write as _;
use std::ops::ControlFlow;

/// A published figure and what the model gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What is counted.
    pub what: &'static str,
    /// In which unit.
    pub unit: &'static str,
    /// As published, in hundredths.
    pub published: Bounds,
    /// From the least to the most in the model, in hundredths.
    pub simulated: Bounds,
    /// On average, in hundredths.
    pub average: i64,
    /// What of the single values lies within the published range, in hundredths of a percent; none where there is one value.
    pub within: Option<i64>,
}

impl Row {
    /// Whether the average lies within the published range; for a single published number, within five in a hundred of it.
    pub fn holds(&self) -> bool {
        if self.published.low != self.published.high {
            return self.published.holds(self.average);
        }
        (self.average - self.published.low).abs() * 20 <= self.published.low
    }
}

/// How the model compares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validation {
    /// Seed and workers of the run.
    pub seed: u64,
    /// Workers in 2014 as asked for.
    pub workers: u32,
    /// Figure by figure.
    pub rows: Vec<Row>,
    /// Worker-months whose wage is below what 70 percent taken and 100 dollars left need, in hundredths of a percent.
    pub too_low_for_both: i64,
    /// What agents handed over in the year, on average, in dollars.
    pub handed_over_in_year: i64,
    /// For how many workers 100,000 dollars are what is taken in a year.
    pub workers_of_the_highest_quota: i64,
}

/// Least, most, sum and count of what lies within.
#[derive(Debug, Clone, Copy)]
struct Spread {
    least: i64,
    most: i64,
    sum: i128,
    count: i64,
    within: i64,
    published: Bounds,
}

impl Spread {
    fn new(published: Bounds) -> Self {
        Spread { least: i64::MAX, most: i64::MIN, sum: 0, count: 0, within: 0, published }
    }

    fn add(&mut self, value: i64) {
        self.least = self.least.min(value);
        self.most = self.most.max(value);
        self.sum += i128::from(value);
        self.count += 1;
        self.within += i64::from(self.published.holds(value));
    }

    fn row(&self, what: &'static str, unit: &'static str) -> Row {
        let count = self.count.max(1);
        Row {
            what,
            unit,
            published: self.published,
            simulated: if self.count == 0 { Bounds::of(0) } else { Bounds { low: self.least, high: self.most } },
            average: (self.sum / i128::from(count)) as i64,
            within: Some(self.within * 10_000 / count),
        }
    }
}

const fn dollars(low: i64, high: i64) -> Bounds {
    Bounds { low: low * 100, high: high * 100 }
}

/// The wage at which 70 percent taken leaves 100 dollars: 100 / 0.3, rounded up to the cent.
const WAGE_FOR_BOTH: Cents = Cents(33_334);

impl Validation {
    /// Lives 2013 and 2014 with this seed and size; the model and the scenario are those of `setup`. `told` hears of each month.
    pub fn of(setup: Setup, told: &mut dyn FnMut() -> ControlFlow<()>) -> Option<Self> {
        let (seed, workers) = (setup.seed, setup.workers);
        let mut world = World::new(Setup { first_year: 2013, last_year: 2014, ..setup });
        let mut wages = Spread::new(dollars(300, 1_000));
        let mut shares = Spread::new(Bounds { low: 7_000, high: 9_000 });
        let mut left = Spread::new(dollars(100, 130));
        let mut quotas = Spread::new(dollars(10_000, 100_000));
        let mut year = Totals::default();
        let (mut loggers, mut rest, mut too_low) = (0i64, 0i64, 0i64);
        while let Some(record) = world.step() {
            if told().is_break() {
                return None;
            }
            if record.month.year() < 2014 {
                continue;
            }
            year.add(&record.totals);
            for pay in record.pay.iter().filter(|pay| pay.gross.is_some()) {
                let Some(crew) = world.crews().get(pay.crew as usize) else { continue };
                wages.add(pay.contract.0);
                shares.add(pay.all_taken().part(10_000, pay.gross.0).0);
                left.add(pay.take_home().0);
                too_low += i64::from(pay.contract < WAGE_FOR_BOTH);
                if world.setup().model.contracts[crew.contract].sector == "logging" {
                    loggers += 1;
                    rest += i64::from(pay.rest);
                }
            }
            let asked = |crew: &&crate::world::crew::Crew| {
                let contract = &world.setup().model.contracts[crew.contract];
                !crew.workers.is_empty() && i64::from(crew.posts) * 100 >= contract.crew.low
            };
            world.crews().iter().filter(asked).for_each(|crew| quotas.add(crew.quota.0));
        }
        let mut rows = vec![
            one("workers abroad", "person", Bounds::of(4_600_000), year.workers() as i64 * 100),
            wages.row("monthly pay", "USD/month"),
            shares.row("share of pay taken", "percent of pay"),
            left.row("left to a worker", "USD/month"),
            quotas.row("quota of an agent, if it is for a month", "USD/month"),
        ];
        rows.extend(bribes(&world));
        rows.push(one("loggers in the Russian Far East", "person", dollars(10_000, 15_000), loggers * 100 / 12));
        rows.push(one("days of rest of a logger", "rest day/year", Bounds::of(200), rest * 1_200 / loggers.max(1)));
        Some(Validation {
            seed,
            workers,
            rows,
            too_low_for_both: too_low * 10_000 / wages.count.max(1),
            handed_over_in_year: (year.sent.0 / 100) * 12 / (year.crew_months as i64).max(1),
            workers_of_the_highest_quota: 10_000_000 / year.all_taken().part(12, year.worker_months as i64).0.max(1),
        })
    }

    /// The page of the handbook.
    pub fn page(&self) -> String {
        let mut out = String::from(PAGE_HEAD);
        let _ = writeln!(
            out,
            "{} workers, seed {}, the parameters that come with the program; the year 2014 after one year to warm up.\n",
            self.workers, self.seed
        );
        out += "| figure | unit | published | model: average | model: least to most | within the published range | holds |\n";
        out += "|---|---|---|---|---|---|---|\n";
        for row in &self.rows {
            let within = row.within.map_or_else(String::new, |within| format!("{} %", Bounds::of(within)));
            let holds = if row.holds() { "yes" } else { "no" };
            let average = Bounds::of(row.average);
            let _ = writeln!(
                out,
                "| {} | {} | {} | {average} | {} | {within} | {holds} |",
                row.what, row.unit, row.published, row.simulated
            );
        }
        let _ = write!(out, "\n{}", PAGE_WHY.trim_start());
        let too_low = Bounds::of(self.too_low_for_both);
        let _ = writeln!(
            out,
            "In the model {too_low} percent of worker-months have a wage below 333.34 dollars. For these the allowance wins: the worker is left \
             with it, and less than 70 percent is taken.\n"
        );
        let _ = writeln!(
            out,
            "The article gives no period for the agents' quotas. In the model, where they are monthly, an agent hands over {} dollars a year on \
             average. If the same quotas were for a year, the highest would be what is taken from {} workers.",
            self.handed_over_in_year, self.workers_of_the_highest_quota
        );
        out
    }
}

const PAGE_HEAD: &str = "# simulate: the model beside the published figures

This page is printed by `manumit simulate --validate`, and a test holds it to what the program prints. The figures are those of a
news agency's report of 11 June 2014. That the model gives them back says that its parameters were chosen so; it is no evidence that
they are true.

";

const PAGE_WHY: &str = "
The workers, the loggers, their rest, the allowance, the quotas and the bribes are put in; the share that is taken comes out.

## What cannot hold together
Three published figures speak of the same money: pay of 300 to 1,000 dollars, 70 to 90 percent of it taken, 100 to 130 dollars left.

- At a pay of 300 dollars they contradict each other. If 70 percent is taken, at most 90 dollars are left: 10 too few. If 100 are
  left, at most 66.7 percent is taken: 3.3 points too few. All three hold only from 333.34 dollars on.
- At a pay of 1,000 dollars they meet only where 87 to 90 percent is taken. Taking 70 percent would leave 300 dollars.
- Where 100 to 130 dollars are left of every pay, the share cannot be the same for all: it rises with the pay, from two thirds to nine tenths.

";

fn one(what: &'static str, unit: &'static str, published: Bounds, value: i64) -> Row {
    Row { what, unit, published, simulated: Bounds::of(value), average: value, within: None }
}

/// Bribes of those who were sent in these years.
fn bribes(world: &World) -> [Row; 2] {
    let (mut placement, mut medical) = (Spread::new(dollars(20, 30)), Spread::new(dollars(10, 100)));
    for person in world.people().persons() {
        for (spread, paid) in [(&mut placement, person.recruited.placement_bribe), (&mut medical, person.recruited.medical_bribe)]
        {
            if paid.is_some() {
                spread.add(paid.0);
            }
        }
    }
    [placement.row("bribe for a post", "USD"), medical.row("bribe at the medical", "USD")]
}
