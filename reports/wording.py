"""The words around the figures: labels, statuses, verdicts and terms in plain language."""

from reports.theme import STATUS_SIGNS
from schemas.books.returned import (
    CHOICE_WORDS,
    SHEET_NOT_SHORTLISTED,
    SHEET_SECOND_LOOK,
    SHEET_SHORTLIST,
    STATUS_WORDS,
)
from schemas.config.policy import Policy
from schemas.decision import Decision
from schemas.results.scores import KeyScore
from schemas.results.shortlist import Candidacy, Shortlist
from schemas.words import Status

LISTED_ON: dict[Status, str] = {
    Status.SHORTLISTED: SHEET_SHORTLIST,
    Status.ELIGIBLE: SHEET_SHORTLIST,
    Status.SECOND_LOOK: SHEET_SECOND_LOOK,
    Status.SKILL_ONLY: SHEET_NOT_SHORTLISTED,
    Status.VALUES_ONLY: SHEET_NOT_SHORTLISTED,
    Status.NEITHER: SHEET_NOT_SHORTLISTED,
    Status.BLOCKED: SHEET_NOT_SHORTLISTED,
    Status.INCOMPLETE: SHEET_NOT_SHORTLISTED,
}
"""On which sheet each status is found; its order is the order of statuses everywhere."""

STATUS_MEANINGS: dict[Status, str] = {
    Status.SHORTLISTED: "Both keys stand, and a seat is theirs.",
    Status.ELIGIBLE: "Both keys stand; those before them fill the seats.",
    Status.SECOND_LOOK: "A key is too close to its floor to call, or a red flag asks for a look.",
    Status.SKILL_ONLY: "Values are surely below the floor. Skill does not pay for values.",
    Status.VALUES_ONLY: "Skill is surely below the floor; the gap is one to train.",
    Status.NEITHER: "Both keys are surely below their floors.",
    Status.INCOMPLETE: "The evidence that the policy asks for is not there yet.",
    Status.BLOCKED: "Red flags, each confirmed by several raters.",
}

TERMS: dict[str, str] = {
    "values": "The values key: how the candidate lives what the company says it stands for, 0 to "
    "100. From ratings of values questions alone, corrected for severity of raters.",
    "skill": "The skill key: whether the candidate can do the work, 0 to 100. From ratings of "
    "skill questions alone. It can never make up for values, nor values for it.",
    "error": "Standard error: about two times in three the key found with other raters and "
    "questions would lie within this many points.",
    "sure": "How sure it is, on this evidence, that the key is at or above its floor. The policy "
    "says from which figure a key stands and under which it is surely below.",
    "rank": "Order among those who hold both keys: by the smaller headroom, then by the larger. "
    "A candidate is as strong as the weaker key.",
    "band": "Candidates of one band differ by less than their error. Bands inform; they never "
    "change order or seats.",
    "headroom": "How far the weaker key stands above its floor, as a share of what is possible.",
    "flags": "Red flags: observed operations-first conduct. Counted, never averaged away.",
    "severity": "How much the correction for harsh or lenient raters moved the key, in points.",
    "halo": "How much the correction for one rater's overall impression of this candidate moved "
    "the key, in points.",
    "question": "How much the correction for harder and easier questions moved the key.",
    "raw": "Weighted mean of the ratings as they were given, 0 to 100.",
    "weight": "Share of this rating in its key. The shares of one key add up to 100 %.",
    "decided": "A candidate who was advanced or declined keeps the scores and the status of the "
    "record decided on. Answers that came later are shown beside it and are not counted. Once the "
    "decider changes the decision to hold or needs evidence, all answers count again.",
    "decision": "Your decision. Pick one from the list; drop the file in the inbox to record it.",
    "decider": "Who decides: your name or identifier.",
    "date": "The day of the decision.",
    "reason": "Needed to advance anyone who is neither shortlisted nor eligible.",
}


_SHOWN_ANYWAY = ("values_stands", "skill_stands")
"""Reasons that only repeat the figures of a key that stands; they are in the columns beside."""


def shown(candidacy: Candidacy) -> str:
    """What a candidate is called in a workbook."""
    return candidacy.label or candidacy.candidate_id


def status_text(status: Status) -> str:
    """A status with its sign, so that no meaning rests on colour."""
    return f"{STATUS_SIGNS[status]} {STATUS_WORDS[status]}"


def status_of(candidacy: Candidacy) -> str:
    """A candidacy's status with its sign, and whether it is decided."""
    text = status_text(candidacy.status)
    return f"{text} (decided)" if candidacy.frozen else text


def frozen_words(candidacy: Candidacy, made: Decision | None) -> str | None:
    """Which decision froze a candidacy's figures, and what came since; None where none did."""
    if not candidacy.frozen:
        return None
    by = f" by {made.decider}, {made.decided_at:%Y-%m-%d}" if made else ""
    choice = f": {CHOICE_WORDS[made.choice]}" if made else ""
    said = [f"Frozen as decided{choice}{by}."]
    if candidacy.later is not None:
        said.append(candidacy.later.text)
    return "\n".join(said)


def plural(n: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 candidate`, `2 candidates`."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def verdict(shortlist: Shortlist) -> str:
    """What was found, in two or three sentences."""
    counts = shortlist.counts()
    n = len(shortlist.candidates)
    if not n:
        return "No candidate has been interviewed for this requisition yet."
    filled = counts[Status.SHORTLISTED]
    both = filled + counts[Status.ELIGIBLE]
    said = [
        (
            f"{both} of {plural(n, 'candidate')} {'holds' if both == 1 else 'hold'} both keys; "
            f"{filled} of {plural(shortlist.seats, 'seat')} "
            f"{'is' if filled == 1 else 'are'} filled."
        )
    ]
    if counts[Status.SECOND_LOOK]:
        looks = counts[Status.SECOND_LOOK]
        said.append(f"{looks} {'needs' if looks == 1 else 'need'} a second look.")
    if counts[Status.SKILL_ONLY]:
        found = counts[Status.SKILL_ONLY]
        said.append(
            f"{found} {'is' if found == 1 else 'are'} surely below the values floor only: "
            "skill alone opens no door."
        )
    return " ".join(said)


def why(candidacy: Candidacy) -> str:
    """The reasons for a status, one a line."""
    said = [reason.text for reason in candidacy.reasons if reason.code not in _SHOWN_ANYWAY]
    said = said or [reason.text for reason in candidacy.reasons]
    if candidacy.frozen:
        said.append("Decided: scores and status are frozen as of that record.")
    if candidacy.later is not None:
        said.append(candidacy.later.text)
    return "\n".join(said)


def settle(candidacy: Candidacy) -> str:
    """What evidence would help most, one a line, with the question to ask."""
    lines = []
    for step in candidacy.next_evidence:
        asked = f" Ask: “{step.question}”" if step.question not in step.text else ""
        lines.append(f"{step.text}{asked}")
    return "\n".join(lines)


def gates(policy: Policy) -> str:
    """When a key stands and when it is surely below, in words."""
    return (
        f"A key stands when it is at or above its floor with {policy.certainty.upper:.0%} "
        f"certainty or more, is surely below under {policy.certainty.lower:.0%}, and is in doubt "
        "between."
    )


def estimate(key: KeyScore, policy: Policy) -> tuple[float | None, float | None]:
    """The figure that the policy holds against the floor, and its standard error."""
    return (key.level, key.se) if policy.estimate == "level" else (key.blup, key.blup_se)
