#!/usr/bin/env python3
"""The suites of tests/run, each a function that says how many tests passed and failed."""
import concurrent.futures
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from workbench import (E2E, REPOSITORY, Count, Workbench, build, call, capture, configure, one, programs, run_programs,
                       say, tap_count)

FUZZ_SECONDS = 15
# What the scorer must find right of each kind of document, in per cent.
CORPUS_BARS = {"workout": 98.0, "plan": 98.0, "dossier": 98.0}


def suite_format(_):
    """own C++ sources are formatted"""
    sources = sorted(path for folder in ("common", "services", "tests") for path in (REPOSITORY / folder).rglob("*.*")
                     if path.suffix in (".cc", ".h") and "node_modules" not in path.parts)
    output, code = capture("clang-format-19", "--dry-run", "-Werror", *sources)
    bad = sorted(set(re.findall(r"^(\S+?):\d+:\d+: error", output, re.M)))
    if bad:
        say(f"clang-format-19 -i {' '.join(bad)}")
    return Count(len(sources) - len(bad), max(len(bad), int(code != 0)))


def suite_proto(bench):
    """buf lints the protos"""
    output, code = capture(bench.npm() / "buf", "lint", "proto")
    if code != 0:
        say(output)
    return one(code == 0)


def suite_unit(_):
    """Catch2 programs that need nothing else"""
    build("dev")
    return run_programs(programs("dev", lambda labels: "unit" in labels), os.environ)


def suite_integration(bench):
    """Catch2 programs on real PostgreSQL and real gRPC"""
    build("dev")
    return run_programs(programs("dev", lambda labels: "integration" in labels), bench.cluster())


def suite_sql(bench):
    """migrations in both directions; pgTAP on the result"""
    env = bench.cluster()
    socket = Path(env["LIFTMARK_TEST_CLUSTER"]) / "socket"
    port = (socket.parent / "port").read_text().strip()
    migrations = tap_count(*capture("tests/sql/migrations", socket, port, env=env))

    server = ["--host", socket, "--port", port, "--username", "postgres"]
    call("createdb", *server, "--template", env["LIFTMARK_TEST_TEMPLATE"], "--owner", "liftmark_maintenance", "pgtap")
    call("psql", *server, "--no-psqlrc", "--quiet", "--command", "CREATE SCHEMA tap",
         "--command", "CREATE EXTENSION pgtap SCHEMA tap", "pgtap")
    tests = sorted((REPOSITORY / "tests" / "sql").glob("*.sql"))
    asserted = tap_count(*capture("pg_prove", "--verbose", *server, "--dbname", "pgtap", *tests,
                                  env={**env, "PGOPTIONS": "-c search_path=public,tap"}))
    return migrations + asserted


def suite_e2e(bench):
    """real clients against the services"""
    build("dev")
    bench.npm()
    output, code = capture("node", "--test", "--test-reporter=tap", cwd=E2E, env=bench.services("dev"))
    passed, failed = (int(re.search(rf"^# {word} (\d+)", output, re.M)[1]) for word in ("pass", "fail"))
    if code != 0:
        say(output)
    return Count(passed, max(failed, int(code != 0)))


def suite_corpus(_):
    """the builders, judged by the documents of LIFTMARK_CORPUS"""
    if "LIFTMARK_CORPUS" not in os.environ:
        return Count(note="skipped: LIFTMARK_CORPUS is not set")
    documents = Path(os.environ["LIFTMARK_CORPUS"]).resolve()
    extracted = REPOSITORY / "build" / "corpus"
    call("tests/corpus/extract", documents / "docs", extracted, env={**os.environ, "LIFTMARK_PRESET": "dev"})
    total = Count()
    for kind, bar in CORPUS_BARS.items():
        output, _code = capture("python3", documents / "score.py", "--max", "40", documents / "expected" / kind,
                                extracted / kind)
        overall = re.search(r"^OVERALL.*?([\d.]+)%", output, re.M)
        met = overall is not None and float(overall[1]) >= bar
        say(f"{kind}: {overall[1] if overall else '?'} %, bar {bar:g} %" + ("" if met else f"\n{output}"))
        total += one(met)
    return total


def suite_asan(bench):
    """markdown, views and pg under AddressSanitizer and UndefinedBehaviorSanitizer"""
    return run_sanitized(bench, "asan", {"markdown", "views", "pg"}, {
        "ASAN_OPTIONS": "detect_stack_use_after_return=1",
        "UBSAN_OPTIONS": "print_stacktrace=1"})


def suite_tsan(bench):
    """async and pg under ThreadSanitizer"""
    return run_sanitized(bench, "tsan", {"async", "pg"}, {
        "TSAN_OPTIONS": f"suppressions={REPOSITORY}/tests/support/tsan.supp:halt_on_error=1"})


def run_sanitized(bench, preset, areas, options):
    configure(preset)
    # The folders of an area: views, views_plan, ...
    found = list(programs(preset, lambda labels: any(label.split("_")[0] in areas for label in labels)))
    build(preset, *(name for name, _path in found))
    return run_programs(found, {**bench.cluster(), **options})


def suite_fuzz(_):
    """each libFuzzer target for a short while, the same way each time"""
    build("fuzz", "tests/fuzz/all")
    built = (REPOSITORY / "build" / "fuzz" / "fuzz").glob("*")
    targets = sorted(path for path in built if path.is_file() and os.access(path, os.X_OK))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(fuzz_one, targets))
    return sum(results, Count()) if results else Count(failed=1, note="no fuzz targets")


def fuzz_one(target):
    # What is found depends on the inputs, the seed and the addresses: all are the same each time.
    found = target.parent / "found" / target.name
    shutil.rmtree(found, ignore_errors=True)
    found.mkdir(parents=True)
    seeds = REPOSITORY / "tests" / "fuzz" / "corpus" / target.name
    output, code = capture("setarch", "--addr-no-randomize", target, "-seed=1", f"-max_total_time={FUZZ_SECONDS}",
                           "-timeout=10", f"-artifact_prefix={found}/", found,
                           *([seeds] if seeds.is_dir() else []))
    runs = re.search(r"^Done (\d+) runs", output, re.M)
    say(f"{target.name}: {runs[1]} runs" if runs and code == 0 else f"{target.name}:\n{output[-8000:]}")
    return one(code == 0)


# In the order in which they run: what is quick to fail comes first.
SUITES = {suite.__name__.removeprefix("suite_"): suite for suite in (
    suite_format, suite_proto, suite_unit, suite_sql, suite_integration, suite_e2e, suite_corpus, suite_asan, suite_tsan,
    suite_fuzz)}


def main(wanted):
    if "--help" in wanted:
        for name, suite in SUITES.items():
            say(f"{name:12} {suite.__doc__}")
        return 0
    unknown = [name for name in wanted if name not in SUITES]
    if unknown:
        print(f"no such suite: {' '.join(unknown)}; there are: {' '.join(SUITES)}", file=sys.stderr)
        return 2

    # Ended from outside, it takes its PostgreSQL and services along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    summary, total = [], Count()
    with Workbench() as bench:
        for name in wanted or SUITES:
            say(f"==> {name}")
            began = time.monotonic()
            try:
                count = SUITES[name](bench)
            except subprocess.CalledProcessError as error:
                count = Count(failed=1, note=f"failed: {error}")
            summary.append(f"{name:12} {str(count):60} {time.monotonic() - began:6.1f} s")
            say(summary[-1])
            total += count
    say("\n" + "\n".join(summary) + "\n")
    say(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
