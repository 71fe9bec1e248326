# What a developer runs, and what CI runs: the same recipes.

# List the recipes
default:
    @just --list

# Everything CI checks
ci: format lint test docs

# Formatting, as rustfmt has it
format:
    cargo fmt --all --check

# Lints; a warning is an error
lint:
    cargo clippy --release --all-targets --locked -- --deny warnings

# All tests
test:
    cargo test --release --locked

# The API documentation builds without a warning
docs:
    RUSTDOCFLAGS="--deny warnings" cargo doc --release --no-deps --locked --document-private-items

# Licences and advisories of the dependencies
deny:
    cargo deny check

# Speed against raw tantivy, on a corpus of REST exports (see benches/README.md)
bench corpus="../shared/data":
    cargo bench --bench speed -- {{corpus}}

# Ranking on judged questions (see benches/README.md)
relevance corpus="../shared/data": 
    cargo build --release --locked
    benches/relevance.sh {{corpus}}
