"""Rated attributes and overall recommendations of scorecards, decoded by their word scales."""

import polars as pl

from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.greenhouse.columns import (
    Chosen,
    as_responses,
    faults_of,
    of_cards,
    of_words,
    on_scale,
    spread,
)
from flows.intake.ats.greenhouse.pile import Rows, Words
from flows.intake.tabular.answers import AnswerRule, Decoded, decode
from schemas.config.role import spelling
from schemas.config.scale import HIRING_RECOMMENDATION, Scale
from schemas.fault import Fault
from schemas.words import Kind
from scoring.guides import Guides

FLAG = Scale(low=0, high=1, labels={"definitely_not": 0, "no": 0, "yes": 1, "strong_yes": 1})
"""A red flag is observed or not; a mixed one is a fault."""


def attribute_rows(
    chosen: Chosen, gathering: Gathering, guides: Guides, scale: Scale
) -> pl.DataFrame:
    """One response for each rated attribute; a name that is a red flag becomes a flag.

    A name rated under two types in one scorecard keeps its type in `question`, so that neither
    rating replaces the other.
    """
    cards = chosen.cards
    rows = chosen.frame(chosen.pile.attributes).rename({"written": "note"})
    rows = rows.with_columns(chosen.cleaned(rows["note"]))
    words = _words_of(chosen.pile.attributes.words)
    named = words["question"].fill_null("") != ""
    gathering.faults += _nameless(of_words(rows, ~named), words, cards)
    flags = {
        name: guides.flags[spelling(name)]
        for name in words["question"].filter(named).unique()
        if spelling(name) in guides.flags
    }
    is_flag = words["question"].is_in(list(flags)).fill_null(value=False)
    rated = _kept_apart(of_words(rows, named & ~is_flag), words, cards, gathering)
    flagged = of_words(rows, is_flag)
    flag_words = words.with_columns(pl.col("question").replace(flags))
    return pl.concat(
        [
            _decoded(rated, words, cards, gathering, scale, Kind.RATING),
            _decoded(flagged, flag_words, cards, gathering, FLAG, Kind.FLAG),
        ]
    )


def overall_rows(chosen: Chosen, gathering: Gathering) -> pl.DataFrame:
    """One response for each overall recommendation, which belongs to neither key."""
    verdicts = Rows()
    given = chosen.pile.verdicts
    verdicts.add([1] * len(given), given, [None] * len(given))
    rows = chosen.frame(verdicts).drop("at").rename({"written": "note"})
    words = pl.DataFrame({"value_raw": pl.Series(list(verdicts.words), dtype=pl.String)})
    words = words.with_columns(
        question=pl.lit("overall"),
        question_text=pl.lit("Overall recommendation"),
        group=pl.lit(""),
    )
    return _decoded(rows, words, chosen.cards, gathering, HIRING_RECOMMENDATION, Kind.RATING)


def _words_of(words: Words) -> pl.DataFrame:
    """One row for each name, type and rating that stand together."""
    given = {"question": pl.String(), "group": pl.String(), "value_raw": pl.String()}
    return pl.DataFrame(list(words), schema=given, orient="row").with_columns(
        pl.col("question").str.strip_chars().replace("overall", "Overall"),
        pl.col("group").fill_null(""),
        question_text=pl.col("question").str.strip_chars().replace("overall", "Overall"),
    )


def _nameless(rows: pl.DataFrame, words: pl.DataFrame, cards: pl.DataFrame) -> list[Fault]:
    if rows.is_empty():
        return []
    message = "This attribute has no name, so it cannot be assigned to a key."
    lost = of_cards(of_words(rows, words["value_raw"].is_not_null()), cards, "attributes")
    wrong = Decoded(code="missing_question", message=message)
    return faults_of(spread(lost, "word", words), ".name", wrong)


def _kept_apart(
    rows: pl.DataFrame, words: pl.DataFrame, cards: pl.DataFrame, gathering: Gathering
) -> pl.DataFrame:
    if _names_differ(rows, words):
        return rows
    rows = spread(rows, "word", words)
    repeated = ~pl.struct("card", "question", "group").is_first_distinct()
    same = ~pl.struct("card", "question", "group", "value_raw").is_first_distinct()
    message = (
        "This attribute is rated twice in one scorecard, with different ratings; the first counts."
    )
    lost = of_cards(rows.filter(repeated & ~same), cards, "attributes")
    gathering.faults += faults_of(lost, ".rating", Decoded(code="rated_twice", message=message))
    typed = pl.format("{} [{}]", "question", "group")
    later = ~pl.struct("card", "question").is_first_distinct() & (pl.col("group") != "")
    return rows.with_columns(question=pl.when(later).then(typed).otherwise("question")).filter(
        ~repeated
    )


def _names_differ(rows: pl.DataFrame, words: pl.DataFrame) -> bool:
    """Whether no scorecard has a name twice; told by numbers, as names repeat by the thousand."""
    numbers = words["question"].rank("dense").cast(pl.UInt64).gather(rows["word"])
    pairs = rows["card"].cast(pl.UInt64) * (1 << 32) + numbers
    return pairs.n_unique() == rows.height


def _decoded(
    rows: pl.DataFrame,
    words: pl.DataFrame,
    cards: pl.DataFrame,
    gathering: Gathering,
    scale: Scale,
    kind: Kind,
) -> pl.DataFrame:
    """Give each row its value; rows whose label is unknown become faults and go."""
    rule = AnswerRule(kind, scale)
    decoded = {answer: decode(answer, rule) for answer in words["value_raw"].unique().drop_nulls()}
    points = {answer: found.value for answer, found in decoded.items()}
    wrong = {answer: found for answer, found in decoded.items() if found.code}
    value = pl.col("value_raw").replace_strict(points, default=None, return_dtype=pl.Float64)
    words = words.with_columns(value=value)
    field = "attributes" if "at" in rows.columns else "overall_recommendation"
    if wrong:
        unknown = words["value_raw"].is_in(list(wrong)).fill_null(value=False)
        lost = spread(of_cards(of_words(rows, unknown), cards, field), "word", words)
        gathering.faults += faults_of(lost, ".rating" if "at" in rows.columns else "", wrong)
        gathering.held_frames.append(as_responses(on_scale(lost, scale, kind), gathering.source))
        rows = of_words(rows, ~unknown)
    joined = spread(of_cards(rows, cards, field), "word", words)
    return as_responses(on_scale(joined, scale, kind), gathering.source)
