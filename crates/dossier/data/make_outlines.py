#!/usr/bin/env python3
"""Make outlines.tsv: the outline of every country, projected, cut and rounded, as SVG path data.

    make_outlines.py COUNTRIES-110M.JSON [OUTLINES.TSV]

COUNTRIES-110M.JSON is the file of that name in the npm package `world-atlas` (version 2.0.2), which is Natural Earth's
public-domain 1:110m countries as TopoJSON. The result goes to OUTLINES.TSV, or to outlines.tsv beside this script.
Python 3.9 or later and its standard library are enough. The same input gives the same bytes.

The order of work: decode the arcs -> rings in degrees -> cut at the edge of the map -> project -> round -> write.
"""

import json
import math
import sys
from pathlib import Path

# The map. README.md states these numbers for whoever places a point on the same canvas: change them together.
WIDTH = 1000.0
HEIGHT = 440.0
SCALE = 184.7  # canvas units for one unit of the projection
CENTRE_X = 500.0  # where the central meridian stands
EQUATOR_Y = 242.0  # where the equator stands
CENTRAL_MERIDIAN = 11.5  # degrees east; the map's edge, 168.5 west in the Bering Strait, then cuts no country

# Equal Earth: Savric, Patterson, Jenny (2019), "The Equal Earth map projection", IJGIS 33(3).
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = math.sqrt(3) / 2

# What the source calls its shapes: ISO 3166-1 numeric code -> alpha-2 code and the name that this project prints.
CODES = """
004 AF Afghanistan|008 AL Albania|012 DZ Algeria|024 AO Angola|031 AZ Azerbaijan|032 AR Argentina|036 AU Australia
040 AT Austria|044 BS Bahamas|050 BD Bangladesh|051 AM Armenia|056 BE Belgium|064 BT Bhutan|068 BO Bolivia
070 BA Bosnia and Herzegovina|072 BW Botswana|076 BR Brazil|084 BZ Belize|090 SB Solomon Islands|096 BN Brunei
100 BG Bulgaria|104 MM Myanmar|108 BI Burundi|112 BY Belarus|116 KH Cambodia|120 CM Cameroon|124 CA Canada
140 CF Central African Republic|144 LK Sri Lanka|148 TD Chad|152 CL Chile|156 CN China|158 TW Taiwan|170 CO Colombia
178 CG Republic of the Congo|180 CD Democratic Republic of the Congo|188 CR Costa Rica|191 HR Croatia|192 CU Cuba
196 CY Cyprus|203 CZ Czech Republic|204 BJ Benin|208 DK Denmark|214 DO Dominican Republic|218 EC Ecuador
222 SV El Salvador|226 GQ Equatorial Guinea|231 ET Ethiopia|232 ER Eritrea|233 EE Estonia|238 FK Falkland Islands
242 FJ Fiji|246 FI Finland|250 FR France|260 TF French Southern Territories|262 DJ Djibouti|266 GA Gabon
268 GE Georgia|270 GM Gambia|275 PS Palestine|276 DE Germany|288 GH Ghana|300 GR Greece|304 GL Greenland
320 GT Guatemala|324 GN Guinea|328 GY Guyana|332 HT Haiti|340 HN Honduras|348 HU Hungary|352 IS Iceland|356 IN India
360 ID Indonesia|364 IR Iran|368 IQ Iraq|372 IE Ireland|376 IL Israel|380 IT Italy|384 CI Côte d'Ivoire|388 JM Jamaica
392 JP Japan|398 KZ Kazakhstan|400 JO Jordan|404 KE Kenya|408 KP North Korea|410 KR South Korea|414 KW Kuwait
417 KG Kyrgyzstan|418 LA Laos|422 LB Lebanon|426 LS Lesotho|428 LV Latvia|430 LR Liberia|434 LY Libya|440 LT Lithuania
442 LU Luxembourg|450 MG Madagascar|454 MW Malawi|458 MY Malaysia|466 ML Mali|478 MR Mauritania|484 MX Mexico
496 MN Mongolia|498 MD Moldova|499 ME Montenegro|504 MA Morocco|508 MZ Mozambique|512 OM Oman|516 NA Namibia
524 NP Nepal|528 NL Netherlands|540 NC New Caledonia|548 VU Vanuatu|554 NZ New Zealand|558 NI Nicaragua|562 NE Niger
566 NG Nigeria|578 NO Norway|586 PK Pakistan|591 PA Panama|598 PG Papua New Guinea|600 PY Paraguay|604 PE Peru
608 PH Philippines|616 PL Poland|620 PT Portugal|624 GW Guinea-Bissau|626 TL Timor-Leste|630 PR Puerto Rico
634 QA Qatar|642 RO Romania|643 RU Russia|646 RW Rwanda|682 SA Saudi Arabia|686 SN Senegal|688 RS Serbia
694 SL Sierra Leone|703 SK Slovakia|704 VN Vietnam|705 SI Slovenia|706 SO Somalia|710 ZA South Africa|716 ZW Zimbabwe
724 ES Spain|728 SS South Sudan|729 SD Sudan|732 EH Western Sahara|740 SR Suriname|748 SZ Eswatini|752 SE Sweden
756 CH Switzerland|760 SY Syria|762 TJ Tajikistan|764 TH Thailand|768 TG Togo|780 TT Trinidad and Tobago
784 AE United Arab Emirates|788 TN Tunisia|792 TR Turkey|795 TM Turkmenistan|800 UG Uganda|804 UA Ukraine
807 MK North Macedonia|818 EG Egypt|826 GB United Kingdom|834 TZ Tanzania|840 US United States|854 BF Burkina Faso
858 UY Uruguay|860 UZ Uzbekistan|862 VE Venezuela|887 YE Yemen|894 ZM Zambia
"""

# Shapes to which the source gives no numeric code, by the source's own name.
UNCODED = {"Kosovo": ("XK", "Kosovo"), "N. Cyprus": ("-", "Northern Cyprus"), "Somaliland": ("-", "Somaliland")}

LEFT_OUT = {"010"}  # Antarctica

# States and territories too small for a 1:110m map: a line with an empty path each.
DOTS = """
AD Andorra|AG Antigua and Barbuda|AI Anguilla|AS American Samoa|AW Aruba|BB Barbados|BH Bahrain|BM Bermuda
CK Cook Islands|CV Cape Verde|CW Curaçao|DM Dominica|FM Micronesia|FO Faroe Islands|GD Grenada|GG Guernsey|GI Gibraltar
GP Guadeloupe|GU Guam|HK Hong Kong|IM Isle of Man|JE Jersey|KI Kiribati|KM Comoros|KN Saint Kitts and Nevis
KY Cayman Islands|LC Saint Lucia|LI Liechtenstein|MC Monaco|MH Marshall Islands|MO Macau|MP Northern Mariana Islands
MQ Martinique|MT Malta|MU Mauritius|MV Maldives|NR Nauru|NU Niue|PF French Polynesia|PW Palau|RE Réunion|SC Seychelles
SG Singapore|SM San Marino|ST São Tomé and Príncipe|SX Sint Maarten|TC Turks and Caicos Islands|TO Tonga|TV Tuvalu
VA Vatican City|VC Saint Vincent and the Grenadines|VG British Virgin Islands|VI United States Virgin Islands|WS Samoa
YT Mayotte
"""

# Rings that change hands: a point inside the ring, the code it has in the source, the code and the name it gets here.
# Crimea: the source shows who holds it, this map follows UN General Assembly resolution 68/262.
# French Guiana: has a code of its own, so that what is said of it does not colour France.
MOVED = [
    ((34.2, 45.2), "RU", ("UA", "Ukraine")),
    ((-53.0, 4.0), "FR", ("GF", "French Guiana")),
]


def table(text):
    """Split a `|`- and line-separated list into its entries."""
    return [entry for line in text.split("\n") for entry in line.split("|") if entry]


def decode_arcs(topology):
    """TopoJSON arcs (delta-coded integers) -> lists of (longitude, latitude) in degrees."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def ring_points(indices, arcs):
    """Join the arcs of one ring, first point not repeated. A negative index i is arc ~i read backwards."""
    points = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points[:-1]


def geometry_rings(geometry, arcs):
    """All rings of a polygon or multipolygon; holes keep the source's opposite direction."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [ring_points(ring, arcs) for polygon in polygons for ring in polygon]


def contains(ring, point):
    """Whether the ring, taken as a plane polygon in degrees, holds the point (even-odd rule)."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1]):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside


def unwrapped(ring):
    """The ring with longitudes from the central meridian that never jump: each step takes the short way round."""
    points, last = [], None
    for longitude, latitude in ring:
        east = longitude - CENTRAL_MERIDIAN
        if last is None:
            east = (east + 180.0) % 360.0 - 180.0
        else:
            east = last + (east - last + 180.0) % 360.0 - 180.0
        points.append((east, latitude))
        last = east
    if abs(points[0][0] - points[-1][0]) > 180.0:
        raise ValueError("a ring goes round a pole; only Antarctica may, and it is left out")
    return points


def clip(points, edge, side):
    """Keep one side of a meridian (Sutherland and Hodgman 1974). `side`: +1 keeps the west, -1 the east."""
    kept = []
    for (x0, y0), (x1, y1) in zip(points[-1:] + points[:-1], points):
        was_in, is_in = side * (edge - x0) >= 0, side * (edge - x1) >= 0
        if was_in != is_in:
            kept.append((edge, y0 + (edge - x0) / (x1 - x0) * (y1 - y0)))
        if is_in:
            kept.append((x1, y1))
    return kept


def follow_edge(points):
    """Put a point at every degree of latitude where a ring runs along the map's edge, a curve once projected."""
    followed = []
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
        followed.append((x0, y0))
        if x0 == x1 and abs(x0) == 180.0:
            steps = math.ceil(abs(y1 - y0))
            followed.extend((x0, y0 + (y1 - y0) * step / steps) for step in range(1, steps))
    return followed


def cut(ring):
    """One ring in degrees -> the rings that it leaves on the map, none of which crosses the map's edge."""
    points = unwrapped(ring)
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    pieces = []
    for turn in range(math.floor((west + 180.0) / 360.0), math.ceil((east - 180.0) / 360.0) + 1):
        moved = [(x - 360.0 * turn, y) for x, y in points]
        piece = clip(clip(moved, 180.0, +1), -180.0, -1)
        if piece:
            pieces.append(follow_edge(piece))
    return pieces


def project(east, latitude):
    """Degrees (longitude counted from the central meridian) -> canvas, by Equal Earth."""
    t = math.asin(M * math.sin(math.radians(latitude)))
    t2 = t * t
    t6 = t2 * t2 * t2
    x = math.radians(east) * math.cos(t) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)))
    y = t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))
    return CENTRE_X + SCALE * x, EQUATOR_Y - SCALE * y


def tenths(value):
    """A whole number of tenths in the shortest decimal notation: -5 -> -.5, 12 -> 1.2, 30 -> 3."""
    text = f"{abs(value) // 10}.{abs(value) % 10}".removesuffix(".0")
    if text.startswith("0."):
        text = text[1:]
    return f"-{text}" if value < 0 else text


def joined(numbers):
    """Numbers with a space between them, left away before a minus sign."""
    text = ""
    for number in map(tenths, numbers):
        text += number if not text or number.startswith("-") else f" {number}"
    return text


def ring_path(ring):
    """One ring in degrees -> `M`, an absolute point, `l`, relative steps, `z`; nothing if it vanishes in rounding."""
    points = []
    for east, latitude in ring:
        x, y = project(east, latitude)
        point = (round(x * 10), round(y * 10))
        if not points or point != points[-1]:
            points.append(point)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    if len(points) < 3:
        return ""
    steps = [to - at for before, after in zip(points, points[1:]) for at, to in zip(before, after)]
    return f"M{joined(points[0])}l{joined(steps)}z"


def collect(topology):
    """(code, name) -> rings in degrees, for every shape of the source that the map keeps."""
    names = {entry[:3]: (entry[4:6], entry[7:]) for entry in table(CODES)}
    arcs = decode_arcs(topology)
    shapes = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        number = geometry.get("id")
        if number not in LEFT_OUT:
            key = names[number] if number else UNCODED[geometry["properties"]["name"]]
            shapes[key] = geometry_rings(geometry, arcs)
    return shapes


def move_rings(shapes):
    """Give the rings of MOVED to their new shape, in place."""
    for point, source_code, target in MOVED:
        source = next(rings for (code, _), rings in shapes.items() if code == source_code)
        found = [ring for ring in source if contains(ring, point)]
        if len(found) != 1:
            raise ValueError(f"{source_code} has {len(found)} rings around {point}: look at MOVED again")
        source.remove(found[0])
        shapes.setdefault(target, []).append(found[0])


def lines(shapes):
    """The table's lines, by code; shapes without a code come first."""
    rows = [(code, name, "".join(ring_path(piece) for ring in rings for piece in cut(ring)))
            for (code, name), rings in shapes.items()]
    rows += [(entry[:2], entry[3:], "") for entry in table(DOTS)]
    return ["country\tname\tpath"] + ["\t".join(row) for row in sorted(rows)]


def main(arguments):
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    target = Path(arguments[1]) if len(arguments) == 2 else Path(__file__).with_name("outlines.tsv")
    shapes = collect(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
    move_rings(shapes)
    target.write_text("\n".join(lines(shapes)) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
