//! Elements: what is done with each HTML element, and why.
//!
//! Every element of the HTML standard, current and obsolete, has an entry; one that is in no standard (a custom
//! element) is part of the running text. What an element's attributes hide is told in [`super::unseen`].

/// What is done with an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Treatment {
    /// Its text belongs to the text around it.
    Inline,
    /// It has no text, and breaks none.
    Nothing,
    /// It begins and ends a paragraph.
    Block,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// `ul`, `ol`.
    List {
        /// Its items are numbered.
        ordered: bool,
    },
    /// `li`.
    Item,
    /// `dl`.
    Group,
    /// `dt`.
    Term,
    /// `dd`.
    Definition,
    /// `table`.
    Table,
    /// `thead`, `tbody`, `tfoot`.
    Rows {
        /// They name the columns.
        head: bool,
    },
    /// `tr`.
    Row,
    /// `th`, `td`.
    Cell {
        /// It names a column or row.
        header: bool,
    },
    /// `caption`, `figcaption`.
    Caption,
    /// `figure`.
    Figure,
    /// `blockquote`.
    Quote,
    /// `pre`.
    Preformatted,
    /// `summary`.
    Summary,
    /// `br`.
    LineBreak,
    /// `sup`, `sub`.
    Raised,
    /// `q`.
    Quoted,
    /// `rt`.
    Reading,
    /// `img`.
    Image,
    /// `a`.
    Link,
    /// `button`.
    Button,
    /// `dialog`.
    Dialog,
    /// Something embedded: left out with all that is in it, but it stands in the line.
    Embedded,
    /// Left out with all that is in it.
    Unseen,
    /// The title of an accordion's shortcode.
    ShortcodeTitle,
    /// Another text that a shortcode's attribute holds.
    ShortcodeText,
    /// The `[caption]` shortcode.
    ShortcodeCaption,
}

/// What is done with the element of this (lower-case) name.
pub(super) fn treatment(name: &str) -> Treatment {
    ELEMENTS
        .binary_search_by_key(&name, |entry| entry.0)
        .ok()
        .and_then(|at| ELEMENTS.get(at))
        .map_or(Treatment::Inline, |entry| entry.1)
}

/// Name, treatment and reason, sorted by name.
#[rustfmt::skip]
const ELEMENTS: &[(&str, Treatment, &str)] = &[
    ("a", Treatment::Link, "its words are text, its target is kept"),
    ("abbr", Treatment::Inline, "part of the running text"),
    ("acronym", Treatment::Inline, "part of the running text"),
    ("address", Treatment::Block, "begins and ends a paragraph"),
    ("annotation", Treatment::Unseen, "a formula once more, for programs"),
    ("annotation-xml", Treatment::Unseen, "a formula once more, for programs"),
    ("applet", Treatment::Embedded, "something played or shown; its content is for browsers that cannot"),
    ("area", Treatment::Nothing, "has no text of its own"),
    ("article", Treatment::Block, "begins and ends a paragraph"),
    ("aside", Treatment::Block, "begins and ends a paragraph"),
    ("audio", Treatment::Embedded, "something played or shown; its content is for browsers that cannot"),
    ("b", Treatment::Inline, "part of the running text"),
    ("base", Treatment::Unseen, "for the browser, not the reader"),
    ("basefont", Treatment::Inline, "part of the running text"),
    ("bdi", Treatment::Inline, "part of the running text"),
    ("bdo", Treatment::Inline, "part of the running text"),
    ("bgsound", Treatment::Embedded, "something played or shown; its content is for browsers that cannot"),
    ("big", Treatment::Inline, "part of the running text"),
    ("blink", Treatment::Inline, "part of the running text"),
    ("blockquote", Treatment::Quote, "a quotation"),
    ("body", Treatment::Inline, "the parser makes them"),
    ("br", Treatment::LineBreak, "a new line of the same paragraph"),
    ("button", Treatment::Button, "a control, unless it opens something: then its label is a heading"),
    ("canvas", Treatment::Embedded, "something played or shown; its content is for browsers that cannot"),
    ("caption", Treatment::Caption, "says what a table or figure shows"),
    ("center", Treatment::Block, "begins and ends a paragraph"),
    ("cite", Treatment::Inline, "part of the running text"),
    ("code", Treatment::Inline, "part of the running text"),
    ("col", Treatment::Nothing, "has no text of its own"),
    ("colgroup", Treatment::Nothing, "has no text of its own"),
    ("data", Treatment::Inline, "part of the running text"),
    ("datalist", Treatment::Unseen, "a form's control, not the page's text"),
    ("dd", Treatment::Definition, "a definition"),
    ("del", Treatment::Unseen, "struck out: a dose no longer valid must not be read out"),
    ("details", Treatment::Block, "begins and ends a paragraph"),
    ("dfn", Treatment::Inline, "part of the running text"),
    ("dialog", Treatment::Dialog, "shown only when open"),
    ("dir", Treatment::List { ordered: false }, "a list of items without numbers"),
    ("div", Treatment::Block, "begins and ends a paragraph"),
    ("dl", Treatment::Group, "terms and their definitions"),
    ("dt", Treatment::Term, "a term"),
    ("em", Treatment::Inline, "part of the running text"),
    ("embed", Treatment::Embedded, "something played or shown; its content is for browsers that cannot"),
    ("fieldset", Treatment::Block, "begins and ends a paragraph"),
    ("figcaption", Treatment::Caption, "says what a table or figure shows"),
    ("figure", Treatment::Figure, "an image with its caption"),
    ("font", Treatment::Inline, "part of the running text"),
    ("footer", Treatment::Block, "begins and ends a paragraph"),
    ("form", Treatment::Block, "begins and ends a paragraph"),
    ("frame", Treatment::Embedded, "something played or shown; its content is for browsers that cannot"),
    ("frameset", Treatment::Embedded, "something played or shown; its content is for browsers that cannot"),
    ("h1", Treatment::Heading(1), "a heading"),
    ("h2", Treatment::Heading(2), "a heading"),
    ("h3", Treatment::Heading(3), "a heading"),
    ("h4", Treatment::Heading(4), "a heading"),
    ("h5", Treatment::Heading(5), "a heading"),
    ("h6", Treatment::Heading(6), "a heading"),
    ("head", Treatment::Unseen, "for the browser, not the reader"),
    ("header", Treatment::Block, "begins and ends a paragraph"),
    ("hgroup", Treatment::Block, "begins and ends a paragraph"),
    ("hr", Treatment::Block, "a break between paragraphs"),
    ("html", Treatment::Inline, "the parser makes them"),
    ("i", Treatment::Inline, "part of the running text"),
    ("iframe", Treatment::Embedded, "something played or shown; its content is for browsers that cannot"),
    ("image", Treatment::Image, "kept for the audit; its alternative text is not on the page"),
    ("img", Treatment::Image, "kept for the audit; its alternative text is not on the page"),
    ("input", Treatment::Embedded, "a form's control, not the page's text"),
    ("ins", Treatment::Inline, "part of the running text"),
    ("isindex", Treatment::Embedded, "a form's control, not the page's text"),
    ("kbd", Treatment::Inline, "part of the running text"),
    ("keygen", Treatment::Embedded, "a form's control, not the page's text"),
    ("label", Treatment::Block, "begins and ends a paragraph"),
    ("legend", Treatment::Block, "begins and ends a paragraph"),
    ("li", Treatment::Item, "an item of a list"),
    ("link", Treatment::Unseen, "for the browser, not the reader"),
    ("listing", Treatment::Preformatted, "its line breaks are meant"),
    ("main", Treatment::Block, "begins and ends a paragraph"),
    ("map", Treatment::Inline, "part of the running text"),
    ("mark", Treatment::Inline, "part of the running text"),
    ("marquee", Treatment::Block, "begins and ends a paragraph"),
    ("math", Treatment::Inline, "a formula is text"),
    ("menu", Treatment::List { ordered: false }, "a list of items without numbers"),
    ("menuitem", Treatment::Block, "begins and ends a paragraph"),
    ("meta", Treatment::Unseen, "for the browser, not the reader"),
    ("meter", Treatment::Embedded, "a form's control, not the page's text"),
    ("multicol", Treatment::Block, "begins and ends a paragraph"),
    ("nav", Treatment::Block, "begins and ends a paragraph"),
    ("nextid", Treatment::Nothing, "has no text of its own"),
    ("nobr", Treatment::Inline, "part of the running text"),
    ("noembed", Treatment::Embedded, "something played or shown; its content is for browsers that cannot"),
    ("noframes", Treatment::Embedded, "something played or shown; its content is for browsers that cannot"),
    ("noscript", Treatment::Unseen, "for the browser, not the reader"),
    ("object", Treatment::Embedded, "something played or shown; its content is for browsers that cannot"),
    ("ol", Treatment::List { ordered: true }, "a list of numbered items"),
    ("optgroup", Treatment::Unseen, "a form's control, not the page's text"),
    ("option", Treatment::Unseen, "a form's control, not the page's text"),
    ("output", Treatment::Embedded, "a form's control, not the page's text"),
    ("p", Treatment::Block, "a paragraph"),
    ("param", Treatment::Nothing, "has no text of its own"),
    ("picture", Treatment::Inline, "holds an image"),
    ("plaintext", Treatment::Preformatted, "its line breaks are meant"),
    ("pre", Treatment::Preformatted, "its line breaks are meant"),
    ("progress", Treatment::Embedded, "a form's control, not the page's text"),
    ("q", Treatment::Quoted, "browsers set quotation marks around it"),
    ("rb", Treatment::Inline, "the text that a reading is given for"),
    ("rp", Treatment::Unseen, "brackets only for browsers that cannot show a reading"),
    ("rt", Treatment::Reading, "a reading above the text, shown in brackets"),
    ("rtc", Treatment::Inline, "the text that a reading is given for"),
    ("ruby", Treatment::Inline, "the text that a reading is given for"),
    ("s", Treatment::Unseen, "struck out: a dose no longer valid must not be read out"),
    ("samp", Treatment::Inline, "part of the running text"),
    ("script", Treatment::Unseen, "for the browser, not the reader"),
    ("search", Treatment::Block, "begins and ends a paragraph"),
    ("section", Treatment::Block, "begins and ends a paragraph"),
    ("select", Treatment::Embedded, "a form's control, not the page's text"),
    ("slot", Treatment::Inline, "part of the running text"),
    ("small", Treatment::Inline, "part of the running text"),
    ("source", Treatment::Nothing, "has no text of its own"),
    ("spacer", Treatment::Nothing, "has no text of its own"),
    ("span", Treatment::Inline, "part of the running text"),
    ("strike", Treatment::Unseen, "struck out: a dose no longer valid must not be read out"),
    ("strong", Treatment::Inline, "part of the running text"),
    ("style", Treatment::Unseen, "for the browser, not the reader"),
    ("sub", Treatment::Raised, "text set higher or lower, which a text fragment cannot hold"),
    ("summary", Treatment::Summary, "the label of something that opens"),
    ("sup", Treatment::Raised, "text set higher or lower, which a text fragment cannot hold"),
    ("svg", Treatment::Unseen, "a drawing; its title and description are not on the page"),
    ("table", Treatment::Table, "rows and cells"),
    ("tbody", Treatment::Rows { head: false }, "rows"),
    ("td", Treatment::Cell { header: false }, "a cell"),
    ("template", Treatment::Unseen, "for the browser, not the reader"),
    ("textarea", Treatment::Embedded, "a form's control, not the page's text"),
    ("tfoot", Treatment::Rows { head: false }, "rows"),
    ("th", Treatment::Cell { header: true }, "names a column or a row"),
    ("thead", Treatment::Rows { head: true }, "rows that name the columns"),
    ("time", Treatment::Inline, "part of the running text"),
    ("title", Treatment::Unseen, "for the browser, not the reader"),
    ("tr", Treatment::Row, "one block, its cells labelled"),
    ("track", Treatment::Nothing, "has no text of its own"),
    ("tt", Treatment::Inline, "part of the running text"),
    ("u", Treatment::Inline, "part of the running text"),
    ("ul", Treatment::List { ordered: false }, "a list of items without numbers"),
    ("vademecum-break", Treatment::Block, "where a page builder's shortcode stood"),
    ("vademecum-caption", Treatment::ShortcodeCaption, "the caption shortcode"),
    ("vademecum-summary", Treatment::ShortcodeTitle, "title of an accordion's or tab's shortcode"),
    ("vademecum-text", Treatment::ShortcodeText, "text of a shortcode's attribute"),
    ("var", Treatment::Inline, "part of the running text"),
    ("video", Treatment::Embedded, "something played or shown; its content is for browsers that cannot"),
    ("wbr", Treatment::Nothing, "a place where a long word may be broken; the word is one"),
    ("xmp", Treatment::Preformatted, "its line breaks are meant"),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The elements of the HTML standard: section 4 and the obsolete ones of section 16.2.
    const STANDARD: &str = "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas \
        caption cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption \
        figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link \
        main map mark math menu meta meter nav noscript object ol optgroup option output p picture pre progress q rp rt \
        ruby s samp script search section select slot small source span strong style sub summary sup svg table tbody td \
        template textarea tfoot th thead time title tr track u ul var video wbr \
        acronym applet basefont bgsound big blink center dir font frame frameset image isindex keygen listing marquee \
        menuitem multicol nextid nobr noembed noframes param plaintext rb rtc spacer strike tt xmp";

    #[test]
    fn every_element_of_the_standard_has_an_entry_with_a_reason() {
        for name in STANDARD.split_whitespace() {
            let entry = ELEMENTS.iter().find(|entry| entry.0 == name);
            assert!(entry.is_some_and(|entry| !entry.2.is_empty()), "`{name}` has no entry");
        }
    }

    #[test]
    fn the_table_is_sorted_and_names_each_element_once() {
        assert!(ELEMENTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn an_element_of_no_standard_is_running_text() {
        assert_eq!(treatment("my-widget"), Treatment::Inline);
        assert_eq!(treatment("del"), Treatment::Unseen);
    }
}
