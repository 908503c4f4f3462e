//! Who pays and who takes: by the words that stand round a sum.

use super::*;

/// "每人两千五百元的月工资", "200달러의 임금": the sum is the pay that is named right behind it.
pub(super) fn is_pay_itself(sentence: &Sentence, figure: &Figure) -> bool {
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
pub(super) fn handed_to_workers(sentence: &Sentence, verb: usize) -> bool {
    let each = (verb.saturating_sub(5)..verb).any(|at| sentence.is(at, Tags::EACH));
    let dative = |at: usize| matches!(sentence.letters.at(sentence.items[at].at.end - 1), 'у' | 'м' | 'е');
    sentence.tongue == Tongue::Russian
        && each
        && (verb.saturating_sub(4)..verb).any(|at| sentence.is(at, Tags::WORKER) && dative(at))
}

/// "公司从工资中留下一千八百元": a firm or a State that keeps is one that takes.
pub(super) fn kept_by_a_taker(sentence: &Sentence, verb: usize) -> bool {
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
pub(super) fn earned_by_another(sentence: &Sentence, noun: usize) -> bool {
    let of_work = |at: usize| {
        ["от труда ", "от работы ", "от эксплуат"].iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word))
    };
    sentence.tongue == Tongue::Russian
        && sentence.is(noun + 1, Tags::OTHERS.or(Tags::AGENT))
        && (noun + 1..(noun + 5).min(sentence.items.len())).any(of_work)
}

/// "the firm transfers 650 euros a month": a firm that pays, not an agent who hands over.
pub(super) fn paid_by_a_firm(sentence: &Sentence, verb: usize) -> bool {
    let before = verb.saturating_sub(3)..verb;
    let given_to = before.clone().any(|at| sentence.is(at, Tags::FIRM) && at > 0 && sentence.is(at - 1, Tags::TO));
    let agent = sentence.has(sentence.all(), Tags::AGENT);
    !given_to
        && !agent
        && sentence.tongue != Tongue::Korean
        && sentence.last(before, Tags::FIRM.or(Tags::AGENT).or(Tags::WORKER)).is_some_and(|at| sentence.is(at, Tags::FIRM))
        && (!sentence.has(sentence.all(), Tags::STATE) || sentence.has(sentence.clause(verb), Tags::EACH))
}

/// Money is given to somebody who decides: a fee or a bribe.
pub(super) fn pays_a_taker(sentence: &Sentence, figure: &Figure) -> bool {
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
                    && (at > 0 && sentence.is(at - 1, Tags::GIVE) || sentence.has(at + 1..at + 3, Tags::GIVE))
        }
        (None, _) => false,
    }
}

/// "Вербовщик взял с каждого по две тысячи", "브로커가 300만 원을 챙겼다": what an agent takes is a fee.
pub(super) fn taken_by_a_recruiter(sentence: &Sentence, figure: &Figure, verb: usize) -> bool {
    let clause = sentence.clause(figure.core.start);
    let first =
        sentence.first(clause.start..verb.max(figure.core.start), Tags::OTHERS.or(Tags::WORKER).or(Tags::FIRM).or(Tags::STATE));
    let agent = [
        "вербовщ", "посредни", "브로커", "모집", "알선", "송출", "기획사", "소개업자", "중개인", "中介", "仲介", "蛇头", "介绍人",
    ];
    let named = |at: usize| agent.iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word));
    let subject = |at: usize| match sentence.tongue {
        Tongue::Korean => {
            let side = sentence.items.get(at + 1).is_some_and(|next| sentence.letters.says(next.at.start, "측"));
            matches!(sentence.case(at), Case::Topic | Case::Subject) || side && sentence.case(at) == Case::None
        }
        Tongue::Russian => matches!(sentence.letters.at(sentence.items[at].at.end - 1), 'к' | 'а' | 'и'),
        Tongue::Chinese => at == clause.start || !sentence.is(at - 1, Tags::TO.or(Tags::GIVE)),
    };
    // "仲介每个月先扣一千八": what is held back of pay
    if sentence.tongue == Tongue::Chinese
        && ["扣", "抽", "克扣", "代扣"].iter().any(|word| sentence.letters.says(sentence.items[verb].at.start, word))
    {
        return false;
    }
    // "상담소는 브로커가 소개비를 챙겼다고 했다": who says so stands first
    let inner = (clause.start..figure.core.start)
        .any(|at| sentence.tongue == Tongue::Korean && sentence.case(at) == Case::Subject && named(at));
    inner || first.is_some_and(|at| named(at) && subject(at))
}

/// "三家公司被罚款": a fine on an agent or a firm comes out of nobody's pay.
pub(super) fn fined_by_an_authority(sentence: &Sentence, figure: &Figure, verb: usize) -> bool {
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
pub(super) fn paid_by_an_employer(sentence: &Sentence, figure: &Figure, verb: usize) -> bool {
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
pub(super) fn paid_to_get_back(sentence: &Sentence, figure: &Figure, verb: usize) -> bool {
    let must = (verb.saturating_sub(2)..verb + 1)
        .any(|at| ["须", "需", "得", "要"].iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)));
    sentence.tongue == Tongue::Chinese
        && must
        && sentence.has(0..figure.items.start, Tags::FEE)
        && !paid_by_an_employer(sentence, figure, verb)
}

/// "владелец отдаёт вербовщику": what an owner gives an agent for people is neither their pay nor their fee.
pub(super) fn bought_by_an_owner(sentence: &Sentence, verb: usize) -> bool {
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
pub(super) fn hands_to_a_taker(sentence: &Sentence, figure: &Figure, verb: usize) -> bool {
    // "хозяин отдал водителю": not a worker's money
    if sentence.tongue == Tongue::Russian && verb > 0 && sentence.is(verb - 1, Tags::AGENT) && verb < figure.core.start {
        return false;
    }
    let clause = sentence.clause(figure.core.start);
    let taker = Tags::OTHERS.or(Tags::AGENT).or(Tags::FIRM).or(Tags::FEE);
    // "나가려면 … 냈다", "배 타는 일이라고 듣고 … 냈다": for a way out, or for work
    let purposes = ["려면", "싶으면", "일이라고", "일자리", "취업"];
    let way_out = sentence.tongue == Tongue::Korean
        && (0..sentence.letters.len()).any(|at| purposes.iter().any(|word| sentence.letters.says(at, word)));
    pays_a_taker(sentence, figure)
        || way_out
        || sentence.has(clause, taker)
        || sentence.has(sentence.all(), Tags::FEE.or(Tags::DISPATCH))
}

/// "송출업체가 1인당 700만 원을 받았다": of each worker, by who sends them.
pub(super) fn received_by_a_sender(sentence: &Sentence, figure: &Figure, verb: usize) -> bool {
    let clause = sentence.clause(figure.core.start);
    let sender = clause.clone().any(|at| sentence.letters.says(sentence.items[at].at.start, "송출"));
    let of_workers = clause.into_iter().any(|at| sentence.is(at, Tags::EACH) || sentence.case(at) == Case::From);
    sentence.tongue == Tongue::Korean && sender && of_workers && taken_by_a_recruiter(sentence, figure, verb)
}

/// "모집책은 20만 원을 받았다": who gets the sum is no worker.
pub(super) fn received_by_another(sentence: &Sentence, figure: &Figure) -> bool {
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

/// "берёт с заказчика 70 тысяч": what a firm charges for people is its revenue.
pub(super) fn charged_to_a_customer(sentence: &Sentence, verb: usize) -> bool {
    let near = verb..(verb + 4).min(sentence.items.len());
    let customers = ["заказчик", "клиент", "원청", "客户"];
    near.into_iter().any(|at| customers.iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)))
}

/// "每人交纳的费用从5000元到3万元": what is paid to those who find work abroad.
pub(super) fn paid_to_be_sent(sentence: &Sentence) -> bool {
    let all = sentence.all();
    let words = ["介绍", "中介", "仲介", "包工头", "出国", "来台", "来华", "蛇头", "费用"];
    let told = all.clone().any(|at| words.iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)));
    sentence.tongue == Tongue::Chinese && told && !sentence.has(all, Tags::STATE.or(Tags::QUOTA))
}
