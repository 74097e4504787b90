"""Companions of Greenhouse scorecards: whom and what they are about, and what was deleted."""

from pathlib import Path

import polars as pl

from flows.intake.ats.linking import join_links
from tests.flows.intake.ats.reading_files import codes, read_fixture, read_value


def test_a_scorecard_finds_its_requisition_through_application_and_job() -> None:
    links = read_fixture("greenhouse_companions.json").links
    joined = join_links(read_fixture("greenhouse_scorecards.json").responses, links)
    found = dict(joined.select("candidate_id", "requisition_id").iter_rows())
    assert found == {"501": "R-61", "502": "62"}


def test_an_application_for_several_jobs_is_for_none_of_them() -> None:
    reading = read_fixture("greenhouse_companions.json")
    waiting = pl.DataFrame(
        {
            "source": "greenhouse",
            "application_id": "803",
            "requisition_id": None,
            "candidate_id": None,
            "rater_id": "1",
            "interview": "",
            "submitted_at": None,
            "updated_at": None,
            "deleted": False,
        }
    ).cast({"requisition_id": pl.String, "candidate_id": pl.String})
    joined = join_links(
        waiting.cast({"submitted_at": pl.Datetime, "updated_at": pl.Datetime}), reading.links
    )
    assert joined["requisition_id"].to_list() == [None]
    assert joined["candidate_id"].to_list() == ["503"]


def test_faults_of_companions_name_their_place() -> None:
    assert codes(read_fixture("greenhouse_companions.json")) == [
        ("several_openings", "applications[1].jobs"),
        ("no_id", "applications[2].id"),
        ("no_application", "scheduled_interviews[1].application_id"),
    ]


def test_companions_give_names_and_addresses() -> None:
    people = read_fixture("greenhouse_companions.json").people
    assert sorted(people.select("person", "person_id", "name", "email").iter_rows()) == [
        ("candidate", "501", "Dee Invented", "dee@example.org"),
        ("rater", "32", "Bo Invented", "bo@example.org"),
    ]


def test_the_companion_may_come_before_or_after() -> None:
    before = read_fixture("greenhouse_companions.json").links
    cards = read_fixture("greenhouse_scorecards.json")
    one_way = join_links(cards.responses, pl.concat([before, cards.links]))
    other_way = join_links(cards.responses, pl.concat([cards.links, before]))
    assert one_way.equals(other_way)


def test_a_deleted_scorecard_takes_its_responses_with_it(tmp_path: Path) -> None:
    cards = read_fixture("greenhouse_scorecards.json")
    event = {
        "action": "scorecard_deleted",
        "payload": {"scorecard": {"id": 9001, "candidate_id": 501}},
    }
    deleted = read_value(tmp_path, event).links
    joined = join_links(cards.responses, pl.concat([cards.links, deleted]))
    gone = dict(joined.group_by("candidate_id").agg(pl.col("deleted").all()).iter_rows())
    assert gone == {"501": True, "502": False}


def test_other_events_change_nothing_and_say_so(tmp_path: Path) -> None:
    interview = {"action": "interview_deleted", "payload": {"interview": {"id": 5}}}
    assert read_value(tmp_path, interview).faults == ()
    unknown = {"action": "offer_created", "payload": {}}
    assert codes(read_value(tmp_path, unknown)) == [("unknown_event", "action")]


def test_a_candidate_and_a_job_without_id_are_faults(tmp_path: Path) -> None:
    candidate = {"first_name": "Dee", "last_name": "Invented", "application_ids": []}
    assert codes(read_value(tmp_path, [candidate])) == [("no_id", "candidates[0].id")]
    job = {"requisition_id": "R-1", "name": "Engineer", "openings": []}
    assert codes(read_value(tmp_path, [job])) == [("no_id", "jobs[0].id")]
