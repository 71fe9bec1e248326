//! A small WXR export under audit: what only an export of all content can tell.

use std::fmt::Write;

use vademecum::audit::{Audit, AuditOptions, audit};
use vademecum::index::{BuildOptions, Snapshot, build};

use super::harness::{TODAY, marked};

/// A small export.
pub(crate) struct Export {
    items: String,
    name: &'static str,
    options: AuditOptions,
}

impl Export {
    /// An export without an item, of which these checks are asked for.
    pub(crate) fn by(checks: &[&str]) -> Export {
        let checks = checks.iter().map(|&check| check.to_owned()).collect();
        let options = AuditOptions { checks, ..AuditOptions::as_of(TODAY) };
        Export { items: String::new(), name: "site.wordpress.2026-11-22.xml", options }
    }

    /// An export that was split, of which this is one part.
    pub(crate) fn split(mut self) -> Export {
        self.name = "site.wordpress.2026-11-22.000.xml";
        self
    }

    /// Adds a published page, as `https://www.example.org/{path}/`.
    pub(crate) fn page(self, id: u64, path: &str, body: &str) -> Export {
        self.child(id, 0, path, body)
    }

    /// Adds a published page below another.
    pub(crate) fn child(self, id: u64, parent: u64, path: &str, body: &str) -> Export {
        let slug = path.rsplit('/').next().unwrap_or(path);
        let link = format!("https://www.example.org/{path}/").replace("org//", "org/");
        self.item("page", "publish", id, parent, &link, slug, body, "")
    }

    /// Adds a page of another status, with the link that WordPress gives it.
    pub(crate) fn withheld(self, id: u64, status: &str, slug: &str) -> Export {
        let link = format!("https://www.example.org/?page_id={id}");
        self.item("page", status, id, 0, &link, slug, "<p>Not to be seen.</p>", "")
    }

    /// Adds an item of another type.
    pub(crate) fn other(self, post_type: &str, id: u64, path: &str, body: &str) -> Export {
        let link = format!("https://www.example.org/{path}/");
        self.item(post_type, "publish", id, 0, &link, path, body, "")
    }

    /// Adds an entry of a menu that leads to a page.
    pub(crate) fn menu(self, id: u64, page: u64) -> Export {
        let meta =
            format!("{}{}", meta("_menu_item_type", "post_type"), meta("_menu_item_object_id", &page.to_string()));
        let link = format!("https://www.example.org/{id}/");
        self.item("nav_menu_item", "publish", id, 0, &link, "", "", &meta)
    }

    #[expect(clippy::too_many_arguments, reason = "an item has as many fields")]
    fn item(
        mut self,
        post_type: &str,
        status: &str,
        id: u64,
        parent: u64,
        link: &str,
        slug: &str,
        body: &str,
        meta: &str,
    ) -> Export {
        write!(
            self.items,
            "<item><title><![CDATA[Page {id}]]></title><link>{link}</link>\
             <content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{id}</wp:post_id>\
             <wp:post_date_gmt><![CDATA[2024-01-01 00:00:00]]></wp:post_date_gmt>\
             <wp:post_modified_gmt><![CDATA[2026-06-01 09:00:00]]></wp:post_modified_gmt>\
             <wp:post_name><![CDATA[{slug}]]></wp:post_name><wp:status><![CDATA[{status}]]></wp:status>\
             <wp:post_parent>{parent}</wp:post_parent><wp:post_type><![CDATA[{post_type}]]></wp:post_type>\
             <wp:post_password><![CDATA[]]></wp:post_password>{meta}</item>"
        )
        .unwrap();
        self
    }

    /// The audit.
    pub(crate) fn audit(&self) -> Audit {
        let folder = tempfile::tempdir().unwrap();
        let export = folder.path().join(self.name);
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" ?><rss version=\"2.0\"><channel><title>Larkfield</title>\
             <link>https://www.example.org</link><language>en-GB</language><wp:wxr_version>1.2</wp:wxr_version>\
             <wp:base_site_url>https://www.example.org</wp:base_site_url>\
             <wp:base_blog_url>https://www.example.org</wp:base_blog_url>{}</channel></rss>",
            self.items
        );
        std::fs::write(&export, text).unwrap();
        let index = folder.path().join("index");
        let config = self.options.config.clone();
        let options = BuildOptions { index: index.clone(), sources: vec![export], config, ..BuildOptions::default() };
        build(&options, &|_| ()).unwrap();
        audit(&Snapshot::open(&index).unwrap(), &self.options, &|_| ()).unwrap()
    }

    /// What the findings mark.
    pub(crate) fn marked(&self) -> Vec<String> {
        self.audit().findings.iter().map(marked).collect()
    }

    /// The links of the pages with findings, sorted.
    pub(crate) fn paths(&self) -> Vec<String> {
        let audit = self.audit();
        let path = |link: &str| link.trim_start_matches("https://www.example.org").to_owned();
        let mut paths: Vec<String> = audit.findings.iter().map(|finding| path(&finding.page.link)).collect();
        paths.sort();
        paths
    }

    /// What could not be checked.
    pub(crate) fn unchecked(&self) -> Vec<String> {
        self.audit().unchecked.into_iter().map(|it| it.text).collect()
    }
}

fn meta(key: &str, value: &str) -> String {
    format!(
        "<wp:postmeta><wp:meta_key><![CDATA[{key}]]></wp:meta_key>\
         <wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )
}
