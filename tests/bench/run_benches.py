"""The benches of tests/bench/run: each bench_NAME.py has a function figures(lab) that yields figures."""
import importlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from lab import Lab  # noqa: E402  (needs the path above)


def main(wanted):
    benches = sorted(path.stem.removeprefix("bench_").replace("_", "-") for path in HERE.glob("bench_*.py"))
    unknown = [name for name in wanted if name not in benches]
    if unknown:
        print(f"no such bench: {' '.join(unknown)}; there are: {' '.join(benches)}", file=sys.stderr)
        return 2
    for name in wanted or benches:
        module = importlib.import_module("bench_" + name.replace("-", "_"))
        try:
            with Lab() as lab:  # its own: what one bench stores would change what the next finds and counts
                for figure in module.figures(lab):
                    print(figure, flush=True)
        except Exception as error:  # one bench that fails does not hide the others
            print(f"{name}  failed: {error}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
