"""A whole screening: keys apart, statuses, evidence; on a small invented company."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.config.policy import Policy, Requisition
from schemas.results.shortlist import Shortlist
from schemas.words import Status, Track
from scoring.screening.inputs import FrozenRecord, Screening, ScreeningInputs
from scoring.screening.screen import screen
from tests.samples.guide import GUIDES
from tests.samples.responses import stored

NOW = datetime(2026, 6, 1, tzinfo=UTC)
OPENING = Requisition(requisition_id="H-1", role="helper", seats=1)
VALUES = ("own-past", "own-what-if", "con-past")


def answers(
    candidate: str, values: float, skill: float, raters: Sequence[str] = ("r1", "r2", "r3")
) -> list[dict[str, object]]:
    """One candidate rated alike by several raters; `values` on 1 to 5, `skill` on 0 to 20."""
    rows: list[dict[str, object]] = []
    for rater in raters:
        mine = {"candidate_id": candidate, "rater_id": rater}
        for question in VALUES:
            value = 6 - values if question == "con-past" else values
            rows.append({**mine, "question": question, "value": value, "value_raw": f"{value:g}"})
        task = {"question": "write-task", "value": skill, "scale_low": 0.0, "scale_high": 20.0}
        rows.append({**mine, **task, "value_raw": f"{skill:g}"})
    return rows


def screened(
    rows: Sequence[dict[str, object]],
    policy: Policy | None = None,
    openings: tuple[Requisition, ...] = (OPENING,),
    frozen: dict[tuple[str, str], FrozenRecord] | None = None,
) -> Screening:
    return screen(
        ScreeningInputs(
            responses=stored(rows),
            guides=GUIDES,
            policy=policy or Policy(),
            openings=openings,
            own_maps={},
            starting_maps={},
            as_of=NOW,
            frozen=frozen or {},
        )
    )


def only(screening: Screening) -> Shortlist:
    (shortlist,) = screening.shortlists
    return shortlist


def statuses(screening: Screening) -> dict[str, Status]:
    return {one.candidate_id: one.status for one in only(screening).candidates}


POOL = [
    *answers("both", 5, 18),
    *answers("also", 5, 16),
    *answers("brilliant", 1, 20),
    *answers("kind", 5, 0),
    *answers("lost", 1, 0),
    *answers("middle", 3, 10),
]


def test_each_status_is_what_the_two_keys_say() -> None:
    assert statuses(screened(POOL)) == {
        "both": Status.SHORTLISTED,
        "also": Status.ELIGIBLE,
        "brilliant": Status.SKILL_ONLY,
        "kind": Status.VALUES_ONLY,
        "lost": Status.NEITHER,
        "middle": Status.SECOND_LOOK,
    }


def test_who_was_never_asked_about_values_is_incomplete_and_is_asked() -> None:
    rows = [row for row in answers("new", 5, 18) if row["question"] == "write-task"]
    (found,) = only(screened(rows)).candidates
    assert found.status is Status.INCOMPLETE
    assert found.values.level is None
    assert any(item.track is Track.VALUES for item in found.next_evidence)


def test_what_was_left_blank_is_no_evidence() -> None:
    flag = {"candidate_id": "both", "kind": "flag", "question": "policy-shield"}
    asked = {"candidate_id": "both", "question": "own-past"}
    blank = {"value": None, "value_raw": None}
    rows = [
        *answers("both", 5, 18),
        {**flag, "rater_id": "r1", "value": 1.0, "value_raw": "yes"},
        {**flag, "rater_id": "r2", "value": 0.0, "value_raw": "no"},
        {**flag, **blank, "rater_id": "r3"},
        {**asked, **blank, "rater_id": "r4"},
        {**asked, **blank, "rater_id": "r5", "note": "No time."},
        {**asked, **blank, "rater_id": "r6", "value_raw": "n/a"},
    ]
    evidence = only(screened(rows)).evidence
    assert [one.rater_id for one in evidence if one.dimension == "red flag"] == ["r1"]
    lines = [one.rater_id for one in evidence if one.question_id == "own-past"]
    assert lines == ["r1", "r2", "r3", "r5", "r6"]


def test_the_arithmetic_adds_up_to_the_key() -> None:
    shortlist = only(screened(POOL))
    for one in shortlist.candidates:
        for key in (one.values, one.skill):
            lines = [
                line
                for line in shortlist.evidence
                if line.candidate_id == one.candidate_id and line.track is key.track
            ]
            assert sum(line.weight or 0 for line in lines) == pytest.approx(1.0)
            total = sum((line.weight or 0) * (line.corrected or 0) for line in lines)
            assert total == pytest.approx(key.level)
            corrections = (key.question_correction, key.severity_correction, key.halo_correction)
            assert (key.raw or 0) + sum(part or 0 for part in corrections) == pytest.approx(
                key.level
            )


def test_an_evidence_line_shows_the_anchor_and_the_place() -> None:
    lines = only(screened(answers("both", 5, 18))).evidence
    line = next(line for line in lines if line.question_id == "own-past")
    assert line.anchor == "stays until it is solved"
    assert (line.source_file, line.locator) == ("export.csv", "row 2")
    assert line.question_text == "Tell me about a time no rule fitted."
    between = only(screened(answers("both", 4, 18))).evidence
    line = next(line for line in between if line.question_id == "own-past")
    assert line.anchor == "between: does what is asked / and: stays until it is solved"


def test_red_flags_confirmed_by_two_raters_block() -> None:
    flag = {"kind": "flag", "question": "policy-shield", "candidate_id": "both", "value": 1.0}
    rows = [*answers("both", 5, 18), flag | {"rater_id": "r1"}, flag | {"rater_id": "r2"}]
    policy = Policy.model_validate({"red_flags": {"block_count": 1}})
    assert statuses(screened(rows, policy))["both"] is Status.BLOCKED
    assert statuses(screened(rows[:-1], policy))["both"] is Status.SECOND_LOOK


def test_a_required_dimension_with_a_floor_of_its_own_decides_its_track() -> None:
    rows = answers("mixed", 5, 18)
    for row in rows:
        if str(row["question"]).startswith("own"):
            row["value"] = 2.0
    policy = Policy.model_validate(
        {"dimension_floors": {"ownership": 60}, "floors": {"values": 40}}
    )
    (found,) = only(screened(rows, policy)).candidates
    assert found.values.weakest_dimension == "ownership"
    assert found.status is Status.SKILL_ONLY


def test_blup_gates_where_the_policy_says_so() -> None:
    # A level of 50 is on the floor, P = 1/2; drawn to a mean above the floor, it is above too.
    gated = {
        estimate: next(
            one.values
            for one in only(
                screened(POOL, Policy.model_validate({"estimate": estimate}))
            ).candidates
            if one.candidate_id == "middle"
        )
        for estimate in ("level", "blup")
    }
    assert gated["blup"].level == gated["level"].level
    assert gated["level"].p_above_floor == pytest.approx(0.5)
    drawn, error = gated["blup"].blup or 0, gated["blup"].blup_se or 1
    assert gated["blup"].p_above_floor == pytest.approx(NormalDist(50, error).cdf(drawn))
    assert (gated["blup"].p_above_floor or 0) > 0.5


def test_a_closed_requisition_has_no_shortlist_but_informs_severity() -> None:
    closed = Requisition(requisition_id="H-0", role="helper", closed_on=NOW.date())
    before = [row | {"requisition_id": "H-0"} for row in answers("past", 4, 12, ("r1", "r4"))]
    found = screened([*POOL, *before], openings=(OPENING, closed))
    assert [one.requisition_id for one in found.shortlists] == ["H-1"]
    assert "r4" in found.fits[Track.VALUES].raters["rater_id"].to_list()


def test_ratings_of_closed_requisitions_older_than_the_window_are_left_out() -> None:
    closed = Requisition(requisition_id="H-0", role="helper", closed_on=NOW.date())
    old = NOW.replace(tzinfo=None) - timedelta(days=800)
    before = [
        row | {"requisition_id": "H-0", "submitted_at": old}
        for row in answers("past", 4, 12, ("r1", "r4"))
    ]
    found = screened([*POOL, *before], openings=(OPENING, closed))
    assert "r4" not in found.fits[Track.VALUES].raters["rater_id"].to_list()
    kept = screened([row | {"submitted_at": old} for row in POOL])
    assert statuses(kept)["both"] is Status.SHORTLISTED


def test_a_frozen_candidacy_stays_as_it_was_decided() -> None:
    before = only(screened(POOL))
    then = before.candidates[0]
    rested_on = tuple(line for line in before.evidence if line.candidate_id == "both")
    later = [row for row in POOL if row["candidate_id"] != "both"] + answers("both", 1, 0)
    found = screened(later, frozen={("H-1", "both"): FrozenRecord(then, rested_on)})
    now = next(one for one in only(found).candidates if one.candidate_id == "both")
    assert now.frozen
    assert now.values == then.values
    assert now.status is Status.SHORTLISTED
    shown = [line for line in only(found).evidence if line.candidate_id == "both"]
    assert tuple(shown[: len(rested_on)]) == rested_on
    since = shown[len(rested_on) :]
    assert all(line.after_decision and line.weight is None for line in since)
    # With the later answers the keys would be what they are without a decision.
    live = next(one for one in only(screened(later)).candidates if one.candidate_id == "both")
    assert now.later is not None
    assert now.later.n_answers == len(since) == 12
    assert (now.later.values_level, now.later.values_se) == (live.values.level, live.values.se)
    assert (now.later.skill_level, now.later.skill_se) == (live.skill.level, live.skill.se)
    assert f"values would be {live.values.level:.1f} ± {live.values.se:.1f}" in now.later.text


def test_answers_exported_again_are_nothing_new_to_a_frozen_candidacy() -> None:
    before = only(screened(POOL))
    rested_on = tuple(line for line in before.evidence if line.candidate_id == "both")
    record = FrozenRecord(before.candidates[0], rested_on)
    again = [row | {"file_name": "tomorrow.csv", "locator": "row 9"} for row in POOL]
    now = only(screened(again, frozen={("H-1", "both"): record}))
    (frozen,) = [one for one in now.candidates if one.candidate_id == "both"]
    assert frozen.later is None
    assert tuple(line for line in now.evidence if line.candidate_id == "both") == rested_on


def test_the_overall_verdict_belongs_to_neither_key() -> None:
    verdict = {"candidate_id": "both", "question": "overall", "value": 1.0}
    plain = only(screened(answers("both", 5, 18))).candidates[0]
    (found,) = only(screened([*answers("both", 5, 18), verdict])).candidates
    assert (found.values, found.skill) == (plain.values, plain.skill)
    assert found.overall == 0.0


def test_blind_labels_are_opaque_and_stable() -> None:
    policy = Policy.model_validate({"view": {"blind_until": "decision"}})
    first = [one.label for one in only(screened(POOL, policy)).candidates]
    assert first == [one.label for one in only(screened(POOL, policy)).candidates]
    assert all(label.startswith("Candidate ") for label in first)
    assert len(set(first)) == len(first)


@cache
def plainly() -> Screening:
    return screened(POOL)


skills = st.lists(st.integers(0, 20), min_size=len(POOL), max_size=len(POOL))


@settings(max_examples=15)
@given(skills, st.sets(st.sampled_from(range(len(POOL)))))
def test_no_skill_row_moves_any_bit_of_values(skill: list[int], without: set[int]) -> None:
    changed = [
        row if row["question"] != "write-task" else row | {"value": float(skill[at])}
        for at, row in enumerate(POOL)
        if not (at in without and row["question"] == "write-task")
    ]
    plain, moved = plainly(), screened(changed)
    drop = "response"
    assert moved.ratings[Track.VALUES].drop(drop).equals(plain.ratings[Track.VALUES].drop(drop))
    for frame in ("levels", "raters", "questions", "corrections"):
        ours = getattr(plain.fits[Track.VALUES], frame)
        theirs = getattr(moved.fits[Track.VALUES], frame)
        assert theirs.equals(ours)
    before = {one.candidate_id: (one.values, one.flags) for one in only(plain).candidates}
    after = {one.candidate_id: (one.values, one.flags) for one in only(moved).candidates}
    assert after == before


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(random: Random) -> None:
    rows = list(POOL)
    random.shuffle(rows)
    shuffled = screened(rows)
    assert statuses(shuffled) == statuses(plainly())
    assert shuffled.fits[Track.VALUES].levels.equals(plainly().fits[Track.VALUES].levels)
