"""How many threads the linear algebra library may use.

OpenBLAS spins its idle threads: on a busy machine of two cores an inverse of 3,300 rows took 27
seconds with two threads and 2 with one; on an idle one two threads save a second of it. Limiting
them is state of this process alone, touches nothing outside it, and is undone on leaving; one
thread also sums in one order, so that a fit is the same to the bit wherever it runs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from threadpoolctl import (  # type: ignore[import-untyped]  # it ships no types
    ThreadpoolController,
)

ROWS_THAT_PAY = 6_000


@contextmanager
def threads_for(n_rows: int) -> Iterator[None]:
    """Use one thread for dense matrices of fewer rows than pay for more."""
    if n_rows >= ROWS_THAT_PAY:
        yield
        return
    with _controller().limit(limits=1, user_api="blas"):
        yield


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
