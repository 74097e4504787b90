"""Answers to numbers, a whole table at once.

Each distinct answer to each question is decoded once in Python; the rows refer to it by number.
Messages are built for faulty rows only.
"""

import polars as pl

from flows.intake.reading import Table
from flows.intake.tabular.answers import COMMA_NUMBER, NO_SCALE, decode
from flows.intake.tabular.coding import coded, numbered
from flows.intake.tabular.context import Context
from flows.intake.tabular.decoder import CellKey, Decoder
from flows.intake.tabular.findings import Findings
from flows.intake.tabular.legends import changed_scale
from flows.intake.tabular.shape import Given
from schemas.fault import Fault
from schemas.words import Kind

PAIR = ("name", "group", "heading")
KEY = (*PAIR, "raw")
CELLS: dict[str, pl.DataType] = {**dict.fromkeys(KEY, pl.String()), "len": pl.Int64()}


def distinct_answers(given: Given) -> tuple[pl.DataFrame, list[CellKey], pl.DataFrame]:
    """Number the distinct answers to each question.

    Returns:
        The frame of `given` with `answer`, the number; question and text of each number; and the
        same as a table with how often each appears, columns of `CELLS`.
    """
    codes, texts = coded(given.frame["raw"])
    keys = given.frame["asked"].cast(pl.Int64) * len(texts) + codes.cast(pl.Int64)
    numbers, counted = numbered(keys, len(given.questions) * len(texts))
    named = [
        (*given.questions[key // len(texts)], texts[key % len(texts)]) for key in counted["key"]
    ]
    columns = zip(*named, strict=True) if named else [()] * len(KEY)
    texts_of = {
        name: pl.Series(column, dtype=pl.String) for name, column in zip(KEY, columns, strict=True)
    }
    cells = pl.DataFrame({**texts_of, "len": counted["len"]})
    return given.frame.with_columns(numbers.alias("answer")), named, cells


def decode_answers(
    frame: pl.DataFrame, keys: list[CellKey], decoder: Decoder, context: Context, found: Findings
) -> pl.DataFrame:
    """Read every distinct answer, and add what is wrong to `found`.

    Args:
        frame: With the numbers of the distinct answers.
        keys: Question and text of each number.
        decoder: Knows the decimal mark by now.
        context: Where the answers were found.
        found: What is wrong is added to it.

    Returns:
        The frame, but for the columns of a wide table that have no scale.
    """
    if decoder.source.form == "wide":
        frame = _without_scaleless(frame, keys, decoder, context.table, found)
    _find_faults(found, frame, keys, decoder, context)
    nameless = [at for at, key in enumerate(keys) if key[0] is None]
    if nameless:
        found.add(frame, pl.col("answer").is_in(nameless), None, context.nameless())
    return frame


def _without_scaleless(
    frame: pl.DataFrame,
    keys: list[CellKey],
    decoder: Decoder,
    table: Table,
    found: Findings,
) -> pl.DataFrame:
    """A wide column without a scale is one fault of its own: no row of it can be mended."""
    lacks = dict.fromkeys(key[2] for key in keys if decoder.decoded(key).code == NO_SCALE)
    found.faults += [
        Fault(
            code=NO_SCALE,
            message="Nothing declares the scale of this question; its answers were not read.",
            expected="Declare the question in the culture or a role, or give it a scale in the "
            "Source file.",
            sheet=table.sheet,
            column=heading,
            costs="cell",
        )
        for heading in lacks
    ]
    closed = [at for at, key in enumerate(keys) if key[2] in lacks]
    return frame.filter(~pl.col("answer").is_in(closed)) if closed else frame


def decimal_mark(cells: pl.DataFrame, decoder: Decoder) -> str:
    """The decimal mark: declared, else a comma where only commas are seen and they make sense.

    `7,11` on a scale that ends at 5 is two answers and not one.
    """
    if decoder.source.decimal is not None:
        return decoder.source.decimal
    if cells["raw"].str.strip_chars().str.contains(r"^[-+]?\d+\.\d+$").any():
        return "."
    commas = cells.drop_nulls().filter(
        pl.col("raw").str.strip_chars().str.contains(f"^{COMMA_NUMBER.pattern}$")
    )
    fitting = []
    for name, group, heading, raw, _ in commas.iter_rows():
        asked = decoder.asked((name, group, heading))
        fitting.append(asked is not None and not decode(raw, asked.rule, ",").code)
    return "," if sum(fitting) * 2 > len(fitting) else "."


def scale_changes(cells: pl.DataFrame, decoder: Decoder, table: Table) -> list[Fault]:
    """A fault for each question whose answers are on two scales.

    Args:
        cells: Every distinct answer of the table, columns of `CELLS`.
        decoder: How they are read.
        table: For its sheet.
    """
    faults = []
    for key, part in cells.sort(KEY).drop_nulls().group_by(PAIR, maintain_order=True):
        asked = decoder.asked((key[0], key[1], key[2]))
        if asked is None or asked.rule.kind in (Kind.TEXT, Kind.CHOICE, Kind.FLAG):
            continue
        change = changed_scale(dict(zip(part["raw"], part["len"], strict=True)))
        if change:
            faults.append(
                Fault(
                    code="scale_changes",
                    message=f"The scale changes inside one question: {change}.",
                    expected="One scale in one file. Split the export where the form was changed "
                    "and declare a Source file for each part.",
                    sheet=table.sheet,
                    column=key[2],
                    costs="file",
                )
            )
    return faults


def _find_faults(
    found: Findings, frame: pl.DataFrame, keys: list[CellKey], decoder: Decoder, context: Context
) -> None:
    """Add a fault for each faulty answer; words are found for those that are listed only."""
    faulty = pl.Series([decoder.known(key).is_faulty for key in keys], dtype=pl.Boolean)
    if not faulty.any():
        return
    bad = frame.select("row", "answer").filter(faulty.gather(frame["answer"]))
    found.rows.append(bad["row"])
    patterns: dict[int, Fault] = {}
    listed = found.room("answers", bad.height, context.more_faults)
    for row, at in bad.head(listed).iter_rows():
        key = keys[at]
        if at not in patterns:
            patterns[at] = _pattern(key, decoder, context)
        found.faults.append(patterns[at].model_copy(update={"row": row}))


def _pattern(key: CellKey, decoder: Decoder, context: Context) -> Fault:
    """The fault of one distinct answer, without its row."""
    name, _, heading, raw = key
    answer, asked = decoder.decoded(key), decoder.asked(key[:3])
    if asked is None or answer.code == NO_SCALE:
        return context.unknown_question(name or "").model_copy(update={"value": name or ""})
    pattern = context.pattern(answer, asked.rule, heading)
    return pattern.model_copy(update={"value": raw or ""})
