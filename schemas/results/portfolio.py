"""What the portfolio workbook says: one run, over all requisitions and months."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from schemas.base import Contract
from schemas.books.book import FairnessTable
from schemas.config.policy import Policy
from schemas.fault import Fault
from schemas.results.audit import Dominance
from schemas.results.portfolio_audit import PortfolioAudit
from schemas.results.reliability import DistinctKeys, RaterRow, TrackReliability
from schemas.run import Run


class FileFault(Contract):
    """One fault of one dropped file. Its `value` is never shown here."""

    file: str = Field(description="Name of the file as it was dropped.")
    fault: Fault


class Portfolio(Contract):
    """Everything that the portfolio workbook of a run shows."""

    version: Literal[1] = Field(default=1, description="Version of this contract.")
    run: Run
    made_at: datetime = Field(description="The run's time, UTC; the document's time too.")
    product_version: str
    policy: Policy
    culture: str = Field(description="Name of the declared culture.")
    audit: PortfolioAudit | None = Field(
        default=None, description="Null before there is any candidacy."
    )
    dominance: tuple[Dominance, ...] = Field(
        default=(), description="One a requisition, in order of its id."
    )
    titles: dict[str, str] = Field(default={}, description="Requisition id to its title.")
    flag_names: dict[str, str] = Field(default={}, description="Red flag id to its name.")
    raters: tuple[RaterRow, ...] = Field(
        default=(), description="One a rater and track; empty where the policy withholds raters."
    )
    reliability: tuple[TrackReliability, ...] = ()
    distinct: DistinctKeys | None = None
    fairness: tuple[FairnessTable, ...] = Field(
        default=(), description="Over all requisitions; empty without demographics."
    )
    faults: tuple[FileFault, ...] = ()
