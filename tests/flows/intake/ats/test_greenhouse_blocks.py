"""Scorecards give the same reading however the text is cut, at once or record by record."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Raw

from flows.intake.ats.greenhouse import cards, scorecards
from flows.intake.ats.greenhouse.decoding import UNLIKE
from flows.intake.ats.greenhouse.pile import Pile, Rows
from flows.intake.ats.greenhouse.shapes import Scorecard
from flows.intake.ats.parsing import blocks
from flows.intake.ats.parsing.blocks import Block
from flows.intake.reading import Reading
from tests.flows.intake.ats.reading_files import read_bytes

NAMES = st.sampled_from(
    ["SQL", "SQL ", "overall", "Silos", "", " ", "Ownership", "<b>Own</b>", None]
)
RATINGS = st.sampled_from(
    ["yes", "no", "mixed", "strong_yes", "definitely_not", "no_decision", "stong_yes", "", None, 4]
)
WRITTEN = st.sampled_from(
    [
        "Calm.",
        " <i>calm</i> ",
        "\u0001",
        "",
        "a\\b",
        "SILOS\u00a0 seen",
        "Silos; nosuch",
        "Ünïted",
        None,
    ]
)
IDS = st.sampled_from([1, 2, 3, "x", " ", None])
PEOPLE = st.none() | st.fixed_dictionaries(
    {"id": IDS, "name": st.sampled_from(["Ada Invented", "Cy Invented", None])}
)
TIMES = st.sampled_from(
    ["2026-03-02T10:00:00.000Z", "2026-03-02T10:00:00Z", "2026-03-02 10:00", "soon", "", None, 5]
)
QUESTIONS = st.sampled_from(
    [
        "Key Take-Aways",
        "Private Notes",
        "Red flags",
        "Silos",
        "What is your gender?",
        "A customer is stuck at closing time. What do you do first?",
        "I change the plan when a customer needs it.",
        " ",
        None,
    ]
)
ATTRIBUTE = st.fixed_dictionaries(
    {
        "name": NAMES,
        "type": st.sampled_from(["Skills", "Values", "", None]),
        "rating": RATINGS,
        "note": WRITTEN,
    }
)
ANSWER = st.fixed_dictionaries({"question": QUESTIONS, "answer": WRITTEN | st.just(["Silos"])})
CARD = st.fixed_dictionaries(
    {"overall_recommendation": RATINGS},
    optional={
        "id": IDS,
        "candidate_id": IDS,
        "application_id": IDS,
        "interview": st.sampled_from(["Panel", "", None]),
        "interview_step": st.none() | st.just({"name": "Step"}) | st.just({"name": None}),
        "submitted_by": PEOPLE,
        "interviewer": PEOPLE,
        "submitted_at": TIMES,
        "updated_at": TIMES,
        "attributes": st.none() | st.lists(ATTRIBUTE, max_size=4),
        "questions": st.none() | st.lists(ANSWER, max_size=3),
        "ratings": st.none() | st.just({"yes": ["SQL", "Silos"], "no": ["Ownership"]}),
    },
)
FOREIGN = st.sampled_from([{"something": "else"}, 3])
FIRST: dict[str, Any] = {"overall_recommendation": "yes", "attributes": []}
RECORDS = st.lists(CARD | FOREIGN, max_size=12).map(lambda found: [FIRST, *found])


def _read(records: list[Any], *, lines: bool) -> Reading:
    with TemporaryDirectory() as folder:
        text = "\n".join(map(json.dumps, records)) if lines else json.dumps(records)
        return read_bytes(Path(folder), text.encode())


def _told(reading: Reading) -> tuple[object, ...]:
    """All of a reading but the order of its rows and faults, and which of two names counts."""
    frames = reading.responses, reading.held, reading.links, reading.people.drop("name")
    return (
        [frame.sort(pl.all()).rows() for frame in frames],
        sorted(map(repr, reading.faults)),
        reading.dropped_columns,
        reading.notes,
    )


@settings(max_examples=40)
@given(RECORDS, st.booleans(), st.sampled_from([64, 700, 1 << 18]), st.sampled_from([1, 2000]))
def test_cut_and_decoded_anyhow_scorecards_give_what_each_gives_alone(
    records: list[Any], lines: bool, block: int, together: int
) -> None:
    alone = _read(records, lines=lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cards, "EDITABLE", 0)
        at_once = _read(records, lines=lines)
        patch.setattr(blocks, "BLOCK", block)
        patch.setattr(scorecards, "TOGETHER", together)
        cut = _read(records, lines=lines)
    assert _told(at_once) == _told(alone)
    assert _told(cut) == _told(alone)


def test_a_long_list_is_decoded_once_and_not_looked_at_record_by_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = {**FIRST, "candidate_id": 5, "submitted_by": {"id": 1}, "interview": "x" * 100}
    monkeypatch.setattr(cards, "decoded_once", None)
    reading = read_bytes(tmp_path, json.dumps([card] * 5000).encode())
    assert reading.responses.height == 5000
    assert reading.responses["locator"][-1] == "scorecards[4999].overall_recommendation"


def test_one_odd_record_of_a_long_list_costs_no_more_than_itself(tmp_path: Path) -> None:
    card = {**FIRST, "candidate_id": 5, "submitted_by": {"id": 1}, "interview": "x" * 100}
    records = [card] * 2000 + [{**card, "interview": 3}] + [card] * 3000
    for text in (json.dumps(records), "\n".join(map(json.dumps, records))):
        reading = read_bytes(tmp_path, text.encode())
        assert reading.responses.height == 5000
        assert [fault.row for fault in reading.faults] == [2001]


@pytest.mark.parametrize(
    "odd", [{"attributes": [{"name": "SQL", "rating": 4}]}, {"questions": [{"question": 5}, None]}]
)
@pytest.mark.parametrize("lines", [True, False])
def test_one_odd_entry_of_a_long_list_costs_no_more_than_itself(
    odd: dict[str, Any], lines: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = {
        **FIRST,
        "candidate_id": 5,
        "submitted_by": {"id": 1},
        "attributes": [{"name": "SQL", "rating": "yes", "note": "x" * 100}],
        "questions": [{"question": "Key Take-Aways", "answer": "Calm."}],
    }
    records = [card] * 900 + [{**card, **odd}] + [card] * 1600
    at_once = _read(records, lines=lines)
    assert {fault.row for fault in at_once.faults} == {901}
    assert at_once.responses["locator"].n_unique() == at_once.responses.height >= 7500
    monkeypatch.setattr(cards, "EDITABLE", 1 << 40)
    assert _told(at_once) == _told(_read(records, lines=lines))


SPELLINGS = st.sampled_from(
    [{}, {"indent": 1}, {"separators": (",", ":")}, {"ensure_ascii": False}]
)


@settings(max_examples=20)
@given(st.lists(st.tuples(CARD, SPELLINGS), max_size=12))
def test_what_is_said_the_same_in_other_words_of_json_is_the_same(
    spelt: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    records = [FIRST, *(record for record, _ in spelt)]
    texts = [json.dumps(FIRST), *(json.dumps(record, **how) for record, how in spelt)]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(cards, "EDITABLE", 0)
        reading = read_bytes(Path(folder), f"[{', '.join(texts)}]".encode())
        plain = _read(records, lines=False)
    assert reading.responses.equals(plain.responses)
    assert _told(reading) == _told(plain)


@pytest.mark.parametrize("bad", [b'{"question": 5}', b"null", b'{"question": "\xff"}'])
def test_entries_that_fail_leave_a_pile_as_it_was(bad: bytes) -> None:
    good = Raw(b'{"name": "SQL", "rating": "yes"}')
    card = Scorecard(overall_recommendation="yes", attributes=[good], questions=[Raw(bad)])
    pile = Pile()
    with pytest.raises(UNLIKE):
        pile.add(Block(b"[]", 0, lines=False), [0], [card])
    assert pile == Pile()


@settings(max_examples=20)
@given(RECORDS, st.booleans(), st.sampled_from([1, 2000]))
def test_put_together_a_stretch_at_a_time_scorecards_are_what_they_are_as_a_whole(
    records: list[Any], lines: bool, together: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cards, "EDITABLE", 0)
        patch.setattr(scorecards, "TOGETHER", together)
        reading = _read(records, lines=lines)
    assert reading.unfolding().collect().equals(reading.responses)
    assert reading.n_responses == reading.responses.height


def test_alike_entries_stand_once_until_most_of_them_differ() -> None:
    rows, decoder = Rows[str, str]((str.lower, str.upper)), msgspec.json.Decoder(list[str])
    for entries in (["a", "b", "a", "a"], ["c", "d"], ["d", "d"]):
        rows.add(rows.decoded([[msgspec.json.encode(entry) for entry in entries]], decoder))
    assert rows.written == ["A", "B", "C", "D", "D", "D"]
    assert [rows.written[entry] for entry in rows.entries] == list("ABAACDDD")
    assert rows.frame()["at"].to_list() == [0, 1, 2, 3, 0, 1, 0, 1]
    assert rows.frame()["word"].to_list() == [0, 1, 0, 0, 2, 3, 3, 3]
