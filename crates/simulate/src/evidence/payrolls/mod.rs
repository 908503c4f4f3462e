//! Payrolls of some sites, as their offices kept them: workbooks and CSV, each site with its own language, currency, headers and
//! habits. Some sites keep a second set of books for inspectors.

mod workbook;

use crate::accounts::Cast;
use crate::cents::Cents;
use crate::draw::{Draw, Purpose};
use crate::folder::{Folder, Rows};
use crate::month::Month;
use crate::name::Spelling;
use crate::world::pay::{Head, Pay};
use crate::world::{MonthRecord, World};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use workbook::{Cell, Sheet};

/// A month's pay of one person, in the currency of the books.
struct Entry {
    person: u32,
    days: u8,
    hours: u16,
    /// Gross as the books have it: the sum of all that follows.
    parts: Vec<Cents>,
    contract: Cents,
}

/// The payrolls that somebody copied.
#[derive(Default)]
pub(crate) struct Payrolls {
    sites: BTreeSet<u32>,
    months: BTreeMap<(u32, Month), Vec<Entry>>,
}

/// The columns between hours and what was paid.
const PARTS: [&[Head]; 9] = [
    &[Head::Board],
    &[Head::Lodging],
    &[Head::StateTax, Head::IncomeTax],
    &[Head::StateInsurance, Head::SocialInsurance],
    &[Head::PartyDues],
    &[Head::LoyaltyFund],
    &[Head::Quota],
    &[Head::Fine],
    &[Head::Dispatch, Head::Manager],
];

/// The languages of offices: title, name, passport, days, hours, gross, the nine parts, held, paid, signature, total.
const WORDS: [[&str; 19]; 4] = [
    [
        "Pay sheet", "Name", "Passport No.", "Days", "Hours", "Gross", "Food", "Room", "Tax", "Insurance", "Party fee",
        "Loyalty fund", "Plan", "Fine", "Other", "Kept until return", "Paid", "Signature", "Total",
    ],
    [
        "로임표", "이름", "려권번호", "일수", "로동시간", "총로임", "식비", "숙박비", "세금", "보험료", "당비", "충성자금",
        "계획분", "벌금", "기타", "보류", "지불액", "수표", "합계",
    ],
    [
        "Расчётная ведомость",
        "ФИО",
        "Паспорт",
        "Дни",
        "Часы",
        "Начислено",
        "Питание",
        "Проживание",
        "Налог",
        "Страховка",
        "Взносы",
        "Фонд",
        "План",
        "Штраф",
        "Прочее",
        "Удержано до возвращения",
        "Выдано",
        "Подпись",
        "Итого",
    ],
    [
        "工资表", "姓名", "护照号", "出勤天数", "工时", "应发工资", "伙食费", "住宿费", "税", "保险费", "党费", "忠诚资金",
        "计划款", "罚款", "其他扣款", "代存", "实发工资", "签字", "合计",
    ],
];

impl Payrolls {
    pub(crate) fn begin(world: &World) -> Self {
        let rules = &world.parameters().evidence;
        let wanted = rules.payroll_sites.whole().clamp(0, SITES_MOST) as usize;
        let employers = world.crews().iter().map(|crew| crew.employer).collect::<BTreeSet<_>>();
        let mut drawn: Vec<(u64, u32)> = employers
            .into_iter()
            .map(|site| (Draw::new(world.setup().seed, Purpose::Payroll, u64::from(site), 0).bits(), site))
            .collect();
        drawn.sort_unstable();
        Payrolls { sites: drawn.into_iter().take(wanted).map(|(_, site)| site).collect(), months: BTreeMap::new() }
    }

    pub(crate) fn month(&mut self, world: &World, record: &MonthRecord) {
        if self.sites.is_empty() {
            return;
        }
        let rules = &record.parameters.evidence;
        for pay in record.pay.iter().filter(|pay| pay.gross.is_some()) {
            let Some(crew) = world.crews().get(pay.crew as usize) else { continue };
            if !self.sites.contains(&crew.employer) {
                continue;
            }
            let key = u64::from(crew.employer);
            let mut draw = Draw::new(world.setup().seed, Purpose::Payroll, key, record.month.number());
            if draw.chance(rules.payroll_lost.middle()) {
                continue;
            }
            let currency = currency(world, crew.contract);
            let shown = |amount: Cents| record.rates.convert(5, currency, amount);
            self.months.entry((crew.employer, record.month)).or_default().push(Entry::of(pay, shown));
        }
    }

    pub(crate) fn finish(self, folder: &mut dyn Folder, world: &World, cast: &Cast) -> io::Result<()> {
        let header = ["file", "sheet", "row", "person", "month", "site", "forged"];
        let mut truth = Rows::begin(folder, "truth/payrolls.csv", &header)?;
        let years: BTreeSet<(u32, i32)> = self.months.keys().map(|(site, month)| (*site, month.year())).collect();
        for (site, year) in years {
            let book = Book::of(world, site, year);
            let months: Vec<_> = self.months.range((site, Month::new(year, 1))..=(site, Month::new(year, 12))).collect();
            let sheets: Vec<Sheet> = months
                .into_iter()
                .map(|((_, month), entries)| book.sheet(world, cast, *month, entries, &mut truth))
                .collect::<io::Result<_>>()?;
            book.write(folder, &sheets)?;
        }
        truth.finish()
    }
}

/// More sites than that nobody copies, and their pay would be held in memory.
const SITES_MOST: i64 = 500;

/// Russian and Chinese books are in the currency of the place, others in dollars.
fn currency(world: &World, contract: usize) -> u8 {
    let model = &world.setup().model;
    match model.contracts[contract].host.as_str() {
        "RU" | "CN" => model.currency(&model.contracts[contract].currency),
        _ => 0,
    }
}

impl Entry {
    fn of(pay: &Pay, shown: impl Fn(Cents) -> Cents) -> Self {
        let of = |heads: &&[Head]| shown(heads.iter().map(|head| pay.taken.of(*head)).sum());
        let mut parts: Vec<Cents> = PARTS.iter().map(of).collect();
        parts.extend([shown(pay.held), shown(pay.paid)]);
        Entry { person: pay.person, days: pay.days, hours: pay.hours, parts, contract: shown(pay.contract) }
    }

    /// As an inspector is shown it: the whole contract wage, a tax, and all the rest paid.
    fn forged(&self) -> (Cents, Vec<Cents>) {
        let tax = self.contract.share(1_300);
        let mut parts = vec![Cents::ZERO; self.parts.len()];
        parts[2] = tax;
        *parts.last_mut().unwrap_or(&mut Cents(0)) = self.contract - tax;
        (self.contract, parts)
    }
}

/// How one site keeps its books.
struct Book {
    file: String,
    site: u32,
    words: &'static [&'static str; 19],
    spelling: Spelling,
    code: String,
    is_forged: bool,
    /// Lines above the header.
    titles: usize,
    /// Amounts as text with a decimal comma.
    commas: bool,
    /// Columns that are nothing for everybody are left out.
    is_workbook: bool,
}

impl Book {
    fn of(world: &World, site: u32, year: i32) -> Self {
        let contracts = &world.setup().model.contracts;
        let contract = world.crews().iter().find(|crew| crew.employer == site).map_or(0, |crew| crew.contract);
        let mut draw = Draw::new(world.setup().seed, Purpose::Payroll, u64::from(site), 1);
        let host = contracts[contract].host.as_str();
        let (language, spelling) = match (host, draw.below(3)) {
            (_, 0) => (1, Spelling::Hangul),
            ("RU" | "MN", _) => (2, Spelling::Cyrillic),
            ("CN", _) => (3, Spelling::Hanja),
            _ => (0, Spelling::Dprk),
        };
        let forged = world.parameters().evidence.payroll_forged.middle();
        let is_forged = draw.chance(forged);
        let is_workbook = draw.chance(6_000);
        let end = if is_workbook { "xlsx" } else { "csv" };
        let books = if is_forged { "inspection" } else { "pay" };
        Book {
            file: format!("payrolls/site-{site:04}-{year}-{books}.{end}"),
            site,
            words: &WORDS[language],
            spelling,
            code: if currency(world, contract) == 0 { "USD".to_owned() } else { contracts[contract].currency.clone() },
            is_forged,
            titles: draw.below(3) as usize,
            commas: host == "RU" && draw.chance(5_000),
            is_workbook,
        }
    }

    fn sheet(&self, world: &World, cast: &Cast, month: Month, entries: &[Entry], truth: &mut Rows) -> io::Result<Sheet> {
        let [title, name, passport, days, hours, gross, rest @ ..] = self.words;
        let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(entries.len() + 4);
        for line in 0..self.titles {
            let words = if line == 0 { format!("{title} {month}") } else { cast.employer(self.site).to_owned() };
            rows.push(vec![Cell::Text(words)]);
        }
        let gross = format!("{gross} ({})", self.code);
        let mut header: Vec<Cell> = ["№", name, passport, days, hours, &gross].map(|word| Cell::Text(word.to_string())).to_vec();
        header.extend(rest[..rest.len() - 1].iter().map(|word| Cell::Text(word.to_string())));
        rows.push(header);
        let mut total = Cents::ZERO;
        for (number, entry) in entries.iter().enumerate() {
            let (gross, parts) =
                if self.is_forged { entry.forged() } else { (entry.parts.iter().copied().sum(), entry.parts.clone()) };
            total += gross;
            let identity = cast.identity(world, entry.person);
            let mut row = vec![
                Cell::Number((number + 1).to_string()),
                Cell::Text(identity.name(self.spelling)),
                Cell::Text(identity.passport.clone()),
                Cell::Number(entry.days.to_string()),
                Cell::Number(entry.hours.to_string()),
            ];
            row.extend(std::iter::once(gross).chain(parts).map(|amount| self.amount(amount)));
            row.push(Cell::Text(if self.is_forged { "✓".to_owned() } else { String::new() }));
            rows.push(row);
            let fields = [&self.file, &month.to_string(), &rows.len().to_string(), &entry.person.to_string()];
            let [file, sheet, row, person] = fields.map(String::as_str);
            let (site, forged) = (self.site.to_string(), u8::from(self.is_forged).to_string());
            truth.row(&[file, sheet, row, person, sheet, &site, &forged])?;
        }
        let empty = || Cell::Text(String::new());
        let word = rest.last().map_or("", |word| *word).to_owned();
        rows.push(vec![empty(), Cell::Text(word), empty(), empty(), empty(), self.amount(total)]);
        Ok(Sheet { name: month.to_string(), rows })
    }

    fn amount(&self, amount: Cents) -> Cell {
        if self.commas { Cell::Text(amount.to_string().replace('.', ",")) } else { Cell::Number(amount.to_string()) }
    }

    fn write(&self, folder: &mut dyn Folder, sheets: &[Sheet]) -> io::Result<()> {
        let bytes = if self.is_workbook { workbook::bytes(sheets)? } else { workbook::csv(sheets) };
        let mut file = folder.create(&self.file)?;
        file.write_all(&bytes)?;
        file.flush()
    }
}
