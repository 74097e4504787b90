"""Scorecards as Greenhouse writes them, out of their text, a block at once.

Their attributes and answers remain text, of which nothing is known but that it is JSON.
"""

import msgspec

from flows.intake.ats.greenhouse.shapes import DECODER, LIST_DECODER, Attribute, Scorecard
from flows.intake.ats.parsing.blocks import Block

UNLIKE = (msgspec.MsgspecError, UnicodeError, RecursionError)
"""What decoding raises where something is not as Greenhouse writes it."""


def decoded_at_once(block: Block) -> list[Scorecard] | None:
    """Every scorecard of a block; None where a record is not as Greenhouse writes it."""
    if block.decoded is not None:
        return block.decoded
    if not block.lines:
        return cards_at_once(block.text)
    try:
        cards = DECODER.decode_lines(block.text)
    except UNLIKE:
        return None
    return cards if len(cards) == block.n_lines else None


def cards_at_once(array: bytes) -> list[Scorecard] | None:
    """Every scorecard of a JSON array; None where a record is not as Greenhouse writes it."""
    try:
        return LIST_DECODER.decode(array)
    except UNLIKE:
        return None


def raw(value: msgspec.Struct) -> msgspec.Raw:
    """The text of an attribute or answer."""
    return msgspec.Raw(msgspec.json.encode(value))


def old_attributes(ratings: msgspec.Raw) -> list[msgspec.Raw]:
    """The rated attributes of a scorecard of 2014 to 2016, which lists names by rating."""
    try:
        named = msgspec.json.decode(ratings, type=dict[str, list[str]] | None) or {}
    except msgspec.ValidationError:
        return []
    return [
        raw(Attribute(name=name, rating=label)) for label, names in named.items() for name in names
    ]
