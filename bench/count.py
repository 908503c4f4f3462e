#!/usr/bin/env python3
"""Counts tables of overlaps with manumit and, where Rscript is found, with R's glm in the same run.

    python3 bench/count.py --manumit target/release/manumit [--rscript Rscript] [TABLE ...]

For each table: the time of every method as manumit measures it, then all log-linear models of pairs by BIC in both programs: the total of the
best and the wall time. R needs no package beyond its own.
"""

import argparse
import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ALL_PAIRS_IN_R = r"""
argument <- commandArgs(trailingOnly = TRUE)
x <- read.csv(argument[1], comment.char = "#")
k <- ncol(x) - 1
names(x) <- c(paste0("L", seq_len(k)), "count")
g <- expand.grid(rep(list(0:1), k)); names(g) <- names(x)[1:k]
g <- g[rowSums(g) > 0, ]
key <- function(t) apply(t[, 1:k], 1, paste, collapse = "")
g$count <- 0
g$count[match(key(x), key(g))] <- x$count
pairs <- combn(k, 2)
n <- sum(x$count)
begin <- proc.time()[["elapsed"]]
best <- list(bic = Inf)
for (model in 0:(2^ncol(pairs) - 1)) {
  chosen <- which(bitwAnd(model, 2^(seq_len(ncol(pairs)) - 1)) > 0)
  terms <- c(names(g)[1:k], vapply(chosen, function(i) paste0("L", pairs[1, i], ":L", pairs[2, i]), ""))
  f <- suppressWarnings(glm(reformulate(terms, "count"), poisson, g, control = list(epsilon = 1e-10, maxit = 60)))
  bic <- deviance(f) + log(n) * length(coef(f))
  if (!anyNA(coef(f)) && bic < best$bic) best <- list(bic = bic, total = n + exp(coef(f)[[1]]))
}
cat(best$total, proc.time()[["elapsed"]] - begin, "\n")
"""


def counted(manumit, table, *options):
    begin = time.perf_counter()
    done = subprocess.run([manumit, "count", str(table), "--json", *options], capture_output=True, text=True)
    seconds = time.perf_counter() - begin
    if not done.stdout.strip():
        sys.exit(f"{table}: {done.stderr}")
    return json.loads(done.stdout), seconds


def pairs_in_r(rscript, table):
    with tempfile.NamedTemporaryFile("w", suffix=".R") as script:
        script.write(ALL_PAIRS_IN_R)
        script.flush()
        done = subprocess.run([rscript, script.name, str(table)], capture_output=True, text=True, check=True)
    total, seconds = done.stdout.split()
    return float(total), float(seconds)


def lists(table):
    rows = [line for line in table.read_text().splitlines() if not line.startswith("#")]
    return len(next(csv.reader(rows))) - 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--manumit", default="target/release/manumit")
    parser.add_argument("--rscript", default="Rscript")
    parser.add_argument("tables", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    folder = pathlib.Path(__file__).parent.parent / "examples" / "overlap-tables"
    tables = options.tables or [folder / f"{name}.csv" for name in ("kosovo", "western", "united-kingdom-5", "new-orleans-8")]
    for table in tables:
        found, seconds = counted(options.manumit, table)
        print(f"\n{table.name}: {found['observed']} people, {found['lists']} lists, {seconds:.2f} s in all; verdict {found['verdict']['kind']}")
        for method in found["methods"]:
            print(f"  {method['method']:<20} {str(method['estimate']):>12}  {method['status']:<20} {method['time_ms']:>9.1f} ms")
        if shutil.which(options.rscript) and lists(table) <= 5:
            alone, _ = counted(options.manumit, table, "--method", "loglinear-bic-pairs", "--boot", "0")
            ours = alone["methods"][0]
            total, theirs = pairs_in_r(options.rscript, table)
            ratio = theirs * 1000 / ours["time_ms"]
            print(f"  all models of pairs: manumit {ours['estimate']} in {ours['time_ms']:.1f} ms; glm {total:.2f} in {theirs * 1000:.0f} ms; {ratio:.0f} times")


if __name__ == "__main__":
    main()
