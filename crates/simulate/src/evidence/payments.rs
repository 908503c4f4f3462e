//! Payments as a bank, and a bookkeeper of cash, would have them: CSV and Parquet, with accounts and daily rates.

use super::parquet::{Column, Parquet};
use crate::accounts::{Cast, account, write_account, write_payment};
use crate::cents::Cents;
use crate::csv;
use crate::draw::{Draw, Purpose};
use crate::folder::{Folder, Rows};
use crate::month::Month;
use crate::world::book::{Balance, Channel, Holder, Payment, Role};
use crate::world::{MonthRecord, World};
use rayon::prelude::*;
use std::io;

/// The files of payments.
pub(crate) struct Payments {
    rows: Rows,
    parquet: Parquet,
    rates: Rows,
    codes: Vec<String>,
}

const COLUMNS: [(&str, Column); 8] = [
    ("tx_id", Column::Text),
    ("ts", Column::Timestamp),
    ("src", Column::Text),
    ("dst", Column::Text),
    ("amount", Column::Hundredths),
    ("currency", Column::Text),
    ("channel", Column::Text),
    ("memo", Column::Text),
];

const TOGETHER: usize = 4_096;

impl Payments {
    pub(crate) fn begin(folder: &mut dyn Folder, world: &World) -> io::Result<Self> {
        let header = COLUMNS.map(|(name, _)| name);
        let currencies = world.setup().model.currencies.iter().map(|currency| currency.code.clone());
        Ok(Payments {
            rows: Rows::begin(folder, "payments/payments.csv", &header)?,
            parquet: Parquet::begin(folder.create("payments/payments.parquet")?, &COLUMNS)?,
            rates: Rows::begin(folder, "payments/fx.csv", &["date", "currency", "per_usd"])?,
            codes: std::iter::once("USD".to_owned()).chain(currencies).collect(),
        })
    }

    pub(crate) fn month(&mut self, world: &World, record: &MonthRecord, before: u64) -> io::Result<()> {
        self.exchange(record)?;
        let rules = &record.parameters.evidence;
        if rules.hide_payments.is_yes() {
            return Ok(());
        }
        let (seed, hides_cash) = (world.setup().seed, rules.hide_cash.is_yes());
        let shown = |payment: &Payment| !(hides_cash && payment.channel == Channel::Cash);
        let codes = &self.codes;
        let piece = |(chunk, payments): (usize, &[Payment])| {
            let mut out = Vec::with_capacity(payments.len() * 100);
            let mut columns = Parquet::buffers(COLUMNS.len(), payments.len());
            let mut count = 0u64;
            for (at, payment) in payments.iter().enumerate().filter(|(_, payment)| shown(payment)) {
                let sequence = before + (chunk * TOGETHER + at) as u64;
                let written = Written::of(record, payment, sequence, seed, codes);
                written.csv(&mut out);
                written.parquet(&mut columns);
                count += 1;
            }
            (out, columns, count)
        };
        let pieces: Vec<_> = record.payments.par_chunks(TOGETHER).enumerate().map(piece).collect();
        let mut texts = Vec::with_capacity(pieces.len());
        let mut groups = Vec::with_capacity(pieces.len());
        for (text, columns, count) in pieces {
            texts.push(text);
            groups.push((columns, count));
        }
        self.rows.pieces(&texts)?;
        self.parquet.row_group(&groups)
    }

    fn exchange(&mut self, record: &MonthRecord) -> io::Result<()> {
        for day in 1..=record.month.days() {
            for (at, code) in self.codes.iter().enumerate().skip(1) {
                let rate = record.rates.on(day, at as u8);
                let words = format!("{}.{:06}", rate / 1_000_000, rate % 1_000_000);
                self.rates.row(&[&format!("{}-{day:02}", record.month), code, &words])?;
            }
        }
        Ok(())
    }

    pub(crate) fn finish(self, folder: &mut dyn Folder, world: &World, cast: &Cast) -> io::Result<()> {
        self.rows.finish()?;
        self.parquet.finish()?;
        self.rates.finish()?;
        accounts(folder, world, cast)
    }
}

/// A payment as it is written down.
struct Written<'c> {
    tx: Vec<u8>,
    ts: Vec<u8>,
    milliseconds: i64,
    src: Vec<u8>,
    dst: Vec<u8>,
    amount: Cents,
    currency: &'c str,
    channel: &'static str,
    memo: &'static str,
}

impl<'c> Written<'c> {
    fn of(record: &MonthRecord, payment: &Payment, sequence: u64, seed: u64, codes: &'c [String]) -> Self {
        let number = |of| {
            let mut out = Vec::with_capacity(11);
            write_account(&mut out, seed, of);
            out
        };
        let mut tx = Vec::with_capacity(16);
        write_payment(&mut tx, seed, sequence);
        Written {
            tx,
            ts: timestamp(record.month, payment.moment),
            milliseconds: (days_since_1970(record.month) * 86_400 + i64::from(payment.moment)) * 1_000,
            src: number(payment.from),
            dst: number(payment.to),
            amount: record.rates.convert(payment.day(), payment.currency, payment.amount),
            currency: &codes[payment.currency as usize],
            channel: payment.channel.name(),
            memo: memo(payment, seed ^ sequence),
        }
    }

    fn csv(&self, out: &mut Vec<u8>) {
        for field in [&self.tx, &self.ts, &self.src, &self.dst] {
            out.extend_from_slice(field);
            out.push(b',');
        }
        self.amount.write(out);
        for field in [self.currency, self.channel] {
            out.push(b',');
            out.extend(field.bytes());
        }
        out.push(b',');
        csv::text(out, self.memo);
        out.push(b'\n');
    }

    fn parquet(&self, columns: &mut [Vec<u8>]) {
        let texts = [
            (0, self.tx.as_slice()),
            (2, &self.src),
            (3, &self.dst),
            (5, self.currency.as_bytes()),
            (6, self.channel.as_bytes()),
            (7, self.memo.as_bytes()),
        ];
        for (column, text) in texts {
            columns[column].extend((text.len() as u32).to_le_bytes());
            columns[column].extend_from_slice(text);
        }
        columns[1].extend(self.milliseconds.to_le_bytes());
        columns[4].extend(self.amount.0.to_le_bytes());
    }
}

/// `2014-03-09T10:11:12Z`.
fn timestamp(month: Month, moment: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(20);
    let (day, second) = (moment / 86_400 + 1, moment % 86_400);
    let parts = [
        (month.year() as u32, 4, b'-'),
        (month.month(), 2, b'-'),
        (day, 2, b'T'),
        (second / 3_600, 2, b':'),
        (second / 60 % 60, 2, b':'),
        (second % 60, 2, b'Z'),
    ];
    for (number, width, end) in parts {
        csv::padded(&mut out, u64::from(number), width);
        out.push(end);
    }
    out
}

/// Days from the first of January 1970 to the first of the month.
fn days_since_1970(month: Month) -> i64 {
    let epoch = Month::new(1970, 1);
    let (mut days, mut at) = (0, epoch);
    // whole years at a step, then months
    while at.plus(12) <= month {
        days += i64::from(365 + u32::from(Month::new(at.year(), 2).days() == 29));
        at = at.plus(12);
    }
    while at < month {
        days += i64::from(at.days());
        at = at.plus(1);
    }
    days
}

/// What the payer wrote: what it is for, or what it is made to look like, or nothing.
fn memo(payment: &Payment, key: u64) -> &'static str {
    let words: &[&str] = match payment.role {
        Role::PooledWages => {
            &["labour services contract", "works completed, month", "payment under contract", "строительные работы", "劳务费"]
        }
        Role::HostFee => &["service fee", "management fee", "услуги по договору", "管理费"],
        Role::BoardAndLodging | Role::HonestLodging => &["meals and rooms", "rent", "аренда, питание"],
        Role::Wage => &["", "", "allowance", "생활비"],
        Role::HeldWages => &["", "settlement", "결산"],
        Role::ManagersCut | Role::AgentsCut | Role::Kickback => &["", "", "misc."],
        Role::DispatchDebt => &["documents and travel", "repayment"],
        Role::Remittance => &["goods", "spare parts", "timber contract", "invoice", "товары"],
        Role::RemittanceOnward => &["invoice", "machinery", "consulting", "货款"],
        Role::Arrival => &["settlement of goods", "invoice", "transfer", "货款"],
        Role::CashCarried | Role::Seizure | Role::Loan | Role::LoanRepaid | Role::Bribe | Role::BodyMoney => &[""],
        Role::FundSpending => &["vehicles", "electronics", "invoice", "gift sets"],
        Role::HonestPool => &["staffing invoice", "labour services contract", "invoice, month"],
        Role::HonestWage => &["salary", "wages, month", "зарплата", "工资"],
        Role::HonestTax => &["income tax", "НДФЛ"],
        Role::HonestSocial => &["social insurance", "страховые взносы"],
        Role::Purchase => &["", "groceries", "phone"],
        Role::SentHome => &["family", "", "for home"],
        Role::Trade | Role::ConduitTrade => &["invoice", "goods", "spare parts", "order", "delivery", "货款", "товары"],
    };
    words[(crate::draw::mix(key) % words.len() as u64) as usize]
}

/// Accounts as the papers name them: of some nobody knows the holder.
fn accounts(folder: &mut dyn Folder, world: &World, cast: &Cast) -> io::Result<()> {
    let mut rows = Rows::begin(folder, "payments/accounts.csv", &["account", "holder", "kind", "country"])?;
    let seed = world.setup().seed;
    // in the order of their numbers, which says nothing
    let mut all: Vec<_> = world.book().accounts().collect();
    all.sort_by_cached_key(|(number, _)| account(seed, *number));
    let row = |(number, balance): &(crate::world::book::Account, &Balance)| {
        let mut draw = Draw::new(seed, Purpose::Account, u64::from(number.number()), 0);
        let unknown = draw.chance(world.parameters().evidence.holder_unknown.middle());
        let holder = if unknown { String::new() } else { cast.holder(world, balance.holder) };
        let kind = if matches!(balance.holder, Holder::Person(_) | Holder::Manager(_) | Holder::Agent(_)) {
            "person"
        } else {
            "company"
        };
        let mut out = Vec::new();
        csv::row(&mut out, &[&account(seed, *number), &holder, if unknown { "" } else { kind }, country(world, balance.holder)]);
        out
    };
    for block in all.chunks(100_000) {
        rows.pieces(&block.par_iter().map(row).collect::<Vec<_>>())?;
    }
    rows.finish()
}

/// Where an account is kept. The fund banks abroad, as others do.
fn country(world: &World, holder: Holder) -> &str {
    const ABROAD: [&str; 5] = ["CN", "HK", "MO", "SG", "RU"];
    let contracts = &world.setup().model.contracts;
    let of_crew = |crew: u32| world.crews().get(crew as usize).map_or("", |crew| contracts[crew.contract].host.as_str());
    match holder {
        Holder::Crew(crew) | Holder::Manager(crew) | Holder::Agent(crew) => of_crew(crew),
        Holder::Agency(agency) => world.agencies().get(agency as usize).map_or("", |agency| &contracts[agency.contract].host),
        Holder::Conduit(number) | Holder::Front(number) | Holder::Firm(number) | Holder::FundSupplier(number) => {
            ABROAD[number as usize % ABROAD.len()]
        }
        Holder::Fund => "MO",
        Holder::Person(person) => {
            let posting = &world.people().postings()[world.people().persons()[person as usize].posting as usize];
            match world.crews().get(posting.crew as usize) {
                Some(crew) => contracts[crew.contract].host.as_str(),
                None => "",
            }
        }
        Holder::Employer(_)
        | Holder::SendingCompany(_)
        | Holder::Officials
        | Holder::Lenders
        | Holder::Families
        | Holder::Landlords
        | Holder::Customs
        | Holder::TaxOffice(_)
        | Holder::SocialFund(_)
        | Holder::Shops => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_in_iso_8601() {
        assert_eq!(timestamp(Month::new(2014, 3), 8 * 86_400 + 36_672), b"2014-03-09T10:11:12Z");
        // date -u -d 2014-03-01 +%s, divided by 86400
        assert_eq!(days_since_1970(Month::new(2014, 3)), 16_130);
        assert_eq!(days_since_1970(Month::new(1970, 1)), 0);
        assert_eq!(days_since_1970(Month::new(2000, 3)), 11_017);
    }
}
