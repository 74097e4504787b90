"""The sheet that answers: who rates harshly, narrowly or by one impression, and what would help?"""

from openpyxl.worksheet.worksheet import Worksheet

from reports.grid import Value
from reports.layout.table import Column
from reports.portfolio.draft import PortfolioDraft
from schemas.results.reliability import RaterRow

NAME = "Raters"
WITHHELD = "The policy leaves raters out of workbooks."
NOBODY = "Nobody has rated yet."
_COLUMNS = [
    Column("Rater", 22, "strong"),
    Column("Key", 9, "text"),
    Column("Ratings", 9, "count"),
    Column("Candidates", 11, "count"),
    Column(
        "Severity",
        10,
        "signed",
        "Points lower than others rate the same candidates: harsh above 0, lenient below.",
    ),
    Column("±", 8, "error", "Standard error of the severity."),
    Column("Mean", 9, "figure", "Of the ratings given, 0 to 100."),
    Column("Spread", 9, "figure", "Standard deviation of the ratings given."),
    Column("Of usual spread", 10, "ratio", "1 is the spread of all raters; 0 is one rating."),
    Column(
        "Halo",
        8,
        "ratio",
        "1 when all dimensions of a candidate get the same, 0 as raters usually do.",
    ),
    Column("Exact", 8, "share", "Shared answers rated the same as another rater did."),
    Column("Within one", 9, "share", "Shared answers within one scale point of another rater."),
    Column("Compared", 10, "count", "Comparisons behind the two shares."),
    Column("One rating throughout", 11, "share", "Candidates given one rating on every question."),
    Column("Advice", 52, "wrapped"),
]


def add_raters_sheet(draft: PortfolioDraft) -> Worksheet:
    """Append one row a rater and key: severity with error, spread, halo, agreement, advice."""
    shows = draft.portfolio.policy.view.raters == "full"
    rows = [_row(found) for found in draft.portfolio.raters] if shows else []
    grid, _ = draft.table_page(
        NAME,
        "To help raters, not to rank them. Severity is already corrected in every key.",
        _COLUMNS,
        rows,
        NOBODY if shows else WITHHELD,
    )
    return grid.sheet


def _row(found: RaterRow) -> list[Value]:
    return [
        found.rater_id,
        found.track.value,
        found.n_ratings,
        found.n_candidacies,
        found.severity,
        found.severity_se,
        found.mean,
        found.spread,
        found.spread_ratio,
        found.halo,
        found.exact_rate,
        found.within_one_rate,
        found.n_shared,
        found.straight_lined_rate,
        found.advice,
    ]
