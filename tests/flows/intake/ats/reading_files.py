"""Read a fixture or a value written as a file, for the readers' tests."""

import json
from pathlib import Path

import polars as pl

from flows.intake.ats.documents import read_documents
from flows.intake.reading import Reading
from schemas.config.source import Source
from tests.flows.intake.ats.cases import GUIDES

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "ats"


def read_fixture(name: str, sources: tuple[Source, ...] = ()) -> Reading:
    return read_documents(FIXTURES / name, GUIDES, sources)


def read_value(folder: Path, value: object, sources: tuple[Source, ...] = ()) -> Reading:
    path = folder / "value.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return read_documents(path, GUIDES, sources)


def read_bytes(folder: Path, data: bytes) -> Reading:
    path = folder / "data.json"
    path.write_bytes(data)
    return read_documents(path, GUIDES, ())


def answers(reading: Reading) -> dict[tuple[str, str], tuple[str, float | None]]:
    """Kind and value by candidate and question."""
    rows = reading.responses.select("candidate_id", "question", "kind", "value").iter_rows()
    return {(candidate, question): (kind, value) for candidate, question, kind, value in rows}


def one(reading: Reading, **wanted: str) -> dict[str, object]:
    """The one response that has these cells."""
    found = reading.responses.filter(
        *(pl.col(name) == value for name, value in wanted.items())
    ).to_dicts()
    assert len(found) == 1, found
    return found[0]


def codes(reading: Reading) -> list[tuple[str, str]]:
    """Code and place of every fault."""
    return [(fault.code, fault.column) for fault in reading.faults]
