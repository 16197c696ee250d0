"""Acknowledged calls per second at 64 callers, against 64 connections of libpq that commit one INSERT each."""
from lab import BUILD, Figure, median, peak_rss_mib, run

import subprocess

CALLERS = 64
SECONDS = 8
ROUNDS = 3


def measure(*command):
    return [float(figure) for figure in run(*command, stdout=subprocess.PIPE).stdout.split()]


def figures(lab):
    lab.build("liftmark-invocations", "invocation_load", "insert_load")
    database = lab.database()
    service = lab.service("invocations")
    served, floors, ratios, latencies = [], [], [], []
    for _ in range(ROUNDS):
        database.sql("TRUNCATE agent_invocations CASCADE")
        acknowledged, p50, p99 = measure(BUILD / "bench" / "invocation_load", service.port, CALLERS, SECONDS)
        logged = int(database.sql("SELECT count(*) FROM agent_invocations"))
        if logged < acknowledged:
            raise RuntimeError(f"{logged} rows of {acknowledged:.0f} that were acknowledged")
        database.sql("TRUNCATE agent_invocations CASCADE")
        [committed] = measure(BUILD / "bench" / "insert_load", database.conninfo("liftmark_invocations"), CALLERS, SECONDS)
        served.append(acknowledged / SECONDS)
        floors.append(committed / SECONDS)
        ratios.append(acknowledged / committed)
        latencies.append((p50, p99))
    yield Figure("invocations.acknowledged", median(served), "/s")
    yield Figure("invocations.p50", median([p50 for p50, _ in latencies]), " ms")
    yield Figure("invocations.p99", median([p99 for _, p99 in latencies]), " ms")
    yield Figure("invocations.libpq-floor", median(floors), "/s")
    yield Figure("invocations.ratio", median(ratios), at_least=1.3)
    yield Figure("invocations.peak-rss", peak_rss_mib(service.pid), " MiB", at_most=64)
