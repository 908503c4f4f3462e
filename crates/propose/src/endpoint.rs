//! Where a model is asked, and that it is this machine.

use crate::Error;
use std::net::{IpAddr, Ipv6Addr, SocketAddr, ToSocketAddrs};

/// How far a connection may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To this machine only.
    ThisMachine,
    /// To wherever the address leads; a person has allowed it.
    Anywhere,
}

/// A server that is asked, resolved once: the connection goes to this very address, whatever its name comes to mean later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The host as given, for the request's head.
    pub(crate) host: String,
    /// The path before `/chat/completions`.
    pub(crate) path: String,
    pub(crate) address: SocketAddr,
}

impl Endpoint {
    /// The server at `address`, such as `http://127.0.0.1:8080/v1`.
    ///
    /// What counts is the address that the host resolves to, not how it is spelled: every address it resolves to must be a loopback
    /// address, or the whole is refused. An unspecified address (`0.0.0.0`) is none. An environment's proxy is never asked.
    ///
    /// # Errors
    /// [`Error::Address`] for anything but plain HTTP with a host; [`Error::Remote`] if it leads off this machine and `reach` does
    /// not allow it; [`Error::Connection`] if the host does not resolve.
    pub fn resolve(address: &str, reach: Reach) -> Result<Self, Error> {
        let wrong = |why: &str| Error::Address { address: address.to_owned(), why: why.to_owned() };
        if address.chars().any(|c| c.is_control() || c.is_whitespace() || !c.is_ascii()) {
            return Err(wrong("it holds white space, control characters or letters outside ASCII"));
        }
        let rest = match address.split_once("://") {
            Some(("http", rest)) => rest,
            Some(("https", _)) => {
                return Err(wrong(
                    "encrypted connections are not spoken here: put a local proxy before the server and name that",
                ));
            }
            _ => return Err(wrong("it does not begin with http://")),
        };
        let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        if authority.contains('@') || path.contains(['?', '#']) {
            return Err(wrong("it holds a user name, a question mark or a hash"));
        }
        let (host, port) = split_port(authority).ok_or_else(|| wrong("its port is not a number"))?;
        if host.is_empty() {
            return Err(wrong("it names no host"));
        }
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let found: Vec<SocketAddr> = (bare, port).to_socket_addrs().map_err(Error::Connection)?.collect();
        if let (Reach::ThisMachine, Some(far)) = (reach, found.iter().find(|found| !is_this_machine(found.ip()))) {
            return Err(Error::Remote { host: bare.to_owned(), address: far.ip() });
        }
        let address = *found.first().ok_or_else(|| wrong("its host resolves to no address"))?;
        Ok(Endpoint { host: authority.to_owned(), path: path.trim_end_matches('/').to_owned(), address })
    }

    /// The address that is connected to.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Whether the server is this machine.
    pub fn is_here(&self) -> bool {
        is_this_machine(self.address.ip())
    }

    /// The host and port as given.
    pub fn host(&self) -> &str {
        &self.host
    }
}

fn split_port(authority: &str) -> Option<(&str, u16)> {
    let inside = authority.rfind(']').map_or(0, |end| end + 1);
    match authority[inside..].rfind(':') {
        Some(at) => Some((&authority[..inside + at], authority[inside + at + 1..].parse().ok()?)),
        None => Some((authority, 80)),
    }
}

/// Whether packets to this address stay on this machine. An IPv4 address inside an IPv6 one counts as what it is.
fn is_this_machine(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback(),
        IpAddr::V6(address) => {
            address == Ipv6Addr::LOCALHOST || address.to_ipv4_mapped().is_some_and(|inner| inner.is_loopback())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(address: &str) -> Result<SocketAddr, String> {
        Endpoint::resolve(address, Reach::ThisMachine).map(|endpoint| endpoint.address).map_err(|error| error.to_string())
    }

    #[test]
    fn this_machine_by_whatever_name() {
        assert_eq!(here("http://127.0.0.1:8080/v1").unwrap().to_string(), "127.0.0.1:8080");
        assert_eq!(here("http://[::1]:99").unwrap().to_string(), "[::1]:99");
        assert_eq!(here("http://[::ffff:127.0.0.1]:99/v1/").unwrap().port(), 99);
        assert_eq!(here("http://127.9.9.9").unwrap().to_string(), "127.9.9.9:80");
        assert!(here("http://localhost:8080").unwrap().ip().is_loopback());
    }

    #[test]
    fn whatever_leads_elsewhere_is_refused() {
        for far in [
            "http://0.0.0.0:8080", "http://192.168.1.7:1", "http://8.8.8.8", "http://[::]:1", "http://[2001:db8::1]:1",
            "http://[::ffff:8.8.8.8]:1", "http://169.254.1.1:1", "http://10.0.0.1:1", "http://[fe80::1]:1",
        ] {
            assert!(here(far).unwrap_err().contains("is not this machine"), "{far}");
        }
        // names that only look like this machine: refused by what they resolve to, or because they resolve to nothing
        for name in ["http://localhost.invalid:1", "http://127.0.0.1.invalid:1"] {
            assert!(here(name).is_err(), "{name}");
        }
    }

    #[test]
    fn only_plain_addresses_are_taken() {
        for (address, why) in [
            ("https://127.0.0.1/v1", "local proxy"),
            ("ftp://127.0.0.1", "http://"),
            ("127.0.0.1:80", "http://"),
            ("http://", "no host"),
            ("http://127.0.0.1:port", "port"),
            ("http://127.0.0.1:99999", "port"),
            ("http://127.0.0.1@8.8.8.8/", "user name"),
            ("http://127.0.0.1/v1?x=1", "question mark"),
            ("http://127.0.0.1/v1\r\nHost: evil", "white space"),
        ] {
            assert!(here(address).unwrap_err().contains(why), "{address}");
        }
    }

    #[test]
    fn a_person_can_allow_more() {
        let far = Endpoint::resolve("http://192.0.2.1:8080/v1/", Reach::Anywhere).unwrap();
        assert!(!far.is_here());
        assert_eq!((far.host(), far.path.as_str()), ("192.0.2.1:8080", "/v1"));
    }
}
