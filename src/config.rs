//! `vademecum.toml`: what a site's admin sets once, read once and checked whole.
//!
//! It stands beside the corpus. Command-line flags win over it.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

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
        Ok(config)
    }

    /// Whether `hide` takes a page with this path out.
    #[must_use]
    pub fn hides(&self, path: &str) -> bool {
        let slashed = |path: &str| format!("{}/", path.trim_end_matches('/'));
        let path = slashed(path);
        self.hide.iter().any(|hidden| path.starts_with(&slashed(hidden)))
    }
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
    fn a_key_that_is_not_known_is_an_error_that_names_it() {
        let error = format!("{:#}", Config::parse("hyde = []").unwrap_err());
        assert!(error.contains("hyde"), "{error}");
    }
}
