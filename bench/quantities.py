"""Quantities of sentences: manumit beside CQE, quantulum3 and Recognizers-Text, on tables of labelled sentences.

    python3 bench/quantities.py --manumit target/release/manumit TABLE... \
        [--cqe PYTHON] [--quantulum3 PYTHON] [--recognizers PYTHON] [--misses]

A table is written as `crates/read/tests/quantities.txt`. Each PYTHON is an interpreter in which that peer is installed. A quantity is
right by value if a system gives the same number (for a range: both ends); by value and unit if the unit is the same as well. Labels
and finds are matched one to one. A peer's unit counts as the same if it has the same last word (`electric vehicle` for `vehicle`) or is a
known other name of it; manumit's must be the same to the letter.
"""

import argparse
import json
import subprocess
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
OTHER_NAMES = {
    "metric ton": "tonne", "fahrenheit": "degree fahrenheit", "celsius": "degree celsius", "year of age": "year", "month of age": "month",
    "count": "time", "united states dollar": "dollar", "pound": "pound sterling", "f": "degree fahrenheit", "c": "degree celsius",
    "meter": "metre", "kilometer": "kilometre", "centimeter": "centimetre", "liter": "litre", "kilometer per hour": "kilometre per hour",
    "square meter": "square metre", "square kilometer": "square kilometre", "cubic meter": "cubic metre", "degree angle": "degree",
    "unknown": "", "revolutions per minute": "revolution per minute",
}


def table(paths):
    cases = []
    for line in (line for path in paths for line in Path(path).read_text().splitlines()):
        if line.startswith("    "):
            change, value, *unit = line.split()
            cases[-1][1].append((change, value, " ".join(unit)))
        elif line and not line.startswith("#"):
            cases.append((line, []))
    return cases


def numbers(value):
    value = str(value)
    joint = value.find("-", 1)
    try:
        return [float(value)] if joint < 0 or value[joint - 1] == "e" else [float(value[:joint]), float(value[joint + 1 :])]
    except ValueError:
        return [value]


def same_value(label, found):
    a, b = numbers(label), numbers(found)
    if len(a) != len(b):
        return False
    # labels of shares are cut to four decimals
    return all(x == y or isinstance(x, float) and isinstance(y, float) and abs(x - y) <= (1e-3 if abs(x) < 100 and x != int(x) else 1e-9 * abs(x)) for x, y in zip(a, b))


def same_unit(label, found, exactly):
    label, found = label.lower(), found.lower().replace("% ", "").strip(" -")
    if label == found or exactly:
        return label == found
    found, label = OTHER_NAMES.get(found, found), OTHER_NAMES.get(label, label)
    parts = lambda unit: [part.split()[-1:] for part in unit.split(" per ")]
    return label == found or bool(label and found) and parts(label) == parts(found)


def score(cases, finds, exactly):
    labelled = found = by_value = by_unit = by_change = 0
    misses = []
    for (text, labels), quantities in zip(cases, finds):
        labelled, found, rest = labelled + len(labels), found + len(quantities), list(quantities)
        left = []
        for label in labels:
            match = next((q for q in rest if same_value(label[1], q[1]) and same_unit(label[2], q[2], exactly)), None)
            if match is None:
                left.append(label)
                continue
            rest.remove(match)
            by_value, by_unit, by_change = by_value + 1, by_unit + 1, by_change + (match[0] == label[0])
        for label in left:
            match = next((q for q in rest if same_value(label[1], q[1])), None)
            misses.append((text, label, match))
            if match is not None:
                rest.remove(match)
                by_value, by_change = by_value + 1, by_change + (match[0] == label[0])
        misses += [(text, None, quantity) for quantity in rest]
    f1 = lambda right: 200 * right / (labelled + found) if labelled + found else 0
    return f1(by_value), f1(by_unit), f1(by_change), labelled, found, misses


def manumit(binary, texts):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sentences.txt"
        path.write_text("\n".join(texts) + "\n")
        started = time.perf_counter()
        out = subprocess.run([binary, "read", "--quantities", "--json", str(path)], capture_output=True, text=True, check=True).stdout
        seconds = time.perf_counter() - started
    finds, starts, at = [[] for _ in texts], [], 0
    for text in texts:
        starts.append(at)
        at += len(text.encode()) + 1
    for quantity in map(json.loads, out.splitlines()):
        index = max(i for i, start in enumerate(starts) if start <= quantity["span"]["start"])
        value = quantity["value"] or f"{quantity['low']}-{quantity['high']}"
        finds[index].append((quantity["change"], value, quantity["unit"]["normalised"]))
    return finds, seconds


def peer(python, name, texts):
    command = [python, str(HERE / "peers" / f"quantities_{name}.py")]
    lines = lambda given: subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout.splitlines()
    started = time.perf_counter()
    lines("\n")
    loading = time.perf_counter() - started
    started = time.perf_counter()
    finds = [json.loads(line) for line in lines("\n".join(texts) + "\n")]
    assert len(finds) == len(texts), f"{name} gave {len(finds)} answers to {len(texts)} sentences"
    return finds, time.perf_counter() - started - loading


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("tables", nargs="+")
    arguments.add_argument("--manumit")
    for name in ["cqe", "quantulum3", "recognizers"]:
        arguments.add_argument(f"--{name}")
    arguments.add_argument("--misses", action="store_true")
    options = arguments.parse_args()
    cases = table(options.tables)
    texts = [text for text, _ in cases]
    print(f"{len(cases)} sentences, {sum(len(labels) for _, labels in cases)} quantities")
    for name in ["manumit", "cqe", "quantulum3", "recognizers"]:
        if not (path := getattr(options, name)):
            continue
        finds, seconds = manumit(path, texts) if name == "manumit" else peer(path, name, texts)
        value, unit, change, _, found, misses = score(cases, finds, name == "manumit")
        speed = len(texts) / max(seconds, 1e-9)
        print(f"{name:12} value F1 {value:5.1f}   value+unit F1 {unit:5.1f}   value+change F1 {change:5.1f}   found {found:5}   {speed:9.1f} sentences/s")
        if options.misses:
            for miss in misses:
                print("   ", *miss)


main()
