"""Red flags ticked in one cell, each of them an observation of its own."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.intake.read import read_file
from flows.intake.reading import Reading
from flows.intake.tabular.ticked import MARKS, ticked
from schemas.config.culture import RedFlag
from schemas.config.source import Source
from schemas.words import Kind
from scoring.guides import Guides
from tests.flows.intake.ats.cases import CULTURE

COMMA = "Waits, and waits"
FLAGS = {"budget before customer", "silos", "waits, and waits"}
WHO = {"candidate": "Candidate", "requisition": "Opening", "rater": "Interviewer"}
HEAD = "Candidate;Opening;Interviewer;Which red flags did you see?;Why"
ASKED = {"column": "Which red flags did you see?", "kind": "flag", "note_column": "Why"}


@pytest.fixture
def with_comma() -> Guides:
    """A culture in which the name of a flag holds a comma."""
    flag = RedFlag(
        id="waiting",
        name=COMMA,
        definition="Did nothing until somebody said so.",
        counts="Told a case in which nobody was told.",
        does_not_count="Waited for a spare part.",
    )
    return Guides(CULTURE.model_copy(update={"red_flags": (*CULTURE.red_flags, flag)}))


def read(folder: Path, guides: Guides, *rows: str, **asked: object) -> Reading:
    """These rows by a map that asks for red flags."""
    path = folder / "flags.csv"
    path.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    made = {"name": "panel", "form": "wide", "columns": WHO, "questions": [ASKED | asked]}
    return read_file(path, guides, (Source.model_validate(made),))


def test_each_flag_that_is_ticked_is_an_observation(tmp_path: Path, with_comma: Guides) -> None:
    reading = read(
        tmp_path,
        with_comma,
        'c-1;R-1;ann;"Silos;budget BEFORE customer;";told of two teams',
        f'c-2;R-1;ann;"{COMMA}, Silos";',
        "c-3;R-1;ann;None observed;",
        "c-6;R-1;ann;Keine;",
        "c-4;R-1;ann;;",
        f'c-5;R-1;ann;"{COMMA}";',
    )
    assert reading.faults == ()
    rows = reading.responses
    assert rows.select("candidate_id", "question", "value").rows() == [
        ("c-1", "silos", 1.0),
        ("c-1", "budget-first", 1.0),
        ("c-2", "waiting", 1.0),
        ("c-2", "silos", 1.0),
        ("c-5", "waiting", 1.0),
    ]
    assert set(rows["kind"]) == {Kind.FLAG.value}
    assert rows["note"].to_list()[:3] == ["told of two teams", "told of two teams", None]
    assert rows["value_raw"].to_list()[:3] == ["Silos", "budget BEFORE customer", COMMA]


def test_an_option_that_is_no_flag_is_a_fault_with_the_nearest(
    tmp_path: Path, with_comma: Guides
) -> None:
    reading = read(tmp_path, with_comma, 'c-1;R-1;ann;"Silos, Budgt before customer";')
    (fault,) = reading.faults
    assert (fault.code, fault.row, fault.column) == ("unknown_flag", 2, ASKED["column"])
    assert "Did you mean “Budget before customer”?" in fault.expected
    assert fault.value == "Budgt before customer"
    assert reading.n_responses == 0


FORM = 'Timestamp,Email Address,Candidate,Opening,"Any red flags?",Ownership'


def form(folder: Path, guides: Guides, *flags: str) -> Reading:
    """A form of one row for each answer about red flags, by a map that does not name that."""
    path = folder / "form.csv"
    rows = [f'2026/03/0{at} 10:00:00 AM GMT+1,a@x.org,c-{at},R-1,"{flag}",4'
            for at, flag in enumerate(flags, 1)]  # fmt: skip
    path.write_text("\n".join([FORM, *rows, ""]), encoding="utf-8")
    made = {"name": "p", "reads": "builtin", "builtin": "google_forms"}
    columns = {"candidate": "Candidate", "requisition": "Opening"}
    scale = {"scale": {"low": 1, "high": 5}, "columns": columns}
    return read_file(path, guides, (Source.model_validate(made | scale),))


def test_a_form_that_asks_for_red_flags_needs_no_map_for_them(
    tmp_path: Path, with_comma: Guides
) -> None:
    reading = form(tmp_path, with_comma, "Silos, Budget before customer", "None observed")
    flags = reading.responses.filter(kind=Kind.FLAG.value)
    assert flags.select("candidate_id", "question").rows() == [
        ("c-1", "silos"),
        ("c-1", "budget-first"),
    ]


def test_free_text_about_red_flags_costs_no_scorecard(tmp_path: Path, with_comma: Guides) -> None:
    reading = form(tmp_path, with_comma, "Silos", "He spoke of silos, but only once")
    assert reading.faults == ()
    assert set(reading.responses["question"]) == {"Ownership"}
    (said,) = [note for note in reading.notes if "not read" in note]
    assert said.endswith('- {column: "Any red flags?", kind: flag}')


def test_a_rated_question_may_speak_of_red_flags(tmp_path: Path, guides: Guides) -> None:
    rating = {"kind": "rating", "scale": {"low": 1, "high": 5}}
    reading = read(tmp_path, guides, "c-1;R-1;ann;4;", **rating)
    assert reading.responses["value"].to_list() == [4.0]


def test_a_column_for_one_flag_may_repeat_its_name(tmp_path: Path, guides: Guides) -> None:
    path = tmp_path / "boxes.csv"
    path.write_text("Candidate,Opening,Interviewer,Silos\nc-1,R-1,ann,Silos\nc-2,R-1,ann,\n")
    made = {"name": "p", "form": "wide", "columns": WHO, "questions": [{"column": "Silos"}]}
    reading = read_file(path, guides, (Source.model_validate(made),))
    assert reading.faults == ()
    assert reading.responses.select("candidate_id", "value").rows() == [("c-1", 1.0), ("c-2", None)]


@given(
    names=st.lists(st.sampled_from(sorted(FLAGS)), min_size=1, unique=True),
    mark=st.sampled_from(MARKS),
    ends=st.booleans(),
)
def test_a_list_is_taken_apart_whatever_stands_between(
    names: list[str], mark: str, ends: bool
) -> None:
    assert ticked(mark.join(names) + (mark if ends else ""), FLAGS) == names
