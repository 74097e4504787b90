"""Questions of a scorecard: text, keyed options, and red flags ticked in a list."""

from itertools import chain
from operator import attrgetter

import polars as pl

from flows.intake.ats.filled.flags import flags_ticked
from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.filled.keyed import decode_answer
from flows.intake.ats.greenhouse.columns import as_responses, cleaned, flat, of_cards
from flows.intake.ats.greenhouse.shapes import Scorecard
from flows.intake.ats.parsing.cells import text
from flows.intake.ats.parsing.spots import Spot
from schemas.door import denied
from schemas.role import spelling
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


def answer_rows(
    scorecards: list[Scorecard], cards: pl.DataFrame, gathering: Gathering, guides: Guides
) -> pl.DataFrame:
    """One response for each answered question; private notes are dropped at the door.

    A question that a guide declares as keyed choice, agreement item or number is decoded. A
    list in which red flags are ticked gives one flag for each. All else is text.
    """
    lists = [card.questions or () for card in scorecards]
    items = list(chain.from_iterable(lists))
    rows = flat(
        [len(listed) for listed in lists],
        {
            "question": list(map(attrgetter("question"), items)),
            "value_raw": list(map(attrgetter("answer"), items)),
        },
    )
    rows = _answered(rows, gathering).with_columns(
        question_text="question", group=pl.lit(""), note=pl.lit(None, pl.String())
    )
    joined = of_cards(rows, cards, "questions")
    meaning = _may_mean_more(joined, guides)
    plain = joined.filter(~meaning).with_columns(
        kind=pl.lit(Kind.TEXT.value),
        value=pl.lit(None, pl.Float64()),
        scale_low=pl.lit(None, pl.Float64()),
        scale_high=pl.lit(None, pl.Float64()),
    )
    decoded = _decoded(joined.filter(meaning), guides, gathering)
    source = gathering.source
    return pl.concat([as_responses(plain, source), as_responses(decoded, source)])


def _answered(rows: pl.DataFrame, gathering: Gathering) -> pl.DataFrame:
    rows = rows.with_columns(
        pl.col("question").str.strip_chars(),
        pl.col("value_raw").map_batches(cleaned, return_dtype=pl.String),
    ).filter(pl.col("question").fill_null("") != "")
    names = rows["question"].unique().to_list()
    plain = {name: text(name) for name in names if "<" in name}
    private = [name for name in names if denied(name)]
    gathering.dropped.update(private)
    return rows.filter(
        pl.col("value_raw").is_not_null() & ~pl.col("question").is_in(private)
    ).with_columns(pl.col("question").replace(plain))


def _may_mean_more(rows: pl.DataFrame, guides: Guides) -> pl.Series:
    """Which answers may be more than text: by their question, or because they name a flag."""
    declared = [
        name
        for name in rows["question"].unique()
        if guides.find(name) or spelling(name) in guides.flags or "red flag" in spelling(name)
    ]
    by_question = rows["question"].is_in(declared)
    if not guides.flags:
        return by_question
    folded = rows["value_raw"].str.replace_all(r"\s+", " ").str.to_lowercase()
    return by_question | folded.str.contains_any(list(guides.flags))


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
