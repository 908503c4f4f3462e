//! The processes that read for this one: started when needed, used again, ended when they fail.

use super::protocol::{Answer, MARK, Request, Task};
use super::{Limits, VERB};
use crate::{interrupt, recognise};
use evidence::{Notice, Severity, SourceId};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

/// How often a wait looks whether the run was interrupted.
const GLANCE: Duration = Duration::from_millis(100);
/// So much of what a process said before it ended is looked at.
const LAST_WORDS: u64 = 4096;

/// Why a process did not answer.
#[derive(Debug)]
pub struct Fault {
    /// What it was reading: the source and its name. `None` if it was looking for what to read.
    pub during: Option<(SourceId, String)>,
    /// Whether the process had answered requests before; a new one may fare better then.
    pub was_used: bool,
    /// How it ended.
    pub end: End,
}

/// How a process ended.
#[derive(Debug)]
pub enum End {
    /// It could not be started.
    NotStarted(String),
    /// It took more memory than it may.
    Memory(u64),
    /// It took more time than it may.
    Time(Duration),
    /// It broke down.
    Broken(String),
    /// The run was interrupted.
    Interrupted,
}

impl Fault {
    /// What a person is told of the file called `name`.
    pub fn notice(&self, name: &str) -> Notice {
        const AS_TEXT: &str = "save its words as plain text and add that";
        let (cause, remedy) = match &self.end {
            End::NotStarted(what) => (
                format!("the process that reads such files could not be started ({what})."),
                "Close other programs and run again.".to_owned(),
            ),
            End::Memory(most) => (
                format!("reading it takes more than the {most} MiB of memory that are allowed."),
                format!("Allow more (MANUMIT_READER_MEMORY={}), or {AS_TEXT}.", most * 2),
            ),
            End::Time(most) => (
                format!("reading it took longer than {} seconds and was stopped.", most.as_secs()),
                format!("Split it, or {AS_TEXT}; MANUMIT_READER_SECONDS allows more time."),
            ),
            End::Broken(what) => {
                (format!("the process that read it broke down ({what})."), format!("Look for a sound copy, or {AS_TEXT}."))
            }
            End::Interrupted => ("reading it was interrupted.".to_owned(), "Run again.".to_owned()),
        };
        Notice { file: name.to_owned(), place: "whole file".into(), cause, remedy, severity: Severity::Unread }
    }
}

/// Processes that read for this one. They end with it, however it ends.
pub struct Pool {
    limits: Limits,
    idle: Mutex<Vec<Reader>>,
    /// Where the words of images are kept, if anywhere.
    recognised: Option<PathBuf>,
}

impl Pool {
    /// No process yet.
    pub fn new() -> Self {
        Pool { limits: Limits::of_environment(), idle: Mutex::new(Vec::new()), recognised: None }
    }

    /// No process yet; those that come keep the words of images in `case`, and take them from there.
    pub fn of_case(case: &Path) -> Self {
        let recognised = std::path::absolute(recognise::kept_in(case)).ok();
        Pool { recognised, ..Pool::new() }
    }

    /// Starts a process, to see whether that can be done.
    ///
    /// # Errors
    /// What the system says.
    pub fn start_one(&self) -> std::io::Result<()> {
        self.start().map(drop)
    }

    fn start(&self) -> std::io::Result<Reader> {
        Reader::start(self.recognised.as_deref())
    }

    /// Puts a request to a process, and gives each answer but the last; `byte_count` is the size of the file.
    ///
    /// # Errors
    /// Why it did not answer to the end. What was given until then holds.
    pub fn ask(&self, request: &Request, byte_count: u64, each: &mut dyn FnMut(Answer)) -> Result<(), Fault> {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let was_used = idle.is_some();
        let mut during = None;
        let mut reader = match idle.map_or_else(|| self.start(), Ok) {
            Ok(reader) => reader,
            Err(error) => return Err(Fault { during, was_used, end: End::NotStarted(error.to_string()) }),
        };
        match reader.converse(request, byte_count, self.limits, &mut during, each) {
            Ok(()) => {
                if let Ok(mut idle) = self.idle.lock() {
                    idle.push(reader);
                }
                Ok(())
            }
            Err(end) => Err(Fault { during, was_used, end }),
        }
    }

    /// Asks in a new process if a used one fails, and goes on after each document that makes a process fail.
    ///
    /// `task` makes the task of what is wanted; `wanted` is what is left to do. Gives the notices of what failed.
    pub fn ask_all(
        &self,
        mut request: Request,
        task: fn(Vec<SourceId>) -> Task,
        mut wanted: Vec<SourceId>,
        byte_count: u64,
        each: &mut dyn FnMut(Answer),
    ) -> Vec<Notice> {
        /// So many documents of one file may each end a process.
        const PATIENCE: usize = 10;
        let mut notices = Vec::new();
        let mut faults = 0;
        while !wanted.is_empty() && !interrupt::wanted() {
            request.task = task(wanted.clone());
            let mut begun: Vec<SourceId> = Vec::new();
            let asked = self.ask(&request, byte_count, &mut |answer| {
                if let Answer::Begins { source, .. } = &answer {
                    begun.push(*source);
                }
                each(answer);
            });
            let Err(fault) = asked else { break };
            let under_way = fault.during.as_ref().map(|(source, _)| *source);
            let finished = |source: &SourceId| begun.contains(source) && Some(*source) != under_way;
            wanted.retain(|source| !finished(source));
            if fault.was_used {
                continue;
            }
            faults += 1;
            match &fault.during {
                Some((source, name)) if faults < PATIENCE => {
                    notices.push(fault.notice(name));
                    wanted.retain(|other| other != source);
                }
                Some(_) | None => {
                    notices.push(fault.notice(&request.name));
                    break;
                }
            }
        }
        notices
    }
}

/// This program as it runs, even if its file was replaced meanwhile.
fn this_program() -> std::io::Result<PathBuf> {
    let running = Path::new("/proc/self/exe");
    if cfg!(target_os = "linux") && running.exists() { Ok(running.to_owned()) } else { std::env::current_exe() }
}

/// One process.
struct Reader {
    process: Child,
    requests: ChildStdin,
    lines: Receiver<String>,
}

impl Reader {
    fn start(recognised: Option<&Path>) -> std::io::Result<Self> {
        let mut process = Command::new(this_program()?)
            .arg(VERB)
            .envs(recognised.map(|folder| (recognise::KEPT_IN, folder)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let missing = || std::io::Error::other("no pipe to it");
        let requests = process.stdin.take().ok_or_else(missing)?;
        let answers = process.stdout.take().ok_or_else(missing)?;
        let (sender, lines) = sync_channel(16);
        std::thread::spawn(move || {
            let mut answers = BufReader::with_capacity(1 << 16, answers);
            let mut line = Vec::new();
            while answers.read_until(b'\n', &mut line).is_ok_and(|count| count > 0) {
                if let Some(answer) = line.strip_prefix(&[MARK])
                    && sender.send(String::from_utf8_lossy(answer).into_owned()).is_err()
                {
                    break;
                }
                line.clear();
            }
        });
        Ok(Reader { process, requests, lines })
    }

    fn converse(
        &mut self,
        request: &Request,
        byte_count: u64,
        limits: Limits,
        during: &mut Option<(SourceId, String)>,
        each: &mut dyn FnMut(Answer),
    ) -> Result<(), End> {
        let line = serde_json::to_string(request).map_err(|error| End::Broken(error.to_string()))?;
        if writeln!(self.requests, "{line}").and_then(|()| self.requests.flush()).is_err() {
            return Err(self.how_it_ended(limits));
        }
        let mut allowed = limits.for_search(byte_count);
        loop {
            let line = self.next_line(allowed, limits)?;
            let answer: Answer = serde_json::from_str(&line).map_err(|error| End::Broken(error.to_string()))?;
            match &answer {
                Answer::Done => return Ok(()),
                Answer::Begins { source, name, byte_count } => {
                    *during = Some((*source, name.clone()));
                    allowed = limits.for_document(*byte_count);
                }
                Answer::Kind(_) | Answer::Listed(_) | Answer::Read(..) | Answer::Text(..) | Answer::Notices(_) => {
                    *during = None;
                    allowed = limits.for_search(byte_count);
                }
            }
            each(answer);
        }
    }

    fn next_line(&mut self, allowed: Duration, limits: Limits) -> Result<String, End> {
        let until = Instant::now() + allowed;
        loop {
            match self.lines.recv_timeout(GLANCE) {
                Ok(line) => return Ok(line),
                Err(RecvTimeoutError::Disconnected) => return Err(self.how_it_ended(limits)),
                Err(RecvTimeoutError::Timeout) if interrupt::wanted() => return Err(End::Interrupted),
                Err(RecvTimeoutError::Timeout) if Instant::now() > until => return Err(End::Time(allowed)),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Waits for the end of a process that has closed its answers; one that goes on all the same is ended.
    fn ended(&mut self) -> std::io::Result<ExitStatus> {
        for _ in 0..20 {
            if let Some(status) = self.process.try_wait()? {
                return Ok(status);
            }
            std::thread::sleep(GLANCE);
        }
        self.process.kill()?;
        self.process.wait()
    }

    fn how_it_ended(&mut self, limits: Limits) -> End {
        if interrupt::wanted() {
            return End::Interrupted;
        }
        let status = self.ended().map_or_else(|error| error.to_string(), |status| status.to_string());
        let mut words = Vec::new();
        if let Some(stderr) = self.process.stderr.take() {
            // a process that ended says no more
            let _ = stderr.take(LAST_WORDS).read_to_end(&mut words);
        }
        let words = String::from_utf8_lossy(&words);
        match limits.memory_mib {
            Some(most) if words.contains("memory allocation of") => End::Memory(most),
            _ if words.contains("overflowed its stack") => End::Broken("it is nested too deeply".to_owned()),
            _ => End::Broken(status),
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // it may have ended by itself
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
