#!/usr/bin/env python3
"""How fast tables are read, beside Python's csv, pandas and openpyxl, each as a whole process.

    python3 bench/table_speed.py --reader target/release/examples/table_cells --python VENV/bin/python

Makes a CSV of a million rows and an XLSX of fifty thousand, runs every reader in turns within one run, and prints a table
in Markdown: MB/s, rows/s, greatest memory, and the ratio to ours. What is compared and what is not: bench/README.md.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NAMES = ["Kim Chol", "Ri Yong", "Pak Un", "김철수", "리영희", "Иванов Пётр", "李明", "Thapa, B.", "Rahman A."]
WORK = {
    "csv, rows as text": "import csv,sys\nn=0\nfor r in csv.reader(open(sys.argv[1],encoding='utf-8')): n+=1\nprint(n-1)",
    "csv, with Decimal and date": (
        "import csv,sys\nfrom decimal import Decimal\nfrom datetime import datetime\nn=0\nr=csv.reader(open(sys.argv[1],encoding='utf-8'))\nnext(r)\nrows=[]\n"
        "for a in r:\n rows.append((int(a[0]),a[1],a[2],datetime.strptime(a[3],'%d/%m/%Y').date(),Decimal(a[4]),Decimal(a[5]),a[6],a[7]))\nprint(len(rows))"
    ),
    "pandas.read_csv": (
        "import pandas as pd,sys\nd=pd.read_csv(sys.argv[1],dtype={'Passport':str},parse_dates=['Start'],dayfirst=True)\nprint(len(d))"
    ),
    "openpyxl": (
        "import openpyxl,sys\nn=0\nw=openpyxl.load_workbook(sys.argv[1],read_only=True,data_only=True)\n"
        "for r in w.active.iter_rows(values_only=True): n+=1\nprint(n-1)"
    ),
    "pandas.read_excel": "import pandas as pd,sys\nd=pd.read_excel(sys.argv[1],dtype={'Passport':str})\nprint(len(d))",
}


def row(number):
    day = f"{random.randint(1, 28):02d}/{random.randint(1, 12):02d}/2015"
    pay, taken = random.randint(20000, 150000) / 100, random.randint(0, 90000) / 100
    remark = "The manager kept his passport." if number % 50 == 0 else ""
    return [number, random.choice(NAMES), f"{random.randint(0, 9999999):07d}", day, f"{pay:.2f}", f"{taken:.2f}", f"Site {number % 40}", remark]


TITLES = ["No", "Name", "Passport", "Start", "Wage (USD)", "Deducted (USD)", "Site", "Remarks"]


def make_csv(path, count):
    import csv

    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(TITLES)
        for number in range(1, count + 1):
            writer.writerow(row(number))


MAKE_XLSX = """
import datetime, json, openpyxl, sys
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet("May 2015")
for line in open(sys.argv[1], encoding="utf-8"):
    cells = json.loads(line)
    if isinstance(cells[0], int):
        day, month, year = cells[3].split("/")
        cells[3] = datetime.date(int(year), int(month), int(day))
        cells[4], cells[5] = float(cells[4]), float(cells[5])
    sheet.append(cells)
book.save(sys.argv[2])
"""


def run(command):
    """Wall and processor seconds, greatest memory in MB, and what it printed."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command} failed")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.decode().strip()


def compare(title, path, rows, readers, rounds):
    times = {name: [] for name in readers}
    busy = {name: [] for name in readers}
    memory, said = {}, {}
    for _ in range(rounds):
        for name, command in readers.items():
            seconds, worked, peak, out = run(command + [str(path)])
            times[name].append(seconds)
            busy[name].append(worked)
            memory[name], said[name] = max(peak, memory.get(name, 0)), out
    size = path.stat().st_size / 1e6
    print(f"\n### {title}: {rows:,} rows, {size:.1f} MB\n")
    print("| reader | s | processor s | MB a processor second | rows a processor second | greatest memory, MB | its time ÷ manumit's | the same by processor time |")
    print("|---|---|---|---|---|---|---|---|")
    for name, seconds in times.items():
        middle, worked = statistics.median(seconds), statistics.median(busy[name])
        ratios = [statistics.median(a / b for a, b in zip(of[name], of["manumit"])) for of in (times, busy)]
        shown = ["–", "–"] if name == "manumit" else [f"{ratio:.2f}" for ratio in ratios]
        print(
            f"| {name} | {middle:.2f} | {worked:.2f} | {size / worked:.1f} | {rows / worked:,.0f}"
            f" | {memory[name]:.0f} | {shown[0]} | {shown[1]} |"
        )
    print(f"\nmanumit says: `{said['manumit']}`")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", required=True, help="the example table_cells, built for release")
    parser.add_argument("--python", required=True, help="a Python with pandas and openpyxl")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--sheet-rows", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    random.seed(2015)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        csv_path, xlsx_path, lines = folder / "payroll.csv", folder / "payroll.xlsx", folder / "rows.jsonl"
        make_csv(csv_path, options.rows)
        with open(lines, "w", encoding="utf-8") as file:
            for cells in [TITLES] + [row(number) for number in range(1, options.sheet_rows + 1)]:
                file.write(json.dumps(cells) + "\n")
        subprocess.run([options.python, "-c", MAKE_XLSX, str(lines), str(xlsx_path)], check=True)
        peer = lambda name: [options.python, "-c", WORK[name]]
        ours = {"manumit": [options.reader]}
        of_csv = ["csv, rows as text", "csv, with Decimal and date", "pandas.read_csv"]
        compare("CSV", csv_path, options.rows, ours | {name: peer(name) for name in of_csv}, options.rounds)
        compare("XLSX", xlsx_path, options.sheet_rows, ours | {name: peer(name) for name in ["openpyxl", "pandas.read_excel"]}, options.rounds)


if __name__ == "__main__":
    main()
