"""The situations that the sample company was made to show, from one run of the plain stages."""

from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest

from flows.demo.greenhouse_numbers import candidate_number
from flows.stages.night import run_night
from schemas.file_report import FileReport
from schemas.run import CandidateReport, Run
from schemas.words import FileStatus, Status

FLOOR = 50.0


@pytest.fixture(scope="module")
def nights(demo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Run]:
    """Two runs, one after the other, of the same workspace at the same time."""
    root = tmp_path_factory.mktemp("situations") / "workspace"
    copytree(demo_root, root)
    as_of = datetime(2026, 6, 30, 2, tzinfo=UTC)
    return run_night(root, as_of=as_of), run_night(root, as_of=as_of)


@pytest.fixture(scope="module")
def night(nights: tuple[Run, Run]) -> Run:
    return nights[0]


@pytest.fixture(scope="module")
def people(night: Run) -> dict[str, CandidateReport]:
    return {one.candidate_id: one for req in night.requisitions for one in req.candidates}


def tracked(candidate_id: str) -> str:
    """How the tracking system knows one of the invented people."""
    return str(candidate_number(candidate_id))


def formed(candidate_id: str) -> str:
    """How the form and the scorecards know one of them."""
    return f"{candidate_id}@example.org"


def file_called(night: Run, name: str) -> FileReport:
    return next(one for one in night.files if one.name == name)


def test_every_opening_has_a_shortlist_of_the_seats_it_has(night: Run) -> None:
    shortlisted = {
        req.requisition_id: sum(one.status is Status.SHORTLISTED for one in req.candidates)
        for req in night.requisitions
    }
    assert shortlisted == {"CS-2026-03": 3, "CS-2026-07": 2, "DE-2026-02": 3, "DE-2026-05": 2}


def test_everybody_is_on_a_list_once(night: Run) -> None:
    assert sum(len(req.candidates) for req in night.requisitions) == 66


@pytest.mark.parametrize("name", ["casper.lindgren", "viktor.selnes"])
def test_the_brilliant_are_not_shortlisted(people: dict[str, CandidateReport], name: str) -> None:
    brilliant = people[tracked(name)]
    assert brilliant.status is Status.SKILL_ONLY
    assert brilliant.skill.level is not None
    assert brilliant.skill.level >= 95
    assert brilliant.values.p_above_floor is not None
    assert brilliant.values.p_above_floor < 0.01
    assert brilliant.rank is None


@pytest.mark.parametrize(
    "name",
    [
        tracked("grace.mbeki"),
        tracked("gideon.okonjo"),
        formed("javier.larranaga"),
        formed("luisfelipe.arancibia"),
    ],
)
def test_strong_values_do_not_make_up_for_the_work(
    people: dict[str, CandidateReport], name: str
) -> None:
    assert people[name].status is Status.VALUES_ONLY


@pytest.mark.parametrize(
    "name",
    [tracked("oskar.nyberg"), formed("emeka.obiora"), tracked("marguerite.thibodeau")],
)
def test_who_lacks_evidence_is_incomplete(people: dict[str, CandidateReport], name: str) -> None:
    assert people[name].status is Status.INCOMPLETE


def test_a_key_without_evidence_is_empty(people: dict[str, CandidateReport]) -> None:
    assert people[tracked("oskar.nyberg")].values.level is None
    assert people[formed("emeka.obiora")].values.level is None


@pytest.mark.parametrize("name", ["henrike.baumgaertner", "tariq.jamal"])
def test_the_borderline_pair_gets_a_second_look(
    people: dict[str, CandidateReport], name: str
) -> None:
    assert people[tracked(name)].status is Status.SECOND_LOOK
    chance = people[tracked(name)].values.p_above_floor
    assert chance is not None
    assert 0.2 <= chance < 0.8


def test_two_confirmed_kinds_of_red_flags_block(people: dict[str, CandidateReport]) -> None:
    assert people[formed("malik.thornbury")].status is Status.BLOCKED


def test_one_red_flag_asks_for_a_second_look(people: dict[str, CandidateReport]) -> None:
    flagged = people[formed("arlo.whitcombe")]
    assert flagged.status is Status.SECOND_LOOK
    for key in (flagged.values, flagged.skill):
        assert key.p_above_floor is not None
        assert key.p_above_floor >= 0.8


def test_the_harsh_rater_sinks_nobody(people: dict[str, CandidateReport]) -> None:
    seen_harshly = people[tracked("siobhan.nidhuibhir")]
    assert seen_harshly.values.raw is not None
    assert seen_harshly.values.raw < FLOOR
    assert seen_harshly.status in {Status.ELIGIBLE, Status.SHORTLISTED}


def test_those_below_both_floors_are_neither(people: dict[str, CandidateReport]) -> None:
    low = [tracked("rosalind.achterberg"), tracked("ebba.sandqvist"), formed("marcin.kolasa")]
    assert {people[name].status for name in low} == {Status.NEITHER}


def test_faulty_rows_cost_themselves_only(night: Run) -> None:
    form = file_called(night, "interview-form-evening-team.csv")
    cards = file_called(night, "greenhouse-scorecards.json")
    assert (form.status, form.n_faults) == (FileStatus.PARTLY, 2)
    assert (cards.status, cards.n_faults) == (FileStatus.PARTLY, 2)
    assert form.fixme
    assert cards.fixme


def test_nothing_waits_and_nothing_is_refused(night: Run) -> None:
    assert {one.status for one in night.files} <= {FileStatus.INGESTED, FileStatus.PARTLY}
    assert sum(one.n_pending for one in night.files) == 0


def test_every_status_is_shown(people: dict[str, CandidateReport]) -> None:
    assert {one.status for one in people.values()} == set(Status)


def test_a_second_run_changes_nothing(nights: tuple[Run, Run]) -> None:
    first, second = nights
    assert all(one.changed for one in first.requisitions)
    assert not any(one.changed for one in second.requisitions)
    assert [one.candidates for one in second.requisitions] == [
        one.candidates for one in first.requisitions
    ]
