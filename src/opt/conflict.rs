//! A smallest set of demands that cannot hold together, by a deletion filter.
//!
//! Source: J. W. Chinneck, E. W. Dravnieks: *Locating minimal infeasible constraint sets in linear programs*,
//! ORSA Journal on Computing 3 (1991), 157-168. "Smallest" means irreducible: without any one of its members the rest
//! can be met. There may be other such sets, also shorter ones.

/// What the filter found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// These demands clash.
    Clash {
        /// Indices in ascending order.
        demands: Vec<usize>,
        /// Whether it is proved that none of them can be left out; false when the calls ran out before.
        irreducible: bool,
        /// How often the predicate was asked.
        calls: usize,
    },
    /// All demands can be met together, or the calls ran out before the first answer.
    None {
        /// How often the predicate was asked.
        calls: usize,
    },
}

/// Finds an irreducible clash among the demands `0..n_demands`, asking `solvable` at most `max_calls` times.
///
/// `solvable` says whether a set of demands, given in ascending order, can be met; it is monotone: what can be met can
/// also be met with fewer demands. `suspects`, for instance the rows of an infeasibility certificate, are tried first
/// and save most of the calls when they clash; wrong suspects cost one call. Demands late in the list are the first
/// tried to be left out, so put those first which explain best. A list longer than the answer by `k` costs about
/// `k + answer` calls.
///
/// # Example
/// ```
/// use microbag::opt::conflict::{Conflict, smallest_conflict};
/// // Three numbers must not exceed 10 together.
/// let sizes = [2, 9, 1, 8];
/// let found = smallest_conflict(4, None, 100, |set| set.iter().map(|i| sizes[*i]).sum::<i32>() <= 10);
/// assert_eq!(found, Conflict::Clash { demands: vec![0, 1], irreducible: true, calls: 4 + 1 });
/// ```
pub fn smallest_conflict(
    n_demands: usize,
    suspects: Option<&[usize]>,
    max_calls: usize,
    mut solvable: impl FnMut(&[usize]) -> bool,
) -> Conflict {
    let mut calls = 0;
    let mut clashes = |set: &[usize], calls: &mut usize| {
        if *calls >= max_calls {
            return None;
        }
        *calls += 1;
        Some(!solvable(set))
    };
    let mut suspects: Vec<usize> =
        suspects.unwrap_or(&[]).iter().copied().filter(|i| *i < n_demands).collect();
    suspects.sort_unstable();
    suspects.dedup();
    let all: Vec<usize> = (0..n_demands).collect();
    let mut set = None;
    for candidate in [suspects, all] {
        // Nothing clashes with itself alone; an empty list of suspects is no list.
        if set.is_none() && !candidate.is_empty() && clashes(&candidate, &mut calls) == Some(true) {
            set = Some(candidate);
        }
    }
    let Some(mut set) = set else { return Conflict::None { calls } };
    let mut at = set.len();
    while at > 0 {
        at -= 1;
        if set.len() == 1 {
            break;
        }
        let left_out = set.remove(at);
        match clashes(&set, &mut calls) {
            Some(true) => {}
            Some(false) => set.insert(at, left_out),
            None => {
                set.insert(at, left_out);
                return Conflict::Clash { demands: set, irreducible: false, calls };
            }
        }
    }
    Conflict::Clash { demands: set, irreducible: true, calls }
}
