//! Expansion: the tree of a style file becomes a tree of the kernel language, for one set of discrete choices.

mod mirror;
mod tree;

use crate::diag::Diagnostic;
use crate::reader::{Entry, Findings};

use super::bound::Discrete;

/// Writes out all sugar under the given choices.
///
/// # Errors
/// Everything that cannot be written out, each with its place.
pub(super) fn expand(root: &[Entry], _discrete: &Discrete) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let mut root = root.to_vec();
    let mut findings = Findings::default();
    let panels = root.iter_mut().find(|entry| entry.key == "panel");
    if let Some(panels) = panels.and_then(|panels| tree::table_mut(&mut panels.node)) {
        let mirrored: Vec<bool> = panels
            .iter()
            .map(|panel| panel.node.table().is_some_and(|p| tree::get(p, "mirror").is_some()))
            .collect();
        mirror::panels(panels, &mut findings);
        for (panel, mirrored) in panels.iter_mut().zip(mirrored) {
            if let Some(panel) = tree::table_mut(&mut panel.node) {
                mirror::overrides(panel, mirrored, &mut findings);
            }
        }
    }
    if findings.all.is_empty() { Ok(root) } else { Err(findings.all) }
}
