#!/usr/bin/env python3
"""Compares the text that manumit reads from PDFs with that of poppler's pdftotext, page by page.

    cargo build --release -p manumit-document --example pdf_pages
    python3 bench/pdf_oracle.py --reader target/release/examples/pdf_pages FILE.pdf ...

For each file: pages; F1 of the words as bags, summed page by page, so that a word on the wrong page counts against it; order, the
share of pdftotext's words (the first 1,500 of each page) that stand in the same order; seconds of either program; what manumit says
it could not read. Words are compared without hyphens and in the compatibility form of Unicode, since pdftotext keeps ligatures,
raised figures and words broken at line ends as they are drawn.
pdftotext is another reading, not the truth.
"""

import argparse
import collections
import difflib
import re
import subprocess
import sys
import time
import unicodedata


def words(text):
    text = unicodedata.normalize("NFKC", text)
    # a word broken at a line end, as pdftotext leaves it
    text = re.sub(r"[-\u2010\u00ad]\n\s*", "", text)
    text = re.sub(r"[-\u2010\u2011\u00ad]", "", text)
    # scripts without spaces are compared letter by letter
    text = re.sub(r"([\u2e80-\u9fff\uf900-\ufaff])", r" \1 ", text)
    return text.split()


def poppler(path, patience):
    start = time.perf_counter()
    run = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, timeout=patience)
    took = time.perf_counter() - start
    pages = run.stdout.decode("utf-8", "replace").split("\f")
    return [words(page) for page in pages[:-1]], took


def reader(program, path, patience):
    start = time.perf_counter()
    run = subprocess.run([program, path], capture_output=True, timeout=patience)
    took = time.perf_counter() - start
    if run.returncode != 0:
        return {}, [f"stopped with {run.returncode}"], took
    pages, notices = {}, []
    for part in run.stdout.decode("utf-8").split("\f"):
        head, _, body = part.partition("\n")
        if head.isdigit():
            pages[int(head)] = words(body)
        else:
            notices.extend(line for line in part.splitlines() if line)
    return pages, notices, took


def compare(reference, pages):
    shared = ours = theirs = ordered = counted = 0
    for number, expected in enumerate(reference, 1):
        found = pages.get(number, [])
        shared += (collections.Counter(expected) & collections.Counter(found)).total()
        ours, theirs = ours + len(found), theirs + len(expected)
        first, second = expected[:1500], found[:1500]
        matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
        ordered += sum(block.size for block in matcher.get_matching_blocks())
        counted += len(first)
    f1 = 2 * shared / (ours + theirs) if ours + theirs else 1.0
    return f1, ordered / counted if counted else 1.0, theirs


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--reader", required=True, help="the example pdf_pages, built")
    arguments.add_argument("--patience", type=float, default=120, help="seconds for one file")
    arguments.add_argument("files", nargs="+")
    given = arguments.parse_args()
    version = subprocess.run(["pdftotext", "-v"], capture_output=True, text=True).stderr.splitlines()[0]
    print(f"Reference: {version}\n")
    print("| file | pages | words | F1 | order | s, pdftotext | s, manumit | not read |")
    print("|---|---|---|---|---|---|---|---|")
    total = collections.Counter()
    for path in given.files:
        name = path.rsplit("/", 1)[-1]
        try:
            reference, their_time = poppler(path, given.patience)
            pages, notices, our_time = reader(given.reader, path, given.patience)
        except subprocess.TimeoutExpired as late:
            print(f"| {name} | | | | | | | {late.cmd[0].rsplit('/', 1)[-1]} took too long |")
            continue
        f1, order, count = compare(reference, pages)
        total.update(pages=len(reference), words=count, files=1)
        total["f1"] += f1 * count
        total["order"] += order * count
        total["theirs"] += their_time
        total["ours"] += our_time
        causes = "; ".join(notices)[:160].replace("|", "/")
        print(f"| {name} | {len(reference)} | {count} | {f1:.3f} | {order:.3f} | {their_time:.2f} | {our_time:.2f} | {causes} |")
        sys.stdout.flush()
    if total["words"]:
        print(
            f"\n{total['files']} files, {total['pages']} pages, {total['words']} words. Weighted by words: "
            f"F1 {total['f1'] / total['words']:.3f}, order {total['order'] / total['words']:.3f}. "
            f"Pages a second: pdftotext {total['pages'] / total['theirs']:.0f}, manumit {total['pages'] / total['ours']:.0f}."
        )


if __name__ == "__main__":
    main()
