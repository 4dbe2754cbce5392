//! The way out of a name that means nothing: the nearest one there is, or all there are.

use crate::diag::{Diagnostic, Span, did_you_mean};
use crate::formula::Kind;

use super::super::ast::Head;
use super::scope::Binder;

/// More names than these are no help.
const MOST: usize = 16;

/// The finding with the nearest known name as its hint, else with all of them; `before` stands before each.
pub(super) fn near(finding: Diagnostic, name: &str, before: &str, known: &[&str]) -> Diagnostic {
    if let Some(near) = did_you_mean(name, known.iter().copied()) {
        return finding.hint(format!("did you mean `{before}{near}`?"));
    }
    match known {
        [] => finding.hint("leave it out: there is none in this style"),
        known => {
            let known: Vec<String> =
                known.iter().take(MOST).map(|name| format!("`{before}{name}`")).collect();
            finding.hint(format!("there is {}", known.join(", ")))
        }
    }
}

/// What to do with a formula that is one kind of quantity where another is wanted.
pub(super) fn of_kind(text: &str, is: Kind, wanted: Kind) -> Option<String> {
    let text = text.trim();
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let plain = number.parse::<f64>().is_ok();
    let unit = if wanted == Kind::LENGTH { "mm" } else { "deg" };
    Some(match (is, wanted) {
        (Kind::NUMBER | Kind::ANGLE, Kind::LENGTH) | (Kind::NUMBER | Kind::LENGTH, Kind::ANGLE)
            if plain =>
        {
            format!("write `{number} {unit}`")
        }
        (Kind::NUMBER, Kind::LENGTH | Kind::ANGLE) => format!("multiply it: `({text}) * 1 {unit}`"),
        (Kind::LENGTH, Kind::NUMBER) => format!("divide it by a length: `({text}) / 10 mm`"),
        (Kind::LENGTH, Kind::ANGLE) => {
            "two lengths make an angle: `atan2(height, width)`".to_owned()
        }
        (Kind::ANGLE, Kind::LENGTH) => {
            format!("a radius times its tangent is a length: `10 mm * tan({text})`")
        }
        (Kind::Flag, Kind::LENGTH | Kind::ANGLE) => {
            format!("choose with it: `if({text}, 60 {unit}, 70 {unit})`")
        }
        (Kind::Quantity(_), Kind::LENGTH) => {
            format!("divide it by a length: `({text}) / 10 mm`, if it is an area")
        }
        _ => return None,
    })
}

impl Binder<'_> {
    /// Notes that no element of a section is called so.
    pub(super) fn unknown_in(&mut self, section: &str, name: &str, span: Span, before: &str) {
        let file = self.file;
        let heads: Vec<&Head> = match section {
            "seam" => file.seams.iter().map(|element| &element.head).collect(),
            "finish" => file.finishes.iter().map(|element| &element.head).collect(),
            "row" => file.rows.iter().map(|element| &element.head).collect(),
            "place" => file.places.iter().map(|element| &element.head).collect(),
            _ => file.straps.iter().map(|element| &element.head).collect(),
        };
        // Copies share the name that a file writes.
        let names = heads.iter().map(|head| head.name.split('[').next().unwrap_or_default());
        let mut names: Vec<&str> = names.collect();
        names.dedup();
        let bare = name.strip_prefix(before).unwrap_or(name);
        if names.contains(&bare) {
            // It is there and has a fault of its own.
            return self.findings.push(super::scope::unreadable(bare, span));
        }
        let message = format!("there is no {section} `{bare}`");
        self.findings.push(near(
            Diagnostic::at("unknown-name", span, message),
            bare,
            before,
            &names,
        ));
    }
}
