//! Ids that XML, editors and style sheets accept, from whatever a group is called.

use std::collections::BTreeSet;

/// Longest id written, characters.
const LONGEST: usize = 64;

/// One for each name, in order: letters, digits, `_`, `.` and `-` only, no two alike.
pub(super) fn slugs<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut slugs = Vec::new();
    for name in names {
        let plain = slug(name);
        let mut free = plain.clone();
        let mut n = 2_u32;
        while !taken.insert(free.clone()) {
            free = format!("{plain}-{n}");
            n += 1;
        }
        slugs.push(free);
    }
    slugs
}

fn slug(name: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let slug: String = name.chars().take(LONGEST).map(|c| if fits(c) { c } else { '-' }).collect();
    if slug.is_empty() { "group".into() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_clean_and_unique() {
        let names = ["front", "front", "a b", "a-b", "front-2", "", "\"><x", &"é".repeat(300)];
        let slugs = slugs(names.into_iter());
        let distinct: BTreeSet<_> = slugs.iter().collect();
        assert_eq!(distinct.len(), names.len(), "{slugs:?}");
        assert_eq!(
            slugs[..6],
            ["front", "front-2", "a-b", "a-b-2", "front-2-2", "group"],
            "stable"
        );
        assert!(slugs.iter().all(|slug| slug.len() <= LONGEST + 2), "short");
    }
}
