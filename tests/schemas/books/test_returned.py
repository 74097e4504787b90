"""Tokens and identities of decision workbooks."""

from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.books.returned import (
    CHOICE_WORDS,
    STATUS_WORDS,
    BookIdentity,
    BookRow,
    RecordedDecision,
    identity_chunks,
    identity_of,
    is_token,
    row_token,
)
from schemas.words import Choice, Status

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


def identity(requisition_id: str = "R-1", labels: tuple[str, ...] = ("Ada",)) -> BookIdentity:
    rows = tuple(
        BookRow(
            token=row_token(requisition_id, f"c{at}"),
            candidate_id=f"c{at}",
            sheet="Shortlist",
            label=label,
            status=Status.SHORTLISTED,
            rank=1,
            values_level=71.5,
            recorded=RecordedDecision(
                choice=Choice.HOLD, decider="M. Made-Up", decided_on=date(2026, 3, 2)
            ),
        )
        for at, label in enumerate(labels)
    )
    return BookIdentity(
        requisition_id=requisition_id,
        run_id="run-1",
        made_at=datetime(2026, 3, 1, 2, tzinfo=UTC),
        rows=rows,
    )


@given(TEXTS, st.lists(TEXTS, max_size=4))
def test_an_identity_written_in_cells_reads_back_the_same(requisition_id, labels) -> None:
    written = identity(requisition_id, tuple(labels))
    assert identity_of(identity_chunks(written)) == written


def test_no_cell_of_an_identity_is_longer_than_a_cell_may_be_or_holds_an_escape() -> None:
    chunks = identity_chunks(identity(labels=tuple("_x000D_ é" for _ in range(1000))))
    assert len(chunks) > 2
    assert all(len(chunk) <= 32_767 and "_x" not in chunk for chunk in chunks)
    assert all(chunk.isascii() for chunk in chunks)


def test_an_altered_identity_is_refused() -> None:
    head, body = identity_chunks(identity())
    with pytest.raises(ValueError, match="altered"):
        identity_of((head, body.replace("R-1", "R-2")))


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", "no identity"),
        ("something else", "no identity"),
        ("twokeys scorecard 1 abc", "kind scorecard"),
        ("twokeys decisions 9 abc", "version 9"),
    ],
)
def test_a_workbook_of_another_kind_or_version_is_refused(head: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        identity_of((head, "{}"))
    with pytest.raises(ValueError, match="no identity"):
        identity_of(())


def test_an_identity_that_lacks_a_field_is_refused() -> None:
    body = '{"kind": "decisions"}'
    head = f"twokeys decisions 1 {sha256(body.encode()).hexdigest()}"
    with pytest.raises(ValueError, match="not readable"):
        identity_of((head, body))


@given(TEXTS, TEXTS)
def test_a_token_is_known_by_its_checksum_and_a_cut_one_is_not(requisition, candidate) -> None:
    token = row_token(requisition, candidate)
    assert is_token(f" {token} ")
    assert not is_token(token[:-1])
    assert not is_token(token[1:])
    assert not is_token("")


def test_the_same_candidate_in_two_requisitions_has_two_tokens() -> None:
    assert row_token("R-1", "c1") == row_token("R-1", "c1")
    assert row_token("R-1", "c1") != row_token("R-2", "c1")
    # The separator keeps ("R-1", "1c") apart from ("R-11", "c").
    assert row_token("R-1", "1c") != row_token("R-11", "c")


def test_every_choice_and_every_status_has_words() -> None:
    assert set(CHOICE_WORDS) == set(Choice)
    assert set(STATUS_WORDS) == set(Status)
