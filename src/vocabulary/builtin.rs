//! The word lists that come with the program, one file per field of medicine.
//!
//! A new list is a file under `builtin/` and a line here.

use super::{Source, SourceKind};

const LISTS: &[(&str, &str)] = &[
    ("body.txt", include_str!("builtin/body.txt")),
    ("cancer.txt", include_str!("builtin/cancer.txt")),
    ("digestion.txt", include_str!("builtin/digestion.txt")),
    ("drugs.txt", include_str!("builtin/drugs.txt")),
    ("general.txt", include_str!("builtin/general.txt")),
    ("heart_lung.txt", include_str!("builtin/heart_lung.txt")),
    ("hormones_metabolism.txt", include_str!("builtin/hormones_metabolism.txt")),
    ("infection_immunity.txt", include_str!("builtin/infection_immunity.txt")),
    ("kidneys_urology.txt", include_str!("builtin/kidneys_urology.txt")),
    ("mental_health.txt", include_str!("builtin/mental_health.txt")),
    ("myositis.txt", include_str!("builtin/myositis.txt")),
    ("neurology_muscle.txt", include_str!("builtin/neurology_muscle.txt")),
    ("never.txt", include_str!("builtin/never.txt")),
    ("procedures.txt", include_str!("builtin/procedures.txt")),
    ("rheumatology.txt", include_str!("builtin/rheumatology.txt")),
    ("skin_eye_ear.txt", include_str!("builtin/skin_eye_ear.txt")),
    ("symptoms.txt", include_str!("builtin/symptoms.txt")),
    ("tests.txt", include_str!("builtin/tests.txt")),
    ("women_children.txt", include_str!("builtin/women_children.txt")),
];

/// The built-in lists as sources.
pub(super) fn sources() -> Vec<Source> {
    LISTS
        .iter()
        .map(|(name, text)| Source {
            name: format!("built-in {name}"),
            text: (*text).to_owned(),
            kind: SourceKind::Builtin,
        })
        .collect()
}
