"""The invented people: enough of them, and panels that link all raters."""

from datetime import date

import pytest

from flows.demo.cast import Cast, load_cast
from flows.demo.interviews import Interview, hold_interviews
from flows.workspace.create import create_workspace
from flows.workspace.settings import load_settings
from schemas.words import Track


@pytest.fixture(scope="module")
def cast() -> Cast:
    return load_cast()


@pytest.fixture(scope="module")
def interviews(cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> tuple[Interview, ...]:
    root = tmp_path_factory.mktemp("cast") / "workspace"
    create_workspace(root)
    return hold_interviews(cast, load_settings(root).guides, date(2026, 6, 30))


def test_the_company_is_large_enough(cast: Cast) -> None:
    assert len(cast.requisitions) == 4
    assert {opening.role for opening in cast.requisitions} == {
        "customer-support-lead",
        "data-engineer",
    }
    assert len(cast.candidates) >= 60
    assert len(cast.raters) >= 12


def test_every_identifier_is_used_once(cast: Cast) -> None:
    for everyone in (cast.candidates, cast.raters, cast.requisitions):
        names = [one.id for one in everyone]
        assert len(set(names)) == len(names)


def test_every_rater_rates_several_candidates(
    cast: Cast, interviews: tuple[Interview, ...]
) -> None:
    for rater in cast.raters:
        met = {one.candidate.id for one in interviews if one.rater.id == rater.id}
        assert len(met) >= 5, rater.id


def linked(interviews: list[Interview]) -> tuple[set[str], set[str]]:
    """All raters, and those whom shared candidates link to the first."""
    panels: dict[str, set[str]] = {}
    for one in interviews:
        panels.setdefault(one.candidate.id, set()).add(one.rater.id)
    found = set(next(iter(panels.values())))
    for _ in panels:
        found |= {rater for panel in panels.values() if panel & found for rater in panel}
    return set().union(*panels.values()), found


def rated_on(track: Track, one: Interview) -> bool:
    return any(mark.track is track for mark in one.marks)


def test_shared_candidates_link_all_values_raters(interviews: tuple[Interview, ...]) -> None:
    everyone, found = linked([one for one in interviews if rated_on(Track.VALUES, one)])
    assert found == everyone


@pytest.mark.parametrize("role", ["customer-support-lead", "data-engineer"])
def test_shared_candidates_link_the_skill_raters_of_a_role(
    interviews: tuple[Interview, ...], role: str
) -> None:
    of_role = [one for one in interviews if one.opening.role == role]
    everyone, found = linked([one for one in of_role if rated_on(Track.SKILL, one)])
    assert found == everyone


def test_nobody_rates_a_candidate_twice(interviews: tuple[Interview, ...]) -> None:
    pairs = [(one.candidate.id, one.rater.id) for one in interviews]
    assert len(set(pairs)) == len(pairs)


def test_interviews_are_held_on_weekdays_before_the_day_of_the_demo(
    interviews: tuple[Interview, ...],
) -> None:
    for one in interviews:
        assert one.held_at.weekday() < 5
        assert one.held_at.date() < date(2026, 6, 30)
