"""What the writer and the reader of scorecard workbooks agree on, beside the contracts.

A sheet may hold rows of several forms, and a row may be moved to any sheet: its hidden token says
which form and which question it answers. Which column holds what is said by hidden marks in one
row above, so that neither names of sheets nor headings nor positions matter.
"""

import json
from collections.abc import Sequence

from pydantic import ValidationError

from schemas.books.kit import (
    NOT_ASKED,
    OBSERVED,
    OVERALL,
    FormIdentity,
    FormQuestion,
    ItemIdentity,
    PackItem,
    ScorecardForm,
    ScorecardIdentity,
)
from schemas.books.sealed import sealed_chunks, unsealed
from schemas.config.scale import Scale
from schemas.words import Kind

MARK_TOKEN = "twokeys:row"  # noqa: S105 - a column's mark, not a secret
MARK_ANSWER = "twokeys:answer"
MARK_NOTE = "twokeys:note"

COLUMN_ANSWER = "Rating"
COLUMN_OBSERVED = "Observed"
COLUMN_NOTE = "What the candidate said or did"
PACK_NOTE = "Why"
COLUMN_CASE = "What was observed"
PACK_INTERVIEW = "rating pack"
"""How the sitting begins under which a rating pack's ratings are recorded."""

LABEL_DATE = "Interview date"

FIXED = 0
"""The form number of rows that are no answer: titles, headings, explanations."""

DATE_KEY = "date"
"""The key of the row that says when the interview was."""

_LONGEST_DROP_DOWN = 11
"""A scale with more whole points than 0 to 10 is typed, not picked."""


def row_token(form: int, key: str) -> str:
    """The hidden identity of one row: the form's number and what the row answers.

    Args:
        form: As in the workbook's identity.
        key: `ItemIdentity.key`, or `DATE_KEY`.
    """
    return f"twokeys:{form}:{key}"


def read_token(text: str) -> tuple[int, str] | None:
    """The form's number and the key that a token names; None where it is no token."""
    mark, _, rest = text.strip().partition(":")
    number, _, key = rest.partition(":")
    if mark != "twokeys" or not number.isascii() or not number.isdigit() or not key:
        return None
    return int(number), key


def question_item(question: FormQuestion) -> ItemIdentity:
    """How the answer cell of a question may be filled in."""
    if question.kind in {Kind.CHOICE, Kind.TEXT}:
        return ItemIdentity(item=question.question_id, kind=question.kind, options=question.options)
    return ItemIdentity(
        item=question.question_id,
        kind=question.kind,
        low=question.scale.low,
        high=question.scale.high,
        labels=question.scale.labels,
    )


def flag_item(flag_id: str) -> ItemIdentity:
    """How the answer cell of a red flag may be filled in."""
    return ItemIdentity(item=flag_id, kind=Kind.FLAG)


def overall_item(scale: Scale) -> ItemIdentity:
    """How the answer cell of the overall recommendation may be filled in."""
    return ItemIdentity(
        item=OVERALL, kind=Kind.RATING, low=scale.low, high=scale.high, labels=scale.labels
    )


def form_identity(number: int, form: ScorecardForm) -> FormIdentity:
    """What the hidden sheet says of a form.

    Args:
        number: From 1; the one that the tokens of its rows carry.
        form: The form.
    """
    items = [question_item(question) for question in form.questions]
    items += [flag_item(flag.id) for flag in form.flags]
    if form.overall is not None:
        items.append(overall_item(form.overall))
    return FormIdentity(
        form=number,
        requisition_id=form.requisition_id,
        candidate_id=form.candidate_id,
        rater_id=form.rater_id,
        interview=form.interview,
        items=tuple(items),
    )


def pack_identity(number: int, item: PackItem, rater_id: str) -> FormIdentity:
    """What the hidden sheet of a rating pack says of one answer; each is a form of its own."""
    return FormIdentity(
        form=number,
        requisition_id=item.requisition_id,
        candidate_id=item.candidate_id,
        rater_id=rater_id,
        interview=item.interview,
        items=(question_item(item.question),),
    )


def choices(item: ItemIdentity) -> tuple[float | str, ...]:
    """The answers offered in the drop-down; none where an answer is typed."""
    if item.kind is Kind.FLAG:
        return tuple(OBSERVED)
    if item.kind is Kind.CHOICE:
        return (*item.options, NOT_ASKED) if item.options else ()
    offered = _labels(item) or _points(item)
    return (*offered, NOT_ASKED) if offered else ()


def offered_words(options: Sequence[float | str]) -> list[str]:
    """The options as words."""
    return [option if isinstance(option, str) else f"{option:g}" for option in options]


def label_words(label: str) -> str:
    """A label as people write it: `strong_yes` becomes `strong yes`."""
    return " ".join(label.replace("_", " ").split())


def _labels(item: ItemIdentity) -> tuple[str, ...]:
    ordered = sorted(item.labels.items(), key=lambda label: label[1])
    return tuple(dict.fromkeys(label_words(name) for name, _ in ordered))


def _points(item: ItemIdentity) -> tuple[float, ...]:
    if item.low is None or item.high is None or item.kind in {Kind.NUMBER, Kind.TEXT}:
        return ()
    steps = item.high - item.low
    if steps != int(steps) or steps >= _LONGEST_DROP_DOWN:
        return ()
    return tuple(item.low + step for step in range(int(steps) + 1))


def identity_cells(forms: tuple[FormIdentity, ...]) -> tuple[str, ...]:
    """The identity of a scorecard workbook as cell texts."""
    identity = ScorecardIdentity(forms=forms)
    text = json.dumps(identity.model_dump(mode="json"), sort_keys=True)
    return sealed_chunks(identity.kind, identity.version, text)


def identity_in(chunks: tuple[str, ...]) -> ScorecardIdentity:
    """Read an identity back.

    Raises:
        ValueError: The cells are not the identity of a scorecard workbook, or were altered.
    """
    text = unsealed(chunks, "scorecard", 1)
    try:
        return ScorecardIdentity.model_validate_json(text)
    except ValidationError as error:
        raise ValueError("The workbook's hidden identity is not readable.") from error
