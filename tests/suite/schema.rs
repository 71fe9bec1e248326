//! Holds JSON against the schemas of the API's description, by the few keywords that they use. Not a test itself.

use serde_json::Value;

/// Keywords that say nothing of a value, or that are for requests only.
const SILENT: &[&str] = &["description", "examples", "example", "default", "maxLength", "pattern"];

/// What is wrong with a value; nothing if it is as its schema says.
///
/// # Panics
/// On a keyword that is not known: nothing is passed over in silence.
pub(crate) fn faults(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(document, schema, value, "", &mut faults);
    faults
}

fn check(document: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    for (keyword, asked) in schema.as_object().unwrap() {
        let holds = match keyword.as_str() {
            "$ref" => {
                let target = document.pointer(asked.as_str().unwrap().trim_start_matches('#')).unwrap();
                check(document, target, value, at, faults);
                true
            }
            "type" => match asked.as_array() {
                Some(any) => any.iter().any(|one| is(one, value)),
                None => is(asked, value),
            },
            "const" => asked == value,
            "enum" => asked.as_array().unwrap().contains(value),
            "minimum" => value.as_f64().is_none_or(|number| number >= asked.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= asked.as_f64().unwrap()),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= asked.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= asked.as_u64().unwrap()),
            "required" => asked.as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some()),
            "properties" => {
                for (name, schema) in asked.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        check(document, schema, value, &format!("{at}/{name}"), faults);
                    }
                }
                let known = |name: &String| asked.get(name).is_some();
                // What an answer has and the description does not name would be a promise that nobody reads.
                value.as_object().is_none_or(|fields| fields.keys().all(known))
            }
            "items" => {
                for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(document, asked, item, &format!("{at}/{number}"), faults);
                }
                true
            }
            silent if SILENT.contains(&silent) => true,
            unknown => panic!("the schema has `{unknown}`, which these tests do not know"),
        };
        if !holds {
            faults.push(format!("{at}: {keyword} {asked} does not hold for {value}"));
        }
    }
}

fn is(kind: &Value, value: &Value) -> bool {
    match kind.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        unknown => panic!("the schema has the type `{unknown}`, which these tests do not know"),
    }
}
