//! Links that land on the passage: the heading's id, or words that stand once on the page.

use vademecum::content::{Block, BlockKind, Page, ReviewRules, Run, assemble};
use vademecum::corpus::{ExportKind, RawPage};

fn block(kind: BlockKind, text: &str) -> Block {
    let runs = vec![Run { range: 0..text.len() as u32, plain: true }];
    Block { kind, text: text.to_owned(), runs, id: None, screen: 0, links: vec![], images: vec![], dynamic: false }
}

fn paragraph(text: &str) -> Block {
    block(BlockKind::Paragraph, text)
}

fn made_of(blocks: &[Block]) -> Page {
    assemble(&RawPage::default(), blocks, &ReviewRules::default())
}

fn fragments(page: &Page) -> Vec<Option<&str>> {
    page.passages.iter().map(|passage| passage.fragment.as_deref()).collect()
}

#[test]
fn a_heading_id_is_used_where_it_stands_once() {
    let mut first = block(BlockKind::Heading(2), "Signs");
    first.id = Some("h-signs".to_owned());
    let text = paragraph("Weakness in the muscles of the hips and thighs comes first.");
    assert_eq!(fragments(&made_of(&[first.clone(), text.clone()])), [Some("h-signs")]);
    let twice = made_of(&[first.clone(), text, first]);
    assert_eq!(twice.passages[0].fragment.as_deref(), Some(":~:text=Weakness%20in%20the%20muscles%20of%20the"));
}

#[test]
fn chinese_and_japanese_are_linked_by_whole_clauses() {
    let decoded = |page: &Page| {
        let fragment = page.passages[0].fragment.clone()?;
        Some(percent_encoding::percent_decode_str(&fragment).decode_utf8().unwrap().into_owned())
    };
    for (text, expected) in [
        (
            "皮膚筋炎は、筋肉と皮膚に炎症が起こる病気です。原因は分かっていません。",
            ":~:text=皮膚筋炎は、筋肉と皮膚に炎症が起こる病気です",
        ),
        ("什么是皮肌炎？这是一种罕见的疾病。", ":~:text=什么是皮肌炎？这是一种罕见的疾病"),
        // A clause that ends in a number, or stands beside another mark, is no place to begin or end.
        ("每天服用10，每天两次。请不要自行停止服用这种药物。", ":~:text=每天两次。请不要自行停止服用这种药物"),
        ("每天两次*请不要自行停止服用。这种药物是处方药物", ":~:text=这种药物是处方药物"),
    ] {
        let page = made_of(&[paragraph(text)]);
        assert_eq!(decoded(&page).as_deref(), Some(expected), "{text}");
    }
    let twice = made_of(&[
        paragraph("請不要自行停止服用這種藥物。請先問醫生的意見。"),
        block(BlockKind::Heading(2), "請不要自行停止服用這種藥物。請看這裡"),
    ]);
    assert_eq!(decoded(&twice).as_deref(), Some(":~:text=請不要自行停止服用這種藥物。請先問醫生的意見"));
    for none in ["病気です。", "โรคกล้ามเนื้ออักเสบเป็นโรคที่พบได้ยาก", "皮膚筋炎は"]
    {
        assert_eq!(decoded(&made_of(&[paragraph(none)])), None, "{none}");
    }
}

#[test]
fn words_that_stand_twice_are_lengthened() {
    let page = made_of(&[
        paragraph("Take the tablets with a glass of water every day."),
        block(BlockKind::Heading(2), "Take the tablets with a glass of milk"),
    ]);
    assert_eq!(
        page.passages[0].fragment.as_deref(),
        Some(":~:text=Take%20the%20tablets%20with%20a%20glass%20of%20water")
    );
}

#[test]
fn case_accents_and_the_title_count() {
    let raw = RawPage { title_html: "WEAKNESS IN THÉ MUSCLES OF THE HIPS".to_owned(), ..RawPage::default() };
    let page =
        assemble(&raw, &[paragraph("Weakness in the muscles of the hips comes first.")], &ReviewRules::default());
    assert_eq!(
        page.passages[0].fragment.as_deref(),
        Some(":~:text=Weakness%20in%20the%20muscles%20of%20the%20hips%20comes")
    );
}

#[test]
fn a_repeated_sentence_is_found_by_what_stands_beside_it() {
    let filler = |word: &str| vec![word; 118].join(" ");
    let text = format!("{}. Call us on any day now. {}.", filler("one"), filler("two"));
    let page = made_of(&[paragraph(&text), block(BlockKind::Heading(2), "Call us on any day now")]);
    assert!(
        page.passages
            .iter()
            .all(|passage| passage.fragment.as_deref() != Some(":~:text=Call%20us%20on%20any%20day%20now"))
    );
}

#[test]
fn fewer_than_five_words_make_no_text_fragment() {
    assert_eq!(fragments(&made_of(&[paragraph("Only four words here.")])), [None]);
}

#[test]
fn marks_with_a_meaning_are_encoded() {
    let page = made_of(&[paragraph("Anti-SRP, anti-HMGCR & 50% für alle Menschen")]);
    assert_eq!(
        page.passages[0].fragment.as_deref(),
        Some(":~:text=Anti%2DSRP%2C%20anti%2DHMGCR%20%26%2050%25%20f%C3%BCr%20alle%20Menschen")
    );
}

#[test]
fn raw_content_is_linked_by_words_without_quotes_or_dashes() {
    let raw = RawPage { kind: Some(ExportKind::Wxr), ..RawPage::default() };
    let page = assemble(
        &raw,
        &[paragraph("Don't stop the anti-HMGCR drug. Your doctor will tell you when it is time.")],
        &ReviewRules::default(),
    );
    assert_eq!(page.passages[0].fragment.as_deref(), Some(":~:text=Your%20doctor%20will%20tell%20you%20when"));
}

#[test]
fn words_of_a_broken_run_are_never_half() {
    let mut block = paragraph("The 4th dose of the vaccine is given in the autumn each year.");
    block.runs =
        vec![Run { range: 0..5, plain: true }, Run { range: 5..7, plain: false }, Run { range: 7..61, plain: true }];
    let page = made_of(&[block]);
    assert_eq!(page.passages[0].fragment.as_deref(), Some(":~:text=dose%20of%20the%20vaccine%20is%20given"));
}
