"""The sheet that answers: on which ratings does each key rest, and how was each corrected?"""

from collections.abc import Callable

from openpyxl.worksheet.worksheet import Worksheet

from reports.draft import EVIDENCE_TOP, Draft
from reports.grid import Value
from reports.layout.page import protect, set_print
from reports.layout.table import Column, add_table
from reports.wording import TERMS
from schemas.results.scores import EvidenceLine

NAME = "Evidence"
Take = Callable[[EvidenceLine], Value]


def add_evidence_sheet(draft: Draft) -> Worksheet:
    """Append every rating with its anchor, note, corrections, and the file and row it is from."""
    about = (
        "Every answer as it was given. Score + the corrections by question, severity and halo = "
        "corrected; a key is the sum of its corrected scores times their shares."
    )
    if draft.any_frozen:
        about += " Of a decided candidate: as decided on; answers that came later have no share."
    grid = draft.page(NAME, NAME, about)
    shown = [*_said(draft), *_rated_by(draft), *_arithmetic(), *_counted(draft), *_origin()]
    columns = [column for column, _ in shown]
    rows = [[take(line) for _, take in shown] for line in draft.evidence]
    extent = add_table(grid, EVIDENCE_TOP, columns, rows)
    if not draft.evidence:
        grid.put(EVIDENCE_TOP + 1, 1, "No answer that counts for a key has come in yet.", "note")
    sheet = grid.sheet
    sheet.freeze_panes = f"B{extent.first}"
    sheet.auto_filter.ref = f"A{extent.heading}:{extent.letter(columns[-1].heading)}{extent.last}"
    set_print(sheet, draft.footer, len(columns), extent.heading)
    protect(sheet)
    return sheet


def _said(draft: Draft) -> list[tuple[Column, Take]]:
    names = draft.context.dimension_names
    return [
        (
            Column("Candidate", 18, "strong"),
            lambda line: draft.labels.get(line.candidate_id, line.candidate_id),
        ),
        (Column("Key", 8, "wrapped"), lambda line: line.track.value),
        (
            Column("Dimension", 15, "wrapped"),
            lambda line: names.get(line.dimension, line.dimension),
        ),
        (Column("Question", 29, "wrapped"), lambda line: line.question_text or line.question_id),
        (Column("Answer", 9, "wrapped", "As it came."), lambda line: line.value_raw or None),
        (
            Column("Anchor", 40, "small", "The conduct that this rating stands for."),
            lambda line: line.anchor or None,
        ),
        (Column("Note", 38, "small"), lambda line: line.note or None),
        (
            Column(
                "Mind this phrase",
                18,
                "small",
                "Phrases of the note that no anchor can be held against, and why. They never "
                "change a score.",
            ),
            _marked,
        ),
    ]


def _marked(line: EvidenceLine) -> str | None:
    return "\n".join(f"“{mark.phrase}”: {mark.why}" for mark in line.note_marks) or None


def _rated_by(draft: Draft) -> list[tuple[Column, Take]]:
    if not draft.shows_raters:
        return []
    return [(Column("Rater", 13, "wrapped"), lambda line: line.rater_id)]


def _arithmetic() -> list[tuple[Column, Take]]:
    return [
        (Column("Score", 8, "figure", "0 to 100; empty is no answer."), lambda line: line.score),
        (
            Column("By question", 9, "signed", TERMS["question"]),
            lambda line: line.question_correction,
        ),
        (
            Column("By severity", 9, "signed", TERMS["severity"]),
            lambda line: line.severity_correction,
        ),
        (Column("By halo", 8, "signed", TERMS["halo"]), lambda line: line.halo_correction),
        (Column("Corrected", 10, "level"), lambda line: line.corrected),
        (Column("Share", 8, "weight", TERMS["weight"]), lambda line: line.weight),
    ]


def _counted(draft: Draft) -> list[tuple[Column, Take]]:
    if not draft.any_frozen:
        return []
    frozen = {who.candidate_id for who in draft.shortlist.candidates if who.frozen}

    def words(line: EvidenceLine) -> str | None:
        if line.after_decision:
            return "came after the decision; not counted"
        return "as decided on" if line.candidate_id in frozen else None

    return [(Column("Decided", 17, "wrapped", TERMS["decided"]), words)]


def _origin() -> list[tuple[Column, Take]]:
    return [
        (Column("Given on", 11, "day"), lambda line: line.submitted_at),
        (Column("File", 20, "small"), lambda line: line.source_file),
        (Column("Place", 15, "small"), lambda line: line.locator),
    ]
