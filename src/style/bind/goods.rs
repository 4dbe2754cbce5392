//! Binding what is put on panels: straps and places.

use crate::diag::{Diagnostic, Span, did_you_mean};
use crate::formula::Kind;

use super::super::ast::{At as AstAt, Direction, End as AstEnd, Thing as AstThing, Word};
use super::super::bound::{At, End, Halves, Leaf, Placed, Strap, Thing};
use super::super::name::Path;
use super::scope::Binder;

impl Binder<'_> {
    pub(super) fn straps(&mut self) {
        let file = self.file;
        for strap in &file.straps {
            if !self.present(&strap.head) {
                continue;
            }
            let material = self.slot(&strap.material.text, strap.material.span, true);
            let width = self.leaf_of(&strap.width, Kind::LENGTH);
            let length = match &strap.length {
                Some(length) => self.leaf_of(length, Kind::LENGTH).map(Some),
                None => Some(None),
            };
            let ends: Vec<End> =
                strap.ends.iter().filter_map(|end| self.end(end, strap.head.span)).collect();
            if let (Some(material), Some(width), Some(length), true) =
                (material, width, length, ends.len() == strap.ends.len())
            {
                self.bound.straps.push(Strap {
                    name: strap.head.name.clone(),
                    material,
                    width,
                    length,
                    ends,
                    count: strap.count,
                    core: strap.core.as_ref().map(|word| word.text.clone()),
                    span: strap.head.span,
                });
            }
        }
    }

    fn end(&mut self, end: &AstEnd, span: Span) -> Option<End> {
        let (ring, of, leg) = match end {
            AstEnd::Loop { ring, of, leg } => (ring, of.first(), leg),
            AstEnd::Plain { leg: None } => return Some(End::Plain),
            _ => {
                self.not_yet(span, "ends with a point or a leg");
                return None;
            }
        };
        let ring_name = ring.to_string();
        let slot = self.slot(&ring_name, ring.span, false)?;
        if self.bound.slots[slot].kind.figure("wire").is_none() {
            let message = format!("`{ring_name}` is no ring: a strap cannot be folded round it");
            self.findings.push(
                Diagnostic::at("misplaced-name", ring.span, message)
                    .hint("name a d-ring or key-ring slot"),
            );
            return None;
        }
        if let Some(of) = of {
            let (name, index) = copy(of);
            let known = self.file.straps.iter().find(|strap| strap.head.name == name);
            match known {
                None => {
                    let message = format!("there is no strap `{name}`");
                    self.findings.push(Diagnostic::at("unknown-name", of.span, message));
                }
                Some(strap) if index >= strap.count as usize => {
                    let message = format!("`{name}` has {} copies, counted from 0", strap.count);
                    self.findings.push(Diagnostic::at("no-such-copy", of.span, message));
                }
                Some(_) => {}
            }
        }
        let leg = if let Some(leg) = leg {
            self.leaf_of(leg, Kind::LENGTH)?
        } else {
            // Room for a box of two stitches: inset, two pitches, inset.
            let inset = self.default_inset(span)?;
            let iron = self.slot("iron", span, false)?;
            let pitch = self.bound.slots[iron].kind.figure("pitch")?;
            let pitch =
                self.leaf("iron.pitch".to_owned(), || Leaf::Figure { slot: iron, figure: pitch });
            self.default_leg(inset, pitch)?
        };
        // The strap whose ring it shares stands before it in the file, or is none of this bag.
        let of = of.and_then(|of| {
            let (name, index) = copy(of);
            let strap = self.bound.straps.iter().position(|strap| strap.name == name)?;
            Some((strap, index))
        });
        Some(End::Loop { ring: slot, leg, of })
    }

    fn default_leg(&mut self, inset: usize, pitch: usize) -> Option<usize> {
        use crate::formula::{Dimension, Reference, compile, parse};
        let expr = parse("2 * inset + 2 * pitch", 0).ok()?;
        let mut scope = |reference: &Reference| {
            let id = if reference.to_string() == "pitch" { pitch } else { inset };
            Ok(crate::formula::Leaf::Quantity { id, dimension: Dimension::LENGTH })
        };
        let formula = compile(&expr, &mut scope).ok()?;
        Some(self.leaf("default leg".to_owned(), || Leaf::Formula(formula)))
    }

    pub(super) fn places(&mut self) {
        let file = self.file;
        for place in &file.places {
            if !self.present(&place.head) {
                continue;
            }
            let name = format!("place.{}", place.head.name);
            match &place.thing {
                AstThing::Halves { part, a, b } => {
                    let slot = self.slot(&part.text, part.span, false);
                    let on_a = self.panel_named(&a.on.path.to_string(), a.on.path.span);
                    let on_b = self.panel_named(&b.on.path.to_string(), b.on.path.span);
                    let (Some(slot), Some(on_a), Some(on_b), Some(at_a)) =
                        (slot, on_a, on_b, &a.at)
                    else {
                        continue;
                    };
                    if self.bound.slots[slot].kind.figure("prongs").is_none() {
                        let message = format!("`{}` is no closure in two halves", part.text);
                        self.findings.push(Diagnostic::at("misplaced-name", part.span, message));
                        continue;
                    }
                    let at_b = match &b.at {
                        Some(at) => self.at(at, on_b).map(Some),
                        None => Some(None),
                    };
                    if let (Some(at_a), Some(at_b)) = (self.at(at_a, on_a), at_b) {
                        let span = place.head.span;
                        self.bound.halves.push(Halves {
                            name,
                            part: slot,
                            a: (on_a, at_a),
                            b: (on_b, at_b),
                            span,
                        });
                    }
                }
                AstThing::Part { .. } | AstThing::Caught { .. } => {
                    self.not_yet(place.head.span, "parts on their own and ends in seams");
                }
                AstThing::Element { what, on, at, turn, part, .. } => {
                    if part.is_some() || on.inside {
                        self.not_yet(place.head.span, "places inside and parts that fix");
                    }
                    // One copy of a strap lies in one place.
                    let one = what.steps.last().is_some_and(|step| step.index.is_some());
                    let what = &Word { text: what.head(1), span: what.span };
                    let name_of = what.text.split('[').next().unwrap_or_default().to_owned();
                    let what = &Word { text: name_of, ..what.clone() };
                    let Some((thing, count)) = self.thing(what) else { continue };
                    let count = if one { 1 } else { count };
                    let on = self.panel_named(&on.path.to_string(), on.path.span);
                    let Some(on) = on else { continue };
                    if at.len() != count as usize {
                        let message =
                            format!("`{}` has {count} copies and {} places", what.text, at.len());
                        self.findings.push(
                            Diagnostic::at("wrong-count", place.head.span, message)
                                .hint("one place a copy"),
                        );
                    }
                    if !turn.is_empty() && turn.len() != at.len() {
                        let message = format!("{} turns for {} places", turn.len(), at.len());
                        self.findings.push(
                            Diagnostic::at("wrong-count", place.head.span, message)
                                .hint("one turn a copy"),
                        );
                    }
                    let turns: Vec<_> =
                        turn.iter().map(|turn| self.leaf_of(turn, Kind::ANGLE)).collect();
                    for (copy, at) in at.iter().enumerate() {
                        let Some(at) = self.at(at, on) else { continue };
                        let turn = turns.get(copy).copied().flatten();
                        let name =
                            if count == 1 { name.clone() } else { format!("{name}[{copy}]") };
                        self.bound.places.push(Placed {
                            name,
                            thing,
                            on,
                            at,
                            turn,
                            span: place.head.span,
                        });
                    }
                }
            }
        }
    }

    fn thing(&mut self, what: &Word) -> Option<(Thing, u32)> {
        if let Some(index) = self.bound.straps.iter().position(|strap| strap.name == what.text) {
            return Some((Thing::Strap(index), self.bound.straps[index].count));
        }
        if self.file.panels.iter().any(|panel| panel.head.name == what.text) {
            return self.panel_named(&what.text, what.span).map(|panel| (Thing::Panel(panel), 1));
        }
        // A strap with a fault of its own is told already.
        if !self.file.straps.iter().any(|strap| strap.head.name == what.text) {
            let panels = self.file.panels.iter().map(|panel| panel.head.name.as_str());
            let straps = self.file.straps.iter().map(|strap| strap.head.name.as_str());
            let near = did_you_mean(&what.text, panels.chain(straps));
            let finding = Diagnostic::at(
                "unknown-name",
                what.span,
                format!("there is no strap or panel `{}`", what.text),
            );
            let way_out =
                near.map_or("declare it".to_owned(), |near| format!("did you mean `{near}`?"));
            self.findings.push(finding.hint(way_out));
        }
        None
    }

    fn at(&mut self, at: &AstAt, panel: usize) -> Option<At> {
        match at {
            AstAt::Point([x, y]) => {
                let (x, y) = (self.leaf_of(x, Kind::LENGTH), self.leaf_of(y, Kind::LENGTH));
                Some(At::Point([x?, y?]))
            }
            AstAt::Named(point) => {
                self.not_yet(point.span, "places by name");
                None
            }
            AstAt::Edge { chain, t, by, inward, from, over, direction } => {
                if from.is_some() || over.is_some() || *direction != Direction::Square {
                    self.not_yet(chain.span, "places from points and along the axis");
                }
                // On the host alone `tip` is enough; `flap.tip` names it in full.
                let [walk] = chain.walks.as_slice() else {
                    self.not_yet(chain.span, "places on several walks");
                    return None;
                };
                let name = self.bound.panels[panel].name.clone();
                let first = walk.path.to_string();
                let first = first.strip_prefix(&format!("{name}.")).unwrap_or(&first).to_owned();
                let last = walk.to.as_ref().map_or(first.clone(), |(last, _)| last.to_string());
                let edges = self.walk(panel, &first, &last, chain.span);
                let edges = self.findings.keep(edges)?;
                let mut optional = |formula: &Option<_>, kind| match formula {
                    Some(written) => self.leaf_of(written, kind).map(Some),
                    None => Some(None),
                };
                let (t, by, inward) = (
                    optional(t, Kind::NUMBER),
                    optional(by, Kind::LENGTH),
                    optional(inward, Kind::LENGTH),
                );
                Some(At::Walk { edges, t: t?, by: by?, inward: inward? })
            }
        }
    }
}

/// A strap and which copy of it.
fn copy(path: &Path) -> (String, usize) {
    let (mut path, mut index) = (path.clone(), 0);
    if let Some(last) = path.steps.last_mut() {
        index = last.index.take().unwrap_or(0);
    }
    (path.to_string(), index)
}
