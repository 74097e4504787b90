"""Where a fault of a configuration file stands."""

from flows.workspace.yaml_lines import Lined
from schemas.base import Where
from schemas.fault import Fault


def fault_at(document: Lined, where: Where, code: str, message: str, expected: str = "") -> Fault:
    """A fault of a configuration file, at the line of its path."""
    return Fault(
        code=code,
        message=message,
        expected=expected,
        row=document.line(where),
        column=path_of(where),
        costs="file",
    )


def path_of(where: Where) -> str:
    """A path as messages have it: `dimensions.0.name`."""
    return ".".join(str(part) for part in where)
