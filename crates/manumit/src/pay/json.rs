//! An account as the object that `--json` promises: see the handbook page of `pay`.

use super::Drawn;
use super::tell::called;
use ::pay::{Account, Bounds, How, MonthSums, Reckoning, by_code, taken};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use serde_json::{Value, json};

fn bounds(sum: Bounds) -> Value {
    json!({"low": sum.low.to_string(), "point": sum.point.to_string(), "high": sum.high.to_string()})
}

pub fn of(drawn: &Drawn, reckoning: &Reckoning) -> Value {
    let stated: Vec<Value> = drawn.gathered.stated.iter().map(stated).collect();
    let of_all = drawn.gathered.stated.iter().rposition(|account| account.name == "pay.stated.plan").unwrap_or_default();
    json!({
        "currency": reckoning.settings.currency,
        "as_of": reckoning.settings.as_of.to_string(),
        "parameters": parameters(reckoning),
        "total": total(drawn),
        "taken": taken_of_all(drawn),
        "codes": codes(reckoning),
        "workers": drawn.accounts.accounts.iter().map(|account| worker(drawn, account)).collect::<Vec<_>>(),
        "recruitment_costs": drawn.debts.iter().map(|debt| recruitment(drawn, debt)).collect::<Vec<_>>(),
        "stated": stated.get(of_all),
        "stated_by_documents": stated,
        "flags": flags(drawn),
        "flags_not_tested": ::pay::flags::not_tested(&drawn.flags)
            .map(|(rule, needs)| json!({"rule": rule, "needs": needs}))
            .collect::<Vec<_>>(),
        "files": drawn.gathered.intake.understood.iter().map(file).collect::<Vec<_>>(),
        "notices": drawn.notices,
    })
}

fn parameters(reckoning: &Reckoning) -> Value {
    let (settings, terms) = (reckoning.settings, reckoning.terms);
    json!({
        "pay_day": settings.pay_day,
        "precedence": settings.precedence.iter().map(|voice| voice.name()).collect::<Vec<_>>(),
        "conversion": settings.conversion.name(),
        "limitation": settings.limitation.map(|day| day.to_string()),
        "interest": terms.interest.model.name(),
        "days": terms.interest.days.name(),
        "allocation": terms.allocation.name(),
        "rounding": "half a coin away from nought",
    })
}

fn total(drawn: &Drawn) -> Value {
    let (total, unit) = (&drawn.total, drawn.gathered.settings.currency);
    let float = |value: f64| Decimal::from_f64(value).map(|value| ::pay::rounded(value, unit).to_string());
    json!({
        "workers": total.workers,
        "sums_left_out": drawn.left_out(),
        "least": total.least.to_string(),
        "point": total.point.to_string(),
        "most": total.most.to_string(),
        "drawn": total.drawn.map(float),
        "drawn_unshown": float(total.unshown),
        "level": total.draws.level.to_string(),
        "draws": total.draws.count,
        "seed": total.draws.seed.to_string(),
        "unlisted": total.unlisted.map(|unlisted| unlisted.map(float)),
    })
}

fn taken_of_all(drawn: &Drawn) -> Value {
    let sums = taken(drawn.accounts.accounts.iter().flat_map(|account| &account.months));
    json!({
        "due": bounds(sums.due), "lawful": bounds(sums.lawful), "review": bounds(sums.review),
        "prohibited": bounds(sums.prohibited), "unknown": bounds(sums.unknown), "held": bounds(sums.held),
        "paid": bounds(sums.paid),
        "if_review_falls": sums.if_review_falls.to_string(), "if_unknown_falls": sums.if_unknown_falls.to_string(),
    })
}

fn codes(reckoning: &Reckoning) -> Vec<Value> {
    let of_codes = by_code(reckoning).into_iter();
    of_codes
        .map(|((code, words), (sum, count))| json!({"code": code, "finding": words, "sum": bounds(sum), "months": count}))
        .collect()
}

fn recruitment(drawn: &Drawn, debt: &::pay::Debt) -> Value {
    let by_code: serde_json::Map<String, Value> =
        debt.by_code.iter().map(|(code, sum)| (code.code().to_owned(), json!(sum.to_string()))).collect();
    json!({"worker": called(drawn, debt.worker), "sum": debt.sum.to_string(), "by_code": by_code,
        "months_of_take_home": debt.months.map(|months| months.to_string())})
}

fn file(understood: &::pay::import::Understood) -> Value {
    let column =
        |(title, role): &(String, Option<::pay::import::Role>)| json!({"title": title, "role": role.map(|role| role.name())});
    json!({"file": understood.file, "table": understood.table, "rows": understood.rows, "left_out": understood.left_out,
        "confirmed_by": understood.confirmed_by, "columns": understood.columns.iter().map(column).collect::<Vec<_>>()})
}

/// What follows from stated figures.
fn stated(account: &::pay::StatedAccount) -> Value {
    let pair = |ends: ::pay::Ends| json!([ends.0.to_string(), ends.1.to_string()]);
    let against = account.corners.iter().filter(|corner| corner.fit != ::pay::Fit::Fits).map(|corner| &corner.sentence);
    let mut object = json!({"name": account.name, "about": account.about, "currency": account.currency,
        "said": {"gross": pair(account.gross.ends), "share": pair(account.share.ends), "left": pair(account.left.ends)},
        "claims": {"gross": account.gross.claims, "share": account.share.claims, "left": account.left.claims},
        "contradictions": against.collect::<Vec<_>>()});
    match &account.feasible {
        None => object["contradiction"] = json!("these figures cannot all be true of one worker."),
        Some(found) => {
            object["gross"] = pair(found.stated.gross);
            object["share"] = pair(found.stated.share);
            object["left"] = pair(found.stated.left);
            object["taken_per_month"] = pair(found.taken);
            object["steps"] = json!(found.steps);
            object["owed_per_year_at_least"] = json!(found.taken_in_year.0.to_string());
        }
    }
    object
}

fn flags(drawn: &Drawn) -> Vec<Value> {
    let book = &drawn.gathered.intake.registrar.book;
    let flag = |flag: &::pay::flags::Flag| {
        let rows: Vec<String> = flag.rows.iter().map(|spot| book.where_is(spot)).collect();
        json!({"rule": flag.rule, "about": flag.about, "test": flag.test, "n_tested": flag.tested, "n_hit": flag.hit,
            "supports": flag.supports, "rows": rows, "innocent_explanations": flag.innocent})
    };
    drawn.flags.iter().map(flag).collect()
}

fn worker(drawn: &Drawn, account: &Account) -> Value {
    let totals = account.totals();
    json!({
        "worker": called(drawn, account.worker),
        "wages": bounds(totals.wages),
        "interest": bounds(totals.interest),
        "owed": bounds(totals.sum()),
        "months": account.months.iter().map(month).collect::<Vec<_>>(),
    })
}

fn how(how: How) -> String {
    match how {
        How::Stated => "stated".to_owned(),
        How::Follows => "follows".to_owned(),
        How::Imputed(count) => format!("imputed from {count}"),
        How::Open => "open".to_owned(),
    }
}

fn month(month: &MonthSums) -> Value {
    json!({
        "month": month.month.to_string(),
        "due_on": month.due_on.to_string(),
        "due": bounds(month.due), "due_how": how(month.due_how),
        "lawful": bounds(month.lawful), "review": bounds(month.review), "prohibited": bounds(month.prohibited),
        "unknown": bounds(month.unknown), "held": bounds(month.held),
        "paid": bounds(month.paid), "paid_how": how(month.paid_how),
        "owed": bounds(month.owed),
        "if_review_falls": month.if_review_falls.to_string(),
        "if_unknown_falls": month.if_unknown_falls.to_string(),
        "contradicted": month.is_contradicted,
        "barred": month.is_barred,
    })
}
