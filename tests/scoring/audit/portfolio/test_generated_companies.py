"""Companies whose managers follow skill, follow the rule, or drift from one to the other."""

import numpy as np
import polars as pl
import pytest

from scoring.audit.portfolio.audit import FALSE_ALARM_RATE, audit_portfolio
from scoring.audit.portfolio.drift import drift
from tests.scoring.audit.companies import POLICY, Company, histories_of, history_of, month_name

SEED = 20260301


def first_signals(history: pl.DataFrame) -> list[str]:
    """The months in which a series first spoke, earliest first."""
    return sorted(one.since for one in drift(history, POLICY.drift) if one.since)


def test_managers_on_skill_alone_are_called_so_and_their_say_do_gap_is_right() -> None:
    history = history_of(Company([1.0] * 12), SEED)
    audit = audit_portfolio(history, POLICY, SEED)
    # By hand, from the definition: advanced, and neither shortlisted nor eligible at the time.
    advanced = history.filter(pl.col("choice") == "advance")
    outside = advanced.filter(~pl.col("status").is_in(["shortlisted", "eligible"]))
    doubts = outside.filter(pl.col("status") == "second_look")
    assert audit.followed.verdict == "skill_dominated"
    assert audit.followed.share == 1.0
    assert audit.say_do.total.n_advances == 12 * 3 * 3
    assert audit.say_do.total.gap == pytest.approx(len(outside) / len(advanced))
    assert audit.say_do.total.n_second_looks == len(doubts)
    assert len(audit.say_do.overrides) == len(outside) > 0
    assert audit.focus.focus == 0.0
    assert audit.messages[0].startswith("Decisions follow skill alone")


def test_managers_who_follow_the_rule_are_balanced_without_a_gap() -> None:
    audit = audit_portfolio(history_of(Company([0.0] * 12), SEED), POLICY, SEED)
    assert audit.followed.verdict == "balanced"
    assert audit.say_do.total.gap == 0.0
    assert audit.focus.focus == 100.0
    assert audit.messages == ()


@pytest.mark.parametrize("seed", range(5))
def test_a_turn_from_the_rule_to_skill_is_told_within_two_months_and_not_before(seed: int) -> None:
    # Twelve months by the rule but for one requisition in fifty; from the thirteenth, skill.
    history = history_of(Company([0.02] * 12 + [1.0] * 6), SEED + seed)
    first = first_signals(history)[0]
    assert month_name(12) <= first <= month_name(14)


@pytest.mark.parametrize("seed", range(5))
def test_a_slow_drift_is_told_before_half_of_the_decisions_follow_skill(seed: int) -> None:
    # Twelve months by the rule; from the thirteenth, one more requisition in twelve by skill
    # every month, until all are: half of them in the eighteenth. 12 requisitions a month.
    drifting = [0.02] * 12 + list(np.linspace(1 / 12, 1, 12))
    history = history_of(Company(drifting, n_requisitions=12), SEED + seed)
    first = first_signals(history)[0]
    assert month_name(12) <= first <= month_name(17)


@pytest.mark.parametrize(("n_requisitions", "told"), [(12, 0.94), (3, 0.97)])
def test_a_slow_drift_is_told_within_two_months_of_its_turn_and_not_before_it_starts(
    n_requisitions: int, told: float
) -> None:
    # The drift above, over twelve months. It turns in the eighteenth month, in which half of the
    # requisitions are decided by skill; what is said before the thirteenth is a false alarm.
    drifting = [0.02] * 12 + list(np.linspace(1 / 12, 1, 12))
    companies = [Company(drifting, n_requisitions=n_requisitions)] * 100
    first = [first_signals(history)[0] for history in histories_of(companies, SEED)]
    in_time = [month_name(12) <= month <= month_name(19) for month in first]
    assert np.mean(in_time) >= told
    assert np.mean([month < month_name(12) for month in first]) <= 1 - told


def test_steady_companies_are_warned_no_more_often_than_is_written_down() -> None:
    # 200 companies of 1 to 4 requisitions a month over two years, each with its own steady
    # share of requisitions decided by skill (0 to 50 %) and of candidates never asked (to 20 %).
    rng = np.random.default_rng(SEED)
    companies = [
        Company(
            [rng.uniform(0, 0.5)] * 24,
            n_requisitions=int(rng.integers(1, 5)),
            n_candidates=12,
            seats=2,
            never_asked=rng.uniform(0, 0.2),
        )
        for _ in range(200)
    ]
    warned = [bool(first_signals(history)) for history in histories_of(companies, SEED)]
    assert np.mean(warned) == pytest.approx(FALSE_ALARM_RATE, abs=0.001)
