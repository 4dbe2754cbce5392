//! The style language: a file is read ([`ast`]), then bound: names looked up, formulas compiled, order of evaluation found.

pub mod ast;
mod bind;
pub mod bound;
pub mod name;
mod read;

use crate::diag::{Diagnostic, Faults};
use crate::reader::{self, Findings};

pub use bind::bind;

/// The built-in styles: name and text.
const BUILT_IN: [(&str, &str); 2] = [
    ("card-charm", include_str!("../../patterns/card-charm.toml")),
    ("petite-flap", include_str!("../../patterns/petite-flap.toml")),
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
    /// Seams and rows.
    pub seams: Vec<ast::Seam>,
    /// Finished edges.
    pub finishes: Vec<name::Chain>,
    /// What is placed.
    pub places: Vec<ast::Place>,
    /// Straps.
    pub straps: Vec<ast::Strap>,
    /// Linings.
    pub layers: Vec<ast::Layer>,
    /// Demands.
    pub requires: Vec<ast::Require>,
}

/// A style whose every name resolves and every formula has the right unit.
#[derive(Clone, Debug)]
pub struct Style {
    file: StyleFile,
    text: String,
}

impl Style {
    /// Reads a style file.
    ///
    /// # Errors
    /// Every fault that was found, each with the bytes it is about.
    pub fn from_toml(text: &str) -> Result<Self, Faults> {
        let root = reader::read(text).map_err(Faults)?;
        let mut findings = Findings::default();
        let file = read::style_file(&root, &mut findings);
        if findings.all.is_empty() {
            // Once with all that any choice may bring, so that a slip in an absent element is told too,
            // and once as the defaults have it.
            if let Err(errors) = bind(&file, &bound::Discrete::everything(&file)) {
                findings.all.extend(errors);
            } else if let Err(errors) = bind(&file, &bound::Discrete::defaults(&file)) {
                findings.all.extend(errors);
            }
        }
        if findings.all.is_empty() {
            Ok(Self { file, text: text.to_owned() })
        } else {
            Err(Faults(findings.all))
        }
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
            crate::diag::Place::Nowhere,
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

    /// The elements as written.
    pub fn file(&self) -> &StyleFile {
        &self.file
    }

    /// The text it was read from: findings' places are bytes of it.
    pub fn text(&self) -> &str {
        &self.text
    }
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
}
