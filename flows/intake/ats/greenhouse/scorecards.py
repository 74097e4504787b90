"""Greenhouse scorecards become responses, columns at a time."""

from collections.abc import Iterable
from functools import partial

from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.greenhouse.cards import EDITABLE, add_cards
from flows.intake.ats.greenhouse.columns import Chosen
from flows.intake.ats.greenhouse.heads import Heads, head_columns, links_of, without_subject
from flows.intake.ats.greenhouse.pile import Pile
from flows.intake.ats.greenhouse.rated import attribute_rows, overall_rows
from flows.intake.ats.greenhouse.told import Told
from flows.intake.ats.greenhouse.written import answer_rows
from flows.intake.ats.parsing.blocks import Block
from flows.intake.ats.parsing.stream import MIB
from schemas.config.scale import Scale
from scoring.guides import Guides

TOGETHER = 24 * MIB
"""So much text at a time becomes frames: enough to make their number small, and memory too."""


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
    place = partial(Heads, context=context or {}, root=root, alone=alone)
    pile = Pile()
    for block in blocks:
        add_cards(pile, block, root, gathering, alone=alone)
        short = block.list_size <= EDITABLE
        del block  # before the next block is read, so that one is held at most
        if short or pile.size >= TOGETHER:
            _add(place(pile), gathering, guides, scale)
            pile = pile.following()
    if pile.numbers:
        _add(place(pile), gathering, guides, scale)


def _add(heads: Heads, gathering: Gathering, guides: Guides, scale: Scale) -> None:
    cards = head_columns(heads, gathering)
    without = without_subject(heads, cards, gathering)
    gathering.link_frames.append(links_of(cards.filter(~without), gathering.source))
    cards = cards.drop("own")
    if without.any():
        aside = Gathering(gathering.source)
        lacking = Chosen(heads.pile, cards, without)
        gathering.held_frames += [told.held() for told in _told(lacking, aside, guides, scale)]
    gathering.folded += _told(Chosen(heads.pile, cards, ~without), gathering, guides, scale)


def _told(chosen: Chosen, gathering: Gathering, guides: Guides, scale: Scale) -> list[Told]:
    told = [
        *attribute_rows(chosen, gathering, guides, scale),
        *answer_rows(chosen, gathering, guides),
        overall_rows(chosen, gathering),
    ]
    return [part for part in told if part.height]
