//! vademecum: full-text search for health content.

pub mod analysis;
pub mod cli;
pub mod config;
pub mod content;
pub mod corpus;
pub mod engine;
pub mod index;
pub mod output;
pub mod query;
pub mod search;
pub mod vocabulary;
