"""Microseconds a document costs to parse and to derive everything from, against md4c and markdown-it parsing alone.

The workouts and plans are the examples that the store is seeded with, of the size that agents write; the dossiers are the
golden ones of tests/unit.
"""
import subprocess

from lab import BUILD, REPOSITORY, Figure, run

HERE = REPOSITORY / "tests" / "bench"
# How many times md4c's parse the views may take, and how often they must fit into markdown-it's. The bars are for a workout
# with JSON and text message; the other kinds are for comparison.
BARS = {"workout": (5, 2), "plan": (None, None), "dossier": (None, None)}
DOCUMENTS = {
    "workout": REPOSITORY / "sql" / "examples" / "workouts",
    "plan": REPOSITORY / "sql" / "examples" / "plans",
    "dossier": REPOSITORY / "tests" / "unit" / "views_dossier" / "golden",
}


def figures(lab):
    lab.build("views_cost")
    lab.npm()
    for kind, (most, least) in BARS.items():
        documents = DOCUMENTS[kind]
        count, size, md4c, views = run(BUILD / "bench" / "views_cost", kind, documents, stdout=subprocess.PIPE).stdout.split()
        markdown_it = float(run("node", HERE / "markdown_it.js", documents, stdout=subprocess.PIPE).stdout)
        md4c, views = float(md4c), float(views)
        yield Figure(f"views.{kind}.documents", float(count))
        yield Figure(f"views.{kind}.size", float(size), " bytes")
        yield Figure(f"views.{kind}.md4c", md4c, " us")
        yield Figure(f"views.{kind}.markdown-it", markdown_it, " us")
        yield Figure(f"views.{kind}.views", views, " us")
        yield Figure(f"views.{kind}.views/md4c", views / md4c, at_most=most)
        yield Figure(f"views.{kind}.markdown-it/views", markdown_it / views, at_least=least)
