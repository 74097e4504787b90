"""Work without the cyclic collector."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_off() -> Iterator[None]:
    """Switch cyclic collection off while many objects are made one after the other.

    They hold no cycles; looking for some costs two to four times the parsing itself.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
