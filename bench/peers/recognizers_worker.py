"""Recognizers-Text: six models, made once, not at each call as its one-line helpers do.

No dates: less work than it could do.
"""

from texts import main


def load():
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    number, unit = NumberRecognizer(Culture.English), NumberWithUnitRecognizer(Culture.English)
    models = [
        number.get_number_model(),
        number.get_percentage_model(),
        unit.get_age_model(),
        unit.get_currency_model(),
        unit.get_dimension_model(),
        unit.get_temperature_model(),
    ]
    return lambda text: [vars(result) for model in models for result in model.parse(text)]


main("recognizers-text-suite", load)
