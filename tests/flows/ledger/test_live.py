"""Which responses count: companions, identities, later answers, deletions."""

from datetime import datetime

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from flows.ledger.live import live_responses
from flows.workspace.people import ALIASES
from schemas.frames import LINKS, empty
from tests.samples.responses import stored

NO_LINKS = empty(LINKS)
NO_ALIASES = pl.DataFrame(schema=ALIASES)


def values(rows: list[dict[str, object]]) -> list[float]:
    return live_responses(stored(rows), NO_LINKS, NO_ALIASES).responses["value"].to_list()


def test_of_the_same_answer_the_one_dropped_last_counts() -> None:
    assert values([{"value": 2.0, "dropped": 1}, {"value": 5.0, "dropped": 2}]) == [5.0]


def test_the_source_s_update_time_stands_before_the_order_of_dropping() -> None:
    newer = {"value": 2.0, "dropped": 1, "updated_at": datetime(2026, 5, 2)}  # noqa: DTZ001  # naive UTC
    older = {"value": 5.0, "dropped": 2, "updated_at": datetime(2026, 5, 1)}  # noqa: DTZ001
    assert values([newer, older]) == [2.0]


def test_answers_of_other_interviews_raters_and_questions_stand_beside_one_another() -> None:
    rows = [{}, {"interview": "second"}, {"rater_id": "r2"}, {"question": "con-past"}]
    assert len(values(rows)) == len(rows)


def test_an_answer_deleted_in_its_source_takes_its_key_out() -> None:
    assert values([{"dropped": 1}, {"dropped": 2, "deleted": True}]) == []


def test_an_answer_absent_from_a_later_file_is_not_deleted() -> None:
    assert values([{"dropped": 1}, {"dropped": 2, "question": "con-past", "value": 1.0}]) == [4, 1]


def test_rows_wait_until_a_companion_says_for_what_they_are() -> None:
    rows = stored([{"application_id": "a1", "requisition_id": None}])
    waiting = live_responses(rows, NO_LINKS, NO_ALIASES)
    assert (len(waiting.responses), len(waiting.pending)) == (0, 1)
    links = pl.DataFrame(
        [{"source": "greenhouse", "application_id": "a1", "requisition_id": "H-7"}], schema=LINKS
    )
    joined = live_responses(rows, links, NO_ALIASES)
    assert joined.responses["requisition_id"].to_list() == ["H-7"]
    assert joined.pending.is_empty()


def test_a_rating_without_a_rater_waits() -> None:
    found = live_responses(stored([{"rater_id": None}]), NO_LINKS, NO_ALIASES)
    assert (len(found.responses), len(found.pending)) == (0, 1)


def test_identities_join_only_where_they_are_declared() -> None:
    rows = stored([{"rater_id": "r1"}, {"rater_id": "r-one", "question": "con-past"}])
    aliases = pl.DataFrame(
        [("rater", "greenhouse", "r-one", "r1"), ("candidate", "", "c1", "person-1")],
        schema=ALIASES,
        orient="row",
    )
    found = live_responses(rows, NO_LINKS, aliases).responses
    assert found["rater_id"].to_list() == ["r1", "r1"]
    assert found["candidate_id"].to_list() == ["person-1", "person-1"]


@given(st.permutations([1, 2, 3, 4]))
def test_the_order_of_rows_within_the_ledger_decides_nothing_but_ties(order: list[int]) -> None:
    rows = [{"value": float(n), "dropped": n} for n in order]
    assert values(rows) == [4.0]
