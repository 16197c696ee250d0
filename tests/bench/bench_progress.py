"""GetExerciseProgress over five years of three workouts a week, a third of them in the archive, among other users' workouts."""
import subprocess

from bench_get_workout import markdown
from lab import BUILD, Figure, call, cpu_seconds, median, run, text_field

USERS = 50
WORKOUTS = 5 * 52 * 3
CALLS = 200
METHOD = "liftmark.workouts.v1.WorkoutService/GetExerciseProgress"
ARCHIVE = "liftmark.workouts.v1.WorkoutService/ArchiveWorkouts"
ARCHIVED_BEFORE = "2022-09-01"
ROLE = "liftmark_workouts"


def figures(lab):
    lab.build("unary_latency")
    database = lab.database()
    users = database.sql(f"INSERT INTO users SELECT gen_random_uuid() FROM generate_series(1, {USERS}) RETURNING user_id").split()
    # Written in the order of days, as in life: a user's workouts lie far apart.
    database.sql(f"""
        INSERT INTO workouts (user_id, workout_date, markdown)
        SELECT user_id, date '2021-01-04' + 7 * (n / 3) + 2 * (n % 3), $md${markdown()}$md$
        FROM generate_series(0, {WORKOUTS - 1}) n, unnest('{{{",".join(users)}}}'::uuid[]) user_id
        ORDER BY n""")
    service = lab.service("workouts")
    requests = [text_field(1, user) + text_field(2, "Barbell bench press") for user in users]
    for request in requests:  # the first reading builds, and is filled behind its answer, some rows at a time
        database.wait_for(f"SELECT count(*) FROM workouts WHERE user_id = '{request[2:38].decode()}'"
                          " AND cached_revision IS NULL", "0", lambda: call(service.port, METHOD, request))
    call(service.port, ARCHIVE, text_field(1, ARCHIVED_BEFORE))
    database.sql("VACUUM ANALYZE workouts, workouts_archive")

    processes = [service.pid, *database.backends(ROLE)]
    before = sum(cpu_seconds(pid) for pid in processes)
    took = run(BUILD / "bench" / "unary_latency", f"127.0.0.1:{service.port}", METHOD,
               input="".join(f"{requests[n % USERS].hex()}\n" for n in range(CALLS)), stdout=subprocess.PIPE).stdout
    cpu = (sum(cpu_seconds(pid) for pid in processes) - before) / CALLS * 1e6
    yield Figure("progress.workouts", WORKOUTS)
    yield Figure("progress.reply", len(call(service.port, METHOD, requests[0])), " bytes")
    yield Figure("progress.p50", median(map(float, took.split())), " us")
    yield Figure("progress.cpu", cpu, " us")
