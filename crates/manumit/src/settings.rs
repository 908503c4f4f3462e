//! `manumit.toml`: what a person says of a case and its sources. Everything in it is optional.

use crate::outcome::Trouble;
use evidence::{Currency, Grade, Period};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The name of the file in a case folder.
pub const FILE: &str = "manumit.toml";

/// What a case says of itself.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The title of the dossier.
    pub title: Option<String>,
    /// The date as of which the case is told.
    #[serde(default, deserialize_with = "written")]
    pub as_of: Option<Date>,
    /// The currency of sums, ISO 4217.
    pub currency: Option<Currency>,
    /// What is known of single sources, by their path in the case folder.
    #[serde(default)]
    pub sources: BTreeMap<String, AboutSource>,
}

/// What a person says of one source.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AboutSource {
    pub title: Option<String>,
    pub publisher: Option<String>,
    /// Date of publication, as precise as known.
    #[serde(default, deserialize_with = "written")]
    pub date: Option<Period>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Admiralty grade.
    pub grade: Option<Grade>,
    /// The source it repeats: a path in the case folder, or the name of something that is not held.
    pub derived_from: Option<String>,
}

/// A date, in quotes or as TOML writes it bare.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Bare(toml::value::Datetime),
    Text(String),
    Year(i64),
}

fn written<'de, D: serde::Deserializer<'de>, T: std::str::FromStr>(deserializer: D) -> Result<Option<T>, D::Error> {
    let text = match Written::deserialize(deserializer)? {
        Written::Bare(date) => date.to_string(),
        Written::Text(text) => text,
        Written::Year(year) => year.to_string(),
    };
    text.parse().map(Some).map_err(|_| serde::de::Error::custom(format!("{text:?} is not a date such as 2014-06-30")))
}

impl Settings {
    /// The settings of the case in `folder`; none if it has no such file.
    ///
    /// # Errors
    /// A file that cannot be read or does not parse, with line, column and cause.
    pub fn of_case(folder: &Path) -> Result<Settings, Trouble> {
        let path = folder.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Settings::default()),
            Err(error) => return Err(Trouble::file(&path, error, "make the file readable, or move it away.")),
        };
        toml::from_str(&text).map_err(|error| {
            Trouble::usage(
                format!("{}: {}", path.display(), error.to_string().trim_end()),
                "mend the line shown, or leave the setting out.",
            )
        })
    }

    /// The title of the dossier: as set, or the folder's name.
    pub fn title(&self, folder: &Path) -> String {
        let name =
            || folder.canonicalize().ok().and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
        self.title.clone().or_else(name).unwrap_or_else(|| "Case".to_owned())
    }
}

/// The settings of the dossier, kept in the ledger so that `why` and `verify` tell the case as it was run.
pub fn recorded(settings: &Settings, folder: &Path, as_of: Option<Date>) -> BTreeMap<String, String> {
    let mut recorded = BTreeMap::from([
        ("title".to_owned(), settings.title(folder)),
        ("currency".to_owned(), settings.currency.unwrap_or(Currency::USD).to_string()),
    ]);
    if let Some(as_of) = as_of.or(settings.as_of) {
        recorded.insert("as_of".to_owned(), as_of.to_string());
    }
    recorded
}

/// The dossier's settings from what the ledger recorded.
pub fn dossier_settings(recorded: &BTreeMap<String, String>) -> dossier::Settings {
    let text = |key: &str| recorded.get(key);
    dossier::Settings {
        title: text("title").cloned().unwrap_or_else(|| "Case".to_owned()),
        as_of: text("as_of").and_then(|date| date.parse().ok()),
        currency: text("currency").and_then(|code| code.parse().ok()).unwrap_or(Currency::USD),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}
