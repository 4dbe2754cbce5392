//! What a construction does to one side of a seam: what it takes off, what it adds, where it is stitched.

use crate::formula::Kind;

use super::super::ast::{Construction as AstConstruction, Flange as AstFlange, Seam};
use super::super::bound::{Allowance, Chain, Construction, Flange, Joint, Leaf, Shape, StripSide};
use super::scope::Binder;

/// A seam's allowance where nothing is said, mm: a guess of the trade (5 mm in small leather goods).
pub(super) const ALLOWANCE: f64 = 5.0;
/// A turned-over edge where nothing is said, mm: a guess of the trade.
pub(super) const TURN: f64 = 8.0;

pub(super) fn construction(written: AstConstruction) -> Construction {
    match written {
        AstConstruction::Raw => Construction::Raw,
        AstConstruction::Turned => Construction::Turned,
        AstConstruction::Folded => Construction::Folded,
        AstConstruction::Bound => Construction::Bound,
        AstConstruction::Piped => Construction::Piped,
        AstConstruction::Butt => Construction::Butt,
        AstConstruction::Lap => Construction::Lap,
        AstConstruction::Channel => Construction::Channel,
        AstConstruction::Dart => Construction::Dart,
        AstConstruction::Box => Construction::Box,
        AstConstruction::Glued => Construction::Glued,
    }
}

/// What a seam says once, for all its sides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) construction: Construction,
    /// Stitches from the edge, as wished: a leaf.
    pub(super) inset: usize,
    /// Turning of the surface: a leaf.
    pub(super) angle: Option<usize>,
    pub(super) allowance: Option<usize>,
    pub(super) lap: Option<usize>,
    pub(super) turn: Option<usize>,
    pub(super) flange: Flange,
}

/// What one side gets.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dress {
    pub(super) inset: Option<usize>,
    pub(super) take: Option<usize>,
    pub(super) add: Option<usize>,
    pub(super) covers: bool,
}

impl Binder<'_> {
    pub(super) fn said(&mut self, seam: &Seam, inset: usize, strip: bool) -> Said {
        let construction = construction(seam.construction);
        // A strip stands on its panel; two panels lie face to face; a lap goes on in the surface.
        let default = match construction {
            Construction::Lap => 0.0,
            _ if strip => 90.0,
            _ => 180.0,
        };
        let angle = if let Some(angle) = &seam.angle {
            self.leaf_of(angle, Kind::ANGLE)
        } else {
            let value = crate::formula::Value::Quantity(default, crate::formula::Dimension::ANGLE);
            let formula = crate::formula::Formula::fixed(value);
            Some(self.leaf(format!("{default} deg"), || Leaf::Formula(formula)))
        };
        let allowance = self.length_of(seam.allowance.as_ref());
        let lap = self.length_of(seam.lap.as_ref());
        let turn = self.length_of(seam.turn.as_ref());
        let flange = match seam.flange {
            Some(AstFlange::Out) | None => Flange::Out,
            Some(AstFlange::In) => Flange::In,
            Some(AstFlange::None) => Flange::None,
        };
        Said { construction, inset, angle, allowance, lap, turn, flange }
    }

    /// Dresses one side; `over` tells whether it lies on top or covers.
    pub(super) fn dress(
        &mut self,
        said: &Said,
        chain: &Chain,
        over: bool,
        mate: Option<usize>,
    ) -> Dress {
        let material =
            chain.stretches.first().map(|stretch| self.bound.panels[stretch.panel].material);
        let Some(material) = material else { return Dress::default() };
        let stitched = Dress { inset: Some(said.inset), ..Dress::default() };
        let allowance =
            |binder: &mut Self| said.allowance.unwrap_or_else(|| binder.fixed(ALLOWANCE));
        match said.construction {
            Construction::Raw | Construction::Bound | Construction::Glued => stitched,
            Construction::Turned | Construction::Piped | Construction::Box => {
                let drawn_net = self.draws_net(chain);
                let take = match said.angle {
                    Some(angle) if !drawn_net => {
                        Some(self.add_leaf(Leaf::TurnedTake { material, angle }))
                    }
                    _ => None,
                };
                Dress { take, add: Some(allowance(self)), ..Dress::default() }
            }
            Construction::Folded => {
                let turn = said.turn.unwrap_or_else(|| self.fixed(TURN));
                let add = self.add_leaf(Leaf::TurnOver { material, turn });
                Dress { add: Some(add), ..stitched }
            }
            Construction::Butt => {
                if over {
                    return Dress { covers: true, ..stitched };
                }
                let take = if self.draws_net(chain) {
                    None
                } else {
                    mate.and_then(|mate| self.figure(mate, "t"))
                };
                Dress { take, ..Dress::default() }
            }
            Construction::Lap => {
                if over {
                    return stitched;
                }
                let lap = match said.lap {
                    Some(lap) => Some(lap),
                    None => self.computed("2 * inset", &[("inset", said.inset)]),
                };
                // On the under ply the stitches run beyond its net line, under the other's edge.
                let inset = self.computed("-inset", &[("inset", said.inset)]);
                Dress { add: lap, inset, ..Dress::default() }
            }
            // What a channel does follows from the metal; a dart's legs meet on their lines.
            Construction::Channel | Construction::Dart => Dress::default(),
        }
    }

    /// True if the panels of a chain are drawn on their net line, or are strips.
    fn draws_net(&self, chain: &Chain) -> bool {
        chain.stretches.iter().all(|stretch| {
            let panel = &self.bound.panels[stretch.panel];
            let drawn = self.file.panels.iter().find(|other| other.head.name == panel.name);
            matches!(panel.shape, Shape::Part(..))
                || drawn.is_some_and(|drawn| drawn.drawn == super::super::ast::Drawn::Net)
        })
    }

    /// Puts a joint on the edges of a chain.
    pub(super) fn join(&mut self, joint: Joint) -> usize {
        let index = self.bound.joints.len();
        for (panel, edge) in joint.chain.edges() {
            if let Some(edge) =
                self.bound.panels.get_mut(panel).and_then(|panel| panel.edges.get_mut(edge))
                && !edge.joints.contains(&index)
            {
                edge.joints.push(index);
            }
        }
        self.bound.joints.push(joint);
        index
    }

    /// What lies beyond the net line under a construction.
    pub(super) fn lies_beyond(construction: Construction, add: Option<usize>) -> Allowance {
        match construction {
            _ if add.is_none() => Allowance::Bare,
            Construction::Folded => Allowance::TurnOver,
            _ => Allowance::Seam,
        }
    }

    /// Tells a strip which row sews its side, and how.
    pub(super) fn sew_strip(
        &mut self,
        (strip, far): (usize, bool),
        row: usize,
        said: &Said,
        dress: &Dress,
    ) {
        let take = match (said.construction, said.angle) {
            (Construction::Turned | Construction::Piped | Construction::Box, Some(angle)) => {
                let material = self.bound.strips[strip].material;
                Some(self.add_leaf(Leaf::TurnedTake { material, angle }))
            }
            _ => None,
        };
        let side = &mut self.bound.strips[strip].sides[usize::from(far)];
        if side.row.is_some() {
            // Sewn twice: the first row measures it.
            return;
        }
        *side = StripSide {
            row: Some(row),
            construction: said.construction,
            flange: if matches!(said.construction, Construction::Raw | Construction::Bound) {
                said.flange
            } else {
                Flange::None
            },
            inset: dress.inset,
            take,
            covers: dress.covers,
        };
    }
}
