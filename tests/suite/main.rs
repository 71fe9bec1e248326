//! The integration tests: one binary, a file per feature.

mod corpus_broken;
mod corpus_exports;
mod corpus_shapes;
