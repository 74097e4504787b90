"""Where responses belong: maps, guides, and what nothing covers."""

import polars as pl

from schemas.config.source import QuestionMap
from schemas.words import Track
from scoring.assign import assign, unmapped_lines
from tests.samples.guide import GUIDES
from tests.samples.responses import responses


def assigned(rows: list[dict[str, object]], own: tuple[QuestionMap, ...] = ()) -> pl.DataFrame:
    starting = {
        "greenhouse": (
            QuestionMap(group="Skills", track=Track.SKILL),
            QuestionMap(group="Details", track="none"),
        )
    }
    return assign(responses(rows), GUIDES, {"greenhouse": own}, starting)


def test_a_question_goes_where_the_culture_or_the_role_declares_it() -> None:
    found = assigned(
        [
            {"question": "own-past"},
            {"question": "q7", "question_text": "  Answer THIS letter. "},
            {"question": "Takes ownership"},
        ]
    )
    assert found["track"].to_list() == ["values", "skill", "values"]
    assert found["question_id"].to_list() == ["own-past", "write-task", "ownership"]
    assert found["dimension"].to_list() == ["ownership", "writing", "ownership"]


def test_a_dimension_rated_without_a_question_counts_as_one_question_of_it() -> None:
    found = assigned([{"question": "Ownership", "group": "Skills"}])
    assert found.row(0, named=True)["question_id"] == "ownership"
    assert found.row(0, named=True)["importance"] == 2.0


def test_a_map_that_names_the_question_stands_before_the_guides() -> None:
    own = (QuestionMap(question="own-past", track="none"),)
    assert assigned([{"question": "own-past"}], own)["track"].to_list() == ["none"]


def test_a_map_that_names_a_group_stands_behind_the_guides_and_before_the_starting_map() -> None:
    own = (QuestionMap(group="Skills", track=Track.VALUES, dimension="ownership"),)
    found = assigned(
        [{"question": "own-past", "group": "Skills"}, {"question": "Tidy", "group": "skills "}], own
    )
    assert found["track"].to_list() == ["values", "values"]
    assert found["dimension"].to_list() == ["ownership", "ownership"]
    assert found["question_id"].to_list() == ["own-past", "tidy"]


def test_a_starting_map_gives_the_track_and_the_attribute_is_its_own_dimension() -> None:
    found = assigned([{"question": "Spelling", "group": "Skills"}]).row(0, named=True)
    assert (found["track"], found["dimension"], found["guide"]) == ("skill", "spelling", "helper")


def test_details_belong_to_no_track() -> None:
    assert assigned([{"question": "Salary", "group": "Details"}])["track"].to_list() == ["none"]


def test_texts_flags_and_overall_verdicts_belong_to_neither_key() -> None:
    found = assigned(
        [
            {"question": "own-past", "kind": "text"},
            {"question": "overall"},
            {"question": "policy-shield", "kind": "flag"},
            {"question": "no such flag", "kind": "flag"},
        ]
    )
    assert found["track"].to_list() == ["text", "overall", "flag", "unmapped"]


def test_what_no_map_covers_is_listed_once_with_the_line_that_would_map_it() -> None:
    found = assigned([{"question": "Vibe", "group": "Other"}] * 3)
    (line,) = unmapped_lines(found, GUIDES, {})
    assert "“Vibe” (3 answers)" in line
    assert '- {question: "Vibe", group: "Other", track: values or skill or none' in line


def test_a_map_to_a_dimension_of_the_other_track_maps_nothing() -> None:
    own = (QuestionMap(question="Vibe", track=Track.SKILL, dimension="ownership"),)
    assert assigned([{"question": "Vibe"}], own)["track"].to_list() == ["unmapped"]


def test_a_map_to_a_dimension_that_the_role_lacks_is_told_those_it_has() -> None:
    own = (QuestionMap(question="Vibe", track=Track.SKILL, dimension="ownership"),)
    rows = [{"question": "Vibe", "role": role.id} for role in GUIDES.roles]
    (line,) = unmapped_lines(assigned(rows, own), GUIDES, {"greenhouse": own})
    assert "names the dimension ownership, but" in line
    for role in GUIDES.roles:
        ids = ", ".join(GUIDES.dimensions(Track.SKILL, role.id))
        assert f"the role {role.id} has no such dimension of skill; it has {ids}." in line


def test_a_map_can_send_a_question_to_the_overall_verdicts() -> None:
    own = (QuestionMap(question="Hire?", track=Track.OVERALL),)
    assert assigned([{"question": "Hire?"}], own)["track"].to_list() == ["overall"]


def test_without_a_role_no_skill_question_is_found() -> None:
    frame = responses([{"question": "write-task"}]).with_columns(role=pl.lit(None, pl.String()))
    found = assign(frame, GUIDES, {}, {})
    assert found["track"].to_list() == ["skill"]
    assert GUIDES.role_of("X-1") is None
    assert GUIDES.role_of("H-1") is GUIDES.roles[0]


def test_a_skill_map_maps_nothing_where_no_one_role_claims_the_requisition() -> None:
    frame = responses([{"question": "Spelling", "group": "Skills"}])
    unclaimed = frame.with_columns(role=pl.lit(None, pl.String()))
    maps = {"greenhouse": (QuestionMap(group="Skills", track=Track.SKILL),)}
    assert assign(unclaimed, GUIDES, {}, maps)["track"].to_list() == ["unmapped"]
