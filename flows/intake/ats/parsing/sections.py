"""The lists of records within a JSON file, whatever wraps them."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice
from typing import BinaryIO

import msgspec

from flows.intake.ats.parsing.blocks import (
    AtOnce,
    Block,
    array_blocks,
    broken,
    line_blocks,
)
from flows.intake.ats.parsing.kinds import RecordKind, kind_of
from flows.intake.ats.parsing.records import id_of
from flows.intake.ats.parsing.stream import MIB, WHOLE_LIMIT, first_byte
from schemas.errors import UnreadableFileError

Cutter = Callable[[AtOnce | None], Iterable[Block]]
_KEYS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_LOOKED_AT = 20
_ENVELOPE = frozenset({"stream", "data", "emitted_at"})


@dataclass(frozen=True)
class Section:
    """Records of one list.

    Attributes:
        kind: What the first record that is ours is.
        root: The list's name in places; empty where the file itself is the list.
        blocks: Gives the records from the first on, decoded at once where that is asked.
        context: Ids beside the list that hold for every record.
        alone: There is one record, not a list.
    """

    kind: RecordKind
    root: str
    blocks: Cutter
    context: dict[str, str] = field(default_factory=dict)
    alone: bool = False

    @property
    def name(self) -> str:
        """What the list is called in places."""
        return self.root or self.kind.value.split()[-1]


def sections_of(stream: BinaryIO) -> Iterator[Section]:
    """Find the lists of records.

    Raises:
        UnreadableFileError: The file is not JSON, or holds no record that is ours.
    """
    opening = first_byte(stream)
    if opening == b"[":
        yield _section("", partial(_array, stream, stream.tell()), {})
    elif opening == b"{":
        yield from _lines_or_object(stream)
    else:
        raise UnreadableFileError("The file is not JSON: it begins with neither { nor [.")


def _lines_or_object(stream: BinaryIO) -> Iterator[Section]:
    start = stream.tell()
    first = stream.readline(WHOLE_LIMIT + 1)
    following = (stream.readline(WHOLE_LIMIT + 1).strip() for _ in range(_LOOKED_AT))
    second = next((line for line in following if line), b"")
    stream.seek(start)
    if second and (_keys(first) is not None or _keys(second) is not None):
        yield _section("", partial(_lines, stream, start), {})
        return
    text = stream.read(WHOLE_LIMIT + 1)
    if len(text) > WHOLE_LIMIT:
        raise UnreadableFileError(
            f"The file is one JSON object of more than {WHOLE_LIMIT // MIB} MiB; export the list "
            "itself, or one record a line (JSON Lines)."
        )
    yield from _within(text, "", {})


def _within(text: bytes, root: str, context: dict[str, str]) -> Iterator[Section]:
    """The sections of one JSON object, which is a record or wraps lists of records."""
    keys = _object(text)
    if keys.get("success") and bytes(keys["success"]) == b"false":
        raise UnreadableFileError(
            "The file holds an error message of the tool's interface, not its data; fetch it again."
        )
    kind = kind_of(frozenset(keys))
    if kind is not None:
        only = [Block(b"[" + text + b"]", 0, lines=False, list_size=len(text))]
        yield Section(kind, root, lambda _: only, context, alone=True)
        return
    context = context | _ids(keys)
    found = list(chain.from_iterable(_parts(keys, root, context)))
    if not found:
        raise UnreadableFileError(_not_ours(frozenset(keys)))
    yield from found


def _parts(
    keys: dict[str, msgspec.Raw], root: str, context: dict[str, str]
) -> Iterator[Iterable[Section]]:
    for name, raw in keys.items():
        part = bytes(raw)
        inner = f"{root}.{name}" if root else name
        try:
            if part.startswith(b"["):
                yield [_section(inner, partial(_array, io.BytesIO(part), 0), context)]
            elif part.startswith(b"{") and root.count(".") < 1:
                yield list(_within(part, inner, context))
        except UnreadableFileError:
            continue


def _array(stream: BinaryIO, start: int, at_once: AtOnce | None) -> Iterator[Block]:
    stream.seek(start)
    return array_blocks(stream, at_once)


def _lines(stream: BinaryIO, start: int, _: AtOnce | None) -> Iterator[Block]:
    stream.seek(start)
    return map(_unwrapped, line_blocks(stream))


def _section(root: str, blocks: Cutter, context: dict[str, str]) -> Section:
    first = next(iter(blocks(None)), None)
    if first is None:
        raise UnreadableFileError("The list holds no records.")
    seen: frozenset[str] = frozenset()
    for _, raw in islice(first.records(), _LOOKED_AT):
        keys = _keys(raw)
        seen = seen or frozenset(keys or ())
        kind = kind_of(frozenset(keys or ()))
        if kind is not None:
            return Section(kind, root, blocks, context)
    raise UnreadableFileError(_not_ours(seen))


def _unwrapped(block: Block) -> Block:
    """Take records out of the envelopes in which a pipeline wrote them, line for line."""
    start = len(block.text) - len(block.text.lstrip())
    end = block.text.find(b"\n", start)
    if not frozenset(_keys(block.text[start : end if end > 0 else None]) or ()) >= _ENVELOPE:
        return block
    lines = block.text.split(b"\n")
    inner = [
        bytes(keys["data"]) if (keys := _keys(line)) and "data" in keys else line for line in lines
    ]
    return replace(block, text=b"\n".join(inner))


def _keys(text: bytes) -> dict[str, msgspec.Raw] | None:
    try:
        return _KEYS.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def _object(text: bytes) -> dict[str, msgspec.Raw]:
    try:
        return _KEYS.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise UnreadableFileError(broken(error)) from error


def _ids(keys: dict[str, msgspec.Raw]) -> dict[str, str]:
    found = {name: _scalar(keys[name]) for name in _CONTEXT.keys() & keys.keys()}
    return {_CONTEXT[name]: value for name, value in found.items() if value}


_CONTEXT = {
    "application_id": "application_id",
    "application": "application_id",
    "applicationId": "application_id",
    "opportunity": "application_id",
    "opportunityId": "application_id",
    "opportunity_id": "application_id",
    "candidate_id": "candidate_id",
    "candidate": "candidate_id",
    "candidateId": "candidate_id",
    "requisition_id": "requisition_id",
    "requisitionId": "requisition_id",
    "job_id": "requisition_id",
    "jobId": "requisition_id",
    "job": "requisition_id",
    "posting": "requisition_id",
}
"""Names under which a wrapping object says whom its records are about."""


def _scalar(raw: msgspec.Raw) -> str | None:
    try:
        return id_of(msgspec.json.decode(raw))
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def _not_ours(keys: frozenset[str]) -> str:
    named = ", ".join(sorted(key for key in keys if key.isidentifier())[:8])
    has = f" Its records have the fields {named}." if named else ""
    kinds = ", ".join(dict.fromkeys(kind.value for kind in RecordKind))
    return f"The JSON is none of the exports that are read here ({kinds}).{has}"
