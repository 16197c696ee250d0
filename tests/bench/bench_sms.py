"""StreamSms: the texts of a morning for 200,000 users, against a bare libpq read of the same rows."""
import subprocess

from bench_get_workout import markdown
from lab import BUILD, Figure, call, median, peak_rss_mib, run, text_field

USERS = 200_000
ROUNDS = 5
DATE = "2026-03-02"
STREAM = "liftmark.workouts.v1.WorkoutService/StreamSms"
GET = "liftmark.workouts.v1.WorkoutService/GetWorkout"
VIEW_SMS = b"\x20\x04"


def rows_per_second(*command):
    rows, speed = run(*command, stdout=subprocess.PIPE).stdout.split()
    if int(rows) != USERS:
        raise RuntimeError(f"{command[0]}: {rows} rows, not {USERS}")
    return float(speed)


def figures(lab):
    lab.build("stream_sms", "libpq_rows")
    database = lab.database()
    user = database.create_user()
    database.sql(f"INSERT INTO workouts (user_id, workout_date, markdown) VALUES ('{user}', '{DATE}', $md${markdown()}$md$)")
    service = lab.service("workouts")
    call(service.port, GET, text_field(1, user) + text_field(3, DATE) + VIEW_SMS)
    database.wait_for("SELECT count(*) FROM workouts WHERE cached_revision = revision", "1")
    # Everybody has what the service has built for the first one.
    database.sql(f"""
        ALTER TABLE workouts DISABLE TRIGGER USER;
        WITH new AS (INSERT INTO users SELECT gen_random_uuid() FROM generate_series(2, {USERS}) RETURNING user_id)
        INSERT INTO workouts (user_id, workout_date, markdown, view, sms_message, cached_revision, cache_version)
        SELECT new.user_id, workout_date, markdown, view, sms_message, cached_revision, cache_version FROM workouts, new;
        ALTER TABLE workouts ENABLE TRIGGER USER;
        VACUUM ANALYZE workouts""")
    text = int(database.sql("SELECT max(octet_length(sms_message)) FROM workouts"))

    stream = [BUILD / "bench" / "stream_sms", f"127.0.0.1:{service.port}", DATE]
    floor = [BUILD / "bench" / "libpq_rows", database.conninfo("liftmark_workouts"),
             f"SELECT user_id, id, sms_message FROM workouts WHERE workout_date = '{DATE}' ORDER BY user_id"]
    # The table has this morning alone, which PostgreSQL reads from end to end by two workers, one a core. A stream is
    # read by one.
    alone = [floor[0], f"{floor[1]} options='-c max_parallel_workers_per_gather=0'", floor[2]]
    rows_per_second(*stream)
    streamed, floors, ratios, ratios_alone = [], [], [], []
    for _ in range(ROUNDS):
        streamed.append(rows_per_second(*stream))
        floors.append(rows_per_second(*floor))
        ratios.append(streamed[-1] / floors[-1])
        ratios_alone.append(streamed[-1] / rows_per_second(*alone))
    yield Figure("sms.text", text, " bytes")
    yield Figure("sms.stream", median(streamed), " rows/s")
    yield Figure("sms.libpq", median(floors), " rows/s")
    yield Figure("sms.ratio", median(ratios), at_least=0.5)
    yield Figure("sms.ratio-one-worker", median(ratios_alone))
    yield Figure("sms.peak-rss", peak_rss_mib(service.pid), " MiB", at_most=64)
