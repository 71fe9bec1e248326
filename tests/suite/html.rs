//! HTML to blocks: one small page for each element.

use vademecum::content::{Block, BlockKind, Blocks, blocks};
use vademecum::corpus::{ExportKind, RawPage};

pub(crate) fn page(content: &str, kind: ExportKind) -> Blocks {
    blocks(&RawPage { kind: Some(kind), content: content.to_owned(), ..RawPage::default() })
}

pub(crate) fn rendered(content: &str) -> Vec<Block> {
    page(content, ExportKind::Rest).blocks
}

pub(crate) fn raw(content: &str) -> Vec<Block> {
    page(content, ExportKind::Wxr).blocks
}

/// One line a block: a letter for its kind, and its text.
pub(crate) fn outline(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .map(|block| {
            let kind = match block.kind {
                BlockKind::Heading(level) => format!("h{level}"),
                BlockKind::Summary => "summary".to_owned(),
                BlockKind::Paragraph => "p".to_owned(),
                BlockKind::ListItem { depth, number: None } => format!("{depth}*"),
                BlockKind::ListItem { depth, number: Some(number) } => format!("{depth}*{number}"),
                BlockKind::Term => "dt".to_owned(),
                BlockKind::Definition => "dd".to_owned(),
                BlockKind::TableRow => "row".to_owned(),
                BlockKind::Caption => "caption".to_owned(),
                BlockKind::Quote => "quote".to_owned(),
                BlockKind::Preformatted => "pre".to_owned(),
            };
            format!("{kind} {}", block.text)
        })
        .collect()
}

#[track_caller]
pub(crate) fn shows(html: &str, expected: &[&str]) {
    assert_eq!(outline(&rendered(html)), expected, "{html}");
}

/// The runs of a block: their text, `~` before those that no text fragment may be cut from.
pub(crate) fn runs(block: &Block) -> Vec<String> {
    block
        .runs
        .iter()
        .map(|run| {
            let text = &block.text[run.range.start as usize..run.range.end as usize];
            if run.plain { text.to_owned() } else { format!("~{text}") }
        })
        .collect()
}

#[test]
fn headings_and_paragraphs() {
    shows(
        "<h2 class=\"wp-block-heading\">Signs</h2>\n<p>Weak <b>muscles</b>,\n  tired.</p><div>In a div</div>loose",
        &["h2 Signs", "p Weak muscles, tired.", "p In a div", "p loose"],
    );
}

#[test]
fn a_heading_takes_its_own_id_or_that_of_an_anchor_in_or_before_it() {
    let ids = |html: &str| rendered(html).into_iter().map(|block| block.id).collect::<Vec<_>>();
    assert_eq!(ids("<h2 id=\"a\"><span id=\"b\"></span>T</h2>"), [Some("a".to_owned())]);
    assert_eq!(ids("<h2><span class=\"ez-toc-section\" id=\"b\"></span>T</h2>"), [Some("b".to_owned())]);
    assert_eq!(ids("<p><a name=\"c\"></a></p><h2>T</h2><h2>U</h2>"), [Some("c".to_owned()), None]);
    assert_eq!(ids("<a id=\"d\"></a><p>text</p><h2>T</h2>"), [None, None]);
    assert_eq!(
        ids("<p id=\"e\">x</p><p>y</p><ul><li id=\"f\">z</ul>"),
        [Some("e".to_owned()), None, Some("f".to_owned())]
    );
}

#[test]
fn inline_elements_do_not_part_words() {
    shows("<p>anti<wbr>body <em>my</em>ositis H<sub>2</sub>O</p>", &["p antibody myositis H2O"]);
}

#[test]
fn superscripts_join_and_references_stand_apart() {
    let blocks = rendered("<p>the 4<sup>th</sup> of m<sup>2</sup></p>");
    assert_eq!(blocks[0].text, "the 4th of m2");
    assert_eq!(runs(&blocks[0]), ["the 4", "~th", " of m", "~2"]);
    shows(
        "<p>high<sup class=\"fn\"><a href=\"#n\">1</a></sup> for pain<sup>2,3</sup>.<sup>4</sup></p>",
        &["p high 1 for pain 2,3. 4"],
    );
}

#[test]
fn line_breaks_split_a_paragraph_and_two_of_them_end_it() {
    let blocks = rendered("<p>one<br>two<br />\n<br>three</p>");
    assert_eq!(outline(&blocks), ["p one\ntwo", "p three"]);
    assert_eq!(runs(&blocks[0]), ["one", "~\n", "two"]);
}

#[test]
fn lists_keep_depth_and_number() {
    shows(
        "<ol start=3><li>a<ul><li>b<li><p>c</p><p>d</p></ul><li value=\"9\">e</li><li>f</li></ol>",
        &["1*3 a", "2* b", "2* c\nd", "1*9 e", "1*10 f"],
    );
    shows("<ol reversed><li>a<li>b</ol><li>stray</li>", &["1*2 a", "1*1 b", "1* stray"]);
}

#[test]
fn nothing_in_a_list_is_lost() {
    shows(
        "<ol>text<p>para</p><div><li>wrapped</li></div><ul><li>inner</li></ul></ol>",
        &["p text", "p para", "1*1 wrapped", "2* inner"],
    );
    shows("<ul><li>a<ul><li>b</li></ul>after</li></ul>", &["1* a", "2* b", "1* after"]);
}

#[test]
fn definition_lists_with_and_without_wrappers() {
    shows(
        "<dl><dt>CK</dt><dd>an enzyme</dd><div><dt>EMG</dt><dd><p>a</p><p>test</p></dd></div></dl>",
        &["dt CK", "dd an enzyme", "dt EMG", "dd a\ntest"],
    );
}

#[test]
fn a_row_is_one_block_labelled_by_its_header() {
    let blocks = rendered(
        "<table><caption>Doses</caption><thead><tr><th>Drug</th><th>Dose</th></tr></thead>\
         <tbody><tr><td>prednisone</td><td>10 <b>mg</b></td></tr><tr><td>IVIG</td><td></td></tr></tbody>\
         <tfoot><tr><td colspan=2>Ask</td></tr></tfoot></table>",
    );
    assert_eq!(
        outline(&blocks),
        ["caption Doses", "row Drug; Dose", "row Drug: prednisone; Dose: 10 mg", "row Drug: IVIG", "row Ask",]
    );
    assert_eq!(runs(&blocks[2]), ["prednisone", "10 mg"]);
    assert_eq!(runs(&blocks[1]), ["Drug", "Dose"]);
}

#[test]
fn row_headers_spans_and_two_header_rows() {
    shows(
        "<table><tr><th>CK<td>high<td>often</tr><tr><th>AST<td>high<td>rare</tr></table>",
        &["row CK: high; often", "row AST: high; rare"],
    );
    shows(
        "<table><tr><th rowspan=2>Drug<th colspan=2>Dose<tr><th>mg<th>max<tr><td rowspan=2>IVIG<td>1<td>2<tr><td>3<td>4</table>",
        &[
            "row Drug; Dose",
            "row mg; max",
            "row Drug: IVIG; Dose mg: 1; Dose max: 2",
            "row Drug: IVIG; Dose mg: 3; Dose max: 4",
        ],
    );
    shows(
        "<table><tr><td><strong>Drug</strong></td><td><b>Dose</b></td></tr><tr><td>a</td><td>b</td></tr></table>",
        &["row Drug; Dose", "row Drug: a; Dose: b"],
    );
}

#[test]
fn cells_of_many_parts_and_nested_tables_are_one_line() {
    shows(
        "<table><tr><th>A<th>B<tr><td><p>x.</p><p>y</p><td><ul><li>one<li>two</ul><table><tr><td>in<td>ner</table></table>",
        &["row A; B", "row A: x. y; B: one, two, in, ner"],
    );
}

#[test]
fn layout_tables_are_paragraphs() {
    shows("<table><tr><td><p>one</p><p>two</p></td></tr></table>", &["p one", "p two"]);
    shows(
        "<table><tr><td><h3>T</h3>text</td><td>side</td></tr><tr><td>a<td>b</table>",
        &["h3 T", "p text", "p side", "p a", "p b"],
    );
}

#[test]
fn what_opens_has_a_summary() {
    shows("<details><summary>Can I swim?</summary>Yes</details>", &["summary Can I swim?", "p Yes"]);
    let accordion = rendered(
        "<h3 class=\"wp-block-accordion-heading\"><button aria-expanded=\"false\" class=\"wp-block-accordion-heading__toggle\">\
         <span class=\"wp-block-accordion-heading__toggle-title\">Can I fly?</span>\
         <span class=\"wp-block-accordion-heading__toggle-icon\" aria-hidden=\"true\">+</span></button></h3><div hidden=\"until-found\">Yes.</div>",
    );
    assert_eq!(outline(&accordion), ["summary Can I fly?", "p Yes."]);
    assert_eq!(runs(&accordion[0]), ["~Can I fly?"]);
    shows("<div class=\"su-spoiler-title\"><span></span>Q</div><div>A</div>", &["summary Q", "p A"]);
}

#[test]
fn captions_quotes_and_preformatted_text() {
    shows(
        "<figure><img src=a.png alt=\"x\"><figcaption>A muscle</figcaption></figure>next",
        &["caption A muscle", "p next"],
    );
    shows("<blockquote><p>one</p><p>two</p><cite>Ann</cite></blockquote>", &["quote one", "quote two", "quote Ann"]);
    shows("<pre>a   b\n  c</pre>", &["pre a b\nc"]);
    shows("<p>so <q>yes</q> she said</p>", &["p so “yes” she said"]);
    shows("<p><ruby>肌炎<rp>(</rp><rt>きんえん</rt><rp>)</rp></ruby></p>", &["p 肌炎 (きんえん)"]);
}

#[test]
fn links_keep_target_and_words() {
    let blocks =
        rendered("<p>See <a href=\"/a?b=c&amp;d\">the <b>guide</b></a>.</p><a href=\"/w\"><h3>T</h3><p>x</p></a>");
    let words = |block: &Block| {
        block
            .links
            .iter()
            .map(|link| {
                (link.target.clone(), block.text[link.range.start as usize..link.range.end as usize].to_owned())
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(words(&blocks[0]), [("/a?b=c&d".to_owned(), "the guide".to_owned())]);
    assert_eq!(words(&blocks[1]), [("/w".to_owned(), "T".to_owned())]);
    assert_eq!(words(&blocks[2]), [("/w".to_owned(), "x".to_owned())]);
}

#[test]
fn images_are_kept_for_the_audit_and_their_alt_is_no_text() {
    let blocks = rendered(
        "<figure><a href=x><img src=\"data:image/png;base64,AAAA\" alt=\"A scan\"></a><figcaption>C</figcaption></figure>\
         <p><img data-src=\"lazy.jpg\" alt=\"\">text<img src=b.png></p>",
    );
    assert_eq!(outline(&blocks), ["caption C", "p text"]);
    let scan = &blocks[0].images[0];
    assert_eq!(
        (scan.source.as_str(), scan.alt.as_deref(), scan.linked, scan.captioned),
        ("data:image/png", Some("A scan"), true, true)
    );
    let [lazy, last] = blocks[1].images.as_slice() else { panic!("two images") };
    assert_eq!((lazy.source.as_str(), lazy.alt.as_deref(), lazy.captioned), ("lazy.jpg", Some(""), false));
    assert_eq!((last.source.as_str(), last.alt.as_deref()), ("b.png", None));
    let alone = rendered("<img src=a.png>");
    assert_eq!((alone.len(), alone[0].text.as_str(), alone[0].images.len()), (1, "", 1));
}
