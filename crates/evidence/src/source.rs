use crate::encode::{identity, serde_as_text};
use crate::{Error, Period};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

identity!(
    /// The SHA-256 of a source's bytes, as `sha256sum` prints it.
    SourceId, "", 32, "a SHA-256 in hexadecimal"
);

impl SourceId {
    /// The identity of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        SourceId(Sha256::digest(bytes).into())
    }
}

/// Hashes a source piece by piece, for files that do not fit in memory.
#[derive(Default)]
pub struct SourceHasher(Sha256);

impl SourceHasher {
    /// Takes in the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The identity of everything taken in.
    pub fn finish(self) -> SourceId {
        SourceId(self.0.finalize().into())
    }
}

/// What kind of bytes a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MediaType {
    /// Plain text.
    #[serde(rename = "text/plain")]
    PlainText,
    /// Markdown.
    #[serde(rename = "text/markdown")]
    Markdown,
    /// A web page.
    #[serde(rename = "text/html")]
    Html,
    /// A PDF.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// A document of Word 2007 and later.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    Docx,
    /// An OpenDocument text.
    #[serde(rename = "application/vnd.oasis.opendocument.text")]
    Odt,
    /// Rich text.
    #[serde(rename = "application/rtf")]
    Rtf,
    /// Slides of PowerPoint 2007 and later.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.presentationml.presentation")]
    Pptx,
    /// OpenDocument slides.
    #[serde(rename = "application/vnd.oasis.opendocument.presentation")]
    Odp,
    /// One mail.
    #[serde(rename = "message/rfc822")]
    Eml,
    /// A mailbox: mails one after another.
    #[serde(rename = "application/mbox")]
    Mbox,
    /// A table of separated values: commas, semicolons, bars.
    #[serde(rename = "text/csv")]
    Csv,
    /// A table of values separated by tabs.
    #[serde(rename = "text/tab-separated-values")]
    Tsv,
    /// A workbook of Excel 2007 and later.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    Xlsx,
    /// A workbook of Excel before 2007.
    #[serde(rename = "application/vnd.ms-excel")]
    Xls,
    /// An OpenDocument workbook.
    #[serde(rename = "application/vnd.oasis.opendocument.spreadsheet")]
    Ods,
    /// An archive of files.
    #[serde(rename = "application/zip")]
    Zip,
    /// An archive of files, unpacked.
    #[serde(rename = "application/x-tar")]
    Tar,
    /// One file, packed.
    #[serde(rename = "application/gzip")]
    Gzip,
    /// An image.
    #[serde(rename = "image/png")]
    Png,
    /// A photograph.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A scan, of one page or several.
    #[serde(rename = "image/tiff")]
    Tiff,
    /// An image.
    #[serde(rename = "image/gif")]
    Gif,
    /// An image.
    #[serde(rename = "image/bmp")]
    Bmp,
    /// An image.
    #[serde(rename = "image/webp")]
    Webp,
}

impl MediaType {
    /// Whether such a file only holds others, and says nothing itself. A mail holds files too, but has words of its own.
    pub fn is_wrapper(self) -> bool {
        matches!(self, MediaType::Zip | MediaType::Tar | MediaType::Gzip | MediaType::Mbox)
    }

    /// The registered name.
    pub fn name(self) -> &'static str {
        match self {
            MediaType::PlainText => "text/plain",
            MediaType::Markdown => "text/markdown",
            MediaType::Html => "text/html",
            MediaType::Pdf => "application/pdf",
            MediaType::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            MediaType::Odt => "application/vnd.oasis.opendocument.text",
            MediaType::Rtf => "application/rtf",
            MediaType::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            MediaType::Odp => "application/vnd.oasis.opendocument.presentation",
            MediaType::Eml => "message/rfc822",
            MediaType::Mbox => "application/mbox",
            MediaType::Csv => "text/csv",
            MediaType::Tsv => "text/tab-separated-values",
            MediaType::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            MediaType::Xls => "application/vnd.ms-excel",
            MediaType::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            MediaType::Zip => "application/zip",
            MediaType::Tar => "application/x-tar",
            MediaType::Gzip => "application/gzip",
            MediaType::Png => "image/png",
            MediaType::Jpeg => "image/jpeg",
            MediaType::Tiff => "image/tiff",
            MediaType::Gif => "image/gif",
            MediaType::Bmp => "image/bmp",
            MediaType::Webp => "image/webp",
        }
    }
}

/// How reliable a source is (Admiralty code, first axis).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged.
    F,
}

/// How credible an item of information is (Admiralty code, second axis), 1 best, 6 cannot be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Credibility(u8);

impl Credibility {
    /// The digit, 1 to 6.
    pub fn digit(self) -> u8 {
        self.0
    }
}

/// An Admiralty grade, such as `B2`. The axes are graded apart; the default is `F6`, cannot be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade {
    /// Reliability of the source.
    pub reliability: Reliability,
    /// Credibility of the information.
    pub credibility: Credibility,
}

impl Default for Grade {
    fn default() -> Self {
        Grade { reliability: Reliability::F, credibility: Credibility(6) }
    }
}

impl std::fmt::Display for Grade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}{}", self.reliability, self.credibility.0)
    }
}

impl std::str::FromStr for Grade {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || Error::Unparsable { expected: "an Admiralty grade such as B2", text: text.to_owned() };
        let [letter, digit @ b'1'..=b'6'] = *text.as_bytes() else { return Err(wrong()) };
        let reliability = match letter {
            b'A' => Reliability::A,
            b'B' => Reliability::B,
            b'C' => Reliability::C,
            b'D' => Reliability::D,
            b'E' => Reliability::E,
            b'F' => Reliability::F,
            _ => return Err(wrong()),
        };
        Ok(Grade { reliability, credibility: Credibility(digit - b'0') })
    }
}

serde_as_text!(Grade);

/// Where a source took its content from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Another source of the same case: an echo is not a second witness.
    Source(SourceId),
    /// Something that is cited but not held.
    Cited(String),
}

/// Bytes as received, known by their hash and never modified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// SHA-256 of the bytes.
    pub id: SourceId,
    /// How many bytes.
    pub byte_count: u64,
    /// The name under which it was received: the path inside the case folder.
    pub name: String,
    /// What kind of bytes.
    pub media_type: MediaType,
    /// Title, where one is known.
    pub title: Option<String>,
    /// Who published it, where known.
    pub publisher: Option<String>,
    /// When it was published, where known.
    pub published: Option<Period>,
    /// ISO 639-1 code of the main language, where recognised.
    pub language: Option<String>,
    /// Admiralty grade.
    pub grade: Grade,
    /// What it repeats, if it is an echo.
    pub derived_from: Option<Origin>,
    /// The archive, mailbox or mail that it came in, if it is no file of its own. Its name then is that source's name, `!/`, and its
    /// own name inside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<SourceId>,
}
