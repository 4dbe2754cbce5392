//! The style language: a file's sugar is written out for the choices made (`expand`), the kernel language that is left is
//! read ([`ast`]), then bound: names looked up, formulas compiled, order of evaluation found.

pub mod ast;
mod bind;
pub mod bound;
mod expand;
pub mod name;
mod read;
mod starter;

use crate::diag::{Diagnostic, Faults, Place};
use crate::reader::{self, Entry, Findings};

pub use bind::bind;
pub(crate) use bind::{LEAST_PITCH, pitch_too_small};
#[cfg(test)]
pub(crate) use expand::{ELEMENTS, sugar};
pub use starter::starter;

/// The built-in styles: name and text.
const BUILT_IN: [(&str, &str); 10] = [
    ("boxy-tote", include_str!("../../patterns/boxy-tote.toml")),
    ("bucket", include_str!("../../patterns/bucket.toml")),
    ("camera", include_str!("../../patterns/camera.toml")),
    ("card-charm", include_str!("../../patterns/card-charm.toml")),
    ("envelope", include_str!("../../patterns/envelope.toml")),
    ("flapper-purse", include_str!("../../patterns/flapper-purse.toml")),
    ("mini-backpack", include_str!("../../patterns/mini-backpack.toml")),
    ("petite-flap", include_str!("../../patterns/petite-flap.toml")),
    ("reticule", include_str!("../../patterns/reticule.toml")),
    ("trio", include_str!("../../patterns/trio.toml")),
];

/// A style file as written.
#[derive(Clone, Debug, Default)]
pub struct StyleFile {
    /// `style.name`.
    pub name: String,
    /// `style.title`.
    pub title: String,
    /// `style.summary`.
    pub summary: String,
    /// `style.origin`.
    pub origin: String,
    /// `style.carry`.
    pub carry: Vec<String>,
    /// `style.difficulty`.
    pub difficulty: Option<String>,
    /// Wishes.
    pub params: Vec<ast::Param>,
    /// Helper values.
    pub lets: Vec<ast::Named>,
    /// Named sizes.
    pub sizes: Vec<ast::Size>,
    /// What a calliper reads.
    pub finished: Vec<ast::Named>,
    /// Materials and parts.
    pub slots: Vec<ast::Slot>,
    /// Panels, in file order.
    pub panels: Vec<ast::Panel>,
    /// Bends.
    pub folds: Vec<ast::Fold>,
    /// Strips.
    pub strips: Vec<ast::Strip>,
    /// Seams.
    pub seams: Vec<ast::Seam>,
    /// Rows of holes or parts that join nothing.
    pub rows: Vec<ast::Row>,
    /// Finished edges.
    pub finishes: Vec<ast::Finish>,
    /// What is placed.
    pub places: Vec<ast::Place>,
    /// Zippers let in.
    pub windows: Vec<ast::Window>,
    /// Straps.
    pub straps: Vec<ast::Strap>,
    /// Linings, stiffeners, reinforcements.
    pub layers: Vec<ast::Layer>,
    /// Bags within the bag, whose elements stand among the others.
    pub bags: Vec<ast::Bag>,
    /// What the file declares and this bag does not have: `layer.lining`, `material.lining`.
    pub absent: Vec<ast::Word>,
    /// Demands.
    pub requires: Vec<ast::Require>,
}

/// A style whose every name resolves and every formula has the right unit.
#[derive(Clone, Debug)]
pub struct Style {
    /// The tree as written, and what can be asked for.
    loaded: expand::Loaded,
    /// The elements under the defaults.
    file: StyleFile,
    text: String,
}

impl Style {
    /// Reads a style file.
    ///
    /// # Errors
    /// Every fault that was found, each with the bytes it is about.
    pub fn from_toml(text: &str) -> Result<Self, Faults> {
        let built_in = |name: &str| {
            let known = BUILT_IN.iter().find(|(known, _)| *known == name);
            known.map(|(_, text)| (*text).to_owned())
        };
        Self::from_toml_with(text, &built_in)
    }

    /// The same, with other styles by their names for the bags within this one.
    ///
    /// # Errors
    /// As [`from_toml`](Self::from_toml).
    pub fn from_toml_with(
        text: &str,
        library: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, Faults> {
        let root = reader::read(text).map_err(Faults)?;
        let mut findings = Findings::default();
        let own = tree_name(&root);
        let loaded = expand::load(root, library, &mut vec![own], &mut findings);
        // Once with all that any choice may bring, so that a slip in an absent element is told too, and once as the
        // defaults have it.
        let style = Self { loaded, text: text.to_owned(), file: StyleFile::default() };
        let discretes = [
            bound::Discrete::everything(style.wishes()),
            bound::Discrete::defaults(style.wishes()),
        ];
        let mut file = StyleFile::default();
        for discrete in &discretes {
            if findings.all.is_empty() {
                match style.bound_file(discrete) {
                    Ok((read, _)) => file = read,
                    Err(errors) => findings.all.extend(errors),
                }
            }
        }
        if findings.all.is_empty() {
            // What can be asked for is told whole, whatever the defaults leave out.
            file.slots.clone_from(&style.wishes().slots);
            file.params.clone_from(&style.wishes().params);
            return Ok(Self { file, ..style });
        }
        Err(Faults(told_once(&findings.all)))
    }

    /// The style in the kernel language, bound, with these choices made.
    ///
    /// # Errors
    /// Every fault of the style under these choices.
    pub fn bound(&self, discrete: &bound::Discrete) -> Result<bound::Bound, Vec<Diagnostic>> {
        self.bound_file(discrete).map(|(_, bound)| bound)
    }

    /// The discrete values of a named size: what it says, else the defaults.
    pub fn sized(&self, size: &str) -> bound::Discrete {
        expand::discrete::sized(self.wishes(), size)
    }

    fn wishes(&self) -> &StyleFile {
        &self.loaded.wishes
    }

    /// The tree of the style in the kernel language, with these choices made.
    ///
    /// # Errors
    /// What cannot be written out under these choices.
    pub fn expanded(&self, discrete: &bound::Discrete) -> Result<Vec<Entry>, Vec<Diagnostic>> {
        expand::expand(&self.loaded, discrete)
    }

    fn bound_file(
        &self,
        discrete: &bound::Discrete,
    ) -> Result<(StyleFile, bound::Bound), Vec<Diagnostic>> {
        let root = self.expanded(discrete)?;
        let mut findings = Findings::default();
        let file = read::style_file(&root, &mut findings);
        if !findings.all.is_empty() {
            return Err(findings.all);
        }
        let bound = bind(&file, discrete)?;
        Ok((file, bound))
    }

    /// A style that comes with the program.
    ///
    /// # Errors
    /// `unknown-style` with the nearest name.
    pub fn builtin(name: &str) -> Result<Self, Faults> {
        if let Some((_, text)) = BUILT_IN.iter().find(|(known, _)| *known == name) {
            return Self::from_toml(text);
        }
        let error = Diagnostic::error(
            "unknown-style",
            Place::Nowhere,
            format!("there is no style `{name}`"),
        );
        let names = Self::builtin_names();
        let hint = crate::diag::did_you_mean(name, names).map_or_else(
            || format!("the styles are {}", names.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        Err(error.hint(hint).into())
    }

    /// The styles that come with the program, by name.
    pub fn builtin_names() -> [&'static str; BUILT_IN.len()] {
        BUILT_IN.map(|(name, _)| name)
    }

    /// What can be asked for as written, and the elements as the defaults have them.
    pub fn file(&self) -> &StyleFile {
        &self.file
    }

    /// The text it was read from: findings' places are bytes of it.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The name a style gives itself.
fn tree_name(root: &[Entry]) -> String {
    let style = root.iter().find(|entry| entry.key == "style").and_then(|style| style.node.table());
    let name = style.and_then(|style| style.iter().find(|entry| entry.key == "name"));
    name.and_then(|name| name.node.text()).unwrap_or_default().to_owned()
}

/// Nobody reads more findings, and each is held against all.
const MOST_TOLD: usize = 500;

/// A slip in what is copied is met in every copy; it is told once, at the narrowest place.
fn told_once(findings: &[Diagnostic]) -> Vec<Diagnostic> {
    let within = |inner: &Diagnostic, outer: &Diagnostic| match (&inner.place, &outer.place) {
        (Place::Text(inner), Place::Text(outer)) => {
            outer.start <= inner.start && inner.end <= outer.end && inner != outer
        }
        _ => false,
    };
    let findings = findings.get(..MOST_TOLD).unwrap_or(findings);
    let mut told: Vec<Diagnostic> = Vec::new();
    for finding in findings {
        let wider =
            findings.iter().any(|other| other.code == finding.code && within(other, finding));
        if !wider && !told.contains(finding) {
            told.push(finding.clone());
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_styles_are_read_and_bound() {
        for name in Style::builtin_names() {
            let style = Style::builtin(name).unwrap_or_else(|errors| panic!("{name}: {errors:#?}"));
            assert_eq!(style.file().name, name, "a style is called as its file");
        }
    }

    /// What is read again stands for what the program made: copies have names that no file may write.
    fn made(entries: &mut [Entry]) {
        fn node(one: &mut reader::Node) {
            one.generated = true;
            match &mut one.value {
                reader::Value::Table(entries) => made(entries),
                reader::Value::List(items) => items.iter_mut().for_each(node),
                _ => {}
            }
        }
        for entry in entries {
            node(&mut entry.node);
        }
    }

    #[test]
    fn what_is_printed_expanded_is_the_same_style() {
        let mut as_files = 0;
        for name in Style::builtin_names() {
            let style = Style::builtin(name).unwrap();
            let sizes = style.file().sizes.iter().map(|size| style.sized(&size.name));
            let defaults = bound::Discrete::defaults(style.wishes());
            for discrete in core::iter::once(defaults).chain(sizes) {
                let bound = style.bound(&discrete).unwrap();
                let printed = reader::print(&style.expanded(&discrete).unwrap());
                let mut root = reader::read(&printed).unwrap();
                let plain = |section: &Entry| {
                    let inner = section.node.table().unwrap_or_default();
                    inner.iter().all(|entry| !entry.key.contains(['[', '.']))
                };
                if root.iter().all(plain) {
                    let again = Style::from_toml(&printed);
                    assert!(again.is_ok(), "{name}: {:#?}\n{printed}", again.err());
                    as_files += 1;
                }
                made(&mut root);
                let mut findings = Findings::default();
                let file = read::style_file(&root, &mut findings);
                assert!(findings.all.is_empty(), "{name}: {:#?}\n{printed}", findings.all);
                let again = bind(&file, &discrete).unwrap_or_else(|e| panic!("{name}: {e:#?}"));
                let names = |bound: &bound::Bound| {
                    let panels = bound.panels.iter().map(|panel| panel.name.clone());
                    panels.chain(bound.rows.iter().map(|row| row.name.clone())).collect::<Vec<_>>()
                };
                assert_eq!(names(&again), names(&bound), "{name}");
                assert_eq!(again.leaves.len(), bound.leaves.len(), "values of {name}");
            }
        }
        assert!(as_files >= 2, "only {as_files} are files as any other");
    }
}
