"""Ashby feedback: the form's definition travels with each filled-in form, and may differ."""

from dataclasses import dataclass

from flows.intake.ats.ashby.options import FOUR, RECOMMENDATION, options_of, scale_of_options
from flows.intake.ats.filled.forms import Form, lacking
from flows.intake.ats.filled.gathering import Cells, Gathering
from flows.intake.ats.filled.remembered import is_denied
from flows.intake.ats.parsing.cells import instant, text
from flows.intake.ats.parsing.records import Record, first_id, record, records
from flows.intake.ats.parsing.spots import Spot
from flows.intake.tabular.answers import plain
from schemas.config.scale import Scale
from schemas.words import Kind
from scoring.guides import Guides, Place

_SYSTEM = "_systemfield_"
_OVERALL_PATH = "overallrecommendation"


@dataclass(frozen=True)
class _Field:
    """One field of a form: its place in the definition, and what was submitted under its path."""

    path: str
    title: str
    kind: str
    section: str
    options: dict[str, str]

    @property
    def is_closed(self) -> bool:
        """Whether its path names what is never stored, whatever its title says."""
        return is_denied(self.path.removeprefix(_SYSTEM))

    @property
    def is_overall(self) -> bool:
        folded = "".join(self.title.casefold().split())
        return _OVERALL_PATH in self.path.casefold() or folded == _OVERALL_PATH


def read_feedback(
    feedback: Record, where: Spot, gathering: Gathering, guides: Guides, own: Scale | None = None
) -> None:
    """One form: a response for each submitted value, joined to its question by `field.path`.

    Args:
        feedback: One item of `applicationFeedback.list`.
        where: Its place.
        gathering: Gets responses, people and faults.
        guides: The declared culture and roles.
        own: The scale of the workspace's own options, from a Source map.
    """
    head = _head(feedback, gathering)
    lacks = [name for name in ("rater_id", "application_id") if head[name] is None]
    form = Form(gathering, guides, where, head, held=bool(lacks))
    if "rater_id" in lacks:
        message = "The feedback does not say who gave it."
        gathering.fault(lacking(where, "rater", message, "submittedByUser", "a user with an id"))
    if "application_id" in lacks:
        message = "The feedback does not say which application it is about."
        gathering.fault(lacking(where, "application", message, "applicationId", "its id"))
    fields = {field.path: field for field in _fields(feedback)}
    for path, value in record(feedback.get("submittedValues")).items():
        place = f"submittedValues.{path}"
        if path in fields and fields[path].is_closed:
            gathering.dropped.add(fields[path].title)
        elif path in fields:
            _read_value(form, place, fields[path], value, own)
        else:
            gathering.fault(
                where.fault(
                    "unknown_field",
                    "The form's definition has no such field, so that its question is not known.",
                    place,
                    expected="a field path of formDefinition",
                    costs="cell",
                )
            )


def _head(feedback: Record, gathering: Gathering) -> Cells:
    user = record(feedback.get("submittedByUser"))
    rater = first_id(user, "id") or first_id(feedback, "submittedByUserId")
    if rater:
        names = (user.get("firstName"), user.get("lastName"))
        name = " ".join(str(part) for part in names if part)
        gathering.person("rater", rater, name, user.get("email"))
    submitted, known = instant(feedback.get("submittedAt"))
    updated, _ = instant(feedback.get("updatedAt"))
    return {
        "application_id": first_id(feedback, "applicationId", "application_id"),
        "candidate_id": first_id(feedback, "candidateId", "candidate_id"),
        "requisition_id": first_id(feedback, "requisition_id"),
        "rater_id": rater,
        "interview": first_id(feedback, "interviewEventId", "interviewId")
        or first_id(feedback, "id")
        or "",
        "submitted_at": submitted,
        "tz_known": known,
        "updated_at": updated,
    }


def _fields(feedback: Record) -> list[_Field]:
    found: list[_Field] = []
    for section in records(record(feedback.get("formDefinition")).get("sections")):
        for entry in records(section.get("fields")):
            field = record(entry.get("field")) or entry
            path = field.get("path")
            if isinstance(path, str):
                title = text(field.get("title")) or text(field.get("humanReadablePath")) or path
                found.append(
                    _Field(
                        path,
                        title,
                        str(field.get("type")),
                        text(section.get("title")) or "",
                        options_of(field),
                    )
                )
    return found


def _read_value(form: Form, place: str, field: _Field, value: object, own: Scale | None) -> None:
    if field.kind == "Score" or (isinstance(value, dict) and "score" in value):
        _read_score(form, place, field, value)
    elif field.kind == "ValueSelect":
        _read_selected(form, place, field, _plain(value), own)
    else:
        form.write(place, field.title, _written(field, value), group=field.section)


def _read_score(form: Form, place: str, field: _Field, value: object) -> None:
    """A score is given as 4, "4" or {score: 4, comments: …}."""
    point = value.get("score") if isinstance(value, dict) else value
    note = _plain(value.get("comments")) if isinstance(value, dict) else None
    if field.is_overall:
        form.overall(place, point, FOUR, shown=field.title, note=note)
    else:
        form.rate(place, field.title, point, FOUR, group=field.section, note=note)


def _read_selected(form: Form, place: str, field: _Field, value: object, own: Scale | None) -> None:
    """A selection is given by the option's value; its label stands in the definition.

    The options make a scale by their numbers or words; else the workspace's own scale counts
    where it knows the label; else the selection stays text.
    """
    label = field.options.get(str(value), str(value)) if value is not None else None
    scale = scale_of_options(field.options)
    known = scale is None and own is not None and _knows(own, label)
    if field.is_overall:
        declared = scale or (own if known else None) or RECOMMENDATION
        means = value if scale else None
        form.overall(place, label, declared, shown=field.title, means=means)
    elif scale is not None:
        form.rate(place, field.title, label, scale, group=field.section, means=value)
    elif known and own is not None:
        form.rate(place, field.title, label, own, group=field.section)
    else:
        if _is_rated_elsewhere(form.guides.find(field.title)):
            form.gathering.note(
                f"“{field.title}” has options of its own, which are kept as text; a Source file "
                "with `builtin: ashby` and a scale that has them as labels makes them ratings"
            )
        form.write(place, field.title, label, group=field.section)


def _is_rated_elsewhere(place: Place | None) -> bool:
    """Whether a guide declares a rating of this name."""
    return place is not None and (place.question is None or place.question.kind is Kind.RATING)


def _knows(scale: Scale, label: str | None) -> bool:
    return label is not None and plain(label) in {plain(name) for name in scale.labels}


def _written(field: _Field, value: object) -> object:
    plain = _plain(value)
    if isinstance(plain, list):
        return "; ".join(field.options.get(str(item), str(item)) for item in plain)
    return plain


def _plain(value: object) -> object:
    """Rich text, an id, or a range, as one plain value."""
    if not isinstance(value, dict):
        return value
    if "value" in value and not isinstance(value.get("currencyCode"), str):
        return value["value"]
    return ", ".join(f"{name} {part}" for name, part in value.items() if part is not None)
