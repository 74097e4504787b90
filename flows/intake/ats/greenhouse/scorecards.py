"""Greenhouse scorecards become responses, columns at a time."""

from collections.abc import Iterable

import polars as pl

from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.greenhouse.cards import cards_of
from flows.intake.ats.greenhouse.heads import Heads, head_columns, links_of, without_subject
from flows.intake.ats.greenhouse.rated import attribute_rows, overall_rows
from flows.intake.ats.greenhouse.shapes import Scorecard
from flows.intake.ats.greenhouse.written import answer_rows
from flows.intake.ats.parsing.blocks import Block
from schemas.scale import Scale
from scoring.guides import Guides


def read_scorecards(
    blocks: Iterable[Block],
    gathering: Gathering,
    guides: Guides,
    scale: Scale,
    *,
    root: str,
    context: dict[str, str] | None = None,
    alone: bool = False,
) -> None:
    """Add every scorecard of the blocks to `gathering`.

    Args:
        blocks: Whole records.
        gathering: Gets responses, links, people and faults.
        guides: Says which names are red flags and which questions have keyed options.
        scale: The word scale of the attributes.
        root: What the list is called in places, for example `scorecards`.
        context: `candidate_id`, `application_id`, `requisition_id` where the object round the
            list gives them for all.
        alone: The file is one scorecard, not a list.
    """
    for block in blocks:
        numbers, cards = cards_of(block, root, gathering, alone=alone)
        _add(
            Heads(numbers, cards, context or {}, root, lines=block.lines, alone=alone),
            gathering,
            guides,
            scale,
        )
        del block, numbers, cards  # before the next block is read, so that one is held at most


def _add(heads: Heads, gathering: Gathering, guides: Guides, scale: Scale) -> None:
    columns = head_columns(heads, gathering)
    cards = heads.cards
    without = without_subject(heads, columns, gathering)
    if without.any():
        aside = Gathering(gathering.source)
        lacking = [cards[at] for at in without.arg_true()]
        gathering.held_frames += _rows_of(columns.filter(without), lacking, aside, guides, scale)
        columns, cards = columns.filter(~without), [cards[at] for at in (~without).arg_true()]
    gathering.frames += _rows_of(columns, cards, gathering, guides, scale)


def _rows_of(
    columns: pl.DataFrame,
    cards: list[Scorecard],
    gathering: Gathering,
    guides: Guides,
    scale: Scale,
) -> list[pl.DataFrame]:
    gathering.link_frames.append(links_of(columns, cards, gathering.source))
    return [
        attribute_rows(cards, columns, gathering, guides, scale),
        answer_rows(cards, columns, gathering, guides),
        overall_rows(cards, columns, gathering),
    ]
