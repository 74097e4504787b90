"""A judged candidacy with the evidence behind it: what its reasons are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.results.scores import DimensionScore, FlagSeen, KeyScore
from schemas.words import Status, Track
from scoring.coverage import Gap


@dataclass(frozen=True)
class Case:
    """One candidacy as the rule judged it.

    Attributes:
        status: As judged.
        values: The values key.
        skill: The skill key.
        gaps: Evidence still lacking, by track.
        seats: Seats of the requisition.
        rank: Among those who pass; None for the others.
        tied_at_seat: More candidates tie for the last seat than seats are left.
        dimensions: Scores of dimensions; those with a floor of their own are read.
        flags: Red flags recorded.
        names: What people read for the ids of dimensions and red flags; an id without a name
            stands for itself.
    """

    status: Status
    values: KeyScore
    skill: KeyScore
    gaps: Mapping[Track, Gap]
    seats: int
    rank: int | None = None
    tied_at_seat: bool = False
    dimensions: tuple[DimensionScore, ...] = ()
    flags: tuple[FlagSeen, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def key(self, track: Track) -> KeyScore:
        """The key of `track`."""
        return self.values if track is Track.VALUES else self.skill

    def name(self, identifier: str) -> str:
        """What people read for a dimension or a red flag."""
        return self.names.get(identifier, identifier)

    def weakest(self, track: Track) -> DimensionScore | None:
        """The dimension whose own floor gave the weakest result on `track`, if one did."""
        wanted = self.key(track).weakest_dimension
        found = [d for d in self.dimensions if d.track is track and d.dimension == wanted]
        return found[0] if wanted is not None and found else None
