"""The portfolio workbook of one run: its sheets, in their one order."""

from collections.abc import Callable

from openpyxl import Workbook

from reports.portfolio.draft import PortfolioDraft
from reports.portfolio.drift import add_drift_sheet
from reports.portfolio.fairness import add_fairness_sheet
from reports.portfolio.files import add_files_sheet
from reports.portfolio.overview import add_overview_sheet
from reports.portfolio.raters import add_raters_sheet
from reports.portfolio.red_flags import add_red_flags_sheet
from reports.portfolio.requisitions import add_requisitions_sheet
from reports.portfolio.say_do import add_say_do_sheet
from reports.portfolio.trust import add_trust_sheet
from reports.text import clean_text
from schemas.results.portfolio import Portfolio

Add = Callable[[PortfolioDraft], object]
SHEETS: tuple[Add, ...] = (
    add_overview_sheet,
    add_requisitions_sheet,
    add_say_do_sheet,
    add_drift_sheet,
    add_red_flags_sheet,
    add_raters_sheet,
    add_trust_sheet,
    add_fairness_sheet,
    add_files_sheet,
)
"""The order of the sheets."""


def portfolio_book(portfolio: Portfolio) -> Workbook:
    """Make the workbook that leaders and auditors read after a run."""
    book = Workbook()
    draft = PortfolioDraft(book, portfolio)
    blank = book.worksheets[0]
    for add in SHEETS:
        add(draft)
    book.remove(blank)
    book.active = 0
    about = book.properties
    about.title = "Portfolio"
    about.subject = "Is skill-only hiring dominating, drifting, or hurting any group?"
    about.creator = about.lastModifiedBy = f"Twokeys {portfolio.product_version}"
    about.description = clean_text(f"Run {portfolio.run.run_id}")
    about.category = "Hiring"
    about.language = "en"
    return book
