"""Links: chains of companions, in any order, and what is not known stays open."""

from pathlib import Path

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from flows.intake.ats.linking import follow_links, join_links
from schemas.frames import LINKS, RESPONSES, empty
from tests.flows.intake.ats.reading_files import read_value
from tests.flows.intake.ats.test_documents import CARD


def links(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame([{"source": "lever", **row} for row in rows], schema=LINKS)


def response(**cells: object) -> pl.DataFrame:
    row = {"source": "lever", "interview": "", "deleted": False, **cells}
    return pl.DataFrame([row], schema=RESPONSES)


CHAIN = (
    {"application_id": "form:1", "parent": "interview:1", "rater_id": "u1", "interview": "i"},
    {"application_id": "interview:1", "parent": "opening:9"},
    {"application_id": "form:1", "parent": "opportunity:1"},
    {"application_id": "opportunity:1", "candidate_id": "c1"},
    {"application_id": "opening:9", "requisition_id": "9", "parent": "named:9"},
    {"application_id": "named:9", "requisition_id": "R-9"},
)


@given(st.permutations(CHAIN))
def test_a_chain_is_followed_in_whatever_order_its_links_came(
    order: list[dict[str, object]],
) -> None:
    found = join_links(response(application_id="form:1"), links(*order)).row(0, named=True)
    assert (found["requisition_id"], found["candidate_id"]) == ("R-9", "c1")
    assert (found["rater_id"], found["interview"]) == ("u1", "i")


def test_the_opening_serves_until_it_is_named() -> None:
    found = join_links(response(application_id="form:1"), links(*CHAIN[:-1]))
    assert found["requisition_id"].to_list() == ["9"]


def test_parents_that_disagree_leave_it_open() -> None:
    two = links(
        {"application_id": "a", "parent": "interview:1"},
        {"application_id": "a", "parent": "interview:2"},
        {"application_id": "interview:1", "requisition_id": "1"},
        {"application_id": "interview:2", "requisition_id": "2"},
    )
    assert join_links(response(application_id="a"), two)["requisition_id"].to_list() == [None]


def application(folder: Path, *openings: int) -> pl.DataFrame:
    jobs = [{"id": opening} for opening in openings]
    found = {"id": 1, "candidate_id": 2, "status": "active", "prospect": False, "jobs": jobs}
    return read_value(folder, [found]).links


def test_an_application_that_was_moved_is_for_the_opening_of_the_later_file(
    tmp_path: Path,
) -> None:
    one = response(application_id="1").with_columns(source=pl.lit("greenhouse"))
    first, moved, both = (application(tmp_path, *openings) for openings in ((8,), (9,), (8, 9)))
    told = {
        "8": [first],
        "9": [first, moved],
        None: [first, both],
    }
    for expected, files in told.items():
        found = join_links(one, pl.concat(files))["requisition_id"].to_list()
        assert found == [expected]
    again = join_links(one, pl.concat([both, moved, first]))["requisition_id"].to_list()
    assert again == ["8"]


def test_what_a_response_says_itself_stands() -> None:
    own = response(
        application_id="form:1", requisition_id="own", candidate_id="own", interview="own"
    )
    found = join_links(own, links(*CHAIN)).row(0, named=True)
    assert (found["requisition_id"], found["candidate_id"]) == ("own", "own")
    assert found["interview"] == "own"


def test_links_of_another_source_are_not_joined() -> None:
    other = links(*CHAIN).with_columns(source=pl.lit("ashby"))
    found = join_links(response(application_id="form:1"), other)
    assert found["requisition_id"].to_list() == [None]


def test_no_links_change_nothing_and_a_circle_ends() -> None:
    one = response(application_id="a")
    assert join_links(one, empty(LINKS)).equals(one)
    circle = links({"application_id": "a", "parent": "b"}, {"application_id": "b", "parent": "a"})
    assert join_links(one, circle).equals(one)
    assert follow_links(links({"application_id": "a", "candidate_id": "c"})).height == 1


def test_a_later_word_on_deletion_stands() -> None:
    head = {"application_id": "scorecard:1", "rater_id": "u", "candidate_id": "c", "interview": "i"}
    row = response(rater_id="u", candidate_id="c", interview="i", application_id="7")
    gone = links(head, {"application_id": "scorecard:1", "deleted": True})
    assert join_links(row, gone)["deleted"].to_list() == [True]
    back = pl.concat([gone, links({"application_id": "scorecard:1", "deleted": False})])
    assert join_links(row, back)["deleted"].to_list() == [False]


def test_what_was_updated_after_the_deletion_stays() -> None:
    head = {
        "application_id": "scorecard:1",
        "rater_id": "u",
        "candidate_id": "c",
        "interview": "i",
        "deleted": True,
    }
    gone = links(head).with_columns(updated_at=pl.lit("2026-03-02").str.to_datetime(time_unit="us"))
    rows = pl.concat(
        [
            response(rater_id="u", candidate_id="c", interview="i").with_columns(
                updated_at=pl.lit(day).str.to_datetime(time_unit="us")
            )
            for day in ("2026-03-01", "2026-03-03")
        ]
    )
    assert join_links(rows, gone)["deleted"].to_list() == [True, False]


def test_a_scorecard_whose_step_was_renamed_or_candidate_merged_counts_once(
    tmp_path: Path,
) -> None:
    renamed = CARD | {"interview": "Panel interview", "updated_at": "2026-03-09T10:00:00Z"}
    merged = renamed | {"candidate_id": "c-9"}
    readings = [read_value(tmp_path, [card]) for card in (CARD, renamed, merged)]
    rows = pl.concat([reading.responses for reading in readings])
    found = join_links(rows, pl.concat([reading.links for reading in readings]))
    assert found.select("candidate_id", "interview").unique().rows() == [("c-9", "Panel interview")]
    assert found.drop("candidate_id", "interview").equals(rows.drop("candidate_id", "interview"))


def test_scorecards_that_swap_their_steps_stay_two(tmp_path: Path) -> None:
    one, other = CARD, CARD | {"id": 2, "interview": "Phone"}
    before = read_value(tmp_path, [one, other])
    after = read_value(tmp_path, [one | {"interview": "Phone"}, other | {"interview": "Panel"}])
    rows = pl.concat([before.responses, after.responses])
    found = join_links(rows, pl.concat([before.links, after.links]))
    assert found.equals(rows)
