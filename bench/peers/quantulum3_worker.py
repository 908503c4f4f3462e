"""quantulum3, as its README calls it: `parser.parse(text)`. Without its optional classifier, which makes it slower."""

import warnings

from texts import main


def load():
    warnings.simplefilter("ignore")  # it warns that the classifier is not there
    from quantulum3 import parser

    return lambda text: [quantity.to_dict() for quantity in parser.parse(text)]


main("quantulum3", load)
