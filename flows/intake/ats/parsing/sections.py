"""The lists of records within a JSON file, whatever wraps them."""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
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
from flows.intake.ats.parsing.context import ids_beside
from flows.intake.ats.parsing.kinds import RecordKind, kind_of
from flows.intake.ats.parsing.nothing import EmptyListError, event_of, is_empty, is_error
from flows.intake.ats.parsing.pages import lists_follow, pages_after_another, pages_in_list
from flows.intake.ats.parsing.stream import MIB, WHOLE_LIMIT, first_byte
from flows.intake.ats.parsing.wrapped import (
    is_message,
    keys_of,
    of_stream,
    streams_in,
    unquoted,
    unwrapped,
)
from schemas.errors import UnreadableFileError
from schemas.words import SourceName

Cutter = Callable[[AtOnce | None], Iterable[Block]]
_KEYS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_LOOKED_AT = 20
_AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""As Lever writes it. A script keeps what it fetched for such an id under it."""


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
        yield from _list_or_pages(stream)
    elif opening == b"{":
        yield from _lines_or_object(stream)
    else:
        raise UnreadableFileError("The file is not JSON: it begins with neither { nor [.")


def _list_or_pages(stream: BinaryIO) -> Iterator[Section]:
    """A list of records, lists of them one after another, or a list of pages."""
    start = stream.tell()
    pages = pages_after_another(stream, start) if lists_follow(stream, start) else []
    if len(pages) > 1:
        yield from _merged(pages)
        return
    try:
        yield _section("", partial(_array, stream, start), {})
    except UnreadableFileError:
        pages = pages_in_list(stream, start)
        if not pages:
            raise
        yield from _merged(pages)


def _lines_or_object(stream: BinaryIO) -> Iterator[Section]:
    """One record a line, one object, or pages one after another."""
    start = stream.tell()
    first = stream.readline(WHOLE_LIMIT + 1)
    following = (stream.readline(WHOLE_LIMIT + 1).strip() for _ in range(_LOOKED_AT))
    second = next((line for line in following if line), b"")
    if is_message(keys_of(first if first.strip() else second)):
        yield from _streams(stream, start)
        return
    try:
        if second and (keys_of(first) is not None or keys_of(second) is not None):
            yield from _records(stream, start, first)
        else:
            yield from _within(_object_of(stream, start), "", {})
    except UnreadableFileError:
        pages = pages_after_another(stream, start)
        if len(pages) < 2:
            raise
        yield from _merged(pages)


def _records(stream: BinaryIO, start: int, first: bytes) -> Iterator[Section]:
    """One record a line; scorecards of Greenhouse apart from companions in the same file."""
    kinds = {_kind_of(first)}
    if kinds == {RecordKind.GREENHOUSE_SCORECARD}:
        stream.seek(start)
        kinds |= {_kind_of(stream.readline(WHOLE_LIMIT + 1)) for _ in range(_LOOKED_AT)}
    others = kinds - {RecordKind.GREENHOUSE_SCORECARD, None}
    if all(kind is None or kind.source is not SourceName.GREENHOUSE for kind in others):
        yield _section("", partial(_lines, stream, start), {})
        return
    for cards in (False, True):
        with suppress(UnreadableFileError):
            yield _section("", partial(_apart, stream, start, cards), {})


def _kind_of(line: bytes) -> RecordKind | None:
    return kind_of(frozenset(keys_of(line) or ()))


def _streams(stream: BinaryIO, start: int) -> Iterator[Section]:
    """The records of each stream that a tap wrote, in the order in which the streams begin.

    Raises:
        UnreadableFileError: There is no record, or none that is ours.
    """
    stream.seek(start)
    names = dict.fromkeys(name for block in line_blocks(stream) for name in streams_in(block))
    found, refused = False, UnreadableFileError(str(EmptyListError()))
    for name in names:
        try:
            section = _section("", partial(_stream, stream, start, name), {})
        except UnreadableFileError as error:
            refused = error
        else:
            found = True
            yield section
    if not found:
        raise refused


def _object_of(stream: BinaryIO, start: int) -> bytes:
    stream.seek(start)
    text = stream.read(WHOLE_LIMIT + 1)
    if len(text) > WHOLE_LIMIT:
        raise UnreadableFileError(
            f"The file is one JSON object of more than {WHOLE_LIMIT // MIB} MiB; export the list "
            "itself, or one record a line (JSON Lines)."
        )
    return text


def _merged(pages: list[bytes]) -> Iterator[Section]:
    """The records of pages of one list as one list, so that each has a number of its own.

    Raises:
        UnreadableFileError: A page holds something else, or none holds a record.
    """
    found: dict[tuple[RecordKind, str, frozenset[tuple[str, str]]], list[bytes]] = {}
    for page in pages:
        try:
            sections = list(_page(page))
        except EmptyListError:
            continue
        for section in sections:
            key = (section.kind, section.root, frozenset(section.context.items()))
            found.setdefault(key, []).extend(
                raw for block in section.blocks(None) for _, raw in block.records()
            )
    if not found:
        raise EmptyListError
    for (_, root, context), raws in found.items():
        whole = io.BytesIO(b"[" + b",".join(raws) + b"]")
        yield _section(root, partial(_array, whole, 0), dict(context))


def _page(text: bytes) -> Iterator[Section]:
    if text.startswith(b"["):
        yield _section("", partial(_array, io.BytesIO(text), 0), {})
    else:
        yield from _within(text, "", {})


def _within(text: bytes, root: str, context: dict[str, str]) -> Iterator[Section]:
    """The sections of one JSON object, which is a record or wraps lists of records."""
    keys = _object(text)
    if is_error(keys):
        raise UnreadableFileError(
            "The file holds an error message of the tool's interface, not its data; fetch it again."
        )
    kind = kind_of(frozenset(keys))
    if kind is not None:
        only = [Block(b"[" + text + b"]", 0, lines=False, list_size=len(text))]
        yield Section(kind, root, lambda _: only, context, alone=True)
        return
    context = context | ids_beside(keys)
    found = list(chain.from_iterable(_parts(keys, root, context)))
    if not found:
        if is_empty(keys):
            raise EmptyListError
        raise UnreadableFileError(_not_ours(frozenset(keys)))
    yield from found


def _parts(
    keys: dict[str, msgspec.Raw], root: str, context: dict[str, str]
) -> Iterator[Iterable[Section]]:
    for name, raw in keys.items():
        part = unquoted(bytes(raw))
        inner = f"{root}.{name}" if root else name
        held = context | {"keyed_id": name} if _AN_ID.fullmatch(name) else context
        try:
            if part.startswith(b"["):
                yield [_section(inner, partial(_array, io.BytesIO(part), 0), held)]
            elif part.startswith(b"{") and root.count(".") < 1:
                yield list(_within(part, inner, held))
        except UnreadableFileError:
            continue


def _array(stream: BinaryIO, start: int, at_once: AtOnce | None) -> Iterator[Block]:
    stream.seek(start)
    return array_blocks(stream, at_once)


def _lines(stream: BinaryIO, start: int, _: AtOnce | None) -> Iterator[Block]:
    stream.seek(start)
    return map(unwrapped, line_blocks(stream))


def _apart(stream: BinaryIO, start: int, cards: bool, _: AtOnce | None) -> Iterator[Block]:
    stream.seek(start)
    for block in line_blocks(stream):
        lines = block.text.split(b"\n")
        are_cards = (_kind_of(line) is RecordKind.GREENHOUSE_SCORECARD for line in lines)
        picked = (line if it is cards else b"" for line, it in zip(lines, are_cards, strict=True))
        yield replace(block, text=b"\n".join(picked))


def _stream(stream: BinaryIO, start: int, name: str, _: AtOnce | None) -> Iterator[Block]:
    stream.seek(start)
    return (of_stream(block, name) for block in line_blocks(stream))


def _section(root: str, blocks: Cutter, context: dict[str, str]) -> Section:
    first = next((block for block in blocks(None) if block.text.strip()), None)
    if first is None:
        raise EmptyListError
    seen: frozenset[str] = frozenset()
    for _, raw in islice(first.records(), _LOOKED_AT):
        keys = keys_of(raw)
        seen = seen or frozenset(keys or ())
        kind = kind_of(frozenset(keys or ()))
        if kind is not None:
            return Section(kind, root, blocks, context)
    raise UnreadableFileError(_not_ours(seen))


def _object(text: bytes) -> dict[str, msgspec.Raw]:
    try:
        return _KEYS.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise UnreadableFileError(broken(error)) from error


def _not_ours(keys: frozenset[str]) -> str:
    if tool := event_of(keys):
        return (
            f"These are events (webhooks) of {tool}: they say that something happened, and hold "
            "no filled-in form. Fetch the feedback itself from the tool's interface and drop that."
        )
    named = ", ".join(sorted(key for key in keys if key.isidentifier())[:8])
    has = f" Its records have the fields {named}." if named else ""
    kinds = ", ".join(dict.fromkeys(kind.value for kind in RecordKind))
    return f"The JSON is none of the exports that are read here ({kinds}).{has}"
