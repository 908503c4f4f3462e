//! The account of pay in the dossier: its figures among the others, its chapter, and pages of workers beside it.

use super::{
    PaidWorker, PayChapter, PayFigure, STYLE, StatedChapter, alias, alone, costs, figure, flags, grid, list, masthead,
    months_table, owed_to_all, table, waterfall, worker,
};
use crate::Report;
use crate::figures::{self, Certainty, Figure, Figures};
use crate::links;
use crate::markup::{Element, el, isolated};
use crate::range_plot::{Row, plot};
use crate::scale::Scale;
use crate::view::View;
use crate::words;
use evidence::{Claim, Range};

/// Workers on one page beside the dossier.
const WORKERS_A_PAGE: usize = 50;

/// Adds the figures of an account.
pub(crate) fn add_findings(view: &View, chapter: &PayChapter, figures: &mut Figures) {
    for told in &chapter.figures {
        figures.push(figure_of(view, told));
    }
}

fn figure_of(view: &View, told: &PayFigure) -> Figure {
    let claims: Vec<&Claim> = told.claims.iter().filter_map(|id| view.case.claim(*id)).collect();
    let mut figure = figures::figure(view, told.finding.clone(), told.label.clone(), &claims, &[]);
    if told.is_disputed {
        figure.certainty = Certainty::Disputed;
    } else if figure.certainty == Certainty::Gap {
        // it rests on rows, or on other figures
        figure.certainty = Certainty::Stated;
    }
    figure
}

/// How the chapter looks.
pub(crate) fn style(report: &Report) -> &'static str {
    if report.pay.is_some() { STYLE } else { "" }
}

/// The chapter.
pub(crate) fn section(report: &Report) -> Element {
    let Some(chapter) = report.pay else { return el("div") };
    let account = &chapter.account;
    let figure = |name: &str, words: &str| match report.figures.get(name) {
        Some(figure) => links::figure(figure, words),
        None => el("span").text(words),
    };
    let mut content = el("div");
    let part = |heading: &str| el("div").class("part").child(el("h3").text(heading));
    if chapter.worker_count > 0 {
        let names = ["pay.owed", "pay.owed.drawn", "pay.unlisted"];
        let said = names.into_iter().filter_map(|name| report.figures.get(name));
        let said = said.map(|told| el("p").class("intro").child(links::figure(told, &told.finding.sentence)));
        content = content.children(said).children(account.total.as_ref().map(owed_to_all)).child(waterfall(account));
        content = content.child(grid(account));
        let (names, rest) = (account.workers.len(), chapter.worker_count.saturating_sub(account.workers.len()));
        let heading = match rest {
            0 => "One worker after another".to_owned(),
            _ => format!("The {names} who are owed most, one after another"),
        };
        let boxes = account.workers.iter().map(|worker| {
            // a tree of all rows would take much more room than its markup
            el("div").written(&inline(worker, figure(&format!("pay.{}", alias(worker)), "every row and claim")))
        });
        content = content.child(part(&heading).children(boxes).children((rest > 0).then(|| links_to_pages(chapter))));
    }
    if !account.costs.is_empty() {
        let told = report.figures.get("pay.costs").map(|told| el("p").child(links::figure(told, &told.finding.sentence)));
        content = content.child(part("What workers paid for the work").children(told).child(costs(account)));
    }
    if !account.flags.is_empty() {
        let about = "Each is about an employer, an agent or a site, and may have another reason. None is about a worker.";
        let intro = el("p").class("intro").text(about);
        content = content.child(part("Red flags: questions, no proof").child(intro).child(flags(account)));
    }
    let stated = chapter.stated.iter().map(|stated| stated_figures(report, stated));
    content.children(stated).child(part("How it was reckoned").child(list(&account.method)))
}

/// A worker as a box that opens.
fn inline(worker: &PaidWorker, owed: Element) -> Element {
    let words = format!(" · {}", worker.owed);
    let name = el("summary").child(el("b").child(isolated(&worker.name))).text(words);
    el("details")
        .class("worker")
        .attr("id", alias(worker))
        .child(name)
        .child(el("p").class("note").text("What it rests on: ").child(owed))
        .child(crate::frame::scrolling(months_table(worker)))
}

/// The name of the page on which a worker stands, by number: `workers/W0001-W0050.html`.
fn page_name(chapter: &PayChapter, page: usize) -> String {
    let width = chapter.worker_count.to_string().len().max(3);
    let (first, last) = (page * WORKERS_A_PAGE + 1, ((page + 1) * WORKERS_A_PAGE).min(chapter.worker_count));
    format!("workers/W{first:0width$}-W{last:0width$}.html")
}

fn page_count(chapter: &PayChapter) -> usize {
    match chapter.worker_count > chapter.account.workers.len() {
        true => chapter.worker_count.div_ceil(WORKERS_A_PAGE),
        false => 0,
    }
}

fn links_to_pages(chapter: &PayChapter) -> Element {
    let link = |page: usize| {
        let name = page_name(chapter, page);
        let words = name.trim_start_matches("workers/").trim_end_matches(".html").replace('-', " to ");
        el("li").child(el("a").attr("href", name).text(words))
    };
    el("div")
        .child(el("p").class("note").text("All workers, fifty to a page, in the folder workers beside this page:"))
        .child(el("ul").class("links").children((0..page_count(chapter)).map(link)))
}

/// The pages of all workers, if the chapter does not hold them all, each piece by piece.
pub(crate) fn pages(chapter: &PayChapter, piece: &mut dyn FnMut(&str, &str)) {
    const HERE: &str = "<!--workers-->";
    for page in 0..page_count(chapter) {
        let name = page_name(chapter, page);
        let title = format!("{}: {}", chapter.account.title, name.trim_start_matches("workers/").trim_end_matches(".html"));
        let back = el("p").class("note").child(el("a").attr("href", "../index.html#owed").text("The dossier"));
        let main = el("main").attr("id", "main").child(masthead(&title, "")).child(back).raw(HERE);
        let frame = alone(&title, main);
        let (before, after) = frame.split_once(HERE).expect("the page has a place for the workers");
        piece(&name, before);
        for number in page * WORKERS_A_PAGE..((page + 1) * WORKERS_A_PAGE).min(chapter.worker_count) {
            piece(&name, &worker(&(chapter.worker)(number)).render());
        }
        piece(&name, after);
    }
}

// ---- what documents state of pay in general -------------------------------------------------------------------------------------

/// Pay, what is left and what is taken on one axis: as stated, and as far as all of it can be true of one worker; the steps, each a link.
fn stated_figures(report: &Report, stated: &StatedChapter) -> Element {
    let get = |part: &str| report.figures.get(&format!("{}.{part}", stated.name));
    let range = |part: &str| get(part).and_then(Figure::quantity).map(|quantity| quantity.range);
    let rows = [
        ("Earned before anything is taken", "said.gross", "gross"),
        ("Left to the worker", "said.left", "left"),
        ("Taken from the worker", "", "taken"),
    ];
    let ranges: Vec<Range> = rows.iter().flat_map(|(_, said, found)| [range(said), range(found)]).flatten().collect();
    let linked = |told: &Figure| links::figure(told, &told.finding.sentence);
    let sentences = |parts: &[&str]| -> Vec<Element> {
        parts.iter().filter_map(|part| get(part)).map(|told| el("li").child(linked(told))).collect()
    };
    let prefix = format!("{}.contradiction.", stated.name);
    let against: Vec<Element> = report.figures.beginning(&prefix).map(|told| el("li").child(linked(told))).collect();
    let title = get("owed_year").map_or_else(
        || format!("What is stated of pay cannot all be true of one worker ({})", stated.about),
        |told| told.finding.sentence.clone(),
    );
    let picture = (!ranges.is_empty()).then(|| {
        let scale = Scale::covering(&ranges);
        let row = |(name, said, found): &(&str, &str, &str)| {
            let bar = |range: Range, class: &str| {
                let ends = (range.low().unwrap_or_default(), range.high().unwrap_or_default());
                super::bar(scale.percent(ends.0) / 100.0, scale.percent(ends.1) / 100.0, class)
            };
            let shapes = [range(found).map(|range| bar(range, "sure")), range(said).map(|range| bar(range, "reach"))];
            let value = get(found).or(get(said)).map_or_else(
                || el("span"),
                |told| links::figure(told, told.quantity().map_or(String::new(), |quantity| words::range(&quantity.range))),
            );
            Row { label: el("span").text(name), shapes: shapes.into_iter().flatten().collect(), value, class: "" }
        };
        plot(&scale, &format!("{} a month", stated.unit), rows.iter().map(row).collect())
    });
    let data = ["said.gross", "said.share", "said.left", "gross", "share", "left", "taken", "owed_year"]
        .iter()
        .filter_map(|part| get(part))
        .map(|told| {
            vec![el("span").text(&told.label), links::figure(told, told.quantity().map_or(String::new(), words::quantity))]
        });
    let caption = format!(
        "Figures of {}, {} a month. Dashed: as stated. Solid: as far as everything stated can be true of the same worker.",
        stated.about, stated.unit
    );
    let part = |heading: &str, items: Vec<Element>| {
        (!items.is_empty()).then(|| el("div").child(el("p").class("note").text(heading)).child(el("ul").children(items)))
    };
    el("div")
        .class("part")
        .child(el("h3").text(match stated.name.as_str() {
            "pay.stated" => "What follows from what documents state of pay".to_owned(),
            "pay.stated.plan" => format!("What follows from what pay.toml says is stated: {}", stated.about),
            _ => format!("The same of {} alone", stated.about),
        }))
        .children(picture.map(|picture| figure(&title, picture, &caption, table(&["", ""], data.collect()))))
        .children(part("What is stated", sentences(&["said.gross", "said.share", "said.left"])))
        .children(part("What contradicts", against))
        .children(part(
            "What is possible",
            sentences(&["none", "gross", "share", "left", "taken", "owed_year", "owed_year.if_named_stand"]),
        ))
}
