"""Which files speak of the same answers, and how a fault is known again."""

from pathlib import Path

import pytest

from flows.ledger.responses import rate_alike, write_responses
from schemas.fault import Fault
from tests.samples.responses import stored

RATED = {"requisition_id": "R-1", "candidate_id": "c-1", "rater_id": "r-1"}


@pytest.mark.parametrize(
    ("earlier", "alike"),
    [
        ([RATED], True),
        ([RATED | {"question": "another"}], True),
        ([RATED, RATED | {"rater_id": "r-2"}], True),
        ([RATED | {"rater_id": "r-2"}], False),
        ([RATED | {"candidate_id": "c-2"}], False),
        ([RATED | {"requisition_id": None, "application_id": "7"}], False),
        ([], True),
    ],
)
def test_files_are_alike_by_who_rated_whom(
    tmp_path: Path, earlier: list[dict[str, object]], alike: bool
) -> None:
    write_responses(tmp_path, "later", stored([RATED]).lazy())
    write_responses(tmp_path, "earlier", stored([*earlier, RATED]).head(len(earlier)).lazy())
    assert rate_alike(tmp_path, "later", "earlier") is alike


def test_answers_that_wait_for_a_companion_are_known_by_their_application(tmp_path: Path) -> None:
    waiting = {"requisition_id": None, "candidate_id": None, "application_id": "7"}
    for name in ("later", "earlier"):
        write_responses(tmp_path, name, stored([waiting]).lazy())
    assert rate_alike(tmp_path, "later", "earlier")


def test_a_fault_is_known_again_by_its_place_and_not_by_its_words() -> None:
    fault = Fault(code="unknown_label", message="Not on the scale.", row=7, column="Rating")
    reworded = fault.model_copy(update={"message": "Not an answer.", "value": "9"})
    elsewhere = fault.model_copy(update={"row": 8})
    assert fault.place == reworded.place != elsewhere.place
