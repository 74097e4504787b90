"""The record of a frozen candidacy, and what came later."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.results.scores import EvidenceLine, KeyScore
from schemas.results.shortlist import Candidacy, Reason
from schemas.words import KEYS, Standing, Status, Track
from scoring.screening.frozen import frozen_candidacy, said_since, with_records
from scoring.screening.inputs import FrozenRecord


def line(who: str, rater: str, value: str, place: str = "row 1") -> EvidenceLine:
    return EvidenceLine(
        candidate_id=who,
        track=Track.VALUES,
        dimension="d",
        question_id="q",
        question_text="Why?",
        rater_id=rater,
        value_raw=value,
        score=50.0,
        weight=0.5,
        corrected=51.0,
        severity_correction=1.0,
        source_file="a.csv",
        locator=place,
    )


def record(*evidence: EvidenceLine) -> FrozenRecord:
    key = {track: KeyScore(track=track, floor=50, standing=Standing.STANDS) for track in KEYS}
    who = Candidacy(
        candidate_id="b",
        status=Status.ELIGIBLE,
        values=key[Track.VALUES],
        skill=key[Track.SKILL],
        reasons=(Reason(code="eligible", text="Both."),),
    )
    return FrozenRecord(who, evidence)


def test_a_changed_answer_shows_as_it_was_and_as_it_is() -> None:
    then, same, changed = line("b", "r1", "5"), line("b", "r2", "4"), line("b", "r1", "1")
    other = line("a", "r1", "3")
    found = with_records((other, changed, same), {"b": record(then, same)})
    assert found[:3] == (other, then, same)
    (later,) = found[3:]
    assert (later.value_raw, later.score, later.after_decision) == ("1", 50.0, True)
    assert later.weight is later.corrected is later.severity_correction is None


def test_the_record_stays_where_all_its_answers_are_gone() -> None:
    then = line("b", "r1", "5")
    found = with_records((line("a", "r1", "3"), line("c", "r1", "3")), {"b": record(then)})
    assert [one.candidate_id for one in found] == ["a", "b", "c"]


said = st.lists(
    st.builds(line, st.just("b"), st.sampled_from("rs"), st.sampled_from("123"), st.text("xy"))
)


@given(said, said)
def test_what_was_said_since_and_before_is_all_that_is_said(
    then: list[EvidenceLine], now: list[EvidenceLine]
) -> None:
    def words(lines: list[EvidenceLine]) -> Counter[tuple[str, str]]:
        return Counter((one.rater_id, one.value_raw) for one in lines)

    assert words(said_since(then, now)) == words(now) - words(then)


@pytest.mark.parametrize(
    ("n", "levels", "said_so"),
    [
        (
            1,
            {Track.VALUES: {"level": -0.04, "se": 3.0}, Track.SKILL: None},
            (
                "Since then: 1 new answer; with it values would be 0.0 ± 3.0, skill without "
                "evidence; it counts after a new decision (hold or needs evidence brings it in)."
            ),
        ),
        (
            2,
            {Track.VALUES: {"level": 71.26, "se": None}, Track.SKILL: {"level": 9.0, "se": 2.0}},
            (
                "Since then: 2 new answers; with them values would be 71.3, skill 9.0 ± 2.0; "
                "they count after a new decision (hold or needs evidence brings them in)."
            ),
        ),
    ],
)
def test_what_came_later_is_said_in_words(
    n: int, levels: dict[Track, dict[str, float] | None], said_so: str
) -> None:
    found = frozen_candidacy(record(), rank=2, band=1, n_later=n, levels=levels)
    assert (found.rank, found.band, found.frozen) == (2, 1, True)
    assert found.later is not None
    assert (found.later.n_answers, found.later.text) == (n, said_so)


def test_without_later_answers_nothing_is_said_of_them() -> None:
    levels = {track: {"level": 70.0, "se": 3.0} for track in KEYS}
    assert frozen_candidacy(record(), rank=None, band=None, n_later=0, levels=levels).later is None
