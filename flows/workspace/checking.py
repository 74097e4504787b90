"""Configuration checked in two passes: its shape against the schema, then its meaning."""

import json
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError as ShapeError
from pydantic import ValidationError

from flows.workspace.yaml_lines import Lined, Where, read_yaml
from schemas.base import Contract, MeaningError
from schemas.errors import ConfigurationError
from schemas.fault import Fault

AnyContract = TypeVar("AnyContract", bound=Contract)


@cache
def _published(name: str) -> Draft202012Validator:
    """The schema as partners read it; that it is the contract's own is tested."""
    schema = files("schemas") / "json" / f"{name}.schema.json"
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


def check_document(
    kind: type[AnyContract], document: Lined
) -> tuple[AnyContract | None, list[Fault]]:
    """Check a document against a contract: all of its faults at once.

    The shape is checked with jsonschema against the published schema; a document of the right
    shape is then read by pydantic for the rules that need meaning.

    Returns:
        The contract and its faults (`row` is the line, `column` the path). With faults of shape
        there is no contract; one that only breaks rules of its own is there all the same, so
        that the rules across contracts can be checked in the same pass.
    """
    faults = [
        _fault(document, where, "key_repeated", "written twice", "keep one")
        for where, _ in document.repeated
    ]
    shape = sorted(_published(kind.__name__.lower()).iter_errors(document.data), key=_position)
    faults += [_shape_fault(document, _innermost(error)) for error in shape]
    if faults:
        return None, faults
    try:
        return kind.model_validate(document.data), []
    except ValidationError as error:
        return _subject(error, kind), _meaning_faults(document, error)


def load_contract(kind: type[AnyContract], path: Path) -> tuple[AnyContract | None, list[Fault]]:
    """Read a YAML file as a contract; an unreadable file is one fault."""
    try:
        return check_document(kind, read_yaml(path))
    except ConfigurationError as error:
        return None, [Fault(code="unreadable", message=str(error), costs="file")]


def _position(error: ShapeError) -> list[str]:
    return [str(part) for part in error.absolute_path]


def _innermost(error: ShapeError) -> ShapeError:
    """Of an either-or, the branch that came closest: the one that failed deepest."""
    while error.context:
        error = max(
            error.context, key=lambda inner: (len(inner.absolute_path), inner.validator != "type")
        )
    return error


def _fault(document: Lined, where: Where, code: str, message: str, expected: str) -> Fault:
    path = ".".join(str(part) for part in where)
    return Fault(
        code=code,
        message=f"{path} {message}" if path and code != "meaning" else message,
        expected=expected,
        row=document.line(where),
        column=path,
        costs="file",
    )


def _shape_fault(document: Lined, error: ShapeError) -> Fault:
    where: Where = tuple(error.absolute_path)
    rule = str(error.validator)
    wanted: Any = error.validator_value
    found: Any = error.instance
    if rule == "additionalProperties" and isinstance(found, dict):
        return _unknown_fields(document, where, error)
    if rule == "required":
        lacking = [field for field in wanted if field not in found]
        return _fault(document, where, rule, f"lacks {', '.join(lacking)}", "add what is missing")
    message, expected = _in_words(rule, wanted, found)
    return _fault(document, where, rule, message, expected)


def _unknown_fields(document: Lined, where: Where, error: ShapeError) -> Fault:
    found: Any = error.instance
    known = list(error.schema.get("properties", {})) if isinstance(error.schema, dict) else []
    unknown = [field for field in found if field not in known]
    near = [match for field in unknown for match in get_close_matches(field, known, 1)]
    expected = f"did you mean {', '.join(near)}?" if near else f"known fields: {', '.join(known)}"
    return _fault(
        document,
        (*where, unknown[0]) if unknown else where,
        "unknown_field",
        "is not a field of this contract",
        expected,
    )


_TYPES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a group of fields",
    "null": "nothing",
}


def _in_words(rule: str, wanted: Any, found: Any) -> tuple[str, str]:
    shown = repr(found) if isinstance(found, str | int | float | bool) else "this"
    if rule == "type":
        wanted = [wanted] if isinstance(wanted, str) else wanted
        return f"is {shown}", " or ".join(_TYPES.get(name, name) for name in wanted)
    words = {
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
    message, expected = words.get(rule, ("is {}", f"{rule}: {{}}"))
    listed = ", ".join(str(item) for item in wanted) if isinstance(wanted, list) else wanted
    return message.format(shown), expected.format(listed)


def _meaning_faults(document: Lined, error: ValidationError) -> list[Fault]:
    faults: list[Fault] = []
    for detail in error.errors():
        where: Where = tuple(detail["loc"])
        cause = detail.get("ctx", {}).get("error")
        messages = cause.faults if isinstance(cause, MeaningError) else (_plain(detail["msg"]),)
        faults.extend(
            _fault(document, (*where, *_subject_of(document.data, message)), "meaning", message, "")
            for message in messages
        )
    return faults


def _subject(error: ValidationError, kind: type[AnyContract]) -> AnyContract | None:
    """The contract itself, where all that is wrong with it is its meaning as a whole."""
    details = error.errors()
    cause = details[0].get("ctx", {}).get("error")
    whole = len(details) == 1 and not details[0]["loc"]
    subject = cause.subject if whole and isinstance(cause, MeaningError) else None
    return subject if isinstance(subject, kind) else None


def _subject_of(data: Any, message: str, where: Where = ()) -> Where:
    """The path of the group whose id the message names, so that a fault gets its own line."""
    words = message.replace(";", " ").replace(",", " ").replace(":", " ").split()
    if isinstance(data, dict) and data.get("id") in words:
        return where
    inner: list[tuple[str | int, Any]] = []
    if isinstance(data, dict):
        inner = list(data.items())
    elif isinstance(data, list):
        inner = list(enumerate(data))
    for key, value in inner:
        found = _subject_of(value, message, (*where, key))
        if found:
            return found
    return ()


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ")
