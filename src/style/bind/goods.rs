//! Binding what is put on panels: straps and places.

use crate::diag::{Diagnostic, Span, did_you_mean};
use crate::formula::Kind;

use super::super::ast::{
    At as AstAt, End as AstEnd, Half, Host, Strap as AstStrap, StrapFold, Thing as AstThing,
    Written,
};
use super::super::bound::{Halves, Placed, RingOf, Strap, StrapEnd, Thing};
use super::super::name::Path;
use super::scope::Binder;

impl Binder<'_> {
    pub(super) fn straps(&mut self) {
        let file = self.file;
        for strap in &file.straps {
            self.enter(&strap.head.name);
            let material = self.slot(&strap.material.text, strap.material.span, true);
            let width = self.leaf_of(&strap.width, Kind::LENGTH);
            let length = match &strap.length {
                Some(length) => self.leaf_of(length, Kind::LENGTH).map(Some),
                None => Some(None),
            };
            let ends: Vec<StrapEnd> =
                strap.ends.iter().filter_map(|end| self.end(end, strap)).collect();
            let (Some(material), Some(width), Some(length), true) =
                (material, width, length, ends.len() == strap.ends.len())
            else {
                continue;
            };
            let threads = strap.threads.as_ref().and_then(|path| {
                let name = path.to_string();
                let name = name.strip_prefix("row.").unwrap_or(&name).to_owned();
                let at = file.rows.iter().position(|row| row.head.name == name);
                if at.is_none() {
                    self.unknown_in("row", &name, path.span, "row.");
                }
                at
            });
            if let Some(part) = &strap.part {
                self.slot(&part.text, part.span, false);
            }
            self.bound.straps.push(Strap {
                name: strap.head.name.clone(),
                material,
                width,
                length,
                ends,
                count: if strap.pair { strap.count.max(2) } else { strap.count },
                pair: strap.pair,
                layers: match strap.fold {
                    None => 1,
                    Some(StrapFold::Half) => 2,
                    Some(StrapFold::Thirds) => 3,
                },
                core: strap.core.as_ref().map(|word| word.text.clone()),
                threads,
                span: strap.head.span,
            });
        }
    }

    fn end(&mut self, end: &AstEnd, strap: &AstStrap) -> Option<StrapEnd> {
        let leg_of = |binder: &mut Self, leg: &Option<Written>| match leg {
            Some(leg) => binder.leaf_of(leg, Kind::LENGTH).map(Some),
            None => Some(None),
        };
        let (ring, of, leg) = match end {
            AstEnd::Plain { leg } => {
                // An end that something sews down is sewn along a leg, said or not.
                let sewn = self.is_placed(strap);
                let leg = leg_of(self, leg)?;
                let leg =
                    if leg.is_none() && sewn { self.default_leg(strap.head.span) } else { leg };
                return Some(StrapEnd::Plain(leg));
            }
            AstEnd::Point { .. } | AstEnd::Tapered { .. } => return Some(StrapEnd::Point),
            AstEnd::Loop { ring, of, leg } => (ring, of, leg),
        };
        let leg = match leg_of(self, leg)? {
            Some(leg) => leg,
            None => self.default_leg(strap.head.span)?,
        };
        if let Some(strap) = self.sleeved(ring) {
            return Some(StrapEnd::Sleeve { strap, leg });
        }
        let slot = self.ring(ring)?;
        let of = of.first().and_then(|path| self.ring_of(path));
        Some(StrapEnd::Loop { ring: slot, leg, of })
    }

    /// True if some place sews a plain end of this strap down (not caught in a seam).
    fn is_placed(&self, strap: &AstStrap) -> bool {
        self.file.places.iter().any(|place| match &place.thing {
            AstThing::Element { what, .. } => {
                what.steps.first().is_some_and(|step| step.name == strap.head.name)
                    || what.to_string().starts_with(&format!("{}.", strap.head.name))
                    || what.to_string().starts_with(&format!("{}[", strap.head.name))
            }
            _ => false,
        })
    }

    /// The strap that passes through a loop: `carry.section`.
    fn sleeved(&self, path: &Path) -> Option<usize> {
        let (last, holder) = path.steps.split_last()?;
        if last.name != "section" {
            return None;
        }
        let name = path.head(holder.len());
        self.bound.straps.iter().position(|strap| strap.name == name)
    }

    /// The ring a bag within the bag hangs by; of a bag that hangs by metal the first ring there is.
    fn hang(&self, bag: &str) -> Option<usize> {
        let bag = self.file.bags.iter().find(|known| known.head.name == bag)?;
        let held = bag.hang.iter().find_map(|point| {
            let count = point.path.steps.len().saturating_sub(1);
            self.ring_held(&point.path.head(count)).or_else(|| {
                self.ring_held(&format!("{}.{}", bag.head.name, point.path.head(count)))
            })
        });
        held.or_else(|| self.bound.slots.iter().position(|slot| slot.kind.figure("wire").is_some()))
    }

    /// The slot of a ring: named itself, or as the ring of a strap or place.
    fn ring(&mut self, path: &Path) -> Option<usize> {
        let name = path.to_string();
        let slot = self.bound.slots.iter().position(|slot| slot.name == name && !slot.is_material);
        let slot = slot.or_else(|| {
            let (holder, last) =
                (path.head(path.steps.len().saturating_sub(1)), path.steps.last()?);
            match last.name.as_str() {
                "ring" => self.ring_held(&holder),
                "hang" => self.hang(&holder),
                _ => None,
            }
        });
        let Some(slot) = slot else {
            // Not a part slot at all: told as such.
            return self.slot(&name, path.span, false);
        };
        if self.bound.slots[slot].kind.figure("wire").is_none() {
            let message = format!("`{name}` is no ring: a strap cannot be folded round it");
            let finding = Diagnostic::at("misplaced-name", path.span, message);
            self.findings.push(
                finding.hint("name a d-ring, o-ring, key-ring, swivel, slider or buckle slot"),
            );
            return None;
        }
        Some(slot)
    }

    /// The slot of the ring that a strap or a place holds.
    fn ring_held(&self, holder: &str) -> Option<usize> {
        let bare = holder.split('[').next().unwrap_or(holder);
        let strap =
            self.bound.straps.iter().find(|strap| strap.name == bare || strap.name == holder);
        strap.and_then(|strap| {
            strap.ends.iter().find_map(|end| match end {
                StrapEnd::Loop { ring, .. } => Some(*ring),
                _ => None,
            })
        })
    }

    fn ring_of(&mut self, path: &Path) -> Option<RingOf> {
        let file = self.file;
        let first = path.steps.first()?;
        if first.name == "place" {
            // Places are bound after the straps: theirs are counted here.
            let name = path.steps.get(1..).unwrap_or_default();
            let name = name.iter().map(ToString::to_string).collect::<Vec<_>>().join(".");
            let at = file.places.iter().position(|place| {
                place.head.name == name
                    || place.head.name == name.split('[').next().unwrap_or(&name)
            });
            if at.is_none() {
                self.unknown_in("place", &name, path.span, "place.");
            }
            return at.map(RingOf::Place);
        }
        let (last, holder) = path.steps.split_last()?;
        let mut bare = holder.iter().map(ToString::to_string).collect::<Vec<_>>();
        bare.push(last.name.clone());
        let (whole, bare) = (path.to_string(), bare.join("."));
        let exact = self.bound.straps.iter().position(|strap| strap.name == whole);
        if let Some(strap) = exact {
            return Some(RingOf::Strap(strap, 0));
        }
        let copy = last.index.unwrap_or(0);
        let Some(known) = file.straps.iter().find(|strap| strap.head.name == bare) else {
            self.unknown_in("strap", &bare, path.span, "");
            return None;
        };
        if copy >= known.count as usize {
            let message = format!("`{bare}` has {} copies, counted from 0", known.count);
            let last = known.count.saturating_sub(1);
            let finding = Diagnostic::at("no-such-copy", path.span, message);
            self.findings.push(finding.hint(format!("write `{bare}[{last}]`")));
            return None;
        }
        // The strap whose ring it shares stands before it in the file, or is none of this bag.
        let strap = self.bound.straps.iter().position(|strap| strap.name == bare)?;
        Some(RingOf::Strap(strap, copy))
    }

    /// Room for a box of two stitches: inset, two pitches, inset.
    fn default_leg(&mut self, span: Span) -> Option<usize> {
        let inset = self.default_inset(span)?;
        let iron = self.iron(span)?;
        let pitch = self.figure(iron, "pitch")?;
        self.computed("2 * inset + 2 * pitch", &[("inset", inset), ("pitch", pitch)])
    }

    pub(super) fn places(&mut self) {
        let file = self.file;
        for (index, place) in file.places.iter().enumerate() {
            self.enter(&place.head.name);
            let name = format!("place.{}", place.head.name);
            let span = place.head.span;
            match &place.thing {
                AstThing::Halves { part, a, b } => self.halves(name, part, a, b, span),
                AstThing::Part { part, on, at, turn } => {
                    let Some(slot) = self.slot(&part.text, part.span, false) else { continue };
                    if let Some((super::names::Element::Slot(_), _)) = self.element(&on.path) {
                        // Hung on metal: no leather shows it.
                        continue;
                    }
                    let Some(host) = self.host(on) else { continue };
                    self.put(
                        index,
                        &name,
                        (Thing::Part(slot), 0, None, 1),
                        host,
                        on.inside,
                        at,
                        turn,
                        span,
                    );
                }
                AstThing::Element { what, part, on, at, turn, .. } => {
                    if file.bags.iter().any(|bag| bag.head.name == what.to_string()) {
                        // A bag hangs on its strap: the pose shows it, no piece does.
                        continue;
                    }
                    let Some((thing, copy, end, count)) = self.thing(what) else { continue };
                    let Some(host) = self.host(on) else { continue };
                    self.counts_agree(what, at.len(), turn.len(), count, span);
                    let first = self.bound.places.len();
                    self.put(
                        index,
                        &name,
                        (thing, copy, end, count),
                        host,
                        on.inside,
                        at,
                        turn,
                        span,
                    );
                    let fixed_by =
                        part.as_ref().and_then(|word| self.slot(&word.text, word.span, false));
                    for placed in &mut self.bound.places[first..] {
                        placed.fixed_by = fixed_by;
                    }
                }
                AstThing::Caught { what, into, at, turn } => {
                    let Some((thing, copy, end, count)) = self.thing(what) else { continue };
                    let into_name = into.to_string();
                    let wanted = into_name.strip_prefix("seam.").unwrap_or(&into_name);
                    let wanted = format!("seam.{wanted}");
                    let Some(row) = self.bound.rows.iter().position(|row| row.name == wanted)
                    else {
                        self.unknown_in("seam", &wanted, into.span, "seam.");
                        continue;
                    };
                    let host = self.bound.rows[row].sides.iter().find(|side| side.strip.is_none());
                    let Some(host) = host.and_then(|side| side.chain.panel()) else { continue };
                    let first = self.bound.places.len();
                    self.put(index, &name, (thing, copy, end, count), host, false, at, turn, span);
                    for placed in &mut self.bound.places[first..] {
                        placed.into = Some(row);
                    }
                }
            }
        }
    }

    /// As many places as copies, and as many turns as places.
    fn counts_agree(&mut self, what: &Path, places: usize, turns: usize, count: u32, span: Span) {
        // A strap that is sewn on at both ends has two places.
        let span_of = what.span;
        let fits = places == count as usize || count == 1 && places == 2;
        if !fits {
            let message = format!("`{what}` has {count} copies and {places} places");
            self.findings.push(
                Diagnostic::at("wrong-count", span_of, message)
                    .hint(format!("name {count} places, or write `count = {places}`")),
            );
        }
        if turns > 1 && turns != places {
            let message = format!("{turns} turns for {places} places");
            self.findings.push(
                Diagnostic::at("wrong-count", span, message)
                    .hint("one turn a place, or one for all"),
            );
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a place is all of this")]
    fn put(
        &mut self,
        place: usize,
        name: &str,
        (thing, copy, end, count): (Thing, usize, Option<usize>, u32),
        on: usize,
        inside: bool,
        at: &[AstAt],
        turn: &[Written],
        span: Span,
    ) {
        let turns: Vec<_> = turn.iter().map(|turn| self.leaf_of(turn, Kind::ANGLE)).collect();
        let strap = match thing {
            Thing::Strap(strap) => Some(strap),
            _ => None,
        };
        let looped = strap.is_some_and(|strap| {
            self.bound.straps[strap].ends.iter().any(|end| matches!(end, StrapEnd::Loop { .. }))
        });
        for (number, at) in at.iter().enumerate() {
            let Some(at) = self.at(at, on) else { continue };
            let turn = turns.get(number).or(turns.first()).copied().flatten();
            // Two places of one strap are its start and its end; else every place is a copy.
            let both = strap.is_some() && !looped && turns.len() <= 2 && number < 2 && count == 1;
            let (copy, end) = match (end, both) {
                (Some(end), _) => (copy + number, Some(end)),
                (None, true) => (copy, Some(number)),
                (None, false) => (copy + number, None),
            };
            let shown = if at_is_one(&self.file.places[place].thing) {
                name.to_owned()
            } else {
                format!("{name}[{number}]")
            };
            self.bound.places.push(Placed {
                name: shown,
                thing,
                copy,
                end,
                on,
                inside,
                at,
                turn,
                into: None,
                fixed_by: None,
                span,
            });
        }
    }

    /// What a thing lies on: a panel, or a part of a strip.
    pub(super) fn host(&mut self, host: &Host) -> Option<usize> {
        self.panel_named(&host.path)
    }

    fn halves(
        &mut self,
        name: String,
        part: &super::super::ast::Word,
        a: &Half,
        b: &Half,
        span: Span,
    ) {
        let slot = self.slot(&part.text, part.span, false);
        let (on_a, on_b) = (self.host(&a.on), self.host(&b.on));
        let (Some(slot), Some(on_a), Some(on_b), Some(at_a)) = (slot, on_a, on_b, &a.at) else {
            return;
        };
        if self.bound.slots[slot].kind.figure("prongs").is_none() {
            let message = format!("`{}` is no closure in two halves", part.text);
            let finding = Diagnostic::at("misplaced-name", part.span, message);
            let halves =
                self.bound.slots.iter().filter(|slot| slot.kind.figure("prongs").is_some());
            let known = halves.map(|slot| slot.name.as_str()).collect::<Vec<_>>().join(", ");
            self.findings.push(
                finding.hint(format!("name a part in two halves ({known}), or say `on` and `at`")),
            );
            return;
        }
        let at_b = match &b.at {
            Some(at) => self.at(at, on_b).map(Some),
            None => Some(None),
        };
        if let (Some(at_a), Some(at_b)) = (self.at(at_a, on_a), at_b) {
            self.bound.halves.push(Halves {
                name,
                part: slot,
                a: (on_a, at_a),
                b: (on_b, at_b),
                span,
            });
        }
    }

    /// What is placed: the thing, which copy, which end, and how many copies there are.
    fn thing(&mut self, what: &Path) -> Option<(Thing, usize, Option<usize>, u32)> {
        let mut steps = what.steps.clone();
        let end = match steps.last().map(|step| step.name.as_str()) {
            Some("start") if steps.len() > 1 => Some(0),
            Some("end") if steps.len() > 1 => Some(1),
            _ => None,
        };
        if end.is_some() {
            steps.pop();
        }
        let path = Path { steps, span: what.span };
        let whole = path.to_string();
        let found = self.bound.straps.iter().position(|strap| strap.name == whole);
        if let Some(index) = found {
            let count = self.bound.straps[index].count;
            return Some((Thing::Strap(index), 0, end, count));
        }
        let copy = path.steps.last().and_then(|step| step.index);
        let bare = match (path.steps.split_last(), copy) {
            (Some((last, before)), Some(_)) => {
                let mut names: Vec<String> = before.iter().map(ToString::to_string).collect();
                names.push(last.name.clone());
                names.join(".")
            }
            _ => whole.clone(),
        };
        if let Some(index) = self.bound.straps.iter().position(|strap| strap.name == bare) {
            let copies = self.bound.straps[index].count as usize;
            let copy = copy.unwrap_or(0);
            if copy >= copies {
                let message = format!("`{bare}` has {copies} copies, counted from 0");
                self.findings.push(Diagnostic::at("no-such-copy", what.span, message));
            }
            return Some((Thing::Strap(index), copy, end, 1));
        }
        if let Some(super::names::Element::Panel(panel)) = self.element_named(&whole) {
            return Some((Thing::Panel(panel), 0, end, 1));
        }
        // A strap with a fault of its own is told already.
        if !self.file.straps.iter().any(|strap| strap.head.name == bare) {
            let panels = self.file.panels.iter().map(|panel| panel.head.name.as_str());
            let straps = self.file.straps.iter().map(|strap| strap.head.name.as_str());
            let near = did_you_mean(&bare, panels.chain(straps));
            let message = format!("there is no strap or panel `{whole}`");
            let finding = Diagnostic::at("unknown-name", what.span, message);
            let way_out =
                near.map_or("declare it".to_owned(), |near| format!("did you mean `{near}`?"));
            self.findings.push(finding.hint(way_out));
        }
        None
    }
}

/// True if there is one place only.
fn at_is_one(thing: &AstThing) -> bool {
    match thing {
        AstThing::Element { at, .. } | AstThing::Part { at, .. } | AstThing::Caught { at, .. } => {
            at.len() == 1
        }
        AstThing::Halves { .. } => true,
    }
}
