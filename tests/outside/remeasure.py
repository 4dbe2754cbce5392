"""Measures made bags again from their files alone: remeasure.py DIR/STYLE.json ... (the SVG lies beside). Exit 1 on any fault."""
import json, math, re, sys, xml.etree.ElementTree as xml
def dist(p, q): return math.hypot(q[0] - p[0], q[1] - p[1])
def angle(s): return 4 * math.atan(s[4])           # a segment is (x0, y0, x1, y1, bulge), bulge = tan(angle / 4), left positive
def length(s): return dist(s[:2], s[2:4]) * (angle(s) / 2 / math.sin(angle(s) / 2) if s[4] else 1)
def circle(s):                                     # center and radius of an arc
    x, y, up = (s[2] - s[0]) / 2, (s[3] - s[1]) / 2, (1 - s[4] ** 2) / (2 * s[4])
    center = (s[0] + x - y * up, s[1] + y + x * up)
    return center, dist(center, s[:2])
def point(s, u):                                   # at share u of the length
    if s[4] == 0: return (s[0] + u * (s[2] - s[0]), s[1] + u * (s[3] - s[1]))
    (x, y), r = circle(s)
    a = math.atan2(s[1] - y, s[0] - x) + u * angle(s)
    return (x + r * math.cos(a), y + r * math.sin(a))
def parts(s):                                      # an arc of more than 120 degrees is drawn in parts
    n = 1 if abs(s[4]) <= 0.577350269 else 2 if abs(angle(s)) <= math.radians(240) else 3
    ends = [s[:2]] + [point(s, k / n) for k in range(1, n)] + [s[2:4]]
    return [s] if n == 1 else [(*a, *b, math.tan(angle(s) / n / 4)) for a, b in zip(ends, ends[1:])]
def distance(s, p):                                # of a point from a line or an arc
    ends = min(dist(p, s[:2]), dist(p, s[2:4]))
    if s[4] == 0:
        u = ((p[0] - s[0]) * (s[2] - s[0]) + (p[1] - s[1]) * (s[3] - s[1])) / length(s) ** 2
        return dist(p, point(s, u)) if 0 <= u <= 1 else ends
    (x, y), r = circle(s)
    swept = math.atan2(p[1] - y, p[0] - x) - math.atan2(s[1] - y, s[0] - x)
    within = swept * math.copysign(1, s[4]) % (2 * math.pi) <= abs(angle(s))
    return abs(dist(p, (x, y)) - r) if within else ends
def area(segments):                                # with the caps of its arcs
    caps = [dist(*circle(s)[0:1], s[:2]) ** 2 / 2 * (angle(s) - math.sin(angle(s))) for s in segments if s[4]]
    return sum(s[0] * s[3] - s[2] * s[1] for s in segments) / 2 + sum(caps)
def polygon(segments): return [point(s, k / 8) for s in segments for k in range(8 if s[4] else 1)]
def sides(ring): return list(zip(ring, ring[1:] + ring[:1]))
def turns(p, q, r): return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
def inside(p, ring):                               # seen from inside a ring turns once round
    seen = [(turns(p, a, b), (a[0] - p[0]) * (b[0] - p[0]) + (a[1] - p[1]) * (b[1] - p[1])) for a, b in sides(ring)]
    return abs(sum(math.atan2(*pair) for pair in seen) - 2 * math.pi) < 1e-6
def crosses(ring):
    n, each = len(ring), sides(ring)
    def far(a, b, c, d): return any(max(a[k], b[k]) < min(c[k], d[k]) or max(c[k], d[k]) < min(a[k], b[k]) for k in (0, 1))
    def meet(a, b, c, d): return not far(a, b, c, d) and turns(a, b, c) * turns(a, b, d) <= 0 and turns(c, d, a) * turns(c, d, b) <= 0
    return any(meet(*each[i], *each[k]) for i in range(n) for k in range(i + 2, n - (i == 0)))
def of_json(entry): return tuple(entry["arc"]) if "arc" in entry else (*entry["line"], 0.0)
def of_svg(element, top):                          # the segments of a path, or a circle's center as one of no length
    if element.tag.endswith("circle"): return [(float(element.get("cx")), top - float(element.get("cy"))) * 2 + (0.0,)]
    found, at = [], None
    for command, args in re.findall(r"([A-Za-z])([^A-Za-z]*)", element.get("d")):
        n = [float(x) for x in re.findall(r"-?[\d.]+", args)]
        to = start if command == "Z" else (n[-2], top - n[-1])
        if command == "M": start = to
        elif command == "A":
            half = math.asin(min(1.0, dist(at, to) / 2 / n[0]))
            found.append((*at, *to, (-1 if n[4] else 1) * math.tan((math.pi - half if n[3] else half) / 2)))
        elif command in "LZ": found += [(*at, *to, 0.0)] if dist(at, to) > 5e-4 else []
        else: raise ValueError(f"path command {command}")
        at = to
    return found
def signed(ring): return sum(a[0] * b[1] - a[1] * b[0] for a, b in sides(ring)) / 2
def gather(root, top):                             # what the SVG draws: (layer, piece, seam or color, side, run, index) to segments
    drawn = {}
    for layer in (layer for layer in root.findall("{*}g") if layer.get("id") in ("stitch", "holes", "cut")):
        for group, e in ((g, e) for g in layer.findall("{*}g[@data-piece]") for e in g.iter() if e.tag.endswith(("path", "circle"))):
            seam, *numbers = [e.get("data-" + tag) for tag in ("seam", "side", "run", "index")]
            key = (layer.get("id"), group.get("data-piece"), seam or e.get("stroke"), *(int(n or 0) for n in numbers))
            drawn.setdefault(key, []).extend(of_svg(e, top))
    return drawn
def remeasure(path):
    report, root, faults = json.load(open(path)), xml.parse(path[:-4] + "svg").getroot(), []
    drawn, holes, lines, on_svg = gather(root, float(root.get("viewBox").split()[3])), {}, {}, {}
    def check(holds, what): faults.extend([] if holds else [f"{path}: {what}"])
    cut = {p["id"]: p["cut"] for p in report["pieces"]}
    panels = {p["id"]: p["panels"] for p in report["pieces"]}
    seams = {s["id"]: s for s in report["seams"]}
    def again(piece, seam): return cut[piece] > 1 and seams[seam]["copy"] > 0   # of a strap one copy is drawn
    for key, segments in drawn.items():
        if key[0] == "stitch": on_svg[key[2], key[1], key[3], key[4]] = sum(map(length, segments))
    for piece in report["pieces"]:
        name, place = piece["id"], [p for p in piece["placed"] if p["page"] == 0][0]
        outline, openings = [of_json(s) for s in piece["outline"]], [[of_json(s) for s in o] for o in piece["openings"]]
        ring, turn, inner = polygon(outline), math.radians(place["rot_deg"]), [polygon(o) for o in openings]
        for what, segments, points in zip(["outline"] + ["opening"] * len(inner), [outline] + openings, [ring] + inner):
            check(all(dist(a[2:4], b[:2]) < 2e-6 for a, b in sides(segments)), f"{name}: the {what} is open")
            check(signed(points) > 0, f"{name}: the {what} is not counter-clockwise")
            check(not crosses(points), f"{name}: the {what} crosses itself")
        check(all(inside(p, ring) for o in inner for p in o), f"{name}: an opening is not inside")
        check(abs(area(outline) - piece["area_mm2"]) < 0.05, f"{name}: the area is {area(outline)}")
        def carry(p): return tuple(place[k] + math.cos(turn - a) * p[0] - math.sin(turn - a) * p[1] for k, a in (("x", 0), ("y", math.pi / 2)))
        def congruent(key, here, shares=(0, 0.5, 1)):
            if key[0] != "cut" and again(name, key[2]): return check(key not in drawn, f"{key} is drawn twice")
            there, here = drawn.pop(key, []), [part for s in here for part in parts(s)]
            near = [dist(carry(point(a, u)), point(b, u)) < 1e-3 for a, b in zip(here, there) for u in shares]
            check(len(here) == len(there) and all(near), f"{key} is not the same in JSON and SVG")
        congruent(("cut", name, "#000000", 0, 0, 0), outline)
        own, slits = {}, []
        for line in piece["lines"]:
            segments = [of_json(s) for s in line["segments"]]
            if line["role"] == "cut-inner": slits += segments
            if line["role"] == "stitch":
                check(abs(sum(map(length, segments)) - line["length"]) < 1e-4, f"{name}: a stitch line is not {line['length']} mm")
                own.setdefault(("stitch", name, line["seam"], line["side"], line["run"], 0), []).extend(segments)
        for key, segments in own.items():
            congruent(key, segments)
            lines[key[2], name, key[3], key[4]] = sum(map(length, segments))
        congruent(("cut", name, "#0000FF", 0, 0, 0), slits + [s for o in openings for s in o])
        for hole in piece["holes"]:
            at, key = (hole["x"], hole["y"]), (hole["seam"], name, hole["side"])
            number = (hole["run"], hole["index"])
            holes.setdefault(key, {})[number] = at
            if "part" in hole: seams[hole["seam"]]["parts"] = True
            parted = "part" in hole                      # a part may be set in an opening of its own
            within = inside(at, ring) and (parted or not any(inside(at, o) for o in inner))
            # Where a row runs on over the ends of a strip's parts, the other part holds the stitch.
            edges = [s for s, of in zip(outline, piece["outline"]) if not of["edge"].endswith((".start", ".end"))]
            near = min(distance(s, at) for s in edges + ([] if parted else sum(openings, [])))
            check(within and near >= least(seams[hole["seam"]]), f"hole {key} {number} is {near:.3f} mm from the edge, or outside")
            congruent(("holes", name, hole["seam"], hole["side"], *number), [at + at + (0.0,)], [0.5])
    check(all(key[0] == "cut" for key in drawn), f"the SVG has what the JSON has not: {[k for k in drawn if k[0] != 'cut']}")
    for seam in report["seams"]:
        remeasure_seam(seam, holes, lines, on_svg, again, panels, check)
    return faults
def least(seam): return 0 if seam["construction"] in ("butt", "dart") else 1   # in the edge itself; along a fold
def remeasure_seam(seam, holes, lines, on_svg, again, panels, check):
    layers, plies = {}, [ply | {"number": number} for number, ply in enumerate(seam["sides"])]
    pierced = any(run["holes"] for ply in plies for run in ply["runs"])
    for ply in plies:                                   # a side may run over several pieces; a layer glued to it is one for itself
        glued = ply.get("glued_to")
        key = ("side", ply["side"]) if glued is None and ply["side"] is not None else ("layer", ply["number"])
        layers.setdefault(key, []).append(ply)
    lead = next(key for key, layer in layers.items() if plies[seam["lead"]] in layer)
    def of(found, layer): return {key: value for ply in layer for key, value in found.get((seam["id"], ply["piece"], ply["number"]), {}).items()}
    def run_length(found, layer, run): return sum(found.get((seam["id"], ply["piece"], ply["number"], run), 0) for ply in layer)
    whole, runs = of(holes, layers[lead]), range(len(plies[seam["lead"]]["runs"]))
    spread = seam["construction"] in ("butt", "channel")   # round another surface, or fuller: the same holes on another length
    for key, layer in layers.items():
        name, points = f"{seam['id']} {key[0]} {key[1]}", of(holes, layer)
        check(pierced or not points, f"{name} is not pierced and has holes")
        if key[0] == "side":
            check(set(points) == set(whole), f"{name} has {len(points)} holes, the lead {len(whole)}")
            for run in runs:
                own, first = run_length(lines, layer, run), run_length(lines, layers[lead], run)
                def halves(plies): return len({tuple(panels[ply["piece"]]) for ply in plies}) < len(plies)
                parted = halves(layer) or halves(layers[lead])   # by a zipper, over which there is no leather
                check(spread or parted or abs(own - first) <= 0.002, f"{name} run {run} is {own} mm, the lead {first} mm")
                said = [ply["runs"][run]["length"] for ply in layer]
                check(len(layer) > 1 or seam["closed"] or abs(own - said[0]) <= 0.002, f"{name} run {run} is {own} mm, not {said[0]} mm")
                drawn = run_length(on_svg, layer, run)
                check(again(layer[0]["piece"], seam["id"]) or abs(drawn - own) <= 0.01, f"{name} run {run} is not {own} mm on the SVG")
        elif layer[0].get("glued_to") is not None:
            host = of(holes, [plies[layer[0]["glued_to"]]])
            check(set(points) <= set(host), f"{name} has holes that its leather has not")
        else:
            check(set(points) <= set(whole), f"{name} has holes that the lead has not")
        for ply in layer: remeasure_run(seam, ply, holes.get((seam["id"], ply["piece"], ply["number"]), {}), set(whole), check)
def remeasure_run(seam, ply, points, whole, check):
    order, name = sorted(points), f"{seam['id']} on {ply['piece']}"
    own = {run: [] for run in range(len(ply["runs"]))}
    ring = seam["closed"] and len(order) > 2 and order[0] == min(whole) and order[-1] == max(whole)
    last = 0
    pairs = list(zip(order, order[1:])) + ([(order[-1], order[0])] if ring else [])
    for p, q in pairs:                                  # a run's first hole may be the last of the run before
        closing = q == order[0]
        if closing and dist(points[p], points[q]) > 2 * seam["pitch"] and ring: last = 1   # over the joint that closes the ring
        elif closing or q[1] == p[1] + 1 and p[0] == q[0] or q[1] == 1 and q[0] == p[0] + 1:
            own[min(max(own), 3) if closing else q[0]].append(dist(points[p], points[q]))
    for run, chords in own.items():
        said = ply["runs"][run]
        crossed = run >= 4 and seam["construction"] == "box"   # a cross shares its ends with the box
        check(not points or "parts" in seam or len(chords) + last == said["stitches"] - 2 * crossed, f"{name} run {run} has {len(chords)} stitches, not {said['stitches']}")
        if not chords or seam["construction"] == "channel" or "parts" in seam: continue
        short = seam["closed"] and said["stitches"] == 1   # a short side of a box takes one stitch of its own length
        check(min(chords) >= said["spacing"][0] - 1e-5 and max(chords) <= said["spacing"][1] + 1e-5, f"{name} run {run} has chords {chords}, not {said['spacing']}")
        check(short or crossed or all(abs(c - seam["pitch"]) <= 0.15 + 1e-6 for c in chords), f"{name} run {run} is off the pitch: {chords}")
        check(ply["number"] != seam["lead"] or max(chords) - min(chords) <= 0.002, f"{name} run {run} has chords {chords}")
found = [fault for path in sys.argv[1:] for fault in remeasure(path)]
print("\n".join(found) or f"{len(sys.argv) - 1} bags measured")
sys.exit(bool(found))
