//! Which way the sides of a seam run: so that the surface stays orientable with the grain outside.

use super::super::bound::{Chain, Row, Shape, Stretch, Trim};
use super::scope::Binder;

impl Binder<'_> {
    /// The edge that crosses a chain at its start (0) or end (1).
    pub(super) fn crossing(&self, chain: &Chain, end: usize) -> Option<(usize, usize)> {
        let stretch = if end == 0 { chain.stretches.first()? } else { chain.stretches.last()? };
        let count = self.bound.panels[stretch.panel].edges.len();
        let backward = (end == 0) != stretch.reversed;
        let edge = if backward {
            (stretch.edges.first()? + count - 1) % count
        } else {
            (stretch.edges.last()? + 1) % count
        };
        Some((stretch.panel, edge))
    }

    /// The strip a chain is a long side of.
    pub(super) fn strip_of(&self, chain: &Chain) -> Option<(usize, bool)> {
        let first = chain.stretches.first()?;
        let Shape::Part(strip, _) = self.bound.panels[first.panel].shape else { return None };
        let far = match first.edges.as_slice() {
            [2] => false,
            [0] => true,
            _ => return None,
        };
        let same = |stretch: &Stretch| {
            matches!(self.bound.panels[stretch.panel].shape, Shape::Part(of, _) if of == strip)
                && stretch.edges == first.edges
        };
        chain.stretches.iter().all(same).then_some((strip, far))
    }

    /// Which way a walk goes round its panel seen on the grain: +1 counter-clockwise.
    fn sense(&self, stretch: &Stretch) -> i32 {
        let drawn = if self.bound.panels[stretch.panel].through { -1 } else { 1 };
        if stretch.reversed { -drawn } else { drawn }
    }

    /// Side 0 as written, every other side in the sense that keeps the surface orientable with the grain outside: two
    /// leathers that meet at an edge are walked round in opposite senses. Within one side all walks have one sense.
    pub(super) fn oriented(&mut self, mut chains: Vec<Chain>) -> Vec<Chain> {
        let Some(first) = chains.iter().find_map(|chain| chain.stretches.first()) else {
            return chains;
        };
        let lead = self.sense(first);
        for (side, chain) in chains.iter_mut().enumerate() {
            let wanted = if side == 0 { lead } else { -lead };
            let mut turned = false;
            for stretch in &mut chain.stretches {
                if self.sense(stretch) != wanted {
                    stretch.reversed = !stretch.reversed;
                    turned = true;
                }
            }
            if turned && chain.stretches.len() > 1 && !self.continuous(chain) {
                let mut back = chain.clone();
                back.stretches.reverse();
                if self.continuous(&back) {
                    *chain = back;
                }
            }
            if turned && (chain.from.is_some() || chain.to.is_some()) {
                // Trims count from the walk's own start: what was so far from its end is so far from its start.
                let (from, to) = (chain.from, chain.to);
                chain.from = to.map(|trim| self.counted_back(trim));
                chain.to = from.map(|trim| self.counted_back(trim));
            }
        }
        chains
    }

    fn counted_back(&mut self, trim: Trim) -> Trim {
        match trim {
            Trim::Length(leaf) => {
                self.computed("-length", &[("length", leaf)]).map_or(trim, Trim::Length)
            }
            Trim::Point(_) => trim,
        }
    }

    /// True if the walks of a chain follow each other over seams or folds that are known so far.
    fn continuous(&self, chain: &Chain) -> bool {
        chain.stretches.windows(2).all(|pair| {
            let one =
                |stretch: &Stretch| Chain { stretches: vec![stretch.clone()], ..Chain::default() };
            let (Some(a), Some(b)) =
                (self.crossing(&one(&pair[0]), 1), self.crossing(&one(&pair[1]), 0))
            else {
                return false;
            };
            let joined = |row: &Row| {
                let on = |(panel, edge): (usize, usize)| {
                    row.sides.iter().position(|side| side.chain.runs_on(panel, edge))
                };
                on(a).is_some() && on(b).is_some() && on(a) != on(b)
            };
            a.0 == b.0
                || self.bound.rows.iter().any(joined)
                || self
                    .bound
                    .folds
                    .iter()
                    .any(|fold| fold.join.contains(&a) && fold.join.contains(&b))
        })
    }
}
