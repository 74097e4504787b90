"""The shortlist workbook of one requisition: its sheets, in their one order."""

from collections.abc import Callable

from openpyxl import Workbook

from reports.draft import Draft
from reports.sheets.deciding.identity import add_identity_sheet
from reports.sheets.deciding.not_shortlisted import add_not_shortlisted_sheet
from reports.sheets.deciding.second_look import add_second_look_sheet
from reports.sheets.deciding.shortlist import add_shortlist_sheet
from reports.sheets.dimensions import add_dimensions_sheet
from reports.sheets.dominance import add_dominance_sheet
from reports.sheets.evidence import add_evidence_sheet
from reports.sheets.fairness import add_fairness_sheet
from reports.sheets.keys import add_keys_sheet
from reports.sheets.method import add_method_sheet
from reports.sheets.summary import add_summary_sheet
from reports.sheets.what_if.sheet import add_what_if_sheet
from reports.text import clean_text
from schemas.books.book import BookContext
from schemas.results.shortlist import Shortlist

Add = Callable[[Draft], object]
SHEETS: tuple[Add, ...] = (
    add_summary_sheet,
    add_shortlist_sheet,
    add_second_look_sheet,
    add_not_shortlisted_sheet,
    add_keys_sheet,
    add_dimensions_sheet,
    add_evidence_sheet,
    add_what_if_sheet,
    add_dominance_sheet,
    add_fairness_sheet,
    add_method_sheet,
    add_identity_sheet,
)
"""The order of the sheets."""


def shortlist_book(shortlist: Shortlist, context: BookContext) -> Workbook:
    """Make the workbook that a hiring manager reads and answers.

    Args:
        shortlist: The candidacies of one requisition with statuses, order, reasons and evidence.
        context: The run, the policy, decisions on record, audits and digests.
    """
    book = Workbook()
    draft = Draft(book, shortlist, context)
    blank = book.worksheets[0]
    for add in SHEETS:
        add(draft)
    book.remove(blank)
    book.active = 0
    _describe(book, shortlist, context)
    return book


def _describe(book: Workbook, shortlist: Shortlist, context: BookContext) -> None:
    about = book.properties
    about.title = clean_text(f"Shortlist {shortlist.requisition_id}")
    about.subject = clean_text(f"Who holds both keys: {shortlist.title or shortlist.role}")
    about.creator = about.lastModifiedBy = f"Twokeys {context.product_version}"
    about.description = clean_text(f"Run {context.run_id}. Twokeys recommends; people decide.")
    about.keywords = "two keys, values, skill, shortlist"
    about.category = "Hiring"
    about.language = "en"
    book.calculation.fullCalcOnLoad = True
