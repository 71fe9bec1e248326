//! What a finding rests on, by name, for people: dates and counts, and other pages with their links.

use serde_json::{Map, Value};

use super::wording;
use crate::audit::{Evidence, Finding};
use crate::output::sanitize::{is_web, one_line};

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// `last review` for `last_review`.
    pub(super) name: String,
    pub(super) values: Vec<ToldValue>,
}

/// A value, and the address that it is or that its page has; empty where a browser is not to follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ToldValue {
    pub(super) text: String,
    pub(super) link: String,
}

impl Told {
    /// `dates: 2019, 2021`.
    pub(super) fn in_words(&self) -> String {
        let value = |it: &ToldValue| match it.link.as_str() {
            "" => it.text.clone(),
            link if link == it.text => link.to_owned(),
            link => format!("{} ({link})", it.text),
        };
        format!("{}: {}", self.name, self.values.iter().map(value).collect::<Vec<_>>().join(", "))
    }
}

/// All that a finding rests on.
pub(super) fn told(evidence: &Evidence) -> Vec<Told> {
    let told =
        evidence.iter().map(|(name, value)| Told { name: one_line(&name.replace('_', " ")), values: values(value) });
    told.filter(|it| !it.values.is_empty()).collect()
}

/// The other pages and addresses that a finding rests on; its own page is none of them.
pub(super) fn elsewhere(finding: &Finding) -> Vec<Told> {
    let own = [finding.page.link.as_str(), finding.url.as_str()];
    let mut all = told(&finding.evidence);
    for it in &mut all {
        it.values.retain(|value| !value.link.is_empty() && !own.contains(&value.link.as_str()));
    }
    all.retain(|it| !it.values.is_empty());
    all
}

fn values(value: &Value) -> Vec<ToldValue> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(all) => all.iter().flat_map(values).collect(),
        Value::Object(fields) => object(fields),
        Value::String(text) => vec![ToldValue { text: one_line(text), link: followed(text) }],
        other => vec![ToldValue { text: other.to_string(), link: String::new() }],
    }
}

/// A page, if it has a link; else its fields with their names.
fn object(fields: &Map<String, Value>) -> Vec<ToldValue> {
    if let Some(link) = fields.get("link").and_then(Value::as_str) {
        let title = fields.get("title").and_then(Value::as_str).unwrap_or_default();
        return vec![ToldValue { text: one_line(wording::title(title, link)), link: followed(link) }];
    }
    let each = fields.iter().map(|(name, value)| {
        let values = values(value).into_iter().map(|it| it.text).collect::<Vec<_>>().join(", ");
        ToldValue { text: format!("{} {values}", one_line(&name.replace('_', " "))), link: String::new() }
    });
    each.collect()
}

fn followed(address: &str) -> String {
    let is_address = is_web(address) && !address.contains(char::is_whitespace);
    if is_address { one_line(address) } else { String::new() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn in_words(value: Value) -> String {
        let evidence = Evidence::from([("other_page".to_owned(), value)]);
        told(&evidence).iter().map(Told::in_words).collect()
    }

    #[test]
    fn a_page_is_told_with_its_link_and_everything_else_as_it_is() {
        let page = json!({"title": "Food", "link": "https://www.example.org/food/"});
        assert_eq!(in_words(page.clone()), "other page: Food (https://www.example.org/food/)");
        assert_eq!(in_words(json!([page, "2019", 3])), "other page: Food (https://www.example.org/food/), 2019, 3");
        assert_eq!(in_words(json!({"here": ["5 mg"], "there": "10 mg"})), "other page: here 5 mg, there 10 mg");
        assert_eq!(in_words(Value::Null), "");
        assert_eq!(in_words(json!({"title": "x", "link": "javascript:alert(1)"})), "other page: x");
    }
}
