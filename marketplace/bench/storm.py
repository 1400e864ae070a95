"""Storm: does the house come out whole when its processes are killed and its payments' messages spoilt while people trade in it?
`--seconds` says how long it blows, `--seed` which one."""

from __future__ import annotations

import random

from marketplace.bench import Figure, Options
from marketplace.storm.raising import raise_storm


class NotWhole(RuntimeError):
    """Something is not true after the storm; the message names what."""


def run(options: Options) -> list[Figure]:
    seed = options.seed or random.randrange(1, 10**6)
    report = raise_storm(seconds=max(options.seconds, 30), buyers=options.connections, seed=seed)
    if report["broken"]:
        raise NotWhole("\n".join([f"seed {report['seed']}, {report['faults']} faults", *report["broken"]]))
    return [
        Figure("storm: faults survived", report["faults"], "faults", f"seed {report['seed']}"),
        *[Figure(f"storm: killed: {name}", count, "times") for name, count in sorted(report["kills"].items())],
        *[Figure(f"storm: {what}", count, "times") for what, count in sorted(report["counts"].items())],
        Figure("storm: at rest after", report["rest_seconds"], "s", "the shortest hold lasts a minute"),
    ]
