"""Rated attributes and overall recommendations of scorecards, decoded by their word scales."""

from dataclasses import replace

import polars as pl

from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.greenhouse.columns import Chosen, spread
from flows.intake.ats.greenhouse.pile import Attributed, Words
from flows.intake.ats.greenhouse.told import Told
from flows.intake.tabular.answers import AnswerRule, Decoded, decode
from schemas.config.role import spelling
from schemas.config.scale import HIRING_RECOMMENDATION, Scale
from schemas.door import denied, denied_section
from schemas.words import Kind
from scoring.guides import Guides

FLAG = Scale(low=0, high=1, labels={"definitely_not": 0, "no": 0, "yes": 1, "strong_yes": 1})
"""A red flag is observed or not; a mixed one is a fault."""
_RATING, _VERDICT = ".rating", ""


def attribute_rows(
    chosen: Chosen, gathering: Gathering, guides: Guides, scale: Scale
) -> list[Told]:
    """One response for each rated attribute; a name that is a red flag becomes a flag.

    An attribute that asks what is never stored, or stands under a type that is not, is dropped at
    the door, as a question is.
    A name rated under two types in one scorecard keeps its type in `question`, so that neither
    rating replaces the other.
    """
    given = chosen.pile.attributes
    notes = chosen.cleaned(given.texts().alias("note")).to_frame()
    words = _words_of(given.words)
    rows = chosen.of_these(given.frame())
    told = Told(rows, notes, words, chosen.cards, "attributes", gathering.source)
    is_open = _are_open(words, gathering)
    named = words["question"].fill_null("") != ""
    _add_nameless(told.of_words(~named & is_open), gathering)
    named &= is_open
    flags = {
        name: guides.flags[spelling(name)]
        for name in words["question"].filter(named).unique()
        if spelling(name) in guides.flags
    }
    is_flag = words["question"].is_in(list(flags)).fill_null(value=False)
    rated = _kept_apart(told.of_words(named & ~is_flag), gathering)
    flagged = told.of_words(is_flag)
    flag_words = words.with_columns(pl.col("question").replace(flags))
    return [
        _decoded(rated, gathering, scale, Kind.RATING, _RATING),
        _decoded(replace(flagged, words=flag_words), gathering, FLAG, Kind.FLAG, _RATING),
    ]


def overall_rows(chosen: Chosen, gathering: Gathering) -> Told:
    """One response for each overall recommendation, which belongs to neither key."""
    words = pl.DataFrame({"value_raw": pl.Series(list(chosen.pile.verdicts), dtype=pl.String)})
    words = words.with_columns(
        question=pl.lit("overall"),
        question_text=pl.lit("Overall recommendation"),
        group=pl.lit(""),
        note=pl.lit(None, pl.String()),
    )
    verdicts = pl.DataFrame({"word": pl.Series(chosen.pile.overall, dtype=pl.UInt32)})
    rows = chosen.of_these(verdicts.with_row_index("card"))
    field = "overall_recommendation"
    told = Told(rows, pl.DataFrame(), words, chosen.cards, field, gathering.source)
    return _decoded(told, gathering, HIRING_RECOMMENDATION, Kind.RATING, _VERDICT)


def _words_of(words: Words[Attributed]) -> pl.DataFrame:
    """One row for each name, type and rating that stand together."""
    given = {"question": pl.String(), "group": pl.String(), "value_raw": pl.String()}
    return pl.DataFrame(list(words), schema=given, orient="row").with_columns(
        pl.col("question").str.strip_chars().replace("overall", "Overall"),
        pl.col("group").fill_null(""),
        question_text=pl.col("question").str.strip_chars().replace("overall", "Overall"),
    )


def _are_open(words: pl.DataFrame, gathering: Gathering) -> pl.Series:
    """Which words may be stored, by their names and by the types that they stand under."""
    names = [name for name in words["question"].drop_nulls().unique() if denied(name)]
    types = [title for title in words["group"].unique() if denied_section(title)]
    gathering.dropped.update(names, types)
    return ~words["question"].is_in(names).fill_null(value=False) & ~words["group"].is_in(types)


def _add_nameless(nameless: Told, gathering: Gathering) -> None:
    if nameless.height:
        message = "This attribute has no name, so it cannot be assigned to a key."
        lost = nameless.of_words(nameless.words["value_raw"].is_not_null())
        gathering.faults += lost.faults(".name", Decoded(code="missing_question", message=message))


def _kept_apart(told: Told, gathering: Gathering) -> Told:
    if _names_differ(told):
        return told
    rows = spread(told.rows, "word", told.words)
    repeated = ~pl.struct("card", "question", "group").is_first_distinct()
    same = ~pl.struct("card", "question", "group", "value_raw").is_first_distinct()
    message = (
        "This attribute is rated twice in one scorecard, with different ratings; the first counts."
    )
    lost = replace(told, rows=rows.filter(repeated & ~same))
    gathering.faults += lost.faults(_RATING, Decoded(code="rated_twice", message=message))
    typed = pl.format("{} [{}]", "question", "group")
    later = ~pl.struct("card", "question").is_first_distinct() & (pl.col("group") != "")
    named = rows.with_columns(question=pl.when(later).then(typed).otherwise("question"))
    return replace(told, rows=named.filter(~repeated).select(*told.rows.columns, "question"))


def _names_differ(told: Told) -> bool:
    """Whether no scorecard has a name twice; told by numbers, as names repeat by the thousand."""
    rows = told.rows
    numbers = told.words["question"].rank("dense").cast(pl.UInt64)[rows["word"]]
    pairs = rows["card"].cast(pl.UInt64) * (1 << 32) + numbers
    return pairs.n_unique() == rows.height


def _decoded(told: Told, gathering: Gathering, scale: Scale, kind: Kind, field: str) -> Told:
    """Give each row its value; rows whose label is unknown become faults and go.

    Args:
        told: Rows whose words have `value_raw`.
        gathering: Gets the faults and the rows that they hold back.
        scale: What labels stand for.
        kind: What sort of answers these are.
        field: Where in the place of a row its answer is.
    """
    if not told.height:
        return told
    rule, raw = AnswerRule(kind, scale), told.words["value_raw"]
    decoded = {answer: decode(answer, rule) for answer in raw.unique().drop_nulls()}
    points = {answer: found.value for answer, found in decoded.items()}
    wrong = {answer: found for answer, found in decoded.items() if found.code}
    words = told.words.with_columns(
        value=pl.col("value_raw").replace_strict(points, default=None, return_dtype=pl.Float64),
        kind=pl.lit(kind.value),
        scale_low=pl.lit(scale.low),
        scale_high=pl.lit(scale.high),
    )
    told = replace(told, words=words)
    if not wrong:
        return told
    unknown = raw.is_in(list(wrong)).fill_null(value=False)
    lost = told.of_words(unknown)
    gathering.faults += lost.faults(field, wrong)
    gathering.held_frames.append(lost.held())
    return told.of_words(~unknown)
