"""Progress on a terminal; silence in a pipe."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flows.stages.ingest import Progress
from flows.stages.night import silent


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Show how far long work is, on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console  # slow to import, and only for terminals
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, int] = {}

        def show(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=of)
            bar.update(tasks[what], completed=done + 1, total=of)  # type: ignore[arg-type]  # rich's TaskID is an int

        yield show
