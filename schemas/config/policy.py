"""The policy: floors, evidence, seats and thresholds, stated before the data are seen."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.base import Contract, Flaw, MeaningError
from schemas.config.role import spelling
from schemas.words import Track


class Floors(Contract):
    """The lowest key that opens the door, for each track, on 0 to 100."""

    values: float = Field(default=50.0, ge=0, lt=100)
    skill: float = Field(default=50.0, ge=0, lt=100)

    def of(self, track: Track) -> float:
        """The floor of `track`."""
        return self.values if track is Track.VALUES else self.skill


class Certainty(Contract):
    """How sure one must be that a key lies above or below its floor."""

    lower: float = Field(default=0.20, ge=0, lt=0.5, description="Surely below under this P.")
    upper: float = Field(default=0.80, ge=0.5, le=1, description="Stands from this P upwards.")


class Coverage(Contract):
    """The evidence asked for before a key is judged at all."""

    raters_per_track: int = Field(default=2, ge=1)
    ratings_per_required_dimension: int = Field(default=1, ge=0)


class RedFlagRule(Contract):
    """When red flags block, and when they ask for a second look."""

    block_count: int = Field(default=2, ge=1, description="Kinds that block, each confirmed.")
    confirm_raters: int = Field(default=2, ge=1, description="Raters that confirm one kind.")
    second_look_count: int = Field(default=1, ge=1, description="Kinds recorded by anyone.")


class OrderRule(Contract):
    """How passers are ordered. A weighted order is a warned alternative, never a gate."""

    by: Literal["leximin", "weighted"] = "leximin"
    values_weight: float = Field(default=0.5, gt=0, lt=1)
    band_multiple: float = Field(
        default=1.0, ge=0, description="Width of a band in standard errors of a difference."
    )
    skill_share_cap: float = Field(
        default=0.6, gt=0, lt=1, description="Effective share of skill that draws a warning."
    )


class PriorVariances(Contract):
    """Variances on 0 to 100 used where data are too few to estimate a component.

    Defaults: a rating's standard deviation of about 20 points (0.8 of a point on 1 to 5), split
    as interviews commonly divide it: half candidate, and of the rest about a quarter rater.
    Huffcutt, Culbertson and Weyhrauch (2013) report interrater reliability of separate
    interviews near .44, which the split respects.
    """

    target: float = Field(default=200.0, gt=0)
    rater: float = Field(default=50.0, ge=0)
    target_rater: float = Field(default=50.0, ge=0)
    residual: float = Field(default=150.0, gt=0)


class DominanceRule(Contract):
    """Thresholds of the verdict on decisions; rank correlations and shares run 0 to 1."""

    min_candidacies: int = Field(default=8, ge=3, description="Fewer are undetermined.")
    min_decisions: int = Field(default=4, ge=1)
    leaning: float = Field(default=0.6, gt=0, lt=1, description="Skill share that leans.")
    dominated: float = Field(default=0.75, gt=0, lt=1, description="Skill share that dominates.")
    confidence: float = Field(default=0.9, gt=0.5, lt=1)
    bootstraps: int = Field(default=400, ge=100)


class DriftRule(Contract):
    """When the monthly figures speak."""

    smoothing: float = Field(default=0.3, gt=0, le=1, description="Weight of the newest month.")
    limit: float = Field(default=3.0, gt=0, description="Control limit in standard errors.")
    baseline_months: int = Field(default=6, ge=3)


class FairnessRule(Contract):
    """When a group is large enough to be shown."""

    min_group: int = Field(default=5, ge=2)
    confidence: float = Field(default=0.95, gt=0.5, lt=1)


class ViewRule(Contract):
    """Who sees what in the workbooks."""

    raters: Literal["full", "totals"] = Field(
        default="full", description="`totals` leaves rater identities out of the workbook."
    )
    blind_until: Literal["never", "decision"] = Field(
        default="never", description="Opaque labels in place of names until the stage named."
    )


class Retention(Contract):
    """How long personal data are kept."""

    months: int = Field(default=48, ge=6, description="Age at which a closed candidacy goes.")


class Policy(Contract):
    """All choices that decide a status, made before the data and printed with the result."""

    version: Literal[1] = Field(default=1, description="Version of this contract.")
    floors: Floors = Floors()
    minimum_floors: Floors = Field(
        default=Floors(values=40, skill=40),
        description="The what-if view says so when it goes below these.",
    )
    dimension_floors: dict[str, float] = Field(
        default={}, description="Own floors of required dimensions, on 0 to 100."
    )
    certainty: Certainty = Certainty()
    coverage: Coverage = Coverage()
    red_flags: RedFlagRule = RedFlagRule()
    seats: int = Field(default=3, ge=1, description="Seats where a requisition states none.")
    order: OrderRule = OrderRule()
    estimate: Literal["level", "blup"] = Field(
        default="level", description="Which estimate is held against the floors."
    )
    window_months: int = Field(default=24, ge=1, description="Ratings that inform severity.")
    priors: PriorVariances = PriorVariances()
    dominance: DominanceRule = DominanceRule()
    drift: DriftRule = DriftRule()
    fairness: FairnessRule = FairnessRule()
    view: ViewRule = ViewRule()
    retention: Retention = Retention()

    @model_validator(mode="after")
    def _check_meaning(self) -> Self:
        flaws = [
            Flaw(
                f"dimension_floors.{name} is {floor:g}; a floor lies from 0 to below 100",
                ("dimension_floors", name),
            )
            for name, floor in sorted(self.dimension_floors.items())
            if not 0 <= floor < 100
        ]
        flaws += [
            Flaw(
                f"minimum_floors.{track} ({low:g}) is above floors.{track} ({floor:g})",
                ("minimum_floors", track),
            )
            for track, low, floor in (
                ("values", self.minimum_floors.values, self.floors.values),
                ("skill", self.minimum_floors.skill, self.floors.skill),
            )
            if low > floor
        ]
        if flaws:
            raise MeaningError(flaws, self)
        return self


class Requisition(Contract):
    """One opening; the unit of a shortlist."""

    requisition_id: str = Field(min_length=1)
    role: str = Field(min_length=1)
    title: str = ""
    seats: int | None = Field(default=None, ge=1, description="The policy's when left out.")
    opened_on: date | None = None
    closed_on: date | None = None

    def is_open(self, on: date) -> bool:
        """Whether it is open on the day given."""
        started = self.opened_on is None or self.opened_on <= on
        return started and (self.closed_on is None or on < self.closed_on)


class Requisitions(Contract):
    """The openings that talent operations declared."""

    version: Literal[1] = Field(default=1, description="Version of this contract.")
    requisitions: tuple[Requisition, ...] = ()

    @model_validator(mode="after")
    def _check_meaning(self) -> Self:
        flaws = [*_same_ids(self.requisitions), *_closed_too_soon(self.requisitions)]
        if flaws:
            raise MeaningError(flaws, self)
        return self


def _same_ids(requisitions: tuple[Requisition, ...]) -> list[Flaw]:
    """Ids that differ by case or spaces alone would be taken for one another, as folders are."""
    flaws: list[Flaw] = []
    known: dict[str, str] = {}
    for index, one in enumerate(requisitions):
        name = one.requisition_id
        where = ("requisitions", index, "requisition_id")
        spelt = spelling(name)
        if spelt not in known:
            known[spelt] = name
        elif known[spelt] == name:
            flaws.append(Flaw(f"requisition {name} is declared more than once", where))
        else:
            text = f"requisitions {known[spelt]} and {name} differ by case or spaces alone"
            flaws.append(Flaw(f"{text}; give each an id of its own", where))
    return flaws


def _closed_too_soon(requisitions: tuple[Requisition, ...]) -> list[Flaw]:
    return [
        Flaw(
            f"requisition {one.requisition_id} is closed on {one.closed_on}, before it is opened "
            f"on {one.opened_on}",
            ("requisitions", index, "closed_on"),
        )
        for index, one in enumerate(requisitions)
        if one.opened_on and one.closed_on and one.closed_on < one.opened_on
    ]
