"""What a plain average would really weigh stands in the workbook."""

import math

import polars as pl

from reports.book import shortlist_book
from schemas.config.policy import Policy
from scoring.audit.dominance import audit_requisition
from tests.reports.pools import COLUMNS, context, judged, shortlist_of


def test_equal_weights_on_unequal_spreads_are_shown_as_what_they_weigh() -> None:
    # Spreads of .6 and 1, correlation .30 and weights of one half: by w cov(X, C) / var(C) values
    # weigh (.36 + .18) / 1.72 = .314 and skill (1 + .18) / 1.72 = .686.
    design = [(a, b) for a in (1, -1) for b in (1, -1)]
    rows = []
    for at, (one, other) in enumerate(design):
        skill = 70 + 10 * one
        values = 70 + 6 * (0.30 * one + math.sqrt(1 - 0.30**2) * other)
        row: dict[str, object] = {"requisition_id": "R-101", "candidate_id": f"c{at}"}
        for track, level in (("values", values), ("skill", skill)):
            row |= {f"{track}_level": level, f"{track}_se": 3.0}
        rows.append(row | {"complete": True, "flags_confirmed": 0, "flags_seen": 0})
    own = {f"{track}_own": pl.Float64() for track in ("values", "skill")}
    policy = Policy()
    found = judged(pl.DataFrame(rows, schema={**COLUMNS, **own}), policy, 50, 50, 2)
    audit = audit_requisition(found, (), policy, seed=1)
    made = shortlist_of(found, 2, policy)
    book = shortlist_book(made, context(made).model_copy(update={"dominance": audit}))
    said = " ".join(
        str(cell)
        for sheet in book.worksheets
        for line in sheet.iter_rows(values_only=True)
        for cell in line
        if cell is not None
    )
    assert "skill would really weigh 31% and 69%" in said
