"""Which requisitions there are, and what is said of those that nobody declared."""

from pathlib import Path

import pytest

from flows.stages.openings import openings_of
from flows.workspace.settings import Settings, load_settings
from schemas.config.policy import Requisition
from tests.samples.workspace import make_workspace

DECLARED = Requisition(requisition_id="CS-1", role="customer-support-lead", seats=2)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(make_workspace(tmp_path / "ws"))


def test_one_written_otherwise_than_the_known_one_is_asked_about(settings: Settings) -> None:
    found, said = openings_of(settings, (DECLARED,), ["CS-1", "cs-1 ", "CS-2"])
    assert DECLARED in found
    assert len(said) == 2
    assert [line for line in said if "Is CS-1 meant?" in line] == [
        line for line in said if "Requisition cs-1 " in line
    ]


def test_a_companion_of_an_unknown_role_declares_nothing(settings: Settings) -> None:
    told = DECLARED.model_copy(update={"role": "astronaut", "requisition_id": "X-1"})
    found, said = openings_of(settings, (told,), [])
    assert (found, said) == ((), [])
