"""One client that makes calls one after the other: how long each takes, and what it costs the service and its backends."""
import subprocess

from lab import BUILD, cpu_seconds, median, run


def measure(lab, service, role, method, requests, settle=lambda: None):
    """Median microseconds of a call, and CPU microseconds for each. `settle` waits for what goes on behind the answers."""
    lab.build("unary_latency")
    processes = [service.pid, *lab.database().backends(role)]
    before = sum(cpu_seconds(pid) for pid in processes)
    took = run(BUILD / "bench" / "unary_latency", f"127.0.0.1:{service.port}", method,
               input="".join(f"{request.hex()}\n" for request in requests), stdout=subprocess.PIPE).stdout
    settle()
    cpu = sum(cpu_seconds(pid) for pid in processes) - before
    return median(map(float, took.split())), cpu / len(requests) * 1e6


def miss_and_hit(lab, service, role, method, requests, table):
    """Calls that each build a view of `table`, which is cold, and the same calls once all are stored."""
    def until_filled():
        # Misses are answered first and stored after it.
        while lab.database().sql(
                f"SELECT count(*) FROM {table} WHERE cached_revision IS DISTINCT FROM revision").strip() != "0":
            pass

    return [measure(lab, service, role, method, requests, until_filled) for _ in ("miss", "hit")]
