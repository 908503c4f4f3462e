//! Random numbers: one stream a purpose and index, so that results do not depend on which thread draws when.

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// What a stream is drawn for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    /// A replicate of the bootstrap over all ranked models.
    Ranked = 1,
    /// A replicate of the bootstrap over the stepwise search.
    Stepwise = 2,
    /// A chain of the latent class model.
    Chain = 3,
    /// A replicate of the bootstrap over models of pairs.
    Pairs = 4,
    /// A draw of a sum of strata.
    Strata = 5,
    /// A draw of who is the same as whom.
    Linkage = 6,
}

/// The stream of `seed` for one purpose and index.
pub(crate) fn stream(seed: u64, purpose: Purpose, index: usize) -> Xoshiro256PlusPlus {
    let mixed = mix(mix(seed ^ 0x6d61_6e75_6d69_7421).wrapping_add(purpose as u64)).wrapping_add(index as u64);
    Xoshiro256PlusPlus::seed_from_u64(mix(mixed))
}

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014).
fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
