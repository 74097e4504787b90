"""Say-do gap, coverage, red flags, focus and the charts, worked by hand."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from schemas.config.policy import DriftRule, Policy
from scoring.audit.portfolio.asked import asked
from scoring.audit.portfolio.audit import audit_portfolio
from scoring.audit.portfolio.control_chart import control_chart
from scoring.audit.portfolio.drift import drift
from scoring.audit.portfolio.focus import hiring_focus
from scoring.audit.portfolio.history import HISTORY
from scoring.audit.portfolio.monthly import months_of, skill_share_by_month
from scoring.audit.portfolio.red_flags import red_flags
from scoring.audit.portfolio.say_do import say_do

POLICY = Policy()


def person(candidate: str, **other: Any) -> dict[str, Any]:
    """One candidacy of a history: shortlisted, asked everything, not decided."""
    row: dict[str, Any] = dict.fromkeys(HISTORY) | {
        "month": "2026-01",
        "requisition_id": "R-1",
        "candidate_id": candidate,
        "status": "shortlisted",
        "rank": 1,
        "values_level": 70.0,
        "skill_level": 70.0,
        "values_asked": True,
        "skill_asked": True,
        "flags_seen": [],
        "flags_confirmed": [],
    }
    return row | other


def advanced(
    candidate: str, status_then: str | None, decider: str = "d-1", **other: Any
) -> dict[str, Any]:
    """Someone advanced."""
    decided = {"choice": "advance", "decider": decider, "status_then": status_then}
    return person(candidate, **decided, **other)


def history(*rows: dict[str, Any]) -> pl.DataFrame:
    """The rows as a history."""
    return pl.DataFrame(list(rows), schema=HISTORY)


def test_the_gap_counts_advances_that_the_policy_would_not_make() -> None:
    found = say_do(
        history(
            advanced("a", "shortlisted"),
            advanced("b", "eligible"),
            advanced("c", "second_look", decision_reason="knew them"),
            advanced("d", "skill_only", "d-2", requisition_id="R-2"),
            person("e", choice="decline", decider="d-1", status_then="shortlisted"),
            person("f"),
        ),
        0.9,
    )
    assert (found.total.n_advances, found.total.n_outside, found.total.n_second_looks) == (4, 2, 1)
    assert found.total.gap == 0.5
    assert found.total.gap_without_second_looks == 0.25
    assert [(row.name, row.gap) for row in found.by_requisition] == [
        ("R-1", pytest.approx(1 / 3)),
        ("R-2", 1.0),
    ]
    assert [(row.name, row.n_advances) for row in found.by_decider] == [("d-1", 3), ("d-2", 1)]
    assert [(o.candidate_id, o.status_then, o.reason) for o in found.overrides] == [
        ("c", "second_look", "knew them"),
        ("d", "skill_only", ""),
    ]


def test_the_interval_of_the_gap_is_that_of_wilson() -> None:
    # 2 of 10 at 95 %: .0566822 to .509838 (R binom::binom.confint, method wilson).
    rows = [advanced(str(n), "skill_only" if n < 2 else "shortlisted") for n in range(10)]
    total = say_do(history(*rows), 0.95).total
    assert total.gap_low == pytest.approx(0.0566822, abs=1e-6)
    assert total.gap_high == pytest.approx(0.509838, abs=1e-6)


def test_without_a_status_then_the_present_one_counts() -> None:
    found = say_do(history(advanced("a", None, status="neither")), 0.9)
    assert found.total.n_outside == 1


def test_without_an_advance_there_is_no_gap() -> None:
    found = say_do(history(person("a")), 0.9)
    assert (found.total.n_advances, found.total.gap, found.overrides) == (0, None, ())


def test_coverage_counts_who_was_never_asked() -> None:
    found = asked(
        history(
            person("a", values_asked=False, status="incomplete"),
            person("b", skill_asked=False, status="incomplete", requisition_id="R-2"),
            person("c"),
            person("d"),
        )
    )
    total = found.total
    assert (total.n_candidacies, total.n_never_asked_values, total.n_never_asked_skill) == (4, 1, 1)
    assert (total.n_incomplete, total.never_asked_values) == (2, 0.25)
    assert [(row.name, row.n_never_asked_values) for row in found.by_requisition] == [
        ("R-1", 1),
        ("R-2", 0),
    ]


def test_red_flags_are_counted_by_kind() -> None:
    found = red_flags(
        history(
            person("a", flags_seen=["silos", "own-bonus"], flags_confirmed=["silos"]),
            advanced("b", "second_look", flags_seen=["silos"]),
            person("c"),
        )
    )
    assert [(f.flag, f.n_seen, f.n_confirmed, f.n_advanced) for f in found] == [
        ("silos", 2, 1, 1),
        ("own-bonus", 1, 0, 0),
    ]


@pytest.mark.parametrize(
    ("parts", "focus", "weakest"),
    [
        ((0.0, 0.0, 0.0), 100.0, "decisions followed skill where the rule says otherwise"),
        ((1.0, 0.0, 0.0), 0.0, "decisions followed skill where the rule says otherwise"),
        ((0.1, 0.4, 0.2), 60.0, "advances outside the policy"),
        ((None, None, 0.75), 25.0, "candidacies never asked the values questions"),
        ((None, None, None), None, ""),
    ],
)
def test_the_focus_is_the_smallest_of_its_parts(
    parts: tuple[float | None, float | None, float | None], focus: float | None, weakest: str
) -> None:
    found = hiring_focus(*parts)
    assert found.focus == focus
    assert found.weakest == weakest


def test_the_chart_is_that_of_the_formulas() -> None:
    # Six months at 0 of 10 each; then 1 of 10 cases, 0, and 5 of 10. Variance of a case: 1.5 of
    # 63 added cases, p = 1.5 / 63, p (1 - p) = .0232426. Month 7: average .3 * .1 = .03, limit
    # 3 * sqrt(.0232426 * .09 / 10 + .0232426 / 60) = 3 * sqrt(.000209184 + .000387377) = .0732739.
    share = np.array([0.0] * 6 + [0.1, np.nan, 0.5])
    n = np.array([10.0] * 6 + [10, 0, 10])
    chart = control_chart(share, n, DriftRule())
    assert np.isnan(chart.smoothed[:6]).all()
    assert chart.smoothed[6:] == pytest.approx([0.03, 0.03, 0.3 * 0.5 + 0.7 * 0.03])
    assert chart.upper[6] == pytest.approx(0.0732739, abs=1e-6)
    assert chart.upper[7] == chart.upper[6]
    assert chart.lower[6] == 0.0
    assert chart.above.tolist() == [False] * 8 + [True]
    assert not chart.below.any()


def test_a_chart_without_a_full_baseline_is_silent() -> None:
    chart = control_chart(np.full(5, 0.9), np.full(5, 50.0), DriftRule())
    assert np.isnan(chart.center).all()
    assert not chart.above.any()


def test_a_drop_below_the_lower_limit_is_for_the_better() -> None:
    # The share and the cases that the months rest on, from 80 % of 40 to none.
    chart = control_chart(np.array([0.8] * 6 + [0.0] * 6), np.full(12, 40.0), DriftRule())
    assert chart.below[7:].all()
    assert not chart.above.any()


def test_steady_months_join_the_baseline_until_the_first_signal() -> None:
    # Ten months at 20 %, then all: the center of month 10 reads months 0 to 5 (the guard), that
    # of month 9 too; once a signal was given it reads no further month.
    share = np.array([0.2] * 10 + [1.0] * 8)
    chart = control_chart(share, np.full(18, 20.0), DriftRule())
    assert chart.above[10:].all()
    assert chart.center[10:] == pytest.approx([0.2] * 8)


def test_months_run_without_a_gap_over_the_turn_of_the_year() -> None:
    rows = [person("a", month="2025-11"), person("b", month="2026-02")]
    assert months_of(history(*rows)) == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert months_of(history()) == []


def test_a_months_share_weighs_pairs_and_counts_requisitions() -> None:
    # a (skill 90, rank 2) over b (skill 60, rank 1): with skill. R-2: c (60, rank 1) over
    # d (90, rank 2) and e (80, rank 3): twice with the rule. 1 of 3 pairs; (1 + 2)**2 / (1 + 4)
    # = 1.8 requisitions.
    rows = [
        advanced("a", "shortlisted", skill_level=90.0, rank=2),
        person("b", skill_level=60.0, rank=1),
        advanced("c", "shortlisted", skill_level=60.0, rank=1, requisition_id="R-2"),
        person("d", skill_level=90.0, rank=2, requisition_id="R-2"),
        person("e", skill_level=80.0, rank=3, requisition_id="R-2"),
    ]
    found = skill_share_by_month(history(*rows)).to_dicts()
    assert found == [{"month": "2026-01", "share": pytest.approx(1 / 3), "n": pytest.approx(1.8)}]


def test_few_months_say_how_many_the_baseline_still_needs() -> None:
    rows = [advanced("a", "shortlisted"), advanced("b", "shortlisted", month="2026-02")]
    series = {one.measure: one for one in drift(history(*rows), POLICY.drift)}
    assert "2 of the 6 months that the baseline needs" in series["say_do_gap"].text
    assert "0 of the 6 months" in series["skill_share"].text
    assert series["hiring_focus"].text == "Hiring focus: 100 of 100 in 2026-02."
    assert [point.value for point in series["hiring_focus"].points] == [100.0, 100.0]


def test_an_empty_history_is_audited_to_nothing() -> None:
    audit = audit_portfolio(history(), POLICY, 1)
    assert (audit.n_requisitions, audit.n_candidacies, audit.first_month) == (0, 0, None)
    assert audit.followed.verdict == "undetermined"
    assert audit.focus.focus is None
    assert audit.messages == ()
    assert audit.drift[-1].text == "Hiring focus: nothing known yet."


def test_leaders_hear_of_gaps_and_of_questions_never_asked() -> None:
    rows = [
        advanced("a", "skill_only"),
        person("b", values_asked=False, status="incomplete", values_level=None, rank=None),
    ]
    audit = audit_portfolio(history(*rows), POLICY, 1)
    assert audit.messages == (
        "1 of 1 advances (100%) were outside the stated policy, 0 of them second looks.",
        "1 of 2 candidacies (50%) were never asked the values questions.",
    )


def test_a_requisition_without_a_complete_candidacy_is_listed_all_the_same() -> None:
    row = person("b", values_asked=False, status="incomplete", values_level=None, rank=None)
    (line,) = audit_portfolio(history(row), POLICY, 1).requisitions
    assert (line.verdict, line.n_complete, line.never_asked_values) == ("undetermined", 0, 1.0)
    assert line.say_do_gap is None


def test_overall_verdicts_of_all_requisitions_are_put_together() -> None:
    rows = [
        person(f"{r}{k}", requisition_id=r, skill_level=60.0 + k, overall=60.0 + k, rank=k + 1)
        for r in ("R-1", "R-2")
        for k in range(9)
    ]
    audit = audit_portfolio(history(*rows), POLICY, 1)
    assert audit.overall_followed is not None
    assert audit.overall_followed.verdict == "skill_dominated"
    assert audit.overall_followed.n_pairs == 72
