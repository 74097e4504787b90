"""Which column is probably what, by the words of its heading; a draft that a person checks."""

import re

from schemas.config.role import spelling
from schemas.door import denied

FIELDS: dict[str, tuple[str, ...]] = {
    "candidate": (
        "candidate id",
        "candidate email",
        "candidate e-mail",
        "candidate",
        "applicant id",
        "applicant email",
        "applicant",
        "bewerber",
        "kandidat",
        "candidato",
        "candidat",
        "candidata",
        "kandidaat",
        "kandydat",
        "候補者",
        "応募者",
        "候选人",
    ),
    "candidate_name": ("candidate name", "applicant name", "candidate full name"),
    "requisition": (
        "requisition id",
        "requisition",
        "req id",
        "req",
        "job id",
        "job",
        "opening",
        "vacancy",
        "position",
        "stelle",
        "vacante",
        "puesto",
        "vaga",
        "vacature",
        "poste",
        "stanowisko",
        "求人",
        "职位",
    ),
    "application": ("application id", "application"),
    "rater": (
        "interviewer id",
        "interviewer email",
        "interviewer",
        "rater id",
        "rater email",
        "rater",
        "reviewer",
        "assessor",
        "evaluator",
        "panelist",
        "submitted by",
        "scored by",
        "entrevistador",
        "interviewter",
        "beurteiler",
        "bewertet von",
        "evaluador",
        "évaluateur",
        "intervieweur",
        "面接官",
        "面试官",
    ),
    "rater_name": ("interviewer name", "rater name", "reviewer name"),
    "interview": (
        "interview",
        "interview stage",
        "stage",
        "round",
        "interview step",
        "entretien",
        "entrevista",
        "colloquio",
    ),
    "submitted_at": (
        "submitted at",
        "submitted",
        "submission date",
        "completed at",
        "completion time",
        "timestamp",
        "date",
        "datum",
        "fecha",
        "horodatage",
        "zeitstempel",
        "marca temporal",
    ),
    "updated_at": ("updated at", "last modified", "modified"),
    "deleted": ("deleted", "is deleted"),
    "question": (
        "question",
        "criterion",
        "criteria",
        "attribute",
        "competency",
        "item",
        "frage",
        "kriterium",
        "merkmal",
        "pregunta",
        "criterio",
        "critère",
    ),
    "group": ("category", "section", "question type", "group"),
    "rating": (
        "rating",
        "score",
        "answer",
        "response",
        "value",
        "points",
        "bewertung",
        "punkte",
        "antwort",
        "puntuación",
        "calificación",
        "valutazione",
        "évaluation",
    ),
    "note": (
        "note",
        "notes",
        "comment",
        "comments",
        "evidence",
        "remarks",
        "bemerkung",
        "kommentar",
        "comentario",
        "commentaire",
        "remarque",
        "remarques",
        "anmerkung",
        "observaciones",
    ),
}
"""Words of headings by field, the surest first."""
MARKS = ("note", "nota", "mark", "grade", "voto", "cijfer", "ocena")
"""Words of a heading over ratings where its cells are numbers; in English a note is none."""

LONG_ONLY = ("question", "group", "rating", "note")


def likely_columns(
    headings: tuple[str, ...], numeric: frozenset[str] = frozenset()
) -> dict[str, str]:
    """A heading for each field that one seems to hold; no heading serves two fields.

    Args:
        headings: Of the table.
        numeric: Those of columns that hold numbers, none of which is a note in words.
    """
    names = {heading: _plain(heading) for heading in headings if heading and not denied(heading)}
    found: dict[str, str] = {}
    for exact in (True, False):
        for field, words in FIELDS.items():
            if field in found:
                continue
            free = {
                heading: name
                for heading, name in names.items()
                if heading not in found.values() and not (field == "note" and heading in numeric)
            }
            heading = _first(free, words, exact=exact)
            if heading is not None:
                found[field] = heading
    marks = {at: name for at, name in names.items() if at in numeric and at not in found.values()}
    if "rating" not in found and (marked := _first(marks, MARKS, exact=True)) is not None:
        found["rating"] = marked
    return found


def _first(names: dict[str, str], words: tuple[str, ...], *, exact: bool) -> str | None:
    for word in words:
        for heading, name in names.items():
            begins = (
                re.match(rf"{re.escape(word)}\b", name)
                and len(name.split()) <= len(word.split()) + 2
            )
            if name == word or (not exact and begins):
                return heading
    return None


def _plain(heading: str) -> str:
    return spelling(re.sub(r"[_\-.]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)))
