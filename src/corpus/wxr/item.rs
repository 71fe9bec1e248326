//! One `<item>` of a WXR file: the fields that are read of it, and the page or the skipped item it becomes.

use serde::Deserialize;

use super::Channel;
use crate::corpus::intake::{Intake, Standing};
use crate::corpus::menu::{MenuItem, MenuTarget, block_targets};
use crate::corpus::rest::slug;
use crate::corpus::{ExportKind, RawPage, Skipped, moment, plain_title};

/// Post meta that says something about a page; all else is passed over.
const FOOTNOTES: &str = "footnotes";
const DESCRIPTIONS: [&str; 2] = ["_yoast_wpseo_metadesc", "rank_math_description"];
const NOINDEX: &str = "_yoast_wpseo_meta-robots-noindex";

/// The fields as they stand in the file.
#[derive(Default)]
pub(super) struct Item {
    title: String,
    link: String,
    creator: String,
    content: String,
    id: String,
    date: String,
    date_gmt: String,
    modified: String,
    modified_gmt: String,
    name: String,
    status: String,
    parent: String,
    post_type: String,
    has_password: bool,
    meta_key: String,
    footnotes: String,
    description: String,
    noindex: bool,
    menu: MenuItem,
}

impl Item {
    /// Takes the text of the element `name`.
    pub(super) fn set(&mut self, name: &str, text: String) {
        match name {
            "title" => self.title = text,
            "link" => text.trim().clone_into(&mut self.link),
            "dc:creator" => self.creator = text,
            "content:encoded" => self.content = text,
            "wp:post_id" => self.id = text,
            "wp:post_date" => self.date = text,
            "wp:post_date_gmt" => self.date_gmt = text,
            "wp:post_modified" => self.modified = text,
            "wp:post_modified_gmt" => self.modified_gmt = text,
            "wp:post_name" => self.name = text,
            "wp:status" => self.status = text,
            "wp:post_parent" => self.parent = text,
            "wp:post_type" => self.post_type = text,
            "wp:post_password" => self.has_password = !text.is_empty(),
            "wp:meta_key" => self.meta_key = text,
            "wp:meta_value" => self.set_meta(text),
            _ => {}
        }
    }

    fn set_meta(&mut self, text: String) {
        match self.meta_key.as_str() {
            FOOTNOTES => self.footnotes = text,
            NOINDEX => self.noindex = text.trim() == "1",
            "_menu_item_type" => self.menu.kind = text,
            "_menu_item_object_id" => self.menu.object = text,
            "_menu_item_url" => self.menu.address = text,
            // `%%excerpt%%` and the like are templates, not text.
            key if DESCRIPTIONS.contains(&key) && !text.contains('%') => {
                self.description = plain_title(&text);
            }
            _ => {}
        }
    }

    /// Where it leads, if it is an entry of a menu, or a menu or template of a block theme, that anybody may see.
    pub(super) fn menu_targets(&self) -> Vec<MenuTarget> {
        if self.status.trim() != "publish" {
            return Vec::new();
        }
        match self.post_type.trim() {
            "nav_menu_item" => self.menu.target().into_iter().collect(),
            "wp_navigation" | "wp_template" | "wp_template_part" => block_targets(&self.content),
            _ => Vec::new(),
        }
    }

    /// Id and content, if this is a synced pattern that anybody may see.
    pub(super) fn as_pattern(&self) -> Option<(u64, &str)> {
        let open = self.post_type.trim() == "wp_block" && self.status.trim() == "publish" && !self.has_password;
        Some((self.id.trim().parse().ok()?, self.content.as_str())).filter(|_| open)
    }

    /// The page it is, or why it is left out.
    pub(super) fn judged(mut self, channel: &Channel, intake: &mut Intake<'_>) -> Result<RawPage, Box<Skipped>> {
        let (post_type, status) = (self.post_type.trim(), self.status.trim());
        let id: Option<u64> = self.id.trim().parse().ok();
        let modified = moment::first_time([Some(self.modified_gmt.as_str()), Some(self.modified.as_str())]);
        let site = channel.site().to_owned();
        let standing = Standing { post_type, status, locked: self.has_password };
        let objection = intake.objection(standing).or_else(|| match id {
            None => Some(("has no post id".to_owned(), false)),
            Some(id) if self.link.is_empty() && !site.is_empty() => {
                self.link = format!("{site}/?p={id}");
                intake.linked_by_id(&self.link);
                None
            }
            Some(_) if self.link.is_empty() => Some(("has no link".to_owned(), false)),
            Some(_) => None,
        });
        if let Some((reason, withheld)) = objection {
            let source = intake.source().to_owned();
            let title = plain_title(&self.title);
            let link = self.link;
            let slug = slug(self.name.trim().trim_end_matches("__trashed"));
            let parent = self.parent.trim().parse().ok().filter(|parent| *parent != 0);
            return Err(Box::new(Skipped { source, id, title, reason, link, site, slug, parent, modified, withheld }));
        }
        let text_of = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Ok(RawPage {
            kind: Some(ExportKind::Wxr),
            id: id.unwrap_or_default(),
            slug: slug(self.name.trim()),
            post_type: post_type.to_owned(),
            published: moment::first_time([Some(self.date_gmt.as_str()), Some(self.date.as_str())]),
            modified,
            parent: self.parent.trim().parse().ok().filter(|parent| *parent != 0),
            author: channel.authors.get(&self.creator).cloned(),
            language: text_of(&channel.language),
            organisation: text_of(&channel.title),
            description: text_of(&self.description),
            breadcrumb: Vec::new(),
            json_ld: Vec::new(),
            footnotes: footnotes(&self.footnotes),
            noindex: self.noindex,
            title_html: self.title,
            content: self.content,
            link: self.link,
            site,
            fingerprint: None,
        })
    }
}

/// `[{"content":"…","id":"…"}]`, in order; anything else is no footnote.
fn footnotes(json: &str) -> Vec<(String, String)> {
    #[derive(Deserialize)]
    struct Footnote {
        id: String,
        content: String,
    }
    let notes: Vec<Footnote> = serde_json::from_str(json).unwrap_or_default();
    notes.into_iter().map(|note| (note.id, note.content)).collect()
}
