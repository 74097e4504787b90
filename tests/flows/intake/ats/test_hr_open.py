"""HR Open messages, which follow their own standard only loosely."""

from pathlib import Path

import polars as pl
import pytest

from flows.intake.ats.linking import join_links
from flows.intake.reading import Reading
from tests.flows.intake.ats.reading_files import codes, one, read_fixture, read_value


@pytest.fixture(scope="module")
def reports() -> Reading:
    return read_fixture("hr_open_reports.json")


@pytest.fixture(scope="module")
def notifications() -> Reading:
    return read_fixture("hr_open_notifications.json")


def test_a_score_with_a_range_is_a_number_on_it(reports: Reading) -> None:
    row = one(reports, question="Reasoning")
    assert (row["kind"], row["value"], row["scale_low"], row["scale_high"]) == (
        "number",
        40.0,
        0.0,
        50.0,
    )
    assert (row["candidate_id"], row["requisition_id"]) == ("cand-1", "R-1")
    assert (row["rater_id"], row["tz_known"]) == ("vendor-1", False)


def test_several_scores_of_one_result_are_told_apart_by_their_code(reports: Reading) -> None:
    percentile = one(reports, question="Reasoning (Percentile)")
    assert (percentile["value"], percentile["scale_high"]) == (88.0, 100.0)
    bare = one(reports, question="Reasoning (T-score)")
    assert (bare["value"], bare["scale_high"]) == (61.0, None)
    assert one(reports, question="Reasoning (4)")["value"] == 80.0
    assert one(reports, question="Reasoning (Band)")["kind"] == "text"
    assert "a score without a range is kept, and not scored" in reports.notes


def test_the_competency_names_the_score_wherever_it_stands(reports: Reading) -> None:
    assert one(reports, question="Writing")["note"] == "Fast."
    assert one(reports, question="Typing speed")["scale_high"] == 10.0
    assert one(reports, question="Typing speed")["rater_id"] == "vendor-1"


def test_a_score_outside_its_own_range_is_a_fault(reports: Reading) -> None:
    place = "reports[0].results[0].detailedResults[0].score.scoresNumeric[0]"
    assert ("outside_scale", place) in codes(reports)


def test_placeholders_are_no_scores(reports: Reading) -> None:
    part = reports.responses.filter(pl.col("question").str.starts_with("Reasoning, part 3"))
    assert part["value"].to_list() == [3.0]
    assert part["scale_high"].to_list() == [None]


def test_special_categories_are_never_read(reports: Reading, notifications: Reading) -> None:
    assert reports.dropped_columns == ("disablity",)
    assert notifications.dropped_columns == ("accomodationTypeCodes", "disability")
    for reading in (reports, notifications):
        assert "never stored" not in str(reading.responses.rows())


def test_a_report_about_nobody_is_held_back(reports: Reading) -> None:
    assert ("missing_candidate", "reports[1].subject.subjectId") in codes(reports)
    assert reports.held.filter(row=2)["value"].to_list() == [5.0]


def test_a_note_names_the_score_and_an_overall_one_belongs_to_no_key(
    notifications: Reading,
) -> None:
    overall = one(notifications, question="overall")
    assert (overall["value"], overall["scale_low"], overall["scale_high"]) == (4.75, 0.0, 5.0)
    assert "a maximum without a minimum is read from zero" in notifications.notes
    assert one(notifications, question="Speech")["value"] == 82.0
    assert one(notifications, question="Ownership")["value"] == 3.0


def test_reviewers_are_one_or_many_and_their_average_has_no_scale(notifications: Reading) -> None:
    one_reviewer = one(notifications, rater_id="Ada Invented", question="average rating")
    assert (one_reviewer["value"], one_reviewer["scale_high"]) == (4.2, None)
    assert one(notifications, rater_id="Ada Invented", question="decision")["kind"] == "text"
    assert one(notifications, rater_id="u2")["value_raw"] == "n/a"


def test_a_notification_finds_its_candidate_through_the_interview(notifications: Reading) -> None:
    joined = join_links(notifications.responses, notifications.links)
    assert set(joined["candidate_id"]) == {"cand-1"}
    assert set(joined["requisition_id"]) == {"R-1"}


def test_scores_are_named_by_a_list_of_notes_too(tmp_path: Path) -> None:
    score = {"scoresNumeric": [{"value": 82, "minimum": 0, "maximum": 100}]}
    given = {"interviewScore": score, "interviewScoreNotes": [{"note": "Listening"}]}
    found = read_value(tmp_path, {"interviewId": "i-1", "interviewScores": [given]})
    assert found.responses["question"].to_list() == ["Listening"]


def test_a_list_of_wrapped_reports_is_read_as_the_reports(tmp_path: Path) -> None:
    score = {"scoresNumeric": [{"value": 3, "minimum": 1, "maximum": 5}]}
    wrapped = [
        {
            "report": {
                "orderId": f"o-{at}",
                "subject": {"subjectId": f"c-{at}"},
                "results": [{"name": "SQL", "overallResult": {"score": score}}],
            }
        }
        for at in range(2)
    ]
    found = read_value(tmp_path, wrapped)
    assert found.responses["candidate_id"].to_list() == ["c-0", "c-1"]
