"""Lever feedback forms, in the two shapes in which the same form is given."""

from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from flows.intake.ats.filled.forms import Form, lacking
from flows.intake.ats.filled.gathering import Cells, Gathering
from flows.intake.ats.filled.openings import link_opening
from flows.intake.ats.filled.remembered import is_denied
from flows.intake.ats.lever.scales import FOUR, leading_point
from flows.intake.ats.parsing.cells import instant, text
from flows.intake.ats.parsing.records import Record, first_id, id_of, records
from flows.intake.ats.parsing.spots import Spot
from schemas.config.scale import Scale
from scoring.guides import Guides

_OVERALL_TYPE = "score-system"
_SKIPPED = ("file-upload", "file")


def read_feedback(
    feedback: Record, where: Spot, gathering: Gathering, guides: Guides, own: Scale | None = None
) -> None:
    """One form: its links and one response a field, one a score of a scorecard.

    A form read back (`user`, `interview`, type `score-system`) and the answer to an update
    (`userId`, `interviewId`, type `score` with `overall`) are the same form. A deleted form is
    still given, and becomes tombstones. A form that nobody completed is left out.
    """
    if feedback.get("completedAt") is None and feedback.get("deletedAt") is None:
        gathering.note("forms that were not completed yet are left out")
        return
    head = _head(feedback, gathering)
    form = Form(gathering, guides, where, head, held=head["rater_id"] is None)
    if form.held:
        gathering.fault(
            lacking(where, "rater", "The form does not say who filled it in.", "user", "a user id")
        )
    title = text(feedback.get("text")) or ""
    scale = own or FOUR
    for at, field in enumerate(records(feedback.get("fields"))):
        _read_field(form, f"fields[{at}]", field, _Named(title, at, scale))


def _head(feedback: Record, gathering: Gathering) -> Cells:
    own = first_id(feedback, "id")
    opportunity = first_id(
        feedback, "opportunityId", "profileId", "opportunity", "application_id", "candidate_id"
    ) or _kept_by(feedback, gathering)
    interview = first_id(feedback, "interview", "interviewId")
    submitted, known = instant(feedback.get("completedAt"))
    deleted, _ = instant(feedback.get("deletedAt"))
    updated, _ = instant(feedback.get("updatedAt"))
    facts: Cells = {
        "candidate_id": opportunity,
        "rater_id": first_id(feedback, "user", "userId"),
        "interview": interview or f"form:{own}",
        "submitted_at": submitted,
        "updated_at": max(filter(None, (updated, deleted)), default=None),
        "deleted": deleted is not None,
    }
    if own:
        _link(gathering, f"form:{own}", opportunity, interview, feedback, facts)
    return {
        "application_id": f"form:{own}" if own else opportunity and f"opportunity:{opportunity}",
        "requisition_id": first_id(feedback, "requisition_id"),
        "tz_known": known,
        **facts,
    }


def _kept_by(feedback: Record, gathering: Gathering) -> str | None:
    """The id by which a script kept what it fetched: the opportunity's, as forms are asked by it.

    Not where it is that of the form's own interview, panel or user.
    """
    key = first_id(feedback, "keyed_id")
    others = {first_id(feedback, name) for name in ("id", "interview", "panel", "user")}
    if key is None or key in others:
        return None
    gathering.note("the ids by which lists of forms are kept are taken as their opportunities'")
    return key


def _link(
    gathering: Gathering,
    own: str,
    opportunity: str | None,
    interview: str | None,
    feedback: Record,
    facts: Cells,
) -> None:
    gathering.link(own, parent=opportunity and f"opportunity:{opportunity}", **facts)
    if interview:
        gathering.link(own, parent=f"interview:{interview}")
    postings = feedback.get("postingIds")
    for posting in postings if isinstance(postings, list) else ():
        if found := id_of(posting):
            link_opening(gathering, own, found)


@dataclass(frozen=True)
class _Named:
    """The form's title, a field's number in it, and the scale of its scores."""

    title: str
    at: int
    scale: Scale


def _read_field(form: Form, path: str, field: Record, named: _Named) -> None:
    kind, value, title = field.get("type"), field.get("value"), named.title
    heading = text(field.get("text")) or text(field.get("description")) or ""
    if is_denied(heading):
        form.gathering.dropped.add(heading)
        return
    question = text(field.get("text")) or f"{title}, field {named.at + 1}".strip(", ")
    if _is_overall(field):
        form.overall(path, value, FOUR, shown=question, means=leading_point(value))
    elif kind == "score":
        form.rate(path, question, value, named.scale, group=title, means=leading_point(value))
    elif kind == "scorecard":
        _read_scorecard(form, path, field, named)
    elif kind == "code" and isinstance(value, str):  # its angle brackets are no markup
        form.write(path, question, f"<code>{escape(value)}</code>", group=title)
    elif kind == "date":
        form.write(path, question, _day(value), group=title)
    elif kind not in _SKIPPED:
        form.write(path, question, value, group=title)


def _is_overall(field: Record) -> bool:
    """Whether a field is the form's one overall score, which has options, unlike thumbs."""
    if field.get("type") == _OVERALL_TYPE:
        return True
    return field.get("type") == "score" and bool(
        field.get("overall") or field.get("isSummary") or field.get("options")
    )


def _read_scorecard(form: Form, path: str, field: Record, named: _Named) -> None:
    """Scores are given by position: the third value answers the third score."""
    asked, given = records(field.get("scores")), field.get("value")
    values = given if isinstance(given, list) else []
    if values and len(values) != len(asked):
        form.gathering.fault(
            form.where.fault(
                "scores_do_not_match",
                f"The scorecard asks {len(asked)} scores and gives {len(values)}; which is whose "
                "is not known.",
                path,
                expected="one value for each score, in order",
            )
        )
        return
    for at, score in enumerate(asked):
        value = values[at] if values else None
        point = value.get("score") if isinstance(value, dict) else value
        note = value.get("comment") if isinstance(value, dict) else None
        form.rate(
            f"{path}.value[{at}]",
            text(score.get("text")) or f"{named.title}, score {at + 1}",
            point,
            named.scale,
            group=named.title,
            note=note,
            means=leading_point(point),
        )


def _day(value: object) -> object:
    """Epoch milliseconds as a date; anything else as it came."""
    when, _ = instant(value) if isinstance(value, int | float) else (None, False)
    return when.replace(tzinfo=UTC).date().isoformat() if isinstance(when, datetime) else value
