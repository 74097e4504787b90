"""Times as exports write them: with a zone, without one, day or month first, or as an epoch."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import cast

import polars as pl
from dateutil import parser as dateparser

from flows.intake.tabular.written_times import rewritten

ZONED = (
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S%.f%:z",
    "%Y-%m-%dT%H:%M:%S%.fZ",
    "%Y-%m-%d %H:%M:%S%.f%:z",
    "%Y-%m-%d %H:%M:%S%.f UTC",
)
LOCAL = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d %I:%M:%S %p",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d",
)
MONTH_FIRST = ("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M", "%m/%d/%Y")
DAY_FIRST = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %I:%M:%S %p", "%d/%m/%Y %H:%M", "%d/%m/%Y")
DOTTED = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y")
SAMPLE = 400
EARLIEST, LATEST = datetime(1995, 1, 1), datetime(2100, 1, 1)  # noqa: DTZ001  naive UTC by contract
NO_TIME = ("1899-12-31 00:00:00", "1899-12-30 00:00:00", "00:00:00")
"""What a spreadsheet's serial 0 looks like: a formatted empty cell, not a time."""
BOTH_ORDERS = "dates with the day first and with the month first; say day_first in the Source file"
TWICE = "times that came twice in {zone}, as clocks went back; read as the first"
NEVER = "times that never were in {zone}, as clocks went forward; kept as written, zone unknown"
SLASHED = r"^\s*(\d{1,2})/(\d{1,2})/\d{4}\b"
OFFSET = re.compile(r"\b(?:GMT|UTC)\s*([+-])(\d{1,2}):?(\d{2})?")


@dataclass(frozen=True)
class Times:
    """A column of times.

    Attributes:
        at: Naive; UTC where `known`. Null is no time.
        known: Whether the zone is known.
        bad: True for a cell that is no time.
        notes: What was assumed.
    """

    at: pl.Series
    known: pl.Series
    bad: pl.Series
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Usual:
    """A column of times of one usual format.

    Attributes:
        form: The format, one of `ZONED` or `LOCAL`.
        at: As parsed, naive; null where a cell is empty or has another format.
    """

    form: str
    at: pl.Series


class UnusualTimesError(Exception):
    """A column of times is not all of the format that its first cell has."""


def read_times(raw: pl.Series, zone: str | None, day_first: bool | None) -> Times:
    """Read a column of times.

    Args:
        raw: Strings; null and blank are no time.
        zone: IANA zone of times that carry none; None leaves them unknown.
        day_first: Whether 3/4 is the third of April; None looks at the column.
    """
    at, known = _usual(raw)
    if at.null_count() == raw.null_count():
        return _judged(raw, at, known, zone, ())
    text = raw.str.strip_chars()
    text = text.set(text.is_in([*NO_TIME, ""]), None)
    slashed, notes = _slashed_order(text, day_first)
    at, known = _fast(text, (*LOCAL, *slashed, *DOTTED))
    odd = ~(at >= EARLIEST).fill_null(value=False) & text.is_not_null()  # 26 is read as a year too
    if odd.any():
        text = rewritten(text, odd)
        slashed, notes = _slashed_order(text, day_first)
        at, known = _fast(text, (*LOCAL, *slashed, *DOTTED))
    late = at.is_null() & text.is_not_null()
    if late.any():
        at, known = _slow(text, at, known, late)
    return _judged(text, at, known, zone, notes)


def usual_times(raw: pl.Series, parsed: Usual, zone: str | None) -> Times:
    """Read a column of times that was parsed by one usual format.

    Args:
        raw: As for `read_times`.
        parsed: What was made of it.
        zone: As for `read_times`.

    Raises:
        UnusualTimesError: A cell has another format.
    """
    if parsed.at.null_count() != raw.null_count():
        raise UnusualTimesError
    return _judged(raw, parsed.at, _known(parsed.form, raw.len()), zone, ())


def usual_form(raw: pl.Series) -> str:
    """The usual format that the first time of a column has.

    Raises:
        UnusualTimesError: It has none, or there is no time in the column.
    """
    first = raw.drop_nulls().head(1)
    for form in (*ZONED, *LOCAL):
        if first.len() and _parsed(first, form).is_not_null().any():
            return form
    raise UnusualTimesError


def parsing(column: str, form: str, *, repeated: bool = True) -> pl.Expr:
    """The naive times of a column, in UTC where the format has a zone; null where none fits.

    Args:
        column: Strings.
        form: The format.
        repeated: Whether the same time is mostly there more than once, so that it pays to
            remember it.
    """
    at = pl.col(column).str.to_datetime(form, time_unit="us", strict=False, cache=repeated)
    zoned = form.endswith("%:z")
    return at.dt.convert_time_zone("UTC").dt.replace_time_zone(None) if zoned else at


def _usual(raw: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Parse a column that is all of one usual format, as most are; null where it is not."""
    try:
        form = usual_form(raw)
    except UnusualTimesError:
        nothing = pl.Series([None], dtype=pl.Datetime("us")).new_from_index(0, raw.len())
        return nothing, raw.is_null()
    return _parsed(raw, form), _known(form, raw.len())


def _known(form: str, n: int) -> pl.Series:
    return pl.Series([form in ZONED]).new_from_index(0, n)


def _judged(
    text: pl.Series, at: pl.Series, known: pl.Series, zone: str | None, notes: tuple[str, ...]
) -> Times:
    """Leave out what cannot be a time, and go to UTC where the zone is known."""
    bad = _no_times(text, at)
    if bad.any():
        at = at.set(bad, None)
        bad &= ~text.str.strip_chars().is_in(NO_TIME)
    if zone:
        at, known, assumed = _in_zone(at, known, zone)
        notes = (*notes, *assumed)
    elif not known.all() and at.null_count() < at.len():
        notes = (*notes, "times without a zone; kept as written (timezone in the Source file)")
    return Times(at, known & at.is_not_null() if at.null_count() else known, bad, notes)


def _no_times(text: pl.Series, at: pl.Series) -> pl.Series:
    """Where there is a cell, but no time, or one that cannot be meant."""
    first, last = cast("datetime | None", at.min()), cast("datetime | None", at.max())
    is_meant = first is None or last is None or (first >= EARLIEST and last < LATEST)
    if is_meant and at.null_count() == text.null_count():
        return pl.Series([False]).new_from_index(0, at.len())
    return text.is_not_null() & ~((at >= EARLIEST) & (at < LATEST)).fill_null(value=False)


def _slashed_order(
    text: pl.Series, day_first: bool | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if day_first is not None:
        return (DAY_FIRST if day_first else MONTH_FIRST), ()
    parts = text.str.extract_groups(SLASHED)
    first = parts.struct.field("1").cast(pl.Int32)
    second = parts.struct.field("2").cast(pl.Int32)
    if first.count() == 0:
        return MONTH_FIRST, ()
    first_high, second_high = bool((first > 12).any()), bool((second > 12).any())
    if first_high and second_high:
        return (*MONTH_FIRST, *DAY_FIRST), (BOTH_ORDERS,)
    if first_high:
        return DAY_FIRST, ("dates read day first",)
    if second_high:
        return MONTH_FIRST, ("dates read month first",)
    return MONTH_FIRST, ("dates such as 3/4/2026 read month first; say day_first if they are not",)


def _fast(text: pl.Series, local: tuple[str, ...]) -> tuple[pl.Series, pl.Series]:
    """Parse by the formats that fit a sample, each over what those before it left."""
    there = text.drop_nulls()
    sample = pl.concat([there.head(SAMPLE), there.gather_every(there.len() // SAMPLE + 1)]).unique()
    at = pl.Series([None], dtype=pl.Datetime("us")).new_from_index(0, text.len())
    known = pl.Series([False]).new_from_index(0, text.len())
    for form in (*ZONED, *local):
        if sample.is_empty():
            break
        fits = _parsed(sample, form).is_not_null()
        if not fits.any():
            continue
        sample = sample.filter(~fits)
        found = _parsed(text, form)
        known = known | found.is_not_null() if form in ZONED else known
        at = found if at.null_count() == at.len() else at.zip_with(at.is_not_null(), found)
    return at, known


def _parsed(text: pl.Series, form: str) -> pl.Series:
    named = text.alias("text").to_frame().lazy()
    return named.select(parsing("text", form)).collect(engine="streaming").to_series()


def _coalesced(first: pl.Series, second: pl.Series) -> pl.Series:
    return first.zip_with(first.is_not_null(), second)


def _slow(
    text: pl.Series, at: pl.Series, known: pl.Series, late: pl.Series
) -> tuple[pl.Series, pl.Series]:
    """Parse what no usual format fits, one distinct text at a time."""
    distinct = text.filter(late).unique().to_list()
    read = {raw: _one(raw) for raw in distinct}
    moments = pl.Series(
        [read[raw][0] if is_late else None for raw, is_late in zip(text, late, strict=True)],
        dtype=pl.Datetime("us"),
    )
    zones = pl.Series(
        [read[raw][1] if is_late else False for raw, is_late in zip(text, late, strict=True)]
    )
    return _coalesced(at, moments), known | zones


def _one(raw: str) -> tuple[datetime | None, bool]:
    if raw.isdigit() and len(raw) in (10, 13):
        seconds = int(raw) / (1000 if len(raw) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None), True
    zone = None
    if found := OFFSET.search(raw):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        zone = timezone(-offset if found[1] == "-" else offset)
        raw = raw[: found.start()] + re.sub(r"\(.*?\)", "", raw[found.end() :])
    if not re.search(r"\d{4}", raw):
        return None, False
    try:
        moment = dateparser.parse(raw.strip(), tzinfos=_zone)
    except (ValueError, OverflowError):
        return None, False
    zoned = moment.replace(tzinfo=zone) if zone else moment
    if zoned.tzinfo is None:
        return zoned, False
    return zoned.astimezone(UTC).replace(tzinfo=None), True


def _zone(name: str | None, offset: int | None) -> timezone | None:
    """A zone by its offset; an abbreviation alone names several, and is none."""
    del name
    return None if offset is None else timezone(timedelta(seconds=offset))


def _in_zone(
    at: pl.Series, known: pl.Series, zone: str
) -> tuple[pl.Series, pl.Series, tuple[str, ...]]:
    """Go to UTC; of an hour that came twice take the first, and keep one that never was.

    What was assumed is said only where clocks were changed, so nothing else pays for it.
    """
    local = at.dt.replace_time_zone(zone, ambiguous="null", non_existent="null")
    notes: tuple[str, ...] = ()
    if local.null_count() > at.null_count():
        unclear = local.is_null() & at.is_not_null() & ~known
        local = at.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
        told = (
            (unclear & local.is_not_null(), TWICE),
            (unclear & local.is_null(), NEVER),
        )
        notes = tuple(note.format(zone=zone) for where, note in told if where.any())
    utc = local.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
    shifted = at.zip_with(known | utc.is_null(), utc)
    return shifted, known | utc.is_not_null(), notes
