//! The list of patterns (`data/indicators.txt`): its language, and what it compiles to. The head of that file explains the language.

use super::scope::Roles;
use super::words::{UNKNOWN, WordId, Words};
use crate::lexicon::forms;
use evidence::Indicator;
use std::collections::HashMap;

/// A set of words, by its place in [`Grammar::sets`].
pub(super) type SetId = u16;

/// What one place of a pattern asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A word of a set.
    Word(SetId),
    /// A number within these bounds, in digits or in words, or a word of the set.
    Number { low: u32, high: u32, or: Option<SetId> },
    /// A word with a capital that does not open its sentence, or a word of the set.
    Name { or: Option<SetId> },
}

/// One place of a pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    pub what: What,
    /// The pattern also holds without it.
    pub optional: bool,
    /// How many words may stand between it and the place before.
    pub gap: u8,
    /// Those words may hold a comma.
    pub wide: bool,
}

/// What a pattern says about its indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// The indicator is there.
    Shown,
    /// The opposite of the indicator is there: "paid in full and on time".
    Opposite,
}

/// One line of the list.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub indicator: Indicator,
    pub rule: String,
    pub says: Says,
    pub strong: bool,
    /// An "if" or a "may" around it does not weaken it: a threat is a threat.
    pub firm: bool,
    pub elements: Vec<Element>,
    /// The place that matching starts from.
    pub anchor: usize,
    /// Words that may not stand between its first and its last word.
    pub not: Option<SetId>,
    /// Words that may not stand among the few before it.
    pub not_before: Option<SetId>,
    /// Words that may not stand among the few after it.
    pub not_after: Option<SetId>,
    /// Words of which the sentence must hold one.
    pub need: Option<SetId>,
    /// Words of which the sentence may hold none.
    pub lacks: Option<SetId>,
    /// Words of which the sentence before must hold one.
    pub previous: Option<SetId>,
    /// Words around it that speak for it and against it.
    pub score: Option<Score>,
}

/// Cues that must together reach a threshold.
#[derive(Debug, Clone)]
pub(super) struct Score {
    pub threshold: i8,
    pub cues: Vec<Cue>,
}

/// Words that speak for a pattern (positive weight) or against it, wherever they stand; each cue counts once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cue {
    pub weight: i8,
    pub set: SetId,
    /// Any number speaks as these words do.
    pub number: bool,
    /// They are looked for in the sentence before.
    pub before: bool,
}

/// A mistake in the list: where, and what is wrong.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    /// Which of the lists, from 0.
    pub list: usize,
    pub line: usize,
    pub why: String,
}

/// The compiled list.
pub(super) struct Grammar {
    pub words: Words,
    pub patterns: Vec<Pattern>,
    /// For each word, the sets of [`Roles`] that it is in, a bit each.
    roles: Vec<u64>,
    /// The word `not`.
    pub not: WordId,
    /// For each word, the sets it is in: `stride` integers a word.
    members: Vec<u64>,
    stride: usize,
    /// The patterns with the word that each starts from, by that word.
    starts: Vec<Start>,
    /// For each word, where its part of `starts` begins; the last entry is the end.
    starts_from: Vec<u32>,
    /// The needs that each word meets, by word.
    needs: Vec<u16>,
    /// For each word, where its part of `needs` begins; the last entry is the end.
    needs_from: Vec<u32>,
    /// How many needs there are.
    needs_count: usize,
    /// For an auxiliary verb, its negated form: `did`, `didn't`.
    negated: Vec<(WordId, WordId)>,
}

/// A pattern that starts from a word, with what a sentence must hold for it and few hold: refused before a single place is tried.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub pattern: u16,
    needs: [u16; 3],
}

/// The need that every sentence meets.
const NO_NEED: u16 = 0;

/// The needs that the words of one sentence meet.
pub(super) struct Met(Vec<u64>);

impl Met {
    /// Whether a sentence of these words can hold the pattern of `start`.
    pub(super) fn allow(&self, start: &Start) -> bool {
        start.needs.iter().all(|need| self.0[*need as usize / 64] >> (need % 64) & 1 == 1)
    }
}

impl Grammar {
    /// The needs that a sentence of `words` meets.
    pub(super) fn met(&self, words: impl Iterator<Item = WordId>) -> Met {
        let mut met = vec![0; self.needs_count.div_ceil(64)];
        met[0] |= 1 << NO_NEED;
        for word in words {
            let by_word = self.needs_from[word as usize] as usize..self.needs_from[word as usize + 1] as usize;
            self.needs[by_word].iter().for_each(|need| met[*need as usize / 64] |= 1 << (need % 64));
        }
        Met(met)
    }

    pub(super) fn has(&self, set: SetId, word: WordId) -> bool {
        self.members[word as usize * self.stride + set as usize / 64] >> (set % 64) & 1 == 1
    }

    /// The patterns that start from `word`.
    pub(super) fn starting_at(&self, word: WordId) -> &[Start] {
        &self.starts[self.starts_from[word as usize] as usize..self.starts_from[word as usize + 1] as usize]
    }

    /// The sets of [`Roles`] that `word` is in, a bit each.
    pub(super) fn roles(&self, word: WordId) -> u64 {
        self.roles[word as usize]
    }

    /// `didn't` for `did`: the word that `did not` is read as.
    pub(super) fn negated(&self, auxiliary: WordId) -> Option<WordId> {
        self.negated.iter().find(|(plain, _)| *plain == auxiliary).map(|(_, negated)| *negated)
    }
}

/// Auxiliary verbs and the one word that each makes with `not`.
const AUXILIARIES: [(&str, &str); 15] = [
    ("is", "isn't"),
    ("are", "aren't"),
    ("was", "wasn't"),
    ("were", "weren't"),
    ("has", "hasn't"),
    ("have", "haven't"),
    ("had", "hadn't"),
    ("do", "don't"),
    ("does", "doesn't"),
    ("did", "didn't"),
    ("can", "can't"),
    ("could", "couldn't"),
    ("will", "won't"),
    ("would", "wouldn't"),
    ("must", "mustn't"),
];

/// Reads the lists; a later one knows the sets of the earlier ones.
pub(super) fn compile(lists: &[&str]) -> Result<Grammar, Mistake> {
    let mut compiler = Compiler::default();
    compiler.words.add(",");
    for (at, list) in lists.iter().enumerate() {
        for (line, statement) in statements(list) {
            compiler.line = line;
            compiler.statement(&statement).map_err(|why| Mistake { list: at, line, why })?;
        }
    }
    compiler.finish()
}

/// The statements of the list with their line numbers: comments gone, continuation lines (which begin with a space) joined.
fn statements(list: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for (at, line) in list.lines().enumerate() {
        let bare = &line[..comment_start(line)];
        match found.last_mut() {
            _ if bare.trim().is_empty() => {}
            Some((_, statement)) if bare.starts_with(' ') => {
                statement.push(' ');
                statement.push_str(bare.trim());
            }
            _ => found.push((at + 1, bare.trim().to_owned())),
        }
    }
    found
}

/// Where the comment of a line begins: at a `#` that does not begin a number such as `#11-24`.
fn comment_start(line: &str) -> usize {
    let is_number = |at: usize| line[at + 1..].starts_with(|next: char| next.is_ascii_digit());
    line.match_indices('#').map(|(at, _)| at).find(|at| !is_number(*at)).unwrap_or(line.len())
}

#[derive(Default)]
struct Compiler {
    words: Words,
    names: HashMap<String, SetId>,
    sets: Vec<Vec<WordId>>,
    patterns: Vec<(usize, Pattern)>,
    line: usize,
    heading: Option<Indicator>,
    /// The forms of a verb that is not regular, by its first form.
    verbs: HashMap<String, Vec<String>>,
}

impl Compiler {
    fn statement(&mut self, statement: &str) -> Result<(), String> {
        if let Some(name) = statement.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            self.heading = Some(name.parse().map_err(|_| format!("`{name}` is not one of the eleven indicators"))?);
            return Ok(());
        }
        if let Some(definition) = statement.strip_prefix("set ") {
            return self.define(definition);
        }
        if let Some(forms) = statement.strip_prefix("verb ") {
            return self.verb(forms);
        }
        self.pattern(statement)
    }

    /// `verb take takes took taken taking`: what `take~` stands for from here on.
    fn verb(&mut self, forms: &str) -> Result<(), String> {
        let forms: Vec<String> = forms.split_whitespace().map(str::to_owned).collect();
        let verb = forms.first().ok_or("a verb without forms")?.clone();
        match self.verbs.insert(verb.clone(), forms) {
            Some(_) => Err(format!("the verb `{verb}` is given twice")),
            None => Ok(()),
        }
    }

    /// The forms that an entry of a set stands for.
    fn forms(&self, entry: &str) -> Vec<String> {
        let irregular = entry.strip_suffix('~').and_then(|verb| self.verbs.get(verb));
        irregular.cloned().unwrap_or_else(|| forms(entry))
    }

    fn define(&mut self, definition: &str) -> Result<(), String> {
        let (name, words) = definition.split_once('=').ok_or("a set is written `set name = words`")?;
        let entries: Vec<&str> = words.split_whitespace().collect();
        let set = self.union(&entries)?;
        match self.names.insert(name.trim().to_owned(), set) {
            Some(_) => Err(format!("the set `{}` is defined twice", name.trim())),
            None => Ok(()),
        }
    }

    /// A new set of the words and `@sets` in `entries`.
    fn union(&mut self, entries: &[&str]) -> Result<SetId, String> {
        let mut members = Vec::new();
        for entry in entries {
            if let Some(name) = entry.strip_prefix('@') {
                let set = *self.names.get(name).ok_or_else(|| format!("no set is called `{name}`"))?;
                members.extend_from_slice(&self.sets[set as usize]);
                continue;
            }
            if !entry.trim_end_matches(['~', '+']).chars().all(|c| c.is_alphabetic() || "'.%$".contains(c)) {
                return Err(format!("`{entry}` is not a word"));
            }
            for form in self.forms(entry) {
                members.push(self.words.add(&form));
            }
        }
        members.sort_unstable();
        members.dedup();
        if members.is_empty() {
            return Err("a set without words".to_owned());
        }
        let known = self.sets.iter().position(|set| *set == members);
        Ok(known.unwrap_or_else(|| {
            self.sets.push(members);
            self.sets.len() - 1
        }) as SetId)
    }

    fn pattern(&mut self, statement: &str) -> Result<(), String> {
        let indicator = self.heading.ok_or("a pattern stands before the first [indicator]")?;
        let (head, body) = statement.split_once(':').ok_or("a pattern is written `strong name: words`")?;
        let (says, strong, firm, name) = read_head(head)?;
        let mut clauses = body.split(';');
        let mut orders = self.elements(clauses.next().unwrap_or_default())?;
        let mut pattern = Pattern {
            indicator,
            rule: format!("indicator.{name}"),
            says,
            strong,
            firm,
            elements: Vec::new(),
            anchor: 0,
            not: None,
            not_before: None,
            not_after: None,
            need: None,
            lacks: None,
            previous: None,
            score: None,
        };
        for clause in clauses {
            self.condition(&mut pattern, clause.trim())?;
        }
        let line = self.line;
        self.patterns.extend(orders.drain(..).map(|elements| (line, Pattern { elements, ..pattern.clone() })));
        Ok(())
    }

    /// `2 +1 @boss|^number -2 own`: a threshold, and cues with their weights, `<+1` looks in the sentence before.
    fn score(&mut self, written: &str) -> Result<Score, String> {
        let mut parts = written.split_whitespace();
        let threshold = parts.next().and_then(|count| count.parse().ok()).ok_or("a score begins with its threshold")?;
        let mut cues = Vec::new();
        while let Some(part) = parts.next() {
            let (weight, before) = part.strip_prefix('<').map_or((part, false), |weight| (weight, true));
            let weight = weight.parse().map_err(|_| format!("`{part}` is not a weight"))?;
            let words = parts.next().ok_or_else(|| format!("the weight `{part}` stands without words"))?;
            let (signs, words): (Vec<&str>, Vec<&str>) = words.split('|').partition(|word| *word == "^number");
            cues.push(Cue { weight, set: self.union(&words)?, number: !signs.is_empty(), before });
        }
        Ok(Score { threshold, cues })
    }

    fn condition(&mut self, pattern: &mut Pattern, clause: &str) -> Result<(), String> {
        let (key, words) = clause.split_once(' ').ok_or_else(|| format!("`{clause}` is not a condition"))?;
        if key == "score" {
            pattern.score = Some(self.score(words)?);
            return Ok(());
        }
        let set = self.union(&words.split(['|', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>())?;
        let place = match key {
            "not" => &mut pattern.not,
            "before" => &mut pattern.not_before,
            "after" => &mut pattern.not_after,
            "need" => &mut pattern.need,
            "lacks" => &mut pattern.lacks,
            "previous" => &mut pattern.previous,
            _ => return Err(format!("`{key}` is none of not, before, after, need, lacks, previous, score")),
        };
        match place.replace(set) {
            Some(_) => Err(format!("`{key}` is given twice")),
            None => Ok(()),
        }
    }

    /// The places of a pattern, in every order that it allows: what stands between signs `<N>` or `&N` may change places.
    fn elements(&mut self, body: &str) -> Result<Vec<Vec<Element>>, String> {
        let mut groups: Vec<Vec<Element>> = vec![Vec::new()];
        let mut apart = Gap::default();
        let mut gap = Gap::default();
        for part in body.split_whitespace() {
            if let Some((read, joins)) = read_gap(part)? {
                if joins {
                    apart = Gap { words: apart.words.max(read.words), wide: apart.wide || read.wide };
                    groups.push(Vec::new());
                } else {
                    gap = read;
                }
                continue;
            }
            let (alternatives, optional) = part.strip_suffix('?').map_or((part, false), |rest| (rest, true));
            let what = self.what(alternatives)?;
            let group = groups.last_mut().ok_or("a pattern begins with a word")?;
            if group.is_empty() && gap.words > 0 {
                return Err("a pattern begins and ends with a word".to_owned());
            }
            group.push(Element { what, optional, gap: gap.words, wide: gap.wide });
            gap = Gap::default();
        }
        if gap.words > 0 || groups.iter().any(Vec::is_empty) {
            return Err("a pattern begins and ends with a word".to_owned());
        }
        if groups.len() > MOST_GROUPS {
            return Err(format!("more than {MOST_GROUPS} groups that change places"));
        }
        Ok(orders(groups.len()).into_iter().map(|order| joined(&groups, &order, apart)).collect())
    }

    /// The alternatives of one place: words, `@sets`, and at most one `#11-24` or `^name`.
    fn what(&mut self, alternatives: &str) -> Result<What, String> {
        let special = |entry: &&str| entry.starts_with('#') || *entry == "^name";
        let (special, words): (Vec<&str>, Vec<&str>) = alternatives.split('|').partition(special);
        let or = if words.is_empty() { None } else { Some(self.union(&words)?) };
        match (&special[..], or) {
            ([], Some(set)) => Ok(What::Word(set)),
            (["^name"], or) => Ok(What::Name { or }),
            ([bounds], or) => read_bounds(&bounds[1..]).map(|(low, high)| What::Number { low, high, or }),
            _ => Err(format!("`{alternatives}` has more than one range of numbers or `^name`")),
        }
    }

    /// For each word, the sets of [`Roles`] that it is in; the list must define them all.
    fn roles(&self, words: usize) -> Result<Vec<u64>, Mistake> {
        let mut roles = vec![0; words];
        for (bit, name) in Roles::NAMES.iter().enumerate() {
            let missing = || Mistake { list: 0, line: 0, why: format!("the set `{name}` is missing") };
            let set = self.names.get(*name).ok_or_else(missing)?;
            self.sets[*set as usize].iter().for_each(|word| roles[*word as usize] |= 1 << bit);
        }
        Ok(roles)
    }

    fn finish(mut self) -> Result<Grammar, Mistake> {
        let words_of = |name: &str| self.names.get(name).map(|set| self.sets[*set as usize].clone()).unwrap_or_default();
        let usual = [words_of("frequent"), words_of("common")];
        let stride = self.sets.len().div_ceil(64);
        let words = self.words.len() + 1;
        let mut members = vec![0u64; words * stride];
        for (set, of) in self.sets.iter().enumerate() {
            for word in of {
                members[*word as usize * stride + set / 64] |= 1 << (set % 64);
            }
        }
        let mut starts = vec![Vec::new(); words];
        let mut needed = Needed::default();
        for (at, (line, pattern)) in self.patterns.iter_mut().enumerate() {
            let mut required = by_rarity(&pattern.elements, &self.sets, &usual).into_iter();
            pattern.anchor = required.next().ok_or_else(|| Mistake {
                list: 0,
                line: *line,
                why: format!("`{}` has no word to start from", pattern.rule),
            })?;
            let set_at = |place: usize| match pattern.elements[place].what {
                What::Word(set) => set,
                What::Number { .. } | What::Name { .. } => unreachable!("only words are required"),
            };
            let frequent = |set: &SetId| self.sets[*set as usize].iter().any(|word| usual[0].binary_search(word).is_ok());
            let needs = needed.of(required.map(set_at).take(2).chain(pattern.need).filter(|set| !frequent(set)));
            for word in &self.sets[set_at(pattern.anchor) as usize] {
                starts[*word as usize].push(Start { pattern: at as u16, needs });
            }
        }
        debug_assert!(starts[UNKNOWN as usize].is_empty());
        let (starts, starts_from) = in_one(&starts);
        let (needs, needs_from) = in_one(&needed.by_word(&self.sets, words));
        let roles = self.roles(words)?;
        let patterns = self.patterns.into_iter().map(|(_, pattern)| pattern).collect();
        let negated = AUXILIARIES.map(|(plain, negated)| (self.words.id(plain), self.words.id(negated))).to_vec();
        let not = self.words.id("not");
        Ok(Grammar {
            words: self.words,
            patterns,
            roles,
            not,
            members,
            stride,
            starts,
            starts_from,
            needs,
            needs_from,
            needs_count: needed.numbers.len() + 1,
            negated,
        })
    }
}

fn read_head(head: &str) -> Result<(Says, bool, bool, &str), String> {
    let mut parts = head.split_whitespace();
    let (says, strong) = match parts.next() {
        Some("strong") => (Says::Shown, true),
        Some("weak") => (Says::Shown, false),
        Some("opposite") => (Says::Opposite, false),
        other => return Err(format!("`{}` is none of strong, weak, opposite", other.unwrap_or_default())),
    };
    let rest: Vec<&str> = parts.collect();
    match rest[..] {
        [name] => Ok((says, strong, false, name)),
        ["firm", name] => Ok((says, strong, true, name)),
        _ => Err(format!("`{head}` is not `strong name` or `strong firm name`")),
    }
}

/// How many groups of a pattern may change places: four make 24 orders.
const MOST_GROUPS: usize = 4;

/// How many words may stand between two places, and whether a comma may be among them.
#[derive(Debug, Clone, Copy, Default)]
struct Gap {
    words: u8,
    wide: bool,
}

/// `..3`: up to three words without a comma; `,,3`: with commas; `<3>`, `&3` and `&&3`: the same two, and what they join may change places.
fn read_gap(part: &str) -> Result<Option<(Gap, bool)>, String> {
    let angled = part.strip_prefix('<').map(|digits| digits.strip_suffix('>').ok_or_else(|| format!("`{part}` wants a `>`")));
    let kinds = [("..", false, false), (",,", true, false), ("&&", true, true), ("&", false, true)];
    let (digits, wide, joins) = match angled {
        Some(digits) => (digits?, false, true),
        None => match kinds.iter().find_map(|(sign, wide, joins)| Some((part.strip_prefix(sign)?, *wide, *joins))) {
            Some(read) => read,
            None => return Ok(None),
        },
    };
    let words = digits.parse().map_err(|_| format!("`{part}` is not a gap"))?;
    Ok(Some((Gap { words, wide }, joins)))
}

/// All orders of the numbers below `count`.
fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(count - 1);
    (0..count)
        .rev()
        .flat_map(|at| {
            shorter.iter().map(move |order| {
                let mut order = order.clone();
                order.insert(at, count - 1);
                order
            })
        })
        .collect()
}

/// The groups in this order, `apart` between one and the next.
fn joined(groups: &[Vec<Element>], order: &[usize], apart: Gap) -> Vec<Element> {
    let mut elements = Vec::new();
    for group in order {
        let mut group = groups[*group].clone();
        if !elements.is_empty() {
            group[0] = Element { gap: apart.words, wide: apart.wide, ..group[0] };
        }
        elements.append(&mut group);
    }
    elements
}

fn read_bounds(bounds: &str) -> Result<(u32, u32), String> {
    let ends = bounds.split_once('-').and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
    ends.filter(|(low, high)| low <= high).ok_or_else(|| format!("`#{bounds}` is not a range of numbers such as #11-24"))
}

/// The sets that some pattern needs a word of, each with its number.
#[derive(Default)]
struct Needed {
    numbers: HashMap<SetId, u16>,
}

impl Needed {
    /// The numbers of the first three of `sets`.
    fn of(&mut self, sets: impl Iterator<Item = SetId>) -> [u16; 3] {
        let mut needs = [NO_NEED; 3];
        for (need, set) in needs.iter_mut().zip(sets) {
            let next = self.numbers.len() as u16 + 1;
            *need = *self.numbers.entry(set).or_insert(next);
        }
        needs
    }

    /// For each word the needs that it meets.
    fn by_word(&self, sets: &[Vec<WordId>], words: usize) -> Vec<Vec<u16>> {
        let mut needs = vec![Vec::new(); words];
        for (set, number) in &self.numbers {
            sets[*set as usize].iter().for_each(|word| needs[*word as usize].push(*number));
        }
        needs
    }
}

/// The parts one after another, and where each begins and the last ends.
fn in_one<T: Clone>(parts: &[Vec<T>]) -> (Vec<T>, Vec<u32>) {
    let ends = parts.iter().scan(0, |end, part| {
        *end += part.len() as u32;
        Some(*end)
    });
    (parts.concat(), std::iter::once(0).chain(ends).collect())
}

/// The places that want a word of a set and cannot be left out: first the one with the fewest words of the first of the `usual` sets,
/// then of the second, then with the fewest words.
fn by_rarity(elements: &[Element], sets: &[Vec<WordId>], usual: &[Vec<WordId>; 2]) -> Vec<usize> {
    let shared = |words: &[WordId], with: &[WordId]| words.iter().filter(|word| with.binary_search(word).is_ok()).count();
    let required = elements.iter().enumerate().filter_map(|(at, element)| match element.what {
        What::Word(set) if !element.optional => {
            let words = &sets[set as usize];
            Some(((shared(words, &usual[0]), shared(words, &usual[1]), words.len()), at))
        }
        _ => None,
    });
    let mut required: Vec<_> = required.collect();
    required.sort_by_key(|(rarity, _)| *rarity);
    required.into_iter().map(|(_, at)| at).collect()
}
