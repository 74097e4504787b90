"""Red flags ticked in a list, which tools flatten into one cell."""

from collections.abc import Container, Iterable

from schemas.config.role import spelling
from schemas.config.source import WideQuestion
from schemas.words import Kind

MARKS = (";", "\n", " / ", "|", ",")
"""What tools put between ticked options; the first that a cell has is taken."""
NONE_TICKED = frozenset(
    {"none", "none observed", "no red flags", "no flags", "none of these", "none of the above"}
    | {"no", "n/a", "na", "-", ""}
    | {"keine", "ninguna", "ninguno", "aucun", "aucune", "nenhum", "nenhuma", "nessuna", "nessuno"}
)
"""Spellings of an empty list."""


def asks_for_flags(question: str) -> bool:
    """Whether a question is about red flags by its name."""
    return "red flag" in spelling(question)


def lists_flags(question: WideQuestion, heading: str, flags: Container[str]) -> bool:
    """Whether a column is one in which several flags may be ticked, rather than one flag's."""
    name = spelling(question.question or heading)
    return question.kind is Kind.FLAG and question.scale is None and name not in flags


def all_flags(answers: Iterable[str], flags: Container[str]) -> bool:
    """Whether answers are lists of flags and nothing else, as free text about flags is not."""
    parts = [spelling(part) for answer in answers for part in ticked(answer, flags)]
    return bool(parts) and all(part in flags for part in parts)


def ticked(answer: str, flags: Container[str]) -> list[str]:
    """The options of a flattened list, each as it was written; an empty list where none is.

    Args:
        answer: The cell.
        flags: The spellings of the known flags: one whose name holds a mark stays whole.
    """
    if spelling(answer) in NONE_TICKED:
        return []
    mark = next((mark for mark in MARKS if mark in answer), None)
    if mark is None:
        return [answer.strip()]
    parts, found, at = [part for part in answer.split(mark) if spelling(part)], [], 0
    while at < len(parts):
        ends = range(len(parts), at, -1)
        end = next((end for end in ends if spelling(mark.join(parts[at:end])) in flags), at + 1)
        found.append(mark.join(parts[at:end]).strip())
        at = end
    return found
