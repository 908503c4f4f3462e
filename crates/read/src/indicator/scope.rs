//! How a match is put forward, from the words around it: denied, possible, forbidden by law, fought by a State, or as a fact.

use super::matching::{Match, Sentence};
use super::pattern::Says;
use super::words::COMMA;
use evidence::Modality;
use std::ops::Range;

/// A set of the list that decides how a match is put forward, by its bit in [`Piece::roles`](super::matching::Piece::roles).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RoleId(u8);

impl RoleId {
    /// Whether a word of these roles is in the set.
    pub(super) fn is_of(self, roles: u64) -> bool {
        roles >> self.0 & 1 == 1
    }
}

macro_rules! roles {
    ($($name:ident)*) => {
        /// The sets of the list that decide how a match is put forward.
        #[derive(Default)]
        pub(super) struct Roles {
            $(pub $name: RoleId),*
        }

        #[allow(non_camel_case_types)]
        enum Bit { $($name),* }

        impl Roles {
            pub(super) const ALL: Roles = Roles { $($name: RoleId(Bit::$name as u8)),* };
            /// The names of the sets in the order of their bits.
            pub(super) const NAMES: &[&str] = &[$(stringify!($name)),*];
        }
    };
}

roles! {
    breaker quantifier relative stating negation not_negating or and subject preposition possible norm law unlawful
    effort outcome charge verdict dread deny denied_thing untrue absent evidence report_noun baseless basis imperative
    finding lawgiver enacting duty granting aid causing practice widespread name_head inquiry found_out offender_word
    penal facing past_verb conjoined complement teller object
}

const _: () = assert!(Roles::NAMES.len() <= 64);

/// What is made of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It states the indicator, as the sentence as a whole is put forward.
    Stated,
    /// Its own words decide how it is put forward.
    As(Modality),
    /// It states a law, a duty, or what is done against the indicator: not the indicator.
    Refused,
}

/// How far from a match a negation may stand.
const NEGATION_REACH: usize = 9;
/// How far before an inquiry the verb of its finding may stand.
const FINDING_REACH: usize = 16;
/// How far a law, an effort or a possibility may stand.
const FRAME_REACH: usize = 60;

/// How `found` is put forward. `taken` are the places used by any match of the sentence: a "cannot" that makes one indicator does not
/// negate the next one.
pub(super) fn standing(sentence: &Sentence, found: &Match, taken: &[bool]) -> Standing {
    let scope = Scope { sentence, found, taken, roles: &Roles::ALL };
    if scope.is_of_a_name() || scope.befalls_an_offender() || scope.is_what_a_law_punishes() {
        return Standing::Refused;
    }
    let denied = scope.is_denied() || scope.is_called_untrue();
    if denied {
        return match found.pattern.says {
            Says::Shown => Standing::As(Modality::Denied),
            Says::Opposite => Standing::Refused,
        };
    }
    if let Some(framed) = scope.frame() {
        return if found.pattern.says == Says::Opposite { Standing::Refused } else { framed };
    }
    match found.pattern.says {
        Says::Opposite if scope.is_negated() => Standing::Refused,
        Says::Opposite => Standing::As(Modality::Denied),
        Says::Shown if scope.is_negated() => Standing::As(Modality::Denied),
        Says::Shown => Standing::Stated,
    }
}

struct Scope<'s> {
    sentence: &'s Sentence<'s>,
    found: &'s Match,
    taken: &'s [bool],
    roles: &'s Roles,
}

impl Scope<'_> {
    fn is(&self, at: usize, set: RoleId) -> bool {
        self.sentence.plays(at, set)
    }

    fn free(&self, at: usize, set: RoleId) -> bool {
        !self.taken[at] && self.is(at, set)
    }

    fn count(&self) -> usize {
        self.sentence.pieces.len()
    }

    /// "the Bonded Labour Liberation Front", "the Bonded Labour (Abolition) Act": words of the name of a body or a law.
    fn is_of_a_name(&self) -> bool {
        let capital = |at: usize| self.sentence.tokens[self.sentence.pieces[at].first].capital;
        if !(self.found.first()..=self.found.last()).all(capital) {
            return false;
        }
        let joins = |at: usize| matches!(self.word(at), "of" | "and" | "for" | "(" | ")");
        let named = |at: &usize| capital(*at) && self.is(*at, self.roles.name_head);
        let after = (self.found.last() + 1..self.count()).take(8).take_while(|at| capital(*at) || joins(*at));
        let before = (0..self.found.first()).rev().take(8).take_while(|at| capital(*at) || joins(*at));
        after.chain(before).any(|at| named(&at))
    }

    /// "the traffickers were beaten": what happens to an offender is not done to a worker.
    fn befalls_an_offender(&self) -> bool {
        let first = self.found.first();
        let suffers = |at: usize| matches!(self.word(at), "is" | "are" | "was" | "were" | "been" | "be");
        let linked = |at: &usize| suffers(*at) || matches!(self.word(*at), "had" | "has" | "have");
        if self.is(first, self.roles.offender_word) {
            return (first + 1..self.count()).take(2).take_while(linked).any(suffers);
        }
        let from = if linked(&first) { first + 1 } else { first };
        let links = (0..from).rev().take_while(linked).count();
        let offender = from.checked_sub(links + 1).is_some_and(|at| self.is(at, self.roles.offender_word));
        offender && (from - links..from).any(suffers)
    }

    /// "employers who confiscate passports face up to three years in prison".
    fn is_what_a_law_punishes(&self) -> bool {
        let last = self.found.last();
        let relative = self.left().take(4).any(|at| matches!(self.word(at), "who" | "that" | "whoever" | "Whoever"));
        let near = |reach: usize| last + 1..(last + 1 + reach).min(self.count());
        relative
            && near(9).any(|at| self.is(at, self.roles.facing))
            && near(14).any(|at| self.is(at, self.roles.penal))
            && !self.found.pattern.firm
    }

    /// The places left of the match up to a "but", nearest first.
    fn left(&self) -> impl Iterator<Item = usize> {
        (0..self.found.first()).rev().take_while(|at| !self.is(*at, self.roles.breaker))
    }

    /// The places right of the match up to a "but".
    fn right(&self) -> impl Iterator<Item = usize> {
        (self.found.last() + 1..self.count()).take_while(|at| !self.is(*at, self.roles.breaker))
    }

    /// "denied that", "rejects reports of", "it is untrue that", before the match; "not denied" is no denial.
    fn is_denied(&self) -> bool {
        let reason = |at: &usize| {
            self.sentence.pieces[*at].word == COMMA
                && *at + 1 < self.count()
                && matches!(self.word(*at + 1), "for" | "because" | "since")
        };
        self.left().take_while(|at| !reason(at)).any(|at| !self.taken[at] && self.denies(at))
    }

    fn denies(&self, at: usize) -> bool {
        let negated = (at.saturating_sub(3)..at).any(|before| self.is(before, self.roles.negation));
        let next_is = |set| at + 1 < self.count() && self.is(at + 1, set);
        if self.is(at, self.roles.deny) {
            let saying = (at + 1..self.found.first()).take(3).any(|after| self.is(after, self.roles.report_noun));
            let doing = at + 1 == self.found.first() || at + 1 < self.count() && self.word(at + 1).ends_with("ing");
            return (next_is(self.roles.denied_thing) || saying || doing) && !negated && !self.is_passive(at);
        }
        let untrue = self.is(at, self.roles.untrue) || negated && matches!(self.word(at), "true" | "correct" | "case");
        let baseless = negated && self.is(at, self.roles.basis) && !self.is(at, self.roles.evidence);
        (untrue && next_is(self.roles.stating)) || baseless
    }

    fn is_passive(&self, at: usize) -> bool {
        at > 0 && matches!(self.word(at - 1), "is" | "are" | "was" | "were" | "been" | "being" | "be" | "often" | "routinely")
    }

    fn word(&self, at: usize) -> &str {
        let piece = &self.sentence.pieces[at];
        self.sentence.tokens[piece.first].text(self.sentence.text)
    }

    /// "... is baseless", "... do not exist", "... were not found", after the match.
    fn is_called_untrue(&self) -> bool {
        let told = self.left().any(|at| self.is(at, self.roles.report_noun));
        let untrue = if told { self.roles.untrue } else { self.roles.baseless };
        let mut negated = false;
        for (steps, at) in self.right().enumerate() {
            if self.taken[at] {
                continue;
            }
            if self.is(at, untrue) && self.follows_copula(at) || told && self.is_denied_by(at) {
                return true;
            }
            if negated && (steps <= 5 && self.is(at, self.roles.absent) || told && self.is(at, self.roles.basis)) {
                return true;
            }
            negated |= self.is(at, self.roles.negation);
            negated &= self.sentence.pieces[at].word != COMMA;
        }
        false
    }

    /// "... were denied by".
    fn is_denied_by(&self, at: usize) -> bool {
        self.is(at, self.roles.deny) && self.follows_copula(at) && at + 1 < self.count() && self.word(at + 1) == "by"
    }

    fn follows_copula(&self, at: usize) -> bool {
        let linked =
            |at: usize| matches!(self.word(at), "is" | "are" | "was" | "were" | "as" | "has" | "have" | "had" | "been" | "be");
        (at.saturating_sub(3)..at).any(linked)
    }

    /// The law, duty, effort, accusation, fear or possibility that the match stands under.
    fn frame(&self) -> Option<Standing> {
        let framed = self.frame_inside().or_else(|| self.frame_left()).or_else(|| self.frame_right());
        framed.filter(|_| !self.goes_on_in_practice())
    }

    /// "..., the practice remained common": what the law forbids happens all the same.
    fn goes_on_in_practice(&self) -> bool {
        let after = self.found.last() + 1..self.count();
        let practice = after.clone().find(|at| self.is(*at, self.roles.practice));
        practice.is_some_and(|practice| {
            let near = practice + 1..(practice + 6).min(after.end);
            near.clone().any(|at| self.is(at, self.roles.widespread)) && !near.clone().any(|at| self.is(at, self.roles.negation))
        })
    }

    fn frame_inside(&self) -> Option<Standing> {
        let inside = self.found.first()..self.found.last();
        for at in inside {
            if self.taken[at] {
                continue;
            }
            if self.is_duty(at) {
                return Some(Standing::Refused);
            }
            if self.is_possibility(at) {
                return Some(Standing::As(Modality::Conditional));
            }
        }
        None
    }

    /// What governs the match from the left, up to what was found or told; a law or an effort outweighs a possibility nearer by.
    fn frame_left(&self) -> Option<Standing> {
        if self.is_imperative() {
            return Some(Standing::Refused);
        }
        let event = self.is_event();
        let mut list = false;
        let mut possible = None;
        for at in self.left().take(FRAME_REACH) {
            if self.is_of_those_helped(at) {
                return Some(Standing::Refused);
            }
            if self.ends_clause(at) || self.free(at, self.roles.finding) || self.is(at, self.roles.causing) {
                break;
            }
            let comma = self.sentence.pieces[at].word == COMMA;
            if comma && self.has_own_verb() || event && (comma || self.is(at, self.roles.conjoined)) {
                break;
            }
            let passive = at > 0 && self.is_passive(at);
            if (event || passive) && self.is_effort(at) && !self.is_complemented(at) {
                continue;
            }
            list |= comma;
            if self.is(at, self.roles.dread) && self.is_of_list_with_or(at) {
                return Some(Standing::Refused);
            }
            if self.taken[at] {
                continue;
            }
            match self.framed_by(at, list) {
                Some(Standing::As(Modality::Conditional)) => possible = Some(Standing::As(Modality::Conditional)),
                Some(standing) => return Some(standing),
                None => {}
            }
        }
        possible
    }

    /// Whether the match tells an event: it has its subject and a finite verb, or it begins with a past form that goes on a story.
    fn is_event(&self) -> bool {
        let (first, last) = (self.found.first(), self.found.last());
        let past = |at: usize| {
            let word = self.word(at);
            self.is(at, self.roles.past_verb) || word.ends_with("ed") && word.starts_with(char::is_lowercase)
        };
        let own = [self.roles.teller, self.roles.subject].into_iter().any(|set| self.is(first, set));
        let relative = (first + 1..=last).take(2).any(|at| matches!(self.word(at), "who" | "that" | "which"));
        if own && !relative && (first + 1..=last).any(past) || self.has_own_verb() {
            return true;
        }
        let Some(before) = first.checked_sub(1) else { return false };
        let told = [self.roles.teller, self.roles.subject, self.roles.past_verb, self.roles.object]
            .into_iter()
            .any(|set| self.is(before, set));
        let goes_on = self.is(before, self.roles.conjoined)
            && (first + 1..(last + 3).min(self.count())).any(|at| self.is(at, self.roles.object));
        past(first) && (told || goes_on || self.word(before) == "been")
    }

    /// What is done against a thing, or what it led to in court.
    fn is_effort(&self, at: usize) -> bool {
        self.is(at, self.roles.effort) || self.is(at, self.roles.outcome)
    }

    /// "prevent agents from", "ensure that": what stands at `at` may govern a clause after it.
    fn is_complemented(&self, at: usize) -> bool {
        (at + 1..self.found.first()).any(|after| self.is(after, self.roles.complement))
    }

    /// Whether the match is a clause of its own: "..., and passports are kept".
    fn has_own_verb(&self) -> bool {
        let finite =
            |at: usize| matches!(self.word(at), "is" | "are" | "was" | "were" | "isn't" | "aren't" | "has" | "have" | "had");
        (self.found.first() + 1..=self.found.last()).any(finite)
    }

    /// "Amend the law to ...": a recommendation.
    fn is_imperative(&self) -> bool {
        self.found.first() > 0 && self.free(0, self.roles.imperative)
    }

    fn framed_by(&self, at: usize, list: bool) -> Option<Standing> {
        let roles = self.roles;
        if self.is(at, roles.charge) {
            return Some(Standing::As(Modality::Alleged));
        }
        if self.is(at, roles.verdict) {
            let negated = (at.saturating_sub(NEGATION_REACH)..at).any(|before| self.is(before, roles.negation));
            return Some(if negated { Standing::Refused } else { Standing::Stated });
        }
        if self.is(at, roles.law)
            || self.is_enacted(at)
            || self.is_illegal_to(at)
            || self.is(at, roles.effort) && !self.is_state(at) && !self.has_found(at)
            || self.is(at, roles.outcome)
            || self.is_duty(at)
        {
            return Some(Standing::Refused);
        }
        if self.is(at, roles.dread) && !list {
            return Some(Standing::Refused);
        }
        self.is_possibility(at).then_some(Standing::As(Modality::Conditional))
    }

    /// "threats of detention, torture or reprisal": all of the list is feared.
    fn is_of_list_with_or(&self, at: usize) -> bool {
        let last = self.found.last();
        let or = (last + 1..(last + 4).min(self.count())).any(|after| self.is(after, self.roles.or));
        at + 1 < self.count() && self.word(at + 1) == "of" && or
    }

    /// The "free" of "she would be free": a state, and nobody's effort.
    fn is_state(&self, at: usize) -> bool {
        self.word(at) == "free" && at > 0 && matches!(self.word(at - 1), "be" | "is" | "are" | "was" | "were" | "been")
    }

    /// The "indicators" of "the agency identified these indicators of": an inquiry that has found what it looked for.
    fn has_found(&self, at: usize) -> bool {
        self.is(at, self.roles.inquiry)
            && (at.saturating_sub(FINDING_REACH)..at).any(|before| self.is(before, self.roles.found_out))
    }

    /// "the code permits", "regulations set"; not "the law did not allow".
    fn is_enacted(&self, at: usize) -> bool {
        let before = at.saturating_sub(3)..at;
        self.is(at, self.roles.enacting)
            && before.clone().any(|at| self.is(at, self.roles.lawgiver))
            && !before.clone().any(|at| self.is(at, self.roles.negation))
    }

    /// The "whose" of "a helpline for workers whose": those whom a service is for, not somebody to whom it happened.
    fn is_of_those_helped(&self, at: usize) -> bool {
        matches!(self.word(at), "who" | "whose" | "that")
            && (at.saturating_sub(7)..at).any(|before| self.is(before, self.roles.aid))
    }

    /// "illegal for employers to", "a crime to"; "unlawful withholding" is no law.
    fn is_illegal_to(&self, at: usize) -> bool {
        self.is(at, self.roles.unlawful) && at + 1 < self.count() && matches!(self.word(at + 1), "to" | "for")
    }

    /// "... is illegal", "... is prohibited by law", right after the match.
    fn frame_right(&self) -> Option<Standing> {
        let mut copula = false;
        for at in self.right().take(6) {
            if self.sentence.pieces[at].word == COMMA || self.is(at, self.roles.relative) {
                return None;
            }
            if copula && self.free(at, self.roles.unlawful) {
                return Some(Standing::Refused);
            }
            copula |= matches!(self.word(at), "is" | "are" | "was" | "were" | "be" | "been" | "as" | "remains" | "constitutes");
        }
        None
    }

    /// "must", "should", "are required to receive", "are entitled to", unless the match goes firmly with it.
    fn is_duty(&self, at: usize) -> bool {
        let roles = self.roles;
        if self.is_unbearable(at) {
            return false;
        }
        let owed = self.is(at, roles.duty)
            && at + 2 < self.count()
            && self.word(at + 1) == "to"
            && (self.word(at) == "entitled" || (at + 2..self.count()).take(2).any(|after| self.is(after, roles.granting)));
        !self.found.pattern.firm && (self.is(at, roles.norm) || owed)
    }

    fn is_possibility(&self, at: usize) -> bool {
        let month = self.sentence.tokens[self.sentence.pieces[at].first].capital && self.word(at) == "May" && at > 0;
        let if_any = self.word(at) == "if" && at + 1 < self.count() && matches!(self.word(at + 1), "at" | "any" | "not");
        !self.found.pattern.firm && !month && !if_any && !self.is_conceded(at) && self.is(at, self.roles.possible)
    }

    /// The "if" of "even if the broker had": granted, not supposed.
    fn is_conceded(&self, at: usize) -> bool {
        let even = at > 0 && self.word(at - 1).eq_ignore_ascii_case("even");
        even && self.word(at) == "if" && (at + 1..self.count()).take(4).any(|after| self.word(after) == "had")
    }

    /// Whether going left past `at` leaves the clause of the match: a relative word, or a comma before a new subject.
    fn ends_clause(&self, at: usize) -> bool {
        if self.is(at, self.roles.relative) {
            let that = at > 0 && self.word(at).eq_ignore_ascii_case("that") && self.carries_that(at - 1);
            let by_which = at > 0 && self.is(at - 1, self.roles.preposition) && self.word(at) == "which";
            return !that && !by_which;
        }
        let joint = self.sentence.pieces[at].word == COMMA || self.is(at, self.roles.and);
        joint && self.begins_with_subject(at + 1)
    }

    /// "ensure that", "evidence that": what stands before governs what stands after.
    fn carries_that(&self, at: usize) -> bool {
        let roles = self.roles;
        [roles.law, roles.effort, roles.evidence, roles.norm, roles.possible].into_iter().any(|set| self.is(at, set))
    }

    fn begins_with_subject(&self, from: usize) -> bool {
        let to = (from + 4).min(self.found.last());
        for at in from..to {
            let no_subject = [self.roles.preposition, self.roles.or, self.roles.effort, self.roles.outcome, self.roles.verdict];
            if no_subject.into_iter().any(|set| self.is(at, set)) || self.sentence.pieces[at].word == COMMA {
                return false;
            }
            if self.is(at, self.roles.subject) {
                return at + 1 < self.count() && !self.starts_noun_again(at);
            }
        }
        false
    }

    /// "workers' passports": the subject word only owns what follows.
    fn starts_noun_again(&self, at: usize) -> bool {
        let next_token = self.sentence.pieces[at].last + 1;
        let owned = self.sentence.tokens.get(next_token).is_some_and(|token| matches!(token.text(self.sentence.text), "'" | "’"));
        owned || self.word(at).ends_with("'s") || self.word(at).ends_with("’s")
    }

    /// A negation inside the match or before it in its clause, used by no match. Where the pattern itself
    /// reads a negation, a second one belongs to something else.
    fn is_negated(&self) -> bool {
        if self.found.used.iter().any(|at| self.is(*at, self.roles.negation)) {
            return false;
        }
        let negates = |at: usize| self.negates(at) && self.word(at) != "without" && !self.is_of_condition(at);
        let inside = (self.found.first()..self.found.last()).any(|at| negates(at) && !self.is_in_parenthesis(at));
        inside || self.is_negated_from_left()
    }

    /// The "not" of "the contract, in a language he did not read, named": inside the match, between commas of its own.
    fn is_in_parenthesis(&self, at: usize) -> bool {
        let comma = |at: usize| self.sentence.pieces[at].word == COMMA;
        (self.found.first()..at).any(comma) && (at..self.found.last()).any(comma)
    }

    /// The "no" and the "should" of "conditions that no worker should endure": neither a denial nor a duty.
    fn is_unbearable(&self, at: usize) -> bool {
        let near = |range: Range<usize>, set| range.into_iter().any(|at| self.is(at, set));
        let (before, after) = (at.saturating_sub(3)..at, at + 1..(at + 4).min(self.count()));
        match self.word(at) {
            "no" | "nobody" => at > 0 && self.is(at - 1, self.roles.relative) && near(after, self.roles.norm),
            "should" => before.clone().any(|at| matches!(self.word(at), "no" | "nobody")) && near(before, self.roles.negation),
            _ => false,
        }
    }

    /// The negation of "if you do not come": what a threat is made for.
    fn is_of_condition(&self, at: usize) -> bool {
        let condition = |at: usize| matches!(self.word(at), "if" | "If" | "unless" | "Unless" | "who" | "whoever" | "Whoever");
        self.found.pattern.firm && (at.saturating_sub(6)..at).any(condition)
    }

    /// Whether the negation at `at` belongs to a clause inside the subject: "those who could not keep up were beaten".
    fn is_of_subject_clause(&self, at: usize) -> bool {
        let first = self.found.first();
        let opens = (at.saturating_sub(8)..at).any(|before| matches!(self.word(before), "who" | "that" | "which"));
        let verb = |at: usize| matches!(self.word(at), "are" | "were" | "is" | "was" | "get" | "got");
        opens && first > at && (verb(first) || verb(first - 1))
    }

    /// A free negation; "not only", "no doubt" and "not to mention" negate nothing.
    fn negates(&self, at: usize) -> bool {
        let followed = at + 1 < self.count() && self.is(at + 1, self.roles.not_negating);
        let mentions = at + 2 < self.count() && self.word(at + 2) == "mention";
        self.free(at, self.roles.negation) && !followed && !mentions && !self.is_unbearable(at) && !self.is_of_subject_clause(at)
    }

    fn is_negated_from_left(&self) -> bool {
        for at in self.left().take(NEGATION_REACH) {
            if self.negates(at) {
                return true;
            }
            let joint = self.sentence.pieces[at].word == COMMA || self.is(at, self.roles.and);
            if joint && !self.goes_on_with_or(at) {
                return false;
            }
            if self.ends_clause(at) {
                return false;
            }
        }
        false
    }

    /// Whether the list that `at` stands in is joined by "or": "no beatings, threats or fines".
    fn goes_on_with_or(&self, at: usize) -> bool {
        let to = (self.found.last() + 6).min(self.count());
        !self.is(at, self.roles.and) && (at..to).any(|after| self.is(after, self.roles.or))
    }
}
