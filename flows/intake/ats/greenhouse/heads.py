"""What a scorecard says of itself: candidate, application, rater, interview, times, place."""

from dataclasses import dataclass

import polars as pl

from flows.intake.ats.filled.forms import lacking
from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.greenhouse.pile import Pile
from flows.intake.ats.greenhouse.shapes import Id
from flows.intake.ats.parsing.cells import identifier, instant
from flows.intake.ats.parsing.spots import Spot, spot
from schemas.fault import Fault
from schemas.frames import LINKS
from schemas.words import SourceName

_USUAL = "%Y-%m-%dT%H:%M:%S.%3fZ"
"""As Greenhouse writes times; of a fixed width, so that polars reads it without chrono."""
_ISO_UTC = "%Y-%m-%dT%H:%M:%S%.fZ"


@dataclass(frozen=True)
class Heads:
    """Scorecards of one list.

    Attributes:
        pile: The scorecards.
        context: Ids that the object round the list gives for all.
        root: What the list is called in places.
        alone: The file is one scorecard.
    """

    pile: Pile
    context: dict[str, str]
    root: str
    alone: bool

    def spot(self, at: int) -> Spot:
        """The place of the scorecard at this position of the pile."""
        return spot(self.root, self.pile.numbers[at], lines=self.pile.lines, alone=self.alone)


def head_columns(heads: Heads, gathering: Gathering) -> pl.DataFrame:
    """One row for each scorecard: whom it is about, who rated, when, and where it stands."""
    said = heads.pile.heads
    _introduce(heads.pile, gathering)
    candidate = _ids(said["candidate_id"], heads.context.get("candidate_id"))
    application = _ids(said["application_id"], heads.context.get("application_id"))
    submitted, known = _times("submitted_at", heads, gathering)
    updated, _ = _times("updated_at", heads, gathering)
    prefix = pl.format("line {}, " if heads.pile.lines else f"{heads.root}[{{}}].", "row")
    columns = pl.DataFrame(
        {
            "own": _ids(said["id"], None),
            "candidate_id": candidate,
            "application_id": application,
            "rater_id": _ids(said["rater"], None),
            "interview": pl.Series(said["interview"], dtype=pl.String),
            "submitted_at": submitted,
            "tz_known": known,
            "updated_at": updated,
            "row": pl.Series(heads.pile.numbers, dtype=pl.UInt32),
        },
    ).with_columns(
        pl.col("row") + (0 if heads.pile.lines else 1),
        requisition_id=pl.lit(heads.context.get("requisition_id"), pl.String()),
        prefix=pl.lit("") if heads.alone and not heads.pile.lines else prefix,
    )
    if not application.null_count():
        return columns
    of_candidate = pl.format("candidate:{}", pl.col("candidate_id"))
    return columns.with_columns(application_id=pl.coalesce("application_id", of_candidate))


def without_subject(heads: Heads, columns: pl.DataFrame, gathering: Gathering) -> pl.Series:
    """Which scorecards do not say whom they are about or who rated; each is a fault."""
    no_rater = columns["rater_id"].is_null()
    lacking_one = no_rater | columns["application_id"].is_null()
    for at in lacking_one.arg_true():
        gathering.fault(_lacking(heads.spot(at), no_rater=no_rater[at]))
    return lacking_one


def links_of(columns: pl.DataFrame, source: SourceName) -> pl.DataFrame:
    """What each scorecard says about itself, so that its later deletion finds its responses."""
    given = {
        "source": pl.lit(source.value),
        "application_id": pl.format("scorecard:{}", "own"),
        "parent": pl.col("application_id"),
    }
    said = {"candidate_id", "rater_id", "interview"}
    return columns.filter(pl.col("own").is_not_null()).select(
        given.get(name, pl.col(name) if name in said else pl.lit(None)).cast(kind).alias(name)
        for name, kind in LINKS.items()
    )


def _introduce(pile: Pile, gathering: Gathering) -> None:
    for person_id, person in pile.people.items():
        if person_id is not None and not gathering.knows("rater", str(person_id)):
            gathering.person("rater", str(person_id), person.name, person.email)


def _ids(values: list[Id], default: str | None) -> pl.Series:
    """Identifiers as text; one that is not given is the default."""
    try:
        series = pl.Series(values, dtype=pl.Int64, strict=True).cast(pl.String)
    except (TypeError, OverflowError):
        series = pl.Series([identifier(value) for value in values], dtype=pl.String)
    return series if default is None else series.fill_null(default)


def _times(field: str, heads: Heads, gathering: Gathering) -> tuple[pl.Series, pl.Series]:
    """Times as naive UTC, and whether their zone is known; what is no time becomes a fault."""
    values = heads.pile.heads[field]
    written = pl.Series(values, dtype=pl.String)
    when = written.str.to_datetime(_USUAL, time_unit="us", strict=False)
    if when.null_count() > written.null_count():
        when = written.str.to_datetime(_ISO_UTC, time_unit="us", strict=False)
    odd = (when.is_null() & written.is_not_null()).arg_true().to_list()
    if not odd:
        return when, when.is_not_null()
    times, known = when.to_list(), when.is_not_null().to_list()
    for at in odd:
        times[at], known[at] = instant(values[at])
        if times[at] is None and values[at]:
            gathering.fault(_not_a_time(heads.spot(at), field))
    return pl.Series(times, dtype=pl.Datetime("us")), pl.Series(known, dtype=pl.Boolean)


def _not_a_time(where: Spot, field: str) -> Fault:
    message = f"{field} is not a time; the scorecard counts without it."
    return where.fault("not_a_time", message, field, expected="2024-05-31T14:00:00Z", costs="cell")


def _lacking(where: Spot, *, no_rater: bool) -> Fault:
    if no_rater:
        return lacking(
            where,
            "rater",
            "The scorecard does not say who rated.",
            "submitted_by",
            "interviewer.id or submitted_by.id",
        )
    return lacking(
        where,
        "candidate",
        "The scorecard says neither which candidate nor which application it is about.",
        "candidate_id",
        "candidate_id or application_id; where the list was fetched for one application, "
        'put the list under "scorecards" beside "application_id"',
    )
