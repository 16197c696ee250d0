#!/usr/bin/python3
"""demo.py USER DOSSIER PLANS WORKOUTS INVOCATIONS: gives a user the documents of deploy/demo/, through the services at these
addresses: a dossier, an active plan, the workouts of a week around today, and agent calls. What is there stays as it is.
"""
import datetime
import sys
import uuid
from pathlib import Path

import grpc
from rpc import Service

DEMO = Path(__file__).resolve().parents[1] / "demo"
OPTIONS = {"author": "agent:demo", "strict": True}
DAYS_AROUND = 3


def main(user, *addresses):
    dossier, plans, workouts, invocations = (
        Service(name, address) for name, address in zip(("dossier", "plans", "workouts", "invocations"), addresses))
    today = datetime.date.today()
    named = lambda what: str(uuid.uuid5(uuid.UUID(user), what))  # the same in every run

    create(dossier, "CreateDossier", {"userId": user, "markdown": read("dossier.md"), "options": OPTIONS})
    plan = named("plan")
    monday = today - datetime.timedelta(days=today.weekday())
    create(plans, "CreatePlan", {"userId": user, "id": plan, "startDate": monday.isoformat(), "activate": True,
                                 "markdown": read("plan.md"), "options": OPTIONS})
    for offset in range(-DAYS_AROUND, DAYS_AROUND + 1):
        day = today + datetime.timedelta(days=offset)
        template = DEMO / "workouts" / f"{day:%A}.md".lower()
        if not template.exists():
            continue
        workout = named(day.isoformat())
        create(workouts, "CreateWorkout", {
            "userId": user, "id": workout, "workoutDate": day.isoformat(), "trainingPlanId": plan, "options": OPTIONS,
            "markdown": template.read_text().replace("{date}", f"{day:%A}, {day:%B} {day.day}, {day.year}")})
        if day < today:
            workouts.call("CompleteWorkout", {"userId": user, "id": workout, "notes": "Felt strong.",
                                              "requestId": named(f"completed {day}")})
    session = named("session")
    for number, (agent, prompt, completion) in enumerate(
            [("chat", 1800, 220), ("fitness_plan", 5200, 2900), ("microcycle", 4100, 1500)]):
        invocations.call("LogInvocation", {"invocation": {
            "start": {"id": named(agent), "agentId": agent, "sessionId": session, "userId": user, "provider": "openai",
                      "model": "gpt-4o-mini", **({"parentInvocationId": named("chat")} if number else {})},
            "outcome": {"status": "INVOCATION_STATUS_SUCCESS", "durationMs": 900 * (number + 1),
                        "tokens": {"promptTokens": prompt, "completionTokens": completion}}}})


def read(name):
    return (DEMO / name).read_text()


def create(service, method, request):
    try:
        service.call(method, request)
    except grpc.RpcError as error:
        if error.code() != grpc.StatusCode.ALREADY_EXISTS:
            raise


if __name__ == "__main__":
    main(*sys.argv[1:])
