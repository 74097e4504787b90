"""The portfolio workbook: what leaders read, and nothing that scoring or raters must not show."""

import re
import zipfile
from io import BytesIO

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.portfolio.book import portfolio_book
from reports.portfolio.month_chart import DRIFT_SHEET, block_rows
from reports.save import workbook_bytes
from reports.wording import status_text
from schemas.config.policy import Policy, ViewRule
from schemas.results.portfolio import Portfolio
from schemas.results.portfolio_audit import DriftSeries
from schemas.words import Status
from tests.reports.pools import MADE_AT
from tests.reports.portfolio.portfolios import MONTHS, empty, portfolio, series
from tests.reports.test_book import HOSTILE

NAMES = [
    "Overview",
    "Requisitions",
    "Say–do gap",
    "Drift",
    "Red flags",
    "Raters",
    "Reliability",
    "Fairness",
    "Files and faults",
]


def written(made: Portfolio) -> bytes:
    return workbook_bytes(portfolio_book(made), MADE_AT)


def reread(made: Portfolio) -> Workbook:
    return load_workbook(BytesIO(written(made)))


def said(sheet: Worksheet) -> list[object]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def row_of(sheet: Worksheet, name: str) -> list[object]:
    """The first row that begins with `name`, or has it second."""
    rows = sheet.iter_rows(values_only=True)
    return next(list(row) for row in rows if name in row[:2])


def test_the_sheets_stand_in_their_one_order_all_locked() -> None:
    book = reread(portfolio())
    assert book.sheetnames == NAMES
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)
        assert sheet.page_setup.orientation == "landscape"


def test_the_overview_says_the_verdict_the_focus_and_the_gaps() -> None:
    sheet = reread(portfolio())["Overview"]
    assert sheet["A3"].value.startswith("Decisions over all requisitions are undetermined")
    assert row_of(sheet, "Hiring focus, 0 to 100")[1] == 66.7
    assert "Set by: advances." in row_of(sheet, "Hiring focus, 0 to 100")[2]
    # A part that is not known is said to be so, never shown as zero.
    assert row_of(sheet, "Asked about values")[1] == "not known"
    assert row_of(sheet, "Say–do gap")[1:3] == [1 / 3, "2 of 6 advances"]
    assert "Nothing presses: no figure is beyond its limits." in said(sheet)


def test_what_leaders_should_hear_stands_in_place_of_quiet() -> None:
    made = portfolio()
    assert made.audit is not None
    loud = made.model_copy(update={"audit": made.audit.model_copy(update={"messages": ("Hear!",)})})
    assert "Hear!" in said(reread(loud)["Overview"])
    assert not any("Nothing presses" in str(text) for text in said(reread(loud)["Overview"]))


def test_a_requisition_shows_its_verdict_and_leads_to_its_workbook() -> None:
    sheet = reread(portfolio())["Requisitions"]
    row = row_of(sheet, "R-101")
    assert row[1:6] == ["Customer support lead", "2026-03", 12, 10, 1]
    assert row[6] == 2, "skill only"
    assert row[8] == "balanced: decisions follow both keys"
    assert row[12] == 0.69, "effective weight of skill"
    assert sheet["A5"].hyperlink.target == "../shortlists/R-101/a%20b%23c.xlsx"
    other = row_of(sheet, "R-202")
    assert other[5] is None
    assert other[8].startswith("dominated by skill")
    assert sheet["A6"].hyperlink is None


def test_an_override_is_shown_with_its_reason_or_that_there_was_none() -> None:
    sheet = reread(portfolio())["Say–do gap"]
    overrides = [row for row in sheet.iter_rows(values_only=True) if row[0] == "R-101"]
    assert overrides[0][4:6] == (status_text(Status.SKILL_ONLY), "No reason was given.")
    assert [row[0] for row in sheet.iter_rows(min_row=5, max_row=7, values_only=True)] == [
        "everybody",
        "requisition",
        "decider",
    ]


def chart_cells(made: Portfolio) -> set[str]:
    """The cells from which the charts of the workbook are drawn."""
    with zipfile.ZipFile(BytesIO(written(made))) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "chart" in name]
    return {cells for chart in charts for cells in re.findall(r"<(?:c:)?f>([^<]+)</", chart)}


def test_each_chart_is_drawn_from_the_months_of_its_figure() -> None:
    made = portfolio()
    sheet = reread(made)["Drift"]
    months = [f"2026-{at + 1:02d}" for at in range(MONTHS)]
    drawn = {cells for cells in chart_cells(made) if "$A$" in cells}
    assert len(drawn) == 2
    for cells in drawn:
        first, last = re.findall(r"\$A\$(\d+)", cells)
        block = sheet[f"A{first}:A{last}"]
        assert [row[0].value for row in block] == months
    title = row_of(sheet, "Title of hiring_focus")
    assert title[0] == "Title of hiring_focus"


def test_control_limits_are_drawn_only_where_there_are_some() -> None:
    made = portfolio()
    assert made.audit is not None

    def letters(drift: tuple[DriftSeries, ...]) -> set[str]:
        assert made.audit is not None
        audit = made.audit.model_copy(update={"drift": drift})
        found = chart_cells(made.model_copy(update={"audit": audit}))
        return {re.findall(r"\$([A-Z])\$", cells)[0] for cells in found}

    assert letters((series("skill_share", limited=True),)) == {"A", "C", "D", "E", "F", "G"}
    assert letters((series("hiring_focus", limited=False),)) == {"A", "C"}
    no_month = series("skill_share", limited=True).model_copy(update={"points": ()})
    assert letters((no_month,)) == set()


def test_the_overview_prints_down_to_the_foot_of_its_charts() -> None:
    sheet = reread(portfolio())["Overview"]
    assert len(sheet._charts) == 2
    assert sheet.print_area.endswith("$P$40")
    assert sheet.max_row < 40


def test_the_drift_sheet_prints_down_to_the_foot_of_its_last_chart() -> None:
    made = portfolio()
    sheet = reread(made)[DRIFT_SHEET]
    assert made.audit is not None
    last = sheet._charts[-1].anchor._from.row + 1
    foot = int(sheet.print_area.rsplit("$", 1)[1])
    assert foot == last + block_rows(made.audit.drift[-1]) - 1
    assert foot > sheet.max_row


def test_a_signal_is_said_in_words() -> None:
    assert said(reread(portfolio())["Drift"]).count("▲ worse") == 1


def test_a_drift_of_many_figures_breaks_its_pages_between_them() -> None:
    made = portfolio()
    assert made.audit is not None
    drift = tuple(series("skill_share", limited=True) for _ in range(5))
    audit = made.audit.model_copy(update={"drift": drift})
    sheet = portfolio_book(made.model_copy(update={"audit": audit}))["Drift"]
    assert len(sheet.row_breaks.brk) == 2


def test_raters_are_left_out_where_the_policy_withholds_them() -> None:
    book = reread(portfolio(policy=Policy(view=ViewRule(raters="totals"))))
    assert "The policy leaves raters out of workbooks." in said(book["Raters"])
    assert not any("rater-" in str(text) for sheet in book for text in said(sheet))
    assert "rater-values" in said(reread(portfolio())["Raters"])


def test_a_fault_is_shown_by_its_place_and_never_by_its_value() -> None:
    book = reread(portfolio())
    assert "row 12" in said(book["Files and faults"])
    assert not any("stong_yes" in str(text) for sheet in book for text in said(sheet))


def test_a_small_group_is_named_without_a_figure() -> None:
    row = row_of(reread(portfolio())["Fairness"], "c")
    assert row[3:10] == [None] * 7
    assert "Fewer than 5 people" in row[10]


def test_an_empty_portfolio_says_so_on_every_sheet() -> None:
    book = reread(empty())
    assert book.sheetnames == NAMES
    for sheet in book.worksheets:
        words = " ".join(str(text) for text in said(sheet))
        assert re.search(r"\b(No|Nothing|Nobody|Too little)\b", words), sheet.title


@settings(max_examples=4, phases=(Phase.explicit, Phase.generate))
@given(st.sampled_from(HOSTILE))
def test_hostile_text_stays_text_on_every_sheet(text: str) -> None:
    for sheet in reread(portfolio(text)).worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type not in ("f", "e") for cell in row)


def test_the_same_run_gives_the_same_bytes() -> None:
    assert written(portfolio()) == written(portfolio())
