"""A warm read of one document under load: CPU of the service and its backends, against the floors of gRPC and of libpq."""
import subprocess
import tempfile

from lab import BUILD, Figure, cpu_seconds, free_port, load, median, run

REQUESTS = 30_000
ROUNDS = 5
IN_FLIGHT = 128


def figures(lab, name, service, role, method, request, reply, statement, parameters, at_most=1.4):
    """`statement` is the least that gets from the database, by two parameters, what the reply is made of."""
    lab.build("echo_server", "libpq_floor")
    with tempfile.NamedTemporaryFile() as echoed:
        echoed.write(reply)
        echoed.flush()
        echo_port = free_port()
        echo = lab.start(BUILD / "bench" / "echo_server", f"127.0.0.1:{echo_port}", echoed.name, stdout=subprocess.PIPE)
        echo.stdout.readline()

    load(service.port, method, request, REQUESTS // 4, len(reply))
    served, floors, ratios = [], [], []
    for _ in range(ROUNDS):
        served.append(cpu(lab, service, role, method, request, len(reply), REQUESTS))

        before = cpu_seconds(echo.pid)
        load(echo_port, "liftmark.bench.Echo/Echo", request, REQUESTS, len(reply))
        echo_us = (cpu_seconds(echo.pid) - before) / REQUESTS * 1e6
        floor = run(BUILD / "bench" / "libpq_floor", lab.database().conninfo(role), statement, *parameters, REQUESTS,
                    IN_FLIGHT, stdout=subprocess.PIPE).stdout
        floors.append(echo_us + sum(map(float, floor.split())))
        ratios.append(served[-1] / floors[-1])

    yield Figure(f"{name}.reply", len(reply), " bytes")
    yield Figure(f"{name}.cpu", median(served), " us")
    yield Figure(f"{name}.floor", median(floors), " us")
    yield Figure(f"{name}.ratio", median(ratios), at_most=at_most)


def cpu(lab, service, role, method, request, reply_bytes, requests):
    """Microseconds of a service and its backends for each of many calls."""
    processes = [service.pid, *lab.database().backends(role)]
    before = sum(cpu_seconds(pid) for pid in processes)
    load(service.port, method, request, requests, reply_bytes)
    return (sum(cpu_seconds(pid) for pid in processes) - before) / requests * 1e6
