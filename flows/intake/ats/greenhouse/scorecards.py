"""Greenhouse scorecards become responses, columns at a time."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.greenhouse.ahead import ReadAhead
from flows.intake.ats.greenhouse.cards import EDITABLE, add_cards
from flows.intake.ats.greenhouse.columns import Chosen
from flows.intake.ats.greenhouse.heads import Heads, head_columns, links_of, without_subject
from flows.intake.ats.greenhouse.pile import Pile
from flows.intake.ats.greenhouse.rated import attribute_rows, overall_rows
from flows.intake.ats.greenhouse.told import Told
from flows.intake.ats.greenhouse.written import answer_rows
from flows.intake.ats.parsing.blocks import Block
from flows.intake.ats.parsing.sections import Section
from flows.intake.ats.parsing.stream import MIB
from schemas.config.scale import Scale
from scoring.guides import Guides

LONG = 32 * MIB
"""Bytes of a list from which a child is worth its start; far beyond what a person edits, as it
does not look for fields given twice."""
TOGETHER = 24 * MIB
"""So much text at a time becomes frames: enough to make their number small, and memory too."""


def read_ahead(section: Section, path: Path, long: int) -> AbstractContextManager[ReadAhead | None]:
    """A child for a long list of scorecards; none where there is no second core, or no room.

    Args:
        section: The list; one that is but a part of its file gets no child.
        path: The file.
        long: Bytes from which it is long, of which three quarters or fewer become frames together.
    """
    whole = not section.root and not section.alone
    if not whole or path.stat().st_size < long or (os.cpu_count() or 1) < 2:
        return nullcontext()
    try:
        return ReadAhead(path, min(TOGETHER, long * 3 // 4))
    except OSError:  # no room for its folder or for one more process
        return nullcontext()


def read_scorecards(
    blocks: Iterable[Block],
    gathering: Gathering,
    guides: Guides,
    scale: Scale,
    *,
    root: str,
    context: dict[str, str] | None = None,
    alone: bool = False,
    ahead: ReadAhead | None = None,
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
        ahead: Reads the later half meanwhile, if the list is long.
    """
    add_cards_of = partial(add_cards, root=root, gathering=gathering, alone=alone)
    for pile in _piles(blocks, add_cards_of, ahead):
        heads = Heads(pile, context or {}, root, alone)
        _add(heads, gathering, guides, scale)


def _piles(
    blocks: Iterable[Block],
    add_cards_of: Callable[[Pile, Block], None],
    ahead: ReadAhead | None,
) -> Iterator[Pile]:
    pile, together = Pile(), TOGETHER if ahead is None else ahead.together
    for block in blocks:
        if ahead is not None and not pile.size and (later := ahead.piles_from(block)) is not None:
            yield from later
            return
        add_cards_of(pile, block)
        short = block.list_size <= EDITABLE
        del block  # before the next block is read, so that one is held at most
        if short or pile.size >= together:
            yield pile
            pile = pile.following()
    if pile.numbers:
        yield pile


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
