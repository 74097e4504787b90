"""A hundred thousand Greenhouse scorecards: ours, and `json.load` with pydantic, each alone.

Processor time and memory are those of the process and its child together.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.spent import peak_mib, processor_seconds

if TYPE_CHECKING:
    from flows.intake.reading import Reading

N_CARDS = 100_000
WORDS = ("definitely_not", "no", "mixed", "yes", "strong_yes", "no_decision")
NAMES = ("Ownership", "People skills", "Lived values", "SQL", "Modelling", "Debugging")


def write_scorecards(path: Path, n_cards: int, *, lines: bool) -> None:
    """Write invented scorecards: six attributes, their ratings repeated, two questions."""
    draw = random.Random(7)
    with path.open("w", encoding="utf-8") as out:
        out.write("" if lines else "[")
        for at in range(n_cards):
            card = json.dumps(_card(at, draw))
            out.write(card + "\n" if lines else ("," if at else "") + card)
        out.write("" if lines else "]")


def _card(at: int, draw: random.Random) -> dict[str, object]:
    rater = {
        "id": draw.randrange(2000),
        "first_name": "Rater",
        "last_name": "Invented",
        "name": "Rater Invented",
        "employee_id": None,
    }
    attributes = [
        {
            "name": name,
            "type": "Skills",
            "rating": draw.choice(WORDS),
            "note": "Gave a concrete case and said what came of it."
            if draw.random() < 0.5
            else None,
        }
        for name in NAMES
    ]
    ratings: dict[str, list[str]] = {word: [] for word in WORDS[:5]}
    for attribute in attributes:
        if attribute["rating"] in ratings:
            ratings[str(attribute["rating"])].append(str(attribute["name"]))
    return {
        "id": at,
        "updated_at": "2026-03-02T10:00:00.000Z",
        "created_at": "2026-03-02T10:00:00.000Z",
        "interview": "Panel",
        "interview_step": {"id": 1, "name": "Panel"},
        "candidate_id": at // 4,
        "application_id": at // 4,
        "interviewed_at": "2026-03-02T09:00:00.000Z",
        "submitted_by": rater,
        "interviewer": rater,
        "submitted_at": "2026-03-02T10:00:00.000Z",
        "overall_recommendation": draw.choice(("no", "yes", "strong_yes")),
        "attributes": attributes,
        "ratings": ratings,
        "questions": [
            {"id": None, "question": "Key Take-Aways", "answer": "Clear and calm."},
            {"id": None, "question": "Private Notes", "answer": ""},
        ],
    }


def ours() -> Callable[[Path], int]:
    """From the file to canonical responses with faults, folded as they go on to the ledger."""
    read = _reader()
    return lambda path: read(path).n_responses


def ours_as_text() -> Callable[[Path], int]:
    """The same, put together as one table of texts with the place of each answer."""
    read = _reader()
    return lambda path: read(path).responses.height


def _reader() -> "Callable[[Path], Reading]":
    from flows.intake.ats.documents import read_documents
    from scoring.guides import Guides
    from tests.flows.intake.ats.cases import CULTURE

    return lambda path: read_documents(path, Guides(CULTURE), ())


def naive() -> Callable[[Path], int]:
    """`json.load`, then a pydantic model of every field."""
    from pydantic import BaseModel, TypeAdapter

    class Person(BaseModel):
        id: int
        first_name: str
        last_name: str
        name: str
        employee_id: str | None

    class Attribute(BaseModel):
        name: str
        type: str
        note: str | None
        rating: str

    class Answer(BaseModel):
        id: int | None
        question: str
        answer: str

    class Scorecard(BaseModel):
        id: int
        updated_at: str
        created_at: str
        interview: str
        candidate_id: int
        application_id: int
        interviewed_at: str
        submitted_by: Person
        interviewer: Person
        submitted_at: str
        overall_recommendation: str
        attributes: list[Attribute]
        ratings: dict[str, list[str]]
        questions: list[Answer]

    def read(path: Path) -> int:
        with path.open(encoding="utf-8") as file:
            cards = TypeAdapter(list[Scorecard]).validate_python(json.load(file))
        return sum(len(card.attributes) + len(card.questions) for card in cards)

    return read


def main() -> None:
    """Run each reader in a process of its own and print seconds, memory and the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        array, lines = Path(folder) / "a.json", Path(folder) / "a.jsonl"
        write_scorecards(array, N_CARDS, lines=False)
        write_scorecards(lines, N_CARDS, lines=True)
        print(f"{N_CARDS:,} scorecards, {array.stat().st_size / 1e6:.0f} MB")
        cpu, wall, memory = _alone("naive", array)
        print(f"json.load + pydantic  {cpu:6.2f} CPU s  {wall:6.2f} s  {memory:5.0f} MB")
        for reader, file in product(("ours", "ours_as_text"), (array, lines)):
            own_cpu, own_wall, own = _alone(reader, file)
            print(
                f"{reader + ',':13} {file.suffix:7} {own_cpu:6.2f} CPU s  {own_wall:6.2f} s  "
                f"{own:5.0f} MB   {wall / own_wall:.1f} times faster "
                f"({cpu / own_cpu:.1f} by CPU), {own / memory:.2f} of the memory"
            )


def _alone(reader: str, path: Path) -> tuple[float, float, float]:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.ats", reader, str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    cpu, wall, memory = map(float, ran.stdout.split())
    return cpu, wall, memory


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        read = {"ours": ours, "ours_as_text": ours_as_text, "naive": naive}[sys.argv[1]]()
        before, clock = processor_seconds(), time.perf_counter()
        read(Path(sys.argv[2]))
        print(processor_seconds() - before, time.perf_counter() - clock, peak_mib())
