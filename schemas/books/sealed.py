"""Text that a workbook carries on its hidden identity sheet, sealed against accidents.

The first cell says what it is (`twokeys`, kind, version, digest); the cells below hold the text
in pieces that fit a cell. Whether the text is whole is known from the digest: a spreadsheet
program that drops or changes any of it is noticed.
"""

import hashlib

IDENTITY_MARK = "twokeys"
"""First word of the first identity cell, of every kind of workbook that is ours."""

_CHUNK = 30_000


def sealed_chunks(kind: str, version: int, text: str) -> tuple[str, ...]:
    r"""The head line and the pieces of `text`, one a cell.

    Args:
        kind: What sort of workbook.
        version: Version of its identity.
        text: JSON in plain ASCII. `_x` is written `\u005fx`, so that no spreadsheet program
            takes it for an escaped character.
    """
    safe = text.replace("_x", "\\u005fx")
    head = f"{IDENTITY_MARK} {kind} {version} {_digest(safe)}"
    return (head, *(safe[at : at + _CHUNK] for at in range(0, len(safe), _CHUNK)))


def sealed_kind(chunks: tuple[str, ...]) -> str:
    """Which kind of workbook the head line names; empty where it is not ours."""
    head = chunks[0].split() if chunks else []
    return head[1] if len(head) > 1 and head[0] == IDENTITY_MARK else ""


def unsealed(chunks: tuple[str, ...], kind: str, version: int) -> str:
    """The sealed text.

    Raises:
        ValueError: Not this kind and version, or not whole; the message says which.
    """
    head = chunks[0].split() if chunks else []
    if len(head) != len(("mark", "kind", "version", "digest")) or head[0] != IDENTITY_MARK:
        raise ValueError("The workbook carries no identity of ours.")
    if head[1:3] != [kind, str(version)]:
        raise ValueError(
            f"The workbook is of kind {head[1]}, version {head[2]}; "
            f"expected {kind}, version {version}."
        )
    text = "".join(chunks[1:])
    if _digest(text) != head[3]:
        raise ValueError("The workbook's hidden identity was altered; use a fresh copy.")
    return text


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
