//! An account of pay: what became of what was due, who is owed what in which month, and one section a worker in which every month opens its rows. A
//! page of its own, or a chapter of the dossier with pages of workers beside it.
//!
//! It takes plain values and words, so that whoever reckoned need not be known here.

mod chapter;

pub(crate) use chapter::{add_findings, pages, section, style};

use crate::frame::{scrolling, table};
use crate::markup::{Element, el, isolated, label};
use crate::page::head_alone;
use crate::range_plot::strip;
use crate::svg::{at, drawing, percent, text};
use evidence::{ClaimId, Finding};

/// How well a month is known. Marks: solid, hatched, dashed, hollow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthMark {
    /// Sources state it.
    Stated,
    /// Sources contradict each other.
    Disputed,
    /// Taken from others of the crew.
    Imputed,
    /// No source says.
    Open,
}

/// A month of a worker.
#[derive(Debug, Clone, PartialEq)]
pub struct PaidMonth {
    /// `2015-03`.
    pub month: String,
    /// What part of what was due did not reach the worker and is owed, 0 to 1.
    pub share_owed: f64,
    /// How well it is known.
    pub mark: MonthMark,
    /// Sums in words: due, lawful, under review, prohibited, unlabelled, withheld, paid, owed.
    pub sums: [String; 8],
    /// The rows it rests on, in words.
    pub rows: Vec<String>,
}

/// A worker.
#[derive(Debug, Clone, PartialEq)]
pub struct PaidWorker {
    /// `W001`, or a name if somebody asked for names.
    pub name: String,
    /// What is owed, in a sentence.
    pub owed: String,
    /// The months in order.
    pub months: Vec<PaidMonth>,
}

/// What all are owed, as it is drawn: at least, best supported, at most; the draws; and those whom no file names.
#[derive(Debug, Clone, PartialEq)]
pub struct OwedToAll {
    /// At least, best supported, at most: where they lie, and in words.
    pub ends: [(f64, String); 3],
    /// Lower end, median and upper end of the draws.
    pub drawn: [(f64, String); 3],
    /// The same for those whom no file names; never part of the total.
    pub unlisted: Option<[(f64, String); 3]>,
    /// How much of the draws lies between their ends, in words: `90 %`.
    pub level: String,
}

/// All that the page says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PayAccount {
    /// The title.
    pub title: String,
    /// What all are owed, in sentences; the first is the headline.
    pub headline: Vec<String>,
    /// What became of what was due: words, the sum in words, the part of what was due (0 to 1), and a class (`lawful`, `review`, `prohibited`,
    /// `unknown`, `held`, `nowhere`, `paid`).
    pub parts: Vec<(String, String, f64, &'static str)>,
    /// What all are owed, drawn.
    pub total: Option<OwedToAll>,
    /// The workers. In a chapter of a dossier those who are owed most, the most first.
    pub workers: Vec<PaidWorker>,
    /// What workers paid for the work, in words: who, how much, what for, how many months of take-home.
    pub costs: Vec<[String; 4]>,
    /// Red flags in words: whom, what, hit of tested, what else may explain it.
    pub flags: Vec<[String; 4]>,
    /// How it was reckoned.
    pub method: Vec<String>,
}

/// A figure of an account, as the dossier lists it.
#[derive(Debug, Clone, PartialEq)]
pub struct PayFigure {
    /// What it says, and because of what.
    pub finding: Finding,
    /// A few words for a row.
    pub label: String,
    /// The claims that it rests on itself.
    pub claims: Vec<ClaimId>,
    /// Whether sources contradict each other about it.
    pub is_disputed: bool,
}

/// An account of stated figures: the name of its findings, and whose figures they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedChapter {
    /// `pay.stated`.
    pub name: String,
    /// `all documents together`, or a document.
    pub about: String,
    /// The currency, as it is written.
    pub unit: String,
}

/// An account as a chapter of a dossier.
pub struct PayChapter<'a> {
    /// What the chapter itself says; its workers are those who are owed most.
    pub account: PayAccount,
    /// Its figures, in order.
    pub figures: Vec<PayFigure>,
    /// What documents state of pay in general.
    pub stated: Vec<StatedChapter>,
    /// How many workers there are.
    pub worker_count: usize,
    /// A worker by number, from 0, whole: asked for one after another, so that all are never in memory.
    pub worker: &'a dyn Fn(usize) -> PaidWorker,
}

/// As many workers are drawn and get a section; the schedule holds all.
const WORKERS_MAX: usize = 500;
/// As many rows are told of one month; the tables themselves hold all.
const ROWS_MAX: usize = 60;
const CELL: f64 = 18.0;
const LEFT: f64 = 64.0;
const TOP: f64 = 58.0;
const STYLE: &str = "
.layout.single { grid-template-columns: minmax(0, 1fr); max-width: 68rem; }
.pay text { font: 12px var(--sans); fill: var(--ink); } .pay .soft { fill: var(--soft); font-size: 10.5px; }
.pay .square { stroke: var(--rule); stroke-width: .6; } .pay .owed { fill: var(--prohibited); }
.pay .imputed { stroke: var(--ink); stroke-width: 1.2; stroke-dasharray: 3 2; }
.pay .disputed { fill: none; stroke: var(--ink); stroke-width: 1; }
.pay .open { fill: none; stroke: var(--soft); stroke-width: 1; }
.pay .lawful { fill: var(--lawful); } .pay .review { fill: var(--review); } .pay .prohibited { fill: var(--prohibited); }
.pay .unknown { fill: var(--unknown); } .pay .held { fill: var(--bar); } .pay .nowhere { fill: none; stroke: var(--ink); stroke-dasharray: 3 2; } .pay .paid { fill: var(--bar-soft); stroke: var(--bar); stroke-width: .8; }
.pay .sure { fill: var(--bar); } .pay .reach { fill: none; stroke: var(--bar); stroke-dasharray: 3 2; } .pay .drawn { fill: var(--mark-deep); } .pay .middle { stroke: var(--ink); stroke-width: 2; }
.pay .apart { border-top: 2px solid var(--rule); margin-top: .5rem; padding-top: .5rem; }
.worker { break-before: page; } .worker table td, .worker table th { white-space: nowrap; vertical-align: top; } .worker th details { font-weight: 400; } .worker ul { margin: 0; padding-left: 1rem; white-space: normal; width: min(24rem, 74vw); }
.part { margin: 0 0 2.5rem; }
details.worker { border-bottom: 1px solid var(--hair); padding: .15rem 0; break-before: auto; } details.worker > summary { font: var(--small)/1.5 var(--sans); } details.worker > summary b { color: var(--ink); }
.links { columns: 14rem; font: var(--small)/1.6 var(--sans); padding-left: 1rem; }
@media print { details.worker:not([open]) { display: none; } }
";

/// The page.
pub fn pay_page(account: &PayAccount) -> String {
    let (first, rest) = account.headline.split_first().map_or((String::new(), &[][..]), |(first, rest)| (first.clone(), rest));
    let masthead = masthead(&account.title, &first).child(list(rest));
    let sections = [
        account.total.as_ref().map(|total| part("total", "What all are owed", [owed_to_all(total)])),
        Some(part("taken", "What became of what was due", [waterfall(account)])),
        (!account.workers.is_empty()).then(|| part("months", "Who is owed what, month by month", [grid(account)])),
        (!account.costs.is_empty()).then(|| part("costs", "What workers paid for the work", [costs(account)])),
        (!account.flags.is_empty()).then(|| part("flags", "Red flags: questions, no proof", [flags(account)])),
        Some(part("workers", "One worker after another", account.workers.iter().take(WORKERS_MAX).map(worker))),
        Some(part("method", "How it was reckoned", [list(&account.method)])),
    ];
    let main = el("main").attr("id", "main").child(masthead).children(sections.into_iter().flatten());
    alone(&account.title, main)
}

fn masthead(title: &str, standfirst: &str) -> Element {
    el("header")
        .class("masthead")
        .child(el("p").class("kicker").text("What was taken, what is owed"))
        .child(el("h1").child(isolated(title)))
        .child(el("p").class("standfirst").text(standfirst))
}

/// A page that needs nothing beside it.
fn alone(title: &str, main: Element) -> String {
    let body = el("body").child(el("div").class("layout single").child(main));
    format!("<!DOCTYPE html>\n{}\n", el("html").attr("lang", "en").child(head_alone(title, &[STYLE])).child(body).render())
}

fn part(id: &str, name: &str, children: impl IntoIterator<Item = Element>) -> Element {
    el("section").attr("id", id).child(el("h2").text(name)).children(children)
}

fn list(lines: &[String]) -> Element {
    el("ul").class("note").children(lines.iter().map(|line| el("li").text(line)))
}

fn rect(x: f64, y: f64, width: f64, height: f64, class: &str) -> Element {
    el("rect").attr("x", at(x)).attr("y", at(y)).attr("width", at(width)).attr("height", at(height)).class(class)
}

/// A bar across a strip, from and to in parts of its width.
fn bar(from: f64, to: f64, class: &str) -> Element {
    let (from, to) = (from.clamp(0.0, 1.0), to.clamp(0.0, 1.0));
    el("rect")
        .attr("x", percent(from * 100.0))
        .attr("y", 2)
        .attr("width", percent(((to - from) * 100.0).max(0.25)))
        .attr("height", 12)
        .class(class)
}

/// Words, a strip, words: flows to any width.
fn strip_row(words: Element, shapes: impl IntoIterator<Item = Element>, value: Element) -> Element {
    el("div")
        .class("plot-row")
        .child(el("div").class("plot-label").child(words))
        .child(el("div").class("plot-strip").child(strip(16).children(shapes)))
        .child(el("div").class("plot-value").child(value))
}

fn figure(title: &str, picture: Element, caption: &str, data: Element) -> Element {
    el("figure")
        .child(el("h3").class("title").text(title))
        .child(el("div").class("pay").child(picture))
        .child(el("figcaption").text(caption))
        .child(el("details").class("data").child(el("summary").text("The figures")).child(scrolling(data)))
}

/// What was due, part by part, each beginning where the one before ends.
fn waterfall(account: &PayAccount) -> Element {
    let mut before = 0.0;
    let rows: Vec<Element> = account
        .parts
        .iter()
        .map(|(words, sum, part, class)| {
            let shapes = [bar(before, before + part, class)];
            before += part;
            strip_row(el("span").text(words), shapes, el("span").text(sum))
        })
        .collect();
    let data = account.parts.iter().map(|(words, sum, part, _)| {
        vec![el("span").text(words), el("span").text(sum), el("span").text(format!("{:.1} %", part * 100.0))]
    });
    let title = account
        .parts
        .last()
        .map_or_else(String::new, |(_, _, part, _)| format!("Of 100 that were due, {:.0} reached the workers", part * 100.0));
    let caption = "The whole width is what was due. Lawful, under review, prohibited and unlabelled are told apart and never added up. What is withheld until return is still due.";
    figure(&title, el("div").class("plot").children(rows), caption, table(&["what", "sum", "of what was due"], data.collect()))
}

/// At least, best supported, at most; how draws lie between them; those whom no file names on a line of their own.
fn owed_to_all(total: &OwedToAll) -> Element {
    let of = |three: &[(f64, String); 3]| three.iter().map(|(value, _)| *value).fold(0.0, f64::max);
    let most = of(&total.ends).max(total.unlisted.as_ref().map_or(0.0, of)).max(f64::MIN_POSITIVE);
    let line = |value: f64| {
        let x = percent(value / most * 100.0);
        el("line").attr("x1", &x).attr("x2", &x).attr("y1", 0).attr("y2", 16).class("middle")
    };
    let [least, point, high] = &total.ends;
    let [low, middle, top] = &total.drawn;
    let words = |words: &str| el("span").text(words);
    let mut rows = vec![
        strip_row(words("At least: what every source concedes"), [bar(0.0, least.0 / most, "sure")], words(&least.1)),
        strip_row(words("Best supported"), [bar(0.0, least.0 / most, "sure"), line(point.0)], words(&point.1)),
        strip_row(
            words(&format!("{} of the draws; the middle", total.level)),
            [bar(low.0 / most, top.0 / most, "drawn"), line(middle.0)],
            words(&format!("{} ({} to {})", middle.1, low.1, top.1)),
        ),
        strip_row(words("Most: what sources leave open"), [bar(0.0, high.0 / most, "reach")], words(&high.1)),
    ];
    if let Some([low, middle, top]) = &total.unlisted {
        let row = strip_row(
            words("Not in it: those whom no file names, if treated alike"),
            [bar(low.0 / most, top.0 / most, "drawn"), line(middle.0)],
            words(&format!("{} ({} to {})", middle.1, low.1, top.1)),
        );
        rows.push(el("div").class("apart").child(row));
    }
    let data = [("at least", least), ("best supported", point), ("middle of the draws", middle), ("at most", high)];
    let data = data.into_iter().map(|(words, (_, sum))| vec![el("span").text(words), el("span").text(sum)]).collect();
    let title = format!("At least {}, at most {}", least.1, high.1);
    let caption = "At least and at most are exact sums; draws only say how sure the total is. People whom no file names stand on a line of their own and are never added.";
    figure(&title, el("div").class("plot").children(rows), caption, table(&["", "sum"], data))
}

/// Worker by month: the stronger the colour, the more of what was due is owed.
fn grid(account: &PayAccount) -> Element {
    let workers = &account.workers[..account.workers.len().min(WORKERS_MAX)];
    let mut months: Vec<&str> =
        workers.iter().flat_map(|worker| worker.months.iter().map(|month| month.month.as_str())).collect();
    months.sort_unstable();
    months.dedup();
    let longest = workers.iter().map(|worker| worker.name.chars().count()).max().unwrap_or_default();
    let left = LEFT.max(7.5 * longest.min(30) as f64);
    // the last month leans out to the right
    let width = left + CELL * months.len() as f64 + 40.0;
    let height = TOP + CELL * workers.len() as f64 + 34.0;
    let description = "One row a worker, one column a month. The stronger the colour, the larger the part of what was due that is owed. Dashed: taken from the crew. Crossed: sources contradict each other. Hollow: no source says. A square opens its rows.";
    let mut drawn = drawing("owed-grid", (0.0, 0.0, width, height), "What is owed, worker by month", description)
        .attr("style", format!("width:{}px;max-width:none", at(width)));
    for (column, month) in months.iter().enumerate() {
        let x = left + CELL * column as f64 + 12.0;
        let turned = text(x, TOP - 6.0, "soft", month).attr("transform", format!("rotate(-60 {} {})", at(x), at(TOP - 6.0)));
        drawn = drawn.child(turned);
    }
    for (row, worker) in workers.iter().enumerate() {
        let y = TOP + CELL * row as f64;
        drawn = drawn.child(text(0.0, y + 13.0, "name", &label(&worker.name, 30)));
        for month in &worker.months {
            let Ok(column) = months.binary_search(&month.month.as_str()) else { continue };
            drawn = drawn.child(grid_cell(worker, month, left + CELL * column as f64, y));
        }
    }
    drawn = drawn.children(shades(left, TOP + CELL * workers.len() as f64 + 10.0));
    let rows = workers.iter().map(|worker| vec![isolated(&worker.name), el("span").text(&worker.owed)]).collect();
    let title = match workers.len() {
        1 => format!("One worker over {} months: the stronger the colour, the more of what was due is owed", months.len()),
        count => {
            format!("{count} workers over {} months: the stronger the colour, the more of what was due is owed", months.len())
        }
    };
    figure(&title, scrolling(drawn), description, table(&["worker", "owed"], rows))
}

/// What the shades stand for.
fn shades(left: f64, y: f64) -> Vec<Element> {
    let parts = [0.0, 0.25, 0.5, 0.75, 1.0];
    let squares = (0..).zip(parts).map(|(at, part)| {
        rect(left + CELL * f64::from(at), y, CELL - 3.0, CELL - 3.0, "square owed").attr("fill-opacity", opacity(part))
    });
    let words = [text(0.0, y + 12.0, "soft", "owed: 0 %"), text(left + CELL * 5.0 + 4.0, y + 12.0, "soft", "100 %")];
    squares.chain(words).collect()
}

fn opacity(share: f64) -> String {
    format!("{:.2}", 0.06 + 0.94 * share.clamp(0.0, 1.0))
}

fn grid_cell(worker: &PaidWorker, month: &PaidMonth, x: f64, y: f64) -> Element {
    let side = CELL - 3.0;
    let told = format!("{} {}: owed {} of {} due", worker.name, month.month, month.sums[7], month.sums[0]);
    let opacity = opacity(month.share_owed);
    let mut group =
        el("a").attr("href", format!("#{}", anchor(worker, month))).attr("aria-label", &told).child(el("title").text(told));
    let filled = || rect(x, y, side, side, "square owed").attr("fill-opacity", &opacity);
    group = match month.mark {
        MonthMark::Stated => group.child(filled()),
        MonthMark::Imputed => group.child(filled()).child(rect(x, y, side, side, "square imputed").attr("fill", "none")),
        MonthMark::Open => group.child(rect(x, y, side, side, "open")),
        MonthMark::Disputed => {
            let cross = format!(
                "M{} {}L{} {}M{} {}L{} {}",
                at(x),
                at(y + side),
                at(x + side),
                at(y),
                at(x),
                at(y + side / 2.0),
                at(x + side / 2.0),
                at(y)
            );
            group.child(filled()).child(el("path").attr("d", cross).class("disputed"))
        }
    };
    group
}

/// `W001`, whatever follows it: letters and digits.
fn alias(worker: &PaidWorker) -> String {
    worker.name.chars().take_while(|c| !c.is_whitespace()).filter(char::is_ascii_alphanumeric).collect()
}

/// Made of the row in the picture, not of a name: letters, digits and a dash.
fn anchor(worker: &PaidWorker, month: &PaidMonth) -> String {
    format!("m-{}-{}", alias(worker), month.month)
}

fn costs(account: &PayAccount) -> Element {
    let rows = account.costs.iter().map(|cells| cells.iter().map(|cell| isolated(cell)).collect()).collect();
    let note = "A ledger of its own: what workers paid to get or keep the work is never netted against wages.";
    el("div")
        .child(scrolling(table(&["who", "paid", "what for", "months of take-home"], rows)))
        .child(el("p").class("note").text(note))
}

fn flags(account: &PayAccount) -> Element {
    let rows = account.flags.iter().map(|cells| cells.iter().map(|cell| isolated(&label(cell, 300))).collect()).collect();
    scrolling(table(&["about", "test", "hit of tested", "may also be"], rows))
}

const HEADS: [&str; 9] = ["month", "due", "lawful", "review", "prohibited", "unlabelled", "withheld", "paid", "owed"];

fn worker(worker: &PaidWorker) -> Element {
    el("div")
        .class("worker")
        .attr("id", alias(worker))
        .child(el("h3").child(isolated(&worker.name)))
        .child(el("p").text(&worker.owed))
        .child(scrolling(months_table(worker)))
}

/// Every month of a worker with its sums; the rows behind it open.
fn months_table(worker: &PaidWorker) -> Element {
    let rows = worker.months.iter().map(|month| {
        let mark = match month.mark {
            MonthMark::Stated => "",
            MonthMark::Disputed => " ✕ contradicted",
            MonthMark::Imputed => " ┄ from the crew",
            MonthMark::Open => " ○ no source",
        };
        let sums = month.sums.iter().map(|sum| el("span").text(sum));
        let more = month.rows.len().saturating_sub(ROWS_MAX);
        let more = (more > 0).then(|| el("li").text(format!("and {more} more")));
        let count = if month.rows.len() == 1 { "1 row".to_owned() } else { format!("{} rows", month.rows.len()) };
        let sources = el("details").child(el("summary").child(el("span").attr("id", anchor(worker, month)).text(count))).child(
            el("ul")
                .children(month.rows.iter().take(ROWS_MAX).map(|row| el("li").child(isolated(&label(row, 300)))))
                .children(more),
        );
        let first = el("div").text(format!("{}{mark}", month.month)).child(sources);
        std::iter::once(first).chain(sums).collect()
    });
    table(&HEADS, rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> PayAccount {
        let month = |month: &str, mark| PaidMonth {
            month: month.into(),
            share_owed: 0.6,
            mark,
            sums: ["500", "10", "20", "300", "5", "0", "100", "365"].map(str::to_owned),
            rows: vec!["<b>payroll</b>.csv, row 2".into()],
        };
        let marks = [MonthMark::Stated, MonthMark::Disputed, MonthMark::Imputed, MonthMark::Open];
        let months = (1..).zip(marks).map(|(number, mark)| month(&format!("2015-0{number}"), mark)).collect();
        PayAccount {
            title: "A <script>alert(1)</script> case".into(),
            headline: vec!["At least 1 USD.".into(), "More.".into()],
            parts: vec![
                ("prohibited".into(), "300 USD".into(), 0.6, "prohibited"),
                ("reached the workers".into(), "100 USD".into(), 0.2, "paid"),
            ],
            total: None,
            costs: Vec::new(),
            workers: vec![PaidWorker { name: "W001".into(), owed: "365 USD".into(), months }],
            flags: vec![["Firm", "test", "1 of 2", "innocent"].map(str::to_owned)],
            method: vec!["simple".into()],
        }
    }

    #[test]
    fn every_cell_of_the_grid_leads_to_its_rows_and_no_word_becomes_markup() {
        let page = pay_page(&account());
        for number in 1..=4 {
            assert!(
                page.contains(&format!("href=\"#m-W001-2015-0{number}\""))
                    && page.contains(&format!("id=\"m-W001-2015-0{number}\""))
            );
        }
        assert!(!page.contains("<script>") && !page.contains("<b>payroll"));
        assert!(page.contains("Of 100 that were due, 20 reached the workers"));
        assert_eq!(page, pay_page(&account()));
    }
}
