//! Binding seams: sides that run the right way round, rows of stitches, and what happens to the edges.

use crate::diag::{Diagnostic, Span};
use crate::formula::{Kind, Value};

use super::super::ast::{Fit as AstFit, Seam, SeamEnd};
use super::super::bound::{
    Chain, Construction, Cover, End, Fit, Flange, Joint, Row, RowKind, Shape, Side,
};
use super::super::name::Path;
use super::construction::Said;
use super::scope::Binder;

impl Binder<'_> {
    pub(super) fn seams(&mut self) {
        let file = self.file;
        for seam in &file.seams {
            self.enter(&seam.head.name);
            let name = format!("seam.{}", seam.head.name);
            if seam.each {
                // So many small seams of one kind: walks are paired in their order.
                let count = seam.sides.iter().map(|side| side.walks.len()).min().unwrap_or(0);
                if seam.sides.iter().any(|side| side.walks.len() != count) {
                    let message =
                        "`runs = \"each\"` pairs walks one by one, and the sides have not as many";
                    let finding = Diagnostic::at("wrong-count", seam.head.span, message);
                    self.findings
                        .push(finding.hint("name as many edges on each side, with `+` between"));
                }
                for k in 0..count {
                    let mut one = seam.clone();
                    for side in &mut one.sides {
                        side.walks = side.walks.get(k).cloned().into_iter().collect();
                    }
                    self.seam(&one, format!("{name}[{k}]"));
                }
            } else {
                self.seam(seam, name);
            }
        }
        self.order();
    }

    fn seam(&mut self, seam: &Seam, name: String) {
        let inset = match &seam.inset {
            Some(inset) => self.leaf_of(inset, Kind::LENGTH),
            None => self.default_inset(seam.head.span),
        };
        let iron = self.iron(seam.head.span);
        let chains: Vec<Chain> = seam.sides.iter().filter_map(|side| self.chain(side)).collect();
        let (Some(inset), Some(iron)) = (inset, iron) else { return };
        if chains.len() != seam.sides.len() {
            return;
        }
        let chains = self.oriented(chains);
        let on_strip = chains.iter().any(|chain| {
            chain
                .stretches
                .iter()
                .any(|s| matches!(self.bound.panels[s.panel].shape, Shape::Part(..)))
        });
        // The short ends of two strips go on in the surface.
        let all_strips = chains.iter().all(|chain| {
            chain
                .stretches
                .iter()
                .all(|s| matches!(self.bound.panels[s.panel].shape, Shape::Part(..)))
        });
        let mut said = self.said(seam, inset, on_strip && !all_strips);
        if all_strips && seam.angle.is_none() {
            said.angle = None;
        }
        self.angle_is_possible(seam, &said, &chains);
        let sides = self.sides(seam, &name, &said, &chains);
        let anchor = self.anchors(seam, &sides);
        let closed = sides.iter().any(|side| side.chain.closed);
        if closed && sides.iter().any(|side| !side.chain.closed && side.chain.metal.is_none()) {
            let message = "one side of this seam is a ring and another has ends";
            let open =
                sides.iter().position(|side| !side.chain.closed && side.chain.metal.is_none());
            let open =
                open.and_then(|side| seam.sides.get(side)).map_or(seam.head.span, |side| side.span);
            let finding = Diagnostic::at("open-ring", open, message);
            self.findings.push(
                finding.hint("write `edge@mid..edge@mid` for once round, or `closed = true`"),
            );
        }
        let lead = sides
            .iter()
            .position(|side| side.strip.is_none() && side.chain.metal.is_none())
            .or_else(|| sides.iter().position(|side| side.chain.metal.is_none()))
            .unwrap_or(0);
        let ends = self.ends(seam, &said, inset, &sides[0].chain);
        let plies: Vec<usize> =
            seam.plies.iter().filter_map(|path| self.panel_named(path)).collect();
        let holes_as = self.holes_as(seam);
        let holes_of = seam.holes.as_ref().and_then(|word| self.slot(&word.text, word.span, false));
        let fit = self.fit(seam);
        let breaks = seam
            .breaks
            .iter()
            .filter_map(|point| self.anchor(point, &sides[lead].chain, sides[lead].strip))
            .collect();
        let pitch = self.length_of(seam.pitch.as_ref());
        self.bound.rows.push(Row {
            name,
            kind: RowKind::Seam,
            construction: said.construction,
            sides,
            plies,
            lead,
            anchor,
            inset,
            ends,
            iron,
            uses: None,
            count: None,
            fit,
            symmetric: seam.symmetric,
            holes_as,
            holes_of,
            breaks,
            pitch,
            closed,
            runs: 1,
            angle: said.angle,
            glued: said.construction == Construction::Glued,
            after: Vec::new(),
            avoid: Vec::new(),
            span: seam.head.span,
        });
    }

    /// The earlier seam whose counts are taken.
    fn holes_as(&mut self, seam: &Seam) -> Option<usize> {
        let word = seam.holes_as.as_ref()?;
        let name = format!("seam.{}", word.text);
        let at = self.bound.rows.iter().position(|row| row.name == name);
        if at.is_none() {
            self.unknown_in("seam", &word.text, word.span, "");
        }
        at
    }

    /// The sides with what the construction does to each, and the joints it makes.
    fn sides(&mut self, seam: &Seam, name: &str, said: &Said, chains: &[Chain]) -> Vec<Side> {
        let row = self.bound.rows.len();
        let over = self.on_top(seam, chains);
        let mut sides = Vec::new();
        for (side, chain) in chains.iter().enumerate() {
            let strip = self.strip_of(chain);
            let mate = chains.get(usize::from(side == 0));
            let mate = mate.and_then(|mate| mate.stretches.first());
            let mate = mate.map(|stretch| self.bound.panels[stretch.panel].material);
            let mut dress = self.dress(said, chain, over == side, mate);
            if let (Construction::Channel, Some(slot)) =
                (said.construction, chains.iter().find_map(|chain| chain.metal))
                && chain.metal.is_none()
            {
                // Down to the metal's floor; its holes lie in the channel, beyond the net line.
                dress.add = self.figure(slot, "channel");
                let lip = self.figure(slot, "inset");
                dress.inset = lip.and_then(|lip| self.computed("-lip", &[("lip", lip)]));
            }
            let span = seam.sides.get(side).map_or(seam.head.span, |side| side.span);
            self.sewn_twice(span, chain, name, dress.inset);
            if chain.metal.is_none() {
                let joint = Joint {
                    construction: said.construction,
                    chain: chain.clone(),
                    take: dress.take,
                    add: dress.add,
                    allowance: Self::lies_beyond(said.construction, dress.add),
                    row: Some(row),
                    name: name.to_owned(),
                    span: seam.head.span,
                };
                self.join(joint);
            }
            if let Some(strip) = strip {
                self.sew_strip(strip, row, said, &dress);
            }
            sides.push(Side {
                chain: chain.clone(),
                inset: dress.inset,
                strip,
                same_facing: said.construction == Construction::Lap && side > 0,
            });
        }
        sides
    }

    /// A turned seam folds each ply back by 90° and half its angle: at 180° there is nothing left to take.
    fn angle_is_possible(&mut self, seam: &Seam, said: &Said, chains: &[Chain]) {
        let turned = matches!(said.construction, Construction::Turned | Construction::Piped);
        let drawn = chains.iter().flat_map(Chain::edges).any(|(panel, _)| {
            let name = &self.bound.panels[panel].name;
            self.file.panels.iter().any(|drawn| {
                drawn.head.name == *name && drawn.drawn == super::super::ast::Drawn::Outside
            })
        });
        let value = said.angle.and_then(|leaf| match &self.bound.leaves[leaf] {
            super::super::bound::Leaf::Formula(formula) => formula.constant().map(Value::number),
            _ => None,
        });
        if turned && drawn && value.is_some_and(|angle| angle > 90.0) {
            let message = "a turned seam of two panels face to face has no outside measure";
            let finding = Diagnostic::at("take-over-90", seam.construction_span, message);
            self.findings.push(finding.hint(
                "draw the panels with `measure = \"net\"`, or say how far the surface turns: `angle = 90`",
            ));
        }
    }

    /// The side that lies on top or covers: the one named by `over`, else the first.
    fn on_top(&mut self, seam: &Seam, chains: &[Chain]) -> usize {
        let Some(path) = &seam.over else { return 0 };
        let named = self.element(path).map(|(element, _)| element);
        let holds = |chain: &Chain| match named {
            Some(super::names::Element::Panel(panel)) => {
                chain.stretches.iter().any(|s| s.panel == panel)
            }
            Some(super::names::Element::Strip(strip)) => chain
                .stretches
                .iter()
                .any(|s| self.bound.strips[strip].parts.iter().any(|part| part.panel == s.panel)),
            _ => false,
        };
        let found = chains.iter().position(holds);
        if found.is_none() {
            self.unknown_side(path, chains);
        }
        found.unwrap_or(0)
    }

    fn unknown_side(&mut self, path: &Path, chains: &[Chain]) {
        let message = format!("`{path}` is no side of this seam");
        let of = |(panel, _): (usize, usize)| format!("`{}`", self.bound.panels[panel].name);
        let mut sides: Vec<String> = chains.iter().flat_map(Chain::edges).map(of).collect();
        sides.dedup();
        let finding = Diagnostic::at("misplaced-name", path.span, message);
        self.findings.push(finding.hint(format!("name what lies on top: {}", sides.join(", "))));
    }

    /// Two rows of holes on one stretch of edge, at one distance, cannot both be sewn.
    fn sewn_twice(&mut self, span: Span, chain: &Chain, name: &str, inset: Option<usize>) {
        if chain.from.is_some() || chain.to.is_some() {
            return;
        }
        for (panel, edge) in chain.edges() {
            for joint in &self.bound.panels[panel].edges[edge].joints {
                let other = &self.bound.joints[*joint];
                let whole = other.chain.from.is_none() && other.chain.to.is_none();
                let own = |row: usize| {
                    self.bound.rows[row].sides.iter().find(|s| s.chain.runs_on(panel, edge))
                };
                let same = other.row.and_then(own).is_some_and(|side| side.inset == inset);
                // Half an edge is sewn by each of two seams where a walk starts and ends in its middle.
                let halves = chain.stretches.iter().any(|s| s.head > 0.0 || s.tail < 1.0);
                if whole && same && other.name != name && !halves {
                    let edge = &self.bound.panels[panel].edges[edge].name;
                    let message = format!(
                        "`{}.{edge}` is sewn by {} and by {name} at one distance",
                        self.bound.panels[panel].name, other.name
                    );
                    let finding = Diagnostic::at("edge-sewn-twice", span, message);
                    self.findings.push(finding.hint(
                        "make one seam of both with more `plies`, trim one, or change an `inset`",
                    ));
                    return;
                }
            }
        }
    }

    fn anchors(&mut self, seam: &Seam, sides: &[Side]) -> Vec<super::super::bound::Anchor> {
        if !seam.anchor.is_empty() && seam.anchor.len() != sides.len() {
            let of = |point: Option<&super::super::name::Point>| {
                point.map_or(seam.head.span, |p| p.span)
            };
            let (first, last) = (of(seam.anchor.first()), of(seam.anchor.last()));
            let span = Span { start: first.start, end: last.end };
            let message =
                format!("`anchor` names {} points for {} sides", seam.anchor.len(), sides.len());
            self.findings
                .push(Diagnostic::at("wrong-count", span, message).hint("one point a side"));
            return Vec::new();
        }
        let anchors: Vec<_> = seam
            .anchor
            .iter()
            .zip(sides)
            .filter_map(|(point, side)| self.anchor(point, &side.chain, side.strip))
            .collect();
        if anchors.len() == sides.len() { anchors } else { Vec::new() }
    }

    fn fit(&mut self, seam: &Seam) -> Fit {
        if let Some([lo, hi]) = &seam.ease {
            let mut share = |written| {
                let formula = self.compile_as(written, Kind::NUMBER)?;
                formula.constant().map(Value::number)
            };
            if let (Some(lo), Some(hi)) = (share(lo), share(hi)) {
                return Fit::Ease(lo, hi);
            }
        }
        match seam.fit {
            AstFit::Equal => Fit::Equal,
            AstFit::Shorter => Fit::Shorter,
        }
    }

    /// Where a seam ends. What is turned is sewn to the end of its net line, where the next seam crosses it: a slit would
    /// be left open otherwise. What is pierced near an edge stays as far from its end.
    fn ends(&mut self, seam: &Seam, said: &Said, inset: usize, chain: &Chain) -> [End; 2] {
        let default = match said.construction {
            Construction::Turned | Construction::Dart => SeamEnd::Backtack,
            _ => SeamEnd::Inset,
        };
        let first = seam.ends.first().unwrap_or(&default);
        let last = seam.ends.get(1).unwrap_or(first);
        [(0, first), (1, last)].map(|(end, written)| match written {
            SeamEnd::Inset => End::Inset(inset),
            SeamEnd::Edge => End::Edge,
            SeamEnd::Backtack => End::Backtack,
            SeamEnd::Length(length) => {
                self.leaf_of(length, Kind::LENGTH).map_or(End::Inset(inset), End::Length)
            }
            SeamEnd::Clear => End::Clear(inset, self.covered(chain, end)),
        })
    }

    /// What the seam that crosses an end of a chain covers there.
    fn covered(&self, chain: &Chain, end: usize) -> Cover {
        let Some((panel, edge)) = self.crossing(chain, end) else { return Cover::Nothing };
        let fold = self.bound.folds.iter().position(|fold| fold.join.contains(&(panel, edge)));
        if let Some(fold) = fold {
            return Cover::Fold(fold);
        }
        let joints = &self.bound.panels[panel].edges[edge].joints;
        for joint in joints {
            let joint = &self.bound.joints[*joint];
            if let Some(add) = joint.add {
                return Cover::Allowance(add);
            }
            if let Shape::Part(strip, _) = self.bound.panels[panel].shape {
                let side = usize::from(edge != 2);
                if self.bound.strips[strip].sides[side].flange != Flange::None {
                    return Cover::Flange(strip, side);
                }
            }
        }
        Cover::Nothing
    }

    /// Which seams are sewn after which, as far as the file says.
    fn order(&mut self) {
        let file = self.file;
        for seam in &file.seams {
            let of = |binder: &Self, name: &str| -> Vec<usize> {
                let full = format!("seam.{name}");
                let each = format!("{full}[");
                let own = |row: &Row| row.name == full || row.name.starts_with(&each);
                let rows = binder.bound.rows.iter().enumerate();
                rows.filter(|(_, row)| name == "*" || own(row)).map(|(index, _)| index).collect()
            };
            let own = of(self, &seam.head.name);
            for (words, after) in [(&seam.after, true), (&seam.before, false)] {
                for word in words {
                    let others = of(self, &word.text);
                    let known = word.text == "*" || self.is_absent(&format!("seam.{}", word.text));
                    if others.is_empty() && !known {
                        self.unknown_in("seam", &word.text, word.span, "");
                    }
                    for (own, other) in
                        own.iter().flat_map(|own| others.iter().map(move |o| (*own, *o)))
                    {
                        let (later, earlier) = if after { (own, other) } else { (other, own) };
                        if later != earlier && !self.bound.rows[later].after.contains(&earlier) {
                            self.bound.rows[later].after.push(earlier);
                        }
                    }
                }
            }
        }
    }
}
