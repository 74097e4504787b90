"""What an incomplete candidacy still lacks, as questions to ask."""

from schemas.results.shortlist import NextEvidence
from schemas.words import Track
from scoring.rule.case import Case
from scoring.rule.options import Evidence, options_of
from scoring.rule.phrases import count, title


def still_to_ask(case: Case, track: Track, evidence: Evidence) -> list[NextEvidence]:
    """List the questions and raters that one track lacks before its key is judged.

    Args:
        case: An incomplete candidacy.
        track: `values` or `skill`.
        evidence: Its answers at hand on the track, and the questions that exist.

    Returns:
        A first rating for each required dimension without one (for every dimension where
        nobody rated and none is required), then the raters lacking.
    """
    gap = case.gaps[track]
    wanted = [d for d in evidence.dimensions if d.id in gap.dimensions]
    if not wanted and gap.n_raters == 0:
        wanted = list(evidence.dimensions)
    found = []
    for dimension in wanted:
        question = evidence.next_question(dimension).text
        found.append(
            NextEvidence(
                track=track,
                dimension=dimension.id,
                kind="first_rating",
                question=question,
                text=f"Not yet rated: {dimension.name}. Ask: “{question}”",
            )
        )
    return found + _more_raters(case, track, evidence)


def _more_raters(case: Case, track: Track, evidence: Evidence) -> list[NextEvidence]:
    gap, key = case.gaps[track], case.key(track)
    options = options_of(evidence)
    if gap.raters_lacking == 0 or not options:
        return []
    option = options[0]
    text = (
        f"{title(track)} rests on {count(gap.n_raters, 'rater')}; the policy asks for "
        f"{count(gap.raters_lacking, 'more rater')}. Start with {option.dimension.name}."
    )
    item = NextEvidence(
        track=track,
        dimension=option.dimension.id,
        kind="another_rater",
        question=option.question.text,
        se_now=key.se,
        se_then=None if key.se is None else evidence.error_with(option.answers, key.se),
        text=text,
    )
    return [item]
