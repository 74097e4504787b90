"""A process beside this one that reads a file, or a part of one, into a folder."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

COMPLAINT = "complaint"
ROOT = Path(__file__).resolve().parents[3]
CHILDS_HEAP = {
    "MALLOC_ARENA_MAX": "1",
    "GLIBC_TUNABLES": f"glibc.malloc.hugetlb=1:glibc.malloc.top_pad={32 << 20}",
}
"""One heap, as each more would take address space, now more and now less; and that one grown by
large pages, as else a sixth of the child's time goes into getting small ones. Where the C library
is another than GNU's, they change nothing."""


class Child:
    """One of our modules, run in a process of its own that is started at once.

    Used in a `with` statement, at the end of which it is ended, with those that it has forked, and
    its folder removed.

    Attributes:
        folder: Where it leaves what it has read; its first argument.
        process: The process, with a pipe to its standard input.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        """Start it.

        Args:
            module: The module.
            arguments: What it is told beside its folder.

        Raises:
            OSError: There is no room for the folder, or for one more process.
        """
        self._held = TemporaryDirectory(prefix="twokeys-")
        self.folder = Path(self._held.name)
        try:
            with (self.folder / COMPLAINT).open("wb") as complaint:
                self.process = subprocess.Popen(  # noqa: S603  our own module
                    [sys.executable, "-m", module, self._held.name, *arguments],
                    cwd=ROOT,
                    env={**os.environ, **CHILDS_HEAP},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=complaint,
                    text=True,
                    start_new_session=True,  # so that it and what it forks can be ended together
                )
        except OSError:
            self._held.cleanup()
            raise

    @property
    def complaint(self) -> str:
        """What it wrote on its standard error, which no person is shown."""
        return (self.folder / COMPLAINT).read_text("utf-8", errors="replace")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()
        self._held.cleanup()
