"""A fault: what is wrong, where, and what would be right."""

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256

from pydantic import Field, TypeAdapter

from schemas.base import Contract


def masked(identifier: str) -> str:
    """An identifier as a message may show it: of an address or a name, how it begins and a sign.

    The sign, four digits of its SHA-256, tells two that begin alike apart.
    """
    told = identifier.strip()
    if "@" not in told and not any(sign.isspace() for sign in told):
        return told
    return f"{told[:2]}…{sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:4]}"


class Fault(Contract):
    """One thing wrong in a dropped file or in the configuration.

    `value` may hold personal data: it goes into the fix-me workbook and nowhere else.
    """

    code: str = Field(description="A short stable name, for example unknown_label.")
    message: str = Field(description="What is wrong, in words a recruiter uses; no personal data.")
    expected: str = Field(default="", description="What would be right.")
    accepted: tuple[str, ...] = Field(default=(), description="The answers, where one of a few.")
    sheet: str = ""
    row: int | None = Field(default=None, ge=1, description="As the recruiter's tool counts it.")
    column: str = Field(default="", description="The heading, or the field's path in JSON.")
    value: str = Field(default="", description="The cell as it came, for the fix-me workbook.")
    costs: str = Field(default="row", pattern="^(row|file|cell)$", description="What it costs.")

    @property
    def place(self) -> tuple[str, int | None, str, str]:
        """By what a fault is known again when the same bytes are read again."""
        return (self.sheet, self.row, self.column, self.code)

    @property
    def where(self) -> str:
        """The place within the file, in words and on one line."""
        parts = [f"sheet {self.sheet}"] if self.sheet else []
        parts += [f"row {self.row}"] if self.row is not None else []
        parts += [f"column {' '.join(self.column.split())}"] if self.column else []
        return ", ".join(parts) or "the whole file"


def faults_of(told: Iterable[Mapping[str, object]]) -> list[Fault]:
    """Many faults from their fields: all at once takes half as long as one after the other."""
    return _adapter().validate_python(list(told))


@cache
def _adapter() -> TypeAdapter[list[Fault]]:
    return TypeAdapter(list[Fault])
