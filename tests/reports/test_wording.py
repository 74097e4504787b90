"""Words around figures: right in number, complete, and without repeating what columns show."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from reports.dominance_words import average, dominance_lines, skill_alone, weights
from reports.theme import STATUS_COLOURS, STATUS_SIGNS
from reports.wording import (
    LISTED_ON,
    STATUS_MEANINGS,
    estimate,
    frozen_words,
    plural,
    settle,
    status_of,
    status_text,
    verdict,
    why,
)
from schemas.config.policy import Policy
from schemas.decision import Decision
from schemas.results.audit import Alternatives, EffectiveWeights
from schemas.results.scores import KeyScore
from schemas.results.shortlist import Candidacy, LaterEvidence, NextEvidence, Reason, Shortlist
from schemas.words import Choice, Standing, Status, Track
from tests.reports.pools import dominance, shortlist

KEY = KeyScore(
    track=Track.VALUES,
    level=60,
    se=5,
    blup=58,
    blup_se=4,
    floor=50,
    standing=Standing.STANDS,
)


def who(status: Status, *codes: str, **more: object) -> Candidacy:
    reasons = tuple(Reason(code=code, text=f"Said by {code}.") for code in codes)
    return Candidacy.model_validate(
        {
            "candidate_id": "c1",
            "status": status,
            "values": KEY,
            "skill": KEY,
            "reasons": reasons,
            **more,
        }
    )


def listed(*statuses: Status) -> Shortlist:
    return shortlist(0).model_copy(update={"candidates": tuple(who(each) for each in statuses)})


def test_every_status_has_a_sign_a_colour_a_meaning_and_a_sheet_of_its_own() -> None:
    for known in (STATUS_SIGNS, STATUS_COLOURS, STATUS_MEANINGS, LISTED_ON):
        assert set(known) == set(Status)
    assert len(set(STATUS_SIGNS.values())) == len(Status), "told apart without colour"
    assert not any(sign in "*?~=" for sign in STATUS_SIGNS.values()), "COUNTIF would read them"


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ((), "No candidate has been interviewed for this requisition yet."),
        (
            (Status.SHORTLISTED,),
            "1 of 1 candidate holds both keys; 1 of 3 seats is filled.",
        ),
        (
            (Status.SHORTLISTED, Status.ELIGIBLE, Status.SECOND_LOOK, Status.SKILL_ONLY),
            (
                "2 of 4 candidates hold both keys; 1 of 3 seats is filled. 1 needs a second look. "
                "1 is surely below the values floor only: skill alone opens no door."
            ),
        ),
        (
            (Status.SECOND_LOOK,) * 2 + (Status.SKILL_ONLY,) * 2,
            (
                "0 of 4 candidates hold both keys; 0 of 3 seats are filled. 2 need a second look. "
                "2 are surely below the values floor only: skill alone opens no door."
            ),
        ),
    ],
)
def test_the_verdict_says_what_was_found(statuses: tuple[Status, ...], said: str) -> None:
    assert verdict(listed(*statuses)) == said


def test_plurals() -> None:
    assert plural(1, "candidacy", "candidacies") == "1 candidacy"
    assert plural(2, "candidacy", "candidacies") == "2 candidacies"
    assert plural(0, "seat") == "0 seats"


def test_reasons_leave_out_what_the_columns_show_unless_nothing_else_is_said() -> None:
    both = who(Status.SHORTLISTED, "shortlisted", "values_stands", "skill_stands")
    assert why(both) == "Said by shortlisted."
    alone = who(Status.SECOND_LOOK, "values_stands")
    assert why(alone) == "Said by values_stands."
    below = who(Status.SKILL_ONLY, "values_surely_below", "no_buying")
    assert why(below).split("\n") == ["Said by values_surely_below.", "Said by no_buying."]


def test_a_frozen_candidacy_is_said_to_be_decided_by_whom_and_what_came_since() -> None:
    later = LaterEvidence(n_answers=2, text="Since then: 2 new answers.")
    frozen = who(Status.SHORTLISTED, "shortlisted", frozen=True, later=later)
    made = Decision(
        requisition_id="R-1",
        candidate_id=frozen.candidate_id,
        choice=Choice.ADVANCE,
        decider="M. Made-Up",
        decided_at=datetime(2026, 3, 1, tzinfo=UTC),
        status_then=Status.SHORTLISTED,
        run_id="run-1",
    )
    assert status_of(frozen) == "◆ shortlisted (decided)"
    assert frozen_words(frozen, made) == (
        "Frozen as decided: advance by M. Made-Up, 2026-03-01.\nSince then: 2 new answers."
    )
    assert frozen_words(frozen, None) == "Frozen as decided.\nSince then: 2 new answers."
    assert why(frozen).split("\n")[1:] == [
        "Decided: scores and status are frozen as of that record.",
        "Since then: 2 new answers.",
    ]
    live = who(Status.SHORTLISTED, "shortlisted")
    assert status_of(live) == "◆ shortlisted"
    assert frozen_words(live, made) is None


def test_a_question_is_asked_once() -> None:
    def step(text: str, question: str) -> NextEvidence:
        return NextEvidence(
            track=Track.VALUES, dimension="d", kind="first_rating", text=text, question=question
        )

    steps = (step("One more rater.", "Why?"), step("Ask: “How?”", "How?"), step("Look.", ""))
    asked = settle(who(Status.SECOND_LOOK, next_evidence=steps))
    assert asked.split("\n") == ["One more rater. Ask: “Why?”", "Ask: “How?”", "Look."]


def test_the_estimate_shown_is_the_one_that_the_policy_holds_against_the_floor() -> None:
    assert estimate(KEY, Policy()) == (60, 5)
    assert estimate(KEY, Policy(estimate="blup")) == (58, 4)


def test_a_status_is_written_with_its_sign() -> None:
    assert status_text(Status.SKILL_ONLY) == "■ skill only"


NOBODY = Alternatives(
    two_key=(),
    skill_alone=(),
    average=(),
    let_in_by_skill=(),
    displaced_by_skill=(),
    let_in_by_average=(),
    displaced_by_average=(),
)


def test_what_skill_alone_would_have_done_is_said_with_names() -> None:
    labels = {"a": "Ada", "b": "Bo"}
    some = NOBODY.model_copy(
        update={"let_in_by_skill": ("a", "x"), "let_in_by_average": ("b",)},
    )
    assert skill_alone(some, labels) == "A list by skill alone would let in Ada, x."
    pushed = some.model_copy(update={"displaced_by_skill": ("b",)})
    assert skill_alone(pushed, labels).endswith("let in Ada, x, and push out Bo.")
    assert average(some, labels) == "A plain average of both keys would let in Bo."


@pytest.mark.parametrize("say", [skill_alone, average])
def test_that_nothing_would_differ_is_said_too(say: Callable[..., str]) -> None:
    assert "would let in nobody else" in say(NOBODY, {})


def test_effective_weights_stand_beside_the_nominal_ones() -> None:
    found = EffectiveWeights(
        n=9,
        nominal_values=0.5,
        nominal_skill=0.5,
        effective_values=0.31,
        effective_skill=0.69,
        warning="Skill passes the cap.",
    )
    assert weights(found) == (
        "A plain average called 50% values and 50% skill would really weigh 31% and 69%. "
        "Skill passes the cap."
    )
    unknown = found.model_copy(update={"effective_values": None})
    assert weights(unknown) == "Effective weights cannot be told: the keys do not vary."


def test_without_an_audit_nothing_is_said_of_dominance() -> None:
    assert dominance_lines(None, {}) == []
    verdict_line, alone = dominance_lines(dominance(shortlist(3)), {})
    assert verdict_line.startswith("Decisions so far are undetermined")
    assert alone.startswith("A list by skill alone")
