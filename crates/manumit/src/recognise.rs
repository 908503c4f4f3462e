//! Words in images: recognised by Tesseract, where it is installed, as a program of its own with a bound on its time. What it said
//! of an image is kept beside the ledger, so that no run waits for the same words twice.

use document::{Document, Recognizer};
use evidence::{MediaType, Notice, Severity, SourceHasher, SourceId};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

const PROGRAM: &str = "tesseract";
/// The languages that are asked for, as far as they are installed.
const LANGUAGES: [&str; 4] = ["eng", "kor", "rus", "chi_sim"];
/// Time for one image.
const PATIENCE: Duration = Duration::from_secs(100);
/// How often a running program is looked after.
const INTERVAL: Duration = Duration::from_millis(20);
/// How to get it.
pub const REMEDY: &str = "apt install tesseract-ocr tesseract-ocr-kor tesseract-ocr-rus tesseract-ocr-chi-sim (macOS: brew install tesseract tesseract-lang).";

/// Reads as [`document::open`] does, and has scans recognised where that is possible.
pub fn open(media_type: MediaType, name: &str, source: SourceId, bytes: &[u8]) -> Document {
    let recognizer = needs_it(media_type).then(installed).flatten();
    document::open_with(recognizer.map(|tesseract| tesseract as &dyn Recognizer), media_type, name, source, 0, bytes)
}

/// Whether documents of this kind may be scans.
fn needs_it(media_type: MediaType) -> bool {
    use MediaType::{Bmp, Gif, Jpeg, Pdf, Png, Tiff, Webp};
    matches!(media_type, Pdf | Png | Jpeg | Tiff | Gif | Bmp | Webp)
}

/// Names the folder in which is kept what was recognised, to the processes that read.
pub const KEPT_IN: &str = "MANUMIT_RECOGNISED";

/// The folder of a case in which is kept what was recognised.
pub fn kept_in(case: &Path) -> PathBuf {
    case.join(".manumit").join("recognised")
}

/// Tesseract, as it is installed here.
#[derive(Debug)]
pub struct Tesseract {
    /// Those of [`LANGUAGES`] that are there.
    pub languages: Vec<&'static str>,
    /// What it calls itself.
    version: String,
    kept_in: Option<PathBuf>,
}

/// Looks once for Tesseract and its languages.
pub fn installed() -> Option<&'static Tesseract> {
    static FOUND: OnceLock<Option<Tesseract>> = OnceLock::new();
    FOUND.get_or_init(look).as_ref()
}

fn look() -> Option<Tesseract> {
    let output = Command::new(PROGRAM).arg("--list-langs").stdin(Stdio::null()).output().ok()?;
    // older versions list them on stderr
    let listed = [output.stdout, output.stderr].concat();
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let has = |language: &&str| listed.lines().any(|line| line.trim() == *language);
    let languages: Vec<&str> = LANGUAGES.into_iter().filter(has).collect();
    let version = Command::new(PROGRAM).arg("--version").stdin(Stdio::null()).output().ok()?;
    let version = String::from_utf8_lossy(&[version.stdout, version.stderr].concat()).into_owned();
    let kept_in = std::env::var_os(KEPT_IN).map(PathBuf::from);
    (!languages.is_empty()).then_some(Tesseract { languages, version, kept_in })
}

impl Recognizer for Tesseract {
    fn recognise(&self, image: &[u8], _: MediaType) -> Result<String, Notice> {
        let place = self.kept_in.as_ref().map(|folder| folder.join(format!("{}.tsv", self.key(image))));
        if let Some(table) = place.as_ref().and_then(|place| std::fs::read_to_string(place).ok()) {
            return Ok(table);
        }
        let table = self.run(image)?;
        if let Some(place) = place {
            keep(&place, &table);
        }
        Ok(table)
    }
}

/// Keeps what was said of an image, whole or not at all. If that fails, it is asked again the next time.
fn keep(place: &Path, table: &str) {
    let half = place.with_extension(format!("{}.part", std::process::id()));
    let _ = place
        .parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(&half, table))
        .and_then(|()| std::fs::rename(&half, place));
}

impl Tesseract {
    /// Names an image as this program with these languages sees it.
    fn key(&self, image: &[u8]) -> SourceId {
        let mut hasher = SourceHasher::default();
        for part in [self.version.as_bytes(), self.languages.join("+").as_bytes(), image] {
            hasher.update(&(part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        hasher.finish()
    }

    fn run(&self, image: &[u8]) -> Result<String, Notice> {
        let child = Command::new(PROGRAM)
            .args(["stdin", "stdout", "-l", &self.languages.join("+"), "tsv"])
            // one document is read on each core already
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| failed(format!("Tesseract did not start: {error}.")))?;
        finished(child, image)
    }
}

/// What the program says of the image, if it is done in time.
fn finished(mut child: Child, image: &[u8]) -> Result<String, Notice> {
    let (input, output) = (child.stdin.take(), child.stdout.take());
    std::thread::scope(|scope| {
        scope.spawn(move || input.map(|mut input| input.write_all(image)));
        let table = scope.spawn(move || {
            let mut table = Vec::new();
            output.map(|mut output| output.read_to_end(&mut table)).transpose().ok().map(|_| table)
        });
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break status,
                Ok(None) if Instant::now() < deadline => std::thread::sleep(INTERVAL),
                _ => {
                    let _ = child.kill();
                    let _ = child.wait();
                    return Err(failed(format!("its words were not recognised within {} seconds.", PATIENCE.as_secs())));
                }
            }
        };
        let table = table.join().ok().flatten().filter(|_| status.success());
        table
            .map(|table| String::from_utf8_lossy(&table).into_owned())
            .ok_or_else(|| failed("Tesseract could not read this image.".into()))
    })
}

fn failed(cause: String) -> Notice {
    let remedy = "Save the image anew as PNG at 300 dots an inch, cut into single pages, and add that.".to_owned();
    Notice { file: String::new(), place: "whole file".to_owned(), cause, remedy, severity: Severity::Unread }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_image_gives_a_notice() {
        let Some(tesseract) = installed() else {
            eprintln!("skipped: Tesseract is not installed");
            return;
        };
        let notice = tesseract.recognise(b"no image", MediaType::Png).unwrap_err();
        assert!(!notice.cause.is_empty() && !notice.remedy.is_empty());
    }

    #[test]
    fn what_was_recognised_once_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let with = |version: &str| Tesseract {
            languages: vec!["eng"],
            version: version.to_owned(),
            kept_in: Some(folder.path().join("kept")),
        };
        let (one, other) = (with("5.3"), with("5.4"));
        keep(&folder.path().join("kept").join(format!("{}.tsv", one.key(b"image"))), "a table");
        assert_eq!(one.recognise(b"image", MediaType::Png).unwrap(), "a table");
        assert_ne!(one.key(b"image"), other.key(b"image"), "another version may read other words");
        assert_ne!(one.key(b"image"), one.key(b"imag"), "another image");
        assert_eq!(std::fs::read_dir(folder.path().join("kept")).unwrap().count(), 1, "nothing half is left");
    }
}
