"""Recognizers-Text on one sentence a line; prints its quantities as JSON: change, value, unit. The longest of overlapping finds counts."""

import json
import sys

from recognizers_number import recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_age, recognize_currency, recognize_dimension, recognize_temperature
from recognizers_text import Culture

MODELS = [recognize_currency, recognize_dimension, recognize_temperature, recognize_age, recognize_percentage, recognize_number]


def found(line):
    kept = []
    for model in MODELS:
        for result in model(line, Culture.English):
            if all(result.end < other.start or result.start > other.end for other in kept):
                kept.append(result)
    return sorted(kept, key=lambda result: result.start)


def stated(result):
    value = result.resolution.get("value") or ""
    unit = result.resolution.get("unit") or ""
    if result.type_name == "percentage":
        value, unit = value.rstrip("%"), "percentage"
    return ["=", value, unit.lower()]


for line in sys.stdin:
    try:
        quantities = [stated(result) for result in found(line.strip())]
    except Exception:
        quantities = []
    print(json.dumps([quantity for quantity in quantities if quantity[1]]), flush=True)
