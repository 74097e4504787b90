"""What a program put round JSON as it saved it: a mark, headers of an answer, quotes, a column."""

import re

RAW_COLUMN = "_airbyte_data"
"""The column, or field, in which a pipeline keeps a record as it came."""
BOM = b"\xef\xbb\xbf"
HEADERS = rb"HTTP/\d[\d.]* \d{3}[^\n]*\n(?:[^\r\n]+\r?\n)*\r?\n"
"""What a web server says before its answer, as `curl -i` saves it."""
_HEADERS = re.compile(rb"\s*(?:" + HEADERS + rb")+")
_BLANK = rb"(?:\s|\\[nrt])*"
_QUOTED = re.compile(rb'\s*"' + _BLANK + rb"[\[{]" + _BLANK + rb"(?:\{" + _BLANK + rb')?\\"')


def body_start(head: bytes) -> int:
    """Where the data of a file begins, after a byte-order mark and the headers of an answer.

    Args:
        head: How the file begins, headers whole.
    """
    mark = len(BOM) if head.startswith(BOM) else 0
    found = _HEADERS.match(head, mark)
    return found.end() if found else mark


def is_quoted(text: bytes) -> bool:
    """Whether a text begins as JSON that was written as one text in JSON (encoded twice)."""
    return _QUOTED.match(text) is not None
