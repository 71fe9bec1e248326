//! The flags that narrow an answer down to some of the pages, for every subcommand that asks questions.

use clap::Args;
use jiff::civil::Date;

use super::moment;
use crate::config::Config;
use crate::search::{Filter, SearchOptions};

/// Which pages may answer, and the day for which their age is told.
#[derive(Debug, Args)]
pub(super) struct FilterArgs {
    /// Only pages whose path begins with this
    #[arg(long, value_name = "PATH")]
    under: Option<String>,
    /// Only pages edited on or after this day
    #[arg(long, value_name = "DATE", value_parser = moment::date)]
    modified_after: Option<Date>,
    /// Only pages edited before this day
    #[arg(long, value_name = "DATE", value_parser = moment::date)]
    modified_before: Option<Date>,
    /// Only pages whose review still holds
    #[arg(long)]
    fresh_only: bool,
    /// Age at which a review no longer holds [default: 36mo]
    #[arg(long, value_name = "AGE", value_parser = moment::months)]
    max_age: Option<u32>,
    /// Day to tell the age of reviews for [default: today]
    #[arg(long, value_name = "DATE", value_parser = moment::date)]
    as_of: Option<Date>,
    /// Only pages in this language
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
}

impl FilterArgs {
    /// The usual options under these filters.
    pub(super) fn options(&self, config: &Config) -> SearchOptions {
        let mut options = SearchOptions::as_of(self.as_of.unwrap_or_else(moment::today));
        options.filter = Filter {
            under: self.under.clone(),
            language: self.lang.clone(),
            modified_after: self.modified_after.and_then(moment::start_of),
            modified_before: self.modified_before.and_then(moment::start_of),
            fresh_only: self.fresh_only,
        };
        options.notices = config.notice.clone().into();
        options.pins = config.pin.clone().into();
        options.max_age = self.max_age.or(config.max_age).unwrap_or(options.max_age);
        options
    }
}
