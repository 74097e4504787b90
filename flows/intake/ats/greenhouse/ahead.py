"""The later half of a long list of scorecards, made into piles by a child meanwhile.

Decoding has one thread and takes most of the time. So a child goes through the same blocks as its
parent, passes over those of the first half undecoded, and begins where, near the middle, the parent
would begin a pile. If the parent comes to that very place, it goes on with the child's piles, which
are then those that it would make itself. Whatever is unusual ends the child, or has it begin
elsewhere; then the parent reads on alone, and says what is wrong.
"""

import pickle
import subprocess
from collections.abc import Iterator
from pathlib import Path

from flows.intake.ats.greenhouse.ahead_child import BEGINS, near_middle
from flows.intake.ats.greenhouse.pile import Pile
from flows.intake.ats.parsing.blocks import Block
from flows.intake.files.child import Child

LONGEST_WAIT_SECONDS = 120
CHILD = "flows.intake.ats.greenhouse.ahead_child"


class ReadAhead(Child):
    """The child that reads the later half.

    Attributes:
        together: Bytes of text that become a pile.
    """

    def __init__(self, path: Path, together: int) -> None:
        """Start it.

        Args:
            path: The file, which is one list of scorecards.
            together: Bytes of text that become a pile, there and here.
        """
        super().__init__(CHILD, str(path.resolve()), str(together))
        self.together = together
        self._asked = False

    def piles_from(self, block: Block) -> Iterator[Pile] | None:
        """The piles from a block on to the end; None where the child has not got just these.

        Args:
            block: The first block of a pile.
        """
        if self._asked or block.passed < near_middle(block, self.together):
            return None
        self._asked = True
        try:
            self.process.communicate(timeout=LONGEST_WAIT_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return None
        if self.process.returncode != 0:
            return None
        passed, n_piles = map(int, (self.folder / BEGINS).read_text("ascii").split())
        return self._piles(n_piles, block.first) if passed == block.passed else None

    def _piles(self, n_piles: int, first: int) -> Iterator[Pile]:
        """Each pile, its scorecards counted from where the parent stands."""
        for at in range(n_piles):
            with (self.folder / str(at)).open("rb") as file:
                pile: Pile = pickle.load(file)  # noqa: S301  our own child wrote it
            pile.numbers = [first + number for number in pile.numbers]
            yield pile
