//! What happened to whom.

use crate::month::Day;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Happening {
    Dispatched,
    Returned,
    Punished,
    EscapeFailed,
    Escaped,
    FamilyPunished,
    Injured,
    Died,
    DiedLockedIn,
    PayStopped,
    ShortfallWrittenOff,
    PermitSwitched,
    CrewClosed,
    CourierStopped,
    Testified,
    MeasureTaken,
}

impl Happening {
    /// As the truth has it.
    pub fn name(self) -> &'static str {
        match self {
            Happening::Dispatched => "dispatched",
            Happening::Returned => "returned",
            Happening::Punished => "punished",
            Happening::EscapeFailed => "escape_failed",
            Happening::Escaped => "escaped",
            Happening::FamilyPunished => "family_punished",
            Happening::Injured => "injured",
            Happening::Died => "died",
            Happening::DiedLockedIn => "died_locked_in",
            Happening::PayStopped => "pay_stopped",
            Happening::ShortfallWrittenOff => "shortfall_written_off",
            Happening::PermitSwitched => "permit_switched",
            Happening::CrewClosed => "crew_closed",
            Happening::CourierStopped => "courier_stopped",
            Happening::Testified => "testified",
            Happening::MeasureTaken => "measure_taken",
        }
    }
}

/// One thing that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// When.
    pub day: Day,
    /// What.
    pub happening: Happening,
    /// In which crew, if in one.
    pub crew: Option<u32>,
    /// To whom, if to one.
    pub person: Option<u32>,
}
