//! Files of formats that are parsed by much code of others, or from binary structure, are read in a process of their own: this
//! program starts itself again, and whatever such a file does to it costs that file and not the run.

mod child;
mod limits;
mod pool;
mod protocol;

pub use child::{VERB, serve};
pub use limits::Limits;
pub use pool::Pool;
pub use protocol::{Answer, Listed, Request, Task};

use evidence::MediaType;

/// Whether a file of this kind is read in a process of its own. Text and markup are not: their readers are our own, and small.
pub fn is_isolated(media_type: MediaType) -> bool {
    !matches!(media_type, MediaType::PlainText | MediaType::Markdown | MediaType::Html)
}
