"""Responses for tests: give what matters, the rest is ordinary."""

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from schemas.frames import STORED

ORDINARY: dict[str, object] = {
    "source": "greenhouse",
    "application_id": None,
    "requisition_id": "H-1",
    "candidate_id": "c1",
    "rater_id": "r1",
    "interview": "",
    "question": "own-past",
    "question_text": "",
    "group": "",
    "kind": "rating",
    "value_raw": "4",
    "value": 4.0,
    "scale_low": 1.0,
    "scale_high": 5.0,
    "note": None,
    "submitted_at": datetime(2026, 3, 1, 9, 0),  # noqa: DTZ001  # canonical times are naive UTC
    "tz_known": True,
    "updated_at": None,
    "deleted": False,
    "locator": "row 2",
    "file_digest": "d" * 64,
    "file_name": "export.csv",
    "dropped": 1,
}


def stored(rows: Sequence[dict[str, object]]) -> pl.DataFrame:
    """Rows of the ledger."""
    return pl.DataFrame([ORDINARY | row for row in rows], schema=STORED)


def responses(rows: Sequence[dict[str, object]]) -> pl.DataFrame:
    """Live rows with the role that claims their requisition."""
    return stored(rows).with_columns(role=pl.lit("helper"))
