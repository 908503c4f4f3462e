"""What every peer's worker does alike: take files apart, print what is found, say its version.

    python WORKER.py --version
    python WORKER.py UNIT FILE ...        UNIT: document, paragraph or sentence
"""

import json
import re
import sys
from importlib.metadata import version

PARAGRAPH = re.compile(r"\n[ \t]*\n")
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def pieces(text, unit):
    """The text in pieces of `unit`; lines of one piece are joined, as the peers expect running text."""
    found = [text] if unit == "document" else PARAGRAPH.split(text)
    if unit == "sentence":
        found = [sentence for paragraph in found for sentence in SENTENCE.split(paragraph)]
    return [piece.replace("\n", " ") for piece in found if piece.strip()]


def main(distribution, load):
    """Runs a worker. `load()` gives the function from a piece of text to a list of things that JSON can hold."""
    if sys.argv[1] == "--version":
        print(version(distribution))
        return
    unit, files = sys.argv[1], sys.argv[2:]
    extract = load()
    for name in files:
        with open(name, encoding="utf-8") as file:
            text = file.read()
        for piece in pieces(text, unit):
            for item in extract(piece):
                print(json.dumps({"file": name, "item": item}, default=str))
