//! HTML to blocks: what pages hold that no reader sees, that plugins leave behind, or that parsers choke on.

use proptest::prelude::*;
use vademecum::content::{Block, blocks, plain_text};
use vademecum::corpus::{ExportKind, RawPage};

use super::html::{outline, page, raw, rendered, shows};

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
