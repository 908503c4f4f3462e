//! Which of a model's proposals pass, and why the others do not.

use crate::Proposal;
use evidence::{
    About, Attribution, Kind, Modality, PartialDate, Period, Place, PlaceRung, Quantity, Range as Bounds, Role, Roles, Rule,
    Statement, Taking, Unit,
};
use rust_decimal::Decimal;
use std::ops::Range;

/// The version of the question and of these checks.
pub const ASKER: &str = "propose@1";
/// The longest quote, in bytes.
const QUOTE_MOST: usize = 400;
/// The longest name, in bytes.
const NAME_MOST: usize = 160;
/// So many claims without a figure may be proposed of one sentence.
const FIGURELESS_MOST: usize = 3;
/// A claim without a figure quotes at least so many words.
const WORDS_LEAST: usize = 3;

/// The house's own grammar: the figures of a sentence by their bytes, each with what it can be.
pub type Reread<'r> = &'r dyn Fn(&str) -> Vec<(Range<usize>, Vec<Quantity>)>;

/// A sentence with its neighbours, as a model is shown it: every run of white space is one space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The sentence before; empty if there is none.
    pub before: String,
    /// The sentence that is asked about.
    pub sentence: String,
    /// The sentence after.
    pub after: String,
    /// For each byte of `sentence`, which byte of the source's sentence it is.
    offsets: Vec<usize>,
}

impl Passage {
    /// The passage around `sentence`, as it stands in the source.
    pub fn new(before: &str, sentence: &str, after: &str) -> Self {
        let (shown, offsets) = single_spaced(sentence);
        Passage { before: single_spaced(before).0, sentence: shown, after: single_spaced(after).0, offsets }
    }

    /// Bytes of the source's sentence for bytes of the shown one.
    fn in_source(&self, shown: &Range<usize>) -> Range<usize> {
        self.offsets[shown.start]..self.offsets[shown.end - 1] + 1
    }

    fn holds(&self, words: &str) -> bool {
        [&self.before, &self.sentence, &self.after].iter().any(|text| text.contains(words))
    }

    /// The one place of `quote` in the passage, if that is in the sentence.
    fn place(&self, quote: &str) -> Result<Range<usize>, &'static str> {
        let starts = |text: &str| -> Vec<usize> {
            (0..text.len()).filter(|&at| text.is_char_boundary(at) && text[at..].starts_with(quote)).take(2).collect()
        };
        let (before, inside, after) = (starts(&self.before), starts(&self.sentence), starts(&self.after));
        match (inside[..].first(), before.len() + inside.len() + after.len()) {
            (_, 0) => Err("its quote is not in the passage"),
            (None, _) => Err("its quote is not in the sentence that was asked about"),
            (Some(&at), 1) => Ok(at..at + quote.len()),
            (Some(_), _) => Err("its quote is at more than one place"),
        }
    }
}

fn single_spaced(text: &str) -> (String, Vec<usize>) {
    let (mut shown, mut offsets) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, character) in text.char_indices() {
        if !character.is_whitespace() {
            shown.push(character);
            offsets.extend(at..at + character.len_utf8());
        } else if !shown.is_empty() && !shown.ends_with(' ') {
            shown.push(' ');
            offsets.push(at);
        }
    }
    if shown.ends_with(' ') {
        shown.pop();
        offsets.pop();
    }
    (shown, offsets)
}

/// A proposal that passed every check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// What it states. Its figure is the one that the grammar read.
    pub statement: Statement,
    /// The bytes of its quote in the source's sentence.
    pub quote: Range<usize>,
}

/// A proposal that did not pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What was proposed, cut short, without control characters.
    pub what: String,
    /// Why it did not pass.
    pub cause: &'static str,
}

impl Refused {
    /// A refusal of `what`, cut short.
    pub fn new(what: &str, cause: &'static str) -> Self {
        Refused { what: what.chars().map(|c| if c.is_control() { ' ' } else { c }).take(NAME_MOST).collect(), cause }
    }
}

/// The rule that signs what `model` proposes: `propose.MODEL@1`, with whatever is no letter, digit, dot or hyphen made a hyphen.
pub fn rule_of(model: &str) -> Rule {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c.to_ascii_lowercase() } else { '-' };
    let name: String = model.chars().take(80).map(plain).collect();
    format!("propose.{name}@1").parse().unwrap_or(const { Rule::new("propose.model", 1) })
}

/// What passes of `proposals` about `passage`, and what does not. `known` are the claims of the sentence that are there already, by
/// the bytes of their quotes in the source's sentence.
///
/// A proposal passes if its quote stands to the byte at exactly one place of the passage, in the sentence; if the grammar reads its
/// figure, with its unit and period, wholly inside the quote; if kind, modality and codes are on the closed lists; if names are
/// words of the passage and times are written in it; and if no such claim is there. A claim without a figure (an indicator, a
/// relation) needs no cue of the reader's lists, because finding wordings that those lists lack is what a model is asked for; it
/// must quote at least three words, and a sentence gets at most three of them, so that a person who judges them is not flooded.
pub fn admit(
    passage: &Passage,
    proposals: &[Proposal],
    known: &[(Range<usize>, Statement)],
    reread: Reread,
) -> (Vec<Admitted>, Vec<Refused>) {
    let (mut admitted, mut refused): (Vec<Admitted>, Vec<Refused>) = (Vec::new(), Vec::new());
    let figures = if proposals.is_empty() { Vec::new() } else { reread(&passage.sentence) };
    for proposal in proposals {
        let others = known.iter().map(|(quote, statement)| (quote, statement));
        let own = admitted.iter().map(|admitted| (&admitted.quote, &admitted.statement));
        let checked = checked(passage, proposal, &figures).and_then(|claim| {
            let there = others.chain(own).any(|(quote, statement)| is_same(&claim, quote, statement));
            let figureless = admitted.iter().filter(|admitted| admitted.statement.quantity.is_none()).count();
            match claim.statement.quantity {
                _ if there => Err("the claim is there already"),
                None if figureless >= FIGURELESS_MOST => {
                    Err("three claims without a figure are proposed of this sentence already")
                }
                _ => Ok(claim),
            }
        });
        match checked {
            Ok(claim) => admitted.push(claim),
            Err(cause) => refused.push(Refused::new(&format!("{}: {}", proposal.kind, proposal.quote), cause)),
        }
    }
    (admitted, refused)
}

/// Whether a claim says what `statement`, which stands at `quote`, says.
fn is_same(claim: &Admitted, quote: &Range<usize>, statement: &Statement) -> bool {
    let overlaps = claim.quote.start < quote.end && quote.start < claim.quote.end;
    let figure = |quantity: Option<Quantity>| quantity.map(|quantity| (quantity.range, quantity.unit));
    overlaps
        && claim.statement.kind == statement.kind
        && figure(claim.statement.quantity) == figure(statement.quantity)
        && claim.statement.roles.get(&Role::Code) == statement.roles.get(&Role::Code)
}

fn checked(passage: &Passage, proposal: &Proposal, figures: &[(Range<usize>, Vec<Quantity>)]) -> Result<Admitted, &'static str> {
    if proposal.quote.trim().is_empty() || proposal.quote.len() > QUOTE_MOST {
        return Err("its quote is empty or longer than 400 bytes");
    }
    let shown = passage.place(&proposal.quote)?;
    let kind: Kind = proposal.kind.parse().map_err(|_| "its kind is not on the list")?;
    let modality: Modality =
        proposal.modality.as_deref().unwrap_or_default().parse().map_err(|_| "its modality is not on the list")?;
    let quantity = quantity(kind, proposal, &shown, figures)?;
    if quantity.is_none() && proposal.quote.split_whitespace().count() < WORDS_LEAST {
        return Err("it has no figure and quotes fewer than three words");
    }
    let name = |words: &Option<String>| match words.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        None => Ok(None),
        Some(words) if words.len() <= NAME_MOST && passage.holds(words) => Ok(Some(words.to_owned())),
        Some(_) => Err("a name in it is not in the passage"),
    };
    let place = name(&proposal.place)?.map(|name| Place {
        rung: if passage.sentence.contains(&name) { PlaceRung::Sentence } else { PlaceRung::Paragraph },
        country: None,
        name,
    });
    let about = About { who: name(&proposal.who)?, place, time: time(passage, proposal)? };
    let mut roles = Roles::new();
    for (role, words) in &proposal.roles {
        let role: Role = role.parse().map_err(|_| "it has a role that is not on the list")?;
        if !role.fits(kind) {
            return Err("it has a role that its kind does not know");
        }
        let words = match role {
            Role::Code => {
                words.clone().filter(|code| code.parse::<Taking>().is_ok()).map(Some).ok_or("its code is not on the list")?
            }
            _ => name(words)?,
        };
        roles.extend(words.map(|words| (role, words)));
    }
    let attribution = Attribution(name(&proposal.attribution)?.into_iter().collect());
    let statement = Statement { kind, quantity, roles, about, attribution, modality };
    Ok(Admitted { statement, quote: passage.in_source(&shown) })
}

/// The figure that the grammar reads inside the quote, if it is the proposed one.
fn quantity(
    kind: Kind,
    proposal: &Proposal,
    quote: &Range<usize>,
    figures: &[(Range<usize>, Vec<Quantity>)],
) -> Result<Option<Quantity>, &'static str> {
    let has_figure = proposal.low.is_some() || proposal.high.is_some();
    match (kind.needs_quantity(), has_figure) {
        (Some(true), false) => return Err("its kind needs a figure"),
        (Some(false), true) => return Err("its kind takes no figure"),
        (_, false) => return Ok(None),
        (Some(true) | None, true) => {}
    }
    let end = |text: &Option<String>| match text.as_deref() {
        None => Ok(None),
        Some(text) if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => {
            Err("its figure is not written in digits")
        }
        Some(text) => text.parse::<Decimal>().map(Some).map_err(|_| "its figure is not written in digits"),
    };
    let range = Bounds::new(end(&proposal.low)?, end(&proposal.high)?).map_err(|_| "its figure runs backwards")?;
    let unit: Unit = proposal.unit.as_deref().unwrap_or_default().parse().map_err(|_| "its unit is not a unit")?;
    if !fits(kind, unit) {
        return Err("its unit does not fit its kind");
    }
    let inside = figures.iter().filter(|(bytes, _)| quote.start <= bytes.start && bytes.end <= quote.end);
    let same = inside.flat_map(|(_, quantities)| quantities).find(|read| read.range == range && read.unit == unit);
    same.copied().map(Some).ok_or("our grammar does not read this figure in the quote")
}

/// Whether claims of a kind are counted in a unit.
fn fits(kind: Kind, unit: Unit) -> bool {
    match kind {
        Kind::WorkerCount | Kind::Deaths | Kind::Dispatch => matches!(unit, Unit::Person(_)),
        Kind::Wage | Kind::RemittanceQuota | Kind::Revenue | Kind::Flow | Kind::FeeOrBribe => matches!(unit, Unit::Money(..)),
        Kind::TakeHome | Kind::Deduction => matches!(unit, Unit::Money(..) | Unit::PercentOfPay),
        Kind::ShareTaken => unit == Unit::PercentOfPay,
        Kind::HoursOrRest => matches!(unit, Unit::Hour(_) | Unit::RestDay(_) | Unit::WorkDay(_)),
        Kind::ContractLength => unit == Unit::Year,
        Kind::Sanction | Kind::Indicator(_) => false,
    }
}

/// The proposed time, if its years, its months by name and its days are written in the passage: a time is a number too.
fn time(passage: &Passage, proposal: &Proposal) -> Result<Option<Period>, &'static str> {
    const MONTHS: [&str; 12] = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];
    let Some(text) = proposal.time.as_deref().filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    let period: Period = text.parse().map_err(|_| "its time is not a time")?;
    let month = |month: i8| usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).is_some_and(|name| passage.holds(name));
    let written = |date: PartialDate| {
        let year = passage.holds(&date.year().to_string());
        match date {
            PartialDate::Year(_) => year,
            PartialDate::Month(_, number) => year && month(number),
            PartialDate::Day(day) => year && month(day.month()) && passage.holds(&day.day().to_string()),
        }
    };
    let all = [period.first(), period.last()].into_iter().flatten().all(written);
    if all { Ok(Some(period)) } else { Err("its time is not in the passage") }
}
