//! The stored engine against the naive one: any passages, any request, the same answer to the last bit.

use proptest::prelude::*;
use vademecum::engine::{
    Alternative, Candidate, Clause, Engine, EngineWriter, FieldTokens, MemoryEngine, PassageDocument, Phrase, Request,
    Slot, TantivyEngine, Weights,
};

const WORDS: [&str; 8] = ["muscle", "weak", "swallow", "ck", "dose", "statin", "rash", "\u{1}c1"];

fn field(words: &[usize]) -> FieldTokens {
    let mut field = FieldTokens::default();
    for (position, &word) in words.iter().enumerate() {
        // Every fifth word begins a new block, eight positions on.
        let position = position as u32 + (position as u32 / 5) * 8;
        field.word(WORDS[word], position);
        if word == 0 {
            field.stacked("\u{1}n3", position);
        }
    }
    field
}

prop_compose! {
    fn passage()(
        title in prop::collection::vec(0..WORDS.len(), 0..4),
        heading in prop::collection::vec(0..WORDS.len(), 0..4),
        body in prop::collection::vec(0..WORDS.len(), 0..20),
        answers in prop::bool::weighted(0.9),
    ) -> PassageDocument {
        PassageDocument {
            page: 0,
            place: 0,
            answers,
            title: field(&title).into(),
            heading: field(&heading).into(),
            body: field(&body),
            stored: Vec::new(),
        }
    }
}

fn site() -> impl Strategy<Value = Vec<Vec<PassageDocument>>> {
    prop::collection::vec(prop::collection::vec(passage(), 1..4), 1..12).prop_map(|mut pages| {
        for (page, passages) in pages.iter_mut().enumerate() {
            for (place, passage) in passages.iter_mut().enumerate() {
                passage.page = page as u32;
                passage.place = place as u32;
                passage.stored = format!("{page}/{place}").into_bytes();
            }
        }
        pages
    })
}

fn clause() -> impl Strategy<Value = Clause> {
    let pages = prop::option::weighted(0.2, prop::collection::vec(any::<bool>(), 0..12));
    let row = prop::collection::vec(0..WORDS.len(), 1..=3);
    let alternative = (row, 1..=4_u8, pages).prop_map(|(row, quarter, pages)| Alternative {
        pages: pages.map(Into::into),
        ..Alternative::in_a_row(row.into_iter().map(|word| WORDS[word]), f32::from(quarter) / 4.0).unwrap()
    });
    (prop::collection::vec(alternative, 1..3), 1..=4_u8).prop_map(|(mut alternatives, quarter)| {
        alternatives.dedup_by(|a, b| (&a.token, &a.then) == (&b.token, &b.then));
        Clause::new(alternatives, f32::from(quarter) / 4.0)
    })
}

fn phrase() -> impl Strategy<Value = Phrase> {
    let slot = prop::collection::vec((0..WORDS.len(), 1..3_u32), 1..3).prop_map(|tokens| Slot {
        tokens: tokens.into_iter().map(|(word, long)| (WORDS[word].to_owned(), long)).collect(),
    });
    (prop::collection::vec(slot.clone(), 1..4), prop::collection::vec(slot, 0..3))
        .prop_map(|(slots, words)| Phrase { slots, words })
}

fn stored(pages: &[Vec<PassageDocument>], folder: &std::path::Path, edited: bool) -> TantivyEngine {
    let mut writer = EngineWriter::open(folder, 1, 0).unwrap();
    if edited {
        // Other passages first, committed, then replaced or removed: the answers must not remember them.
        for (page, passages) in pages.iter().enumerate() {
            let mut old = passages.clone();
            for passage in &mut old {
                passage.body = field(&[0, 1, 2, 3, 4, 5, 6, 7]);
            }
            writer.put(page as u32, old, false).unwrap();
        }
        writer
            .put(99, pages[0].iter().cloned().map(|passage| PassageDocument { page: 99, ..passage }).collect(), false)
            .unwrap();
        writer.commit(1).unwrap();
        writer.remove(99);
    }
    for (page, passages) in pages.iter().enumerate() {
        writer.put(page as u32, passages.clone(), edited).unwrap();
    }
    writer.commit(2).unwrap();
    writer.finish().unwrap();
    TantivyEngine::open(folder, Weights::default()).unwrap()
}

fn plain(candidates: &[Candidate]) -> Vec<(u32, u32, u32, u32, u64)> {
    candidates.iter().map(|c| (c.page, c.place, c.passage_score.to_bits(), c.page_score.to_bits(), c.matched)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_stored_engine_answers_like_the_naive_one_also_after_edits(
        pages in site(),
        clauses in prop::collection::vec(clause(), 0..5),
        required in prop::collection::vec(phrase(), 0..2),
        excluded in prop::collection::vec(phrase(), 0..2),
        hidden in prop::option::of(0..12_usize),
        wanted in 1..6_usize,
        per_page in 1..3_usize,
        everything in any::<bool>(),
        edited in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let engine = stored(&pages, folder.path(), edited);
        let naive = MemoryEngine::new(pages.concat(), Weights::default());
        let order: Vec<u32> = (0..pages.len() as u32).rev().collect();
        let admitted = hidden.map(|hidden| (0..pages.len()).map(|page| page != hidden).collect::<Vec<_>>());
        let clauses: Vec<&Clause> = clauses.iter().collect();
        let request = Request {
            clauses: &clauses, required: &required, excluded: &excluded, admitted: admitted.as_deref(),
            order: &order, pages: wanted, per_page, everything,
        };
        let (a, b) = (engine.retrieve(&request).unwrap(), naive.retrieve(&request).unwrap());
        prop_assert_eq!(plain(&a.candidates), plain(&b.candidates));
        prop_assert_eq!(&a.frequencies, &b.frequencies);
        prop_assert_eq!(a.pages, b.pages);
        for beginning in ["", "s", "w"] {
            prop_assert_eq!(engine.completions(beginning, 3).unwrap(), naive.completions(beginning, 3).unwrap());
        }
        for clause in &clauses {
            let alternatives = &clause.alternatives;
            prop_assert_eq!(engine.pages_with(alternatives).unwrap(), naive.pages_with(alternatives).unwrap());
        }
        prop_assert_eq!(
            engine.occurrences(&clauses, &a.candidates).unwrap(),
            naive.occurrences(&clauses, &b.candidates).unwrap()
        );
        for (ours, theirs) in a.candidates.iter().zip(&b.candidates) {
            prop_assert_eq!(engine.stored(ours).unwrap(), naive.stored(theirs).unwrap());
        }
    }
}

#[test]
fn pages_that_many_threads_replace_at_once_are_all_there() {
    const PAGES: u32 = 40;
    let of_page = |page| {
        let text = field(&[page as usize % WORDS.len()]);
        vec![PassageDocument { page, answers: true, body: text, ..PassageDocument::default() }]
    };
    let folder = tempfile::tempdir().unwrap();
    let mut writer = EngineWriter::open(folder.path(), 2, 0).unwrap();
    for round in 0..60 {
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let writer = &writer;
                scope.spawn(move || {
                    for page in (thread..PAGES).step_by(4) {
                        writer.put(page, of_page(page), true).unwrap();
                    }
                });
            }
        });
        writer.commit(round).unwrap();
        let engine = TantivyEngine::open(folder.path(), Weights::default()).unwrap();
        assert_eq!(engine.passages(), PAGES, "after {round} rounds");
    }
}
