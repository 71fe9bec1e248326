//! Which letters follow one another in words: a model of three letters, by which a slip tells itself from a word that
//! nobody listed.
//!
//! Counts words, each once however frequent it is; letters that are not of the English alphabet count as a word's bound.

/// The letters and a word's bound.
const LETTERS: usize = 27;

/// What a shorter sequence weighs against the count of a longer one.
const SHORTER: f32 = 5.0;

/// How often letters follow one another.
#[derive(Debug, Default)]
pub(super) struct Sequences {
    /// By the number of three letters.
    three: Vec<u32>,
    /// By the number of the last two, and of the first two, of all threes.
    two: Vec<u32>,
    context: Vec<u32>,
    one: Vec<u32>,
    middle: Vec<u32>,
    all: u32,
}

/// How surprising a word is, in nats.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Surprise {
    /// Of all its letters and its end.
    pub(super) sum: f32,
    /// Of the most surprising of them.
    pub(super) most: f32,
    /// A letter.
    pub(super) mean: f32,
}

impl Sequences {
    /// Adds a folded word.
    pub(super) fn learn(&mut self, folded: &str) {
        self.three.resize(LETTERS * LETTERS * LETTERS, 0);
        each(folded, |first, second, third| {
            if let Some(words) = self.three.get_mut((first * LETTERS + second) * LETTERS + third) {
                *words += 1;
            }
        });
    }

    /// Sums up, after the last word.
    pub(super) fn count(&mut self) {
        let add = |counts: &mut Vec<u32>, size: usize, at: usize, words: u32| {
            counts.resize(size, 0);
            if let Some(count) = counts.get_mut(at) {
                *count += words;
            }
        };
        for (number, &words) in self.three.iter().enumerate() {
            let (first_two, last_two, last) = (number / LETTERS, number % (LETTERS * LETTERS), number % LETTERS);
            add(&mut self.context, LETTERS * LETTERS, first_two, words);
            add(&mut self.two, LETTERS * LETTERS, last_two, words);
            add(&mut self.middle, LETTERS, last_two / LETTERS, words);
            add(&mut self.one, LETTERS, last, words);
            self.all += words;
        }
    }

    /// How surprising a folded word is: 2 nats a letter for most words.
    pub(super) fn surprise(&self, folded: &str) -> Surprise {
        let count = |counts: &[u32], at: usize| counts.get(at).copied().unwrap_or(0) as f32;
        let (mut sum, mut most, mut letters) = (0.0, 0.0, 0.0);
        each(folded, |first, second, third| {
            let alone = (count(&self.one, third) + 0.5) / (self.all as f32 + 14.0);
            let after_one = (count(&self.two, second * LETTERS + third) + SHORTER * alone)
                / (count(&self.middle, second) + SHORTER);
            let context = first * LETTERS + second;
            let after_two = (count(&self.three, context * LETTERS + third) + SHORTER * after_one)
                / (count(&self.context, context) + SHORTER);
            let surprise = -after_two.ln();
            sum += surprise;
            most = f32::max(most, surprise);
            letters += 1.0;
        });
        Surprise { sum, most, mean: sum / f32::max(letters, 1.0) }
    }
}

/// Hands on every three letters one after the other, the word's bounds counted as letters.
fn each(word: &str, mut take: impl FnMut(usize, usize, usize)) {
    let (mut first, mut second) = (0, 0);
    for letter in word.bytes().chain([b' ']) {
        let third = if letter.is_ascii_lowercase() { usize::from(letter - b'a') + 1 } else { 0 };
        take(first, second, third);
        (first, second) = (second, third);
    }
}

#[cfg(test)]
mod tests {
    use super::Sequences;

    #[test]
    fn a_slip_is_more_surprising_than_a_word() {
        let mut sequences = Sequences::default();
        for word in ["myositis", "arthritis", "bronchitis", "myopathy", "neuropathy", "arthropathy"] {
            sequences.learn(word);
        }
        sequences.count();
        let (word, slip) = (sequences.surprise("neuritis"), sequences.surprise("neurtiis"));
        assert!(slip.sum > word.sum && slip.most > word.most && slip.mean > word.mean, "{word:?} {slip:?}");
        assert!(Sequences::default().surprise("anything").sum.is_finite());
    }
}
