//! vademecum: full-text search for health content.

pub mod analysis;
pub mod content;
pub mod corpus;
pub mod vocabulary;
