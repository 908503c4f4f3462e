//! Files of words in, claims out: what each document states, with the place it states it and the rule that read it.
//!
//! The way of a claim: bytes → text layer and blocks ([`document::Document`]) → tokens → sentences → figures → what they count, for whom,
//! where, when, who says so, and how (asserted, promised, denied …) → [`evidence::Claim`].

#![allow(clippy::nonminimal_bool, reason = "a rule of the grammar is written as one would say it, not in its shortest form")]

mod attribution;
mod claims;
mod clause;
mod currency;
mod date;
mod deduction;
mod figure;
mod gazetteer;
mod indicator;
mod key;
mod kinds;
mod language;
mod learned;
mod lexicon;
mod modality;
mod norm;
mod number;
mod passage;
mod people;
mod place;
mod quantity;
mod reading;
mod relation;
mod sentence;
mod token;
mod topic;
mod words;

pub use learned::lesson::{INDICATOR_MARGINS, INDICATORS, Lesson, Lessons, MARGINS, MEANINGS, SentenceLesson, lessons};
pub use passage::{FigureIn, figures_in, sentences_in};
pub use quantity::{Change, MeasuredUnit, Measurement, UnitKind, quantities, quantities_of_text};
pub use reading::{READER, Reading, Windows, read, read_opened};
