"""Run every benchmark, or those named: `python -m benchmarks [severity ats …]`."""

import importlib
import pkgutil
import sys
from pathlib import Path


def main(wanted: list[str]) -> int:
    """Run the modules that have a `run` or a `main`, in the order of their names."""
    names = [module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])]
    unknown = sorted(set(wanted) - set(names))
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(names)}.")
        return 2
    for name in names:
        if name.startswith("_") or (wanted and name not in wanted):
            continue
        module = importlib.import_module(f"benchmarks.{name}")
        begin = getattr(module, "run", None) or getattr(module, "main", None)
        if begin is not None:
            print(f"\n== {name}", flush=True)
            begin()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
