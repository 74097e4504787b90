"""The sheet that answers: is skill-only hiring dominating or creeping back?"""

from openpyxl.worksheet.worksheet import Worksheet

from reports.dominance_words import VERDICT_WORDS
from reports.grid import Grid, Value
from reports.layout.page import TABLE_TOP, prose_height
from reports.portfolio.draft import PortfolioDraft
from reports.portfolio.month_chart import add_month_chart
from reports.wording import plural
from schemas.results.portfolio_audit import HiringFocus, PortfolioAudit

NAME = "Overview"
NOTHING = "No candidate has been interviewed yet, so there is nothing to audit."
QUIET = "Nothing presses: no figure is beyond its limits."
_COLUMNS = 4
_LAST_COLUMN = 16
_CHARTS = {"hiring_focus": "F3", "skill_share": "F18"}
"""Where the two figures that matter most are drawn."""
_CHARTS_FOOT = 40
_WIDTHS = {"A": 30, "B": 12, "C": 14, "D": 40, "E": 3}
_TEXT_WIDTH = 96
_SAID_WIDTH = 52
HOW = "0 is operations-focused, 100 customer-focused: 100 times the smallest part below."
_Line = tuple[str, Value, str, str]
"""A name, its figure, the figure's look, and words."""


def add_overview_sheet(draft: PortfolioDraft) -> Worksheet:
    """Append the verdict, the hiring focus with its parts, and what leaders should hear."""
    grid = draft.page(NAME, "Portfolio", _about(draft))
    grid.widths(_WIDTHS)
    audit = draft.portfolio.audit
    if audit is None:
        grid.put(TABLE_TOP, 1, NOTHING, "prose")
        grid.merge(TABLE_TOP, 1, _COLUMNS)
    else:
        _fill(draft, grid, audit)
    draft.close(grid, _LAST_COLUMN, foot=_CHARTS_FOOT)
    grid.sheet.page_setup.fitToHeight = 1
    return grid.sheet


def _about(draft: PortfolioDraft) -> str:
    portfolio = draft.portfolio
    audit = portfolio.audit
    parts = [f"Culture {portfolio.culture}", f"run {portfolio.run.run_id}"]
    if audit is not None:
        parts += [
            plural(audit.n_requisitions, "requisition"),
            plural(audit.n_candidacies, "candidacy", "candidacies"),
            plural(audit.n_decisions, "decision"),
        ]
    return " · ".join(parts)


def _fill(draft: PortfolioDraft, grid: Grid, audit: PortfolioAudit) -> None:
    verdict = f"Decisions over all requisitions are {VERDICT_WORDS[audit.followed.verdict]}."
    _paragraph(grid, 3, f"{verdict} {audit.followed.reason}", "verdict")
    row = _focus(grid, 5, audit.focus)
    row = _messages(grid, row, audit.messages)
    _audits(grid, row, audit)
    for series in audit.drift:
        if series.measure in _CHARTS:
            add_month_chart(draft, grid.sheet, series, _CHARTS[series.measure])


def _paragraph(grid: Grid, row: int, text: str, look: str) -> None:
    grid.put(row, 1, text, look)
    grid.merge(row, 1, _COLUMNS)
    large = 1.3 if look == "verdict" else 1.0
    grid.height(row, prose_height(text, _TEXT_WIDTH / large) * large)


def _focus(grid: Grid, top: int, focus: HiringFocus) -> int:
    """The figure and its parts; as with the keys, the weakest part sets it."""
    set_by = f" Set by: {focus.weakest}." if focus.weakest else ""
    rows: list[_Line] = [
        ("Hiring focus, 0 to 100", focus.focus, "level", f"{HOW}{set_by}"),
        ("Decisions by the rule", focus.followed_rule, "share", "where skill disagrees with it"),
        ("Advances within the policy", focus.kept_policy, "share", "of all advances"),
        ("Asked about values", focus.asked_values, "share", "of all candidacies"),
    ]
    headings = ("Hiring focus", "Figure", "In words", None)
    looks = ("heading", "heading_number", "heading", "heading")
    for column, (heading, look) in enumerate(zip(headings, looks, strict=True), 1):
        grid.put(top, column, heading, look)
    return _lines(grid, top + 1, rows) + 1


def _lines(grid: Grid, top: int, rows: list[_Line]) -> int:
    """Figures with their names and words; the row after the last."""
    for row, (name, figure, look, said) in enumerate(rows, top):
        grid.put(row, 1, name, "strong")
        grid.put(row, 2, "not known" if figure is None else figure, look)
        grid.put(row, 3, said, "wrapped")
        grid.merge(row, 3, 4)
        grid.height(row, max(24, prose_height(said, _SAID_WIDTH)))
    return top + len(rows)


def _messages(grid: Grid, top: int, messages: tuple[str, ...]) -> int:
    grid.put(top, 1, "What leaders should hear", "section")
    row = top
    for row, message in enumerate(messages or (QUIET,), top + 1):
        _paragraph(grid, row, message, "prose")
    return row + 2


def _audits(grid: Grid, top: int, audit: PortfolioAudit) -> None:
    """Say–do gap, coverage and the measured rate of false alarms."""
    say_do, coverage = audit.say_do.total, audit.coverage.total
    outside = f"{say_do.n_outside} of {say_do.n_advances} advances"
    looks = f"{say_do.n_second_looks} of them were second looks"
    candidacies = plural(coverage.n_candidacies, "candidacy", "candidacies")
    never = f"{coverage.n_never_asked_values} of {candidacies}"
    pairs = f"of {plural(audit.followed.n_pairs, 'pair')} in which skill and the rule disagree"
    alarms = "of steady companies it would wrongly warn within two years"
    rows: list[_Line] = [
        ("Say–do gap", say_do.gap, "share", outside),
        ("Without second looks", say_do.gap_without_second_looks, "share", looks),
        ("Never asked about values", coverage.never_asked_values, "share", never),
        ("Went with skill", audit.followed.share, "share", pairs),
        ("False alarms of the drift rule", audit.false_alarm_rate, "share", alarms),
    ]
    grid.put(top, 1, "In figures", "section")
    _lines(grid, top + 1, rows)
