"""Originals by content digest: what was dropped is never lost."""

import os
import re
import shutil
from pathlib import Path

from flows.ledger.responses import sync_folder

_PLAIN_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


def archive_path(archive: Path, digest: str, name: str) -> Path:
    """Where a file of this digest lies; only a plain ending of its name is kept."""
    suffix = Path(name).suffix.lower()
    ending = suffix if _PLAIN_SUFFIX.fullmatch(suffix) else ""
    return archive / digest[:2] / f"{digest}{ending}"


def is_archived(archive: Path, digest: str) -> bool:
    """Whether a file of these bytes was ever dropped, under whatever name."""
    return any((archive / digest[:2]).glob(f"{digest}*"))


def keep_original(archive: Path, path: Path, digest: str) -> Path:
    """Keep a dropped file in the archive, durably; the same bytes are kept once.

    A second name for the same bytes costs nothing, however large they are; where the file system
    has no such thing, or the archive lies on another one, they are copied.
    """
    target = archive_path(archive, digest, path.name)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        if _second_name(path, target):
            return target
        partial = target.parent / f".{digest}.{os.getpid()}.partial"
        shutil.copyfile(path, partial)
        with partial.open("rb+") as stream:
            os.fsync(stream.fileno())
        partial.replace(target)
        sync_folder(target.parent)
    return target


def _second_name(path: Path, target: Path) -> bool:
    try:
        target.hardlink_to(path)
    except OSError:
        return False
    sync_folder(target.parent)
    return True
