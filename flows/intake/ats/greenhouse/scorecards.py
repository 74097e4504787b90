"""Greenhouse scorecards become responses, columns at a time."""

from collections.abc import Iterable
from datetime import datetime

import polars as pl

from flows.intake.ats.blocks import Block
from flows.intake.ats.cells import identifier, instant
from flows.intake.ats.gathering import Gathering
from flows.intake.ats.greenhouse.cards import cards_of, old_attributes
from flows.intake.ats.greenhouse.rated import attribute_rows, overall_rows
from flows.intake.ats.greenhouse.shapes import Answer, Attribute, Person, Scorecard
from flows.intake.ats.greenhouse.written import answer_rows
from flows.intake.ats.spots import Spot
from schemas.fault import Fault
from schemas.scale import Scale
from scoring.guides import Guides

Card = tuple[
    str | None, str | None, str | None, str, str, datetime | None, bool, datetime | None, str, int
]
CARD = {
    "requisition_id": pl.String(),
    "application_id": pl.String(),
    "candidate_id": pl.String(),
    "rater_id": pl.String(),
    "interview": pl.String(),
    "submitted_at": pl.Datetime("us"),
    "tz_known": pl.Boolean(),
    "updated_at": pl.Datetime("us"),
    "prefix": pl.String(),
    "row": pl.Int64(),
}
"""One row a scorecard; its attributes and answers point at it by number."""


def read_scorecards(
    blocks: Iterable[Block],
    gathering: Gathering,
    guides: Guides,
    scale: Scale,
    *,
    root: str,
    context: dict[str, str] | None = None,
    alone: bool = False,
) -> None:
    """Add every scorecard of the blocks to `gathering`.

    Args:
        blocks: Whole records.
        gathering: Gets responses, links, people and faults.
        guides: Says which names are red flags and which questions have keyed options.
        scale: The word scale of the attributes.
        root: What the list is called in places, for example `scorecards`.
        context: `candidate_id`, `application_id`, `requisition_id` where the object round the
            list gives them for all.
        alone: The file is one scorecard, not a list.
    """
    for block in blocks:
        batch = _Batch(gathering, context or {})
        for where, card in cards_of(block, root, gathering.faults, alone=alone):
            batch.add(where, card)
        batch.close(guides, scale)


class _Batch:
    """The scorecards of one block as columns."""

    def __init__(self, gathering: Gathering, context: dict[str, str]) -> None:
        self.gathering = gathering
        self.context = context
        self.cards: list[Card] = []
        self.overall: list[str | None] = []
        self.attributes: list[tuple[int, int, Attribute]] = []
        self.answers: list[tuple[int, int, Answer]] = []

    def add(self, where: Spot, card: Scorecard) -> None:
        """Take one scorecard, or say what it lacks."""
        rater = _rater(card)
        candidate = identifier(card.candidate_id) or self.context.get("candidate_id")
        application = identifier(card.application_id) or self.context.get("application_id")
        if rater is None or (candidate is None and application is None):
            self.gathering.fault(_lacking(where, no_rater=rater is None))
            return
        for person in (card.interviewer, card.submitted_by):
            if person is not None and person.id is not None:
                self.gathering.person("rater", str(person.id), person.shown, person.email)
        number = len(self.cards)
        rated = card.attributes if card.attributes is not None else old_attributes(card)
        self.attributes += [(number, at, item) for at, item in enumerate(rated)]
        self.answers += [(number, at, item) for at, item in enumerate(card.questions or ())]
        self.overall.append(card.overall_recommendation)
        interview = (card.interview_step and card.interview_step.name) or card.interview or ""
        submitted, known = self._time(where, "submitted_at", card.submitted_at)
        updated, _ = self._time(where, "updated_at", card.updated_at)
        self._link(card, application, candidate, rater, interview)
        self.cards.append(
            (
                self.context.get("requisition_id"),
                application or f"candidate:{candidate}",
                candidate,
                rater,
                interview,
                submitted,
                known,
                updated,
                where.prefix,
                where.row,
            )
        )

    def _link(
        self,
        card: Scorecard,
        application: str | None,
        candidate: str | None,
        rater: str,
        interview: str,
    ) -> None:
        scorecard = identifier(card.id)
        if scorecard:
            self.gathering.link(
                f"scorecard:{scorecard}",
                parent=application or f"candidate:{candidate}",
                candidate_id=candidate,
                rater_id=rater,
                interview=interview,
            )

    def _time(self, where: Spot, field: str, value: str | None) -> tuple[datetime | None, bool]:
        when = instant(value)
        if value and when[0] is None:
            message = f"{field} is not a time; the scorecard counts without it."
            self.gathering.fault(
                where.fault(
                    "not_a_time", message, field, expected="2024-05-31T14:00:00Z", costs="cell"
                )
            )
        return when

    def close(self, guides: Guides, scale: Scale) -> None:
        """Hand over the responses of the block."""
        if not self.cards:
            return
        cards = pl.DataFrame(self.cards, schema=CARD, orient="row")
        self.gathering.frames += [
            attribute_rows(self.attributes, cards, self.gathering, guides, scale),
            answer_rows(self.answers, cards, self.gathering, guides),
            overall_rows(self.overall, cards, self.gathering),
        ]


def _rater(card: Scorecard) -> str | None:
    for person in (card.interviewer, card.submitted_by):
        found = _person_id(person)
        if found:
            return found
    return None


def _person_id(person: Person | None) -> str | None:
    return None if person is None else identifier(person.id)


def _lacking(where: Spot, *, no_rater: bool) -> Fault:
    if no_rater:
        return where.fault(
            "no_rater",
            "The scorecard does not say who rated.",
            "submitted_by",
            expected="interviewer.id or submitted_by.id",
        )
    return where.fault(
        "no_candidate",
        "The scorecard says neither which candidate nor which application it is about.",
        "candidate_id",
        expected="candidate_id or application_id; where the list was fetched for one application, "
        'put the list under "scorecards" beside "application_id"',
    )
