//! The learned weights, by the number of what they weigh.

use super::features::key_of;
use super::meanings::Aspect;
use super::shown::{INDICATORS, Told};
use crate::key::KeyHasher;
use evidence::Indicator;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// The most meanings that one measure has.
pub(super) const SENSES: usize = 8;

/// Weights in hundredths, one for each meaning of an aspect.
pub(super) type Weights = HashMap<u64, [i16; SENSES], BuildHasherDefault<KeyHasher>>;

pub(super) static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let lines = include_str!("../../data/weights.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut weights = Weights::default();
    for line in lines {
        let (key, row) =
            weight_of(line).unwrap_or_else(|| panic!("weights.tsv: {line:?} is not aspect, feature, meaning=weight…"));
        weights.insert(key, row);
    }
    weights
});

/// Weights in hundredths of what is told of a sentence, one for each indicator.
pub(super) static SHOWN: LazyLock<HashMap<u64, [i16; INDICATORS], BuildHasherDefault<KeyHasher>>> = LazyLock::new(|| {
    let mut weights = HashMap::default();
    for line in include_str!("../../data/indicator_weights.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (key, row) =
            shown_by(line).unwrap_or_else(|| panic!("indicator_weights.tsv: {line:?} is not feature, indicator=weight…"));
        weights.insert(key, row);
    }
    weights
});

/// `pair=her passport<tab>retention_of_identity_documents=112`.
fn shown_by(line: &str) -> Option<(u64, [i16; INDICATORS])> {
    let mut parts = line.split('\t');
    let key = Told::key_named(parts.next()?)?;
    let mut row = [0; INDICATORS];
    for part in parts {
        let (indicator, weight) = part.split_once('=')?;
        let at = Indicator::ALL.iter().position(|known| known.to_string() == indicator)?;
        row[at] = weight.parse().ok()?;
    }
    Some((key, row))
}

/// `money<tab>before1=paid<tab>wage=0.42<tab>fee_or_bribe=-0.1`.
fn weight_of(line: &str) -> Option<(u64, [i16; SENSES])> {
    let mut parts = line.split('\t');
    let aspect = parts.next()?;
    let aspect = Aspect::ALL.into_iter().find(|known| known.name() == aspect)?;
    let key = key_of(aspect, parts.next()?)?;
    let mut row = [0; SENSES];
    for part in parts {
        let (sense, weight) = part.split_once('=')?;
        let at = aspect.named().iter().position(|(name, _)| *name == sense)?;
        row[at] = weight.parse().ok()?;
    }
    Some((key, row))
}
