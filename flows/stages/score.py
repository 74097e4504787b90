"""Score: from the ledger to tonight's shortlists."""

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from flows.ledger.runs import Register
from flows.ledger.standings import standing_records
from flows.stages.ingest import Night
from flows.stages.openings import openings_of
from flows.stages.outlook import maps_of, starting_maps
from schemas.config.policy import Requisition
from schemas.fault import masked
from schemas.results.scores import EvidenceLine
from schemas.results.shortlist import Shortlist
from scoring.screening.inputs import CandidacyId, FrozenRecord, Screening, ScreeningInputs
from scoring.screening.screen import screen

_SHOWN = 3
"""Ids that a sentence names of many."""


def score_night(night: Night) -> tuple[Screening, list[str]]:
    """Screen every open requisition on all live responses.

    Returns:
        The screening, and a sentence for each requisition that is new or cannot be scored.
    """
    catalog = night.ledger.catalog
    live = night.ledger.live(night.settings.people)
    seen = live.responses["requisition_id"].unique().to_list()
    openings, said = openings_of(night.settings, catalog.openings(), seen)
    people = catalog.people()
    named = people.filter(person="candidate").drop_nulls("name")
    inputs = ScreeningInputs(
        responses=live.responses,
        guides=night.settings.guides,
        policy=night.settings.policy,
        openings=openings,
        own_maps=maps_of(night.settings.sources),
        starting_maps=starting_maps(),
        as_of=night.as_of,
        names=dict(named.select("person_id", "name").iter_rows()),
        frozen=frozen_records(night.ledger.register, openings, night.as_of),
    )
    return screen(inputs), [*said, *clashing_names(live.responses, named)]


def clashing_names(responses: pl.DataFrame, named: pl.DataFrame) -> list[str]:
    """Say which candidates have answers of several tools that do not agree on their names.

    Ids of two tools that are alike are taken as one person's, who may be two.

    Args:
        responses: The live responses.
        named: Candidates' names, `schemas.frames.PEOPLE`.
    """
    told = (
        responses.select("source", person_id="candidate_id")
        .unique()
        .join(named, on=["source", "person_id"])
        .with_columns(pl.col("name").str.to_lowercase().str.replace_all(r"\s+", " "))
        .group_by("person_id")
        .agg(sources=pl.col("source").unique().sort().str.join(" and "), names=pl.n_unique("name"))
        .filter(pl.col("names") > 1, pl.col("sources").str.contains(" and "))
        .group_by("sources", maintain_order=True)
        .agg(pl.col("person_id").sort())
        .sort("sources")
    )
    return [
        f"The exports of {sources} give different names to {_some(ids)}; each id counts as one "
        "person. Where they are two, give one of them another id in config/people.csv."
        for sources, ids in told.iter_rows()
    ]


def _some(ids: Sequence[str]) -> str:
    shown = ", ".join(map(masked, ids[:_SHOWN]))
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return f"candidate{'s' * (len(ids) > 1)} {shown}{more}"


def frozen_records(
    register: Register, openings: Sequence[Requisition], as_of: datetime
) -> dict[CandidacyId, FrozenRecord]:
    """Candidacies that the decision which stands froze, with the evidence that counted then.

    Args:
        register: Decisions, and the shortlists that they were made on.
        openings: Every requisition; of those closed nothing is scored.
        as_of: The time of the run.
    """
    open_now = {one.requisition_id for one in openings if one.is_open(as_of.date())}
    shown: dict[tuple[str, str], dict[str, list[EvidenceLine]]] = {}
    found: dict[CandidacyId, FrozenRecord] = {}
    for candidacy, (_, record) in standing_records(register.decisions()).items():
        requisition_id, candidate_id = candidacy
        if record.snapshot is None or not record.freezes or requisition_id not in open_now:
            continue
        workbook = requisition_id, record.decision.run_id
        if workbook not in shown:
            shown[workbook] = _counted(register.shortlist_of_run(*workbook))
        evidence = tuple(shown[workbook].get(candidate_id, ()))
        found[candidacy] = FrozenRecord(record.snapshot, evidence)
    return found


def _counted(shortlist: Shortlist | None) -> dict[str, list[EvidenceLine]]:
    found: dict[str, list[EvidenceLine]] = {}
    for line in shortlist.evidence if shortlist else ():
        if not line.after_decision:
            found.setdefault(line.candidate_id, []).append(line)
    return found
