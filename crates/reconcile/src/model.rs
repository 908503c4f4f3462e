//! The model file: quantities, sets that they run over, identities between them.

use crate::exact::Exact;
use crate::expression::{self, Expression, Identity};
use crate::mistake::{Misplaced, Wrong, meant};
use crate::toml_reader::{Item, Placed, Reader};
use crate::unit::Unit;
use evidence::Mistake;
use evidence::{Kind, Modality};
use num_traits::{Signed, Zero};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::DeTable;

/// A quantity can run over this many members, and a model have this many quantities and identities.
const QUANTITIES_MAX: usize = 500;

/// Whether a quantity is counted at one time or over a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// What is there at one time.
    Stock,
    /// What comes in a period.
    Flow,
}

/// Whether a quantity is taken before or after what is deducted from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Definition {
    /// Before.
    Gross,
    /// After.
    Net,
}

/// How a claim bounds its quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// As stated.
    AsStated,
    /// From below only: the claim counts a part.
    AtLeast,
    /// From above only.
    AtMost,
}

/// Where the claims that feed a quantity have to be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceRule {
    /// No single country.
    Everywhere,
    /// Any place or none.
    Any,
    /// This country, by its ISO 3166-1 alpha-2 code.
    Country(String),
}

/// Which claims of a case are figures of a quantity.
#[derive(Debug, Clone)]
pub struct Feed {
    pub(crate) kinds: Vec<Kind>,
    pub(crate) unit: Unit,
    pub(crate) place: PlaceRule,
    pub(crate) modalities: Vec<Modality>,
    pub(crate) who: Vec<String>,
    pub(crate) least: Option<Exact>,
    pub(crate) most: Option<Exact>,
    pub(crate) single_figures: bool,
    pub(crate) reading: Reading,
}

/// A country of a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Country {
    /// Its code: `RU`.
    pub code: String,
    /// Its name in words.
    pub name: String,
}

/// A typed quantity.
#[derive(Debug, Clone)]
pub struct Quantity {
    /// Its name: `revenue`, or `workers_in.RU` for a member.
    pub name: String,
    /// The name in words.
    pub label: String,
    /// Its unit.
    pub unit: Unit,
    /// How a figure of it is said: `{} workers`.
    pub say: String,
    /// Whether a person reads it in percent.
    pub percent: bool,
    /// Whether it is the one in which figures are best compared.
    pub compare: bool,
    /// The least value it can have.
    pub least: Option<Exact>,
    /// The greatest value it can have.
    pub most: Option<Exact>,
    /// Stock or flow, where the model says so.
    pub measure: Option<Measure>,
    /// Gross or net, where the model says so.
    pub definition: Option<Definition>,
    /// By how many percent a figure that is only about right may be off, either way.
    pub about_percent: Exact,
    /// From where to where it is thought possible before any claim is heard.
    pub prior: Option<(Exact, Exact)>,
    /// Which claims of a case feed it.
    pub feed: Option<Feed>,
}

/// An identity between quantities.
#[derive(Debug, Clone)]
pub struct StatedIdentity {
    /// As written.
    pub text: String,
    /// Why it holds.
    pub because: Option<String>,
    pub(crate) identity: Identity,
}

impl StatedIdentity {
    /// The names of the quantities in it, each once.
    pub fn quantities(&self) -> Vec<&str> {
        let sides = [&self.identity.left, &self.identity.right];
        let mut names: Vec<&str> = sides.iter().flat_map(|side| side.names()).map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// Quantities and identities, checked.
#[derive(Debug, Clone)]
pub struct Model {
    /// What the model is of.
    pub title: String,
    /// The place in `quantities` of the one that matters most.
    pub headline: usize,
    /// In the order of the file; the members of a quantity that runs over sets stand together.
    pub quantities: Vec<Quantity>,
    /// One for each member that an identity is repeated for.
    pub identities: Vec<StatedIdentity>,
}

/// The keys at the top of a file.
const TOP: [&str; 6] = ["title", "headline", "sets", "quantities", "identities", "claims"];

impl Model {
    /// Reads the model of a file. `countries` are the codes that stand for a set written `"countries of the case"`.
    ///
    /// # Errors
    /// The first mistake, with line, column, cause and remedy.
    pub fn parse(text: &str, countries: &[Country]) -> Result<Model, Mistake> {
        let parsed = DeTable::parse(text).map_err(|error| {
            let place = error.span().unwrap_or(0..0);
            let wrong = Wrong::new(format!("{}.", error.message()), "Mend what TOML does not understand at this place.");
            wrong.at(text, &place)
        })?;
        let top = Reader::new(parsed.get_ref(), 0..0, "a file of figures");
        read(&top, text, countries).map_err(|(place, wrong)| wrong.at(text, &place))
    }

    /// The place of a quantity by its name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.quantities.iter().position(|quantity| quantity.name == name)
    }
}

/// A quantity as written, before it is repeated for the members of its sets.
struct Family {
    quantity: Quantity,
    over: Vec<String>,
    place_template: Option<String>,
}

type Sets = BTreeMap<String, Vec<String>>;

fn read(top: &Reader, text: &str, countries: &[Country]) -> Result<Model, Misplaced> {
    top.only(&TOP)?;
    let sets = read_sets(top, countries)?;
    let families = read_quantities(top, &sets)?;
    let quantities = members_of_all(&families, &sets, countries)?;
    let identities = read_identities(top, text, &families, &sets)?;
    let headline = match top.text("headline")? {
        None => 0,
        Some(name) => quantities
            .iter()
            .position(|quantity| quantity.name == name.value)
            .ok_or_else(|| unknown_quantity(&name.value, &name.place, &families))?,
    };
    let title = top.text("title")?.map_or_else(|| "Figures".to_owned(), |title| title.value);
    Ok(Model { title, headline, quantities, identities })
}

fn read_sets(top: &Reader, countries: &[Country]) -> Result<Sets, Misplaced> {
    let mut sets = Sets::new();
    let Some(table) = top.table("sets")? else { return Ok(sets) };
    for name in table.keys() {
        let members = table.texts(&name)?.unwrap_or_default();
        let of_case = members.len() == 1 && members[0].value == "countries of the case";
        if let Some(wrong) = members.iter().find(|member| !of_case && !is_name(&member.value)) {
            return Err((
                wrong.place.clone(),
                Wrong::new(format!("{:?} cannot name a member.", wrong.value), "Use letters, digits and _."),
            ));
        }
        let names = if of_case {
            countries.iter().map(|country| country.code.clone()).collect()
        } else {
            members.into_iter().map(|member| member.value).collect()
        };
        sets.insert(name, names);
    }
    Ok(sets)
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !text.starts_with(|c: char| c.is_ascii_digit())
}

fn read_quantities(top: &Reader, sets: &Sets) -> Result<Vec<Family>, Misplaced> {
    let Some(table) = top.table("quantities")? else {
        return Err((0..0, Wrong::new("the file names no quantity.", "Begin one with [quantities.workers] and its unit.")));
    };
    let families: Vec<Family> =
        table.tables("quantity")?.iter().map(|(name, reader)| family(name, reader, sets)).collect::<Result<_, _>>()?;
    if families.is_empty() {
        return Err((
            table.place,
            Wrong::new("the file names no quantity.", "Begin one with [quantities.workers] and its unit."),
        ));
    }
    Ok(families)
}

const QUANTITY_KEYS: [&str; 14] = [
    "label", "unit", "say", "percent", "compare", "least", "most", "measure", "definition", "about_percent", "prior", "over",
    "claims", "note",
];

fn family(name: &Placed<String>, reader: &Reader, sets: &Sets) -> Result<Family, Misplaced> {
    reader.only(&QUANTITY_KEYS)?;
    if !is_name(&name.value) || name.value == "sum" {
        return Err((
            name.place.clone(),
            Wrong::new(
                format!("{:?} cannot name a quantity.", name.value),
                "Use letters, digits and _, beginning with a letter.",
            ),
        ));
    }
    let written = reader
        .text("unit")?
        .ok_or_else(|| reader.missing("unit", "Add unit = \"person\", \"USD/year\" or \"1\" for a share."))?;
    let unit = Unit::parse(&written.value).map_err(|wrong| (written.place, wrong))?;
    let over = reader.texts("over")?.unwrap_or_default();
    if let Some(wrong) = over.iter().find(|set| !sets.contains_key(&set.value)) {
        return Err((
            wrong.place.clone(),
            Wrong::new(format!("there is no set {:?}.", wrong.value), "List its members under [sets]."),
        ));
    }
    let label = reader.text("label")?.map_or_else(|| name.value.replace('_', " "), |label| label.value);
    let percent = reader.truth("percent")?;
    let say = reader.text("say")?.map_or_else(|| default_say(&label, &unit, percent), |say| say.value);
    let (least, most) = (reader.number("least")?, reader.number("most")?);
    let feed = reader.table("claims")?.map(|feed| read_feed(&feed, &unit, sets)).transpose()?;
    let (feed, place_template) = feed.map_or((None, None), |(feed, template)| (Some(feed), template));
    let quantity = Quantity {
        name: name.value.clone(),
        label,
        say,
        percent,
        compare: reader.truth("compare")?,
        least: Some(least.map_or_else(Exact::zero, |least| least.value)),
        most: most.map(|most| most.value),
        measure: choice(reader, "measure", &[("stock", Measure::Stock), ("flow", Measure::Flow)])?,
        definition: choice(reader, "definition", &[("gross", Definition::Gross), ("net", Definition::Net)])?,
        about_percent: about_percent(reader)?.unwrap_or_else(|| crate::exact::whole(5)),
        prior: prior(reader)?,
        unit,
        feed,
    };
    if quantity.least.as_ref().zip(quantity.most.as_ref()).is_some_and(|(least, most)| least > most) {
        return Err((
            reader.place.clone(),
            Wrong::new(
                format!("{} has a least value above its greatest.", name.value),
                "Exchange least and most; least is 0 unless you say otherwise.",
            ),
        ));
    }
    Ok(Family { quantity, over: over.into_iter().map(|set| set.value).collect(), place_template })
}

fn default_say(label: &str, unit: &Unit, percent: bool) -> String {
    match (percent, unit == &Unit::one()) {
        (true, _) => format!("{label} of {{}} percent"),
        (false, true) => format!("{label} of {{}}"),
        (false, false) => format!("{label} of {{}} {unit}"),
    }
}

/// A percentage between 0 and 99.
pub(crate) fn about_percent(reader: &Reader) -> Result<Option<Exact>, Misplaced> {
    let Some(percent) = reader.number("about_percent")? else { return Ok(None) };
    if percent.value.is_negative() || percent.value > crate::exact::whole(99) {
        return Err((
            percent.place,
            Wrong::new("about_percent lies outside 0 to 99.", "Write by how many percent the figure may be off, such as 5."),
        ));
    }
    Ok(Some(percent.value))
}

fn prior(reader: &Reader) -> Result<Option<(Exact, Exact)>, Misplaced> {
    let Some(ends) = reader.numbers("prior")? else { return Ok(None) };
    match <[Exact; 2]>::try_from(ends.value) {
        Ok([low, high]) if low < high => Ok(Some((low, high))),
        _ => Err((ends.place, Wrong::new("prior is no range.", "Write prior = [low, high] with the low end first."))),
    }
}

/// One of a few words.
pub(crate) fn choice<T: Copy>(reader: &Reader, key: &str, choices: &[(&str, T)]) -> Result<Option<T>, Misplaced> {
    let Some(word) = reader.text(key)? else { return Ok(None) };
    match choices.iter().find(|(name, _)| *name == word.value) {
        Some((_, choice)) => Ok(Some(*choice)),
        None => {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            Err((
                word.place,
                Wrong::new(format!("{key} knows no {:?}.", word.value), format!("It is one of: {}.", names.join(", "))),
            ))
        }
    }
}

const FEED_KEYS: [&str; 9] = ["kinds", "unit", "place", "modalities", "who", "least", "most", "single_figures", "reads"];

fn read_feed(reader: &Reader, unit: &Unit, sets: &Sets) -> Result<(Feed, Option<String>), Misplaced> {
    reader.only(&FEED_KEYS)?;
    let kinds = reader
        .texts("kinds")?
        .ok_or_else(|| reader.missing("kinds", "Add kinds = [\"worker_count\"]; the glossary lists the kinds of claim."))?;
    let modalities = reader.texts("modalities")?;
    let place = reader.text("place")?;
    let template = place.as_ref().and_then(|place| place.value.strip_prefix('{')?.strip_suffix('}').map(str::to_owned));
    if let (Some(set), Some(place)) = (&template, &place)
        && !sets.contains_key(set)
    {
        return Err((place.place.clone(), Wrong::new(format!("there is no set {set:?}."), "List its members under [sets].")));
    }
    let feed = Feed {
        kinds: vocabulary(kinds)?,
        unit: match reader.text("unit")? {
            Some(written) => Unit::parse(&written.value).map_err(|wrong| (written.place, wrong))?,
            None => unit.clone(),
        },
        place: match place.map(|place| place.value) {
            None => PlaceRule::Everywhere,
            Some(place) if place == "everywhere" => PlaceRule::Everywhere,
            Some(place) if place == "any" => PlaceRule::Any,
            Some(place) => PlaceRule::Country(place),
        },
        modalities: match modalities {
            Some(words) => vocabulary(words)?,
            None => Modality::ALL.into_iter().filter(|modality| modality.states_a_fact()).collect(),
        },
        who: reader.texts("who")?.unwrap_or_default().into_iter().map(|words| words.value.to_lowercase()).collect(),
        least: reader.number("least")?.map(|least| least.value),
        most: reader.number("most")?.map(|most| most.value),
        single_figures: choice(reader, "single_figures", &[("use", true), ("set aside", false)])?.unwrap_or(true),
        reading: choice(
            reader,
            "reads",
            &[("as stated", Reading::AsStated), ("at least", Reading::AtLeast), ("at most", Reading::AtMost)],
        )?
        .unwrap_or(Reading::AsStated),
    };
    Ok((feed, template))
}

fn vocabulary<T: std::str::FromStr<Err = evidence::Error>>(words: Vec<Placed<String>>) -> Result<Vec<T>, Misplaced> {
    let one = |word: Placed<String>| {
        word.value
            .parse()
            .map_err(|error: evidence::Error| (word.place, Wrong::new(format!("{error}."), "The glossary lists the words.")))
    };
    words.into_iter().map(one).collect()
}

// ---- members of sets ------------------------------------------------------------------------------------------------------------

/// One member of each of some sets.
type Choice = BTreeMap<String, String>;

fn choices(over: &[String], sets: &Sets) -> Vec<Choice> {
    let mut all = vec![Choice::new()];
    for set in over {
        let members = sets.get(set).map(Vec::as_slice).unwrap_or_default();
        all = all
            .iter()
            .flat_map(|choice| {
                members.iter().map(|member| {
                    let mut longer = choice.clone();
                    longer.insert(set.clone(), member.clone());
                    longer
                })
            })
            .collect();
        if all.len() > QUANTITIES_MAX {
            return all;
        }
    }
    all
}

fn member_name(family: &str, over: &[String], choice: &Choice) -> String {
    let members: Vec<&str> = over.iter().filter_map(|set| choice.get(set).map(String::as_str)).collect();
    if members.is_empty() { family.to_owned() } else { format!("{family}.{}", members.join(".")) }
}

fn members_of_all(families: &[Family], sets: &Sets, countries: &[Country]) -> Result<Vec<Quantity>, Misplaced> {
    let mut quantities = Vec::new();
    for family in families {
        for choice in choices(&family.over, sets) {
            quantities.push(member(family, &choice, countries));
            if quantities.len() > QUANTITIES_MAX {
                return Err((
                    0..0,
                    Wrong::new(format!("there are more than {QUANTITIES_MAX} quantities."), "List fewer members in the sets."),
                ));
            }
        }
    }
    Ok(quantities)
}

fn member(family: &Family, choice: &Choice, countries: &[Country]) -> Quantity {
    let mut quantity = family.quantity.clone();
    quantity.name = member_name(&quantity.name, &family.over, choice);
    let called = |member: &String| {
        countries.iter().find(|country| country.code == *member).map_or_else(|| member.clone(), |country| country.name.clone())
    };
    let members: Vec<(&String, String)> = family.over.iter().filter_map(|set| Some((set, called(choice.get(set)?)))).collect();
    for words in [&mut quantity.label, &mut quantity.say] {
        let written_in = members.iter().fold(words.clone(), |words, (set, member)| words.replace(&format!("{{{set}}}"), member));
        let all: Vec<&str> = members.iter().map(|(_, member)| member.as_str()).collect();
        *words = if written_in != *words || all.is_empty() { written_in } else { format!("{words} ({})", all.join(", ")) };
    }
    if let (Some(set), Some(feed)) = (&family.place_template, &mut quantity.feed)
        && let Some(country) = choice.get(set)
    {
        feed.place = PlaceRule::Country(country.clone());
    }
    quantity
}

// ---- identities -----------------------------------------------------------------------------------------------------------------

fn read_identities(top: &Reader, text: &str, families: &[Family], sets: &Sets) -> Result<Vec<StatedIdentity>, Misplaced> {
    let mut stated = Vec::new();
    for item in top.list("identities")? {
        let (written, because) = match item {
            Item::Text(written) => (written, None),
            Item::Table(reader) => {
                reader.only(&["is", "because"])?;
                let written = reader
                    .text("is")?
                    .ok_or_else(|| reader.missing("identity", "Add is = \"take_home = wage * (1 - share)\"."))?;
                (written, reader.text("because")?.map(|because| because.value))
            }
        };
        stated.extend(repeated(&written, because, text, families, sets)?);
        if stated.len() > QUANTITIES_MAX {
            return Err((
                written.place,
                Wrong::new(format!("there are more than {QUANTITIES_MAX} identities."), "List fewer members in the sets."),
            ));
        }
    }
    Ok(stated)
}

/// Where byte 0 of a text stands in the file, if the text is written there as it is.
fn content_start(written: &Placed<String>, text: &str) -> Option<usize> {
    let raw = text.get(written.place.clone())?;
    raw.find(&written.value).filter(|at| *at <= 4).map(|at| written.place.start + at)
}

fn repeated(
    written: &Placed<String>,
    because: Option<String>,
    text: &str,
    families: &[Family],
    sets: &Sets,
) -> Result<Vec<StatedIdentity>, Misplaced> {
    let start = content_start(written, text);
    let misplaced = |(place, wrong): Misplaced| match start {
        Some(start) => (start + place.start..start + place.end, wrong),
        None => (written.place.clone(), wrong),
    };
    let identity = expression::parse(&written.value).map_err(misplaced)?;
    let family_of = |name: &str| families.iter().find(|family| family.quantity.name == name.split('.').next().unwrap_or(name));
    check_names(&identity, families, sets).map_err(misplaced)?;
    let unit_of = |name: &str| family_of(name).map_or_else(Unit::one, |family| family.quantity.unit.clone());
    identity.check_units(&unit_of, &(0..written.value.len())).map_err(misplaced)?;
    let mut outside: Vec<String> = Vec::new();
    for side in [&identity.left, &identity.right] {
        for name in side.names_outside_sums() {
            let over = family_of(name).filter(|family| family.quantity.name == name).map(|family| family.over.as_slice());
            outside.extend(over.unwrap_or_default().iter().cloned());
        }
    }
    outside.sort();
    outside.dedup();
    let expand = |choice: &Choice| StatedIdentity {
        text: written.value.clone(),
        because: because.clone(),
        identity: Identity {
            left: bound(&identity.left, choice, families, sets),
            relation: identity.relation,
            right: bound(&identity.right, choice, families, sets),
        },
    };
    Ok(choices(&outside, sets).iter().map(expand).collect())
}

fn check_names(identity: &Identity, families: &[Family], sets: &Sets) -> Result<(), Misplaced> {
    if identity.left.names().is_empty() && identity.right.names().is_empty() {
        return Err((0..1, Wrong::new("this identity names no quantity.", "Name one of [quantities], or leave it out.")));
    }
    for (name, place) in identity.left.names().into_iter().chain(identity.right.names()) {
        let known = families.iter().any(|family| {
            family.quantity.name == name
                || (name.starts_with(&format!("{}.", family.quantity.name))
                    && choices(&family.over, sets)
                        .iter()
                        .any(|choice| member_name(&family.quantity.name, &family.over, choice) == name))
        });
        if !known {
            return Err(unknown_quantity(name, &place, families));
        }
    }
    Ok(())
}

fn unknown_quantity(name: &str, place: &Range<usize>, families: &[Family]) -> Misplaced {
    let names = || families.iter().map(|family| family.quantity.name.as_str());
    let remedy = match meant(name, names()) {
        Some(near) => format!("Did you mean {near}?"),
        None => format!("The quantities are: {}.", names().collect::<Vec<_>>().join(", ")),
    };
    (place.clone(), Wrong::new(format!("there is no quantity {name:?}."), remedy))
}

/// The expression with its quantities replaced by the members of `choice`, and sums written out.
fn bound(expression: &Expression, choice: &Choice, families: &[Family], sets: &Sets) -> Expression {
    match expression {
        Expression::Number(..) => expression.clone(),
        Expression::Quantity(name, place) => {
            let over = families.iter().find(|family| family.quantity.name == *name).map(|family| family.over.as_slice());
            Expression::Quantity(member_name(name, over.unwrap_or_default(), choice), place.clone())
        }
        Expression::Negated(inner) => Expression::Negated(Box::new(bound(inner, choice, families, sets))),
        Expression::Joined(operation, left, right, place) => {
            let side = |side| Box::new(bound(side, choice, families, sets));
            Expression::Joined(*operation, side(left), side(right), place.clone())
        }
        Expression::Sum(inner, place) => {
            let mut open: Vec<String> = inner
                .names()
                .iter()
                .filter_map(|(name, _)| families.iter().find(|family| family.quantity.name == *name))
                .flat_map(|family| family.over.iter().cloned())
                .filter(|set| !choice.contains_key(set))
                .collect();
            open.sort();
            open.dedup();
            let terms = choices(&open, sets).into_iter().map(|more| {
                let both: Choice = choice.iter().map(|(set, member)| (set.clone(), member.clone())).chain(more).collect();
                bound(inner, &both, families, sets)
            });
            let plus =
                |left, right| Expression::Joined(expression::Operation::Plus, Box::new(left), Box::new(right), place.clone());
            balanced(terms.collect(), &plus).unwrap_or_else(|| Expression::Number(Exact::zero(), Unit::one()))
        }
    }
}

/// Terms joined as a tree whose depth grows with the logarithm of their number; `None` if there are none.
fn balanced(mut terms: Vec<Expression>, plus: &dyn Fn(Expression, Expression) -> Expression) -> Option<Expression> {
    match terms.len() {
        0 | 1 => terms.pop(),
        count => {
            let right = balanced(terms.split_off(count / 2), plus);
            balanced(terms, plus).zip(right).map(|(left, right)| plus(left, right))
        }
    }
}
