//! What a percentage is a share of.

use super::*;

pub(super) fn share(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
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
pub(super) fn is_share_of_people(sentence: &Sentence, figure: &Figure) -> bool {
    let before = figure.items.start.saturating_sub(2)..figure.items.start;
    let of = |at: usize| match sentence.tongue {
        Tongue::Korean => sentence.case(at) == Case::Of,
        Tongue::Chinese => sentence.letters.says(sentence.items[at].end, "的"),
        Tongue::Russian => false,
    };
    before.into_iter().any(|at| sentence.is(at, Tags::WORKER.or(Tags::OTHERS)) && of(at))
}
