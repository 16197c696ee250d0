"""The plans by which a service reads, with what they took, from PostgreSQL's log."""
import dataclasses
import re

SETTINGS = ("session_preload_libraries = auto_explain", "auto_explain.log_min_duration = 0", "auto_explain.log_analyze = on",
            "auto_explain.log_buffers = on", "auto_explain.log_timing = off")


@dataclasses.dataclass
class Plan:
    text: str  # the statement and its plan
    milliseconds: float

    @property
    def nodes(self):
        """The plan alone."""
        lines = self.text.splitlines(keepends=True)
        first = next((at for at, line in enumerate(lines) if "(cost=" in line), 0)
        return "".join(lines[first:])

    @property
    def rows_fetched(self):
        """Rows that were read from tables, also those that a condition then dropped."""
        fetched = 0
        scans = re.split(r"\n(?=\t\s*(?:->|CTE|SubPlan|InitPlan))", self.nodes)
        for scan in scans:
            found = re.search(r"(?:Seq|(?<!Bitmap )Index|Index Only|Bitmap Heap|Sample) Scan.*actual rows=(\d+) loops=(\d+)", scan)
            if found:
                dropped = re.findall(r"Rows Removed by (?:Filter|Index Recheck): (\d+)", scan)
                fetched += (int(found[1]) + sum(map(int, dropped))) * int(found[2])
        return fetched

    @property
    def heap_fetches(self):
        """Rows that were looked up beside an index that should do alone."""
        return sum(map(int, re.findall(r"Heap Fetches: (\d+)", self.nodes)))


def log_plans(database, role):
    """From now on, of connections that the role opens."""
    for setting in SETTINGS:
        database.sql(f"ALTER ROLE {role} SET {setting}")


def plans_of(database, action):
    """Those of the statements that run during `action`, in order."""
    begin = database.log.stat().st_size
    action()
    said = database.log.read_bytes()[begin:].decode()
    return [Plan(text, float(took)) for took, text in re.findall(r"LOG:  duration: ([\d.]+) ms  plan:\n((?:\t.*\n)+)", said)]
