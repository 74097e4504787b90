"""Typeform responses as JSON: webhooks with the form's definition, the Responses API without."""

import re
from dataclasses import dataclass

from flows.intake.ats.filled.forms import Form, lacking
from flows.intake.ats.filled.gathering import Cells, Gathering
from flows.intake.ats.maps import named_columns, question_entries
from flows.intake.ats.parsing.cells import instant, text
from flows.intake.ats.parsing.records import Record, first_id, id_of, record, records
from flows.intake.ats.parsing.spots import Spot
from schemas.config.role import spelling
from schemas.config.scale import Scale
from schemas.config.source import Source, WideQuestion
from schemas.words import Kind, SourceName
from scoring.guides import Guides

IDENTITIES: dict[str, tuple[str, ...]] = {
    "candidate_id": ("candidate_id", "candidate", "candidate_email", "applicant", "applicant_id"),
    "application_id": ("application_id", "application"),
    "requisition_id": ("requisition_id", "requisition", "job_id", "job", "opening", "position"),
    "rater_id": ("rater_id", "rater", "interviewer_id", "interviewer", "interviewer_email"),
    "interview": ("interview", "interview_id", "stage"),
}
"""Names of hidden fields, or of questions, that say whom a response is about; the first counts."""
_NUMBERS = frozenset({"rating", "opinion_scale", "nps", "number", "ranking"})
_UNSENT = ("started", "partial")
_RECALL = re.compile(r"\{\{[^{}]*\}\}")
_EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1")


@dataclass(frozen=True)
class _Answer:
    """One answer with its question.

    Attributes:
        path: Its place in the record.
        key: The field's `ref`, which stays when the title is edited, or its id.
        title: The question as people read it; the key where the export has no titles.
        kind: The field's type.
        value: The answer.
    """

    path: str
    key: str
    title: str
    kind: str
    value: object


def read_event(
    event: Record, where: Spot, gathering: Gathering, guides: Guides, sources: tuple[Source, ...]
) -> None:
    """A webhook's event: the response that it carries."""
    inner = Spot(where.at("form_response") + ".", where.row)
    read_response(record(event.get("form_response")), inner, gathering, guides, sources)


def read_response(
    response: Record, where: Spot, gathering: Gathering, guides: Guides, sources: tuple[Source, ...]
) -> None:
    """One submitted form: a response for each answer that is no identity."""
    if response.get("response_type") in _UNSENT:
        gathering.note("responses that were never submitted are left out")
        return
    answers = _answers(response)
    who, used = _identities(response, answers, sources)
    head = _head(response, who)
    missing = _missing(who)
    form = Form(gathering, guides, where, head, held=bool(missing))
    for what in missing:
        names = ", ".join(IDENTITIES[f"{what}_id"][:3])
        message = f"No hidden field or question of this response says the {what}."
        gathering.fault(lacking(where, what, message, "hidden", f"a hidden field {names}"))
    if isinstance(response.get("metadata"), dict):
        gathering.dropped.add("metadata")
    entries = question_entries(SourceName.TYPEFORM, sources)
    for answer in answers:
        if answer.path not in used:
            entry = entries.get(spelling(answer.key)) or entries.get(spelling(answer.title))
            _read_answer(form, answer, entry)


def _head(response: Record, who: dict[str, str]) -> Cells:
    submitted, known = instant(response.get("submitted_at") or response.get("landed_at"))
    return {
        "candidate_id": who.get("candidate_id"),
        "application_id": who.get("application_id"),
        "requisition_id": who.get("requisition_id"),
        "rater_id": who.get("rater_id"),
        "interview": who.get("interview") or first_id(response, "form_id") or "",
        "submitted_at": submitted,
        "tz_known": known,
        "updated_at": submitted,
    }


def _missing(who: dict[str, str]) -> list[str]:
    linked = "application_id" in who
    lacks = [] if linked or "candidate_id" in who else ["candidate"]
    lacks += [] if linked or "requisition_id" in who else ["requisition"]
    return lacks + ([] if "rater_id" in who else ["rater"])


def _answers(response: Record) -> list[_Answer]:
    titles = {
        own: _plain_title(field.get("title"))
        for field in records(record(response.get("definition")).get("fields"))
        if (own := first_id(field, "id"))
    }
    found: list[_Answer] = []
    for at, answer in enumerate(records(response.get("answers"))):
        field = record(answer.get("field"))
        key = first_id(field, "ref", "id") or f"answer {at + 1}"
        title = titles.get(first_id(field, "id") or "") or key
        kind = str(field.get("type"))
        found.append(_Answer(f"answers[{at}]", key, title, kind, _value(answer)))
    return found


def _value(answer: Record) -> object:
    kind = answer.get("type")
    value = answer.get(kind) if isinstance(kind, str) else None
    if kind == "choice":
        chosen = record(value)
        return chosen.get("label") or chosen.get("other")
    if kind == "choices":
        chosen = record(value)
        labels = chosen.get("labels")
        parts = [*(labels if isinstance(labels, list) else []), chosen.get("other")]
        return "; ".join(str(part) for part in parts if part) or None
    return value


def _plain_title(title: object) -> str:
    """A title without emphasis; a recalled answer in it stands as dots."""
    said = _RECALL.sub("…", text(title) or "")
    return _EMPHASIS.sub(r"\2", said).strip()


def _identities(
    response: Record, answers: list[_Answer], sources: tuple[Source, ...]
) -> tuple[dict[str, str], set[str]]:
    """Who and what the response is about, and the answers that say so."""
    given = {spelling(name): value for name, value in record(response.get("hidden")).items()}
    asked = {spelling(name): answer for answer in answers for name in (answer.key, answer.title)}
    columns = named_columns(SourceName.TYPEFORM, sources)
    who: dict[str, str] = {}
    used: set[str] = set()
    for what, usual in IDENTITIES.items():
        for name in (columns.get(what, ""), *usual):
            spelled = spelling(name.replace("_", " "))
            answer = asked.get(spelling(name)) or asked.get(spelled)
            found = id_of(given.get(spelling(name))) or id_of(given.get(spelled))
            if found is None and answer is not None and (found := text(answer.value)):
                used.add(answer.path)
            if found:
                who[what] = found
                break
    for what in ("candidate_id", "requisition_id", "application_id"):
        if what not in who and (found := id_of(response.get(what))):
            who[what] = found
    return who, used


def _read_answer(form: Form, answer: _Answer, entry: WideQuestion | None) -> None:
    title = (entry.question if entry else None) or answer.title
    group = entry.group if entry else ""
    scale = entry.scale if entry and entry.scale else _scale_of(form.guides, title)
    if answer.kind in _NUMBERS and scale is not None:
        form.rate(answer.path, title, answer.value, scale, group=group)
    elif answer.kind in _NUMBERS:
        form.measure(answer.path, title, answer.value, kind=Kind.RATING)
    elif entry is not None and entry.scale is not None:
        form.rate(answer.path, title, answer.value, entry.scale, group=group)
    else:
        form.write(answer.path, title, answer.value, group=group)


def _scale_of(guides: Guides, title: str) -> Scale | None:
    place = guides.find(title)
    return None if place is None else place.scale
