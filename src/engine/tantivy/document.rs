//! A passage as tantivy reads it: its fields lent one by one, not copied into a document of tantivy's own.

use std::iter::Empty;

use tantivy::schema::Field as SchemaField;
use tantivy::schema::document::{Document, ReferenceValue, ReferenceValueLeaf, Value};

use super::schema::Fields;
use crate::engine::field::PassageDocument;

/// A passage and the fields it goes into. tantivy sets room aside for ten thousand of them, so it is a small one.
pub(super) struct LentPassage(pub(super) Box<(Fields, PassageDocument)>);

/// The value of a field.
#[derive(Debug, Clone, Copy)]
pub(super) enum LentValue<'a> {
    Number(u32),
    Tokens(&'a str),
    Stored(&'a [u8]),
}

impl<'a> Value<'a> for LentValue<'a> {
    type ArrayIter = Empty<LentValue<'a>>;
    type ObjectIter = Empty<(&'a str, LentValue<'a>)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match *self {
            LentValue::Number(number) => ReferenceValueLeaf::U64(u64::from(number)),
            LentValue::Tokens(encoded) => ReferenceValueLeaf::Str(encoded),
            LentValue::Stored(bytes) => ReferenceValueLeaf::Bytes(bytes),
        })
    }
}

impl Document for LentPassage {
    type Value<'a> = LentValue<'a>;
    type FieldsValuesIter<'a> = std::array::IntoIter<(SchemaField, LentValue<'a>), 10>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        let (fields, passage) = self.0.as_ref();
        [
            (fields.title, LentValue::Tokens(passage.title.encoded())),
            (fields.heading, LentValue::Tokens(passage.heading.encoded())),
            (fields.body, LentValue::Tokens(passage.body.encoded())),
            (fields.stored, LentValue::Stored(&passage.stored)),
            (fields.page, LentValue::Number(passage.page)),
            (fields.place, LentValue::Number(passage.place)),
            (fields.answers, LentValue::Number(u32::from(passage.answers))),
            (fields.body_words, LentValue::Number(passage.body.words())),
            (fields.title_words, LentValue::Number(passage.title.words())),
            (fields.heading_words, LentValue::Number(passage.heading.words())),
        ]
        .into_iter()
    }
}
