//! The style to start from: a small file with a word on each part.

use crate::diag::{Diagnostic, Place};

use super::name;

/// The file, with words to fill in.
const TEMPLATE: &str = include_str!("starter.toml");

/// A commented style file of that name, which makes as it stands.
///
/// # Errors
/// `bad-name` for what cannot name a style.
pub fn starter(name: &str) -> Result<String, Diagnostic> {
    if !name::is_style_name(name) {
        return Err(name::bad_style_name(name, Place::Nowhere));
    }
    Ok(TEMPLATE.replace("@NAME@", name).replace("@TITLE@", &title(name)))
}

/// `my-bag` for people: `My bag`.
fn title(name: &str) -> String {
    let words = name.replace('-', " ");
    let words = words.trim();
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::Style;

    #[test]
    fn the_starter_is_a_style_of_its_name() {
        for name in ["my-bag", "a", "7", "a-", "x2-3"] {
            let text = starter(name).unwrap();
            let style = Style::from_toml(&text).unwrap_or_else(|faults| panic!("{faults:#?}"));
            assert_eq!(style.file().name, name, "its name");
            assert!(!text.contains('@') || text.contains("@mid"), "nothing is left to fill in");
        }
        assert_eq!(title("my-bag"), "My bag", "a title");
        for name in ["", "My", "../x", "-x", "a b", "\u{e9}", &"x".repeat(65)] {
            assert_eq!(starter(name).unwrap_err().code, "bad-name", "{name}");
        }
    }
}
