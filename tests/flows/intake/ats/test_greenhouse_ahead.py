"""A long list of scorecards gives the same reading whether or not a child reads its later half."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.intake.ats.documents import read_documents
from flows.intake.ats.greenhouse import ahead, cards, scorecards
from flows.intake.ats.greenhouse.ahead import ReadAhead
from flows.intake.ats.greenhouse.ahead_child import leave_piles
from flows.intake.ats.greenhouse.pile import Pile
from flows.intake.ats.parsing import blocks
from flows.intake.ats.parsing.blocks import Block
from flows.intake.files import child
from flows.intake.files.child import ROOT
from schemas.errors import UnreadableFileError
from tests.flows.intake.ats.cases import GUIDES
from tests.flows.intake.ats.test_greenhouse_blocks import CARD, FIRST

NEVER = 1 << 40
LONG = 400_000
WRONG = (
    '{"something": "else"}',
    "3",
    "nul",
    "{",
    '{"overall_recommendation": 4}',
    '{"overall_recommendation": "no", "overall_recommendation": "yes", "candidate_id": 1}',
    '{"overall_recommendation": "no", "attributes": [{"name": 4}]}',
    '{"overall_recommendation": "no", "submitted_at": 5}',
)
CASE = {**FIRST, "candidate_id": 5, "submitted_by": {"id": 1, "name": "Ada Invented"}}


def _proper(value: Any) -> Any:
    """A value with nothing but what Greenhouse writes at its place."""
    if isinstance(value, dict):
        answer = {"answer": "Silos"} if isinstance(value.get("answer"), list) else {}
        return {name: _proper(own) for name, own in (value | answer).items()}
    if isinstance(value, list):
        return [_proper(own) for own in value]
    return None if value in (4, 5) else value


def _begun_alike(card: dict[str, Any]) -> dict[str, Any]:
    """A card with the first keys of all others, before which a list is cut."""
    return {"overall_recommendation": None, "attributes": None} | card


RECORDS = st.lists(CARD.map(_proper).map(_begun_alike).map(json.dumps), min_size=2, max_size=6)
SPOILT = st.just([]) | st.lists(st.tuples(st.integers(0, 30), st.sampled_from(WRONG)), max_size=2)


class _Here:
    """Stands for the child, in this process."""

    pid = 1 << 22
    """No process has a number as high as this."""

    def __init__(self, command: list[str], **_: object) -> None:
        folder, path, together = command[3:]
        try:
            leave_piles(Path(folder), Path(path), int(together))
            self.returncode = 0
        except UnreadableFileError:
            self.returncode = 1

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        return "", ""

    def kill(self) -> None:
        """It has ended."""


def _told(path: Path, long: int) -> object:
    """All of a reading, in its order; or why there is none."""
    try:
        reading = read_documents(path, GUIDES, (), long)
    except UnreadableFileError as error:
        return str(error)
    frames = reading.responses, reading.held, reading.links, reading.people
    rows = [frame.rows() for frame in frames]
    return rows, reading.faults, reading.dropped_columns, reading.notes


@settings(max_examples=25)
@given(
    records=RECORDS,
    spoilt=SPOILT,
    lines=st.booleans(),
    cut_off=st.sampled_from([0, 0, 0, 1, 30]),
    together=st.sampled_from([600, 1500]),
    block=st.sampled_from([64, 1200]),
)
def test_what_the_child_made_is_what_the_parent_would_make(
    records: list[str],
    spoilt: list[tuple[int, str]],
    lines: bool,
    cut_off: int,
    together: int,
    block: int,
) -> None:
    n_bytes = sum(map(len, records))
    records = [json.dumps(FIRST), *records * (8 * together // n_bytes + 1)]
    for at, wrong in spoilt:
        records.insert(at + 1, wrong)
    text = "\n".join(records) if lines else f"[{', '.join(records)}]"
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(cards, "EDITABLE", 0)
        patch.setattr(scorecards, "EDITABLE", 0)
        patch.setattr(scorecards, "TOGETHER", together)
        patch.setattr(blocks, "BLOCK", block)
        patch.setattr(os, "cpu_count", lambda: 2)
        patch.setattr(child.subprocess, "Popen", _Here)
        path = Path(folder) / "long.json"
        path.write_text(text[: len(text) - cut_off], encoding="utf-8")
        assert _told(path, together * 2) == _told(path, NEVER)


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[ReadAhead]]:
    """The children that were started; none outlives the test, nor what it left."""
    started: list[ReadAhead] = []

    class Seen(ReadAhead):
        def __init__(self, path: Path, together: int) -> None:
            super().__init__(path, together)
            self.served = False
            started.append(self)

        def piles_from(self, block: Block) -> Iterator[Pile] | None:
            piles = super().piles_from(block)
            self.served = self.served or piles is not None
            return piles

    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(scorecards, "ReadAhead", Seen)
    monkeypatch.setattr(scorecards, "TOGETHER", LONG // 2)
    yield started
    for one in started:
        assert one.process.returncode is not None
        assert not one.folder.exists()


def _served(children: list[ReadAhead]) -> list[bool]:
    return [vars(one)["served"] for one in children]


def _written(
    folder: Path,
    *,
    lines: bool = False,
    spoilt: Callable[[int, str], str] = lambda _, record: record,
) -> Path:
    """A list of some 900 kB, in which people change their names."""
    path = folder / ("long.jsonl" if lines else "long.json")
    records = (
        json.dumps(
            CASE
            | {
                "id": at,
                "submitted_by": {"id": at % 11, "name": f"Ada Invented {at}"},
                "questions": [{"question": "Key Take-Aways", "answer": f"told {at} " + "x" * 300}],
            }
        )
        for at in range(1800)
    )
    found = [spoilt(at, record) for at, record in enumerate(records)]
    path.write_text("\n".join(found) if lines else f"[{','.join(found)}]", encoding="utf-8")
    return path


def _at(place: int, wrong: str) -> Callable[[int, str], str]:
    return lambda at, record: wrong if at == place else record


@pytest.mark.parametrize("lines", [False, True])
def test_a_child_reads_the_later_half(
    lines: bool, tmp_path: Path, children: list[ReadAhead]
) -> None:
    path = _written(tmp_path, lines=lines, spoilt=_at(100, "3"))
    assert _told(path, LONG) == _told(path, NEVER)
    assert _served(children) == [True]


@pytest.mark.parametrize("wrong", ["3", '{"overall_recommendation": 4}'])
def test_a_later_record_that_is_none_leaves_the_parent_to_say_so(
    wrong: str, tmp_path: Path, children: list[ReadAhead]
) -> None:
    path = _written(tmp_path, lines=True, spoilt=_at(1700, wrong))
    told = _told(path, LONG)
    assert told == _told(path, NEVER)
    assert isinstance(told, tuple)
    assert [fault.row for fault in told[1]] == [1701]
    assert _served(children) == [False]


@pytest.mark.parametrize("place", [600, 1790])
def test_where_the_parent_gives_up_the_child_is_ended(
    place: int, tmp_path: Path, children: list[ReadAhead]
) -> None:
    path = _written(tmp_path, spoilt=_at(place, '{"overall_recommendation": NaN}'))
    with pytest.raises(UnreadableFileError, match="NaN"):
        read_documents(path, GUIDES, (), LONG)
    assert _served(children) == [False]


def test_a_child_that_dies_costs_nothing_but_time(
    tmp_path: Path, children: list[ReadAhead], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _written(tmp_path)
    monkeypatch.setattr(ahead, "CHILD", "flows.no_such_module")
    assert _told(path, LONG) == _told(path, NEVER)
    assert _served(children) == [False]
    assert children[0].process.returncode == 1


def test_a_child_that_takes_too_long_is_ended(
    tmp_path: Path, children: list[ReadAhead], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _written(tmp_path)
    monkeypatch.setattr(ahead, "CHILD", "tests.flows.intake.ats.sleeping_child")
    monkeypatch.setattr(ahead, "LONGEST_WAIT_SECONDS", 0.01)
    assert _told(path, LONG) == _told(path, NEVER)
    assert _served(children) == [False]
    assert children[0].process.returncode < 0


def test_a_child_that_begins_elsewhere_is_not_followed(
    tmp_path: Path, children: list[ReadAhead], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _written(tmp_path)

    class Elsewhere(_Here):
        def __init__(self, command: list[str], **more: object) -> None:
            super().__init__(command, **more)
            (Path(command[3]) / "begins").write_text("7 1", encoding="ascii")

    monkeypatch.setattr(child.subprocess, "Popen", Elsewhere)
    assert _told(path, LONG) == _told(path, NEVER)
    assert _served(children) == [False]


def test_where_no_process_can_be_started_the_parent_reads_alone(
    tmp_path: Path, children: list[ReadAhead], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise BlockingIOError("no more processes")

    path = _written(tmp_path)
    monkeypatch.setattr(child.subprocess, "Popen", refused)
    assert _told(path, LONG) == _told(path, NEVER)
    assert children == []


def test_one_core_starts_no_child(
    tmp_path: Path, children: list[ReadAhead], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert isinstance(_told(_written(tmp_path), LONG), tuple)
    assert children == []


@pytest.mark.parametrize(
    "wrapped",
    [{"scorecards": [CASE] * 9}, {"application_id": 1, "data": {"scorecards": [CASE] * 9}}, CASE],
)
def test_a_list_within_an_object_starts_no_child(
    wrapped: dict[str, object], tmp_path: Path, children: list[ReadAhead]
) -> None:
    path = tmp_path / "wrapped.json"
    path.write_text(json.dumps(wrapped), encoding="utf-8")
    reading = read_documents(path, GUIDES, (), 1)
    assert reading.n_responses
    assert children == []


def test_a_short_list_starts_no_child(tmp_path: Path, children: list[ReadAhead]) -> None:
    path = _written(tmp_path)
    assert read_documents(path, GUIDES, ()).n_responses == 3600
    assert children == []


def test_a_list_of_one_pile_leaves_none(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="one pile"):
        leave_piles(tmp_path, _written(tmp_path), 1 << 30)


def test_the_child_imports_neither_polars_nor_contracts() -> None:
    said = "import sys, flows.intake.ats.greenhouse.ahead_child; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"polars", "pydantic", "numpy", "prefect"} & set(ran.stdout.split())
