//! Whether vademecum answers at an address already, so that a second start finds the first.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

/// How long to wait for its answer.
const WITHIN: Duration = Duration::from_secs(1);
/// Longest answer that is read, in bytes.
const LONGEST: u64 = 4096;

/// A vademecum that answers already.
#[derive(Debug, PartialEq, Eq)]
pub enum Running {
    /// From the same index, at this address.
    Same(String),
    /// From another index, at this address.
    Other(String),
}

/// Whether vademecum answers at an address, and from this index.
#[must_use]
pub fn already_there(address: SocketAddr, index: &Path) -> Option<Running> {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    let url = format!("http://{}/", SocketAddr::new(ip, address.port()));
    let agent: ureq::Agent = ureq::Agent::config_builder().proxy(None).timeout_global(Some(WITHIN)).build().into();
    let mut answer = agent.get(format!("{url}healthz")).call().ok()?;
    let text = answer.body_mut().with_config().limit(LONGEST).read_to_string().ok()?;
    let health: serde_json::Value = serde_json::from_str(&text).ok()?;
    let says = |name: &str| health.get(name).and_then(serde_json::Value::as_str);
    let same = says("index") == Some(&index_name(index));
    (says("name") == Some("vademecum")).then_some(if same { Running::Same(url) } else { Running::Other(url) })
}

/// A name for an index by its place, which does not tell the place.
pub(super) fn index_name(index: &Path) -> String {
    let place = index.canonicalize().unwrap_or_else(|_| index.to_owned());
    let hash = blake3::hash(place.as_os_str().as_encoded_bytes()).to_hex();
    hash.get(..12).unwrap_or_default().to_owned()
}
