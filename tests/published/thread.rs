//! Thread: A20.

use microbag::brief::Brief;
use microbag::draft::draft;
use microbag::frame::{Counts, Structure, frame};
use microbag::pose::pose;
use microbag::stock::Stock;

use super::{INCH, near, style};

const SEAM: &str = include_str!("a20_seam.toml");

/// A20, superglobalcalculator.com: a seam saddle-stitched through two layers takes 3.5 (2 to 3 oz), 4.0 (4 to 5), 4.5 (6 to
/// 7), 5.0 (8 to 9) and 5.5 (10 oz and more) times its length, and 6 in for the needles; "12 x 3.5 = 42, + 6 = 48 in".
///
/// The page's factors are 2 (1 + stack / pitch) within 5 % at the irons such leather takes: 3.0, 3.5, 4.0, 4.5 and 4.5 mm,
/// an ounce at the 0.4 mm of such tables.
#[test]
fn a20_thread_of_a_saddle_stitched_foot() {
    let style = style(SEAM);
    for (ounces, pitch, factor) in
        [(2.5, 3.0, 3.5), (4.5, 3.5, 4.0), (6.5, 4.0, 4.5), (8.5, 4.5, 5.0), (10.0, 4.5, 5.5)]
    {
        let t = 0.4 * ounces;
        let shop = format!(
            "[leather.page-leather]\nt = {t}\nsource = 'A20'\n\
             [iron.page-iron]\npitch = {pitch}\nslit = 2\nslit_width = 0.4\nsource = 'A20'\n"
        );
        let stock = Stock::builtin().extend_toml(&shop).unwrap();
        let brief = Brief::new(&style).use_stock("shell", "page-leather").unwrap();
        let brief = brief.use_stock("iron", "page-iron").unwrap();
        let structure = Structure::of(&brief, &stock).unwrap();
        let frame = frame(&structure, &structure.wish, &Counts::default());
        let draft = draft(&structure, &frame, &pose(&structure, &frame));
        assert_eq!(draft.rows.len(), 1, "one seam");
        // The stitches begin and end inside the edges: less than the foot is sewn.
        let [run] = frame.rows[0].runs.as_slice() else { panic!("one run") };
        let (thread, sewn) =
            (draft.rows[0].thread / INCH, (run.length - run.first - run.last) / INCH);
        assert!(11.5 < sewn && sewn < 12.0, "{sewn} in sewn");
        near("thread, in", thread, factor * sewn + 6.0, 0.05 * (factor * sewn + 6.0));
        let tails = thread - 2.0 * (1.0 + 2.0 * t / run.spacing) * sewn;
        near("for the needles, in", tails, 6.0, 0.2);
    }
}
