//! Blocks to passages: nothing lost, nothing twice, no list without what introduces it.

use proptest::prelude::*;
use vademecum::content::{Block, BlockKind, Label, Page, ReviewRules, Run, assemble, page};
use vademecum::corpus::RawPage;

use crate::shared_data;

fn block(kind: BlockKind, text: &str) -> Block {
    let plain = !matches!(kind, BlockKind::Heading(_) | BlockKind::Summary);
    let runs = vec![Run { range: 0..text.len() as u32, plain }];
    Block { kind, text: text.to_owned(), runs, id: None, screen: 0, links: vec![], images: vec![], dynamic: false }
}

fn heading(level: u8, text: &str) -> Block {
    block(BlockKind::Heading(level), text)
}

fn paragraph(text: &str) -> Block {
    block(BlockKind::Paragraph, text)
}

fn item(text: &str) -> Block {
    nested(1, text)
}

fn nested(depth: u8, text: &str) -> Block {
    block(BlockKind::ListItem { depth, number: None }, text)
}

fn made_of(blocks: &[Block]) -> Page {
    assemble(&RawPage::default(), blocks, &ReviewRules::default())
}

fn words(count: usize, word: &str) -> String {
    let mut text = vec![word; count].join(" ");
    text.push('.');
    text
}

fn path_of(page: &Page, passage: usize) -> Vec<&str> {
    page.sections[page.passages[passage].section as usize].path.iter().map(String::as_str).collect()
}

fn own_text(page: &Page) -> String {
    let runs = page.passages.iter().flat_map(|passage| {
        passage.runs.iter().map(|run| &passage.text[run.range.start as usize..run.range.end as usize])
    });
    runs.collect()
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn a_page_of_a_title_alone_is_one_empty_passage() {
    let page = made_of(&[]);
    assert_eq!((page.passages.len(), page.passages[0].text.as_str()), (1, ""));
    assert_eq!(page.sections.len(), 1);
}

#[test]
fn sections_carry_the_headings_above_them() {
    let page = made_of(&[
        paragraph(&words(60, "intro")),
        heading(2, "Treatment"),
        paragraph(&words(60, "drugs")),
        heading(3, "Steroids"),
        paragraph(&words(60, "prednisone")),
        block(BlockKind::Summary, "Can I stop?"),
        paragraph(&words(60, "no")),
        block(BlockKind::Summary, "Can I swim?"),
        paragraph(&words(60, "yes")),
        heading(2, "Outlook"),
        paragraph(&words(60, "good")),
    ]);
    let paths: Vec<Vec<&str>> = (0..page.passages.len()).map(|i| path_of(&page, i)).collect();
    let expected: [&[&str]; 6] = [
        &[],
        &["Treatment"],
        &["Treatment", "Steroids"],
        &["Treatment", "Steroids", "Can I stop?"],
        &["Treatment", "Steroids", "Can I swim?"],
        &["Outlook"],
    ];
    assert_eq!(paths, expected);
}

#[test]
fn short_sections_join_their_neighbours_and_show_their_headings() {
    let page = made_of(&[
        heading(2, "Rest"),
        paragraph("Sleep at least eight hours."),
        heading(2, "Food"),
        paragraph("Eat what you like."),
        heading(2, "Work"),
        paragraph(&words(110, "work")),
    ]);
    assert_eq!(page.passages[0].text, "Sleep at least eight hours.\nFood\nEat what you like.");
    assert_eq!(path_of(&page, 0), ["Rest"]);
    assert_eq!(path_of(&page, 1), ["Work"]);
    let runs = &page.passages[0].runs;
    assert_eq!(runs.len(), 2, "the heading line is no own text");
}

#[test]
fn each_of_many_short_sections_in_a_row_stands_for_itself() {
    let subjects = ["Asthma", "Eczema", "Gout", "Migraine", "Shingles"];
    let told = |subject: &&str| [heading(2, subject), paragraph(&words(20, &subject.to_lowercase()))];
    let entries: Vec<Block> = subjects.iter().flat_map(told).collect();
    let page = made_of(&entries);
    assert_eq!(page.passages.len(), subjects.len());
    assert_eq!(path_of(&page, 2), ["Gout"]);
    assert!(page.passages[2].text.starts_with("gout "));
    // Four are too few to be a list of entries, and what is introduced stays behind what introduces it.
    assert!(made_of(&entries[..8]).passages.len() < 4);
    let introduced = [vec![paragraph("Do not take it if you have:")], entries].concat();
    assert!(made_of(&introduced).passages[0].text.starts_with("Do not take it if you have:\nAsthma\n"));
}

#[test]
fn sections_under_different_parents_do_not_join() {
    let page = made_of(&[
        heading(2, "A"),
        heading(3, "A1"),
        paragraph("One."),
        heading(2, "B"),
        heading(3, "B1"),
        paragraph("Two."),
    ]);
    assert_eq!(page.passages.len(), 2);
    assert_eq!(path_of(&page, 1), ["B", "B1"]);
}

#[test]
fn a_heading_with_nothing_under_it_can_be_found() {
    let page = made_of(&[heading(2, "Is it fatal? No."), heading(2, "Work"), paragraph(&words(118, "work"))]);
    assert!((0..page.passages.len()).any(|i| path_of(&page, i) == ["Is it fatal? No."]));
}

#[test]
fn every_passage_of_a_list_carries_the_sentence_that_introduces_it() {
    let mut blocks = vec![heading(2, "Safety"), paragraph("It is a strong drug. Do not take it if:")];
    for n in 0..12 {
        blocks.push(item(&words(24, &format!("reason{n}"))));
    }
    let page = made_of(&blocks);
    assert!(page.passages.len() > 2);
    assert!(page.passages[0].text.contains("Do not take it if:\n• reason0"));
    assert_eq!(page.passages[0].lead, None);
    for later in &page.passages[1..] {
        assert_eq!(later.lead.as_deref(), Some("Do not take it if:"), "{}", later.text);
    }
}

#[test]
fn a_heading_that_introduces_a_list_is_the_lead_of_every_passage() {
    let mut blocks = vec![heading(2, "Foods to avoid")];
    blocks.extend((0..12).map(|n| item(&words(24, &format!("food{n}")))));
    let page = made_of(&blocks);
    assert!(page.passages.len() > 1);
    assert!(page.passages.iter().all(|passage| passage.lead.as_deref() == Some("Foods to avoid")));
}

#[test]
fn a_nested_item_carries_the_item_above_it() {
    let mut blocks = vec![paragraph("Call us if:"), item("You take warfarin and have:")];
    blocks.extend((0..12).map(|n| nested(2, &words(24, &format!("sign{n}")))));
    let page = made_of(&blocks);
    let later = page.passages.last().unwrap();
    assert_eq!(later.lead.as_deref(), Some("Call us if: You take warfarin and have:"));
}

#[test]
fn a_table_cut_in_two_carries_its_caption() {
    let mut blocks = vec![block(BlockKind::Caption, "Doses by weight")];
    blocks.extend((0..12).map(|n| block(BlockKind::TableRow, &words(24, &format!("row{n}")))));
    let page = made_of(&blocks);
    assert!(page.passages.len() > 1);
    assert!(page.passages[1..].iter().all(|passage| passage.lead.as_deref() == Some("Doses by weight")));
}

#[test]
fn a_warning_stays_with_what_it_modifies() {
    for warning in ["Do not stop taking it suddenly.", "However, never at night.", "Unless your doctor says so."] {
        for before in 90..125 {
            let text = format!("{} Take one tablet daily. {warning} {}", words(before, "filler"), words(60, "more"));
            let page = made_of(&[paragraph(&text)]);
            let holding = page.passages.iter().find(|passage| passage.text.contains(warning)).unwrap();
            assert!(holding.text.contains(&format!("daily. {warning}")), "{}", holding.text);
        }
    }
}

#[test]
fn no_passage_ends_with_a_colon() {
    for before in 80..130 {
        let page = made_of(&[
            paragraph(&words(before, "filler")),
            paragraph("Remember this one thing:"),
            paragraph(&words(70, "thing")),
        ]);
        assert!(page.passages.iter().all(|passage| !passage.text.ends_with(':')), "{before}");
    }
}

#[test]
fn later_screens_begin_passages_of_their_own() {
    let mut second = paragraph("Second screen.");
    second.screen = 1;
    let page = made_of(&[paragraph("First screen."), second]);
    let screens: Vec<u16> = page.passages.iter().map(|passage| passage.screen).collect();
    assert_eq!(screens, [0, 1]);
}

#[test]
fn review_references_and_disclaimer_belong_to_the_page() {
    let page = made_of(&[
        heading(2, "Outlook"),
        paragraph("Most people get better."),
        paragraph("Reviewed by Jane Doe, MD, on 3 May 2021"),
        paragraph("Disclaimer: This is no medical advice."),
        heading(3, "References"),
        item("Smith J. Rest. 2019;12(3):45-50."),
        item("A book without a year."),
    ]);
    let found: Vec<(Label, Vec<&str>)> =
        page.passages.iter().enumerate().map(|(i, passage)| (passage.label, path_of(&page, i))).collect();
    assert_eq!(
        found,
        [
            (Label::Body, vec!["Outlook"]),
            (Label::Review, vec![]),
            (Label::Disclaimer, vec![]),
            (Label::References, vec!["References"]),
        ]
    );
}

#[test]
fn words_of_a_dynamic_block_are_other_pages_words() {
    let mut listed = item("Another page about myositis");
    listed.dynamic = true;
    let page = made_of(&[heading(2, "Outlook"), paragraph("Good."), listed, paragraph("Very good.")]);
    let labels: Vec<Label> = page.passages.iter().map(|passage| passage.label).collect();
    assert_eq!(labels, [Label::Body, Label::Dynamic, Label::Body]);
    assert_eq!(path_of(&page, 2), ["Outlook"]);
}

#[test]
fn passages_of_real_pages_have_a_good_length() {
    let Some(pages) = shared_data::compressed_pages(
        "passages_of_real_pages_have_a_good_length",
        "relevance/mediqa/mediqa.pages.json.zst",
    ) else {
        return;
    };
    let (mut all, mut long, mut total) = (0, 0, 0);
    for raw in &pages {
        for passage in page(raw, &ReviewRules::default()).passages {
            let words = passage.text.split_whitespace().count();
            all += 1;
            total += words;
            long += usize::from(words > 160);
        }
    }
    println!("{all} passages, {} words on average, {long} above 160", total / all);
    assert!(total / all >= 40 && total / all <= 120);
    assert!(long * 200 < all, "{long} of {all} passages are too long");
}

#[test]
fn the_seed_page_ends_with_review_reference_and_disclaimer() {
    let Some(raw) = shared_data::seed_page("the_seed_page_ends_with_review_reference_and_disclaimer") else {
        return;
    };
    let page = page(&raw, &ReviewRules::default());
    let tail: Vec<Label> = page.passages.iter().rev().take(3).rev().map(|passage| passage.label).collect();
    assert_eq!(tail, [Label::Review, Label::References, Label::Disclaimer]);
    assert!((0..page.passages.len()).rev().take(3).all(|i| path_of(&page, i).is_empty()));
    assert_eq!(page.facts.review.reviewed.map(|date| date.to_string()).as_deref(), Some("2025-04"));
    assert_eq!(page.facts.review.reviewer.as_deref(), Some("Valérie Leclair, MD, PhD"));
    assert!(
        page.passages.iter().filter(|passage| passage.label == Label::Body).all(|passage| passage.fragment.is_some())
    );
}

fn any_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[a-zA-Zé]{1,9}",
        2 => "[a-z]{2,6}[.,:;!?]",
        1 => prop::sample::select(vec!["Dr.", "However,", "Do", "not", "Unless", "e.g.", "2018.", "–", "筋炎です。", "Reviewed", "References", "May", "2021", "See:", "Disclaimer:"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 0..70).prop_map(|words| words.join(" "))
}

fn any_block() -> impl Strategy<Value = Block> {
    let kind = prop_oneof![
        (1u8..7).prop_map(BlockKind::Heading),
        Just(BlockKind::Summary),
        Just(BlockKind::Paragraph),
        Just(BlockKind::Paragraph),
        (1u8..4, prop::option::of(1u32..5)).prop_map(|(depth, number)| BlockKind::ListItem { depth, number }),
        Just(BlockKind::Term),
        Just(BlockKind::Definition),
        Just(BlockKind::TableRow),
        Just(BlockKind::Caption),
        Just(BlockKind::Quote),
        Just(BlockKind::Preformatted),
    ];
    (kind, any_text(), prop::bool::weighted(0.1), 0usize..8).prop_map(|(kind, text, dynamic, added)| {
        let mut made = block(kind, &text);
        // What stands before the run was put there for reading, as a table header is.
        let added = text.char_indices().nth(added).map_or(0, |(place, _)| place);
        made.runs = vec![Run { range: added as u32..text.len() as u32, plain: true }];
        made.dynamic = dynamic;
        made
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_is_lost_and_nothing_stands_twice(mut blocks in prop::collection::vec(any_block(), 0..25), screens in prop::collection::vec(0usize..25, 0..2)) {
        for from in screens {
            blocks.iter_mut().skip(from).for_each(|block| block.screen += 1);
        }
        let is_heading = |block: &&Block| matches!(block.kind, BlockKind::Heading(_) | BlockKind::Summary);
        let page = made_of(&blocks);
        let expected: String = blocks.iter().filter(|block| !is_heading(block)).flat_map(|block| block.runs.iter().map(|run| &block.text[run.range.start as usize..run.range.end as usize])).collect();
        prop_assert_eq!(without_space(&own_text(&page)), without_space(&expected));
        for block in blocks.iter().filter(is_heading).filter(|block| !block.text.is_empty()) {
            prop_assert!(page.sections.iter().any(|section| section.path.contains(&block.text)));
        }
        prop_assert!(!page.passages.is_empty());
        for passage in &page.passages {
            prop_assert!((passage.section as usize) < page.sections.len());
            let mut end = 0;
            for sentence in &passage.sentences {
                prop_assert!(sentence.start >= end && sentence.end > sentence.start);
                prop_assert!(passage.text.get(sentence.start as usize..sentence.end as usize).is_some());
                end = sentence.end;
            }
        }
    }
}
