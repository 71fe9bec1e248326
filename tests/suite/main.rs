//! The integration tests: one binary, a file per feature.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]
#![allow(clippy::expect_used, reason = "a test that cannot set up its files has failed")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

mod asked;
mod aspects;
mod audit;
mod builtin_vocabulary;
mod cli_formats;
mod cli_shell;
mod corpus_broken;
mod corpus_exports;
mod corpus_parts;
mod corpus_shapes;
mod engine;
mod eval;
mod fragment;
mod gaps;
mod golden;
mod html;
mod html_traps;
mod index_crash;
mod index_folder;
mod index_leaks;
mod index_overlap;
mod index_refresh;
mod index_same;
mod language;
mod layout;
mod meanings;
mod mine;
mod off_topic;
mod passages;
mod pins;
mod prefix;
mod readme;
mod relevance;
mod review;
mod same_words;
mod schema;
mod search_filters;
mod search_hits;
mod search_names;
mod search_words;
mod serve_api;
mod serve_hostile;
mod serve_page;
mod serve_questions;
mod serve_running;
mod served;
mod shared_data;
mod site;
mod spelling;
mod suggest;
mod synonyms;
mod vocabulary;
mod words;
