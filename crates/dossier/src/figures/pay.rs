//! Pay: the wage, the share taken, what is left as stated and as computed, and what comes of it in a year.

use super::rates::{Rate, add as add_rate};
use super::{Certainty, Figure, Figures};
use crate::view::View;
use crate::words;
use evidence::{Because, Claim, Finding, FindingValue, Kind, Per, PerUnit, Quantity, Range, Unit};
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::BTreeSet;

pub(super) fn add(view: &View, figures: &mut Figures) {
    let of = |kind| view.stated().filter(|claim| claim.statement().kind == kind).collect::<Vec<&Claim>>();
    let currency = view.settings.currency;
    let month = Unit::Money(currency, Some(Per::each(PerUnit::Month)));
    let year = Unit::Money(currency, Some(Per::each(PerUnit::Year)));
    let wage = Rate { name: "pay.wage", label: "Pay before anything is taken", what: "before anything is taken", unit: month };
    let share = Rate { name: "pay.share_taken", label: "Share of pay taken", what: "is taken", unit: Unit::PercentOfPay };
    let left =
        Rate { name: "pay.take_home.stated", label: "Left to the worker, as stated", what: "is left to the worker", unit: month };
    add_rate(view, figures, &wage, of(Kind::Wage));
    add_rate(view, figures, &share, of(Kind::ShareTaken));
    add_rate(view, figures, &left, of(Kind::TakeHome));
    add_computed(figures);
    let revenue = Rate {
        name: "revenue.yearly",
        label: "Earned from the labour, as stated",
        what: "is earned from the labour",
        unit: year,
    };
    add_rate(view, figures, &revenue, of(Kind::Revenue));
    let quota = Rate {
        name: "quota",
        label: "Quota an agent must hand over",
        what: "must be handed over by each agent or manager",
        unit: Unit::Money(currency, None),
    };
    add_rate(view, figures, &quota, of(Kind::RemittanceQuota));
}

fn add_computed(figures: &mut Figures) {
    for compute in [taken, take_home, implied_wage, taken_yearly] {
        let computed = compute(figures);
        figures.all_or_none(computed);
    }
}

/// The part of a wage that is taken: `wage × share ÷ 100`, end by end.
fn taken(figures: &Figures) -> Option<Figure> {
    let (wage, share) = (figures.get("pay.wage")?, figures.get("pay.share_taken")?);
    let (unit, pay, percent) = wage_and_share(wage, share)?;
    let end = |pay: Option<Decimal>, percent: Option<Decimal>| pay?.checked_mul(percent?)?.checked_div(Decimal::ONE_HUNDRED);
    let range = Range::new(end(pay.low(), percent.low()), end(pay.high(), percent.high())).ok()?;
    let what = format!("{} is taken from each worker", words::unit(unit));
    let formula =
        ends(&range, [pay.low(), percent.low()], [pay.high(), percent.high()], |[pay, percent]| format!("{pay} × {percent} %"));
    let caveats = vec![format!("Computed (pay.taken@1), wage times share: {formula}.")];
    let quantity = Quantity { range, unit, approximate: true };
    Some(computed("pay.taken.computed", "Taken from each worker, computed", &what, quantity, &[wage, share], caveats))
}

/// What a wage leaves after the share that is taken: `wage × (100 − share) ÷ 100`, the lowest wage with the highest share first.
fn take_home(figures: &Figures) -> Option<Figure> {
    let (wage, share) = (figures.get("pay.wage")?, figures.get("pay.share_taken")?);
    let (unit, pay, percent) = wage_and_share(wage, share)?;
    let end = |pay: Option<Decimal>, percent: Option<Decimal>| {
        pay?.checked_mul(Decimal::ONE_HUNDRED - percent?)?.checked_div(Decimal::ONE_HUNDRED)
    };
    let range = Range::new(end(pay.low(), percent.high()), end(pay.high(), percent.low())).ok()?;
    let what = format!("{} should be left to the worker by wage and share", words::unit(unit));
    let formula = ends(&range, [pay.low(), percent.high()], [pay.high(), percent.low()], |[pay, percent]| {
        format!("{pay} × (100 − {percent}) %")
    });
    let mut caveats = vec![format!("Computed (pay.take_home@1), wage times the share that is left: {formula}.")];
    caveats.extend(figures.get("pay.take_home.stated").and_then(Figure::quantity).filter(|stated| stated.unit == unit).map(
        |stated| {
            let verdict = if stated.range.overlaps(&range) {
                "overlaps with what is computed"
            } else {
                "cannot be brought together with it"
            };
            format!("What is stated to be left, {}, {verdict}.", words::quantity(stated))
        },
    ));
    let quantity = Quantity { range, unit, approximate: true };
    Some(computed("pay.take_home.computed", "Left to the worker, computed", &what, quantity, &[wage, share], caveats))
}

/// The wage that the stated remainder and share together ask for: `left ÷ (100 − share) × 100`, rounded outwards to whole units.
fn implied_wage(figures: &Figures) -> Option<Figure> {
    let (left, share) = (figures.get("pay.take_home.stated")?, figures.get("pay.share_taken")?);
    let (unit, kept, percent) = wage_and_share(left, share)?;
    let end = |kept: Option<Decimal>, percent: Option<Decimal>, rounding| {
        let wage = kept?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(Decimal::ONE_HUNDRED - percent?)?;
        Some(wage.round_dp_with_strategy(0, rounding))
    };
    let low = end(kept.low(), percent.low(), RoundingStrategy::ToNegativeInfinity);
    let high = end(kept.high(), percent.high(), RoundingStrategy::ToPositiveInfinity);
    let range = Range::new(low, high).ok()?;
    let what = format!("{} of pay is what the stated remainder and share ask for", words::unit(unit));
    let formula = ends(&range, [kept.low(), percent.low()], [kept.high(), percent.high()], |[kept, percent]| {
        format!("{kept} ÷ (100 − {percent}) %")
    });
    let caveats = vec![format!("Computed (pay.wage_implied@1), rounded outwards to whole units: {formula}.")];
    let quantity = Quantity { range, unit, approximate: true };
    Some(computed("pay.wage.implied", "Wage that remainder and share imply", &what, quantity, &[left, share], caveats))
}

/// What is taken from all workers in a year: `workers × taken a month × 12`.
fn taken_yearly(figures: &Figures) -> Option<Figure> {
    let (workers, taken) = (figures.get("workers.abroad")?, figures.get("pay.taken.computed")?);
    let (people, monthly) = (workers.quantity()?.range, taken.quantity()?);
    let Unit::Money(currency, Some(per)) = monthly.unit else { return None };
    if per != Per::each(PerUnit::Month) {
        return None;
    }
    let end = |people: Option<Decimal>, sum: Option<Decimal>| people?.checked_mul(sum?)?.checked_mul(Decimal::from(12));
    let round = |end: Option<Decimal>, strategy| end.and_then(|end| end.round_sf_with_strategy(3, strategy));
    let low = round(end(people.low(), monthly.range.low()), RoundingStrategy::ToZero);
    let high = round(end(people.high(), monthly.range.high()), RoundingStrategy::AwayFromZero);
    let range = Range::new(low, high).ok()?;
    let unit = Unit::Money(currency, Some(Per::each(PerUnit::Year)));
    let sums = monthly.range;
    let formula =
        ends(&range, [people.low(), sums.low()], [people.high(), sums.high()], |[people, sum]| format!("{people} × {sum} × 12"));
    let caveats = vec![
        format!("Computed (taken.yearly@1), workers times what is taken from each times twelve, rounded outwards to three digits: {formula}."),
        "Assumes that all counted workers are paid twelve months a year within the stated range. It is what workers lose, not what a State earns."
            .to_owned(),
    ];
    let what = format!("{} is taken from all workers together", words::unit(unit));
    let quantity = Quantity { range, unit, approximate: true };
    Some(computed("taken.yearly.computed", "Taken from all workers, computed", &what, quantity, &[workers, taken], caveats))
}

/// The two ends of a computed range with the arithmetic behind each: `at least 300 × (100 − 90) % = 30`.
fn ends<const N: usize>(
    result: &Range,
    low: [Option<Decimal>; N],
    high: [Option<Decimal>; N],
    formula: impl Fn([String; N]) -> String,
) -> String {
    let words = |ends: [Option<Decimal>; N]| ends.map(|end| end.map(words::number).unwrap_or_default());
    let low = result.low().map(|end| format!("lower end {} = {}", formula(words(low)), words::number(end)));
    let high = result.high().map(|end| format!("upper end {} = {}", formula(words(high)), words::number(end)));
    [low, high].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// A sum of money and a share of it between 0 and 100 percent, fit to be multiplied.
fn wage_and_share(sum: &Figure, share: &Figure) -> Option<(Unit, Range, Range)> {
    let (sum, share) = (sum.quantity()?, share.quantity()?);
    let is_share = |end: Option<Decimal>| end.is_none_or(|end| Decimal::ZERO <= end && end < Decimal::ONE_HUNDRED);
    let fits = matches!(sum.unit, Unit::Money(..)) && share.unit == Unit::PercentOfPay;
    (fits && is_share(share.range.low()) && is_share(share.range.high())).then_some((sum.unit, sum.range, share.range))
}

/// A figure that rests on other figures; as sure as the least sure of them.
fn computed(name: &str, label: &str, what: &str, quantity: Quantity, from: &[&Figure], caveats: Vec<String>) -> Figure {
    let sentence = super::bounds::sentence(&quantity.range, what);
    let because = from.iter().map(|figure| Because::Finding(figure.finding.id())).collect();
    let mut seen = BTreeSet::new();
    let facts = from.iter().flat_map(|figure| &figure.facts).copied().filter(|id| seen.insert(*id)).collect();
    Figure {
        finding: Finding::new(name, sentence, FindingValue::Quantity(quantity), because, caveats),
        label: label.to_owned(),
        certainty: from.iter().map(|figure| figure.certainty).max().unwrap_or(Certainty::Gap),
        facts,
        number: 0,
        beside: Vec::new(),
        witnesses: Vec::new(),
        weakest: from.iter().filter_map(|figure| figure.weakest).max(),
    }
}
