# ruff: noqa: INP001 - a script, no part of a package
"""Make the README's picture from the demo's real output: `python docs/pictures.py [WORKSPACE]`.

LibreOffice prints the workbook, poppler turns the pages into pictures. Without a workspace the
demo is made in a temporary folder and run first.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from shutil import which
from subprocess import run
from tempfile import TemporaryDirectory

from flows.commands.demo import make_demo
from flows.demo.company import DEMO_DAY
from flows.stages.night import run_night

REQUISITION = "CS-2026-03"
DOTS_PER_INCH = 110
WIDTH, HEIGHT = 1290, 560
"""The part of the Summary page that has something on it, in dots."""
PICTURE = Path(__file__).parent / "shortlist.png"
AS_OF = datetime.combine(DEMO_DAY, time(2), UTC)


def main(arguments: Sequence[str]) -> int:
    """Write docs/shortlist.png; return the exit code."""
    lacking = [name for name in ("soffice", "pdftoppm") if which(name) is None]
    if lacking:
        sys.stderr.write(f"Needed and not installed: {', '.join(lacking)}.\n")
        return 2
    with demo_workspace(arguments) as workspace:
        books = sorted((workspace / "shortlists" / REQUISITION).glob("*.xlsx"))
        if not books:
            sys.stderr.write(f"{workspace} has no shortlist of {REQUISITION}; run it first.\n")
            return 2
        PICTURE.write_bytes(pages(books[-1], "-l", "1", "-W", str(WIDTH), "-H", str(HEIGHT))[0])
    sys.stderr.write(f"Made {PICTURE} of {books[-1].name}.\n")
    return 0


@contextmanager
def demo_workspace(arguments: Sequence[str]) -> Iterator[Path]:
    """The workspace named, or a demo made for the purpose."""
    if arguments:
        yield Path(arguments[0])
        return
    with TemporaryDirectory() as folder:
        root = Path(folder) / "demo-workspace"
        make_demo(root, DEMO_DAY)
        run_night(root, as_of=AS_OF)
        yield root


def pages(book: Path, *options: str) -> list[bytes]:
    """Pictures of a workbook's printed pages, as PNG.

    Args:
        book: The workbook.
        options: More for pdftoppm, for example `-l 1` for the first page alone.
    """
    with TemporaryDirectory() as folder:
        scratch = Path(folder)
        office = ["soffice", "--headless", f"-env:UserInstallation=file://{scratch}/profile"]
        convert = [*office, "--convert-to", "pdf", "--outdir", folder, str(book)]
        run(convert, check=True, capture_output=True)  # noqa: S603 - our own file and arguments
        draw = ["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), *options]
        target = [f"{scratch / book.stem}.pdf", str(scratch / "page")]
        run([*draw, *target], check=True, capture_output=True)  # noqa: S603 - as above
        return [page.read_bytes() for page in sorted(scratch.glob("page*.png"))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
