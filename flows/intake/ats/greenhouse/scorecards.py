"""Greenhouse scorecards become responses, columns at a time."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from flows.intake.ats.blocks import Block
from flows.intake.ats.gathering import Gathering
from flows.intake.ats.greenhouse.cards import cards_of
from flows.intake.ats.greenhouse.heads import Heads, head_columns, links_of
from flows.intake.ats.greenhouse.rated import attribute_rows, overall_rows
from flows.intake.ats.greenhouse.written import answer_rows
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
            numbers, cards = cards_of(block, root, gathering.faults, alone=alone)
            heads = Heads(numbers, cards, context or {}, root, lines=block.lines, alone=alone)
            columns, cards = head_columns(heads, gathering)
            if cards:
                gathering.link_frames.append(links_of(columns, cards, gathering.source))
                gathering.frames += [
                    attribute_rows(cards, columns, gathering, guides, scale),
                    answer_rows(cards, columns, gathering, guides),
                    overall_rows(cards, columns, gathering),
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
