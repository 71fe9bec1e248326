//! `missing-alt`: an image that says nothing to somebody who cannot see it.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::Site;
use crate::content::{BlockKind, Image};

pub(super) const CHECK: Check = Check {
    name: "missing-alt",
    severity: Severity::Warning,
    looks_for: "images without an `alt` text, with an empty one though they are a link or have a caption, or with a file's \
                name for one",
    why: "WCAG 2.2, 1.1.1: a screen reader reads the file's name where `alt` is missing. An empty `alt` says that an image \
          is decoration; one that is a link or has a caption hardly is.",
    run: Run::Page(run),
};

/// Words that say of an image only that it is one.
const SAYING_NOTHING: &[&str] = &[
    "alt",
    "alt text",
    "banner",
    "figure",
    "graphic",
    "icon",
    "image",
    "img",
    "photo",
    "photograph",
    "picture",
    "pic",
    "placeholder",
    "screenshot",
    "thumbnail",
    "untitled",
];
/// How cameras and editors begin the names of files.
const FILE_NAMES: &[&str] = &["dsc", "dscf", "dscn", "image", "img", "pxl", "screenshot", "untitled", "wp", "photo"];
const EXTENSIONS: &[&str] = &[".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".bmp", ".tif", ".tiff"];

fn run(page: &AuditedPage<'_>, _site: &Site<'_>, found: &mut Found) {
    for (number, block) in page.examined.blocks.iter().enumerate().filter(|(_, block)| !block.dynamic) {
        let caption = Some(block.text.as_str()).filter(|_| block.kind == BlockKind::Caption);
        for image in &block.images {
            let name = file_name(image);
            let (kind, action) = match image.alt.as_deref().map(str::trim) {
                None => ("none", "Add an `alt` text that says what the image shows; an empty one if it is decoration."),
                Some("") if image.linked => {
                    ("empty", "Say in its `alt` where the link leads: it is empty, and the image is a link.")
                }
                Some("") if image.captioned => (
                    "empty",
                    "Is it decorative? Its `alt` is empty, but it has a caption: say what it shows that the caption does \
                     not.",
                ),
                Some(alt) if is_file_name(alt, &name) => {
                    ("file-name", "Say in its `alt` what the image shows: it is the name of a file.")
                }
                Some(alt) if SAYING_NOTHING.contains(&alt.to_lowercase().as_str()) => {
                    ("says-nothing", "Say in its `alt` what the image shows: it says only that it is one.")
                }
                Some(_) => continue,
            };
            let mut spot = page.block_spot(number);
            spot.marks = vec![(0, name.chars().count() as u32)];
            spot.sentence = Some(name);
            let draft = found.add(page.place, spot, action);
            draft.with("image", image.source.as_str()).with("alt", kind);
            if let Some(alt) = image.alt.as_deref().filter(|alt| !alt.trim().is_empty()) {
                draft.with("alt_text", alt);
            }
            if let Some(caption) = caption.filter(|_| image.captioned) {
                draft.with("caption", caption);
            }
        }
    }
}

/// The last part of its address: by it a person finds the image.
fn file_name(image: &Image) -> String {
    let path = image.source.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path).to_owned()
}

/// `IMG_2041.jpg`, `Body_PM-DM-back`: with the ending of an image, of the file's own name, or as a camera names them.
fn is_file_name(alt: &str, file: &str) -> bool {
    let lower = alt.to_lowercase();
    if alt.contains(char::is_whitespace) {
        // A sentence may end in a file's name; a file may have spaces in its own.
        return lower == file.to_lowercase().replace("%20", " ") && stem(&lower) != lower;
    }
    let named = |begin: &str| {
        let number = lower.strip_prefix(begin).map(|rest| rest.trim_start_matches(['_', '-']));
        number.is_some_and(|rest| {
            rest.len() > 1 && rest.bytes().all(|byte| byte.is_ascii_digit() || b"_-".contains(&byte))
        })
    };
    let joined = alt.contains('_') || alt.matches('-').count() > 1 || alt.bytes().any(|byte| byte.is_ascii_digit());
    let own = joined && stem(&file.to_lowercase()).starts_with(stem(&lower));
    stem(&lower) != lower || own || FILE_NAMES.iter().any(|begin| named(begin))
}

/// A file's name without the ending of an image.
fn stem(file: &str) -> &str {
    EXTENSIONS.iter().find_map(|extension| file.strip_suffix(extension)).unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::is_file_name;

    #[test]
    fn a_files_name_is_no_description() {
        for (alt, file) in
            [("IMG_2041", "a.png"), ("rash.jpg", "b.png"), ("Body_PM-DM-back", "Body_PM-DM-back-296x700.jpg")]
        {
            assert!(is_file_name(alt, file), "{alt}");
        }
        for (alt, file) in
            [("Dermatomyositis", "dermatomyositis.jpg"), ("COVID-19", "virus.png"), ("Image of a rash", "a.jpg")]
        {
            assert!(!is_file_name(alt, file), "{alt}");
        }
    }
}
