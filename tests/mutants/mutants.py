#!/usr/bin/env python3
"""Deliberate faults, applied one at a time in a copy of the crate: each must make a test fail.

    python3 tests/mutants/mutants.py [--only NAME] [--list]

Exit code 1 if a mutant lives, or if its place in the code is no longer there. It takes some twenty minutes: it is run
by hand after a change of the formulas, not on every push.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

# name, file, what stands there, what is put there, the tests that must notice (arguments of cargo test).
LIB = ["--lib"]
PUBLISHED = ["--test", "published"]
PROPERTIES = ["--test", "properties"]
NANO = ["--test", "nano"]
MUTANTS = [
    ("inset sign", "src/frame/chain.rs", "_ => net - self.inset * turn,", "_ => net + self.inset * turn,", LIB + NANO),
    ("mitre of the whole turning", "src/frame/chain.rs", "let straight = inset * turn.scale(0.5).tan();",
     "let straight = inset * turn.tan();", PROPERTIES),
    ("stitches on the outer side", "src/frame/chain.rs", "if part.reversed { -self.inset } else { self.inset }",
     "if part.reversed { self.inset } else { -self.inset }", LIB + NANO),
    ("K dropped in a fold", "src/frame/fold.rs", "allowance: angle.abs() * radius.plus(k * t),",
     "allowance: angle.abs() * radius,", LIB + NANO),
    ("setback without the thickness", "src/frame/fold.rs", "{ radius } else { radius.plus(t) }", "{ radius } else { radius }",
     NANO),
    ("n for n + 1 holes", "src/geom/chords.rs", "for k in 1..=n {", "for k in 1..n {", LIB),
    ("halves rounded up", "src/frame/row.rs", "|| (rest == 0.5 && down % 2.0 == 1.0)", "|| rest == 0.5", LIB),
    ("odd counts where symmetric", "src/frame/row.rs", "let unit = if symmetric { 2.0 } else { 1.0 };", "let unit = 1.0;", LIB),
    ("cover of the gusset forgotten", "src/frame/strip.rs", "web = web.plus(-covered(side) - 0.5 * t);",
     "web = web.plus(-0.5 * t);", LIB),
    ("guard of the flange", "src/frame/strip.rs", "t.max(1.0)", "t.min(1.0)", LIB),
    ("sector turned in full", "src/frame/strip.rs", "course.push((segment.length(), turn * numbers.slope));",
     "course.push((segment.length(), turn));", PROPERTIES),
    ("height for slant", "src/frame/strip.rs", "web * slant / outside", "web", PROPERTIES),
    ("turned take by the whole angle", "src/frame/mod.rs", "back.scale(0.5).tan().scale(ri + t)", "back.tan().scale(ri + t)",
     PUBLISHED + PROPERTIES),
    ("turn-over adds what it saves", "src/frame/mod.rs", "plus(PI * k * t - 2.0 * t)", "plus(PI * k * t + 2.0 * t)", LIB + PROPERTIES),
    ("wrap without the leather", "src/frame/strap.rs", "PI * (0.5 * wire + k * t)", "PI * (0.5 * wire)", LIB),
    ("corner cut at the whole turning", "src/frame/outline.rs", "radius * corner.turn.abs().scale(0.5).tan()",
     "radius * corner.turn.abs().tan()", LIB + NANO),
    ("take added instead of taken", "src/frame/outline.rs", "*segment = segment.shifted_left(*take);",
     "*segment = segment.shifted_left(-*take);", PUBLISHED + PROPERTIES),
    ("mirror forgotten", "src/draft/net.rs", "structure.bound.panels[first].through != flesh", "flesh", NANO),
    ("zone of the fold laid twice", "src/draft/net.rs", "2.0 * cut.setback - cut.zone", "2.0 * cut.setback + cut.zone", NANO),
    ("lining as long as its shell", "src/draft/net.rs", "let inside = shell * libm::tan(half);", "let inside = 0.0;", NANO),
    ("allowance left off", "src/draft/cut.rs", "Allowance::Seam => EdgeKind::Allowance,", "Allowance::Seam => EdgeKind::Bare,",
     PUBLISHED),
    ("mate holes slant the same way", "src/draft/rows.rs", "side == 0 || of.same_facing", "true", ["--test", "nano", "--test", "golden"]),
    ("hole shared by two runs made twice", "src/draft/carry.rs", "index == 0 && run > 0 && self.closed_or_joined(run)", "false",
     ["--test", "golden"]),
    ("far corners bevelled at once", "src/geom/outset/corner.rs", "const REACH: f64 = 3.0;", "const REACH: f64 = 0.3;",
     ["--test", "geometry"]),
    ("area without the caps", "src/geom/contour.rs", "* b.atan() + b * square.plus(-1.0);", "* b.atan();", LIB),
    ("distance on the wrong side", "src/geom/segment.rs", "return (radius - to.norm()).scale(turn);",
     "return (to.norm() - radius).scale(turn);", LIB),
    ("cubic through its control points", "src/geom/cubic.rs", "c1.scaled(3.0 * s * s * t)",
     "c1.scaled(2.0 * s * s * t)", LIB),
    ("mm for pt", "src/export/pdf/shape.rs", "(mm * (72.0 / 25.4) * STEPS)", "(mm * STEPS)", ["--test", "export_pdf"]),
    ("an inch of 25 mm", "src/units/mod.rs", '(Unit::Length, "in") => 25.4,', '(Unit::Length, "in") => 25.0,', LIB + PUBLISHED),
    ("margin turned round", "src/check/margin.rs", "if self.at_most { self.required - self.measured }",
     "if self.at_most { self.measured - self.required }", LIB),
    ("fold the other way in the pose", "src/pose/stand.rs", "let (sin, cos) = (angle.sin(), angle.cos());",
     "let (sin, cos) = (-angle.sin(), angle.cos());", LIB),
    ("opening as wide as the teeth", "src/frame/window.rs", "0.5 * chain + clear", "0.5 * chain + 0.0 * clear", ["--test", "golden"]),
    ("turned seams that stop short", "src/style/bind/seams.rs", "Construction::Turned | Construction::Dart => SeamEnd::Backtack,",
     "Construction::Turned | Construction::Dart => SeamEnd::Inset,", ["--test", "golden"]),
    ("ribbon along the net line", "src/draft/straps.rs", "frame, chain, -beyond", "frame, chain, 0.0 * beyond", PROPERTIES),
    ("snips on the inner side", "src/draft/snips.rs", "let outward = if reversed {", "let outward = if !reversed {", PROPERTIES),
    ("one pleat more", "src/draft/creases.rs", "(2 * count).saturating_sub(1)", "2 * count", ["--test", "golden"]),
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    chosen = [m for m in MUTANTS if options.only in (None, m[0])]
    if options.list or not chosen:
        print("\n".join(m[0] for m in MUTANTS))
        return 0 if chosen else 2
    lost = [m[0] for m in chosen if m[2] not in (ROOT / m[1]).read_text()]
    for name in lost:
        print(f"LOST  {name}: its place in the code is gone")
    lived = []
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "microbag"
        keep = shutil.ignore_patterns("target", ".git", "out")
        shutil.copytree(ROOT, copy, ignore=keep)
        # Quick to compile: the formulas are the same at every level of optimisation.
        env = dict(os.environ, CARGO_TARGET_DIR=os.environ.get("MUTANTS_TARGET", str(copy / "target")),
                   CARGO_PROFILE_TEST_OPT_LEVEL="0", CARGO_PROFILE_TEST_DEBUG="0",
                   CARGO_PROFILE_DEV_OPT_LEVEL="0", CARGO_PROFILE_DEV_DEBUG="0", MICROBAG_QUICK="1")
        for name, file, old, new, tests in chosen:
            path = copy / file
            text = path.read_text()
            if old not in text:
                continue
            path.write_text(text.replace(old, new, 1))
            run = subprocess.run(["cargo", "test", "--quiet", *tests], cwd=copy, env=env, capture_output=True, text=True)
            path.write_text(text)
            output = run.stdout + run.stderr
            if run.returncode == 0:
                lived.append(name)
                print(f"LIVES {name}: no test of {' '.join(tests)} noticed", flush=True)
            elif "error: could not compile" in output or "error[" in output and "test result" not in output:
                lived.append(name)
                print(f"BROKEN {name}: it does not compile\n{output[-800:]}", flush=True)
            else:
                print(f"dies  {name}", flush=True)
    print(f"{len(chosen)} mutants, {len(lived)} lived, {len(lost)} lost")
    return 1 if lived or lost else 0


if __name__ == "__main__":
    sys.exit(main())
