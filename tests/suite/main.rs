//! The integration tests: one binary, a file per feature.
mod html;
mod same_words;
