"""The sample company's feedback form: one row an interview, one column a question."""

import csv
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from flows.demo.interviews import Interview
from flows.demo.marks import Mark
from schemas.config.culture import Culture
from schemas.config.questions import Dimension, Question
from schemas.config.role import Role
from schemas.config.scale import Scale
from schemas.config.source import Source, TableColumns, TableMatch, WideQuestion
from schemas.words import Kind

EXPORT_FILE = "interview-form-evening-team.csv"
SOURCE_NAME = "interview-form"
ZONE = "Europe/Lisbon"
TIMESTAMP = "Completed at"
RATER = "Your e-mail address"
CANDIDATE = "Candidate's e-mail address"
CANDIDATE_NAME = "Candidate's name"
REQUISITION = "Opening"
INTERVIEW = "Interview"
ADDRESS = "IP Address"
VERDICT = "Overall: would you hire?"
VERDICT_SCALE = Scale(low=1, high=4, labels={"no": 1, "rather not": 2, "rather yes": 3, "yes": 4})

OUT_OF_RANGE = ("zuzanna.hrabal", "people-first", "7")
"""Candidate, dimension and what a rater typed in place of a rating from 1 to 5."""
FORGOTTEN = "sofie.vandermeulen"
"""The candidate whom one of three raters forgot to name."""
FORMULA_LIKE = ("yevheniia.kravets", "= the clearest answer of the week; +1 on the follow-up. ")
"""The candidate whose notes begin like a formula, and the beginning."""


def write_form(
    folder: Path, culture: Culture, role: Role, interviews: Sequence[Interview]
) -> tuple[Path, ...]:
    """Write the form's export.

    Args:
        folder: Where the file goes.
        culture: Its values questions and red flags are columns.
        role: Its skill questions are columns.
        interviews: Those recorded with this form, all for `role`.
    """
    headings = [TIMESTAMP, ADDRESS, RATER, CANDIDATE, CANDIDATE_NAME, REQUISITION, INTERVIEW]
    dimensions = (*culture.dimensions, *role.competencies)
    for dimension in dimensions:
        headings += [question.text for question in dimension.questions]
        headings.append(_note_heading(dimension))
    headings += [_flag_heading(flag.name) for flag in culture.red_flags]
    headings.append(VERDICT)
    path = folder / EXPORT_FILE
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, headings, restval="")
        writer.writeheader()
        writer.writerows(_row(interview, culture) for interview in interviews)
    return (path,)


def form_source(culture: Culture, role: Role) -> Source:
    """The Source map that says what the form's columns hold."""
    questions = [
        _column(question, dimension)
        for dimension in (*culture.dimensions, *role.competencies)
        for question in dimension.questions
    ]
    flags = [
        WideQuestion(column=_flag_heading(flag.name), question=flag.id, kind=Kind.FLAG)
        for flag in culture.red_flags
    ]
    verdict = WideQuestion(column=VERDICT, question="overall", scale=VERDICT_SCALE)
    return Source(
        name=SOURCE_NAME,
        form="wide",
        match=TableMatch(columns=(RATER, CANDIDATE, REQUISITION, VERDICT)),
        timezone=ZONE,
        day_first=True,
        columns=TableColumns(
            candidate=CANDIDATE,
            candidate_name=CANDIDATE_NAME,
            requisition=REQUISITION,
            rater=RATER,
            interview=INTERVIEW,
            submitted_at=TIMESTAMP,
        ),
        questions=(*questions, *flags, verdict),
        scale=culture.scale,
    )


def write_source(folder: Path, source: Source) -> Path:
    """Write a Source map as the file that talent operations would keep."""
    path = folder / f"{source.name}.yaml"
    content = source.model_dump(mode="json", exclude_defaults=True)
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    path.write_text(f"# How the columns of the interview form become responses.\n{text}", "utf-8")
    return path


def _row(interview: Interview, culture: Culture) -> dict[str, str]:
    candidate = interview.candidate
    is_forgotten = candidate.id == FORGOTTEN and interview.name == "Team conversation"
    submitted = (interview.held_at + timedelta(minutes=95)).astimezone(ZoneInfo(ZONE))
    row = {
        TIMESTAMP: submitted.strftime("%d/%m/%Y %H:%M:%S"),
        ADDRESS: "192.0.2.17",
        RATER: interview.rater.email,
        CANDIDATE: "" if is_forgotten else candidate.email,
        CANDIDATE_NAME: "" if is_forgotten else candidate.name,
        REQUISITION: interview.opening.id,
        INTERVIEW: interview.name,
    }
    for mark in interview.marks:
        row[mark.question.text] = _answer(interview, mark)
        if mark.note:
            is_odd = candidate.id == FORMULA_LIKE[0]
            row[_note_heading(mark.dimension)] = (FORMULA_LIKE[1] if is_odd else "") + mark.note
    for flag in culture.red_flags:
        row[_flag_heading(flag.name)] = "yes" if flag.id in interview.flags else ""
    verdicts = list(VERDICT_SCALE.labels)
    row[VERDICT] = verdicts[round(interview.verdict / 100 * (len(verdicts) - 1))]
    return row


def _answer(interview: Interview, mark: Mark) -> str:
    candidate, dimension, typed = OUT_OF_RANGE
    is_mistyped = (interview.candidate.id, mark.dimension.id) == (candidate, dimension)
    return typed if is_mistyped and interview.name == "Team conversation" else mark.answer


def _column(question: Question, dimension: Dimension) -> WideQuestion:
    return WideQuestion(
        column=question.text,
        question=question.id,
        note_column=_note_heading(dimension) if question.kind is Kind.RATING else None,
        scale=question.scale,
        kind=question.kind,
    )


def _note_heading(dimension: Dimension) -> str:
    return f"Evidence: {dimension.name}"


def _flag_heading(name: str) -> str:
    return f"Red flag seen: {name}"
