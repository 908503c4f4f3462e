//! Accounts and what moves between them. Money is never made: each payment takes from one account what it gives another.

use crate::cents::Cents;

/// An account: of a firm or an office, or a person's purse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account(u32);

const PURSE: u32 = 1 << 31;

impl Account {
    /// The purse or bank account of a person.
    pub fn of_person(person: u32) -> Self {
        Account(PURSE | person)
    }

    /// The person whose account it is.
    pub fn person(self) -> Option<u32> {
        (self.0 & PURSE != 0).then_some(self.0 & !PURSE)
    }

    /// A number that no other account has.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// Whose account it is. The evidence never shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// An employer abroad, by number.
    Employer(u32),
    /// A company that sends workers.
    SendingCompany(u32),
    /// What is kept for a crew.
    Crew(u32),
    /// The manager of a crew.
    Manager(u32),
    /// The security agent of a crew.
    Agent(u32),
    /// A trading company abroad that passes money on.
    Conduit(u32),
    /// A company that fronts for the fund.
    Front(u32),
    /// The beneficiary.
    Fund,
    /// Who delivers to the fund.
    FundSupplier(u32),
    /// Officials who take bribes.
    Officials,
    /// Who lends to families.
    Lenders,
    /// Families at home.
    Families,
    /// Who sells board and lodging.
    Landlords,
    /// Who stopped a courier.
    Customs,
    /// An honest staffing agency.
    Agency(u32),
    /// The tax office of a host.
    TaxOffice(u32),
    /// The social fund of a host.
    SocialFund(u32),
    /// A firm of ordinary trade.
    Firm(u32),
    /// Shops and landlords of migrants.
    Shops,
    /// A person, by number.
    Person(u32),
}

impl Holder {
    /// The word of the truth for it.
    pub fn role(self) -> &'static str {
        match self {
            Holder::Employer(_) => "employer",
            Holder::SendingCompany(_) => "sending_company",
            Holder::Crew(_) => "crew",
            Holder::Manager(_) => "manager",
            Holder::Agent(_) => "agent",
            Holder::Conduit(_) => "conduit",
            Holder::Front(_) => "front",
            Holder::Fund => "beneficiary_fund",
            Holder::FundSupplier(_) => "fund_supplier",
            Holder::Officials => "officials",
            Holder::Lenders => "lenders",
            Holder::Families => "families",
            Holder::Landlords => "landlords",
            Holder::Customs => "customs",
            Holder::Agency(_) => "staffing_agency",
            Holder::TaxOffice(_) => "tax_office",
            Holder::SocialFund(_) => "social_fund",
            Holder::Firm(_) => "firm",
            Holder::Shops => "shops",
            Holder::Person(_) => "person",
        }
    }

    /// The number of the entity, where there are several.
    pub fn entity(self) -> Option<u32> {
        match self {
            Holder::Employer(number)
            | Holder::SendingCompany(number)
            | Holder::Crew(number)
            | Holder::Manager(number)
            | Holder::Agent(number)
            | Holder::Conduit(number)
            | Holder::Front(number)
            | Holder::FundSupplier(number)
            | Holder::Agency(number)
            | Holder::TaxOffice(number)
            | Holder::SocialFund(number)
            | Holder::Firm(number)
            | Holder::Person(number) => Some(number),
            Holder::Fund
            | Holder::Officials
            | Holder::Lenders
            | Holder::Families
            | Holder::Landlords
            | Holder::Customs
            | Holder::Shops => None,
        }
    }

    /// Whether it may owe: its other income is outside the model.
    pub fn may_owe(self) -> bool {
        matches!(
            self,
            Holder::Employer(_)
                | Holder::Firm(_)
                | Holder::Lenders
                | Holder::Families
                | Holder::SendingCompany(_)
                | Holder::FundSupplier(_)
                | Holder::Landlords
        )
    }
}

/// How a payment travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// Between banks.
    Bank,
    /// By hand.
    Cash,
    /// By card.
    Card,
    /// Through a money-transfer office.
    Transfer,
}

impl Channel {
    /// As the payments file has it.
    pub fn name(self) -> &'static str {
        match self {
            Channel::Bank => "bank",
            Channel::Cash => "cash",
            Channel::Card => "card",
            Channel::Transfer => "transfer",
        }
    }
}

/// What a payment is for. The evidence never shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Role {
    PooledWages,
    HostFee,
    BoardAndLodging,
    Wage,
    HeldWages,
    ManagersCut,
    AgentsCut,
    DispatchDebt,
    Remittance,
    RemittanceOnward,
    Arrival,
    CashCarried,
    Seizure,
    FundSpending,
    Loan,
    LoanRepaid,
    Bribe,
    Kickback,
    BodyMoney,
    HonestPool,
    HonestWage,
    HonestTax,
    HonestSocial,
    HonestLodging,
    Purchase,
    SentHome,
    Trade,
    ConduitTrade,
}

impl Role {
    /// As the truth has it.
    pub fn name(self) -> &'static str {
        match self {
            Role::PooledWages => "pooled_wages",
            Role::HostFee => "host_fee",
            Role::BoardAndLodging => "board_and_lodging",
            Role::Wage => "wage",
            Role::HeldWages => "held_wages",
            Role::ManagersCut => "managers_cut",
            Role::AgentsCut => "agents_cut",
            Role::DispatchDebt => "dispatch_debt",
            Role::Remittance => "remittance",
            Role::RemittanceOnward => "remittance_onward",
            Role::Arrival => "arrival",
            Role::CashCarried => "cash_carried",
            Role::Seizure => "seizure",
            Role::FundSpending => "fund_spending",
            Role::Loan => "loan",
            Role::LoanRepaid => "loan_repaid",
            Role::Bribe => "bribe",
            Role::Kickback => "kickback",
            Role::BodyMoney => "body_money",
            Role::HonestPool => "honest_pool",
            Role::HonestWage => "honest_wage",
            Role::HonestTax => "honest_tax",
            Role::HonestSocial => "honest_social",
            Role::HonestLodging => "honest_lodging",
            Role::Purchase => "purchase",
            Role::SentHome => "sent_home",
            Role::Trade => "trade",
            Role::ConduitTrade => "conduit_trade",
        }
    }

    /// Whether the payment carries what was taken from workers towards the fund.
    pub fn is_remittance(self) -> bool {
        matches!(self, Role::Remittance | Role::RemittanceOnward | Role::Arrival | Role::CashCarried | Role::Seizure)
    }
}

/// A payment within a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payment {
    /// Seconds since the month began.
    pub moment: u32,
    /// Who pays.
    pub from: Account,
    /// Who is paid.
    pub to: Account,
    /// In dollars.
    pub amount: Cents,
    /// In which currency it is written: 0 for dollars, else one more than the place in the model's list.
    pub currency: u8,
    /// How it travels.
    pub channel: Channel,
    /// What it is for.
    pub role: Role,
    /// Where in the month's list of origins those of this payment stand, and how many.
    pub origins: (u32, u32),
}

impl Payment {
    /// A payment in dollars at a moment of a day.
    pub fn new(day: u32, second: u32, from: Account, to: Account, amount: Cents, channel: Channel, role: Role) -> Self {
        Payment { moment: (day - 1) * 86_400 + second, from, to, amount, currency: 0, channel, role, origins: (0, 0) }
    }

    /// The same, written in another currency.
    pub fn within(self, currency: u8) -> Self {
        Payment { currency, ..self }
    }

    /// The day of the month.
    pub fn day(&self) -> u32 {
        self.moment / 86_400 + 1
    }
}

/// What an account held and holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// Whose it is.
    pub holder: Holder,
    /// Before the first month.
    pub opening: Cents,
    /// All that came in.
    pub inflow: Cents,
    /// All that went out.
    pub outflow: Cents,
    /// The least it ever held.
    pub least: Cents,
}

impl Balance {
    fn new(holder: Holder, opening: Cents) -> Self {
        Balance { holder, opening, inflow: Cents::ZERO, outflow: Cents::ZERO, least: opening }
    }

    /// What it holds now.
    pub fn now(&self) -> Cents {
        self.opening + self.inflow - self.outflow
    }
}

/// All accounts.
#[derive(Debug, Default, Clone)]
pub struct Book {
    firms: Vec<Balance>,
    purses: Vec<Balance>,
}

impl Book {
    /// Opens an account of a firm or an office.
    pub fn open(&mut self, holder: Holder, opening: Cents) -> Account {
        self.firms.push(Balance::new(holder, opening));
        Account(self.firms.len() as u32 - 1)
    }

    /// Opens the purse of the next person.
    pub fn open_purse(&mut self) -> u32 {
        let person = self.purses.len() as u32;
        self.purses.push(Balance::new(Holder::Person(person), Cents::ZERO));
        person
    }

    /// What an account held and holds.
    pub fn balance(&self, account: Account) -> &Balance {
        match account.person() {
            Some(person) => &self.purses[person as usize],
            None => &self.firms[account.0 as usize],
        }
    }

    fn balance_mut(&mut self, account: Account) -> &mut Balance {
        match account.person() {
            Some(person) => &mut self.purses[person as usize],
            None => &mut self.firms[account.0 as usize],
        }
    }

    /// Moves the money.
    pub fn apply(&mut self, payment: &Payment) {
        let payer = self.balance_mut(payment.from);
        payer.outflow += payment.amount;
        payer.least = payer.least.min(payer.now());
        self.balance_mut(payment.to).inflow += payment.amount;
    }

    /// Adds to what an account held before the first month.
    pub fn found(&mut self, account: Account, amount: Cents) {
        let balance = self.balance_mut(account);
        balance.opening += amount;
        balance.least = balance.opening;
    }

    /// Accounts of firms and offices, then those of persons.
    pub fn accounts(&self) -> impl Iterator<Item = (Account, &Balance)> {
        let firms = self.firms.iter().enumerate().map(|(at, balance)| (Account(at as u32), balance));
        firms.chain(self.purses.iter().enumerate().map(|(at, balance)| (Account::of_person(at as u32), balance)))
    }
}
