"""BatchUpsertWorkouts of a new week, against seven CreateWorkout one after the other, and against libpq writing the same rows in one
transaction. One client each; every commit waits for the disk."""
import subprocess

from bench_get_workout import markdown
from lab import BUILD, Figure, median, message_field, run, text_field

DAYS = [f"2026-03-{day:02}" for day in range(2, 9)]
WEEKS = 100  # of each, a round; of users of their own
ROUNDS = 5
SERVICE = "liftmark.workouts.v1.WorkoutService"
AUTHOR = text_field(1, "agent:bench")


def create(user, date):
    return (text_field(1, user) + text_field(3, date) + message_field(4, markdown().encode()) + message_field(7, AUTHOR))


def batch(user):
    days = b"".join(message_field(2, text_field(1, date) + message_field(2, markdown().encode())) for date in DAYS)
    return text_field(1, user) + days + message_field(4, AUTHOR)


def figures(lab):
    lab.build("unary_latency", "libpq_week")
    database = lab.database()
    service = lab.service("workouts")

    def users():
        return database.sql(f"INSERT INTO users SELECT gen_random_uuid() FROM generate_series(1, {WEEKS}) RETURNING user_id").split()

    def took(*command, lines):
        return [float(line) for line in run(*command, input="".join(f"{line}\n" for line in lines),
                                            stdout=subprocess.PIPE).stdout.split()]

    def calls(method, requests):
        return took(BUILD / "bench" / "unary_latency", f"127.0.0.1:{service.port}", f"{SERVICE}/{method}",
                    lines=[request.hex() for request in requests])

    model = database.create_user()
    calls("BatchUpsertWorkouts", [batch(model)])
    batches, singles, floors = [], [], []
    for _ in range(ROUNDS):
        batches.append(median(calls("BatchUpsertWorkouts", map(batch, users()))))
        each = calls("CreateWorkout", [create(user, date) for user in users() for date in DAYS])
        singles.append(median([sum(each[first:first + len(DAYS)]) for first in range(0, len(each), len(DAYS))]))
        floors.append(median(took(BUILD / "bench" / "libpq_week", database.conninfo("liftmark_workouts"), model, lines=users())))
    written = int(database.sql("SELECT count(*) FROM workout_revisions WHERE revision = 1"))
    if written != (3 * ROUNDS * WEEKS + 1) * len(DAYS):
        raise RuntimeError(f"{written} workouts were written, not {(3 * ROUNDS * WEEKS + 1) * len(DAYS)}")
    yield Figure("batch.week", median(batches), " us")
    yield Figure("batch.seven-singles", median(singles), " us")
    yield Figure("batch.libpq", median(floors), " us")
    yield Figure("batch.singles/week", median([single / week for single, week in zip(singles, batches)]), at_least=3)
    yield Figure("batch.week/libpq", median([week / floor for week, floor in zip(batches, floors)]))
