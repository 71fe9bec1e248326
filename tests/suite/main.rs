//! The integration tests: one binary, a file per feature.
mod engine;
mod vocabulary;
mod words;
