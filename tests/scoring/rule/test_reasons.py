"""The sentences that say why, and the codes behind them."""

import re

import pytest

from schemas.config.policy import OrderRule, Policy
from schemas.results.scores import DimensionScore
from schemas.words import Standing, Status, Track
from scoring.coverage import Gap
from scoring.rule.case import Case
from scoring.rule.phrases import chance, count, figures, listed
from scoring.rule.reasons import reasons_for
from tests.scoring.rule.cases import FULL, VALUES, case, flag

POLICY = Policy()


def codes(judged: Case, policy: Policy = POLICY) -> list[str]:
    """The reason codes in order."""
    return [reason.code for reason in reasons_for(judged, policy)]


def text(judged: Case, policy: Policy = POLICY) -> str:
    """All sentences in one."""
    return " ".join(reason.text for reason in reasons_for(judged, policy))


def test_a_shortlisted_candidacy_is_told_its_rank_the_seats_and_both_keys() -> None:
    judged = case(Status.SHORTLISTED, rank=2)
    assert codes(judged) == ["shortlisted", "values_stands", "skill_stands"]
    assert text(judged) == (
        "Both keys stand (chance that both truly reach their floors over 99 %); rank 2 among "
        "those who pass, there are 3 seats. "
        "Values stands: 68.0 against a floor of 50 (standard error 5.0, from 2 raters; chance of "
        "truly reaching the floor over 99 %). "
        "Skill stands: 68.0 against a floor of 50 (standard error 5.0, from 2 raters; chance of "
        "truly reaching the floor over 99 %)."
    )


def test_a_tie_at_the_last_seat_is_said() -> None:
    assert codes(case(Status.SHORTLISTED, rank=3, tied_at_seat=True))[1] == "tied_at_seat"


def test_an_eligible_candidacy_is_told_how_many_came_first_and_by_which_order() -> None:
    judged = case(Status.ELIGIBLE, rank=5, seats=1)
    assert "there is 1 seat and 4 candidacies with more headroom on the weaker key" in text(judged)
    weighted = Policy(order=OrderRule(by="weighted"))
    assert "weighted order that the policy asks for" in text(judged, weighted)


def test_a_second_look_names_the_doubt_first_and_keeps_the_other_key_after_it() -> None:
    judged = case(Status.SECOND_LOOK, values="stands", skill="in_doubt")
    assert codes(judged) == ["skill_in_doubt", "values_stands"]
    assert "Skill is too close to its floor to call: 52.0" in text(judged)
    assert "chance of truly reaching the floor 66 %" in text(judged)


def test_a_second_look_for_flags_alone_leads_with_the_flags() -> None:
    judged = case(Status.SECOND_LOOK, flags=(flag("silos", "r1"),))
    assert codes(judged) == ["flags_seen", "values_stands", "skill_stands"]
    assert "Silos (by 1 rater)" in text(judged)


def test_skill_only_says_that_skill_does_not_buy_values() -> None:
    judged = case(Status.SKILL_ONLY, values="surely_below")
    assert codes(judged) == ["values_surely_below", "no_buying", "skill_stands"]
    assert "Skill does not make up for values" in text(judged)


def test_values_only_names_the_skill_gap_to_train() -> None:
    # The skill level is 41.5 and its floor 50: 8.5 points.
    judged = case(Status.VALUES_ONLY, skill="surely_below")
    assert codes(judged) == ["skill_surely_below", "skill_gap", "values_stands"]
    assert "The skill gap to train is 8.5 points." in text(judged)


def test_values_only_by_a_dimensions_own_floor_has_no_gap_on_the_track() -> None:
    held = DimensionScore(
        track=Track.SKILL, dimension="ownership", level=40.0, se=6.0, floor=55.0, p_above_floor=0.01
    )
    skill = VALUES["stands"].model_copy(
        update={
            "track": Track.SKILL,
            "weakest_dimension": "ownership",
            "standing": Standing.SURELY_BELOW,
        }
    )
    base = case(Status.VALUES_ONLY)
    judged = Case(
        base.status, base.values, skill, base.gaps, 3, dimensions=(held,), names=base.names
    )
    assert codes(judged) == ["skill_surely_below", "values_stands"]
    assert "Skill, by its required dimension Ownership, is surely below" in text(judged)
    assert "40.0 against a floor of 55 (standard error 6.0, from 0 raters" in text(judged)


def test_neither_gives_both_keys() -> None:
    judged = case(Status.NEITHER, values="surely_below", skill="surely_below")
    assert codes(judged) == ["values_surely_below", "skill_surely_below"]


def test_blocked_lists_the_confirmed_flags_and_the_rule() -> None:
    flags = (
        flag("silos", "r1", "r2", confirmed=True),
        flag("own-bonus", "r1", "r2", confirmed=True),
        flag("other", "r1"),
    )
    judged = case(Status.BLOCKED, flags=flags)
    assert codes(judged) == ["blocked_by_flags", "values_stands", "skill_stands"]
    assert "Red flags of 2 kinds, each recorded by at least 2 raters: Silos and own-bonus." in text(
        judged
    )


def test_not_asked_is_not_a_no() -> None:
    gaps = {Track.VALUES: Gap(0, 2, ("ownership",)), Track.SKILL: FULL}
    judged = case(Status.INCOMPLETE, values="no_evidence", gaps=gaps)
    assert codes(judged) == ["not_asked", "skill_stands"]
    assert "Not asked is not a no." in text(judged)


def test_incomplete_says_what_is_lacking_and_what_is_already_sure() -> None:
    gaps = {Track.VALUES: Gap(1, 1, ("ownership", "people-first")), Track.SKILL: FULL}
    judged = case(Status.INCOMPLETE, skill="surely_below", gaps=gaps)
    assert codes(judged) == [
        "raters_lacking",
        "dimensions_lacking",
        "at_best_values_only",
        "values_stands",
        "skill_surely_below",
    ]
    assert "Values rests on 1 rater; the policy asks for 2." in text(judged)
    assert "a rated question about Ownership and People first" in text(judged)
    assert "at best values-only" in text(judged)


def test_incomplete_with_values_below_is_at_best_skill_only_and_with_both_neither() -> None:
    gaps = {Track.VALUES: FULL, Track.SKILL: Gap(1, 1, ())}
    one = case(Status.INCOMPLETE, values="surely_below", skill="in_doubt", gaps=gaps)
    both = case(Status.INCOMPLETE, values="surely_below", skill="surely_below", gaps=gaps)
    assert "at_best_skill_only" in codes(one)
    assert "at_best_neither" in codes(both)


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_reason_in_whole_sentences(status: Status) -> None:
    gaps = {Track.VALUES: Gap(1, 1, ()), Track.SKILL: FULL}
    flags = (
        flag("silos", "r1", "r2", confirmed=True),
        flag("own-bonus", "r1", "r2", confirmed=True),
    )
    for reason in reasons_for(case(status, gaps=gaps, flags=flags), POLICY):
        assert re.fullmatch(r"[A-Z].*[.]", reason.text)
        assert re.fullmatch(r"[a-z_]+", reason.code)


def test_figures_are_put_in_words() -> None:
    assert count(1, "rater") == "1 rater"
    assert count(2, "candidacy") == "2 candidacies"
    assert listed([]) == ""
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert [chance(p) for p in (None, 0.0, 0.5, 1.0)] == [
        "not known",
        "under 1 %",
        "50 %",
        "over 99 %",
    ]
    assert figures(None, None, None, 50, 0) == "no rating yet"
    assert figures(60.0, None, 0.9, None, 1).startswith(
        "60.0 (standard error not known, from 1 rater"
    )
