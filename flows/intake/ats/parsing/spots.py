"""Where a record stands in its file, in words that a recruiter can follow."""

from dataclasses import dataclass

from flows.intake.tabular.answers import Decoded
from schemas.fault import Fault


@dataclass(frozen=True)
class Spot:
    """The place of one record.

    Attributes:
        prefix: Stands before a field's path, for example `scorecards[12].` or `line 13, `.
        row: Line number, or the record's number, counted from 1.
        table: It is the row of a table, whose faults name the column by its heading alone.
    """

    prefix: str
    row: int
    table: bool = False

    def at(self, path: str) -> str:
        """The place of a field of this record, for example `scorecards[12].attributes[3]`."""
        return f"{self.prefix}{path}" if path else self.prefix.rstrip(". ,")

    def fault(
        self,
        code: str,
        message: str,
        path: str = "",
        *,
        expected: str = "",
        accepted: tuple[str, ...] = (),
        value: str = "",
        costs: str = "row",
    ) -> Fault:
        """A fault of this record, or of its field at `path`."""
        return Fault(
            code=code,
            message=message,
            expected=expected,
            accepted=accepted,
            row=self.row,
            column=path if self.table else self.at(path),
            value=value,
            costs=costs,
        )

    def undecoded(self, decoded: Decoded, answer: str, path: str) -> Fault:
        """The fault of an answer that could not be read."""
        return self.fault(
            decoded.code,
            decoded.message,
            path,
            expected=decoded.expected,
            accepted=decoded.options,
            value=answer,
        )

    def given_twice(self, names: tuple[str, ...]) -> Fault:
        """The fault of a record in which fields stand twice."""
        message = f"The record gives {', '.join(names)} twice; which one is meant is not known."
        return self.fault("given_twice", message, expected="each field once")


def spot(root: str, index: int, *, lines: bool, alone: bool = False) -> Spot:
    """The spot of a record: by line, by index in the list `root`, or the file's only one."""
    if lines:
        return Spot(f"line {index}, ", index)
    return Spot("" if alone else f"{root}[{index}].", index + 1)
