use crate::Error;
use crate::encode::serde_as_text;

/// How a category of deduction stands before anything is known of the law that applies: a default, never a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Treatment {
    /// Lawful if the law is cited and the sum was remitted.
    Lawful,
    /// To be examined.
    Review,
    /// Prohibited unless shown otherwise.
    Prohibited,
    /// Unlabelled: counted as taken, status unknown.
    Unknown,
}

impl Treatment {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Treatment::Lawful => "lawful",
            Treatment::Review => "review",
            Treatment::Prohibited => "prohibited",
            Treatment::Unknown => "unknown",
        }
    }
}

/// A category of deduction from pay. Codes are stable; a retired one is never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Taking {
    /// Income tax to the host State.
    Tax,
    /// Statutory social insurance.
    SocialInsurance,
    /// Court attachment.
    Attachment,
    /// Union dues with real consent.
    Union,
    /// Repayment of an advance.
    Advance,
    /// Food; board and lodging where both stand under one head.
    Board,
    /// Lodging and utilities.
    Lodging,
    /// Travel, visa, permit, medical.
    Travel,
    /// Tools, clothing, safety gear.
    Tools,
    /// Loyalty funds and "voluntary" gifts to State or leader.
    Loyalty,
    /// Party or youth-league dues.
    Party,
    /// State plan quota or company share.
    Quota,
    /// Sending-state tax or insurance without a basis in host law.
    SendingState,
    /// An agent's or manager's cut.
    Agent,
    /// Disciplinary fine.
    Fine,
    /// Withheld until return: not a deduction but arrears.
    Held,
    /// Bribe for placement, extension or medical.
    Bribe,
    /// Unlabelled.
    Unlabelled,
}

impl Taking {
    /// All categories in order of their codes.
    pub const ALL: [Taking; 18] = [
        Taking::Tax,
        Taking::SocialInsurance,
        Taking::Attachment,
        Taking::Union,
        Taking::Advance,
        Taking::Board,
        Taking::Lodging,
        Taking::Travel,
        Taking::Tools,
        Taking::Loyalty,
        Taking::Party,
        Taking::Quota,
        Taking::SendingState,
        Taking::Agent,
        Taking::Fine,
        Taking::Held,
        Taking::Bribe,
        Taking::Unlabelled,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Taking::Tax => "D01_TAX",
            Taking::SocialInsurance => "D02_SOC",
            Taking::Attachment => "D03_ATT",
            Taking::Union => "D04_UNION",
            Taking::Advance => "D05_ADV",
            Taking::Board => "D06_BOARD",
            Taking::Lodging => "D07_LODGE",
            Taking::Travel => "D08_TRAVEL",
            Taking::Tools => "D09_TOOLS",
            Taking::Loyalty => "D10_LOYAL",
            Taking::Party => "D11_PARTY",
            Taking::Quota => "D12_QUOTA",
            Taking::SendingState => "D13_STATE",
            Taking::Agent => "D14_AGENT",
            Taking::Fine => "D15_FINE",
            Taking::Held => "D16_HELD",
            Taking::Bribe => "D17_BRIBE",
            Taking::Unlabelled => "DX_UNK",
        }
    }

    /// The default treatment of the category.
    pub fn treatment(self) -> Treatment {
        match self {
            Taking::Tax | Taking::SocialInsurance | Taking::Attachment => Treatment::Lawful,
            Taking::Union | Taking::Advance | Taking::Board | Taking::Lodging | Taking::Held => Treatment::Review,
            Taking::Travel
            | Taking::Tools
            | Taking::Loyalty
            | Taking::Party
            | Taking::Quota
            | Taking::SendingState
            | Taking::Agent
            | Taking::Fine
            | Taking::Bribe => Treatment::Prohibited,
            Taking::Unlabelled => Treatment::Unknown,
        }
    }
}

impl std::fmt::Display for Taking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Taking {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        Taking::ALL
            .into_iter()
            .find(|taking| taking.code() == text)
            .ok_or_else(|| Error::Unparsable { expected: "a code of deduction such as D10_LOYAL", text: text.to_owned() })
    }
}

serde_as_text!(Taking);
