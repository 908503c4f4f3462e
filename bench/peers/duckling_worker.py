"""Duckling, the Haskell library inside a Python wheel: seven dimensions of figures.

No dates: they would make it slower.
"""

from texts import main

DIMENSIONS = ["amount-of-money", "distance", "duration", "number", "quantity", "temperature", "volume"]
REFERENCE_TIME = 1_480_000_000


def load():
    import duckling

    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    locale = duckling.parse_locale("EN_US", duckling.default_locale_lang(duckling.parse_lang("EN")))
    context = duckling.Context(duckling.parse_ref_time(zones, "UTC", REFERENCE_TIME), locale)
    dimensions = duckling.parse_dimensions(DIMENSIONS)
    return lambda text: duckling.parse(text, context, dimensions, False)


main("pyduckling-native-phihos", load)
