"""What would settle a second look soonest: another rater or another question, and how far."""

from collections.abc import Mapping

from schemas.config.policy import Certainty
from schemas.results.scores import DimensionScore, KeyScore
from schemas.results.shortlist import NextEvidence
from schemas.words import KEYS, Standing, Status, Track
from scoring.floor import p_above_floor
from scoring.rule.case import Case
from scoring.rule.options import Evidence, Option, options_of
from scoring.rule.phrases import chance, count
from scoring.rule.still_to_ask import still_to_ask


def next_evidence(
    case: Case, evidence: Mapping[Track, Evidence], certainty: Certainty
) -> tuple[NextEvidence, ...]:
    """Say what to find out next about a second look or an incomplete candidacy.

    For a key in doubt, one further rater who asks what was asked, and the one further question
    that narrows the error most, the better of the two first. The error then is the error now,
    scaled by the ratio of the errors that the two sets of answers give by themselves.

    Args:
        case: The judged candidacy.
        evidence: For each track, the answers at hand and the questions that exist.
        certainty: The policy's borders, for whether the evidence would settle the doubt.

    Returns:
        Track by track; empty for every other status.
    """
    if case.status is Status.INCOMPLETE:
        return tuple(item for track in KEYS for item in still_to_ask(case, track, evidence[track]))
    if case.status is not Status.SECOND_LOOK:
        return ()
    doubts = [track for track in KEYS if case.key(track).standing is Standing.IN_DOUBT]
    found = [item for track in doubts for item in _settle(case, track, evidence[track], certainty)]
    return (*found, *_confirm_flags(case))


def _settle(
    case: Case, track: Track, evidence: Evidence, certainty: Certainty
) -> list[NextEvidence]:
    weakest = case.weakest(track)
    scope = evidence if weakest is None else evidence.of(weakest.dimension)
    held = weakest or case.key(track)
    found = [_projected(track, option, held, scope, certainty) for option in options_of(scope)]
    best: dict[str, NextEvidence] = {}
    for item in sorted(found, key=lambda item: (item.se_then or 0.0, item.kind, item.dimension)):
        best.setdefault(item.kind, item)
    return list(best.values())


def _projected(
    track: Track,
    option: Option,
    held: KeyScore | DimensionScore,
    scope: Evidence,
    certainty: Certainty,
) -> NextEvidence:
    # A key in doubt has a level, an error and a floor.
    level, se_now, floor = held.level or 0.0, held.se or 0.0, held.floor or 0.0
    se_then = scope.error_with(option.answers, se_now)
    p = float(p_above_floor(level, se_then, floor))
    settled = p < certainty.lower or p >= certainty.upper
    what = (
        f"One more rater who asks the {track} questions, {option.dimension.name} among them,"
        if option.kind == "another_rater"
        else f"One more question about {option.dimension.name}"
    )
    outcome = "that settles it" if settled else "it would still be open"
    return NextEvidence(
        track=track,
        dimension=option.dimension.id,
        kind=option.kind,
        question=option.question.text,
        se_now=se_now,
        se_then=se_then,
        text=(
            f"{what} would narrow the error from {se_now:.1f} to about {se_then:.1f}. If the "
            f"level stays where it is, {outcome} (chance of truly reaching the floor {chance(p)})."
        ),
    )


def _confirm_flags(case: Case) -> list[NextEvidence]:
    found = []
    for flag in case.flags:
        if not flag.confirmed:
            text = (
                f"{case.name(flag.flag)} was recorded by {count(len(flag.raters), 'rater')}; "
                "another rater who asks about it would confirm it or not."
            )
            found.append(
                NextEvidence(
                    track=Track.VALUES, dimension=flag.flag, kind="another_rater", text=text
                )
            )
    return found
