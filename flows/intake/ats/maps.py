"""What a workspace's Source files add to the readers that are built in."""

from schemas.config.role import spelling
from schemas.config.scale import Scale
from schemas.config.source import Source, WideQuestion
from schemas.words import SourceName


def scale_of(source: SourceName, sources: tuple[Source, ...]) -> Scale | None:
    """The scale that a Source file declares for a built-in reader; None where none does."""
    declared = [item.scale for item in sources if item.builtin == source.value and item.scale]
    return declared[-1] if declared else None


def named_columns(source: SourceName, sources: tuple[Source, ...]) -> dict[str, str]:
    """Which field says whom a response is about, where a Source file names it."""
    named: dict[str, str] = {}
    for item in sources:
        if item.builtin == source.value:
            columns = item.columns
            given = {
                "candidate_id": columns.candidate,
                "application_id": columns.application,
                "requisition_id": columns.requisition,
                "rater_id": columns.rater,
                "interview": columns.interview,
            }
            named |= {what: name for what, name in given.items() if name}
    return named


def question_entries(source: SourceName, sources: tuple[Source, ...]) -> dict[str, WideQuestion]:
    """What Source files say of single questions, by the folded key or title of each."""
    return {
        spelling(entry.column): entry
        for item in sources
        if item.builtin == source.value
        for entry in item.questions
    }
