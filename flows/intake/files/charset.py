"""In which encoding a text file is written."""

import codecs
import re
from pathlib import Path

from chardetng_py import EncodingDetector  # type: ignore[import-untyped]  # it ships no types

from schemas.errors import UnreadableFileError

SAMPLE = 1 << 18
LARGEST_TRANSCODED = 256 << 20
"""Text in another encoding than UTF-8 is held in memory once more."""

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SPELT = {"Shift_JIS": "cp932", "EUC-KR": "cp949", "GBK": "gb18030"}
"""Encodings that the web names after a part of what it reads by the name."""
BROKEN_WORD = re.compile(
    r"(?<=[^\W\d_])[ƒ†‡ˆ˜‰‹›\ufffd](?=[^\W\d_])|(?<=[a-z])[ŠŒŽŸ]|(?<=[A-Z])[ŠŒŽŸ](?=[a-z])"
)
"""What Windows-1252 makes of an accented letter of a Macintosh: a sign or a capital in a word."""


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
    """The likeliest encoding of text that is not UTF-8, as browsers guess it.

    They do not know the Macintosh's own, which Excel still writes there: it is what is left where
    Windows-1252 breaks words and it does not.
    """
    detector = EncodingDetector()
    detector.feed(sample, last=len(sample) < SAMPLE)
    guessed = str(detector.guess(tld=None, allow_utf8=False))
    name = SPELT.get(guessed, guessed.lower().replace("windows-", "cp"))
    if name == "cp1252" and _breaks(sample, name) and not _breaks(sample, "mac_roman"):
        return "mac_roman"
    return name


def _breaks(sample: bytes, charset: str) -> bool:
    return BROKEN_WORD.search(sample.decode(charset, "replace")) is not None


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
