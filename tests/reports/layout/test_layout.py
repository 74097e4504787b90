"""Tables, rows and pages."""

import pytest
from openpyxl import Workbook

from reports.draft import Draft
from reports.grid import Grid
from reports.layout.fit import MOST_HEIGHT, fit_row, n_lines
from reports.layout.page import add_page, set_print
from reports.layout.table import Column, add_table
from reports.theme import LOOKS, Styles
from schemas.words import Status
from tests.reports.pools import context, shortlist


def grid() -> Grid:
    book = Workbook()
    return Grid(book.worksheets[0], Styles(book))


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("short", 1), ("a\nb", 2), ("x" * 100, 1 + int(86 / 20)), ("a\n" + "x" * 100, 6)],
)
def test_lines_are_reckoned_from_the_text_and_the_width(text: str, lines: int) -> None:
    # A line of 100 letters takes 100 * 0.86 = 86 of the widths that columns count: 4.3 times 20.
    assert n_lines(text, 20) == lines


def test_a_row_is_as_high_as_its_highest_text_and_no_higher_than_a_program_shows() -> None:
    made = grid()
    add_table(
        made, 1, [Column("A", 10, "wrapped"), Column("B", 10, "figure")], [["x" * 60, 1], [None, 2]]
    )
    heights = [made.sheet.row_dimensions[row].height for row in (2, 3)]
    # 60 letters in a column of 10: 1 + int(51.6 / 10) = 6 lines.
    assert heights == [pytest.approx(3 + 12.6 * 6), 16]
    fit_row(made.sheet, 4, 10_000)
    assert made.sheet.row_dimensions[4].height == MOST_HEIGHT


def test_headings_follow_the_cells_and_explain_their_terms() -> None:
    made = grid()
    columns = [
        Column("Text", 10, "text", "A term."),
        Column("Number", 10, "figure"),
        Column("Middle", 10, "centred"),
        Column("Input", 10, "input_text"),
        Column("Hidden", 10, "text", hidden=True),
    ]
    extent = add_table(made, 3, columns, [])
    sheet = made.sheet
    assert [sheet.cell(3, at).alignment.horizontal for at in range(1, 5)] == [
        "left",
        "right",
        "center",
        "left",
    ]
    assert sheet["A3"].comment.text == "A term."
    assert sheet["B3"].comment is None
    assert sheet.column_dimensions["E"].hidden
    # A table without rows still has one cell a column for its rules to stand on.
    assert extent.body("Number") == "B4:B4"
    assert extent.letter("Input") == "D"


def test_a_row_of_another_length_than_its_headings_is_refused() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        add_table(grid(), 1, [Column("A", 9, "text"), Column("B", 9, "text")], [["only one"]])


def test_every_look_names_its_font_and_only_inputs_are_open() -> None:
    made = grid()
    for at, name in enumerate(LOOKS, 1):
        cell = made.put(at, 1, "x", name)
        assert cell.font.name == "Arial"
        assert (not cell.protection.locked) == (name.startswith("input_") or name == "faulty")


def test_text_of_our_own_words_and_of_enumerations_is_text() -> None:
    made = grid()
    cell = made.put(1, 1, Status.SKILL_ONLY, "text")
    assert (cell.value, cell.data_type) == ("skill_only", "s")


def test_a_footer_escapes_codes_and_is_short_enough() -> None:
    book = Workbook()
    made = add_page(book, Styles(book), "Page", "Title", "Subtitle")
    set_print(made.sheet, "R&D &P\n" + "x" * 300, 3, None)
    text = made.sheet.oddFooter.left.text
    assert text.startswith("R&&D &&P x")
    assert text.endswith("…")
    assert len(text) < 120
    assert made.sheet.print_title_rows is None


def test_evidence_of_unknown_candidates_comes_last_and_values_come_first() -> None:
    made = shortlist(3)
    line = made.evidence[0]
    stray = line.model_copy(update={"candidate_id": "zz"})
    mixed = made.model_copy(update={"evidence": (stray, *reversed(made.evidence))})
    draft = Draft(Workbook(), mixed, context(mixed))
    order = [(found.candidate_id, found.track.value) for found in draft.evidence]
    assert order[-1][0] == "zz"
    first = made.candidates[0].candidate_id
    assert order[:4] == [(first, "values")] * 2 + [(first, "skill")] * 2
    assert draft.evidence_rows[first] == 5


def test_the_decision_that_stands_is_shown_before_the_last_one_made() -> None:
    made = shortlist(1)
    about = context(made)
    late = about.decisions[0].model_copy(update={"decider": "Late"})
    candidate = made.candidates[0].candidate_id
    stands = about.model_copy(update={"decisions": (*about.decisions, late)})
    assert Draft(Workbook(), made, stands).recorded[candidate].decider == "Late"
    kept = stands.model_copy(update={"standing": about.decisions})
    assert Draft(Workbook(), made, kept).recorded[candidate].decider == "M. Made-Up"
