//! Pieces on pages of one paper.

use super::block::Piece;
use super::furniture::Furniture;
use super::pack::{Packing, Room, pack};
use super::wording::one_line;
use super::{Art, Layout, LayoutError, Page, Paper, Placed, Sheet};
use crate::drawing::{Drawing, Group, Item};
use crate::geom::{Point, Vec2};

/// Gaps between pieces, mm, widest first: the widest that needs no further page is taken.
const GAPS: [f64; 3] = [8.0, 6.0, LEAST_GAP];
/// Least gap between pieces, mm.
pub(super) const LEAST_GAP: f64 = 4.0;

/// Lays pieces out on as few pages as found, each page with title block, gauges, legend and list.
///
/// Pieces keep 4 mm from each other and stand upright or turned by a quarter, never across a page. The same input
/// gives the same layout, to the last bit.
///
/// # Errors
///
/// When a piece is larger than the room for pieces, when the paper is too small for the gauges, or when a piece has
/// no outline.
///
/// # Example
///
/// ```
/// use microbag::drawing::{Group, Item, Role, Shape};
/// use microbag::geom::{Point, Segment};
/// use microbag::layout::{Art, Paper, Sheet, lay_out};
///
/// let corners = [(0.0, 0.0), (53.0, 0.0), (53.0, 43.0), (0.0, 43.0)].map(|(x, y)| Point::new(x, y));
/// let outline: Vec<Segment> = (0..4).map(|k| Segment::line(corners[k], corners[(k + 1) % 4])).collect();
/// let shape = Shape::Path { segments: outline.clone(), closed: true };
/// let items = vec![Item { role: Role::CutOuter, shape, tags: vec![] }];
/// let group = Group { id: "front".into(), items, ..Group::default() };
/// let label = vec!["front".into(), "calf 1.0 mm, cut 1".into()];
/// let art = Art { group, outline, label, grain: Some(90.0) };
/// let sheet = Sheet { title: "Petite Flap".into(), ..Sheet::default() };
///
/// let layout = lay_out(&[art], &sheet, &Paper::A4)?;
/// assert_eq!(layout.pages.len(), 1, "one piece takes one page");
/// assert_eq!(layout.pages[0].placed[0].rot_deg, 0.0, "it stands as it was drafted");
/// # Ok::<(), microbag::layout::LayoutError>(())
/// ```
pub fn lay_out(arts: &[Art], sheet: &Sheet, paper: &Paper) -> Result<Layout, LayoutError> {
    let with_ruler = Furniture::plan(sheet, paper, true);
    let plain = Furniture::plan(sheet, paper, false)?;
    let mut pieces = read(arts)?;
    let room = plain.room(LEAST_GAP);
    for piece in &mut pieces {
        if !piece.0.fit(paper.width() - 2.0 * paper.margin(), |size| room.fits(size.x, size.y)) {
            return Err(does_not_fit(piece.1, &piece.0, sheet, paper, &room));
        }
    }
    let boxes: Vec<_> = pieces
        .iter()
        .map(|(piece, _)| piece.blocks.each_ref().map(|b| (b.size.x, b.size.y)))
        .collect();
    let tightest = pack(&boxes, &room);
    // The calmest page that needs no more pages than the tightest: wide gaps and the ruler are worth no sheet.
    let n_pages = tightest.as_ref().map_or(0, |packing| packing.n_pages);
    let calm = |furniture: &Furniture| {
        GAPS.into_iter()
            .find_map(|gap| pack(&boxes, &furniture.room(gap)).filter(|p| p.n_pages <= n_pages))
    };
    let ruled = with_ruler.ok().and_then(|furniture| Some((calm(&furniture)?, furniture)));
    let (packing, furniture) = match ruled {
        Some(found) => found,
        None => match calm(&plain).or(tightest) {
            Some(packing) => (packing, plain),
            // Every piece fits an empty page, so a packing was found.
            None => (Packing::default(), plain),
        },
    };
    let packing = in_order(packing);
    let n_pages = packing.n_pages.max(1);
    let pages = (0..n_pages).map(|page| {
        let corner = furniture.corner();
        let (mut groups, placed) = stand(&pieces, &packing, page, corner);
        let items: Vec<&Item> = groups.iter().flat_map(|group| &group.items).collect();
        let names: Vec<String> = placed.iter().map(|placed| name(&arts[placed.art])).collect();
        let mut all = furniture.groups(page + 1, n_pages, &names, &items);
        all.append(&mut groups);
        let drawing = Drawing {
            width: paper.width(),
            height: paper.height(),
            title: sheet.title.clone(),
            description: format!("page {} of {n_pages}, {paper}, print at 100 %", page + 1),
            groups: all,
        };
        Page { drawing, placed }
    });
    Ok(Layout { pages: pages.collect() })
}

/// The same pages in the order of the bag: first the one with its first piece.
fn in_order(mut packing: Packing) -> Packing {
    let mut order: Vec<usize> = Vec::new();
    for place in &mut packing.places {
        let known = order.iter().position(|page| *page == place.page);
        place.page = known.unwrap_or_else(|| {
            order.push(place.page);
            order.len() - 1
        });
    }
    packing
}

/// Reads pieces and refuses those that are not there.
pub(super) fn read(arts: &[Art]) -> Result<Vec<(Piece<'_>, &Art)>, LayoutError> {
    let read_one = |art| {
        let piece = Piece::of(art)?;
        Ok((piece, art))
    };
    arts.iter().map(read_one).collect()
}

/// The groups of one page's pieces in the order of the bag, and where they stand; `corner` is the room's upper left.
pub(super) fn stand(
    pieces: &[(Piece<'_>, &Art)],
    packing: &Packing,
    page: usize,
    corner: Point,
) -> (Vec<Group>, Vec<Placed>) {
    let here =
        pieces.iter().zip(&packing.places).enumerate().filter(|(_, (_, place))| place.page == page);
    here.map(|(art, ((piece, _), place))| {
        let height = piece.blocks[place.way].size.y;
        let lower = corner + Vec2::new(place.x, -place.y - height);
        let (group, motion) = piece.stand(place.way, lower);
        (group, Placed { art, x: motion.x, y: motion.y, rot_deg: motion.degrees() })
    })
    .unzip()
}

/// A piece's line in the list: its name, and how many if there are several.
fn name(art: &Art) -> String {
    let name = art.label.iter().map(|line| one_line(line)).find(|line| !line.is_empty());
    let name = name.unwrap_or_else(|| one_line(&art.group.id));
    if art.group.quantity > 1 { format!("{} × {name}", art.group.quantity) } else { name }
}

fn does_not_fit(
    art: &Art,
    piece: &Piece<'_>,
    sheet: &Sheet,
    paper: &Paper,
    room: &Room,
) -> LayoutError {
    let holds = |other: &Paper| {
        let other = other.clone().with_margin(paper.margin()).ok()?;
        let room = Furniture::plan(sheet, &other, false).ok()?.room(LEAST_GAP);
        let mut piece = Piece::of(art).ok()?;
        piece
            .fit(other.width() - 2.0 * other.margin(), |size| room.fits(size.x, size.y))
            .then_some(())
    };
    let smallest =
        Paper::ALL.iter().find(|other| holds(other).is_some()).and_then(Paper::known_name);
    let area = |(w, h): &(f64, f64)| w * h;
    let largest = room.sizes().max_by(|a, b| area(a).total_cmp(&area(b))).unwrap_or((0.0, 0.0));
    let size = piece.size();
    LayoutError::DoesNotFit {
        piece: art.group.id.clone(),
        width: size.x,
        height: size.y,
        paper: paper.to_string(),
        room_width: largest.0,
        room_height: largest.1,
        smallest,
    }
}
