"""What suites stand on: commands, builds, a PostgreSQL and services of their own, and counts of tests."""
import contextlib
import dataclasses
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SUPPORT = REPOSITORY / "tests" / "support"
E2E = REPOSITORY / "tests" / "e2e"
PROGRAM_SECONDS = 600  # a test program that takes longer hangs


@dataclasses.dataclass
class Count:
    passed: int = 0
    failed: int = 0
    note: str = ""

    def __add__(self, other):
        return Count(self.passed + other.passed, self.failed + other.failed, self.note or other.note)

    def __str__(self):
        return self.note or f"{self.passed} passed, {self.failed} failed"


def one(passed):
    return Count(passed=1) if passed else Count(failed=1)


def say(text):
    print(text, flush=True)


def call(*command, cwd=REPOSITORY, env=None):
    """Shows what the command says; raises CalledProcessError where it fails."""
    subprocess.run([str(part) for part in command], cwd=cwd, env=env, check=True)


def capture(*command, cwd=REPOSITORY, env=None, seconds=PROGRAM_SECONDS):
    """What the command says on both channels, and its exit code; -1 when it had to be ended."""
    try:
        done = subprocess.run([str(part) for part in command], cwd=cwd, env=env, timeout=seconds,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        return done.stdout, done.returncode
    except subprocess.TimeoutExpired as expired:
        return f"{(expired.stdout or b'').decode(errors='replace')}\nended after {seconds} s", -1


def exports(*command, env=None):
    """The variables that a command prints as the shell's exports."""
    said = subprocess.run([str(part) for part in command], check=True, text=True, stdout=subprocess.PIPE, env=env).stdout
    return dict(shlex.split(line)[1].split("=", 1) for line in said.splitlines())


def configure(preset):
    output, code = capture("cmake", "--preset", preset)
    if code != 0:
        say(output)
        raise subprocess.CalledProcessError(code, f"cmake --preset {preset}")


def build(preset, *targets):
    """Builds some targets, or all."""
    configure(preset)
    call("cmake", "--build", "--preset", preset, *(["--target", *targets] if targets else []))


def programs(preset, wanted):
    """Name and path of the Catch2 programs whose labels `wanted` likes, of a configured build."""
    listed = subprocess.run(["ctest", "--test-dir", str(REPOSITORY / "build" / preset), "--show-only=json-v1"],
                            check=True, text=True, stdout=subprocess.PIPE).stdout
    for test in json.loads(listed)["tests"]:
        labels = next((p["value"] for p in test["properties"] if p["name"] == "LABELS"), [])
        if wanted(set(labels)):
            yield test["name"], REPOSITORY / "build" / preset / "tests" / test["name"]


def run_programs(found, env):
    """Runs Catch2 programs one by one. None at all is a failure: something has gone missing."""
    total = Count()
    for name, path in found:
        output, code = capture(path, env=env)
        count = catch_count(output, code)
        if count.failed:
            say(f"{name}:\n{output}")
        total += count
    return total if total.passed + total.failed else Count(failed=1, note="no test programs")


def catch_count(output, code):
    """Counts test cases by Catch2's last lines. A program that ends without them, or fails beside them, is one failure."""
    if passed := re.search(r"^All tests passed \(.* in (\d+) test cases?\)", output, re.M):
        count = Count(passed=int(passed[1]))
    else:
        cases = re.search(r"^test cases: .*", output, re.M)
        numbers = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed)\b(?! as)", cases[0])} if cases else {}
        count = Count(numbers.get("passed", 0), numbers.get("failed", 0))
    if code != 0 and not count.failed:
        count.failed = 1
    return count


def tap_count(output, code):
    """Counts the lines of TAP; a program that fails beside them is one failure."""
    count = Count(len(re.findall(r"^ok \d+", output, re.M)), len(re.findall(r"^not ok \d+", output, re.M)))
    if code != 0 and not count.failed:
        count.failed = 1
    if count.failed:
        say(output)
    return count


class Workbench:
    """Starts what suites ask for, once, and ends it with the block."""

    def __enter__(self):
        self._stack = contextlib.ExitStack()
        self._cluster = None
        self._npm = False
        return self

    def __exit__(self, *_):
        self._stack.close()

    def cluster(self):
        """The environment that leads tests to a migrated PostgreSQL."""
        if self._cluster is None:
            directory = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="liftmark-", dir="/tmp"))
            self._stack.callback(call, SUPPORT / "cluster", "stop", directory)
            self._cluster = {**os.environ, **exports(SUPPORT / "cluster", "start", directory)}
        return self._cluster

    def services(self, preset):
        """The environment that leads tests to the services of a build."""
        directory = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="liftmark-", dir="/tmp"))
        env = self.cluster()
        self._stack.callback(call, SUPPORT / "services", "stop", directory, env=env)
        return {**env, **exports(SUPPORT / "services", "start", directory, REPOSITORY / "build" / preset, env=env)}

    def npm(self):
        """The clients of tests/e2e, installed as its lock file says."""
        installed, lock = E2E / "node_modules" / ".package-lock.json", E2E / "package-lock.json"
        if not self._npm and (not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime):
            call("npm", "ci", "--no-audit", "--no-fund", cwd=E2E)
        self._npm = True
        return E2E / "node_modules" / ".bin"
