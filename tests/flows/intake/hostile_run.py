"""Reads every file of the hostile set in one process and says what it cost; run by a test."""

import json
import resource
import sys
from pathlib import Path

from flows.intake.read import read_file
from schemas.config.culture import Culture
from schemas.config.source import Source
from schemas.errors import UnreadableFileError
from scoring.guides import Guides


def cpu_seconds() -> float:
    """Seconds of this process and of its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def own_peak_kb() -> int:
    """The most memory this program held; `ru_maxrss` would count whoever started it too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def main() -> None:
    """Read `<guides and source as JSON> <file>…` and print one record a file."""
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    guides = Guides(Culture.model_validate(given["culture"]))
    source = Source.model_validate(given["source"])
    said = []
    for name in sys.argv[2:]:
        before = cpu_seconds()
        try:
            reading = read_file(Path(name), guides, (source,))
            words, n_read = "", reading.responses.height
        except UnreadableFileError as error:
            words, n_read = str(error), 0
        said.append({"words": words, "n_read": n_read, "cpu": cpu_seconds() - before})
    peak = max(own_peak_kb(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    sys.stdout.write(json.dumps({"files": said, "peak_kb": peak}))


if __name__ == "__main__":
    main()
