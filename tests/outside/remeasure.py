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
def distance(s, p):                                # of a point from a line or an arc
    ends = min(dist(p, s[:2]), dist(p, s[2:4]))
    if s[4] == 0:
        u = ((p[0] - s[0]) * (s[2] - s[0]) + (p[1] - s[1]) * (s[3] - s[1])) / length(s) ** 2
        return dist(p, point(s, u)) if 0 <= u <= 1 else ends
    (x, y), r = circle(s)
    swept = math.atan2(p[1] - y, p[0] - x) - math.atan2(s[1] - y, s[0] - x)
    within = swept * math.copysign(1, s[4]) % (2 * math.pi) <= abs(angle(s))
    return abs(dist(p, (x, y)) - r) if within else ends
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
def remeasure(path):
    report, svg, faults = json.load(open(path)), xml.parse(path[:-4] + "svg").getroot(), []
    top, drawn, holes = float(svg.get("viewBox").split()[3]), {}, {}
    def check(holds, what): faults.extend([] if holds else [f"{path}: {what}"])
    for layer in (layer for layer in svg.findall("{*}g") if layer.get("id") in ("stitch", "holes", "cut")):
        for group, e in ((g, e) for g in layer.findall("{*}g[@data-piece]") for e in g.iter() if e.tag.endswith(("path", "circle"))):
            seam, *numbers = [e.get("data-" + tag) for tag in ("seam", "side", "run", "index")]
            key = (layer.get("id"), group.get("data-piece"), seam or e.get("stroke"), *(int(n or 0) for n in numbers))
            drawn.setdefault(key, []).extend(of_svg(e, top))
    again = {(p["id"], s["id"]) for p in report["pieces"] if p["cut"] > 1 for s in report["seams"] if s["copy"] > 0}  # drawn once
    on_svg = {key[1:5]: sum(map(length, segments)) for key, segments in drawn.items() if key[0] == "stitch"}
    for piece in report["pieces"]:
        name, outline, place = piece["id"], [of_json(s) for s in piece["outline"]], [p for p in piece["placed"] if p["page"] == 0][0]
        ring, turn = polygon(outline), math.radians(place["rot_deg"])
        check(all(dist(a[2:4], b[:2]) < 2e-6 for a, b in sides(outline)), f"{name}: the outline is open")
        check(sum(a[0] * b[1] - a[1] * b[0] for a, b in sides(ring)) > 0, f"{name}: the outline is not counter-clockwise")
        check(not crosses(ring), f"{name}: the outline crosses itself")
        def carry(p): return tuple(place[k] + math.cos(turn - a) * p[0] - math.sin(turn - a) * p[1] for k, a in (("x", 0), ("y", math.pi / 2)))
        def congruent(key, here, shares=(0, 0.5, 1)):
            if tuple(key[1:3]) in again: return check(key not in drawn, f"{key} is drawn twice")
            there = drawn.pop(key, [])
            near = [dist(carry(point(a, u)), point(b, u)) < 1e-3 for a, b in zip(here, there) for u in shares]
            check(len(here) == len(there) and all(near), f"{key} is not the same in JSON and SVG")
        congruent(("cut", name, "#000000", 0, 0, 0), outline)
        for line in (line for line in piece["lines"] if line["role"] == "stitch"):
            congruent(("stitch", name, line["seam"], line["side"], line["run"], 0), [of_json(s) for s in line["segments"]])
        for hole in piece["holes"]:
            at, key = (hole["x"], hole["y"]), (name, hole["seam"], hole["side"], hole["run"], hole["index"])
            holes.setdefault(key[:3], []).append((*key[3:], at))
            check(inside(at, ring) and min(distance(s, at) for s in outline) >= 1, f"hole {key} is not 1 mm inside the edge")
            congruent(("holes", *key), [at + at + (0.0,)], [0.5])
    check(all(key[0] == "cut" for key in drawn), f"the SVG has what the JSON has not: {[k for k in drawn if k[0] != 'cut']}")
    for seam in report["seams"]:
        lead = seam["sides"][seam["lead"]]["runs"]
        for number, side in enumerate(seam["sides"]):
            name, key = f"{seam['id']} side {number}", (side["piece"], seam["id"], number)
            points, stitches = [at for *_, at in sorted(holes.get(key, []))], [run["stitches"] for run in side["runs"]]
            check(stitches == [run["stitches"] for run in lead], f"{name} has {stitches} stitches")
            check(len(points) == sum(stitches) + (not seam["closed"]), f"{name} has {len(points)} holes for {stitches} stitches")
            chords = [dist(p, q) for p, q in zip(points, points[1:] + points[:1])]
            for k, (run, first) in enumerate(zip(side["runs"], lead)):
                own, name = chords[sum(stitches[:k]):sum(stitches[:k + 1])], f"{name} run {k}"
                check(abs(run["length"] - first["length"]) <= 0.002, f"{name} is {run['length']} mm, the lead {first['length']} mm")
                check(key[:2] in again or abs(on_svg.get((*key, k), 0) - first["length"]) <= 0.01, f"{name} is not {first['length']} mm on the SVG")
                check(number != seam["lead"] or max(own) - min(own) <= 0.002, f"{name} has chords {own}")
                free = seam["closed"] and len(own) == 1      # a short side of a box takes one stitch of its own length
                check(free or all(abs(c - seam["pitch"]) <= 0.15 + 1e-6 for c in own), f"{name} is off the pitch: {own}")
    return faults
found = [fault for path in sys.argv[1:] for fault in remeasure(path)]
print("\n".join(found) or f"{len(sys.argv) - 1} bags measured")
sys.exit(bool(found))
