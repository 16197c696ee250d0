"""A warm GetWorkout of about 3 KB: CPU of the service and its backends, against the floors of gRPC and of libpq, and against a
Node service that does the same."""
import subprocess

import point_read
from lab import REPOSITORY, Figure, Service, call, free_port, median, peak_rss_mib, text_field

METHOD = "liftmark.workouts.v1.WorkoutService/GetWorkout"
VIEW_STRUCTURED = b"\x20\x02"
NODE_REQUESTS = 10_000
NODE_ROUNDS = 3


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
    database = lab.database()
    user = database.create_user()
    workout = database.sql(
        f"INSERT INTO workouts (user_id, workout_date, markdown) VALUES ('{user}', '2026-03-02', $md${markdown()}$md$)"
        " RETURNING id").strip()
    service = lab.service("workouts")
    request = text_field(1, user) + text_field(2, workout) + VIEW_STRUCTURED
    cold = call(service.port, METHOD, request)
    database.wait_for("SELECT count(*) FROM workouts WHERE cached_revision = revision", "1")
    reply = call(service.port, METHOD, request)
    if reply != cold:
        raise RuntimeError("the cached reply is not the built one")

    yield from point_read.figures(
        lab, "get-workout", service, "liftmark_workouts", METHOD, request, reply,
        "SELECT view FROM workouts WHERE user_id = $1 AND id = $2", [user, workout])
    yield Figure("get-workout.peak-rss-at-128-in-flight", peak_rss_mib(service.pid), " MiB", at_most=64)
    yield Figure("get-workout.backends", len(database.backends("liftmark_workouts")), at_most=8)

    node = node_service(lab)
    node_reply = len(call(node.port, METHOD, request))
    ratios = []
    for _ in range(NODE_ROUNDS):
        ours = point_read.cpu(lab, service, "liftmark_workouts", METHOD, request, len(reply), NODE_REQUESTS)
        theirs = point_read.cpu(lab, node, "postgres", METHOD, request, node_reply, NODE_REQUESTS)
        ratios.append(ours / theirs)
    yield Figure("get-workout.node-cpu", theirs, " us")
    yield Figure("get-workout.ratio-to-node", median(ratios), at_most=0.2)


def node_service(lab):
    lab.npm()
    port = free_port()
    process = lab.start("node", REPOSITORY / "tests" / "bench" / "node_service.js", f"127.0.0.1:{port}", lab.database().url(),
                        REPOSITORY / "proto", stdout=subprocess.PIPE)
    process.stdout.readline()
    return Service(process, port)
