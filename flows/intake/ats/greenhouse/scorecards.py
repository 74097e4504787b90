"""Greenhouse scorecards become responses, columns at a time."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import polars as pl

from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.greenhouse.cards import cards_of
from flows.intake.ats.greenhouse.heads import Heads, head_columns, links_of, parted
from flows.intake.ats.greenhouse.rated import attribute_rows, overall_rows
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
    with _collector_off():
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
    usable, without = parted(heads, gathering)
    gathering.frames += _rows_of(usable, gathering, guides, scale)
    if without.cards:
        aside = Gathering(gathering.source)
        gathering.held_frames += _rows_of(without, aside, guides, scale)


def _rows_of(
    heads: Heads, gathering: Gathering, guides: Guides, scale: Scale
) -> list[pl.DataFrame]:
    columns = head_columns(heads, gathering)
    gathering.link_frames.append(links_of(columns, heads.cards, gathering.source))
    return [
        attribute_rows(heads.cards, columns, gathering, guides, scale),
        answer_rows(heads.cards, columns, gathering, guides),
        overall_rows(heads.cards, columns, gathering),
    ]


@contextmanager
def _collector_off() -> Iterator[None]:
    """Switch cyclic collection off while millions of short-lived objects are made.

    They hold no cycles; looking for some costs two to four times the parsing itself.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
