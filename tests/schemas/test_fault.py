"""A fault says its place in words."""

import pytest

from schemas.fault import Fault


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({}, "the whole file"),
        ({"sheet": "Panel"}, "sheet Panel"),
        (
            {"row": 3, "column": "Values\nOwnership\nrating"},
            "row 3, column Values Ownership rating",
        ),
    ],
)
def test_the_place_is_said_on_one_line(place: dict[str, object], said: str) -> None:
    fault = Fault.model_validate({"code": "x", "message": "x", **place})
    assert fault.where == said
