//! What the model is told: each mechanism's numbers, where they come from, and when a scenario changes them.

mod file;
mod mistake;
mod place;
mod scenario;

pub use evidence::Mistake;
pub use file::{Contract, Currency, Effect, Model, Sanction};
pub use scenario::{Change, Scenario};

use crate::draw::Draw;

/// A value or a range, in hundredths of its unit: cents of dollars, hundredths of a percent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Lower end, included.
    pub low: i64,
    /// Upper end, included.
    pub high: i64,
}

impl Bounds {
    /// One value, in hundredths.
    pub fn of(hundredths: i64) -> Self {
        Bounds { low: hundredths, high: hundredths }
    }

    /// A value between the ends, in hundredths.
    pub fn draw(self, draw: &mut Draw) -> i64 {
        draw.between(self.low, self.high)
    }

    /// A whole number between the ends.
    pub fn draw_whole(self, draw: &mut Draw) -> i64 {
        draw.between((self.low + 99) / 100, self.high / 100)
    }

    /// The middle, in hundredths.
    pub fn middle(self) -> i64 {
        self.low + (self.high - self.low) / 2
    }

    /// The lower end as a whole number.
    pub fn whole(self) -> i64 {
        self.low / 100
    }

    /// Whether it says yes.
    pub fn is_yes(self) -> bool {
        self.low > 0
    }

    /// Whether `hundredths` lies between the ends.
    pub fn holds(self, hundredths: i64) -> bool {
        (self.low..=self.high).contains(&hundredths)
    }
}

impl std::fmt::Display for Bounds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let end = |hundredths: i64| match hundredths % 100 {
            0 => (hundredths / 100).to_string(),
            rest => format!("{}.{rest:02}", hundredths / 100),
        };
        if self.low == self.high { f.write_str(&end(self.low)) } else { write!(f, "{} to {}", end(self.low), end(self.high)) }
    }
}

/// The unit of a switch: 1 or 0.
pub(crate) const SWITCH: &str = "yes or no";

macro_rules! parameters {
    ($($section:ident $group:ident $what:literal { $($name:ident $unit:literal)* })*) => {
        $(
            #[doc = $what]
            #[derive(Debug, Clone, Default, PartialEq, Eq)]
            pub struct $group { $(#[doc = concat!("In ", $unit, ".")] pub $name: Bounds,)* }
        )*

        /// Every number of every mechanism.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Parameters { $(#[doc = $what] pub $section: $group,)* }

        impl Parameters {
            /// Section, name and unit of each.
            pub const NAMES: &'static [(&'static str, &'static str, &'static str)] =
                &[$($((stringify!($section), stringify!($name), $unit),)*)*];

            pub(crate) fn slot(&mut self, section: &str, name: &str) -> Option<&mut Bounds> {
                match (section, name) {
                    $($((stringify!($section), stringify!($name)) => Some(&mut self.$section.$name),)*)*
                    _ => None,
                }
            }
        }
    };
}

parameters! {
    recruitment Recruitment "How people are chosen and what it costs them." {
        applicants_per_post "person"
        placement_bribe_paid "percent"
        placement_bribe "USD"
        background_bribe_paid "percent"
        background_bribe "USD"
        medical_flaw "percent"
        medical_bribe "USD"
        dispatch_fee "USD"
        sent_before "percent"
        contract_length "month"
    }
    work Work "Days worked, targets and what follows when they are missed." {
        sick "day/month"
        target_missed "percent"
        fined_when_missed "percent"
        hours_added_when_missed "hour/day"
    }
    deductions Deductions "What is taken from pay, by head." {
        board "USD/month"
        lodging "USD/month"
        board_and_lodging_cost "percent of what is charged"
        state_tax "percent of pay"
        insurance "percent of pay"
        party_dues "percent of pay"
        loyalty_fund "percent of pay"
        dispatch_debt "USD/month"
        fine "USD/month"
        allowance "USD/month"
        surplus_taken "percent"
    }
    quota Quota "What an agent must hand over for a crew." {
        least "USD/month"
        most "USD/month"
        pressure "percent of what can be taken"
        pay_stops_when_behind "percent of quota"
        written_off_after "month"
    }
    remittance Remittance "How the money travels." {
        host_fee "USD/month"
        agent_cut "percent"
        cash "percent of crews"
        courier_stopped "percent"
        conduits "company"
        fronts "company"
        conduits_of_crew "company"
        forwarded "percent a month"
        conduit_fee "percent"
        own_trade "percent of what passes through"
        fund_spent "percent a month"
    }
    control Control "How a crew is watched and held." {
        passports_held "percent of crews"
        locked_in "percent of crews"
        telephones_banned "percent of crews"
        punished "person/1000 years"
        restricted_after_escape "month"
    }
    escape Escape "Who tries to leave, and what it costs." {
        attempts "person/1000 years"
        attempts_factor_when_unpaid "percent"
        succeeds "percent"
        family_punished "percent"
    }
    accident Accident "Injuries and deaths." {
        injured "person/1000 years"
        dies "person/1000 years"
        collective "crew/1000 years"
        collective_deaths "person"
        body_money "USD"
    }
    return_home ReturnHome "What happens at the end of a contract." {
        held_paid_out "percent"
        never_paid_out "percent of workers"
        testifies "percent"
    }
    look_alikes LookAlikes "Honest work and trade that looks alike." {
        migrants "percent of workers"
        wage "USD/month"
        income_tax "percent of pay"
        social_insurance "percent of pay"
        lodging "USD/month"
        leaves "percent a month"
        sent_home "percent of pay"
        purchases "payment/month"
        firms "firm/1000 workers"
        trade "payment/month"
    }
    policy Policy "What a scenario may try." {
        direct_payment "percent of crews"
        kickback "percent of pay"
        deduction_cap "percent of pay"
        repatriate "percent of crews a month"
        conduits_closed "company"
    }
    evidence Evidence "What is left of it all for somebody to find." {
        documents "document"
        document_error "percent"
        list_permits "percent"
        list_sites "percent"
        list_casework "percent"
        list_border "percent"
        list_clinic "percent"
        list_referral "percent"
        list_easily_found "percent"
        lists_apart "yes or no"
        name_error "percent"
        date_error "percent"
        passport_missing "percent"
        row_twice "percent"
        payroll_sites "site"
        payroll_lost "percent of months"
        payroll_forged "percent of sites"
        hide_cash "yes or no"
        hide_payments "yes or no"
        holder_unknown "percent"
    }
}
