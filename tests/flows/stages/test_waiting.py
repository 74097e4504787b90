"""What waits, for which record, and what that record lacks."""

from flows.stages.waiting import waiting_for
from tests.samples.responses import stored


def test_each_record_that_a_companion_must_name_is_listed_with_its_rows() -> None:
    rows = stored(
        [
            {"application_id": "a1", "requisition_id": None, "locator": "row 2"},
            {"application_id": "a1", "requisition_id": None, "locator": "row 3"},
            {"application_id": "a2", "candidate_id": None, "rater_id": None, "locator": "row 4"},
        ]
    )
    (found,) = waiting_for(rows)
    assert (found["name"], found["n_pending"]) == ("export.csv", 3)
    assert found["awaits"] == [
        {
            "application_id": "a1",
            "lacks": ["requisition"],
            "n_pending": 2,
            "rows": ["row 2", "row 3"],
        },
        {
            "application_id": "a2",
            "lacks": ["candidate", "rater"],
            "n_pending": 1,
            "rows": ["row 4"],
        },
    ]


def test_nothing_waits_where_nothing_is_pending() -> None:
    assert waiting_for(stored([{}]).clear()) == []
