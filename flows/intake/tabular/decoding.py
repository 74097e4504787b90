"""Answers to numbers, a whole table at once.

Each distinct answer to each question is decoded once in Python; the rest are joins. Messages are
built for faulty rows only.
"""

from dataclasses import dataclass

import polars as pl

from flows.intake.reading import Table
from flows.intake.tabular.answers import COMMA_NUMBER, NO_SCALE, Decoded, decode
from flows.intake.tabular.context import Context
from flows.intake.tabular.findings import MOST_FAULTS, Findings
from flows.intake.tabular.legends import changed_scale
from flows.intake.tabular.rules import Asked, Rulebook
from flows.intake.tabular.shape import asked_name
from schemas.fault import Fault
from schemas.source import Source
from schemas.words import Kind

PAIR = ("name", "group", "heading")
QUESTION_COLUMNS: dict[str, pl.DataType] = {
    "question": pl.String(),
    "question_text": pl.String(),
    "kind": pl.String(),
    "scale_low": pl.Float64(),
    "scale_high": pl.Float64(),
    "plain": pl.Boolean(),
}


@dataclass(frozen=True)
class Answers:
    """Decoded answers: the frame with `question`, `kind`, `value` and scale, and what was seen."""

    frame: pl.DataFrame
    notes: tuple[str, ...]


def decode_answers(
    answers: pl.DataFrame, table: Table, source: Source, book: Rulebook, found: Findings
) -> Answers:
    """Give every answer its question, kind, scale and value, and add what is wrong to `found`."""
    wide = {
        (asked_name(question, question.column), question.group): question
        for question in source.questions
    }
    asked = {
        key: book.asked(key[0], key[1], wide.get((key[0], key[1])))
        for key in answers.select(PAIR).unique(maintain_order=True).drop_nulls().iter_rows()
    }
    frame = answers.join(_questions(asked), on=PAIR, how="left", maintain_order="left")
    plain = pl.col("raw").str.strip_chars().cast(pl.Float64, strict=False)
    usable = pl.col("plain") & plain.is_between(pl.col("scale_low"), pl.col("scale_high"))
    frame = frame.with_columns(value=pl.when(usable).then(plain))
    odd = frame.filter(pl.col("value").is_null(), pl.col("raw").is_not_null())
    pairs = odd.group_by(*PAIR, "raw", maintain_order=True).len().drop_nulls("name")
    decimal, notes = _decimal_mark(pairs, asked, source)
    read = _decoded(pairs, asked, decimal)
    faulty = {
        key[:4]: answer for key, answer in zip(pairs.rows(), read, strict=True) if answer.code
    }
    frame = _joined(frame, pairs, read)
    found.faults += _scale_changes(pairs, asked, table)
    if source.form == "wide":
        frame = _without_scaleless(frame, found, table)
    _find_faults(found, frame, faulty, asked, Context(table, source, book))
    return Answers(frame, notes)


def _without_scaleless(frame: pl.DataFrame, found: Findings, table: Table) -> pl.DataFrame:
    """A wide column without a scale is one fault of its own: no row of it can be mended."""
    without = frame.filter(pl.col("fault") == NO_SCALE)["heading"].unique(maintain_order=True)
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
        for heading in without
    ]
    return frame.filter(~pl.col("heading").is_in(without.to_list()))


def _questions(asked: dict[tuple[str, ...], Asked]) -> pl.DataFrame:
    records = []
    for key, question in asked.items():
        scale = question.rule.scale
        rated = question.rule.kind not in (Kind.TEXT, Kind.CHOICE)
        low, high = (scale.low, scale.high) if scale and rated else (None, None)
        if question.rule.kind is Kind.FLAG:
            low, high = 0.0, 1.0
        records.append(
            (*key, question.question, question.text, question.rule.kind.value, low, high,
             question.rule.reads_plain_numbers)
        )  # fmt: skip
    schema = {**dict.fromkeys(PAIR, pl.String()), **QUESTION_COLUMNS}
    return pl.DataFrame(records, schema=schema, orient="row")


def _decimal_mark(
    pairs: pl.DataFrame, asked: dict[tuple[str, ...], Asked], source: Source
) -> tuple[str, tuple[str, ...]]:
    """The decimal mark: declared, else a comma where only commas are seen and they make sense.

    `7,11` on a scale that ends at 5 is two answers and not one.
    """
    if source.decimal is not None:
        return source.decimal, ()
    if pairs["raw"].str.strip_chars().str.contains(r"^[-+]?\d+\.\d+$").any():
        return ".", ()
    commas = pairs.filter(pl.col("raw").str.strip_chars().str.contains(f"^{COMMA_NUMBER.pattern}$"))
    fitting = [
        not decode(raw, asked[name, group, heading].rule, ",").code
        for name, group, heading, raw, _ in commas.iter_rows()
    ]
    if sum(fitting) * 2 > len(fitting):
        return ",", ("decimal mark comma",)
    return ".", ()


def _decoded(
    pairs: pl.DataFrame, asked: dict[tuple[str, ...], Asked], decimal: str
) -> list[Decoded]:
    return [
        decode(raw, asked[name, group, heading].rule, decimal)
        for name, group, heading, raw, _ in pairs.iter_rows()
    ]


def _scale_changes(
    pairs: pl.DataFrame, asked: dict[tuple[str, ...], Asked], table: Table
) -> list[Fault]:
    faults = []
    for key, part in pairs.group_by(PAIR, maintain_order=True):
        if asked[key].rule.kind in (Kind.TEXT, Kind.CHOICE, Kind.FLAG):
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


def _joined(frame: pl.DataFrame, pairs: pl.DataFrame, read: list[Decoded]) -> pl.DataFrame:
    keys = pairs.select(*PAIR, "raw").with_columns(
        found=pl.Series([answer.value for answer in read], dtype=pl.Float64),
        fault=pl.Series([answer.code or None for answer in read], dtype=pl.String),
    )
    frame = frame.join(keys, on=[*PAIR, "raw"], how="left", maintain_order="left")
    return frame.with_columns(value=pl.coalesce("value", "found")).drop("found", "plain")


def _find_faults(
    found: Findings,
    frame: pl.DataFrame,
    faulty: dict[tuple[str, ...], Decoded],
    asked: dict[tuple[str, ...], Asked],
    context: Context,
) -> None:
    """Add a fault for each faulty answer; words are found for those that are listed only."""
    bad = frame.filter(pl.col("fault").is_not_null())
    found.rows.append(bad["row"])
    for key, part in bad.head(MOST_FAULTS).group_by(*PAIR, "raw", maintain_order=True):
        name, group, heading, raw = (str(cell) for cell in key)
        answer = faulty[name, group, heading, raw]
        rule = asked[name, group, heading].rule
        if answer.code == NO_SCALE:
            found.add(part, pl.lit(value=True), "name", context.unknown_question(name))
            continue
        pattern = Fault(
            code=answer.code,
            message=answer.message,
            expected=answer.expected,
            accepted=rule.accepted,
            sheet=context.table.sheet,
            column=heading,
        )
        found.add(part, pl.lit(value=True), "raw", pattern)
    if bad.height > MOST_FAULTS:
        found.faults.append(context.more_faults(bad.height - MOST_FAULTS))
    found.add(frame, pl.col("name").is_null(), None, context.nameless())
