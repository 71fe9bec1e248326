//! vademecum: full-text search for health content.

pub mod config;
pub mod corpus;
pub mod content;
pub mod analysis;
pub mod vocabulary;
pub mod query;
pub mod engine;
pub mod index;
pub mod search;
pub mod output;
pub mod cli;
