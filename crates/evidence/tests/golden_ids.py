#!/usr/bin/env python3
"""Computes identities from docs/identities.md alone, apart from the Rust code, and compares them with golden_ids.txt.

    python3 crates/evidence/tests/golden_ids.py            compare; exit 1 and name what differs
    python3 crates/evidence/tests/golden_ids.py --print    print the table with the ids that this program computes

The table is blocks of three lines, apart by an empty line: what the block shows (after `# `), the JSON of a claim or a finding, its
id. It needs Python 3.9 or later and nothing else.
"""

import decimal
import hashlib
import json
import pathlib
import struct
import sys

TABLE = pathlib.Path(__file__).with_name("golden_ids.txt")
ROLES = "who from via to sector what head code purpose authority instrument target quantifier".split()
ABSENT = b"\xff" * 8


def field(content: bytes) -> bytes:
    """A byte count and that many bytes."""
    return struct.pack("<Q", len(content)) + content


def text(value: str) -> bytes:
    return field(value.encode("utf-8"))


def number(value: int) -> bytes:
    return field(struct.pack("<Q", value))


def optional(value) -> bytes:
    return ABSENT if value is None else text(value)


def listed(items, encode) -> bytes:
    return number(len(items)) + b"".join(encode(item) for item in items)


def plain(figure):
    """A decimal without exponent and without trailing zeros behind the point; None for an open end."""
    if figure is None:
        return None
    figure = decimal.Decimal(figure)
    written = format(figure, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if figure == 0 else written


def quantity(stated) -> bytes:
    if stated is None:
        return ABSENT * 4
    low, high = plain(stated["range"]["low"]), plain(stated["range"]["high"])
    hedge = "about" if stated["approximate"] else "exactly"
    return optional(low) + optional(high) + text(stated["unit"]) + text(hedge)


def statement(claim) -> bytes:
    about = claim["about"]
    place = about["place"] or {"name": None, "country": None}
    roles = sorted(claim["roles"].items(), key=lambda role: ROLES.index(role[0]))
    return b"".join([
        text(claim["kind"]),
        quantity(claim["quantity"]),
        listed(roles, lambda role: text(role[0]) + text(role[1])),
        optional(about["who"]),
        optional(place["name"]),
        optional(place["country"]),
        optional(about["time"]),
        listed(claim["attribution"], text),
        text(claim["modality"]),
    ])


def locator(place) -> bytes:
    if "bytes" in place:
        return text("bytes") + number(place["bytes"]["start"]) + number(place["bytes"]["end"])
    placed = place["placed"]
    first = spot(placed["spot"])
    last = first if placed["until"] is None else spot(placed["until"])
    return text("placed") + first + last + number(placed["start"]) + number(placed["end"])


def spot(place) -> bytes:
    [(kind, place)] = place.items()
    name, first, second = {
        "page": lambda: (None, place["number"], 0),
        "paragraph": lambda: (place["part"], place["number"], 0),
        "part": lambda: (place["name"], 0, 0),
        "cell": lambda: (place["sheet"], place["row"], place["column"]),
    }[kind]()
    return text(kind) + optional(name) + number(first) + number(second)


def basis(why) -> bytes:
    if "read" in why:
        read = why["read"]
        return text("read") + text(read["span"]["source"]) + locator(read["span"]["locator"]) + text(read["rule"])
    if "judged" in why:
        judged = why["judged"]
        return text("judged") + text(judged["by"]) + text(judged["at"]) + text(judged["on"])
    derived = why["derived"]
    return text("derived") + text(derived["method"]) + listed(derived["from"], text)


def value(said) -> bytes:
    if said == "gap":
        return text("gap")
    [(what, said)] = said.items()
    if what == "quantity":
        return text(what) + quantity(said)
    if what == "estimate":
        figures = [text(plain(said[name])) for name in ("point", "low", "high", "level_percent")]
        seed = None if said["seed"] is None else str(said["seed"])
        return text(what) + b"".join(figures) + text(said["method"]) + optional(seed)
    if what == "count":
        return text(what) + number(said)
    return text(what) + text(said)


def support(because) -> bytes:
    [(what, rests_on)] = because.items()
    if what == "record":
        return text(what) + text(rests_on["source"]) + optional(rests_on["sheet"]) + number(rests_on["row"])
    return text(what) + text(rests_on)


def identity(letter: str, encoding: bytes) -> str:
    return letter + hashlib.sha256(encoding).digest()[:12].hex()


def claim_id(claim) -> str:
    return identity("c", text("manumit claim 1") + statement(claim) + basis(claim["basis"]))


def finding_id(finding) -> str:
    return identity("f", b"".join([
        text("manumit finding 1"),
        text(finding["name"]),
        text(finding["sentence"]),
        value(finding["value"]),
        listed(finding["because"], support),
        listed(finding["caveats"], text),
    ]))


def blocks():
    for block in TABLE.read_text(encoding="utf-8").strip().split("\n\n"):
        shows, stated, *expected = block.split("\n")
        parsed = json.loads(stated)
        computed = claim_id(parsed) if "basis" in parsed else finding_id(parsed)
        yield shows, stated, "".join(expected), computed


def main() -> int:
    if sys.argv[1:] == ["--print"]:
        print("\n\n".join(f"{shows}\n{stated}\n{computed}" for shows, stated, _, computed in blocks()))
        return 0
    wrong = [f"{shows[2:]}: expected {expected}, computed {computed}" for shows, _, expected, computed in blocks() if computed != expected]
    print("\n".join(wrong) or "every id is as written")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
