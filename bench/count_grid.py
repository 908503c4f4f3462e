#!/usr/bin/env python3
"""Verdict by coverage over simulated tables whose truth is known.

    cargo build --release -p manumit-count --example simulated_grid
    nice target/release/examples/simulated_grid 200 1 200 > grid.csv
    python3 bench/count_grid.py grid.csv [--by density|lists]

Each row of the file is a table. A row of the printout is a way in which people differ or lists depend: how often each verdict was given; of those
that were `agreement`, how often the range held the truth; of those that were `lower_bound` or `disagreement`, how often the truth was at
least the bound that was printed; how often the curve of sensitivity reached the truth.
"""

import argparse
import collections
import csv
import math


def share(rows, holds):
    return f"{100 * sum(map(holds, rows)) / len(rows):.0f}" if rows else "–"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--by", choices=["density", "lists", "kind"], action="append")
    options = parser.parse_args()
    by = options.by or ["kind"]
    groups = collections.OrderedDict()
    with open(options.file, newline="") as file:
        for row in csv.DictReader(file):
            groups.setdefault(" ".join(row[key] for key in by), []).append(row)
    groups["all"] = [row for rows in groups.values() for row in rows]
    print("| | tables | agreement, % | covers, % | bias, % | lower bound, % | disagreement, % | bound ≤ truth, % | curve reaches, % |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, rows in groups.items():
        truth = lambda row: float(row["people"])
        of = lambda verdict: [row for row in rows if row["verdict"] == verdict]
        agreed = of("agreement")
        covers = lambda row: float(row["from"]) <= truth(row) <= (float(row["to"]) if not math.isnan(float(row["to"])) else math.inf)
        bias = [float(row["middle"]) / truth(row) - 1 for row in agreed]
        warned = of("lower_bound") + of("disagreement")
        print(
            f"| {name} | {len(rows)} | {share(rows, lambda row: row['verdict'] == 'agreement')} | {share(agreed, covers)} "
            f"| {(f'{100 * sorted(bias)[len(bias) // 2]:+.0f}' if bias else '–')} "
            f"| {share(rows, lambda row: row['verdict'] == 'lower_bound')} | {share(rows, lambda row: row['verdict'] == 'disagreement')} "
            f"| {share(warned, lambda row: float(row['lower_bound']) <= truth(row))} "
            f"| {share(rows, lambda row: float(row['curve_from']) <= truth(row) <= float(row['curve_to']))} |"
        )


if __name__ == "__main__":
    main()
