//! `missing-alt`: an image that says nothing to somebody who cannot see it.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::Site;
use crate::content::Image;

pub(super) const CHECK: Check = Check {
    name: "missing-alt",
    severity: Severity::Warning,
    looks_for: "images without an `alt` text, and images with an empty one that are a link or have a caption",
    why: "WCAG 2.2, 1.1.1: a screen reader reads the file's name where `alt` is missing. An empty `alt` says that an image \
          is decoration; one that is a link or has a caption hardly is.",
    run: Run::Page(run),
};

fn run(page: &AuditedPage<'_>, _site: &Site<'_>, found: &mut Found) {
    for (number, block) in page.examined.blocks.iter().enumerate().filter(|(_, block)| !block.dynamic) {
        for image in &block.images {
            let action = match image.alt.as_deref() {
                None => "Add an `alt` text that says what the image shows; an empty one if it is decoration.",
                Some(alt) if alt.trim().is_empty() && (image.linked || image.captioned) => {
                    "Is it decorative? Its `alt` is empty, but it is a link or has a caption; say what it shows."
                }
                Some(_) => continue,
            };
            let mut spot = page.block_spot(number);
            let name = file_name(image);
            spot.marks = vec![(0, name.chars().count() as u32)];
            spot.sentence = Some(name);
            found.add(page.place, spot, action).with("image", image.source.as_str());
        }
    }
}

/// The last part of its address: by it a person finds the image.
fn file_name(image: &Image) -> String {
    let path = image.source.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path).to_owned()
}
