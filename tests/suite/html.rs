//! HTML to blocks: one small page for each element and each trap.

use proptest::prelude::*;
use vademecum::content::{Block, BlockKind, Blocks, blocks, plain_text};
use vademecum::corpus::{ExportKind, RawPage};

fn page(content: &str, kind: ExportKind) -> Blocks {
    blocks(&RawPage { kind: Some(kind), content: content.to_owned(), ..RawPage::default() })
}

fn rendered(content: &str) -> Vec<Block> {
    page(content, ExportKind::Rest).blocks
}

fn raw(content: &str) -> Vec<Block> {
    page(content, ExportKind::Wxr).blocks
}

/// One line a block: a letter for its kind, and its text.
fn outline(blocks: &[Block]) -> Vec<String> {
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
fn shows(html: &str, expected: &[&str]) {
    assert_eq!(outline(&rendered(html)), expected, "{html}");
}

/// The runs of a block: their text, `~` before those that no text fragment may be cut from.
fn runs(block: &Block) -> Vec<String> {
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

#[test]
fn nothing_unseen_is_shown() {
    for unseen in [
        "<script>x</script>",
        "<style>x</style>",
        "<template><p>x</p></template>",
        "<noscript>x</noscript>",
        "<textarea>x</textarea>",
        "<select><option>x</option></select>",
        "<button>x</button>",
        "<iframe><p>x</p></iframe>",
        "<svg><title>x</title><text>x</text></svg>",
        "<span hidden>x</span>",
        "<span style=\"display: none\">x</span>",
        "<i style=\"visibility:hidden\">x</i>",
        "<span class=\"screen-reader-text\">x</span>",
        "<del>x</del>",
        "<s>x</s>",
        "<object><p>x</p></object>",
        "<canvas>x</canvas>",
        "<video>x</video>",
        "<audio>x</audio>",
        "<!-- x -->",
        "<dialog>x</dialog>",
        "<datalist><option>x</datalist>",
        "<title>x</title>",
        "<img alt=\"x\">",
    ] {
        let blocks = rendered(&format!("<p>before {unseen} after</p>"));
        let words: Vec<&str> = blocks.iter().flat_map(|block| block.text.split_whitespace()).collect();
        assert_eq!(words, ["before", "after"], "{unseen}");
    }
    shows("<style>x</style><noscript>x</noscript>seen", &["p seen"]);
    shows("<p>take <ins>10</ins><del>100</del> mg <span aria-hidden=\"true\">now</span></p>", &["p take 10 mg now"]);
}

#[test]
fn scripts_that_wpautop_tore_apart_stay_unseen() {
    shows(
        "<p><script>var a='</p>\n<p>no</p>\n<p>';</script><br />\n<template></p>\n<p>no</p>\n<p></template></p>\n<p>yes</p>\n<p><textarea></p>\n<p>no</p>\n<p></textarea></p>",
        &["p yes"],
    );
}

#[test]
fn malformed_html_reads_as_in_a_browser() {
    shows("<p>Text</p><a href=\"http://example.org/never", &["p Text"]);
    shows("<p>Seen <!-- the rest <p>lost", &["p Seen"]);
    shows("<p>a<img src=x alt=\"un\"closed>b</p><p title='a>b'>c</p>", &["p ab", "p c"]);
    shows("<a href=1>one <a href=2>two</a>", &["p one two"]);
    shows(
        "<p>5 < 6 and a<-b &lt x &nosuch; &amp y &#0;&#55357;</p>",
        &["p 5 < 6 and a<-b < x &nosuch; & y \u{fffd}\u{fffd}"],
    );
    shows("<unknown-tag>custom</unknown-tag> <o:p>office</o:p>", &["p custom office"]);
}

#[test]
fn shortcodes_go_and_what_readers_saw_stays() {
    shows(
        "<p>[et_pb_section fb_built=&#8221;1&#8243;][et_pb_button button_text=&#8221;Read more&#8221; button_url=&#8221;/x/&#8221;][/et_pb_button]\
         [et_pb_toggle title=&#8221;Can I use a pillow?&#8221; open=&#8221;off&#8221;]Yes, a wedge.[/et_pb_toggle][/et_pb_section]</p>",
        &["p Read more", "summary Can I use a pillow?", "p Yes, a wedge."],
    );
    shows(
        "<p>[contact-form-7 id=&#8221;12&#8243; title=&#8221;Contact&#8221;] [sic] a[0] [1] [a]</p>",
        &["p [sic] a[0] [1] [a]"],
    );
    let caption = raw("[caption id=\"a\" width=\"300\"]<img src=\"/x.jpg\" alt=\"M\" /> A fibre[/caption]\n\nText");
    assert_eq!(outline(&caption), ["caption A fibre", "p Text"]);
    assert!(caption[0].images[0].captioned);
}

#[test]
fn screens_are_counted() {
    let screens = |blocks: Vec<Block>| blocks.into_iter().map(|block| (block.text, block.screen)).collect::<Vec<_>>();
    let expected = [("a".to_owned(), 0), ("b".to_owned(), 1), ("c".to_owned(), 2)];
    assert_eq!(screens(rendered("<!--nextpage--><p>a</p><!--nextpage--><p>b</p><p><!--nextpage--></p>c")), expected);
    assert_eq!(
        screens(raw(
            "<p>a</p><!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage --><p>b</p>\n<!--nextpage-->\n<p>c</p>"
        )),
        expected
    );
}

#[test]
fn dynamic_blocks_are_marked() {
    let blocks = rendered(
        "<p>mine</p><ul class=\"wp-block-latest-posts__list wp-block-latest-posts\"><li><a href=x>theirs</a></li></ul><p>mine</p>",
    );
    assert_eq!(blocks.iter().map(|block| block.dynamic).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn classic_text_has_paragraphs_where_lines_are_empty() {
    assert_eq!(
        outline(&raw("One\ntwo <b>x</b>\n\n<i>Three</i>\n<pre>a\n\nb</pre>\n<ul>\n<li>c</li>\n</ul>\nTrailing")),
        ["p One\ntwo x", "p Three", "pre a\nb", "1* c", "p Trailing",]
    );
    assert_eq!(outline(&raw("<!-- wp:paragraph -->\n<p>One\n\ntwo</p>\n<!-- /wp:paragraph -->")), ["p One two"]);
}

#[test]
fn footnotes_of_a_raw_page_stand_where_their_block_is() {
    let page = RawPage {
        kind: Some(ExportKind::Wxr),
        content: "<!-- wp:paragraph -->\n<p>CK<sup data-fn=\"n1\" class=\"fn\"><a href=\"#n1\" id=\"n1-link\">1</a></sup></p>\n<!-- /wp:paragraph -->\n<!-- wp:footnotes /-->".to_owned(),
        footnotes: vec![("n1".to_owned(), "Creatine <em>kinase</em>.".to_owned())],
        ..RawPage::default()
    };
    let blocks = blocks(&page).blocks;
    assert_eq!(outline(&blocks), ["p CK 1", "1*1 Creatine kinase. ↩︎"]);
    assert_eq!(blocks[1].id.as_deref(), Some("n1"));
}

#[test]
fn titles_are_decoded_once() {
    assert_eq!(plain_text("Tom &#038; Jerry &lt;b&gt;"), "Tom & Jerry <b>");
    assert_eq!(
        plain_text("A <em>stressed</em> <script>alert(1)</script> title &amp; \u{201c}q"),
        "A stressed title & \u{201c}q"
    );
    assert_eq!(plain_text("&amp;amp;"), "&amp;");
    assert_eq!(plain_text("2024"), "2024");
    assert_eq!(plain_text(""), "");
}

#[test]
fn a_page_of_1500_nested_divs_is_read_whole() {
    let html = "<div>".repeat(1500) + "deep" + &"</div>".repeat(1500);
    let page = page(&html, ExportKind::Rest);
    assert_eq!((outline(&page.blocks), page.simplified), (vec!["p deep".to_owned()], None));
}

#[test]
fn a_page_too_entangled_to_parse_keeps_its_words_and_says_so() {
    let html =
        format!("<h2 id=\"s\">Signs</h2><p>Weak &amp; tired.</p><script>no</script>{}last", "<div><b>".repeat(20_000));
    let page = page(&html, ExportKind::Rest);
    assert_eq!(outline(&page.blocks), ["h2 Signs", "p Weak & tired.", "p last"]);
    assert_eq!(page.blocks[0].id.as_deref(), Some("s"));
    assert!(page.simplified.is_some_and(|reason| reason.contains("entangled")));
}

/// Bits of HTML that, strung together, are as bad as pages get.
fn html() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<table>",
            "</table>",
            "<tr>",
            "<td rowspan=2>",
            "<th>",
            "</td>",
            "<thead>",
            "<caption>",
            "<ul>",
            "<ol start=-5>",
            "<li>",
            "</li>",
            "</ul>",
            "<dl>",
            "<dt>",
            "<dd>",
            "<b>",
            "</b>",
            "<a href=x>",
            "</a>",
            "<h2 id=a>",
            "</h2>",
            "<sup>",
            "</sup>",
            "<br>",
            "<pre>",
            "</pre>",
            "<q>",
            "</q>",
            "<ruby><rt>",
            "</ruby>",
            "<img alt=x>",
            "<blockquote>",
            "</blockquote>",
            "<figure>",
            "<figcaption>",
            "<button aria-expanded>",
            "<details><summary>",
            "</summary>",
            "<svg>",
            "</svg>",
            "<script>",
            "</script>",
            "<!--nextpage-->",
            "<!--",
            "-->",
            "<x y=\"",
            "[tab title=\"q\"]",
            "[/tab]",
            "[caption]",
            "[/caption]",
            "&amp;",
            "&#0;",
            "&shy;",
            "\n\n",
            " ",
            "1",
            "</",
            "<select>",
            "<template>",
            "<span style=display:none>",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,8}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_html_gives_blocks_that_hold_together(html in html(), source in any::<bool>()) {
        let kind = if source { ExportKind::Wxr } else { ExportKind::Rest };
        for block in page(&html, kind).blocks {
            let text = block.text.as_str();
            prop_assert!(!text.is_empty() || !block.images.is_empty() || !block.links.is_empty());
            prop_assert_eq!(text.trim(), text);
            prop_assert!(!text.contains("  "), "{:?}", text);
            prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{:?}", text);
            prop_assert!(!text.contains(['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}', '\u{200e}', '\u{a0}']), "{:?}", text);
            let mut end = 0;
            for run in &block.runs {
                prop_assert!(run.range.start >= end && run.range.end > run.range.start, "{:?}", block);
                prop_assert!(text.get(run.range.start as usize..run.range.end as usize).is_some(), "{:?}", block);
                end = run.range.end;
            }
            prop_assert_eq!(text.is_empty(), block.runs.is_empty());
            for link in &block.links {
                prop_assert!(text.get(link.range.start as usize..link.range.end as usize).is_some(), "{:?}", block);
            }
        }
    }

    #[test]
    fn any_title_is_one_line(title in html()) {
        let plain = plain_text(&title);
        prop_assert!(!plain.contains('\n') && plain.trim() == plain);
    }
}
