"""A warm GetWorkout of about 3 KB: CPU of the service and its backends, against the floors of gRPC and of libpq."""
import subprocess
import tempfile

from lab import BUILD, Figure, call, cpu_seconds, free_port, load, median, peak_rss_mib, run, text_field

REQUESTS = 30_000
ROUNDS = 5
METHOD = "liftmark.workouts.v1.WorkoutService/GetWorkout"
VIEW_STRUCTURED = b"\x20\x02"


def markdown():
    exercises = "".join(
        f"### {number}. {name}\n**Target:** 4 × 6 @ RPE 8\n"
        + "".join(f"- **Set {n}:** {weight + 5 * n} lb × 6 (RPE {6 + n / 2:g})\n" for n in range(1, 6))
        + "**Rest:** 2-3 minutes between sets\n**Notes:** Leave one repetition in reserve and keep the tempo.\n\n"
        for number, (name, weight) in enumerate(
            [("Barbell Bench Press", 135), ("Barbell Row", 115), ("Overhead Press", 75), ("Pull-Up", 10),
             ("Dumbbell Curl", 25), ("Cable Face Pull", 40), ("Romanian Deadlift", 155), ("Goblet Squat", 50)], 1))
    return (f"# Workout - Monday, March 2, 2026\n**Focus:** Full Body\n\n## Warm-Up (8 minutes)\n1. Row: 5 minutes\n\n"
            f"## Main Workout\n\n{exercises}## Cool Down (5 minutes)\n1. Walk: 5 minutes\n\n## Notes\n- Steady.\n")


def figures(lab):
    lab.build("liftmark-workouts", "echo_server", "libpq_floor")
    database = lab.database()
    user = database.create_user()
    workout = database.sql(
        f"INSERT INTO workouts (user_id, workout_date, markdown) VALUES ('{user}', '2026-03-02', $md${markdown()}$md$)"
        " RETURNING id").strip()
    service = lab.service("workouts")
    request = text_field(1, user) + text_field(2, workout) + VIEW_STRUCTURED
    cold = call(service.port, METHOD, request)
    while database.sql("SELECT count(*) FROM workouts WHERE cached_revision = revision").strip() != "1":
        pass
    reply = call(service.port, METHOD, request)
    if reply != cold:
        raise RuntimeError("the cached reply is not the built one")

    with tempfile.NamedTemporaryFile() as echoed:
        echoed.write(reply)
        echoed.flush()
        echo_port = free_port()
        echo = lab.start(BUILD / "bench" / "echo_server", f"127.0.0.1:{echo_port}", echoed.name, stdout=subprocess.PIPE)
        echo.stdout.readline()

    load(service.port, METHOD, request, REQUESTS // 4, len(reply))
    backends = database.backends("liftmark_workouts")
    served, floors, ratios = [], [], []
    for _ in range(ROUNDS):
        before = sum(cpu_seconds(pid) for pid in [service.pid, *backends])
        load(service.port, METHOD, request, REQUESTS, len(reply))
        served.append((sum(cpu_seconds(pid) for pid in [service.pid, *backends]) - before) / REQUESTS * 1e6)

        before = cpu_seconds(echo.pid)
        load(echo_port, "liftmark.bench.Echo/Echo", request, REQUESTS, len(reply))
        echo_us = (cpu_seconds(echo.pid) - before) / REQUESTS * 1e6
        floor = run(BUILD / "bench" / "libpq_floor", database.conninfo("liftmark_workouts"),
                    "SELECT view FROM workouts WHERE user_id = $1 AND id = $2", user, workout, REQUESTS, 128,
                    stdout=subprocess.PIPE).stdout
        floors.append(echo_us + sum(map(float, floor.split())))
        ratios.append(served[-1] / floors[-1])

    yield Figure("get-workout.reply", len(reply), " bytes")
    yield Figure("get-workout.cpu", median(served), " us")
    yield Figure("get-workout.floor", median(floors), " us")
    yield Figure("get-workout.ratio", median(ratios), at_most=1.4)
    yield Figure("get-workout.peak-rss-at-128-in-flight", peak_rss_mib(service.pid), " MiB", at_most=64)
    yield Figure("get-workout.backends", len(backends), at_most=8)
