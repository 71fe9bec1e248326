//! The integration tests: one binary, a file per feature.

mod fragment;
mod language;
mod passages;
mod review;
mod shared_data;
