//! A page of its own for an account of pay: what became of what was due, who is owed what in which month, and one section a worker in which every
//! month opens its rows.
//!
//! It takes plain values and words, so that whoever reckoned need not be known here.

use crate::frame::{scrolling, table};
use crate::markup::{Element, el, isolated, label};
use crate::page::head_alone;
use crate::svg::{at, drawing, text};

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
    /// The workers.
    pub workers: Vec<PaidWorker>,
    /// Red flags in words: whom, what, hit of tested, what else may explain it.
    pub flags: Vec<[String; 4]>,
    /// How it was reckoned.
    pub method: Vec<String>,
}

/// As many workers are drawn and get a section; the schedule holds all.
const WORKERS_MAX: usize = 500;
const CELL: f64 = 18.0;
const LEFT: f64 = 120.0;
const TOP: f64 = 58.0;
const STYLE: &str = "
.layout.single { grid-template-columns: minmax(0, 1fr); max-width: 68rem; }
.pay text { font: 12px var(--sans); fill: var(--ink); } .pay .soft { fill: var(--soft); font-size: 10.5px; }
.pay .square { stroke: var(--rule); stroke-width: .6; } .pay .owed { fill: var(--prohibited); }
.pay .imputed { stroke: var(--ink); stroke-width: 1.2; stroke-dasharray: 3 2; }
.pay .disputed { fill: none; stroke: var(--ink); stroke-width: 1; }
.pay .open { fill: none; stroke: var(--soft); stroke-width: 1; }
.pay .lawful { fill: var(--lawful); } .pay .review { fill: var(--review); } .pay .prohibited { fill: var(--prohibited); }
.pay .unknown { fill: var(--unknown); } .pay .held { fill: var(--bar); } .pay .nowhere { fill: none; stroke: var(--ink); stroke-dasharray: 3 2; } .pay .paid { fill: var(--bar-soft); }
.worker { break-before: page; } .worker td, .worker th { white-space: nowrap; } .worker ul { margin: 0; padding-left: 1rem; }
";

/// The page.
pub fn pay_page(account: &PayAccount) -> String {
    let head = head_alone(&account.title, &[STYLE]);
    let (first, rest) = account.headline.split_first().map_or((String::new(), &[][..]), |(first, rest)| (first.clone(), rest));
    let masthead = el("header")
        .class("masthead")
        .child(el("p").class("kicker").text("What was taken, what is owed"))
        .child(el("h1").child(isolated(&account.title)))
        .child(el("p").class("standfirst").text(first))
        .child(list(rest));
    let sections = [
        Some(section("taken", "What became of what was due", [waterfall(account)])),
        (!account.workers.is_empty()).then(|| section("months", "Who is owed what, month by month", [grid(account)])),
        (!account.flags.is_empty()).then(|| section("flags", "Red flags: questions, no proof", [flags(account)])),
        Some(section("workers", "One worker after another", account.workers.iter().take(WORKERS_MAX).map(worker))),
        Some(section("method", "How it was reckoned", [list(&account.method)])),
    ];
    let main = el("main").attr("id", "main").child(masthead).children(sections.into_iter().flatten());
    let body = el("body").child(el("div").class("layout single").child(main));
    format!("<!DOCTYPE html>\n{}\n", el("html").attr("lang", "en").child(head).child(body).render())
}

fn section(id: &str, name: &str, children: impl IntoIterator<Item = Element>) -> Element {
    el("section").attr("id", id).child(el("h2").text(name)).children(children)
}

fn list(lines: &[String]) -> Element {
    el("ul").class("note").children(lines.iter().map(|line| el("li").text(line)))
}

fn rect(x: f64, y: f64, width: f64, height: f64, class: &str) -> Element {
    el("rect").attr("x", at(x)).attr("y", at(y)).attr("width", at(width)).attr("height", at(height)).class(class)
}

fn figure(title: &str, picture: Element, caption: &str, data: Element) -> Element {
    el("figure")
        .child(el("h3").class("title").text(title))
        .child(el("div").class("pay").child(scrolling(picture)))
        .child(el("figcaption").text(caption))
        .child(el("details").class("data").child(el("summary").text("The figures")).child(scrolling(data)))
}

/// What was due, part by part, each beginning where the one before ends.
fn waterfall(account: &PayAccount) -> Element {
    let (width, row) = (960.0, 30.0);
    let (left, right) = (300.0, 800.0);
    let described: Vec<String> = account.parts.iter().map(|(words, sum, ..)| format!("{words}: {sum}")).collect();
    let mut drawn = drawing(
        "due",
        (0.0, 0.0, width, row * account.parts.len() as f64 + 10.0),
        "What became of what was due",
        &described.join("; "),
    )
    .attr("width", "100%");
    let mut before = 0.0;
    for (at_row, (words, sum, part, class)) in account.parts.iter().enumerate() {
        let y = at_row as f64 * row + 6.0;
        let begin = left + (right - left) * f64::min(before, 1.0);
        let length = (right - left) * part.clamp(0.0, 1.0);
        drawn = drawn
            .child(text(0.0, y + 14.0, "name", words))
            .child(rect(begin, y, length.max(0.8), row - 10.0, class))
            .child(text(right + 12.0, y + 14.0, "name", sum));
        before += part;
    }
    let rows = account.parts.iter().map(|(words, sum, part, _)| {
        vec![el("span").text(words), el("span").text(sum), el("span").text(format!("{:.1} %", part * 100.0))]
    });
    let title = account
        .parts
        .last()
        .map_or_else(String::new, |(_, _, part, _)| format!("Of 100 that were due, {:.0} reached the workers", part * 100.0));
    let caption = "Lawful, under review, prohibited and unlabelled are told apart and never added up. What is withheld until return is still due.";
    figure(&title, drawn, caption, table(&["what", "sum", "of what was due"], rows.collect()))
}

/// Worker by month: the darker, the more of what was due is owed.
fn grid(account: &PayAccount) -> Element {
    let workers = &account.workers[..account.workers.len().min(WORKERS_MAX)];
    let mut months: Vec<&str> =
        workers.iter().flat_map(|worker| worker.months.iter().map(|month| month.month.as_str())).collect();
    months.sort_unstable();
    months.dedup();
    // the last month leans out to the right
    let width = LEFT + CELL * months.len() as f64 + 40.0;
    let height = TOP + CELL * workers.len() as f64 + 10.0;
    let description = "One row a worker, one column a month. The darker, the larger the part of what was due that is owed. Dashed: taken from the crew. Crossed: sources contradict each other. Hollow: no source says.";
    let mut drawn = drawing("grid", (0.0, 0.0, width, height), "What is owed, worker by month", description)
        .attr("style", format!("width:{}px;max-width:none", at(width)));
    for (column, month) in months.iter().enumerate() {
        let x = LEFT + CELL * column as f64 + 12.0;
        let turned = text(x, TOP - 6.0, "soft", month).attr("transform", format!("rotate(-60 {} {})", at(x), at(TOP - 6.0)));
        drawn = drawn.child(turned);
    }
    for (row, worker) in workers.iter().enumerate() {
        let y = TOP + CELL * row as f64;
        drawn = drawn.child(text(0.0, y + 13.0, "name", &worker.name));
        for month in &worker.months {
            let Ok(column) = months.binary_search(&month.month.as_str()) else { continue };
            drawn = drawn.child(grid_cell(worker, month, LEFT + CELL * column as f64, y));
        }
    }
    let rows = workers.iter().map(|worker| vec![el("span").text(&worker.name), el("span").text(&worker.owed)]).collect();
    let title = format!("{} workers over {} months: the darker, the more of what was due is owed", workers.len(), months.len());
    figure(&title, drawn, description, table(&["worker", "owed"], rows))
}

fn grid_cell(worker: &PaidWorker, month: &PaidMonth, x: f64, y: f64) -> Element {
    let side = CELL - 3.0;
    let told = format!("{} {}: owed {} of {} due", worker.name, month.month, month.sums[7], month.sums[0]);
    let opacity = format!("{:.2}", 0.06 + 0.94 * month.share_owed.clamp(0.0, 1.0));
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

/// Made of the row in the picture, not of a name: letters, digits and a dash.
fn anchor(worker: &PaidWorker, month: &PaidMonth) -> String {
    let plain: String = worker.name.chars().take_while(|c| !c.is_whitespace()).filter(char::is_ascii_alphanumeric).collect();
    format!("m-{plain}-{}", month.month)
}

fn flags(account: &PayAccount) -> Element {
    let rows = account.flags.iter().map(|cells| cells.iter().map(|cell| el("span").text(cell)).collect()).collect();
    scrolling(table(&["about", "test", "hit of tested", "may also be"], rows))
}

const HEADS: [&str; 10] = ["month", "due", "lawful", "review", "prohibited", "unlabelled", "withheld", "paid", "owed", "rows"];

fn worker(worker: &PaidWorker) -> Element {
    let rows = worker.months.iter().map(|month| {
        let mark = match month.mark {
            MonthMark::Stated => "",
            MonthMark::Disputed => " ✕ contradicted",
            MonthMark::Imputed => " ┄ from the crew",
            MonthMark::Open => " ○ no source",
        };
        let name = el("span").attr("id", anchor(worker, month)).text(format!("{}{mark}", month.month));
        let sums = month.sums.iter().map(|sum| el("span").text(sum));
        let sources = el("details")
            .child(el("summary").text(format!("{} rows", month.rows.len())))
            .child(el("ul").children(month.rows.iter().map(|row| el("li").text(label(row, 300)))));
        std::iter::once(name).chain(sums).chain([sources]).collect()
    });
    el("div")
        .class("worker")
        .child(el("h3").child(isolated(&worker.name)))
        .child(el("p").text(&worker.owed))
        .child(scrolling(table(&HEADS, rows.collect())))
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
