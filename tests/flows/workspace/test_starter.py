"""The starter configuration: a culture, roles and a policy that run at once."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.config.culture import Culture
from schemas.config.policy import Policy, Requisitions
from schemas.config.role import Role, tracks_overlap
from schemas.config.scale import Scale
from schemas.words import Kind

STARTER = Path(str(files("flows.workspace"))) / "starter"
ROLES = ("customer-support-lead", "data-engineer")


def read(name: str) -> Any:
    return yaml.safe_load((STARTER / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def culture() -> Culture:
    return Culture.model_validate(read("culture/customer-focused.yaml"))


@pytest.fixture(scope="module")
def roles() -> list[Role]:
    return [Role.model_validate(read(f"roles/{name}.yaml")) for name in ROLES]


def test_the_culture_has_the_seven_dimensions_in_order(culture: Culture) -> None:
    assert [dimension.name for dimension in culture.dimensions] == [
        "Ownership",
        "Lived values",
        "People skills",
        "Leads by example",
        "People first",
        "Service is everyone's job",
        "Human connection",
    ]


def test_each_dimension_is_asked_about_the_past_and_about_a_situation(culture: Culture) -> None:
    for dimension in culture.dimensions:
        assert {"past", "situational"} <= {question.asks for question in dimension.questions}


def test_each_dimension_has_three_anchors_that_differ(culture: Culture, roles: list[Role]) -> None:
    for dimension in [*culture.dimensions, *(c for role in roles for c in role.competencies)]:
        assert set(dimension.anchors) == {1, 3, 5}
        assert len(set(dimension.anchors.values())) == 3
        assert dimension.definition


def test_each_stated_value_is_served_by_a_dimension(culture: Culture) -> None:
    served = {name for dimension in culture.dimensions for name in dimension.serves}
    assert {value.id for value in culture.values} <= served


def test_there_are_ten_red_flags_each_with_both_examples(culture: Culture) -> None:
    assert len(culture.red_flags) == 10
    examples = [text for flag in culture.red_flags for text in (flag.counts, flag.does_not_count)]
    assert len(set(examples)) == 20


def test_three_dimensions_are_required(culture: Culture) -> None:
    assert [d.id for d in culture.dimensions if d.required] == [
        "ownership",
        "lived-values",
        "human-connection",
    ]


def test_no_name_of_a_role_stands_on_the_values_track(culture: Culture, roles: list[Role]) -> None:
    assert [fault for role in roles for fault in tracks_overlap(culture, role)] == []


def test_each_requisition_is_claimed_by_one_role(roles: list[Role]) -> None:
    for requisition_id, owner in (("CS-2026-04", ROLES[0]), ("DE-2026-02", ROLES[1])):
        assert [role.id for role in roles if role.claims(requisition_id)] == [owner]


def test_each_competency_has_two_questions(roles: list[Role]) -> None:
    assert all(len(c.questions) >= 2 for role in roles for c in role.competencies)


def test_keyed_numeric_and_reversed_questions_are_among_them(roles: list[Role]) -> None:
    asked = {q.id: q for role in roles for c in role.competencies for q in c.questions}
    assert asked["queue-judgement"].key["D"] == 1
    assert asked["sql-test"].scale == Scale(low=0, high=40)
    assert asked["reliability-review"].reverse
    assert asked["reliability-review"].kind is Kind.LIKERT


def test_the_policy_states_every_choice_at_its_default() -> None:
    written = read("policy.yaml")
    assert set(written) == set(Policy.model_fields)
    assert Policy.model_validate(written) == Policy()


def test_the_policy_spells_out_every_part_of_every_rule() -> None:
    written = read("policy.yaml")
    whole = Policy().model_dump(mode="json")
    for name, rule in whole.items():
        if isinstance(rule, dict):
            assert set(written[name]) == set(rule), name


def test_a_new_workspace_declares_no_opening() -> None:
    assert Requisitions.model_validate(read("requisitions.yaml")).requisitions == ()
