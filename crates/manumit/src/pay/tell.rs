//! An account in words.

use super::Drawn;
use super::gather::voice_in_words;
use crate::outcome::{Trouble, line};
use crate::show::one_line;
use ::pay::flags::not_tested;
use ::pay::rules::Finding;
use ::pay::{
    Account, Bounds, Cell, Component, How, Index, Month, MonthSums, Reckoning, StatedAccount, Verdicts, by_code,
    interest_in_words, line_of, months, rounded, spot_of, stated_findings, taken,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::io::Write;

/// As many workers are told on the terminal.
const MOST_WORKERS: usize = 40;
/// For one rule, as many parties.
const MOST_PARTIES: usize = 5;

pub fn account(drawn: &Drawn, reckoning: &Reckoning, out: &mut impl Write) -> Result<(), Trouble> {
    for account in &drawn.gathered.stated {
        stated(account, out)?;
    }
    if drawn.accounts.accounts.is_empty() {
        return line(out, format_args!("No worker's pay is in these files."));
    }
    headline(drawn, out)?;
    taking(drawn, out)?;
    line(out, format_args!("\nWhat was taken, by code, and under which rule"))?;
    for ((code, words), (sum, count)) in by_code(reckoning) {
        line(out, format_args!("  {:<10} {:>14}  {count} months  {}", code.code(), sum.point, one_line(&words)))?;
    }
    workers(drawn, out)?;
    debts(drawn, out)?;
    flags(drawn, out)?;
    choices(drawn, out)
}

fn currency(drawn: &Drawn) -> evidence::Currency {
    drawn.gathered.settings.currency
}

fn headline(drawn: &Drawn, out: &mut impl Write) -> Result<(), Trouble> {
    let (total, unit) = (&drawn.total, currency(drawn));
    let whole = |value: f64| Decimal::from_f64_retain(value).map(|value| rounded(value, unit)).unwrap_or_default();
    let [low, middle, high] = total.drawn.map(whole);
    let left_out = drawn.left_out();
    if left_out > 0 {
        line(
            out,
            format_args!(
                "Not whole: {left_out} sums have no rate to {unit} and are in no figure below, so even the most is too low. Add the rates and reckon anew."
            ),
        )?;
    }
    line(out, format_args!("At least {} {unit} are owed to {} workers, interest included.", total.least, total.workers))?;
    line(
        out,
        format_args!("  best supported by the sources: {} {unit}; the most that sources leave open: {}", total.point, total.most),
    )?;
    let level = total.draws.level * 100.0;
    line(
        out,
        format_args!(
            "  {level:.0} % of {} draws lie between {low} and {high}, the middle is {middle} (seed {})",
            total.draws.count, total.draws.seed
        ),
    )?;
    if total.unshown > 0.0 {
        line(
            out,
            format_args!(
                "  of the upper end, {} is tax, insurance and the like that nobody showed to be lawful, or stands under no title: say in pay.toml what the titles stand for, or show the law",
                whole(total.unshown)
            ),
        )?;
    }
    if let Some(unlisted) = total.unlisted {
        let [low, middle, high] = unlisted.map(whole);
        line(
            out,
            format_args!(
                "  not in it: if those whom no file names were treated alike, they are owed {middle} more ({low} to {high})"
            ),
        )?;
    }
    Ok(())
}

fn taking(drawn: &Drawn, out: &mut impl Write) -> Result<(), Trouble> {
    let sums = taken(drawn.accounts.accounts.iter().flat_map(|account| &account.months));
    line(out, format_args!("\nOf pay that was due ({})", sums.due))?;
    for (name, sum) in [
        ("taken, lawful by rule or default", sums.lawful),
        ("taken, to be examined", sums.review),
        ("taken, prohibited by rule or default", sums.prohibited),
        ("taken, nobody says what for", sums.unknown),
        ("withheld until return", sums.held),
        ("reached the workers", sums.paid),
    ] {
        line(out, format_args!("  {name:<38} {sum}"))?;
    }
    line(
        out,
        format_args!(
            "  owed besides if nothing under review stands: {}; if nothing unlabelled stands either: {}",
            sums.if_review_falls, sums.if_unknown_falls
        ),
    )
}

/// What a worker is called: an alias, unless names were asked for.
pub fn called(drawn: &Drawn, worker: u32) -> String {
    let worker = &drawn.gathered.intake.registrar.book.workers[worker as usize];
    match drawn.names {
        true => {
            format!("{} {}", worker.alias, one_line(worker.names.first().or(worker.numbers.first()).map_or("", String::as_str)))
        }
        false => worker.alias.clone(),
    }
}

fn workers(drawn: &Drawn, out: &mut impl Write) -> Result<(), Trouble> {
    line(out, format_args!("\nOwed to each, at least / best supported / most, of which interest (best supported)"))?;
    for account in drawn.accounts.accounts.iter().take(MOST_WORKERS) {
        let totals = account.totals();
        let Bounds { low, point, high } = totals.sum();
        let doubtful = account.months.iter().filter(|month| month.is_contradicted).count();
        let filled = account.months.iter().filter(|month| matches!(month.paid_how, How::Imputed(_))).count();
        let mut remarks = Vec::new();
        if doubtful > 0 {
            remarks.push(format!("sources contradict each other in {doubtful} months"));
        }
        if filled > 0 {
            remarks.push(format!("{filled} months filled from the crew"));
        }
        let name = called(drawn, account.worker);
        let count = account.months.len();
        line(
            out,
            format_args!(
                "  {name:<14} {low:>12} / {point:>12} / {high:>12}   interest {:>10}   {count} months  {}",
                totals.interest.point,
                remarks.join("; ")
            ),
        )?;
    }
    match drawn.accounts.accounts.len().saturating_sub(MOST_WORKERS) {
        0 => Ok(()),
        more => line(out, format_args!("  … and {more} more; --json and the schedule have all")),
    }
}

fn debts(drawn: &Drawn, out: &mut impl Write) -> Result<(), Trouble> {
    if drawn.debts.is_empty() {
        return Ok(());
    }
    let sum: Decimal = drawn.debts.iter().map(|debt| debt.sum).sum();
    let mut months: Vec<Decimal> = drawn.debts.iter().filter_map(|debt| debt.months).collect();
    months.sort();
    line(
        out,
        format_args!(
            "\nA ledger of its own, never netted: {} workers paid {sum} {} to get or keep the work",
            drawn.debts.len(),
            currency(drawn)
        ),
    )?;
    if let (Some(first), Some(middle), Some(last)) = (months.first(), months.get(months.len() / 2), months.last()) {
        line(out, format_args!("  months of take-home to earn it back: {first} to {last}, the middle {middle}"))?;
    }
    Ok(())
}

fn flags(drawn: &Drawn, out: &mut impl Write) -> Result<(), Trouble> {
    let book = &drawn.gathered.intake.registrar.book;
    line(out, format_args!("\nRed flags: questions about employers and sites, no proof"))?;
    let mut of_rule: BTreeMap<&str, usize> = BTreeMap::new();
    for flag in drawn.flags.iter().filter(|flag| flag.hit > 0) {
        let told = of_rule.entry(flag.rule).or_default();
        *told += 1;
        if *told > MOST_PARTIES {
            continue;
        }
        let about = one_line(&flag.about);
        line(out, format_args!("  {} {about}: {} of {} — {}", flag.rule, flag.hit, flag.tested, flag.test))?;
        let first = flag.rows.first().map(|spot| format!("first row: {}; ", one_line(&book.where_is(spot)))).unwrap_or_default();
        line(out, format_args!("      {first}supports {}; may also be: {}", flag.supports, flag.innocent))?;
    }
    for (rule, parties) in of_rule.into_iter().filter(|(_, parties)| *parties > MOST_PARTIES) {
        line(out, format_args!("  {rule} … and {} more; --json has all", parties - MOST_PARTIES))?;
    }
    let clean = drawn.flags.iter().filter(|flag| flag.hit == 0).count();
    line(out, format_args!("  tested without a hit: {clean}"))?;
    for (rule, needs) in not_tested(&drawn.flags) {
        line(out, format_args!("  {rule} not tested: needs {needs}"))?;
    }
    Ok(())
}

fn choices(drawn: &Drawn, out: &mut impl Write) -> Result<(), Trouble> {
    let (settings, terms) = (&drawn.gathered.settings, &drawn.gathered.terms);
    let voices: Vec<&str> = settings.precedence.iter().map(|voice| voice.name()).collect();
    line(out, format_args!("\nHow it was reckoned"))?;
    line(
        out,
        format_args!(
            "  as of {}, in {}; pay is due on day {} of the month after",
            settings.as_of, settings.currency, settings.pay_day
        ),
    )?;
    line(
        out,
        format_args!(
            "  interest: {}, days {}, payments settle {}",
            terms.interest.model.name(),
            terms.interest.days.name(),
            terms.allocation.name()
        ),
    )?;
    line(out, format_args!("  conversion {}; half a coin is rounded away from nought", settings.conversion.name()))?;
    if let Some(limit) = settings.limitation {
        let barred = drawn.accounts.accounts.iter().flat_map(|account| &account.months).filter(|month| month.is_barred);
        let sum: Decimal = barred.clone().map(|month| month.owed.point).sum();
        line(out, format_args!("  due before {limit} and not claimed: {} months, {sum}", barred.count()))?;
    }
    line(out, format_args!("  believed first: {}", voices.join(", ")))
}

/// What follows from stated figures, each sentence under the name by which `why` knows it.
fn stated(account: &StatedAccount, out: &mut impl Write) -> Result<(), Trouble> {
    line(out, format_args!("What follows from stated figures ({})", one_line(&account.about)))?;
    for told in stated_findings(account) {
        line(out, format_args!("  {:<36} {}", told.finding.name, one_line(&told.finding.sentence)))?;
        for caveat in &told.finding.caveats {
            line(out, format_args!("  {:<36}   {}", "", one_line(caveat)))?;
        }
    }
    line(out, format_args!(""))
}

// ---- one cell -------------------------------------------------------------------------------------------------------------------

/// Tells a worker, a month of a worker, or a component of it, down to the rows: `W001`, `W001:2015-03`, `W001:2015-03:paid`.
pub fn cell(drawn: &Drawn, reckoning: &Reckoning, name: &str, out: &mut impl Write) -> Result<(), Trouble> {
    let mut parts = name.split(':');
    let alias = parts.next().unwrap_or_default().trim_start_matches("pay.");
    let month: Option<Month> = parts
        .next()
        .map(|text| text.parse().map_err(|()| Trouble::usage(format!("{text:?} is no month."), "write it as 2015-03.")))
        .transpose()?;
    let component = parts.next();
    let worker = reckoning.book.workers.iter().position(|worker| worker.alias == alias);
    let Some(worker) = worker else {
        return Err(Trouble::usage(
            format!("no worker is called {alias:?}."),
            "they are called W001, W002, …; a cell is W001:2015-03:paid.",
        ));
    };
    let account = &drawn.accounts.accounts[worker];
    let index = Index::of(reckoning.book);
    let (cells, _) = months(reckoning.book, &index, worker as u32, reckoning.settings);
    line(out, format_args!("{}", called(drawn, worker as u32)))?;
    let mut verdicts = Verdicts::default();
    let mut any = false;
    for (found, sums) in cells.iter().zip(&account.months).filter(|(found, _)| month.is_none_or(|month| month == found.month)) {
        any = true;
        line(out, format_args!("{}  due on {}: owed {}", found.month, sums.due_on, sums.owed))?;
        if month.is_some() {
            reckoned(sums, out)?;
        }
        let gross = found.cell(Component::Gross).map_or(sums.due.point, |cell| cell.sum.point);
        for cell in found.cells.iter().filter(|cell| component.is_none_or(|name| cell.component.name() == name)) {
            let verdict = match cell.component {
                Component::Taken(code) => Some(verdicts.of(reckoning, code, found.crew, found.month, gross).clone()),
                _ => None,
            };
            one_cell(reckoning, cell, verdict, month.is_some(), out)?;
        }
    }
    if let (false, Some(month)) = (any, month) {
        return Err(Trouble::usage(
            format!("{alias} has no account for {month}."),
            format!("`manumit pay … --cell {alias}` lists the months."),
        ));
    }
    interest(reckoning, account, month, out)
}

fn reckoned(sums: &MonthSums, out: &mut impl Write) -> Result<(), Trouble> {
    let how = |how: How| match how {
        How::Stated => "stated".to_owned(),
        How::Follows => "follows from the same row; nobody says it was paid".to_owned(),
        How::Imputed(count) => format!("from {count} others of the crew in that month, because no source says it of this worker"),
        How::Open => "no source says".to_owned(),
    };
    line(out, format_args!("  due {} ({})", sums.due, how(sums.due_how)))?;
    line(
        out,
        format_args!(
            "  less lawful {}, under review {}, unlabelled {}, paid {} ({})",
            sums.lawful,
            sums.review,
            sums.unknown,
            sums.paid,
            how(sums.paid_how)
        ),
    )?;
    line(out, format_args!("  still owed although taken: prohibited {}, withheld {}", sums.prohibited, sums.held))
}

fn one_cell(
    reckoning: &Reckoning,
    cell: &Cell,
    verdict: Option<::pay::rules::Verdict>,
    rows: bool,
    out: &mut impl Write,
) -> Result<(), Trouble> {
    let contradicted = if cell.is_contradicted { "  sources contradict each other" } else { "" };
    line(out, format_args!("  {:<10} {}{contradicted}", cell.component.name(), cell.sum))?;
    if let Some(verdict) = verdict {
        let found = match verdict.finding {
            Finding::LawfulUpTo(most) => format!("lawful up to {most}"),
            finding => finding.name().to_owned(),
        };
        let rule = verdict.rule.as_ref().map(|(at, force)| {
            let rule = &reckoning.rules.all()[*at];
            format!(" [{} {}, {}]", rule.instrument, rule.name(), force.name())
        });
        line(out, format_args!("             {found}{}: {}", rule.unwrap_or_default(), one_line(&verdict.because)))?;
    }
    for claim in cell.claims.iter().filter(|_| rows) {
        let (spot, stated) = (spot_of(reckoning.book, claim.said), line_of(reckoning.book, claim.said));
        let range = if stated.low == stated.high { stated.low.to_string() } else { format!("{} to {}", stated.low, stated.high) };
        let column = if stated.column > 0 { format!(", column {}", stated.column) } else { String::new() };
        let place = one_line(&reckoning.book.where_is(spot));
        let converted = match stated.currency == reckoning.settings.currency || !stated.component.is_money() {
            true => String::new(),
            false => format!(" = {} {}", claim.low, reckoning.settings.currency),
        };
        line(
            out,
            format_args!(
                "             {range} {}{converted} — {}: {place}{column} “{}”",
                stated.currency,
                voice_in_words(claim.voice),
                one_line(&stated.label)
            ),
        )?;
    }
    Ok(())
}

fn interest(reckoning: &Reckoning, account: &Account, month: Option<Month>, out: &mut impl Write) -> Result<(), Trouble> {
    let wanted = account.claimed().map(|sums| sums.month).filter(|of| month.is_none_or(|month| month == *of));
    for told in wanted.flat_map(|month| interest_in_words(reckoning, account, month)) {
        line(out, format_args!("  {told}"))?;
    }
    Ok(())
}

// ---- what was understood of files -----------------------------------------------------------------------------------------------

/// What was understood of each file, in the form of `pay.toml`, so that a person can check it and keep it.
pub fn mapping(drawn: &Drawn, out: &mut impl Write) -> Result<(), Trouble> {
    let quoted = |text: &str| format!("{:?}", one_line(text));
    let mut told = std::collections::BTreeSet::new();
    for understood in &drawn.gathered.intake.understood {
        if let Some(table) = &understood.table {
            line(
                out,
                format_args!("# table {}: {} rows taken in, {} left out", one_line(table), understood.rows, understood.left_out),
            )?;
        } else {
            line(out, format_args!("# {} rows taken in, {} left out", understood.rows, understood.left_out))?;
        }
        if told.insert(understood.file.clone()) {
            line(out, format_args!("[files.{}]", quoted(&understood.file)))?;
            line(out, format_args!("# confirmed_by = \"your name\""))?;
            line(out, format_args!("[files.{}.columns]", quoted(&understood.file)))?;
        }
        for (title, role) in understood.columns.iter().filter(|(title, _)| !title.is_empty()) {
            if told.insert(format!("{}\n{title}", understood.file)) {
                let role = role.map_or_else(|| "# nobody knows = \"nothing\"".to_owned(), |role| format!("= {:?}", role.name()));
                line(out, format_args!("{} {role}", quoted(title)))?;
            }
        }
    }
    Ok(())
}
