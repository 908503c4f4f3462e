//! Figures without words of their own: members of a list, parts of a number, what a later sentence takes up.

use super::SentenceReader;
use crate::figure::{Figure, Measure, MeasuredBy};
use crate::key::any;
use crate::kinds::Meaning;
use crate::lexicon::Classes;
use crate::people;
use crate::topic::Topic;
use crate::words::Words;
use document::BlockKind;
use evidence::{Kind, PerUnit, Rule, Unit};
use rust_decimal::Decimal;

impl SentenceReader<'_> {
    /// "20,000 ringgit ($4,300)": a sum in brackets behind a sum is the same sum in other money, and means what that means.
    pub(super) fn converted(&self, figure: &Figure, before: Option<&(Figure, Option<Meaning>)>) -> Option<Option<Meaning>> {
        let (earlier, meaning) = before?;
        let (Measure::Money(named), Measure::Money(other)) = (figure.measure, earlier.measure) else { return None };
        let bracket = self.words.word(earlier.words.end) == "(" && figure.words.start <= earlier.words.end + 3;
        if !bracket || named.currency == other.currency {
            return None;
        }
        Some(meaning.as_ref().map(|meaning| {
            let per = if let Unit::Money(_, per) = meaning.unit { per } else { None };
            Meaning { unit: Unit::Money(named.currency, figure.per.or(per)), end: figure.words.end, ..meaning.clone() }
        }))
    }

    /// "11-, 13- and 15-hour shifts": what the last member of a list counts, those count whose hyphen waits for it.
    pub(super) fn fill_suspended(&self, found: &mut [(Figure, Option<Meaning>)]) {
        for index in (1..found.len()).rev() {
            let (earlier, later) = found.split_at_mut(index);
            let ((figure, meaning), (next, of_next)) = (&mut earlier[index - 1], &later[0]);
            let end = figure.words.end;
            let waits = self.words.is_hyphen(end)
                && self.words.attached(end)
                && (end + 1..next.words.start)
                    .all(|at| self.words.word(at) == "," || self.words.is_any(at, any!["and", "or", "to"]));
            let timed = of_next.as_ref().filter(|meaning| matches!(meaning.kind, Kind::HoursOrRest | Kind::ContractLength));
            if let (Measure::Count, true, None, Some(timed)) = (figure.measure, waits, &meaning, timed) {
                figure.measure = next.measure;
                *meaning = Some(Meaning { end, cue: None, ..timed.clone() });
            }
        }
    }

    /// "5,000 workers in Kuwait, 2,800 in Qatar": a bare number before a place counts who was counted before it.
    pub(super) fn of_the_same_people(&self, figure: &Figure, before: Option<&(Figure, Option<Meaning>)>) -> Option<Meaning> {
        let meaning = before?.1.as_ref().filter(|meaning| meaning.kind == Kind::WorkerCount)?;
        let end = figure.words.end;
        let at = if self.words.says(end + 1, "the") { end + 2 } else { end + 1 };
        let placed =
            self.words.is_any(end, any!["in", "to", "at", "from"]) && self.places.iter().any(|place| place.words.start == at);
        let compared = figure.words.start > 1
            && self.words.is_any(figure.words.start - 1, any!["from", "to", "against", "of"])
            && self.words.is_any(figure.words.start - 2, any!["down", "up", "compared", "against", "instead"]);
        let listed = self.places.iter().any(|place| place.words.end == figure.words.start)
            && figure.words.start > 1
            && self.words.any_within(end..end + 1, any!["and"]).is_some() | matches!(self.words.word(end), "," | ")" | ";");
        let later = self.words.is_any(figure.words.start.wrapping_sub(1), any!["and", "but"])
            && self.words.any_within(end..(end + 4).min(self.words.len()), any!["later", "earlier", "ago"]).is_some();
        let further = self.words.is_any(figure.words.start.wrapping_sub(1), any!["further", "another"])
            && (!self.words.is_word(end) || self.words.is_any(end, any!["by", "in", "this", "next", "were", "are", "and"]));
        let placed = placed || (later || further) && figure.per.is_none();
        let some_of = self.part_of_those_counted(figure);
        let head = self.joined_people(figure);
        let some_of = some_of || self.of_that_many(figure, before);
        let low = figure.bounds.low().or(figure.bounds.high()).unwrap_or_default();
        let whole = low.scale() == 0 && low >= Decimal::from(3);
        (figure.measure == Measure::Count && whole && (placed || compared || listed || some_of || head.is_some())).then(|| {
            Meaning {
                end: head.map_or(end, |head| head + 1),
                cue: head.or(meaning.head),
                head: head.or(meaning.head),
                rule: Rule::new("workers.listed", 1),
                ..meaning.clone()
            }
        })
    }

    /// "Of 3,300 employees, 2,100 are women and 1,700 come from abroad": parts of a number that the sentence opens with.
    pub(super) fn of_that_many(&self, figure: &Figure, before: Option<&(Figure, Option<Meaning>)>) -> bool {
        let words = &self.words;
        let Some((earlier, Some(meaning))) = before else { return false };
        let opens = words.says(0, "of") && earlier.words.start <= 2 && words.word(figure.words.start.wrapping_sub(1)) == ",";
        let joined =
            meaning.rule.name() == "workers.listed" && words.is_any(figure.words.start.wrapping_sub(1), any!["and", ","]);
        let end = figure.words.end;
        let other = words.has(end..(end + 4).min(words.len()), Classes::INJURY.or(Classes::DEATH).or(Classes::OFFENDER));
        let counted = words.is_any(
            end,
            any![
                "are", "were", "come", "came", "work", "worked", "belong", "never", "have", "had", "did", "went", "stayed",
                "returned"
            ],
        );
        (opens || joined) && counted && !other
    }

    /// "5,600 have died, more than 1,500 of them in Malaysia".
    pub(super) fn some_of_the_dead(&self, figure: &Figure, before: Option<&(Figure, Option<Meaning>)>) -> Option<Meaning> {
        let meaning = before?.1.as_ref().filter(|meaning| meaning.kind == Kind::Deaths)?;
        let end = figure.words.end;
        let of_them = self.words.says(end, "of") && self.words.is_any(end + 1, any!["them", "whom", "these"]);
        let a_year = figure.per.filter(|per| per.unit() == PerUnit::Year);
        if let (Some(per), Measure::Count) = (a_year, figure.measure)
            && figure.words.start > 0
            && self.words.says(figure.words.start - 1, "or")
        {
            return Some(Meaning { end, cue: None, unit: Unit::Person(Some(per)), ..meaning.clone() });
        }
        (figure.measure == Measure::Count && of_them).then(|| Meaning { end: end + 2, cue: None, ..meaning.clone() })
    }

    /// "of whom 310 are women", "460 of whom were Filipinos".
    pub(super) fn part_of_those_counted(&self, figure: &Figure) -> bool {
        let words = &self.words;
        let (start, end) = (figure.words.start, figure.words.end);
        let of_whom = |at: usize| words.says(at, "of") && words.is_any(at + 1, any!["whom", "them", "these", "those", "which"]);
        let before = start > 1 && of_whom(start - 2);
        let from = if of_whom(end) { end + 2 } else { end };
        let described = of_whom(end)
            && words.is_any(
                from,
                any!["under", "aged", "from", "women", "men", "girls", "boys", "migrants", "foreigners", "children"],
            );
        let out_of =
            start > 1 && self.words.says(start - 1, "in") && (words.is_number(start - 2) || words.is(start - 2, Classes::NUMBER));
        if out_of {
            return false;
        }
        let counted = described
            || (from..from + 3).any(|at| {
                words.is_any(
                    at,
                    any!["are", "were", "is", "was", "come", "came", "work", "worked", "have", "had", "belong", "belonged"],
                )
            });
        let other = words.has(from..(from + 6).min(words.len()), Classes::INJURY.or(Classes::DEATH).or(Classes::OFFENDER))
            || words.any_within(from..(from + 4).min(words.len()), any!["interviewed", "said", "told", "paid"]).is_some();
        (before && (counted || words.is_word(end) && !words.is(end, Classes::OFFENDER.or(Classes::FRACTION)))
            || of_whom(end) && counted)
            && !other
    }

    /// "75 men and some 40 women": people joined to people who were counted.
    pub(super) fn joined_people(&self, figure: &Figure) -> Option<usize> {
        let words = &self.words;
        let joint = figure.words.start.checked_sub(1)?;
        let joined = words.is_any(joint, any!["and", "plus"]) || words.word(joint) == "," && words.is(joint - 1, Classes::WORKER);
        let head = people::counted_head(words, figure.words.end)?;
        let grown = words.is(head, Classes::WORKER)
            && !words.is_any(head, any!["people", "children", "member", "members", "citizens", "persons"]);
        let said_of = words.is_any(head + 1, any!["were", "was", "are", "who", "said", "told", "died", "lived"]);
        (joined && grown && !said_of && !words.is(head, Classes::OFFENDER)).then_some(head)
    }

    /// "received US$900, and for the first year only $400": a sum joined to another by nothing but small words is of the same kind.
    pub(super) fn coordinated(&self, figure: &Figure, before: Option<&(Figure, Option<Meaning>)>) -> Option<Meaning> {
        let (earlier, meaning) = before?;
        let meaning = meaning
            .as_ref()
            .filter(|meaning| matches!(meaning.kind, Kind::Wage | Kind::TakeHome | Kind::FeeOrBribe | Kind::Deduction))?;
        let Measure::Money(named) = figure.measure else { return None };
        if meaning.kind == Kind::Deduction && !self.shared_out(figure, earlier.words.end.max(meaning.end)) {
            return None;
        }
        let between = earlier.words.end.max(meaning.end)..figure.words.start;
        let small = Classes::STOP
            .or(Classes::PERIOD)
            .or(Classes::ORDINAL)
            .or(Classes::NAME)
            .or(Classes::WORKER)
            .or(Classes::ABOUT)
            .or(Classes::OFFENDER);
        let same_currency = earlier.currency.is_some_and(|currency| currency == named.currency);
        let joined = self.words.any_within(between.clone(), any!["and", "or", "but"]).is_some()
            || same_currency && self.words.any_within(between.clone(), any![","]).is_some();
        let goes_to = meaning.kind == Kind::Deduction && between.len() <= 10;
        let only_small = goes_to
            || between.len() <= 12
                && between.clone().all(|at| {
                    self.words.is(at, small)
                        || self.words.is_any(at, any![",", "only", "just", "much", "little", "even", "sometimes"])
                });
        let Unit::Money(_, per) = meaning.unit else { return None };
        let others = figure.per.is_some()
            && matches!(meaning.kind, Kind::Wage | Kind::TakeHome)
            && (2..=5).contains(&between.len())
            && (matches!(self.words.word(between.start), "," | ";") || self.words.is_any(between.start, any!["and", "but"]))
            && (self.words.is_any(between.start + 1, any!["a", "an", "the"]) && between.len() == 3
                || between.clone().any(|at| {
                    self.words.is(at, Classes::WORKER)
                        || self.words.is_any(at, any!["ones", "others", "foreigners", "locals", "boys", "girls"])
                }))
            && !crate::clause::has_finite_verb(&self.words, between.clone());
        (others || joined && only_small).then(|| Meaning {
            unit: Unit::Money(named.currency, figure.per.or(per)),
            rule: Rule::new("money.coordinated", 1),
            cue: meaning.cue,
            end: figure.words.end,
            note: None,
            ..meaning.clone()
        })
    }

    /// "the agent takes 300, the hostel 120", "and $80 to the party", "and another $40 on the bus": a sum and whom or what it goes to.
    pub(super) fn shared_out(&self, figure: &Figure, from: usize) -> bool {
        let end = figure.words.end;
        let who = (from..figure.words.start).skip_while(|&at| {
            self.words.word(at) == "," || self.words.is_any(at, any!["and", "the", "a", "another", "his", "their", "our", "for"])
        });
        let gapped = from < figure.words.start
            && (self.words.word(from) == "," || self.words.says(from, "and"))
            && (1..=3).contains(&who.clone().count())
            && who.clone().all(|at| {
                self.words.is_word(at) && !self.words.is(at, Classes::STOP.or(Classes::EARN).or(Classes::KEEP).or(Classes::PAY))
            })
            && (end == self.words.len() || !self.words.is_word(end) || self.words.is_any(end, any!["and", "for"]));
        if gapped {
            return true;
        }
        let to_whom = self.words.is_any(end, any!["to", "on", "for"])
            && !self.words.is_number(end + 1)
            && (self.words.is_word(end + 1) || self.words.is_word(end + 2));
        let harm = self.words.any_within(end..end + 4, any!["injury", "damages", "compensation", "distress"]).is_some();
        to_whom
            && !harm
            && figure.words.start > 0
            && self.words.is_any(figure.words.start - 1, any!["and", "another", "further", ","])
    }

    /// "At least 40,000 roubles, winter or summer.": a sentence of nothing but a figure goes on about what was last spoken or asked of.
    pub(super) fn fragment(&self, figure: &Figure) -> Option<Meaning> {
        if self.numbers_a_paragraph(figure) {
            return None;
        }
        let another = figure.words.start > 0 && self.words.is_any(figure.words.start - 1, any!["another", "further"]);
        if figure.words.start > 0
            && self.words.is_any(figure.words.start - 1, any!["at"])
            && !self.words.is_any(figure.words.start.wrapping_sub(2), any!["it", "that", "number", "figure", "day"])
            && figure.measure == Measure::Count
        {
            return None;
        }
        let topic = self.paragraph.topic.filter(|_| {
            let for_something = matches!(figure.measure, Measure::Money(_)) && self.words.says(figure.words.end, "for");
            let one_more = another && matches!(figure.measure, Measure::Money(_));
            one_more
                || (figure.words.start <= 3 || another || for_something || self.becomes(figure))
                    && (self.is_fragment() || self.becomes(figure))
        })?;
        self.of_topic(figure, topic)
    }

    /// "One lakh and forty thousand rupees to the manpower company, and it gave me a receipt": the first figure behind a question answers it.
    pub(super) fn answered(&self, figure: &Figure, before: Option<&(Figure, Option<Meaning>)>) -> Option<Meaning> {
        let first = before.is_none() && figure.words.start <= 5;
        let goes_on =
            before.is_some_and(|(_, meaning)| meaning.as_ref().is_some_and(|meaning| meaning.rule.name() == "figure.goes_on"));
        let topic = self.paragraph.topic.filter(|_| self.paragraph.answering && (first || goes_on) && !self.asks())?;
        self.of_topic(figure, topic)
    }

    /// What a figure means that is of the kind last spoken or asked of.
    fn of_topic(&self, figure: &Figure, topic: Topic) -> Option<Meaning> {
        let told_when = figure.words.start > 0
            && self.words.is_any(figure.words.start - 1, any!["from", "since", "until", "till", "by", "before"]);
        if told_when && matches!(topic.unit, Unit::Hour(_)) {
            return None;
        }
        let bare = !self.words.is_word(figure.words.end) || self.words.is(figure.words.end, Classes::STOP);
        let people = self
            .words
            .is_any(figure.words.end, any!["remain", "remained", "stayed", "left", "returned", "came", "more", "others"]);
        let (kind, unit) = match (figure.measure, topic.unit) {
            (Measure::Money(named), Unit::Money(_, per)) => (topic.kind, Unit::Money(named.currency, figure.per.or(per))),
            (Measure::Money(named), Unit::PercentOfPay) if topic.kind == Kind::ShareTaken => {
                (Kind::Deduction, Unit::Money(named.currency, figure.per))
            }
            (Measure::Percent, Unit::PercentOfPay) => (topic.kind, topic.unit),
            (Measure::Count, Unit::Person(_)) if (bare || people) && !one_of_many(&self.words, figure) => {
                (topic.kind, topic.unit)
            }
            (Measure::Count, Unit::Hour(per)) if bare && per.unit() == PerUnit::Week && is_hours_of_a_week(figure) => {
                (topic.kind, topic.unit)
            }
            (Measure::Count, Unit::Hour(per)) if bare && per.unit() == PerUnit::Day && is_hours_of_a_day(figure) => {
                (topic.kind, topic.unit)
            }
            (Measure::Count, Unit::Year) if bare && self.becomes(figure) => (topic.kind, topic.unit),
            _ => return None,
        };
        Some(Meaning {
            kind,
            unit,
            rule: Rule::new("figure.goes_on", 1),
            cue: None,
            end: figure.words.end,
            note: Some("kind and period from the sentence or question before it"),
            head: None,
            weighed: None,
        })
    }

    /// "14." before a sentence: the number of a paragraph.
    fn numbers_a_paragraph(&self, figure: &Figure) -> bool {
        let words = &self.words;
        figure.core == (0..1)
            && words.is_number(0)
            && words.word(1) == "."
            && words.attached(1)
            && words.len() <= 2
            && self.kind != BlockKind::Answer
    }

    /// "for ten months, but most are kept for fifteen": a bare number behind "for", where a term was counted.
    pub(super) fn same_stretch(&self, figure: &Figure, before: &(Figure, Option<Meaning>)) -> bool {
        let term = before.1.as_ref().is_some_and(|meaning| meaning.kind == Kind::ContractLength);
        let bare = !self.words.is_word(figure.words.end);
        let start = figure.words.start;
        let whom = start > 2 && self.words.is_any(start - 2, any!["me", "us", "him", "her", "them"]);
        let verb = if whom { start - 3 } else { start.saturating_sub(2) };
        term && matches!(figure.measure, Measure::Count | Measure::Money(_))
            && (figure.measure == Measure::Count || figure.measured_by != MeasuredBy::Itself)
            && bare
            && start > 1
            && self.words.says(start - 1, "for")
            && self.words.is_any(verb, any!["kept", "stay", "stayed", "served", "serve", "remain", "held", "been", "keep"])
    }

    /// "men work ten hours and women twelve": a number right behind other people, where hours were counted.
    pub(super) fn gapped_hours(&self, figure: &Figure, before: Option<&(Figure, Option<Meaning>)>) -> Option<Meaning> {
        let (earlier, meaning) = before?;
        let meaning = meaning.as_ref().filter(|meaning| matches!(meaning.unit, Unit::Hour(_)))?;
        let words = &self.words;
        let between = earlier.words.end.max(meaning.end)..figure.words.start;
        let people = between.clone().any(|at| words.is(at, Classes::WORKER) || words.is(at, Classes::PERIOD));
        let more =
            figure.bounds.low().is_none() && between.len() <= 2 && words.is_any(between.start, any!["and", "or", "sometimes"])
                || words.word(between.start) == ","
                    && between.len() <= 2
                    && words.is_any(between.start + 1, any!["sometimes", "often", "even"]);
        let fits = match meaning.unit {
            Unit::Hour(per) if per.unit() == PerUnit::Week => is_hours_of_a_week(figure),
            _ => is_hours_of_a_day(figure),
        };
        if more
            && fits
            && figure.measure == Measure::Count
            && (!words.is_word(figure.words.end) || words.is(figure.words.end, Classes::STOP))
        {
            return Some(Meaning { end: figure.words.end, cue: None, ..meaning.clone() });
        }
        let joined = words.is_any(between.start, any!["and"]) || words.word(between.start) == ",";
        let short = (2..=4).contains(&between.len());
        let bare = !words.is_word(figure.words.end) || words.is(figure.words.end, Classes::STOP);
        (figure.measure == Measure::Count && people && joined && short && bare && is_hours_of_a_day(figure)).then(|| Meaning {
            end: figure.words.end,
            cue: None,
            ..meaning.clone()
        })
    }

    /// "a post as a cook at 900 dollars, and was put to work in a sawmill at 260": another rate of pay in the same money.
    pub(super) fn at_other_pay(&self, figure: &Figure, before: Option<&(Figure, Option<Meaning>)>) -> Option<Meaning> {
        let (earlier, meaning) = before?;
        let meaning = meaning.as_ref().filter(|meaning| meaning.kind == Kind::Wage)?;
        let Measure::Money(named) = figure.measure else { return None };
        let at = figure.words.start > 0 && self.words.is_any(figure.words.start - 1, any!["at", "only", "just"]);
        let bare = !self.words.is_word(figure.words.end);
        (at && bare && earlier.currency == Some(named.currency)).then(|| Meaning {
            end: figure.words.end,
            cue: None,
            ..meaning.clone()
        })
    }

    /// "it became four": a pronoun takes up what was spoken of, and another figure.
    pub(super) fn becomes(&self, figure: &Figure) -> bool {
        let verb = figure.words.start.wrapping_sub(1);
        self.words.is_any(0, any!["it", "that", "this", "they"])
            && self.words.is_any(verb, any!["became", "become", "becomes", "was", "turned", "ended", "into", "up", "to"])
            && verb <= 2
            || self.words.is_any(verb, any!["was", "is", "became"]) && self.words.is_any(verb.wrapping_sub(1), any!["it", "that"])
            || self.words.says(verb, "at") && self.words.says(verb.wrapping_sub(1), "it")
            || self.words.says(verb, "for")
                && self.words.any_within(0..verb, any!["been", "stayed", "served", "remained", "kept"]).is_some()
    }

    /// A few words without a verb.
    pub(super) fn is_fragment(&self) -> bool {
        const VERBS: Classes = Classes::EARN
            .or(Classes::TAKE)
            .or(Classes::REMIT)
            .or(Classes::DEATH)
            .or(Classes::INJURY)
            .or(Classes::DISPATCH)
            .or(Classes::THING)
            .or(Classes::OFFENDER)
            .or(Classes::FEE);
        let words = &self.words;
        let acts = any![
            "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did", "can", "could", "will", "would",
            "may", "might", "must", "went", "came", "goes", "comes", "cost", "costs", "spent", "bought", "sold", "ago", "later",
            "old", "born", "read", "see", "no",
        ];
        words.len() <= 14 && !words.has(0..words.len(), VERBS) && words.any_within(0..words.len(), acts).is_none()
    }
}

/// "… and the managers another ten": one more share of the kind that stands before it.
pub(super) fn another_share(figure: &Figure, before: Option<&(Figure, Option<Meaning>)>) -> Option<Meaning> {
    let (earlier, meaning) = before?;
    let share =
        earlier.measure == Measure::Percent && figure.measure == Measure::Percent && figure.measured_by != MeasuredBy::Itself;
    meaning.as_ref().filter(|_| share).map(|meaning| Meaning { end: figure.words.end, cue: None, ..meaning.clone() })
}

fn is_hours_of_a_day(figure: &Figure) -> bool {
    figure.bounds.high().is_some_and(|hours| hours.is_integer() && hours >= Decimal::from(6) && hours <= Decimal::from(24))
}

fn is_hours_of_a_week(figure: &Figure) -> bool {
    figure.bounds.high().is_some_and(|hours| hours.is_integer() && hours >= Decimal::from(20) && hours <= Decimal::from(126))
}

/// "one of several", "two others".
fn one_of_many(words: &Words, figure: &Figure) -> bool {
    figure.bounds.high().or(figure.bounds.low()).is_some_and(|count| count < Decimal::from(3))
        && words.says(figure.words.end, "of")
}
