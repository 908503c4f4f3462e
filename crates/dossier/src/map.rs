//! The countries of the world, and how much is said of each. Outlines and canvas: `data/README.md`.

use crate::Report;
use crate::frame::{Frame, scrolling, table};
use crate::links;
use crate::markup::{Element, el};
use crate::svg::{at, drawing, text};
use crate::view::Scope;
use crate::words;
use evidence::{Claim, ClaimId, SourceId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The canvas of the outlines.
const CANVAS: Area = Area { left: 0.0, top: 0.0, right: 1000.0, bottom: 440.0 };
/// The smallest piece of the canvas that is shown, so that a single country still has its neighbours.
const CROP_MIN: (f64, f64) = (320.0, 150.0);
/// Space around the countries that are marked.
const MARGIN: f64 = 22.0;
/// How many countries the table lists.
const COUNTRIES_MAX: usize = 60;

/// Where places too small for an outline lie on the canvas, projected as `data/README.md` says.
const DOTS: [(&str, f64, f64); 55] = [
    ("AD", 475.8, 90.9),
    ("AG", 300.7, 178.5),
    ("AI", 297.8, 174.5),
    ("AS", 986.5, 295.2),
    ("AW", 276.2, 195.4),
    ("BB", 305.3, 192.8),
    ("BH", 603.2, 146.5),
    ("BM", 303.9, 124.6),
    ("CK", 39.7, 320.4),
    ("CV", 404.1, 185.8),
    ("CW", 278.8, 196.5),
    ("DM", 301.0, 184.7),
    ("FM", 906.0, 216.2),
    ("FO", 462.5, 36.1),
    ("GD", 298.9, 196.9),
    ("GG", 467.6, 69.6),
    ("GI", 457.6, 111.7),
    ("GP", 301.1, 181.8),
    ("GU", 865.4, 192.1),
    ("HK", 775.0, 159.7),
    ("IM", 464.6, 56.2),
    ("JE", 468.6, 70.4),
    ("KI", 948.5, 236.8),
    ("KM", 587.7, 286.4),
    ("KN", 298.4, 177.8),
    ("KY", 249.2, 170.5),
    ("LC", 301.5, 190.3),
    ("LI", 495.4, 76.6),
    ("MC", 490.2, 87.2),
    ("MH", 941.9, 215.5),
    ("MO", 773.3, 160.0),
    ("MP", 866.5, 185.5),
    ("MQ", 301.8, 187.7),
    ("MT", 507.3, 112.4),
    ("MU", 624.2, 317.1),
    ("MV", 672.0, 226.3),
    ("NR", 931.6, 243.9),
    ("NU", 983.0, 312.6),
    ("PF", 63.2, 307.3),
    ("PW", 840.5, 214.0),
    ("RE", 618.3, 320.0),
    ("SC", 622.0, 259.6),
    ("SG", 756.3, 236.9),
    ("SM", 502.3, 86.5),
    ("ST", 486.7, 240.9),
    ("SX", 297.8, 175.1),
    ("TC", 276.6, 161.5),
    ("TO", 965.7, 320.4),
    ("TV", 963.3, 273.7),
    ("VA", 502.3, 92.8),
    ("VC", 300.6, 192.8),
    ("VG", 293.8, 173.8),
    ("VI", 293.0, 174.1),
    ("WS", 984.0, 293.4),
    ("YT", 592.5, 289.7),
];

struct Outline {
    name: &'static str,
    path: &'static str,
}

static OUTLINES: LazyLock<BTreeMap<&'static str, Outline>> = LazyLock::new(|| {
    let cells = include_str!("../data/outlines.tsv").lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, Outline { name: cells.next()?, path: cells.next().unwrap_or_default() }))
    });
    cells.filter(|(code, _)| *code != "-").collect()
});

/// The English name of a country, or of a State that no longer exists and has no outline.
pub fn country_name(code: &str) -> Option<&'static str> {
    OUTLINES.get(code).map(|outline| outline.name).or(match code {
        "SU" => Some("Soviet Union"),
        "YU" => Some("Yugoslavia"),
        "CS" => Some("Czechoslovakia"),
        "DD" => Some("East Germany"),
        _ => None,
    })
}

/// What is said of one country.
struct Country<'a> {
    code: String,
    name: String,
    claims: Vec<&'a Claim>,
    sources: BTreeSet<SourceId>,
}

/// The map, or a word that no country is named.
pub(crate) fn section(report: &Report) -> Element {
    let countries = countries(report);
    if countries.is_empty() {
        return el("p").class("empty").text("No claim names a country.");
    }
    let title = title(&countries);
    Frame {
        picture: el("div").child(scrolling(map(&countries, &title))).child(scale_legend()),
        title,
        note: "A stronger colour means more claims, not more workers. A dashed outline: one source only. A ring: too small to draw. Outlines are Natural Earth’s and no statement about status.".to_owned(),
        claims: countries.iter().flat_map(|country| country.claims.iter().map(|claim| claim.id())).collect(),
        data: Some(country_table(report, &countries)),
    }
    .draw(report)
}

/// Countries of claims in force, those with most claims first.
fn countries<'r>(report: &'r Report) -> Vec<Country<'r>> {
    let mut by_code: BTreeMap<String, Vec<&Claim>> = BTreeMap::new();
    for claim in report.view.stated() {
        if let Scope::Country(code) = Scope::of(claim) {
            by_code.entry(code).or_default().push(claim);
        }
    }
    let mut countries: Vec<Country> = by_code
        .into_iter()
        .map(|(code, claims)| Country {
            name: country_name(&code).unwrap_or(&code).to_owned(),
            sources: claims.iter().filter_map(|claim| report.view.source_of(claim)).map(|source| source.id).collect(),
            code,
            claims,
        })
        .collect();
    countries.sort_by_key(|country| (std::cmp::Reverse(country.claims.len()), country.code.clone()));
    countries
}

fn title(countries: &[Country]) -> String {
    let most: Vec<String> =
        countries.iter().take(3).map(|country| format!("{} ({})", country.name, country.claims.len())).collect();
    let of = if countries.len() > 3 { "; most are about " } else { ": " };
    format!("Claims name {}{of}{}.", words::count(countries.len(), "country"), words::listing(&most))
}

fn map(countries: &[Country], title: &str) -> Element {
    let crop = crop(countries);
    let (width, height) = (crop.right - crop.left, crop.bottom - crop.top);
    let description = countries
        .iter()
        .map(|country| format!("{}: {}", country.name, words::count(country.claims.len(), "claim")))
        .collect::<Vec<_>>()
        .join("; ");
    let marked: BTreeMap<&str, &Country> = countries.iter().map(|country| (country.code.as_str(), country)).collect();
    let land = OUTLINES
        .iter()
        .filter(|(code, outline)| !marked.contains_key(**code) && bounds(outline.path).is_some_and(|bounds| bounds.meets(&crop)));
    drawing("map-drawing", (crop.left, crop.top, width, height), title, &description)
        .child(
            el("rect")
                .attr("x", at(crop.left))
                .attr("y", at(crop.top))
                .attr("width", at(width))
                .attr("height", at(height))
                .class("sea"),
        )
        .children(land.map(|(_, outline)| el("path").attr("d", outline.path).class("land")))
        .children(countries.iter().rev().map(shape))
        .children(labels(countries, &crop))
}

fn shape(country: &Country) -> Element {
    let class =
        format!("land said-{} {}", class_of(country.claims.len()), if country.sources.len() > 1 { "several" } else { "single" });
    let title = el("title").text(format!("{}: {}", country.name, words::count(country.claims.len(), "claim")));
    let outline = OUTLINES.get(country.code.as_str()).map(|outline| outline.path).filter(|path| !path.is_empty());
    let shape = match (outline, dot(&country.code)) {
        (Some(path), _) => el("path").attr("d", path).class(class),
        (None, Some((x, y))) => el("circle").attr("cx", at(x)).attr("cy", at(y)).attr("r", 4).class(format!("ring {class}")),
        (None, None) => el("g"),
    };
    el("a").attr("href", format!("#map-{}", country.code)).child(shape.child(title))
}

fn dot(code: &str) -> Option<(f64, f64)> {
    DOTS.iter().find(|(of, _, _)| *of == code).map(|(_, x, y)| (*x, *y))
}

/// The step of the fill for this many claims.
fn class_of(count: usize) -> u8 {
    match count {
        0..=2 => 1,
        3..=9 => 2,
        10..=29 => 3,
        _ => 4,
    }
}

fn scale_legend() -> Element {
    let steps = [(1, "1–2"), (2, "3–9"), (3, "10–29"), (4, "30 and more")];
    el("ul")
        .class("map-legend")
        .children(
            steps
                .into_iter()
                .map(|(step, words)| el("li").child(el("span").class(format!("swatch said-{step}"))).text(format!(" {words}"))),
        )
        .child(el("li").text("claims"))
}

/// Names with their counts, the most spoken of first; a name that would cover another is left to the table.
fn labels(countries: &[Country], crop: &Area) -> Vec<Element> {
    let size = (crop.right - crop.left) / 70.0;
    let mut taken: Vec<Area> = Vec::new();
    let mut out = Vec::new();
    for country in countries {
        let Some((x, y)) = middle(&country.code) else { continue };
        let words = format!("{} {}", country.name, country.claims.len());
        let half = words.chars().count() as f64 * size * 0.29;
        let x = x.clamp(crop.left + half, (crop.right - half).max(crop.left + half));
        let place = Area { left: x - half, top: y - size, right: x + half, bottom: y + size * 0.4 };
        if taken.iter().all(|other| !other.meets(&place)) {
            out.push(
                text(x, y, "map-label", &words).attr("style", format!("font-size:{}px", at(size))).attr("text-anchor", "middle"),
            );
            taken.push(place);
        }
    }
    out
}

fn middle(code: &str) -> Option<(f64, f64)> {
    let outline = OUTLINES.get(code)?;
    let largest =
        rings(outline.path).into_iter().filter_map(|ring| Area::around(&ring)).max_by(|a, b| a.size().total_cmp(&b.size()));
    let of_outline = largest.map(|frame| ((frame.left + frame.right) / 2.0, (frame.top + frame.bottom) / 2.0));
    of_outline.or_else(|| dot(code).map(|(x, y)| (x, y - 7.0)))
}

fn country_table(report: &Report, countries: &[Country]) -> Element {
    let rows = countries.iter().take(COUNTRIES_MAX).map(|country| {
        let ids: Vec<ClaimId> = country.claims.iter().map(|claim| claim.id()).collect();
        vec![
            el("span")
                .attr("id", format!("map-{}", country.code))
                .text(&country.name)
                .text(" ")
                .child(el("span").class("code").text(&country.code)),
            el("span").text(words::count(country.claims.len(), "claim")),
            el("span").text(words::count(country.sources.len(), "source")),
            links::claims(&report.view, &ids, 10),
        ]
    });
    table(&["Country", "Claims", "Sources", "Which"], rows.collect())
}

/// A rectangle of the canvas.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn around(points: &[(f64, f64)]) -> Option<Area> {
        let (x, y) = *points.first()?;
        let start = Area { left: x, top: y, right: x, bottom: y };
        Some(points.iter().fold(start, |frame, (x, y)| Area {
            left: frame.left.min(*x),
            top: frame.top.min(*y),
            right: frame.right.max(*x),
            bottom: frame.bottom.max(*y),
        }))
    }

    fn with(self, other: Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    fn meets(&self, other: &Area) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn size(&self) -> f64 {
        (self.right - self.left) * (self.bottom - self.top)
    }
}

/// The piece of the canvas that holds every marked country.
fn crop(countries: &[Country]) -> Area {
    let frames = countries.iter().filter_map(|country| {
        let outline = OUTLINES.get(country.code.as_str()).and_then(|outline| bounds(outline.path));
        outline.or_else(|| dot(&country.code).map(|(x, y)| Area { left: x, top: y, right: x, bottom: y }))
    });
    let Some(all) = frames.reduce(Area::with) else { return CANVAS };
    let grow = |low: f64, high: f64, least: f64, start: f64, end: f64| {
        let more = ((least - (high - low)) / 2.0).max(MARGIN);
        ((low - more).max(start), (high + more).min(end))
    };
    let (left, right) = grow(all.left, all.right, CROP_MIN.0, CANVAS.left, CANVAS.right);
    let height = CROP_MIN.1.max((right - left) * 0.36);
    let (top, bottom) = grow(all.top, all.bottom, height, CANVAS.top, CANVAS.bottom);
    Area { left, top, right, bottom }
}

fn bounds(path: &str) -> Option<Area> {
    rings(path).into_iter().filter_map(|ring| Area::around(&ring)).reduce(Area::with)
}

/// The points of each ring of a path: `M x y`, `l` and pairs of relative steps, `z`.
fn rings(path: &str) -> Vec<Vec<(f64, f64)>> {
    path.split('M')
        .filter(|ring| !ring.is_empty())
        .map(|ring| {
            let numbers = numbers(ring);
            let mut at = (0.0, 0.0);
            numbers
                .chunks_exact(2)
                .map(|step| {
                    at = (at.0 + step[0], at.1 + step[1]);
                    at
                })
                .collect()
        })
        .collect()
}

fn numbers(text: &str) -> Vec<f64> {
    let spaced = text.replace('-', " -").replace(['l', 'z'], " ");
    spaced.split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outline_parses_into_the_canvas() {
        for (code, outline) in OUTLINES.iter().filter(|(_, outline)| !outline.path.is_empty()) {
            let frame = bounds(outline.path).unwrap();
            assert!(
                frame.left >= -1.0 && frame.right <= 1001.0 && frame.top >= -10.0 && frame.bottom <= 450.0,
                "{code}: {frame:?}"
            );
        }
    }

    #[test]
    fn every_country_without_an_outline_has_a_dot() {
        for (code, _) in OUTLINES.iter().filter(|(_, outline)| outline.path.is_empty()) {
            assert!(dot(code).is_some(), "{code} has neither");
        }
    }

    #[test]
    fn a_path_is_read_as_its_grammar_says() {
        assert_eq!(rings("M1.5 2l.5-1 2 0zM0 0l1 1z"), [vec![(1.5, 2.0), (2.0, 1.0), (4.0, 1.0)], vec![(0.0, 0.0), (1.0, 1.0)]]);
    }
}
