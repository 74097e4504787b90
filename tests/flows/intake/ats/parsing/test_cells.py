"""Plain values out of loosely typed JSON."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.intake.ats.parsing.cells import identifier, instant, text


@pytest.mark.parametrize(
    ("value", "own"),
    [(7, "7"), (" a-1 ", "a-1"), ("", None), (None, None), (True, None), (1.5, None), ({}, None)],
)
def test_an_identifier_is_text_or_a_whole_number(value: object, own: str | None) -> None:
    assert identifier(value) == own


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (" \x00 ", None),
        (True, "yes"),
        (False, "no"),
        (7, "7"),
        (["a", None, 2], "a, 2"),
        ({"amount": 100, "currency": "EUR", "per": None}, "amount 100, currency EUR"),
        ([], None),
        ("a < b and b > c", "a < b and b > c"),
        ("<p>One</p><p>Two &lt;3</p>", "One\nTwo <3"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
    ],
)
def test_text_is_what_a_person_wrote(value: object, written: str | None) -> None:
    assert text(value) == written


@pytest.mark.parametrize(
    ("value", "when", "known"),
    [
        ("2026-03-02T12:00:00+02:00", "2026-03-02 10:00:00", True),
        ("2026-03-02T10:00:00Z", "2026-03-02 10:00:00", True),
        ("2026-03-02 10:00:00.148", "2026-03-02 10:00:00.148000", False),
        ("2026-03-02", "2026-03-02 00:00:00", False),
        (1772445600, "2026-03-02 10:00:00", True),
        (1772445600000, "2026-03-02 10:00:00", True),
        ("soon", "None", False),
        ("0001-01-01T00:00:00+14:00", "None", False),
        (True, "None", False),
        (None, "None", False),
        (float("inf"), "None", False),
        (10.0**300, "None", False),
    ],
)
def test_a_time_is_utc_where_its_zone_is_known(value: object, when: str, known: bool) -> None:
    assert (str(instant(value)[0]), instant(value)[1]) == (when, known)


@given(st.datetimes(datetime(1971, 1, 1), datetime(4000, 1, 1)))  # noqa: DTZ001 - naive UTC
def test_a_time_written_with_a_zone_comes_back(when: datetime) -> None:
    assert instant(when.isoformat() + "Z") == (when, True)
