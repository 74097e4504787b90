"""A second program opens the workbooks and finds the same values, without one error."""

import shutil
import subprocess
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from reports.book import shortlist_book
from reports.portfolio.book import portfolio_book
from reports.save import workbook_bytes
from tests.reports.pools import MADE_AT, context, shortlist
from tests.reports.portfolio.portfolios import portfolio


def cells(book: Workbook) -> dict[tuple[str, str], object]:
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_libreoffice_finds_the_values_that_were_written(tmp_path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not on this machine")
    made = shortlist(25)
    written = {
        "shortlist.xlsx": workbook_bytes(shortlist_book(made, context(made)), MADE_AT),
        "portfolio.xlsx": workbook_bytes(portfolio_book(portfolio()), MADE_AT),
    }
    for name, data in written.items():
        (tmp_path / name).write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    out = tmp_path / "out"
    command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run(
        [*command, *(str(tmp_path / name) for name in written)],
        check=True,
        capture_output=True,
        timeout=240,
    )
    for name, data in written.items():
        # Formulas are compared by the values that they show for the inputs of the record.
        ours = cells(load_workbook(BytesIO(data), data_only=True))
        theirs = cells(load_workbook(out / name, data_only=True))
        assert not [value for value in theirs.values() if str(value).startswith("#")]
        for place, value in ours.items():
            if isinstance(value, int | float):
                assert theirs[place] == pytest.approx(value, rel=1e-12, abs=1e-12), place
            else:
                assert theirs[place] == value, place
