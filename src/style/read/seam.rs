//! Reading what runs along edges: seams, rows, finishes.

use crate::diag::Diagnostic;
use crate::reader::{Entry, Findings, Node, Value, wrong_type};

use super::super::ast::{Construction, Finish, Fit, Flange, Row, RowStart, Seam, SeamEnd};
use super::element;
use super::value::{
    CONSTRUCTIONS, angle_at, chain, chains, count_at, host, length, length_at, material, need_word,
    one_of, one_of_at, pair, path_at, paths, points, two, word_at, words,
};

/// A seam.
pub(super) fn seam(entry: &Entry, findings: &mut Findings) -> Option<Seam> {
    let (head, mut fields) = element("seam", entry, findings)?;
    fields.also(&["mirror_too", "each"]);
    let sides = fields.need("sides", findings).map(|node| {
        if !(2..=8).contains(&node.items().len()) {
            findings.push(
                Diagnostic::at("wrong-count", node.span, "a seam has 2 to 8 sides")
                    .hint("name two sides or more"),
            );
        }
        chains(node, "sides", findings)
    });
    let construction = need_word(&mut fields, "construction", findings);
    let construction_span = construction.as_ref().map_or(head.span, |word| word.span);
    let construction =
        construction.and_then(|word| one_of(&word, "construction", &CONSTRUCTIONS, findings));
    let plies = paths(&mut fields, "plies", findings);
    let angle = angle_at(&mut fields, "angle", findings);
    let allowance = length_at(&mut fields, "allowance", findings);
    let inset = length_at(&mut fields, "inset", findings);
    let lap = length_at(&mut fields, "lap", findings);
    let over = path_at(&mut fields, "over", findings);
    let turn = length_at(&mut fields, "turn", findings);
    let flanges = [("out", Flange::Out), ("in", Flange::In), ("none", Flange::None)];
    let flange = one_of_at(&mut fields, "flange", &flanges, findings);
    let fits = [("equal", Fit::Equal), ("shorter", Fit::Shorter)];
    let fit = one_of_at(&mut fields, "fit", &fits, findings).unwrap_or(Fit::Equal);
    let ease = fields
        .take("ease")
        .and_then(|node| two(node, "ease", "[least, greatest]", findings, super::value::formula));
    let anchor = points(&mut fields, "anchor", findings);
    let ends = ends(fields.list("ends").unwrap_or_default(), findings);
    if ends.len() > 2 {
        findings.push(Diagnostic::at("wrong-count", head.span, "a seam has two ends"));
    }
    let holes = word_at(&mut fields, "holes", findings);
    let holes_as = word_at(&mut fields, "holes_as", findings);
    let breaks = points(&mut fields, "break", findings);
    let symmetric = fields.flag("symmetric", findings).unwrap_or(false);
    let each = one_of_at(&mut fields, "runs", &[("each", ())], findings).is_some();
    let before = words(&mut fields, "before", findings);
    let after = words(&mut fields, "after", findings);
    let pitch = length_at(&mut fields, "pitch", findings);
    fields.finish(findings);
    Some(Seam {
        head,
        sides: sides?,
        plies,
        construction: construction?,
        construction_span,
        angle,
        allowance,
        inset,
        lap,
        over,
        turn,
        flange,
        fit,
        ease,
        anchor,
        ends,
        holes,
        holes_as,
        breaks,
        symmetric,
        each,
        before,
        after,
        pitch,
    })
}

fn ends(nodes: &[Node], findings: &mut Findings) -> Vec<SeamEnd> {
    let end = |node: &Node, findings: &mut Findings| match node.text() {
        Some("inset") => Some(SeamEnd::Inset),
        Some("edge") => Some(SeamEnd::Edge),
        Some("clear") => Some(SeamEnd::Clear),
        Some("backtack") => Some(SeamEnd::Backtack),
        _ => length(node, "ends", findings).map(SeamEnd::Length),
    };
    nodes.iter().filter_map(|node| end(node, findings)).collect()
}

/// A row along one chain or a path.
pub(super) fn row(entry: &Entry, findings: &mut Findings) -> Option<Row> {
    let (head, mut fields) = element("row", entry, findings)?;
    fields.also(&["mirror_too", "each"]);
    let along = fields.take("along").map(|node| chain(node, "along", false, findings));
    let on = fields.take("on").and_then(|node| host(node, "on", findings));
    let path = match fields.take("path") {
        Some(Node { value: Value::List(items), .. }) => {
            items.iter().filter_map(|item| pair(item, "path", findings)).collect()
        }
        Some(node) => {
            findings.push(wrong_type(node.span, "path", "a list of [x, y]", &node.value));
            Vec::new()
        }
        None => Vec::new(),
    };
    let through = paths(&mut fields, "through", findings);
    let inset = length_at(&mut fields, "inset", findings);
    let count = count_at(&mut fields, "count", (1, 1000), findings);
    let start = fields.take("start").and_then(|node| match node.text() {
        Some("half") => Some(RowStart::Half),
        _ => length(node, "start", findings).map(RowStart::At),
    });
    let ends = length_at(&mut fields, "ends", findings);
    let part = word_at(&mut fields, "use", findings);
    let avoid = paths(&mut fields, "avoid", findings);
    let face_in = length_at(&mut fields, "face_in", findings);
    let pitch = length_at(&mut fields, "pitch", findings);
    fields.finish(findings);
    if along.is_some() == (path.len() >= 2 && on.is_some()) {
        let message =
            format!("`row.{}` runs along a chain, or on an element along a path", head.name);
        let finding = Diagnostic::at("missing-key", head.span, message);
        findings.push(finding.hint("along = \"front.top\""));
        return None;
    }
    let along = match along {
        Some(chain) => Some(chain?),
        None => None,
    };
    Some(Row {
        head,
        along,
        on,
        path,
        through,
        inset,
        count,
        start,
        ends,
        part,
        avoid,
        face_in,
        pitch,
    })
}

/// What happens to a free edge.
pub(super) fn finish(entry: &Entry, findings: &mut Findings) -> Option<Finish> {
    let (head, mut fields) = element("finish", entry, findings)?;
    fields.also(&["mirror_too", "each"]);
    fields.need("on", findings);
    let nodes = fields.list("on").unwrap_or_default();
    let on = nodes.iter().filter_map(|node| chain(node, "on", false, findings)).collect();
    let known = [
        ("raw", Construction::Raw),
        ("folded", Construction::Folded),
        ("bound", Construction::Bound),
    ];
    let construction = need_word(&mut fields, "construction", findings)
        .and_then(|word| one_of(&word, "construction", &known, findings));
    let turn = length_at(&mut fields, "turn", findings);
    let crease = length_at(&mut fields, "crease", findings);
    let allowance = length_at(&mut fields, "allowance", findings);
    let stitched = fields.flag("stitched", findings).unwrap_or(false);
    let material = fields.take("material").and_then(|node| material(node, findings));
    fields.finish(findings);
    Some(Finish {
        head,
        on,
        construction: construction?,
        turn,
        crease,
        allowance,
        stitched,
        material,
    })
}
