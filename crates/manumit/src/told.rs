//! What the last run told, so that a run with nothing new need not tell it again: kept beside the ledger, and believed only while
//! ledger, program and every file of the dossier are what they were.

use crate::dossier_folder::hash_of;
use evidence::{Finding, Notice, SourceId};
use ledger::Snapshot;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// So many figures are named at the end of a run.
const NAMED: usize = 12;

/// What is owed is named wherever it stands …
const OWED: [&str; 2] = ["pay.owed", "pay.stated.owed_year"];
/// … and what was counted, of each table first.
const COUNTED: &str = "count.";

/// What a run says at its end.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Told {
    /// Documents of the case.
    pub sources: u64,
    /// Claims that stand.
    pub claims: u64,
    /// How many figures and sentences the dossier has.
    pub findings: u64,
    /// The first of them: name and sentence.
    pub first: Vec<(String, String)>,
    /// What could not be read as it should.
    pub notices: Vec<Notice>,
}

impl Told {
    pub fn of(snapshot: &Snapshot, findings: &[Finding], of_pay: Vec<Notice>) -> Self {
        let seen = findings.iter().filter_map(|finding| finding.name.strip_suffix(".seen"));
        let tables: Vec<&str> = seen.filter(|name| name.starts_with(COUNTED)).collect();
        let counted = findings.iter().filter(|finding| tables.contains(&finding.name.as_str()));
        let owed = findings.iter().skip(NAMED).filter(|finding| OWED.contains(&finding.name.as_str()));
        Told {
            sources: snapshot.case.sources().count() as u64,
            claims: snapshot.case.standing_claims().count() as u64,
            findings: findings.len() as u64,
            first: findings
                .iter()
                .take(NAMED)
                .chain(owed)
                .chain(counted)
                .map(|finding| (finding.name.clone(), finding.sentence.clone()))
                .collect(),
            notices: snapshot.notices.iter().cloned().chain(of_pay).collect(),
        }
    }
}

/// What was told, of what, by what.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The head of the ledger.
    head: String,
    /// The program.
    program: String,
    /// The hash of each file of the dossier.
    files: BTreeMap<String, SourceId>,
    told: Told,
}

fn place(folder: &Path) -> PathBuf {
    folder.join(".manumit").join("told.json")
}

/// What the dossier in `folder` tells, if it tells the ledger with this `head` and is as it was written.
pub fn recall(folder: &Path, head: &str) -> Option<Told> {
    let kept: Kept = serde_json::from_slice(&std::fs::read(place(folder)).ok()?).ok()?;
    let is_same = |(name, hash): (&String, &SourceId)| hash_of(&folder.join("dossier").join(name)) == Some(*hash);
    (kept.head == head && kept.program == program() && kept.files.iter().all(is_same)).then_some(kept.told)
}

/// Keeps what was told of the ledger with this `head`, and the hash of each file of the dossier. If it cannot be kept, the next run tells it again.
pub fn keep(folder: &Path, head: &str, files: BTreeMap<String, SourceId>, told: &Told) {
    let kept = Kept { head: head.to_owned(), program: program(), files, told: told.clone() };
    let half = place(folder).with_extension("part");
    let _ =
        serde_json::to_vec(&kept).map(|bytes| std::fs::write(&half, bytes).and_then(|()| std::fs::rename(&half, place(folder))));
}

/// This program: version, size and date of its file.
fn program() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata).ok();
    let modified = file.as_ref().and_then(|file| file.modified().ok());
    let seconds = modified.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok()).map(|age| age.as_nanos());
    format!("{} {:?} {seconds:?}", env!("CARGO_PKG_VERSION"), file.map(|file| file.len()))
}
