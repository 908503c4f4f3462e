//! The process that reads for another: requests on stdin, answers on stdout, until stdin ends.

use super::Limits;
use super::protocol::{Answer, Listed, MARK, Request, Task};
use crate::documents::{self, Piece};
use evidence::{MediaType, Notice, SourceId};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, Write};
use std::process::ExitCode;
use std::sync::mpsc::channel;

/// The verb by which this program starts itself again. It is not for people.
pub const VERB: &str = "read-for-parent";

/// Answers requests until there are no more.
pub fn serve() -> ExitCode {
    // the parent says when to stop; what the terminal sends is for it alone
    let _ = ctrlc::set_handler(|| {});
    std::panic::set_hook(Box::new(|_| {}));
    Limits::of_environment().bind_memory();
    let (sender, requests) = channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
        // nobody is there any more to answer to, whatever is being read
        std::process::exit(0);
    });
    for line in requests {
        let Ok(request) = serde_json::from_str::<Request>(&line) else { return ExitCode::from(crate::outcome::INTERNAL) };
        answer(request);
    }
    ExitCode::SUCCESS
}

fn say(answer: &Answer) {
    let mut out = std::io::stdout().lock();
    let said = serde_json::to_string(answer)
        .map(|line| out.write_all(&[MARK]).and_then(|()| writeln!(out, "{line}")).and_then(|()| out.flush()));
    if !matches!(said, Ok(Ok(()))) {
        std::process::exit(0);
    }
}

fn answer(request: Request) {
    let notices = match &request.task {
        Task::List => list(&request),
        Task::Read(wanted) => each_wanted(&request, wanted, documents::read_bytes),
        Task::Survey(wanted) => each_wanted(&request, wanted, documents::survey_bytes),
        Task::Text(wanted) => texts(&request, wanted),
    };
    if !notices.is_empty() {
        say(&Answer::Notices(notices));
    }
    say(&Answer::Done);
}

fn open(request: &Request) -> Result<BufReader<File>, Vec<Notice>> {
    let file = File::open(&request.path).map_err(|error| vec![documents::unreadable(&request.name, &error)])?;
    Ok(BufReader::with_capacity(1 << 16, file))
}

fn list(request: &Request) -> Vec<Notice> {
    let mut input = match open(request) {
        Ok(input) => input,
        Err(notices) => return notices,
    };
    let kind = document::told_apart(request.media_type, &mut input);
    say(&Answer::Kind(kind));
    if !document::holds_members(kind) || input.rewind().is_err() {
        return Vec::new();
    }
    document::members(kind, &request.name, request.source, &mut input, &mut |member| {
        let byte_count = member.bytes.len() as u64;
        let (name, source, part_of, media_type) = (member.name, member.source, member.part_of, member.media_type);
        say(&Answer::Listed(Listed { name, source, part_of, media_type, byte_count }));
    })
}

/// Gives the bytes of each that is wanted: the file itself first, then members as they come.
fn each_of(request: &Request, wanted: &[SourceId], mut each: impl FnMut(&str, MediaType, SourceId, &[u8])) -> Vec<Notice> {
    let mut left: BTreeSet<SourceId> = wanted.iter().copied().collect();
    if left.remove(&request.source) {
        // an archive or a mailbox says nothing itself
        let has_words = !request.media_type.is_wrapper();
        let bytes = if has_words { std::fs::read(&request.path) } else { Ok(Vec::new()) };
        match bytes {
            Ok(bytes) if has_words && SourceId::of(&bytes) != request.source => {
                return vec![documents::changed(&request.name)];
            }
            Ok(bytes) => each(&request.name, request.media_type, request.source, &bytes),
            Err(error) => return vec![documents::unreadable(&request.name, &error)],
        }
    }
    if left.is_empty() {
        return Vec::new();
    }
    let mut input = match open(request) {
        Ok(input) => input,
        Err(notices) => return notices,
    };
    // what cannot be opened was said when the members were listed
    let _ = document::members(request.media_type, &request.name, request.source, &mut input, &mut |member| {
        if left.remove(&member.source) {
            each(&member.name, member.media_type, member.source, member.bytes);
        }
    });
    if left.is_empty() { Vec::new() } else { vec![documents::changed(&request.name)] }
}

fn each_wanted(
    request: &Request,
    wanted: &[SourceId],
    reading: fn(&str, MediaType, SourceId, &[u8]) -> Result<Piece, Notice>,
) -> Vec<Notice> {
    each_of(request, wanted, |name, media_type, source, bytes| {
        say(&Answer::Begins { source, name: name.to_owned(), byte_count: bytes.len() as u64 });
        match reading(name, media_type, source, bytes) {
            Ok(piece) => say(&Answer::Read(source, piece)),
            Err(notice) => say(&Answer::Notices(vec![notice])),
        }
    })
}

fn texts(request: &Request, wanted: &[SourceId]) -> Vec<Notice> {
    each_of(request, wanted, |name, media_type, source, bytes| {
        say(&Answer::Begins { source, name: name.to_owned(), byte_count: bytes.len() as u64 });
        if let Some(text) = documents::text_of(name, media_type, source, bytes) {
            say(&Answer::Text(source, text));
        }
    })
}
