"""Questions of a scorecard: text, keyed options, and red flags ticked in a list."""

import polars as pl

from flows.intake.ats.cells import text
from flows.intake.ats.flags import flags_ticked
from flows.intake.ats.gathering import Gathering
from flows.intake.ats.greenhouse.columns import as_responses, of_cards
from flows.intake.ats.greenhouse.shapes import Answer
from flows.intake.ats.keyed import decode_answer
from flows.intake.ats.private import is_private
from flows.intake.ats.spots import Spot
from schemas.words import Kind
from scoring.guides import Guides

Row = tuple[int, str, str, str, str, str | None, float | None, float | None, float | None]
_COLUMNS = {
    "card": pl.UInt32(),
    "path": pl.String(),
    "question": pl.String(),
    "question_text": pl.String(),
    "kind": pl.String(),
    "value_raw": pl.String(),
    "value": pl.Float64(),
    "scale_low": pl.Float64(),
    "scale_high": pl.Float64(),
}
_FLAG_ENDS = (0.0, 1.0)


def answer_rows(
    answers: list[tuple[int, int, Answer]],
    cards: pl.DataFrame,
    gathering: Gathering,
    guides: Guides,
) -> pl.DataFrame:
    """One response for each answered question; private notes are dropped at the door.

    A question that a guide declares as keyed choice, agreement item or number is decoded. A
    list in which red flags are ticked gives one flag for each. All else is text.
    """
    private: dict[str, bool] = {}
    rows: list[Row] = []
    for card, at, item in answers:
        question = (item.question or "").strip()
        if question not in private:
            private[question] = not question or is_private(question)
        if private[question]:
            gathering.dropped.update({question} - {""})
        elif item.answer and (written := text(item.answer)):
            where = Spot(cards["prefix"][card], cards["row"][card])
            rows += _rows_of(card, f"questions[{at}]", question, written, guides, where, gathering)
    frame = pl.DataFrame(rows, schema=_COLUMNS, orient="row").with_columns(
        group=pl.lit(""), note=pl.lit(None, pl.String())
    )
    return as_responses(of_cards(frame, cards), gathering.source)


def _rows_of(
    card: int,
    path: str,
    question: str,
    written: str,
    guides: Guides,
    where: Spot,
    gathering: Gathering,
) -> list[Row]:
    flags = flags_ticked(question, written, guides, where, path, gathering)
    if flags is not None:
        return [
            (card, path, flag, question, Kind.FLAG, written, value, *_FLAG_ENDS)
            for flag, value in flags
        ]
    decoded = decode_answer(question, written, guides, where, path, gathering)
    return [] if decoded is None else [(card, path, question, question, *decoded)]
