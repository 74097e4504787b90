"""A kept block inverted exactly, where it counts: cluster by cluster, then the border.

Clusters are eliminated one by one, each small; what they leave on the border is inverted whole.
Of the inverse only what links within a cluster and its border need is worked out, which is all
that errors and traces ask for. A block without clusters is all border, and so inverted whole.

Source:
    Erisman and Tinney (1975), Communications of the ACM 18 (selected entries of an inverse).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.linalg import lapack

from scoring.severity.arrays import Floats, Sparse
from scoring.severity.solving.partition import Partition
from scoring.severity.solving.selected import Selected, blocks_of, spread_out

COLUMNS_AT_ONCE = 256


@dataclass(frozen=True)
class Eliminated:
    """A block of equations after elimination.

    Attributes:
        own: Inverse of each cluster's own equations.
        answers: How each cluster answers to the border levels beside it: `own` x links.
        room: The blocks, one after another; of these the last holds the inverse of the border's
            equations once all clusters are eliminated, and the others wait for `selected`.
        log_determinant: Logarithm of the determinant of the whole block.
    """

    own: tuple[Floats, ...]
    answers: tuple[Floats, ...]
    room: Floats
    log_determinant: float

    def border(self, partition: Partition) -> Floats:
        """Inverse of the border's equations, shape (n_border, n_border)."""
        return blocks_of(partition, self.room)[-1]


@dataclass(frozen=True)
class BorderedBlock:
    """Information diag(own) - gone, with a ridge, cut by a partition.

    Attributes:
        own: Information on each kept level, shape (n_kept,).
        gone: What the absorbed factor takes of it, shape (n_kept, n_kept).
        ridge: One over the variance ratio; 0 where fixed, infinity where absent.
        partition: Clusters and border.
    """

    own: Floats
    gone: Sparse
    ridge: float
    partition: Partition
    exact: bool = True

    @property
    def _absent(self) -> bool:
        return bool(np.isinf(self.ridge))

    @cached_property
    def _eliminated(self) -> Eliminated:
        parts, flat = self.partition, spread_out(self.partition, -self.gone)
        levels = np.arange(len(self.own))
        flat[parts.at(levels, levels)] += self.own + self.ridge
        *blocks, border = blocks_of(parts, flat)
        own, answers, determinant = [], [], 0.0
        for block, inside, beside in zip(blocks, parts.inside, parts.beside, strict=False):
            n = len(inside)
            inverse, log = inverted(np.array(block[:n, :n], order="F"))
            answer = inverse @ block[:n, n:]
            border[np.ix_(beside, beside)] -= block[:n, n:].T @ answer
            own.append(inverse)
            answers.append(answer)
            determinant += log
        _, log = inverted(border.T)
        return Eliminated(tuple(own), tuple(answers), flat, determinant + log)

    @cached_property
    def selected(self) -> Selected:
        """The inverse, where links need it; zero for an absent factor."""
        parts = self.partition
        if self._absent:
            return Selected(parts, np.zeros(parts.starts[-1]))
        done = self._eliminated
        *blocks, border = blocks_of(parts, done.room)
        for block, own, answer, beside in zip(
            blocks, done.own, done.answers, parts.beside, strict=False
        ):
            n, near = len(own), border[np.ix_(beside, beside)]
            _fill(block, own, -answer @ near, near)
            block[:n, :n] -= block[:n, n:] @ answer.T
        return Selected(parts, done.room)

    def sandwiched(self, matrix: Sparse) -> Selected:
        """Inverse x a symmetric matrix of links x inverse, where links need it."""
        parts = self.partition
        if self._absent:
            return Selected(parts, np.zeros(parts.starts[-1]))
        done = self._eliminated
        *blocks, middle = blocks_of(parts, spread_out(parts, matrix))
        loads = []
        for block, own, answer, beside in zip(
            blocks, done.own, done.answers, parts.beside, strict=False
        ):
            n = len(own)
            load = block[:n, n:] - block[:n, :n] @ answer
            middle[np.ix_(beside, beside)] -= answer.T @ load + block[n:, :n] @ answer
            loads.append(own @ load)
        inverse = done.border(parts)
        whole = inverse @ (middle @ inverse)
        flat = np.empty(parts.starts[-1])
        *found, border = blocks_of(parts, flat)
        border[:] = whole
        for k, block in enumerate(found):
            own, answer, at = done.own[k], done.answers[k], np.ix_(parts.beside[k], parts.beside[k])
            n, through = len(own), loads[k] @ inverse[at]
            inner = own @ blocks[k][:n, :n] @ own - through @ answer.T - answer @ through.T
            near = whole[at]
            _fill(block, inner + answer @ near @ answer.T, through - answer @ near, near)
        return Selected(parts, flat)

    @property
    def diagonal(self) -> Floats:
        """Diagonal of the inverse, shape (n_kept,)."""
        return self.selected.diagonal

    @property
    def log_determinant(self) -> float:
        """Logarithm of |identity + variance ratio x information|."""
        if self._absent:
            return 0.0
        return float(self._eliminated.log_determinant - len(self.own) * np.log(self.ridge))

    @property
    def informed_trace(self) -> float:
        """Trace of information less information x inverse x information."""
        if self._absent:
            return float(self.own.sum() - self.gone.diagonal().sum())
        return float(self.ridge * (len(self.own) - self.ridge * self.diagonal.sum()))

    def solve(self, columns: Floats, start: Floats | None = None) -> Floats:
        """Inverse x columns, shape as given."""
        if self._absent:
            return np.zeros_like(columns)
        parts, done = self.partition, self._eliminated
        found, border = np.empty_like(columns), columns[parts.border]
        clusters = range(len(done.own))
        for k in clusters:
            border[parts.beside[k]] -= done.answers[k].T @ columns[parts.inside[k]]
        found[parts.border] = border = done.border(parts) @ border
        for k in clusters:
            levels, near = parts.inside[k], border[parts.beside[k]]
            found[levels] = done.own[k] @ columns[levels] - done.answers[k] @ near
        return found

    def shrunk(self, columns: Floats, solved: Floats) -> Floats:
        """Columns less information x inverse x columns."""
        return columns if self._absent else self.ridge * solved

    def inner(self, matrix: Sparse) -> float:
        """Sum of the elementwise product of the inverse and a matrix of links."""
        return 0.0 if self._absent else self.selected.inner(matrix)

    def bilinear(self, rows: Sparse, others: Floats) -> Floats:
        """For each row, row x inverse x other row'; see `Selected.bilinear`."""
        return np.zeros(rows.shape[0]) if self._absent else self.selected.bilinear(rows, others)


def inverted(block: Floats) -> tuple[Floats, float]:
    """Inverse of a positive definite matrix, and the logarithm of its determinant.

    The matrix, by columns in memory, is overwritten with the inverse.
    """
    if block.size == 0:
        return block, 0.0
    factor, failed = lapack.dpotrf(block, lower=1, overwrite_a=1, clean=0)
    if failed:
        raise np.linalg.LinAlgError("The kept block is not positive definite.")
    determinant = 2.0 * float(np.log(factor.diagonal()).sum())
    inverse, _ = lapack.dpotri(factor, lower=1, overwrite_c=1)
    for start in range(0, len(inverse), COLUMNS_AT_ONCE):
        end = start + COLUMNS_AT_ONCE
        corner = np.tril(inverse[start:end, start:end])
        inverse[start:end, start:end] = corner + np.tril(corner, -1).T
        inverse[start:end, end:] = inverse[end:, start:end].T
    return np.asarray(inverse), determinant


def _fill(block: Floats, own: Floats, across: Floats, near: Floats) -> None:
    n = len(own)
    block[:n, :n], block[:n, n:], block[n:, :n], block[n:, n:] = own, across, across.T, near
