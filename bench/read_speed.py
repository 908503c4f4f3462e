#!/usr/bin/env python3
"""How fast `manumit read` reads documents, beside other extractors of figures, each as a whole process.

    python3 bench/read_speed.py --manumit target/release/manumit --venvs DIR [TEXT ...]

Everything runs in turns within one run: before each turn of a peer manumit reads once, and a ratio is taken from
neighbours only. Prints the table in Markdown and writes the raw figures to bench/runs/DATE-read-speed.json.
What is compared, what is not and how to install the peers: bench/README.md.
"""

import argparse
import datetime
import hashlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BENCH = Path(__file__).resolve().parent
DOCUMENTS = BENCH.parent / "examples" / "overseas-labour" / "documents"
LETTERS = "bcdfghjklmnpqrstvwxz"
# name, worker, venv, piece of text it is given. The piece at which it is fastest; where that loses results, both.
PEERS = [
    ("Duckling, by sentence", "duckling_worker.py", "duckling", "sentence"),
    ("quantulum3, by sentence", "quantulum3_worker.py", "quantulum3", "sentence"),
    ("Recognizers-Text, by document", "recognizers_worker.py", "recognizers", "document"),
    ("Recognizers-Text, by paragraph", "recognizers_worker.py", "recognizers", "paragraph"),
]
ONE, ALL = "manumit read, one thread", "manumit read, all cores"


# ---- texts ----------------------------------------------------------------------------------------------------------


def letters(number):
    """A number in letters, so that it is not one more figure to read."""
    word = ""
    for _ in range(4):
        word += LETTERS[number % len(LETTERS)]
        number //= len(LETTERS)
    return word


def make_corpus(texts, count, folder):
    """`count` files: the texts in turn, each ending in a line of its own, so that no two files hold the same bytes."""
    folder.mkdir(parents=True)
    files = []
    for number in range(count):
        text = texts[number % len(texts)]
        path = folder / f"{number // len(texts):05d}-{text.name}"
        path.write_bytes(text.read_bytes().rstrip() + f"\n\nCopy {letters(number)}.\n".encode())
        files.append(path)
    return files


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def size(files):
    return sum(path.stat().st_size for path in files)


# ---- runs -----------------------------------------------------------------------------------------------------------


def busy_seconds():
    """Processor time used on the whole machine, steal included; none where the system does not tell."""
    try:
        fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    except OSError:
        return None
    user, nice, system, _idle, _wait, irq, softirq, steal = map(int, fields)
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def wait_for_quiet(limit):
    """Waits until other programs leave the machine alone, at most `limit` seconds."""
    end = time.monotonic() + limit
    while time.monotonic() < end and (before := busy_seconds()) is not None:
        time.sleep(2)
        if busy_seconds() - before < 0.4:
            return


def run(command, files, out, threads=None):
    """One whole process over the files: its times, what it printed, how many cores others used meanwhile."""
    environment = {key: value for key, value in os.environ.items() if key != "RAYON_NUM_THREADS"}
    if threads:
        environment["RAYON_NUM_THREADS"] = str(threads)
    before = busy_seconds()
    with open(out, "wb") as stdout, open(f"{out}.err", "wb") as stderr:
        start = time.perf_counter()
        line = [*map(str, command), *map(str, files)]
        process = subprocess.Popen(line, stdout=stdout, stderr=stderr, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}: {Path(f'{out}.err').read_text()[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    with open(out, "rb") as stdout:
        items = sum(1 for _ in stdout)
    others = None if before is None else round(max(0.0, busy_seconds() - before - cpu) / wall, 2)
    return {"files": len(files), "bytes": size(files), "wall_s": round(wall, 4), "cpu_s": round(cpu, 4), "lines": items,
            "cores_used_by_others": others}


def run_case(manumit, files, case, out):
    """`manumit run` on a fresh case folder, then again with nothing new in it."""
    for left in (".manumit", "dossier"):
        shutil.rmtree(case / left, ignore_errors=True)
    both = []
    for _ in range(2):
        result = run([manumit, "run", case], [], out)
        both.append(result | {"files": len(files), "bytes": size(files)})
    return both


# ---- machine --------------------------------------------------------------------------------------------------------


def fact(path, key):
    try:
        lines = Path(path).read_text().splitlines()
    except OSError:
        return None
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(key)), None)


def machine():
    return {
        "cores": os.cpu_count(),
        "cpu": fact("/proc/cpuinfo", "model name") or platform.processor(),
        "memory": fact("/proc/meminfo", "MemTotal"),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load_before": [round(load, 2) for load in os.getloadavg()],
    }


def output(command):
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout.strip()


# ---- figures --------------------------------------------------------------------------------------------------------


def spread(values):
    values = list(values)
    return {"min": min(values), "median": statistics.median(values), "max": max(values)}


def rate(result):
    return result["bytes"] / 1e6 / result["wall_s"]


def cpu_rate(result):
    return result["bytes"] / 1e6 / result["cpu_s"]


def working_rate(result, start_up):
    """Bytes a second of what remains of the wall time after the start-up."""
    return result["bytes"] / 1e6 / max(result["wall_s"] - start_up, 1e-3)


def short(number):
    """Three digits that mean something."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}" if number >= 1 else f"{number:.3g}"


def told(values):
    return "{} – **{}** – {}".format(*(short(values[key]) for key in ("min", "median", "max")))


def summary(results, start_up, versions):
    """One row a system; ratios from neighbours in time only."""
    rows = []
    for name, version in versions.items():
        mine = [entry for entry in results if entry["system"] == name]
        ratios = {}
        if all("beside" in entry for entry in mine):
            pairs = [(entry["beside"], entry["result"]) for entry in mine]
            ratios = {
                "ratio": spread(rate(a) / rate(b) for a, b in pairs),
                "ratio_cpu": spread(cpu_rate(a) / cpu_rate(b) for a, b in pairs),
                "ratio_without_start_up": spread(
                    working_rate(a, start_up[ONE]) / working_rate(b, start_up[name]) for a, b in pairs
                ),
            }
        every = [entry["result"] for entry in mine]
        if name == ONE:
            every += [entry["beside"] for entry in results if "beside" in entry and entry["system"] != ALL]
        rows.append({
            "system": name, "version": version, "runs": len(every),
            "files": every[0]["files"], "bytes": every[0]["bytes"], "lines": every[0]["lines"],
            "mb_per_s": spread(map(rate, every)), "mb_per_cpu_s": spread(map(cpu_rate, every)),
            "documents_per_s": spread(result["files"] / result["wall_s"] for result in every),
            "start_up_s": start_up[name], **ratios,
        })
    return rows


HEADS = ["system", "version", "files, MB", "MB/s", "documents/s", "start-up, s", "manumit, one thread, ÷ it",
         "the same by processor time", "the same without start-up"]


def print_table(rows):
    print(f"| {' | '.join(HEADS)} |")
    print("|---" * len(HEADS) + "|")
    for row in rows:
        ratios = ["–"] * 3
        if "ratio" in row:
            by_cpu, without_start_up = row["ratio_cpu"]["median"], row["ratio_without_start_up"]["median"]
            ratios = [told(row["ratio"]), short(by_cpu), short(without_start_up)]
        cells = [row["system"], row["version"], f"{row['files']:,}, {row['bytes'] / 1e6:.2f}", told(row["mb_per_s"]),
                 short(row["documents_per_s"]["median"]), f"{row['start_up_s']:.3f}", *ratios]
        print(f"| {' | '.join(cells)} |")


def print_run_table(whole, again, read):
    print("\n| `manumit run`, all cores | documents/s | wall time ÷ that of `manumit read` on the same files |")
    print("|---|---|---|")
    for name, runs in (("first run: read, keep, tell", whole), ("second run: nothing new", again)):
        told_rate = told(spread(result["files"] / result["wall_s"] for result in runs))
        beside = told(spread(result["wall_s"] / other["wall_s"] for result, other in zip(runs, read)))
        print(f"| {name} | {told_rate} | {beside} |")


# ---- main -----------------------------------------------------------------------------------------------------------


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("texts", nargs="*", type=Path, metavar="TEXT", help="further plain texts or Markdown to read")
    parser.add_argument("--manumit", type=Path, required=True, help="the release binary")
    parser.add_argument("--venvs", type=Path, required=True, help="folder with the peers' environments")
    parser.add_argument("--files", type=int, default=2000, help="files that manumit reads [2000]")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each system [5]")
    parser.add_argument("--seconds", type=float, default=15, help="about how long one turn of a peer lasts [15]")
    parser.add_argument("--patience", type=float, default=0, help="longest wait for a quiet machine, a turn [0]")
    parser.add_argument("--commit", help="commit that the binary was built from, to be recorded")
    parser.add_argument("--out", type=Path, default=BENCH / "runs", help="folder of the raw results [bench/runs]")
    return parser.parse_args()


def calibrate(command, corpus, cycle, probe, seconds, out):
    """How many files, in whole cycles of the texts, last about `seconds`; the start-up, as the median of three."""
    start_up = statistics.median(run(command, [probe], out)["wall_s"] for _ in range(3))
    one = run(command, corpus[:cycle], out)["wall_s"]
    cycles = max(1, round(seconds / max(one - start_up, 1e-3)))
    return min(cycles * cycle, len(corpus) // cycle * cycle), start_up


def main():
    options = arguments()
    texts = sorted(path for path in DOCUMENTS.iterdir() if path.suffix in (".txt", ".md")) + options.texts
    manumit = options.manumit.resolve()
    facts = machine()
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        case, out = place / "case", place / "out"
        corpus = make_corpus(texts, options.files, case / "documents")
        probe = place / "probe.txt"
        probe.write_text("Ten men were each paid 20 dollars a month.\n")
        read = [manumit, "read", "--json"]

        versions, start_up, slices, commands, absent = {}, {}, {}, {}, []
        for name, threads in ((ONE, 1), (ALL, None)):
            versions[name] = output([manumit, "--version"]).split()[-1]
            run(read, corpus, out, threads)
            start_up[name] = statistics.median(run(read, [probe], out, threads)["wall_s"] for _ in range(9))
        for name, worker, venv, unit in PEERS:
            python = options.venvs / venv / "bin" / "python"
            if not python.exists():
                absent.append(name)
                continue
            versions[name] = output([python, BENCH / "peers" / worker, "--version"])
            commands[name] = [python, BENCH / "peers" / worker, unit]
            slices[name], start_up[name] = calibrate(commands[name], corpus, len(texts), probe, options.seconds, out)
            print(f"{name}: {slices[name]} files, start-up {start_up[name]:.2f} s", file=sys.stderr)

        results, whole, again, whole_read = [], [], [], []
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
            for name, command in commands.items():
                wait_for_quiet(options.patience)
                beside = run(read, corpus, out, 1)
                result = run(command, corpus[: slices[name]], out)
                results.append({"round": number, "system": name, "result": result, "beside": beside})
            wait_for_quiet(options.patience)
            one_thread = run(read, corpus, out, 1)
            results.append({"round": number, "system": ONE, "result": one_thread})
            results.append({"round": number, "system": ALL, "result": run(read, corpus, out), "beside": one_thread})
            whole_read.append(run(read, corpus, out))
            first, second = run_case(manumit, corpus, case, out)
            whole.append(first)
            again.append(second)

        rows = summary(results, start_up, versions)
        facts["load_after"] = [round(load, 2) for load in os.getloadavg()]
        date = datetime.date.today().isoformat()
        raw = {
            "date": date, "machine": facts,
            "manumit": {"version": versions[ONE], "commit": options.commit, "sha256": digest(manumit)},
            "corpus": {"texts": [{"name": path.name, "sha256": digest(path)} for path in texts],
                       "files": len(corpus), "bytes": size(corpus)},
            "not_installed": absent, "summary": rows, "runs": results,
            "manumit_run": {"read": whole_read, "first": whole, "second": again},
        }
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / f"{date}-read-speed.json"
    path.write_text(json.dumps(raw, indent=1) + "\n")

    others = [entry["result"]["cores_used_by_others"] for entry in results]
    print(f"{date}, {facts['cores']} cores, {facts['cpu']}, {facts['memory']}; {options.rounds} rounds")
    if None not in others:
        print(f"Cores that other programs used meanwhile: {told(spread(others))}")
    print()
    print_table(rows)
    print_run_table(whole, again, whole_read)
    for name in absent:
        print(f"\nNot installed, not run: {name}")


main()
