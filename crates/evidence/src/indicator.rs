use crate::Error;
use crate::encode::serde_as_text;

/// One of the eleven indicators of forced labour (ILO, Special Action Programme to Combat Forced Labour, "ILO Indicators of
/// Forced Labour", 2012), by the names this project writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Indicator {
    /// A person's position is exploited: no language, status or alternatives; family held at home.
    AbuseOfVulnerability,
    /// Job, pay, hours, contract, country or employer differ from what was promised.
    Deception,
    /// Locked in, escorted, or free to leave only with permission.
    RestrictionOfMovement,
    /// No telephone, mail or contact with people outside; a remote site.
    Isolation,
    /// Violence against a worker or in front of workers.
    PhysicalAndSexualViolence,
    /// Threats of dismissal, deportation, denunciation or reprisal on relatives; informers.
    IntimidationAndThreats,
    /// Passport, visa or permit held by employer, agent or minder.
    RetentionOfIdentityDocuments,
    /// Systematic delay, payment only on return, pay to a third party.
    WithholdingOfWages,
    /// A debt (fee, bribe, quota shortfall) repaid by work on undefined terms.
    DebtBondage,
    /// Degrading or hazardous conditions that were not freely accepted.
    AbusiveWorkingAndLivingConditions,
    /// Hours beyond legal or agreed limits, under threat or to reach a minimum pay.
    ExcessiveOvertime,
}

impl Indicator {
    /// All eleven, in the order of the ILO's booklet.
    pub const ALL: [Indicator; 11] = [
        Indicator::AbuseOfVulnerability,
        Indicator::Deception,
        Indicator::RestrictionOfMovement,
        Indicator::Isolation,
        Indicator::PhysicalAndSexualViolence,
        Indicator::IntimidationAndThreats,
        Indicator::RetentionOfIdentityDocuments,
        Indicator::WithholdingOfWages,
        Indicator::DebtBondage,
        Indicator::AbusiveWorkingAndLivingConditions,
        Indicator::ExcessiveOvertime,
    ];

    /// The name in claims: `restriction_of_movement`.
    pub fn name(self) -> &'static str {
        match self {
            Indicator::AbuseOfVulnerability => "abuse_of_vulnerability",
            Indicator::Deception => "deception",
            Indicator::RestrictionOfMovement => "restriction_of_movement",
            Indicator::Isolation => "isolation",
            Indicator::PhysicalAndSexualViolence => "physical_and_sexual_violence",
            Indicator::IntimidationAndThreats => "intimidation_and_threats",
            Indicator::RetentionOfIdentityDocuments => "retention_of_identity_documents",
            Indicator::WithholdingOfWages => "withholding_of_wages",
            Indicator::DebtBondage => "debt_bondage",
            Indicator::AbusiveWorkingAndLivingConditions => "abusive_working_and_living_conditions",
            Indicator::ExcessiveOvertime => "excessive_overtime",
        }
    }

    /// The stable code of the project's domain tables: `FL03_MOVE`.
    pub fn code(self) -> &'static str {
        match self {
            Indicator::AbuseOfVulnerability => "FL01_VULN",
            Indicator::Deception => "FL02_DECEPT",
            Indicator::RestrictionOfMovement => "FL03_MOVE",
            Indicator::Isolation => "FL04_ISOL",
            Indicator::PhysicalAndSexualViolence => "FL05_VIOL",
            Indicator::IntimidationAndThreats => "FL06_THREAT",
            Indicator::RetentionOfIdentityDocuments => "FL07_IDDOC",
            Indicator::WithholdingOfWages => "FL08_WAGES",
            Indicator::DebtBondage => "FL09_DEBT",
            Indicator::AbusiveWorkingAndLivingConditions => "FL10_COND",
            Indicator::ExcessiveOvertime => "FL11_OT",
        }
    }
}

impl std::fmt::Display for Indicator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Indicator {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        Indicator::ALL
            .into_iter()
            .find(|indicator| indicator.name() == text)
            .ok_or_else(|| Error::Unparsable { expected: "one of the eleven ILO indicators", text: text.to_owned() })
    }
}

serde_as_text!(Indicator);
