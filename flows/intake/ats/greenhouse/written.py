"""Questions of a scorecard: text, keyed options, and red flags ticked in a list."""

from dataclasses import replace

import polars as pl

from flows.intake.ats.filled.flags import flags_ticked
from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.filled.keyed import decode_answer
from flows.intake.ats.greenhouse.columns import Chosen
from flows.intake.ats.greenhouse.told import Told
from flows.intake.ats.parsing.cells import text
from flows.intake.ats.parsing.spots import Spot
from schemas.config.role import spelling
from schemas.door import denied
from schemas.words import Kind
from scoring.guides import Guides

_MEANT = {
    "question": pl.String(),
    "kind": pl.String(),
    "value": pl.Float64(),
    "scale_low": pl.Float64(),
    "scale_high": pl.Float64(),
}
_FLAG_ENDS = (0.0, 1.0)


def answer_rows(chosen: Chosen, gathering: Gathering, guides: Guides) -> list[Told]:
    """One response for each answered question; private notes are dropped at the door.

    A question that a guide declares as keyed choice, agreement item or number is decoded. A
    list in which red flags are ticked gives one flag for each. All else is text.
    """
    given = chosen.pile.answers
    written = chosen.cleaned(given.texts().alias("value_raw"))
    asked = pl.Series(list(given.words), dtype=pl.String).str.strip_chars().fill_null("")
    rows = _answered(chosen.of_these(given.frame()), asked, gathering)
    if written.null_count():
        rows = rows.filter(written.is_not_null()[rows["entry"]])
    plain = {name: text(name) for name in asked if "<" in name}
    words = pl.DataFrame({"question": asked.replace(plain)}).with_columns(
        question_text="question", group=pl.lit(""), note=pl.lit(None, pl.String())
    )
    told = Told(rows, written.to_frame(), words, chosen.cards, "questions", gathering.source)
    meaning = _may_mean_more(told, guides)
    if not meaning.any():
        return [_unscaled(told, Kind.TEXT)]
    prose = _unscaled(told.filtered(~meaning), Kind.TEXT)
    return [prose, _decoded(told.filtered(meaning), guides, gathering)]


def _answered(rows: pl.DataFrame, asked: pl.Series, gathering: Gathering) -> pl.DataFrame:
    """The rows whose question has a name and is not private."""
    seen = asked.gather(rows["word"].unique())
    private = [name for name in seen if name and denied(name)]
    gathering.dropped.update(private)
    which = (asked != "") & ~asked.is_in(private)
    return rows if which.all() else rows.filter(which[rows["word"]])


def _unscaled(told: Told, kind: Kind) -> Told:
    """Say of every answer that it has no value."""
    none = pl.lit(None, pl.Float64())
    given = {"kind": pl.lit(kind.value), "value": none, "scale_low": none, "scale_high": none}
    return replace(told, words=told.words.with_columns(**given))


def _may_mean_more(told: Told, guides: Guides) -> pl.Series:
    """Which answers may be more than text: by their question, or because they name a flag."""
    questions, rows = told.words["question"], told.rows
    declared = [
        name
        for name in questions.drop_nulls().unique()
        if guides.find(name) or spelling(name) in guides.flags or "red flag" in spelling(name)
    ]
    by_question = questions.is_in(declared)[rows["word"]]
    if not guides.flags:
        return by_question
    return by_question | _naming_a_flag(told.written["value_raw"], guides)[rows["entry"]]


def _naming_a_flag(written: pl.Series, guides: Guides) -> pl.Series:
    """Which entries hold the name of a red flag.

    Most hold not even the longest word of one, so they need no folding. Letters beyond ASCII
    change their length or alphabet when folded, so entries with such are always looked at.
    """
    longest = [max(flag.split(), key=len, default="") for flag in guides.flags]
    value = pl.col("value")
    said = value.str.contains_any(longest, ascii_case_insensitive=True)
    foreign = value.str.len_bytes() != value.str.len_chars()
    entries = pl.DataFrame({"value": written}).with_row_index("at")
    likely = entries.filter(said | foreign) if "".join(longest).isascii() else entries
    folded = likely["value"].str.replace_all(r"\s+", " ").str.to_lowercase()
    named = likely["at"].filter(folded.str.contains_any(list(guides.flags)))
    return pl.repeat(value=False, n=len(written), eager=True).scatter(named, values=True)


def _decoded(told: Told, guides: Guides, gathering: Gathering) -> Told:
    made: list[tuple[int, str, Kind, float | None, float | None, float | None]] = []
    faulty: list[int] = []
    cells = told.joined().select("question", "value_raw", "locator", "row").iter_rows()
    for nth, (question, written, path, row) in enumerate(cells):
        where, before = Spot("", row), len(gathering.faults)
        flags = flags_ticked(question, written, guides, where, path, gathering)
        if flags is not None:
            made += [(nth, flag, Kind.FLAG, value, *_FLAG_ENDS) for flag, value in flags]
        elif decoded := decode_answer(question, written, guides, where, path, gathering):
            made.append((nth, question, decoded.kind, decoded.value, decoded.low, decoded.high))
        if len(gathering.faults) > before:
            faulty.append(nth)
    held = _unscaled(replace(told, rows=told.rows[faulty]), Kind.CHOICE)
    gathering.held_frames.append(held.held())
    meant = pl.DataFrame(made, schema={"nth": pl.UInt32(), **_MEANT}, orient="row")
    of_rows = told.rows.select(pl.all().gather(meant["nth"]))
    return replace(told, rows=pl.concat([of_rows, meant.drop("nth")], how="horizontal"))
