//! What stands under a title: told by its words in several languages, and by the shape of the values under it.

use super::layout::has_figures;
use crate::book::Component;
use crate::label::{plain, stands_in, taking};
use crate::month::{Month, month_in_words, month_without_year};
use document::{ColumnKind, Table};
use evidence::Taking;
use std::sync::LazyLock;

const HEADERS: &str = include_str!("../../data/headers.tsv");

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The worker's name.
    Name,
    /// The number that an employer gave the worker.
    Number,
    /// The number of a passport or another paper that is the worker's wherever he is.
    Passport,
    /// The worker's account.
    Account,
    /// The group at the site.
    Group,
    /// The site.
    Site,
    /// Who employs or sends.
    Employer,
    /// The country.
    Country,
    /// The month that is paid for.
    Month,
    /// First day at the site.
    From,
    /// Last day.
    To,
    /// The day of payment.
    PaidOn,
    /// The currency of the row.
    Currency,
    /// A sum of the account.
    Sum(Component),
    /// Net pay as computed; what reached the worker, unless another column says what was paid.
    Net,
    /// The sum of what was taken: it only checks the others.
    TotalTaken,
    /// Who was paid.
    Payee,
    /// Who paid.
    Payer,
    /// How much was paid.
    Amount,
    /// What a payment was for.
    Reference,
    /// How a payment was made: card, cash, transfer.
    Channel,
    /// Whether the worker signed.
    Signed,
    /// What a cost of recruitment was for.
    Cost,
    /// Who holds the worker's passport.
    Holder,
    /// Nationality.
    Nationality,
    /// When the permit was issued.
    Permit,
    /// What kind of permit: work, student, tourist.
    PermitKind,
    /// Telephone.
    Phone,
    /// Address.
    Address,
    /// A part of gross pay; what was earned where no column says it whole.
    Earning,
    /// The year, where another column has the month.
    Year,
    /// Units of the row's currency for one of another, or of another for one of it.
    Rate,
    /// Not used, because somebody says so.
    Nothing,
}

impl Role {
    const NAMED: [(&'static str, Role); 40] = [
        ("name", Role::Name),
        ("number", Role::Number),
        ("passport", Role::Passport),
        ("account", Role::Account),
        ("group", Role::Group),
        ("site", Role::Site),
        ("employer", Role::Employer),
        ("country", Role::Country),
        ("month", Role::Month),
        ("from", Role::From),
        ("to", Role::To),
        ("paid on", Role::PaidOn),
        ("currency", Role::Currency),
        ("contract", Role::Sum(Component::Contract)),
        ("promised", Role::Sum(Component::Promised)),
        ("minimum", Role::Sum(Component::Minimum)),
        ("billed", Role::Sum(Component::Billed)),
        ("gross", Role::Sum(Component::Gross)),
        ("overtime", Role::Sum(Component::Overtime)),
        ("hours", Role::Sum(Component::Hours)),
        ("work days", Role::Sum(Component::WorkDays)),
        ("paid", Role::Sum(Component::Paid)),
        ("net", Role::Net),
        ("total taken", Role::TotalTaken),
        ("taken", Role::Sum(Component::Taken(Taking::Unlabelled))),
        ("payee", Role::Payee),
        ("payer", Role::Payer),
        ("amount", Role::Amount),
        ("reference", Role::Reference),
        ("channel", Role::Channel),
        ("signed", Role::Signed),
        ("cost", Role::Cost),
        ("holder", Role::Holder),
        ("nationality", Role::Nationality),
        ("permit", Role::Permit),
        ("permit kind", Role::PermitKind),
        ("earning", Role::Earning),
        ("year", Role::Year),
        ("rate", Role::Rate),
        ("nothing", Role::Nothing),
    ];

    /// The role of this name, or the deduction of this code: `gross`, `D06_BOARD`.
    pub fn named(name: &str) -> Option<Role> {
        let name = name.trim();
        if let Ok(taking) = name.parse::<Taking>() {
            return Some(Role::Sum(Component::Taken(taking)));
        }
        match name {
            "phone" => return Some(Role::Phone),
            "address" => return Some(Role::Address),
            _ => {}
        }
        Role::NAMED.iter().find(|(known, _)| *known == name).map(|(_, role)| *role)
    }

    /// The name, as in `pay.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Role::Sum(Component::Taken(Taking::Unlabelled)) => "taken",
            Role::Sum(Component::Taken(taking)) => taking.code(),
            Role::Phone => "phone",
            Role::Address => "address",
            role => Role::NAMED.iter().find(|(_, known)| *known == role).map_or("nothing", |(name, _)| name),
        }
    }

    /// Whether figures stand under it.
    fn is_figure(self) -> bool {
        matches!(self, Role::Sum(_) | Role::Net | Role::TotalTaken | Role::Amount | Role::Earning | Role::Rate)
    }
}

static ENTRIES: LazyLock<Vec<(String, Role)>> = LazyLock::new(|| {
    let lines = HEADERS.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let mut entries: Vec<(String, Role)> = lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(words, role)| (plain(words), Role::named(role).expect("a test reads every line of the list")))
        .collect();
    entries.sort_by(|a, b| b.0.chars().count().cmp(&a.0.chars().count()).then_with(|| a.0.cmp(&b.0)));
    entries
});

/// What stands under `title` where the values have this kind; `None` if the title says nothing that fits.
pub fn role(title: &str, kind: ColumnKind) -> Option<Role> {
    let may_be_figures = matches!(kind, ColumnKind::Number | ColumnKind::Money | ColumnKind::Mixed | ColumnKind::Empty);
    let fits = |role: &Role| match role {
        role if role.is_figure() => may_be_figures,
        Role::PaidOn | Role::From | Role::To | Role::Permit => {
            !matches!(kind, ColumnKind::Money | ColumnKind::Number | ColumnKind::Boolean)
        }
        Role::Cost => matches!(kind, ColumnKind::Text | ColumnKind::Mixed | ColumnKind::Empty),
        Role::Name | Role::Payee | Role::Payer | Role::Holder => {
            matches!(kind, ColumnKind::Text | ColumnKind::Mixed | ColumnKind::Identifier | ColumnKind::Empty)
        }
        _ => kind != ColumnKind::Money,
    };
    // “№” and “#” number the rows
    if !title.trim().is_empty() && plain(title).is_empty() {
        return Some(Role::Nothing);
    }
    // under a joined title: “Deductions / Food” is food that was deducted
    let parts: Vec<String> = title.split(" / ").map(without_unit).collect();
    let whole = parts.join(" ");
    let exactly = |words: &str| ENTRIES.iter().find(|(entry, role)| entry == words && fits(role)).map(|(_, role)| *role);
    let last = parts.last().map(String::as_str).unwrap_or_default();
    if let Some(role) = exactly(&whole).or_else(|| exactly(last)) {
        return Some(role);
    }
    let taken = may_be_figures.then(|| taking(last).or_else(|| taking(&whole))).flatten();
    // “Bonus fund” may be paid or taken, and much is called “… pay”: only the whole title tells
    let is_loose = |entry: &str, role: &Role| {
        !matches!(role, Role::Earning | Role::Year | Role::Rate) && !["other", "others", "less", "pay"].contains(&entry)
    };
    let found = ENTRIES.iter().find(|(entry, role)| is_loose(entry, role) && fits(role) && stands_in(entry, &whole));
    match (taken, found) {
        // “food deducted”: the label says more than that it was taken; “total deductions for food” would be a total
        (Some(taking), found) if found.is_none_or(|(_, role)| *role != Role::TotalTaken) => {
            Some(Role::Sum(Component::Taken(taking)))
        }
        (_, found) => found.map(|(_, role)| *role),
    }
}

/// Plain words of a title without its unit: `Gross pay, USD` and `Gross pay ($)` are gross pay.
fn without_unit(title: &str) -> String {
    let cut = title.split(['(', '（', '[']).next().unwrap_or(title);
    let words = plain(if cut.trim().is_empty() { title } else { cut });
    let is_unit = |word: &str| {
        word.len() == 3 && title.contains(&word.to_uppercase()) && super::words::USUAL.contains(&word.to_uppercase().as_str())
            || [
                "руб", "рублей", "рублях", "долл", "сша", "원", "元", "천원", "千元", "万元", "тыс", "month", "monthly", "zł",
                "в", "in", "000",
            ]
            .contains(&word)
    };
    let mut words = words.as_str();
    while let Some((head, unit)) = words.rsplit_once(' ') {
        if !is_unit(unit) {
            break;
        }
        words = head;
    }
    words.to_owned()
}

/// The role whose words are the whole of `title`.
pub(super) fn exact(title: &str) -> Option<Role> {
    let words = plain(title);
    ENTRIES.iter().find(|(entry, _)| *entry == words).map(|(_, role)| *role)
}

/// What stands in each column: as somebody confirmed it, or as the titles tell; `usual` where nothing but a month stands over figures. A role that stands
/// once in a row, or once for each of `months` that stand side by side, is given once, to the first column.
pub(super) fn roles(
    table: &Table,
    confirmed: &dyn Fn(usize) -> Option<Role>,
    months: &[Option<Month>],
    usual: Option<Role>,
) -> Vec<Option<Role>> {
    let mut given: Vec<Option<Role>> = Vec::with_capacity(table.columns.len());
    for (place, column) in table.columns.iter().enumerate() {
        let told = confirmed(place);
        // a fine that few had to pay is a column of dashes with some figures
        let kind = if column.kind == ColumnKind::Text && has_figures(table, place) { ColumnKind::Mixed } else { column.kind };
        let found = || match months[place] {
            Some(_) => role(&without_month(&column.title), kind).or(usual),
            None => role(&column.title, kind),
        };
        let role = told.or_else(found);
        let may_repeat =
            |role: &Role| matches!(role, Role::Sum(Component::Taken(_)) | Role::Number | Role::Earning | Role::Nothing);
        let before =
            |role: &Role| given.iter().zip(months).any(|(other, month)| *other == Some(*role) && *month == months[place]);
        let again = |role: &Role| told.is_none() && !may_repeat(role) && before(role);
        given.push(role.filter(|role| !again(role)));
    }
    given
}

/// The parts of a joined title that name no month.
fn without_month(title: &str) -> String {
    let is_time = |part: &&str| month_in_words(part).is_some() || month_without_year(part).is_some();
    let parts: Vec<&str> = title.split(" / ").filter(|part| !is_time(part)).collect();
    // “Gross, March 2015” is one part with both
    if parts.is_empty() { title.to_owned() } else { parts.join(" / ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_names_a_role_and_says_its_words_once() {
        let mut seen = std::collections::BTreeSet::new();
        for line in HEADERS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (words, role) = line.split_once('\t').unwrap_or_else(|| panic!("{line:?} has no tab"));
            assert!(Role::named(role).is_some_and(|known| known.name() == role), "{line}");
            assert!(seen.insert(plain(words)), "{words} stands there twice");
        }
    }

    #[test]
    fn titles_of_several_languages() {
        use ColumnKind::{Date, Identifier, Money, Number, Text};
        let taken = |taking| Some(Role::Sum(Component::Taken(taking)));
        for (title, kind, expected) in [
            ("Full name", Text, Some(Role::Name)),
            ("Ф.И.О.", Text, Some(Role::Name)),
            ("성명", Text, Some(Role::Name)),
            ("Таб. №", Identifier, Some(Role::Number)),
            ("Серия и номер паспорта", Identifier, Some(Role::Passport)),
            ("Начислено, руб.", Number, Some(Role::Sum(Component::Gross))),
            ("Gross pay (USD)", Number, Some(Role::Sum(Component::Gross))),
            ("应发工资", Money, Some(Role::Sum(Component::Gross))),
            ("Удержано / питание", Number, taken(Taking::Board)),
            ("Удержано всего", Number, Some(Role::TotalTaken)),
            ("Deductions / State plan", Number, taken(Taking::Quota)),
            ("Удержания", Number, taken(Taking::Unlabelled)),
            ("공제 / 충성자금", Number, taken(Taking::Loyalty)),
            ("К выплате", Number, Some(Role::Net)),
            ("실지급액", Number, Some(Role::Net)),
            ("Pay date", Date, Some(Role::PaidOn)),
            ("Месяц", Date, Some(Role::Month)),
            ("Fine", Number, taken(Taking::Fine)),
            ("Commission", Text, None),
            ("Pay", Number, Some(Role::Sum(Component::Gross))),
            ("Pay, USD", Money, Some(Role::Sum(Component::Gross))),
            ("Pay grade", Number, None),
            ("Pay", Date, None),
            ("Bonus fund 7", Number, None),
        ] {
            assert_eq!(role(title, kind), expected, "{title}");
        }
    }
}
