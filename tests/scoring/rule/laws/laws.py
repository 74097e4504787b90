"""The laws of the two-key rule: what must hold of any rule that is held against them.

A law is given a situation. It yields the pools that it wants judged, each as its own requisition,
is sent the judged rows of each pool by candidate, and asserts what must hold of them.
"""

from collections.abc import Generator, Sequence
from itertools import combinations

import numpy as np

from tests.scoring.rule.laws.situations import INFINITE, TRACKS, Row, Situation

Judged = list[dict[str, Row]]
Asking = Generator[list[Sequence[Row]], Judged, None]

PASSING = ("shortlisted", "eligible")
LADDER = {
    "neither": 0,
    "skill_only": 1,
    "values_only": 1,
    "second_look": 2,
    "eligible": 3,
    "shortlisted": 4,
}
NOISE = 1e-8
"""Headroom below which two keys are the same to the rule (it reads nine decimals)."""


def weaker(row: Row) -> float:
    """The headroom of the weaker key."""
    rooms = [(row[f"{t}_level"] - row[f"{t}_floor"]) / (100 - row[f"{t}_floor"]) for t in TRACKS]
    return float(min(rooms))


def no_key_buys_the_other(situation: Situation) -> Asking:
    """Veto: below one floor, the other key at infinity and without error opens nothing."""
    track, other = situation.track, situation.other
    below = {
        row["candidate_id"]
        for row in situation.rows
        if not row[f"{track}_level"] >= row[f"{track}_floor"]
    }
    certain = {f"{other}_level": INFINITE, f"{other}_se": 0.0, f"{other}_own_p": 1.0}
    boosted = [row | certain if row["candidate_id"] in below else row for row in situation.rows]
    plain, bought = yield [situation.rows, boosted]
    for found in (plain, bought):
        for name in below:
            assert found[name]["status"] not in PASSING
            assert found[name]["rank"] is None
            assert found[name]["band"] is None
            assert not found[name]["tied_at_seat"]
    only = {"skill_only" if track == "values" else "values_only"}
    for name in below:
        sure = plain[name][f"{track}_standing"] == "surely_below"
        judged = bought[name]["status"] not in ("blocked", "incomplete")
        assert not (sure and judged) or bought[name]["status"] in only


def a_key_in_doubt_is_not_rescued(situation: Situation) -> Asking:
    """No rescue under uncertainty: a second look stays one, however high the other key."""
    track, other = situation.track, situation.other
    certain = {f"{other}_level": INFINITE, f"{other}_se": 0.0, f"{other}_own_p": 1.0}
    certain_rows = [row | certain for row in situation.rows]
    plain, bought = yield [situation.rows, certain_rows]
    for name, row in plain.items():
        if row[f"{track}_standing"] == "in_doubt":
            assert bought[name]["status"] not in PASSING


def the_stronger_key_never_lifts_over_a_better_weaker_key(situation: Situation) -> Asking:
    """No buying (Hammond equity): the weaker key decides between any two who pass."""
    if situation.policy.order.by == "weighted":
        return
    picked = situation.rows[situation.pick]
    rooms = [
        (picked[f"{t}_level"] - picked[f"{t}_floor"]) / (100 - picked[f"{t}_floor"]) for t in TRACKS
    ]
    stronger = TRACKS[int(rooms[1] > rooms[0])]
    raised = situation.changed(
        **{f"{stronger}_level": picked[f"{stronger}_level"] + situation.amount}
    )
    both = yield [situation.rows, raised]
    for found in both:
        passers = [row for row in found.values() if row["rank"] is not None]
        for one, other in combinations(passers, 2):
            gap = weaker(one) - weaker(other) if weaker(one) != weaker(other) else 0.0
            if abs(gap) > NOISE:
                assert (one["rank"] < other["rank"]) == (gap > 0)


def a_higher_rating_never_lowers(situation: Situation) -> Asking:
    """Monotone: raising a key never lowers a candidacy's status or rank."""
    picked = situation.rows[situation.pick]
    name, level = picked["candidate_id"], f"{situation.track}_level"
    raised = situation.changed(**{level: picked[level] + situation.amount})
    before, after = yield [situation.rows, raised]
    then, now = before[name], after[name]
    if then["status"] in LADDER:
        assert LADDER[now["status"]] >= LADDER[then["status"]]
    else:
        assert now["status"] == then["status"]
    if then["rank"] is not None:
        assert now["rank"] is not None
        assert now["rank"] <= then["rank"]


def others_never_swap(situation: Situation) -> Asking:
    """Independence: with any one candidate gone, no two others change places or standing."""
    names = [row["candidate_id"] for row in situation.rows]
    left = [[row for row in situation.rows if row["candidate_id"] != gone] for gone in names]
    before, *afterwards = yield [situation.rows, *left]
    for after in afterwards:
        for name in after:
            assert (before[name]["rank"] is None) == (after[name]["rank"] is None)
            if before[name]["rank"] is None:
                assert before[name]["status"] == after[name]["status"]
        ranked = [name for name in after if after[name]["rank"] is not None]
        for one, other in combinations(ranked, 2):
            assert np.sign(before[one]["rank"] - before[other]["rank"]) == np.sign(
                after[one]["rank"] - after[other]["rank"]
            )


def names_and_rows_change_nothing(situation: Situation) -> Asking:
    """Neutral: row order, identifiers and demographics change no status, rank or band."""
    new_name = {
        row["candidate_id"]: f"z{situation.order[at]}" for at, row in enumerate(situation.rows)
    }
    shuffled = [situation.rows[at] for at in situation.order]
    renamed = [
        row | {"candidate_id": new_name[row["candidate_id"]], "group": "ab"[row["group"] == "a"]}
        for row in shuffled
    ]
    before, after = yield [situation.rows, renamed]
    for name, row in before.items():
        for figure in ("status", "rank", "band", "tied_at_seat", "values_headroom"):
            assert after[new_name[name]][figure] == row[figure]


def equal_evidence_is_treated_alike(situation: Situation) -> Asking:
    """Ties: candidacies with the same evidence share status, rank, band and mark."""
    twin = situation.rows[situation.pick] | {"candidate_id": "twin"}
    (found,) = yield [[*situation.rows, twin]]
    original = found[situation.rows[situation.pick]["candidate_id"]]
    for figure in ("status", "rank", "band", "tied_at_seat"):
        assert found["twin"][figure] == original[figure]


def the_order_of_the_keys_does_not_matter(situation: Situation) -> Asking:
    """Conjunction: with the tracks exchanged, everything is the same but the two names."""
    if situation.policy.order.by == "weighted":
        return
    parts = ("level", "se", "floor", "own_p")
    exchanged = [
        row
        | {f"values_{part}": row[f"skill_{part}"] for part in parts}
        | {f"skill_{part}": row[f"values_{part}"] for part in parts}
        for row in situation.rows
    ]
    before, after = yield [situation.rows, exchanged]
    names = {"skill_only": "values_only", "values_only": "skill_only"}
    for name, row in before.items():
        assert after[name]["status"] == names.get(row["status"], row["status"])
        assert after[name]["rank"] == row["rank"]
        assert after[name]["band"] == row["band"]


def each_key_stands_by_itself(situation: Situation) -> Asking:
    """Isolation: other candidates' or no skill data leave each values standing to the bit."""
    track, other = situation.track, situation.other
    parts = ("level", "se", "own_p")
    shuffled = [
        row | {f"{other}_{part}": situation.rows[at][f"{other}_{part}"] for part in parts}
        for row, at in zip(situation.rows, situation.order, strict=True)
    ]
    deleted = [row | {f"{other}_{part}": np.nan for part in parts} for row in situation.rows]
    before, *others = yield [situation.rows, shuffled, deleted]
    for after in others:
        for name, row in before.items():
            for figure in ("standing", "headroom", "level", "se", "p"):
                assert after[name][f"{track}_{figure}"] == row[f"{track}_{figure}"]


def an_unasked_key_is_never_filled_in(situation: Situation) -> Asking:
    """Missing: without a rating on one track nobody passes, and nothing is imputed."""
    track, other = situation.track, situation.other
    lacking = {f"{track}_{part}": np.nan for part in ("level", "se", "own_p")}
    best = {f"{other}_level": INFINITE, f"{other}_se": 0.0, f"{other}_own_p": 1.0}
    (found,) = yield [situation.changed(**lacking, **best)]
    row = found[situation.rows[situation.pick]["candidate_id"]]
    assert row["status"] in ("incomplete", "blocked")
    assert row["rank"] is None
    assert row[f"{track}_standing"] == "no_evidence"
    assert row[f"{track}_headroom"] is None


def seats_are_never_filled_up(situation: Situation) -> Asking:
    """Seats: the best are shortlisted, no more than seats but for a tie, never who fails."""
    (found,) = yield [situation.rows]
    seats = situation.rows[0]["seats"]
    passers = [row for row in found.values() if both_keys_stand(row, situation)]
    shortlisted = [row for row in found.values() if row["status"] == "shortlisted"]
    assert all(both_keys_stand(row, situation) for row in shortlisted)
    assert len(shortlisted) >= min(seats, len(passers))
    first = {row["candidate_id"] for row in passers if (row["rank"] or INFINITE) <= seats}
    assert first == {row["candidate_id"] for row in shortlisted}
    marked = [row for row in shortlisted if row["tied_at_seat"]]
    assert bool(marked) == (len(shortlisted) > seats)
    assert len({row["rank"] for row in marked}) <= 1


def bands_stay_above_the_floors(situation: Situation) -> Asking:
    """Bands: passers only, numbered without a gap from the weaker key down."""
    (found,) = yield [situation.rows]
    banded = [row for row in found.values() if row["band"] is not None]
    assert {row["candidate_id"] for row in banded} == {
        row["candidate_id"] for row in found.values() if both_keys_stand(row, situation)
    }
    for row in banded:
        assert row["values_level"] >= row["values_floor"]
        assert row["skill_level"] >= row["skill_floor"]
    numbers = {row["band"] for row in banded}
    assert numbers == set(range(1, 1 + max(numbers, default=0)))
    ordered = sorted(banded, key=weaker, reverse=True)
    assert [row["band"] for row in ordered] == sorted(row["band"] for row in banded)


def both_keys_stand(row: Row, situation: Situation) -> bool:
    """Whether a candidacy passes, from the definitions and not from the rule."""
    upper, flags = situation.policy.certainty.upper, situation.policy.red_flags
    known = [row[f"{t}_p"] is not None and row[f"{t}_level"] is not None for t in TRACKS]
    return (
        row["complete"]
        and all(known)
        and all(row[f"{t}_p"] >= upper for t in TRACKS)
        and all(row[f"{t}_level"] >= row[f"{t}_floor"] for t in TRACKS)
        and row["flags_confirmed"] < flags.block_count
        and row["flags_seen"] < flags.second_look_count
    )


def decisions_change_no_status(situation: Situation) -> Asking:
    """Overrides: what people decided, however they signed it, is not read by the rule."""
    advanced = situation.changed(choice="advance")
    plain, beside = yield [situation.rows, advanced]
    for name, row in plain.items():
        for figure in ("status", "rank", "band"):
            assert beside[name][figure] == row[figure]
