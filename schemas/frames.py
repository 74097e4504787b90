"""The canonical tables: column names and types that readers, ledger and scoring agree on."""

import polars as pl

RESPONSES: dict[str, pl.DataType] = {
    "source": pl.String(),
    "application_id": pl.String(),
    "requisition_id": pl.String(),
    "candidate_id": pl.String(),
    "rater_id": pl.String(),
    "interview": pl.String(),
    "question": pl.String(),
    "question_text": pl.String(),
    "group": pl.String(),
    "kind": pl.String(),
    "value_raw": pl.String(),
    "value": pl.Float64(),
    "scale_low": pl.Float64(),
    "scale_high": pl.Float64(),
    "note": pl.String(),
    "submitted_at": pl.Datetime("us"),
    "tz_known": pl.Boolean(),
    "updated_at": pl.Datetime("us"),
    "deleted": pl.Boolean(),
    "locator": pl.String(),
}
"""One row a response, columns as in `schemas.response.Response`. Times are naive UTC."""

HELD: dict[str, pl.DataType] = {"row": pl.UInt32(), **RESPONSES}
"""A response of a record that is held back by a fault, as far as it could be read.

`row` is that of the fault; `locator` begins as the fault's column does.
"""

STORED: dict[str, pl.DataType] = {
    **RESPONSES,
    "file_digest": pl.String(),
    "file_name": pl.String(),
    "dropped": pl.Int64(),
}
"""A response in the ledger: with its file and the order in which files were dropped."""

LINKS: dict[str, pl.DataType] = {
    "source": pl.String(),
    "application_id": pl.String(),
    "requisition_id": pl.String(),
    "candidate_id": pl.String(),
    "parent": pl.String(),
    "rater_id": pl.String(),
    "interview": pl.String(),
    "submitted_at": pl.Datetime("us"),
    "updated_at": pl.Datetime("us"),
    "deleted": pl.Boolean(),
}
"""What companion files say: which candidate and requisition an application id stands for.

Any of the rest may be null; later rows and later files fill what earlier ones lacked. `parent` is
another `application_id` that knows more (a scorecard's application, an application's job): what a
row lacks comes from there, and the parent's requisition stands before the row's own. Identifiers
of other records than applications carry their kind, for example `scorecard:12` or `opening:7`. A
row about a scorecard also knows its rater, interview and times; `deleted` is a tombstone for all
responses of that rater in that interview. `flows.intake.ats.linking` follows and joins them.
"""

PEOPLE: dict[str, pl.DataType] = {
    "source": pl.String(),
    "person": pl.String(),
    "person_id": pl.String(),
    "name": pl.String(),
    "email": pl.String(),
}
"""Display names and join keys; `person` is `candidate` or `rater`. Never read by scoring."""

RATINGS: dict[str, pl.DataType] = {
    "requisition_id": pl.String(),
    "candidate_id": pl.String(),
    "candidacy": pl.String(),
    "rater_id": pl.String(),
    "track": pl.String(),
    "guide": pl.String(),
    "dimension": pl.String(),
    "question_id": pl.String(),
    "score": pl.Float64(),
    "weight": pl.Float64(),
    "response": pl.UInt32(),
}
"""What the model reads: scored answers of one track, 0 to 100, none missing, weights mean 1.

`candidacy` is requisition and candidate joined by U+001F; `guide` is `culture` or the role's id;
`response` is the row's index in the live responses, so that a figure can be traced to a file.
"""

DEMOGRAPHICS: dict[str, pl.DataType] = {
    "candidate_id": pl.String(),
    "attribute": pl.String(),
    "value": pl.String(),
}
"""What a person said of a group they belong to, by attribute. Read by the fairness audit alone."""


def empty(columns: dict[str, pl.DataType]) -> pl.DataFrame:
    """Make a table of these columns with no rows."""
    return pl.DataFrame(schema=columns)
