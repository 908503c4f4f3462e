//! The pay of one worker in one month: what is paid, what is taken under which head, what is left as stated and as computed.

use crate::Report;
use crate::figures::{Certainty, Figure};
use crate::frame::{Frame, table_of};
use crate::links;
use crate::marks::mark_class;
use crate::markup::{Element, el};
use crate::range_plot::{Row, block, plot};
use crate::scale::Scale;
use crate::words;
use evidence::{Quantity, Range, Taking, Unit};
use rust_decimal::Decimal;

/// How many heads are drawn.
const HEADS_MAX: usize = 12;

/// The picture, or a word on what is missing for it.
pub(crate) fn section(report: &Report) -> Element {
    let pay = Pay::of(report);
    if pay.ranges().is_empty() {
        let share = report.figures.get("pay.share_taken").filter(|figure| figure.quantity().is_some());
        let without =
            el("p").class("empty").text("No document states a wage or what is left of it, so no month of pay can be drawn. ");
        return without.children(share.map(|figure| links::figure(figure, &figure.finding.sentence)));
    }
    let scale = Scale::covering(&pay.ranges());
    let heads: Vec<&Figure> = report.figures.beginning("deduction.").collect();
    Frame {
        title: pay.title(),
        picture: plot(&scale, &words::unit(pay.unit), rows(&pay, &scale, &heads)),
        note: note(&pay, &heads),
        claims: pay
            .all()
            .flat_map(|figure| figure.facts.clone())
            .chain(heads.iter().flat_map(|figure| figure.facts.clone()))
            .collect(),
        data: Some(table_of(report, report.figures.beginning("pay.").chain(heads.iter().copied()))),
    }
    .draw(report)
    .children(pay.formula())
}

/// The figures of pay that share one unit.
struct Pay<'r> {
    unit: Unit,
    wage: Option<&'r Figure>,
    share: Option<&'r Figure>,
    taken: Option<&'r Figure>,
    left_computed: Option<&'r Figure>,
    left_stated: Option<&'r Figure>,
}

impl<'r> Pay<'r> {
    fn of(report: &'r Report) -> Self {
        let get = |name: &str| report.figures.get(name).filter(|figure| figure.quantity().is_some());
        let (wage, left) = (get("pay.wage"), get("pay.take_home.stated"));
        let month = Unit::Money(report.view.settings.currency, Some(evidence::Per::each(evidence::PerUnit::Month)));
        let unit = wage.or(left).and_then(Figure::quantity).map_or(month, |quantity| quantity.unit);
        let same = |figure: &&Figure| figure.quantity().is_some_and(|quantity| quantity.unit == unit);
        Pay {
            unit,
            wage,
            share: get("pay.share_taken"),
            taken: get("pay.taken.computed").filter(same),
            left_computed: get("pay.take_home.computed").filter(same),
            left_stated: left.filter(same),
        }
    }

    fn all(&self) -> impl Iterator<Item = &'r Figure> {
        [self.wage, self.share, self.left_stated].into_iter().flatten()
    }

    fn ranges(&self) -> Vec<Range> {
        [self.wage, self.taken, self.left_computed, self.left_stated].into_iter().flatten().filter_map(range).collect()
    }

    fn title(&self) -> String {
        let said = |figure: Option<&Figure>| figure.and_then(Figure::quantity).map(words::quantity);
        let (wage, share, left) = (said(self.wage), said(self.share), said(self.left_stated));
        match (wage, share) {
            (Some(wage), Some(share)) => {
                let left =
                    left.map_or_else(|| "no document says what is left".to_owned(), |left| format!("{left} is said to be left"));
                format!("Of {wage}, {} is taken; {left}.", share.replace("% of pay", "%"))
            }
            (Some(wage), None) => format!("{} is paid; no document states the share that is taken.", words::capital(&wage)),
            (None, _) => {
                format!("{} is said to be left; no document states the wage.", words::capital(&left.unwrap_or_default()))
            }
        }
    }

    /// How the computed remainder comes about, and whether it agrees with the stated one.
    fn formula(&self) -> Option<Element> {
        let computed = self.left_computed?;
        let line = el("p").class("formula").child(links::figure(computed, &computed.label)).text(": ");
        Some(line.text(computed.finding.caveats.join(" ")))
    }
}

fn range(figure: &Figure) -> Option<Range> {
    figure.quantity().map(|quantity| quantity.range)
}

fn rows(pay: &Pay, scale: &Scale, heads: &[&Figure]) -> Vec<Row> {
    let whole = |figure: &Figure, quantity: &Quantity| {
        let value = links::figure(figure, words::range(&quantity.range));
        Row::of_range(scale, el("span").text(&figure.label), &quantity.range, figure.certainty, value)
    };
    let row = |figure: Option<&Figure>| figure.and_then(|figure| figure.quantity().map(|quantity| whole(figure, quantity)));
    let mut rows: Vec<Row> = row(pay.wage).into_iter().collect();
    rows.extend(head_rows(pay, scale, heads));
    rows.extend(row(pay.taken));
    rows.extend(row(pay.left_computed));
    rows.extend(row(pay.left_stated));
    rows
}

/// The heads as steps down from the highest wage to the highest computed remainder: as wide as their amount where one is stated, the
/// rest in equal steps, because no document splits it.
fn head_rows(pay: &Pay, scale: &Scale, heads: &[&Figure]) -> Vec<Row> {
    let heads = &heads[..heads.len().min(HEADS_MAX)];
    let span = pay
        .wage
        .and_then(range)
        .and_then(|range| range.high())
        .zip(pay.left_computed.and_then(range).and_then(|range| range.high()));
    let (top, bottom) = span.map_or((0.0, 0.0), |(wage, left)| (scale.percent(wage), scale.percent(left)));
    let steps = steps(scale, heads, pay.unit, top - bottom);
    let mut at = top;
    let left_over = top - bottom - steps.iter().sum::<f64>();
    let mut rows: Vec<Row> = heads
        .iter()
        .zip(&steps)
        .map(|(head, step)| {
            let step = *step;
            let class = if amount(head, pay.unit).is_some() { mark_class(head.certainty) } else { "m-unsplit" };
            let shapes =
                if step > 0.0 { vec![block(at - step, at, &format!("{class} {}", treatment(head)))] } else { Vec::new() };
            at -= step;
            let value = amount(head, pay.unit).map_or_else(|| "amount not stated".to_owned(), |range| words::range(&range));
            Row { label: head_label(head), shapes, value: links::figure(head, value), class: "plot-step" }
        })
        .collect();
    if !heads.is_empty() && steps.iter().any(|step| *step > 0.0) && left_over > 0.5 {
        let shapes = vec![block(bottom, bottom + left_over, "m-unsplit")];
        let value = el("span").class("absent").text("not broken down");
        rows.push(Row { label: el("span").text("− the rest, under no stated head"), shapes, value, class: "plot-step" });
    }
    rows
}

/// Width of each head's step, in percent of the axis.
fn steps(scale: &Scale, heads: &[&Figure], unit: Unit, room: f64) -> Vec<f64> {
    let priced: Vec<Option<f64>> = heads
        .iter()
        .map(|head| amount(head, unit).and_then(|range| range.high().or(range.low())).map(|sum| scale.percent(sum)))
        .collect();
    let known: f64 = priced.iter().flatten().sum();
    let open = priced.iter().filter(|width| width.is_none()).count();
    if room <= 0.0 || scale.is_log() || known > room {
        return vec![0.0; heads.len()];
    }
    let each = if open > 0 { (room - known) / open as f64 } else { 0.0 };
    priced.into_iter().map(|width| width.unwrap_or(each)).collect()
}

fn amount(head: &Figure, unit: Unit) -> Option<Range> {
    head.quantity()
        .filter(|quantity| quantity.unit == unit && quantity.range != Range::exactly(Decimal::ZERO))
        .map(|quantity| quantity.range)
}

fn taking(head: &Figure) -> Taking {
    head.finding.name.strip_prefix("deduction.").and_then(|code| code.parse().ok()).unwrap_or(Taking::Unlabelled)
}

/// The class of a head's default treatment.
pub(crate) fn treatment(head: &Figure) -> &'static str {
    match taking(head).treatment() {
        evidence::Treatment::Lawful => "t-lawful",
        evidence::Treatment::Review => "t-review",
        evidence::Treatment::Prohibited => "t-prohibited",
        evidence::Treatment::Unknown => "t-unknown",
    }
}

/// A head with its code and default treatment.
fn head_label(head: &Figure) -> Element {
    let taking = taking(head);
    el("span")
        .text("− ")
        .text(&head.label)
        .text(" ")
        .child(el("span").class(format!("treatment {}", treatment(head))).text(taking.treatment().name()))
        .child(el("span").class("code").text(format!(" {}", taking.code())))
}

fn note(pay: &Pay, heads: &[&Figure]) -> String {
    let unpriced = heads.iter().filter(|head| amount(head, pay.unit).is_none()).count();
    let mut notes = Vec::new();
    if !heads.is_empty() && pay.left_computed.is_some() {
        notes.push("The steps are drawn for the highest wage and the lowest share; amounts of single heads are those of the sources that state them.".to_owned());
    }
    if unpriced > 0 {
        notes.push(format!("Split not stated: {} without an amount, drawn dashed and equal.", words::count(unpriced, "head")));
    }
    if heads.len() > HEADS_MAX {
        notes.push(format!("{} more heads are in the data.", heads.len() - HEADS_MAX));
    }
    if heads.iter().any(|head| head.certainty == Certainty::Disputed) {
        notes.push("A hatched head is denied by a source.".to_owned());
    }
    notes.push(
        "The words lawful, review and prohibited are defaults before the law of the place is known, not verdicts.".to_owned(),
    );
    notes.join(" ")
}
