"""Rated attributes and overall recommendations of scorecards, decoded by their word scales."""

from itertools import chain
from operator import attrgetter

import polars as pl

from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.greenhouse.cards import old_attributes
from flows.intake.ats.greenhouse.columns import (
    as_responses,
    cleaned,
    faults_of,
    flat,
    of_cards,
    on_scale,
)
from flows.intake.ats.greenhouse.shapes import Scorecard
from flows.intake.tabular.answers import AnswerRule, Decoded, decode
from schemas.role import spelling
from schemas.scale import HIRING_RECOMMENDATION, Scale
from schemas.words import Kind
from scoring.guides import Guides

FLAG = Scale(low=0, high=1, labels={"definitely_not": 0, "no": 0, "yes": 1, "strong_yes": 1})
"""A red flag is observed or not; a mixed one is a fault."""


def attribute_rows(
    scorecards: list[Scorecard],
    cards: pl.DataFrame,
    gathering: Gathering,
    guides: Guides,
    scale: Scale,
) -> pl.DataFrame:
    """One response for each rated attribute; a name that is a red flag becomes a flag.

    A name rated under two types in one scorecard keeps its type in `question`, so that neither
    rating replaces the other.
    """
    lists = [
        card.attributes if card.attributes is not None else old_attributes(card)
        for card in scorecards
    ]
    items = list(chain.from_iterable(lists))
    rows = flat(
        [len(listed) for listed in lists],
        {
            "question": list(map(attrgetter("name"), items)),
            "group": list(map(attrgetter("type"), items)),
            "note": list(map(attrgetter("note"), items)),
            "value_raw": list(map(attrgetter("rating"), items)),
        },
    ).with_columns(
        pl.col("question").str.strip_chars().replace("overall", "Overall"),
        pl.col("group").fill_null(""),
        pl.col("note").map_batches(cleaned, return_dtype=pl.String),
    )
    named = _named(rows, cards, gathering)
    flags = {
        name: guides.flags[spelling(name)]
        for name in named["question"].unique()
        if spelling(name) in guides.flags
    }
    is_flag = pl.col("question").is_in(list(flags))
    rated = _kept_apart(named.filter(~is_flag), cards, gathering)
    flagged = named.filter(is_flag).with_columns(
        question_text="question", question=pl.col("question").replace(flags)
    )
    return pl.concat(
        [
            _decoded(rated, cards, gathering, scale, Kind.RATING),
            _decoded(flagged, cards, gathering, FLAG, Kind.FLAG),
        ]
    )


def overall_rows(
    scorecards: list[Scorecard], cards: pl.DataFrame, gathering: Gathering
) -> pl.DataFrame:
    """One response for each overall recommendation, which belongs to neither key."""
    verdicts = {"value_raw": [card.overall_recommendation for card in scorecards]}
    rows = flat([1] * len(scorecards), verdicts).with_columns(
        question=pl.lit("overall"),
        question_text=pl.lit("Overall recommendation"),
        group=pl.lit(""),
        note=pl.lit(None, pl.String()),
    )
    return _decoded(rows.drop("at"), cards, gathering, HIRING_RECOMMENDATION, Kind.RATING)


def _named(rows: pl.DataFrame, cards: pl.DataFrame, gathering: Gathering) -> pl.DataFrame:
    nameless = pl.col("question").fill_null("") == ""
    message = "This attribute has no name, so it cannot be assigned to a key."
    lost = of_cards(rows.filter(nameless & pl.col("value_raw").is_not_null()), cards, "attributes")
    gathering.faults += faults_of(lost, ".name", Decoded(code="missing_question", message=message))
    return rows.filter(~nameless)


def _kept_apart(rows: pl.DataFrame, cards: pl.DataFrame, gathering: Gathering) -> pl.DataFrame:
    rows = rows.with_columns(question_text="question")
    if _names_differ(rows):
        return rows
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


def _names_differ(rows: pl.DataFrame) -> bool:
    """Whether no scorecard has a name twice; told by numbers, as names repeat by the thousand."""
    codes = rows["question"].cast(pl.Categorical).to_physical().cast(pl.UInt64)
    pairs = rows["card"].cast(pl.UInt64) * (1 << 32) + codes
    return pairs.n_unique() == rows.height


def _decoded(
    rows: pl.DataFrame, cards: pl.DataFrame, gathering: Gathering, scale: Scale, kind: Kind
) -> pl.DataFrame:
    """Give each row its value; rows whose label is unknown become faults and go."""
    rule = AnswerRule(kind, scale)
    decoded = {answer: decode(answer, rule) for answer in rows["value_raw"].unique().drop_nulls()}
    points = {answer: found.value for answer, found in decoded.items()}
    wrong = {answer: found for answer, found in decoded.items() if found.code}
    value = pl.col("value_raw").replace_strict(points, default=None, return_dtype=pl.Float64)
    field = "attributes" if "at" in rows.columns else "overall_recommendation"
    joined = of_cards(rows.with_columns(value=value), cards, field)
    if wrong:
        unknown = pl.col("value_raw").is_in(list(wrong)).fill_null(value=False)
        lost = joined.filter(unknown)
        gathering.faults += faults_of(lost, ".rating" if "at" in rows.columns else "", wrong)
        gathering.held_frames.append(as_responses(on_scale(lost, scale, kind), gathering.source))
        joined = joined.filter(~unknown)
    return as_responses(on_scale(joined, scale, kind), gathering.source)
