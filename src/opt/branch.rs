//! Best-first branching over whole numbers, bounded by a count of nodes.
//!
//! Every whole number has a *window* of values still allowed. A node of the search is one window a number; its relaxation
//! treats the number as anything between the ends of the window. Where the relaxed answer falls into a gap between two
//! whole numbers, the window is split there: at most `at`, or more. Fixing a number to `k` is the window from `k` to `k`.
//!
//! Windows fit counts better than a list of candidates: a run whose length suits any count at all is never branched on,
//! the two halves lose no solution, and the relaxation needs only the margins "long enough for the least count" and
//! "short enough for the greatest".

/// The whole numbers `least..=greatest`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The least value allowed.
    pub least: i64,
    /// The greatest value allowed.
    pub greatest: i64,
}

/// Where to split a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// The number whose relaxed value lies in a gap.
    pub number: usize,
    /// The halves are `least..=at` and `at + 1..=greatest`; `least ≤ at < greatest`.
    pub at: i64,
}

/// The relaxed answer of a node.
#[derive(Debug, Clone, PartialEq)]
pub struct Relaxed<T> {
    /// No solution within the node's windows is better (smaller) than this.
    pub bound: f64,
    /// Which window to split, or nothing when the answer is a solution as it stands.
    pub split: Option<Split>,
    /// Whatever belongs to the answer.
    pub answer: T,
}

/// The end of a branching search.
#[derive(Debug, Clone, PartialEq)]
pub struct Branched<T> {
    /// The best solution found.
    pub best: Option<Solution<T>>,
    /// Whether every other node was ruled out: by its bound, by being unsolvable, or by a split outside its window. Then
    /// no solution means that there is none, as far as the relaxations are right.
    pub complete: bool,
    /// Nodes solved.
    pub nodes: usize,
}

/// A solution with its windows.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution<T> {
    /// The windows it was found in.
    pub windows: Vec<Window>,
    /// Its value.
    pub bound: f64,
    /// Its answer.
    pub answer: T,
}

/// Searches the solution with the least value, solving at most `max_nodes` nodes, the most promising first.
///
/// `relax` solves one node and returns nothing when it has no solution. Nodes with equal bounds are taken in the order
/// in which they arose, the lower half of a split first. A bound that is NaN counts as no solution; a child's bound is
/// raised to its parent's, since a smaller set cannot be better. A split outside its window ends that node.
///
/// # Example
/// ```
/// use microbag::opt::branch::{Relaxed, Split, Window, branch};
/// // The whole number nearest to 2.4: relaxed, the window's nearest point; split where that is not whole.
/// let found = branch(&[Window { least: 0, greatest: 9 }], 100, |windows| {
///     let Window { least, greatest } = windows[0];
///     let x = 2.4_f64.clamp(least as f64, greatest as f64);
///     let split = (x != x.floor()).then(|| Split { number: 0, at: x.floor() as i64 });
///     Some(Relaxed { bound: (x - 2.4).abs(), split, answer: x })
/// });
/// assert!(found.complete && found.nodes == 3);
/// assert_eq!(found.best.map(|best| best.answer), Some(2.0));
/// ```
pub fn branch<T>(
    windows: &[Window],
    max_nodes: usize,
    mut relax: impl FnMut(&[Window]) -> Option<Relaxed<T>>,
) -> Branched<T> {
    let mut open = vec![(f64::NEG_INFINITY, windows.to_vec())];
    let mut best: Option<Solution<T>> = None;
    let mut nodes = 0;
    loop {
        // A few nodes at most, so a scan is simpler than a heap with an order for floats.
        open.retain(|(bound, _)| best.as_ref().is_none_or(|best| *bound < best.bound));
        let next =
            (0..open.len()).reduce(|first, k| if open[k].0 < open[first].0 { k } else { first });
        let Some(next) = next else { return Branched { best, complete: true, nodes } };
        if nodes >= max_nodes {
            return Branched { best, complete: false, nodes };
        }
        let (parent_bound, windows) = open.remove(next);
        nodes += 1;
        let Some(relaxed) = relax(&windows) else { continue };
        if relaxed.bound.is_nan() {
            continue;
        }
        let bound = relaxed.bound.max(parent_bound);
        match relaxed.split {
            None => {
                if best.as_ref().is_none_or(|best| bound < best.bound) {
                    best = Some(Solution { windows, bound, answer: relaxed.answer });
                }
            }
            Some(Split { number, at }) => {
                let Some(window) = windows.get(number).copied() else { continue };
                if at < window.least || window.greatest <= at {
                    continue;
                }
                for half in [Window { greatest: at, ..window }, Window { least: at + 1, ..window }]
                {
                    let mut child = windows.clone();
                    child[number] = half;
                    open.push((bound, child));
                }
            }
        }
    }
}
