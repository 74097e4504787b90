"""The sheet that answers: how does each key come about, so that anyone can do the sum?"""

from openpyxl.worksheet.worksheet import Worksheet

from reports.draft import Draft
from reports.grid import Formula, Value
from reports.layout.page import TABLE_TOP, protect, set_print
from reports.layout.table import Column, add_table
from reports.wording import TERMS, frozen_words, shown
from schemas.results.scores import KeyScore
from schemas.results.shortlist import Candidacy

NAME = "Keys"
HEAD_FROZEN = "Decided"
STANDING_WORDS = {
    "stands": "stands",
    "in_doubt": "in doubt",
    "surely_below": "surely below",
    "no_evidence": "no evidence",
}


def add_keys_sheet(draft: Draft) -> Worksheet:
    """Append the sum of each key: raw mean, corrections and level, with what it rests on."""
    grid = draft.page(
        NAME,
        "How each key comes about",
        "Raw + questions + severity + halo = key. The sum is a live formula beside the key as "
        "the engine gave it; each key is reckoned from its own ratings alone.",
    )
    pairs = [(who, key) for who in draft.shortlist.candidates for key in (who.values, who.skill)]
    columns = _columns(draft)
    rows = [_row(draft, who, key, row) for row, (who, key) in enumerate(pairs, TABLE_TOP + 1)]
    if draft.any_frozen:
        columns.append(Column(HEAD_FROZEN, 46, "small", TERMS["decided"]))
        for row, (who, _) in zip(rows, pairs, strict=True):
            row.append(frozen_words(who, draft.recorded.get(who.candidate_id)))
    extent = add_table(grid, TABLE_TOP, columns, rows)
    if not pairs:
        grid.put(TABLE_TOP + 1, 1, "No candidate yet.", "note")
    sheet = grid.sheet
    sheet.freeze_panes = f"C{extent.first}"
    sheet.auto_filter.ref = f"A{extent.heading}:{extent.letter(columns[-1].heading)}{extent.last}"
    set_print(sheet, draft.footer, len(columns), extent.heading)
    protect(sheet)
    return sheet


def _columns(draft: Draft) -> list[Column]:
    return [
        Column("Candidate", 24, "strong"),
        Column("Key", 8, "text"),
        Column("Raw", 9, "figure", TERMS["raw"]),
        Column("Questions", 11, "signed", TERMS["question"]),
        Column("Severity", 10, "signed", TERMS["severity"]),
        Column("Halo", 9, "signed", TERMS["halo"]),
        Column("Sum", 9, "figure", "Raw and the three corrections, added up in this cell."),
        Column("Level", 9, "level", "The key as the engine gave it."),
        Column("±", 8, "error", TERMS["error"]),
        Column(
            "Prediction",
            11,
            "figure",
            "Best linear unbiased prediction: the level drawn to "
            "the mean of all by as much as the evidence is thin. " + _gated(draft),
        ),
        Column("Floor", 8, "figure"),
        Column("Sure", 8, "certainty", TERMS["sure"]),
        Column("Stands", 14, "text"),
        Column(
            "Weakest own floor",
            22,
            "wrapped",
            "The required dimension whose own floor gave the weakest result.",
        ),
        Column("Ratings", 9, "count"),
        Column("Raters", 8, "count"),
        Column(
            "Island",
            8,
            "count",
            "Raters and candidates linked by shared ratings. Across "
            "islands a comparison rests on the panels being equally severe.",
        ),
    ]


def _gated(draft: Draft) -> str:
    held = "level" if draft.context.policy.estimate == "level" else "prediction"
    return f"This policy holds the {held} against the floor."


def _row(draft: Draft, candidacy: Candidacy, key: KeyScore, row: int) -> list[Value]:
    names = draft.context.dimension_names
    weakest = key.weakest_dimension
    return [
        shown(candidacy),
        key.track.value,
        key.raw,
        key.question_correction,
        key.severity_correction,
        key.halo_correction,
        None if key.raw is None else Formula(f"=SUM(C{row}:F{row})", key.level),
        key.level,
        key.se,
        key.blup,
        key.floor,
        key.p_above_floor,
        STANDING_WORDS[key.standing.value],
        None if weakest is None else names.get(weakest, weakest),
        key.n_ratings,
        key.n_raters,
        key.island,
    ]
