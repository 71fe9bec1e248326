//! WXR files: the XML that Tools, Export writes, with raw content and much that nobody should see.
//!
//! Reads only the fields it names; comments, authors' addresses and everything else fall through. `quick-xml` does the
//! XML over [`super::xml_repair`]; end tags are not checked against start tags, so that one odd item spoils no other.

use std::collections::BTreeMap;
use std::io::BufRead;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::intake::{Halt, Intake};
use super::parts::{self, Export};
use super::pattern::{self, Patterns};
use super::plain::named_or_numbered;
use super::source::reading_error;
use super::xml_repair::{Place, Repair};
use super::{RawPage, plain_title};

mod item;

use item::Item;

/// What the head of a file says about all its items.
#[derive(Default)]
pub(super) struct Channel {
    site: String,
    link: String,
    title: String,
    language: String,
    /// Display names by login.
    authors: BTreeMap<String, String>,
    login: String,
    display_name: String,
}

/// Where in the file the reader is, as far as it matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Channel,
    Author,
    Item,
    /// A comment, an image, a term: nothing in it is read. The name ends it.
    Ignored(&'static str),
}

const IGNORED: [&str; 5] = ["wp:comment", "image", "wp:term", "wp:category", "wp:tag"];

struct State {
    part: Part,
    /// The part around an ignored one.
    around: Part,
    channel: Channel,
    item: Item,
    /// Name of the element whose text is being read.
    field: Option<String>,
    text: String,
    patterns: Patterns,
    /// Pages that refer to patterns wait for the file's end, because the patterns may come after them.
    waiting: Vec<RawPage>,
    open_documents: u32,
    ended: bool,
    bare_ampersand: Option<Place>,
}

/// Reads the export in `input`, whose first byte is the byte `start` of its source.
pub(super) fn read(intake: &mut Intake<'_>, input: impl BufRead, start: u64) -> Result<(), Halt> {
    let mut reader = Reader::from_reader(Repair::new(input, start));
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let mut state = State::new();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(error) => {
                warn_of_repairs(intake, &reader, &state);
                return Err(failure(&error, &reader, &state));
            }
        };
        state.take(intake, event, reader.get_ref().place())?;
        reader.get_mut().mark();
    }
    warn_of_repairs(intake, &reader, &state);
    if !state.ended {
        let byte = reader.get_ref().place().byte;
        return Err(Halt::Unreadable(format!(
            "is cut short: it ends at byte {byte} without `</rss>`; export it again"
        )));
    }
    let unreadable = state.item_left_open();
    state.release(intake)?;
    intake.report.whole = !unreadable && !parts::is_part(intake.source());
    Ok(())
}

fn failure<R: BufRead>(error: &quick_xml::Error, reader: &Reader<Repair<R>>, state: &State) -> Halt {
    let Place { line, byte } = reader.get_ref().place();
    Halt::Unreadable(match error {
        quick_xml::Error::Io(error) => reading_error(error),
        error if state.ended => format!("has bytes after `</rss>` that are no XML: {error}"),
        error => format!("is cut short or broken before byte {byte} (line {line}): {error}; export it again"),
    })
}

fn warn_of_repairs<R: BufRead>(intake: &mut Intake<'_>, reader: &Reader<Repair<R>>, state: &State) {
    let repairs = reader.get_ref().repairs();
    if repairs.controls > 0 {
        let Place { line, byte } = repairs.first_control;
        let text = format!(
            "holds {} characters that XML does not allow; they were left out, the first at line {line}, byte {byte}",
            repairs.controls
        );
        intake.warn("xml-repaired", &text);
    }
    if repairs.malformed > 0 {
        let Place { line, byte } = repairs.first_malformed;
        let text = format!(
            "holds {} byte sequences that are no UTF-8; they were replaced, the first at line {line}, byte {byte}",
            repairs.malformed
        );
        intake.warn("xml-repaired", &text);
    }
    if let Some(Place { line, byte }) = state.bare_ampersand {
        intake.warn(
            "xml-repaired",
            &format!("holds a bare `&`, read as it stands, the first before line {line}, byte {byte}"),
        );
    }
}

impl State {
    fn new() -> Self {
        Self {
            part: Part::Channel,
            around: Part::Channel,
            channel: Channel::default(),
            item: Item::default(),
            field: None,
            text: String::new(),
            patterns: Patterns::new(),
            waiting: Vec::new(),
            open_documents: 0,
            ended: false,
            bare_ampersand: None,
        }
    }

    fn take(&mut self, intake: &mut Intake<'_>, event: Event<'_>, place: Place) -> Result<(), Halt> {
        match event {
            Event::Start(start) => self.start(&start),
            Event::End(end) => return self.end(intake, &end),
            Event::CData(section) => self.text.push_str(&section),
            Event::Text(text) if self.field.is_some() => {
                if text.contains('&') {
                    self.bare_ampersand.get_or_insert(place);
                }
                self.text.push_str(&text);
            }
            Event::GeneralRef(name) => {
                if let Some(c) = named_or_numbered(&name) {
                    self.text.push(c);
                } else {
                    self.text.extend(["&", &*name, ";"]);
                }
            }
            Event::Comment(comment) if intake.report.created.is_none() => {
                intake.report.created = created(&comment);
            }
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.name();
        let name = name.as_ref();
        if name == "rss" {
            self.open_documents += 1;
            self.ended = false;
            self.channel = Channel::default();
            self.part = Part::Channel;
        } else if matches!(self.part, Part::Ignored(_)) {
            return;
        } else if let Some(ignored) = IGNORED.iter().find(|ignored| **ignored == name) {
            self.around = self.part;
            self.part = Part::Ignored(ignored);
        } else if name == "wp:author" {
            self.part = Part::Author;
        } else if name == "item" {
            self.part = Part::Item;
            self.item = Item::default();
        } else if self.field.as_deref() == Some("content:encoded") {
            // HTML that stands outside CDATA, as some old exporters wrote it.
            self.text.push('<');
            self.text.push_str(start);
            self.text.push('>');
            return;
        }
        self.field = Some(name.to_owned());
        self.text.clear();
    }

    fn end(&mut self, intake: &mut Intake<'_>, name: &str) -> Result<(), Halt> {
        if let Part::Ignored(ignored) = self.part {
            if name == ignored {
                self.part = self.around;
            }
            self.field = None;
            return Ok(());
        }
        if self.field.as_deref() == Some("content:encoded")
            && !matches!(name, "content:encoded" | "item" | "channel" | "rss")
        {
            self.text.push_str("</");
            self.text.push_str(name);
            self.text.push('>');
            return Ok(());
        }
        let text = if self.field.as_deref() == Some(name) { std::mem::take(&mut self.text) } else { String::new() };
        self.field = None;
        match (self.part, name) {
            (Part::Channel, "link") => self.channel.link = text,
            (Part::Channel, "title") => self.channel.title = plain_title(&text),
            (Part::Channel, "language") => text.trim().clone_into(&mut self.channel.language),
            (Part::Channel, "wp:base_blog_url") => text.trim().trim_end_matches('/').clone_into(&mut self.channel.site),
            (Part::Author, "wp:author_login") => self.channel.login = text,
            (Part::Author, "wp:author_display_name") => self.channel.display_name = text,
            (Part::Author, "wp:author") => {
                let login = std::mem::take(&mut self.channel.login);
                let name = plain_title(&std::mem::take(&mut self.channel.display_name));
                // A display name may be an address.
                if !name.is_empty() && !name.contains('@') {
                    self.channel.authors.insert(login, name);
                }
                self.part = Part::Channel;
            }
            (Part::Item, "item") => {
                self.part = Part::Channel;
                return self.close_item(intake);
            }
            (Part::Item, name) => self.item.set(name, text),
            (_, "rss") => {
                self.open_documents = self.open_documents.saturating_sub(1);
                self.ended = self.open_documents == 0;
            }
            _ => {}
        }
        Ok(())
    }

    fn close_item(&mut self, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let item = std::mem::take(&mut self.item);
        if let Some((id, content)) = item.as_pattern() {
            self.patterns.insert(id, content.to_owned());
        }
        intake.report.menus.extend(item.menu_targets());
        match item.judged(&self.channel, intake) {
            Ok(page) if pattern::refers(&page.content) => self.waiting.push(page),
            Ok(page) => return intake.page(page),
            Err(skipped) => return intake.skip(*skipped),
        }
        Ok(())
    }

    fn item_left_open(&self) -> bool {
        self.part == Part::Item
    }

    /// Hands on the pages that waited for the file's patterns; where the file is a part of an export, those that still
    /// lack one wait for the other parts.
    fn release(&mut self, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let export = Export::of_part(intake.source(), self.channel.site());
        let mut patterns = std::mem::take(&mut self.patterns);
        if let Some(export) = &export {
            patterns = intake.parts.add(export, patterns).clone();
        }
        let mut lacking = Vec::new();
        for mut page in std::mem::take(&mut self.waiting) {
            let (content, missing) = pattern::resolved(&page.content, &patterns);
            if missing > 0 {
                page = match &export {
                    Some(export) => match intake.hold(export, page) {
                        Some(page) => page,
                        None => continue,
                    },
                    None => page,
                };
                lacking.push(parts::name_of(&page));
            }
            page.content = content;
            intake.page(page)?;
        }
        if !lacking.is_empty() {
            intake.warn("pattern-missing", &parts::lacking(&lacking, export.is_some()));
        }
        Ok(())
    }
}

impl Channel {
    /// The site, which very old files do not name apart from the channel's link.
    fn site(&self) -> &str {
        if self.site.is_empty() { self.link.trim().trim_end_matches('/') } else { &self.site }
    }
}

/// When the file was made: `generator="WordPress/7.1" created="2026-11-22 10:57"`, in UTC.
fn created(comment: &str) -> Option<jiff::Timestamp> {
    let (_, rest) = comment.split_once("created=\"")?;
    let (date, _) = rest.split_once('"')?;
    let civil: DateTime = date.parse().ok().or_else(|| DateTime::strptime("%Y-%m-%d %H:%M", date).ok())?;
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comment_says_when_the_file_was_made() {
        let made = created(" generator=\"WordPress/7.1\" created=\"2026-11-22 10:57\" ");
        assert_eq!(made, "2026-11-22T10:57:00Z".parse().ok());
        assert_eq!(created("nothing"), None);
    }
}
