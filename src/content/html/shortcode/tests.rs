//! Shortcodes and what is left of them.

use super::*;

#[test]
fn tags_go_and_the_text_between_them_stays() {
    assert_eq!(replace("[unknown attr=\"a b\"]kept[/unknown] on"), "kept on");
    assert_eq!(replace("a [b_c] d"), "a  d");
    assert_eq!(
        replace("<p>[contact-form-7 id=&#8221;12&#8243; title=&#8221;Contact&#8221;]</p>"),
        "<p><vademecum-break></vademecum-break></p>"
    );
}

#[test]
fn brackets_in_prose_are_prose() {
    for prose in [
        "[sic]",
        "[a]",
        "a[0] = b[1]",
        "[1]",
        "[n=45]",
        "[see below]",
        "[mean age=45 years]",
        "[[escaped_one]]",
        "[",
        "[/",
        "[é",
    ] {
        assert_eq!(replace(prose), prose);
    }
}

#[test]
fn titles_of_what_opens_are_kept() {
    for title in [
        "[et_pb_toggle title=&#8221;Can I fly?&#8221; open=&#8221;off&#8221;]",
        "[tab title='Can I fly?']",
        "[vc_tta_section title=\"Can I fly?\" tab_id=\"1\"]",
        "[su_spoiler title=“Can I fly?”]",
    ] {
        assert!(replace(title).starts_with("<vademecum-summary>Can I fly?</vademecum-summary>"), "{title}");
    }
    assert!(replace("[toggle title=&#8221;What&#8217;s new?&#8221;]").contains(">What&#8217;s new?<"));
}

#[test]
fn tags_of_html_are_not_searched() {
    let html = "<a title=\"[x_y]\">z</a><script>a[b_c]</script>";
    assert_eq!(replace(html), html);
}

#[test]
fn encoded_html_is_dropped() {
    assert_eq!(replace("a[vc_raw_html]JTND[/vc_raw_html]b"), "a<vademecum-break></vademecum-break>b");
}

#[test]
fn a_value_may_hold_tags() {
    assert_eq!(replace("[x_y t=\"<b>\"]a[x_y]b<i>"), "ab<i>");
}
