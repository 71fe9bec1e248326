//! REST answers: the JSON of `/wp-json/wp/v2/pages` and its kin, in every shape that people save it in.
//!
//! Elements come one by one from [`super::json_stream`]; fields are read leniently, because plugins change their types,
//! and whatever is not asked for (comments, addresses, the raw text of `context=edit`) is never looked at.

use std::io::BufRead;

use serde_json::value::RawValue;

use super::intake::{Halt, Intake, Standing};
use super::json_stream::{Piece, Splitter};
use super::plain::{plain_title, without_controls};
use super::source::reading_error;
use super::{ExportKind, Fingerprint, RawPage, Skipped, moment, yoast};

mod fields;
mod pre;

pub(super) use fields::slug;
use fields::{Fields, Links};
pub(super) use pre::unwrapped;

/// Answers inside answers are read this deep.
const DEPTH_LIMIT: u32 = 4;
/// What asking past the last page answers: the end of a loop, not a failure.
const PAST_THE_END: &str = "rest_post_invalid_page_number";

/// What was seen in a source so far.
#[derive(Default)]
struct Tally {
    pages: u64,
    foreign: u64,
    first_foreign: u64,
    /// The first error that WordPress answered; answers after it are still read.
    error: Option<String>,
    /// Arrays we are inside of.
    depth: u32,
}

/// Reads all answers in `input`, whose first byte is the byte `start` of its source.
pub(super) fn read(intake: &mut Intake<'_>, input: impl BufRead, start: u64) -> Result<(), Halt> {
    let mut pieces = Splitter::new(input, start);
    let mut value = Vec::new();
    let mut tally = Tally::default();
    loop {
        let piece = pieces.next_piece(&mut value).map_err(|error| Halt::Unreadable(reading_error(&error)))?;
        match piece {
            Some(Piece::Value { at }) => answer(intake, &value, at, &mut tally)?,
            Some(Piece::Broken { at, fault, reason }) => {
                let reason =
                    format!("could not be read: at byte {fault} of the source {reason} (it begins at byte {at})");
                intake.skip_unreadable(fields::leading_id(&value), reason)?;
            }
            None => break,
        }
    }
    if let Some(cut) = pieces.cut() {
        // A foreign file that is cut short is still foreign.
        if tally.pages == 0 && (tally.foreign > 0 || !cut.could_be_page) {
            return Err(Halt::Foreign("is JSON but no WordPress page export".to_owned()));
        }
        return Err(Halt::Unreadable(format!("is cut short: what begins at byte {} lacks {}", cut.at, cut.missing)));
    }
    if let Some(error) = tally.error {
        return Err(Halt::Unreadable(error));
    }
    if tally.pages == 0 && tally.foreign > 0 {
        return Err(Halt::Foreign("is JSON but no WordPress page export".to_owned()));
    }
    if tally.foreign > 0 {
        let text =
            format!("holds {} JSON values that are no pages, the first at byte {}", tally.foreign, tally.first_foreign);
        intake.warn("no-page", &text);
    }
    // `)` and `);` close a JSONP call.
    if let Some((at, bytes)) = pieces.junk().filter(|(_, bytes)| *bytes > 2) {
        intake.warn(
            "bytes-between",
            &format!("has {bytes} bytes between its answers that are no JSON, the first at byte {at}"),
        );
    }
    Ok(())
}

/// Reads one value: a page, an answer inside an envelope or an array, an error, or something else.
fn answer(intake: &mut Intake<'_>, json: &[u8], at: u64, tally: &mut Tally) -> Result<(), Halt> {
    match json.first() {
        // `serde` would take an array for the fields of an object in order.
        Some(b'[') => return array(intake, json, at, tally),
        Some(b'{') => {}
        _ => {
            note_foreign(tally, at);
            return Ok(());
        }
    }
    let fingerprint = fingerprint(json);
    if intake.seen(&fingerprint)? {
        tally.pages += 1;
        return Ok(());
    }
    let mut sound = true;
    let repaired;
    let fields = match serde_json::from_slice::<Fields<'_>>(json) {
        Ok(fields) => fields,
        Err(error) => {
            repaired = fields::repaired(json);
            let Ok(fields) = serde_json::from_str::<Fields<'_>>(&repaired) else {
                let place = at + fields::offset_of(&error, json);
                let id = fields::leading_id(json);
                tally.pages += u64::from(id.is_some());
                let reason = format!("could not be read: no valid JSON at byte {place} of the source");
                return intake.skip_unreadable(id, reason);
            };
            let text = format!("has characters at byte {at} that JSON does not allow; they were left out");
            intake.warn("json-repaired", &text);
            sound = false;
            fields
        }
    };
    if let Some((code, message)) = fields.error() {
        error_answer(intake, &code, &message, tally);
        return Ok(());
    }
    if let Some(body) = fields.envelope_body() {
        // An envelope around one page or an error has an object for its body.
        return match body.get().as_bytes() {
            page @ [b'{', ..] if tally.depth < DEPTH_LIMIT => {
                tally.depth += 1;
                let outcome = answer(intake, page, at, tally);
                tally.depth -= 1;
                outcome
            }
            pages => array(intake, pages, at, tally),
        };
    }
    if !fields.is_item() {
        note_foreign(tally, at);
        return Ok(());
    }
    tally.pages += 1;
    item(intake, &fields, at, Some(fingerprint).filter(|_| sound))
}

fn fingerprint(json: &[u8]) -> Fingerprint {
    blake3::hash(json).as_bytes().first_chunk().copied().unwrap_or_default()
}

/// The answers in an array inside a value: `jq -s`, or the body of an envelope.
fn array(intake: &mut Intake<'_>, json: &[u8], at: u64, tally: &mut Tally) -> Result<(), Halt> {
    if json.first() != Some(&b'[') || tally.depth >= DEPTH_LIMIT {
        note_foreign(tally, at);
        return Ok(());
    }
    match serde_json::from_slice::<Vec<&RawValue>>(json) {
        Ok(elements) => {
            tally.depth += 1;
            for element in elements {
                let inner = (element.get().as_ptr() as usize).saturating_sub(json.as_ptr() as usize) as u64;
                answer(intake, element.get().as_bytes(), at + inner, tally)?;
            }
            tally.depth -= 1;
            Ok(())
        }
        Err(error) => {
            let place = at + fields::offset_of(&error, json);
            intake.skip_unreadable(None, format!("could not be read: no valid JSON at byte {place} of the source"))
        }
    }
}

fn note_foreign(tally: &mut Tally, at: u64) {
    if tally.foreign == 0 {
        tally.first_foreign = at;
    }
    tally.foreign += 1;
}

fn error_answer(intake: &mut Intake<'_>, code: &str, message: &str, tally: &mut Tally) {
    let message = plain_title(message);
    if code == PAST_THE_END && (tally.pages > 0 || !intake.report.named) {
        intake.warn("past-the-end", &format!("is the answer to asking past the last page: `{code}`"));
        return;
    }
    let error = format!("holds an error that WordPress answered, `{code}`: {message}");
    tally.error.get_or_insert(error);
}

/// Makes a page, or a skipped item, of one item of an answer.
fn item(intake: &mut Intake<'_>, fields: &Fields<'_>, at: u64, fingerprint: Option<Fingerprint>) -> Result<(), Halt> {
    let links = Links::of(fields.links);
    let content = fields::rendered(fields.content);
    let excerpt = fields::rendered(fields.excerpt);
    let title_html = fields::rendered(fields.title).and_then(|title| title.html).unwrap_or_default();
    let post_type = fields::string(fields.post_type).or_else(|| links.post_type()).unwrap_or_else(|| "page".to_owned());
    // Left out by `_fields`: an anonymous answer holds nothing but what is published.
    let status = match fields.status {
        None => "publish".to_owned(),
        Some(_) => fields::string(fields.status).unwrap_or_else(|| "unreadable".to_owned()),
    };
    let has_password =
        fields.password.is_some_and(|_| fields::string(fields.password).is_none_or(|word| !word.is_empty()));
    let protected = [&content, &excerpt].into_iter().flatten().any(|text| text.protected);
    let standing = Standing { post_type: &post_type, status: &status, locked: has_password || protected };

    let id = fields::integer(fields.id);
    let own_link = fields::string(fields.link).filter(|link| !link.is_empty());
    let by_id = own_link.is_none().then(|| id.and_then(|id| fields.link_by_id(&links, id))).flatten();
    let link = own_link.or_else(|| by_id.clone()).unwrap_or_default();
    let modified = moment::first_time([
        fields::string(fields.modified_gmt).as_deref(),
        fields::string(fields.modified).as_deref(),
    ]);
    let published =
        moment::first_time([fields::string(fields.date_gmt).as_deref(), fields::string(fields.date).as_deref()]);
    let site_of = |head_site: Option<&str>| {
        links.site().or_else(|| head_site.map(str::to_owned)).unwrap_or_else(|| fields.site_from(&link))
    };

    let objection = intake.objection(standing).or_else(|| {
        let reason = if link.is_empty() {
            format!("has no link (at byte {at}; fetch it with `link` in `_fields`)")
        } else if id.is_none() {
            format!("has no id (at byte {at}; fetch it with `id` in `_fields`)")
        } else if fields.content.is_none() {
            "has no content (fetched with context=embed)".to_owned()
        } else if content.as_ref().is_none_or(|content| content.html.is_none()) {
            "has no rendered content".to_owned()
        } else {
            return None;
        };
        Some((reason, false))
    });
    if let Some((reason, withheld)) = objection {
        let source = intake.source().to_owned();
        let title = plain_title(&title_html);
        let slug = fields::slug(&fields::string(fields.slug).unwrap_or_default());
        let parent = fields::integer(fields.parent).filter(|parent| *parent != 0);
        let site = site_of(None);
        return intake.skip(Skipped { source, id, title, reason, link, site, slug, parent, modified, withheld });
    }
    if let Some(by_id) = by_id {
        intake.linked_by_id(&by_id);
    }
    let head = yoast::head(fields::value(fields.yoast_head_json), fields::string(fields.yoast_head).as_deref());
    intake.page(RawPage {
        kind: Some(ExportKind::Rest),
        id: id.unwrap_or_default(),
        site: site_of(head.site.as_deref()),
        slug: fields::slug(&fields::string(fields.slug).unwrap_or_default()),
        post_type,
        title_html: without_controls(title_html),
        content: without_controls(content.and_then(|content| content.html).unwrap_or_default()),
        published,
        modified,
        parent: fields::integer(fields.parent).filter(|parent| *parent != 0),
        author: fields.embedded_author().or(head.author).filter(|name| !name.contains('@')),
        language: head.language,
        organisation: head.organisation,
        description: head.description,
        breadcrumb: head.breadcrumb,
        json_ld: head.json_ld,
        footnotes: Vec::new(),
        noindex: head.noindex,
        link,
        fingerprint,
    })
}
