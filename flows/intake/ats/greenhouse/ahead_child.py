"""The child that makes piles of the later half of a list. It imports neither polars nor contracts.

It fails at whatever is not as Greenhouse writes it, and at what would take too much memory.
"""

import os
import pickle
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from flows.intake.ats.greenhouse.decoding import cards_at_once, decoded_at_once
from flows.intake.ats.greenhouse.pile import Pile
from flows.intake.ats.parsing.blocks import Block
from flows.intake.ats.parsing.sections import sections_of
from flows.intake.ats.parsing.stream import open_utf8
from flows.intake.collector import collector_off
from flows.intake.files.childs_memory import ALLOWANCE, limit_memory, mapped_bytes

BEGINS = "begins"
"""The file that says where the first pile begins, in bytes and in records, and how many there are.
It is written last; the piles are in files named 0, 1, …"""


def main() -> None:
    """Read `<folder> <file> <together>`: leave piles of so many bytes of text in the folder."""
    folder, path, together = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    limit_memory(mapped_bytes() + ALLOWANCE)
    begins, n_piles = (0, 0), 0
    with collector_off():
        for begins, pile in _piles(path, together):
            with (folder / str(n_piles)).open("wb") as file:
                pickle.dump(pile, file, pickle.HIGHEST_PROTOCOL)
            n_piles += 1
    (folder / BEGINS).write_text(f"{begins[0]} {begins[1]} {n_piles}", encoding="ascii")
    os._exit(0)  # what is held need not be given back piece by piece


def near_middle(block: Block, together: int) -> int:
    """The first place in the list of a block from which the child may begin with a pile."""
    return max(1, (block.list_size - together) // 2)


def _piles(path: Path, together: int) -> Iterator[tuple[tuple[int, int], Pile]]:
    """Each pile, with where the first one begins."""
    begins, pile = None, Pile()
    for block in _later_blocks(path, together):
        begins = begins or (block.passed, block.first)
        cards = decoded_at_once(block)
        if cards is None:
            sys.exit(1)
        pile.add(block, list(range(block.first, block.first + len(cards))), cards)
        if pile.size >= together:
            yield begins, pile
            pile = pile.following()
    if begins and pile.numbers:
        yield begins, pile


def _later_blocks(path: Path, together: int) -> Iterator[Block]:
    """The blocks from that on with which, near the middle, a pile begins."""
    begun, size = False, 0
    undecoded: list[Any] = [None]

    def at_once(array: bytes) -> list[Any] | None:
        return cards_at_once(array) if begun else undecoded

    with open_utf8(path) as stream:
        for block in next(sections_of(stream)).blocks(at_once):
            if begun:
                yield block
            elif not size and block.passed >= near_middle(block, together):
                begun = True
                yield replace(block, decoded=None)
            else:
                size = size + len(block.text)
                size = 0 if size >= together else size


if __name__ == "__main__":
    main()
