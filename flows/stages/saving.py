"""Saving a file whole: under another name first, then renamed."""

import os
from contextlib import suppress
from pathlib import Path

from flows.ledger.responses import sync_folder


def save_whole(target: Path, content: bytes) -> Path:
    """Write bytes so that nobody ever sees half of them."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.parent / f".{target.name}.{os.getpid()}.partial"
    with partial.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(target)
    sync_folder(target.parent)
    return target


EARLIER = "earlier"


def set_aside(folder: Path, current: Path) -> None:
    """Move the workbooks before the current one into a folder of their own.

    So that whoever opens the folder sees the one that counts. One that cannot be moved, since
    somebody has it open, stays until the next time.
    """
    for path in sorted(folder.glob("*.xlsx")):
        if path != current and not path.name.startswith("~$"):
            with suppress(OSError):
                (folder / EARLIER).mkdir(exist_ok=True)
                path.replace(folder / EARLIER / path.name)
