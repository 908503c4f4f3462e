#!/usr/bin/env python3
"""Agent-steps a second: the payday of crews in Mesa, beside the whole model of `manumit simulate`.

The common toy is the inner part of the model: each worker of a crew has days off and sick days, is charged board, lodging, tax,
insurance, party dues and a loyalty fund, and what is above an allowance is taken in proportion until the crew's quota is met; half
of the rest is held. Mesa runs this toy alone. manumit runs all that it has (recruitment, escapes, conduits, migrants, trade) and
writes nothing (`--compare none none`), so its figure is a lower bound for the toy.

    python3 -m venv PEERS && PEERS/bin/pip install mesa==3.3.1
    PEERS/bin/python bench/simulate_peers.py --manumit target/release/manumit

Processor time, not wall time. Prints one line a system and the ratio; needs Python 3.11.
"""

import argparse
import json
import random
import resource
import subprocess
import time

import mesa


class Worker(mesa.Agent):
    def __init__(self, model, wage):
        super().__init__(model)
        self.wage, self.allowance, self.held = wage, random.randint(100, 130), 0

    def step(self):
        rest = random.randint(0, 2)
        due = 30 - rest
        gross = self.wage * (due - random.randint(0, 2)) // due
        heads = [random.randint(30, 50), random.randint(15, 30)]
        heads += [gross * random.randint(low, high) // 100 for low, high in ((3, 6), (2, 3), (1, 2), (5, 8))]
        self.gross, self.taken = gross, sum(heads)
        self.spare = max(0, gross - self.taken - self.allowance)


class Crews(mesa.Model):
    def __init__(self, crews, size):
        super().__init__()
        self.crews = []
        for _ in range(crews):
            wage = random.randint(300, 1000)
            workers = [Worker(self, wage) for _ in range(size)]
            self.crews.append((workers, size * max(0, wage - 115 - 150)))

    def step(self):
        self.agents.do("step")
        for workers, quota in self.crews:
            spare = sum(worker.spare for worker in workers)
            wanted = min(quota, spare)
            for worker in workers:
                worker.taken += worker.spare * wanted // spare if spare else 0
                worker.held += (worker.gross - worker.taken) // 2


def mesa_rate(crews, size, months):
    model = Crews(crews, size)
    begin = time.process_time()
    for _ in range(months):
        model.step()
    return crews * size * months / (time.process_time() - begin)


def manumit_rate(binary, workers, years):
    # two equal worlds live; their workers on average are told
    command = [binary, "simulate", "--compare", "none", "none", "--runs", "2", "--workers", str(workers), "--years", years, "--json"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    first, last = years.split("..")
    months = 12 * (int(last) - int(first) + 1)
    average = next(float(one["first"]) for one in told["measures"] if one["measure"] == "workers")
    return 4 * average * months / seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--manumit", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    ratios = []
    for _ in range(options.rounds):
        peer, ours = mesa_rate(100, 100, 24), manumit_rate(options.manumit, 10_000, "2012..2016")
        ratios.append(ours / peer)
        print(f"Mesa {mesa.__version__}: {peer:,.0f} agent-steps/s    manumit, whole model: {ours:,.0f}    ratio {ours / peer:.1f}")
    ratios.sort()
    print(f"ratio, least - median - most: {ratios[0]:.1f} - {ratios[len(ratios) // 2]:.1f} - {ratios[-1]:.1f}")


if __name__ == "__main__":
    main()
