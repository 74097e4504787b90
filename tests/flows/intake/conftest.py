"""A small declared culture and role, and a Source map, for tables written by the tests."""

import pytest

from schemas.config.culture import Culture
from schemas.config.role import Role
from schemas.config.source import Source
from scoring.guides import Guides

ANCHORS = {1: "waits to be told", 3: "acts when asked", 5: "finds a way and tells the team"}


def _dimension(name: str, **more: object) -> dict[str, object]:
    question = {"id": f"{name}_past", "text": f"Tell of a time of {name}.", **more}
    return {"id": name, "name": name.title(), "anchors": ANCHORS, "questions": [question]}


@pytest.fixture(scope="session")
def guides() -> Guides:
    """Two values dimensions, one red flag, and a role with three competencies."""
    culture = {
        "name": "small",
        "vision": "Customers are served well.",
        "mission": "Serve customers well.",
        "values": [{"id": "service", "statement": "Service is what we do."}],
        "dimensions": [
            {**_dimension("ownership"), "serves": ["vision"]},
            {**_dimension("people_first", scale={"low": 0, "high": 100}), "serves": ["mission"]},
        ],
        "red_flags": [
            {
                "id": "silos",
                "name": "Silos",
                "definition": "Sends people to another department.",
                "counts": "Refused to call a colleague.",
                "does_not_count": "Asked a colleague and told the customer.",
            }
        ],
    }
    role = {
        "id": "engineer",
        "title": "Engineer",
        "requisitions": ["R-*"],
        "competencies": [
            _dimension("design"),
            _dimension("method", kind="choice", key={"measure first": 1, "guess": 0}),
            _dimension("verdict", scale={"low": 1, "high": 4, "labels": {"no": 1, "yes": 4}}),
        ],
    }
    return Guides(Culture.model_validate(culture), (Role.model_validate(role),))


@pytest.fixture
def long_source() -> Source:
    """One row a rating."""
    return Source.model_validate(
        {
            "name": "panel_sheet",
            "columns": {
                "candidate": "Candidate",
                "requisition": "Opening",
                "rater": "Interviewer",
                "question": "Question",
                "rating": "Rating",
                "note": "Note",
                "submitted_at": "Submitted",
            },
        }
    )
