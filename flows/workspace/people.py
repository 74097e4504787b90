"""people.csv: which identifiers of different tools are one candidate, one rater."""

import csv
from io import StringIO
from pathlib import Path

import polars as pl

from schemas.fault import Fault

ALIASES: dict[str, pl.DataType] = {
    "person": pl.String(),
    "source": pl.String(),
    "id": pl.String(),
    "same_as": pl.String(),
}
"""`person` is candidate or rater; `source` may be empty for every source; `id` in that source is
the person called `same_as`."""


def read_people(path: Path, faults: list[tuple[str, Fault]]) -> pl.DataFrame:
    """Read the declared joins; a missing file declares none.

    Args:
        path: config/people.csv.
        faults: Gathers what is wrong, with its row.
    """
    if not path.is_file():
        return pl.DataFrame(schema=ALIASES)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.append(_fault("it is not UTF-8 text; save it as CSV UTF-8", line))
        return pl.DataFrame(schema=ALIASES)
    rows: list[dict[str, str]] = []
    table = csv.DictReader(StringIO(text, newline=""))
    if set(table.fieldnames or []) != set(ALIASES):
        faults.append(_fault("its headings must be person, source, id and same_as", 1))
        return pl.DataFrame(schema=ALIASES)
    for row in table:
        number = table.line_num
        if row["person"] not in {"candidate", "rater"}:
            faults.append(_fault("person must be candidate or rater", number))
        elif not row["id"] or not row["same_as"]:
            faults.append(_fault("id and same_as must both be filled in", number))
        else:
            rows.append({name: (row[name] or "").strip() for name in ALIASES})
    return pl.DataFrame(rows, schema=ALIASES)


def _fault(message: str, row: int) -> tuple[str, Fault]:
    return "config/people.csv", Fault(code="people", message=message, row=row, costs="file")
