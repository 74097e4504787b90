"""The sheet that answers: by which rules, from which files, and with which versions?"""

from collections.abc import Iterable, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from reports.draft import Draft
from reports.grid import Grid, Value
from reports.layout.page import TABLE_TOP, prose_height, protect, set_print
from reports.policy_words import policy_lines
from reports.wording import TERMS, status_text
from schemas.books.book import Mover

NAME = "Method and audit"
_COLUMNS = 6
_WIDTHS = {"A": 30, "B": 22, "C": 22, "D": 22, "E": 22, "F": 22}
_TEXT_WIDTH = 112
RULE = (
    (
        "Two keys open the door: values and skill. They are scored apart, and neither pays for the "
        "other: below the values floor no skill gets anyone on the list, and the reverse."
    ),
    (
        "The status is the first that applies: blocked by red flags; incomplete; surely below a "
        "floor (skill only, values only, neither key); second look; then shortlisted while "
        "seats last, and eligible after that. The list is never filled up."
    ),
    (
        "Those who hold both keys are ordered by the smaller headroom, then the larger: a "
        "candidate is as strong as the weaker key. Exact ties at the last seat are all "
        "shortlisted."
    ),
)
ARITHMETIC = (
    (
        "Every answer becomes 0 to 100 on its declared scale. No answer, no decision and not "
        "asked are missing: never zero, never a pass, never the middle."
    ),
    (
        "Raw is the weighted mean of the scores. Each score is then corrected for how hard its "
        "question is, for how harsh its rater is, and for that rater's overall impression of "
        "this candidate (halo). The sheet Keys shows raw + questions + severity + halo = level; "
        "the sheet Evidence shows the same for every answer, with its share in the key."
    ),
    (
        "The error (±) says how far the level might lie off with other raters and questions. "
        "The certainty of lying at or above the floor is Φ((level − floor) / error), Φ being "
        "the normal distribution; where a required dimension has a floor of its own, the "
        "weakest counts."
    ),
)


def add_method_sheet(draft: Draft) -> Worksheet:
    """Append policy, definitions, arithmetic, movers, versions, digests and input files."""
    grid = draft.page(
        NAME, NAME, "How this shortlist was made, so that it can be checked a year from now."
    )
    grid.widths(_WIDTHS)
    row = _prose(grid, TABLE_TOP, "The rule", RULE)
    row = _pairs(grid, row, "The policy, stated before the data", policy_lines(draft))
    row = _prose(grid, row, "The arithmetic", ARITHMETIC)
    row = _prose(grid, row, "About this list", draft.shortlist.notes or ("Nothing to add.",))
    row = _movers(draft, grid, row)
    row = _pairs(grid, row, "Words", ((_title(word), TERMS[word]) for word in _DEFINED))
    row = _pairs(grid, row, "Versions", _versions(draft))
    files = [(item.name, item.digest) for item in draft.context.inputs]
    _pairs(grid, row, "Files read (SHA-256)", files or [("none", "No file has been read.")])
    set_print(grid.sheet, draft.footer, _COLUMNS, None)
    protect(grid.sheet)
    return grid.sheet


_DEFINED = (
    "values",
    "skill",
    "error",
    "sure",
    "rank",
    "band",
    "headroom",
    "flags",
    "raw",
    "question",
    "severity",
    "halo",
    "weight",
    "decided",
)
_TITLES = {
    "error": "± (standard error)", "sure": "Sure of a key", "flags": "Red flags",
    "raw": "Raw", "question": "Question correction", "severity": "Severity correction",
    "halo": "Halo correction", "weight": "Share",
}  # fmt: skip


def _title(word: str) -> str:
    return _TITLES.get(word, word.capitalize())


def _section(grid: Grid, row: int, title: str) -> int:
    grid.put(row, 1, title, "section")
    grid.height(row, 22)
    return row + 1


def _prose(grid: Grid, row: int, title: str, lines: Sequence[str]) -> int:
    row = _section(grid, row, title)
    for line in lines:
        grid.put(row, 1, line, "prose")
        grid.merge(row, 1, _COLUMNS)
        grid.height(row, prose_height(line, _TEXT_WIDTH + 30))
        row += 1
    return row + 1


def _pairs(grid: Grid, row: int, title: str, pairs: Iterable[tuple[str, Value]]) -> int:
    row = _section(grid, row, title)
    for name, value in pairs:
        grid.put(row, 1, name, "strong")
        grid.put(row, 2, value, "wrapped")
        grid.merge(row, 2, _COLUMNS)
        grid.height(row, max(prose_height(str(value), _TEXT_WIDTH), prose_height(name, 28)))
        row += 1
    return row + 1


def _movers(draft: Draft, grid: Grid, row: int) -> int:
    movers = draft.context.movers
    since = draft.context.previous_run_id
    title = "Moved by severity alone" + (f" since run {since}" if since else "")
    row = _section(grid, row, title)
    if not movers:
        grid.put(row, 1, "Nobody changed status or order without ratings of their own.", "note")
        return row + 2
    headings = ("Candidate", "Status then", "Status now", "Rank", "Values", "Skill")
    grid.put_row(row, 1, headings, "heading")
    for row, mover in enumerate(movers, row + 1):  # noqa: B020  # the row goes on below the heading
        grid.put_row(row, 1, _mover(mover), "wrapped")
    return row + 2


def _mover(mover: Mover) -> tuple[Value, ...]:
    return (
        mover.label or mover.candidate_id,
        status_text(mover.status_then),
        status_text(mover.status_now),
        _change(mover.rank_then, mover.rank_now, "d"),
        _change(mover.values_then, mover.values_now, ".1f"),
        _change(mover.skill_then, mover.skill_now, ".1f"),
    )


def _change(then: float | None, now: float | None, form: str) -> str:
    before, after = ("none" if figure is None else format(figure, form) for figure in (then, now))
    return before if before == after else f"{before} → {after}"


def _versions(draft: Draft) -> list[tuple[str, Value]]:
    context = draft.context
    return [
        ("Run", context.run_id),
        ("Made at", f"{context.made_at:%Y-%m-%d %H:%M:%S} UTC"),
        ("Product", f"Twokeys {context.product_version}"),
        ("Culture", _named(context.culture, context.culture_digest)),
        ("Role", _named(draft.shortlist.role, context.role_digest)),
        ("Policy", _named(f"version {context.policy.version}", context.policy_digest)),
        ("Shortlist contract", f"version {draft.shortlist.version}"),
    ]


def _named(name: str, digest: str) -> str:
    return f"{name} · {digest}" if digest else name
