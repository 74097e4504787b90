"""Scores of HR Open messages: numbers with a range, numbers by a known code, and text."""

from dataclasses import dataclass

from flows.intake.ats.filled.forms import Form
from flows.intake.ats.parsing.records import Record, record, records
from schemas.config.scale import Scale
from schemas.words import Kind

_CODES: dict[str, Scale] = {
    "percentile": Scale(low=0, high=100),
    "stanine": Scale(low=1, high=9),
    "sten": Scale(low=1, high=10),
}
"""Score codes whose range is fixed by what they are; others need a minimum and a maximum."""
_PLACEHOLDERS = frozenset({"", "null", "{}"})


@dataclass(frozen=True)
class Score:
    """One score.

    Attributes:
        path: Its place.
        value: As it came.
        code: What sort of score it is, where said.
        scale: Its range; None where neither the message nor the code says it.
    """

    path: str
    value: object
    code: str
    scale: Scale | None


def scores_of(score: object, path: str, form: Form) -> list[Score]:
    """Every score of a score element, numeric ones first."""
    element = record(score)
    return [
        Score(f"{path}.{name}[{at}]", _given(found.get("value")), _code(found), _range(found, form))
        for name in ("scoresNumeric", "scoresText")
        for at, found in enumerate(records(element.get(name)))
    ]


def add_scores(form: Form, question: str, scores: list[Score], *, group: str, note: object) -> None:
    """Add the scores of one question; where there are several, each is known by its code."""
    for at, score in enumerate(scores):
        name = question if at == 0 else f"{question} ({score.code or at + 1})"
        if score.value is None:
            continue
        if score.scale is not None:
            kind = Kind.NUMBER
            form.rate(score.path, name, score.value, score.scale, group=group, note=note, kind=kind)
        elif number_of(score.value) is not None:
            form.measure(score.path, name, score.value, shown=name, kind=Kind.NUMBER)
            form.gathering.note("a score without a range is kept, and not scored")
        else:
            form.write(score.path, name, score.value, group=group)


def number_of(value: object) -> float | None:
    """A number, or a text that is one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def _given(value: object) -> object:
    if isinstance(value, str) and value.strip().casefold() in _PLACEHOLDERS:
        return None
    return None if value == {} else value


def _code(found: Record) -> str:
    return str(found.get("scoreCode") or found.get("scoreTextCode") or "")


def _range(found: Record, form: Form) -> Scale | None:
    low, high = number_of(found.get("minimum")), number_of(found.get("maximum"))
    if high is None:
        return _CODES.get(_code(found).casefold())
    if low is None:
        form.gathering.note("a maximum without a minimum is read from zero")
        low = 0.0
    return Scale(low=low, high=high) if low < high else None
