"""Who moved by severity alone."""

from schemas.words import Status
from scoring.screening.movers import movers
from tests.scoring.screening.test_screen import POOL, answers, only, screened


def test_nobody_moves_between_two_runs_on_the_same_answers() -> None:
    assert movers(only(screened(POOL)), only(screened(POOL))) == ()


def test_whoever_moves_without_an_answer_of_their_own_is_listed() -> None:
    harsh = [
        row
        for candidate in ("new-1", "new-2", "new-3")
        for row in [*answers(candidate, 1, 1, ["r3"]), *answers(candidate, 5, 19, ["r1", "r2"])]
    ]
    lone = answers("lone", 3, 10, ["r3"])
    before, now = [*POOL, *lone], [*POOL, *lone, *harsh]
    named = {one.candidate_id: one for one in movers(only(screened(before)), only(screened(now)))}
    assert not {"new-1", "new-2", "new-3"} & set(named)
    moved = named["lone"]
    assert moved.status_then is moved.status_now is Status.INCOMPLETE
    assert moved.values_then is not None
    assert moved.values_now is not None
    assert moved.values_now > moved.values_then


def test_whoever_got_a_new_answer_is_not_listed() -> None:
    more = answers("both", 1, 2, ["r9"])
    found = movers(only(screened(POOL)), only(screened([*POOL, *more])))
    assert "both" not in {one.candidate_id for one in found}
