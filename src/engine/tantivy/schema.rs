//! The schema: three indexed fields of pre-made tokens, the numbers that scoring needs, and the stored passage.
//!
//! tantivy's own length norms are left out, since tokens stacked on a word must not make a passage longer; lengths
//! are columns of their own.

use anyhow::{Context, Result};
use tantivy::schema::{
    BytesOptions, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use crate::engine::field::Decoder;

const TOKENS: &str = "tokens";

/// Columns by name.
pub(super) const PAGE: &str = "page";
pub(super) const PLACE: &str = "place";
pub(super) const ANSWERS: &str = "answers";
pub(super) const BODY_WORDS: &str = "body_words";
pub(super) const TITLE_WORDS: &str = "title_words";
pub(super) const HEADING_WORDS: &str = "heading_words";

/// The fields of the schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub(super) title: Field,
    pub(super) heading: Field,
    pub(super) body: Field,
    pub(super) stored: Field,
    pub(super) page: Field,
    pub(super) place: Field,
    pub(super) answers: Field,
    pub(super) body_words: Field,
    pub(super) title_words: Field,
    pub(super) heading_words: Field,
}

impl Fields {
    pub(super) fn of(schema: &Schema) -> Result<Fields> {
        let field =
            |name: &str| schema.get_field(name).with_context(|| format!("the index has no field `{name}`; rebuild it"));
        Ok(Fields {
            title: field("title")?,
            heading: field("heading")?,
            body: field("body")?,
            stored: field("stored")?,
            page: field(PAGE)?,
            place: field(PLACE)?,
            answers: field(ANSWERS)?,
            body_words: field(BODY_WORDS)?,
            title_words: field(TITLE_WORDS)?,
            heading_words: field(HEADING_WORDS)?,
        })
    }
}

/// The schema of every passage index.
pub(super) fn schema() -> Schema {
    let mut builder = Schema::builder();
    let tokens = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(TOKENS)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions)
            .set_fieldnorms(false),
    );
    for name in ["title", "heading", "body"] {
        builder.add_text_field(name, tokens.clone());
    }
    builder.add_bytes_field("stored", BytesOptions::default().set_stored());
    let column = NumericOptions::default().set_fast();
    builder.add_u64_field(PAGE, column.clone() | INDEXED);
    for name in [PLACE, ANSWERS, BODY_WORDS, TITLE_WORDS, HEADING_WORDS] {
        builder.add_u64_field(name, column.clone());
    }
    builder.build()
}

/// Tokenizers under the names the schema uses.
pub(super) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(TOKENS, EncodedTokens::default());
    manager
}

/// Hands pre-made tokens to tantivy without one allocation a token.
#[derive(Debug, Clone, Default)]
struct EncodedTokens {
    token: Token,
}

struct EncodedStream<'a> {
    decoder: Decoder<'a>,
    token: &'a mut Token,
}

impl Tokenizer for EncodedTokens {
    type TokenStream<'a> = EncodedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> EncodedStream<'a> {
        EncodedStream { decoder: Decoder::new(text), token: &mut self.token }
    }
}

impl TokenStream for EncodedStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((text, position)) = self.decoder.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(text);
        self.token.position = position as usize;
        self.token.position_length = 1;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
