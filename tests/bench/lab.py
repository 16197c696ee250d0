"""What benches stand on: a PostgreSQL, services, load, and CPU time of processes. Talks to 127.0.0.1 only."""
import collections
import contextlib
import dataclasses
import os
import re
import shlex
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
BUILD = REPOSITORY / "build" / "release"
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass
class Figure:
    """One measured number. `bar` is met from below ("at most") or above ("at least"); None is information."""

    name: str
    value: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None

    def __str__(self):
        if self.at_most is not None:
            bar, met = f"<={self.at_most:g}", self.value <= self.at_most
        elif self.at_least is not None:
            bar, met = f">={self.at_least:g}", self.value >= self.at_least
        else:
            bar, met = "-", True
        return f"{self.name}  {self.value:.4g}{self.unit}  {bar}  {'ok' if met else 'short'}"


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, text=True, **options)


def cpu_seconds(pid):
    """User and system time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def peak_rss_mib(pid):
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def median(values):
    return statistics.median(values)


class Lab:
    """Starts what is asked for and stops it in the end."""

    def __enter__(self):
        self._stack = contextlib.ExitStack()
        self._built = set()
        self._database = None
        return self

    def __exit__(self, *_):
        self._stack.close()

    def build(self, *targets):
        """Builds programs for release, each once."""
        missing = [target for target in targets if target not in self._built]
        if not missing:
            return
        run("cmake", "--preset", "release", cwd=REPOSITORY, stdout=subprocess.DEVNULL)
        run("cmake", "--build", BUILD, "--target", *missing, stdout=subprocess.DEVNULL)
        self._built.update(missing)

    @staticmethod
    def npm():
        """Installs what package.json names."""
        bench = REPOSITORY / "tests" / "bench"
        installed, lock = bench / "node_modules" / ".package-lock.json", bench / "package-lock.json"
        if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
            run("npm", "ci", "--no-audit", "--no-fund", cwd=bench, stdout=subprocess.DEVNULL)

    def database(self):
        """A migrated database of its own."""
        if self._database is None:
            directory = tempfile.mkdtemp(prefix="lm-bench-", dir="/tmp")
            self._stack.callback(shutil.rmtree, directory, ignore_errors=True)
            cluster = REPOSITORY / "tests" / "support" / "cluster"
            exports = run(cluster, "start", directory, "fsync=on", "synchronous_commit=on", stdout=subprocess.PIPE).stdout
            self._stack.callback(run, cluster, "stop", directory)
            settings = dict(shlex.split(line)[1].split("=", 1) for line in exports.splitlines())
            self._database = Database(settings["LIFTMARK_TEST_DATABASE"], settings["LIFTMARK_TEST_TEMPLATE"])
        return self._database

    def start(self, *command, ready=None, **options):
        """A process that is ended with the lab. `ready` is waited for, 30 seconds at most."""
        process = subprocess.Popen([str(part) for part in command], **options)
        self._stack.callback(self._end, process)
        deadline = time.monotonic() + 30
        while ready is not None and not ready():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[0]} did not get ready")
            time.sleep(0.05)
        return process

    def service(self, name, *flags):
        """A service on free ports, once it is ready."""
        self.build(f"liftmark-{name}")
        listen, metrics = free_port(), free_port()
        process = self.start(
            BUILD / "bin" / f"liftmark-{name}", f"--listen=127.0.0.1:{listen}", f"--metrics=127.0.0.1:{metrics}",
            f"--database={self.database().conninfo(f'liftmark_{name}')}", "--log_level=warn", *flags,
            ready=lambda: "liftmark_ready 1" in fetch(f"http://127.0.0.1:{metrics}/metrics"))
        return Service(process, listen)

    @staticmethod
    def _end(process):
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


@dataclasses.dataclass
class Service:
    process: subprocess.Popen
    port: int

    @property
    def pid(self):
        return self.process.pid


class Database:
    def __init__(self, superuser, template):
        self._superuser = superuser
        self._name = "bench"
        self._psql("postgres", f'CREATE DATABASE "{self._name}" TEMPLATE "{template}"')

    def conninfo(self, role="postgres"):
        return re.sub(r"user=\S+", f"user={role}", re.sub(r"dbname=\S+", f"dbname={self._name}", self._superuser))

    def url(self):
        """The same for clients that read no conninfo; the superuser's."""
        settings = dict(setting.split("=", 1) for setting in shlex.split(self._superuser))
        return f"postgresql://{settings['user']}@/{self._name}?host={settings['host']}&port={settings['port']}"

    @property
    def log(self):
        """What PostgreSQL writes down."""
        socket_directory = Path(dict(setting.split("=", 1) for setting in shlex.split(self._superuser))["host"])
        return socket_directory.parent / "postgres" / "server.log"

    def sql(self, statement):
        """The output of psql: a line a row."""
        return self._psql(self._name, statement)

    def wait_for(self, statement, answer, meanwhile=lambda: None):
        """Until the statement answers so, two minutes at most; `meanwhile` is done before each further look."""
        deadline = time.monotonic() + 120
        while (found := self.sql(statement).strip()) != answer:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{statement}: {found}, not {answer}")
            meanwhile()

    def create_user(self):
        user = str(uuid.uuid4())
        self.sql(f"INSERT INTO users (user_id) VALUES ('{user}')")
        return user

    def backends(self, role):
        """Process ids of a role's connections."""
        return [int(pid) for pid in self.sql(
            f"SELECT pid FROM pg_stat_activity WHERE usename = '{role}' AND pid <> pg_backend_pid()").split()]

    def _psql(self, database, statement):
        conninfo = re.sub(r"dbname=\S+", f"dbname={database}", self._superuser)
        return run("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", conninfo, input=statement,
                   stdout=subprocess.PIPE).stdout


def fetch(url, *options):
    """What curl gets, as text; empty where nobody answers."""
    done = subprocess.run(["curl", "-s", *options, url], stdout=subprocess.PIPE)
    return done.stdout.decode(errors="replace")


def frame(message):
    """A gRPC message as it goes over the wire."""
    return b"\0" + len(message).to_bytes(4, "big") + message


def text_field(number, text):
    """A protobuf field of type string, shorter than 128 bytes."""
    return bytes([number << 3 | 2, len(text)]) + text.encode()


def varint(number):
    encoded = b""
    while number > 0x7F:
        encoded += bytes([number & 0x7F | 0x80])
        number >>= 7
    return encoded + bytes([number])


def number_field(number, value):
    """A protobuf field of a whole number or an enum, not negative."""
    return varint(number << 3) + varint(value)


def message_field(number, message):
    return varint(number << 3 | 2) + varint(len(message)) + message


def fields(message):
    """The fields of a protobuf message that has numbers, texts and messages: lists by number."""
    found, at = collections.defaultdict(list), 0

    def read():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(message):
        key = read()
        value = read()
        if key & 7 == 2:
            at += value
            value = message[at - value:at]
        found[key >> 3].append(value)
    return found


def call(port, method, message):
    """One gRPC call; the bytes of its reply."""
    with tempfile.NamedTemporaryFile() as body:
        body.write(frame(message))
        body.flush()
        reply = subprocess.run(
            ["curl", "-s", "--http2-prior-knowledge", "-H", "content-type: application/grpc", "-H", "te: trailers",
             "--data-binary", f"@{body.name}", f"http://127.0.0.1:{port}/{method}"],
            check=True, stdout=subprocess.PIPE).stdout
    if len(reply) < 5:
        raise RuntimeError(f"{method} answered no message")
    return reply[5:]


def load(port, method, message, requests, reply_bytes, connections=8, streams=16):
    """Sends `requests` calls with h2load and checks that each answered `reply_bytes`. Returns calls per second."""
    with tempfile.NamedTemporaryFile() as body:
        body.write(frame(message))
        body.flush()
        output = run("h2load", "-n", requests, "-c", connections, "-m", streams, "-t", 1, "-d", body.name,
                     "-H", "content-type: application/grpc", "-H", "te: trailers",
                     f"http://127.0.0.1:{port}/{method}", stdout=subprocess.PIPE).stdout
    # h2load counts HTTP statuses only: a call that failed has no reply, and shows in the bytes.
    data = int(re.search(r"\((\d+)\) data", output)[1])
    if data != requests * (reply_bytes + 5):
        raise RuntimeError(f"{method}: {data} bytes of replies, not {requests * (reply_bytes + 5)}")
    return float(re.search(r"([\d.]+) req/s", output)[1])
