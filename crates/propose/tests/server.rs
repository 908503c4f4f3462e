//! A model's server that answers well, badly, and in bad faith: what comes of each.

use propose::{ANSWER_MOST, Endpoint, Error, Limits, Reach, ask};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// What a server does with one connection.
type Behaviour = Box<dyn FnOnce(&mut TcpStream) + Send>;

/// A server on this machine that answers each connection with the next of `answers`; gives what it was sent.
fn server(answers: Vec<Behaviour>) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (told, asked) = channel();
    std::thread::spawn(move || {
        for answer in answers {
            let Ok((mut stream, _)) = listener.accept() else { return };
            let _ = told.send(request(&mut stream));
            answer(&mut stream);
        }
    });
    (address, asked)
}

/// Head and body of a request.
fn request(stream: &mut TcpStream) -> String {
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut received = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let count = stream.read(&mut piece).unwrap_or(0);
        received.extend_from_slice(&piece[..count]);
        let text = String::from_utf8_lossy(&received).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).unwrap().parse::<usize>().unwrap();
            if body.len() >= length {
                return text;
            }
        }
        assert!(count > 0, "the request ended early: {text}");
    }
}

fn sends(bytes: impl Into<Vec<u8>>) -> Behaviour {
    let bytes = bytes.into();
    Box::new(move |stream| drop(stream.write_all(&bytes)))
}

fn json(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

fn completion(words: &str) -> String {
    serde_json::json!({"choices": [{"message": {"role": "assistant", "content": words}}]}).to_string()
}

fn asked(address: SocketAddr, seconds: f64) -> Result<String, Error> {
    let endpoint = Endpoint::resolve(&format!("http://{address}/v1/"), Reach::ThisMachine).unwrap();
    ask(&endpoint, "{\"model\":\"small\"}", Limits { answer: Duration::from_secs_f64(seconds), ..Limits::default() })
}

/// What a server that sends `bytes` comes to.
fn answered(bytes: impl Into<Vec<u8>>) -> Result<String, Error> {
    asked(server(vec![sends(bytes)]).0, 5.0)
}

#[test]
fn a_good_answer_in_every_framing() {
    let body = completion("{\"claims\": []}");
    let (address, requests) = server(vec![sends(json(&body))]);
    assert_eq!(asked(address, 5.0).unwrap(), "{\"claims\": []}");
    let request = requests.recv().unwrap();
    assert!(request.starts_with(&format!("POST /v1/chat/completions HTTP/1.1\r\nHost: {address}\r\n")), "{request}");
    assert!(request.ends_with("\r\n\r\n{\"model\":\"small\"}"), "{request}");

    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n";
    let (first, rest) = body.split_at(20);
    let chunks = format!("{:x}\r\n{first}\r\n{:X};note=x\r\n{rest}\r\n0\r\n\r\n", first.len(), rest.len());
    assert_eq!(answered(format!("{head}Transfer-Encoding: chunked\r\n\r\n{chunks}")).unwrap(), "{\"claims\": []}");
    assert_eq!(answered(format!("{head}\r\n{body}")).unwrap(), "{\"claims\": []}");
}

#[test]
fn an_answer_that_is_none_says_so() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    for (bytes, why) in [
        ("HTTP/1.1 500 Oh\r\n\r\n".to_owned(), "status 500"),
        ("HTTP/1.1 404 No\r\nContent-Type: application/json\r\n\r\n{}".to_owned(), "status 404"),
        ("SSH-2.0-OpenSSH_9\r\n\r\n".to_owned(), "head is not HTTP"),
        ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>".to_owned(), "not JSON by its content type"),
        ("HTTP/1.1 200 OK\r\n\r\n{}".to_owned(), "not JSON by its content type"),
        (format!("{head}Content-Length: many\r\n\r\n{{}}"), "length is not a number"),
        (format!("{head}Content-Length: 900\r\n\r\n{{}}"), "closed in the middle"),
        (format!("{head}Transfer-Encoding: gzip\r\n\r\n{{}}"), "encoded in a way"),
        (format!("{head}Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "chunks are broken"),
        ("HTTP/1.1 200 OK\r\nContent-".to_owned(), "before the answer's head"),
        (String::new(), "before the answer's head"),
        (json("{\"choices\": ["), "broken or not a chat completion"),
        (json("{\"choices\": []}"), "no choices"),
        (json("{\"choices\": [{\"message\": {\"content\": null}}]}"), "said nothing"),
        (json(&"[".repeat(100_000)), "broken or not a chat completion"),
    ] {
        let error = answered(bytes.clone()).expect_err(&bytes).to_string();
        assert!(error.contains(why), "{error} does not say {why}");
    }
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let target = elsewhere.local_addr().unwrap();
    for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        let bytes = format!("HTTP/1.1 {status}\r\nLocation: http://{target}/\r\nContent-Length: 0\r\n\r\n");
        let error = answered(bytes).unwrap_err().to_string();
        assert!(error.contains("redirects are not followed"), "{error}");
    }
    std::thread::sleep(Duration::from_millis(100));
    assert!(elsewhere.accept().is_err(), "nobody came");
}

#[test]
fn a_huge_answer_is_not_read_to_its_end() {
    let endless = |stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
        while stream.write_all(&[b' '; 65_536]).is_ok() {}
    };
    let error = asked(server(vec![Box::new(endless)]).0, 30.0).unwrap_err();
    assert!(matches!(error, Error::Large), "{error}");
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n", ANSWER_MOST * 9);
    assert!(matches!(answered(head), Err(Error::Large)));
    let million = completion(&format!("{{\"claims\": [{}]}}", vec!["{}"; 1_000_000].join(",")));
    assert!(matches!(answered(json(&million)), Err(Error::Large)), "a million proposals are not even read");
    let many = "X: y\r\n".repeat(1_000);
    assert!(answered(format!("HTTP/1.1 200 OK\r\n{many}\r\n{{}}")).unwrap_err().to_string().contains("head is not HTTP"));
}

#[test]
fn a_server_that_says_nothing_or_drips_is_late() {
    let silent = |_: &mut TcpStream| std::thread::sleep(Duration::from_secs(20));
    let dripping = |stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
        while stream.write_all(b" ").is_ok() {
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    for behaviour in [Box::new(silent) as Behaviour, Box::new(dripping)] {
        let began = Instant::now();
        let error = asked(server(vec![behaviour]).0, 1.0).unwrap_err();
        assert!(matches!(error, Error::Late(1)), "{error}");
        assert!(error.may_pass());
        assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    }
}

#[test]
fn nobody_there_is_said() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert!(matches!(asked(address, 1.0), Err(Error::Connection(_))));
}
