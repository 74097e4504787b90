"""Who moved since the shortlist before though nothing new was said about them."""

from schemas.books.book import Mover
from schemas.results.scores import KeyScore
from schemas.results.shortlist import Candidacy, Shortlist

SHOWN_DECIMALS = 1


def movers(before: Shortlist, now: Shortlist) -> tuple[Mover, ...]:
    """List the candidacies whose status, rank or keys changed by severity alone.

    New ratings anywhere move every level a little. A candidacy counts as moved when its own
    answers are the same as before, and its status, its rank or a key as shown is not.

    Args:
        before: The shortlist last written.
        now: Tonight's.
    """
    then = {one.candidate_id: one for one in before.candidates}
    said_then, said_now = _answers(before), _answers(now)
    return tuple(
        _mover(then[one.candidate_id], one)
        for one in now.candidates
        if one.candidate_id in then
        and said_then.get(one.candidate_id) == said_now.get(one.candidate_id)
        and _shown(then[one.candidate_id]) != _shown(one)
    )


def _answers(shortlist: Shortlist) -> dict[str, set[tuple[object, ...]]]:
    found: dict[str, set[tuple[object, ...]]] = {}
    for line in shortlist.evidence:
        said = (line.question_id, line.rater_id, line.interview, line.value_raw, line.score)
        found.setdefault(line.candidate_id, set()).add(said)
    return found


def _shown(one: Candidacy) -> tuple[object, ...]:
    return one.status, one.rank, _level(one.values), _level(one.skill)


def _level(key: KeyScore) -> float | None:
    return None if key.level is None else round(key.level, SHOWN_DECIMALS)


def _mover(then: Candidacy, now: Candidacy) -> Mover:
    return Mover(
        candidate_id=now.candidate_id,
        label=now.label,
        status_then=then.status,
        status_now=now.status,
        rank_then=then.rank,
        rank_now=now.rank,
        values_then=then.values.level,
        values_now=now.values.level,
        skill_then=then.skill.level,
        skill_now=now.skill.level,
    )
