"""Options that the analysts' commands share, and results as strict JSON."""

import math
from pathlib import Path
from typing import Any

import click

file_argument = click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
confidence_option = click.option(
    "--confidence",
    type=click.FloatRange(0.5, 1, min_open=True, max_open=True),
    default=0.95,
    show_default=True,
    help="Of all intervals.",
)


def finite(content: Any) -> Any:
    """The same without numbers that JSON does not know: they become null."""
    if isinstance(content, dict):
        return {name: finite(value) for name, value in content.items()}
    if isinstance(content, list):
        return [finite(value) for value in content]
    return None if isinstance(content, float) and not math.isfinite(content) else content
