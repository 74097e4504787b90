"""Marks on a rater's note: vague or like-to-like phrases, each with why and what to ask."""

from schemas.config.culture import Culture
from schemas.results.notes import NoteMark
from scoring.audit.note_phrases import CATEGORIES, HARMLESS, QUOTED


def stated_names(culture: Culture) -> frozenset[str]:
    """The names of a culture's values and dimensions, as `mark_note` spares them."""
    named = [dimension.name for dimension in culture.dimensions]
    return frozenset(name.casefold() for name in [*named, *(v.id for v in culture.values)])


def mark_note(note: str, stated: frozenset[str] = frozenset()) -> tuple[NoteMark, ...]:
    """Find phrases in a note that no anchor can be held against.

    A mark prompts whoever writes or reads the note; it never changes a score, and no score is
    asked for here.

    Args:
        note: As the rater wrote it.
        stated: Names of values and dimensions, in lower case: a phrase that a culture states is
            evidence in that culture.

    Returns:
        One mark a phrase, in order of place; none inside what the candidate is quoted as saying.
    """
    if not note:
        return ()
    spared = [match.span() for pattern in (HARMLESS, QUOTED) for match in pattern.finditer(note)]
    marks = [
        NoteMark(
            category=category.name,
            phrase=match.group(),
            start=match.start(),
            why=category.why,
            ask=category.ask,
        )
        for category in CATEGORIES
        for match in category.phrases.finditer(note)
        if not any(start <= match.start() < end for start, end in spared)
        and match.group().casefold() not in stated
    ]
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.category)))
