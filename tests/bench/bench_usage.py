"""Reports on a month of a million calls: what they take, that their sums are exact, and by which plans they are read."""
import datetime
import decimal
import time

import plan_log
from lab import REPOSITORY, Figure, call, fields, median, message_field, number_field

CALLS = 1_000_000
ROUNDS = 5
ROLE = "liftmark_invocations"
SERVICE = "liftmark.invocations.v1.InvocationService"
PLANS = REPOSITORY / "build" / "usage_plans.txt"
DAY, AGENT, MODEL, USER, SESSION = 1, 3, 4, 5, 6  # UsageGroup
LOG = f"""
    INSERT INTO users (user_id) SELECT ('33333333-3333-4333-8333-' || lpad(i::text, 12, '0'))::uuid FROM generate_series(0, 999) i;
    INSERT INTO agent_invocations (agent_id, provider, model, user_id, session_id, status, attempt, prompt_tokens,
      completion_tokens, cache_read_tokens, reasoning_tokens, cost, duration_ms, failed_rules, input_data, output_data, created_at)
    SELECT 'agent_' || i % 5, 'anthropic', 'model_' || i % 4,
           ('33333333-3333-4333-8333-' || lpad((i % 1000)::text, 12, '0'))::uuid,
           ('44444444-4444-4444-8444-' || lpad((i / 20)::text, 12, '0'))::uuid,
           (ARRAY['success', 'success', 'success', 'failure', 'validation_error', 'success'])[1 + i % 6], 1 + i % 3,
           i % 5000, i % 700, i % 5000 / 3, i % 700 / 2,
           CASE WHEN i % 13 > 0 THEN (i::bigint * 7919 % 1000000007) * 0.000000001 END, i * 31 % 9000,
           CASE WHEN i % 6 = 4 THEN ARRAY['RULE_' || i % 2, 'RULE_2'] END,
           jsonb_build_object('context', md5(i::text) || md5((i + 1)::text), 'tools', repeat('get_section ', 30)),
           jsonb_build_object('markdown', md5((i + 2)::text) || md5((i + 3)::text) || repeat('- Set: 135 lb x 8', 20)),
           timestamptz '2026-01-01Z' + i * interval '1 day' * 90 / {CALLS}
    FROM generate_series(0, {CALLS - 1}) i"""


def seconds(date):
    return int(datetime.datetime.fromisoformat(date + "T00:00:00+00:00").timestamp())


def request(first, end, *groups):
    return (message_field(1, number_field(1, seconds(first))) + message_field(2, number_field(1, seconds(end)))
            + b"".join(number_field(3, group) for group in groups))


MONTH = ("2026-02-01", "2026-03-01")
ALL = ("2026-01-01", "2026-04-01")
REPORTS = {
    "month": ("GetUsage", request(*MONTH)),
    "month-by-day": ("GetUsage", request(*MONTH, DAY)),
    "month-by-agent-and-model": ("GetUsage", request(*MONTH, AGENT, MODEL)),
    "month-by-user": ("GetUsage", request(*MONTH, USER)),
    "month-by-session": ("GetUsage", request(*MONTH, SESSION)),
    "all-by-day": ("GetUsage", request(*ALL, DAY)),
    "latency-of-month": ("GetLatency", request(*MONTH)),
    "failures-of-month": ("GetFailures", request(*MONTH)),
}


def check_sums(service, database, first, end):
    """The totals of a usage are those of PostgreSQL, and of decimal arithmetic over each call."""
    [totals] = fields(call(service.port, f"{SERVICE}/GetUsage", request(first, end, DAY)))[2]
    totals = fields(totals)
    told = (totals[1][0], decimal.Decimal(totals[8][0].decode()), totals[9][0])
    costs = database.sql(f"SELECT cost FROM agent_invocations WHERE created_at >= '{first}Z' AND created_at < '{end}Z'").split("\n")
    costs.pop()
    decimal.getcontext().prec = 50
    added = (len(costs), sum(decimal.Decimal(cost) for cost in costs if cost), costs.count(""))
    count, cost, unpriced = database.sql(
        "SELECT count(*), sum(cost), count(*) FILTER (WHERE cost IS NULL) FROM agent_invocations"
        f" WHERE created_at >= '{first}Z' AND created_at < '{end}Z'").strip().split("|")
    summed = (int(count), decimal.Decimal(cost), int(unpriced))
    if not told == added == summed:
        raise RuntimeError(f"GetUsage says {told}, its calls add up to {added}, PostgreSQL to {summed}")


def explain(lab, database):
    """The plans by which a service reads its reports, to PLANS. Returns how many rows were looked up beside an index that should do
    alone."""
    plan_log.log_plans(database, ROLE)
    service = lab.service("invocations")
    fetches = 0
    with PLANS.open("w") as written:
        for name, (method, message) in REPORTS.items():
            for plan in plan_log.plans_of(database, lambda: call(service.port, f"{SERVICE}/{method}", message)):
                fetches += plan.heap_fetches
                written.write(f"== {name}\n{plan.text}\n")
    return fetches


def figures(lab):
    database = lab.database()
    database.sql(LOG)
    database.sql("VACUUM (ANALYZE) agent_invocations")
    service = lab.service("invocations")
    for span in (MONTH, ALL):
        check_sums(service, database, *span)
    for name, (method, message) in REPORTS.items():
        took = []
        for _ in range(ROUNDS):
            began = time.monotonic()
            call(service.port, f"{SERVICE}/{method}", message)
            took.append((time.monotonic() - began) * 1e3)
        yield Figure(f"usage.{name}", median(took), " ms")
    yield Figure("usage.rows-beside-index", explain(lab, database))
    yield Figure("usage.plans", len(REPORTS), f" in {PLANS.relative_to(REPOSITORY)}")
