"""Settle the inbox: which dropped files are whole, and which must wait."""

import hashlib
import re
import time
from dataclasses import dataclass
from pathlib import Path

QUIET_SECONDS = 1.0
"""A file changed more recently than this is watched for as long before it is taken."""

A_LINK = "It is a link or a device, not a file; it was not followed. Drop the file itself."
"""Said of what is in the inbox and no file."""
_LEFT_BY_A_PROGRAM = re.compile(r"~\$|\.~|\._|\.(DS_Store|directory|keep|gitkeep|localized)$")
"""How office programs and file managers begin the names of files that they leave behind."""

_UNFINISHED_SUFFIXES = {".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart"}


@dataclass(frozen=True)
class Settled:
    """What the inbox holds.

    Attributes:
        files: Whole files, in the order in which they were last changed, then by name.
        links: Symbolic links and other things that are not plain files; never followed.
        unfinished: Files still being written; they are taken at a later run.
        hidden: Files whose name hides them, and that no program is known to have left there.
    """

    files: tuple[Path, ...]
    links: tuple[Path, ...]
    unfinished: tuple[Path, ...]
    hidden: tuple[Path, ...]


def settle(inbox: Path, quiet_seconds: float = QUIET_SECONDS) -> Settled:
    """Look at the inbox, waiting briefly where something is still being written."""
    everything = sorted(inbox.rglob("*"))
    found = [path for path in everything if not _is_hidden(path, inbox)]
    hidden = [
        path
        for path in everything
        if _is_hidden(path, inbox) and path.is_file() and not _LEFT_BY_A_PROGRAM.match(path.name)
    ]
    links = [path for path in found if path.is_symlink() or not (path.is_file() or path.is_dir())]
    plain = [path for path in found if path.is_file() and not path.is_symlink()]
    before = {path: state_of(path) for path in plain}
    now = time.time()
    if any(state and now - state[1] < quiet_seconds for state in before.values()):
        time.sleep(quiet_seconds)
    unfinished = [
        path
        for path in plain
        if path.suffix.lower() in _UNFINISHED_SUFFIXES or state_of(path) != before[path]
    ]
    whole = [path for path in plain if path not in unfinished]
    whole.sort(key=lambda path: (state_of(path) or (0, 0.0))[1])
    return Settled(tuple(whole), tuple(links), tuple(unfinished), tuple(hidden))


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_hidden(path: Path, inbox: Path) -> bool:
    """Lock files and hidden files are nobody's exports."""
    return any(part.startswith((".", "~$")) for part in path.relative_to(inbox).parts)


def state_of(path: Path) -> tuple[int, float] | None:
    """Size and time of change of a file; None where it is gone."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_size, found.st_mtime
