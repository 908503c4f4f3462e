use crate::view::View;
use crate::words;
use evidence::{Claim, Kind, Period, Range};
use rust_decimal::Decimal;
use std::collections::HashSet;

/// The outermost ends that several claims state of one quantity. At least one end is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) low: Option<Decimal>,
    pub(crate) high: Option<Decimal>,
    open_below: bool,
    open_above: bool,
}

impl Bounds {
    /// The bounds of the claims' figures; `None` without any.
    pub(crate) fn of(claims: &[&Claim]) -> Option<Self> {
        let ranges: Vec<Range> =
            claims.iter().filter_map(|claim| claim.statement().quantity).map(|quantity| quantity.range).collect();
        let (low, high) = (ranges.iter().filter_map(Range::low).min(), ranges.iter().filter_map(Range::high).max());
        let crossed = matches!((low, high), (Some(low), Some(high)) if low > high);
        let (low, high) = if crossed { (high, low) } else { (low, high) };
        (low.is_some() || high.is_some()).then(|| Bounds {
            low,
            high,
            open_below: ranges.iter().any(|range| range.low().is_none()),
            open_above: ranges.iter().any(|range| range.high().is_none()),
        })
    }

    /// As a range.
    pub(crate) fn range(&self) -> Range {
        Range::new(self.low, self.high).expect("bounds have an end and are in order")
    }

    /// A sentence, lower bound first.
    pub(crate) fn sentence(&self, what: &str) -> String {
        sentence(&self.range(), what)
    }

    /// What the bounds do not say.
    pub(crate) fn caveats(&self) -> Vec<String> {
        let open = |is_open: bool, end: &str| is_open.then(|| format!("At least one source leaves the {end} end open."));
        [open(self.open_below && self.low.is_some(), "lower"), open(self.open_above && self.high.is_some(), "upper")]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// A range as a sentence, lower bound first.
pub(crate) fn sentence(range: &Range, what: &str) -> String {
    match (range.low(), range.high()) {
        (Some(low), Some(high)) if low == high => format!("{} {what}.", words::number(low)),
        (Some(low), Some(high)) => format!("At least {} {what}; figures run to {}.", words::number(low), words::number(high)),
        (Some(low), None) => format!("At least {} {what}; no upper figure is stated.", words::number(low)),
        (None, high) => format!("Up to {} {what}; no lower figure is stated.", high.map(words::number).unwrap_or_default()),
    }
}

/// Whether two claims of one quantity cannot both be true: it has one true value, their ranges lie apart, and they may speak of the
/// same time.
pub(crate) fn contradict(view: &View, a: &Claim, b: &Claim) -> bool {
    has_one_value(a.statement().kind) && lie_apart(view, a, b)
}

fn lie_apart(view: &View, a: &Claim, b: &Claim) -> bool {
    let (Some(left), Some(right)) = (a.statement().quantity, b.statement().quantity) else { return false };
    left.unit == right.unit && !left.range.overlaps(&right.range) && same_time(view.own_time(a), view.own_time(b))
}

/// Whether a quantity has one true value for a place and a time. Pay, fees, hours, quotas and contracts differ from worker to worker:
/// two of them can lie apart and both be true.
fn has_one_value(kind: Kind) -> bool {
    match kind {
        Kind::WorkerCount | Kind::ShareTaken | Kind::Revenue | Kind::Deaths => true,
        Kind::Wage
        | Kind::TakeHome
        | Kind::Deduction
        | Kind::RemittanceQuota
        | Kind::FeeOrBribe
        | Kind::HoursOrRest
        | Kind::ContractLength
        | Kind::Flow
        | Kind::Dispatch
        | Kind::Sanction
        | Kind::Indicator(_) => false,
    }
}

fn same_time(a: Option<Period>, b: Option<Period>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.overlaps(&b),
        _ => true,
    }
}

/// Whether any two of the claims contradict each other.
pub(crate) fn any_contradict(view: &View, claims: &[&Claim]) -> bool {
    let one_value: Vec<&Claim> = claims.iter().copied().filter(|claim| has_one_value(claim.statement().kind)).collect();
    any_apart(view, &one_value)
}

/// Whether any two of the claims state figures that lie apart, contradiction or not.
pub(crate) fn any_apart(view: &View, claims: &[&Claim]) -> bool {
    let told = |claim: &&Claim| Some((claim.statement().quantity?.unit, view.own_time(claim)));
    let rows = statements(claims).into_iter().map(|(range, same)| (range, same.iter().filter_map(told).collect()));
    let rows: Vec<(Range, HashSet<_>)> = rows.collect();
    rows.iter().enumerate().any(|(index, (range, first))| {
        rows[..index].iter().filter(|(other, _)| !other.overlaps(range)).any(|(_, second)| {
            first.iter().any(|(unit, time)| second.iter().any(|(other, then)| unit == other && same_time(*time, *then)))
        })
    })
}

/// A range, and the claims that state it.
pub(crate) type Stated<'a> = (Range, Vec<&'a Claim>);

/// The claims by the range they state, lowest first.
pub(crate) fn statements<'a>(claims: &[&'a Claim]) -> Vec<Stated<'a>> {
    let range = |claim: &&Claim| claim.statement().quantity.map(|quantity| quantity.range);
    let mut stating: Vec<(Range, &Claim)> = claims.iter().copied().filter_map(|claim| Some((range(&claim)?, claim))).collect();
    stating.sort_by_key(|(range, _)| (range.low().or(range.high()), range.high(), range.low()));
    let same = |a: &(Range, &Claim), b: &(Range, &Claim)| a.0 == b.0;
    stating.chunk_by(same).map(|row| (row[0].0, row.iter().map(|(_, claim)| *claim).collect())).collect()
}
