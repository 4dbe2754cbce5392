//! Layout through the public API: packing, places, gauges, texts that touch nothing.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod broken;
mod examine;
mod picture;
mod pieces;

use examine::{examine, extent};
use microbag::drawing::{Item, Role, Shape};
use microbag::geom::{Point, Segment};
use microbag::layout::{Art, LayoutError, Page, Paper, Sheet, bed, lay_out};
use pieces::{Recipe, bare, cook, micro_bag, rounded, sheet};
use proptest::prelude::*;

fn paper(word: &str) -> Paper {
    word.parse().unwrap()
}

/// Items of a page's gauges, by what they gauge.
fn gauge<'a>(page: &'a Page, name: &str) -> Option<&'a Item> {
    let items = page.drawing.groups.iter().flat_map(|group| &group.items);
    items.into_iter().find(|item| item.tags.iter().any(|tag| *tag == ("gauge", name.to_string())))
}

#[test]
fn a_micro_bag_is_one_page_of_a4_and_of_letter() {
    for name in ["a4", "letter"] {
        let arts = micro_bag();
        let layout = lay_out(&arts, &sheet(), &paper(name)).unwrap();
        assert_eq!(layout.pages.len(), 1, "a typical bag on {name}");
        examine(&layout.pages, &arts, 10.0);
        picture::show(&format!("bag-{name}"), &layout.pages[0].drawing);
    }
}

#[test]
fn a_micro_bag_stands_on_every_paper() {
    let arts = micro_bag();
    let named = Paper::ALL.into_iter();
    for paper in named.chain(["150x200mm", "240x160", "200x900"].map(paper)) {
        let paper = paper.with_margin(6.35).unwrap();
        let layout = lay_out(&arts, &sheet(), &paper).unwrap();
        examine(&layout.pages, &arts, 6.35);
        for (k, page) in layout.pages.iter().enumerate() {
            assert_eq!(
                (page.drawing.width, page.drawing.height),
                (paper.width(), paper.height()),
                "{paper}"
            );
            picture::show(&format!("all-{paper}-{}", k + 1), &page.drawing);
        }
    }
}

#[test]
fn the_bed_is_as_large_as_its_pieces_and_about_4_to_3() {
    let arts = micro_bag();
    let page = bed(&arts, "Petite Flap").unwrap();
    picture::show("bed", &page.drawing);
    examine(std::slice::from_ref(&page), &arts, 5.0);
    let items: Vec<Item> =
        page.drawing.groups.iter().flat_map(|group| group.items.clone()).collect();
    let (lo, hi) = extent(&items);
    let (w, h) = (page.drawing.width, page.drawing.height);
    for (found, wanted) in [(lo.x, 5.0), (lo.y, 5.0), (hi.x, w - 5.0), (hi.y, h - 5.0)] {
        assert!((found - wanted).abs() < 1e-6, "border: {found} instead of {wanted}");
    }
    assert!((1.0..1.8).contains(&(w / h)), "{w} x {h} is not about 4 : 3");
    assert!(
        page.drawing.groups.iter().all(|g| !g.id.starts_with("sheet.")),
        "no furniture on a bed"
    );
}

#[test]
fn the_gauges_measure_what_they_say() {
    for name in ["a4", "150x200mm", "a0"] {
        for page in lay_out(&micro_bag(), &sheet(), &paper(name)).unwrap().pages {
            for (gauge_name, w, h) in
                [("square", 50.0, 50.0), ("inches", 50.8, 50.8), ("card", 85.60, 53.98)]
            {
                let item = gauge(&page, gauge_name).unwrap();
                let (lo, hi) = extent(std::slice::from_ref(item));
                let (width, height) = (hi.x - lo.x, hi.y - lo.y);
                assert!((width - w).abs() < 1e-9, "{gauge_name} on {name} is {width} wide");
                assert!((height - h).abs() < 1e-9, "{gauge_name} on {name} is {height} high");
                assert_eq!(item.role, Role::Sheet, "{gauge_name} is no line of a piece");
            }
            let card = gauge(&page, "card").unwrap();
            let Shape::Path { segments, closed } = &card.shape else {
                panic!("the card is a path")
            };
            let radii: Vec<f64> =
                segments.iter().filter_map(Segment::circle).map(|(_, r)| r).collect();
            assert!(*closed && radii.len() == 4, "the card has four round corners");
            assert!(radii.iter().all(|r| (r - 3.18).abs() < 1e-9), "corner radii {radii:?}");
        }
    }
    let layout = lay_out(&micro_bag(), &sheet(), &Paper::A4).unwrap();
    let ruler = gauge(&layout.pages[0], "ruler").unwrap();
    let (lo, hi) = extent(std::slice::from_ref(ruler));
    assert!((hi.x - lo.x - 190.0).abs() < 1e-9, "the ruler of a4 is {} mm long", hi.x - lo.x);
}

/// Every line of text of a page.
fn words(page: &Page) -> Vec<String> {
    let items = page.drawing.groups.iter().flat_map(|group| &group.items);
    let texts = items.filter_map(|item| match &item.shape {
        Shape::Text(text) => Some(text.content.clone()),
        _ => None,
    });
    texts.collect()
}

#[test]
fn every_page_says_what_it_is_and_how_to_print_it() {
    let layout = lay_out(&micro_bag(), &sheet(), &paper("150x200mm")).unwrap();
    let n = layout.pages.len();
    assert!(n > 1, "the bag takes several small pages");
    for (k, page) in layout.pages.iter().enumerate() {
        let words = words(page);
        let number = format!("page {} of {n}", k + 1);
        for wanted in
            ["Petite Flap", &number, "no sewn proof: make a trial in scrap first", "Print at 100 %"]
        {
            assert!(words.iter().any(|word| word == wanted), "page {k} does not say `{wanted}`");
        }
        let arts = micro_bag();
        for placed in &page.placed {
            let art = &arts[placed.art];
            let times = if art.group.quantity > 1 { "3 × " } else { "" };
            let entry = format!("{times}{}", art.label[0]);
            let listed = page.drawing.groups.iter().filter(|g| g.id == "sheet.pieces");
            let mut texts = listed.flat_map(|g| &g.items).map(|item| &item.shape);
            let found = texts.any(|shape| matches!(shape, Shape::Text(t) if t.content == entry));
            assert!(found, "`{entry}` is not in the list of page {k}");
        }
        let legend = page.drawing.groups.iter().find(|g| g.id == "sheet.legend").unwrap();
        let pieces = page.drawing.groups.iter().filter(|g| !g.id.starts_with("sheet."));
        let roles: Vec<Role> = pieces.flat_map(|g| &g.items).map(|item| item.role).collect();
        for role in Role::ALL.into_iter().filter(|role| !matches!(role, Role::Label | Role::Sheet))
        {
            let shown = legend.items.iter().any(|item| item.role == role);
            assert_eq!(shown, roles.contains(&role), "{role:?} in the legend of page {k}");
        }
    }
}

#[test]
fn pages_stand_in_the_order_of_the_bag() {
    // The smaller piece comes first in the bag, and each takes a page.
    let arts = [
        bare("small", rounded(0.0, 0.0, 150.0, 110.0, 0.0, 0.0), &["small"]),
        bare("large", rounded(0.0, 0.0, 170.0, 150.0, 0.0, 0.0), &["large"]),
    ];
    let layout = lay_out(&arts, &sheet(), &Paper::A4).unwrap();
    let first: Vec<usize> = layout.pages.iter().map(|page| page.placed[0].art).collect();
    assert_eq!(first, [0, 1], "the first piece of each page");
}

#[test]
fn a_piece_too_large_is_named_with_the_smallest_paper_that_holds_it() {
    let cases = [
        // Long and slim stands upright beside the gauges.
        (255.0, 30.0, Some("legal")),
        (30.0, 305.0, Some("legal")),
        (315.0, 60.0, Some("tabloid")),
        (265.0, 265.0, Some("a3")),
        (360.0, 360.0, Some("a2")),
        (700.0, 500.0, Some("a1")),
        (815.0, 700.0, Some("a0")),
        (1200.0, 20.0, None),
    ];
    for (w, h, wanted) in cases {
        let arts = [
            bare("small", rounded(0.0, 0.0, 20.0, 20.0, 0.0, 0.0), &["small"]),
            bare("big", rounded(5.0, 5.0, w, h, 0.0, 0.0), &["big"]),
        ];
        let error = lay_out(&arts, &sheet(), &Paper::A4).unwrap_err();
        let text = error.to_string();
        let LayoutError::DoesNotFit {
            piece,
            width,
            height,
            paper,
            room_width,
            room_height,
            smallest,
        } = error
        else {
            panic!("{w} x {h}: {text}")
        };
        assert_eq!(
            (piece.as_str(), width, height, paper.as_str()),
            ("big", w, h, "a4"),
            "what does not fit"
        );
        assert_eq!(smallest, wanted, "paper for {w} x {h}");
        let first = Paper::ALL.into_iter().find(|paper| lay_out(&arts, &sheet(), paper).is_ok());
        assert_eq!(
            first.as_ref().map(Paper::name),
            wanted,
            "the first paper that works for {w} x {h}"
        );
        assert!(room_width == 190.0 && (170.0..200.0).contains(&room_height), "{text}");
        assert!(text.contains("`big`") && text.contains(wanted.unwrap_or("900x1500mm")), "{text}");
    }
}

#[test]
fn a_piece_that_fills_the_room_still_fits() {
    let LayoutError::DoesNotFit { room_width, room_height, .. } = lay_out(
        &[bare("p", rounded(0.0, 0.0, 500.0, 500.0, 0.0, 0.0), &["p"])],
        &sheet(),
        &Paper::A4,
    )
    .unwrap_err() else {
        panic!("half a meter does not fit on A4")
    };
    for (w, h, fits) in [
        (room_width, room_height, true),
        (room_height, room_width, true),
        (room_width + 2.0, room_height + 0.01, false),
    ] {
        let arts = [bare("p", rounded(0.0, 0.0, w, h, 0.0, 0.0), &["p"])];
        let found = lay_out(&arts, &sheet(), &Paper::A4);
        assert_eq!(found.is_ok(), fits, "{w} x {h} in a room of {room_width} x {room_height}");
    }
}

#[test]
fn paper_without_room_for_the_gauges_is_refused_with_the_size_needed() {
    for word in ["100x200mm", "300x130mm", "60x60mm"] {
        let error = lay_out(&micro_bag(), &sheet(), &paper(word)).unwrap_err();
        let text = error.to_string();
        let LayoutError::PaperTooSmall { width, height, needed_width, needed_height, .. } = error
        else {
            panic!("{word}: {text}")
        };
        assert!(needed_width > width || needed_height > height, "{text}");
        let enough = Paper::custom(needed_width.max(width), needed_height.max(height)).unwrap();
        let again = lay_out(&[], &sheet(), &enough);
        assert!(again.is_ok(), "{word}: {enough} was said to be enough: {again:?}");
    }
}

#[test]
fn what_has_no_outline_is_refused() {
    let nan = vec![Segment::line(Point::new(0.0, f64::NAN), Point::new(1.0, 0.0))];
    let mut hidden = rounded(0.0, 0.0, 9.0, 9.0, 0.0, 0.0);
    hidden[1].bulge = f64::NAN;
    for outline in
        [vec![], nan, hidden, vec![Segment::line(Point::new(1.0, 1.0), Point::new(1.0, 1.0))]]
    {
        let arts =
            [Art { outline, ..bare("ghost", rounded(0.0, 0.0, 9.0, 9.0, 0.0, 0.0), &["ghost"]) }];
        for error in
            [lay_out(&arts, &sheet(), &Paper::A4).unwrap_err(), bed(&arts, "bed").unwrap_err()]
        {
            assert_eq!(error, LayoutError::NoOutline { piece: "ghost".into() }, "no outline");
        }
    }
}

#[test]
fn pieces_out_of_all_measure_are_answered() {
    for (x, side, fits) in
        [(0.0, 1e-9, true), (1e7, 20.0, true), (0.0, 1e9, false), (0.0, 1e200, false)]
    {
        let mut art = bare("odd", rounded(x, -x, side, side, 0.0, 0.0), &["odd"]);
        art.grain = Some(0.0);
        let found = lay_out(std::slice::from_ref(&art), &sheet(), &Paper::A4);
        assert_eq!(found.is_ok(), fits, "a square of {side} mm at {x}: {:?}", found.err());
        assert!(bed(&[art], "bed").is_ok(), "a bed has no limit: {side}");
    }
}

#[test]
fn no_pieces_and_no_words_make_a_page_of_gauges() {
    let layout = lay_out(&[], &Sheet::default(), &Paper::A4).unwrap();
    assert_eq!(layout.pages.len(), 1, "one page");
    examine(&layout.pages, &[], 10.0);
    assert!(gauge(&layout.pages[0], "card").is_some(), "the gauges are on it");
    let page = bed(&[], "nothing").unwrap();
    assert!(page.drawing.width > 0.0 && page.placed.is_empty(), "an empty bed");
}

#[test]
fn long_words_are_cut_and_never_leave_the_page() {
    let long = "Überlangerbagnameohneleerzeichen".repeat(8);
    let words = "many words that go on and on ".repeat(12);
    let sheet = Sheet {
        title: long.clone(),
        subtitle: vec![words.clone(), long.clone(), "two\nlines\tand a tab".into()],
        notes: vec![words.clone()],
    };
    let mut arts = vec![
        bare("a", rounded(0.0, 0.0, 30.0, 6.0, 0.0, 0.0), &[&long, &words]),
        bare("b", rounded(0.0, 0.0, 50.0, 40.0, 0.0, 0.0), &[&words]),
        bare(&long, rounded(0.0, 0.0, 9.0, 9.0, 0.0, 0.0), &["", "  "]),
    ];
    for k in 0..40 {
        arts.push(bare(
            &format!("p{k}"),
            rounded(0.0, 0.0, 7.0, 5.0, 0.0, 0.0),
            &[&format!("piece number {k} of many")],
        ));
    }
    for name in ["a4", "letter", "240x220"] {
        let layout = lay_out(&arts, &sheet, &paper(name)).unwrap();
        examine(&layout.pages, &arts, 10.0);
        picture::show(&format!("long-{name}"), &layout.pages[0].drawing);
    }
}

/// A small panel without room for words: they are led out, and the leader meets its edge.
#[test]
fn a_label_outside_has_a_leader_that_meets_the_edge() {
    for (w, h, r) in [(7.0, 5.0, 0.0), (90.0, 4.0, 1.9), (3.0, 60.0, 1.4), (8.0, 8.0, 3.99)] {
        let arts =
            [bare("tiny", rounded(-3.0, 2.0, w, h, r, r), &["tiny tab", "calf 1.0 mm, cut 2"])];
        let page = lay_out(&arts, &sheet(), &Paper::A4).unwrap().pages.remove(0);
        examine(std::slice::from_ref(&page), &arts, 10.0);
        let group = page.drawing.groups.iter().find(|g| g.id == "tiny").unwrap();
        let leader = group.items.iter().find(|item| item.role == Role::Mark);
        let Some(Item { shape: Shape::Path { segments, .. }, .. }) = leader else {
            panic!("{w} x {h}: no leader")
        };
        let Some(Item { shape: Shape::Path { segments: outline, .. }, .. }) = group.items.first()
        else {
            panic!("{w} x {h}: no outline")
        };
        let off = outline
            .iter()
            .map(|s| s.signed_distance(segments[0].a).abs())
            .fold(f64::INFINITY, f64::min);
        assert!(off < 0.05, "{w} x {h}: the leader starts {off} mm from the edge");
    }
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let side = prop_oneof![4.0..12.0, 12.0..40.0, 40.0..110.0];
    let strip = (60.0..180.0, 4.0..9.0, any::<bool>())
        .prop_map(|(l, t, up)| if up { (t, l) } else { (l, t) });
    let sides = prop_oneof![3 => (side.clone(), side), 1 => strip];
    let grain = prop_oneof![
        1 => Just(None),
        3 => Just(Some(90.0)),
        2 => Just(Some(0.0)),
        1 => (-180.0..180.0).prop_map(Some),
    ];
    (any::<u8>(), sides, (-50.0..50.0, -50.0..50.0), grain, any::<u8>(), any::<bool>(), 0_u8..4)
        .prop_map(|(shape, (width, height), origin, grain, n_words, stitched, signs)| Recipe {
            shape,
            width,
            height,
            origin,
            grain,
            n_words,
            stitched,
            signs,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(160) })]

    #[test]
    fn any_pieces_stand_right_on_any_paper(
        recipes in prop::collection::vec(recipe(), 1..14),
        paper_idx in 0_usize..4,
    ) {
        let arts: Vec<Art> = recipes.iter().enumerate().map(|(k, recipe)| cook(k, recipe)).collect();
        let paper = [Paper::A4, Paper::LETTER, Paper::A3, paper("160x260mm")][paper_idx].clone();
        match lay_out(&arts, &sheet(), &paper) {
            Ok(layout) => {
                examine(&layout.pages, &arts, 10.0);
                let again = lay_out(&arts, &sheet(), &paper).unwrap();
                prop_assert!(layout == again, "the same input gave another layout");
            }
            Err(error) => {
                let long = recipes.iter().any(|r| r.width.max(r.height) > 100.0);
                prop_assert!(long && matches!(error, LayoutError::DoesNotFit { .. }), "{error}");
            }
        }
        let page = bed(&arts, "bed").unwrap();
        examine(std::slice::from_ref(&page), &arts, 5.0);
    }
}
