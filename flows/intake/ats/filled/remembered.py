"""What was worked out once for a name or a label, since exports repeat both by the thousand."""

from functools import lru_cache

from flows.intake.tabular.answers import AnswerRule, Decoded, decode
from schemas.config.role import spelling
from schemas.config.scale import Scale
from schemas.door import denied, denied_section
from schemas.words import Kind

_LONGEST_LABEL = 80


@lru_cache(maxsize=4096)
def is_denied(name: str) -> bool:
    """Whether a question of this name is never stored."""
    return denied(name) is not None


@lru_cache(maxsize=4096)
def is_denied_section(title: str) -> bool:
    """Whether the answers of a section, category or form of this title are never stored."""
    return denied_section(title) is not None


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """The form in which names are compared."""
    return spelling(name)


def decoded(answer: str | None, kind: Kind, scale: Scale) -> Decoded:
    """What an answer is worth on a scale; as `flows.intake.tabular.answers.decode` says."""
    labels = tuple(scale.labels.items())
    if answer is not None and len(answer) > _LONGEST_LABEL:
        return decode(answer, _rule(kind, scale.low, scale.high, labels, scale.missing))
    return _short(answer, kind, scale.low, scale.high, labels, scale.missing)


@lru_cache(maxsize=16384)
def _short(
    answer: str | None,
    kind: Kind,
    low: float,
    high: float,
    labels: tuple[tuple[str, float], ...],
    missing: tuple[str, ...],
) -> Decoded:
    return decode(answer, _rule(kind, low, high, labels, missing))


@lru_cache(maxsize=256)
def _rule(
    kind: Kind,
    low: float,
    high: float,
    labels: tuple[tuple[str, float], ...],
    missing: tuple[str, ...],
) -> AnswerRule:
    return AnswerRule(kind, Scale(low=low, high=high, labels=dict(labels), missing=missing))
