//! read

mod block;
pub use block::{Block, BlockKind, Document};
