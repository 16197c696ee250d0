"""By which plans workouts are read among two million of them: what each read takes, and how many rows it fetches."""
import plan_log
from lab import REPOSITORY, Figure, call, message_field, number_field, text_field

USERS = 2_564
DAYS = 780  # five years of three workouts a week, of each user
FIRST_DATE = "2021-01-04"
LAST_DATE = "2025-12-26"
A_MORNING = "2024-03-04"
ARCHIVED_BEFORE = "2022-01-01"  # of the user who is read
FLEET_ARCHIVED_BEFORE = "2021-01-05"
ROLE = "liftmark_workouts"
SERVICE = "liftmark.workouts.v1.WorkoutService"
PLANS = REPOSITORY / "build" / "workout_plans.txt"
LIFTS = ["Barbell Bench Press", "Back Squat", "Deadlift", "Overhead Press", "Barbell Row", "Pull-Up", "Romanian Deadlift",
         "Incline Bench Press", "Front Squat", "Dumbbell Curl", "Hip Thrust", "Cable Face Pull"]


def markdown(number):
    """One of twelve workouts of three lifts each."""
    exercises = "".join(
        f"### {place}. {LIFTS[(number + 5 * place) % len(LIFTS)]}\n"
        + "".join(f"- **Set {n}:** {95 + 5 * number + 5 * n} lb × 6 (RPE 7)\n" for n in range(1, 4)) + "\n"
        for place in range(1, 4))
    return (f"# Workout\n**Focus:** Day {number}\n\n## Warm-Up (8 minutes)\n1. Row: 5 minutes\n\n## Main Workout\n\n{exercises}"
            "## Cool Down (5 minutes)\n1. Walk: 5 minutes\n")


def seed(lab, database):
    """The users. What the service builds of twelve workouts, everybody has in turn, written in the order of days, as in life: a user's
    workouts lie far apart. A few mention a shoulder."""
    model = database.create_user()
    service = lab.service("workouts")
    for number in range(len(LIFTS)):
        call(service.port, f"{SERVICE}/CreateWorkout",
             text_field(1, model) + text_field(3, f"1999-01-{number + 1:02}") + message_field(4, markdown(number).encode())
             + message_field(7, text_field(1, "agent:bench")))
    users = database.sql(f"INSERT INTO users SELECT gen_random_uuid() FROM generate_series(1, {USERS}) RETURNING user_id").split()
    indexes = "indexdef LIKE '%USING gin%' AND tablename = 'workouts'"
    rebuilt = database.sql(f"SELECT indexdef FROM pg_indexes WHERE {indexes}").replace("\n", ";\n")
    dropped = database.sql(f"SELECT 'DROP INDEX ' || indexname || ';' FROM pg_indexes WHERE {indexes}")
    columns = ("structured_workout, sms_message, exercise_list, exercise_keys, total_volume_lbs, total_sets,"
               " estimated_duration_min, view, cached_revision, cache_version")
    database.sql(f"""
        SET session_replication_role = replica;
        SET maintenance_work_mem = '1GB';
        {dropped}
        INSERT INTO workouts (user_id, workout_date, workout_type, completed_at, markdown, {columns})
        SELECT day.user_id, day.workout_date, model.workout_type, CASE WHEN day.n % 10 > 0 THEN day.workout_date END,
               model.markdown || CASE WHEN day.n % 97 = 0 THEN E'\\n## Notes\\n- Left shoulder twinges.\\n' ELSE '' END, {columns}
        FROM (SELECT users.user_id, n, date '{FIRST_DATE}' + 7 * (n / 3) + 2 * (n % 3) AS workout_date
              FROM generate_series(0, {DAYS - 1}) n, users WHERE user_id <> '{model}' ORDER BY n) day
        JOIN workouts model ON model.user_id = '{model}'
                           AND model.workout_date = date '1999-01-01' + day.n % {len(LIFTS)};
        {rebuilt}""")
    user = users[USERS // 2]
    call(service.port, f"{SERVICE}/ArchiveWorkouts", text_field(1, ARCHIVED_BEFORE) + text_field(2, user))
    database.sql("VACUUM ANALYZE workouts; VACUUM ANALYZE workouts_archive")
    return user


def reads(user, workout):
    of_user = text_field(1, user)
    a_month = text_field(2, "2024-03-01") + text_field(3, "2024-03-31")
    holds_squat = message_field(7, b'{"exercises": [{"key": "back squat"}]}')
    structured = number_field(4, 2)
    return {
        "by-id": ("GetWorkout", of_user + text_field(2, workout) + structured),
        "by-date": ("GetWorkout", of_user + text_field(3, A_MORNING) + structured),
        "archived-by-date": ("GetWorkout", of_user + text_field(3, FIRST_DATE) + structured),
        "list": ("ListWorkouts", of_user),
        "list-open-of-exercise": ("ListWorkouts", of_user + number_field(5, 0) + text_field(6, "Back squat")),
        "list-month-of-all": ("ListWorkouts", a_month + text_field(6, "Back squat")),
        "list-containing": ("ListWorkouts", of_user + holds_squat),
        "search-common-word": ("SearchWorkouts", of_user + text_field(2, "minutes")),
        "search-lift": ("SearchWorkouts", of_user + text_field(2, "bench press")),
        "search-rare-word": ("SearchWorkouts", of_user + text_field(2, "shoulder")),
        "search-absent-word": ("SearchWorkouts", of_user + text_field(2, "kettlebell")),
        "search-exercise": ("SearchWorkouts", of_user + text_field(3, "Bench press")),
        "progress": ("GetExerciseProgress", of_user + text_field(2, "Bench press")),
        "sms": ("StreamSms", text_field(1, A_MORNING)),
        "archive": ("ArchiveWorkouts", text_field(1, FLEET_ARCHIVED_BEFORE)),
    }


def figures(lab):
    database = lab.database()
    user = seed(lab, database)
    workout = database.sql(f"SELECT id FROM workouts WHERE user_id = '{user}' AND workout_date = '{LAST_DATE}'").strip()
    plan_log.log_plans(database, ROLE)
    service = lab.service("workouts")
    yield Figure("workout-plans.workouts", int(database.sql("SELECT count(*) FROM workouts")))
    with PLANS.open("w") as written:
        for name, (method, message) in reads(user, workout).items():
            def read():
                call(service.port, f"{SERVICE}/{method}", message)

            if method != "ArchiveWorkouts":
                read()  # what is measured finds its pages in memory
            plans = plan_log.plans_of(database, read)
            for plan in plans:
                written.write(f"== {name}: {plan.milliseconds} ms, {plan.rows_fetched} rows\n{plan.text}\n")
            yield Figure(f"workout-plans.{name}", sum(plan.milliseconds for plan in plans), " ms")
            yield Figure(f"workout-plans.{name}.rows", sum(plan.rows_fetched for plan in plans))
