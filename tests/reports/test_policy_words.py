"""The policy in words says every choice that decides a status."""

import pytest
from openpyxl import Workbook

from reports.draft import Draft
from reports.policy_words import policy_lines
from schemas.config.policy import OrderRule, Policy, RedFlagRule, ViewRule
from tests.reports.pools import context, shortlist


def said(policy: Policy) -> dict[str, str]:
    made = shortlist(0, policy=policy)
    lines = policy_lines(Draft(Workbook(), made, context(made, policy)))
    return {name: str(text) for name, text in lines}


def test_the_default_policy_is_said_whole() -> None:
    lines = said(Policy())
    assert lines["Floors"] == "Values 50, skill 50, each on 0 to 100."
    assert lines["Certainty"].startswith("A key stands when it is at or above its floor with 80%")
    assert lines["Own floors"] == "None."
    assert lines["Order"] == "By the smaller headroom, then the larger."
    assert lines["Evidence asked for"].startswith("2 raters on each key and 1 rated question")
    assert lines["Red flags"] == (
        "2 kinds, each recorded by 2 raters, block; 1 kind recorded by anyone asks for a second "
        "look."
    )
    assert lines["Raters in this file"] == "Raters are named; candidates by their label."


@pytest.mark.parametrize(
    ("policy", "name", "text"),
    [
        (
            Policy(order=OrderRule(by="weighted", values_weight=0.4)),
            "Order",
            "values 40%, skill 60%",
        ),
        (Policy(dimension_floors={"ownership": 55}), "Own floors", "Ownership 55"),
        (Policy(estimate="blup"), "Estimate", "prediction is held against the floor"),
        (Policy(view=ViewRule(raters="totals")), "Raters in this file", "Raters are left out"),
        (
            Policy(view=ViewRule(blind_until="decision")),
            "Raters in this file",
            "an opaque label until they are decided",
        ),
        (
            Policy(red_flags=RedFlagRule(block_count=1, second_look_count=2)),
            "Red flags",
            "1 kind, each recorded by 2 raters, blocks; 2 kinds recorded by anyone ask",
        ),
    ],
)
def test_every_other_choice_is_said(policy: Policy, name: str, text: str) -> None:
    assert text in said(policy)[name]
