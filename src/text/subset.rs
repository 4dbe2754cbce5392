//! The part of the typeface that a document embeds: only the glyphs it shows.

use std::collections::{BTreeMap, BTreeSet};

use super::Typeface;

/// A face reduced to some characters.
#[derive(Clone, Debug)]
pub(crate) struct Subset {
    /// The reduced TrueType program.
    pub(crate) program: Vec<u8>,
    /// Its name with a tag of six letters before it that tells subsets apart: `ABCDEF+NotoSans-Bold`.
    pub(crate) name: String,
    /// Glyph of each character asked for; zero, the box, where the typeface has none.
    pub(crate) glyphs: BTreeMap<char, u16>,
    /// How far each glyph moves on, font units.
    pub(crate) advances: BTreeMap<u16, u16>,
    /// Font units in an em.
    pub(crate) units_per_em: u16,
    /// Reach above and (negative) below the baseline, font units.
    pub(crate) reach: (i16, i16),
    /// Height of a capital letter, font units.
    pub(crate) capital: i16,
    /// Box around all glyphs: left, bottom, right, top, font units.
    pub(crate) bounds: [i16; 4],
    /// Weight class: 400 is regular, 700 bold.
    pub(crate) weight: u16,
}

/// The typeface could not be reduced.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the typeface cannot be reduced to what is shown: {0}")]
pub(crate) struct NoSubset(String);

impl Typeface {
    /// The face reduced to `characters`; the same set gives the same bytes.
    pub(crate) fn subset(
        &self,
        bold: bool,
        characters: &BTreeSet<char>,
    ) -> Result<Subset, NoSubset> {
        let (program, family) = if bold {
            (notosans::BOLD_TTF, "NotoSans-Bold")
        } else {
            (notosans::REGULAR_TTF, "NotoSans-Regular")
        };
        let face = self.parsed(bold).ok_or_else(|| NoSubset("it cannot be read".into()))?;
        let mut mapper = subsetter::GlyphRemapper::new();
        let mut glyphs = BTreeMap::new();
        let mut advances = BTreeMap::new();
        advances.insert(0, face.glyph_hor_advance(ttf_parser::GlyphId(0)).unwrap_or(0));
        for &c in characters {
            let old = face.glyph_index(c).unwrap_or(ttf_parser::GlyphId(0));
            let new = mapper.remap(old.0);
            glyphs.insert(c, new);
            advances.insert(new, face.glyph_hor_advance(old).unwrap_or(0));
        }
        let reduced =
            subsetter::subset(program, 0, &mapper).map_err(|error| NoSubset(error.to_string()))?;
        let bounds = face.global_bounding_box();
        Ok(Subset {
            name: format!("{}+{family}", tag(&reduced)),
            program: reduced,
            glyphs,
            advances,
            units_per_em: face.units_per_em(),
            reach: (face.ascender(), face.descender()),
            capital: face.capital_height().unwrap_or(face.ascender()),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
            weight: face.weight().to_number(),
        })
    }
}

/// Six capital letters from the bytes (FNV-1a): different subsets of a face must bear different names.
fn tag(program: &[u8]) -> String {
    let mut hash = program.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (0..6)
        .map(|_| {
            let letter = b'A' + u8::try_from(hash % 26).unwrap_or(0);
            hash /= 26;
            char::from(letter)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subset_is_small_and_repeats() {
        let typeface = Typeface::default();
        let some: BTreeSet<char> = "Gusset 日".chars().collect();
        let first = typeface.subset(false, &some).unwrap();
        assert_eq!(first.program, typeface.subset(false, &some).unwrap().program, "same bytes");
        assert!(first.program.len() < 20_000, "{} bytes", first.program.len());
        assert_eq!(first.glyphs[&'日'], 0, "what is missing is the box");
        assert_eq!(
            first.glyphs.values().filter(|glyph| **glyph == 0).count(),
            1,
            "nothing else is"
        );
        let other = typeface.subset(false, &"abc".chars().collect()).unwrap();
        assert_ne!(first.name, other.name, "two subsets, two names");
        assert!(
            first.name.ends_with("+NotoSans-Regular") && first.name.len() == 23,
            "{}",
            first.name
        );
    }
}
