//! The schedule of loss, as files.

use super::Drawn;
use crate::outcome::Trouble;
use ::pay::Reckoning;
use ::pay::schedule::{Results, beancount, separated, workbook};
use std::path::Path;

/// Writes `schedule.xlsx`, `schedule.csv` and `book.beancount` into `folder`.
///
/// # Errors
/// A folder that cannot be written.
pub fn schedule(drawn: &Drawn, reckoning: &Reckoning, folder: &Path) -> Result<(), Trouble> {
    let failed = |error| Trouble::file(folder, error, "name a folder that can be written.");
    std::fs::create_dir_all(folder).map_err(failed)?;
    let (book, settings) = (reckoning.book, reckoning.settings);
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).map_err(failed);
    put("schedule.csv", separated(book, &drawn.accounts, settings, drawn.names).as_bytes())?;
    put("book.beancount", beancount(book, &drawn.accounts, settings, drawn.names).as_bytes())?;
    match workbook(book, &drawn.accounts, (settings, reckoning.terms), &drawn.total, drawn.names, Results::Kept) {
        Ok(bytes) => put("schedule.xlsx", &bytes)?,
        Err(told) => eprintln!("manumit: {told}"),
    }
    eprintln!("schedule: {}", folder.join("schedule.xlsx").display());
    Ok(())
}
