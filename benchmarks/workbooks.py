"""A shortlist workbook of 200 candidates and 2,000 evidence rows: ours, XlsxWriter, plain openpyxl.

All three write the same cells, formats, validations, rules, comments and charts. XlsxWriter and
plain openpyxl are given the finished cells; ours is timed from the contracts on. CPU seconds, the
median of interleaved rounds.
"""

import random
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from copy import copy
from datetime import UTC, date, datetime
from io import BytesIO
from multiprocessing import get_context
from typing import Any

import xlsxwriter
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from reports.book import shortlist_book
from reports.save import workbook_bytes
from schemas.books.book import BookContext
from schemas.config.policy import Policy
from schemas.results.scores import EvidenceLine, KeyScore
from schemas.results.shortlist import Candidacy, Reason, Shortlist
from schemas.words import KEYS, Standing, Status, Track

N_CANDIDATES = 200
N_EVIDENCE = 2_000
ROUNDS = 5
BATCH = 1_000
MADE_AT = datetime(2026, 3, 5, 2, tzinfo=UTC)
NOTE = "Gave a concrete case, said what it cost and what came of it for the customer."


def made_up(n_candidates: int = N_CANDIDATES, n_evidence: int = N_EVIDENCE) -> Shortlist:
    """An invented shortlist; statuses follow no rule, for here only cells count."""
    draw = random.Random(11)
    statuses = sorted(
        (draw.choice(list(Status)) for _ in range(n_candidates)), key=list(Status).index
    )
    candidates = tuple(_candidacy(at, status, draw) for at, status in enumerate(statuses))
    each = n_evidence // n_candidates
    evidence = tuple(
        _evidence(who.candidate_id, at, draw) for who in candidates for at in range(each)
    )
    return Shortlist(
        requisition_id="R-1",
        role="support-lead",
        title="Customer support lead",
        seats=25,
        floors=Policy().floors,
        candidates=candidates,
        evidence=evidence,
    )


def _candidacy(at: int, status: Status, draw: random.Random) -> Candidacy:
    values, skill = (_key(track, draw) for track in KEYS)
    return Candidacy(
        candidate_id=f"c{at:04d}",
        label=f"Candidate Invented {at}",
        status=status,
        rank=at + 1,
        band=1,
        values=values,
        skill=skill,
        reasons=(Reason(code="made_up", text="Both keys stand; the weaker key is values."),),
    )


def _key(track: Track, draw: random.Random) -> KeyScore:
    level = draw.gauss(60, 15)
    return KeyScore(
        track=track,
        raw=level - 2,
        question_correction=0.5,
        severity_correction=2.0,
        halo_correction=-0.5,
        level=level,
        se=draw.uniform(3, 9),
        blup=level,
        blup_se=4.0,
        floor=50,
        p_above_floor=draw.random(),
        headroom=0.2,
        standing=Standing.STANDS,
        n_ratings=5,
        n_raters=3,
        island=1,
    )


def _evidence(candidate_id: str, at: int, draw: random.Random) -> EvidenceLine:
    return EvidenceLine(
        candidate_id=candidate_id,
        track=KEYS[at % 2],
        dimension="ownership",
        question_id=f"q{at}",
        question_text="Tell me about a time when the rule did not fit the customer.",
        rater_id=f"rater-{at % 7}",
        value_raw=str(draw.randint(1, 5)),
        score=draw.uniform(0, 100),
        anchor="Found a way within limits, and told the team the same day.",
        weight=0.2,
        question_correction=0.5,
        severity_correction=draw.gauss(0, 3),
        halo_correction=-0.5,
        corrected=draw.uniform(0, 100),
        note=NOTE,
        submitted_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        source_file="greenhouse-scorecards.json",
        locator=f"scorecard {at}, attribute 2",
    )


def context(at: int = 0) -> BookContext:
    return BookContext(
        run_id=f"run-{at:04d}",
        made_at=MADE_AT,
        product_version="0.1.0",
        policy=Policy(),
        culture="customer-focused",
    )


def ours(shortlist: Shortlist, at: int = 0) -> bytes:
    """From the contracts to the file."""
    return workbook_bytes(shortlist_book(shortlist, context(at)), MADE_AT)


def plain_openpyxl(book: Workbook) -> bytes:
    """The same cells in the plainest way: a new style object for every cell."""
    made = Workbook()
    made.remove(made.active)
    for sheet in book.worksheets:
        into = made.create_sheet(sheet.title)
        for line in sheet.iter_rows():
            for cell in line:
                if not cell.has_style:
                    continue
                new = into.cell(cell.row, cell.column)
                new.value = cell.value
                new.font = Font(
                    name=cell.font.name, size=cell.font.sz, bold=cell.font.b, color=cell.font.color
                )
                new.fill = PatternFill(cell.fill.fill_type, fgColor=cell.fill.fgColor)
                new.border = Border(bottom=Side(cell.border.bottom.style))
                new.alignment = Alignment(
                    horizontal=cell.alignment.horizontal, wrap_text=cell.alignment.wrap_text
                )
                new.number_format = cell.number_format
                new.protection = Protection(locked=cell.protection.locked)
        for letter, column in sheet.column_dimensions.items():
            into.column_dimensions[letter].width = column.width
        vars(into)["_charts"] = [copy(chart) for chart in vars(sheet)["_charts"]]
    out = BytesIO()
    made.save(out)
    return out.getvalue()


class Finished:
    """The cells, formats and everything else of a workbook, ready for XlsxWriter."""

    def __init__(self, book: Workbook) -> None:
        self.formats: list[dict[str, object]] = []
        known: dict[tuple[int, ...], int] = {}
        self.sheets = []
        for sheet in book.worksheets:
            cells = []
            for line in sheet.iter_rows():
                for cell in line:
                    if not cell.has_style:
                        continue
                    key = tuple(cell._style)  # noqa: SLF001  # a format's numbers
                    if key not in known:
                        known[key] = len(self.formats)
                        self.formats.append(_format_of(cell))
                    value = cell.value
                    if isinstance(value, datetime):
                        value = value.replace(tzinfo=None)
                    cells.append((cell.row - 1, cell.column - 1, value, cell.data_type, known[key]))
            self.sheets.append((sheet, cells))


def _format_of(look: Any) -> dict[str, object]:
    found: dict[str, object] = {
        "font_name": look.font.name,
        "font_size": look.font.sz,
        "bold": bool(look.font.b),
        "num_format": look.number_format,
        "text_wrap": bool(look.alignment.wrap_text),
        "locked": bool(look.protection.locked),
    }
    if look.fill.fill_type:
        found["bg_color"] = f"#{look.fill.fgColor.rgb[-6:]}"
    if look.border.bottom and look.border.bottom.style:
        found["bottom"] = 1
    return found


def with_xlsxwriter(finished: Finished) -> bytes:
    """The same cells, validations, rules, comments, links and charts, by XlsxWriter."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": MADE_AT.replace(tzinfo=None)})
    formats = [book.add_format(look) for look in finished.formats]
    for sheet, cells in finished.sheets:
        into = book.add_worksheet(sheet.title)
        writers = {
            "s": into.write_string,
            "n": into.write_number,
            "d": into.write_datetime,
            "f": into.write_formula,
        }
        for row, column, value, kind, style in cells:
            if value is None or value == "":
                into.write_blank(row, column, None, formats[style])
            else:
                writers[kind](row, column, value, formats[style])
        _furnish(book, into, sheet)
    book.close()
    return out.getvalue()


def _furnish(book: Any, into: Any, sheet: Any) -> None:
    """Widths, heights, comments, validations, rules, protection and charts."""
    for letter, column in sheet.column_dimensions.items():
        into.set_column(f"{letter}:{letter}", column.width, None, {"hidden": column.hidden})
    for row, dimension in sheet.row_dimensions.items():
        into.set_row(row - 1, dimension.height)
    _comments_and_checks(into, sheet)
    _rules(book, into, sheet)
    for made in vars(sheet)["_charts"]:
        _chart(book, into, made)
    if sheet.protection.sheet:
        into.protect()
    into.set_landscape()
    into.fit_to_pages(1, 0)


def _comments_and_checks(into: Any, sheet: Any) -> None:
    for line in sheet.iter_rows(max_row=12):
        for cell in line:
            if cell.comment:
                into.write_comment(cell.row - 1, cell.column - 1, cell.comment.text)
    for check in sheet.data_validations.dataValidation:
        if check.type == "list":
            source = check.formula1.strip('"').split(",")
            for area in check.sqref.ranges:
                into.data_validation(str(area), {"validate": "list", "source": source})


def _rules(book: Any, into: Any, sheet: Any) -> None:
    fill = book.add_format({"bg_color": "#DCEFE1"})
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            how: dict[str, object] = {"type": "data_bar"}
            if rule.type == "expression":
                how = {"type": "formula", "criteria": f"={rule.formula[0]}", "format": fill}
            into.conditional_format(str(area.sqref), how)


def _chart(book: Any, into: Any, made: Any) -> None:
    chart = book.add_chart({"type": "scatter"})
    for series in made.series:
        chart.add_series(
            {
                "categories": f"={series.xVal.numRef.f}",
                "values": f"={series.yVal.numRef.f}",
                "marker": {"type": "diamond", "size": 8},
            }
        )
    chart.set_x_axis({"min": 0, "max": 100})
    chart.set_y_axis({"min": 0, "max": 100})
    into.insert_chart("E3", chart)


def cpu(task: Callable[[], object]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start


def _one(at: int) -> int:
    return len(ours(made_up(20, 200), at))


def batch(n: int = BATCH) -> float:
    """Seconds for `n` workbooks of 20 candidates and 200 evidence rows on 2 processes."""
    start = time.perf_counter()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        sizes = list(pool.map(_one, range(n), chunksize=25))
    assert all(sizes)
    return time.perf_counter() - start


def main() -> None:
    shortlist = made_up()
    book = shortlist_book(shortlist, context())
    finished = Finished(book)
    n_cells = sum(len(cells) for _, cells in finished.sheets)
    times: dict[str, list[float]] = {"ours": [], "xlsxwriter": [], "plain openpyxl": []}
    ours(shortlist)
    for at in range(ROUNDS):
        times["ours"].append(cpu(lambda: ours(shortlist)))
        times["xlsxwriter"].append(cpu(lambda: with_xlsxwriter(finished)))
        if at < 2:
            times["plain openpyxl"].append(cpu(lambda: plain_openpyxl(book)))
    seconds = {name: statistics.median(found) for name, found in times.items()}
    mine = seconds["ours"]
    print(f"shortlist workbook, {N_CANDIDATES} candidates, {N_EVIDENCE} evidence rows, ", end="")
    print(f"{n_cells} cells, on {date.today()}")  # noqa: DTZ011  # printed for people
    for name, found in seconds.items():
        print(f"  {name:16s} {found * 1000:8.0f} ms CPU   {found / mine:5.2f} × ours")
    spent = batch()
    print(
        f"  {BATCH} workbooks of 20 candidates on 2 processes: {spent:.0f} s, {BATCH / spent:.0f}/s"
    )


if __name__ == "__main__":
    main()
