"""A small workspace with a long-form export, for whole runs."""

import csv
import os
import time
from collections.abc import Iterable
from pathlib import Path

from flows.workspace.create import create_workspace

SOURCE = """
version: 1
name: ratings-table
form: long
match: {columns: [Candidate, Opening, Interviewer, Question, Rating]}
columns:
  candidate: Candidate
  requisition: Opening
  rater: Interviewer
  question: Question
  rating: Rating
  note: Note
scale: {low: 1, high: 5}
"""
HEADINGS = ("Candidate", "Opening", "Interviewer", "Question", "Rating", "Note")
VALUES = ("ownership", "lived-values", "people-first", "human-connection")
SKILL = ("problem-diagnosis", "queue-management", "coaching", "written-communication")

Row = tuple[str, str, str, str, str, str]


def make_workspace(root: Path) -> Path:
    """Make a workspace that reads `HEADINGS`, with two openings of one role."""
    create_workspace(root)
    (root / "config" / "sources" / "ratings-table.yaml").write_text(SOURCE, encoding="utf-8")
    return root


def interview(
    candidate: str,
    values: int,
    skill: int,
    opening: str = "CS-1",
    raters: Iterable[str] = ("r1", "r2", "r3"),
) -> list[Row]:
    """One candidate rated alike on every dimension by each rater."""
    return [
        (candidate, opening, rater, question, str(rating), f"said of {question}")
        for rater in raters
        for questions, rating in ((VALUES, values), (SKILL, skill))
        for question in questions
        if rating
    ]


def drop(root: Path, name: str, rows: Iterable[Row]) -> Path:
    """Write an export into the inbox, old enough that nobody waits for it to settle."""
    path = root / "inbox" / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        writer.writerows(rows)
    long_ago = time.time() - 60
    os.utime(path, (long_ago, long_ago))
    return path
