//! `vademecum.toml`: what a site's admin sets once, read once and checked whole.
//!
//! It stands beside the corpus. Command-line flags win over it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// The site's configuration; every key is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Paths whose pages are left out: `/members/` hides that page and all below it.
    pub hide: Vec<String>,
    /// How the site writes `03/04/2025`; without it such a date is not read.
    pub date_order: Option<DateOrder>,
    /// Post types to index, in place of `page`.
    pub types: Option<Vec<String>>,
    /// Months after a review at which a page is overdue, in place of 36.
    pub max_age: Option<u32>,
    /// What the audit is to look at, and how it weighs it.
    pub audit: AuditConfig,
    /// Findings of the audit that somebody answers for.
    pub accept: Vec<Accept>,
    /// What the page of `serve` shows.
    pub serve: ServeConfig,
    /// What the site wants said above the answers to some questions.
    pub notice: Vec<Notice>,
    /// Pages that the site puts first for some questions.
    pub pin: Vec<Pin>,
}

/// What a notice is about; the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NoticeKind {
    /// Somebody needs help now.
    Emergency,
    /// What the site's helpers do not say.
    Boundary,
    /// Who else can help.
    Referral,
}

/// `[[notice]]`: what the site wants said above the answers to some questions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Notice {
    /// What it is about.
    pub kind: NoticeKind,
    /// Words, names of concepts, or intents such as `@choking`, any of which calls it up.
    pub when: Vec<String>,
    /// The same, any of which keeps it silent.
    #[serde(default)]
    pub unless: Vec<String>,
    /// The site's words, with its numbers.
    pub say: String,
}

/// `[[pin]]`: a page that the site puts first for some questions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pin {
    /// Words, names of concepts, or intents such as `@choking`, any of which calls it up.
    pub when: Vec<String>,
    /// The page's link, or its path.
    pub page: String,
}

/// `[serve]`: what the page that volunteers keep open shows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ServeConfig {
    /// Whose pages they are, where the exports do not say it well.
    pub name: Option<String>,
    /// The line that is always in view: whom to ring in an emergency.
    pub emergency: Option<String>,
    /// What helpers of this site do not say; always in view too.
    pub boundary: Option<String>,
    /// What stands below every passage that is copied.
    pub disclaimer: Option<String>,
    /// Days after which the copy of the site is called old.
    pub stale_after: u32,
}

impl Default for ServeConfig {
    fn default() -> ServeConfig {
        ServeConfig { name: None, emergency: None, boundary: None, disclaimer: None, stale_after: 45 }
    }
}

/// `[audit]`: what the audit is to look at, and how it weighs it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct AuditConfig {
    /// Months that a review holds, by the path of the pages: `"/news/" = 60`. The longest path counts.
    pub ages: BTreeMap<String, u32>,
    /// Paths whose pages do not age: news, archives, campaigns.
    pub exempt: Vec<String>,
    /// Names of checks that are not to run.
    pub off: Vec<String>,
    /// `error`, `warning` or `info` in place of a check's own severity.
    pub severities: BTreeMap<String, String>,
    /// The exports hold the whole site, every page and post of it, although they do not say so themselves.
    pub complete: bool,
    /// What stands before the date of a review on this site, beside the usual wordings.
    pub review_wordings: Vec<String>,
}

/// `[[accept]]`: a finding that somebody has looked at and answers for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Accept {
    /// The finding's id.
    pub id: String,
    /// Who answers for it.
    pub who: String,
    /// Why it may stay.
    pub why: String,
    /// The last day on which it is silent.
    #[serde(deserialize_with = "day")]
    pub until: Date,
}

/// A day, written as TOML writes one (`2027-01-31`) or between quotes.
fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Day {
        Bare(toml::value::Datetime),
        Quoted(String),
    }
    let text = match Day::deserialize(deserializer)? {
        Day::Bare(day) => day.to_string(),
        Day::Quoted(day) => day,
    };
    text.parse().map_err(|_| Error::custom(format!("`{text}` is no day; write it as 2027-01-31")))
}

/// Parses an age in months: `36mo`, `36`, `3y`.
///
/// # Errors
/// If it is none, or not between a month and a hundred years.
pub fn months(text: &str) -> Result<u32> {
    let wrong = || anyhow::anyhow!("`{text}` is no age; write months as `36mo` or years as `3y`");
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic());
    let number: u32 = digits.trim().parse().map_err(|_| wrong())?;
    let months = match text.get(digits.len()..).unwrap_or_default() {
        "" | "m" | "mo" | "month" | "months" => Some(number),
        "y" | "yr" | "year" | "years" => number.checked_mul(12),
        _ => None,
    };
    months.filter(|months| (1..=1200).contains(months)).ok_or_else(wrong)
}

/// Order of day and month in a date of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// 03/04/2025 is 3 April.
    DayFirst,
    /// 03/04/2025 is March 4th.
    MonthFirst,
}

impl Config {
    /// Reads a configuration file.
    ///
    /// # Errors
    /// If it cannot be read, is no TOML, or has a key that is not known; the message names file, line and key.
    pub fn read(path: &Path) -> Result<Config> {
        let text = std::fs::read_to_string(path).with_context(|| format!("could not read `{}`", path.display()))?;
        Config::parse(&text).with_context(|| format!("`{}` is not a valid configuration", path.display()))
    }

    /// Parses the text of a configuration file.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub fn parse(text: &str) -> Result<Config> {
        let config: Config = toml::from_str(text)?;
        for path in &config.hide {
            if !path.starts_with('/') {
                bail!("`hide` has `{path}`, which does not begin with `/`; write the path of the page, as `/members/`");
            }
        }
        if config.max_age == Some(0) {
            bail!("`max-age` is 0 months; write at least 1");
        }
        config.audit.checked()?;
        for notice in &config.notice {
            if notice.when.is_empty() || notice.say.trim().is_empty() {
                bail!("a `[[notice]]` lacks `when` or `say`; name the words that call it up, and what it says");
            }
        }
        for pin in &config.pin {
            if pin.when.is_empty() || pin.page.trim().is_empty() {
                bail!("a `[[pin]]` lacks `when` or `page`; name the words that call it up, and the page's link");
            }
        }
        for Accept { id, who, why, .. } in &config.accept {
            if who.trim().is_empty() || why.trim().is_empty() {
                bail!("`[[accept]]` of `{id}` lacks who answers for it, or why; fill in `who` and `why`");
            }
        }
        Ok(config)
    }

    /// Whether `hide` takes a page with this path out.
    #[must_use]
    pub fn hides(&self, path: &str) -> bool {
        self.hide.iter().any(|hidden| is_under(path, hidden))
    }
}

impl AuditConfig {
    fn checked(&self) -> Result<()> {
        if self.review_wordings.iter().any(|wording| !wording.contains(char::is_alphabetic)) {
            bail!(
                "`[audit] review-wordings` has one without a word; write what stands before the date, as `Signed off`"
            );
        }
        for path in self.ages.keys().chain(&self.exempt) {
            if !path.starts_with('/') {
                bail!("`[audit]` has the path `{path}`, which does not begin with `/`; write it as `/news/`");
            }
        }
        if let Some((path, _)) = self.ages.iter().find(|(_, months)| **months == 0) {
            bail!("`[audit] ages` gives `{path}` 0 months; write at least 1, or name it in `exempt`");
        }
        Ok(())
    }

    /// Months that the review of a page with this path holds, if the site says so.
    #[must_use]
    pub fn age_of(&self, path: &str) -> Option<u32> {
        let of_path = self.ages.iter().filter(|(above, _)| is_under(path, above));
        of_path.max_by_key(|(above, _)| above.trim_end_matches('/').len()).map(|(_, months)| *months)
    }

    /// Whether pages with this path do not age.
    #[must_use]
    pub fn exempts(&self, path: &str) -> bool {
        self.exempt.iter().any(|exempt| is_under(path, exempt))
    }
}

/// Whether a path is `above` or below it; `/members/` is not above `/membership/`.
#[must_use]
pub fn is_under(path: &str, above: &str) -> bool {
    let above = above.trim_end_matches('/');
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hide_takes_the_page_and_what_is_below_it_and_nothing_beside_it() {
        let config = Config::parse("hide = [\"/members/\"]").unwrap();
        assert!(config.hides("/members/"));
        assert!(config.hides("/members"));
        assert!(config.hides("/members/area/"));
        assert!(!config.hides("/membership/"));
    }

    #[test]
    fn a_day_is_written_with_quotes_or_without() {
        let accept =
            |until: &str| Config::parse(&format!("[[accept]]\nid = \"a\"\nwho = \"b\"\nwhy = \"c\"\nuntil = {until}"));
        for until in ["2027-01-31", "\"2027-01-31\""] {
            assert_eq!(accept(until).unwrap().accept[0].until.to_string(), "2027-01-31");
        }
        let error = format!("{:#}", accept("\"soon\"").unwrap_err());
        assert!(error.contains("`soon` is no day"), "{error}");
    }

    #[test]
    fn a_key_that_is_not_known_is_an_error_that_names_it() {
        let error = format!("{:#}", Config::parse("hyde = []").unwrap_err());
        assert!(error.contains("hyde"), "{error}");
    }
}
