//! The tables of the trade: what the shelf says of irons, zippers, snaps and coins is what the pages print.

use super::{INCH, near, stock};

fn figures(kind: &str, name: &str, expected: &[(&str, f64)], within: f64) {
    let stock = stock();
    for (id, printed) in expected {
        let entry = stock.get(id).unwrap_or_else(|| panic!("there is no {id}"));
        assert_eq!(entry.kind.name(), kind, "{id}");
        near(id, entry.figure(name), *printed, within);
        assert!(!entry.is_guess(name), "{id}: {name} is printed, and no guess");
    }
}

/// kimsoncraft.com: the Paris inch is 12 lignes of 2.2558 mm. Sizes as the trade prints them, to a hundredth.
#[test]
fn french_irons_divide_the_paris_inch() {
    let printed = [
        ("fr-6", 4.51),
        ("fr-7", 3.87),
        ("fr-8", 3.38),
        ("fr-9", 3.01),
        ("fr-10", 2.71),
        ("fr-11", 2.46),
        ("fr-12", 2.26),
    ];
    figures("iron", "pitch", &printed, 0.005_001);
    for (id, _) in printed {
        let n: f64 = id.trim_start_matches("fr-").parse().unwrap();
        near(id, stock().get(id).unwrap().figure("pitch") * n, 12.0 * 2.2558, 1e-3);
    }
}

/// easypatt.com, saddle stitch spacing: 25.4 mm / N, another inch than that of French irons.
#[test]
fn imperial_irons_divide_the_inch() {
    figures("iron", "pitch", &[("spi-7", 3.63), ("spi-8", 3.18), ("spi-9", 2.82)], 0.005_001);
    for (french, imperial) in [("fr-8", "spi-8"), ("fr-9", "spi-9"), ("fr-10", "spi-10")] {
        let [french, imperial] =
            [french, imperial].map(|id| stock().get(id).unwrap().figure("pitch"));
        near("of two inches", french / imperial, 27.07 / INCH, 1e-9);
    }
}

/// `FreeSewing` "Hortensia", sidepanel.mjs: width of the closed teeth by the zipper's number.
#[test]
fn zippers_are_as_wide_as_their_table() {
    let chain = [
        ("zip-3", 4.8),
        ("zip-4", 5.4),
        ("zip-4.5", 5.9),
        ("zip-5", 6.2),
        ("zip-6", 7.0),
        ("zip-8", 8.0),
        ("zip-10", 10.6),
    ];
    figures("zipper", "chain", &chain, 1e-12);
}

/// learneasytextile.blogspot.com: a line of a snap is 0.635 mm, 1/40 in; not the ligne of 2.256 mm of watches.
#[test]
fn snaps_are_as_wide_as_their_lines() {
    let printed = [
        ("snap-line-12", 7.62),
        ("snap-line-14", 8.89),
        ("snap-line-16", 10.16),
        ("snap-line-18", 11.43),
        ("snap-line-20", 12.70),
        ("snap-line-24", 15.24),
    ];
    figures("snap", "cap", &printed, 1e-12);
    for (id, _) in printed {
        let lines: f64 = id.trim_start_matches("snap-line-").parse().unwrap();
        near(id, stock().get(id).unwrap().figure("cap"), lines * INCH / 40.0, 1e-12);
    }
}

/// euros.monedas.dx.am: diameter and thickness of the euro coins.
#[test]
fn coins_are_as_minted() {
    let euros = [
        ("euro-1c", 16.25, 1.67),
        ("euro-2c", 18.75, 1.67),
        ("euro-5c", 21.25, 1.67),
        ("euro-10c", 19.75, 1.93),
        ("euro-20c", 22.25, 2.14),
        ("euro-50c", 24.25, 2.38),
        ("euro-1", 23.25, 2.33),
        ("euro-2", 25.75, 2.20),
    ];
    for (id, across, thick) in euros {
        figures("item", "w", &[(id, across)], 1e-12);
        figures("item", "h", &[(id, across)], 1e-12);
        figures("item", "t", &[(id, thick)], 1e-12);
    }
}
