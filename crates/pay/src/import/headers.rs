//! What stands under a title: told by its words in several languages, and by the shape of the values under it.

use crate::book::Component;
use crate::label::{plain, stands_in, taking};
use document::{ColumnKind, Table, Value};
use evidence::Taking;
use std::sync::LazyLock;

const HEADERS: &str = include_str!("../../data/headers.tsv");

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The worker's name.
    Name,
    /// The worker's number.
    Number,
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
    /// Telephone.
    Phone,
    /// Address.
    Address,
    /// Not used, because somebody says so.
    Nothing,
}

impl Role {
    const NAMED: [(&'static str, Role); 34] = [
        ("name", Role::Name),
        ("number", Role::Number),
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
        ("signed", Role::Signed),
        ("cost", Role::Cost),
        ("holder", Role::Holder),
        ("nationality", Role::Nationality),
        ("permit", Role::Permit),
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
        matches!(self, Role::Sum(_) | Role::Net | Role::TotalTaken | Role::Amount)
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
        Role::PaidOn | Role::From | Role::To | Role::Permit => !matches!(kind, ColumnKind::Money | ColumnKind::Boolean),
        Role::Name | Role::Payee | Role::Payer | Role::Cost | Role::Holder => {
            matches!(kind, ColumnKind::Text | ColumnKind::Mixed | ColumnKind::Identifier | ColumnKind::Empty)
        }
        _ => kind != ColumnKind::Money,
    };
    // under a joined title: “Deductions / Food” is food that was deducted
    let parts: Vec<String> = title.split(" / ").map(without_unit).collect();
    let whole = parts.join(" ");
    let exactly = |words: &str| ENTRIES.iter().find(|(entry, role)| entry == words && fits(role)).map(|(_, role)| *role);
    let last = parts.last().map(String::as_str).unwrap_or_default();
    if let Some(role) = exactly(&whole).or_else(|| exactly(last)) {
        return Some(role);
    }
    let taken = may_be_figures.then(|| taking(last).or_else(|| taking(&whole))).flatten();
    let found = ENTRIES.iter().find(|(entry, role)| fits(role) && stands_in(entry, &whole));
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
        word.len() == 3 && title.contains(&word.to_uppercase()) && word.to_uppercase().parse::<evidence::Currency>().is_ok()
            || ["руб", "долл", "원", "元", "month", "в месяц"].contains(&word)
    };
    match words.rsplit_once(' ') {
        Some((head, unit)) if is_unit(unit) => head.to_owned(),
        _ => words,
    }
}

/// What stands in each column: as somebody confirmed it, or as the titles tell. A role that stands once in a row is given once, to the first column.
pub fn roles(table: &Table, confirmed: &dyn Fn(&str) -> Option<Role>) -> Vec<Option<Role>> {
    let mut given: Vec<Option<Role>> = Vec::with_capacity(table.columns.len());
    for (place, column) in table.columns.iter().enumerate() {
        let told = confirmed(&column.title);
        // a fine that few had to pay is a column of dashes with some figures
        let has_figure = || table.rows().any(|row| matches!(row.cell(place).value, Value::Number(_) | Value::Money(_)));
        let kind = if column.kind == ColumnKind::Text && has_figure() { ColumnKind::Mixed } else { column.kind };
        let role = told.or_else(|| role(&column.title, kind));
        let may_repeat = |role: &Role| matches!(role, Role::Sum(Component::Taken(_)) | Role::Number | Role::Nothing);
        let again = |role: &Role| told.is_none() && !may_repeat(role) && given.contains(&Some(*role));
        given.push(role.filter(|role| !again(role)));
    }
    given
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
            ("Bonus fund 7", Number, None),
        ] {
            assert_eq!(role(title, kind), expected, "{title}");
        }
    }
}
