//! Which trial points count as progress: the filter of Fletcher & Leyffer (2002).

/// The part of an entry's violation, or the gain per violation, that a trial must improve by. Small, as in the paper.
const MARGIN: f64 = 1e-5;

/// Pairs of violation and objective that must not be met or exceeded in both again.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    entries: Vec<(f64, f64)>,
    /// Trials that violate more than this are refused outright.
    ceiling: f64,
}

impl Filter {
    /// An empty filter that refuses violations above `ceiling`.
    pub(super) fn new(ceiling: f64) -> Self {
        Self { entries: Vec::new(), ceiling }
    }

    /// Whether a trial improves on every entry, and on the present pair, in violation or in objective.
    pub(super) fn accepts(&self, present: (f64, f64), violation: f64, objective: f64) -> bool {
        let improves = |&(entry_violation, entry_objective): &(f64, f64)| {
            violation <= (1.0 - MARGIN) * entry_violation
                || objective <= entry_objective - MARGIN * violation
        };
        violation <= self.ceiling && improves(&present) && self.entries.iter().all(improves)
    }

    /// Forbids coming back to a pair; entries that it makes superfluous go.
    pub(super) fn forbid(&mut self, violation: f64, objective: f64) {
        self.entries.retain(|(v, o)| *v < violation || *o < objective);
        self.entries.push((violation, objective));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trial_must_improve_on_every_entry_in_one_of_both() {
        let mut filter = Filter::new(10.0);
        filter.forbid(1.0, 5.0);
        filter.forbid(0.5, 7.0);
        let present = (2.0, 4.0);
        assert!(filter.accepts(present, 0.4, 100.0), "violates less than all");
        assert!(filter.accepts(present, 1.5, 3.0), "is nearer than all");
        assert!(!filter.accepts(present, 0.9, 8.0), "the second entry is better in both");
        assert!(!filter.accepts(present, 11.0, 0.0), "above the ceiling");
    }
}
