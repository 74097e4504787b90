"""The sheet that answers: does skill alone decide here, in decisions, verdicts or order?"""

from openpyxl.worksheet.worksheet import Worksheet

from reports.dominance_words import VERDICT_WORDS, average, skill_alone, weights
from reports.draft import Draft
from reports.grid import Grid, Value
from reports.layout.page import TABLE_TOP, prose_height, protect, set_print
from reports.layout.table import Column, add_table
from reports.wording import status_text
from schemas.results.audit import Dominance, Drivers, FollowedSkill

NAME = "Dominance"
NOT_YET = "No dominance audit was made in this run."
_COLUMNS = 8
_TEXT_WIDTH = 118
_DRIVERS = [
    Column("What is looked at", 34, "strong"),
    Column("Candidates", 12, "count"),
    Column("With values", 12, "ratio", "Rank correlation with the values key (Kendall's tau-b)."),
    Column("With skill", 12, "ratio", "Rank correlation with the skill key (Kendall's tau-b)."),
    Column("Share of values", 12, "share", "Shapley share of what both keys explain."),
    Column("Share of skill", 12, "share", "Shapley share of what both keys explain."),
    Column("Explained", 12, "share", "How much of the outcome both keys explain."),
    Column("", 16, "text"),
]
_LISTS = (
    "By two keys (this workbook)",
    "By skill alone",
    "By a plain average",
)


def add_dominance_sheet(draft: Draft) -> Worksheet:
    """Append the verdict on decisions, what drives them, and the lists other rules would give."""
    grid = draft.page(
        NAME,
        "Does skill alone decide here?",
        "The verdict judges decisions; about our own order it only describes. The other lists "
        "are shown to compare: none of them is a shortlist.",
    )
    found = draft.context.dominance
    if found is None:
        grid.put(TABLE_TOP, 1, NOT_YET, "note")
    else:
        _fill(draft, grid, found)
    set_print(grid.sheet, draft.footer, _COLUMNS, None)
    protect(grid.sheet)
    return grid.sheet


def _fill(draft: Draft, grid: Grid, found: Dominance) -> None:
    drivers = [
        _driver(name, driver)
        for name, driver in (
            ("Decisions: advanced or not", found.decisions),
            ("Interviewers' overall verdicts", found.overall),
            ("Our order among those who pass", found.order),
        )
        if driver is not None
    ]
    extent = add_table(grid, TABLE_TOP, _DRIVERS, drivers)
    row = extent.last + 2
    for title, text in _findings(draft, found):
        row = _finding(grid, row, title, text)
    _alternatives(draft, grid, row + 1, found)


def _driver(name: str, driver: Drivers) -> list[Value]:
    return [
        name,
        driver.n,
        driver.tau_values,
        driver.tau_skill,
        driver.share_values,
        driver.share_skill,
        driver.r2,
        None,
    ]


def _findings(draft: Draft, found: Dominance) -> list[tuple[str, str]]:
    said = [("Decisions", _followed(found.followed))]
    if found.overall_followed is not None:
        said.append(("Overall verdicts", _followed(found.overall_followed)))
    said.append(("Skill alone", skill_alone(found.alternatives, draft.labels)))
    said.append(("A plain average", average(found.alternatives, draft.labels)))
    if found.weights is not None:
        said.append(("Weights of an average", weights(found.weights)))
    return said


def _followed(found: FollowedSkill) -> str:
    word = VERDICT_WORDS[found.verdict].partition(":")[0]
    return f"{word.capitalize()}. {found.reason}"


def _finding(grid: Grid, row: int, title: str, text: str) -> int:
    grid.put(row, 1, title, "strong")
    grid.put(row, 2, text, "wrapped")
    grid.merge(row, 2, _COLUMNS)
    grid.height(row, prose_height(text, _TEXT_WIDTH - 34))
    return row + 1


def _alternatives(draft: Draft, grid: Grid, top: int, found: Dominance) -> None:
    """The three lists side by side, each candidate with the status on record."""
    grid.put(top, 1, "Who would be on the list", "section")
    statuses = {who.candidate_id: status_text(who.status) for who in draft.shortlist.candidates}
    lists = (
        found.alternatives.two_key,
        found.alternatives.skill_alone,
        found.alternatives.average,
    )
    for at, (heading, listed) in enumerate(zip(_LISTS, lists, strict=True)):
        first, last = (1, 1) if at == 0 else (2 + 3 * (at - 1), 4 + 3 * (at - 1))
        _cell(grid, top + 1, first, last, heading, "heading")
        for row, candidate_id in enumerate(listed, top + 2):
            name = draft.labels.get(candidate_id, candidate_id)
            text = f"{name} ({statuses.get(candidate_id, 'unknown')})"
            _cell(grid, row, first, last, text, "wrapped")
            grid.height(row, 30)


def _cell(grid: Grid, row: int, first: int, last: int, text: str, look: str) -> None:
    grid.put(row, first, text, look)
    if last > first:
        grid.merge(row, first, last)
