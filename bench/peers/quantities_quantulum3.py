"""quantulum3 on one sentence a line; prints its quantities as JSON: change, value, unit. Without its optional classifier."""

import json
import sys
import warnings

warnings.simplefilter("ignore")  # it warns that the classifier is not there
from quantulum3 import parser


def stated(quantity):
    """A range counts as its two ends, which quantulum3 gives as a middle and an uncertainty."""
    unit = quantity.unit.name
    if quantity.uncertainty and "±" not in quantity.surface:
        low, high = quantity.value - quantity.uncertainty, quantity.value + quantity.uncertainty
        return ["=", f"{low:g}-{high:g}", unit]
    return ["=", repr(quantity.value), "" if unit == "dimensionless" else unit]


for line in sys.stdin:
    try:
        found = [stated(quantity) for quantity in parser.parse(line.strip())]
    except Exception:
        found = []
    print(json.dumps(found), flush=True)
