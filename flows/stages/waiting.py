"""What waits for a companion, and for which: nothing lies in limbo."""

from typing import Any

import polars as pl

_LACKS = {"requisition_id": "requisition", "candidate_id": "candidate", "rater_id": "rater"}


def waiting_for(pending: pl.DataFrame) -> list[dict[str, Any]]:
    """List the files with waiting responses, and each record that a companion must name.

    Args:
        pending: Waiting rows of `flows.ledger.live.live_responses`.

    Returns:
        One entry a file: `name`, `source`, `n_pending` and `awaits`, one a record of the
        source: `application_id`, what it `lacks`, `n_pending`, and its `rows` in the file.
    """
    marked = pending.with_columns(
        lacks=pl.concat_list(
            [pl.when(pl.col(name).is_null()).then(pl.lit(word)) for name, word in _LACKS.items()]
        ).list.drop_nulls()
    )
    records = (
        marked.group_by("file_name", "source", "application_id", "lacks", maintain_order=True)
        .agg(n_pending=pl.len(), rows=pl.col("locator"))
        .sort("file_name", maintain_order=True)
    )
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in records.iter_rows(named=True):
        name, source = row.pop("file_name"), row.pop("source")
        entry = found.setdefault(
            (name, source), {"name": name, "source": source, "n_pending": 0, "awaits": []}
        )
        entry["n_pending"] += row["n_pending"]
        entry["awaits"].append(row)
    return list(found.values())
