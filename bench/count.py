#!/usr/bin/env python3
"""Counts tables of overlaps with manumit and, where Rscript is found, with R's glm in the same run.

    python3 bench/count.py --manumit target/release/manumit [--rscript Rscript] [--steps 5000] [TABLE ...]

For each table of up to five lists: the time of every method as manumit measures it; all log-linear models of pairs by BIC in manumit and in R's
glm: the total of the best; and, where R has the package conting (Debian: r-cran-conting), the average over the same models: manumit weighs all of
them by BIC, conting jumps between them in so many steps, with the unit information prior, of which BIC is the approximation. Times are processor
time of whole processes, so that a busy machine matters less.
"""

import argparse
import csv
import json
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

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
cat(best$total, "\n")
"""

AVERAGE_IN_R = r"""
if (!requireNamespace("conting", quietly = TRUE)) { cat("none\n"); quit() }
suppressMessages(library(conting))
argument <- commandArgs(trailingOnly = TRUE)
x <- read.csv(argument[1], comment.char = "#")
steps <- as.integer(argument[2])
k <- ncol(x) - 1
names(x) <- c(paste0("L", seq_len(k)), "count")
g <- expand.grid(rep(list(0:1), k)); names(g) <- names(x)[1:k]
key <- function(t) apply(t[, 1:k], 1, paste, collapse = "")
g$count <- x$count[match(key(g), key(x))]
g$count[is.na(g$count)] <- 0
g$count[rowSums(g[, 1:k]) == 0] <- NA
for (list in names(g)[1:k]) g[[list]] <- factor(g[[list]])
set.seed(1)
all <- as.formula(paste("count ~ (", paste(names(g)[1:k], collapse = " + "), ")^2"))
capture.output(chain <- bict(formula = all, data = g, n.sample = steps, prior = "UIP"))
total <- total_pop(chain, n.burnin = steps / 5)$TOT
cat(as.character(packageVersion("conting")), mean(total), quantile(total, c(0.025, 0.975)), "\n")
"""


def timed(command):
    """What a program prints, and the processor time of its whole process in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if not done.stdout.strip():
        sys.exit(f"{command}: {done.stderr}")
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def counted(manumit, table, *options):
    printed, seconds = timed([manumit, "count", str(table), "--json", *options])
    return json.loads(printed), seconds


def in_r(rscript, script, *arguments):
    with tempfile.NamedTemporaryFile("w", suffix=".R") as file:
        file.write(script)
        file.flush()
        printed, seconds = timed([rscript, file.name, *map(str, arguments)])
    return printed.splitlines()[-1].split(), seconds


def average(models):
    """The average of the totals of all models, weighted by BIC."""
    weighed = [(model["estimate"], model["weight"]) for model in models if model["weight"]]
    return sum(total * weight for total, weight in weighed) / sum(weight for _, weight in weighed)


def lists(table):
    rows = [line for line in table.read_text().splitlines() if not line.startswith("#")]
    return len(next(csv.reader(rows))) - 1


def beside_r(options, table):
    alone, ours = counted(options.manumit, table, "--method", "loglinear-bic-pairs", "--boot", "0")
    best = alone["methods"][0]["estimate"]
    (total,), theirs = in_r(options.rscript, ALL_PAIRS_IN_R, table)
    print(f"  best of all models of pairs: manumit {best} in {ours:.3f} s; glm {float(total):.2f} in {theirs:.2f} s; {theirs / ours:.0f} times")
    found, theirs = in_r(options.rscript, AVERAGE_IN_R, table, options.steps)
    if found != ["none"]:
        version, mean, low, high = found
        print(
            f"  average over models of pairs: manumit {average(alone['models']):.0f} in {ours:.3f} s; "
            f"conting {version} {float(mean):.0f} ({float(low):.0f} to {float(high):.0f}), {options.steps} steps, in {theirs:.2f} s; {theirs / ours:.0f} times"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--manumit", default="target/release/manumit")
    parser.add_argument("--rscript", default="Rscript")
    parser.add_argument("--steps", type=int, default=5000)
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
            beside_r(options, table)


if __name__ == "__main__":
    main()
