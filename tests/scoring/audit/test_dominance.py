"""The dominance audit of one requisition, on pools small enough to work by hand."""

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from schemas.config.policy import DominanceRule, OrderRule, Policy
from schemas.decision import Decision
from schemas.results.audit import Drivers, EffectiveWeights
from schemas.words import Choice, Status
from scoring.audit.dominance import audit_requisition, latest_choices
from scoring.audit.drivers import drivers, weights_of_averages
from scoring.audit.telling import generator, pooled, telling_pairs
from scoring.rule.judge import judge
from tests.scoring.rule.test_judge import candidacy, pool

POLICY = Policy()
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

# Skill falls from a to j while values rise, so that skill and rule disagree almost everywhere.
TEN = [
    candidacy(name, 62.0 + 3 * at, 95.0 - 3 * at, seats=3) for at, name in enumerate("abcdefghij")
]


def decision(
    candidate: str, choice: Choice = Choice.ADVANCE, days: int = 0, requisition: str = "R-1"
) -> Decision:
    return Decision(
        requisition_id=requisition,
        candidate_id=candidate,
        choice=choice,
        decider="d-1",
        decided_at=NOON + timedelta(days=days),
        status_then=Status.ELIGIBLE,
        run_id="run-1",
    )


def all_decided(advanced: str) -> tuple[Decision, ...]:
    """A decision about each of the ten."""
    return tuple(
        decision(name, Choice.ADVANCE if name in advanced else Choice.DECLINE)
        for name in "abcdefghij"
    )


def test_decisions_on_skill_alone_are_dominated_by_it() -> None:
    audit = audit_requisition(judge(pool(*TEN), POLICY), all_decided("abc"), POLICY, 1)
    assert audit.verdict == "skill_dominated"
    assert audit.followed.share == 1.0
    assert audit.followed.high == 1.0
    assert audit.n_decisions == 10
    assert audit.n_advanced == 3
    assert audit.decisions is not None
    assert (audit.decisions.tau_skill or 0) > 0 > (audit.decisions.tau_values or 0)


def test_decisions_by_the_rule_are_balanced() -> None:
    # Headrooms: values .24 + .06 k, skill .90 - .06 k; the weaker is best at f and g.
    judged = judge(pool(*TEN), POLICY)
    advanced = "".join(judged.filter(pl.col("status") == "shortlisted")["candidate_id"])
    audit = audit_requisition(judged, all_decided(advanced), POLICY, 1)
    assert audit.verdict == "balanced"
    assert audit.followed.share == 0.0
    assert "do not follow skill alone" in audit.verdict_reason


def test_the_share_counts_pairs_on_which_skill_and_rule_disagree() -> None:
    # Levels (values, skill): a (90, 60), b (60, 95), c (62, 58). Smaller headrooms .20, .20 and
    # .16, larger .80 and .90: b, a, c. Advanced: a alone. Pairs: a over b went against both
    # skill and rule, and a over c with both: not one pair is telling.
    rows = [candidacy("a", 90, 60), candidacy("b", 60, 95), candidacy("c", 62, 58)]
    judged = judge(pool(*rows), POLICY)
    audit = audit_requisition(judged, (decision("a"),), POLICY, 1)
    assert audit.followed.n_pairs == 0
    assert audit.followed.share is None
    # With b at 59 values, rule puts a first and skill still b: a over b is telling, by the rule.
    rows[1] = candidacy("b", 59, 95)
    again = audit_requisition(judge(pool(*rows), POLICY), (decision("a"),), POLICY, 1)
    assert again.followed.n_pairs == 1
    assert again.followed.share == 0.0


@pytest.mark.parametrize(
    ("rows", "decisions", "words"),
    [
        (TEN[:7], all_decided("abc"), "7 complete, the policy asks for 8"),
        (TEN, (decision("a"), decision("b")), "2 so far, the policy asks for 4"),
        (TEN, all_decided(""), "skill and the two-key rule do not disagree"),
    ],
)
def test_too_little_is_undetermined_and_says_what_lacks(
    rows: list[dict[str, object]], decisions: tuple[Decision, ...], words: str
) -> None:
    audit = audit_requisition(judge(pool(*rows), POLICY), decisions, POLICY, 1)
    assert audit.verdict == "undetermined"
    assert words in audit.verdict_reason


@pytest.mark.parametrize(
    ("advanced", "verdict"), [("adg", "undetermined"), ("ab", "skill_leaning"), ("efg", "balanced")]
)
def test_mixed_decisions_lean_or_stay_open(advanced: str, verdict: str) -> None:
    rule = DominanceRule(leaning=0.6, dominated=0.97)
    policy = Policy(dominance=rule)
    audit = audit_requisition(judge(pool(*TEN), policy), all_decided(advanced), policy, 1)
    assert audit.verdict == verdict


def test_one_on_hold_is_left_out_and_one_without_a_decision_is_not_advanced() -> None:
    decisions = (*(decision(name) for name in "abc"), decision("j", Choice.HOLD))
    audit = audit_requisition(judge(pool(*TEN), POLICY), decisions, POLICY, 1)
    assert audit.decisions is not None
    assert audit.decisions.n == 9
    assert audit.n_decisions == 3
    assert audit.n_complete == 10


def test_the_latest_decision_counts_and_those_of_other_requisitions_do_not() -> None:
    decisions = (
        decision("a", Choice.DECLINE, days=2),
        decision("a", Choice.ADVANCE, days=1),
        decision("b", requisition="R-2"),
    )
    assert sorted(latest_choices(decisions).iter_rows()) == [
        ("R-1", "a", "decline"),
        ("R-2", "b", "advance"),
    ]


def test_without_decisions_the_order_is_still_described() -> None:
    audit = audit_requisition(judge(pool(*TEN), POLICY), (), POLICY, 1)
    assert audit.decisions is None
    assert audit.overall_followed is None
    assert audit.order is not None
    assert audit.order.n == 10


def test_overall_verdicts_are_audited_the_same_way() -> None:
    judged = judge(pool(*TEN), POLICY).with_columns(overall=pl.col("skill_level"))
    audit = audit_requisition(judged, (), POLICY, 1)
    assert audit.overall_followed is not None
    assert audit.overall_followed.verdict == "skill_dominated"
    assert audit.overall_followed.reason.startswith("Overall verdicts follow skill alone")
    assert audit.overall is not None
    assert audit.overall.tau_skill == pytest.approx(1.0)


def test_who_differs_under_skill_alone_and_under_an_average_is_named() -> None:
    # Two seats. Two-key: cal, ana. Skill alone: ben, eli, the unasked one not known to it by
    # values; average: eli (60.5, 94), ben (45, 100).
    rows = [
        candidacy("ana", 85, 62),
        candidacy("ben", 45, 100),
        candidacy("cal", 70, 76),
        candidacy("eli", 60.5, 94),
        candidacy("unasked", None, 98),
    ]
    audit = audit_requisition(judge(pool(*rows), POLICY), (), POLICY, 1)
    lists = audit.alternatives
    assert lists.two_key == ("cal", "ana")
    assert lists.skill_alone == ("ben", "unasked")
    assert lists.average == ("eli", "ana")
    assert lists.let_in_by_skill == ("ben", "unasked")
    assert lists.displaced_by_skill == ("cal", "ana")
    assert lists.let_in_by_average == ("eli",)
    assert lists.displaced_by_average == ("cal",)
    # Complete, by the rule: cal, ana, eli, ben; by skill: ben, eli, cal, ana: none of the first
    # one and of the first two is shared.
    assert lists.overlap_with_skill == 0.0


def test_ties_at_the_last_seat_are_all_on_a_list() -> None:
    rows = [candidacy("a", 70, 90), candidacy("b", 80, 80), candidacy("c", 60, 80)]
    audit = audit_requisition(judge(pool(*rows), POLICY), (), POLICY, 1)
    assert audit.alternatives.skill_alone == ("a", "b", "c")


def weights_of_one(values: np.ndarray, skill: np.ndarray, rule: OrderRule) -> EffectiveWeights:
    """Of a single requisition."""
    (found,) = weights_of_averages(values, skill, np.array([values.size]), rule)
    return found


def drivers_of_one(outcome: np.ndarray, values: np.ndarray, skill: np.ndarray) -> Drivers | None:
    """Of a single requisition."""
    (found,) = drivers(outcome, values, skill, np.array([outcome.size]))
    return found


def test_even_weights_come_to_31_and_69_where_skill_spreads_more() -> None:
    # Two orthonormal columns make keys of exactly spread .6 and 1 and correlation .3 (times 10).
    basis = np.array([[1, 1, -1, -1], [1, -1, 1, -1]]) * np.sqrt(3 / 4)
    values = 60 + 6 * basis[0]
    skill = 60 + 10 * (0.3 * basis[0] + np.sqrt(1 - 0.09) * basis[1])
    found = weights_of_one(values, skill, OrderRule())
    assert found.effective_values == pytest.approx(0.31395349, abs=1e-7)
    assert found.effective_skill == pytest.approx(0.68604651, abs=1e-7)
    assert found.correlation == pytest.approx(0.3)
    assert found.warning == ""
    warned = weights_of_one(values, skill, OrderRule(by="weighted"))
    assert "50% values and 50% skill, but skill decides 69% of it" in warned.warning


def test_keys_without_spread_have_no_effective_weights() -> None:
    same = np.full(4, 60.0)
    assert weights_of_one(same, same, OrderRule()).effective_skill is None
    one = weights_of_one(same, np.array([50.0, 60, 70, 80]), OrderRule())
    assert one.effective_skill == 1.0
    assert one.correlation is None
    assert weights_of_one(same[:2], same[:2], OrderRule()).n == 2


def test_what_drives_an_outcome_is_undefined_without_spread_or_with_too_few() -> None:
    up, flat = np.array([1.0, 2, 3, 4]), np.full(4, 5.0)
    assert drivers_of_one(up[:2], up[:2], up[:2]) is None
    found = drivers_of_one(up, flat, up)
    assert found is not None
    assert (found.tau_values, found.tau_skill, found.share_skill) == (None, 1.0, None)
    known = drivers_of_one(np.array([1.0, 2, 3, np.nan]), up, up[::-1])
    assert known is not None
    assert known.n == 3


def test_a_requisition_is_described_as_if_it_were_alone() -> None:
    rng = np.random.default_rng(5)
    sizes = np.array([4, 2, 0, 9, 30, 3])
    outcome, values, skill = rng.integers(0, 6, (3, sizes.sum())).astype(np.float64)
    outcome[[0, 17]], values[[5, 20]] = np.nan, np.inf
    ends = np.cumsum(sizes)
    parts = [slice(end - size, end) for size, end in zip(sizes, ends, strict=True)]
    alone = [drivers_of_one(outcome[part], values[part], skill[part]) for part in parts]
    assert drivers(outcome, values, skill, sizes) == alone
    weights = [weights_of_one(values[part], skill[part], OrderRule()) for part in parts]
    assert weights_of_averages(values, skill, sizes, OrderRule()) == weights


def test_an_outcome_that_neither_key_explains_has_no_shares() -> None:
    outcome = np.array([1.0, -1, -1, 1])
    found = drivers_of_one(outcome, np.array([1.0, 1, -1, -1]), np.array([1.0, -1, 1, -1]))
    assert found is not None
    assert found.share_skill is None


def test_a_requisitions_uncertainty_does_not_depend_on_what_is_beside_it() -> None:
    first = audit_requisition(judge(pool(*TEN), POLICY), all_decided("adg"), POLICY, 7)
    again = audit_requisition(judge(pool(*TEN), POLICY), all_decided("adg"), POLICY, 7)
    other = audit_requisition(judge(pool(*TEN), POLICY), all_decided("adg"), POLICY, 8)
    assert first == again
    assert first.followed.low != other.followed.low


def test_telling_pairs_are_counted_and_put_together() -> None:
    # Skill falls from the first to the last, the rule runs the other way: every pair of one
    # preferred and one passed over is telling. Preferred: the first (all by skill, 2 pairs).
    rng = generator(1, "R-1")
    outcome, rule = np.array([1.0, 0, 0]), np.array([1.0, 2, 3])
    one = telling_pairs(outcome, rule, -rule, rng, 50)
    assert (one.n_followed, one.n_pairs) == (2, 2)
    # One preferred to two: four divided by the sum of 1 and a half.
    assert one.n_choices == pytest.approx(8 / 3)
    last = telling_pairs(outcome[::-1].copy(), rule, -rule, rng, 50)
    both = pooled([one, last], rng)
    assert (both.n_followed, both.n_pairs) == (2, 4)
    assert both.share == 0.5
    nothing = telling_pairs(np.array([]), np.array([]), np.array([]), rng, 50)
    assert (nothing.n_pairs, nothing.share) == (0, None)
