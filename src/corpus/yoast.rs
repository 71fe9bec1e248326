//! What the Yoast plugin says about a page in its REST answer: description, breadcrumb, language, organisation, review.
//!
//! Reads `yoast_head_json`, and `yoast_head` (the same as HTML) for what the first lacks. Of the JSON-LD only the fields
//! that may state a review are kept.

use serde_json::{Map, Value};

use super::plain::{decode_entities, plain_title};

/// Nodes of the graph that stand for the page itself.
const PAGE_TYPES: [&str; 7] =
    ["WebPage", "MedicalWebPage", "Article", "MedicalScholarlyArticle", "NewsArticle", "BlogPosting", "FAQPage"];
/// Fields of such a node that are kept as they are, if they are text.
const REVIEW_DATES: [&str; 4] = ["lastReviewed", "datePublished", "dateModified", "expires"];
/// Fields of a reviewer that are kept.
const PERSON_FIELDS: [&str; 5] = ["@type", "name", "honorificPrefix", "honorificSuffix", "jobTitle"];

/// What was found; everything may be missing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) description: Option<String>,
    pub(super) breadcrumb: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) organisation: Option<String>,
    pub(super) author: Option<String>,
    /// Address of the site, without a trailing slash.
    pub(super) site: Option<String>,
    pub(super) json_ld: Vec<String>,
    pub(super) noindex: bool,
}

/// Reads the head in the form of JSON, and in the form of HTML for what that lacks.
pub(super) fn head(json: Option<Value>, html: Option<&str>) -> Head {
    let json = json.unwrap_or_default();
    let html = html.unwrap_or_default();
    let mut graph = graph_of(json.get("schema"));
    if graph.is_empty() {
        graph = json_ld_scripts(html).iter().flat_map(|script| graph_of(Some(script))).collect();
    }
    let text = |name: &str| json.get(name).and_then(Value::as_str).map(str::to_owned);
    let site = node(&graph, "WebSite")
        .and_then(|site| site.get("url")?.as_str())
        .map(|url| url.trim_end_matches('/').to_owned());
    let organisation = node(&graph, "Organization")
        .or_else(|| node(&graph, "WebSite"))
        .and_then(|node| Some(node.get("name")?.as_str()?.to_owned()))
        .or_else(|| text("og_site_name"))
        .or_else(|| meta(html, "property", "og:site_name"));
    let robots = text_of_robots(&json).or_else(|| meta(html, "name", "robots")).unwrap_or_default();
    Head {
        description: text("description")
            .or_else(|| meta(html, "name", "description"))
            .map(|text| plain(&text))
            .filter(|text| !text.is_empty()),
        breadcrumb: breadcrumb(&graph, site.as_deref()),
        language: language(&graph),
        organisation: organisation.map(|name| plain(&name)).filter(|name| !name.is_empty()),
        author: text("author").map(|name| plain(&name)).filter(|name| !name.is_empty()),
        json_ld: graph.iter().filter_map(|node| review_of(node, &graph)).collect(),
        site,
        noindex: robots.split(',').any(|word| word.trim().eq_ignore_ascii_case("noindex")),
    }
}

fn plain(html: &str) -> String {
    plain_title(html)
}

fn text_of_robots(json: &Value) -> Option<String> {
    Some(json.get("robots")?.get("index")?.as_str()?.to_owned())
}

/// The nodes of a JSON-LD object, whether it is a graph, a list or one node.
fn graph_of(schema: Option<&Value>) -> Vec<Value> {
    match schema {
        Some(Value::Array(nodes)) => nodes.clone(),
        Some(Value::Object(object)) => match object.get("@graph") {
            Some(Value::Array(nodes)) => nodes.clone(),
            _ if object.contains_key("@type") => vec![Value::Object(object.clone())],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn is_of_type(node: &Value, wanted: &str) -> bool {
    match node.get("@type") {
        Some(Value::String(name)) => name == wanted,
        Some(Value::Array(names)) => names.iter().any(|name| name.as_str() == Some(wanted)),
        _ => false,
    }
}

fn node<'g>(graph: &'g [Value], wanted: &str) -> Option<&'g Value> {
    graph.iter().find(|node| is_of_type(node, wanted))
}

fn language(graph: &[Value]) -> Option<String> {
    let pages = graph.iter().filter(|node| PAGE_TYPES.iter().any(|page| is_of_type(node, page)));
    let named = pages.chain(node(graph, "WebSite")).find_map(|node| match node.get("inLanguage")? {
        Value::String(tag) => Some(tag.clone()),
        Value::Array(tags) => Some(tags.first()?.as_str()?.to_owned()),
        _ => None,
    })?;
    (!named.trim().is_empty()).then_some(named)
}

/// Names of the ancestors: the last entry is the page itself, the first usually the front page.
fn breadcrumb(graph: &[Value], site: Option<&str>) -> Vec<String> {
    let Some(entries) = node(graph, "BreadcrumbList").and_then(|list| list.get("itemListElement")?.as_array()) else {
        return Vec::new();
    };
    let mut entries: Vec<&Value> = entries.iter().collect();
    entries.sort_by_key(|entry| entry.get("position").and_then(Value::as_u64).unwrap_or(u64::MAX));
    entries.pop();
    let ancestors = entries.iter().enumerate().filter(|(place, entry)| *place > 0 || !is_front_page(entry, site));
    ancestors
        .filter_map(|(_, entry)| entry.get("name").or_else(|| entry.get("item")?.get("name"))?.as_str())
        .map(plain)
        .filter(|name| !name.is_empty())
        .collect()
}

fn is_front_page(entry: &Value, site: Option<&str>) -> bool {
    let item = entry.get("item");
    let Some(address) = item.and_then(|item| item.as_str().or_else(|| item.get("@id")?.as_str())) else {
        return false;
    };
    let address = address.trim_end_matches('/');
    let without_scheme = |address: &str| address.split_once("://").map_or(address, |(_, rest)| rest).to_owned();
    match site {
        Some(site) => without_scheme(address) == without_scheme(site),
        None => !without_scheme(address).contains('/'),
    }
}

/// The fields of a page's node that may state a review, as compact JSON.
fn review_of(node: &Value, graph: &[Value]) -> Option<String> {
    let kind = PAGE_TYPES.iter().find(|page| is_of_type(node, page))?;
    let mut kept = Map::new();
    for field in REVIEW_DATES {
        if let Some(text) = node.get(field).and_then(Value::as_str) {
            kept.insert(field.to_owned(), Value::from(text));
        }
    }
    if let Some(reviewers) = node.get("reviewedBy") {
        let reviewers: Vec<Value> = match reviewers {
            Value::Array(several) => several.iter().filter_map(|one| person(one, graph)).collect(),
            one => person(one, graph).into_iter().collect(),
        };
        if !reviewers.is_empty() {
            kept.insert("reviewedBy".to_owned(), Value::from(reviewers));
        }
    }
    if kept.is_empty() {
        return None;
    }
    kept.insert("@type".to_owned(), Value::from(*kind));
    serde_json::to_string(&kept).ok()
}

/// A person or organisation by name, a reference looked up in the graph; never an address.
fn person(value: &Value, graph: &[Value]) -> Option<Value> {
    let harmless = |text: &&str| !text.contains('@');
    if let Some(name) = value.as_str().filter(harmless) {
        return Some(Value::from(name));
    }
    let reference = value.get("@id").filter(|_| value.get("name").is_none());
    let value = match reference {
        Some(id) => graph.iter().find(|node| node.get("@id") == Some(id))?,
        None => value,
    };
    let mut kept = Map::new();
    for field in PERSON_FIELDS {
        if let Some(text) = value.get(field).and_then(Value::as_str).filter(harmless) {
            kept.insert(field.to_owned(), Value::from(text));
        }
    }
    kept.contains_key("name").then_some(Value::Object(kept))
}

/// The JSON-LD objects in `<script type="application/ld+json">`.
fn json_ld_scripts(html: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, from)) = rest.split_once("<script") {
        let Some((tag, inside)) = from.split_once('>') else {
            break;
        };
        let (script, after) = inside.split_once("</script").unwrap_or((inside, ""));
        if attribute(tag, "type").is_some_and(|kind| kind == "application/ld+json") {
            found.extend(serde_json::from_str::<Value>(script));
        }
        rest = after;
    }
    found
}

/// Content of the `<meta>` whose attribute `key` is `wanted`.
fn meta(html: &str, key: &str, wanted: &str) -> Option<String> {
    html.split("<meta").skip(1).find_map(|rest| {
        let tag = rest.get(..tag_end(rest))?;
        (attribute(tag, key)? == wanted).then(|| attribute(tag, "content").map(decode_entities))?
    })
}

/// Where a tag ends: the first `>` outside quotes.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let found = before.trim_end().rsplit(|c: char| c.is_whitespace()).next()?.eq_ignore_ascii_case(name);
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, next) = after.get(1..)?.split_once(quote)?;
        if found {
            return Some(value);
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn graph() -> Value {
        json!({"@context": "https://schema.org", "@graph": [
            {"@type": ["WebPage", "MedicalWebPage"], "lastReviewed": "2025-04-02", "inLanguage": "es-ES", "name": "no",
             "reviewedBy": [{"@id": "#p"}, {"@type": "Person", "name": "B", "email": "b@example.org"}]},
            {"@type": "Person", "@id": "#p", "name": "A", "jobTitle": "MD", "email": "a@example.org"},
            {"@type": "BreadcrumbList", "itemListElement": [
                {"position": 2, "name": "Tom &amp; Jerry", "item": "https://example.org/blog/x/"},
                {"position": 1, "name": "Start", "item": "http://example.org/blog"},
                {"position": 3, "name": "This page"}]},
            {"@type": "WebSite", "url": "https://example.org/blog/", "name": "Site"},
            {"@type": "Organization", "name": "The &#8220;Org&#8221;"}]})
    }

    #[test]
    fn the_graph_gives_breadcrumb_language_organisation_and_review() {
        let json = json!({"description": "A &amp; B", "robots": {"index": "noindex"}, "schema": graph()});
        let head = head(Some(json), None);
        assert_eq!(head.breadcrumb, ["Tom & Jerry"]);
        assert_eq!(head.language.as_deref(), Some("es-ES"));
        assert_eq!(head.organisation.as_deref(), Some("The \u{201c}Org\u{201d}"));
        assert_eq!(head.site.as_deref(), Some("https://example.org/blog"));
        assert_eq!(head.description.as_deref(), Some("A & B"));
        assert!(head.noindex);
        assert_eq!(head.json_ld.len(), 1);
        let review: Value = serde_json::from_str(&head.json_ld[0]).unwrap();
        assert_eq!(review["lastReviewed"], "2025-04-02");
        assert_eq!(
            review["reviewedBy"],
            json!([{"name": "A", "@type": "Person", "jobTitle": "MD"}, {"@type": "Person", "name": "B"}])
        );
    }

    #[test]
    fn the_html_form_gives_the_same() {
        let html = format!(
            "<title>x</title><meta content='It&#8217;s > that' name=\"description\" /><meta name=\"robots\" content=\"noindex, follow\" />\
             <script type=\"application/ld+json\" class=\"yoast-schema-graph\">{}</script>",
            graph()
        );
        let head = head(Some(json!([])), Some(&html));
        assert_eq!(head.description.as_deref(), Some("It\u{2019}s > that"));
        assert_eq!(head.breadcrumb, ["Tom & Jerry"]);
        assert!(head.noindex);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(head(None, None), Head::default());
        assert_eq!(
            head(Some(json!({"schema": {"@context": "x"}})), Some("<meta name=description><script>")),
            Head::default()
        );
    }
}
