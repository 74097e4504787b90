"""Times as exports write them."""

import warnings
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.intake.tabular.times import read_times


def one(raw: str, zone: str | None = None, day_first: bool | None = None) -> tuple[str, bool]:
    """The time a cell holds, as text, and whether its zone is known."""
    found = read_times(pl.Series([raw]), zone, day_first)
    return str(found.at[0]), bool(found.known[0])


@pytest.mark.parametrize(
    ("raw", "at", "known"),
    [
        ("2026-03-31T10:00:00Z", "2026-03-31 10:00:00", True),
        ("2026-03-31T10:00:00.500Z", "2026-03-31 10:00:00.500000", True),
        ("2026-03-31T10:00:00+02:00", "2026-03-31 08:00:00", True),
        ("2021-01-26 21:29:11.148", "2021-01-26 21:29:11.148000", False),
        ("2026-03-31 10:00", "2026-03-31 10:00:00", False),
        ("2026-03-31", "2026-03-31 00:00:00", False),
        ("3/31/2026 2:05:00 PM", "2026-03-31 14:05:00", False),
        ("31.03.2026 14:05", "2026-03-31 14:05:00", False),
        ("2026/09/27 3:00:00 PM GMT+3", "2026-09-27 12:00:00", True),
        ("2026/09/20 10:00:00 AM", "2026-09-20 10:00:00", False),
        (
            "Mon Sep 08 2025 13:58:23 GMT-0500 (Central Daylight Time)",
            "2025-09-08 18:58:23",
            True,
        ),
        ("1743415200000", "2025-03-31 10:00:00", True),
        ("1743415200", "2025-03-31 10:00:00", True),
    ],
)
def test_a_time_is_utc_where_its_zone_was_written_and_as_written_where_not(
    raw: str, at: str, known: bool
) -> None:
    assert one(raw) == (at, known)


@pytest.mark.parametrize(
    ("raw", "at", "known"),
    [
        ("14/03/2026 15.03.45", "2026-03-14 15:03:45", False),
        ("2026-03-04 15.03.45", "2026-03-04 15:03:45", False),
        ("4.3.2026 klo 15.03.45", "2026-03-04 15:03:45", False),
        ("2026. 3. 4 오후 3:03:45", "2026-03-04 15:03:45", False),
        ("2026/3/4 上午12:03:45", "2026-03-04 00:03:45", False),
        ("2026/03/04 3:00:00 午後 GMT+9", "2026-03-04 06:00:00", True),
        ("2026/03/04 3:00:00 p. m. GMT-5", "2026-03-04 20:00:00", True),
        ("14-3-2026 15:03:45", "2026-03-14 15:03:45", False),
        ("3/14/26 21:00", "2026-03-14 21:00:00", False),
        ("04.03.26 09:00", "2026-03-04 09:00:00", False),
        ("46085.375", "2026-03-04 09:00:00", False),
        ("46085", "2026-03-04 00:00:00", False),
    ],
)
def test_a_time_is_read_as_languages_and_spreadsheets_write_it(
    raw: str, at: str, known: bool
) -> None:
    assert one(raw) == (at, known)


@pytest.mark.parametrize("name", ["EET", "CET", "MEZ", "JST", "IST"])
def test_an_abbreviation_is_no_zone_and_nobody_is_warned_of_it(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert one(f"2026/03/04 3:00:00 PM {name}") == ("2026-03-04 15:00:00", False)


def test_days_between_dashes_are_told_by_the_column_as_those_between_strokes_are() -> None:
    found = read_times(pl.Series(["4-3-2026 9:00", "14-3-2026 9:00"]), None, None)
    assert found.at.dt.day().to_list() == [4, 14]
    assert "dates read day first" in found.notes


def test_a_declared_zone_takes_local_times_to_utc() -> None:
    # Berlin is two hours ahead of UTC in summer and one in winter.
    assert one("2026-07-01 12:00", "Europe/Berlin") == ("2026-07-01 10:00:00", True)
    assert one("2026-01-01 12:00", "Europe/Berlin") == ("2026-01-01 11:00:00", True)


def test_a_time_with_an_offset_is_not_shifted_again() -> None:
    assert one("2026-07-01T12:00:00Z", "Europe/Berlin") == ("2026-07-01 12:00:00", True)


BERLIN = "Europe/Berlin"
NEVER = f"times that never were in {BERLIN}, as clocks went forward; kept as written, zone unknown"
TWICE = f"times that came twice in {BERLIN}, as clocks went back; read as the first"


@pytest.mark.parametrize(
    ("raw", "at", "known", "notes"),
    [
        ("2026-03-29 01:59", "2026-03-29 00:59:00", True, ()),
        ("2026-03-29 02:00", "2026-03-29 02:00:00", False, (NEVER,)),
        ("29.03.2026 02:30", "2026-03-29 02:30:00", False, (NEVER,)),
        ("2026-03-29 03:00", "2026-03-29 01:00:00", True, ()),
        ("2026-03-29T02:30:00Z", "2026-03-29 02:30:00", True, ()),
        ("2026-10-25 01:59", "2026-10-24 23:59:00", True, ()),
        ("2026-10-25 02:30", "2026-10-25 00:30:00", True, (TWICE,)),
        ("2026-10-25T02:30:00Z", "2026-10-25 02:30:00", True, ()),
        ("2026-10-25 03:00", "2026-10-25 02:00:00", True, ()),
    ],
)
def test_what_is_assumed_of_an_hour_that_never_was_or_came_twice_is_said(
    raw: str, at: str, known: bool, notes: tuple[str, ...]
) -> None:
    """Clocks in Berlin go forward at two on 29 March and back at three on 25 October 2026."""
    assert one(raw, BERLIN) == (at, known)
    assert read_times(pl.Series([raw, "2026-07-01 12:00"]), BERLIN, None).notes == notes


def test_both_hours_of_a_column_are_said_once_and_other_times_are_as_without_them() -> None:
    usual = ["2026-07-01 12:00", "2026-01-01 12:00", None]
    odd = ["2026-03-29 02:30", "2026-10-25 02:30", "2026-10-25 02:31"]
    alone, beside = (read_times(pl.Series(raws), BERLIN, None) for raws in (usual, usual + odd))
    assert beside.notes == (TWICE, NEVER)
    assert beside.at.head(3).equals(alone.at)
    assert beside.known.to_list() == [*alone.known.to_list(), False, True, True]
    assert not beside.bad.any()


@pytest.mark.parametrize(
    "raw",
    [
        "foo",
        "13:00",
        "12.30",
        "Tuesday",
        "99999",
        "31-31-2026",
        "0012-01-01",
        "9999-01-01",
        "31/31/2026",
    ],
)
def test_what_is_no_time_is_bad(raw: str) -> None:
    assert read_times(pl.Series([raw]), None, None).bad.to_list() == [True]


@pytest.mark.parametrize("raw", [None, "", "1899-12-31 00:00:00", "00:00:00"])
def test_blanks_and_the_spreadsheets_zero_are_no_time_and_not_bad(raw: str | None) -> None:
    found = read_times(pl.Series([raw], dtype=pl.String), None, None)
    assert (found.at.to_list(), found.bad.to_list()) == ([None], [False])


def test_the_column_tells_whether_days_come_first() -> None:
    days = read_times(pl.Series(["25/03/2026", "04/03/2026"]), None, None)
    months = read_times(pl.Series(["03/25/2026", "03/04/2026"]), None, None)
    assert [moment.month for moment in days.at] == [3, 3]
    assert [moment.month for moment in months.at] == [3, 3]
    assert (days.notes[0], months.notes[0]) == ("dates read day first", "dates read month first")


def test_where_the_column_does_not_tell_the_assumption_is_said_and_the_map_decides() -> None:
    unsure = read_times(pl.Series(["04/03/2026"]), None, None)
    assert unsure.at[0].month == 4
    assert "say day_first" in unsure.notes[0]
    assert read_times(pl.Series(["04/03/2026"]), None, day_first=True).at[0].month == 3


def test_both_orders_in_one_column_are_read_where_they_can_be_and_said() -> None:
    both = read_times(pl.Series(["25/03/2026", "03/25/2026"]), None, None)
    assert both.bad.to_list() == [False, False]
    assert "say day_first" in both.notes[0]


@given(st.lists(st.datetimes(datetime(1996, 1, 1), datetime(2099, 1, 1)), min_size=1, max_size=9))  # noqa: DTZ001  naive on purpose
def test_iso_times_come_back_as_they_were(moments: list[datetime]) -> None:
    moments = [moment.replace(microsecond=0) for moment in moments]
    written = [moment.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z") for moment in moments]
    found = read_times(pl.Series(written), None, None)
    assert found.at.to_list() == moments
    assert found.known.all()
