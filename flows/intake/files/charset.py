"""In which encoding a text file is written."""

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from schemas.errors import UnreadableFileError

SAMPLE = 1 << 18
LARGEST_TRANSCODED = 256 << 20
"""Text in another encoding than UTF-8 is held in memory once more."""

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SINGLE_BYTE = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "latin_1", "mac_roman"]
EAST_ASIAN = ["shift_jis", "cp932", "gb18030", "big5", "euc_kr", "euc_jp"]


def charset_of(path: Path) -> str:
    """The encoding of `path`: by its mark, else UTF-8 where that fits, else by its letters.

    Returns:
        A name that Python's codecs know; `utf-8` also for a file whose sample is plain ASCII.
    """
    with path.open("rb") as stream:
        sample = stream.read(SAMPLE)
    for mark, name in BOMS:
        if sample.startswith(mark):
            return name
    if _is_utf8(sample):
        return "utf-8"
    return other_charset(sample)


def other_charset(sample: bytes) -> str:
    """The likeliest encoding of text that is not UTF-8; Windows-1252 where nothing tells."""
    best = from_bytes(sample, cp_isolation=[*SINGLE_BYTE, *EAST_ASIAN]).best()
    if best is None or best.encoding in ("latin_1", "ascii"):
        return "cp1252"
    same = sample.decode("cp1252", "replace") == sample.decode(best.encoding, "replace")
    return "cp1252" if same else best.encoding


def utf8_bytes(path: Path, charset: str) -> bytes:
    """The whole file as UTF-8 without a mark; characters that do not decode become U+FFFD.

    Raises:
        UnreadableFileError: The file is too large to be held, or the encoding is unknown.
    """
    if path.stat().st_size > LARGEST_TRANSCODED:
        raise UnreadableFileError(
            f"The file is larger than 256 MB and written in {charset}. Export it as UTF-8."
        )
    try:
        return path.read_bytes().decode(charset, errors="replace").encode()
    except LookupError as error:
        raise UnreadableFileError(f"Nobody knows the encoding {charset}; use utf-8.") from error


def _is_utf8(sample: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(sample)
    except UnicodeDecodeError:
        return False
    return True
