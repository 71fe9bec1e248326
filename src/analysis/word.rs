//! A word in one way of writing it, with all its forms: made once, shared by every place where it stands.
//!
//! What a word is beside its neighbours is the analyzer's business.

use super::LONGEST_WORD;
use super::numeral::Counting;
use super::plural::without_plural;

/// A denial written as one word, such as `cannot`.
#[derive(Debug)]
pub(super) struct Denial {
    /// As it is written, in small letters.
    pub(super) written: &'static str,
    /// Where its second part begins.
    pub(super) second: usize,
    /// What its first part stands for.
    pub(super) first: &'static str,
}

/// All that can be said of a word without its neighbours.
#[derive(Debug)]
pub(super) struct Word {
    /// Its number in the analyzer's memory.
    pub(super) id: u32,
    /// The forms one after the other; one that begins another form shares its room.
    text: Box<str>,
    surface: Form,
    folded: Form,
    stem: Form,
    singular: Form,
    pub(super) folded_hash: u64,
    pub(super) stem_hash: u64,
    pub(super) singular_hash: u64,
    /// How many capital letters the surface holds (at most 255).
    pub(super) capitals: u8,
    /// `ug`, which after a number is a unit.
    is_micro_unit: bool,
    pub(super) counting: Counting,
    pub(super) denial: Option<&'static Denial>,
}

/// A form's bytes in the text of its word.
#[derive(Debug, Clone, Copy)]
struct Form {
    at: u16,
    len: u16,
}

impl Word {
    pub(super) fn new(surface: &str, folded: &str, stem: &str, counting: Counting) -> Word {
        let singular = without_plural(folded);
        let mut text = folded.to_owned();
        let mut place = |form: &str| {
            if !text.starts_with(form) {
                text.push_str(form);
                return Form { at: (text.len() - form.len()) as u16, len: form.len() as u16 };
            }
            Form { at: 0, len: form.len() as u16 }
        };
        let (folded_form, surface_form) = (place(folded), place(surface));
        let (stem_form, singular_form) = (place(stem), place(&singular));
        Word {
            id: 0,
            surface: surface_form,
            folded: folded_form,
            stem: stem_form,
            singular: singular_form,
            folded_hash: stable_hash(folded),
            stem_hash: stable_hash(stem),
            singular_hash: stable_hash(&singular),
            capitals: surface.chars().filter(|c| c.is_uppercase()).count().min(255) as u8,
            is_micro_unit: folded == "ug",
            counting,
            denial: None,
            text: text.into_boxed_str(),
        }
    }

    /// Whether it is the same word beside any neighbour, a counted thing aside.
    pub(super) fn is_ordinary(&self) -> bool {
        self.denial.is_none() && !self.is_micro_unit && self.folded.len > 0
    }

    pub(super) fn surface(&self) -> &str {
        self.form(self.surface)
    }

    pub(super) fn folded(&self) -> &str {
        self.form(self.folded)
    }

    pub(super) fn stem(&self) -> &str {
        self.form(self.stem)
    }

    pub(super) fn singular(&self) -> &str {
        self.form(self.singular)
    }

    fn form(&self, form: Form) -> &str {
        let start = usize::from(form.at);
        self.text.get(start..start + usize::from(form.len)).unwrap_or_default()
    }
}

/// Cuts a form to [`LONGEST_WORD`].
pub(super) fn cut(form: &mut String) {
    if form.len() > LONGEST_WORD
        && let Some((end, _)) = form.char_indices().nth(LONGEST_WORD)
    {
        form.truncate(end);
    }
}

/// A hash of a form that is the same on every machine and in every version (FNV-1a), because it is stored.
#[must_use]
pub fn stable_hash(form: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in form.as_bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_share_room_are_read_back_whole() {
        for (surface, folded, stem, singular) in [
            ("Hearts", "hearts", "heart", "heart"),
            ("hearts", "hearts", "heart", "heart"),
            ("Œdème", "oedeme", "oedem", "oedeme"),
            ("biopsies", "biopsies", "biopsi", "biopsy"),
            ("II", "2", "2", "2"),
            ("", "", "", ""),
        ] {
            let word = Word::new(surface, folded, stem, Counting::Nothing);
            assert_eq!(
                (word.surface(), word.folded(), word.stem(), word.singular()),
                (surface, folded, stem, singular)
            );
            assert_eq!(word.stem_hash, stable_hash(stem), "{surface}");
        }
    }

    #[test]
    fn the_hash_never_changes() {
        assert_eq!(stable_hash("myositis"), stable_hash("myositis"));
        assert_eq!(stable_hash(""), 0xcbf2_9ce4_8422_2325 ^ 0xcbf2_9ce4);
    }
}
