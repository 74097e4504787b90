"""A table on a sheet: headings with their terms explained, rows, and the range they fill."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from reports.grid import Grid, Value
from reports.layout.fit import fit_row, n_lines
from reports.theme import BARE, LOOKS

_HEADINGS = {"left": "heading", "right": "heading_number", "center": "heading_centred"}
_COMMENT_WIDTH = 300
_COMMENT_LINE = 46
_COMMENT_HEIGHT = 17


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        heading: What the column is called.
        width: In characters.
        look: The look of its cells, one of `reports.theme.LOOKS`.
        term: Explained in a comment on the heading, where it needs explaining.
        hidden: Present for the machine, not shown.
    """

    heading: str
    width: float
    look: str
    term: str = ""
    hidden: bool = False

    @property
    def wraps(self) -> bool:
        """Whether long text goes on in further lines, which makes its row higher."""
        return LOOKS[self.look].wrap

    @property
    def room(self) -> float:
        """Its width in characters of the theme's size, when its look is smaller."""
        return self.width * BARE.size / LOOKS[self.look].size

    @property
    def heading_look(self) -> str:
        """The look of the heading, which follows that of the cells."""
        if self.look.startswith("input_"):
            return "heading_input"
        return _HEADINGS[LOOKS[self.look].align]


@dataclass(frozen=True)
class Extent:
    """Where a table stands: heading row, first and last row of its body, last column."""

    heading: int
    first: int
    last: int
    columns: tuple[str, ...]

    def letter(self, heading: str) -> str:
        """The letter of the column with that heading."""
        return get_column_letter(self.columns.index(heading) + 1)

    def body(self, heading: str) -> str:
        """The cells of one column, for example `D6:D30`; never empty, so that rules can be set."""
        letter = self.letter(heading)
        return f"{letter}{self.first}:{letter}{max(self.last, self.first)}"


def add_table(
    grid: Grid, top: int, columns: Sequence[Column], rows: Iterable[Sequence[Value]]
) -> Extent:
    """Write a table from column A with its headings in row `top`."""
    for at, column in enumerate(columns, 1):
        cell = grid.put(top, at, column.heading, column.heading_look)
        if column.term:
            cell.comment = explained(column.term)
        dimension = grid.sheet.column_dimensions[get_column_letter(at)]
        dimension.width = column.width
        dimension.hidden = column.hidden
    grid.height(top, 32)
    looks = [column.look for column in columns]
    wrapped = [(at, column.room) for at, column in enumerate(columns) if column.wraps]
    row = top
    for row, values in enumerate(rows, top + 1):
        for at, (value, look) in enumerate(zip(values, looks, strict=True), 1):
            grid.put(row, at, value, look)
        texts = ((values[at], width) for at, width in wrapped)
        lines = [n_lines(text, width) for text, width in texts if isinstance(text, str)]
        fit_row(grid.sheet, row, max(lines, default=1))
    return Extent(top, top + 1, row, tuple(column.heading for column in columns))


def explained(term: str) -> Comment:
    """A comment that explains a term, as high as its text."""
    lines = 2 + len(term) // _COMMENT_LINE
    return Comment(term, "Twokeys", height=lines * _COMMENT_HEIGHT, width=_COMMENT_WIDTH)
