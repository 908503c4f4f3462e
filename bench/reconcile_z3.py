#!/usr/bin/env python3
"""Whether `manumit reconcile` agrees with z3 on random systems of figures.

    python3 -m venv Z3 && Z3/bin/pip install z3-solver==5.4.1
    Z3/bin/python bench/reconcile_z3.py --manumit target/release/manumit [--systems 1000] [--seed 1]

Each system has 3 to 12 quantities, 1 to 6 identities and 3 to 30 claims. z3 decides with exact rational arithmetic (nlsat):

- a verdict "infeasible" where z3 finds a point, or a "feasible" where z3 proves there is none, is an error;
- every conflict must be unsatisfiable, and satisfiable without any one of its claims;
- what a repair keeps must be satisfiable, and unsatisfiable with any one claim that it drops;
- no set of claims may escape both lists (a propositional question), so the lists are z3's own and complete;
- the proved bounds of the first repair (of every twentieth system) must not cut off a point: z3 finds none outside.

What z3 does not decide within its time is counted and left out. z3 is a test oracle only: nothing in manumit uses it.
"""

import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import z3


def identities(rng, names):
    """Random identities in which each quantity stands on the left of an equation at most once."""
    stated, on_left = [], set()
    for _ in range(rng.randint(1, max(1, min(6, len(names) - 2)))):
        left, a, b, c = rng.sample(names, 4) if len(names) > 3 else (*rng.sample(names, 3), names[0])
        form = rng.choice(["{a} * {b}", "{a} + {b}", "{a} - {b}", "{a} * {b} * {c}", "{a} / {b}", "{k} * {a}",
                           "{a} * (1 + {b})", "{a} * {b} + {c}", "{a} * {a}"])
        right = form.format(a=a, b=b, c=c, k=rng.choice([2, 3, 12, "0.5"]))
        relation = rng.choice(["=", "=", "=", "=", "<=", ">="])
        if relation == "=" and (left in on_left or left in right.replace("(", " ").replace(")", " ").split()):
            relation = "<="
        if relation == "=":
            on_left.add(left)
        stated.append((left, relation, right))
    return stated


def system(rng):
    names = [f"q{index}" for index in range(rng.randint(3, 12))]
    stated = identities(rng, names)
    value = {name: rng.choice([rng.randint(1, 20), rng.randint(1, 200), round(rng.uniform(0.1, 5), 2)]) for name in names}
    for _ in range(3):  # bring what an equation gives near its value, so that claims are not all hopeless
        for left, relation, right in stated:
            if relation == "=":
                try:
                    result = eval(right, {}, value)
                except ZeroDivisionError:
                    continue
                if abs(result) < 1e9:
                    value[left] = round(result, 2)
    claims = []
    for index in range(rng.randint(3, 30)):
        name = rng.choice(names)
        center = value[name] * rng.choice([1, 1, 1, 1, 1, rng.uniform(0.3, 3)])
        width = abs(center) * rng.choice([0, 0.01, 0.1, 0.3, 0.6])
        low, high = round(center - width, 2), round(center + width, 2)
        open_end = rng.random()
        claims.append((f"c{index}", name, None if open_end < 0.1 else low, None if open_end > 0.9 else high))
    least = {name: rng.choice([None, "0.01"]) for name in names}
    for _, _, right in stated:
        if "/" in right:
            least[right.split("/")[1].strip()] = "0.01"
    return names, least, stated, claims


def as_toml(names, least, stated, claims):
    lines = []
    for name in names:
        lines += [f"[quantities.{name}]", 'unit = "1"', "about_percent = 0", f"least = {least[name] or -1000000}"]
    for left, relation, right in stated:
        lines += ["[[identities]]", f'is = "{left} {relation} {right}"']
    for claim, name, low, high in claims:
        lines += ["[[claims]]", f'id = "{claim}"', f'quantity = "{name}"']
        lines += [f"low = {low}"] if low is not None else []
        lines += [f"high = {high}"] if high is not None else []
    return "\n".join(lines) + "\n"


class Oracle:
    def __init__(self, names, least, stated, claims, timeout):
        self.value = {name: z3.Real(name) for name in names}
        self.solver = z3.Solver()
        self.solver.set("timeout", timeout)
        for name in names:
            self.solver.add(self.value[name] >= z3.Q(1, 100) if least[name] else self.value[name] >= -1000000)
        for left, relation, right in stated:
            # decimals as exact fractions, not as floats
            result = eval(right.replace("0.5", "half"), {"half": z3.Q(1, 2)}, self.value)
            self.solver.add({"=": self.value[left] == result, "<=": self.value[left] <= result, ">=": self.value[left] >= result}[relation])
        self.claim = {}
        for claim, name, low, high in claims:
            ends = [self.value[name] >= z3.RealVal(str(low))] if low is not None else []
            ends += [self.value[name] <= z3.RealVal(str(high))] if high is not None else []
            self.claim[claim] = z3.And(*ends)
        self.known = {}

    def decide(self, claims, *more):
        key = (frozenset(claims), tuple(map(str, more)))
        if key not in self.known:
            self.solver.push()
            for claim in claims:
                self.solver.add(self.claim[claim])
            self.solver.add(*more)
            self.known[key] = str(self.solver.check())
            self.solver.pop()
        return self.known[key]


def merged(claims):
    """Claims of one range of one quantity are one figure: the first stands for all."""
    first = {}
    return {claim: first.setdefault((name, low, high), claim) for claim, name, low, high in claims}


def check(number, names, least, stated, claims, answer, timeout, tally):
    """Complaints about one answer."""
    oracle = Oracle(names, least, stated, claims, timeout)
    lead = merged(claims)
    everything = sorted(set(lead.values()))
    wrong = []

    def expect(expected, kept, what, *more):
        said = oracle.decide(kept, *more)
        tally[said] += 1
        if said != "unknown" and said != expected:
            wrong.append(f"{what}: z3 says {said}")
        return said

    verdict = answer["verdict"]
    tally[verdict] += 1
    said = oracle.decide(everything)
    if verdict == "undecided":
        tally[f"undecided where z3 says {said}"] += 1
    elif said != "unknown" and (verdict == "infeasible") != (said == "unsat"):
        wrong.append(f"verdict {verdict}: z3 says {said}")
    conflicts = [frozenset(conflict["claims"]) for conflict in answer["conflicts"]]
    repairs = [frozenset(repair["drop"]) for repair in answer["repairs"]]
    for conflict in conflicts:
        expect("unsat", conflict, f"conflict {sorted(conflict)}")
        for claim in conflict:
            expect("sat", conflict - {claim}, f"conflict {sorted(conflict)} without {claim}")
    for repair in repairs:
        kept = frozenset(everything) - repair
        expect("sat", kept, f"repair {sorted(repair)}")
        for claim in repair:
            expect("unsat", kept | {claim}, f"repair {sorted(repair)} with {claim}")
    if verdict == "infeasible" and answer["complete"]:
        tally["complete"] += 1
        chosen = {claim: z3.Bool(claim) for claim in everything}
        escape = z3.Solver()
        escape.add(*(z3.Or(*(z3.Not(chosen[claim]) for claim in conflict)) for conflict in conflicts))
        escape.add(*(z3.Or(*(chosen[claim] for claim in repair)) for repair in repairs))
        if escape.check() != z3.unsat:
            wrong.append("a set of claims escapes both lists")
    if repairs and number % 20 == 0:
        first = answer["repairs"][0]
        kept = frozenset(everything) - frozenset(first["drop"])
        for name, (low, high) in first["bounds"].items():
            for end, sign in ((low, -1), (high, 1)):
                if end is not None:
                    # printed bounds snap to a decimal within one part in 10^9
                    slack = abs(float(end)) * 1e-8 + 1e-12
                    edge = z3.RealVal(end) + sign * z3.RealVal(f"{slack:.20f}")
                    beyond = oracle.value[name] * sign > edge * sign
                    expect("unsat", kept, f"bound {end} of {name}", beyond)
    tally["conflicts"] += len(conflicts)
    tally["repairs"] += len(repairs)
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--manumit", required=True)
    parser.add_argument("--systems", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first system")
    parser.add_argument("--timeout", type=int, default=2000, help="milliseconds that z3 has for a question")
    options = parser.parse_args()
    tally, wrong, undecided, slowest, spent = collections.Counter(), 0, 0, 0.0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "figures.toml"
        for number in range(options.first, options.first + options.systems):
            rng = random.Random(f"{options.seed}/{number}")
            names, least, stated, claims = system(rng)
            path.write_text(as_toml(names, least, stated, claims))
            begin = time.perf_counter()
            run = subprocess.run([options.manumit, "reconcile", path, "--json", "--draws", "0"], capture_output=True, text=True)
            took = time.perf_counter() - begin
            spent += took
            slowest = max(slowest, took)
            if run.returncode != 0:
                print(f"system {number}: exit {run.returncode}: {run.stderr.strip()}")
                wrong += 1
                continue
            answer = json.loads(run.stdout)
            complaints = check(number, names, least, stated, claims, answer, options.timeout, tally)
            # sets that manumit itself says it could not decide are taken as consistent, and said to be so
            admitted = any("neither consistency nor conflict" in statement for statement in answer["statements"])
            tally["systems with sets that manumit left undecided"] += admitted
            undecided += bool(complaints) and admitted
            wrong += bool(complaints) and not admitted
            for complaint in complaints[:3]:
                print(f"system {number}{' (undecided sets)' if admitted else ''}: {complaint}", flush=True)
    print(f"{options.systems} systems, {wrong} with a disagreement, {undecided} more that differ where manumit says so; manumit {spent:.1f} s in all, slowest {slowest:.2f} s")
    print(", ".join(f"{what}: {count}" for what, count in sorted(tally.items())))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
