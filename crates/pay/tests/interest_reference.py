#!/usr/bin/env python3
"""A second program for interest, written from the handbook page alone: ten thousand random cases with Python's decimal, day by day.

    python3 crates/pay/tests/interest_reference.py > crates/pay/tests/interest_reference.txt
"""
from bisect import bisect_right
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 60
MASK = (1 << 64) - 1


class Draws:
    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
        return (self.state >> 33) % bound


def leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_of(earlier, later):
    day = earlier
    while day < later:
        day += timedelta(days=1)
        yield day


def thirty(earlier, later):
    count = lambda day: day.year * 360 + day.month * 30 + min(day.day, 30)
    return count(later) - count(earlier)


def weight(day, basis):
    """The part of a year that a day is."""
    if basis == 3:
        return Decimal(thirty(day - timedelta(days=1), day)) / 360
    return Decimal(1) / {0: 365, 1: 360, 2: 366 if leap(day.year) else 365}[basis]


def months_after(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def main():
    draws = Draws(2015)
    start = date(2005, 1, 1)
    print("# interest on random sums, one case a line; written by interest_reference.py")
    for _ in range(10_000):
        amount = Decimal(1 + draws.below(50_000_000)) / 100
        on, begins, percents = start, [], []
        for _ in range(1 + draws.below(12)):
            begins.append(on)
            percents.append(Decimal(draws.below(2_500)) / 100)
            on += timedelta(days=1 + draws.below(700))
        due = start + timedelta(days=draws.below(4_000))
        paid = due + timedelta(days=draws.below(3_000))
        basis, model = draws.below(4), draws.below(6)
        rate = lambda day: percents[bisect_right(begins, day) - 1] / 100
        simple = lambda a, b: sum((rate(day) * weight(day, basis) for day in days_of(a, b)), Decimal(0))

        def daily(a, b):
            # within a stretch of one rate, 30/360 counts its days, not those of the calendar
            grown, day = Decimal(1), a
            for each in days_of(a, b):
                count = thirty(each - timedelta(days=1), each) if basis == 3 else 1
                year = {0: 365, 1: 360, 2: 366 if leap(each.year) else 365, 3: 360}[basis]
                grown *= (1 + rate(each) / year) ** count
            return grown - 1

        def by_period(months):
            grown, number, begin = Decimal(1), 0, due
            while begin < paid:
                number += months
                end = min(months_after(due, number), paid)
                grown *= 1 + simple(begin, end)
                begin = end
            return grown - 1

        if model == 0:
            interest = simple(due, paid)
        elif model == 1:
            part = lambda day: Decimal(1) / (150 if day >= date(2016, 10, 3) else 300)
            interest = sum((rate(day) * part(day) for day in days_of(due, paid)), Decimal(0))
        elif model == 2:
            eve = date(2010, 10, 21)
            interest = simple(due, min(paid, eve)) + daily(max(due, eve), paid)
        elif model == 3:
            interest = daily(due, paid)
        else:
            interest = by_period(1 if model == 4 else 12)
        print((amount * interest).quantize(Decimal("0.01"), ROUND_HALF_UP))


main()
