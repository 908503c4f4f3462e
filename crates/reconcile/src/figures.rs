//! Figures: what claims say of quantities, echoes of one origin together, in the unit of the quantity.

use crate::exact::{Exact, whole};
use crate::mistake::{Misplaced, Wrong};
use crate::model::{Definition, Measure, Model, Quantity, about_percent, choice};
use crate::toml_reader::{Item, Placed, Reader};
use crate::unit::WrittenUnit;
use evidence::{Grade, Mistake, Period, Reliability};
use num_traits::{One, Signed, Zero};
use std::collections::BTreeMap;
use toml::de::DeTable;

/// A claim of a figure, as it enters: from a file, or from a case.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Its name in the file, or its identity in the case.
    pub id: String,
    /// The place of its quantity in the model.
    pub quantity: usize,
    /// The ends as stated, in the unit of the quantity.
    pub stated: (Option<Exact>, Option<Exact>),
    /// By how many percent it may be off, either way.
    pub about_percent: Exact,
    /// What it goes back to.
    pub origin: String,
    /// Where it was published.
    pub source: String,
    /// Its words.
    pub quote: String,
    /// How likely its origin is right, before it is compared, between 0 and 1.
    pub reliability: f64,
    /// The grade behind that, where there is one.
    pub grade: Option<Grade>,
    /// The time it speaks of.
    pub time: Option<Period>,
    /// When it was published.
    pub published: Option<Period>,
    /// What was done to bring it to the unit of the quantity.
    pub note: Option<String>,
}

/// A claim that no comparison can use, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Its name or identity.
    pub claim: String,
    /// Its quantity.
    pub quantity: String,
    /// Where it was published.
    pub source: String,
    /// Its words.
    pub quote: String,
    /// Why it is not comparable, as a clause: "it states no period".
    pub reason: String,
    /// Whether it is unit, period or definition that keeps it apart, which looks like a contradiction and is none.
    pub is_mismatch: bool,
}

/// Claims that state one range of one quantity. Those of one origin are one vote, however often it is repeated.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The claims, those of one origin together, the one nearest the origin first; the first of all stands for the figure.
    pub claims: Vec<Claim>,
    /// The lower end as compared: stated, less what "about" allows.
    pub low: Option<Exact>,
    /// The upper end as compared.
    pub high: Option<Exact>,
}

impl Figure {
    /// The claim that stands for all.
    pub fn lead(&self) -> &Claim {
        &self.claims[0]
    }

    /// The place of its quantity in the model.
    pub fn quantity(&self) -> usize {
        self.lead().quantity
    }

    /// What its claims go back to, each origin once.
    pub fn origins(&self) -> Vec<&str> {
        let mut origins: Vec<&str> = Vec::new();
        for claim in &self.claims {
            if !origins.contains(&claim.origin.as_str()) {
                origins.push(&claim.origin);
            }
        }
        origins
    }

    /// How reliable an origin of it is, by its best claim.
    pub fn reliability_of(&self, origin: &str) -> f64 {
        let own = self.claims.iter().filter(|claim| claim.origin == origin);
        own.map(|claim| claim.reliability).fold(0.0, f64::max)
    }

    /// How reliable the best of its origins is.
    pub fn reliability(&self) -> f64 {
        self.claims.iter().map(|claim| claim.reliability).fold(0.0, f64::max)
    }
}

/// Claims grouped into figures: same quantity, same range.
pub fn figures(claims: Vec<Claim>) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let mut place_of: BTreeMap<(usize, StatedEnds, Exact), usize> = BTreeMap::new();
    for claim in claims {
        let key = (claim.quantity, claim.stated.clone(), claim.about_percent.clone());
        match place_of.get(&key) {
            Some(place) => {
                let figure = &mut found[*place];
                let after = figure.claims.iter().rposition(|earlier| earlier.origin == claim.origin);
                figure.claims.insert(after.map_or(figure.claims.len(), |at| at + 1), claim);
            }
            None => {
                place_of.insert(key, found.len());
                let allowed = &claim.about_percent / whole(100);
                let low = claim.stated.0.as_ref().map(|low| low - low.abs() * &allowed);
                let high = claim.stated.1.as_ref().map(|high| high + high.abs() * &allowed);
                found.push(Figure { claims: vec![claim], low, high });
            }
        }
    }
    found
}

/// The `most` figures that most origins state, of those alike the ones with the best origin, in the order in which they came; and what was left
/// out, in words. More than some hundred contradict each other in more ways than anybody can read.
pub fn most_stated(figures: Vec<Figure>, most: usize) -> (Vec<Figure>, Option<String>) {
    let all = figures.len();
    if all <= most {
        return (figures, None);
    }
    let mut ranked: Vec<(usize, f64, usize)> =
        figures.iter().enumerate().map(|(at, figure)| (figure.origins().len(), figure.reliability(), at)).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    let mut kept: Vec<usize> = ranked[..most].iter().map(|(.., at)| *at).collect();
    kept.sort_unstable();
    let mut kept = kept.into_iter().peekable();
    let chosen = figures.into_iter().enumerate().filter_map(|(at, figure)| kept.next_if_eq(&at).map(|_| figure)).collect();
    let words = format!("Of {all} different figures the {most} that most origins state, and the best, were compared.");
    (chosen, Some(words))
}

/// How likely a source of this grade is right, before it is compared. The letter gives A .95, B .85, C .7, D .5, E .3; the digit 1 .95,
/// 2 .85, 3 .7, 4 .5, 5 .3; what cannot be judged (F, 6) is left out, and both together say .6. Two known ones are averaged.
pub fn reliability(grade: Grade) -> f64 {
    let letter = match grade.reliability {
        Reliability::A => Some(0.95),
        Reliability::B => Some(0.85),
        Reliability::C => Some(0.7),
        Reliability::D => Some(0.5),
        Reliability::E => Some(0.3),
        Reliability::F => None,
    };
    let digit = [0.95, 0.85, 0.7, 0.5, 0.3].get(usize::from(grade.credibility.digit()) - 1).copied();
    match (letter, digit) {
        (Some(letter), Some(digit)) => (letter + digit) / 2.0,
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => 0.6,
    }
}

/// The two ends of a figure; `None` where one is open.
pub(crate) type StatedEnds = (Option<Exact>, Option<Exact>);

/// The ends of a figure in the unit of its quantity, what was done, or why it cannot be compared.
pub(crate) fn brought_to(
    quantity: &Quantity,
    written: &WrittenUnit,
    target: &crate::unit::Unit,
    (low, high): (Option<Exact>, Option<Exact>),
) -> Result<(StatedEnds, Option<String>), String> {
    let (factor, note) = if written.factor.is_one() && written.unit == quantity.unit {
        (Exact::one(), None)
    } else {
        written.brought_to(target)?
    };
    Ok(((low.map(|low| low * &factor), high.map(|high| high * &factor)), note))
}

const CLAIM_KEYS: [&str; 20] = [
    "id", "quantity", "value", "low", "high", "about_percent", "unit", "measure", "definition", "source", "quote", "origin",
    "derived_from", "cites", "grade", "reliability", "time", "published", "note", "place",
];

/// Reads the claims of a file of figures.
///
/// # Errors
/// The first mistake, with line, column, cause and remedy.
pub fn parse(text: &str, model: &Model) -> Result<(Vec<Claim>, Vec<SetAside>), Mistake> {
    let wrong = |(place, wrong): Misplaced| wrong.at(text, &place);
    let parsed = DeTable::parse(text).map_err(|error| {
        wrong((
            error.span().unwrap_or(0..0),
            Wrong::new(format!("{}.", error.message()), "Mend what TOML does not understand at this place."),
        ))
    })?;
    read(&Reader::new(parsed.get_ref(), 0..0, "a file of figures"), model).map_err(wrong)
}

/// What a claim of a file says of where it comes from.
struct Descent {
    origin: Option<String>,
    derived_from: Option<Placed<String>>,
    cites: Option<String>,
}

fn read(top: &Reader, model: &Model) -> Result<(Vec<Claim>, Vec<SetAside>), Misplaced> {
    let (mut claims, mut descents, mut set_aside) = (Vec::<Claim>::new(), Vec::new(), Vec::new());
    for (index, item) in top.list("claims")?.into_iter().enumerate() {
        let reader = match item {
            Item::Table(reader) => reader,
            Item::Text(text) => return Err((text.place, Wrong::new("a claim is a table.", "Begin each one with [[claims]]."))),
        };
        let (read, descent) = claim(&reader, model, index)?;
        match read {
            Ok(claim) if claims.iter().any(|earlier| earlier.id == claim.id) => {
                return Err((
                    reader.place,
                    Wrong::new(format!("there are two claims {:?}.", claim.id), "Give each claim an id of its own."),
                ));
            }
            Ok(claim) => {
                claims.push(claim);
                descents.push(descent);
            }
            Err(aside) => set_aside.push(aside),
        }
    }
    name_origins(&mut claims, &descents, &set_aside)?;
    Ok((claims, set_aside))
}

fn claim(reader: &Reader, model: &Model, index: usize) -> Result<(Result<Claim, SetAside>, Descent), Misplaced> {
    reader.only(&CLAIM_KEYS)?;
    let named =
        reader.text("quantity")?.ok_or_else(|| reader.missing("quantity", "Add quantity = \"…\", one of [quantities]."))?;
    let place = model.position(&named.value).ok_or_else(|| {
        let near = crate::mistake::meant(&named.value, model.quantities.iter().map(|quantity| quantity.name.as_str()));
        let remedy = near.map_or_else(
            || "Name one of [quantities]; a member of a set is written quantity.MEMBER.".to_owned(),
            |near| format!("Did you mean {near}?"),
        );
        (named.place.clone(), Wrong::new(format!("there is no quantity {:?}.", named.value), remedy))
    })?;
    let quantity = &model.quantities[place];
    let id = reader.words("id")?.map_or_else(|| format!("claim {}", index + 1), |id| id.value);
    let text = |key: &str| reader.words(key).map(|words| words.map(|words| words.value));
    let source = text("source")?.unwrap_or_else(|| id.clone());
    let quote = text("quote")?.unwrap_or_default();
    let grade = parsed::<Grade>(reader, "grade")?;
    let descent = Descent { origin: text("origin")?, derived_from: reader.text("derived_from")?, cites: text("cites")? };
    let ends = stated_ends(reader)?;
    let written = match reader.text("unit")? {
        Some(unit) => WrittenUnit::parse(&unit.value).map_err(|wrong| (unit.place, wrong))?,
        None => WrittenUnit { unit: quantity.unit.clone(), factor: Exact::one() },
    };
    let target = match &quantity.feed {
        Some(feed) if written.unit != quantity.unit => &feed.unit,
        _ => &quantity.unit,
    };
    let is_single = ends.0.is_some() && ends.0 == ends.1;
    let about = match about_percent(reader)? {
        Some(percent) => percent,
        None if is_single => quantity.about_percent.clone(),
        None => Exact::zero(),
    };
    let aside = |reason: String| SetAside {
        claim: id.clone(),
        quantity: quantity.name.clone(),
        source: source.clone(),
        quote: quote.clone(),
        reason,
        is_mismatch: true,
    };
    let compared = match definitions_differ(reader, quantity)? {
        Some(reason) => Err(aside(reason)),
        None => brought_to(quantity, &written, target, ends).map_err(aside),
    };
    let reliability = reliability_of(reader, grade)?;
    let time = parsed::<Period>(reader, "time")?;
    let published = parsed::<Period>(reader, "published")?;
    let claim = compared.map(|(stated, note)| Claim {
        id: id.clone(),
        quantity: place,
        stated,
        about_percent: about,
        origin: String::new(),
        source: source.clone(),
        quote: quote.clone(),
        reliability,
        grade,
        time,
        published,
        note,
    });
    Ok((claim, descent))
}

fn parsed<T: std::str::FromStr<Err = evidence::Error>>(reader: &Reader, key: &str) -> Result<Option<T>, Misplaced> {
    let Some(words) = reader.words(key)? else { return Ok(None) };
    words
        .value
        .parse()
        .map(Some)
        .map_err(|error: evidence::Error| (words.place, Wrong::new(format!("{error}."), "Mend it, or leave it out.")))
}

fn reliability_of(reader: &Reader, grade: Option<Grade>) -> Result<f64, Misplaced> {
    match reader.number("reliability")? {
        None => Ok(reliability(grade.unwrap_or_default())),
        Some(stated) if stated.value.is_positive() && stated.value < Exact::one() => {
            Ok(crate::exact::nearest(&stated.value).clamp(0.001, 0.999))
        }
        Some(stated) => Err((
            stated.place,
            Wrong::new("reliability lies outside 0 to 1.", "Write how likely the source is right, such as 0.7."),
        )),
    }
}

fn stated_ends(reader: &Reader) -> Result<(Option<Exact>, Option<Exact>), Misplaced> {
    let end = |key: &str| reader.number(key).map(|end| end.map(|end| end.value));
    match (end("value")?, end("low")?, end("high")?) {
        (Some(value), None, None) => Ok((Some(value.clone()), Some(value))),
        (None, None, None) => {
            Err(reader.missing("figure", "Add value = …, or low = … and high = …; leave one out if it is open."))
        }
        (Some(_), _, _) => {
            Err((reader.place.clone(), Wrong::new("a claim has either a value or ends.", "Leave out value, or low and high.")))
        }
        (None, Some(low), Some(high)) if low > high => {
            Err((reader.place.clone(), Wrong::new("a claim has its low end above its high end.", "Exchange low and high.")))
        }
        (None, low, high) => Ok((low, high)),
    }
}

/// Why a claim does not speak of what the quantity is, where both say.
fn definitions_differ(reader: &Reader, quantity: &Quantity) -> Result<Option<String>, Misplaced> {
    let measure = choice(reader, "measure", &[("stock", Measure::Stock), ("flow", Measure::Flow)])?;
    let definition = choice(reader, "definition", &[("gross", Definition::Gross), ("net", Definition::Net)])?;
    if let (Some(ours), Some(theirs)) = (measure, quantity.measure)
        && ours != theirs
    {
        let words = |measure| {
            if measure == Measure::Stock { "what is there at one time (a stock)" } else { "what comes in a period (a flow)" }
        };
        return Ok(Some(format!("it counts {}, and the quantity is {}", words(ours), words(theirs))));
    }
    if let (Some(ours), Some(theirs)) = (definition, quantity.definition)
        && ours != theirs
    {
        let words = |definition| if definition == Definition::Gross { "gross" } else { "net" };
        return Ok(Some(format!("it is {}, and the quantity is {}", words(ours), words(theirs))));
    }
    Ok(None)
}

/// Names what each claim goes back to: as stated, the claim it derives from, the study that claims of the same figure cite, or its
/// source.
fn name_origins(claims: &mut [Claim], descents: &[Descent], set_aside: &[SetAside]) -> Result<(), Misplaced> {
    let position: BTreeMap<String, usize> = claims.iter().enumerate().map(|(index, claim)| (claim.id.clone(), index)).collect();
    let mut studies: Vec<(usize, String)> = Vec::new();
    for index in 0..claims.len() {
        let mut at = index;
        for _ in 0..=claims.len() {
            let Some(from) = &descents[at].derived_from else { break };
            match position.get(&from.value) {
                Some(earlier) => at = *earlier,
                None if set_aside.iter().any(|aside| aside.claim == from.value) => break,
                None => {
                    return Err((
                        from.place.clone(),
                        Wrong::new(format!("there is no claim {:?}.", from.value), "Write the id of the claim that is repeated."),
                    ));
                }
            }
        }
        let cited = descents[at].cites.as_ref().map(|study| study.trim().to_lowercase());
        let claim_stated = claims[at].stated.clone();
        let earlier = cited.as_ref().and_then(|study| {
            studies.iter().find(|(other, named)| {
                named == study && claims[*other].quantity == claims[at].quantity && claims[*other].stated == claim_stated
            })
        });
        let origin = match (&descents[at].origin, earlier) {
            (Some(origin), _) => origin.clone(),
            (None, Some((other, _))) => claims[*other].origin.clone(),
            (None, None) => descents[at].cites.clone().unwrap_or_else(|| claims[at].source.clone()),
        };
        claims[index].origin = origin;
        studies.extend(cited.map(|study| (index, study)));
    }
    Ok(())
}
