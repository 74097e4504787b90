"""Drafts of Source maps: valid, honest about what they do not know, and enough to go on with."""

from pathlib import Path

import pytest
import yaml

from flows.intake.drafting.draft import draft_source
from flows.intake.read import read_file
from schemas.config.source import UNFILLED, Source
from schemas.errors import UnreadableFileError
from scoring.guides import Guides
from tests.conftest import ROOT

TICKED = """\
start;end;candidate;requisition;interviewer;{};_id;_uuid;_submission_time;_index
s;2026-01-13T09:00:00Z;c-1;R-1;ann;{};1;u-1;2026-01-13T09:00:00;1
s;2026-01-14T09:00:00Z;c-2;R-1;ann;{};2;u-2;2026-01-14T09:00:00;2
"""
"""An export of KoBo with some more columns, and their cells in two rows."""
LONG = """\
Candidate e-mail,Job ID,Interviewer,Criterion,Score,Comments,Date
c-1@example.test,R-1,r-1,Kindness,4,,2026-03-01
c-1@example.test,R-1,r-1,Patience,2,slow,2026-03-01
"""
WIDE = """\
Applicant,Requisition,Reviewer,Ownership,Kindness,Strengths,Gender
c-1,R-1,r-1,4,4 - Good,talks much and about many things,f
c-2,R-1,r-1,5,2 - Poor,,m
"""
GOOGLE = """\
Timestamp,Email Address,Candidate,Kindness
10/28/2025 15:03:45,ann@example.test,c-1,4
10/29/2025 15:03:45,ann@example.test,c-2,5
"""


def drafted(folder: Path, text: str, guides: Guides) -> tuple[str, Source]:
    """The draft for a file of this text, as text and as the contract."""
    path = folder / "Panel Export (1).csv"
    path.write_text(text)
    draft = draft_source(path, guides, ())
    return draft, Source.model_validate(yaml.safe_load(draft))


def test_a_long_table_is_drafted_whole_and_then_reads(tmp_path: Path, guides: Guides) -> None:
    draft, source = drafted(tmp_path, LONG, guides)
    assert UNFILLED not in draft
    assert (source.name, source.form) == ("panel_export_1", "long")
    reading = read_file(tmp_path / "Panel Export (1).csv", guides, (source,))
    assert reading.faults == ()
    assert reading.responses["value"].to_list() == [4.0, 2.0]


def test_a_note_that_is_a_number_is_the_rating(tmp_path: Path, guides: Guides) -> None:
    text = (
        "Candidat;Poste;Évaluateur;Entretien;Critère;Note;Remarque;Horodatage\n"
        "c-1;R-1;r-1;a;Kindness;4,5;à revoir;2026-03-01\nc-1;R-1;r-1;a;Patience;2;;2026-03-01\n"
    )
    draft, source = drafted(tmp_path, text, guides)
    assert UNFILLED not in draft
    assert (source.form, source.columns.rating, source.columns.note) == ("long", "Note", "Remarque")
    reading = read_file(tmp_path / "Panel Export (1).csv", guides, (source,))
    assert reading.responses["value"].to_list() == [4.5, 2.0]


def test_a_column_that_repeats_for_each_rater_is_what_was_asked(
    tmp_path: Path, guides: Guides
) -> None:
    rows = [
        f"c-{who};R-1;b-{rater};{asked};{1 + (who + rater) % 5},5"
        for who in range(3)
        for rater in range(2)
        for asked in ("Auftreten", "Sorgfalt", "Zuhören")
    ]
    text = "Bewerber-Nr.;Stelle;Beurteiler;Bereich;Bewertung\n" + "\n".join(rows) + "\n"
    draft, source = drafted(tmp_path, text, guides)
    assert UNFILLED not in draft
    assert (source.form, source.columns.question) == ("long", "Bereich")
    assert "seen: 1.5 to" in draft


def test_a_wide_table_lists_what_looks_rated_and_leaves_text_and_denied_columns_out(
    tmp_path: Path, guides: Guides
) -> None:
    draft, source = drafted(tmp_path, WIDE, guides)
    assert [question.column for question in source.questions] == ["Ownership", "Kindness"]
    assert source.questions[0].scale is None  # declared by the culture
    assert "seen: 2 to 4" in draft
    assert '# - {column: "Strengths", kind: text}' in draft
    assert "Gender" not in draft


def test_a_form_is_drafted_as_an_addition_to_its_tool(tmp_path: Path, guides: Guides) -> None:
    draft, source = drafted(tmp_path, GOOGLE, guides)
    assert (source.reads, source.builtin) == ("builtin", "google_forms")
    assert f'requisition: "{UNFILLED}"' in draft
    assert source.columns.rater is None  # the respondent


@pytest.mark.parametrize(
    ("export", "who"),
    [
        ("limesurvey.csv", ("CAND. Candidate", "REQ. Requisition", "WHO. Interviewer")),
        ("kobo.csv", ("candidate", "requisition", "interviewer")),
        ("surveymonkey.csv", ("Candidate", "Requisition", None)),
    ],
)
def test_a_form_is_drafted_by_the_names_that_its_codes_and_paths_stand_for(
    guides: Guides, export: str, who: tuple[str, ...]
) -> None:
    path = ROOT / "tests/fixtures/intake" / export
    source = Source.model_validate(yaml.safe_load(draft_source(path, guides, ())))
    columns = source.columns
    found = (columns.candidate, columns.requisition, columns.rater)
    assert [name and name.rpartition("/")[2] for name in found] == [*who]
    known = [question for question in source.questions if "wnership" in question.column]
    assert known
    assert {question.scale for question in known} == {None}  # the culture declares it


def test_titles_above_the_headings_are_no_headings(tmp_path: Path, guides: Guides) -> None:
    _, source = drafted(tmp_path, f"Panel in spring,,,,,,\n\n{WIDE}", guides)
    assert (source.columns.candidate, source.columns.rater) == ("Applicant", "Reviewer")
    reading = read_file(tmp_path / "Panel Export (1).csv", guides, (source,))
    assert (reading.n_responses, reading.faults) == (4, ())


def test_a_table_in_which_nothing_looks_rated_is_drafted_as_a_source_to_fill_in(
    tmp_path: Path, guides: Guides
) -> None:
    draft, source = drafted(
        tmp_path, "Applicant,Opening,Reviewer,Remarks\nc-1,R-1,r-1,ok\n", guides
    )
    assert source.unfilled == ("questions",)
    assert '# - {column: "Remarks", kind: text}' in draft


def test_an_unfinished_draft_is_told_with_the_fields_to_fill_in(
    tmp_path: Path, guides: Guides
) -> None:
    """Of a form's draft, and of a table's."""
    _, source = drafted(tmp_path, GOOGLE, guides)
    headings = {"candidate": UNFILLED, "requisition": UNFILLED, "rater": "Who"}
    columns = source.columns.model_copy(update=headings)
    source = source.model_copy(update={"columns": columns})
    (fault,) = read_file(tmp_path / "Panel Export (1).csv", guides, (source,)).faults
    assert f"{source.name} names Who and still says CHANGE ME for candidate, " in fault.message
    assert "CHANGE ME, CHANGE ME" not in fault.message
    _, source = drafted(tmp_path, WIDE.replace("Reviewer", "Person"), guides)
    assert source.unfilled == ("rater",)
    with pytest.raises(UnreadableFileError, match="still says CHANGE ME for rater"):
        read_file(tmp_path / "Panel Export (1).csv", guides, (source,))


def test_an_export_of_a_tracking_system_gets_a_line_for_each_question_that_nobody_declares(
    shared: Path, guides: Guides
) -> None:
    path = shared / "samples/greenhouse/json/list_scorecards.json"
    source = Source.model_validate(yaml.safe_load(draft_source(path, guides, ())))
    assert source.builtin == "greenhouse"
    assert {entry.track for entry in source.maps} == {"none"}
    assert "Communication" in {entry.question for entry in source.maps}


def test_a_file_whose_questions_are_all_declared_needs_no_map(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "Candidate,Opening,Interviewer,Question,Rating,Note,Submitted\nc-1,R-1,r-1,Ownership,4,,\n"
    )
    with pytest.raises(UnreadableFileError, match="needs no map"):
        draft_source(path, guides, (long_source,))


def test_ticked_options_are_listed_as_such_and_are_no_ratings(
    tmp_path: Path, guides: Guides
) -> None:
    """Not even an option that is called like a competency; an option that is a red flag is one."""
    export = TICKED.format(
        "panel/kindness;strengths;strengths/design;strengths/sql;flags/silos;flags/lateness",
        "4;design sql;1;1;1;0",
        "2;design;1;0;0;0",
    )
    draft, source = drafted(tmp_path, export, guides)
    assert [question.column for question in source.questions] == ["panel/kindness", "flags/silos"]
    for option in ("strengths/design", "strengths/sql", "flags/lateness"):
        line = f'# - {{column: "{option}", kind: text}}  # an option: 1 where it was ticked'
        assert line in draft
    reading = read_file(tmp_path / "Panel Export (1).csv", guides, (source,))
    read = reading.responses.select("candidate_id", "question", "value").rows()
    assert set(read) == {
        ("c-1", "panel/kindness", 4.0),
        ("c-2", "panel/kindness", 2.0),
        ("c-1", "silos", 1.0),
        ("c-2", "silos", 0.0),
    }
    assert reading.faults == ()
    assert any('- {column: "strengths/sql", kind: text}' in note for note in reading.notes)


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        ("r/kindness;r/patience", ("1;1", "1;1")),  # two low ratings
        ("r;r/kindness;r/patience", ("x;1;4", "y;1;1")),  # a group called like a question
        ("kindness;patience", ("0;1", "1;0")),  # in no group
    ],
)
def test_ratings_that_only_look_like_ticks_are_drafted_as_ratings(
    tmp_path: Path, guides: Guides, headings: str, cells: tuple[str, str]
) -> None:
    _, source = drafted(tmp_path, TICKED.format(headings, *cells), guides)
    asked = [question.column.rpartition("/")[2] for question in source.questions]
    assert asked == ["kindness", "patience"]


def test_a_column_of_no_and_yes_gets_their_ends(tmp_path: Path, guides: Guides) -> None:
    rows = "".join(f"c-{who},R-1,r-1,{who % 2}\n" for who in range(4))
    draft, _ = drafted(tmp_path, f"Applicant,Requisition,Reviewer,Again\n{rows}", guides)
    assert "scale: {low: 0, high: 1}  # seen: 0 to 1; check" in draft


def test_headings_alone_do_not_tell_which_column_repeats(tmp_path: Path, guides: Guides) -> None:
    draft, source = drafted(tmp_path, "Cand,Interviewer,Topic,Score\n", guides)
    assert source.columns.question is None
    assert source.form == "wide"
    assert UNFILLED in draft
