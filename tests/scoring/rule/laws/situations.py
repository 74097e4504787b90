"""Generated pools for the laws of the two-key rule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from hypothesis import strategies as st

from schemas.config.policy import Certainty, OrderRule, Policy
from scoring.floor import p_above_floor

Row = dict[str, Any]
Rule = Callable[[pl.DataFrame, Policy], pl.DataFrame]

TRACKS = ("values", "skill")
INFINITE = float("inf")


@dataclass(frozen=True)
class Situation:
    """A pool of one requisition and the choices that a law makes about it.

    Attributes:
        rows: Candidacies; levels, errors, floors, what their dimensions' own floors allow.
        policy: Certainty, order and bands.
        pick: Position of the candidacy that a law changes.
        amount: Scale points by which it is changed.
        order: A permutation of the positions.
        track: The track that a law changes.
    """

    rows: tuple[Row, ...]
    policy: Policy
    pick: int
    amount: float
    order: tuple[int, ...]
    track: str

    @property
    def other(self) -> str:
        """The other track."""
        return TRACKS[1 - TRACKS.index(self.track)]

    def changed(self, **fields: Any) -> list[Row]:
        """The rows with some fields of the picked one changed."""
        return [row | fields if at == self.pick else row for at, row in enumerate(self.rows)]


def frame(pools: Sequence[Sequence[Row]]) -> pl.DataFrame:
    """Pools as `judge` reads them, each its own requisition, each P from level, error, floor."""
    rows = [row for pool in pools for row in pool]
    requisition = [f"R{number}" for number, pool in enumerate(pools) for _ in pool]
    columns: dict[str, Any] = {"requisition_id": requisition}
    for name in ("candidate_id", "group", "seats", "complete", "flags_confirmed", "flags_seen"):
        columns[name] = [row[name] for row in rows]
    columns["choice"] = pl.Series([row["choice"] for row in rows], dtype=pl.String)
    for track in TRACKS:
        level, se, floor, own = (
            np.array([row[f"{track}_{name}"] for row in rows], dtype=np.float64)
            for name in ("level", "se", "floor", "own_p")
        )
        p = np.minimum(p_above_floor(level, se, floor), own)
        parts = {"level": level, "se": se, "floor": floor, "p": p}
        columns |= {
            f"{track}_{name}": pl.Series(part).fill_nan(None) for name, part in parts.items()
        }
    return pl.DataFrame(columns)


def judged_pools(
    rule: Rule, policy: Policy, pools: Sequence[Sequence[Row]]
) -> list[dict[str, Row]]:
    """Judge pools side by side in one go; the rows of each by candidate."""
    found: list[dict[str, Row]] = [{} for _ in pools]
    for row in rule(frame(pools), policy).iter_rows(named=True):
        found[int(row["requisition_id"][1:])][row["candidate_id"]] = row
    return found


levels = st.one_of(
    st.integers(30, 95).map(float),
    st.integers(62, 95).map(float),
    st.integers(60, 99).map(float),
    st.floats(0, 100).map(lambda level: round(level, 3)),
    st.sampled_from([100.0, 0.0, INFINITE]),
)
errors = st.sampled_from([2.0, 0.0, 3.0, 5.0, 12.0])
own_p = st.sampled_from([1.0] * 20 + [0.1, 0.5, 0.9])


@st.composite
def keys(draw: st.DrawFn, track: str, floor: float) -> Row:
    """One key: sometimes unknown, sometimes held down by a dimension's own floor."""
    level = None if draw(st.integers(0, 14)) == 14 else draw(levels)
    return {
        f"{track}_level": np.nan if level is None else level,
        f"{track}_se": np.nan if level is None else draw(errors),
        f"{track}_own_p": np.nan if level is None else draw(own_p),
        f"{track}_floor": floor,
    }


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Certainty, order and bands as policies set them."""
    lower, upper = draw(st.sampled_from([(0.2, 0.8), (0.05, 0.95), (0.0, 0.5), (0.4, 0.6)]))
    order = OrderRule(
        by=draw(st.sampled_from(["leximin", "leximin", "weighted"])),
        values_weight=draw(st.sampled_from([0.2, 0.5])),
        band_multiple=draw(st.sampled_from([0.0, 1.0, 3.0])),
    )
    return Policy(certainty=Certainty(lower=lower, upper=upper), order=order)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """A pool of two to eight candidacies."""
    floors = {track: draw(st.sampled_from([40.0, 50.0, 60.0])) for track in TRACKS}
    size, seats = draw(st.integers(2, 8)), draw(st.integers(1, 4))
    flags = st.sampled_from([0] * 20 + [1, 2])
    rows: list[Row] = []
    for number in range(size):
        row: Row = {
            "candidate_id": f"c{number}",
            "group": draw(st.sampled_from("ab")),
            "choice": None,
            "seats": seats,
            "complete": draw(st.integers(0, 14)) < 14,
            "flags_confirmed": draw(flags),
            "flags_seen": draw(flags),
        }
        for track in TRACKS:
            row |= draw(keys(track, floors[track]))
        if rows and draw(st.sampled_from([False, True, False])):
            # The same evidence as another's, so that ties are common.
            row = draw(st.sampled_from(rows)) | {
                "candidate_id": row["candidate_id"],
                "group": row["group"],
            }
        rows.append(row)
    return Situation(
        rows=tuple(rows),
        policy=draw(policies()),
        pick=draw(st.integers(0, size - 1)),
        amount=draw(st.sampled_from([0.5, 5.0, 30.0, INFINITE])),
        order=tuple(draw(st.permutations(range(size)))),
        track=draw(st.sampled_from(TRACKS)),
    )


def seeded(number: int, seed: int) -> list[Situation]:
    """Situations of a steady mix: half of the keys stand, a quarter of the rows repeat another.

    Hypothesis looks for what is rare; a broken rule must be caught on what is common, and the
    same way every time.
    """
    rng = np.random.default_rng(seed)
    return [_seeded(rng) for _ in range(number)]


def _seeded(rng: np.random.Generator) -> Situation:
    size, seats = int(rng.integers(2, 9)), int(rng.integers(1, 4))
    rows: list[Row] = []
    for number in range(size):
        row: Row = {
            "candidate_id": f"c{number}",
            "group": str(rng.choice(["a", "b"])),
            "choice": None,
            "seats": seats,
            "complete": bool(rng.random() < 0.95),
            "flags_confirmed": int(2 * (rng.random() < 0.03)),
            "flags_seen": int(rng.random() < 0.05),
        }
        for track in TRACKS:
            known = rng.random() < 0.95
            row |= {
                f"{track}_level": float(rng.integers(40, 100)) if known else np.nan,
                f"{track}_se": float(rng.choice([0.0, 2.0, 5.0])) if known else np.nan,
                f"{track}_own_p": float(rng.choice([1.0, 0.5], p=[0.95, 0.05]))
                if known
                else np.nan,
                f"{track}_floor": 50.0,
            }
        if rows and rng.random() < 0.25:
            row = rows[int(rng.integers(len(rows)))] | {"candidate_id": row["candidate_id"]}
        rows.append(row)
    return Situation(
        rows=tuple(rows),
        policy=Policy(),
        pick=int(rng.integers(size)),
        amount=float(rng.choice([0.5, 5.0, 30.0])),
        order=tuple(int(at) for at in rng.permutation(size)),
        track=str(rng.choice(TRACKS)),
    )
