"""What is wrong with a document that its contract does not take: its shape, then its meaning."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from pydantic import ValidationError

from flows.workspace.checking import AnyContract
from flows.workspace.places import fault_at, path_of
from flows.workspace.shapes import date_wanted, shape_faults
from flows.workspace.yaml_lines import Lined
from schemas.base import MeaningError, Where
from schemas.fault import Fault

_KEY = "[key]"
"""How pydantic marks that a key is at fault, not its value."""


@cache
def _published(name: str) -> Draft202012Validator:
    """The schema as partners read it; that it is the contract's own is tested."""
    schema = files("schemas") / "json" / f"{name}.schema.json"
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


def check_in_words(
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
        fault_at(document, where, "key_repeated", f"{path_of(where)} written twice", "keep one")
        for where, _ in document.repeated
    ]
    name = kind.__name__.lower()
    faults += shape_faults(document, name, _published(name).iter_errors(document.data))
    if faults:
        return None, faults
    try:
        return kind.model_validate(document.data), []
    except ValidationError as error:
        return _subject(error, kind), _meaning_faults(document, error)


def _meaning_faults(document: Lined, error: ValidationError) -> list[Fault]:
    faults: list[Fault] = []
    for detail in error.errors():
        where: Where = tuple(part for part in detail["loc"] if part != _KEY)
        cause = detail.get("ctx", {}).get("error")
        if isinstance(cause, MeaningError):
            faults += [
                fault_at(document, (*where, *flaw.where), "meaning", flaw.text)
                for flaw in cause.flaws
            ]
        elif detail["type"] == "value_error":
            text = detail["msg"].removeprefix("Value error, ")
            faults.append(fault_at(document, where, "meaning", text))
        else:
            message, expected = _value_in_words(
                where, detail["type"], detail["msg"], detail["input"]
            )
            faults.append(fault_at(document, where, "meaning", message, expected))
    return faults


def _value_in_words(where: Where, rule: str, message: str, value: Any) -> tuple[str, str]:
    """What pydantic says of a single value, where the schema cannot tell."""
    found = f"{path_of(where)} is {value}"
    if rule.startswith("date_"):
        return found, date_wanted(str(value))
    if rule == "int_parsing":
        return found, "a whole number"
    return found, message.removeprefix("Input should be ")


def _subject(error: ValidationError, kind: type[AnyContract]) -> AnyContract | None:
    """The contract itself, where all that is wrong with it is its meaning as a whole."""
    details = error.errors()
    cause = details[0].get("ctx", {}).get("error")
    whole = len(details) == 1 and not details[0]["loc"]
    subject = cause.subject if whole and isinstance(cause, MeaningError) else None
    return subject if isinstance(subject, kind) else None
