"""A decision sheet: candidates with both keys and the reasons, and the cells to answer in."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from reports.draft import Draft
from reports.grid import Grid, Value
from reports.layout.marks import add_bars, highlight
from reports.layout.page import TABLE_TOP, protect, set_print
from reports.layout.table import Column, Extent, add_table
from reports.theme import BAD, GOOD, PALE, WARN
from reports.wording import TERMS, estimate, shown, status_of
from schemas.books.returned import (
    CHOICE_WORDS,
    HEAD_CANDIDATE,
    HEAD_DATE,
    HEAD_DECIDER,
    HEAD_DECISION,
    HEAD_REASON,
    HEAD_SKILL,
    HEAD_STATUS,
    HEAD_TOKEN,
    HEAD_VALUES,
    row_token,
)
from schemas.results.shortlist import Candidacy
from schemas.words import Choice

VALUES_SURE = "Sure of values"
SKILL_SURE = "Sure of skill"
HEAD_WHY = "Why"
_LONGEST_NAME = 120
_EARLIEST = "36526"
"""1 January 2000, as a spreadsheet counts days: no decision is older."""


@dataclass(frozen=True)
class Extra:
    """Columns that only one decision sheet has."""

    columns: Sequence[Column]
    values: Sequence[Sequence[Value]]


def add_decision_sheet(
    draft: Draft,
    name: str,
    subtitle: str,
    candidacies: list[Candidacy],
    before: Extra,
    after: Extra,
) -> Extent:
    """Append a decision sheet with the columns all three share around its own.

    Args:
        draft: The workbook in the making.
        name: Name of the sheet, and its title.
        subtitle: What it answers.
        candidacies: One a row, in this order.
        before: The sheet's own columns left of the candidate.
        after: The sheet's own columns after the keys.
    """
    grid = draft.page(name, name, subtitle)
    columns = [*before.columns, *_key_columns(), *after.columns, *_answer_columns()]
    rows = [
        [*ahead, *_keys(draft, candidacy), *behind, *_answer(draft, candidacy)]
        for ahead, candidacy, behind in zip(before.values, candidacies, after.values, strict=True)
    ]
    extent = add_table(grid, TABLE_TOP, columns, rows)
    if not candidacies:
        grid.put(TABLE_TOP + 1, 1, "Nobody at present.", "note")
    _link(draft, grid, extent, candidacies)
    _mark(grid.sheet, extent)
    _validate(grid.sheet, extent)
    grid.sheet.freeze_panes = f"{extent.letter(HEAD_STATUS)}{extent.first}"
    grid.sheet.auto_filter.ref = f"A{extent.heading}:{extent.letter(HEAD_TOKEN)}{extent.last}"
    set_print(grid.sheet, draft.footer, len(columns) - 1, extent.heading)
    protect(grid.sheet)
    return extent


def _key_columns() -> list[Column]:
    return [
        Column(HEAD_CANDIDATE, 22, "link", "Leads to this candidate's evidence."),
        Column(HEAD_STATUS, 18, "wrapped", TERMS["decided"]),
        Column(HEAD_VALUES, 8, "level", TERMS["values"]),
        Column("± values", 7.5, "error", TERMS["error"]),
        Column(VALUES_SURE, 8, "certainty", TERMS["sure"]),
        Column(HEAD_SKILL, 8, "level", TERMS["skill"]),
        Column("± skill", 7.5, "error", TERMS["error"]),
        Column(SKILL_SURE, 8, "certainty", TERMS["sure"]),
    ]


def _keys(draft: Draft, candidacy: Candidacy) -> list[Value]:
    figures: list[Value] = []
    for key in (candidacy.values, candidacy.skill):
        figures.extend(estimate(key, draft.context.policy))
        figures.append(key.p_above_floor)
    return [shown(candidacy), status_of(candidacy), *figures]


def _answer_columns() -> list[Column]:
    return [
        Column(HEAD_DECISION, 13, "input_text", TERMS["decision"]),
        Column(HEAD_DECIDER, 13, "input_text", TERMS["decider"]),
        Column(HEAD_DATE, 12, "input_day", TERMS["date"]),
        Column(HEAD_REASON, 23, "input_text", TERMS["reason"]),
        Column(HEAD_TOKEN, 10, "hidden", hidden=True),
    ]


def _answer(draft: Draft, candidacy: Candidacy) -> list[Value]:
    token = row_token(draft.shortlist.requisition_id, candidacy.candidate_id)
    made = draft.recorded.get(candidacy.candidate_id)
    if made is None:
        return [None, None, None, None, token]
    day = made.decided_at.date()
    return [CHOICE_WORDS[made.choice], made.decider, day, made.reason or None, token]


def _link(draft: Draft, grid: Grid, extent: Extent, candidacies: list[Candidacy]) -> None:
    letter = extent.letter(HEAD_CANDIDATE)
    for row, candidacy in enumerate(candidacies, extent.first):
        target = draft.evidence_rows.get(candidacy.candidate_id)
        if target is not None:
            cell = grid.sheet[f"{letter}{row}"]
            cell.hyperlink = Hyperlink(ref="", location=f"'Evidence'!A{target}")


def _mark(sheet: Worksheet, extent: Extent) -> None:
    """Colour what a reader looks for first; every colour stands beside a figure or a word."""
    for heading in (HEAD_VALUES, HEAD_SKILL):
        add_bars(sheet, extent.body(heading), 0, 100, PALE)
    first = extent.first
    decision, reason = extent.letter(HEAD_DECISION), extent.letter(HEAD_REASON)
    status = extent.letter(HEAD_STATUS)
    needed = (
        f'AND(${decision}{first}="{CHOICE_WORDS[Choice.ADVANCE]}",TRIM(${reason}{first})="",'
        f'ISERROR(SEARCH("shortlisted",${status}{first})),'
        f'ISERROR(SEARCH("eligible",${status}{first})))'
    )
    highlight(sheet, extent.body(HEAD_REASON), needed, BAD)
    for choice, colour in ((Choice.ADVANCE, GOOD), (Choice.DECLINE, BAD), (Choice.HOLD, WARN)):
        chosen = f'${decision}{first}="{CHOICE_WORDS[choice]}"'
        highlight(sheet, extent.body(HEAD_DECISION), chosen, colour)


def mark_certainty(sheet: Worksheet, extent: Extent, lower: float, upper: float) -> None:
    """Mark how each key stands: surely below, in doubt, or standing."""
    for heading in (VALUES_SURE, SKILL_SURE):
        cell = f"{extent.letter(heading)}{extent.first}"
        for condition, colour in (
            (f"AND(ISNUMBER({cell}),{cell}<{lower!r})", BAD),
            (f"AND(ISNUMBER({cell}),{cell}>={upper!r})", GOOD),
            (f"ISNUMBER({cell})", WARN),
        ):
            highlight(sheet, extent.body(heading), condition, colour, last=True)


def _validate(sheet: Worksheet, extent: Extent) -> None:
    words = ",".join(CHOICE_WORDS.values())
    choose = DataValidation("list", formula1=f'"{words}"', allow_blank=True)
    choose.error = f"Pick one of: {words.replace(',', ', ')}."
    choose.errorTitle = "Decision"
    choose.add(extent.body(HEAD_DECISION))
    day = DataValidation("date", operator="greaterThan", formula1=_EARLIEST, allow_blank=True)
    day.error = "Type the day of the decision as a date, for example 2026-03-31."
    day.errorTitle = HEAD_DATE
    day.add(extent.body(HEAD_DATE))
    who = DataValidation(
        "textLength", operator="lessThanOrEqual", formula1=str(_LONGEST_NAME), allow_blank=True
    )
    who.error = f"At most {_LONGEST_NAME} characters."
    who.errorTitle = HEAD_DECIDER
    who.add(extent.body(HEAD_DECIDER))
    for validation in (choose, day, who):
        validation.showErrorMessage = True
        sheet.add_data_validation(validation)
