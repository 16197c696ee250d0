"""One client that makes calls one after the other: how long each takes, and what it costs the service and its backends."""
import subprocess

from lab import BUILD, cpu_seconds, median, run

# A service stores at most 256 views at once behind its answers; what exceeds them is left to later reads.
BATCH = 200


def measure(lab, service, role, method, requests, settle=lambda done: None):
    """Median microseconds of a call, and CPU microseconds for each. `settle` waits for what goes on
    behind the first so many answers."""
    lab.build("unary_latency")
    processes = [service.pid, *lab.database().backends(role)]
    before = sum(cpu_seconds(pid) for pid in processes)
    took = []
    for start in range(0, len(requests), BATCH):
        took += run(BUILD / "bench" / "unary_latency", f"127.0.0.1:{service.port}", method,
                    input="".join(f"{request.hex()}\n" for request in requests[start:start + BATCH]),
                    stdout=subprocess.PIPE).stdout.split()
        settle(min(start + BATCH, len(requests)))
    cpu = sum(cpu_seconds(pid) for pid in processes) - before
    return median(map(float, took)), cpu / len(requests) * 1e6


def miss_and_hit(lab, service, role, method, requests, table):
    """Calls that each build a view of `table`, which is cold, and the same calls once all are stored."""
    def until_filled(count):
        # Misses are answered first and stored after it.
        while int(lab.database().sql(f"SELECT count(*) FROM {table} WHERE cached_revision = revision")) < count:
            pass

    return [measure(lab, service, role, method, requests, until_filled) for _ in ("miss", "hit")]
