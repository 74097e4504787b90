"""Answers to numbers, a whole table at once.

Each distinct answer to each question is decoded once in Python; the rest are joins. Messages are
built for faulty rows only.
"""

from dataclasses import dataclass

import polars as pl

from flows.intake.reading import Table
from flows.intake.tabular.answers import COMMA_NUMBER, NO_SCALE, Decoded, decode
from flows.intake.tabular.attaching import attached
from flows.intake.tabular.context import Context
from flows.intake.tabular.findings import MOST_FAULTS, Findings
from flows.intake.tabular.legends import changed_scale
from flows.intake.tabular.rules import Asked, Rulebook
from flows.intake.tabular.shape import asked_name
from schemas.fault import Fault
from schemas.source import Source
from schemas.words import Kind

PAIR = ("name", "group", "heading")
KEY = (*PAIR, "raw")
SAME_AS = {"question": "name", "question_text": "name", "value_raw": "raw"}
"""What is mostly the same as a column that is there already."""
NUMBER_OF = {"value": "raw"}
"""What is mostly the number that another column spells."""
READ: dict[str, pl.DataType] = {
    "question": pl.String(),
    "question_text": pl.String(),
    "kind": pl.String(),
    "scale_low": pl.Float64(),
    "scale_high": pl.Float64(),
    "value_raw": pl.String(),
    "value": pl.Float64(),
    "fault": pl.String(),
}


@dataclass(frozen=True)
class Answers:
    """Decoded answers.

    Attributes:
        frame: With the columns of `READ`, but for those in `repeated`.
        repeated: Columns of `READ` that are the same as another, which is named.
        notes: What was detected.
    """

    frame: pl.DataFrame
    repeated: dict[str, str]
    notes: tuple[str, ...]


def decode_answers(
    answers: pl.DataFrame, table: Table, source: Source, book: Rulebook, found: Findings
) -> Answers:
    """Give every answer its question, kind, scale and value, and add what is wrong to `found`."""
    wide = {
        (asked_name(question, question.column), question.group): question
        for question in source.questions
    }
    told_apart = [*_told_apart(source), "raw"]
    cells = _distinct(answers, told_apart)
    asked = {
        key: book.asked(key[0], key[1], wide.get((key[0], key[1])))
        for key in cells.select(PAIR).unique(maintain_order=True).drop_nulls().iter_rows()
    }
    decimal, notes = _decimal_mark(cells, asked, source)
    read = [
        decode(raw, asked[name, group, heading].rule, decimal) if name is not None else Decoded()
        for name, group, heading, raw, _ in cells.iter_rows()
    ]
    faulty = {key[:4]: one for key, one in zip(cells.rows(), read, strict=True) if one.code}
    readable = _readable(cells, asked, read)
    frame, repeated = attached(answers, readable, told_apart, SAME_AS, NUMBER_OF)
    found.faults += _scale_changes(cells, asked, table)
    if source.form == "wide":
        frame = _without_scaleless(frame, found, table)
    _find_faults(found, frame, faulty, asked, Context(table, source, book))
    return Answers(frame, repeated, notes)


def _told_apart(source: Source) -> list[str]:
    """The columns that tell questions apart; the others of `PAIR` follow from them."""
    if source.form == "wide":
        return ["heading"]
    return ["name", "group"] if source.columns.group else ["name"]


def _distinct(answers: pl.DataFrame, told_apart: list[str]) -> pl.DataFrame:
    """Each distinct answer to each question, columns `KEY` and `len`, in a fixed order."""
    others = [pl.col(name).first() for name in KEY if name not in told_apart]
    counted = answers.lazy().group_by(told_apart).agg(pl.len(), *others)
    return counted.select(*KEY, "len").sort(KEY).collect(engine="streaming")


def _readable(
    cells: pl.DataFrame, asked: dict[tuple[str, ...], Asked], read: list[Decoded]
) -> pl.DataFrame:
    """Each distinct answer with what it stands for, columns of `READ`."""
    records: list[tuple[object, ...]] = []
    for (name, group, heading, raw, _), answer in zip(cells.iter_rows(), read, strict=True):
        said = raw if raw and raw.strip() else None
        question = asked.get((name, group, heading))
        if question is None:
            records.append((None, None, None, None, None, said, None, None))
            continue
        low, high = question.rule.ends
        kind = question.rule.kind.value
        records.append(
            (question.question, question.text, kind, low, high, said, answer.value,
             answer.code or None)
        )  # fmt: skip
    return cells.select(KEY).hstack(pl.DataFrame(records, schema=READ, orient="row"))


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


def _decimal_mark(
    cells: pl.DataFrame, asked: dict[tuple[str, ...], Asked], source: Source
) -> tuple[str, tuple[str, ...]]:
    """The decimal mark: declared, else a comma where only commas are seen and they make sense.

    `7,11` on a scale that ends at 5 is two answers and not one.
    """
    if source.decimal is not None:
        return source.decimal, ()
    if cells["raw"].str.strip_chars().str.contains(r"^[-+]?\d+\.\d+$").any():
        return ".", ()
    commas = cells.drop_nulls().filter(
        pl.col("raw").str.strip_chars().str.contains(f"^{COMMA_NUMBER.pattern}$")
    )
    fitting = [
        not decode(raw, asked[name, group, heading].rule, ",").code
        for name, group, heading, raw, _ in commas.iter_rows()
    ]
    if sum(fitting) * 2 > len(fitting):
        return ",", ("decimal mark comma",)
    return ".", ()


def _scale_changes(
    cells: pl.DataFrame, asked: dict[tuple[str, ...], Asked], table: Table
) -> list[Fault]:
    faults = []
    for key, part in cells.drop_nulls().group_by(PAIR, maintain_order=True):
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


def _find_faults(
    found: Findings,
    frame: pl.DataFrame,
    faulty: dict[tuple[str, ...], Decoded],
    asked: dict[tuple[str, ...], Asked],
    context: Context,
) -> None:
    """Add a fault for each faulty answer; words are found for those that are listed only."""
    bad = frame.select("row", *KEY, "fault").filter(pl.col("fault").is_not_null()).drop("fault")
    found.rows.append(bad["row"])
    patterns: dict[tuple[str, ...], Fault] = {}
    for row, *cells in bad.head(MOST_FAULTS).iter_rows():
        key = tuple(cells)
        if key not in patterns:
            patterns[key] = context.pattern(faulty[key], asked[key[:3]].rule, key)
        shown = key[0] if faulty[key].code == NO_SCALE else key[3]
        found.faults.append(patterns[key].model_copy(update={"row": row, "value": shown}))
    if bad.height > MOST_FAULTS:
        found.faults.append(context.more_faults(bad.height - MOST_FAULTS))
    found.add(frame.select("row", "name"), pl.col("name").is_null(), None, context.nameless())
