"""The interviews of the sample company: who met whom, when, and what they would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flows.demo.cast import Applicant, Cast, Interviewer, Opening
from flows.demo.drawing import scatter
from flows.demo.marks import NOISE, Mark, skill_marks, values_marks
from schemas.words import Track
from scoring.guides import Guides

EXTRA_RATER_EVERY = 3
"""Every third candidate meets a skill rater who also rates the values."""
VERDICT_ON_SKILL = 0.75
"""How far verdicts here follow skill rather than values: what the audit should notice."""
FRIDAY = 4
SLOTS = (time(9, 30), time(13, 0), time(10, 45), time(15, 15), time(16, 30))


@dataclass(frozen=True)
class Interview:
    """What one rater filled in for one candidate.

    Attributes:
        opening: The requisition.
        candidate: Who was met.
        rater: Who rated.
        marks: The answers.
        flags: Red flags that the rater recorded.
        verdict: What the rater would do, from 0 (no) to 100 (yes).
        held_at: When it began, UTC.
    """

    opening: Opening
    candidate: Applicant
    rater: Interviewer
    marks: tuple[Mark, ...]
    flags: tuple[str, ...]
    verdict: float
    held_at: datetime

    @property
    def name(self) -> str:
        """What the sitting is called."""
        tracks = {mark.track for mark in self.marks}
        if tracks == {Track.VALUES}:
            return "Values conversation"
        return "Work sample" if tracks == {Track.SKILL} else "Team conversation"


def hold_interviews(cast: Cast, guides: Guides, today: date) -> tuple[Interview, ...]:
    """All interviews, in the order of openings, candidates and raters."""
    return tuple(
        interview
        for opening in cast.requisitions
        for turn, candidate in enumerate(cast.applicants(opening.id))
        for interview in _panel_of(cast, guides, opening, candidate, turn, today)
    )


def _panel_of(
    cast: Cast, guides: Guides, opening: Opening, candidate: Applicant, turn: int, today: date
) -> list[Interview]:
    values, skill = _raters(opening, candidate, turn)
    role = next(role for role in guides.roles if role.id == opening.role)
    held = []
    for seat, rater_id in enumerate(dict.fromkeys((*values, *skill))):
        rater = cast.interviewers[rater_id]
        marks: list[Mark] = []
        if rater_id in values:
            marks += values_marks(guides.culture, candidate, rater)
        if rater_id in skill:
            marks += skill_marks(role, candidate, rater, tests=rater_id == skill[0])
        held.append(
            Interview(
                opening=opening,
                candidate=candidate,
                rater=rater,
                marks=tuple(marks),
                flags=tuple(flag for flag, seen in candidate.flags.items() if rater_id in seen),
                verdict=_verdict(candidate, rater),
                held_at=_held_at(opening, turn, seat, today),
            )
        )
    return held


def _raters(
    opening: Opening, candidate: Applicant, turn: int
) -> tuple[Sequence[str], Sequence[str]]:
    """Who rates the candidate on values and on skill, by a rota that links all raters."""
    values = _two(opening.values_raters, turn)
    skill = _two(opening.skill_raters, turn)
    if turn % EXTRA_RATER_EVERY == 0:
        values.append(skill[1])
    return (
        values if candidate.values_raters is None else candidate.values_raters,
        skill if candidate.skill_raters is None else candidate.skill_raters,
    )


def _two(pool: Sequence[str], turn: int) -> list[str]:
    step = 1 + (turn // len(pool)) % (len(pool) - 1)
    return [pool[turn % len(pool)], pool[(turn + step) % len(pool)]]


def _verdict(candidate: Applicant, rater: Interviewer) -> float:
    on_merit = VERDICT_ON_SKILL * candidate.skill + (1 - VERDICT_ON_SKILL) * candidate.values
    drawn = scatter(NOISE, "verdict", candidate.id, rater.id)
    return min(100.0, max(0.0, on_merit - rater.harshness / 2 + drawn))


def _held_at(opening: Opening, turn: int, seat: int, today: date) -> datetime:
    """Candidates in turn from the second week on, to two days before the day of the demo."""
    first, last = opening.opened - 10, 3
    n_most = 20
    days_ago = max(last - 1, first - turn * (first - last) // n_most - seat // 2)
    day = today - timedelta(days=days_ago)
    weekday = day - timedelta(days=max(0, day.weekday() - FRIDAY))
    return datetime.combine(weekday, SLOTS[seat % len(SLOTS)], UTC)
