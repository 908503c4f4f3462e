#!/usr/bin/env python3
"""How fast `manumit reconcile` draws, beside numpy on the same work, and how long its proofs take.

    python3 -m venv NUMPY && NUMPY/bin/pip install numpy==2.4.6
    NUMPY/bin/python bench/reconcile_speed.py --manumit target/release/manumit

Draws: ten quantities drawn, three products of them, 5, 50 and 95 percent points of each product and of five of the ten. manumit draws
with a claim on each of the ten and weighs every draw by all ten claims; numpy draws each quantity evenly over its claim and
weighs nothing, which is less work. One thread each, processor time; the cost of a draw is the difference between a long and a
short run of the same program, so start-up does not count. With --squiggle FOLDER, in which peers/squiggle_draw.mjs lies beside its
node_modules, Squiggle does what numpy does. Proofs: whole processes with --draws 0, 8 claims of the bundled example, and 200
claims over 50 quantities; start-up counts.
"""

import argparse
import json
import os
import pathlib
import random
import resource
import subprocess
import tempfile
import time

import numpy

FREE, SHORT, LONG = 10, 1_000_000, 21_000_000


def drawing_model():
    lines = ['headline = "p0"']
    for index in range(FREE):
        lines += [f"[quantities.q{index}]", 'unit = "1"', f"[[claims]]", f'quantity = "q{index}"', f"low = {10 + index}", f"high = {12 + index}"]
    for index in range(3):
        lines += [f"[quantities.p{index}]", 'unit = "1"', "[[identities]]"]
        factors = [f"q{(3 * index + offset) % FREE}" for offset in range(4 if index == 0 else 3)]
        lines += [f'is = "p{index} = {" * ".join(factors)}"']
    return "\n".join(lines) + "\n"


def proving_model(rng, quantities=50, claims=200):
    value = [rng.randint(10, 1000) for _ in range(quantities)]
    lines, stated = [], []
    for first in range(0, quantities - 4, 3):
        a, b, c = first, first + 1, first + 2
        form = rng.choice("*+")
        value[a] = value[b] * value[c] if form == "*" else value[b] + value[c]
        stated += ["[[identities]]", f'is = "q{a} = q{b} {form} q{c}"']
    for index in range(quantities):
        lines += [f"[quantities.q{index}]", 'unit = "1"', "about_percent = 0"]
    for claim in range(claims):
        index = rng.randrange(quantities)
        center = value[index] * rng.choice([1, 1, 1, 1, rng.uniform(0.5, 2)])
        width = center * rng.choice([0.02, 0.1, 0.3])
        stated += ["[[claims]]", f'id = "c{claim}"', f'quantity = "q{index}"', f"low = {center - width:.2f}", f"high = {center + width:.2f}"]
    return "\n".join(lines + stated) + "\n"


def processor_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "RAYON_NUM_THREADS": "1"}, check=True)
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, json.loads(done.stdout)


def numpy_seconds(count):
    begin = time.process_time()
    rng = numpy.random.default_rng(1)
    drawn = [rng.uniform(10 + index, 12 + index, count) for index in range(FREE)]
    products = [drawn[0] * drawn[1] * drawn[2] * drawn[3], drawn[3] * drawn[4] * drawn[5], drawn[6] * drawn[7] * drawn[8]]
    for column in products + drawn[:5]:
        numpy.quantile(column, [0.05, 0.5, 0.95])
    return time.process_time() - begin


def squiggle_seconds(folder, count):
    done = subprocess.run(["node", "squiggle_draw.mjs", str(count)], cwd=folder, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--manumit", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--squiggle", help="folder with squiggle_draw.mjs and its node_modules")
    options = parser.parse_args()
    here = pathlib.Path(__file__).resolve().parent
    with tempfile.TemporaryDirectory() as folder:
        drawing, proving = pathlib.Path(folder) / "drawing.toml", pathlib.Path(folder) / "proving.toml"
        drawing.write_text(drawing_model())
        proving.write_text(proving_model(random.Random(7)))

        def reconcile(path, draws):
            return processor_seconds([options.manumit, "reconcile", path, "--json", "--draws", str(draws)])

        ours, theirs = [], []
        for _ in range(options.rounds):
            ours.append((LONG - SHORT) / (reconcile(drawing, LONG)[0] - reconcile(drawing, SHORT)[0]))
            theirs.append(1_000_000 / numpy_seconds(1_000_000))
        ratios = sorted(a / b for a, b in zip(ours, theirs))
        middle = options.rounds // 2
        print(f"manumit: {sorted(ours)[middle] / 1e6:.1f} million draws a second of processor time, numpy {numpy.__version__}: {sorted(theirs)[middle] / 1e6:.1f}")
        if options.squiggle:
            few, many = 100_000, 1_000_000
            rates = sorted(
                (many - few) / (squiggle_seconds(options.squiggle, many) - squiggle_seconds(options.squiggle, few)) for _ in range(options.rounds)
            )
            print(f"Squiggle: {rates[middle] / 1e6:.2f} million draws a second of processor time")
        print(f"ratio to numpy: {ratios[0]:.2f} - {ratios[middle]:.2f} - {ratios[-1]:.2f}")
        for name, path in [("8 claims", here.parent / "examples/reconcile/overseas-labour.toml"), ("200 claims", proving)]:
            runs = [reconcile(path, 0) for _ in range(options.rounds)]
            seconds, wall, answer = sorted(runs, key=lambda run: run[0])[middle]
            print(f"{name}: {1000 * seconds:.0f} ms of processor time, {1000 * wall:.0f} ms in all; {len(answer['conflicts'])} conflicts, {len(answer['repairs'])} repairs")


if __name__ == "__main__":
    main()
