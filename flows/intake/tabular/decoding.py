"""Answers to numbers, a whole table at once.

Each distinct answer to each question is decoded once in Python; the rows refer to it by number.
Messages are built for faulty rows only.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby

import polars as pl

from flows.intake.reading import Table
from flows.intake.tabular.answers import COMMA_NUMBER, NO_SCALE, POINT_NUMBER, decode
from flows.intake.tabular.coding import Numbering, numbered, paired
from flows.intake.tabular.context import Context
from flows.intake.tabular.decoder import CellKey, Decoder
from flows.intake.tabular.findings import Findings
from flows.intake.tabular.legends import changed_scale
from flows.intake.tabular.shape import Given
from schemas.fault import Fault
from schemas.words import Kind

Counts = Mapping[CellKey, int]
"""How often each distinct answer appears."""


def distinct_answers(
    given: Given, texts: Numbering
) -> tuple[pl.DataFrame, list[CellKey], list[int]]:
    """Number the distinct answers to each question.

    Args:
        given: The answers.
        texts: Numbers their texts.

    Returns:
        The frame of `given` with `answer`, the number; question and text of each number; and how
        often each appears.
    """
    codes = texts.numbers(given.frame["raw"])
    n_asked, n_texts = len(given.questions), len(texts.texts)
    keys = paired(given.frame["asked"], codes, n_asked, n_texts)
    numbers, counted = numbered(keys, n_asked * n_texts)
    named = [
        (*given.questions[key // n_texts], texts.texts[key % n_texts])
        for key in counted["key"].to_list()
    ]
    frame = given.frame.with_columns(numbers.alias("answer"))
    return frame, named, counted["len"].to_list()


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


def decimal_mark(keys: Iterable[CellKey], decoder: Decoder) -> str:
    """The decimal mark: declared, else a comma where only commas are seen and they make sense.

    `7,11` on a scale that ends at 5 is two answers and not one.
    """
    if decoder.source.decimal is not None:
        return decoder.source.decimal
    commas: list[CellKey] = []
    for key in keys:
        raw = (key[3] or "").strip()
        if POINT_NUMBER.fullmatch(raw):
            return "."
        if key[0] is not None and COMMA_NUMBER.fullmatch(raw):
            commas.append(key)
    fitting = []
    for key in commas:
        asked = decoder.asked(key[:3])
        fitting.append(asked is not None and not decode(key[3], asked.rule, ",").code)
    return "," if sum(fitting) * 2 > len(fitting) else "."


def scale_changes(counts: Counts, decoder: Decoder, table: Table) -> list[Fault]:
    """A fault for each question whose answers are on two scales.

    Args:
        counts: Every distinct answer of the table.
        decoder: How they are read.
        table: For its sheet.
    """
    faults = []
    given = sorted((key[0], *key[1:3], key[3]) for key in counts if key[0] and key[3] is not None)
    for question, keys in groupby(given, key=lambda key: key[:3]):
        asked = decoder.asked(question)
        if asked is None or asked.rule.kind in (Kind.TEXT, Kind.CHOICE, Kind.FLAG):
            continue
        change = changed_scale({key[3]: counts[key] for key in keys})
        if change:
            faults.append(
                Fault(
                    code="scale_changes",
                    message=f"The scale changes inside one question: {change}.",
                    expected="One scale in one file. Split the export where the form was changed "
                    "and declare a Source file for each part.",
                    sheet=table.sheet,
                    column=question[2],
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
