//! What a figure means: the nearest word that decides, weighed by how surely it does.

use super::draft::{Draft, Part};
use super::figure::{Figure, Measure, unit_of_time};
use super::item::Case;
use super::script::Tongue;
use super::sentence::Sentence;
use super::tags::Tags;
use evidence::{Currency, Indicator, Kind, Modality, Per, PerUnit, Quantity, Range as Bounds, Role, Rule, Taking, Unit};
use rust_decimal::Decimal;
use std::ops::Range;

/// What earlier text lends to a sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    /// The document speaks of people at work.
    pub of_labour: bool,
    /// The paragraph spoke of pay.
    pub of_pay: bool,
    /// The period of the last pay in the paragraph.
    pub pay_period: Option<Per>,
}

/// Hours of a working day that are beyond what anybody agrees to.
const LONG_DAY: u32 = 12;

/// The claim that a figure makes, if it is one of those a case is made of.
pub(crate) fn meaning(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    match figure.measure {
        Measure::Money(_) => money(sentence, figure, context),
        Measure::Percent => share(sentence, figure, context),
        Measure::Time(unit) => time(sentence, figure, unit, context),
        Measure::People(behind) => people(sentence, figure, behind, context),
        Measure::Bare => headcount(sentence, figure)
            .or_else(|| money_again(sentence, figure, context))
            .or_else(|| people_again(sentence, figure, context))
            .or_else(|| rest_again(sentence, figure, context)),
    }
}

// ---- cues -----------------------------------------------------------------------------------------------------------------------

/// A word that can decide: how surely, and whether it is a verb.
const CUES: &[(Tags, i32, bool)] = &[
    (Tags::KEEP, 30, true),
    (Tags::FEE, 27, false),
    (Tags::QUOTA, 27, false),
    (Tags::REMIT, 26, true),
    (Tags::TAKE, 25, true),
    (Tags::PROFIT, 23, false),
    (Tags::EARN, 21, true),
    (Tags::PAY, 20, false),
    (Tags::OTHER_MONEY, 24, false),
    (Tags::RECEIVE, 18, true),
    (Tags::HAND, 17, true),
    (Tags::GIVE, 17, true),
    (Tags::MOVE, 16, true),
    (Tags::PROMISE, 15, true),
    (Tags::WORK, 9, true),
];

/// What surrounds a figure most tellingly.
struct Cue {
    at: usize,
    tags: Tags,
}

fn cue(sentence: &Sentence, figure: &Figure, among: Tags) -> Option<Cue> {
    let mut best: Option<(i32, Cue)> = None;
    // "숙소 값으로 25만 원을 공제했다": under what head it is taken, not its price
    let head = |at: usize| {
        sentence.is(at, Tags::OTHER_MONEY)
            && sentence.case(at) == Case::To
            && sentence.has(figure.items.end..(figure.items.end + 3).min(sentence.items.len()), Tags::TAKE)
    };
    let cues = sentence.items.iter().enumerate().filter(|(at, _)| !figure.core.contains(at) && !head(*at));
    for (at, item) in cues {
        for (tags, weight, verb) in CUES.iter().filter(|(tags, _, _)| among.meets(*tags) && item.is(*tags)) {
            let score = weight - 2 * distance(sentence, figure, at, *verb);
            if score > 0 && best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score, Cue { at, tags: *tags }));
            }
        }
    }
    let best = best.map(|(_, cue)| cue)?;
    let price = sentence.is(best.at, Tags::COSTS) && among.meets(Tags::FEE);
    let fee = sentence.first(sentence.clause(figure.core.start), Tags::FEE).filter(|_| price);
    Some(fee.map_or(best, |at| Cue { at, tags: Tags::FEE }))
}

/// How far a word is from a figure, in items; what stands between weighs more than room.
fn distance(sentence: &Sentence, figure: &Figure, at: usize, verb: bool) -> i32 {
    let before = at < figure.core.start;
    let between = if before { at + 1..figure.items.start } else { figure.items.end..at };
    let behind = figure.core.end..at;
    let crossed = if before { between.clone() } else { behind };
    let buts = crossed.filter(|&between| sentence.is(between, Tags::BUT)).count();
    let count = |tags| between.clone().filter(|&between| sentence.is(between, tags)).count();
    let figures = sentence.figures_between(at, if before { figure.core.start } else { figure.core.end }, &figure.items);
    let joins = before && sentence.tongue == Tongue::Korean && sentence.is(at, Tags::TAKE) && {
        let end = sentence.items[at].at.end;
        sentence.letters.says(end - 1, "고 ") || sentence.letters.says(end, "고 ")
    };
    let of_the_sum =
        sentence.is(at, Tags::KEEP) && (at..at + 2).any(|noun| matches!(sentence.case(noun), Case::Topic | Case::Subject));
    let wrong_side = match (sentence.tongue, before, verb) {
        // "손에 쥐는 돈은 40만 원": the verb says of the money before it is named how much it is
        (Tongue::Korean, true, true) if of_the_sum => 0,
        // "제하고 61만 원을 주었다": the verb that closes the sentence has the sum
        (Tongue::Korean, true, true) if joins && !sentence.has(between.clone(), Tags::BREAK) => 9,
        (Tongue::Korean, true, true) => 5,
        (Tongue::Korean, false, false) => 1,
        (Tongue::Russian | Tongue::Chinese, false, true) => 2,
        (Tongue::Chinese, false, false) => 2,
        _ => 0,
    };
    let wrong_side = if !before && sentence.tongue != Tongue::Korean { wrong_side + 4 * count(Tags::BREAK) } else { wrong_side };
    let steps = between.len() + 3 * count(Tags::BREAK) + 9 * buts + 4 * figures + wrong_side;
    i32::try_from(steps).unwrap_or(i32::MAX / 4)
}

// ---- money ----------------------------------------------------------------------------------------------------------------------

fn money(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    let Measure::Money(currency) = figure.measure else { return None };
    if part_of_whole(sentence, figure) {
        return Some(left(sentence, figure, currency, context));
    }
    if let Some(same) = changed_from(sentence, figure, context) {
        return Some(same);
    }
    let cues = CUES.iter().fold(Tags::NONE, |all, (tags, _, _)| all.or(*tags));
    let Some(cue) = cue(sentence, figure, cues).or_else(|| earned_by_work(sentence, figure)) else {
        if is_pay_due(sentence, figure) {
            return Some(due(sentence, figure, currency));
        }
        return beside_another(sentence, figure, context);
    };
    if is_pay_due(sentence, figure) {
        return Some(due(sentence, figure, currency));
    }
    let kind = if is_huge(figure) { huge(sentence, figure, &cue, context)? } else { sum(sentence, figure, &cue, context)? };
    if matches!(kind, Kind::Wage | Kind::TakeHome) && set_by_law(sentence, figure) {
        return None;
    }
    let (per, note) = period(sentence, figure, kind, context, &cue);
    let mut draft = Draft::new(kind, with_period(sentence, figure, per), rule_of(kind));
    draft.quantity = Some(quantity(figure, Unit::Money(currency, per)));
    draft.cue = Some(cue.at);
    draft.note = note.map(str::to_owned);
    draft.who = who(sentence, kind, figure.core.start);
    if kind == Kind::Deduction {
        draft.roles = vec![
            (Role::Head, Part::Word("not labelled".to_owned())),
            (Role::Code, Part::Word(Taking::Unlabelled.code().to_owned())),
        ];
    }
    Some(draft)
}

/// Words of pay that is due and was not paid, or that an inspector recovered.
const DUE: [&str; 16] = [
    "체불액", "체불 임금", "미지급 임금", "밀린 임금", "밀린 월급", "체불임금", "задолженност", "недополученн", "невыплаченн",
    "погашен", "拖欠", "欠薪", "追回", "欠发", "追讨", "清欠",
];

/// "미지급 임금은 1억 9천만 원에 이른다", "задолженность по заработной плате … на сумму 689 млн", "追回工资9,870万元": a sum of pay that is due.
fn is_pay_due(sentence: &Sentence, figure: &Figure) -> bool {
    let clause = sentence.clause(figure.core.start);
    let from = clause.start.saturating_sub(if sentence.tongue == Tongue::Chinese { 6 } else { 0 });
    let before =
        sentence.items.get(from).map(|item| item.at.start).zip(sentence.items.get(figure.core.start).map(|item| item.at.start));
    let Some((start, end)) = before else { return false };
    let told = (start..end).any(|at| DUE.iter().any(|word| sentence.letters.says(at, word)));
    let of_pay = sentence.has(sentence.all(), Tags::PAY)
        || (start..end).any(|at| sentence.letters.says(at, "체불") || sentence.letters.says(at, "欠薪"));
    told && of_pay && figure.per.is_none() && period_near(sentence, figure).is_none() && !sentence.has(sentence.all(), Tags::EACH)
}

/// A sum of pay that is due: no rate.
fn due(sentence: &Sentence, figure: &Figure, currency: Currency) -> Draft {
    let mut draft = Draft::new(Kind::Wage, figure.items.clone(), Rule::new("wage.due", 1));
    draft.quantity = Some(quantity(figure, Unit::Money(currency, None)));
    draft.who = who(sentence, Kind::Wage, figure.core.start);
    draft
}

/// "1400위안에서 900위안으로 깎였다", "从800元降到600元": what a sum became is of the kind that it was.
fn changed_from(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    let first = sentence.figures.iter().rfind(|other| other.items.end <= figure.items.start)?;
    let both = matches!((first.measure, figure.measure), (Measure::Money(one), Measure::Money(other)) if one == other);
    let near = figure.items.end..(figure.items.end + 3).min(sentence.items.len());
    let between = first.items.end..figure.core.start;
    let changed = match sentence.tongue {
        Tongue::Korean => {
            matches!(sentence.case(first.items.end - 1), Case::At | Case::From)
                && sentence.case(figure.items.end - 1) == Case::To
                && sentence.has(near, Tags::CHANGE.or(Tags::TAKE))
        }
        Tongue::Russian | Tongue::Chinese => sentence.has(between, Tags::CHANGE),
    };
    (both && changed).then(|| again(sentence, first, figure, context)).flatten()
}

/// "旺季七八百元，淡季四五百元": a sum beside another of the same money, with no word of its own, is of its kind.
fn beside_another(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    let first = sentence.figures.iter().rfind(|other| other.items.end <= figure.items.start)?;
    let between = first.items.end..figure.items.start;
    let cues = CUES.iter().fold(Tags::BUT, |all, (tags, _, _)| all.or(*tags));
    let beside = first.measure == figure.measure && between.len() <= 5 && !sentence.has(between, cues);
    (beside && !is_huge(figure)).then(|| again(sentence, first, figure, context)).flatten()
}

/// The claim of an earlier sum of the sentence, made again of another.
fn again(sentence: &Sentence, first: &Figure, figure: &Figure, context: &Context) -> Option<Draft> {
    let mut draft = money(sentence, first, context)?;
    let unit = draft.quantity?.unit;
    draft.items = figure.items.clone();
    draft.quantity = Some(quantity(figure, unit));
    draft.note = Some("said of the sum before, and of this one".to_owned());
    Some(draft)
}

/// "한 달 내내 일해도 40달러가 고작이었다": a sum with a period and "only", in a sentence of work.
fn earned_by_work(sentence: &Sentence, figure: &Figure) -> Option<Cue> {
    let at = sentence.first(sentence.all(), Tags::WORK)?;
    is_only(sentence, figure).then_some(Cue { at, tags: Tags::WORK })
}

fn rule_of(kind: Kind) -> Rule {
    Rule::new(
        match kind {
            Kind::Wage => "wage.paid",
            Kind::TakeHome => "take_home.left",
            Kind::FeeOrBribe => "fee.paid_for_work",
            Kind::RemittanceQuota => "quota.remit",
            Kind::Deduction => "deduction.amount",
            Kind::Revenue => "revenue.earned",
            Kind::ShareTaken => "share.taken",
            Kind::Deaths => "deaths.counted",
            Kind::HoursOrRest => "hours.worked",
            Kind::ContractLength => "contract.length",
            Kind::Flow => "flow.amount",
            _ => "workers.counted",
        },
        1,
    )
}

fn quantity(figure: &Figure, unit: Unit) -> Quantity {
    Quantity { range: figure.bounds, unit, approximate: figure.approximate }
}

/// A sum no worker is paid.
fn is_huge(figure: &Figure) -> bool {
    let Measure::Money(currency) = figure.measure else { return false };
    let size = figure.bounds.high().or(figure.bounds.low()).unwrap_or_default();
    let small = match currency.code() {
        "KRW" | "KPW" | "VND" | "UZS" | "MNT" | "IDR" => 100_000_000,
        "RUB" | "JPY" => 10_000_000,
        _ => 1_000_000,
    };
    size >= Decimal::from(small)
}

fn huge(sentence: &Sentence, figure: &Figure, cue: &Cue, context: &Context) -> Option<Kind> {
    let by_workers = sentence.has(sentence.all(), Tags::RECEIVE) && sentence.has(sentence.all(), Tags::WORKER);
    let earns = sentence.has(sentence.all(), Tags::EARN.or(Tags::PROFIT)) || by_workers;
    let labour =
        context.of_labour || sentence.has(sentence.all(), Tags::WORKER.or(Tags::STATE).or(Tags::DISPATCH).or(Tags::WORK));
    if cue.tags == Tags::OTHER_MONEY || by_workers && sentence.has(sentence.all(), Tags::OTHER_MONEY) {
        return None;
    }
    if earns && labour {
        return Some(Kind::Revenue);
    }
    let of_pay = sentence.has(sentence.all(), Tags::PAY) && (context.of_labour || sentence.has(sentence.all(), Tags::WORKER));
    match cue.tags {
        tags if tags == Tags::FEE || tags == Tags::TAKE => {
            if taken_by_a_recruiter(sentence, figure, cue.at) {
                Some(Kind::FeeOrBribe)
            } else {
                (of_pay && tags == Tags::TAKE).then_some(Kind::Deduction)
            }
        }
        _ => None,
    }
}

fn sum(sentence: &Sentence, figure: &Figure, cue: &Cue, context: &Context) -> Option<Kind> {
    let clause = sentence.clause(figure.core.start);
    Some(match cue.tags {
        _ if is_pay_itself(sentence, figure) => Kind::Wage,
        tags if tags == Tags::KEEP && is_whole(sentence, figure) => Kind::Wage,
        tags if tags == Tags::KEEP && kept_by_a_taker(sentence, cue.at) => Kind::Deduction,
        tags if tags == Tags::KEEP => {
            let told = Tags::WORKER.or(Tags::PAY).or(Tags::TAKE).or(Tags::WORK).or(Tags::HEAD).or(Tags::PER).or(Tags::RECEIVE);
            let told = told.or(Tags::GIVE);
            if !(context.of_labour || context.of_pay || is_only(sentence, figure) || sentence.has(sentence.all(), told)) {
                return None;
            }
            Kind::TakeHome
        }
        tags if tags == Tags::REMIT && paid_by_a_firm(sentence, cue.at) => Kind::Wage,
        tags if tags == Tags::MOVE && sentence.has(clause.clone(), Tags::EACH) && sentence.has(clause.clone(), Tags::FIRM) => {
            Kind::Wage
        }
        tags if tags == Tags::MOVE && handed_to_workers(sentence, cue.at) => Kind::Wage,
        tags if tags == Tags::FEE => {
            let paid = sentence.first(clause, Tags::GIVE);
            let for_people = sentence.tongue == Tongue::Russian && paid.is_some_and(|verb| bought_by_an_owner(sentence, verb));
            return (!for_people).then_some(Kind::FeeOrBribe);
        }
        tags if tags == Tags::PROFIT => {
            let labour = context.of_labour || sentence.has(sentence.all(), Tags::WORKER.or(Tags::WORK).or(Tags::DISPATCH));
            return labour.then_some(Kind::Revenue);
        }
        tags if tags == Tags::HAND && !paid_by_an_employer(sentence, figure, cue.at) => {
            return hands_to_a_taker(sentence, figure, cue.at).then_some(Kind::FeeOrBribe);
        }
        tags if tags == Tags::QUOTA || tags == Tags::REMIT => Kind::RemittanceQuota,
        tags if tags == Tags::TAKE => {
            let told = Tags::WORKER.or(Tags::PAY).or(Tags::HEAD).or(Tags::WEAK_HEAD).or(Tags::EACH).or(Tags::SECTOR);
            if fined_by_an_authority(sentence, figure, cue.at) {
                return None;
            }
            if taken_by_a_recruiter(sentence, figure, cue.at) {
                return Some(Kind::FeeOrBribe);
            }
            if !(context.of_labour || context.of_pay || sentence.has(sentence.all(), told)) {
                return None;
            }
            Kind::Deduction
        }
        tags if tags == Tags::EARN && earned_by_another(sentence, cue.at) => Kind::Revenue,
        tags if tags == Tags::EARN => {
            match sentence.last(clause.start..figure.core.start, Tags::STATE.or(Tags::WORKER).or(Tags::FIRM)) {
                Some(at) if sentence.is(at, Tags::STATE) && !sentence.is(at + 1, Tags::WORKER) => Kind::Revenue,
                // "доход фермера от бесплатного труда"
                None if sentence.has(clause.clone(), Tags::AGENT) && !sentence.is(cue.at, Tags::RECEIVE) => Kind::Revenue,
                _ => Kind::Wage,
            }
        }
        tags if tags == Tags::PAY => {
            if left_over(sentence, figure) {
                Kind::TakeHome
            } else {
                Kind::Wage
            }
        }
        tags if tags == Tags::RECEIVE && received_by_a_sender(sentence, figure, cue.at) => Kind::FeeOrBribe,
        tags if tags == Tags::RECEIVE && received_by_another(sentence, figure) => return None,
        tags if tags == Tags::RECEIVE => {
            let takings = sentence.has(0..figure.items.start, Tags::TAKE.or(Tags::REMIT));
            let only = is_only(sentence, figure);
            if only || after_a_sum(sentence, figure) || takings && !sentence.has(sentence.all(), Tags::PROMISE) {
                Kind::TakeHome
            } else {
                Kind::Wage
            }
        }
        tags if tags == Tags::WORK => {
            if period_near(sentence, figure).or(figure.per).is_none() || sentence.has(sentence.all(), Tags::OTHER_MONEY) {
                return None;
            }
            Kind::Wage
        }
        tags if tags == Tags::PROMISE => {
            let told = Tags::WORKER.or(Tags::PAY).or(Tags::PER).or(Tags::RECEIVE).or(Tags::AGENT).or(Tags::WORK);
            let labour = context.of_labour || context.of_pay || sentence.has(sentence.all(), told);
            let priced = if period_near(sentence, figure).or(figure.per).is_some() { clause } else { sentence.all() };
            if !labour || sentence.has(priced, Tags::OTHER_MONEY) {
                return None;
            }
            Kind::Wage
        }
        tags if tags == Tags::GIVE || tags == Tags::HAND => {
            if paid_to_get_back(sentence, figure, cue.at) {
                return Some(Kind::FeeOrBribe);
            }
            if sentence.tongue == Tongue::Russian && bought_by_an_owner(sentence, cue.at) {
                return None;
            }
            if pays_a_taker(sentence, figure) {
                let by_employer = sentence.tongue == Tongue::Chinese && paid_by_an_employer(sentence, figure, cue.at);
                return (!by_employer).then_some(Kind::FeeOrBribe);
            }
            let told = sentence.has(sentence.all(), Tags::WORKER.or(Tags::PAY).or(Tags::EACH).or(Tags::PROMISE).or(Tags::TERM));
            let labour = told || context.of_pay || context.of_labour;
            let with_period = period_near(sentence, figure).or(figure.per).is_some();
            let bought = sentence.has(if with_period { clause } else { sentence.all() }, Tags::OTHER_MONEY);
            if !labour || bought {
                return None;
            }
            let taken = sentence.tongue == Tongue::Korean && sentence.has(0..figure.items.start, Tags::TAKE);
            if taken || is_only(sentence, figure) || after_a_sum(sentence, figure) { Kind::TakeHome } else { Kind::Wage }
        }
        _ => return None,
    })
}

/// "每人两千五百元的月工资", "200달러의 임금": the sum is the pay that is named right behind it.
fn is_pay_itself(sentence: &Sentence, figure: &Figure) -> bool {
    let end = figure.items.end;
    match sentence.tongue {
        Tongue::Chinese => {
            sentence.items.get(end).is_some_and(|item| sentence.letters.says(item.at.start, "的") && item.at.len() == 1)
                && sentence.is(end + 1, Tags::PAY)
                && sentence.has(end + 2..(end + 4).min(sentence.items.len()), Tags::WHOLE)
        }
        Tongue::Korean | Tongue::Russian => false,
    }
}

/// "каждому рабочему передавали": to whom it is handed stands in the dative right before the verb.
fn handed_to_workers(sentence: &Sentence, verb: usize) -> bool {
    let each = (verb.saturating_sub(5)..verb).any(|at| sentence.is(at, Tags::EACH));
    let dative = |at: usize| matches!(sentence.letters.at(sentence.items[at].at.end - 1), 'у' | 'м' | 'е');
    sentence.tongue == Tongue::Russian
        && each
        && (verb.saturating_sub(4)..verb).any(|at| sentence.is(at, Tags::WORKER) && dative(at))
}

/// "公司从工资中留下一千八百元": a firm or a State that keeps is one that takes.
fn kept_by_a_taker(sentence: &Sentence, verb: usize) -> bool {
    let keeps = ["留下", "保留", "截下"].iter().any(|word| sentence.letters.says(sentence.items[verb].at.start, word));
    let clause = sentence.clause(verb);
    let taker = sentence.first(clause.start..verb, Tags::STATE.or(Tags::FIRM).or(Tags::AGENT).or(Tags::WORKER));
    sentence.tongue == Tongue::Chinese
        && keeps
        && !sentence.is(verb + 1, Tags::TO)
        && taker
            .is_some_and(|at| sentence.is(at, Tags::STATE.or(Tags::FIRM).or(Tags::AGENT)) && !sentence.is(at + 1, Tags::WORKER))
}

/// "прибыль хозяев от труда батраков": what others make of the work of those who are named behind.
fn earned_by_another(sentence: &Sentence, noun: usize) -> bool {
    let of_work = |at: usize| {
        ["от труда ", "от работы ", "от эксплуат"].iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word))
    };
    sentence.tongue == Tongue::Russian
        && sentence.is(noun + 1, Tags::OTHERS.or(Tags::AGENT))
        && (noun + 1..(noun + 5).min(sentence.items.len())).any(of_work)
}

/// "300 долларов, из которых ему достаётся": pay of which only a part is given.
fn left_over(sentence: &Sentence, figure: &Figure) -> bool {
    is_only(sentence, figure) && sentence.has(0..figure.core.start, Tags::PROMISE)
}

/// The sum is what the part that is told next comes out of: "4만 루블 중 6천 루블", "из 40 тысяч рублей".
fn is_whole(sentence: &Sentence, figure: &Figure) -> bool {
    let another = sentence
        .figures
        .iter()
        .any(|other| other.core.start > figure.core.start && matches!(other.measure, Measure::Money(_) | Measure::Bare));
    let from = figure.items.start.saturating_sub(2)..figure.items.start;
    let out_of = from.into_iter().any(|at| sentence.letters.says(sentence.items[at].at.start, "из "));
    another && (sentence.is(figure.items.end, Tags::WHOLE) || sentence.tongue == Tongue::Russian && out_of)
}

/// The part that is told next: "40 тысяч, на руки шесть тысяч".
fn part_of_whole(sentence: &Sentence, figure: &Figure) -> bool {
    let kept = sentence.has(sentence.all(), Tags::KEEP.or(Tags::RECEIVE));
    let before = sentence.figures.iter().rfind(|other| other.items.end <= figure.items.start);
    kept && before.is_some_and(|whole| matches!(whole.measure, Measure::Money(_)) && is_whole(sentence, whole))
}

fn left(sentence: &Sentence, figure: &Figure, currency: Currency, context: &Context) -> Draft {
    let per = figure.per.or_else(|| any_period(sentence)).or(context.pay_period);
    let mut draft = Draft::new(Kind::TakeHome, figure.items.clone(), Rule::new("take_home.part", 1));
    draft.quantity = Some(quantity(figure, Unit::Money(currency, per)));
    draft.who = who(sentence, Kind::TakeHome, figure.core.start);
    draft
}

/// "the firm transfers 650 euros a month": a firm that pays, not an agent who hands over.
fn paid_by_a_firm(sentence: &Sentence, verb: usize) -> bool {
    let before = verb.saturating_sub(3)..verb;
    let given_to = before.clone().any(|at| sentence.is(at, Tags::FIRM) && at > 0 && sentence.is(at - 1, Tags::TO));
    let agent = sentence.has(sentence.all(), Tags::AGENT);
    !given_to
        && !agent
        && sentence.tongue != Tongue::Korean
        && sentence.last(before, Tags::FIRM.or(Tags::AGENT).or(Tags::WORKER)).is_some_and(|at| sentence.is(at, Tags::FIRM))
        && (!sentence.has(sentence.all(), Tags::STATE) || sentence.has(sentence.clause(verb), Tags::EACH))
}

/// "… 650 euros, but a worker gets 100": after another sum and "but", what is received is what is left.
fn after_a_sum(sentence: &Sentence, figure: &Figure) -> bool {
    sentence.figures.iter().any(|other| {
        let money = matches!(other.measure, Measure::Money(_)) && other.items.end <= figure.items.start;
        money && (other.core.end..figure.core.start).any(|at| sentence.is(at, Tags::BUT))
    })
}

fn is_only(sentence: &Sentence, figure: &Figure) -> bool {
    let before = figure.items.start.saturating_sub(2)..figure.core.start;
    let after = figure.core.end..(figure.items.end + 2).min(sentence.items.len());
    let particle = (figure.core.end..figure.items.end).any(|at| {
        let item = &sentence.items[at];
        let ending: String = (item.at.end..item.end).map(|here| sentence.letters.at(here)).collect();
        sentence.tongue == Tongue::Korean && (ending.starts_with('만') || ending.starts_with("밖에"))
    });
    sentence.has(before, Tags::ONLY) || sentence.has(after, Tags::ONLY) || particle
}

/// Money is given to somebody who decides: a fee or a bribe.
fn pays_a_taker(sentence: &Sentence, figure: &Figure) -> bool {
    let near = figure.items.start.saturating_sub(5)..(figure.items.end + 4).min(sentence.items.len());
    let taker = near.into_iter().find(|&at| sentence.is(at, Tags::OTHERS.or(Tags::AGENT)));
    match (taker, sentence.tongue) {
        (Some(at), Tongue::Korean) => sentence.case(at) == Case::To,
        (Some(at), Tongue::Chinese) if at > 2 && sentence.letters.says(sentence.items[at - 1].at.start, "的") => {
            sentence.has(at.saturating_sub(3)..at - 1, Tags::TO.or(Tags::GIVE))
        }
        (Some(at), Tongue::Chinese) => at > 0 && sentence.is(at - 1, Tags::TO) || sentence.is(at.wrapping_sub(1), Tags::GIVE),
        (Some(at), Tongue::Russian) => {
            let end = sentence.items[at].at.end;
            matches!(sentence.letters.at(end - 1), 'у' | 'м') && sentence.has(0..figure.core.start, Tags::WORKER)
                || matches!(sentence.letters.at(end - 1), 'у' | 'м')
                    && (at > 0 && sentence.is(at - 1, Tags::GIVE) || sentence.is(at + 1, Tags::GIVE))
        }
        (None, _) => false,
    }
}

/// "Вербовщик взял с каждого по две тысячи", "브로커가 300만 원을 챙겼다": what an agent takes is a fee.
fn taken_by_a_recruiter(sentence: &Sentence, figure: &Figure, verb: usize) -> bool {
    let clause = sentence.clause(figure.core.start);
    let first =
        sentence.first(clause.start..verb.max(figure.core.start), Tags::OTHERS.or(Tags::WORKER).or(Tags::FIRM).or(Tags::STATE));
    let agent = ["вербовщ", "посредни", "브로커", "모집", "알선", "송출", "소개업자", "중개인", "中介", "仲介", "蛇头", "介绍人"];
    let named = |at: usize| agent.iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word));
    let subject = |at: usize| match sentence.tongue {
        Tongue::Korean => {
            let side = sentence.items.get(at + 1).is_some_and(|next| sentence.letters.says(next.at.start, "측"));
            matches!(sentence.case(at), Case::Topic | Case::Subject) || side && sentence.case(at) == Case::None
        }
        Tongue::Russian => matches!(sentence.letters.at(sentence.items[at].at.end - 1), 'к' | 'а' | 'и'),
        Tongue::Chinese => at == clause.start || !sentence.is(at - 1, Tags::TO.or(Tags::GIVE)),
    };
    // "상담소는 브로커가 소개비를 챙겼다고 했다": who says so stands first
    let inner = (clause.start..figure.core.start)
        .any(|at| sentence.tongue == Tongue::Korean && sentence.case(at) == Case::Subject && named(at));
    inner || first.is_some_and(|at| named(at) && subject(at))
}

/// "三家公司被罚款": a fine on an agent or a firm comes out of nobody's pay.
fn fined_by_an_authority(sentence: &Sentence, figure: &Figure, verb: usize) -> bool {
    let fined = ["罚", "被罚", "遭罚"].iter().any(|word| sentence.letters.says(sentence.items[verb].at.start, word));
    let clause = sentence.clause(figure.core.start);
    let who = sentence.last(clause.start..verb, Tags::OTHERS.or(Tags::FIRM).or(Tags::WORKER).or(Tags::EACH));
    sentence.tongue == Tongue::Chinese
        && fined
        && (clause.start..figure.core.start)
            .any(|at| ["被", "遭"].iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)))
        && who.is_some_and(|at| sentence.is(at, Tags::OTHERS.or(Tags::FIRM)) && !sentence.is(at, Tags::WORKER))
}

/// "공장이 다달이 내는 돈은": what a firm hands over is pay.
fn paid_by_an_employer(sentence: &Sentence, figure: &Figure, verb: usize) -> bool {
    let clause = sentence.clause(figure.core.start);
    match sentence.tongue {
        Tongue::Korean => clause.into_iter().any(|at| {
            sentence.is(at, Tags::FIRM)
                && matches!(sentence.case(at), Case::Topic | Case::Subject)
                && at < verb.max(figure.core.start)
        }),
        Tongue::Russian => false,
        Tongue::Chinese => (clause.start..verb)
            .any(|at| sentence.is(at, Tags::FIRM) && (at == 0 || !sentence.is(at - 1, Tags::TO.or(Tags::GIVE)))),
    }
}

/// "想拿回证件得交钱": what has to be paid before something is given back.
fn paid_to_get_back(sentence: &Sentence, figure: &Figure, verb: usize) -> bool {
    let must = (verb.saturating_sub(2)..verb + 1)
        .any(|at| ["须", "需", "得", "要"].iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)));
    sentence.tongue == Tongue::Chinese
        && must
        && sentence.has(0..figure.items.start, Tags::FEE)
        && !paid_by_an_employer(sentence, figure, verb)
}

/// "владелец отдаёт вербовщику": what an owner gives an agent for people is neither their pay nor their fee.
fn bought_by_an_owner(sentence: &Sentence, verb: usize) -> bool {
    let owner =
        |at: usize| sentence.is(at, Tags::AGENT.or(Tags::FIRM)) && sentence.letters.at(sentence.items[at].at.end - 1) != 'у';
    let to_an_agent = |at: usize| {
        let item = &sentence.items[at];
        let agent = ["посредни", "вербовщ"].iter().any(|word| sentence.letters.says(item.at.start, word));
        agent && matches!(sentence.letters.at(item.at.end - 1), 'у' | 'м' | 'е')
    };
    (verb.saturating_sub(4)..verb).any(owner) && (verb..(verb + 4).min(sentence.items.len())).any(to_an_agent)
}

/// Money is handed to an agent, an official, a firm that sends people; or it opens a way out.
fn hands_to_a_taker(sentence: &Sentence, figure: &Figure, verb: usize) -> bool {
    // "хозяин отдал водителю": not a worker's money
    if sentence.tongue == Tongue::Russian && verb > 0 && sentence.is(verb - 1, Tags::AGENT) && verb < figure.core.start {
        return false;
    }
    let clause = sentence.clause(figure.core.start);
    let taker = Tags::OTHERS.or(Tags::AGENT).or(Tags::FIRM).or(Tags::FEE);
    let way_out = sentence.tongue == Tongue::Korean
        && (0..sentence.letters.len()).any(|at| sentence.letters.says(at, "려면") || sentence.letters.says(at, "싶으면"));
    pays_a_taker(sentence, figure)
        || way_out
        || sentence.has(clause, taker)
        || sentence.has(sentence.all(), Tags::FEE.or(Tags::DISPATCH))
}

/// "송출업체가 1인당 700만 원을 받았다": of each worker, by who sends them.
fn received_by_a_sender(sentence: &Sentence, figure: &Figure, verb: usize) -> bool {
    let clause = sentence.clause(figure.core.start);
    let sender = clause.clone().any(|at| sentence.letters.says(sentence.items[at].at.start, "송출"));
    let of_workers = clause.into_iter().any(|at| sentence.is(at, Tags::EACH) || sentence.case(at) == Case::From);
    sentence.tongue == Tongue::Korean && sender && of_workers && taken_by_a_recruiter(sentence, figure, verb)
}

/// "모집책은 20만 원을 받았다": who gets the sum is no worker.
fn received_by_another(sentence: &Sentence, figure: &Figure) -> bool {
    let clause = sentence.clause(figure.core.start);
    let subject = match sentence.tongue {
        Tongue::Korean => {
            (clause.start..figure.core.start).rev().find(|&at| matches!(sentence.case(at), Case::Topic | Case::Subject))
        }
        Tongue::Russian | Tongue::Chinese => None,
    };
    // "모집책은 … 벌 수 있다며 꾀었다": who promises is not who gets
    let promises = sentence.has(figure.items.end..sentence.items.len(), Tags::PROMISE);
    subject.filter(|_| !promises).is_some_and(|at| {
        let named = at.saturating_sub(2)..at + 1;
        sentence.has(named.clone(), Tags::OTHERS) && !sentence.has(named, Tags::WORKER)
    })
}

/// A minimum wage, a legal limit: nobody's pay, unless it is told as that of counted workers.
fn set_by_law(sentence: &Sentence, figure: &Figure) -> bool {
    let clause = sentence.clause(figure.core.start);
    let added = ["另加", "外加", "плюс "]
        .iter()
        .any(|word| sentence.items.get(clause.start).is_some_and(|item| sentence.letters.says(item.at.start, word)));
    if added && sentence.has(0..clause.start, Tags::LAW) {
        return true;
    }
    let clause = if sentence.tongue == Tongue::Korean { sentence.all() } else { clause };
    let near = clause.start.max(figure.items.start.saturating_sub(6))..clause.end.min(figure.items.end + 4);
    let short_of_it = ["못 미치", "미달", "밑도", "ниже", "меньше", "低于", "不到"];
    sentence
        .first(near, Tags::LAW)
        .filter(|law| {
            let end = sentence.items[*law].at.end;
            !(end..end + 8).any(|at| short_of_it.iter().any(|word| sentence.letters.says(at, word)))
        })
        .is_some_and(|law| {
            let theirs = (law.saturating_sub(3)..law)
                .any(|at| sentence.case(at) == Case::Of && sentence.is(at, Tags::WORKER.or(Tags::COUNTER)));
            !theirs
        })
}

/// The period of a sum: behind it, before it in its clause, in the word for the pay, or carried over.
fn period(sentence: &Sentence, figure: &Figure, kind: Kind, context: &Context, cue: &Cue) -> (Option<Per>, Option<&'static str>) {
    if figure.per.is_some() {
        return (figure.per, None);
    }
    if let Some(per) = period_near(sentence, figure) {
        return (Some(per), None);
    }
    if kind == Kind::Deduction && is_huge(figure) {
        return (None, None);
    }
    if !matches!(kind, Kind::Wage | Kind::TakeHome | Kind::Deduction | Kind::RemittanceQuota | Kind::Revenue) {
        return (None, None);
    }
    if let Some(per) = named_period(sentence, cue.at) {
        return (Some(per), Some("period from the word for the pay"));
    }
    if kind == Kind::Revenue {
        let all = sentence.all();
        let yearly = all.into_iter().find(|&at| is_period(sentence, at) && !sentence.is(at, Tags::DAYS));
        let per = yearly.and_then(|at| unit_of_time(sentence.items[at].value)).map(Per::each);
        return (per, per.map(|_| "period named elsewhere in the sentence"));
    }
    let other = sentence.figures.iter().find_map(|figure| figure.per.filter(|_| matches!(figure.measure, Measure::Money(_))));
    let worded =
        || sentence.items.iter().find_map(|item| item.is(Tags::PAY).then(|| unit_of_time(item.value)).flatten().map(Per::each));
    match other.or_else(|| any_period(sentence)).or_else(worded).or(context.pay_period) {
        Some(per)
            if per.unit() != PerUnit::Hour
                && !lump(sentence)
                && (kind != Kind::RemittanceQuota || other.is_some() || any_period(sentence).is_some()) =>
        {
            (Some(per), Some("period carried over from the pay it is taken from"))
        }
        _ => (None, None),
    }
}

/// A sum paid once: at the end, in all, on return.
fn lump(sentence: &Sentence) -> bool {
    sentence.has(sentence.all(), Tags::TERM) && !sentence.has(sentence.all(), Tags::PER)
}

/// The period in an item before the figure or behind it, in the same clause, with no other number between.
pub(crate) fn period_near(sentence: &Sentence, figure: &Figure) -> Option<Per> {
    let clause = sentence.clause(figure.core.start);
    let clear = |at: usize| sentence.figures_between(at, figure.core.start, &figure.items) == 0;
    let before = (clause.start..figure.core.start).rev().filter(|&at| is_period(sentence, at) && clear(at));
    let after = (figure.core.end..clause.end.min(figure.items.end + 4)).filter(|&at| {
        is_period(sentence, at)
            && sentence.figures_between(at, figure.core.end, &figure.items) == 0
            && !starts_another(sentence, at)
    });
    before.chain(after).find_map(|at| unit_of_time(sentence.items[at].value)).map(Per::each)
}

/// A word for a period, not the sign of a date or of a length of time.
fn is_period(sentence: &Sentence, at: usize) -> bool {
    let dated = sentence.dates.iter().any(|date| date.items.contains(&at));
    let some = at > 0 && matches!(sentence.letters.at(sentence.items[at - 1].at.end - 1), '几' | '数' | '몇');
    let counted = at > 0 && (some || sentence.items[at - 1].number.is_some()) && !sentence.items[at].spaced;
    sentence.is(at, Tags::PER) && !dated && !counted
}

fn starts_another(sentence: &Sentence, at: usize) -> bool {
    (at + 1..at + 4).any(|next| sentence.items.get(next).is_some_and(|item| item.number.is_some()))
}

fn named_period(sentence: &Sentence, cue: usize) -> Option<Per> {
    let item = sentence.items.get(cue)?;
    item.is(Tags::PAY.or(Tags::QUOTA).or(Tags::EARN)).then(|| unit_of_time(item.value)).flatten().map(Per::each)
}

fn any_period(sentence: &Sentence) -> Option<Per> {
    let money =
        |at: usize| (at..at + 9).any(|next| sentence.is(next, Tags::CURRENCY)) || at > 0 && sentence.is(at - 1, Tags::CURRENCY);
    sentence.items.iter().enumerate().find_map(|(at, item)| {
        let of_time = sentence
            .figures
            .iter()
            .any(|figure| matches!(figure.measure, Measure::Time(_)) && figure.items.start <= at + 1 && figure.items.end > at);
        (is_period(sentence, at) && !of_time && !item.is(Tags::DAYS) && money(at))
            .then(|| unit_of_time(item.value))
            .flatten()
            .map(Per::each)
    })
}

/// The items of a figure with the word for its period, where that stands right beside it.
fn with_period(sentence: &Sentence, figure: &Figure, per: Option<Per>) -> Range<usize> {
    let mut items = figure.items.clone();
    let says = |at: usize| {
        per.is_some_and(|per| sentence.is(at, Tags::PER) && unit_of_time(sentence.items[at].value) == Some(per.unit()))
    };
    while items.start > 0
        && (says(items.start - 1) || sentence.is(items.start - 1, Tags::EACH) && says(items.start.saturating_sub(2)))
    {
        items.start -= 1;
    }
    items
}

// ---- shares ---------------------------------------------------------------------------------------------------------------------

fn share(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    let all = sentence.all();
    let sums = sentence.figures.iter().any(|figure| matches!(figure.measure, Measure::Money(_)));
    let of_pay = sentence.has(all.clone(), Tags::PAY)
        || sums && sentence.has(all.clone(), Tags::EARN.or(Tags::RECEIVE).or(Tags::GIVE))
        || context.of_pay
        || sentence.has(figure.items.start.saturating_sub(2)..figure.items.start, Tags::TAKE)
        || sentence.has(all.clone(), Tags::TAKE) && sentence.has(0..figure.items.start, Tags::AMONG)
        || sentence.has(all.clone(), Tags::EARN) && sentence.has(all.clone(), Tags::WORKER);
    if !of_pay || sentence.has(figure.items.start.saturating_sub(4)..(figure.items.end + 5).min(all.end), Tags::OTHER_SHARE) {
        return None;
    }
    let most = figure.bounds.high().or(figure.bounds.low())?;
    if most > Decimal::from(100) || is_share_of_people(sentence, figure) || set_by_law(sentence, figure) {
        return None;
    }
    let cue = cue(
        sentence,
        figure,
        Tags::KEEP
            .or(Tags::TAKE)
            .or(Tags::REMIT)
            .or(Tags::QUOTA)
            .or(Tags::MOVE)
            .or(Tags::OTHER_MONEY)
            .or(Tags::RECEIVE)
            .or(Tags::GIVE)
            .or(Tags::FEE),
    )?;
    let kind = match cue.tags {
        tags if tags == Tags::GIVE && !sentence.has(all.clone(), Tags::STATE.or(Tags::FUND)) => return None,
        tags if tags == Tags::OTHER_MONEY => return None,
        tags if tags == Tags::RECEIVE && !sentence.has(sentence.clause(figure.core.start), Tags::STATE.or(Tags::FIRM)) => {
            Kind::TakeHome
        }
        tags if tags == Tags::RECEIVE => Kind::ShareTaken,
        tags if tags == Tags::KEEP => {
            // "государство оставляет себе 80 процентов"
            let keeper = sentence.last(0..figure.core.start, Tags::STATE.or(Tags::FIRM).or(Tags::WORKER).or(Tags::AGENT));
            let by_state = keeper.is_some_and(|at| {
                sentence.is(at, Tags::STATE.or(Tags::FIRM).or(Tags::AGENT)) && !sentence.is(at + 1, Tags::WORKER) && at < cue.at
            });
            if by_state && sentence.tongue == Tongue::Russian { Kind::ShareTaken } else { Kind::TakeHome }
        }
        _ => Kind::ShareTaken,
    };
    let rule = if kind == Kind::TakeHome { Rule::new("take_home.share", 1) } else { rule_of(kind) };
    let mut draft = Draft::new(kind, figure.items.clone(), rule);
    draft.quantity = Some(quantity(figure, Unit::PercentOfPay));
    draft.cue = Some(cue.at);
    draft.who = who(sentence, kind, figure.core.start);
    Some(draft)
}

/// "러시아인 노동자의 3분의 1": a share of people or of what others get, not of pay.
fn is_share_of_people(sentence: &Sentence, figure: &Figure) -> bool {
    let before = figure.items.start.saturating_sub(2)..figure.items.start;
    let of = |at: usize| match sentence.tongue {
        Tongue::Korean => sentence.case(at) == Case::Of,
        Tongue::Chinese => sentence.letters.says(sentence.items[at].end, "的"),
        Tongue::Russian => false,
    };
    before.into_iter().any(|at| sentence.is(at, Tags::WORKER.or(Tags::OTHERS)) && of(at))
}

// ---- time -----------------------------------------------------------------------------------------------------------------------

fn time(sentence: &Sentence, figure: &Figure, unit: PerUnit, context: &Context) -> Option<Draft> {
    let clause = sentence.clause(figure.core.start);
    let near = clause.start.max(figure.items.start.saturating_sub(7))..clause.end.min(figure.items.end + 7);
    let per = figure.per.or_else(|| period_near(sentence, figure));
    let high = figure.bounds.high().or(figure.bounds.low())?;
    let (kind, unit) = match unit {
        PerUnit::Hour => {
            let every_day = sentence.tongue == Tongue::Russian
                && figure.items.start > 0
                && sentence.letters.says(sentence.items[figure.items.start - 1].at.start, "по ")
                && per.is_some()
                && high >= Decimal::from(8);
            let from_to = context.of_labour && sentence.has(sentence.all(), Tags::MORNING);
            let work = Tags::WORK.or(Tags::WORKER).or(Tags::REST).or(Tags::SHIFT);
            let named_day = context.of_labour && per.is_some_and(|per| per.unit() == PerUnit::Day) && high >= Decimal::from(8);
            let agreed = per.is_some() && sentence.has(sentence.all(), Tags::TERM.or(Tags::PAY));
            let at_work = from_to || every_day || named_day || agreed || sentence.has(sentence.all(), work);
            let next = sentence.figures.iter().map(|other| other.items.start).filter(|start| *start >= figure.items.end).min();
            let own = near.start..near.end.min(next.unwrap_or(near.end));
            if !at_work
                || sentence.has(own, Tags::OTHER_TIME)
                || sentence.has(near, Tags::LAW)
                || sentence.is(figure.items.end, Tags::OTHER_TIME)
            {
                return None;
            }
            let overtime = sentence.has(sentence.all(), Tags::OVERTIME);
            let named = per.or_else(|| other_period(sentence, &clause).filter(|_| overtime));
            let fits = |per: &Per| matches!(per.unit(), PerUnit::Day | PerUnit::Week) || overtime && per.unit() == PerUnit::Month;
            let per = named.filter(fits).or_else(|| of_a_day(sentence, figure).filter(|_| named.is_none()))?;
            let most = match per.unit() {
                PerUnit::Day => 24,
                PerUnit::Week => 168,
                _ => 744,
            };
            if high > Decimal::from(most) {
                return None;
            }
            (Kind::HoursOrRest, Unit::Hour(per))
        }
        PerUnit::Day => {
            if sentence.is(figure.items.end, Tags::WHOLE) {
                return None;
            }
            let long = |per: &Per| per.unit() != PerUnit::Hour && per.unit() != PerUnit::Day;
            let per = per.filter(long).or_else(|| other_period(sentence, &clause).filter(long))?;
            if sentence.has(near.clone(), Tags::LAW.or(Tags::OTHER_TIME)) {
                return None;
            }
            let told = sentence.has(near.clone(), Tags::REST.or(Tags::WORK));
            let near = if told { near } else { near.start..sentence.items.len().min(near.end + 6) };
            let rest = cue_near(sentence, figure, &near, Tags::REST);
            let work = cue_near(sentence, figure, &near, Tags::WORK);
            match (rest, work) {
                (Some(rest), work) if work.is_none_or(|work| rest <= work) => (Kind::HoursOrRest, Unit::RestDay(per)),
                (_, Some(_)) if high <= Decimal::from(31) => (Kind::HoursOrRest, Unit::WorkDay(per)),
                _ => return None,
            }
        }
        PerUnit::Month | PerUnit::Year => {
            let of_contract = cue_near(sentence, figure, &near, Tags::TERM).filter(|steps| *steps <= 4);
            of_contract.or_else(|| stayed(sentence, figure).then_some(0))?;
            if is_leave_to_stay(sentence, figure) {
                return None;
            }
            if sentence.has(near, Tags::LAW.or(Tags::AGE).or(Tags::PENALTY)) || sentence.has(sentence.all(), Tags::INSTRUMENT) {
                return None;
            }
            (Kind::ContractLength, Unit::Year)
        }
        PerUnit::Week => return None,
    };
    let mut draft = Draft::new(kind, with_period(sentence, figure, per), rule_of(kind));
    let mut quantity = quantity(figure, unit);
    if figure.measure == Measure::Time(PerUnit::Month) {
        let part = |end: Option<Decimal>| end.map(|end| (end / Decimal::from(12)).round_dp(2));
        quantity.range = Bounds::new(part(figure.bounds.low()), part(figure.bounds.high())).ok()?;
    }
    draft.quantity = Some(quantity);
    draft.who = who(sentence, kind, figure.core.start);
    Some(draft)
}

/// "체류 기간은 최장 5개월": how long the law lets a foreigner stay, not how long anybody agreed to.
fn is_leave_to_stay(sentence: &Sentence, figure: &Figure) -> bool {
    let stay = ["체류", "逗留", "居留", "停留", "пребыван"];
    let before = figure.items.start.saturating_sub(4)..figure.items.start;
    figure.bounds.low().is_none()
        && before.into_iter().any(|at| stay.iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)))
}

/// Hours without a period that are those of a day: of a shift, "по четырнадцать часов", "열세 시간을 일했다", or in a sentence that names the day.
fn of_a_day(sentence: &Sentence, figure: &Figure) -> Option<Per> {
    let day = Per::each(PerUnit::Day);
    let hours = figure.bounds.low().or(figure.bounds.high())?;
    let clause = sentence.clause(figure.core.start);
    let beside = figure.items.start.saturating_sub(2)..(figure.items.end + 2).min(clause.end);
    let each_time = sentence.tongue == Tongue::Russian
        && figure.core.start > 0
        && sentence.letters.says(sentence.items[figure.core.start - 1].at.start, "по ");
    let long = hours >= Decimal::from(8);
    let daily = sentence.items.iter().enumerate().any(|(at, item)| item.value == "day" && is_period(sentence, at));
    let told = sentence.has(clause, Tags::SHIFT)
        || each_time && sentence.has(sentence.all(), Tags::WORK.or(Tags::MORNING))
        || long && daily
        || long && sentence.tongue != Tongue::Russian && sentence.has(beside, Tags::WORK);
    (told && hours >= Decimal::from(4) && hours <= Decimal::from(24)).then_some(day)
}

/// "삼 년 계약이었지만 오 년 반을 있었다": beside the length of a contract, how long it was in the end.
fn stayed(sentence: &Sentence, figure: &Figure) -> bool {
    let length = |other: &Figure| matches!(other.measure, Measure::Time(PerUnit::Year | PerUnit::Month));
    let contract = sentence.figures.iter().any(|other| {
        let near = other.items.start.saturating_sub(5)..(other.items.end + 5).min(sentence.items.len());
        length(other) && other.items.end <= figure.items.start && sentence.has(near, Tags::TERM)
    });
    let end = sentence.items[figure.items.end - 1].end;
    let again = (figure.items.start.saturating_sub(2)..figure.items.start)
        .any(|at| ["раз ", "каждые ", "每"].iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)));
    let ago = ["마다", "전", " 전", " 뒤", "이 지나", " 지나", "前", "后", " назад", "만에", " 만에"];
    let ago = ago
        .iter()
        .any(|word| sentence.letters.says(end, word) || sentence.letters.says(sentence.items[figure.items.end - 1].at.end, word));
    contract && !ago && !again
}

/// "выходной раз в две недели", "2주에 하루 쉰다": days of rest in several weeks; the figures that it is made of are marked.
pub(crate) fn rest_in_weeks(sentence: &Sentence, used: &mut [bool]) -> Option<Draft> {
    let rest = sentence.first(sentence.all(), Tags::REST)?;
    let is_weeks = |figure: &Figure| figure.measure == Measure::Time(PerUnit::Week) && figure.bounds.is_point();
    let weeks = sentence.figures.iter().position(is_weeks)?;
    let count = sentence.figures[weeks].bounds.low().and_then(|count| u16::try_from(count).ok()).filter(|count| *count >= 2)?;
    let day = sentence.figures.iter().position(|figure| figure.measure == Measure::Time(PerUnit::Day));
    let near = |index: usize| sentence.figures[index].items.start.abs_diff(sentence.figures[weeks].items.start) <= 6;
    let day = day.filter(|day| near(*day));
    let once = sentence.all().find(|&at| {
        sentence.letters.says(sentence.items[at].at.start, "раз в") || sentence.letters.says(sentence.items[at].at.start, "一次")
    });
    let (days, told) = match (day, once) {
        (Some(day), _) => (sentence.figures[day].bounds, sentence.figures[day].items.clone()),
        (None, Some(once)) => (Bounds::exactly(Decimal::ONE), once..once + 1),
        (None, None) => return None,
    };
    let span = sentence.figures[weeks].items.clone();
    let none = sentence.tongue == Tongue::Chinese && sentence.has(told.start.saturating_sub(3)..told.start, Tags::NEGATION);
    if none || rest.abs_diff(span.start) > 7 {
        return None;
    }
    used[weeks] = true;
    day.into_iter().for_each(|day| used[day] = true);
    let items = told.start.min(span.start)..told.end.max(span.end);
    let mut draft = Draft::new(Kind::HoursOrRest, items, rule_of(Kind::HoursOrRest));
    let unit = Unit::RestDay(Per::every(count, PerUnit::Week)?);
    draft.quantity = Some(Quantity { range: days, unit, approximate: false });
    draft.cue = Some(rest);
    draft.who = who(sentence, Kind::HoursOrRest, rest);
    Some(draft)
}

/// Steps from a figure to the nearest item with one of the tags.
fn cue_near(sentence: &Sentence, figure: &Figure, near: &Range<usize>, tags: Tags) -> Option<usize> {
    let at = near.clone().filter(|at| !figure.core.contains(at) && sentence.is(*at, tags));
    at.map(
        |at| if at < figure.core.start { figure.items.start.saturating_sub(at + 1) } else { at.saturating_sub(figure.items.end) },
    )
    .min()
}

/// The first period that the clause names.
fn other_period(sentence: &Sentence, clause: &Range<usize>) -> Option<Per> {
    let at = clause.clone().find(|&at| is_period(sentence, at) && !sentence.is(at, Tags::DAYS))?;
    unit_of_time(sentence.items[at].value).map(Per::each)
}

/// Clock times that bound a working day: "새벽 5시부터 밤 10시까지".
pub(crate) fn working_day(sentence: &Sentence) -> Option<Draft> {
    let whole_day = sentence.has(sentence.all(), Tags::MORNING) && sentence.has(sentence.all(), Tags::EVENING);
    let at_work = sentence.has(sentence.all(), Tags::WORK) || whole_day && sentence.tongue == Tongue::Korean;
    if !at_work || sentence.figures.iter().any(|figure| figure.measure == Measure::Time(PerUnit::Hour)) {
        return None;
    }
    let times: Vec<usize> =
        sentence.all().filter(|&at| sentence.items[at].number.is_some() && clock_at(sentence, at).is_some()).collect();
    let [from, to] = times[..] else { return None };
    if to - from > 7 || sentence.has(from..to, Tags::OTHER_TIME) {
        return None;
    }
    let (start, end) = (clock_at(sentence, from)?, clock_at(sentence, to)?);
    let end = if end <= start && end <= Decimal::from(12) { end + Decimal::from(12) } else { end };
    let hours = end.checked_sub(start).filter(|hours| (Decimal::from(4)..=Decimal::from(22)).contains(hours))?;
    let first = if from > 0 && sentence.is(from - 1, Tags::MORNING) { from - 1 } else { from };
    let last =
        (to + 1..to + 4).take_while(|&at| sentence.is(at, Tags::CLOCK.or(Tags::EVENING).or(Tags::TIME))).last().unwrap_or(to);
    let mut draft = Draft::new(Kind::HoursOrRest, first..last + 1, Rule::new("hours.between_clock_times", 1));
    let unit = Unit::Hour(Per::each(PerUnit::Day));
    draft.quantity = Some(Quantity { range: Bounds::exactly(hours), unit, approximate: false });
    draft.note = Some(format!("{hours} hours lie between the two times"));
    draft.who = who(sentence, Kind::HoursOrRest, from);
    Some(draft)
}

/// A day of [`LONG_DAY`] hours or more shows excessive overtime.
pub(crate) fn overlong(drafts: &[Draft]) -> Option<Draft> {
    let long = drafts.iter().find(|draft| draft.quantity.is_some_and(|quantity| is_overlong(&quantity)))?;
    let rule = Rule::new("indicator.long_day", 1);
    let mut draft = Draft::new(Kind::Indicator(Indicator::ExcessiveOvertime), long.items.clone(), rule);
    draft.who = long.who.clone();
    Some(draft)
}

/// A long day, or next to no days of rest.
fn is_overlong(quantity: &Quantity) -> bool {
    let Some(most) = quantity.range.high().or(quantity.range.low()) else { return false };
    match quantity.unit {
        Unit::Hour(per) => per == Per::each(PerUnit::Day) && most >= Decimal::from(LONG_DAY),
        Unit::RestDay(per) if per == Per::each(PerUnit::Month) => most <= Decimal::TWO,
        Unit::RestDay(per) if per == Per::each(PerUnit::Year) => most <= Decimal::from(24),
        _ => false,
    }
}

/// Pay that was promised, and less than it in the same sentence: what was promised was not true.
pub(crate) fn short_of_promise(sentence: &Sentence, sums: &[(&Draft, Modality)]) -> Option<Draft> {
    let pay = |draft: &Draft| matches!(draft.kind, Kind::Wage | Kind::TakeHome);
    let end = |draft: &Draft| draft.quantity.and_then(|quantity| quantity.range.high().or(quantity.range.low()));
    let money = |draft: &Draft| {
        draft.quantity.and_then(|quantity| if let Unit::Money(currency, _) = quantity.unit { Some(currency) } else { None })
    };
    let (promised, _) = sums.iter().find(|(draft, modality)| pay(draft) && *modality == Modality::Promised)?;
    let less = sums.iter().any(|(draft, modality)| {
        pay(draft)
            && *modality != Modality::Promised
            && !sentence.has(draft.items.start.saturating_sub(3)..draft.items.start, Tags::AMONG)
            && money(draft) == money(promised)
            && end(draft) < end(promised)
            && end(draft).is_some()
    });
    less.then(|| {
        let mut draft = Draft::new(
            Kind::Indicator(Indicator::Deception),
            promised.items.clone(),
            Rule::new("indicator.less_than_promised", 1),
        );
        draft.who = promised.who.clone();
        draft
    })
}

/// The hour of the day that the number at `at` names.
fn clock_at(sentence: &Sentence, at: usize) -> Option<Decimal> {
    let hour = sentence.items[at].number?.value;
    let after = sentence.is(at + 1, Tags::CLOCK.or(Tags::EVENING).or(Tags::MORNING));
    let behind = sentence.tongue == Tongue::Russian;
    let part = |tags| {
        !behind && at > 0 && sentence.is(at - 1, tags)
            || behind
                && (at + 1..at + 3)
                    .any(|next| sentence.is(next, tags) && !sentence.items[at + 1..next].iter().any(|item| item.number.is_some()))
    };
    if !after || hour > Decimal::from(24) || !hour.fract().is_zero() {
        return None;
    }
    let half = ["点半", "点钟半", "时半", "시 반", "시반"]
        .iter()
        .any(|word| sentence.letters.says(sentence.items[at + 1].at.start, word));
    let hour = if half { hour + Decimal::new(5, 1) } else { hour };
    let evening = part(Tags::EVENING) && hour <= Decimal::from(12);
    Some(if evening { hour + Decimal::from(12) } else { hour })
}

// ---- people ---------------------------------------------------------------------------------------------------------------------

fn people(sentence: &Sentence, figure: &Figure, behind: Option<usize>, context: &Context) -> Option<Draft> {
    // "25분": minutes, and people only in native numbers: "세 분"
    let counter = sentence.items[figure.items.end - 1].at.start;
    if sentence.letters.says(counter, "분") && sentence.letters.at(sentence.items[figure.core.start].at.start).is_ascii_digit() {
        return None;
    }
    let head = head(sentence, figure, behind);
    let driven = figure.items.start > 0 && sentence.is(figure.items.start - 1, Tags::TOIL) && sentence.tongue == Tongue::Russian;
    if !driven && head.is_some_and(|head| sentence.is(head, Tags::OTHERS.or(Tags::THING)) && !sentence.is(head, Tags::WORKER)) {
        return None;
    }
    let low = figure.bounds.low().or(figure.bounds.high())?;
    // "마흔 명에게서 1인당": the period of a sum, not of these people
    let each = sentence.is(figure.items.end, Tags::EACH) && sentence.case(figure.items.end - 1) == Case::None;
    if !low.fract().is_zero() || each || sentence.case(figure.items.end - 1) == Case::Each {
        return None;
    }
    // "네 명 중 한 명은": a share, not a count
    let one_of = sentence.is(figure.items.end, Tags::WHOLE)
        && low <= Decimal::TEN
        && sentence.figures.iter().any(|other| {
            other.items.start > figure.items.end
                && other.items.start <= figure.items.end + 2
                && other.bounds == Bounds::exactly(Decimal::ONE)
                && matches!(other.measure, Measure::People(_))
        });
    if one_of {
        return None;
    }
    let outcome = outcome(sentence, figure);
    let clause = past_a_voice(sentence, figure.core.start);
    let toil = sentence.has(clause.clone(), Tags::TOIL);
    let freed_from_a_firm = sentence.has(clause.clone(), Tags::FREED) && sentence.has(clause.clone(), Tags::FIRM);
    let at_a_site = toil || freed_from_a_firm || sentence.has(sentence.all(), Tags::SECTOR.or(Tags::WORKER));
    let people_by_ending = |head: usize| sentence.items[head].unknown;
    let plain = head.is_none_or(|head| sentence.is(head, Tags::NATIONAL.or(Tags::COUNTER)) || people_by_ending(head));
    let labour = head.is_some_and(|head| sentence.is(head, Tags::WORKER)) || context.of_labour || at_a_site;
    if let Some(at) = outcome {
        if !sentence.is(at, Tags::DEATH) || !(labour || plain) {
            return None;
        }
        return counted(sentence, figure, head, Kind::Deaths, Some(at));
    }
    let named = driven || head.is_some_and(|head| sentence.is(head, Tags::WORKER));
    let sanctioned = sentence.items.iter().any(|item| item.is(Tags::SANCTION) && !item.is(Tags::WORK));
    let imposed = sentence.has(sentence.all(), Tags::AUTHORITY.or(Tags::MEASURE));
    if !named && sanctioned && imposed {
        return None;
    }
    let paid = Tags::PAY.or(Tags::RECEIVE).or(Tags::TAKE);
    let part = figure.items.start > 0
        && sentence.has(figure.items.start.saturating_sub(5)..figure.items.start, Tags::AMONG)
        && sentence.figures.iter().any(|other| {
            matches!(other.measure, Measure::People(_))
                && other.items.end <= figure.items.start
                && people(sentence, other, behind_of(other), context).is_some_and(|draft| draft.kind == Kind::WorkerCount)
        });
    let at_work = (labour || sentence.has(clause.clone(), Tags::HEADCOUNT))
        && plain
        && sentence.has(clause.clone(), Tags::WORK.or(Tags::DISPATCH).or(Tags::SECTOR).or(paid).or(Tags::FREED));
    let freed = context.of_labour && plain && sentence.has(clause.clone(), Tags::FREED);
    let total = labour && plain && of_a_total(sentence, figure);
    let restated = labour
        && plain
        && ["то есть ", "т.е."]
            .iter()
            .any(|word| sentence.items.get(clause.start).is_some_and(|item| sentence.letters.says(item.at.start, word)));
    let national = head.is_some_and(|head| sentence.is(head, Tags::NATIONAL) || people_by_ending(head))
        && sentence.has(sentence.all(), Tags::WORK.or(Tags::DISPATCH).or(paid).or(Tags::SECTOR));
    let ours = plain && among_us(sentence, figure);
    let told = head.is_some_and(|head| sentence.is(head, Tags::NATIONAL)) && told_by_us(sentence, figure);
    if !(named || at_work || national || freed || ours || told || restated || total || part && plain) || low < Decimal::from(3) {
        return None;
    }
    counted(sentence, figure, head, Kind::WorkerCount, head)
}

/// "도입 규모를 3만 명으로", "劳工人数，大约四万": the number of workers is named before, and no other number.
fn of_a_total(sentence: &Sentence, figure: &Figure) -> bool {
    let before = sentence.last(0..figure.core.start, Tags::HEADCOUNT);
    before.is_some_and(|at| {
        let of_workers = (at.saturating_sub(9)..at + 1).any(|near| sentence.is(near, Tags::WORKER));
        let others = sentence.has(at.saturating_sub(5)..figure.items.start, Tags::OTHERS);
        of_workers
            && !others
            && figure.core.start - at <= 8
            && sentence.figures_between(at, figure.core.start, &figure.items) == 0
    })
}

/// The clause of a figure, with the one before where only a voice stands between: "согнали, по рассказам, 900 человек".
fn past_a_voice(sentence: &Sentence, at: usize) -> Range<usize> {
    let clause = sentence.clause(at);
    let before = |clause: &Range<usize>| clause.start.checked_sub(1).map(|last| sentence.clause(last));
    let voice =
        before(&clause).filter(|voice| sentence.has(voice.clone(), Tags::ACCORDING) && sentence.tongue == Tongue::Russian);
    let whole = voice.and_then(|voice| before(&voice)).map(|first| first.start..clause.end);
    whole.unwrap_or(clause)
}

fn behind_of(figure: &Figure) -> Option<usize> {
    if let Measure::People(behind) = figure.measure { behind } else { None }
}

/// "привезли нас, тридцать человек, на ферму": who tells is one of those counted, and was brought to work or worked.
fn among_us(sentence: &Sentence, figure: &Figure) -> bool {
    let labour = Tags::WORK.or(Tags::DISPATCH).or(Tags::SECTOR).or(Tags::FIRM);
    told_by_us(sentence, figure) && sentence.has(sentence.all(), labour)
}

fn told_by_us(sentence: &Sentence, figure: &Figure) -> bool {
    let near = figure.items.start.saturating_sub(3)..figure.items.start;
    near.into_iter()
        .any(|at| ["нас", "мы ", "우리", "我们"].iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)))
}

/// "назвали десятерых погибших, позже — до ста", "800 рабочих, в том числе без виз — свыше 90".
fn people_again(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    let first = sentence
        .figures
        .iter()
        .rfind(|other| other.items.end <= figure.items.start && matches!(other.measure, Measure::People(_)))?;
    let between = first.items.end..figure.items.start;
    let words = ["потом", "затем", "позже", "причем", "а без", "后来", "나중"];
    let carried = sentence.has(between.clone(), Tags::AMONG)
        || between.clone().any(|at| words.iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)));
    let clear = !sentence.has(between.clone(), Tags::THING.or(Tags::OTHERS).or(Tags::CURRENCY)) && between.len() <= 12;
    if !ends_clause(sentence, figure)
        || !carried
        || !clear
        || sentence.figures_between(between.start, between.end, &figure.items) > 0
    {
        return None;
    }
    let mut draft = people(sentence, first, behind_of(first), context).or_else(|| {
        sentence.has(between.clone(), Tags::DEATH).then(|| counted(sentence, first, None, Kind::Deaths, None)).flatten()
    })?;
    let unit = draft.quantity?.unit;
    draft.items = figure.items.clone();
    draft.quantity = Some(quantity(figure, unit));
    Some(draft)
}

/// "выходных давали два в год": the days off stand before their number.
fn rest_again(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    let before = figure.items.start.saturating_sub(3)..figure.items.start;
    let off = before.into_iter().any(|at| sentence.is(at, Tags::REST) && sentence.items[at].value == "day");
    let behind = ends_clause(sentence, figure) || sentence.is(figure.items.end, Tags::PER) || figure.per.is_some();
    let same = Figure { measure: Measure::Time(PerUnit::Day), ..figure.clone() };
    (sentence.tongue == Tongue::Russian && off && behind).then(|| time(sentence, &same, PerUnit::Day, context)).flatten()
}

/// Nothing that the number could count stands behind it.
fn ends_clause(sentence: &Sentence, figure: &Figure) -> bool {
    sentence
        .items
        .get(figure.items.end)
        .is_none_or(|next| next.is(Tags::BREAK) || next.at.len() == 1 && !next.unknown && next.tags == Tags::NONE)
}

/// "обещали 800 долларов, но платили всего 150": a bare number after a sum, with "only", is a sum of the same money.
fn money_again(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    let earlier = sentence.figures.iter().filter(|other| other.items.end <= figure.items.start);
    let currency =
        earlier.rev().find_map(|other| if let Measure::Money(currency) = other.measure { Some(currency) } else { None })?;
    let first = sentence
        .figures
        .iter()
        .rfind(|other| other.items.end <= figure.items.start && matches!(other.measure, Measure::Money(_)))?;
    let taken = figure.bounds.high().or(figure.bounds.low())? >= Decimal::TEN;
    let particle = sentence.tongue == Tongue::Korean
        && matches!(sentence.case(figure.items.end - 1), Case::Object | Case::To | Case::Topic | Case::Subject);
    let before = figure.items.start.saturating_sub(4)..figure.items.start;
    let verb_behind = figure.items.end..(figure.items.end + 2).min(sentence.items.len());
    let part = sentence.has(before.clone(), Tags::AMONG) && sentence.has(verb_behind, Tags::TAKE);
    let dated = sentence.is(figure.items.end, Tags::PER) || figure.per.is_some();
    if !taken || !(ends_clause(sentence, figure) || dated || particle || part) {
        return None;
    }
    let same = Figure { measure: Measure::Money(currency), bounds: in_the_scale_of(sentence, first, figure), ..figure.clone() };
    let paid = sentence.has(before.clone(), Tags::GIVE.or(Tags::RECEIVE).or(Tags::KEEP).or(Tags::HAND));
    let apart = sentence.has(first.items.end..figure.items.start, Tags::BREAK) || sentence.has(0..figure.items.start, Tags::BUT);
    let changed = sentence.has(first.items.end..figure.items.start, Tags::CHANGE);
    let turned = apart || is_only(sentence, &same) || part_of_whole(sentence, &same) || after_a_sum(sentence, &same);
    let kept = sentence.has(before.clone(), Tags::KEEP.or(Tags::PROMISE));
    let paid = paid || sentence.has(before.clone(), Tags::PROMISE);
    let fined = figure.items.start > 0 && sentence.is(figure.items.start - 1, Tags::TAKE);
    if part {
        return deducted(sentence, &same, currency, context);
    }
    if paid && (turned || kept) || fined {
        return money(sentence, &same, context);
    }
    let dash =
        figure.items.start > 0 && sentence.is(figure.items.start - 1, Tags::THROUGH) && figure.items.start >= first.items.end + 2;
    (dash || changed || particle && figure.core.len() == 1).then(|| again(sentence, first, &same, context)).flatten()
}

/// "из пятидесяти тысяч забирали тридцать пять": thousands again, where the first sum was of thousands and more.
fn in_the_scale_of(sentence: &Sentence, first: &Figure, figure: &Figure) -> Bounds {
    let scale =
        |figure: &Figure| sentence.items[figure.core.clone()].iter().find_map(|item| item.number).map(|number| number.scale);
    let (Some(of_first), Some(own)) = (scale(first), scale(figure)) else { return figure.bounds };
    let ends = [figure.bounds.low(), figure.bounds.high()].map(|end| end.and_then(|end| end.checked_mul(of_first)));
    let least = first.bounds.low().or(first.bounds.high()).unwrap_or_default();
    let less = ends.iter().flatten().all(|end| *end < least);
    let thousands = sentence.tongue == Tongue::Russian && of_first > Decimal::ONE && own == Decimal::ONE;
    if !(thousands && less) {
        return figure.bounds;
    }
    Bounds::new(ends[0], ends[1]).unwrap_or(figure.bounds)
}

/// "давали восемьсот, из них сто удерживали": a part of pay that is taken.
fn deducted(sentence: &Sentence, figure: &Figure, currency: Currency, context: &Context) -> Option<Draft> {
    let per = figure.per.or_else(|| any_period(sentence)).or(context.pay_period);
    let mut draft = Draft::new(Kind::Deduction, figure.items.clone(), rule_of(Kind::Deduction));
    draft.quantity = Some(quantity(figure, Unit::Money(currency, per)));
    draft.roles =
        vec![(Role::Head, Part::Word("not labelled".to_owned())), (Role::Code, Part::Word(Taking::Unlabelled.code().to_owned()))];
    Some(draft)
}

/// "численность рабочих составляет 46 000", "人数为46000".
fn headcount(sentence: &Sentence, figure: &Figure) -> Option<Draft> {
    let low = figure.bounds.low().or(figure.bounds.high())?;
    let clause = sentence.clause(figure.core.start);
    let number = sentence.last(clause.start..figure.core.start, Tags::HEADCOUNT)?;
    let worker = sentence.last(clause.start..figure.core.start, Tags::WORKER.or(Tags::NATIONAL))?;
    let other = sentence.has(clause.start..figure.core.start, Tags::OTHERS.or(Tags::THING));
    let bare = sentence
        .items
        .get(figure.items.end)
        .is_none_or(|next| !next.unknown && !next.is(Tags::THING.or(Tags::OTHERS).or(Tags::CURRENCY)));
    if other || !bare || low < Decimal::from(3) || figure.core.start - number > 10 {
        return None;
    }
    counted(sentence, figure, Some(worker), Kind::WorkerCount, Some(number))
}

fn counted(sentence: &Sentence, figure: &Figure, head: Option<usize>, kind: Kind, cue: Option<usize>) -> Option<Draft> {
    let mut items = figure.items.clone();
    if let Some(head) = head.filter(|head| *head >= items.end && *head < items.end + 5) {
        items.end = head + 1;
    }
    let per = yearly(sentence, figure);
    let mut draft = Draft::new(kind, items, rule_of(kind));
    draft.quantity = Some(quantity(figure, Unit::Person(per)));
    draft.cue = cue;
    draft.who = head.map(|head| phrase(sentence, head)).or_else(|| who(sentence, kind, figure.core.start));
    Some(draft)
}

fn yearly(sentence: &Sentence, figure: &Figure) -> Option<Per> {
    const EVERY: [&str; 8] = ["매년", "해마다", "연간", "연평균", "ежегодн", "в год", "每年", "年均"];
    let clause = sentence.clause(figure.core.start);
    let every = clause.into_iter().any(|at| EVERY.iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)));
    every.then_some(Per::each(PerUnit::Year))
}

/// The noun that a number of people counts, where the sentence has one.
pub(crate) fn counted_noun(sentence: &Sentence, figure: &Figure, behind: Option<usize>) -> Option<usize> {
    head(sentence, figure, behind).filter(|head| !sentence.is(*head, Tags::COUNTER) || sentence.is(*head, Tags::WORKER))
}

/// The people a number counts: behind it, or in Korean right before it or behind "의".
fn head(sentence: &Sentence, figure: &Figure, behind: Option<usize>) -> Option<usize> {
    let people = Tags::WORKER.or(Tags::OTHERS).or(Tags::NATIONAL);
    let of_people =
        sentence.tongue == Tongue::Chinese && !sentence.letters.says(sentence.items[figure.items.end - 1].at.start, "个");
    let counted = if of_people && behind.is_none() { people } else { people.or(Tags::THING) };
    let named = |at: usize| sentence.is(at, counted);
    if let Some(at) = behind {
        let whole = sentence.is(at, Tags::COUNTER.or(Tags::NATIONAL)) && !sentence.is(at, Tags::WORKER);
        let further = (at + 1..at + 3).find(|&next| named(next) && !sentence.is(next, Tags::THING));
        return further.filter(|_| whole && sentence.tongue != Tongue::Russian).or(Some(at));
    }
    let end = figure.items.end;
    let before = || {
        let clause = sentence.clause(figure.core.start);
        let from = clause.start.max(figure.items.start.saturating_sub(8));
        let at = (from..figure.items.start).rev().find(|&at| named(at))?;
        let clear = sentence.figures_between(at, figure.core.start, &figure.items) == 0
            || sentence.tongue == Tongue::Korean
            || sentence.has(at..figure.items.start, Tags::CHANGE);
        clear.then_some(at)
    };
    match sentence.tongue {
        Tongue::Korean => {
            let bound = sentence.is(end - 1, Tags::LOW_AFTER.or(Tags::HIGH_AFTER).or(Tags::NEAR_AFTER));
            let of = sentence.case(end - 1) == Case::Of || bound && matches!(sentence.case(end - 1), Case::None | Case::Of);
            let after = || compound(sentence, (end..end + 4).find(|&at| named(at))?, counted);
            let adjacent = figure.items.start.checked_sub(1).filter(|&at| named(at));
            let people = |at: &usize| !sentence.is(*at, Tags::THING);
            if of { after().filter(people).or(adjacent).or_else(before) } else { adjacent.or_else(before) }
        }
        Tongue::Chinese => {
            let after = (end..end + 5).take_while(|&at| {
                at < sentence.items.len()
                    && !sentence.is(at, Tags::BREAK.or(Tags::IN).or(Tags::DEATH).or(Tags::OUTCOME).or(Tags::WORK))
                    && sentence.items[at].number.is_none()
            });
            let after = after.into_iter().find(|&at| named(at)).and_then(|at| compound(sentence, at, counted));
            after.or_else(before)
        }
        Tongue::Russian => {
            let after = (end..end + 4)
                .take_while(|&at| at < sentence.items.len() && !sentence.is(at, Tags::BREAK.or(Tags::IN)))
                .find(|&at| named(at));
            // "с завода вывели 600 человек": a counter counts people, whatever stands before it
            let counter = sentence.is(end - 1, Tags::COUNTER);
            after.or_else(|| before().filter(|&at| !counter || !sentence.is(at, Tags::THING)))
        }
    }
}

/// The last noun of a row: "북한 국적 노동자", "朝鲜籍工人".
fn compound(sentence: &Sentence, at: usize, counted: Tags) -> Option<usize> {
    let mut last = at;
    while sentence.case(last) == Case::None && sentence.is(last + 1, counted) {
        last += 1;
    }
    Some(last)
}

/// The word that says what became of the counted people: behind the figure up to the next, else before it.
fn outcome(sentence: &Sentence, figure: &Figure) -> Option<usize> {
    let all = Tags::DEATH.or(Tags::OUTCOME);
    let next = sentence.figures.iter().map(|other| other.items.start).filter(|start| *start >= figure.items.end).min();
    let end = next.unwrap_or(sentence.items.len()).min(figure.items.end + 9);
    let after = (figure.items.end..end)
        .take_while(|&at| !sentence.is(at, Tags::BUT) || sentence.is(at, all))
        .find(|&at| sentence.is(at, all));
    let previous =
        sentence.figures.iter().map(|other| other.items.end).filter(|end| *end <= figure.items.start).max().unwrap_or(0);
    let clause = past_a_voice(sentence, figure.core.start);
    let from = clause.start.max(previous).max(figure.items.start.saturating_sub(if clause.start + 5 < figure.items.start {
        9
    } else {
        5
    }));
    let before = (from..figure.items.start).rev().find(|&at| sentence.is(at, all));
    match sentence.tongue {
        Tongue::Korean => after.or(before
            .filter(|at| sentence.figures_between(*at, figure.core.start, &figure.items) == 0 && sentence.case(*at) != Case::To)),
        Tongue::Russian | Tongue::Chinese => {
            let adjacent = before.filter(|at| at + 1 == figure.items.start);
            let same_clause = after.filter(|at| !(figure.items.end..*at).any(|between| sentence.is(between, Tags::BREAK)));
            adjacent.or(same_clause).or(before).or(after)
        }
    }
}

/// Who a figure is about: agents for a quota, else the nearest workers.
fn who(sentence: &Sentence, kind: Kind, at: usize) -> Option<Range<usize>> {
    let nearest = |tags| sentence.all().filter(|&other| sentence.is(other, tags)).min_by_key(|other| other.abs_diff(at));
    let agent = if kind == Kind::RemittanceQuota { nearest(Tags::AGENT) } else { None };
    agent.or_else(|| nearest(Tags::WORKER)).map(|at| phrase(sentence, at))
}

/// A noun with what stands right before it of its people, place or trade.
pub(crate) fn phrase(sentence: &Sentence, head: usize) -> Range<usize> {
    let mut start = head;
    while start > 0
        && head - start < 3
        && sentence.items[start - 1].case == Case::None
        && sentence.is(start - 1, Tags::NATIONAL.or(Tags::PLACE).or(Tags::SECTOR).or(Tags::STATE).or(Tags::WORKER))
        && !sentence.is(start - 1, Tags::IN)
        && sentence.items[start - 1].number.is_none()
    {
        start -= 1;
    }
    start..head + 1
}
