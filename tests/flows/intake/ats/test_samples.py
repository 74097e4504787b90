"""Every JSON and connector sample of the reference material is read, or refused with reason."""

from pathlib import Path

import pytest

from flows.intake.read import read_file
from tests.flows.intake.ats.cases import GUIDES

# File: source, responses, links, fault codes. Counted by hand in the files.
EXPECTED: dict[str, tuple[str, int, int, set[str]]] = {
    # Two scorecards, each 6 attributes, 4 questions that are not private, 1 overall.
    "greenhouse/json/list_scorecards.json": ("greenhouse", 22, 2, set()),
    "greenhouse/json/list_scorecards_for_application.json": ("greenhouse", 22, 2, set()),
    "greenhouse/json/retrieve_scorecard.json": ("greenhouse", 11, 1, set()),
    "greenhouse/json/scorecard_object.json": ("greenhouse", 11, 1, set()),
    "greenhouse/json/scheduled_interview_0.json": ("greenhouse", 0, 1, set()),
    "greenhouse/json/scheduled_interview_1.json": ("greenhouse", 0, 1, set()),
    "greenhouse/json/webhook_interview_deleted.json": ("greenhouse", 0, 0, set()),
    "greenhouse/json/webhook_scorecard_deleted.json": ("greenhouse", 0, 1, set()),
    "greenhouse/fivetran_seeds/application.csv": ("greenhouse", 0, 4, set()),
    "greenhouse/fivetran_seeds/interview.csv": ("greenhouse", 0, 0, set()),
    "greenhouse/fivetran_seeds/job.csv": ("greenhouse", 0, 0, set()),
    "greenhouse/fivetran_seeds/job_stage.csv": ("greenhouse", 0, 0, set()),
    "greenhouse/fivetran_seeds/scheduled_interview.csv": ("greenhouse", 0, 2, set()),
    "greenhouse/fivetran_seeds/scheduled_interviewer.csv": ("greenhouse", 0, 2, set()),
    "greenhouse/fivetran_seeds/scorecard.csv": ("greenhouse", 2, 2, set()),
    # One of its two ratings is spelled `stong_yes`.
    "greenhouse/fivetran_seeds/scorecard_attribute.csv": ("greenhouse", 1, 0, {"unknown_label"}),
    "lever/fivetran_seeds/feedback_form.csv": ("lever", 3, 5, set()),
    "lever/fivetran_seeds/feedback_form_field.csv": ("lever", 3, 0, set()),
    "lever/fivetran_seeds/interview.csv": ("lever", 0, 3, set()),
    "lever/fivetran_seeds/interview_feedback.csv": ("lever", 0, 3, set()),
    "lever/fivetran_seeds/opportunity.csv": ("lever", 0, 3, set()),
    "lever/fivetran_seeds/posting_interview.csv": ("lever", 0, 6, set()),
    "lever/fivetran_seeds/stage.csv": ("lever", 0, 0, set()),
    # A pass and no score; a report names no opening, so the pass waits.
    "hr_open/Assessment_uc002_ReportResponse.json": ("hr_open", 1, 0, set()),
    "hr_open/StatusNotificationRetrieveScoreHireVue.json": ("hr_open", 2, 0, set()),
    # Four surveys of the public with empty hidden fields: nobody is said to be rated.
    "typeform/airbyte_expected_records.responses.jsonl": (
        "typeform",
        0,
        0,
        {"missing_candidate", "missing_requisition", "missing_rater"},
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_gives_what_it_holds(shared: Path, name: str) -> None:
    source, n_responses, n_links, codes = EXPECTED[name]
    reading = read_file(shared / "samples" / name, GUIDES, ())
    assert reading.source == source
    assert (reading.responses.height, reading.links.height) == (n_responses, n_links)
    assert {fault.code for fault in reading.faults} == codes


def test_no_sample_of_these_tools_is_forgotten(shared: Path) -> None:
    tools = ("greenhouse", "lever", "hr_open", "typeform")
    files = {
        str(path.relative_to(shared / "samples"))
        for tool in tools
        for path in (shared / "samples" / tool).rglob("*.*")
    }
    assert files == set(EXPECTED)
