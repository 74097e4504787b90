"""Faults of shape, in words: what jsonschema finds, said so that a reader can mend it."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from jsonschema.exceptions import ValidationError as ShapeError

from flows.workspace.places import fault_at, path_of
from flows.workspace.yaml_lines import Lined
from schemas.base import Where
from schemas.fault import Fault

FIRST_LINES: dict[str, str] = {
    "culture": "version: 1\nname: our-culture\nvision: What we want to be, in a sentence.",
    "role": "version: 1\nid: data-engineer\ntitle: Data engineer",
    "policy": "version: 1\nfloors: {values: 50, skill: 50}\nseats: 3",
    "requisitions": "version: 1\nrequisitions:\n  - {requisition_id: R-1, role: data-engineer}",
    "source": "version: 1\nname: interview-notes\nform: long",
}
"""How a file of each contract may begin."""

_TYPES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a group of fields",
    "null": "nothing",
}

_WORDS = {
    "enum": ("is {}", "one of: {}"),
    "const": ("is {}", "{}"),
    "minimum": ("is {}", "at least {}"),
    "exclusiveMinimum": ("is {}", "above {}"),
    "maximum": ("is {}", "at most {}"),
    "exclusiveMaximum": ("is {}", "below {}"),
    "minLength": ("is too short", "at least {} characters"),
    "minItems": ("has too few entries", "at least {}"),
    "pattern": ("is {}", "lower-case letters, digits, - and _ ({})"),
}


def shape_faults(document: Lined, kind: str, errors: Iterable[ShapeError]) -> list[Fault]:
    """Say each error once, in the order of the paths.

    Args:
        document: What was checked.
        kind: The contract's published name, for an example of how its file begins.
        errors: What jsonschema found.
    """
    found = [
        fault
        for error in sorted(errors, key=_position)
        for fault in _faults(document, kind, _innermost(error))
    ]
    return list(dict.fromkeys(found))


def _position(error: ShapeError) -> list[str]:
    return [str(part) for part in error.absolute_path]


def _innermost(error: ShapeError) -> ShapeError:
    """Of an either-or, the branch that came closest: the one that failed deepest."""
    while error.context:
        error = max(
            error.context, key=lambda inner: (len(inner.absolute_path), inner.validator != "type")
        )
    return error


def _faults(document: Lined, kind: str, error: ShapeError) -> list[Fault]:
    where: Where = tuple(error.absolute_path)
    rule = str(error.validator)
    wanted: Any = error.validator_value
    found: Any = error.instance
    if rule == "additionalProperties" and isinstance(found, dict):
        return _unknown_fields(document, where, error)
    if rule == "required":
        lacking = [field for field in wanted if field not in found]
        return [
            fault_at(
                document,
                (*where, field),
                rule,
                f"{path_of((*where, field))} is missing",
                f"a line “{field}: …” here",
            )
            for field in lacking
        ]
    if rule == "type":
        message, expected = _type_in_words(document, kind, error)
    else:
        message, expected = _in_words(rule, wanted, _shown(document, where, found))
    return [fault_at(document, where, rule, f"{path_of(where) or 'the file'} {message}", expected)]


def _unknown_fields(document: Lined, where: Where, error: ShapeError) -> list[Fault]:
    found: Any = error.instance
    known = list(error.schema.get("properties", {})) if isinstance(error.schema, dict) else []
    faults: list[Fault] = []
    for field in found:
        if field in known:
            continue
        near = get_close_matches(field, known, 1)
        path = (*where, field)
        message = f"{path_of(path)} is not a field of this contract"
        message += f"; did you mean {near[0]}?" if near else ""
        expected = "" if near else f"one of: {', '.join(known)}"
        faults.append(fault_at(document, path, "unknown_field", message, expected))
    return faults


def _type_in_words(document: Lined, kind: str, error: ShapeError) -> tuple[str, str]:
    where: Where = tuple(error.absolute_path)
    wanted: Any = error.validator_value
    found: Any = error.instance
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    message = f"is {_shown(document, where, found)}"
    if not where:
        lines = "\n".join(f"      {line}" for line in FIRST_LINES[kind].splitlines())
        return message, f"fields by name; the first lines could be\n{lines}"
    if isinstance(error.schema, dict) and error.schema.get("format") == "date":
        return message, date_wanted(document.raw.get(where, ""))
    expected = " or ".join(_TYPES.get(name, name) for name in names)
    if "string" in names and isinstance(found, bool | int | float):
        expected += f'; put it in quotes: "{document.raw.get(where, found)}"'
    if {"number", "integer"} & set(names) and isinstance(found, str) and found.strip().isdecimal():
        expected += f", without quotes: {found.strip()}"
    return message, expected


def _shown(document: Lined, where: Where, found: Any) -> str:
    """A value as it is written; what is no single value, by what it is."""
    if found is None:
        return "empty"
    if isinstance(found, dict):
        return "a group of fields"
    if isinstance(found, list):
        return "a list"
    return repr(found) if isinstance(found, str) else document.raw.get(where, repr(found))


def _in_words(rule: str, wanted: Any, shown: str) -> tuple[str, str]:
    message, expected = _WORDS.get(rule, ("is {}", f"{rule}: {{}}"))
    listed = ", ".join(str(item) for item in wanted) if isinstance(wanted, list) else wanted
    return message.format(shown), expected.format(listed)


def date_wanted(written: str) -> str:
    """How a date is written; where what was written can mean one day only, that day."""
    parts = written.strip().split(".")
    if len(parts) == 3 and all(part.isascii() and part.isdigit() for part in parts):
        day, month, year = (int(part) for part in parts)
        try:
            return f"{date(year, month, day).isoformat()}, year first"
        except ValueError:
            pass
    return "a date, year first, such as 2026-12-31"
