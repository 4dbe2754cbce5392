//! Reading layers, and the bags within the bag.

use crate::reader::{Entry, Fields, Findings, Node};

use super::super::ast::{Bag, Layer, LayerKind, LayerSet, TurnGap, UpTo};
use super::element;
use super::value::{
    chain, length, length_at, material, need_word, one_of, one_of_at, paths, points, words,
};

/// Pieces derived from others.
pub(super) fn layer(entry: &Entry, findings: &mut Findings) -> Option<Layer> {
    let (head, mut fields) = element("layer", entry, findings)?;
    let kinds = [
        ("lining", LayerKind::Lining),
        ("stiffener", LayerKind::Stiffener),
        ("reinforcement", LayerKind::Reinforcement),
    ];
    let kind = need_word(&mut fields, "kind", findings)
        .and_then(|word| one_of(&word, "kind", &kinds, findings));
    let sets =
        [("glued", LayerSet::Glued), ("drop-in", LayerSet::DropIn), ("flat", LayerSet::Flat)];
    let set = one_of_at(&mut fields, "set", &sets, findings);
    fields.need("of", findings);
    let of = paths(&mut fields, "of", findings);
    let material = fields.need("material", findings).and_then(|node| material(node, findings));
    let copy = words(&mut fields, "copy", findings);
    let less = length_at(&mut fields, "less", findings);
    let join = words(&mut fields, "join", findings);
    let grow = length_at(&mut fields, "grow", findings);
    let up_to = fields.take("up_to").and_then(|node| up_to(node, findings));
    let turn_gap = fields.take("turn_gap").and_then(|node| turn_gap(node, findings));
    fields.finish(findings);
    let kind = kind?;
    let set = set.unwrap_or(match kind {
        LayerKind::Lining => LayerSet::Glued,
        LayerKind::Stiffener | LayerKind::Reinforcement => LayerSet::Flat,
    });
    Some(Layer {
        head,
        kind,
        of,
        material: material?,
        set,
        copy,
        less,
        join,
        grow,
        up_to,
        turn_gap,
    })
}

fn up_to(node: &Node, findings: &mut Findings) -> Option<UpTo> {
    let mut fields = findings.keep(Fields::of("up_to", node))?;
    let finish = need_word(&mut fields, "finish", findings);
    let lap = length_at(&mut fields, "lap", findings);
    fields.finish(findings);
    Some(UpTo { finish: finish?, lap })
}

fn turn_gap(node: &Node, findings: &mut Findings) -> Option<TurnGap> {
    let mut fields = findings.keep(Fields::of("turn_gap", node))?;
    let place = fields.need("in", findings).and_then(|node| chain(node, "in", false, findings));
    let long = fields.need("length", findings).and_then(|node| length(node, "length", findings));
    fields.finish(findings);
    Some(TurnGap { chain: place?, length: long? })
}

/// What is left of a bag within the bag when its elements are written out.
pub(super) fn bag(entry: &Entry, findings: &mut Findings) -> Option<Bag> {
    let (head, mut fields) = element("bag", entry, findings)?;
    fields.also(&["size", "set", "material", "part", "without"]);
    let style = need_word(&mut fields, "style", findings);
    let hang = points(&mut fields, "hang", findings);
    fields.finish(findings);
    Some(Bag { head, style: style?, hang })
}
