"""RebuildCaches of 200,000 workouts under load: what it does to reads of warm ones that go on beside it."""
import subprocess
import time

from bench_get_workout import METHOD as READ
from bench_get_workout import VIEW_STRUCTURED, markdown
from lab import BUILD, Figure, frame, median, run, text_field

WORKOUTS = 200_000
DAYS_A_USER = 100
READ_WORKOUTS = 1_000
PER_SECOND = 500
REBUILD = "liftmark.workouts.v1.WorkoutService/RebuildCaches"
COLD = "cached_revision IS DISTINCT FROM revision"


def figures(lab):
    lab.build("liftmark-workouts", "unary_latency")
    database = lab.database()
    database.sql(f"INSERT INTO users SELECT gen_random_uuid() FROM generate_series(1, {WORKOUTS // DAYS_A_USER})")
    database.sql(
        "INSERT INTO workouts (user_id, workout_date, markdown)"
        f" SELECT user_id, date '2026-01-01' + day, $md${markdown()}$md$ FROM users, generate_series(1, {DAYS_A_USER}) day")
    service = lab.service("workouts", "--max_deadline_ms=3600000")
    rows = database.sql(f"SELECT user_id, id FROM workouts ORDER BY id LIMIT {READ_WORKOUTS}").splitlines()
    keys = [row.split("|") for row in rows]
    requests = "".join(f"{(text_field(1, user) + text_field(2, workout) + VIEW_STRUCTURED).hex()}\n" for user, workout in keys)

    def reads():
        """Microseconds of each read, sorted."""
        took = run(BUILD / "bench" / "unary_latency", f"127.0.0.1:{service.port}", READ, input=requests,
                   stdout=subprocess.PIPE).stdout
        return sorted(map(float, took.split()))

    # Theirs are fresh before anything is measured.
    database.wait_for(f"SELECT count(*) FROM workouts WHERE id <= '{keys[-1][1]}' AND {COLD}", "0", reads)
    alone = [reads() for _ in range(5)]

    begun = time.monotonic()
    rebuild = lab.start("curl", "-sN", "--http2-prior-knowledge", "-H", "content-type: application/grpc", "-H", "te: trailers",
                        "--data-binary", "@-", f"http://127.0.0.1:{service.port}/{REBUILD}", stdin=subprocess.PIPE,
                        stdout=subprocess.DEVNULL)
    rebuild.stdin.write(frame(b"\x10" + varint(PER_SECOND)))
    rebuild.stdin.close()
    during = []
    while rebuild.poll() is None:
        during.append(reads())
    took = time.monotonic() - begun
    left = int(database.sql(f"SELECT count(*) FROM workouts WHERE {COLD}"))
    if left or not during:
        raise RuntimeError(f"the rebuild left {left} workouts cold, and {len(during)} rounds of reads were measured")

    quiet, busy = (median(median(took) for took in rounds) for rounds in (alone, during))
    yield Figure("rebuild.workouts", WORKOUTS)
    yield Figure("rebuild.rate", (WORKOUTS - READ_WORKOUTS) / took, "/s")
    yield Figure("rebuild.read-alone", quiet, " us")
    yield Figure("rebuild.read-during", busy, " us")
    yield Figure("rebuild.read-during-p99", median(took[len(took) * 99 // 100] for took in during), " us")
    yield Figure("rebuild.during/alone", busy / quiet, at_most=1.5)


def varint(number):
    encoded = b""
    while number > 0x7F:
        encoded += bytes([number & 0x7F | 0x80])
        number >>= 7
    return encoded + bytes([number])
