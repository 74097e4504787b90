"""Tables in: ours from the file to canonical responses with row-level faults, and the plain ways.

Each reader runs in a process of its own, by turns, so that the ratios hold on a busy machine. It
first reads a few rows, so that none pays for what it imports. Figures are medians: wall seconds,
processor seconds of the process and its children, and the memory of all of them; a sheet has two,
which both count as the larger does.
`python -m benchmarks.intake large` adds a file of 24 million rows.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.spent import peak_mib, processor_seconds

if TYPE_CHECKING:
    import numpy as np

    from flows.intake.reading import Reading

ROUNDS = 3
FEW_ROWS = 500
LONG_ROWS = 1_000_000
SHEET_ROWS = 100_000
LARGE_ROWS = 24_000_000
QUESTIONS = 240
RATINGS = frozenset("12345")
NOTES = 8_000
WORDS = (
    "told the customer first and why; heard both sides before an answer, gave credit where due "
    "but no figures for what it cost"
)
HEADINGS = ("requisition", "candidate", "rater", "interview", "question", "rating", "at", "note")


def write_long(path: Path, n_rows: int) -> None:
    """One row a rating: 240 questions, 24 ratings a candidate, one answer in 200 unreadable.

    Beside each stands one of `NOTES` notes, as people write them; one in ten says nothing.
    """
    import numpy as np
    import polars as pl

    draw = np.random.default_rng(7)
    notes = pl.Series([_note(draw) for _ in range(NOTES)])
    step = 2_000_000
    with path.open("wb") as out:
        for first in range(0, n_rows, step):
            n = min(step, n_rows - first)
            at = pl.int_range(first, first + n, eager=True)
            ratings = pl.Series(draw.integers(1, 6, n)).cast(pl.String)
            bad = pl.Series(draw.random(n) < 0.005)
            frame = pl.DataFrame({"at": at}).select(
                requisition=pl.format("R-{}", (pl.col("at") // 2400).cast(pl.String).str.zfill(6)),
                candidate=pl.format("C-{}", (pl.col("at") // 24).cast(pl.String).str.zfill(8)),
                rater=pl.format("I-{}", (pl.col("at") // 6 * 7919 % 19884)),
                interview=pl.format("V-{}", pl.col("at") // 6),
                question=pl.format("question_{}", pl.col("at") % QUESTIONS),
                rating=ratings.set(bad, "stong_yes"),
                time=(pl.lit(1_767_225_600) + pl.col("at") % 10**7)
                .mul(1000)
                .cast(pl.Datetime("ms"))
                .dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
                note=notes.gather(draw.integers(0, NOTES, n)),
            )
            frame.columns = list(HEADINGS)
            frame.write_csv(out, include_header=first == 0)


def _note(draw: "np.random.Generator") -> str:
    """Some words: one note in twenty has a comma, and one in two hundred quotes the candidate."""
    if draw.random() < 0.1:
        return ""
    text = " ".join(draw.choice(WORDS.split(), draw.integers(3, 11)))
    if draw.random() < 0.05:
        text = text.replace(" ", ", ", 1)
    return f'said "{text}"' if draw.random() < 0.005 else text


def write_sheet(path: Path, n_rows: int) -> None:
    """The same and two columns more, as a workbook."""
    import polars as pl
    import xlsxwriter

    text = path.with_suffix(".csv")
    write_long(text, n_rows)
    rows = pl.read_csv(text, infer_schema=False).with_columns(team=pl.lit("A"), place=pl.lit("B"))
    with xlsxwriter.Workbook(str(path), {"constant_memory": False}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([tuple(rows.columns), *rows.iter_rows()]):
            sheet.write_row(at, 0, [int(cell) if cell in RATINGS else cell for cell in row])


def ours(path: Path) -> int:
    """The product's own entry: canonical responses, folded as they go on to the ledger."""
    return _read(path).n_responses


def ours_as_text(path: Path) -> int:
    """The same, put together as one table of texts with the place of each row."""
    return _read(path).responses.height


def _read(path: Path) -> "Reading":
    from flows.intake.read import read_file
    from schemas.config.source import Source
    from scoring.guides import Guides
    from tests.flows.intake.ats.cases import CULTURE

    names = ("requisition", "candidate", "rater", "interview", "question", "rating", "note")
    columns = {name: name for name in names} | {"submitted_at": "at"}
    source = Source.model_validate(
        {"name": "bench", "columns": columns, "scale": {"low": 1, "high": 5}}
    )
    return read_file(path, Guides(CULTURE), (source,))


def pandas_loop(path: Path) -> int:
    """What one writes without thinking of speed: a loop over rows that checks and collects."""
    import pandas as pd

    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    return len(pd.DataFrame(_checked(table.itertuples(index=True, name=None))))


def openpyxl_loop(path: Path) -> int:
    """The same over openpyxl's read-only rows."""
    import openpyxl

    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    rows = sheet.iter_rows(min_row=2, values_only=True)
    return len(list(_checked((at, *map(str, row)) for at, row in enumerate(rows))))


def openpyxl_only(path: Path) -> int:
    """Nothing but openpyxl's read-only rows."""
    import openpyxl

    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    return sum(1 for _ in sheet.iter_rows(min_row=2, values_only=True))


def polars_scan(path: Path) -> int:
    """One aggregate over polars' own scan: the least that reading can cost."""
    import polars as pl

    scanned = pl.scan_csv(path, infer_schema=False)
    mean = pl.col("rating").cast(pl.Float64, strict=False).mean()
    return int(scanned.select(mean).collect(engine="streaming").item() > 0)


def polars_means(path: Path) -> int:
    """One aggregate for each candidate over the same scan."""
    import polars as pl

    scanned = pl.scan_csv(path, infer_schema=False)
    mean = pl.col("rating").cast(pl.Float64, strict=False).mean()
    return scanned.group_by("candidate").agg(mean).collect(engine="streaming").height


def _checked(rows: object) -> list[dict[str, object]]:
    kept: list[dict[str, object]] = []
    faults: list[str] = []
    pattern = re.compile(r"^[A-Z]-\d+$")
    for at, requisition, candidate, rater, interview, question, rating, when, note, *_ in rows:  # type: ignore[attr-defined]
        try:
            value = float(rating)
            moment = datetime.strptime(when, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        except ValueError as error:
            faults.append(f"row {at + 2}: {error}")
            continue
        named = all(map(pattern.match, (requisition, candidate, rater)))
        if not named or not 1 <= value <= 5:
            faults.append(f"row {at + 2}: {rating}")
            continue
        kept.append(
            {"requisition": requisition, "candidate": candidate, "rater": rater,
             "interview": interview, "question": question, "value": value, "at": moment,
             "note": note, "locator": f"row {at + 2}, column rating"}
        )  # fmt: skip
    return kept


READERS: dict[str, Callable[[Path], int]] = {
    "ours": ours,
    "ours_as_text": ours_as_text,
    "pandas_loop": pandas_loop,
    "openpyxl_loop": openpyxl_loop,
    "openpyxl_only": openpyxl_only,
    "polars_scan": polars_scan,
    "polars_means": polars_means,
}


def main() -> None:
    """Write the files, run the readers by turns, print medians and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        text, sheet = Path(folder) / "long.csv", Path(folder) / "long.xlsx"
        write_long(text, LONG_ROWS)
        print(f"CSV, {LONG_ROWS:,} rows, {text.stat().st_size / 1e6:.0f} MB")
        _compare(text, ("ours", "ours_as_text", "pandas_loop", "polars_scan", "polars_means"))
        write_sheet(sheet, SHEET_ROWS)
        print(f"XLSX, {SHEET_ROWS:,} rows, {sheet.stat().st_size / 1e6:.0f} MB")
        _compare(sheet, ("ours", "ours_as_text", "openpyxl_only", "openpyxl_loop"))
        if "large" in sys.argv:
            write_long(text, LARGE_ROWS)
            print(f"CSV, {LARGE_ROWS:,} rows, {text.stat().st_size / 1e6:.0f} MB")
            _compare(text, ("ours", "polars_scan", "polars_means"), rounds=1)


def _compare(path: Path, readers: tuple[str, ...], rounds: int = ROUNDS) -> None:
    taken: dict[str, list[tuple[float, float, float]]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name in readers:
            taken[name].append(_alone(name, path))
    first = [median(column) for column in zip(*taken[readers[0]], strict=True)]
    for name in readers:
        wall, cpu, memory = (median(column) for column in zip(*taken[name], strict=True))
        ratio = f"{wall / first[0]:6.2f} x wall, {cpu / first[1]:6.2f} x processor"
        print(f"  {name:14} {wall:7.2f} s  {cpu:7.2f} s  {memory:7.0f} MB   {ratio}")


def _alone(reader: str, path: Path) -> tuple[float, float, float]:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.intake", reader, str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    wall, cpu, memory = (float(figure) for figure in ran.stdout.split())
    return wall, cpu, memory


def _measured(reader: str, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        few = Path(folder) / path.name
        (write_sheet if few.suffix == ".xlsx" else write_long)(few, FEW_ROWS)
        READERS[reader](few)

    began, before = time.perf_counter(), processor_seconds()
    READERS[reader](path)
    wall, cpu = time.perf_counter() - began, processor_seconds() - before
    print(wall, cpu, peak_mib(children=2))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        _measured(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
