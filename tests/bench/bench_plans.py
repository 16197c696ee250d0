"""GetStructuredPlan and GetPlanWeek of a plan of 6 KB, warm and after a miss, and what activation costs, alone and contended."""
import subprocess
import time

import one_client
import point_read
from lab import BUILD, Figure, call, text_field

USERS = 1_000
CONTENDERS = 8  # plans of one user, each activated by a client of its own
ROUNDS = 200
ROLE = "liftmark_plans"
SERVICE = "liftmark.plans.v1.PlanService"
WEEK_6 = b"\x20\x06"
PHASES = ["Accumulation", "Intensification", "Realization", "Peak"]
DAYS = {
    "Monday - Lower": ["Back Squat", "Romanian Deadlift", "Leg Press", "Calf Raise"],
    "Tuesday - Upper": ["Bench Press", "Barbell Row", "Overhead Press", "Face Pull"],
    "Thursday - Lower": ["Deadlift", "Front Squat", "Walking Lunge", "Hanging Leg Raise"],
    "Friday - Upper": ["Incline Bench Press", "Pull-Up", "Dumbbell Curl", "Triceps Pushdown"],
}


def markdown():
    def day(title, exercises, phase):
        return f"#### {title}\n**Focus:** Main lift first, technique over load\n" + "".join(
            f"- {exercise}: {5 - phase} × {8 - phase} (RPE {7 + phase / 2:g}), rest 2-3 minutes\n"
            for exercise in exercises) + "\n"

    phases = "".join(
        f"## Microcycle {4 * number + 1}-{4 * number + 4}: {name} (Weeks {4 * number + 1}-{4 * number + 4})\n\n"
        "### Weekly Pattern\n" + "".join(day(title, exercises, number) for title, exercises in DAYS.items())
        + "### Progression\nAdd 5 lb to the main lifts each week; the fourth week takes a third of the sets away.\n\n"
        for number, name in enumerate(PHASES))
    return ("# Strength in Sixteen Weeks\n\n**Duration:** 16 weeks\n**Goal:** Squat 405 lb\n\n## Program Philosophy\n"
            f"Few lifts, often, and never to failure.\n\n{phases}## Modification History\n- **2026-03-01:** Written.\n")


def seed(database):
    """A user of CONTENDERS plans, and USERS users with an active and another plan: user, active plan, other plan."""
    plan = f"$md${markdown()}$md$, '2026-03-02'"
    contended = database.create_user()
    plans = database.sql("INSERT INTO training_plans (user_id, markdown, start_date, is_active)"
                         f" SELECT '{contended}', {plan}, false FROM generate_series(1, {CONTENDERS}) RETURNING id").split()
    users = [line.split("|") for line in database.sql(
        f"WITH added AS (INSERT INTO users SELECT gen_random_uuid() FROM generate_series(1, {USERS}) RETURNING user_id)"
        " SELECT user_id, gen_random_uuid(), gen_random_uuid() FROM added").split()]
    rows = ", ".join(f"('{user}', '{active}', {plan}, true), ('{user}', '{other}', {plan}, false)"
                     for user, active, other in users)
    database.sql(f"INSERT INTO training_plans (user_id, id, markdown, start_date, is_active) VALUES {rows}")
    database.sql("INSERT INTO user_dossiers (user_id, markdown) SELECT user_id, '# Dossier' FROM users"
                 " ON CONFLICT DO NOTHING")
    return contended, plans, users


def figures(lab):
    database = lab.database()
    contended, contended_plans, users = seed(database)
    service = lab.service("plans")
    text = markdown()
    yield Figure("plans.markdown", len(text.encode()), " bytes")

    keys = [text_field(1, user) + text_field(2, plan) for user, *plans in users for plan in plans]
    keys += [text_field(1, contended) + text_field(2, plan) for plan in contended_plans]
    structured = f"{SERVICE}/GetStructuredPlan"
    (miss, miss_cpu), (hit, hit_cpu) = one_client.miss_and_hit(lab, service, ROLE, structured, keys, "training_plans")
    yield Figure("plans.hit", hit, " us")
    yield Figure("plans.hit-cpu", hit_cpu, " us")
    yield Figure("plans.miss", miss, " us")
    yield Figure("plans.miss-cpu", miss_cpu, " us")
    yield Figure("plans.miss/hit", miss / hit, at_most=3)

    user, active, _ = users[0]
    yield from point_read.figures(
        lab, "plans.get-structured-plan", service, ROLE, structured, keys[0], call(service.port, structured, keys[0]),
        "SELECT view FROM training_plans WHERE user_id = $1 AND id = $2", [user, active])

    week = f"{SERVICE}/GetPlanWeek"
    took, cpu = one_client.measure(lab, service, ROLE, week, [key + WEEK_6 for key in keys])
    yield Figure("plans.week", took, " us")
    yield Figure("plans.week-cpu", cpu, " us")
    yield from point_read.figures(
        lab, "plans.get-plan-week", service, ROLE, week, keys[0] + WEEK_6,
        call(service.port, week, keys[0] + WEEK_6),
        "SELECT markdown FROM training_plans WHERE user_id = $1 AND id = $2", [user, active], at_most=None)

    activate = f"{SERVICE}/ActivatePlan"
    took, cpu = one_client.measure(
        lab, service, ROLE, activate, [text_field(1, user) + text_field(2, other) for user, _, other in users])
    yield Figure("plans.activate", took, " us")
    yield Figure("plans.activate-cpu", cpu, " us")
    yield Figure("plans.activate-contended", contended_activations(service, activate, keys[-CONTENDERS:]), "/s")


def contended_activations(service, method, keys):
    """Activations a second, of clients that activate one plan each of the same user. Every call has to succeed."""
    began = time.monotonic()
    clients = []
    for key in keys:
        client = subprocess.Popen([BUILD / "bench" / "unary_latency", f"127.0.0.1:{service.port}", method],
                                  stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        client.stdin.write(f"{key.hex()}\n" * ROUNDS)
        client.stdin.close()
        clients.append(client)
    if any([client.wait() for client in clients]):
        raise RuntimeError("an activation failed")
    return len(keys) * ROUNDS / (time.monotonic() - began)
