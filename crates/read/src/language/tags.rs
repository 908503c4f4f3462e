//! What a word of the lists can be for a figure: the tags of `data/{ko,ru,zh}/words.tsv`.

/// A set of tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tags(u128);

impl Tags {
    pub(crate) const NONE: Tags = Tags(0);

    pub(crate) const fn or(self, other: Tags) -> Tags {
        Tags(self.0 | other.0)
    }

    pub(crate) const fn meets(self, other: Tags) -> bool {
        self.0 & other.0 != 0
    }
}

macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident $word:literal),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Bit { $($name),* }
        impl Tags {
            $($(#[$doc])* pub(crate) const $name: Tags = Tags(1 << Bit::$name as u32);)*

            /// The tag that the lists call `word`.
            pub(crate) fn called(word: &str) -> Option<Tags> {
                match word { $($word => Some(Tags::$name),)* _ => None }
            }
        }
    };
}

tags! {
    /// Somebody at work who is counted.
    WORKER "worker",
    /// Somebody who is counted and is no worker: offenders, officials, inhabitants.
    OTHERS "others",
    /// Somebody of another scene than work: passengers, tourists, pupils, sportsmen, children. Where a document has not spoken of work, a
    /// sentence about them shows nothing.
    OUTSIDER "outsider",
    /// A people: counted where they are at work or sent.
    NATIONAL "national",
    /// A counter of people: 명, чел., 名.
    COUNTER "counter",
    PAY "pay",
    RECEIVE "receive",
    GIVE "give",
    /// Money is handed over by somebody, never paid to them: 내다, отдать, 交.
    HAND "hand",
    TAKE "take",
    KEEP "keep",
    ONLY "only",
    REMIT "remit",
    QUOTA "quota",
    AGENT "agent",
    FEE "fee",
    EARN "earn",
    /// What is made out of others' labour: 부당이득, 非法获利.
    PROFIT "profit",
    STATE "state",
    FIRM "firm",
    DISPATCH "dispatch",
    /// Money goes somewhere.
    MOVE "move",
    /// Where money of the State ends up.
    FUND "fund",
    /// Money as a word.
    MONEY "money",
    WORK "work",
    /// Work that nobody but a worker does: 막일, 干活.
    TOIL "toil",
    /// A shift: hours of it are hours of a day.
    SHIFT "shift",
    /// Hours beyond those agreed.
    OVERTIME "overtime",
    REST "rest",
    /// A contract or a stay.
    TERM "term",
    DEATH "death",
    /// Freed or rescued: workers, where they are called so.
    FREED "freed",
    /// Hurt, arrested, gone: counted people who are neither at work nor dead.
    OUTCOME "outcome",
    LOW_BEFORE "low_before",
    HIGH_BEFORE "high_before",
    NEAR_BEFORE "near_before",
    /// How far beyond or below a bound: 조금, 훌쩍. It bounds nothing itself.
    DEGREE "degree",
    LOW_AFTER "low_after",
    HIGH_AFTER "high_after",
    NEAR_AFTER "near_after",
    CURRENCY "currency",
    PERCENT "percent",
    TIME "time",
    PER "per",
    /// A number after it names and does not count: 제, №, Room.
    NAMED_BEFORE "named_before",
    /// A number before it names and does not count: 호, 号.
    NAMED_AFTER "named_after",
    AGE "age",
    PLACE "place",
    /// A head of deduction wherever money is taken or paid.
    HEAD "head",
    /// A head only where something is deducted.
    WEAK_HEAD "weak_head",
    SAY "say",
    ACCORDING "according",
    REPORTED "reported",
    ESTIMATE "estimate",
    ALLEGE "allege",
    PROMISE "promise",
    PLAN "plan",
    DENIAL "denial",
    NEGATION "negation",
    CONDITION "condition",
    BREAK "break",
    BUT "but",
    AUTHORITY "authority",
    MEASURE "measure",
    INSTRUMENT "instrument",
    SANCTION "sanction",
    SECTOR "sector",
    IN "in",
    TO "to",
    FROM "from",
    MONTH "month",
    FRACTION "fraction",
    DAYS "days",
    MORNING "morning",
    EVENING "evening",
    CLOCK "clock",
    /// Between the ends of a range.
    THROUGH "through",
    /// Money that no worker is paid and nobody takes from them: prices, budgets, aid.
    OTHER_MONEY "other_money",
    /// A verb of price: what it costs is a price, unless the word beside it is of a fee.
    COSTS "costs",
    /// What follows is a part of the people or the sum before: 그중, из них, 其中.
    AMONG "among",
    /// Something that is counted and is no person.
    THING "thing",
    /// Hours of something else than work: flights, sleep.
    OTHER_TIME "other_time",
    /// What a share is a share of, where it is no pay.
    OTHER_SHARE "other_share",
    EACH "each",
    LAW "law",
    /// A punishment of a court: its length is no contract's, and who is condemned is not dead.
    PENALTY "penalty",
    QUANTIFIER "quantifier",
    NUMERAL "numeral",
    SCALE "scale",
    VAGUE "vague",
    ASKS "asks",
    /// The number of people, as a word: 인원, численность.
    HEADCOUNT "headcount",
    YEAR "year",
    /// What stands before or behind a sum of which a part is told next: 가운데, 中.
    WHOLE "whole",
    /// A change up or down to a number, which bounds nothing.
    CHANGE "change",
    /// A length in years in one word: трехлетний.
    LENGTH "length",
    /// Pay that is owed and was not paid: 체불, задолженность, 拖欠.
    ARREARS "arrears",
    /// Got back of what was owed, where pay is spoken of: 돌려받, погашен, 追回.
    RECOVERED "recovered",
    /// A sum of all that was paid: 모두, в общей сложности, 共计.
    TOTAL "total",
    /// What somebody owes an agent or an employer: 빚, должен, 欠债.
    DEBT "debt",
    /// Met by those who write: asked, interviewed, come home. Whom they met are counted where they are workers.
    MET "met",
    /// People who live somewhere, have room somewhere, were born, voted: no count of workers.
    RESIDENTS "residents",
}
