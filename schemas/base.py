"""The base of every contract: closed, frozen, and described well enough to publish."""

from pydantic import BaseModel, ConfigDict


class Contract(BaseModel):
    """A shape that two parts of the system, or we and a partner, rely on.

    Closed (unknown fields are errors) and frozen (a contract handed over never changes).
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class MeaningError(ValueError):
    """Every rule of meaning that one contract breaks, so that a user sees all of them at once."""

    def __init__(self, faults: list[str], subject: Contract) -> None:
        """Keep the faults apart, and the contract, so that rules across contracts still run."""
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)
        self.subject = subject
