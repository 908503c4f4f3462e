//! What lies inside a file that holds others: archives, mailboxes, mails, and what lies inside those again.

use crate::archive::{self, LONGEST_MEMBER, Namer, Unpacked, damaged, kind_of_zip, refused, too_long};
use crate::{mail, notices, sniff};
use evidence::{MediaType, Notice, SourceId};
use std::io::{BufReader, Cursor, Read, Seek};

/// Containers inside containers are opened so deep: an archive of a mailbox of mails with archives of mails is 5.
const DEEPEST: usize = 6;
/// So many members of one file are read.
const MOST_MEMBERS: usize = 200_000;
/// So many bytes are unpacked from one file, all its members together.
const MOST_BYTES: u64 = 64 << 30;
/// So many notices are given of one file.
const MOST_NOTICES: usize = 10_000;
/// So many bytes of a member are asked what it is.
const HEAD: usize = 1 << 16;

/// A file that came inside another.
pub struct Member<'b> {
    /// Its name: that of the file it came in, `!/`, and its own name inside.
    pub name: String,
    /// The SHA-256 of its bytes.
    pub source: SourceId,
    /// The file it came in: itself a member, if that is inside another again.
    pub part_of: SourceId,
    /// What kind of bytes.
    pub media_type: MediaType,
    /// Its bytes.
    pub bytes: &'b [u8],
}

/// Whether files of this kind hold others.
pub fn holds_members(media_type: MediaType) -> bool {
    media_type.is_wrapper() || media_type == MediaType::Eml
}

/// What kind of bytes a file is that [`sniff`] took for `told`: an office document begins as a ZIP archive does, and is told by what
/// lies in it.
pub fn told_apart(told: MediaType, input: impl Read + Seek) -> MediaType {
    if told == MediaType::Zip { kind_of_zip(input) } else { told }
}

/// Gives every member of the file `source`, called `name`, whose bytes `input` gives: the members of its members too, each after
/// the one that holds it. What cannot be opened, or is no kind of document, is said in notices.
///
/// A mail or a member is in memory whole, and what holds it; a mailbox or an archive is not. Depth, number, size and the ratio of
/// unpacking are bounded.
pub fn members(
    media_type: MediaType,
    name: &str,
    source: SourceId,
    input: &mut (impl Read + Seek),
    each: &mut dyn FnMut(Member<'_>),
) -> Vec<Notice> {
    let mut walk = Walk { each, notices: Vec::new(), count: 0, bytes: 0, stopped: false };
    let parent = Parent { name, source, depth: 0 };
    match media_type {
        MediaType::Mbox => walk.mailbox(&parent, input),
        MediaType::Zip => walk.zip(&parent, input),
        MediaType::Tar => walk.tar(&parent, input),
        MediaType::Gzip => walk.gzip(&parent, input),
        MediaType::Eml => walk.mail_of(&parent, input),
        _ => {}
    }
    walk.notices
}

/// A file whose members are given.
struct Parent<'n> {
    name: &'n str,
    source: SourceId,
    depth: usize,
}

struct Walk<'w> {
    each: &'w mut dyn FnMut(Member<'_>),
    notices: Vec<Notice>,
    count: usize,
    bytes: u64,
    stopped: bool,
}

impl Walk<'_> {
    fn zip(&mut self, parent: &Parent<'_>, input: impl Read + Seek) {
        let notices = archive::zip_members(parent.name, input, &mut |called, bytes| self.member(parent, &called, &bytes));
        self.say(notices);
    }

    fn tar(&mut self, parent: &Parent<'_>, input: impl Read) {
        let notices = archive::tar_members(parent.name, input, &mut |called, bytes| self.member(parent, &called, &bytes));
        self.say(notices);
    }

    /// What gzip packed is one file, and most often a tar archive, which is then not held in memory.
    fn gzip(&mut self, parent: &Parent<'_>, input: &mut (impl Read + Seek)) {
        let own = parent.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let (stem, is_tar) = unpacked_name(own);
        if is_tar {
            return self.tar(parent, archive::gunzip(BufReader::new(input)));
        }
        let packed = input.seek(std::io::SeekFrom::End(0)).and_then(|end| input.rewind().map(|()| end)).ok();
        let taken = archive::unpacked(archive::gunzip(BufReader::new(input)), packed);
        self.say(refused(parent.name, &taken));
        match taken {
            Unpacked::Whole(bytes) if sniff(&stem, &bytes[..bytes.len().min(HEAD)]) == Ok(MediaType::Tar) => {
                self.tar(parent, Cursor::new(bytes));
            }
            Unpacked::Whole(bytes) => self.member(parent, &stem, &bytes),
            Unpacked::TooLong | Unpacked::NoRoom | Unpacked::Trap | Unpacked::Damaged(_) => {}
        }
    }

    fn mailbox(&mut self, parent: &Parent<'_>, input: impl Read) {
        let mut long = Vec::new();
        let read = mail::mails(input, LONGEST_MEMBER as usize, &mut |number, bytes| match bytes {
            Some(bytes) => self.member(parent, &format!("{number}.eml"), bytes),
            None => long.push(too_long(&format!("{}!/{number}.eml", parent.name))),
        });
        self.say(long);
        self.say(read.err().map(|error| damaged(parent.name, &error.to_string())));
    }

    fn mail_of(&mut self, parent: &Parent<'_>, input: &mut impl Read) {
        let mut bytes = Vec::new();
        match input.by_ref().take(mail::LIMIT as u64 + 1).read_to_end(&mut bytes) {
            // whoever reads its words says so
            Err(error) if error.kind() == std::io::ErrorKind::OutOfMemory => {}
            Err(error) => self.say([damaged(parent.name, &error.to_string())]),
            Ok(_) if bytes.len() > mail::LIMIT => self.say([too_long(parent.name)]),
            Ok(_) => self.mail(parent, &bytes),
        }
    }

    fn mail(&mut self, parent: &Parent<'_>, bytes: &[u8]) {
        let mut namer = Namer::default();
        let notices = mail::members(parent.name, bytes, &mut |called, bytes| {
            let called = namer.name(&called);
            self.member(parent, &called, &bytes);
        });
        self.say(notices);
    }

    fn member(&mut self, parent: &Parent<'_>, called: &str, bytes: &[u8]) {
        let name = format!("{}!/{called}", parent.name);
        if !self.has_room(bytes, parent) {
            return;
        }
        let media_type = match sniff(&name, &bytes[..bytes.len().min(HEAD)]) {
            Ok(told) => told_apart(told, Cursor::new(bytes)),
            Err(notice) => return self.say([notice]),
        };
        let source = SourceId::of(bytes);
        (self.each)(Member { name: name.clone(), source, part_of: parent.source, media_type, bytes });
        if !holds_members(media_type) {
            return;
        }
        let inside = Parent { name: &name, source, depth: parent.depth + 1 };
        if inside.depth >= DEEPEST {
            return self.say([too_deep(&name)]);
        }
        match media_type {
            MediaType::Mbox => self.mailbox(&inside, bytes),
            MediaType::Zip => self.zip(&inside, Cursor::new(bytes)),
            MediaType::Tar => self.tar(&inside, bytes),
            MediaType::Gzip => self.gzip(&inside, &mut Cursor::new(bytes)),
            MediaType::Eml => self.mail(&inside, bytes),
            _ => {}
        }
    }

    /// Counts a member in; says once that there are too many.
    fn has_room(&mut self, bytes: &[u8], parent: &Parent<'_>) -> bool {
        self.count += 1;
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
        let room = self.count <= MOST_MEMBERS && self.bytes <= MOST_BYTES;
        if !room && !std::mem::replace(&mut self.stopped, true) {
            let top = parent.name.split("!/").next().unwrap_or(parent.name);
            self.notices.push(too_many(top));
        }
        room
    }

    fn say(&mut self, notices: impl IntoIterator<Item = Notice>) {
        let room = MOST_NOTICES.saturating_sub(self.notices.len());
        self.notices.extend(notices.into_iter().take(room));
    }
}

/// The name of the file that gzip packed, and whether it is a tar archive by its name.
fn unpacked_name(packed: &str) -> (String, bool) {
    let lower = packed.to_ascii_lowercase();
    if lower.ends_with(".tgz") || lower.ends_with(".tar.gz") {
        return (String::new(), true);
    }
    match lower.ends_with(".gz") && packed.len() > 3 {
        true => (packed[..packed.len() - 3].to_owned(), false),
        false => ("unpacked".to_owned(), false),
    }
}

fn too_deep(name: &str) -> Notice {
    let cause = format!("it lies {DEEPEST} containers deep; what it holds was not opened.");
    notices::partly(name, "whole file", cause, "Unpack the outermost, and add what is inside.")
}

fn too_many(name: &str) -> Notice {
    let cause = format!(
        "it holds more than {MOST_MEMBERS} files, or more than {} GiB unpacked; those beyond were not read.",
        MOST_BYTES >> 30
    );
    notices::partly(name, "whole file", cause, "Split it into several, and add them one by one.")
}
