//! Binding strips: first their parts, so that seams can name them, then their measures.

use crate::diag::Diagnostic;
use crate::formula::{Kind, Value};

use super::super::ast::{
    Closed, Drawn, Strip as AstStrip, StripEnd, StripPart, StripParts, StripWidth as AstWidth,
};
use super::super::bound::{
    Allowance, Chain, Construction, Cut, Edge, Flange, Joint, Panel, Part, Pleats, Shape, Step,
    Stretch, Strip, StripSide, StripWidth,
};
use super::super::name::Point;
use super::scope::Binder;

const FREE: StripSide = StripSide {
    row: None,
    construction: Construction::Raw,
    flange: Flange::None,
    inset: None,
    take: None,
    covers: false,
};

impl Binder<'_> {
    /// Gives every strip its parts among the panels, with nothing measured yet.
    pub(super) fn declare_strips(&mut self) {
        let file = self.file;
        for (file_index, strip) in file.strips.iter().enumerate() {
            let material = self.slot(&strip.material.text, strip.material.span, true);
            let along = self.chain(&strip.along);
            let to = match &strip.to {
                Some(to) => self.chain(to).map(Some),
                None => Some(None),
            };
            let (Some(material), Some(along), Some(to)) = (material, along, to) else { continue };
            let Some(followed) = along.panel() else {
                let message = "a strip runs along edges of one panel";
                self.findings.push(Diagnostic::at("misplaced-name", strip.along.span, message));
                continue;
            };
            if !matches!(self.bound.panels[followed].shape, Shape::Drawn { .. }) {
                let message = "a strip runs along panels, not along another strip";
                let finding = Diagnostic::at("misplaced-name", strip.along.span, message);
                let name = format!("`{}`", self.followed(followed));
                self.findings.push(finding.hint(format!("follow what that strip follows: {name}")));
                continue;
            }
            let through = self.bound.panels[followed].through;
            let index = self.bound.strips.len();
            let mut parts = Vec::new();
            let mut part = |binder: &mut Self, name: String, shown: String, from: Cut, to: Cut| {
                let panel = binder.bound.panels.len();
                let edge = |name: &str| Edge {
                    name: name.to_owned(),
                    joints: Vec::new(),
                    dart: false,
                    breaks: true,
                };
                binder.bound.panels.push(Panel {
                    name: shown,
                    material,
                    through,
                    stand: None,
                    shape: Shape::Part(index, parts.len()),
                    edges: ["b", "end", "a", "start"].map(edge).to_vec(),
                    bends: Vec::new(),
                    notches: Vec::new(),
                    span: strip.head.span,
                });
                parts.push(Part { name, panel, from, to });
            };
            let own = &strip.head.name;
            let (none, all) = (Cut::Share(0.0), Cut::Share(1.0));
            match &strip.parts {
                None => part(self, String::new(), own.clone(), none, all),
                Some(StripParts::Even { count, .. }) => {
                    for k in 0..*count {
                        let share = |k: u32| Cut::Share(f64::from(k) / f64::from(*count));
                        part(self, format!("[{k}]"), format!("{own}[{k}]"), share(k), share(k + 1));
                    }
                }
                Some(StripParts::Named(named)) => {
                    self.cover_once(named, !matches!(strip.closed, Closed::Open));
                    for one in named {
                        let from = self.point_of(&one.from, followed);
                        let to = self.point_of(&one.to, followed);
                        let (Some(from), Some(to)) = (from, to) else { continue };
                        let shown = format!("{own}.{}", one.name.text);
                        part(self, one.name.text.clone(), shown, Cut::Point(from), Cut::Point(to));
                    }
                }
            }
            let closed = !matches!(strip.closed, Closed::Open);
            self.bound.strips.push(Strip {
                name: own.clone(),
                material,
                along,
                to,
                width: StripWidth::Net(usize::MAX),
                flare: None,
                closed,
                sides: [FREE, FREE],
                parts,
                pleats: None,
                turn_in: [None, None],
                span: strip.head.span,
            });
            self.strip_at.insert(index, file_index);
        }
    }

    /// What the strip that a panel is a part of follows, as it is written.
    fn followed(&self, panel: usize) -> String {
        let Shape::Part(strip, _) = self.bound.panels[panel].shape else { return String::new() };
        let strip = self.strip_at.get(&strip).and_then(|at| self.file.strips.get(*at));
        let walk = strip.and_then(|strip| strip.along.walks.first());
        walk.map_or_else(String::new, |walk| match &walk.to {
            Some((to, _)) => format!("{}..{to}", walk.path),
            None => walk.path.to_string(),
        })
    }

    /// Parts cover what the strip follows once: each begins where the one before it ends.
    fn cover_once(&mut self, parts: &[StripPart], ring: bool) {
        let mut told = |wrong: &Point, right: &Point, word: &str| {
            let text = match right.share {
                Some(share) => format!("{}@{share}", right.path),
                None => right.path.to_string(),
            };
            let message = format!("the parts of a strip cover it once: this one {word} elsewhere");
            let finding = Diagnostic::at("strip-parts", wrong.span, message);
            self.findings.push(finding.hint(format!("write `{text}`")));
        };
        let differ = |a: &Point, b: &Point| a.path.steps != b.path.steps || a.share != b.share;
        for pair in parts.windows(2) {
            if differ(&pair[0].to, &pair[1].from) {
                return told(&pair[1].from, &pair[0].to, "begins");
            }
        }
        if let (Some(first), Some(last), true) = (parts.first(), parts.last(), ring)
            && differ(&first.from, &last.to)
        {
            told(&last.to, &first.from, "ends");
        }
    }

    /// Widths, flares and whatever else is measured; then the strips can be developed.
    pub(super) fn strips(&mut self) {
        let file = self.file;
        for index in 0..self.bound.strips.len() {
            let Some(strip) = self.strip_at.get(&index).and_then(|at| file.strips.get(*at)) else {
                continue;
            };
            self.enter(&strip.head.name);
            if self.bound.strips[index].sides[0].row.is_none() {
                let name = &strip.head.name;
                let message = format!("side a of `{name}` is in no seam: its length is unknown");
                let hint = format!("add a seam with the side `{name}.a`");
                let pipe = matches!(strip.width, AstWidth::Piping(_));
                if !pipe {
                    self.findings
                        .push(Diagnostic::at("strip-unsewn", strip.head.span, message).hint(hint));
                    continue;
                }
            }
            let width = match &strip.width {
                AstWidth::Even(width) => {
                    self.leaf_of(width, Kind::LENGTH).map(|leaf| match strip.drawn {
                        Drawn::Outside => StripWidth::Outside(leaf),
                        Drawn::Net => StripWidth::Net(leaf),
                    })
                }
                AstWidth::Profile(steps) => {
                    let mut profile = Vec::new();
                    for (share, width) in steps {
                        let share = self.compile_as(share, Kind::NUMBER);
                        let share = share.and_then(|share| share.constant().map(Value::number));
                        let width = self.leaf_of(width, Kind::LENGTH);
                        if let (Some(share), Some(width)) = (share, width) {
                            profile.push((share, width));
                        }
                    }
                    let rises = profile.windows(2).all(|pair| pair[0].0 < pair[1].0);
                    if profile.len() < 2 || !rises {
                        let message =
                            "a width profile needs growing shares of the length, from 0 to 1";
                        let late = steps
                            .windows(2)
                            .zip(profile.windows(2))
                            .find(|(_, pair)| pair[0].0 >= pair[1].0);
                        let span = late.map_or(strip.head.span, |(steps, _)| steps[1].0.span);
                        let finding = Diagnostic::at("wrong-count", span, message);
                        self.findings.push(finding.hint("at = [[0, \"10 mm\"], [1, \"20 mm\"]]"));
                    }
                    Some(StripWidth::Profile(profile))
                }
                AstWidth::Piping(cord) => {
                    let slot = self.slot(&cord.text, cord.span, false);
                    let allowance = self.piped_allowance(index);
                    slot.map(|cord| StripWidth::Piping { cord, allowance })
                }
                AstWidth::Binding => {
                    let message = "a binding is made by `construction = \"bound\"` of a finish";
                    self.findings.push(Diagnostic::at("misplaced-word", strip.head.span, message));
                    None
                }
            };
            let Some(width) = width else { continue };
            let flare = self.length_of(strip.flare.as_ref());
            let overlap = match &strip.closed {
                Closed::Lap(lap) => self.leaf_of(lap, Kind::LENGTH),
                _ => None,
            };
            let pleats = match &strip.pleats {
                Some(pleats) => {
                    let angle = match &pleats.angle {
                        Some(angle) => self.leaf_of(angle, Kind::ANGLE),
                        None => Some(self.fixed(170.0)),
                    };
                    angle.map(|angle| Pleats { count: pleats.count, inward: pleats.inward, angle })
                }
                None => None,
            };
            let mut turn_in = [None, None];
            if let Some(tongue) = &strip.turn_in {
                let end = usize::from(tongue.end == StripEnd::End);
                turn_in[end] = self.leaf_of(&tongue.length, Kind::LENGTH);
            }
            if let Some(StripParts::Named(named)) = &strip.parts {
                for (place, one) in named.iter().enumerate() {
                    let Some([start, end]) = &one.grow else { continue };
                    let grow = [self.leaf_of(start, Kind::LENGTH), self.leaf_of(end, Kind::LENGTH)];
                    for (end, grow) in grow.into_iter().enumerate() {
                        self.lengthen(index, place, end, grow, strip);
                    }
                }
            }
            let bound = &mut self.bound.strips[index];
            bound.width = width;
            bound.flare = flare;
            bound.pleats = pleats;
            bound.turn_in = turn_in;
            let last = bound.parts.len().saturating_sub(1);
            self.lengthen(index, 0, 0, turn_in[0], strip);
            self.lengthen(index, last, 1, overlap.or(turn_in[1]), strip);
            self.bound.steps.push(Step::Strip(index));
        }
    }

    /// Leather beyond the start (0) or end (1) of a part: a lap or a tongue, if no seam there has added its own.
    fn lengthen(
        &mut self,
        strip: usize,
        part: usize,
        end: usize,
        by: Option<usize>,
        of: &AstStrip,
    ) {
        let Some(panel) = self.bound.strips[strip].parts.get(part).map(|part| part.panel) else {
            return;
        };
        let edge = if end == 0 { 3 } else { 1 };
        let joints = &self.bound.panels[panel].edges[edge].joints;
        let added = joints.iter().any(|joint| self.bound.joints[*joint].add.is_some());
        if by.is_none() || added {
            return;
        }
        let stretch = Stretch { panel, edges: vec![edge], head: 0.0, tail: 1.0, reversed: false };
        self.join(Joint {
            construction: Construction::Glued,
            chain: Chain { stretches: vec![stretch], ..Chain::default() },
            take: None,
            add: by,
            allowance: Allowance::Seam,
            row: None,
            name: format!("strip.{}", of.head.name),
            span: of.head.span,
        });
    }

    /// The allowance of the seam that sews along the chain a pipe follows.
    fn piped_allowance(&mut self, strip: usize) -> usize {
        let along = &self.bound.strips[strip].along;
        let edges: Vec<(usize, usize)> = along.edges().collect();
        let joint = edges.iter().find_map(|(panel, edge)| {
            self.bound.panels[*panel].edges[*edge]
                .joints
                .iter()
                .find_map(|joint| self.bound.joints[*joint].add)
        });
        joint.unwrap_or_else(|| self.fixed(super::construction::ALLOWANCE))
    }
}
