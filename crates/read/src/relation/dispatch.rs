//! Who is sent where, for what work.

use super::{Relation, clause_start, reach_of};
use crate::clause::clause_of;
use crate::gazetteer;
use crate::key::{Keys, any};
use crate::lexicon::Classes;
use crate::people;
use crate::place::PlaceName;
use crate::words::Words;
use evidence::{Kind, Role, Roles, Rule};
use std::ops::Range;

/// Sectors by the words that show them.
#[rustfmt::skip] // a table reads better with several entries a line
const SECTORS: &[(&str, Keys)] = &[
    ("logging", any!["logging", "logger", "loggers", "timber", "lumber", "lumberjack", "lumberjacks", "woodcutter", "woodcutters", "cutters", "cutter", "forestry", "felling", "wood"]),
    ("construction", any!["construction", "builder", "builders", "building", "bricklayers", "plasterers", "masons", "stadium", "stadiums"]),
    ("restaurants", any!["restaurant", "restaurants", "waitress", "waitresses", "catering"]),
    ("agriculture", any!["farm", "farms", "farming", "farmer", "farmers", "agricultural", "agriculture", "greenhouse", "greenhouses", "cotton", "harvest", "tomato", "tomatoes", "plantation", "plantations", "fields", "farmworkers"]),
    ("medical", any!["medical", "doctor", "doctors", "nurse", "nurses", "hospital", "hospitals", "medics", "clinic", "clinics"]),
    ("military", any!["military", "soldiers", "security"]),
    ("sport", any!["athlete", "athletes", "sportsmen", "footballers", "coaches"]),
    ("textiles", any!["textile", "textiles", "garment", "garments", "sewing", "seamstress", "seamstresses", "apparel", "clothing"]),
    ("fishing", any!["fishing", "seafood", "fishermen", "fishers", "trawler", "trawlers", "fishery", "fisheries", "deckhands"]),
    ("mining", any!["mining", "mine", "mines", "miner", "miners", "coal", "gold"]),
    ("shipbuilding", any!["shipyard", "shipyards", "shipbuilding", "welder", "welders"]),
    ("information technology", any!["programmer", "programmers", "software", "developers"]),
    ("domestic work", any!["domestic", "maid", "maids", "housemaids", "nanny", "nannies"]),
    ("brick kilns", any!["brick", "kiln", "kilns"]),
    ("manufacturing", any!["factory", "factories", "manufacturing", "electronics", "assembly", "processing"]),
    ("art", any!["monument", "monuments", "statue", "statues", "sculptors", "artists", "painters"]),
    ("hospitality", any!["hotel", "hotels", "hospitality", "massage"]),
    ("cleaning", any!["cleaning", "cleaners"]),
    ("transport", any!["drivers", "transport", "trucking"]),
];

fn sector_in(words: &Words, range: Range<usize>) -> Option<&'static str> {
    range.clone().find_map(|at| SECTORS.iter().find(|(_, cues)| words.is_any(at, *cues)).map(|(sector, _)| *sector))
}

/// The dispatches that a sentence states.
pub(crate) fn dispatches(words: &Words, clauses: &[Range<usize>], places: &[PlaceName]) -> Vec<Relation> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        if sends_people(words, at) {
            found.extend(sent(words, places, at));
        }
    }
    if found.is_empty() {
        found.extend(employed_abroad(words, clauses, places));
    }
    dedup(found)
}

fn dedup(relations: Vec<Relation>) -> Vec<Relation> {
    let mut kept: Vec<Relation> = Vec::new();
    for relation in relations {
        let says_no_more = |known: &Relation| {
            relation.roles.iter().all(|(role, words)| known.roles.get(role) == Some(words))
                && (known.words == relation.words || known.roles == relation.roles)
        };
        if !kept.iter().any(says_no_more) {
            kept.push(relation);
        }
    }
    kept
}

/// A verb or noun of sending that has people for its object or subject.
fn sends_people(words: &Words, at: usize) -> bool {
    const SENDING: Keys = any![
        "send", "sends", "sent", "sending", "dispatch", "dispatches", "dispatched", "dispatching", "deploy", "deploys",
        "deployed", "deploying", "export", "exports", "exported", "exporting", "recruited", "posted", "despatched", "supplies",
        "supplied", "supply", "shipped", "hired", "ships", "assigned", "placed", "expansion", "brought", "transferred",
    ];
    if goes_there(words, at) {
        return true;
    }
    if !words.is(at, Classes::DISPATCH) && !words.says(at, "expansion") || !words.is_any(at, SENDING) {
        return false;
    }
    if words.says(at, "expansion") {
        return (0..at).any(|before| words.is_any(before, any!["dispatch", "dispatched"]));
    }
    let money_after = (at + 1..at + 5).any(|after| {
        words.word(after) == "$"
            || words.is(after, Classes::CURRENCY)
            || words.is_any(after, any!["money", "home", "letters", "back", "remittances", "goods", "arms"])
    }) && !words.is(at + 1, Classes::WORKER);
    let home = words.is_any(at + 1, any!["home", "back"])
        || words.says(at, "exports") && words.is_any(at + 1, any!["of"]) && !words.is(at + 2, Classes::WORKER);
    let passive = at > 0
        && words.is_any(
            at - 1,
            any![
                "were", "was", "are", "is", "been", "being", "be", "workers", "get", "labourers", "laborers", "people", "men",
                "women", "first", "then", "usually", "who",
            ],
        );
    let people_after = (at + 1..(at + 9).min(words.len()))
        .take_while(|&after| !matches!(words.word(after), ";" | ":" | "."))
        .any(|after| words.is(after, Classes::WORKER) || sector_in(words, after..after + 1).is_some());
    let people_before = (at.saturating_sub(9)..at)
        .any(|before| words.is(before, Classes::WORKER) || words.is_any(before, any!["i", "we", "he", "she", "they"]));
    let money_before = (at.saturating_sub(8)..at)
        .any(|before| words.is_any(before, any!["money", "dollars", "wages", "earnings", "funds", "cash", "remittances"]));
    !money_after && !home && (passive && people_before && !money_before || people_after && !passive)
}

/// "Timber crews went to the Soviet Union": a group at work goes somewhere.
fn goes_there(words: &Words, at: usize) -> bool {
    let goes = words.is_any(at, any!["went", "go", "travelled", "traveled"]) && words.says(at + 1, "to");
    goes && travelling_group(words, at).is_some()
}

/// The group of people right before a verb of going: its last word is a group or a worker, and it has a sector.
fn travelling_group(words: &Words, verb: usize) -> Option<Range<usize>> {
    let head = verb.checked_sub(1)?;
    let group = words.is_any(head, any!["teams", "crews", "brigades", "groups", "instructors"])
        || words.is(head, Classes::WORKER) && words.word(head).ends_with('s');
    let phrase = people::phrase_around(words, head);
    (group && sector_in(words, phrase.clone()).is_some()).then_some(phrase)
}

/// The relations that hang on the verb of sending at `verb`.
fn sent(words: &Words, places: &[PlaceName], verb: usize) -> Vec<Relation> {
    let going = goes_there(words, verb);
    let passive = going
        || verb > 0
            && words.is_any(
                verb,
                any![
                    "sent", "dispatched", "deployed", "exported", "recruited", "posted", "shipped", "hired", "assigned",
                    "placed", "brought", "transferred", "despatched",
                ],
            )
            && !active_object(words, verb);
    let from = sender(words, verb, passive);
    let reach = verb..reach_of(words, verb);
    let abroad = |at: usize| words.is_any(at, any!["abroad", "overseas"]);
    if passive {
        let start = clause_start(words, verb);
        let Some(who) = travelling_group(words, verb)
            .filter(|_| going)
            .or_else(|| people::nearest_people(words, start..verb, verb))
            .or_else(|| pronoun(words, start..verb))
        else {
            return Vec::new();
        };
        return to_places(words, places, &reach, &who, from.as_deref(), who.start);
    }
    let noun = words.is_any(verb, any!["dispatch", "expansion", "export"]) && words.is_any(verb + 1, any!["of", "to"]);
    let reach = if noun { verb..(verb..reach.end).find(|&at| words.word(at) == ",").unwrap_or(reach.end) } else { reach };
    let groups = groups_sent(words, verb, reach.end);
    let mut found = Vec::new();
    for (index, who) in groups.iter().enumerate() {
        let until = groups.get(index + 1).map_or(reach.end, |next| next.start);
        let stretch = who.start..until.max(who.end);
        let near = listed_places(words, places, &stretch);
        let sector = sector_in(words, stretch.clone());
        if near.is_empty() {
            let away = stretch.clone().find(|&at| abroad(at)).or_else(|| (who.start..reach.end).find(|&at| abroad(at)));
            let end =
                sector_end(words, &stretch, who.end).max(away.filter(|away| stretch.contains(away)).map_or(0, |away| away + 1));
            if away.is_some() || sector.is_some() && from.is_some() {
                found.push(dispatch(
                    words,
                    who,
                    from.as_deref(),
                    away.map(|_| "abroad".to_owned()),
                    sector,
                    who.start..end,
                    None,
                ));
            }
            continue;
        }
        for (index, place) in near.into_iter().enumerate() {
            let start = if index == 0 { who.start } else { place.words.start };
            found.push(dispatch(
                words,
                who,
                from.as_deref(),
                Some(words.name(place.words.clone())),
                sector,
                start..place.words.end,
                Some(place.words.clone()),
            ));
        }
    }
    found
}

fn sector_end(words: &Words, stretch: &Range<usize>, least: usize) -> usize {
    let last = stretch.clone().rev().find(|&at| sector_in(words, at..at + 1).is_some());
    let noun_follows = |at: usize| words.is_word(at) && !words.is(at, Classes::STOP) && stretch.contains(&at);
    last.map_or(least, |at| if noun_follows(at + 1) { at + 2 } else { at + 1 }.max(least))
}

/// "has sent workers", "sent loggers": the verb has its object after it.
fn active_object(words: &Words, verb: usize) -> bool {
    let aux = verb > 0 && words.is_any(verb - 1, any!["were", "was", "are", "is", "been", "being", "be", "get", "got", "who"]);
    let object = (verb + 1..verb + 5)
        .take_while(|&at| !words.is_any(at, any!["to", "in", "abroad", "overseas", "by", "from"]))
        .any(|at| words.is(at, Classes::WORKER) || words.is(at, Classes::NUMBER) || words.is_number(at));
    object && !aux
}

fn pronoun(words: &Words, range: Range<usize>) -> Option<Range<usize>> {
    range.rev().find(|&at| words.is_any(at, any!["i", "we", "they", "he", "she"])).map(|at| at..at + 1)
}

/// Who sends: a State before an active verb, "by X" after a passive one, or the demonym of those sent.
fn sender(words: &Words, verb: usize, passive: bool) -> Option<String> {
    let state = |at: usize| {
        words.is_any(
            at,
            any![
                "government", "regime", "state", "ministry", "company", "companies", "agency", "authorities", "bureau", "party",
                "pyongyang", "embassy", "country", "recruiters", "agencies", "leader", "enterprise",
            ],
        )
    };
    if passive {
        let by = (verb + 1..(verb + 12).min(words.len())).find(|&at| words.says(at, "by"))?;
        let start = if words.is_any(by + 1, any!["the", "a", "an", "their", "its"]) { by + 2 } else { by + 1 };
        let end = (start..words.len()).find(|&at| !words.is_word(at) || words.is(at, Classes::STOP)).unwrap_or(words.len());
        return (end > start && (start..end).any(|at| state(at) || words.capital(at))).then(|| words.name(start..end));
    }
    let from = verb.saturating_sub(9).max(clause_start(words, verb));
    let noun = words.is_any(verb, any!["dispatch", "expansion", "export"]);
    let country = last_country(words, clause_start(words, verb)..verb)
        .filter(|country| country.start + 9 >= verb && !(noun && lies_in(words, country.start)));
    let body = (from..verb).rev().find(|&at| state(at)).map(|at| people::phrase_around(words, at));
    let chosen = match (country, body) {
        (Some(country), Some(body)) if body.start <= country.end => country.start.min(body.start)..body.end.max(country.end),
        (Some(country), None) => country,
        (_, Some(body)) => body,
        (None, None) => return None,
    };
    if chosen.len() == 1 && words.is_any(chosen.start, any!["country", "state"]) {
        return Some(String::new());
    }
    let name = words.name(chosen);
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(&name);
    Some(name.trim_start_matches("The ").trim_start_matches("the ").to_owned())
}

/// Whether a preposition makes the name at `at` a place, not an actor.
fn lies_in(words: &Words, at: usize) -> bool {
    at > 0 && words.is_any(at - 1, any!["in", "to", "at", "near", "from"])
}

/// The last country or people named in `range`.
fn last_country(words: &Words, range: Range<usize>) -> Option<Range<usize>> {
    let mut at = range.start;
    let mut last = None;
    while at < range.end {
        let named =
            gazetteer::place_at(words, at).map(|(_, end)| end).or_else(|| gazetteer::demonym_at(words, at).map(|(_, end)| end));
        match named.filter(|end| *end <= range.end) {
            Some(end) => {
                last = Some(at..end);
                at = end;
            }
            None => at += 1,
        }
    }
    last
}

/// The groups of people that an active verb sends: heads of its object list.
fn groups_sent(words: &Words, verb: usize, end: usize) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for at in verb + 1..end {
        let head = words.is(at, Classes::WORKER)
            && !words.is_any(at, any!["labour", "labor", "cook", "hand", "hands", "domestic", "security"])
            && !words.is(at + 1, Classes::WORKER);
        let list = groups.is_empty()
            || words.is_any(groups.last().map_or(0, |last| last.end), any!["and", ",", "to", "in", "or"])
            || groups.last().is_some_and(|last| (last.end..at).any(|between| words.word(between) == ","));
        let site = at > 0
            && (at.saturating_sub(2)..at)
                .any(|before| words.is_any(before, any!["their", "the", "these", "those", "by", "for", "where", "whose"]))
            && !groups.is_empty();
        if head && list && !site {
            let mut phrase = people::phrase_around(words, at);
            let from = groups.last().map_or(verb + 1, |last| last.end);
            phrase.start = with_pair(words, phrase.start, from).max(from).min(at);
            groups.push(phrase);
        }
    }
    let noun = words.is_any(verb, any!["dispatch", "expansion", "export"]);
    if groups.is_empty() && noun && words.is_any(verb + 1, any!["of", "to"]) && !words.is_any(verb + 2, any!["the"]) {
        let end =
            (verb + 2..end).find(|&at| words.is_any(at, any!["to", "in", "after", "since"]) || !words.is_word(at)).unwrap_or(end);
        let thing = if words.says(verb + 1, "to") { verb..verb + 1 } else { verb + 2..end };
        groups.push(thing);
    }
    groups
}

/// "medical and military personnel": both adjectives belong to the group.
fn with_pair(words: &Words, start: usize, from: usize) -> usize {
    if start >= from + 2
        && words.says(start - 1, "and")
        && sector_in(words, start - 2..start - 1).is_some()
        && !words.is(start - 2, Classes::WORKER)
    {
        start - 2
    } else {
        start
    }
}

/// One relation for each place in reach of a passive verb.
fn to_places(
    words: &Words,
    places: &[PlaceName],
    reach: &Range<usize>,
    who: &Range<usize>,
    from: Option<&str>,
    start: usize,
) -> Vec<Relation> {
    let near = listed_places(words, places, reach);
    let sector = sector_in(words, reach.clone()).or_else(|| sector_in(words, who.clone()));
    if near.is_empty() {
        let away = reach
            .clone()
            .find(|&at| words.is_any(at, any!["abroad", "overseas"]) || words.says(at, "out") && at == reach.start + 1);
        let Some(away) = away else { return Vec::new() };
        return vec![dispatch(words, who, from, Some("abroad".to_owned()), sector, start..away + 1, None)];
    }
    near.iter()
        .enumerate()
        .map(|(index, place)| {
            let quote = if index == 0 { start..place.words.end } else { place.words.clone() };
            dispatch(words, who, from, Some(words.name(place.words.clone())), sector, quote, Some(place.words.clone()))
        })
        .collect()
}

/// The first place in reach that people can go to, and those that are listed with it.
fn listed_places<'p>(words: &Words, places: &'p [PlaceName], reach: &Range<usize>) -> Vec<&'p PlaceName> {
    const LINKS: Keys = any![
        ",", "and", "or", "the", "especially", "including", "as", "well", "also", "to", "in", "particularly", "notably",
        "mainly", "then", "later", "such", "parts", "of", "neighbouring", "countries", "both",
    ];
    let mut found: Vec<&PlaceName> = Vec::new();
    for place in
        places.iter().filter(|place| reach.contains(&place.words.start) && destination(words, place.words.start, reach.start))
    {
        let listed = found.last().is_none_or(|last| (last.words.end..place.words.start).all(|at| words.is_any(at, LINKS)));
        if !listed {
            break;
        }
        found.push(place);
    }
    found
}

/// Whether the place is where people go, not where they come from or who agreed.
fn destination(words: &Words, at: usize, verb: usize) -> bool {
    let before = if at > 0 && words.says(at - 1, "the") { at - 2 } else { at.wrapping_sub(1) };
    let origin = words.is_any(before, any!["from", "by", "between"]);
    !origin && at > verb
}

/// "North Korean workers are employed in logging camps in Russia's Far East": people of one country at work in another.
fn employed_abroad(words: &Words, clauses: &[Range<usize>], places: &[PlaceName]) -> Vec<Relation> {
    let mut found = Vec::new();
    for verb in 0..words.len() {
        if !words.is(verb, Classes::WORKTIME)
            || !words.is_any(
                verb,
                any![
                    "employed", "working", "work", "worked", "works", "labouring", "laboring", "toiling", "stationed", "toil",
                    "employs", "subjected",
                ],
            )
        {
            continue;
        }
        let clause = clause_of(clauses, verb);
        let Some(who) = people::nearest_people(words, clause.start..verb, verb) else { continue };
        let Some(home) = people::origin_country(words, who.clone()) else { continue };
        let end = reach_of(words, verb).min(verb + 22);
        let abroad: Vec<&PlaceName> = places
            .iter()
            .filter(|place| {
                (verb..end).contains(&place.words.start)
                    && place.country.is_some_and(|country| country != home)
                    && placed_at(words, place.words.start)
            })
            .collect();
        let sector = sector_in(words, who.start..abroad.last().map_or(end, |place| (place.words.end + 6).min(end)));
        let home_name = words.name(who.clone());
        for (index, place) in abroad.iter().enumerate() {
            let quote = if index == 0 { who.start..place.words.end } else { place.words.clone() };
            let mut relation =
                dispatch(words, &who, None, Some(words.name(place.words.clone())), sector, quote, Some(place.words.clone()));
            relation.roles.insert(Role::From, country_of(&home_name, home));
            found.push(relation);
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

fn placed_at(words: &Words, at: usize) -> bool {
    let before =
        if at > 0 && words.is_any(at - 1, any!["the", "neighbouring", "neighboring"]) { at - 2 } else { at.wrapping_sub(1) };
    words.is_any(
        before,
        any!["in", "at", "to", "across", "throughout", "near", "and", ",", "outside", "around", "within", "including"],
    ) || words.word(before) == ","
}

/// The country as the phrase of people names it.
fn country_of(people: &str, code: &str) -> String {
    match code {
        "KP" => "North Korea".to_owned(),
        _ => people.split_whitespace().next().unwrap_or(code).to_owned(),
    }
}

fn dispatch(
    words: &Words,
    who: &Range<usize>,
    from: Option<&str>,
    to: Option<String>,
    sector: Option<&str>,
    quote: Range<usize>,
    place: Option<Range<usize>>,
) -> Relation {
    let mut roles = Roles::from([(Role::Who, words.name(who.clone()))]);
    let home = people::origin_country(words, who.clone()).map(|code| country_of(&words.name(who.clone()), code));
    if let Some(from) = from.filter(|from| !from.is_empty()).map(str::to_owned).or(home) {
        roles.insert(Role::From, from);
    }
    if let Some(to) = to {
        roles.insert(Role::To, to);
    }
    if let Some(sector) = sector {
        roles.insert(Role::Sector, sector.to_owned());
    }
    Relation { kind: Kind::Dispatch, roles, words: quote, rule: Rule::new("dispatch.sent", 1), place }
}
