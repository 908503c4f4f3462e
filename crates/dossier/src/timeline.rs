//! When sources were published, and the times that their claims speak of; an echo is drawn to what it repeats.

use crate::Report;
use crate::frame::{Frame, scrolling, table};
use crate::links;
use crate::markup::{Element, el, label};
use crate::svg::{at, drawing, text};
use crate::words;
use evidence::{Claim, ClaimId, Kind, Origin, PartialDate, Period, Source, SourceId};
use jiff::civil::Date;
use std::collections::BTreeMap;

const WIDTH: f64 = 960.0;
/// Where the axis begins: the names of the lanes stand before it.
const LEFT: f64 = 150.0;
const RIGHT: f64 = 925.0;
const LANE_HEIGHT: f64 = 34.0;
const SOURCE_ROW: f64 = 24.0;
/// Room that a source's code takes on its row.
const SOURCE_ROOM: f64 = 34.0;
/// How many rows of sources are drawn.
const SOURCE_ROWS_MAX: usize = 8;
/// How many periods one lane shows.
const PERIODS_MAX: usize = 40;

/// The picture, or a word that nothing is dated.
pub(crate) fn section(report: &Report) -> Element {
    let lanes = lanes(report);
    let dated: Vec<(&Source, Date)> = report.view.sources.iter().filter_map(|source| Some((*source, day_of(source)?))).collect();
    let Some(axis) = Axis::of(&dated, &lanes) else {
        return el("p").class("empty").text("No source and no claim is dated.");
    };
    let undated = report.view.sources.len() - dated.len();
    let title = title(report, &dated, &lanes);
    let mut note = "Above, when sources were published; below, the times their claims speak of, where the words give one. An arc leads from an echo to what it repeats.".to_owned();
    if axis.is_broken() {
        note.push_str(" Early years are drawn closer together, left of the break.");
    }
    if undated > 0 {
        note.push_str(&format!(" Not drawn: {} without a date.", words::count(undated, "source")));
    }
    Frame {
        picture: scrolling(picture(report, &axis, &dated, &lanes, &title)),
        title,
        note,
        claims: lanes
            .iter()
            .flat_map(|lane| lane.periods.iter().flat_map(|(_, claims)| claims.iter().map(|claim| claim.id())))
            .collect(),
        data: Some(period_table(report, &lanes)),
    }
    .draw(report)
}

/// The claims of some kinds by the time they speak of.
struct Lane<'a> {
    name: &'static str,
    periods: Vec<(Period, Vec<&'a Claim>)>,
}

fn lanes<'r>(report: &'r Report) -> Vec<Lane<'r>> {
    type Periods<'c> = BTreeMap<(Date, String), (Period, Vec<&'c Claim>)>;
    let mut by_lane: BTreeMap<(u8, &'static str), Periods> = BTreeMap::new();
    for claim in report.view.stated() {
        let Some(period) = report.view.own_time(claim) else { continue };
        let first = period.first().or(period.last()).map_or(Date::MIN, PartialDate::first_day);
        let lane = by_lane.entry(lane_of(claim.statement().kind)).or_default();
        lane.entry((first, period.to_string())).or_insert_with(|| (period, Vec::new())).1.push(claim);
    }
    by_lane.into_iter().map(|((_, name), periods)| Lane { name, periods: periods.into_values().collect() }).collect()
}

fn lane_of(kind: Kind) -> (u8, &'static str) {
    match kind {
        Kind::WorkerCount | Kind::Dispatch => (0, "Workers sent"),
        Kind::Wage | Kind::ShareTaken | Kind::TakeHome | Kind::Deduction | Kind::FeeOrBribe => (1, "Pay and costs"),
        Kind::RemittanceQuota | Kind::Revenue | Kind::Flow => (2, "Where money goes"),
        Kind::HoursOrRest | Kind::ContractLength | Kind::Indicator(_) => (3, "Conditions"),
        Kind::Deaths => (4, "Deaths"),
        Kind::Sanction => (5, "Sanctions"),
    }
}

fn title(report: &Report, dated: &[(&Source, Date)], lanes: &[Lane]) -> String {
    let years = |first: Option<i16>, last: Option<i16>| match (first, last) {
        (Some(first), Some(last)) if first == last => format!(" of {first}"),
        (Some(first), Some(last)) => format!(", published {first} to {last},"),
        _ => String::new(),
    };
    let published = years(dated.iter().map(|(_, day)| day.year()).min(), dated.iter().map(|(_, day)| day.year()).max());
    let earliest =
        lanes.iter().flat_map(|lane| &lane.periods).filter_map(|(period, _)| period.first()).map(PartialDate::year).min();
    let speak = earliest.map_or_else(|| "give no times".to_owned(), |year| format!("speak of times from {year} on"));
    let echoes = report.view.sources.iter().filter(|source| source.derived_from.is_some()).count();
    let repeat = match echoes {
        0 => String::new(),
        1 => "; one repeats another source".to_owned(),
        count => format!("; {count} repeat another source"),
    };
    format!("{}{published} {speak}{repeat}.", words::count(report.view.sources.len(), "source"))
}

fn day_of(source: &Source) -> Option<Date> {
    source.published.and_then(|period| period.first().or(period.last())).map(PartialDate::first_day)
}

/// Time on the page: years of the sources get most of the width, earlier ones are pushed together.
struct Axis {
    start: f64,
    bend: Option<f64>,
    end: f64,
}

/// The part of the width for the years before the bend.
const EARLY_PART: f64 = 0.22;

impl Axis {
    fn of(dated: &[(&Source, Date)], lanes: &[Lane]) -> Option<Axis> {
        let of_sources: Vec<f64> = dated.iter().map(|(_, day)| years(*day)).collect();
        let mut all = of_sources.clone();
        for (period, _) in lanes.iter().flat_map(|lane| &lane.periods) {
            all.extend(period.first().map(|date| years(date.first_day())));
            all.extend(period.last().map(|date| years(date.last_day())));
        }
        let low = all.iter().copied().reduce(f64::min)?.floor();
        let high = all.iter().copied().reduce(f64::max)?.floor() + 1.0;
        let focus = of_sources.iter().copied().reduce(f64::min).map_or(low, |first| first.floor() - 3.0);
        let bend = (focus - low > (high - focus) * 0.8 && focus > low).then_some(focus);
        Some(Axis { start: low, bend, end: high })
    }

    fn is_broken(&self) -> bool {
        self.bend.is_some()
    }

    fn x(&self, time: f64) -> f64 {
        let part = match self.bend {
            None => (time - self.start) / (self.end - self.start),
            Some(bend) if time < bend => EARLY_PART * (time - self.start) / (bend - self.start),
            Some(bend) => EARLY_PART + (1.0 - EARLY_PART) * (time - bend) / (self.end - bend),
        };
        LEFT + (RIGHT - LEFT) * part.clamp(0.0, 1.0)
    }

    /// The years to be written, few enough to be read.
    fn ticks(&self) -> Vec<f64> {
        let focus = self.bend.unwrap_or(self.start);
        let step =
            [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0].into_iter().find(|step| (self.end - focus) / step <= 10.0).unwrap_or(200.0);
        let mut ticks: Vec<f64> = self.bend.map(|_| self.start).into_iter().collect();
        let mut tick = (focus / step).ceil() * step;
        while tick <= self.end {
            ticks.push(tick);
            tick += step;
        }
        ticks
    }
}

/// A day in years, for drawing only.
fn years(day: Date) -> f64 {
    f64::from(day.year()) + (f64::from(day.day_of_year()) - 1.0) / 366.0
}

fn picture(report: &Report, axis: &Axis, dated: &[(&Source, Date)], lanes: &[Lane], title: &str) -> Element {
    let (rows, row_count) = source_rows(axis, dated);
    let sources_height = 34.0 + row_count as f64 * SOURCE_ROW;
    let height = 24.0 + sources_height + lanes.len() as f64 * LANE_HEIGHT + 8.0;
    let description =
        lanes.iter().map(|lane| format!("{}: {} times", lane.name, lane.periods.len())).collect::<Vec<_>>().join("; ");
    let mut svg = drawing("timeline-drawing", (0.0, 0.0, WIDTH, height), title, &description).children(grid(axis, height));
    svg = svg.child(text(0.0, 24.0 + sources_height / 2.0, "lane", "Sources published"));
    svg = svg.children(arcs(report, &rows)).children(rows.values().map(|place| source_dot(report, place)));
    for (index, lane) in lanes.iter().enumerate() {
        let y = 24.0 + sources_height + (index as f64 + 0.5) * LANE_HEIGHT;
        svg = svg
            .child(
                el("line")
                    .attr("x1", 0)
                    .attr("x2", at(RIGHT))
                    .attr("y1", at(y - LANE_HEIGHT / 2.0))
                    .attr("y2", at(y - LANE_HEIGHT / 2.0))
                    .class("rule"),
            )
            .child(text(0.0, y + 4.0, "lane", lane.name))
            .children(
                lane.periods.iter().take(PERIODS_MAX).map(|(period, claims)| period_mark(axis, y, lane.name, period, claims)),
            );
    }
    svg
}

fn grid(axis: &Axis, height: f64) -> Vec<Element> {
    let mut out = Vec::new();
    for tick in axis.ticks() {
        let x = axis.x(tick);
        out.push(el("line").attr("x1", at(x)).attr("x2", at(x)).attr("y1", 18).attr("y2", at(height)).class("grid"));
        out.push(text(x, 12.0, "tick", &format!("{tick:.0}")).attr("text-anchor", "middle"));
    }
    if let Some(bend) = axis.bend {
        let x = axis.x(bend) - 6.0;
        out.push(el("path").attr("d", format!("M{} 22l-4 6 8 4-8 4 8 4-4 6", at(x))).class("break"));
    }
    out
}

/// A source with its place on the page.
struct Place<'a> {
    source: &'a Source,
    x: f64,
    y: f64,
}

/// Sources on as few rows as keep their codes apart.
fn source_rows<'a>(axis: &Axis, dated: &[(&'a Source, Date)]) -> (BTreeMap<SourceId, Place<'a>>, usize) {
    let mut ends: Vec<f64> = Vec::new();
    let mut places = BTreeMap::new();
    for (source, day) in dated {
        let x = axis.x(years(*day));
        let row = ends.iter().position(|end| *end <= x).unwrap_or_else(|| {
            ends.push(0.0);
            ends.len() - 1
        });
        let row = row.min(SOURCE_ROWS_MAX - 1);
        ends[row] = x + SOURCE_ROOM;
        places.insert(source.id, Place { source, x, y: 48.0 + row as f64 * SOURCE_ROW });
    }
    (places, ends.len().min(SOURCE_ROWS_MAX))
}

fn source_dot(report: &Report, place: &Place) -> Element {
    let code = report.view.source_code(place.source.id);
    let echo = if place.source.derived_from.is_some() { "echo" } else { "voice" };
    el("a")
        .attr("href", format!("#{code}"))
        .child(
            el("title")
                .text(label(&format!("{code} {}, {}", links::source_name(place.source), links::publication(place.source)), 200)),
        )
        .child(el("circle").attr("cx", at(place.x)).attr("cy", at(place.y)).attr("r", 5).class(echo))
        .child(text(place.x + 8.0, place.y + 4.0, "code", &code))
}

fn arcs(report: &Report, places: &BTreeMap<SourceId, Place>) -> Vec<Element> {
    let arc = |place: &Place| {
        let Some(Origin::Source(id)) = &place.source.derived_from else { return None };
        let origin = places.get(id)?;
        let lift = (place.x - origin.x).abs().clamp(16.0, 90.0) * 0.25;
        let (middle, top) = ((place.x + origin.x) / 2.0, place.y.min(origin.y) - lift);
        let title = format!("{} repeats {}", report.view.source_code(place.source.id), report.view.source_code(*id));
        let d = format!("M{} {}Q{} {} {} {}", at(place.x), at(place.y), at(middle), at(top), at(origin.x), at(origin.y));
        Some(el("path").attr("d", d).class("arc").child(el("title").text(title)))
    };
    places.values().filter_map(arc).collect()
}

fn period_mark(axis: &Axis, y: f64, lane: &str, period: &Period, claims: &[&Claim]) -> Element {
    let first = period.first().map(|date| axis.x(years(date.first_day())));
    let last = period.last().map(|date| axis.x(years(date.last_day())));
    let (from, to) = (first.unwrap_or(LEFT), last.unwrap_or(RIGHT));
    let class = match (first, last) {
        (Some(_), Some(_)) => "span",
        (Some(_), None) => "span fading-right",
        _ => "span fading-left",
    };
    let middle = if to - from < 9.0 { (from + to) / 2.0 } else { from };
    let shape = if to - from < 9.0 {
        el("circle").attr("cx", at(middle)).attr("cy", at(y)).attr("r", 4.5).class("event")
    } else {
        el("rect").attr("x", at(from)).attr("width", at(to - from)).attr("y", at(y - 4.0)).attr("height", 8).class(class)
    };
    let title = format!("{period}: {}", words::count(claims.len(), "claim"));
    el("a").attr("href", format!("#{}", period_anchor(lane, period))).child(el("title").text(title)).child(shape)
}

fn period_anchor(lane: &str, period: &Period) -> String {
    format!("time-{}-{}", words::slug(lane), words::slug(&period.to_string()))
}

fn period_table(report: &Report, lanes: &[Lane]) -> Element {
    let rows = lanes.iter().flat_map(|lane| {
        lane.periods.iter().take(PERIODS_MAX).map(|(period, claims)| {
            let ids: Vec<ClaimId> = claims.iter().map(|claim| claim.id()).collect();
            let anchor = period_anchor(lane.name, period);
            vec![el("span").attr("id", anchor).text(period), el("span").text(lane.name), links::claims(&report.view, &ids, 12)]
        })
    });
    table(&["When", "What", "Claims"], rows.collect())
}
