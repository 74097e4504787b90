"""Saving a file whole: under another name first, then renamed."""

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from flows.ledger.responses import sync_folder

EARLIER = "earlier"
"""The folder for the workbooks that later ones stand for."""


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


def set_aside(folder: Path, current: Collection[Path], into: str) -> None:
    """Move a folder's workbooks that no longer count into a folder in it.

    So that whoever opens the folder sees those that count. One that cannot be moved, since
    somebody has it open, stays until the next time.

    Args:
        folder: Whose workbooks.
        current: Those that count.
        into: The name of the folder for the others.
    """
    for path in sorted(folder.glob("*.xlsx")):
        if path not in current and not path.name.startswith("~$"):
            with suppress(OSError):
                (folder / into).mkdir(exist_ok=True)
                path.replace(folder / into / path.name)
