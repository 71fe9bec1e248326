//! vademecum: full-text search for health content.

pub mod content;
pub mod corpus;
pub mod engine;
