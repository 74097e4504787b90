"""In which encoding a text file is written."""

import codecs
import re
from dataclasses import dataclass, field
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
PIECE = re.compile(rb"[\x80-\xff][^\r\n]*")
"""A line from its first character beyond ASCII on; what comes before is alike in all encodings."""
NEAR = 256
FEWEST = 3
"""One line in so many that is UTF-8 is no accident, as two letters of another encoding can be."""


@dataclass(frozen=True)
class Transcoded:
    """A text file as UTF-8.

    Attributes:
        text: Without a mark; characters that do not decode are U+FFFD.
        charset: The encoding of its lines, or of most of them.
        notes: What was found out about lines in another.
    """

    text: bytes
    charset: str
    notes: tuple[str, ...] = ()


@dataclass
class Lines:
    """The lines of a text with characters beyond ASCII, told apart.

    Attributes:
        n_utf8: How many of them are UTF-8.
        n_others: How many are not.
        starts: Where the first of the others begin to be beyond ASCII.
    """

    n_utf8: int = 0
    n_others: int = 0
    starts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, content: bytes) -> "Lines":
        """Look at every line of a text without a mark."""
        lines = cls()
        for piece in PIECE.finditer(content):
            if _decodes(piece[0]):
                lines.n_utf8 += 1
                continue
            lines.n_others += 1
            if lines.n_others <= SAMPLE:
                lines.starts.append(piece.start())
        return lines

    @property
    def are_mixed(self) -> bool:
        """Whether lines in UTF-8 and lines in another encoding were put into one file."""
        return bool(self.n_others) and self.n_utf8 * FEWEST >= self.n_utf8 + self.n_others


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
    """The likeliest encoding of the text, or of those of its lines, that are not UTF-8.

    It is guessed as browsers guess it. They do not know the Macintosh's own, which Excel still
    writes there: it is what is left where Windows-1252 breaks words and it does not.
    """
    sample = sample.removeprefix(codecs.BOM_UTF8)
    whole = sample if len(sample) < SAMPLE else sample[: sample.rfind(b"\n") + 1]
    lines = Lines.of(whole)
    if lines.are_mixed or (lines.starts and len(sample) > SAMPLE):
        sample = b"\n".join(_line_at(whole, at) for at in lines.starts)[:SAMPLE]
    detector = EncodingDetector()
    detector.feed(sample, last=len(sample) < SAMPLE)
    guessed = str(detector.guess(tld=None, allow_utf8=False))
    name = SPELT.get(guessed, guessed.lower().replace("windows-", "cp"))
    if name == "cp1252" and _breaks(sample, name) and not _breaks(sample, "mac_roman"):
        return "mac_roman"
    return name


def _line_at(content: bytes, at: int) -> bytes:
    """The line that begins to be beyond ASCII at an index, with what is near before it."""
    before = re.split(rb"[\r\n]", content[max(0, at - NEAR) : at])[-1]
    piece = PIECE.match(content, at)
    return before + (piece[0] if piece else b"")


def _breaks(sample: bytes, charset: str) -> bool:
    return BROKEN_WORD.search(sample.decode(charset, "replace")) is not None


def transcoded(path: Path, charset: str) -> Transcoded:
    """The whole file as UTF-8; lines that are UTF-8 already stay so, where they are no accident.

    Args:
        path: The file.
        charset: The encoding of the file, or of its lines that are not UTF-8.

    Raises:
        UnreadableFileError: The file is too large to be held, or the encoding is unknown.
    """
    if path.stat().st_size > LARGEST_TRANSCODED:
        raise UnreadableFileError(
            f"The file is larger than 256 MB and written in {charset}. Export it as UTF-8."
        )
    content = path.read_bytes()
    try:
        if charset.lower().startswith(("utf-16", "utf-32")):
            return Transcoded(content.decode(charset, errors="replace").encode(), charset)
        return _by_lines(content.removeprefix(codecs.BOM_UTF8), charset)
    except LookupError as error:
        raise UnreadableFileError(f"Nobody knows the encoding {charset}; use utf-8.") from error


def _by_lines(content: bytes, charset: str) -> Transcoded:
    lines = Lines.of(content)
    if not lines.are_mixed:
        text = content.decode(charset, errors="replace").encode()
        looks = f"lines that look like utf-8 and were read as {charset}: {lines.n_utf8}"
        return Transcoded(text, charset, (looks,) if lines.n_utf8 else ())

    def as_utf8(piece: re.Match[bytes]) -> bytes:
        raw = piece[0]
        return raw if _decodes(raw) else raw.decode(charset, errors="replace").encode()

    first = 1 + max(content.count(end, 0, lines.starts[0]) for end in (b"\n", b"\r"))
    said = f"lines in {charset} between those in utf-8: {lines.n_others}, the first is line {first}"
    return Transcoded(PIECE.sub(as_utf8, content), "utf-8", (said,))


def _decodes(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(sample: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(sample)
    except UnicodeDecodeError:
        return False
    return True
