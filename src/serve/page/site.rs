//! What the page says of the site: its name, its parts, its languages, and as of which day it is shown.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::config::ServeConfig;
use crate::index::{PageEntry, Snapshot};

/// Parts that the filter offers, at most.
const MOST_PARTS: usize = 40;
/// A part of fewer pages is not offered.
const FEWEST_PAGES: usize = 2;

/// A part of the site: the pages below one path.
pub(super) struct PartOfSite {
    pub(super) path: String,
    pub(super) name: String,
    pub(super) pages: usize,
}

/// A language of its pages.
pub(super) struct LanguageOfSite {
    pub(super) tag: String,
    pub(super) name: String,
}

/// What the page says of the site.
pub(super) struct SiteShown {
    pub(super) name: String,
    pub(super) languages: Vec<LanguageOfSite>,
    pub(super) as_of_line: String,
    pub(super) stale: bool,
}

/// As of which day the site is shown, in words, and whether that is long ago.
pub(in crate::serve) fn copy_of_site(snapshot: &Snapshot, config: &ServeConfig, today: Date) -> (String, bool) {
    let day = as_of(snapshot, today);
    let days = day.and_then(|day| today.since(day).ok()).map_or(0, |since| since.get_days());
    let stale = u32::try_from(days).is_ok_and(|days| days > config.stale_after);
    let line = match day {
        Some(day) if stale => {
            format!("as the site was on {}, {days} days ago. Ask for a new export.", in_words(day))
        }
        Some(day) => format!("As the site was on {}.", in_words(day)),
        None => "It is not known of which day this copy of the site is.".to_owned(),
    };
    (line, stale)
}

impl SiteShown {
    /// The language of most of its pages.
    pub(super) fn language(&self) -> &str {
        self.languages.first().map_or("en", |language| language.tag.as_str())
    }

    pub(super) fn of(snapshot: &Snapshot, config: &ServeConfig, today: Date) -> SiteShown {
        let pages = snapshot.table.pages();
        let (as_of_line, stale) = copy_of_site(snapshot, config, today);
        SiteShown {
            name: config.name.clone().unwrap_or_else(|| name(pages)),
            languages: languages(pages),
            as_of_line,
            stale,
        }
    }
}

/// The day on which the newest export was made, where it says so, else that of the newest edit: the site was not seen
/// before that, and may not have changed since. What lies in the future vouches for nothing.
fn as_of(snapshot: &Snapshot, today: Date) -> Option<Date> {
    let status = snapshot.status();
    let day = |moment: &str| Some(moment.parse::<Timestamp>().ok()?.to_zoned(TimeZone::UTC).date());
    let told = [status.exported, status.newest_edit].into_iter().flatten();
    let newest = told.filter_map(|moment| day(&moment)).filter(|day| *day <= today).max();
    newest.or_else(|| day(&status.published))
}

/// A day as people write it: `22 Nov 2026`.
pub(super) fn in_words(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// The organisation that most pages name, else the host.
fn name(pages: &[PageEntry]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for organisation in pages.iter().filter_map(|page| page.facts.organisation.as_deref()) {
        *counts.entry(organisation).or_default() += 1;
    }
    let host =
        || pages.first().map(|page| page.facts.site.trim_start_matches("https://").trim_start_matches("http://"));
    let most = counts.into_iter().max_by_key(|(_, count)| *count).map(|(name, _)| name);
    most.or_else(host).unwrap_or("this site").to_owned()
}

/// The first parts of the pages' paths, those of most pages first.
pub(super) fn parts(pages: &[PageEntry]) -> Vec<PartOfSite> {
    let mut counts: BTreeMap<String, (usize, Option<&str>)> = BTreeMap::new();
    for page in pages {
        let path = page.path();
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        let Some(first) = segments.next() else { continue };
        let (count, title) = counts.entry(format!("/{first}/")).or_default();
        *count += 1;
        if segments.next().is_none() {
            *title = Some(&page.facts.title);
        }
    }
    let mut parts: Vec<PartOfSite> = counts
        .into_iter()
        .filter(|(_, (count, _))| *count >= FEWEST_PAGES)
        .map(|(path, (pages, title))| {
            let name = title.map_or_else(|| path.trim_matches('/').replace('-', " "), str::to_owned);
            PartOfSite { path, name, pages }
        })
        .collect();
    parts.sort_by(|a, b| b.pages.cmp(&a.pages).then_with(|| a.name.cmp(&b.name)));
    parts.truncate(MOST_PARTS);
    parts
}

fn languages(pages: &[PageEntry]) -> Vec<LanguageOfSite> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in pages.iter().filter_map(|page| page.facts.language.as_deref()) {
        *counts.entry(tag.split(['-', '_']).next().unwrap_or(tag)).or_default() += 1;
    }
    let named = counts.into_iter().map(|(tag, count)| (count, tag));
    let mut languages: Vec<_> = named.collect();
    languages.sort_by(|a, b| b.cmp(a));
    languages.into_iter().map(|(_, tag)| LanguageOfSite { tag: tag.to_owned(), name: language_name(tag) }).collect()
}

/// The name of a language in that language, for the usual ones.
fn language_name(tag: &str) -> String {
    let name = match tag {
        "ar" => "العربية",
        "cy" => "Cymraeg",
        "de" => "Deutsch",
        "en" => "English",
        "es" => "Español",
        "fr" => "Français",
        "hi" => "हिन्दी",
        "it" => "Italiano",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "pt" => "Português",
        "ru" => "Русский",
        "tr" => "Türkçe",
        "ur" => "اردو",
        "zh" => "中文",
        other => other,
    };
    name.to_owned()
}
