"""Times as languages and spreadsheets write them, in the forms in which times are parsed."""

import re
from datetime import datetime, timedelta

import polars as pl

SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001  spreadsheets count days from here, without a zone
SERIALS = (36_526, 73_051)
"""Days from 2000 to 2099: a number of days that a spreadsheet did not show as a date."""
WRITTEN = re.compile(
    r"(\d{4}|\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{1,2})\.?(?:[\s,T]+(?:klo|kl\.?|um|om|à)?\s*(.*))?",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?![\d.])")
HALVES = {
    "AM": ("午前", "上午", "오전", "a. m.", "a.m.", "π.μ.", "π. μ."),
    "PM": ("午後", "下午", "오후", "p. m.", "p.m.", "μ.μ.", "μ. μ."),
}
"""How languages write the halves of the day, before the time or after it."""


def rewritten(text: pl.Series, where: pl.Series) -> pl.Series:
    """The cells with those at `where` as they would be written where times are usual."""
    cells = text.filter(where).unique().to_list()
    told = {cell: _rewritten(cell) for cell in cells}
    changed = {cell: other for cell, other in told.items() if other != cell}
    if not changed:
        return text
    return text.replace(list(changed), list(changed.values()))


def _rewritten(cell: str) -> str:
    if SERIAL.fullmatch(cell):
        return _of_serial(cell)
    found = WRITTEN.fullmatch(cell)
    if found is None:
        return cell
    date, rest = _date(found), found[5]
    if not rest:
        return date
    half, rest = _half(rest)
    clock = CLOCK.search(rest)
    if clock is None:
        return cell
    time = f"{clock[1]}:{clock[2]}:{clock[3] or '00'}"
    beside = f"{rest[: clock.start()]} {rest[clock.end() :]}".strip()
    return " ".join(part for part in (date, time, half, beside) if part)


def _date(found: re.Match[str]) -> str:
    """`2026/03/04`, `4.3.2026` or, where the column must tell which is the day, `3/4/2026`."""
    first, mark, second, third = found[1], found[2], found[3], found[4]
    if len(first) == 4:
        return f"{first}/{int(second):02}/{int(third):02}"
    year = third if len(third) == 4 else f"20{int(third):02}"
    return f"{first}.{second}.{year}" if mark == "." else f"{first}/{second}/{year}"


def _half(rest: str) -> tuple[str, str]:
    """Which half of the day is meant, and the text without it."""
    for half, words in HALVES.items():
        for word in (*words, half, half.lower()):
            if word in rest:
                return half, rest.replace(word, " ", 1).strip()
    return "", rest


def _of_serial(cell: str) -> str:
    days = float(cell)
    if not SERIALS[0] <= days < SERIALS[1]:
        return cell
    moment = FIRST_DAY + timedelta(seconds=round(days * 86_400))
    return moment.strftime("%Y-%m-%d %H:%M:%S")
