//! What the lines of a sheet are to its reader where the role alone does not say it: a sign is a tag that the legend
//! reads.

use crate::drawing::{Item, Role, Shape};

/// The key of the tag.
const KEY: &str = "sign";
/// Where leather is flat again beside a fold.
pub(super) const BEND: &str = "bend";
/// Where a finished edge lies, inside what is turned over or sewn in.
pub(super) const NET: &str = "net";
/// Where something is sewn or set on.
pub(super) const PLACE: &str = "place";
/// A short cut into what is turned over.
pub(super) const SNIP: &str = "snip";
/// A small pleat of what is turned over.
pub(super) const PLEAT: &str = "pleat";
/// An opening cut in a piece.
pub(super) const OPENING: &str = "opening";
/// A slit or hole for a part.
pub(super) const PART: &str = "part";
/// Where a piece is broken off on the sheet.
pub(super) const BREAK: &str = "break";
/// The line from a piece to its name.
pub(super) const LEADER: &str = "leader";

/// An item with its sign.
pub(super) fn sign(role: Role, sign: &str, shape: Shape) -> Item {
    signed(Item { role, shape, tags: Vec::new() }, sign)
}

/// The item with a sign.
pub(super) fn signed(mut item: Item, sign: &str) -> Item {
    item.tags.push((KEY, sign.to_owned()));
    item
}

/// The sign of an item; nothing if its role says it all.
pub(super) fn sign_of(item: &Item) -> &str {
    item.tags.iter().find(|tag| tag.0 == KEY).map_or("", |tag| tag.1.as_str())
}
