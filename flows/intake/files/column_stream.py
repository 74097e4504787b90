"""Columns of text written as an Arrow stream, without the library that reads it.

The child that reads workbooks would take a quarter of its time to import polars, only to write
down what it holds. So the buffers of its columns are written as they lie in memory, behind the few
numbers that the format asks for. The stream has one column; each of a sheet is a batch of it.

Sources: https://arrow.apache.org/docs/format/CDataInterface.html for arrays in memory,
https://arrow.apache.org/docs/format/Columnar.html (Serialization and IPC) for the stream,
Arrow's `Message.fbs` and `Schema.fbs` for its messages, which are Flatbuffers.
"""

import ctypes
import struct
from typing import BinaryIO, Protocol

ALIGNED = 8
"""Every part of a stream is filled up to a multiple of so many bytes."""
CONTINUES = b"\xff\xff\xff\xff"
V5, IS_SCHEMA, IS_BATCH, IS_UTF8, NULLABLE = 4, 1, 3, 5, 1
MESSAGE = struct.Struct("<I 6H iIqhB5x")
MESSAGE_SLOTS = (16, 12, 24, 16, 18, 4, 8)
"""Where the message begins; sizes of its table of slots and of itself; and where the version, the
kind and offset of its header and the length of its body stand in it. The others are alike."""
SCHEMA = struct.Struct("<4H iI II 8H iIII2B2x 2H i I I5s7x")
BATCH = struct.Struct("<5H6x iIqI8x I2q 4xI6q")


class Columns(Protocol):
    """What offers its columns by Arrow's C data interface, as a sheet does."""

    def __arrow_c_array__(self) -> tuple[object, object]:
        """Its schema and its columns, each in a capsule."""


class ArrowArray(ctypes.Structure):
    """An array in memory; one of columns has them as its children."""


ArrowArray._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowArray))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]
_pointer_in = ctypes.pythonapi.PyCapsule_GetPointer
_pointer_in.restype, _pointer_in.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)


def write_columns(columns: Columns, out: BinaryIO) -> tuple[int, int]:
    """Write columns of text below each other, as one column named `cells`.

    Args:
        columns: All of them text with offsets of four bytes (`Utf8`), not cut from longer ones.
        out: Where the stream goes.

    Returns:
        Rows and columns.
    """
    _, capsule = columns.__arrow_c_array__()
    whole = ArrowArray.from_address(_pointer_in(capsule, b"arrow_array"))
    _write_message(out, _schema())
    for at in range(whole.n_children):
        _write_column(out, whole.children[at].contents)
    out.write(CONTINUES + bytes(4))
    return whole.length, whole.n_children


def _write_column(out: BinaryIO, column: ArrowArray) -> None:
    n = column.length
    validity, offsets, text = column.buffers[0], column.buffers[1], column.buffers[2]
    if n == 0:
        return
    n_text = ctypes.c_int32.from_address(offsets + 4 * n).value
    sizes = ((n + 7) // 8 if column.null_count else 0, 4 * (n + 1), n_text)
    _write_message(out, _batch(n, column.null_count, sizes))
    for address, size in zip((validity, offsets, text), sizes, strict=True):
        if size:
            out.write((ctypes.c_char * size).from_address(address))
            out.write(bytes(-size % ALIGNED))


def _write_message(out: BinaryIO, message: bytes) -> None:
    out.write(CONTINUES + struct.pack("<i", len(message)) + message)


def _schema() -> bytes:
    """The message that says: one column of text named `cells`."""
    schema = SCHEMA.pack(
        *(8, 8, 0, 4, 8, 4, 1, 20),  # a schema with one field
        *(16, 20, 4, 16, 17, 8, 0, 12, 16, 28, 16, 16, NULLABLE, IS_UTF8),  # the field
        *(4, 4, 4, 0, 5, b"cells"),  # nothing more on its type, no children, its name
    )
    return MESSAGE.pack(*MESSAGE_SLOTS, 12, 28, 0, V5, IS_SCHEMA) + schema


def _batch(n: int, n_null: int, sizes: tuple[int, int, int]) -> bytes:
    """The message before one column: its length, its nulls and where its three buffers lie."""
    places, end = [], 0
    for size in sizes:
        places += [end, size]
        end += size + -size % ALIGNED
    slots = (10, 24, 8, 4, 16, 16, 24)
    batch = BATCH.pack(*slots, n, 36, 1, n, n_null, 3, *places)
    return MESSAGE.pack(*MESSAGE_SLOTS, 12, 36, end, V5, IS_BATCH) + batch
