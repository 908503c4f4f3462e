use crate::entry::kind;
use crate::index::{self, Part};
use crate::{Confirmation, Entry, Error, Facts, Ledger, page, reader_order};
use evidence::{Case, CaseBuilder, Claim, Judgement, Notice, Source, SourceId};
use std::collections::{BTreeMap, BTreeSet};

/// The case as it stands: a function of the last listing, of what the readers say of the files in it, and of the judgements.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Sources; their claims, by name of source and then in order of the text; judgements in the order in which they were made.
    pub case: Case,
    /// What the case was set up with.
    pub settings: BTreeMap<String, String>,
    /// What could not be read: files that were not taken in, then sources in order of name.
    pub notices: Vec<Notice>,
    /// Judgements of claims that no longer are: the file is gone, or a newer reader does not make them. They wait, nothing is
    /// lost.
    pub stale: Vec<Judgement>,
    /// Files whose meaning a person put a name to, by the hash of their bytes.
    pub confirmed: BTreeMap<SourceId, Confirmation>,
    /// Sources that the case holds but no reader has read to the end, in order of name.
    pub awaiting: Vec<SourceId>,
}

/// What a snapshot is put together from, as of one entry: a writer may append more meanwhile.
struct Assembly<'ledger> {
    ledger: &'ledger Ledger,
    until: u64,
    builder: CaseBuilder,
    snapshot: Snapshot,
}

/// The reading of one source that stands, put together from its parts.
#[derive(Default)]
struct WholeReading {
    facts: Facts,
    claims: Vec<Claim>,
    notices: Vec<Notice>,
}

impl Ledger {
    /// The case as it stands now. Empty before the first listing.
    ///
    /// A source that is listed under two names counts once, under the first. Of its complete readings the one by the newest
    /// reader stands, whenever it was made.
    ///
    /// # Errors
    /// [`Error::Altered`] if an entry does not read back, [`Error::Evidence`] if one does not fit, or what the database says.
    pub fn case(&self) -> Result<Snapshot, Error> {
        let until = self.head()?.seq;
        let Some(mut listing) = self.listing_as_of(until)? else { return Ok(Snapshot::default()) };
        listing.sources.sort_by(|a, b| a.name.cmp(&b.name));
        let snapshot = Snapshot { settings: listing.settings, notices: listing.unread, ..Snapshot::default() };
        let mut assembly = Assembly { ledger: self, until, builder: CaseBuilder::new(), snapshot };
        let mut seen = BTreeSet::new();
        for source in listing.sources {
            if seen.insert(source.id) {
                assembly.add_source(source)?;
            }
        }
        assembly.add_proposals()?;
        assembly.add_judgements()?;
        assembly.snapshot.confirmed = self.confirmed_as_of(until)?;
        Ok(Snapshot { case: assembly.builder.finish(), ..assembly.snapshot })
    }
}

impl Ledger {
    /// Files whose meaning a person put a name to, also before the first listing.
    ///
    /// # Errors
    /// [`Error::Altered`], or what the database says.
    pub fn confirmed(&self) -> Result<BTreeMap<SourceId, Confirmation>, Error> {
        self.confirmed_as_of(self.head()?.seq)
    }

    fn confirmed_as_of(&self, until: u64) -> Result<BTreeMap<SourceId, Confirmation>, Error> {
        let mut confirmed = BTreeMap::new();
        for seq in numbers(self, kind::CONFIRMATION, until)? {
            let Entry::Confirmation(confirmation) = page::entry(&self.connection, seq)? else { continue };
            match confirmation.stands {
                true => confirmed.insert(confirmation.source, confirmation),
                false => confirmed.remove(&confirmation.source),
            };
        }
        Ok(confirmed)
    }
}

/// The numbers of the entries of one kind, in order.
fn numbers(ledger: &Ledger, kind: &str, until: u64) -> Result<Vec<u64>, Error> {
    let sql = "SELECT seq FROM entry WHERE kind = ?1 AND seq <= ?2 ORDER BY seq";
    let mut statement = ledger.connection.prepare(sql)?;
    Ok(statement.query_map((kind, until), |row| row.get(0))?.collect::<Result<_, _>>()?)
}

impl Assembly<'_> {
    fn add_source(&mut self, source: Source) -> Result<(), Error> {
        let Some(last) = self.standing_reading(source.id)? else {
            self.snapshot.awaiting.push(source.id);
            self.builder.source(source);
            return Ok(());
        };
        let reading = self.whole_reading(&last)?;
        // a reading keeps the name that the file had then
        let renamed = |notice: Notice| Notice { file: source.name.clone(), ..notice };
        self.snapshot.notices.extend(reading.notices.into_iter().map(renamed));
        self.builder.source(reading.facts.fill(source));
        reading.claims.into_iter().try_for_each(|claim| self.builder.claim(claim).map_err(Error::from))
    }

    /// The last part of the complete reading by the newest reader.
    fn standing_reading(&self, source: SourceId) -> Result<Option<Part>, Error> {
        let readings = index::complete_readings(&self.ledger.connection, source, self.until)?;
        Ok(readings.into_iter().max_by(|a, b| reader_order::compare(&a.reader, &b.reader).then(a.seq.cmp(&b.seq))))
    }

    fn whole_reading(&self, last: &Part) -> Result<WholeReading, Error> {
        let mut whole = WholeReading::default();
        for seq in index::parts_of(&self.ledger.connection, last.first)? {
            let Entry::Reading(part) = page::entry(&self.ledger.connection, seq)? else {
                return Err(Error::Altered { seq, what: "it is not the reading that the look-up tables show".to_owned() });
            };
            whole.facts = part.facts.over(whole.facts);
            whole.claims.extend(part.claims);
            whole.notices.extend(part.notices);
        }
        Ok(whole)
    }

    /// What models proposed of the sources that the case holds, after all that was read of them.
    fn add_proposals(&mut self) -> Result<(), Error> {
        for seq in numbers(self.ledger, kind::PROPOSALS, self.until)? {
            let Entry::Proposals(proposals) = page::entry(&self.ledger.connection, seq)? else { continue };
            for claim in proposals.claims {
                match self.builder.proposal(claim) {
                    Ok(()) | Err(evidence::Error::MissingInput { .. }) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(())
    }

    fn add_judgements(&mut self) -> Result<(), Error> {
        for seq in numbers(self.ledger, kind::JUDGEMENT, self.until)? {
            let Entry::Judgement(judgement) = page::entry(&self.ledger.connection, seq)? else { continue };
            match self.builder.judgement(judgement.clone()) {
                Ok(()) => {}
                Err(evidence::Error::MissingInput { .. }) => self.snapshot.stale.push(judgement),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}
