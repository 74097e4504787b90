"""Why a candidacy has its status: reason codes, and sentences that a hiring manager can read."""

from collections.abc import Callable

from schemas.config.policy import Policy
from schemas.results.shortlist import Reason
from schemas.words import KEYS, Standing, Status, Track
from scoring.rule.case import Case
from scoring.rule.joint import p_both
from scoring.rule.phrases import chance, count, figures, listed, title


def reasons_for(case: Case, policy: Policy) -> tuple[Reason, ...]:
    """Say why the candidacy has its status, the deciding reason first.

    Every candidacy has at least one. The sentences speak of the evidence and never of the
    person: what was seen, by how many, how sure it makes us, and what the policy asks.

    Args:
        case: The judged candidacy.
        policy: The policy it was judged by.
    """
    return _BY_STATUS[case.status](case, policy)


def _shortlisted(case: Case, policy: Policy) -> tuple[Reason, ...]:
    seat = f"{_both(case)}; rank {case.rank} among those who pass, {_seats(case)}."
    reasons = [Reason(code="shortlisted", text=seat)]
    if case.tied_at_seat:
        tied = (
            "Tied with others for the last seat: both headrooms are the same, so all of them "
            "are shortlisted and people decide."
        )
        reasons.append(Reason(code="tied_at_seat", text=tied))
    return (*reasons, *_keys(case))


def _eligible(case: Case, policy: Policy) -> tuple[Reason, ...]:
    text = (
        f"{_both(case)}, but {_seats(case)} and {count((case.rank or 1) - 1, 'candidacy')} "
        "with more headroom on the weaker key came first."
    )
    if policy.order.by == "weighted":
        text = (
            f"{_both(case)}, but {_seats(case)} and {count((case.rank or 1) - 1, 'candidacy')} "
            "came first in the weighted order that the policy asks for."
        )
    return (Reason(code="seats_taken", text=text), *_keys(case))


def _second_look(case: Case, policy: Policy) -> tuple[Reason, ...]:
    doubts = [_key(case, t) for t in KEYS if case.key(t).standing is Standing.IN_DOUBT]
    others = [_key(case, t) for t in KEYS if case.key(t).standing is not Standing.IN_DOUBT]
    return (*doubts, *_flags(case, policy), *others)


def _skill_only(case: Case, policy: Policy) -> tuple[Reason, ...]:
    below = _key(case, Track.VALUES)
    rule = "Skill does not make up for values, however high it is: the values key comes first."
    return (
        below,
        Reason(code="no_buying", track=Track.VALUES, text=rule),
        _key(case, Track.SKILL),
        *_flags(case, policy),
    )


def _values_only(case: Case, policy: Policy) -> tuple[Reason, ...]:
    reasons = [_key(case, Track.SKILL)]
    skill = case.skill
    if skill.level is not None and skill.level < skill.floor:
        gap = f"The skill gap to train is {skill.floor - skill.level:.1f} points."
        reasons.append(Reason(code="skill_gap", track=Track.SKILL, text=gap))
    return (*reasons, _key(case, Track.VALUES), *_flags(case, policy))


def _neither(case: Case, policy: Policy) -> tuple[Reason, ...]:
    return (*_keys(case), *_flags(case, policy))


def _blocked(case: Case, policy: Policy) -> tuple[Reason, ...]:
    rule = policy.red_flags
    confirmed = [case.name(flag.flag) for flag in case.flags if flag.confirmed]
    text = (
        f"Red flags of {count(len(confirmed), 'kind')}, each recorded by at least "
        f"{count(rule.confirm_raters, 'rater')}: {listed(confirmed)}. The policy blocks at "
        f"{rule.block_count}, whatever the two keys say."
    )
    return (Reason(code="blocked_by_flags", track=Track.VALUES, text=text), *_keys(case))


def _incomplete(case: Case, policy: Policy) -> tuple[Reason, ...]:
    lacking = [r for track in KEYS for r in _lacking(case, track, policy)]
    sure = [t for t in KEYS if case.key(t).standing is Standing.SURELY_BELOW]
    certain = [_at_best(case, sure)] if sure else []
    known = [_key(case, t) for t in KEYS if case.key(t).standing is not Standing.NO_EVIDENCE]
    return (*lacking, *certain, *known, *_flags(case, policy))


def _lacking(case: Case, track: Track, policy: Policy) -> list[Reason]:
    gap, name = case.gaps[track], title(track)
    reasons: list[Reason] = []
    if gap.n_raters == 0:
        text = (
            f"{name} is not yet known: nobody has rated a {track} question. Not asked is not a no."
        )
        return [Reason(code="not_asked", track=track, text=text)]
    if gap.raters_lacking:
        text = (
            f"{name} rests on {count(gap.n_raters, 'rater')}; the policy asks for "
            f"{policy.coverage.raters_per_track}."
        )
        reasons.append(Reason(code="raters_lacking", track=track, text=text))
    if gap.dimensions:
        wanted = listed([case.name(dimension) for dimension in gap.dimensions])
        text = f"{name} still needs a rated question about {wanted}."
        reasons.append(Reason(code="dimensions_lacking", track=track, text=text))
    return reasons


def _at_best(case: Case, sure: list[Track]) -> Reason:
    if len(sure) == len(KEYS):
        text = "On what is known, both keys are already surely below their floors."
        return Reason(code="at_best_neither", text=text)
    other = "values" if sure[0] is Track.SKILL else "skill"
    text = (
        f"{title(sure[0])} is already surely below its floor: whatever the missing answers say, "
        f"this is at best {other}-only unless new {sure[0]} evidence changes it."
    )
    return Reason(code=f"at_best_{other}_only", track=sure[0], text=text)


def _keys(case: Case) -> tuple[Reason, ...]:
    known = [t for t in KEYS if case.key(t).standing is not Standing.NO_EVIDENCE]
    return tuple(_key(case, track) for track in known)


def _key(case: Case, track: Track) -> Reason:
    key, name = case.key(track), title(track)
    weakest = case.weakest(track)
    shown = figures(key.level, key.se, key.p_above_floor, key.floor, key.n_raters)
    if weakest is not None:
        name = f"{name}, by its required dimension {case.name(weakest.dimension)},"
        shown = figures(
            weakest.level, weakest.se, weakest.p_above_floor, weakest.floor, weakest.n_raters
        )
    verb = {
        Standing.STANDS: "stands",
        Standing.IN_DOUBT: "is too close to its floor to call",
        Standing.SURELY_BELOW: "is surely below its floor on the evidence at hand",
    }[key.standing]
    return Reason(code=f"{track}_{key.standing}", track=track, text=f"{name} {verb}: {shown}.")


def _flags(case: Case, policy: Policy) -> tuple[Reason, ...]:
    if len(case.flags) < policy.red_flags.second_look_count:
        return ()
    parts = [
        f"{case.name(flag.flag)} (by {count(len(flag.raters), 'rater')})" for flag in case.flags
    ]
    text = f"Red flags recorded, to be talked through: {listed(parts)}."
    return (Reason(code="flags_seen", track=Track.VALUES, text=text),)


def _both(case: Case) -> str:
    p_values, p_skill = case.values.p_above_floor or 0.0, case.skill.p_above_floor or 0.0
    sure = chance(p_both(p_values, p_skill))
    return f"Both keys stand (chance that both truly reach their floors {sure})"


def _seats(case: Case) -> str:
    return f"there {'is' if case.seats == 1 else 'are'} {count(case.seats, 'seat')}"


_BY_STATUS: dict[Status, Callable[[Case, Policy], tuple[Reason, ...]]] = {
    Status.SHORTLISTED: _shortlisted,
    Status.ELIGIBLE: _eligible,
    Status.SECOND_LOOK: _second_look,
    Status.SKILL_ONLY: _skill_only,
    Status.VALUES_ONLY: _values_only,
    Status.NEITHER: _neither,
    Status.BLOCKED: _blocked,
    Status.INCOMPLETE: _incomplete,
}
