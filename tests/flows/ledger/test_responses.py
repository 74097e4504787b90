"""Responses on disk: whole files, read back as they were written."""

from pathlib import Path

from flows.ledger.responses import read_responses, write_responses
from schemas.frames import STORED
from tests.samples.responses import stored


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    rows = stored([{"note": "=1+1", "value_raw": "très bien"}, {"value": None}])
    write_responses(tmp_path, "a" * 64, rows.lazy())
    assert read_responses(tmp_path, ["a" * 64]).equals(rows)


def test_nothing_on_record_is_an_empty_table(tmp_path: Path) -> None:
    found = read_responses(tmp_path, [])
    assert found.is_empty()
    assert dict(found.schema) == STORED


def test_no_partial_file_is_left(tmp_path: Path) -> None:
    write_responses(tmp_path, "b" * 64, stored([{}]).lazy())
    assert [path.name for path in tmp_path.iterdir()] == ["b" * 64 + ".parquet"]
