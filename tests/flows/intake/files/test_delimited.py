"""Encoding and delimiter are found, said, and overruled by a map."""

import codecs
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.intake.files.charset import transcoded
from flows.intake.files.delimited import Delimited, delimiter_of, read_delimited
from flows.intake.files.grid import table_of
from schemas.errors import UnreadableFileError

ROWS = "Prüfer;Note\nJosé;4,5\nZoë;3\n"


def read(folder: Path, content: bytes) -> Delimited:
    """A delimited file of these bytes."""
    path = folder / "x"
    path.write_bytes(content)
    return read_delimited(path)


@pytest.mark.parametrize(
    ("charset", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found_by_its_mark_or_its_letters(
    tmp_path: Path, charset: str, said: str
) -> None:
    found = read(tmp_path, ROWS.encode(charset))
    assert found.grid.head(2) == [("Prüfer", "Note"), ("José", "4,5")]
    assert found.notes == (f"encoding {said}", "delimiter semicolon")


@pytest.mark.parametrize(
    ("charset", "headings", "answer"),
    [
        ("cp1252", "Gesprächspartner;Bewerber;Kundennähe", "Müller;C-1;3,5"),
        ("cp1252", "Prénom;Réunion;Évaluation", "Zoé;préliminaire;très bien"),
        ("cp1252", "Candidate;Interviewer’s note", "C-1;“clear” – and calm"),
        ("mac_roman", "Gesprächspartner;Bewerber;Kundennähe", "Müller;C-1;3,5"),
        ("mac_roman", "Prénom;Réunion;Évaluation", "Zoé;préliminaire;très bien"),
        ("cp1250", "Ocena;Kandydat;Uwagi", "4;Łukasz;źle, ale świetnie słucha"),
        ("cp1251", "Кандидат;Оценка", "Мария;4"),
        ("cp1253", "Υποψήφιος;Βαθμός", "Γιώργος;4"),
        ("cp1254", "Aday;Değerlendirme;Görüş", "Işıl;4;çok iyi şekilde"),
        ("cp932", "候補者;評価", "田中;4"),
        ("gb18030", "候选人;评分", "王伟;4"),
        ("big5", "候選人;評分", "王偉;4"),
        ("cp949", "지원자;점수", "김민수;4"),
    ],
)
def test_two_short_rows_are_enough_to_know_an_encoding(
    tmp_path: Path, charset: str, headings: str, answer: str
) -> None:
    found = read(tmp_path, f"{headings}\n{answer}\n".encode(charset))
    assert found.grid.head(2) == [tuple(headings.split(";")), tuple(answer.split(";"))]
    assert found.notes == (f"encoding {charset}", "delimiter semicolon")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_rows_of_one_width(delimiter: str) -> None:
    rows = [["a", "b, c; d", "e"], ["1", "2|3", "4\t5"], ["6", "7", "8"]]
    quoted = [delimiter.join(f'"{cell}"' for cell in row) for row in rows]
    assert delimiter_of("\n".join([*quoted, ""])) == delimiter


def test_bytes_that_are_no_utf8_far_down_do_not_cost_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, b"a,b\n" + b"1,2\n" * 100_000 + "José,3\n".encode("cp1252"))
    assert found.grid.cells.height == 100_002
    assert found.grid.cells.row(-1) == ("José", "3")


@pytest.mark.parametrize(
    ("charset", "name"),
    [
        ("cp1252", "José"),
        ("mac_roman", "Müller"),
        ("cp1250", "Łukasz źle świetnie"),
        ("cp932", "田中さん"),
        ("gb18030", "王伟"),
    ],
)
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("n_before", [3, 40_000])
def test_lines_of_another_encoding_in_a_file_of_utf8_are_read_by_theirs_and_said(
    tmp_path: Path, charset: str, name: str, mark: bytes, n_before: int
) -> None:
    """Two exports pasted together: one rater, spelt in both ways, stays one."""
    row = f"{name},4\n"
    early = "Who,Note\n" + "a,1\n" * n_before + row * 3
    found = read(tmp_path, mark + early.encode() + row.encode(charset) * 2)
    cells = found.grid.cells
    assert set(cells["c0"]) == {"Who", "a", name}
    assert cells["c0"].to_list().count(name) == 5
    said = f"lines in {charset} between those in utf-8: 2, the first is line {n_before + 5}"
    assert found.notes == ("encoding utf-8", said, "delimiter comma")


@given(st.lists(st.tuples(st.text("éüñAß ", min_size=1), st.booleans()), min_size=1, max_size=20))
def test_whatever_lines_come_in_which_encoding_none_is_lost(lines: list[tuple[str, bool]]) -> None:
    """Where a third of the accented lines are UTF-8, every line is what was written."""
    said = [(text, is_utf8) for text, is_utf8 in lines if not text.isascii()]
    utf8 = sum(is_utf8 for _, is_utf8 in said)
    content = b"\n".join(text.encode("utf-8" if is_utf8 else "cp1252") for text, is_utf8 in lines)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_bytes(content)
        found = transcoded(path, "cp1252")
    if len(said) > utf8 >= len(said) / 3:
        assert found.text.decode() == "\n".join(text for text, _ in lines)
    assert bool(found.notes) == bool(utf8)  # what was assumed is never left unsaid


def test_lines_that_may_be_utf8_by_accident_are_left_and_counted(tmp_path: Path) -> None:
    """An apostrophe and an accent of a Macintosh are, side by side, one letter of UTF-8."""
    rows = "Prénom;Réunion\n" + "Zoé;préliminaire\n" * 3 + "Luc;d’école\n"
    found = read(tmp_path, rows.encode("mac_roman"))
    assert found.grid.cells.row(-1) == ("Luc", "d’école")
    said = "lines that look like utf-8 and were read as mac_roman: 1"
    assert found.notes == ("encoding mac_roman", said, "delimiter semicolon")


@pytest.mark.parametrize("n_rows", [3, 60_000])
def test_a_mark_of_utf8_before_text_that_is_none_is_no_part_of_the_first_heading(
    tmp_path: Path, n_rows: int
) -> None:
    content = "Who,Note\n" + "a,1\n" * n_rows + "José,4\n"
    found = read(tmp_path, codecs.BOM_UTF8 + content.encode("cp1252"))
    assert found.grid.head(1) == [("Who", "Note")]
    assert found.grid.cells.row(-1) == ("José", "4")


def test_rows_too_wide_before_text_that_is_no_utf8_are_read_too(tmp_path: Path) -> None:
    content = "Who,Note\n" + "a,1\n" * 80_000 + "b,1,2\n" + "José,4\n"
    found = read(tmp_path, content.encode("cp1252"))
    assert found.grid.ragged == (80_002,)
    assert found.grid.cells.row(-1) == ("José", "4")


def test_a_row_with_too_many_cells_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, b"a,b\n1,2\n3,4,5\n6,7,\n\n8,9\n")
    assert found.grid.ragged == (3,)
    assert found.grid.cells.rows()[1] == ("1", "2")
    assert found.grid.cells.rows()[-1] == ("8", "9")


def test_where_no_width_is_the_usual_one_it_is_that_of_the_headings(tmp_path: Path) -> None:
    found = read(tmp_path, b"a,b\n3,4,5\n")
    assert (found.grid.ragged, found.grid.cells.width) == ((2,), 2)


def test_quoted_cells_keep_their_line_breaks_and_rows_their_numbers(tmp_path: Path) -> None:
    found = read(tmp_path, b'a,b\r\n"x\r\ny",1\r\n\r\nz,2')
    cells = found.grid.cells.rows()
    assert [row[1] for row in cells] == ["b", "1", None, "2"]
    assert cells[1][0].replace("\r", "") == "x\ny"


def test_blank_rows_above_the_headings_do_not_shift_row_numbers(tmp_path: Path) -> None:
    table = table_of(read(tmp_path, b",\n,\nA,B\n1,2\n").grid)
    assert (table.headings, table.first_row, table.rows.rows()) == (("A", "B"), 4, [("1", "2")])


def test_headings_of_several_rows_join_and_repeated_ones_are_told_apart(tmp_path: Path) -> None:
    grid = read(tmp_path, b"Rate,,Rate\nA,B,A\n1,2,3\n").grid
    assert table_of(grid, 2).headings == ("Rate\nA", "Rate\nB", "Rate\nA (2)")


def test_an_encoding_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"a,b\n1,2\n")
    with pytest.raises(UnreadableFileError, match="Nobody knows the encoding klingon"):
        read_delimited(path, "klingon")
