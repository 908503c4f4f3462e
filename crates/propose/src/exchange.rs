//! One question, one answer, over one connection: HTTP/1.1 without redirects, proxies or encryption, bounded in time and size.

use crate::{Endpoint, Error};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The most bytes of an answer that are taken, head included.
pub const ANSWER_MOST: usize = 1 << 20;
/// The most fields that the head of an answer may have.
const FIELDS_MOST: usize = 64;

/// How long to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For a connection.
    pub connect: Duration,
    /// For the whole of an answer, from the question on.
    pub answer: Duration,
}

impl Default for Limits {
    /// Five seconds to connect, two minutes to answer: a model on a small machine is slow.
    fn default() -> Self {
        Limits { connect: Duration::from_secs(5), answer: Duration::from_secs(120) }
    }
}

/// Sends `body` (JSON) to the chat completions of `endpoint`; returns the words of the model.
///
/// # Errors
/// [`Error::Connection`], [`Error::Late`], [`Error::Large`], [`Error::Status`], [`Error::Form`].
pub fn ask(endpoint: &Endpoint, body: &str, limits: Limits) -> Result<String, Error> {
    let deadline = Deadline { at: Instant::now() + limits.answer, seconds: limits.answer.as_secs() };
    let mut stream = TcpStream::connect_timeout(&endpoint.address, limits.connect).map_err(Error::Connection)?;
    stream.set_write_timeout(Some(limits.connect.max(Duration::from_millis(1)))).map_err(Error::Connection)?;
    let Endpoint { host, path, .. } = endpoint;
    let head = format!(
        "POST {path}/chat/completions HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nAccept: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).map_err(Error::Connection)?;
    content(&answer(&mut stream, &deadline)?)
}

struct Deadline {
    at: Instant,
    seconds: u64,
}

impl Deadline {
    /// Reads what has come; nothing at the end of the stream.
    fn read(&self, stream: &mut TcpStream, into: &mut [u8]) -> Result<usize, Error> {
        let left = self.at.checked_duration_since(Instant::now()).filter(|left| !left.is_zero());
        let left = left.ok_or(Error::Late(self.seconds))?;
        stream.set_read_timeout(Some(left)).map_err(Error::Connection)?;
        stream.read(into).map_err(|error| match error.kind() {
            std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut => Error::Late(self.seconds),
            _ => Error::Connection(error),
        })
    }
}

/// How the body of an answer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Bytes(usize),
    Chunks,
    UntilClosed,
}

/// The body of a successful answer.
fn answer(stream: &mut TcpStream, deadline: &Deadline) -> Result<Vec<u8>, Error> {
    let mut received = Vec::new();
    let (body_at, length) = loop {
        if let Some(head) = head(&received)? {
            break head;
        }
        if !more(stream, deadline, &mut received)? {
            return Err(Error::Form("the connection was closed before the answer's head was complete"));
        }
    };
    loop {
        let body = &received[body_at..];
        match length {
            Length::Bytes(count) if count > ANSWER_MOST => return Err(Error::Large),
            Length::Bytes(count) if body.len() >= count => return Ok(body[..count].to_vec()),
            Length::Chunks => {
                if let Some(body) = joined(body)? {
                    return Ok(body);
                }
            }
            Length::Bytes(_) | Length::UntilClosed => {}
        }
        if !more(stream, deadline, &mut received)? {
            return match length {
                Length::UntilClosed => Ok(received.split_off(body_at)),
                Length::Bytes(_) | Length::Chunks => Err(Error::Form("the connection was closed in the middle of the answer")),
            };
        }
    }
}

/// Receives some more; tells whether there was any.
fn more(stream: &mut TcpStream, deadline: &Deadline, received: &mut Vec<u8>) -> Result<bool, Error> {
    let mut piece = [0; 16 << 10];
    let count = deadline.read(stream, &mut piece)?;
    if received.len() + count > ANSWER_MOST {
        return Err(Error::Large);
    }
    received.extend_from_slice(&piece[..count]);
    Ok(count > 0)
}

/// Where the body begins and how it ends, once the head is complete.
fn head(received: &[u8]) -> Result<Option<(usize, Length)>, Error> {
    let mut fields = [httparse::EMPTY_HEADER; FIELDS_MOST];
    let mut response = httparse::Response::new(&mut fields);
    let body_at = match response.parse(received) {
        Ok(httparse::Status::Complete(body_at)) => body_at,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(_) => return Err(Error::Form("its head is not HTTP")),
    };
    match response.code {
        Some(200) => {}
        Some(status) => return Err(Error::Status { status }),
        None => return Err(Error::Form("it has no status")),
    }
    let field = |name: &str| {
        let found = response.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        found.map(|field| String::from_utf8_lossy(field.value).trim().to_ascii_lowercase())
    };
    let of = field("content-type").unwrap_or_default();
    if of.split(';').next().unwrap_or_default().trim() != "application/json" {
        return Err(Error::Form("it is not JSON by its content type"));
    }
    let length = match (field("transfer-encoding").as_deref(), field("content-length")) {
        (Some("chunked"), _) => Length::Chunks,
        (Some(_), _) => return Err(Error::Form("it is encoded in a way that was not asked for")),
        (None, Some(count)) => Length::Bytes(count.parse().map_err(|_| Error::Form("its length is not a number"))?),
        (None, None) => Length::UntilClosed,
    };
    Ok(Some((body_at, length)))
}

/// The chunks of a body joined, once the last one is there.
fn joined(mut rest: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    let mut body = Vec::new();
    loop {
        let (at, size) = match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete((at, size))) => (at, usize::try_from(size).map_err(|_| Error::Large)?),
            Ok(httparse::Status::Partial) => return Ok(None),
            Err(_) => return Err(Error::Form("its chunks are broken")),
        };
        if size == 0 {
            return Ok(Some(body));
        }
        if size > ANSWER_MOST {
            return Err(Error::Large);
        }
        let Some(chunk) = rest.get(at..at + size) else { return Ok(None) };
        body.extend_from_slice(chunk);
        match rest.get(at + size..at + size + 2) {
            Some(b"\r\n") => rest = &rest[at + size + 2..],
            Some(_) => return Err(Error::Form("its chunks are broken")),
            None => return Ok(None),
        }
    }
}

/// The words of the model in a chat completion.
fn content(body: &[u8]) -> Result<String, Error> {
    #[derive(serde::Deserialize)]
    struct Completion {
        choices: Vec<Choice>,
    }
    #[derive(serde::Deserialize)]
    struct Choice {
        message: Message,
    }
    #[derive(serde::Deserialize)]
    struct Message {
        content: Option<String>,
    }
    let completion: Completion =
        serde_json::from_slice(body).map_err(|_| Error::Form("its JSON is broken or not a chat completion"))?;
    let first = completion.choices.into_iter().next().ok_or(Error::Form("it has no choices"))?;
    first.message.content.ok_or(Error::Form("the model said nothing"))
}
