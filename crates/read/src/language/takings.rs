//! Heads under which pay is taken, with the amount beside each.

use super::draft::{Draft, Part};
use super::figure::{Figure, Measure};
use super::item::Case;
use super::meaning::Context;
use super::script::Tongue;
use super::sentence::Sentence;
use super::tags::Tags;
use evidence::{Kind, Per, PerUnit, Quantity, Role, Rule, Unit};

/// The heads of deduction that a sentence names; `used` marks the figures that are their amounts.
pub(crate) fn heads(sentence: &Sentence, context: &Context, used: &mut [bool]) -> Vec<Draft> {
    let mut found = Vec::new();
    for at in sentence.all().filter(|&at| sentence.is(at, Tags::HEAD.or(Tags::WEAK_HEAD))) {
        let amount = amount(sentence, at, used);
        let stands = if sentence.is(at, Tags::HEAD) {
            collected(sentence, at, amount, context)
        } else {
            deducted(sentence, at, amount, context)
        };
        let clause = sentence.clause(at);
        let owed = sentence.has(clause.start..at, Tags::DEBT.or(Tags::FEE)) && !sentence.has(clause, Tags::TAKE);
        if !stands || owed || something_else(sentence, at) {
            continue;
        }
        found.push(taken(sentence, at, amount, context, used));
    }
    found
}

fn taken(sentence: &Sentence, at: usize, amount: Option<usize>, context: &Context, used: &mut [bool]) -> Draft {
    let mut items = at..at + 1;
    let mut quantity = None;
    if let Some(index) = amount {
        used[index] = true;
        let figure = &sentence.figures[index];
        items = items.start.min(figure.items.start)..items.end.max(figure.items.end);
        quantity = quantity_of(sentence, figure, context);
    }
    let mut draft = Draft::new(Kind::Deduction, items, Rule::new("deduction.head", 1));
    draft.quantity = quantity;
    draft.cue = Some(at);
    draft.roles = vec![(Role::Head, Part::Items(at..at + 1)), (Role::Code, Part::Word(sentence.items[at].value.to_owned()))];
    draft
}

fn quantity_of(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Quantity> {
    let unit = match figure.measure {
        Measure::Money(currency) => {
            Unit::Money(currency, figure.per.or_else(|| sentence_period(sentence)).or(context.pay_period))
        }
        Measure::Percent => Unit::PercentOfPay,
        _ => return None,
    };
    Some(Quantity { range: figure.bounds, unit, approximate: figure.approximate })
}

/// The period of the sentence: in a word of time, in a word for pay, or of another sum.
fn sentence_period(sentence: &Sentence) -> Option<Per> {
    let worded = sentence.items.iter().find_map(|item| {
        let tells = item.is(Tags::PER) && !item.is(Tags::DAYS) || item.is(Tags::PAY);
        tells.then(|| super::figure::unit_of_time(item.value)).flatten()
    });
    worded.filter(|unit| *unit != PerUnit::Hour).map(Per::each)
}

/// The figure that is the amount of the head at `at`: the nearest sum within a few items.
fn amount(sentence: &Sentence, at: usize, used: &[bool]) -> Option<usize> {
    let fits = |figure: &Figure| matches!(figure.measure, Measure::Money(_) | Measure::Percent);
    let steps = |figure: &Figure| {
        let (between, before) =
            if figure.items.start > at { (at + 1..figure.items.start, false) } else { (figure.items.end..at, true) };
        let link = at.checked_sub(1).map_or(0, |link| sentence.items[link].at.start);
        let linked = sentence.tongue == Tongue::Russian
            && ["за ", "на ", "в "]
                .iter()
                .any(|word| sentence.letters.says(link, word) || sentence.letters.says(sentence.items[at].at.start, word));
        let crossed = between.clone().any(|between| {
            sentence
                .is(between, Tags::HEAD.or(Tags::WEAK_HEAD).or(Tags::BUT).or(Tags::KEEP).or(Tags::RECEIVE).or(Tags::OTHER_MONEY))
                || sentence.is(between, Tags::TAKE)
                    && !linked
                    && !(sentence.tongue == Tongue::Chinese && between + 1 == figure.items.start)
                || sentence.items[between].number.is_some()
                || sentence.is(between, Tags::BREAK) && !brackets(sentence, between)
                || sentence.is(between, Tags::REMIT) && before
        });
        let object = before && linked
            || sentence.tongue == Tongue::Korean && before && sentence.case(figure.items.end - 1) == Case::Object;
        let apart = before && !object && !between.is_empty();
        let counted = between.len() + if apart { 2 } else { 0 } + if !before && linked { 3 } else { 0 };
        // "220만 원에서 기숙사비 25만 원과 식대": what it is taken from, or the amount of another head
        let of_another = before
            && sentence.tongue == Tongue::Korean
            && matches!(sentence.case(figure.items.end - 1), Case::At | Case::From | Case::And);
        (!crossed && !of_another && between.len() <= 3).then_some(if object { between.len() } else { counted })
    };
    let candidates = sentence.figures.iter().enumerate().filter(|(index, figure)| !used[*index] && fits(figure));
    candidates.filter_map(|(index, figure)| steps(figure).map(|steps| (steps, index))).min().map(|(_, index)| index)
}

fn brackets(sentence: &Sentence, at: usize) -> bool {
    matches!(sentence.letters.at(sentence.items[at].at.start), '(' | ':')
}

/// A strong head needs some word of taking or paying, or an amount.
fn collected(sentence: &Sentence, at: usize, amount: Option<usize>, context: &Context) -> bool {
    let tags = Tags::TAKE.or(Tags::GIVE).or(Tags::REMIT).or(Tags::PAY).or(Tags::KEEP).or(Tags::RECEIVE);
    amount.is_some() || sentence.has(sentence.all(), tags) || context.of_pay && listed(sentence, at)
}

/// A weak head needs a word of deduction, or an amount where pay is spoken of.
fn deducted(sentence: &Sentence, at: usize, amount: Option<usize>, context: &Context) -> bool {
    let all = sentence.all();
    let pay = context.of_pay || sentence.has(all.clone(), Tags::PAY);
    let told = pay
        || amount.is_some()
        || listed(sentence, at)
        || sentence.has(all.clone(), Tags::WORKER.or(Tags::CURRENCY).or(Tags::KEEP));
    let by_verb = sentence.has(all.clone(), Tags::TAKE) && told;
    let beside_strong = amount.is_some() && listed_among(sentence, at, Tags::HEAD);
    let listed_sum = beside_strong
        || amount.is_some() && pay && (listed(sentence, at) || sentence.has(all.clone(), Tags::KEEP.or(Tags::REMIT)));
    by_verb || listed_sum || pay && listed(sentence, at) && sentence.has(all, Tags::KEEP.or(Tags::REMIT))
}

/// Another head stands near in the same list.
fn listed(sentence: &Sentence, at: usize) -> bool {
    listed_among(sentence, at, Tags::HEAD.or(Tags::WEAK_HEAD))
}

fn listed_among(sentence: &Sentence, at: usize, tags: Tags) -> bool {
    let near = at.saturating_sub(6)..(at + 7).min(sentence.items.len());
    near.filter(|other| *other != at).any(|other| sentence.is(other, tags))
}

/// The head is what somebody is spared, or is promised, or a State levies on all.
fn something_else(sentence: &Sentence, at: usize) -> bool {
    let near = at.saturating_sub(2)..(at + 3).min(sentence.items.len());
    // "对物流公司罚款18万元": a fine on a firm comes out of nobody's pay
    let on_a_firm = sentence.tongue == Tongue::Chinese
        && sentence.items[at].value == "D15_FINE"
        && at > 1
        && sentence.is(at - 1, Tags::FIRM.or(Tags::AGENT))
        && sentence.has(at.saturating_sub(5)..at - 1, Tags::TO);
    on_a_firm
        || sentence.has(near, Tags::OTHER_SHARE.or(Tags::LAW))
        || sentence.tongue != Tongue::Russian
            && sentence.case(at) == Case::None
            && sentence.is(at + 1, Tags::OTHERS.or(Tags::FIRM))
}
