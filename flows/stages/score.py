"""Score: from the ledger to tonight's shortlists."""

from flows.ledger.runs import DecisionRecord
from flows.stages.deciding import standing_records
from flows.stages.ingest import Night
from flows.stages.openings import openings_of
from flows.stages.outlook import maps_of, starting_maps
from schemas.shortlist import Candidacy
from scoring.screening.inputs import CandidacyId, Screening, ScreeningInputs
from scoring.screening.screen import screen


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
        frozen=frozen_candidacies(night.ledger.register.decisions()),
    )
    return screen(inputs), said


def frozen_candidacies(records: list[DecisionRecord]) -> dict[CandidacyId, Candidacy]:
    """Candidacies that the decision which stands froze, as they were then."""
    return {
        candidacy: record.snapshot
        for candidacy, (_, record) in standing_records(records).items()
        if record.freezes and record.snapshot is not None
    }
