//! ISO 20022: camt.052, camt.053 and camt.054 statements, pain.001 orders. Elements are found by their names, whatever the version.

use super::{Entry, Statement, amount};
use evidence::Currency;
use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Elements are not followed deeper, nor more of them.
const DEEPEST: usize = 64;
const MOST: usize = 20_000_000;

/// An element.
#[derive(Debug, Default)]
struct Node {
    name: String,
    line: u64,
    text: String,
    currency: Option<String>,
    children: Vec<Node>,
}

impl Node {
    fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The element at the end of a path such as `Acct/Id/IBAN`.
    fn at(&self, path: &str) -> Option<&Node> {
        path.split('/').try_fold(self, |node, name| node.children.iter().find(|child| child.name == name))
    }

    /// The words at the end of the first of these paths that leads to any.
    fn words(&self, paths: &[&str]) -> String {
        let found = paths.iter().filter_map(|path| self.at(path)).map(|node| node.text.trim()).find(|text| !text.is_empty());
        found.unwrap_or_default().to_owned()
    }

    /// All elements of this name, at any depth, that are in none of their own name.
    fn below<'n>(&'n self, name: &str, found: &mut Vec<&'n Node>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            } else {
                child.below(name, found);
            }
        }
    }

    fn named(&self, name: &str) -> Vec<&Node> {
        let mut found = Vec::new();
        self.below(name, &mut found);
        found
    }
}

/// The elements of `text`, as far as they can be read.
fn tree(text: &str, statement: &mut Statement) -> Node {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut open: Vec<Node> = vec![Node::default()];
    let (mut counted, mut line, mut count) = (0usize, 1u64, 0usize);
    let mut too_deep = 0usize;
    loop {
        let position = (reader.buffer_position() as usize).min(text.len());
        let event = reader.read_event();
        line += text.as_bytes()[counted..position].iter().filter(|byte| **byte == b'\n').count() as u64;
        counted = position;
        match event {
            Ok(Event::Eof) => break,
            Err(error) => {
                statement.doubt(line, format!("the XML breaks off here ({error})."));
                break;
            }
            Ok(Event::Start(element)) => {
                count += 1;
                if open.len() >= DEEPEST || count > MOST {
                    too_deep += 1;
                    continue;
                }
                let currency =
                    element.attributes().with_checks(false).flatten().find(|attribute| attribute.key.into_inner() == "Ccy");
                let name = element.local_name().into_inner().to_owned();
                open.push(Node { name, line, currency: currency.map(|ccy| ccy.value.into_owned()), ..Node::default() });
            }
            Ok(Event::End(_)) if too_deep > 0 => too_deep -= 1,
            Ok(Event::End(_)) if open.len() > 1 => close(&mut open),
            Ok(Event::Text(words)) => push_text(&mut open, &words),
            Ok(Event::GeneralRef(name)) => {
                let entity = format!("&{};", &*name);
                let words = quick_xml::escape::unescape(&entity).map(|words| words.into_owned()).unwrap_or_default();
                push_text(&mut open, &words);
            }
            Ok(Event::CData(words)) => push_text(&mut open, &words),
            Ok(_) => {}
        }
    }
    if open.len() > 1 {
        statement.doubt(line, "the file is cut off; what was read up to here is kept.");
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().unwrap_or_default()
}

fn push_text(open: &mut [Node], words: &str) {
    if let Some(node) = open.last_mut() {
        node.text.push_str(words);
    }
}

fn close(open: &mut Vec<Node>) {
    if let (Some(node), Some(parent)) = (open.pop(), open.last_mut()) {
        parent.children.push(node);
    }
}

fn day(text: &str) -> Option<Date> {
    text.trim().get(..10)?.parse().ok()
}

fn sum_of(node: &Node, paths: &[&str]) -> Option<(rust_decimal::Decimal, Option<Currency>)> {
    let found = paths.iter().find_map(|path| node.at(path))?;
    Some((amount(&found.text)?, found.currency.as_deref().and_then(|code| code.trim().parse().ok())))
}

const NAMES: [&str; 2] = ["Nm", "Pty/Nm"];
const ACCOUNTS: [&str; 2] = ["Id/IBAN", "Id/Othr/Id"];

pub(super) fn statements(text: &str) -> Statement {
    let mut statement = Statement::default();
    let root = tree(text, &mut statement);
    for kind in ["Stmt", "Ntfctn", "Rpt"] {
        for node in root.named(kind) {
            let account = node.words(&["Acct/Id/IBAN", "Acct/Id/Othr/Id"]);
            let owner = node.words(&["Acct/Ownr/Nm", "Acct/Nm"]);
            for entry in node.all("Ntry") {
                entries(entry, &account, &owner, &mut statement);
            }
        }
    }
    statement
}

/// An entry, or each payment of one that was booked as a batch.
fn entries(node: &Node, account: &str, owner: &str, statement: &mut Statement) {
    let on = day(&node.words(&["BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"]));
    let Some((sum, currency)) = sum_of(node, &["Amt"]) else {
        return statement.doubt(node.line, "the entry has no sum that can be read; it is left out.");
    };
    let direction = node.words(&["CdtDbtInd"]);
    if !["CRDT", "DBIT"].contains(&direction.as_str()) {
        return statement.doubt(node.line, "the entry says neither debit nor credit; it is left out.");
    }
    let is_reversal = ["true", "1"].contains(&node.words(&["RvslInd"]).as_str()) || sum.is_sign_negative();
    let whole = Entry {
        line: node.line,
        on,
        sum: sum.abs(),
        currency,
        is_credit: direction == "CRDT",
        is_reversal,
        account: account.to_owned(),
        owner: owner.to_owned(),
        ..Entry::default()
    };
    let details: Vec<&Node> = node.all("NtryDtls").flat_map(|details| details.all("TxDtls")).collect();
    let parts: Vec<Entry> = details.iter().map(|details| detailed(&whole, details, details_sum(details))).collect();
    let adds_up = parts.iter().map(|part| part.sum).sum::<rust_decimal::Decimal>() == whole.sum;
    match details.as_slice() {
        [] => statement.entries.push(Entry { reference: node.words(&["AddtlNtryInf"]), ..whole }),
        [one] => {
            let mut entry = detailed(&whole, one, None);
            if entry.reference.is_empty() {
                entry.reference = node.words(&["AddtlNtryInf"]);
            }
            statement.entries.push(entry);
        }
        _ if adds_up => statement.entries.extend(parts),
        _ => {
            statement.doubt(node.line, "the payments of the batch do not add up to its sum; each is taken as it stands.");
            let told = details.iter().zip(parts).filter(|(details, _)| details_sum(details).is_some());
            statement.entries.extend(told.map(|(_, part)| part));
        }
    }
}

fn details_sum(details: &Node) -> Option<(rust_decimal::Decimal, Option<Currency>)> {
    sum_of(details, &["Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"])
}

fn detailed(whole: &Entry, details: &Node, sum: Option<(rust_decimal::Decimal, Option<Currency>)>) -> Entry {
    let parties = details.at("RltdPties");
    let (side, other_account) = if whole.is_credit { ("Dbtr", "DbtrAcct") } else { ("Cdtr", "CdtrAcct") };
    let of = |name: &str, paths: &[&str]| {
        parties.and_then(|parties| parties.at(name)).map(|node| node.words(paths)).unwrap_or_default()
    };
    let remittance: Vec<&str> =
        details.at("RmtInf").into_iter().flat_map(|remittance| remittance.all("Ustrd")).map(|words| words.text.trim()).collect();
    let (sum, currency) = sum.map_or((whole.sum, whole.currency), |(sum, currency)| (sum.abs(), currency.or(whole.currency)));
    Entry {
        line: details.line,
        sum,
        currency,
        other: of(side, &NAMES),
        other_account: of(other_account, &ACCOUNTS),
        reference: remittance.join(" "),
        ..whole.clone()
    }
}

pub(super) fn orders(text: &str) -> Statement {
    let mut statement = Statement::default();
    let root = tree(text, &mut statement);
    for information in root.named("PmtInf") {
        let on = day(&information.words(&["ReqdExctnDt/Dt", "ReqdExctnDt/DtTm", "ReqdExctnDt"]));
        let owner = information.words(&["Dbtr/Nm"]);
        let account = information.words(&["DbtrAcct/Id/IBAN", "DbtrAcct/Id/Othr/Id"]);
        for order in information.all("CdtTrfTxInf") {
            let Some((sum, currency)) = sum_of(order, &["Amt/InstdAmt", "Amt/EqvtAmt/Amt"]) else {
                statement.doubt(order.line, "the order has no sum that can be read; it is left out.");
                continue;
            };
            let words: Vec<&str> = order
                .at("RmtInf")
                .into_iter()
                .flat_map(|remittance| remittance.all("Ustrd"))
                .map(|words| words.text.trim())
                .collect();
            statement.entries.push(Entry {
                line: order.line,
                on,
                sum: sum.abs(),
                currency,
                account: account.clone(),
                owner: owner.clone(),
                other: order.words(&["Cdtr/Nm"]),
                other_account: order.words(&["CdtrAcct/Id/IBAN", "CdtrAcct/Id/Othr/Id"]),
                reference: words.join(" "),
                ..Entry::default()
            });
        }
    }
    statement
}
