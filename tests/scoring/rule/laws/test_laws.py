"""The two-key rule keeps its laws on generated pools, and each law catches what breaks it."""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given

from schemas.config.policy import Policy
from scoring.rule.judge import judge
from tests.scoring.rule.laws import broken, laws
from tests.scoring.rule.laws.situations import Rule, Situation, judged_pools, seeded, situations

Law = Callable[[Situation], laws.Asking]

CAUGHT: dict[Law, tuple[Rule, ...]] = {
    laws.no_key_buys_the_other: (
        broken.weighted_mean,
        broken.geometric_mean,
        broken.pareto_layer,
        broken.fill_up,
        broken.bands_below_the_floor,
    ),
    laws.a_key_in_doubt_is_not_rescued: (broken.rescued_by_the_other, broken.weighted_mean),
    laws.the_stronger_key_never_lifts_over_a_better_weaker_key: (
        broken.by_the_average,
        broken.by_the_stronger_key,
    ),
    laws.a_higher_rating_never_lowers: (broken.too_good_to_be_true,),
    laws.others_never_swap: (broken.against_the_pool, broken.by_the_scarcer_key),
    laws.names_and_rows_change_nothing: (
        broken.in_order_of_names,
        broken.in_order_of_rows,
        broken.by_group,
        broken.ties_cut_by_name,
    ),
    laws.equal_evidence_is_treated_alike: (broken.ties_cut_by_name, broken.in_order_of_names),
    laws.the_order_of_the_keys_does_not_matter: (broken.skill_first, broken.fill_up),
    laws.each_key_stands_by_itself: (broken.shrunk_towards_skill, broken.imputed_from_skill),
    laws.an_unasked_key_is_never_filled_in: (
        broken.imputed_from_skill,
        broken.missing_as_the_middle,
    ),
    laws.seats_are_never_filled_up: (
        broken.fill_up,
        broken.ties_cut_by_name,
        broken.pareto_layer,
    ),
    laws.bands_stay_above_the_floors: (broken.bands_below_the_floor, broken.bands_by_place),
    laws.decisions_change_no_status: (broken.decisions_promote,),
}
"""Every law, and the broken rules that it must catch."""

PAIRS = [(law, rule) for law, rules in CAUGHT.items() for rule in rules]


def hold(laws_held: Iterable[Law], rule: Rule, all_of: Sequence[Situation], policy: Policy) -> None:
    """Hold laws against a rule on situations of one policy, everything judged in one go."""
    asked = [law(replace(one, policy=policy)) for law in laws_held for one in all_of]
    wanted = [next(asking, []) for asking in asked]
    judged = judged_pools(rule, policy, [pool for pools in wanted for pool in pools])
    taken = 0
    for asking, pools in zip(asked, wanted, strict=True):
        answer = judged[taken : taken + len(pools)]
        taken += len(pools)
        if pools:
            with contextlib.suppress(StopIteration):
                asking.send(answer)


@given(situations())
def test_the_rule_keeps_every_law(situation: Situation) -> None:
    hold(CAUGHT, judge, [situation], situation.policy)


GENERATED = seeded(400, seed=20260301)
"""The situations that broken rules are tried on."""


@pytest.mark.parametrize(("law", "rule"), PAIRS, ids=lambda part: part.__name__)
def test_the_law_catches(law: Law, rule: Rule) -> None:
    with pytest.raises(AssertionError):
        hold([law], rule, GENERATED, Policy())


@pytest.mark.parametrize("law", CAUGHT, ids=lambda law: law.__name__)
def test_the_situations_that_catch_broken_rules_pass_the_rule(law: Law) -> None:
    hold([law], judge, GENERATED, Policy())


def test_every_broken_rule_is_caught_by_some_law() -> None:
    rules = {
        rule
        for rule in vars(broken).values()
        if callable(rule) and getattr(rule, "__module__", "") == broken.__name__
    } - {broken.promoted, broken.reranked}
    assert rules == {rule for _, rule in PAIRS}
