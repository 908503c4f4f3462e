//! What a sum of money is: pay, what is left of it, a fee, what is taken.

use super::*;

pub(super) fn money(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    let Measure::Money(currency) = figure.measure else { return None };
    if part_of_whole(sentence, figure) {
        return Some(left(sentence, figure, currency, context));
    }
    if let Some(same) = changed_from(sentence, figure, context) {
        return Some(same);
    }
    let cues = CUES.iter().fold(Tags::NONE, |all, (tags, _, _)| all.or(*tags));
    let told = cue(sentence, figure, cues)
        .or_else(|| earned_by_work(sentence, figure))
        .or_else(|| far_pay(sentence, figure))
        .or_else(|| {
            let unpaid = sentence.last(0..figure.core.start, Tags::ARREARS).filter(|_| in_arrears(sentence, figure));
            let owed = || sentence.last(0..figure.core.start, Tags::DEBT).filter(|_| is_huge(figure));
            unpaid.map(|at| Cue { at, tags: Tags::ARREARS }).or_else(|| owed().map(|at| Cue { at, tags: Tags::DEBT }))
        });
    let Some(cue) = told else {
        let alone = || paid_at_a_rate(sentence, figure, context).filter(|_| ends_clause(sentence, figure));
        return beside_another(sentence, figure, context).or_else(alone);
    };
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

/// "1400위안에서 900위안으로 깎였다", "从800元降到600元": what a sum became is of the kind that it was.
pub(super) fn changed_from(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
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
pub(super) fn beside_another(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    let mut earlier = sentence.figures.iter().rev().filter(|other| other.items.end <= figure.items.start);
    let nearest = earlier.next()?;
    // "追回工资9870万元，其中农民工5438人、8650万元"
    let part = earlier.find(|other| other.measure == figure.measure).filter(|whole| {
        matches!(nearest.measure, Measure::People(_)) && sentence.has(whole.items.end..nearest.items.start, Tags::AMONG)
    });
    if let Some(whole) = part {
        return again(sentence, whole, figure, context);
    }
    let first = nearest;
    let between = first.items.end..figure.items.start;
    let cues = CUES.iter().fold(Tags::BUT, |all, (tags, _, _)| all.or(*tags));
    let beside = first.measure == figure.measure && between.len() <= 5 && !sentence.has(between, cues);
    (beside && !is_huge(figure)).then(|| again(sentence, first, figure, context)).flatten()
}

/// The claim of an earlier sum of the sentence, made again of another.
pub(super) fn again(sentence: &Sentence, first: &Figure, figure: &Figure, context: &Context) -> Option<Draft> {
    let mut draft = money(sentence, first, context)?;
    let unit = draft.quantity?.unit;
    draft.items = figure.items.clone();
    draft.quantity = Some(quantity(figure, unit));
    draft.note = Some("said of the sum before, and of this one".to_owned());
    Some(draft)
}

/// A rate in a sentence that names pay, however far, and nothing that is bought.
fn far_pay(sentence: &Sentence, figure: &Figure) -> Option<Cue> {
    let rate = period_near(sentence, figure).or(figure.per).filter(|per| per.unit() != PerUnit::Year)?;
    let at = sentence.first(0..figure.items.start, Tags::PAY)?;
    let other = Tags::OTHER_MONEY.or(Tags::FEE).or(Tags::QUOTA).or(Tags::TAKE);
    (rate.count() == 1 && !sentence.has(sentence.all(), other)).then_some(Cue { at, tags: Tags::PAY })
}

/// "한 달 내내 일해도 40달러가 고작이었다": a sum with a period and "only", in a sentence of work.
pub(super) fn earned_by_work(sentence: &Sentence, figure: &Figure) -> Option<Cue> {
    let at = sentence.first(sentence.all(), Tags::WORK)?;
    is_only(sentence, figure).then_some(Cue { at, tags: Tags::WORK })
}

/// A sum no worker is paid.
pub(super) fn is_huge(figure: &Figure) -> bool {
    let Measure::Money(currency) = figure.measure else { return false };
    let size = figure.bounds.high().or(figure.bounds.low()).unwrap_or_default();
    let small = match currency.code() {
        "KRW" | "KPW" | "VND" | "UZS" | "MNT" | "IDR" => 100_000_000,
        "RUB" | "JPY" => 10_000_000,
        _ => 1_000_000,
    };
    size >= Decimal::from(small)
}

pub(super) fn huge(sentence: &Sentence, figure: &Figure, cue: &Cue, context: &Context) -> Option<Kind> {
    let unpaid = in_arrears(sentence, figure) || cue.tags == Tags::RECOVERED && is_of_pay(sentence, context);
    if cue.tags == Tags::DEBT && sum(sentence, figure, cue, context) == Some(Kind::Wage) {
        return Some(Kind::Wage);
    }
    if unpaid && cue.tags != Tags::OTHER_MONEY && owed_for_work(sentence, figure) {
        return Some(Kind::Wage);
    }
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

pub(super) fn sum(sentence: &Sentence, figure: &Figure, cue: &Cue, context: &Context) -> Option<Kind> {
    if is_pay_itself(sentence, figure) {
        return Some(Kind::Wage);
    }
    if is_source(sentence, figure) {
        return Some(Kind::Wage);
    }
    match cue.tags {
        Tags::ARREARS => owed_for_work(sentence, figure).then_some(Kind::Wage),
        Tags::RECOVERED => {
            let priced = sentence.has(sentence.clause(figure.core.start), Tags::OTHER_MONEY);
            (is_of_pay(sentence, context) && !priced).then_some(Kind::Wage)
        }
        Tags::DEBT => {
            if is_huge(figure) {
                let of_workers = sentence.has(sentence.all(), Tags::WORKER.or(Tags::PAY)) || context.of_labour && context.of_pay;
                return of_workers.then_some(Kind::Wage);
            }
            let to_be_sent = sentence.has(sentence.all(), Tags::FEE.or(Tags::DISPATCH));
            let for_the_way = sentence.items.iter().any(|item| item.is(Tags::WEAK_HEAD) && item.value == "D08_TRAVEL");
            (to_be_sent || for_the_way).then_some(Kind::FeeOrBribe)
        }
        Tags::KEEP => kept(sentence, figure, cue, context),
        Tags::FEE => {
            // "先扣服务费一千八": held back of pay, not paid to get it
            let held = (figure.items.start.saturating_sub(6)..figure.items.start)
                .any(|at| sentence.is(at, Tags::TAKE) && sentence.letters.says(sentence.items[at].at.start, "扣"));
            if held {
                return Some(Kind::Deduction);
            }
            let paid = sentence.first(sentence.clause(figure.core.start), Tags::GIVE);
            let for_people = sentence.tongue == Tongue::Russian && paid.is_some_and(|verb| bought_by_an_owner(sentence, verb));
            (!for_people).then_some(Kind::FeeOrBribe)
        }
        Tags::QUOTA => Some(Kind::RemittanceQuota),
        Tags::REMIT if paid_by_a_firm(sentence, cue.at) => Some(Kind::Wage),
        Tags::REMIT if paid_to_be_sent(sentence) => Some(Kind::FeeOrBribe),
        Tags::REMIT => Some(Kind::RemittanceQuota),
        Tags::MOVE => moved(sentence, figure, cue),
        Tags::PROFIT => {
            let labour = Tags::WORKER.or(Tags::WORK).or(Tags::DISPATCH);
            (context.of_labour || sentence.has(sentence.all(), labour)).then_some(Kind::Revenue)
        }
        Tags::TAKE => taken(sentence, figure, cue, context),
        Tags::EARN => Some(earned(sentence, figure, cue)),
        Tags::PAY if left_over(sentence, figure) => Some(Kind::TakeHome),
        Tags::PAY => Some(Kind::Wage),
        Tags::RECEIVE => received(sentence, figure, cue, context),
        Tags::WORK => {
            let dated = period_near(sentence, figure).or(figure.per).is_some();
            (dated && !sentence.has(sentence.all(), Tags::OTHER_MONEY)).then_some(Kind::Wage)
        }
        Tags::PROMISE => promised(sentence, figure, context),
        Tags::HAND if !paid_by_an_employer(sentence, figure, cue.at) => {
            hands_to_a_taker(sentence, figure, cue.at).then_some(Kind::FeeOrBribe)
        }
        Tags::GIVE | Tags::HAND => given(sentence, figure, cue, context),
        _ => None,
    }
}

/// What is owed is not the price of goods, which stands nearer.
fn owed_for_work(sentence: &Sentence, figure: &Figure) -> bool {
    let priced = sentence.last(sentence.clause(figure.core.start), Tags::OTHER_MONEY);
    let of_pay = sentence.last(sentence.all(), Tags::PAY);
    priced.is_none_or(|price| of_pay.is_some_and(|pay| pay > price))
}

/// Wages are spoken of, so that what is got back is of them.
fn is_of_pay(sentence: &Sentence, context: &Context) -> bool {
    context.of_pay || sentence.has(sentence.all(), Tags::PAY.or(Tags::ARREARS).or(Tags::WORKER))
}

fn kept(sentence: &Sentence, figure: &Figure, cue: &Cue, context: &Context) -> Option<Kind> {
    if is_whole(sentence, figure) {
        return Some(Kind::Wage);
    }
    if kept_by_a_taker(sentence, cue.at) {
        return Some(Kind::Deduction);
    }
    // "집에 120만 원 보내면 남는 게 없다": nothing is left
    let nothing = sentence.tongue == Tongue::Korean
        && cue.at >= figure.items.end
        && sentence.has(cue.at + 1..cue.at + 3, Tags::NEGATION)
        && !is_only(sentence, figure);
    if nothing || sentence.has(sentence.clause(figure.core.start), Tags::DEBT) {
        return None;
    }
    let told = Tags::WORKER.or(Tags::PAY).or(Tags::TAKE).or(Tags::WORK).or(Tags::HEAD).or(Tags::PER).or(Tags::RECEIVE);
    let told = sentence.has(sentence.all(), told.or(Tags::GIVE));
    (context.of_labour || context.of_pay || is_only(sentence, figure) || told).then_some(Kind::TakeHome)
}

fn moved(sentence: &Sentence, figure: &Figure, cue: &Cue) -> Option<Kind> {
    let clause = sentence.clause(figure.core.start);
    let by_a_firm = sentence.has(clause.clone(), Tags::EACH) && sentence.has(clause, Tags::FIRM);
    (by_a_firm || handed_to_workers(sentence, cue.at)).then_some(Kind::Wage)
}

fn taken(sentence: &Sentence, figure: &Figure, cue: &Cue, context: &Context) -> Option<Kind> {
    let told = Tags::WORKER.or(Tags::PAY).or(Tags::HEAD).or(Tags::WEAK_HEAD).or(Tags::EACH).or(Tags::SECTOR);
    if fined_by_an_authority(sentence, figure, cue.at) {
        return None;
    }
    if charged_to_a_customer(sentence, cue.at) {
        return Some(Kind::Revenue);
    }
    let given_for_work = sentence.tongue == Tongue::Russian
        && sentence.letters.says(sentence.items[cue.at].at.start, "отда")
        && sentence.has(sentence.clause(cue.at), Tags::FEE);
    if given_for_work || taken_by_a_recruiter(sentence, figure, cue.at) {
        return Some(Kind::FeeOrBribe);
    }
    (context.of_labour || context.of_pay || sentence.has(sentence.all(), told)).then_some(Kind::Deduction)
}

fn earned(sentence: &Sentence, figure: &Figure, cue: &Cue) -> Kind {
    if earned_by_another(sentence, cue.at) {
        return Kind::Revenue;
    }
    // "цех приносил два миллиона в месяц": what a place makes, nobody is paid
    let brings =
        ["принос", "принес", "выруч", "поступ"].iter().any(|word| sentence.letters.says(sentence.items[cue.at].at.start, word));
    if brings && sentence.tongue == Tongue::Russian {
        return Kind::Revenue;
    }
    let clause = sentence.clause(figure.core.start);
    match sentence.last(clause.start..figure.core.start, Tags::STATE.or(Tags::WORKER).or(Tags::FIRM)) {
        Some(at) if sentence.is(at, Tags::STATE) && !sentence.is(at + 1, Tags::WORKER) => Kind::Revenue,
        // "доход фермера от бесплатного труда"
        None if sentence.has(clause, Tags::AGENT) && !sentence.is(cue.at, Tags::RECEIVE) => Kind::Revenue,
        _ => Kind::Wage,
    }
}

fn received(sentence: &Sentence, figure: &Figure, cue: &Cue, context: &Context) -> Option<Kind> {
    if received_by_a_sender(sentence, figure, cue.at) {
        return Some(Kind::FeeOrBribe);
    }
    if received_by_another(sentence, figure) {
        return None;
    }
    let takings = sentence.has(0..figure.items.start, Tags::TAKE.or(Tags::REMIT)) && !sentence.has(sentence.all(), Tags::PROMISE);
    let left = takings || after_a_sum(sentence, figure) || context.after_takings && is_only(sentence, figure);
    Some(if left && !in_arrears(sentence, figure) { Kind::TakeHome } else { Kind::Wage })
}

fn promised(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Kind> {
    let told = Tags::WORKER.or(Tags::PAY).or(Tags::PER).or(Tags::RECEIVE).or(Tags::AGENT).or(Tags::WORK);
    let labour = context.of_labour || context.of_pay || sentence.has(sentence.all(), told);
    let dated = period_near(sentence, figure).or(figure.per).is_some();
    let priced = if dated { sentence.clause(figure.core.start) } else { sentence.all() };
    (labour && !sentence.has(priced, Tags::OTHER_MONEY)).then_some(Kind::Wage)
}

fn given(sentence: &Sentence, figure: &Figure, cue: &Cue, context: &Context) -> Option<Kind> {
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
    let dated = period_near(sentence, figure).or(figure.per).is_some();
    let bought = sentence.has(if dated { sentence.clause(figure.core.start) } else { sentence.all() }, Tags::OTHER_MONEY);
    if !labour || bought {
        return None;
    }
    let taken = sentence.tongue == Tongue::Korean && sentence.has(0..figure.items.start, Tags::TAKE);
    let left = taken || context.after_takings && is_only(sentence, figure);
    Some(if left && !in_arrears(sentence, figure) { Kind::TakeHome } else { Kind::Wage })
}

/// "300 долларов, из которых ему достаётся": pay of which only a part is given.
pub(super) fn left_over(sentence: &Sentence, figure: &Figure) -> bool {
    let named = sentence.has(figure.items.start.saturating_sub(2)..figure.items.start, Tags::PAY);
    !named && is_only(sentence, figure) && sentence.has(0..figure.core.start, Tags::PROMISE)
}

/// The sum is what the part that is told next comes out of: "4만 루블 중 6천 루블", "из 40 тысяч рублей".
pub(super) fn is_whole(sentence: &Sentence, figure: &Figure) -> bool {
    let another = sentence
        .figures
        .iter()
        .any(|other| other.core.start > figure.core.start && matches!(other.measure, Measure::Money(_) | Measure::Bare));
    let from = figure.items.start.saturating_sub(2)..figure.items.start;
    let out_of = from.into_iter().any(|at| sentence.letters.says(sentence.items[at].at.start, "из "));
    another && (sentence.is(figure.items.end, Tags::WHOLE) || sentence.tongue == Tongue::Russian && out_of)
}

/// "월급 220만 원에서 … 빼면", "из 30 тысяч вычитали пять", "从每小时22元里抽走6元": the pay that something is taken from.
pub(super) fn is_source(sentence: &Sentence, figure: &Figure) -> bool {
    let (start, end) = (figure.items.start, figure.items.end);
    let says = |at: usize, words: &[&str]| words.iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word));
    let part = sentence
        .figures
        .iter()
        .any(|other| other.core.start > figure.core.start && matches!(other.measure, Measure::Money(_) | Measure::Bare));
    let stands = match sentence.tongue {
        Tongue::Korean => sentence.letters.says(sentence.items[end - 1].at.end, "에서"),
        Tongue::Russian => {
            start > 0 && says(start - 1, &["из ", "с "]) && !sentence.has(end..sentence.items.len(), Tags::HIGH_BEFORE)
        }
        Tongue::Chinese => {
            (start.saturating_sub(5)..start).any(|at| says(at, &["从", "在"]))
                && (end..(end + 5).min(sentence.items.len())).any(|at| says(at, &["里", "中"]))
        }
    };
    let taken = sentence.has(end..sentence.items.len(), Tags::TAKE);
    part && stands && taken && !sentence.has(start..(end + 2).min(sentence.items.len()), Tags::CHANGE)
}

/// The part that is told next: "40 тысяч, на руки шесть тысяч".
pub(super) fn part_of_whole(sentence: &Sentence, figure: &Figure) -> bool {
    let kept = sentence.has(sentence.all(), Tags::KEEP.or(Tags::RECEIVE));
    let before = sentence.figures.iter().rfind(|other| other.items.end <= figure.items.start);
    let beside = match sentence.tongue {
        Tongue::Korean => figure.items.end..(figure.items.end + 2).min(sentence.items.len()),
        Tongue::Russian | Tongue::Chinese => figure.items.start.saturating_sub(2)..figure.items.start,
    };
    let taken = sentence.has(beside, Tags::TAKE);
    kept && !taken && before.is_some_and(|whole| matches!(whole.measure, Measure::Money(_)) && is_whole(sentence, whole))
}

pub(super) fn left(sentence: &Sentence, figure: &Figure, currency: Currency, context: &Context) -> Draft {
    let per = figure.per.or_else(|| any_period(sentence)).or(context.pay_period);
    let mut draft = Draft::new(Kind::TakeHome, figure.items.clone(), Rule::new("take_home.part", 1));
    draft.quantity = Some(quantity(figure, Unit::Money(currency, per)));
    draft.who = who(sentence, Kind::TakeHome, figure.core.start);
    draft
}

/// "… 650 euros, but a worker gets 100": after another sum and "but", what is received is what is left.
pub(super) fn after_a_sum(sentence: &Sentence, figure: &Figure) -> bool {
    sentence.figures.iter().any(|other| {
        let money = matches!(other.measure, Measure::Money(_)) && other.items.end <= figure.items.start;
        money && (other.core.end..figure.core.start).any(|at| sentence.is(at, Tags::BUT))
    })
}

pub(super) fn is_only(sentence: &Sentence, figure: &Figure) -> bool {
    let before = figure.items.start.saturating_sub(2)..figure.core.start;
    let after = figure.core.end..(figure.items.end + 2).min(sentence.items.len());
    let particle = (figure.core.end..figure.items.end).any(|at| {
        let item = &sentence.items[at];
        let ending: String = (item.at.end..item.end).map(|here| sentence.letters.at(here)).collect();
        sentence.tongue == Tongue::Korean && (ending.starts_with('만') || ending.starts_with("밖에"))
    });
    sentence.has(before, Tags::ONLY) || sentence.has(after, Tags::ONLY) || particle
}

/// A minimum wage, a legal limit: nobody's pay, unless it is told as that of counted workers.
pub(super) fn set_by_law(sentence: &Sentence, figure: &Figure) -> bool {
    let clause = sentence.clause(figure.core.start);
    let added = ["另加", "外加", "плюс "]
        .iter()
        .any(|word| sentence.items.get(clause.start).is_some_and(|item| sentence.letters.says(item.at.start, word)));
    if added && sentence.has(0..clause.start, Tags::LAW) {
        return true;
    }
    let clause = if sentence.tongue == Tongue::Korean { sentence.all() } else { clause };
    let near = clause.start.max(figure.items.start.saturating_sub(6))..clause.end.min(figure.items.end + 4);
    sentence.first(near, Tags::LAW).is_some_and(|law| {
        // "최저임금에 못 미치는", "ниже минимальной зарплаты": what is paid is not what the law asks
        let short = sentence.has(law.saturating_sub(2)..law + 4, Tags::HIGH_AFTER.or(Tags::HIGH_BEFORE));
        let theirs = short
            || (law.saturating_sub(3)..law)
                .any(|at| sentence.case(at) == Case::Of && sentence.is(at, Tags::WORKER.or(Tags::COUNTER)));
        !theirs
    })
}

/// "обещали 800 долларов, но платили всего 150": a bare number after a sum, with "only", is a sum of the same money.
pub(super) fn money_again(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
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
pub(super) fn in_the_scale_of(sentence: &Sentence, first: &Figure, figure: &Figure) -> Bounds {
    let scale = |figure: &Figure| {
        sentence.items[figure.core.clone()].iter().filter_map(|item| item.number).map(|number| number.scale).max()
    };
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
pub(super) fn deducted(sentence: &Sentence, figure: &Figure, currency: Currency, context: &Context) -> Option<Draft> {
    let per = figure.per.or_else(|| any_period(sentence)).or(context.pay_period);
    let mut draft = Draft::new(Kind::Deduction, figure.items.clone(), rule_of(Kind::Deduction));
    draft.quantity = Some(quantity(figure, Unit::Money(currency, per)));
    draft.roles =
        vec![(Role::Head, Part::Word("not labelled".to_owned())), (Role::Code, Part::Word(Taking::Unlabelled.code().to_owned()))];
    Some(draft)
}

/// "сорок пять тысяч в месяц", "月薪六千": a sum beside a word for pay, whose money is that of the document or of its language.
pub(super) fn unnamed_money(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    let value = figure.bounds.high().or(figure.bounds.low())?;
    let scaled =
        sentence.items[figure.core.clone()].iter().filter_map(|item| item.number).any(|number| number.scale > Decimal::TEN);
    let least = match sentence.tongue {
        Tongue::Korean => 10_000,
        Tongue::Russian => 1000,
        Tongue::Chinese => 100,
    };
    let earlier = sentence.figures.iter().rfind(|other| other.items.end <= figure.items.start && other.measure == Measure::Bare);
    let bounds = earlier.map_or(figure.bounds, |first| in_the_scale_of(sentence, first, figure));
    let per = figure.per.or_else(|| earlier.and_then(|first| first.per).filter(|_| bounds != figure.bounds));
    let own = Figure { bounds, per, ..figure.clone() };
    let kept = sentence.has(figure.items.start.saturating_sub(2)..figure.items.start, Tags::KEEP);
    let plainly = kept && context.of_pay && context.currency.is_some() && value >= Decimal::ONE_HUNDRED;
    let scaled = scaled || plainly || own.bounds != figure.bounds;
    let value = own.bounds.high().or(own.bounds.low()).unwrap_or(value);
    let least = if plainly { 100 } else { least };
    if !scaled
        || value < Decimal::from(least)
        || !(ends_clause(sentence, figure) || figure.per.is_some() || before_a_verb(sentence, figure))
    {
        return None;
    }
    let clause = sentence.clause(figure.core.start);
    let words =
        Tags::PAY.or(Tags::RECEIVE).or(Tags::GIVE).or(Tags::KEEP).or(Tags::TAKE).or(Tags::FEE).or(Tags::PROMISE).or(Tags::ONLY);
    let near = figure.items.start.saturating_sub(4)..figure.items.start;
    let said =
        sentence.has(near, words.or(Tags::HAND).or(Tags::ARREARS)) || own.per.is_some() && sentence.has(clause.clone(), words);
    let at_a_rate = own.per.is_some() && context.of_labour;
    let other = Tags::THING.or(Tags::OTHER_MONEY).or(Tags::HEADCOUNT).or(if said { Tags::NONE } else { Tags::OTHERS });
    if !(said || at_a_rate) || sentence.has(clause, other) {
        return None;
    }
    let home = match sentence.tongue {
        Tongue::Korean => "KRW",
        Tongue::Russian => "RUB",
        Tongue::Chinese => "CNY",
    };
    let currency = context.currency.or_else(|| home.parse().ok())?;
    let sum = Figure { measure: Measure::Money(currency), ..own };
    money(sentence, &sum, context).or_else(|| paid_at_a_rate(sentence, &sum, context))
}

/// "Сказал: пятьдесят тысяч в месяц": nothing but a sum and a period, in a document about workers.
fn paid_at_a_rate(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    let Measure::Money(currency) = figure.measure else { return None };
    let rate = figure.per.filter(|per| per.unit() != PerUnit::Year && context.of_labour)?;
    let mut draft = Draft::new(Kind::Wage, figure.items.clone(), rule_of(Kind::Wage));
    draft.quantity = Some(quantity(figure, Unit::Money(currency, Some(rate))));
    draft.who = who(sentence, Kind::Wage, figure.core.start);
    draft.modality = sentence.has(0..figure.core.start, Tags::SAY).then_some(Modality::Promised);
    Some(draft)
}

/// The word behind the figure is a verb of money: "三千到手", "200만 받았다"; or "of" and what it is: "一千八的服务费".
fn before_a_verb(sentence: &Sentence, figure: &Figure) -> bool {
    let end = figure.items.end;
    let of = sentence.items.get(end).is_some_and(|item| sentence.letters.says(item.at.start, "的"));
    if of && sentence.is(end + 1, Tags::PAY.or(Tags::FEE).or(Tags::HEAD).or(Tags::WEAK_HEAD)) {
        return true;
    }
    sentence.is(figure.items.end, Tags::RECEIVE.or(Tags::GIVE).or(Tags::KEEP).or(Tags::TAKE).or(Tags::PER))
}

/// Unpaid wages are told of the figure: the word stands before it in its clause, or a negation behind its verb.
pub(super) fn in_arrears(sentence: &Sentence, figure: &Figure) -> bool {
    let clause = sentence.clause(figure.core.start);
    let from = match sentence.tongue {
        Tongue::Korean | Tongue::Chinese => figure.core.start.saturating_sub(16),
        Tongue::Russian => clause.start,
    };
    let before = sentence.last(from..figure.core.start, Tags::ARREARS);
    before.is_some_and(|at| !sentence.has(at + 1..figure.core.start, Tags::BUT))
        || sentence.has(figure.items.end..(figure.items.end + 4).min(clause.end), Tags::ARREARS)
}
