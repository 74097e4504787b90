"""Saving a file whole: under another name first, then renamed."""

import os
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
