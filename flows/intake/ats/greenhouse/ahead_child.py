"""The child that makes piles of the later half of a list. It imports neither polars nor contracts.

It fails at whatever is not as Greenhouse writes it, and at what would take too much memory.
"""

import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from flows.intake.ats.greenhouse.decoding import cards_at_once, decoded_at_once
from flows.intake.ats.greenhouse.pile import Pile
from flows.intake.ats.parsing.blocks import Block
from flows.intake.ats.parsing.sections import Section, sections_of
from flows.intake.ats.parsing.stream import open_utf8
from flows.intake.collector import collector_off
from flows.intake.files.childs_memory import ALLOWANCE, limit_memory, mapped_bytes
from schemas.errors import UnreadableFileError

BEGINS = "begins"
"""The file that says at which byte of the list the first pile begins, and how many piles there are.
It is written last; the piles are in files named 0, 1, …, their scorecards counted from 0."""
_UNDECODED: list[Any] = [None]


def main() -> None:
    """Leave piles as `<folder> <file> <together>` say."""
    folder, path, together = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    limit_memory(mapped_bytes() + ALLOWANCE)
    leave_piles(folder, path, together)
    os._exit(0)  # what is held need not be given back piece by piece


def leave_piles(folder: Path, path: Path, together: int) -> None:
    """Leave piles of the later half of a list in a folder.

    Args:
        folder: Where they go.
        path: The file, which is one list of scorecards.
        together: Bytes of text that become a pile.

    Raises:
        UnreadableFileError: A record is not as Greenhouse writes it, or no pile begins beyond
            the middle.
    """
    n_piles = 0
    with open_utf8(path) as stream, collector_off():
        blocks = _later_blocks(next(sections_of(stream)), together)
        first = next(blocks, None)
        if first is None:
            raise UnreadableFileError("All of the list is one pile.")
        for pile in _piles(chain((first,), blocks), together):
            with (folder / str(n_piles)).open("wb") as file:
                pickle.dump(pile, file, pickle.HIGHEST_PROTOCOL)
            del pile  # before the next one is made
            n_piles += 1
    (folder / BEGINS).write_text(f"{first.passed} {n_piles}", encoding="ascii")


def near_middle(block: Block, together: int) -> int:
    """The first place in the list of a block from which the child may begin with a pile."""
    return max(1, (block.list_size - together) // 2)


def _later_blocks(section: Section, together: int) -> Iterator[Block]:
    """The blocks from that on with which, near the middle, a pile begins.

    Those before are passed over undecoded, so that nothing says how many records they hold, nor
    proves that they are whole ones; the parent knows whether the first of these blocks begins where
    it should.
    """
    begun, size = False, 0

    def at_once(array: bytes) -> list[Any] | None:
        return cards_at_once(array) if begun else _UNDECODED

    for block in section.blocks(at_once):
        if begun:
            yield block
        elif not size and block.passed >= near_middle(block, together):
            begun = True
            yield replace(block, decoded=None)
        else:
            size += len(block.text)
            size = 0 if size >= together else size


def _piles(blocks: Iterable[Block], together: int) -> Iterator[Pile]:
    pile, n_cards = Pile(), 0
    for block in blocks:
        cards = decoded_at_once(block)
        if cards is None:
            raise UnreadableFileError("A record is not as Greenhouse writes it.")
        pile.add(block, list(range(n_cards, n_cards + len(cards))), cards)
        n_cards += len(cards)
        if pile.size >= together:
            full, pile = pile, pile.following()
            yield full
            del full
    if pile.numbers:
        yield pile


if __name__ == "__main__":
    main()
