//! Whether vademecum answers at an address already, so that a second start finds the first.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

/// How long to wait for its answer.
const WITHIN: Duration = Duration::from_secs(1);
/// Longest answer that is read, in bytes.
const LONGEST: u64 = 4096;

/// The address to open, where vademecum answers at this one.
#[must_use]
pub fn already_there(address: SocketAddr) -> Option<String> {
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
    (health.get("name").and_then(serde_json::Value::as_str) == Some("vademecum")).then_some(url)
}
