"""What is taken without a look at the published schema is what the schema and pydantic take."""

from copy import deepcopy
from importlib.resources import files
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flows.workspace.checking import check_document
from flows.workspace.refusing import check_in_words
from flows.workspace.shapes import FIRST_LINES
from flows.workspace.yaml_lines import Lined
from schemas.base import Contract
from schemas.config.culture import Culture
from schemas.config.policy import Policy, Requisitions
from schemas.config.role import Role
from schemas.config.source import Source

STARTER = files("flows.workspace") / "starter"
REQUISITION: dict[str, Any] = {
    "requisition_id": "R-1",
    "role": "data-engineer",
    "seats": 2,
    "opened_on": "2026-01-31",
    "closed_on": "2026-02-28",
}
SOURCE: dict[str, Any] = {
    "version": 1,
    "name": "notes",
    "form": "wide",
    "match": {"columns": ["Candidate", "Ownership"]},
    "header_rows": 2,
    "decimal": ",",
    "day_first": True,
    "columns": {"candidate": "Candidate", "requisition": "Job", "rater": "By"},
    "questions": [{"column": "Ownership", "scale": {"low": 1, "high": 5, "labels": {"no": 1}}}],
    "maps": [{"question": "Mood", "track": "none"}, {"group": "Values", "track": "values"}],
}


def starter(name: str) -> Any:
    return yaml.safe_load((STARTER / name).read_text(encoding="utf-8"))


def with_text_keys(data: Any) -> Any:
    """As the product reads YAML."""
    if isinstance(data, dict):
        return {str(key): with_text_keys(value) for key, value in data.items()}
    return [with_text_keys(item) for item in data] if isinstance(data, list) else data


DOCUMENTS: list[tuple[type[Contract], Any]] = [
    (Culture, with_text_keys(starter("culture/customer-focused.yaml"))),
    (Role, with_text_keys(starter("roles/data-engineer.yaml"))),
    (Role, with_text_keys(starter("roles/customer-support-lead.yaml"))),
    (Policy, with_text_keys(starter("policy.yaml"))),
    (Requisitions, {"version": 1, "requisitions": [REQUISITION]}),
    (Source, SOURCE),
]

STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 101),
    st.integers(),
    st.floats(),
    st.sampled_from([0.0, 1.0, 5.0, b"bytes", {1}, "5", "1.0", "true", "2026-01-31", "31.1.2026"]),
    st.sampled_from(["2026-01-31T00:00:00", "1700000000", "1e400", "\ud800", "ok\n", "", "none"]),
    st.text(max_size=12),
    st.builds(list),
    st.builds(dict),
    st.builds(dict, more=st.just(1)),
    st.lists(st.integers(0, 5), max_size=2),
    st.dictionaries(st.sampled_from(["1", "low", "x"]), st.floats(0, 5), max_size=2),
)


def spots(data: Any) -> list[tuple[Any, Any]]:
    """Every place in a document: what holds it, and its key or position."""
    if not isinstance(data, dict | list):
        return []
    found = [(data, key) for key in (data if isinstance(data, dict) else range(len(data)))]
    return found + [spot for _, key in found for spot in spots(data[key])]


@st.composite
def changed(draw: st.DrawFn) -> tuple[type[Contract], Any]:
    kind, right = draw(st.sampled_from(DOCUMENTS))
    data = deepcopy(right)
    for _ in range(draw(st.integers(0, 2))):
        holder, key = draw(st.sampled_from(spots(data)))
        what = draw(st.sampled_from(["change", "change", "change", "remove", "add"]))
        if what == "remove" and holder:
            del holder[key]
        elif what == "add" and isinstance(holder, dict):
            holder[draw(st.sampled_from(["note", "id", "seats", "reverse"]))] = draw(STRANGE)
        elif what == "add":
            holder.append(draw(STRANGE))
        else:
            holder[key] = draw(STRANGE)
        if not spots(data):
            break
    return kind, data


@given(changed())
def test_every_document_fares_as_in_words(case: tuple[type[Contract], Any]) -> None:
    kind, data = case
    taken, faults = check_document(kind, Lined(data))
    expected, in_words = check_in_words(kind, Lined(data))
    assert faults == in_words
    assert repr(taken) == repr(expected)  # as text, since nan differs from itself


@pytest.mark.parametrize(("kind", "data"), DOCUMENTS)
def test_a_right_document_is_taken_without_the_schema(
    kind: type[Contract], data: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("flows.workspace.refusing.check_in_words")
    assert check_document(kind, Lined(data)) == (kind.model_validate(data), [])


def test_an_integer_with_a_point_is_still_taken() -> None:
    taken, faults = check_document(Policy, Lined({"seats": 5.0}))
    assert taken is not None
    assert (taken.seats, faults) == (5, [])


@pytest.mark.parametrize("seats", ["5", True, 0, None])
def test_what_the_schema_refuses_is_not_taken(seats: object) -> None:
    taken, faults = check_document(Policy, Lined({"seats": seats}))
    assert taken is None
    assert [fault.column for fault in faults] == ["seats"]


def test_a_field_written_twice_is_not_taken() -> None:
    twice = Lined({"seats": 3}, repeated=[(("seats",), 2)])
    taken, faults = check_document(Policy, twice)
    assert taken is None
    assert [fault.code for fault in faults] == ["key_repeated"]


@pytest.mark.parametrize("kind", [Culture, Role, Policy, Requisitions, Source])
def test_first_lines_in_messages_fare_as_in_words(kind: type[Contract]) -> None:
    document = Lined(yaml.safe_load(FIRST_LINES[kind.__name__.lower()]))
    assert check_document(kind, document) == check_in_words(kind, document)
