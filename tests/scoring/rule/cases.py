"""Judged candidacies for the tests of reasons and next evidence."""

from typing import Any

from schemas.results.scores import FlagSeen, KeyScore
from schemas.words import Standing, Status, Track
from scoring.coverage import Gap
from scoring.rule.case import Case

FULL = Gap(n_raters=2, raters_lacking=0, dimensions=())


def key(
    track: Track, level: float | None, p: float | None, standing: Standing, **other: Any
) -> KeyScore:
    """A key with floor 50, error 5 and two raters."""
    fields = {"se": None if level is None else 5.0, "floor": 50.0, "n_raters": 2} | other
    return KeyScore(track=track, level=level, p_above_floor=p, standing=standing, **fields)


VALUES = {
    "stands": key(Track.VALUES, 68.0, 0.9998, Standing.STANDS),
    "in_doubt": key(Track.VALUES, 52.0, 0.655, Standing.IN_DOUBT),
    "surely_below": key(Track.VALUES, 41.5, 0.0446, Standing.SURELY_BELOW),
    "no_evidence": key(Track.VALUES, None, None, Standing.NO_EVIDENCE, n_raters=0),
}
SKILL = {name: found.model_copy(update={"track": Track.SKILL}) for name, found in VALUES.items()}


def case(status: Status, values: str = "stands", skill: str = "stands", **other: Any) -> Case:
    """A case by the standings of its keys; complete, three seats."""
    fields: dict[str, Any] = {
        "gaps": {Track.VALUES: FULL, Track.SKILL: FULL},
        "seats": 3,
        "names": {"silos": "Silos", "ownership": "Ownership", "people-first": "People first"},
    }
    return Case(status=status, values=VALUES[values], skill=SKILL[skill], **(fields | other))


def flag(name: str, *raters: str, confirmed: bool = False) -> FlagSeen:
    """A red flag recorded by these raters."""
    return FlagSeen(flag=name, raters=raters, confirmed=confirmed)
