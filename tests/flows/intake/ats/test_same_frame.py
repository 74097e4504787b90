"""The same ratings, written as each tool writes them, give the same canonical frame."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.intake.ats.linking import join_links
from flows.intake.reading import Reading
from tests.flows.intake.ats.reading_files import read_value

Rating = dict[str, Any]
WORDS = {1: "definitely_not", 2: "no", 3: "mixed", 4: "yes", 5: "strong_yes"}
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=9)
FORMS = st.lists(
    st.fixed_dictionaries(
        {
            "rater": st.sampled_from(["r1", "r2", "r3"]),
            "candidate": st.sampled_from(["c1", "c2"]),
            "ratings": st.dictionaries(
                NAMES.map(lambda name: f"about {name}"),
                st.tuples(st.integers(1, 4) | st.none(), NAMES | st.none()),
                max_size=4,
            ),
        }
    ),
    max_size=4,
    unique_by=lambda form: (form["rater"], form["candidate"]),
)


def expected(forms: list[Rating], points: int) -> list[tuple[object, ...]]:
    rows = [
        (form["candidate"], "R-1", form["rater"], name, value, float(points), note)
        for form in forms
        for name, (value, note) in form["ratings"].items()
    ]
    return sorted(rows, key=str)


def rated(reading: Reading) -> list[tuple[object, ...]]:
    rows = join_links(reading.responses, reading.links).filter(pl.col("question") != "overall")
    columns = "candidate_id", "requisition_id", "rater_id", "question_text", "value", "scale_high"
    return sorted(rows.select(*columns, "note").iter_rows(), key=str)


def as_greenhouse(forms: list[Rating]) -> dict[str, object]:
    cards = [
        {
            "id": at,
            "candidate_id": form["candidate"],
            "application_id": form["candidate"],
            "interview": "Panel",
            "interviewer": {"id": form["rater"], "name": "Invented"},
            "submitted_by": {"id": "clerk", "name": "Invented"},
            "overall_recommendation": "yes",
            "attributes": [
                {"name": name, "type": "Skills", "note": note, "rating": WORDS.get(value)}
                for name, (value, note) in form["ratings"].items()
            ],
            "questions": [],
        }
        for at, form in enumerate(forms)
    ]
    applications = [
        {"id": own, "candidate_id": own, "applied_at": "2026-01-01", "jobs": [{"id": "R-1"}]}
        for own in ("c1", "c2")
    ]
    return {"scorecards": cards, "applications": applications}


def as_lever(forms: list[Rating]) -> dict[str, object]:
    feedback = [
        {
            "id": f"form {at}",
            "text": "Panel",
            "baseTemplateId": "t",
            "user": form["rater"],
            "opportunityId": form["candidate"],
            "completedAt": 1767225600000,
            "fields": [
                {
                    "type": "scorecard",
                    "text": "",
                    "scores": [{"text": name} for name in form["ratings"]],
                    "value": [
                        {"score": value, "comment": note}
                        for value, note in form["ratings"].values()
                    ],
                }
            ],
        }
        for at, form in enumerate(forms)
    ]
    applications = [{"opportunityId": own, "posting": "R-1"} for own in ("c1", "c2")]
    return {"data": feedback, "applications": applications}


def as_ashby(forms: list[Rating]) -> dict[str, object]:
    results = [
        {
            "id": f"fb {at}",
            "applicationId": form["candidate"],
            "interviewEventId": "e",
            "submittedByUser": {"id": form["rater"]},
            "formDefinition": {
                "sections": [
                    {
                        "title": "S",
                        "fields": [
                            {"field": {"path": f"p{field}", "title": name, "type": "Score"}}
                            for field, name in enumerate(form["ratings"])
                        ],
                    }
                ]
            },
            "submittedValues": {
                f"p{field}": {"score": value, "comments": {"type": "PlainText", "value": note}}
                for field, (value, note) in enumerate(form["ratings"].values())
            },
        }
        for at, form in enumerate(forms)
    ]
    applications = [
        {"id": own, "status": "Active", "candidate": {"id": own}, "job": {"id": "R-1"}}
        for own in ("c1", "c2")
    ]
    return {"success": True, "results": results, "applications": applications}


TOOLS: tuple[tuple[Callable[[list[Rating]], dict[str, object]], int], ...] = (
    (as_greenhouse, 5),
    (as_lever, 4),
    (as_ashby, 4),
)


@settings(max_examples=12)
@given(FORMS)
def test_ratings_come_back_as_they_went_in_whatever_the_tool(forms: list[Rating]) -> None:
    with TemporaryDirectory() as folder:
        for write, points in TOOLS:
            reading = read_value(Path(folder), write(forms))
            assert reading.faults == ()
            assert rated(reading) == expected(forms, points)
