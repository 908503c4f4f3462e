//! The zip packages that office programs write: parts by name, read as a stream, with a bound on everything that can grow.

use super::xml::Xml;
use crate::notices;
use evidence::{Notice, Severity};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Error, Read};
use std::rc::Rc;
use zip::ZipArchive;

/// A part is not unpacked beyond this.
const MOST_OF_A_PART: u64 = 768 << 20;
/// All parts together are not unpacked beyond this.
const MOST_OF_ALL: u64 = 1 << 30;
/// A part may grow to this whatever its packed size, and beyond it to so many times its packed size.
const FREE: u64 = 16 << 20;
const MOST_TIMES: u64 = 250;
/// A stretch of a part without the beginning of a tag is not longer than this.
const LONGEST_STRETCH: usize = 16 << 20;
/// A package with more parts is none that an office program wrote.
const MOST_PARTS: usize = 50_000;

/// A package whose parts can be read.
pub(crate) struct Package<'a> {
    name: &'a str,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    unpacked: Rc<RefCell<u64>>,
    /// What could not be read as it should.
    pub notices: Vec<Notice>,
}

impl<'a> Package<'a> {
    /// The package in `bytes`, a file called `name` in notices.
    ///
    /// # Errors
    /// A notice, if the bytes are cut off, or are no package.
    pub(crate) fn open(name: &'a str, bytes: &'a [u8]) -> Result<Self, Notice> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged_package(name))?;
        if archive.len() > MOST_PARTS {
            let cause = format!("this package lists {} parts; no office program writes so many.", archive.len());
            return Err(notices::unread(name, cause, "Ask for the file it was made from."));
        }
        let mut notices = Vec::new();
        if archive.has_duplicate_names() {
            notices.push(notices::note(
                name,
                "whole file",
                "two parts of this package bear one name; the last one was read.",
                "Compare what two office programs show of it.",
            ));
        }
        Ok(Package { name, archive, unpacked: Rc::default(), notices })
    }

    /// The name of the file.
    pub(crate) fn file(&self) -> &'a str {
        self.name
    }

    /// Whether it has a part of this name.
    pub(crate) fn has(&self, part: &str) -> bool {
        self.archive.index_for_name(part).is_some()
    }

    /// Reads the part as XML with `read`, which is given its elements and words one after another.
    ///
    /// What breaks off is named in a notice; what was read before it stands. Gives `None` if there is no such part.
    pub(crate) fn read<T>(&mut self, part: &str, read: impl FnOnce(&mut Xml) -> T) -> Option<T> {
        let file = match self.archive.by_name(part) {
            Ok(file) => file,
            Err(zip::result::ZipError::FileNotFound) => return None,
            Err(error) => {
                let sealed = error.to_string().to_lowercase().contains("password");
                let notice = if sealed { protected(self.name) } else { broken_part(self.name, part, &error.to_string()) };
                self.notices.push(notice);
                return None;
            }
        };
        let most = MOST_OF_A_PART.min(FREE.max(file.compressed_size().saturating_mul(MOST_TIMES)));
        let bounded = Bounded { file, most, unpacked: Rc::clone(&self.unpacked), stretch: 0 };
        let mut xml = Xml::new(BufReader::with_capacity(1 << 16, bounded));
        let found = read(&mut xml);
        if let Some(cause) = xml.broken() {
            self.notices.push(broken_part(self.name, part, cause));
        }
        Some(found)
    }

    /// The part that the package names as its document, or the `usual` one.
    pub(crate) fn main_part(&mut self, usual: &str) -> String {
        let named = self.relations("").of_kind("officeDocument");
        named.into_iter().find(|part| self.has(part)).unwrap_or_else(|| usual.to_owned())
    }

    /// The parts that `part` refers to: by id, with the kind of the relation and the name of the target.
    pub(crate) fn relations(&mut self, part: &str) -> Relations {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let mut relations = Relations::default();
        self.read(&format!("{folder}{slash}_rels/{file}.rels"), |xml| {
            while let Some(step) = xml.next() {
                let super::xml::Step::Open(element) = step else { continue };
                if element.name() != "Relationship" || element.attribute("TargetMode").as_deref() == Some("External") {
                    continue;
                }
                let (Some(id), Some(kind), Some(target)) =
                    (element.attribute("Id"), element.attribute("Type"), element.attribute("Target"))
                else {
                    continue;
                };
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                relations.0.insert(id, (kind, resolved(folder, &target)));
            }
        });
        relations
    }
}

/// What a part of a package refers to.
#[derive(Debug, Default)]
pub(crate) struct Relations(BTreeMap<String, (String, String)>);

impl Relations {
    /// The part that the relation `id` leads to.
    pub(crate) fn target(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(|(_, target)| target.as_str())
    }

    /// The parts of one kind, in order of the alphabet, each once.
    pub(crate) fn of_kind(&self, kind: &str) -> Vec<String> {
        let mut found: Vec<String> = self.0.values().filter(|(of, _)| of == kind).map(|(_, target)| target.clone()).collect();
        found.sort_by_key(|name| (name.len(), name.clone()));
        found.dedup();
        found
    }
}

/// `target` as seen from `folder`: a name inside the package, whatever it climbs.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

/// A part as it is unpacked, stopped where it grows beyond all measure.
struct Bounded<R> {
    file: R,
    most: u64,
    unpacked: Rc<RefCell<u64>>,
    /// Bytes since the last tag began.
    stretch: usize,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(into)?;
        let mut all = self.unpacked.borrow_mut();
        *all += count as u64;
        self.most = self.most.checked_sub(count as u64).ok_or_else(|| Error::other(TOO_LARGE))?;
        if *all > MOST_OF_ALL {
            return Err(Error::other(TOO_LARGE));
        }
        self.stretch = match memchr::memrchr(b'<', &into[..count]) {
            Some(at) => count - at,
            None => self.stretch + count,
        };
        if self.stretch > LONGEST_STRETCH {
            return Err(Error::other("it holds a piece of text that is too long"));
        }
        Ok(count)
    }
}

const TOO_LARGE: &str = "it grows beyond all measure when it is unpacked";

fn damaged_package(name: &str) -> Notice {
    notices::unread(
        name,
        "this package of an office program is cut off or damaged: the list of its parts cannot be read.".to_owned(),
        "Copy it again from where it came from, or let the program it was written with repair it.",
    )
}

/// A part breaks off.
fn broken_part(name: &str, part: &str, cause: &str) -> Notice {
    Notice {
        file: name.to_owned(),
        place: part.to_owned(),
        cause: format!("it cannot be read to its end ({}); what stood before was read.", cause.trim_end_matches('.')),
        remedy: "Copy the file again, or let the program it was written with repair it.".to_owned(),
        severity: Severity::Partly,
    }
}

/// The file is sealed.
pub(crate) fn protected(name: &str) -> Notice {
    notices::unread(
        name,
        "this file is protected by a password.".to_owned(),
        "Open it with its password and save it without one.",
    )
}
