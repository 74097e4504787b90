"""Published cases: inputs, expected figures, tolerance and source, by identifier."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PUBLISHED = Path(__file__).parents[1] / "reference" / "reliability_and_impact_cases.json"


@pytest.fixture(scope="session")
def case() -> Callable[[str], dict[str, Any]]:
    cases = {entry["id"]: entry for entry in json.loads(PUBLISHED.read_text(encoding="utf-8"))}
    return cases.__getitem__
