#!/usr/bin/env python3
"""The arithmetic of a million worker-months of pay in pandas, as far as it goes: no claims side by side, no rules by date, no exact decimals.

    VENV/bin/python bench/pay_pandas.py
"""
import time

import numpy as np
import pandas as pd

WORKERS, MONTHS, DRAWS = 27_778, 36, 1_000

rng = np.random.default_rng(1)
count = WORKERS * MONTHS
months = pd.period_range("2012-01", periods=MONTHS, freq="M")
cents = lambda low, high: np.round(rng.uniform(low, high, count), 2)
rows = pd.DataFrame({
    "worker": np.repeat(np.arange(WORKERS), MONTHS),
    "month": np.tile(months.to_timestamp(), WORKERS),
    "gross": cents(600, 900), "tax": cents(10, 30), "board": cents(40, 90), "quota": cents(200, 300), "loyalty": cents(10, 20), "paid": cents(80, 200),
})
place = (rows.worker + np.tile(np.arange(MONTHS), WORKERS)) % 10
said = rows.loc[place == 5, ["worker", "month"]].assign(paid_said=np.round(rng.uniform(60, 200, int((place == 5).sum())), 2))
rows = rows[place != 0]

wall, processor = time.perf_counter(), time.process_time()
full = pd.MultiIndex.from_product([range(WORKERS), months.to_timestamp()], names=["worker", "month"])
cells = rows.set_index(["worker", "month"]).join(said.set_index(["worker", "month"])).reindex(full).reset_index()
cells["crew"] = cells.worker // 50
of_crew = cells.groupby(["crew", "month"])
for column in ["gross", "tax", "board", "paid"]:
    known = of_crew[column]
    cells[f"{column}_low"] = cells[column].fillna(known.transform("min"))
    cells[f"{column}_high"] = cells[column].fillna(known.transform("max"))
    cells[column] = cells[column].fillna(known.transform("median"))
cells["paid_low"] = cells[["paid_low", "paid_said"]].min(axis=1)
cells["paid_high"] = cells[["paid_high", "paid_said"]].max(axis=1)
due_on = cells.month + pd.offsets.MonthBegin(1) + pd.Timedelta(days=9)
grown = (1 + 0.0425 / 365) ** (pd.Timestamp("2016-06-30") - due_on).dt.days
least = (cells.gross_low - cells.tax_high - cells.board_high - cells.paid_high).clip(lower=0) * grown
point = (cells.gross - cells.tax - cells.board - cells.paid).clip(lower=0) * grown
most = (cells.gross_high - cells.paid_low).clip(lower=0) * grown
sums = pd.DataFrame({"worker": cells.worker, "least": least, "point": point, "most": most}).groupby("worker").sum()
totals = [rng.triangular(sums.least, np.clip(sums.point, sums.least, sums.most), sums.most + 1e-9).sum() for _ in range(DRAWS)]
print(f"{len(cells)} worker-months: {time.perf_counter() - wall:.2f} s, {time.process_time() - processor:.2f} s of processor time, pandas {pd.__version__}")
print("least", round(sums.least.sum(), 2), "draws", np.round(np.quantile(totals, [0.05, 0.5, 0.95]), 2))
