"""Questions of a scorecard: text, keyed options, and red flags ticked in a list."""

import polars as pl

from flows.intake.ats.filled.flags import flags_ticked
from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.filled.keyed import decode_answer
from flows.intake.ats.greenhouse.columns import (
    Chosen,
    as_responses,
    of_cards,
    of_words,
    spread,
)
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


def answer_rows(chosen: Chosen, gathering: Gathering, guides: Guides) -> pl.DataFrame:
    """One response for each answered question; private notes are dropped at the door.

    A question that a guide declares as keyed choice, agreement item or number is decoded. A
    list in which red flags are ticked gives one flag for each. All else is text.
    """
    rows = chosen.frame(chosen.pile.answers).rename({"written": "value_raw"})
    words = pl.DataFrame({"asked": pl.Series(list(chosen.pile.answers.words), dtype=pl.String)})
    words = words.with_columns(pl.col("asked").str.strip_chars().fill_null(""))
    rows = _answered(rows, words["asked"], gathering)
    rows = rows.with_columns(chosen.cleaned(rows["value_raw"])).filter(
        pl.col("value_raw").is_not_null()
    )
    plain = {name: text(name) for name in words["asked"] if "<" in name}
    words = words.select(question=pl.col("asked").replace(plain)).with_columns(
        question_text="question", group=pl.lit(""), note=pl.lit(None, pl.String())
    )
    meaning = _may_mean_more(rows, words["question"], guides)
    unscaled = {name: pl.lit(None, pl.Float64()) for name in ("value", "scale_low", "scale_high")}
    prose = of_cards(
        rows if not meaning.any() else rows.filter(~meaning), chosen.cards, "questions"
    )
    prose = spread(prose, "word", words).with_columns(kind=pl.lit(Kind.TEXT.value), **unscaled)
    meant = spread(of_cards(rows.filter(meaning), chosen.cards, "questions"), "word", words)
    source = gathering.source
    return pl.concat(
        [as_responses(prose, source), as_responses(_decoded(meant, guides, gathering), source)]
    )


def _answered(rows: pl.DataFrame, asked: pl.Series, gathering: Gathering) -> pl.DataFrame:
    """The rows whose question has a name and is not private."""
    seen = asked.gather(rows["word"].unique())
    private = [name for name in seen if name and denied(name)]
    gathering.dropped.update(private)
    return of_words(rows, (asked != "") & ~asked.is_in(private))


def _may_mean_more(rows: pl.DataFrame, questions: pl.Series, guides: Guides) -> pl.Series:
    """Which answers may be more than text: by their question, or because they name a flag."""
    declared = [
        name
        for name in questions.drop_nulls().unique()
        if guides.find(name) or spelling(name) in guides.flags or "red flag" in spelling(name)
    ]
    by_question = questions.is_in(declared).gather(rows["word"])
    if not guides.flags:
        return by_question
    likely = _likely(rows["value_raw"], guides)
    folded = likely["value"].str.replace_all(r"\s+", " ").str.to_lowercase()
    named = likely["at"].filter(folded.str.contains_any(list(guides.flags)))
    return by_question.scatter(named, values=True)


def _likely(written: pl.Series, guides: Guides) -> pl.DataFrame:
    """Answers that hold the longest word of some red flag, and which; so most need no folding.

    Letters beyond ASCII change their length or alphabet when folded, so they are always looked at.
    """
    longest = [max(flag.split(), key=len, default="") for flag in guides.flags]
    said = pl.col("value").str.contains_any(longest, ascii_case_insensitive=True)
    foreign = pl.col("value").str.len_bytes() != pl.col("value").str.len_chars()
    answers = pl.DataFrame({"value": written}).with_row_index("at")
    return answers.filter(said | foreign) if "".join(longest).isascii() else answers


def _decoded(rows: pl.DataFrame, guides: Guides, gathering: Gathering) -> pl.DataFrame:
    made: list[tuple[int, str, Kind, float | None, float | None, float | None]] = []
    faulty: list[int] = []
    cells = rows.select("question", "value_raw", "locator", "row").iter_rows()
    for at, (question, written, path, row) in enumerate(cells):
        where, before = Spot("", row), len(gathering.faults)
        flags = flags_ticked(question, written, guides, where, path, gathering)
        if flags is not None:
            made += [(at, flag, Kind.FLAG, value, *_FLAG_ENDS) for flag, value in flags]
        elif decoded := decode_answer(question, written, guides, where, path, gathering):
            made.append((at, question, decoded.kind, decoded.value, decoded.low, decoded.high))
        if len(gathering.faults) > before:
            faulty.append(at)
    held = rows[faulty].with_columns(
        kind=pl.lit(Kind.CHOICE.value),
        **{name: pl.lit(None, pl.Float64()) for name in ("value", "scale_low", "scale_high")},
    )
    gathering.held_frames.append(as_responses(held, gathering.source))
    meant = pl.DataFrame(made, schema={"at": pl.UInt32(), **_MEANT}, orient="row")
    of_rows = rows.drop("question").select(pl.all().gather(meant["at"]))
    return pl.concat([of_rows, meant.drop("at")], how="horizontal")
