"""The sample company's tracking system: scorecards as its API writes them, with companions."""

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from flows.demo.cast import Cast
from flows.demo.greenhouse_numbers import (
    STRIDE,
    Numbers,
    application_record,
    candidate_record,
    job_record,
    stamp,
    user_record,
)
from flows.demo.interviews import Interview
from flows.demo.marks import Mark
from schemas.words import Kind, Track

RATINGS = ("definitely_not", "no", "mixed", "yes", "strong_yes")
VERDICTS = ("definitely_not", "no", "yes", "strong_yes")
MISTYPED = ("jonas.vebjornsen", "people-skills")
"""The candidate and dimension whose ratings a faulty synchronisation misspelt."""
MISSPELT = "stong_yes"
ATTRIBUTE_NAMES: dict[str, str] = {
    "lived-values": "Integrity",
    "people-skills": "Interpersonal skills",
    "leads-by-example": "Leadership by example",
    "people-first": "Teamwork",
    "service-is-everyones-job": "Customer focus",
    "human-connection": "Empathy",
    "problem-diagnosis": "Troubleshooting",
    "queue-management": "Prioritisation",
    "explaining-trade-offs": "Technical communication",
}
"""What this company's scorecards call a dimension, where they do not use its name."""
CATEGORIES = {Track.VALUES: "Company values", Track.SKILL: "Skills"}


def write_greenhouse(folder: Path, cast: Cast, interviews: Sequence[Interview]) -> tuple[Path, ...]:
    """Write scorecards, and the companions that say who and for which opening.

    Args:
        folder: Where the files go.
        cast: Everybody, for their numbers.
        interviews: Those recorded in this tool.
    """
    numbers = Numbers(cast)
    met = {interview.candidate.id: interview for interview in interviews}
    openings = {interview.opening.id: interview.opening for interview in interviews}
    contents: dict[str, list[dict[str, Any]]] = {
        "greenhouse-scorecards.json": [
            _scorecard(5_990_003 + STRIDE * place, interview, numbers)
            for place, interview in enumerate(interviews)
        ],
        "greenhouse-candidates.json": [
            candidate_record(one.candidate, one.held_at, numbers) for one in met.values()
        ],
        "greenhouse-applications.json": [
            application_record(one.opening, one.candidate, one.held_at, numbers)
            for one in met.values()
        ],
        "greenhouse-jobs.json": [job_record(opening, numbers) for opening in openings.values()],
    }
    for name, content in contents.items():
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (folder / name).write_text(text + "\n", encoding="utf-8")
    return tuple(folder / name for name in contents)


def _scorecard(number: int, interview: Interview, numbers: Numbers) -> dict[str, Any]:
    submitted = stamp(interview.held_at + timedelta(hours=2, minutes=number // STRIDE % 50))
    user = user_record(interview.rater, numbers)
    attributes = [
        _attribute(mark, interview) for mark in interview.marks if mark.question.kind is Kind.RATING
    ]
    attributes.append(
        {"name": "Notice period", "type": "Details", "note": "Four weeks", "rating": "no_decision"}
    )
    return {
        "id": number,
        "updated_at": submitted,
        "created_at": stamp(interview.held_at),
        "interview": interview.name,
        "interview_step": {"id": 5_400_003 + len(interview.name), "name": interview.name},
        "candidate_id": numbers.candidate(interview.candidate),
        "application_id": numbers.application(interview.candidate),
        "interviewed_at": stamp(interview.held_at),
        "submitted_by": user,
        "interviewer": user,
        "submitted_at": submitted,
        "overall_recommendation": VERDICTS[round(interview.verdict / 100 * (len(VERDICTS) - 1))],
        "attributes": attributes,
        "ratings": {
            rating: [one["name"] for one in attributes if one["rating"] == rating]
            for rating in RATINGS
        },
        "questions": _questions(interview),
    }


def _attribute(mark: Mark, interview: Interview) -> dict[str, str | None]:
    dimension = mark.dimension
    is_mistyped = (interview.candidate.id, dimension.id) == MISTYPED
    is_first = interview.name == "Values conversation"
    return {
        "name": ATTRIBUTE_NAMES.get(dimension.id, dimension.name),
        "type": CATEGORIES[mark.track],
        "note": mark.note or None,
        "rating": MISSPELT if is_mistyped and is_first else RATINGS[int(mark.answer) - 1],
    }


def _questions(interview: Interview) -> list[dict[str, Any]]:
    """Free text, and the tests, which this tool records as questions."""
    noted = next((mark.note for mark in interview.marks if mark.note), "")
    tests = [mark for mark in interview.marks if mark.question.kind is not Kind.RATING]
    return [
        {"id": None, "question": "Key Take-Aways", "answer": f"<p>{noted}</p>" if noted else ""},
        {"id": None, "question": "Private Notes", "answer": ""},
        *(
            {"id": 8_800_003 + place, "question": mark.question.aliases[0], "answer": mark.answer}
            for place, mark in enumerate(tests)
        ),
    ]
