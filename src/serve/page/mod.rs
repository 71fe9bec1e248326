//! The page: made whole by the server, so that it works without a script, and made quick by a small one.
//!
//! The templates stand beside this file. Everything from pages is escaped by them.

mod answers;
mod frame;
mod reading;
mod shown;
mod site;

pub(super) use frame::{asset, fragment, front, keys, open, pause, resume};
pub(super) use reading::get as reading;
pub(super) use site::copy_of_site;
