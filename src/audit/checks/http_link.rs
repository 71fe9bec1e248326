//! `http-link`: a link that anybody on the way can read and change.

use std::collections::BTreeMap;

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::Site;

pub(super) const CHECK: Check = Check {
    name: "http-link",
    severity: Severity::Info,
    looks_for: "links by `http://`, to the site itself and elsewhere",
    why: "Browsers warn of them, and on the way anybody may read or change what is sent. Nearly every site answers by \
          `https://` today; one that does not has often not been tended for years.",
    run: Run::Page(run),
};

fn run(page: &AuditedPage<'_>, _site: &Site<'_>, found: &mut Found) {
    let mut by_target: BTreeMap<&str, (usize, std::ops::Range<usize>, u32)> = BTreeMap::new();
    let own = host(&page.facts().site);
    let own_is_plain = page.facts().site.starts_with("http://");
    for (number, block) in page.examined.blocks.iter().enumerate().filter(|(_, block)| !block.dynamic) {
        for link in &block.links {
            let target = link.target.trim();
            let Some(to) = plain_host(target) else { continue };
            if is_local(to) || (own_is_plain && own.eq_ignore_ascii_case(to)) {
                continue;
            }
            let place = link.range.start as usize..link.range.end as usize;
            by_target.entry(target).or_insert((number, place, 0)).2 += 1;
        }
    }
    let mut all: Vec<_> = by_target.into_iter().collect();
    all.sort_by_key(|(_, (number, place, _))| (*number, place.start));
    for (target, (number, place, uses)) in all {
        let inside = plain_host(target).is_some_and(|to| to.eq_ignore_ascii_case(own));
        let action = if inside {
            "Link to this page of your own by `https://`."
        } else {
            "Try the address with `https://`, and link to that if it answers."
        };
        let spot = page.spot(number, place);
        found.add(page.place, spot, action).with("target", target).with("own_site", inside).with("uses", uses);
    }
}

fn plain_host(target: &str) -> Option<&str> {
    let scheme = target.get(..7)?;
    scheme.eq_ignore_ascii_case("http://").then(|| host(target)).filter(|host| host.contains('.'))
}

/// The host of an address, without its port.
fn host(address: &str) -> &str {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().unwrap_or_default()
}

/// A machine that only its owner reaches.
fn is_local(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    host.starts_with("127.") || host.starts_with("192.168.") || matches!(last, "local" | "test")
}
