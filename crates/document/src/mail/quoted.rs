//! Which lines of a mail are its sender's own words, and which are quoted, signed or forwarded.

use std::ops::Range;

/// What a run of lines is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    /// Words of the mail itself, or of one that it forwards.
    Own,
    /// Words of an earlier mail, with the line that introduces them.
    Quoted,
    /// A signature, the head of a forwarded mail, the foot of a mailing list.
    Furniture,
}

/// A line with its place.
#[derive(Clone)]
struct Line<'t> {
    range: Range<usize>,
    words: &'t str,
}

/// Lines that end "wrote:" in the languages of the mail programs.
const WROTE: &[&str] = &[
    "wrote:", "writes:", "написал:", "написал(а):", "пишет:", "님이 작성:", "작성했습니다:", "写道:", "写道：", "schrieb:",
    "a écrit :", "escribió:",
];
/// What stands between dashes over the mail that is answered.
const ORIGINAL: &[&str] =
    &["original message", "исходное сообщение", "원본 메시지", "original appointment", "原始邮件", "ursprüngliche nachricht"];
/// What stands between dashes over a mail that is handed on.
const FORWARDED: &[&str] =
    &["forwarded message", "begin forwarded message", "пересылаемое сообщение", "전달된 메시지", "转发的邮件", "转发邮件"];
/// How the subject of a mail begins that hands another on.
const FORWARDING: &[&str] = &["fw:", "fwd:", "wg:", "전달:", "转发:", "转发：", "пересл:"];
/// Names of fields in the head of a quoted mail.
const FIELDS: &[&str] = &[
    "from:", "sent:", "date:", "to:", "cc:", "subject:", "reply-to:", "importance:", "от:", "отправлено:", "дата:", "кому:",
    "тема:", "보낸 사람:", "보낸 날짜:", "받는 사람:", "제목:", "发件人:", "发送时间:", "收件人:", "主题:", "发件人：",
    "发送时间：", "收件人：", "主题：",
];
/// Lines that a telephone adds.
const ADDED: &[&str] = &["sent from my ", "get outlook for ", "отправлено с iphone", "나의 iphone에서 보냄", "发自我的"];
/// A longer signature is none.
const SIGNATURE_LINES: usize = 20;

/// Cuts the text of a mail with this `subject` into runs; together they are the whole text.
pub(super) fn runs(text: &str, subject: &str) -> Vec<(Run, Range<usize>)> {
    let lines: Vec<Line> = lines(text).collect();
    let forwards = starts_with_any(&subject.to_lowercase(), FORWARDING);
    let mut kinds = vec![Run::Own; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        at += mark(&lines, at, forwards, &mut kinds);
    }
    joined(&lines, &kinds)
}

/// Marks the line `at` and those that go with it; tells how many lines to go on by.
fn mark(lines: &[Line], at: usize, forwards: bool, kinds: &mut [Run]) -> usize {
    let words = lines[at].words;
    let lower = words.to_lowercase();
    let rest = lines.len() - at;
    if words.starts_with('>') {
        kinds[at] = Run::Quoted;
        return 1;
    }
    if let Some(introduction) = introduction(lines, at) {
        let open = !lines[at + introduction..].iter().any(|line| line.words.starts_with('>'));
        let count = if open { rest } else { introduction };
        kinds[at..at + count].fill(Run::Quoted);
        return count;
    }
    if is_ruled(&lower, FORWARDED) || forwards && is_ruled(&lower, ORIGINAL) {
        let count = 1 + head_lines(&lines[at + 1..]);
        kinds[at..at + count].fill(Run::Furniture);
        return count;
    }
    let head = head_lines(&lines[at..]);
    if is_ruled(&lower, ORIGINAL) || head >= 3 && !forwards {
        kinds[at..].fill(Run::Quoted);
        return rest;
    }
    if head >= 3 {
        kinds[at..at + head].fill(Run::Furniture);
        return head;
    }
    if let Some(count) = signature(lines, at).or_else(|| list_foot(lines, at)) {
        kinds[at..at + count].fill(Run::Furniture);
        return count;
    }
    if starts_with_any(&lower, ADDED) && words.len() < 80 {
        kinds[at] = Run::Furniture;
    }
    1
}

/// How many lines from `at` on introduce a quotation: "On 3 June, A <a@b> wrote:", perhaps wrapped.
fn introduction(lines: &[Line], at: usize) -> Option<usize> {
    let first = lines[at].words;
    if first.is_empty() {
        return None;
    }
    let count = (1..=3).find(|count| lines.get(at + count - 1).is_some_and(|line| ends_with_any(line.words, WROTE)))?;
    let span = &lines[at..at + count];
    let said = span.iter().any(|line| line.words.contains(|c: char| c.is_ascii_digit()));
    let short = span.iter().all(|line| !line.words.is_empty() && line.words.len() < 200);
    let quoted_next =
        lines[at + count..].iter().find(|line| !line.words.is_empty()).is_some_and(|line| line.words.starts_with('>'));
    let by_mail = span.iter().any(|line| line.words.contains('@'));
    (short && (count == 1 || first.starts_with("On ")) && (quoted_next || said && (first.starts_with("On ") || by_mail)))
        .then_some(count)
}

/// How many lines from here on are the head of a mail: at least a sender and one field more, up to the blank line.
fn head_lines(lines: &[Line]) -> usize {
    let blank = lines.iter().take_while(|line| line.words.is_empty()).count().min(1);
    let is_field = |line: &Line| starts_with_any(&plain(line.words), FIELDS);
    let first_is_sender = lines.get(blank).is_some_and(&is_field);
    let head = lines[blank..].iter().take_while(|line| !line.words.is_empty()).count();
    let fields = lines[blank..blank + head].iter().filter(|line| is_field(line)).count();
    if first_is_sender && fields >= 3 && head <= 12 { blank + head } else { 0 }
}

/// A line in lower case, without the stars of bold type.
fn plain(words: &str) -> String {
    words.trim_matches('*').to_lowercase().replace(":*", ":").replace("*:", ":")
}

/// Lines from a line `-- ` to the end, or to where a quotation begins.
fn signature(lines: &[Line], at: usize) -> Option<usize> {
    if lines[at].words != "--" {
        return None;
    }
    let count = lines[at..].iter().take_while(|line| !line.words.starts_with('>')).count();
    (count <= SIGNATURE_LINES).then_some(count)
}

/// Lines from a long rule to the end, if they name a mailing list.
fn list_foot(lines: &[Line], at: usize) -> Option<usize> {
    let rule = lines[at].words;
    let is_rule = rule.len() >= 20 && rule.bytes().all(|byte| byte == b'_');
    let count = lines.len() - at;
    let names_list = lines[at..].iter().any(|line| line.words.to_lowercase().contains("mailing list"));
    (is_rule && count <= SIGNATURE_LINES && names_list).then_some(count)
}

/// Whether the line is one of `phrases`, between dashes or with a colon.
fn is_ruled(lower: &str, phrases: &[&str]) -> bool {
    let inside = lower.trim_matches(|c: char| c == '-' || c == '_' || c == ':' || c == '*' || c.is_whitespace());
    let marked = lower.starts_with("--") || lower.starts_with("__") || lower.ends_with(':');
    marked && phrases.contains(&inside)
}

fn starts_with_any(words: &str, beginnings: &[&str]) -> bool {
    beginnings.iter().any(|beginning| words.starts_with(beginning))
}

fn ends_with_any(words: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| words.ends_with(end))
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut from = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = from..from + line.len();
        from = range.end;
        Line { range, words: line.trim() }
    })
}

/// Neighbours of a kind as one run; blank lines go with what stands before them.
fn joined(lines: &[Line], kinds: &[Run]) -> Vec<(Run, Range<usize>)> {
    let mut runs: Vec<(Run, Range<usize>)> = Vec::new();
    for (line, kind) in lines.iter().zip(kinds) {
        match runs.last_mut() {
            Some((last, range)) if last == kind || line.words.is_empty() => range.end = line.range.end,
            _ => runs.push((*kind, line.range.clone())),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(subject: &str, text: &str, expected: &[&str]) {
        let runs = runs(text, subject);
        let whole: String = runs.iter().map(|(_, range)| &text[range.clone()]).collect();
        assert_eq!(whole, text, "runs are the whole text");
        let shown = runs.iter().map(|(run, range)| {
            let mark = match run {
                Run::Own => "own",
                Run::Quoted => "quoted",
                Run::Furniture => "-",
            };
            format!("{mark}: {}", text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" "))
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn answers() {
        check(
            "Re: pay",
            "They got 300.\n\nOn Mon, 2 June 2014, A <a@b.example> wrote:\n> How much?\n>> x\nMore.\n",
            &["own: They got 300.", "quoted: On Mon, 2 June 2014, A <a@b.example> wrote: > How much? >> x", "own: More."],
        );
        check(
            "Re: pay",
            "Yes.\n\nOn Mon, 2 June 2014, somebody with a name\n<a@b.example> wrote:\n\n> 300\n",
            &["own: Yes.", "quoted: On Mon, 2 June 2014, somebody with a name <a@b.example> wrote: > 300"],
        );
        check(
            "Re: pay",
            "Yes.\n-----Original Message-----\nFrom: A\nSent: x\n\n300 men\n",
            &["own: Yes.", "quoted: -----Original Message----- From: A Sent: x 300 men"],
        );
        check(
            "RE: pay",
            "Yes.\n\nFrom: A\nSent: Monday\nTo: B\nSubject: pay\n\n300 men\n",
            &["own: Yes.", "quoted: From: A Sent: Monday To: B Subject: pay 300 men"],
        );
        check(
            "Re",
            "Да.\n\n2 июня 2014 г., Ким <k@x.example> написал:\n> 300\n",
            &["own: Да.", "quoted: 2 июня 2014 г., Ким <k@x.example> написал: > 300"],
        );
    }

    #[test]
    fn what_is_handed_on_is_read() {
        check(
            "Fwd: pay",
            "See below.\n\n---------- Forwarded message ---------\nFrom: A\nDate: x\nTo: B\nSubject: y\n\nThe 300 men got $5.\n",
            &[
                "own: See below.",
                "-: ---------- Forwarded message --------- From: A Date: x To: B Subject: y",
                "own: The 300 men got $5.",
            ],
        );
        check(
            "FW: pay",
            "From: A\nSent: x\nTo: B\nSubject: y\n\nThe 300 men.\n",
            &["-: From: A Sent: x To: B Subject: y", "own: The 300 men."],
        );
    }

    #[test]
    fn signatures_are_furniture_and_words_are_words() {
        check("x", "300 men.\n-- \nA. Clerk\nTel 555\n", &["own: 300 men.", "-: -- A. Clerk Tel 555"]);
        check("x", "300 men.\nSent from my iPhone\n", &["own: 300 men.", "-: Sent from my iPhone"]);
        check("x", "From: here on it is a text.\nTo: nobody.\n", &["own: From: here on it is a text. To: nobody."]);
        check("x", "The agency wrote:\nthe men were paid.\n", &["own: The agency wrote: the men were paid."]);
        check("x", "", &[]);
    }
}
