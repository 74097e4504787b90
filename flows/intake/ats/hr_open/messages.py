"""HR Open assessment reports and interview notifications, as vendors really write them."""

from flows.intake.ats.filled.forms import Form, lacking
from flows.intake.ats.filled.gathering import Cells, Gathering
from flows.intake.ats.hr_open.scores import add_scores, scores_of
from flows.intake.ats.parsing.cells import instant, text
from flows.intake.ats.parsing.records import Record, id_of, record, records
from flows.intake.ats.parsing.spots import Spot
from schemas.config.scale import Scale
from schemas.words import Kind
from scoring.guides import Guides

INSTRUMENT = "assessment"
"""The rater of a score that no person gave; the provider's or package's id where there is one."""
_SPECIAL = ("disability", "disablity", "disabilities", "accomodationTypeCodes")
"""Special-category fields with the misspellings of real messages; never read."""
_TIMES = ("reviewDateTime", "reviewdateTime", "dateTime", "datetime", "datatime", "date")


def read_report(
    report: Record, where: Spot, gathering: Gathering, guides: Guides, own: Scale | None = None
) -> None:
    """An assessment report: one number for each score of each result."""
    del own
    _note_special(report, gathering)
    subject = record(report.get("subject"))
    candidate = _id(subject, "subjectId", "id") or _id(report, "candidate_id")
    if candidate:
        name = record(subject.get("name")).get("formattedName")
        gathering.person("candidate", candidate, name, _email(subject))
    order = _id(report, "orderId")
    head: Cells = {
        "candidate_id": candidate,
        "requisition_id": _id(report, "positionId", "externalPositionId", "requisition_id"),
        "application_id": _id(report, "application_id") or (f"order:{order}" if order else None),
        **_times_of(report),
    }
    lacks = candidate is None and head["application_id"] is None
    if lacks:
        message = "The report does not say whom it is about."
        gathering.fault(lacking(where, "candidate", message, "subject.subjectId", "their id"))
    provider = _id(record(record(report.get("party")).get("provider")), "id", "partyId")
    for at, result in enumerate(records(report.get("results"))):
        package = _id(result, "packageId")
        rater = provider or package or INSTRUMENT
        form = Form(gathering, guides, where, {**head, "rater_id": rater}, held=lacks)
        _read_result(form, f"results[{at}]", result, package or INSTRUMENT)


def _read_result(form: Form, path: str, result: Record, package: str) -> None:
    name = text(result.get("name")) or package
    overall = record(result.get("overallResult"))
    passed = overall.get("passedIndicator")
    if isinstance(passed, bool):
        form.write(f"{path}.overallResult.passedIndicator", f"{name}: passed", passed, group=name)
    shared = _competency(result)
    _read_score(form, f"{path}.overallResult", overall, shared or name, name)
    for at, detail in enumerate(records(result.get("detailedResults"))):
        fallback = shared or f"{name}, part {at + 1}"
        _read_score(form, f"{path}.detailedResults[{at}]", detail, fallback, name)


def _read_score(form: Form, path: str, element: Record, fallback: str, group: str) -> None:
    comments = element.get("comments")
    add_scores(
        form,
        _competency(element) or fallback,
        scores_of(element.get("score"), f"{path}.score", form),
        group=group,
        note=comments[0] if isinstance(comments, list) and comments else None,
    )


def read_notification(
    found: Record, where: Spot, gathering: Gathering, guides: Guides, own: Scale | None = None
) -> None:
    """An interview's status: its scores, named by their notes. It carries no candidate."""
    del own
    _note_special(found, gathering)
    interview = _id(found, "interviewId", "externalInterviewId")
    head: Cells = {
        "candidate_id": _id(found, "candidateId", "subjectId", "candidate_id"),
        "requisition_id": _id(found, "positionId", "externalPositionId", "requisition_id"),
        "application_id": _id(found, "application_id") or f"interview:{interview}",
        "rater_id": INSTRUMENT,
        "interview": interview or "",
        **_times_of(found),
    }
    form = Form(gathering, guides, where, head)
    for at, given in enumerate(records(found.get("interviewScores"))):
        named = _note(given.get("interviewScoreNotes")) or text(given.get("interviewScoreCode"))
        _notified(form, f"interviewScores[{at}].interviewScore", given, named, at)
    for at, given in enumerate(records(found.get("questionScores"))):
        named = _note(given.get("questionScoreNotes"))
        _notified(form, f"questionScores[{at}].questionScore", given, named, at)
    for at, reviewer in enumerate(_reviewers(found)):
        _read_reviewer(form, f"reviewers[{at}]", reviewer)


def _notified(form: Form, path: str, given: Record, named: str | None, at: int) -> None:
    name = named or f"score {at + 1}"
    scores = scores_of(given.get(path.rpartition(".")[2]), path, form)
    if not name.casefold().startswith("overall"):
        add_scores(form, name, scores, group="", note=None)
        return
    for score in scores:
        if score.scale is not None:
            form.overall(score.path, score.value, score.scale, shown=name)


def _read_reviewer(form: Form, path: str, reviewer: Record) -> None:
    """A reviewer's average, whose scale the message does not say, and decision."""
    named = reviewer.get("reviewerName")
    name = text(record(named).get("formattedName") if isinstance(named, dict) else named)
    own = _id(reviewer, "id", "reviewerId") or name
    if own is None:
        return
    form.gathering.person("rater", own, name)
    of_reviewer = Form(form.gathering, form.guides, form.where, {**form.head, "rater_id": own})
    average = reviewer.get("averageRating")
    if average is not None:
        of_reviewer.measure(
            f"{path}.averageRating",
            "average rating",
            average,
            shown="Average rating",
            kind=Kind.NUMBER,
        )
    of_reviewer.write(f"{path}.decision", "decision", reviewer.get("decision"))


def _reviewers(found: Record) -> list[Record]:
    one = found.get("reviewer")
    return [*records(found.get("reviewers")), *([one] if isinstance(one, dict) else records(one))]


def read_order(found: Record, where: Spot, gathering: Gathering) -> None:
    """An interview that was ordered: which candidate an interview id is about."""
    del where
    interview = _id(found, "interviewId")
    candidate = _id(found, "candidate", "subject", "candidateId", "subjectId")
    if interview and candidate:
        gathering.link(
            f"interview:{interview}",
            candidate_id=candidate,
            requisition_id=_id(found, "positionId", "externalPositionId"),
        )


def _competency(element: Record) -> str | None:
    return text(record(element.get("assessedCompetency")).get("name"))


def _note(notes: object) -> str | None:
    """A note, plain, in an object, or the first of a list of them."""
    first = notes[0] if isinstance(notes, list) and notes else notes
    return text(first.get("note") if isinstance(first, dict) else first)


def _id(found: Record, *names: str) -> str | None:
    """The first of these ids that is no placeholder; `subject` and such carry theirs within."""
    for name in names:
        value = found.get(name)
        inner = record(value).get("subjectId")
        own = id_of(inner) if inner else id_of(value)
        if own and own.casefold() != "null":
            return own
    return None


def _email(subject: Record) -> object:
    addresses = records(record(subject.get("communication")).get("email"))
    return addresses[0].get("address") if addresses else None


def _times_of(found: Record) -> Cells:
    written = next((found[name] for name in _TIMES if found.get(name)), None)
    when, known = instant(written)
    return {"submitted_at": when, "tz_known": known, "updated_at": when}


def _note_special(found: Record, gathering: Gathering) -> None:
    for name, value in found.items():
        if name in _SPECIAL:
            gathering.dropped.add(name)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                _note_special(inner, gathering)
